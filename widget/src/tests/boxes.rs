//! What a reader of the SVG sees: every text's box, worked out from its class, its anchor and the table of widths, and
//! every shape's box, worked out from its path. No two texts overlap and nothing leaves the picture.

use proptest::prelude::*;

use super::{inside, label, value};
use crate::dataset::{Dataset, Kind, Picker, Reference, Role, Sort, Stacking};
use crate::samples::Sample;
use crate::text::{self, Font};
use crate::{Action, Area, Lang, SvgOptions, Theme, picture};

/// A text, or a part of a path with its classes, as it stands in the document.
#[derive(Debug)]
#[expect(dead_code, reason = "what it is stands in the message of a failed test")]
struct Drawn {
    what: String,
    area: Area,
}

/// The box of everything in an SVG of ours, texts and shapes apart.
fn read(svg: &str) -> (Area, Vec<Drawn>, Vec<Drawn>) {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let root = document.root_element();
    let side = |name| root.attribute(name).and_then(|side| side.parse().ok()).expect("a side");
    let whole = Area { x: 0, y: 0, width: side("width"), height: side("height") };
    let (mut texts, mut shapes) = (Vec::new(), Vec::new());
    for node in root.children().filter(roxmltree::Node::is_element) {
        let classes: Vec<&str> = node.attribute("class").unwrap_or("").split_ascii_whitespace().collect();
        match node.tag_name().name() {
            "text" => texts.push(read_text(&node, &classes)),
            "path" => {
                let data = node.attribute("d").expect("a path has data");
                shapes.extend(parts(data).into_iter().map(|area| Drawn { what: classes.join(" "), area }));
            }
            "title" | "desc" | "style" => {}
            other => panic!("`{other}` is not read: say here how large it is"),
        }
    }
    (whole, texts, shapes)
}

fn read_text(node: &roxmltree::Node, classes: &[&str]) -> Drawn {
    let words = node.text().unwrap_or("");
    let has = |class: &str| classes.contains(&class);
    let big = [56, 44, 34, 24].into_iter().find(|size| has(&format!("bc-b{size}")));
    let font = match big {
        Some(size) => Font::big(size),
        None if has("bc-ti") => Font::Title,
        None if has("bc-su") => Font::Subtitle,
        None if has("bc-va") => Font::Value,
        None if has("bc-s") => Font::Small,
        None => Font::Label,
    };
    let place = |name| node.attribute(name).and_then(|at| at.parse::<i32>().ok()).expect("a place");
    let width = text::width(words, font);
    let x = match (has("bc-e"), has("bc-c")) {
        (true, _) => place("x") - width,
        (_, true) => place("x") - width / 2,
        _ => place("x"),
    };
    let (y, height) = (place("y") - font.ascent(), font.ascent() + font.descent());
    Drawn { what: words.to_owned(), area: Area { x, y, width, height } }
}

/// The box of each part of a path: the commands that our backend writes, and no others.
fn parts(data: &str) -> Vec<Area> {
    let mut parts: Vec<Vec<(i32, i32)>> = Vec::new();
    let (mut x, mut y) = (0, 0);
    let mut rest = data;
    while let Some(command) = rest.get(..1) {
        let end = rest[1..].find(|letter: char| letter.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        let numbers = &rest[1..end];
        rest = &rest[end..];
        // A minus begins a number as a space does.
        let spaced = numbers.replace('-', " -");
        let numbers: Vec<i32> =
            spaced.split_ascii_whitespace().map(|number| number.parse().expect("a number")).collect();
        let mut edges = Vec::new();
        match (command, numbers.as_slice()) {
            ("M" | "L", points) => {
                if command == "M" {
                    parts.push(Vec::new());
                }
                edges.extend(points.chunks(2).map(|point| (point[0], point[1])));
            }
            ("h", &[by]) => edges.push((x + by, y)),
            ("v", &[by]) => edges.push((x, y + by)),
            ("H", &[to]) => edges.push((to, y)),
            ("V", &[to]) => edges.push((x, to)),
            ("l", points) => {
                let mut at = (x, y);
                edges.extend(points.chunks(2).map(|by| {
                    at = (at.0 + by[0], at.1 + by[1]);
                    at
                }));
            }
            // Half a circle, from one side to the other.
            ("a", &[radius, _, _, _, _, across, down]) => {
                edges.extend([(x, y - radius), (x, y + radius), (x + across, y + down)]);
            }
            ("z", []) => {}
            _ => panic!("`{command}` of `{data}` is not read: say here where it goes"),
        }
        (x, y) = edges.last().copied().unwrap_or((x, y));
        parts.last_mut().expect("a path begins with a move").extend(edges);
    }
    parts.iter().map(|points| around(points)).collect()
}

fn around(points: &[(i32, i32)]) -> Area {
    let (across, down) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
    let (x, y) = (across.clone().min().unwrap_or(0), down.clone().min().unwrap_or(0));
    Area { x, y, width: across.max().unwrap_or(x) - x, height: down.max().unwrap_or(y) - y }
}

fn overlap(one: Area, other: Area) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}

