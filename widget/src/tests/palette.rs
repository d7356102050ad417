//! What the colours promise, worked out from the style sheets.

use crate::palette::{APART, CONTRAST, Color, Vision};
use crate::{Theme, stylesheet};

const THEMES: [Theme; 4] = [Theme::Light, Theme::Dark, Theme::LightContrast, Theme::DarkContrast];
const SERIES: [&str; 6] = ["1", "2", "3", "4", "5", "6"];

/// The colour that a class is filled with in a plain theme.
#[track_caller]
fn color(theme: Theme, class: &str) -> Color {
    let sheet = stylesheet(theme);
    let rule = format!(".bc-{class}{{fill:");
    let hex = sheet.split_once(&rule).and_then(|(_, rest)| rest.split_once('}')).expect("a plain colour").0;
    Color::parse(hex).expect("a plain colour")
}

#[test]
fn text_has_a_contrast_of_four_and_a_half_and_marks_of_three() {
    for theme in THEMES {
        let more = matches!(theme, Theme::LightContrast | Theme::DarkContrast);
        let ground = color(theme, "k");
        for (class, least) in [("i", 7.0), ("m", if more { 7.0 } else { 4.5 }), ("a", 4.5)] {
            assert!(color(theme, class).contrast(ground) >= least, "{class} on the ground, {theme:?}");
        }
        for class in ["a", "z", "r"].iter().chain(&SERIES) {
            let least = if more { 4.5 } else { CONTRAST };
            let found = color(theme, class).contrast(ground);
            assert!(found >= least, "{class} on the ground is {found}, {theme:?}");
        }
        if more {
            assert!(color(theme, "g").contrast(ground) >= 3.0, "the grid, {theme:?}");
        }
    }
}

#[test]
fn text_on_a_mark_can_be_read() {
    for theme in THEMES {
        let on = SERIES.map(|series| (["o", series].concat(), series));
        let pairs = on.iter().map(|(text, mark)| (text.as_str(), *mark));
        // On the accent the ground's colour is written, on what is beside it and on its tint that of text.
        for (text, mark) in pairs.chain([("k", "a"), ("i", "r"), ("i", "t"), ("m", "t")]) {
            let found = color(theme, text).contrast(color(theme, mark));
            assert!(found >= 4.5, "{text} on {mark} is {found}, {theme:?}");
        }
    }
}

#[test]
fn six_series_keep_apart_for_every_kind_of_vision() {
    let mut closest = f64::MAX;
    for theme in THEMES {
        let colors = SERIES.map(|series| color(theme, series));
        for vision in Vision::ALL {
            for (at, one) in colors.iter().enumerate() {
                for (other_at, other) in colors[..at].iter().enumerate() {
                    let found = one.distance(*other, vision);
                    closest = closest.min(found);
                    assert!(
                        found >= APART,
                        "{} and {} are {found} apart, {vision:?}, {theme:?}",
                        at + 1,
                        other_at + 1
                    );
                }
            }
        }
    }
    assert!(closest < 12.0, "the promise can be raised to {closest}");
}

#[test]
fn a_series_of_the_palette_is_measured_as_it_is_drawn() {
    for theme in THEMES {
        for (at, class) in SERIES.iter().enumerate() {
            assert_eq!(crate::palette::series(at + 1, theme), color(theme, class), "{class}, {theme:?}");
        }
        assert_eq!(crate::palette::series(7, theme), color(theme, "r"), "{theme:?}");
        assert_eq!(crate::palette::ground(theme), color(theme, "k"), "{theme:?}");
    }
}

#[test]
fn a_known_colour_is_measured_as_it_is_known() {
    let (black, white) = (Color([0.0; 3]), Color([1.0; 3]));
    assert!((black.contrast(white) - 21.0).abs() < 1e-9);
    assert!((black.distance(white, Vision::Normal) - 100.0).abs() < 0.01);
    assert_eq!((Color::parse("#fff"), Color::parse("#000000")), (Some(white), Some(black)));
    for wrong in ["fff", "#ff", "#fffff", "#ggg", "#ưưư", "#", ""] {
        assert_eq!(Color::parse(wrong), None, "{wrong}");
    }
    // Grey is grey for everyone.
    for vision in Vision::ALL {
        let (light, dark) = (Color([0.2; 3]), Color([0.02; 3]));
        let apart = light.distance(dark, Vision::Normal);
        assert!((light.distance(dark, vision) - apart).abs() < 0.05, "{vision:?}");
    }
}
