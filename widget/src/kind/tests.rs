//! What the kinds promise beyond the drawing of plain figures.

use proptest::prelude::*;

use crate::dataset::{Dataset, Kind, Role, Sort, Stacking};
use crate::samples::{self, Sample};
use crate::tests::dataset;
use crate::{Lang, Mark, SvgOptions, Theme, layout, lines, picture, svg};

fn options(width: u32) -> SvgOptions {
    SvgOptions { width, height: None, theme: Theme::Light, standalone: false, texts: true }
}

fn drawn(data: &Dataset, width: u32) -> String {
    svg(data, &options(width))
}

fn marks(data: &Dataset, width: u32) -> Vec<Mark> {
    picture(data, &options(width)).marks
}

/// Whether a text of the drawing is this.
fn says(drawn: &str, words: &str) -> bool {
    drawn.contains(&[">", words, "</text>"].concat())
}

/// Every text of the drawing in one line.
fn texts(drawn: &str) -> String {
    let texts = drawn.split("<text ").skip(1).filter_map(|text| text.split(['>', '<']).nth(1));
    texts.collect::<Vec<_>>().join(" ")
}

/// A state's name, the figure's status, the figure, how many organizations of 30 reported, and words of which one stands
/// in the drawing.
type State = (&'static str, char, Option<i64>, Option<i64>, &'static [&'static str]);

/// What stands in a kind for a figure of each state; the second of three figures has it.
const STATES: [State; 8] = [
    ("final", 'A', Some(20), None, &["20", "20\u{a0}đảng viên"]),
    ("zero", 'A', Some(0), None, &["0", "0\u{a0}đảng viên"]),
    ("provisional", 'P', Some(20), None, &["Số tạm tính", "*\u{a0}Số tạm tính"]),
    (
        "partial",
        'A',
        Some(20),
        Some(28),
        &["Chưa đủ đơn vị báo cáo", "28/30 đơn vị đã báo cáo", "†\u{a0}28/30 đơn vị đã báo cáo"],
    ),
    (
        "both",
        'P',
        Some(20),
        Some(28),
        &["Chưa đủ đơn vị báo cáo", "28/30 đơn vị đã báo cáo", "†\u{a0}28/30 đơn vị đã báo cáo"],
    ),
    ("suppressed", 'Q', Some(20), None, &["bảo mật"]),
    ("missing", 'L', None, None, &["chưa báo cáo"]),
    ("not applicable", 'M', None, None, &["–", "không áp dụng"]),
];

fn in_state(kind: Kind, over_time: bool, state: usize) -> Dataset {
    let (_, letter, value, reported, _) = STATES[state];
    let reported = reported.or(Some(30));
    let mut data = Sample::new(kind, Lang::Vi, "Kết nạp", "Đảng viên")
        .categories(over_time.then_some(Role::Time), &["2020", "2021", "2022"])
        .metric("actual", "đảng viên", 0, &[Some(31), value, Some(26)])
        .metric("universe", "đảng viên", 0, &[Some(40); 3])
        .metric("reported", "", 0, &[Some(30), reported, Some(30)])
        .metric("expected", "", 0, &[Some(30); 3])
        .status(&['A', letter, 'A'].iter().collect::<String>())
        .build();
    data.drawing.highlight = Some(1);
    data
}

#[test]
fn every_state_of_a_figure_looks_different_in_every_kind_and_says_what_it_is() {
    for (code, kind) in Kind::ALL {
        for (over_time, width) in [(true, 280), (true, 960), (false, 280), (false, 960)] {
            let mut before: Vec<String> = Vec::new();
            for (state, (name, .., words)) in STATES.iter().enumerate() {
                let drawn = drawn(&in_state(kind, over_time, state), width);
                assert!(!before.contains(&drawn), "{code} draws {name} as another state at {width}");
                // A panel has no room to say what cannot be, nor a line; both leave it out.
                let silent = *name == "not applicable" && matches!(kind, Kind::Multiples | Kind::Line);
                let figure = matches!(kind, Kind::Multiples | Kind::Line) && over_time;
                let silent = silent || figure && matches!(*name, "final" | "zero");
                // Words may stand on two lines.
                let all = texts(&drawn);
                let said =
                    words.iter().any(|words| says(&drawn, words) || words.len() > 5 && all.contains(words));
                assert!(silent || said, "{code} does not say {name} at {width}: {drawn}");
                before.push(drawn);
            }
        }
    }
}

#[test]
fn what_is_ringed_is_in_the_picture_and_large_enough_to_be_seen() {
    for (slug, data) in samples::demo(Lang::Vi).into_iter().chain(samples::kinds()) {
        for width in [280, 600] {
            let picture = picture(&data, &options(width));
            let height = crate::height(&data, width, true) as i32;
            for mark in picture.marks {
                let spot = mark.spot;
                assert!(spot.width >= 6 && spot.height >= 6, "{slug} at {width}: {spot:?} is too small");
                assert!(spot.x >= 0 && spot.x + spot.width <= width as i32, "{slug} at {width}: {spot:?}");
                assert!(spot.y >= 0 && spot.y + spot.height <= height, "{slug} at {width}: {spot:?}");
            }
        }
    }
}

#[test]
fn a_column_is_ringed_and_not_its_band() {
    let (_, data) = &samples::demo(Lang::Vi)[0];
    for mark in marks(data, 600) {
        assert!(mark.spot.width < mark.area.width && mark.spot.height < mark.area.height, "{mark:?}");
    }
}

fn ranked(additive: bool) -> Dataset {
    let mut data = samples::ranking();
    data.drawing.additive = additive;
    data
}

#[test]
fn of_many_bars_the_first_are_drawn_and_the_others_are_one_row_with_their_sum() {
    let drawn = drawn(&ranked(true), 320);
    // 90, 80 and 70 lead; 10 carries the message; 60, 50, 40, 30 and 20 are the others.
    for words in ["Đống Đa", "90", "80", "70", "9. Ứng Hòa", "10", "Các mục khác (5)", "200"] {
        assert!(says(&drawn, words), "`{words}` is missing: {drawn}");
    }
    for words in ["60", "50", "20"] {
        assert!(!says(&drawn, words), "`{words}` is one of the others: {drawn}");
    }
    let marks = marks(&ranked(true), 320);
    assert_eq!(marks.iter().map(|mark| mark.category).collect::<Vec<_>>(), [5, 2, 7, 4]);
}

#[test]
fn others_that_do_not_add_up_are_a_range() {
    let drawn = drawn(&ranked(false), 320);
    assert!(says(&drawn, "từ 20 đến 60") && !says(&drawn, "200"), "{drawn}");
}

#[test]
fn a_single_bar_beyond_the_first_is_drawn_itself() {
    let mut data = ranked(true);
    data.drawing.top = Some(8);
    assert_eq!(marks(&data, 320).len(), 9);
    assert!(!drawn(&data, 320).contains("Các mục khác"));
}

fn parts(stacking: Stacking) -> Dataset {
    let mut data = samples::parts();
    data.drawing.stacking = stacking;
    data
}

#[test]
fn parts_of_a_hundred_percent_are_labelled_with_their_shares_and_the_total_with_its_unit() {
    let drawn = drawn(&parts(Stacking::Percent), 960);
    for words in ["75%", "25%", "400", "Tổng"] {
        assert!(says(&drawn, words), "`{words}` is missing: {drawn}");
    }
    let widths: Vec<i32> = marks(&parts(Stacking::Percent), 960).iter().map(|mark| mark.spot.width).collect();
    assert_eq!(widths[0] + widths[1], widths[2] + widths[3], "both wholes are as long");
}

#[test]
fn what_is_less_than_the_whole_is_not_called_all_of_it() {
    let mut data = parts(Stacking::Percent);
    data.values =
        data.values.iter().enumerate().map(|(at, _)| Some(if at % 2 == 0 { 9_960 } else { 40 })).collect();
    let drawn = drawn(&data, 960);
    assert!(says(&drawn, "99%") && !says(&drawn, "100%"), "{drawn}");
}

#[test]
fn a_whole_with_an_unknown_part_has_no_shares() {
    let mut data = parts(Stacking::Percent);
    data.values[0] = None;
    let drawn = drawn(&data, 960);
    assert!(says(&drawn, "≥\u{a0}100") && !says(&drawn, "100%"), "{drawn}");
}

#[test]
fn a_series_that_is_switched_off_leaves_the_shares_of_the_others_as_they_were() {
    let mut data = parts(Stacking::Percent);
    let before: Vec<i32> = marks(&data, 960).iter().map(|mark| mark.spot.width).collect();
    data.drawing.hidden = vec![0];
    let drawn = drawn(&data, 960);
    assert!(says(&drawn, "25%") && says(&drawn, "400") && !says(&drawn, "100%"), "{drawn}");
    let after: Vec<i32> = marks(&data, 960).iter().map(|mark| mark.spot.width).collect();
    assert_eq!(after, [before[1], before[3]], "and as long");
}

#[test]
fn a_list_of_parts_has_shares_of_all_of_them_whichever_are_shown() {
    let mut data = Sample::new(Kind::Stacked, Lang::Vi, "", "")
        .categories(None, &["2022"])
        .series(&["Khiển trách", "Cảnh cáo", "Khai trừ"])
        .metric("actual", "đảng viên", 0, &[Some(50), Some(30), Some(20)])
        .build();
    data.drawing.hidden = vec![0];
    let shown = drawn(&data, 600);
    for words in ["30,0%", "20,0%", "Tổng", "100"] {
        assert!(says(&shown, words), "`{words}` is missing: {shown}");
    }
    data.drawing.hidden = vec![0, 1];
    let one = drawn(&data, 600);
    assert!(says(&one, "20,0%") && says(&one, "100") && !says(&one, "100,0%"), "{one}");
    data.values[0] = None;
    let unknown = drawn(&data, 600);
    assert!(says(&unknown, "20") && !texts(&unknown).contains('%'), "{unknown}");
    assert!(!says(&unknown, "Tổng"), "what is not known is in no total: {unknown}");
}

/// Whether anything is drawn in this ink, filled or as a line.
fn is_drawn_in(drawn: &str, ink: &str) -> bool {
    let classes = drawn.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let line = ["bc-l", ink].concat();
    let fill = ["bc-", ink].concat();
    classes.flat_map(|all| all.split(' ')).any(|class| class == fill || class == line)
}

#[test]
fn series_are_drawn_in_the_colours_that_were_chosen_for_them() {
    for kind in [Kind::Column, Kind::Bar, Kind::Stacked, Kind::Line] {
        let mut data = parts(Stacking::Absolute);
        data.drawing.kind = kind;
        let own = drawn(&data, 600);
        assert!(is_drawn_in(&own, "1") && is_drawn_in(&own, "2"), "{kind:?}: {own}");
        data.drawing.colors = vec![5, 7];
        let chosen = drawn(&data, 600);
        assert!(is_drawn_in(&chosen, "5") && is_drawn_in(&chosen, "r"), "{kind:?}: {chosen}");
        assert!(!is_drawn_in(&chosen, "1") && !is_drawn_in(&chosen, "2"), "{kind:?}: {chosen}");
        // What is switched off takes nobody's colour along.
        data.drawing.hidden = vec![0];
        let rest = drawn(&data, 600);
        assert!(!is_drawn_in(&rest, "5") && is_drawn_in(&rest, "r"), "{kind:?}: {rest}");
    }
}

#[test]
fn a_single_series_carries_its_message_in_the_colour_that_was_chosen() {
    for kind in [Kind::Column, Kind::Bar, Kind::Line] {
        let mut data = samples::ranking();
        (data.drawing.kind, data.drawing.colors) = (kind, vec![3]);
        let drawn = drawn(&data, 600);
        assert!(is_drawn_in(&drawn, "3") && !is_drawn_in(&drawn, "a"), "{kind:?}: {drawn}");
        assert_eq!(
            kind != Kind::Line,
            is_drawn_in(&drawn, "r"),
            "{kind:?}: what is beside it stays muted: {drawn}"
        );
    }
}

#[test]
fn a_narrow_table_shows_every_column() {
    let (_, data) =
        samples::demo(Lang::Vi).into_iter().find(|(slug, _)| *slug == "everything").expect("a table");
    for width in [280, 600, 960] {
        let drawn = drawn(&data, width);
        for words in ["29.647", ",12*", "81.033", ",18", "36", ",6%", "−3", "bảo mật"] {
            assert!(drawn.contains(words), "`{words}` is missing at {width}: {drawn}");
        }
    }
}

#[test]
fn panels_stand_in_the_order_of_their_last_figures_and_their_marks_name_them() {
    let (_, data) = samples::kinds().into_iter().find(|(slug, _)| *slug == "multiples").expect("panels");
    let marks = marks(&data, 320);
    assert_eq!(marks.len(), 12);
    let series: Vec<usize> = marks.iter().step_by(3).map(|mark| mark.series).collect();
    assert_eq!(series, [2, 0, 3, 1], "40, 30, 20 are known last; the one without a figure comes last");
    assert!(marks[0].area.x < marks[3].area.x && marks[0].area.y == marks[3].area.y, "two side by side");
    assert!(marks[6].area.y > marks[0].area.y);
    assert_eq!(lines(&data, marks[2].category, marks[2].series)[..2], ["2022 · Tây Hồ", "40\u{a0}đảng viên"]);
}

#[test]
fn panels_beyond_the_first_are_counted() {
    let (_, mut data) = samples::kinds().into_iter().find(|(slug, _)| *slug == "multiples").expect("panels");
    data.drawing.top = Some(2);
    assert!(says(&drawn(&data, 320), "… và 2 mục khác"));
    assert_eq!(marks(&data, 320).len(), 6);
}

#[test]
fn names_under_columns_are_thinned_at_even_steps() {
    let names: Vec<String> = (0..192)
        .map(|month| [&(month % 12 + 1).to_string(), "/20", &(10 + month / 12).to_string()].concat())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for count in [10, 12, 30, 48, 192] {
        let data = Sample::new(Kind::Column, Lang::Vi, "", "")
            .categories(Some(Role::Time), &names[..count])
            .metric("actual", "", 0, &vec![Some(123_456); count])
            .build();
        for width in [280, 320, 600, 960] {
            let drawn = drawn(&data, width);
            let shown: Vec<usize> = (0..count).filter(|&index| says(&drawn, names[index])).collect();
            let steps: Vec<usize> = shown.windows(2).map(|pair| pair[1] - pair[0]).collect();
            assert!(shown.contains(&(count - 1)), "the last of {count} is named at {width}");
            assert!(steps.iter().all(|step| *step == steps[0]), "{count} at {width}: {shown:?}");
        }
    }
}

#[test]
fn a_long_name_at_a_line_s_end_is_cut_before_its_value() {
    let names = ["Ủy viên ban chấp hành đảng bộ thành phố được kiểm tra khi có dấu hiệu vi phạm", "Khác"];
    let years: Vec<String> = (2018..2024).map(|year: i32| year.to_string()).collect();
    let years: Vec<&str> = years.iter().map(String::as_str).collect();
    let values: Vec<Option<i64>> = (0..12).map(|at| Some(12_340 + at)).collect();
    let data = Sample::new(Kind::Line, Lang::Vi, "", "")
        .categories(Some(Role::Time), &years)
        .series(&names)
        .metric("actual", "", 0, &values)
        .build();
    for width in [480, 600, 960] {
        let drawn = drawn(&data, width);
        let labels: Vec<&str> = drawn.split(['<', '>']).filter(|text| text.contains("Ủy viên ban")).collect();
        assert!(labels.iter().any(|label| label.ends_with('…')), "the name is cut at {width}: {labels:?}");
        assert!(says(&drawn, "12.350"), "its value is whole at {width}");
    }
}

prop_compose! {
    /// A dataset with what these kinds read of its drawing.
    fn drawing()(
        data in dataset(),
        top in prop::option::of(0..30_usize),
        sort in 0..Sort::ALL.len(),
        percent in any::<bool>(),
        additive in any::<bool>(),
        hidden in prop::collection::vec(0..4_usize, 0..3),
        highlight in prop::option::of(0..60_usize),
    ) -> Dataset {
        let mut data = data;
        data.drawing.top = top;
        data.drawing.sort = Sort::ALL[sort].1;
        data.drawing.stacking = if percent { Stacking::Percent } else { Stacking::Absolute };
        data.drawing.additive = additive;
        data.drawing.hidden = hidden;
        data.drawing.highlight = highlight;
        data
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn however_it_is_ranked_stacked_or_cut_nothing_overlaps_or_runs_out(
        data in drawing(),
        width in 280..=1_400_u32,
        height in prop::option::of(40..900_u32),
    ) {
        let scene = layout::scene(&data, width, height, true);
        for (index, text) in scene.texts.iter().enumerate() {
            let frame = text.frame;
            prop_assert!(frame.x >= 0 && frame.right() <= scene.width, "{text:?} runs out");
            prop_assert!(frame.y >= 0 && frame.bottom() <= scene.height, "{text:?} runs out");
            prop_assert!(scene.texts[..index].iter().all(|other| !other.frame.overlaps(frame)), "{text:?} overlaps");
        }
        for shape in scene.extents() {
            prop_assert!(shape.x >= 0 && shape.right() <= scene.width, "{shape:?} runs out of {}", scene.width);
            prop_assert!(shape.y >= 0 && shape.bottom() <= scene.height, "{shape:?} runs out of {}", scene.height);
        }
        for place in &scene.marks {
            let spot = place.spot;
            prop_assert!(spot.x >= 0 && spot.right() <= scene.width && spot.y >= 0 && spot.bottom() <= scene.height);
        }
    }
}