/// Everything but width: a line may have none.
fn within(area: Area, whole: Area) -> bool {
    area.x >= 0 && area.y >= 0 && area.x + area.width <= whole.width && area.y + area.height <= whole.height
}

/// What is wrong with a picture, in words; empty if nothing is.
fn faults(data: &Dataset, options: &SvgOptions) -> Vec<String> {
    let picture = picture(data, options);
    let (whole, texts, shapes) = read(&picture.svg);
    let mut faults = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        if !within(text.area, whole) {
            faults.push(format!("{text:?} runs out of {whole:?}"));
        }
        for other in texts[..index].iter().filter(|other| overlap(other.area, text.area)) {
            faults.push(format!("{text:?} over {other:?}"));
        }
    }
    for shape in shapes.iter().filter(|shape| !within(shape.area, whole)) {
        faults.push(format!("{shape:?} runs out of {whole:?}"));
    }
    for (index, control) in picture.controls.iter().enumerate() {
        if !inside(control.area, whole.width, whole.height) {
            faults.push(format!("{control:?} runs out of {whole:?}"));
        }
        // WCAG 2.5.8: a finger needs 24 px.
        if control.area.width < 24 || control.area.height < 24 {
            faults.push(format!("{control:?} is too small"));
        }
        for other in picture.controls[..index].iter().filter(|other| overlap(other.area, control.area)) {
            faults.push(format!("{control:?} over {other:?}"));
        }
        for text in texts.iter().filter(|text| overlap(text.area, control.area)) {
            if control.action == Action::Menu {
                faults.push(format!("{text:?} where the menu is"));
            }
        }
    }
    faults
}

fn reference() -> impl Strategy<Value = Reference> {
    prop_oneof![
        (-1_000..200_000_i64, label()).prop_map(|(value, label)| Reference::Line { value, label }),
        (0..220_usize, 0..220_usize, label()).prop_map(|(one, other, label)| Reference::Span {
            from: one.min(other),
            to: one.max(other),
            label
        }),
        (0..220_usize, 0..9_usize, label()).prop_map(|(category, series, label)| Reference::Point {
            category,
            series,
            label
        }),
    ]
}

fn picker() -> impl Strategy<Value = Picker> {
    (label(), prop::collection::vec(label(), 0..4), 0..4_usize).prop_map(|(label, options, chosen)| Picker {
        parameter: "period".to_owned(),
        label,
        options: options.into_iter().map(|label| (label.clone(), label)).collect(),
        chosen,
    })
}

/// How many categories and series, few of them more often than many.
fn counts() -> impl Strategy<Value = (usize, usize)> {
    prop_oneof![6 => (1..16_usize, 0..5_usize), 2 => (16..60_usize, 0..9_usize), 1 => (60..=200_usize, 0..3_usize)]
}

