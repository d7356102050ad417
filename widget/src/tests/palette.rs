//! What the colours promise, worked out from the style sheets: contrast after WCAG 2.2 (1.4.3, 1.4.11), and distance in
//! OKLab (Ottosson 2020) for normal vision and for the three kinds of dichromacy, simulated with the matrices of Machado,
//! Oliveira and Fernandes (2009) at full severity.

use crate::{Theme, stylesheet};

type Linear = [f64; 3];

const THEMES: [Theme; 4] = [Theme::Light, Theme::Dark, Theme::LightContrast, Theme::DarkContrast];
const SERIES: [&str; 6] = ["1", "2", "3", "4", "5", "6"];

/// The least distance of two series, in hundredths of OKLab; two shades that can just be told apart side by side are
/// about 2 apart.
const APART: f64 = 10.0;

const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// The colour that a class is filled with in a plain theme.
#[track_caller]
fn color(theme: Theme, class: &str) -> Linear {
    let sheet = stylesheet(theme);
    let rule = format!(".bc-{class}{{fill:#");
    let hex = sheet.split_once(&rule).and_then(|(_, rest)| rest.split_once('}')).expect("a plain colour").0;
    let hex =
        if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex.to_owned() };
    [0, 2, 4].map(|at| {
        let part = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits")) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn contrast(one: Linear, other: Linear) -> f64 {
    let luminance = |color: Linear| 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2] + 0.05;
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

fn times(rows: [[f64; 3]; 3], color: [f64; 3]) -> [f64; 3] {
    rows.map(|row| row[0] * color[0] + row[1] * color[1] + row[2] * color[2])
}

fn oklab(color: Linear) -> [f64; 3] {
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    let lab = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    times(lab, times(cones, color).map(f64::cbrt))
}

/// How far apart two colours are for a vision.
fn distance(one: Linear, other: Linear, vision: [[f64; 3]; 3]) -> f64 {
    let seen = |color| oklab(times(vision, color).map(|part| part.clamp(0.0, 1.0)));
    let (one, other) = (seen(one), seen(other));
    100.0 * (0..3).map(|at| (one[at] - other[at]).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn text_has_a_contrast_of_four_and_a_half_and_marks_of_three() {
    for theme in THEMES {
        let more = matches!(theme, Theme::LightContrast | Theme::DarkContrast);
        let ground = color(theme, "k");
        for (class, least) in [("i", 7.0), ("m", if more { 7.0 } else { 4.5 }), ("a", 4.5)] {
            assert!(contrast(color(theme, class), ground) >= least, "{class} on the ground, {theme:?}");
        }
        for class in ["a", "z", "r"].iter().chain(&SERIES) {
            let least = if more { 4.5 } else { 3.0 };
            let found = contrast(color(theme, class), ground);
            assert!(found >= least, "{class} on the ground is {found}, {theme:?}");
        }
        if more {
            assert!(contrast(color(theme, "g"), ground) >= 3.0, "the grid, {theme:?}");
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
            let found = contrast(color(theme, text), color(theme, mark));
            assert!(found >= 4.5, "{text} on {mark} is {found}, {theme:?}");
        }
    }
}

#[test]
fn six_series_keep_apart_for_every_kind_of_vision() {
    let mut closest = f64::MAX;
    for theme in THEMES {
        let colors = SERIES.map(|series| color(theme, series));
        for (name, vision) in VISIONS {
            for (at, one) in colors.iter().enumerate() {
                for (other_at, other) in colors[..at].iter().enumerate() {
                    let found = distance(*one, *other, vision);
                    closest = closest.min(found);
                    assert!(
                        found >= APART,
                        "{} and {} are {found} apart, {name}, {theme:?}",
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
fn a_known_colour_is_measured_as_it_is_known() {
    let (black, white) = ([0.0; 3], [1.0; 3]);
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    assert!((distance(black, white, VISIONS[0].1) - 100.0).abs() < 0.01);
    // Grey is grey for everyone.
    for (name, vision) in VISIONS {
        assert!(distance([0.2; 3], times(vision, [0.2; 3]), VISIONS[0].1) < 0.01, "{name}");
    }
}
