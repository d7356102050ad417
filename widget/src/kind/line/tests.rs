//! Where lines are drawn, named and pointed at, and what stands in their gaps.

use crate::dataset::{Dataset, Kind, Role};
use crate::samples::{self, Sample, walk};
use crate::{Action, Lang, Picture, SvgOptions, Theme, lines, picture};

fn drawn(data: &Dataset, width: u32) -> Picture {
    let options = SvgOptions { width, height: None, theme: Theme::Light, standalone: false, texts: true };
    picture(data, &options)
}

fn sample(slug: &str) -> Dataset {
    let mut all = samples::lines(Lang::Vi).into_iter();
    all.find(|(name, _)| *name == slug).expect("a sample").1
}

#[test]
fn lines_look_as_they_were_seen() {
    for (slug, data) in samples::lines(Lang::Vi) {
        insta::assert_snapshot!(slug, drawn(&data, 320).svg.replace("><", ">\n<"));
    }
}

#[test]
fn each_line_is_named_and_switched_off_at_its_end() {
    let picture = drawn(&sample("outcomes-by-quarter"), 600);
    for name in ["Khiển trách 612", "Cảnh cáo 119", "Cách chức 12", "Khai trừ 90"] {
        assert!(picture.svg.contains(name), "{name} is not at its line's end");
    }
    let mut areas: Vec<_> = picture
        .controls
        .iter()
        .filter(|control| matches!(control.action, Action::Series(_)))
        .map(|control| (control.area.y, control.area.height))
        .collect();
    areas.sort_unstable();
    assert_eq!(areas.len(), 4);
    assert!(areas.iter().all(|&(_, height)| height >= 24), "{areas:?}");
    assert!(areas.windows(2).all(|pair| pair[0].0 + pair[0].1 <= pair[1].0), "{areas:?} touch");
}

#[test]
fn a_line_that_is_switched_off_can_be_switched_on_again() {
    let mut data = sample("outcomes-by-quarter");
    data.drawing.hidden = vec![1];
    let picture = drawn(&data, 600);
    assert!(picture.controls.iter().any(|control| control.action == Action::Series(1)));
    assert!(picture.marks.iter().all(|mark| mark.series != 1));
}

#[test]
fn every_figure_and_every_gap_can_be_pointed_at_where_it_is() {
    let data = sample("outcomes-by-quarter");
    let picture = drawn(&data, 320);
    assert_eq!(picture.marks.len(), 12 * 4);
    assert!(picture.marks.is_sorted_by_key(|mark| (mark.category, mark.series)));
    for mark in &picture.marks {
        let (x, y) = (mark.spot.x + mark.spot.width / 2, mark.spot.y + mark.spot.height / 2);
        let hit = crate::pointing::hit(&picture.marks, x, y);
        let found = picture.marks[usize::try_from(hit).expect("a mark is under its own point")];
        assert_eq!(found.category, mark.category, "{mark:?}");
    }
    assert_eq!(lines(&data, 4, 0)[1], "chưa báo cáo");
}

#[test]
fn right_walks_along_a_line_and_down_leads_to_the_line_under_it() {
    let marks = drawn(&sample("outcomes-by-quarter"), 600).marks;
    let mut at = 0;
    for category in 1..12 {
        at = crate::pointing::step(&marks, at, "ArrowRight");
        let mark = marks[usize::try_from(at).expect("a mark")];
        assert_eq!((mark.category, mark.series), (category, 0));
    }
    let under = crate::pointing::step(&marks, at, "ArrowDown");
    let mark = marks[usize::try_from(under).expect("a mark")];
    assert_eq!((mark.category, mark.series), (11, 1));
}

#[test]
fn a_text_about_a_figure_is_said_of_it() {
    let data = sample("admitted-by-month");
    assert!(lines(&data, 25, 0).contains(&"Đợt kết nạp 3/2".to_owned()));
    assert!(lines(&data, 15, 0).contains(&"Giãn cách xã hội".to_owned()));
    assert!(!lines(&data, 14, 0).contains(&"Giãn cách xã hội".to_owned()));
    assert!(lines(&data, 0, 0).contains(&"Mục tiêu 1.000".to_owned()));
}