prop_compose! {
    fn chart()((categories, series) in counts())(
        kind in 0..Kind::ALL.len(),
        vietnamese in any::<bool>(),
        over_time in any::<bool>(),
        decimals in 0..4_u8,
        unit in prop_oneof![Just("%"), Just("tỷ đồng"), Just("đảng viên"), Just("")],
        names in prop::collection::vec(label(), categories),
        parts in prop::collection::vec(label(), series),
        actual in prop::collection::vec(value(), categories * series.max(1)),
        plan in prop::option::of(prop::collection::vec(value(), categories * series.max(1))),
        rate in prop::option::of(prop::collection::vec(value(), categories * series.max(1))),
        status in "[APELQM]{0,40}",
        words in (label(), label(), prop::collection::vec(label(), 0..4)),
        (sort, top, percent, highlight) in (0..3_usize, prop::option::of(1..12_usize), any::<bool>(), prop::option::of(0..200_usize)),
        hidden in prop::collection::vec(0..8_usize, 0..4),
        references in prop::collection::vec(reference(), 0..4),
        pickers in prop::collection::vec(picker(), 0..4),
    ) -> Dataset {
        let lang = if vietnamese { Lang::Vi } else { Lang::En };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let mut sample = Sample::new(Kind::ALL[kind].1, lang, &words.0, &words.1)
            .categories(over_time.then_some(Role::Time), &names);
        if !parts.is_empty() {
            sample = sample.series(&parts);
        }
        sample = sample.metric("actual", unit, decimals, &actual);
        for (id, values, unit, decimals) in [("plan", plan, unit, decimals), ("plan-rate", rate, "%", 1)] {
            if let Some(values) = values {
                sample = sample.metric(id, unit, decimals, &values);
            }
        }
        let mut data = sample.status(&status).build();
        data.drawing.footer = words.2;
        data.drawing.sort = Sort::ALL[sort].1;
        data.drawing.top = top;
        data.drawing.additive = percent;
        data.drawing.stacking = if percent { Stacking::Percent } else { Stacking::Absolute };
        data.drawing.highlight = highlight;
        data.drawing.hidden = hidden;
        data.drawing.references = references;
        data.drawing.pickers = pickers;
        data
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_over_another_and_nothing_is_cut_off(
        data in chart(),
        width in 280..=1_400_u32,
        height in prop::option::of(40..900_u32),
        texts in any::<bool>(),
    ) {
        let options = SvgOptions { width, height, theme: Theme::Light, standalone: false, texts };
        let faults = faults(&data, &options);
        prop_assert!(faults.is_empty(), "{} {faults:#?}", data.drawing.kind.code());
    }
}

#[test]
fn a_long_legend_leaves_its_lines_room_in_a_low_picture() {
    let names: Vec<String> =
        (0..9).map(|at| format!("Khối các cơ quan Đống Đa Hai Bà Trưng Sóc Sơn {at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let data = Sample::new(Kind::Line, Lang::Vi, "", "")
        .categories(Some(Role::Time), &["2021", "2022"])
        .series(&names)
        .metric("actual", "", 0, &[Some(3); 18])
        .build();
    for width in [320, 555] {
        let options =
            SvgOptions { width, height: Some(176), theme: Theme::Light, standalone: false, texts: false };
        assert_eq!(faults(&data, &options), Vec::<String>::new(), "{width}");
    }
}

#[test]
fn a_box_is_read_as_it_is_drawn() {
    let svg = "<svg width=\"100\" height=\"50\"><path class=\"bc-1\" d=\"M1 2h30v4h-30zM50-6a3 3 0 1 0 6 0a3 3 0 1 0-6 0\"/>\
<text x=\"90\" y=\"40\" class=\"bc-va bc-e\">2022</text></svg>";
    let (whole, texts, shapes) = read(svg);
    assert_eq!((whole.width, whole.height), (100, 50));
    let width = text::width("2022", Font::Value);
    assert_eq!(texts[0].area, Area { x: 90 - width, y: 27, width, height: 17 });
    assert_eq!(shapes[0].area, Area { x: 1, y: 2, width: 30, height: 4 });
    assert_eq!(shapes[1].area, Area { x: 50, y: -9, width: 6, height: 6 });
    assert!(!within(shapes[1].area, whole) && within(shapes[0].area, whole));
}
