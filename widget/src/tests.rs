//! What every drawing promises, over random labels, sizes, statuses and kinds.

mod boxes;
mod model;
mod palette;

use proptest::prelude::*;

use crate::dataset::{Dataset, Kind, Reference};
use crate::samples::{self, Sample};
use crate::{Area, Lang, SvgOptions, Theme, document, layout, lines, picture, svg};

fn options(width: u32, height: Option<u32>) -> SvgOptions {
    SvgOptions { width, height, theme: Theme::Light, standalone: true, texts: true }
}

/// Words as they come: Vietnamese, decomposed, hostile, endless, empty.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "(Quận ủy|Huyện ủy|Đảng bộ|Khối các cơ quan|6 tháng đầu năm|Thị ủy)( (Đống Đa|Hai Bà Trưng|2021|Sóc Sơn|ĐẦU TƯ|nghiệp)){0,7}",
        2 => "[a-zA-ZĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệ ]{0,60}",
        1 => "\\PC{0,40}",
        1 => Just("</text><script>alert(\"1\")</script>&amp;\u{0}\u{8}\u{202e}'\u{ffff}".to_owned()),
        1 => Just("Đa\u{302}\u{301}t nu\u{31b}\u{301}\u{31b}c".to_owned()),
        1 => Just("W".repeat(300)),
    ]
}

fn value() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        6 => (0..100_000_i64).prop_map(Some),
        1 => (-90_000..0_i64).prop_map(Some),
        1 => any::<i64>().prop_map(Some),
        1 => Just(None),
    ]
}

fn reference() -> impl Strategy<Value = Reference> {
    prop_oneof![
        (-1_000..100_000_i64, label()).prop_map(|(value, label)| Reference::Line { value, label }),
        (0..14_usize, 0..14_usize, label()).prop_map(|(from, to, label)| Reference::Span { from, to, label }),
        (0..14_usize, 0..4_usize, label()).prop_map(|(category, series, label)| Reference::Point {
            category,
            series,
            label
        }),
    ]
}

prop_compose! {
    pub(crate) fn dataset()(
        kind in 0..Kind::ALL.len(),
        vietnamese in any::<bool>(),
        names in prop_oneof![
            4 => prop::collection::vec(label(), 0..12),
            1 => prop::collection::vec(label(), 12..201),
        ],
        series in prop::collection::vec(label(), 0..4),
        over_time in any::<bool>(),
        decimals in 0..4_u8,
        unit in prop_oneof![Just("%"), Just("tỷ đồng"), Just("đảng viên"), Just("")],
        title in label(),
        subtitle in label(),
        measures in 0..16_u8,
        references in prop::collection::vec(reference(), 0..4),
    )(
        actual in prop::collection::vec(value(), names.len() * series.len().max(1)),
        plan in prop::collection::vec(value(), names.len() * series.len().max(1)),
        other in prop::collection::vec(value(), names.len() * series.len().max(1)),
        status in "[APELQ]{0,40}",
        kind in Just(kind), vietnamese in Just(vietnamese), names in Just(names), series in Just(series),
        over_time in Just(over_time), decimals in Just(decimals), unit in Just(unit), title in Just(title),
        subtitle in Just(subtitle), measures in Just(measures), references in Just(references),
    ) -> Dataset {
        let lang = if vietnamese { Lang::Vi } else { Lang::En };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let series: Vec<&str> = series.iter().map(String::as_str).collect();
        let role = over_time.then_some(crate::dataset::Role::Time);
        let mut sample = Sample::new(Kind::ALL[kind].1, lang, &title, &subtitle).categories(role, &names);
        if !series.is_empty() {
            sample = sample.series(&series);
        }
        sample = sample.metric("actual", unit, decimals, &actual);
        let others = [("plan", &plan, unit, decimals), ("universe", &other, unit, 0), ("plan-rate", &other, "%", 1), ("change", &plan, "%", 1)];
        for (bit, (id, values, unit, decimals)) in others.into_iter().enumerate() {
            if measures >> bit & 1 == 1 {
                sample = sample.metric(id, unit, decimals, values);
            }
        }
        sample.status(&status).references(references).build()
    }
}