#[test]
fn ten_thousand_figures_are_drawn_with_four_points_a_column_at_most() {
    let names: Vec<String> = (0..10_000).map(|index| index.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let data = Sample::new(Kind::Line, Lang::Vi, "Nhiều", "")
        .categories(Some(Role::Time), &names)
        .metric("actual", "đồng", 0, &walk(5, 10_000, 5_000, 900))
        .build();
    let picture = drawn(&data, 600);
    assert!(picture.svg.len() < 20_000, "{} bytes", picture.svg.len());
    assert!(picture.marks.len() <= 4 * 600);
}

#[test]
fn a_million_cells_do_not_take_a_phone_s_memory() {
    let names: Vec<String> = (0..20_000).map(|index| index.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let series: Vec<&str> = names.iter().take(60).copied().collect();
    let data = Sample::new(Kind::Line, Lang::Vi, "Rất nhiều", "")
        .categories(Some(Role::Time), &names)
        .series(&series)
        .metric("actual", "đồng", 0, &walk(5, 1_200_000, 5_000, 900))
        .build();
    let model = crate::model::Model::new(&data);
    assert!(model.count * model.series.len() <= 240_000);
    assert!(drawn(&data, 320).svg.len() < 200_000);
}

/// Three lines far apart, the one in the middle with a figure of this status in the middle, or at its end.
fn interrupted(letter: char, last: bool) -> Dataset {
    let months = ["2020", "2021", "2022", "2023", "2024"];
    let mut statuses = ['A'; 15];
    statuses[if last { 13 } else { 7 }] = letter;
    let mut values = Vec::new();
    for value in [100, 510, 910, 100, 520, 920, 100, 530, 930, 100, 540, 940, 100, 550, 950] {
        values.push(Some(value));
    }
    Sample::new(Kind::Line, Lang::Vi, "Kết nạp", "Đảng viên")
        .categories(Some(Role::Time), &months)
        .series(&["Ba Đình", "Sóc Sơn", "Gia Lâm"])
        .metric("actual", "đảng viên", 0, &values)
        .status(&statuses.iter().collect::<String>())
        .build()
}

#[test]
fn a_gap_stands_where_its_line_would_have_gone() {
    for letter in ['Q', 'L', 'M'] {
        for (last, category) in [(false, 2), (true, 4)] {
            let picture = drawn(&interrupted(letter, last), 320);
            let middle = |category, series| {
                let found =
                    picture.marks.iter().find(|mark| (mark.category, mark.series) == (category, series));
                let spot = found.expect("a mark").spot;
                spot.y + spot.height / 2
            };
            let neighbours = [middle(category - 1, 1), middle(3, 1)];
            let at = middle(category, 1);
            assert!(neighbours.into_iter().all(|y| (y - at).abs() < 8), "{letter}: {at}, not {neighbours:?}");
        }
    }
}

#[test]
fn a_gap_shows_in_its_line_s_colour_why_it_is_one() {
    let shapes = |letter, last| {
        let svg = drawn(&interrupted(letter, last), 320).svg;
        let paths = svg.split('<').filter(|shape| shape.contains("bc-2") || shape.contains("bc-l2"));
        paths.map(str::to_owned).collect::<Vec<_>>()
    };
    for last in [false, true] {
        let [suppressed, missing, none] = ['Q', 'L', 'M'].map(|letter| shapes(letter, last));
        assert!(suppressed.iter().any(|shape| shape.contains("bc-l2 bc-y")), "{suppressed:?}");
        assert!(missing.iter().any(|shape| shape.contains("h10v1h-10z")), "{missing:?}");
        assert!(!none.iter().any(|shape| shape.contains("bc-y") || shape.contains("h10v1")), "{none:?}");
    }
}

#[test]
fn a_line_without_its_last_figure_says_why_at_its_end() {
    for (letter, words) in [('Q', "bảo mật"), ('L', "chưa báo cáo")] {
        let svg = drawn(&interrupted(letter, true), 600).svg;
        // The legend says it too.
        assert_eq!(svg.matches(&[">", words, "<"].concat()).count(), 2, "{svg}");
    }
}