fn inside(mark: Area, width: i32, height: i32) -> bool {
    mark.x >= 0
        && mark.y >= 0
        && mark.width > 0
        && mark.height > 0
        && mark.x + mark.width <= width
        && mark.y + mark.height <= height
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_never_overlap_and_nothing_runs_out(
        data in dataset(),
        width in 280..=1_400_u32,
        height in prop::option::of(40..900_u32),
    ) {
        let scene = layout::scene(&data, width, height, true);
        for (index, text) in scene.texts.iter().enumerate() {
            let frame = text.frame;
            prop_assert!(frame.x >= 0 && frame.right() <= scene.width, "{text:?} runs out");
            prop_assert!(frame.y >= 0 && frame.bottom() <= scene.height, "{text:?} runs out");
            for other in &scene.texts[..index] {
                prop_assert!(!other.frame.overlaps(frame), "{text:?} over {other:?}");
            }
        }
        for shape in scene.extents() {
            prop_assert!(shape.x >= 0 && shape.right() <= scene.width, "{shape:?} runs out of {}", scene.width);
            prop_assert!(shape.y >= 0 && shape.bottom() <= scene.height, "{shape:?} runs out of {}", scene.height);
        }
        let picture = picture(&data, &SvgOptions { height, ..options(width, None) });
        for mark in &picture.marks {
            prop_assert!(inside(mark.area, scene.width, scene.height), "{mark:?} runs out");
            prop_assert!(inside(mark.spot, scene.width, scene.height), "{mark:?} runs out");
            prop_assert!(lines(&data, mark.category, mark.series).len() >= 2);
        }
        for control in &picture.controls {
            prop_assert!(inside(control.area, scene.width, scene.height), "{control:?} runs out");
        }
    }

    #[test]
    fn a_drawing_is_well_formed_and_hostile_text_stays_text(data in dataset(), width in 280..=1_400_u32) {
        let drawn = svg(&data, &options(width, None));
        let document = roxmltree::Document::parse(&drawn).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(document.descendants().all(|node| !node.has_tag_name("script")));
        prop_assert!(drawn == svg(&data, &options(width, None)), "the same input gave other bytes");
    }

    #[test]
    fn the_suggested_height_is_the_height_drawn(data in dataset(), width in 280..=1_400_u32) {
        let height = crate::height(&data, width, true);
        let scene = layout::scene(&data, width, None, true);
        prop_assert_eq!(i32::try_from(height).ok(), Some(scene.height));
        let asked = svg(&data, &options(width, Some(height)));
        prop_assert!(document::write(&data, &scene, &options(width, None)) == asked, "{height} is drawn otherwise");
    }
}

#[test]
fn the_demonstration_charts_look_as_they_were_seen() {
    for (slug, data) in samples::demo(Lang::Vi).into_iter().chain(samples::kinds()) {
        let options = SvgOptions { standalone: false, ..options(320, None) };
        let drawn = svg(&data, &options).replace("><", ">\n<");
        insta::assert_snapshot!(slug, drawn);
    }
}

#[test]
fn every_word_of_the_demonstration_stays_whole_on_a_phone() {
    for lang in [Lang::Vi, Lang::En] {
        for (slug, data) in samples::demo(lang) {
            let drawn = svg(&data, &options(320, None));
            assert!(!drawn.contains('…'), "{slug}: {drawn}");
        }
    }
}

#[test]
fn every_cell_is_a_mark_that_names_itself_and_says_its_value() {
    let charts = samples::demo(Lang::Vi);
    let of = |slug: &str| {
        let (_, data) = charts.iter().find(|(name, _)| *name == slug).expect("a demonstration chart");
        let marks = picture(data, &options(320, None)).marks;
        marks.iter().map(|mark| lines(data, mark.category, mark.series)).collect::<Vec<_>>()
    };
    let investment = of("investment-2024");
    assert_eq!(investment.len(), 2);
    assert_eq!(
        investment[1],
        ["2024", "29.647,00\u{a0}tỷ đồng", "Kế hoạch: 81.033,18\u{a0}tỷ đồng", "36,6% kế hoạch"]
    );
    assert_eq!(of("discipline-outcomes-2022")[2][0], "2022 · Cách chức");
    assert_eq!(of("digital-economy-share")[0][1], "chưa báo cáo");
}

#[test]
fn what_is_suppressed_says_so_and_shows_no_number() {
    for (code, kind) in Kind::ALL {
        let data = Sample::new(kind, Lang::Vi, "Kỷ luật", "")
            .categories(None, &["Ba Đình", "Đống Đa", "Tây Hồ"])
            .metric("actual", "đảng viên", 0, &[Some(777), Some(40), None])
            .metric("plan-rate", "%", 1, &[Some(555), None, None])
            .status("QAL")
            .build();
        let drawn = svg(&data, &options(600, None));
        assert!(!drawn.contains("777") && !drawn.contains("55,5"), "{code} tells what it must not");
        if kind != Kind::Number {
            assert!(drawn.contains("bảo mật"), "{code} does not say that a figure is confidential");
            assert!(drawn.contains("chưa báo cáo"), "{code} does not say that a figure is missing");
        }
    }
}

#[test]
fn an_empty_dataset_says_that_there_are_no_figures() {
    for (code, kind) in Kind::ALL {
        let mut data = Dataset::default();
        data.drawing.kind = kind;
        data.drawing.title = "Chưa có gì".to_owned();
        let drawn = svg(&data, &options(280, None));
        assert!(drawn.contains("Chưa có số liệu") && drawn.contains("Chưa có gì"), "{code}: {drawn}");
    }
}

#[test]
fn a_page_s_style_sheet_serves_drawings_without_their_own() {
    let (_, data) = &samples::demo(Lang::Vi)[0];
    let inlined = svg(data, &SvgOptions { standalone: false, theme: Theme::Auto, ..options(320, None) });
    let sheet = crate::stylesheet(Theme::Auto);
    assert!(!inlined.contains("<style"));
    for class in inlined.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        for class in class.split(' ') {
            assert!(sheet.contains(&[".", class, "{"].concat()), "{class} has no rule");
        }
    }
    assert!(!crate::stylesheet(Theme::Dark).contains("var("));
}
