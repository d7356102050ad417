//! What is said of any dataset is in the dataset, in its place.

use baocao_widget::dataset::{Category, Dimension, Drawing, Unit};
use proptest::prelude::*;

use super::*;

/// Names without digits, so that every digit in a description is a number's.
const NAMES: [&str; 12] =
    ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu"];
const SERIES: [&str; 4] = ["red", "green", "blue", "grey"];
const MEASURES: [&str; 5] = ["actual", "plan", "plan-rate", "reported", "expected"];

fn categories(names: &[&str]) -> Vec<Category> {
    let one = |name: &&str| Category { id: name.to_lowercase(), label: (*name).to_owned(), unit: None };
    names.iter().map(one).collect()
}

/// Where every period was over when it was counted.
fn description(dataset: &Dataset) -> String {
    super::description(dataset, &[])
}

/// Categories × series × measures; each cell is a value and a letter.
fn dataset(kind: Kind, lang: Lang, size: (usize, usize), cells: &[(i64, char)]) -> Dataset {
    let (names, series) = (&NAMES[..size.0], &SERIES[..size.1]);
    let dimension =
        |id: &str, role, categories| Dimension { id: id.to_owned(), label: id.to_owned(), role, categories };
    let unit = |id: &str| match id {
        "plan-rate" => Unit { label: "%".to_owned(), decimals: 1 },
        "reported" | "expected" => Unit::default(),
        _ => Unit { label: "cases".to_owned(), decimals: 0 },
    };
    let measures = categories(&MEASURES).into_iter().map(|one| Category { unit: Some(unit(&one.id)), ..one });
    let mut dimensions = vec![dimension("organization", Some(Role::Geo), categories(names))];
    if size.1 > 0 {
        dimensions.push(dimension("colour", None, categories(series)));
    }
    dimensions.push(dimension("measure", Some(Role::Metric), measures.collect()));
    let each = size.0 * size.1.max(1) * MEASURES.len();
    let cell = |at: usize| cells[at % cells.len()];
    let shown = |letter: char| letter != 'L' && letter != 'M';
    Dataset {
        label: "Title".to_owned(),
        dimensions,
        // What is suppressed stands in the dataset all the same: a description must not rely on its absence.
        values: (0..each).map(|at| shown(cell(at).1).then_some(cell(at).0)).collect(),
        status: (0..each).map(|at| cell(at).1).collect(),
        drawing: Drawing {
            kind,
            lang,
            title: "Title".to_owned(),
            category: "organization".to_owned(),
            series: (size.1 > 0).then(|| "colour".to_owned()),
            ..Drawing::default()
        },
    }
}

/// The cell of a measure, straight from the arrays.
fn at(dataset: &Dataset, size: (usize, usize), place: (usize, usize), measure: usize) -> (Option<i64>, char) {
    let at = (place.0 * size.1.max(1) + place.1) * MEASURES.len() + measure;
    (dataset.values[at].filter(|_| dataset.status[at] != 'Q'), dataset.status[at])
}

fn places(size: (usize, usize)) -> Vec<(usize, usize)> {
    (0..size.0).flat_map(|one| (0..size.1.max(1)).map(move |two| (one, two))).collect()
}

fn label(size: (usize, usize), (category, series): (usize, usize)) -> String {
    let category = NAMES[category];
    if size.1 == 0 { category.to_owned() } else { format!("{category}, {}", SERIES[series]) }
}

/// Every number in a text, with its marks.
fn numbers(text: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',' || letter == '−';
    let parts = text.split(|letter| !is_part(letter));
    let trimmed = parts.map(|part| part.trim_matches(['.', ',']).to_owned());
    trimmed.filter(|part| part.contains(|letter: char| letter.is_ascii_digit())).collect()
}

/// What is named after `word: ` in a description.
fn named<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.split_once(&format!("{word}: "))?.1;
    Some(rest.split_once(". ").map_or(rest.trim_end_matches('.'), |(one, _)| one))
}

fn cells() -> impl Strategy<Value = Vec<(i64, char)>> {
    let letter = prop::sample::select(vec!['A', 'A', 'A', 'P', 'E', 'L', 'M', 'Q']);
    prop::collection::vec((-5_000_000_i64..5_000_000, letter), 1..200)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn every_number_said_is_one_of_the_dataset_and_the_highest_is_the_highest(
        kind in prop::sample::select(Kind::ALL.map(|(_, kind)| kind).to_vec()),
        vietnamese: bool,
        size in (1_usize..=12, 0_usize..=4),
        cells in cells(),
    ) {
        let lang = if vietnamese { Lang::Vi } else { Lang::En };
        let dataset = dataset(kind, lang, size, &cells);
        let text = description(&dataset);
        let known: Vec<_> = places(size)
            .into_iter()
            .filter_map(|place| Some((place, at(&dataset, size, place, 0).0?)))
            .collect();
        let told = places(size).into_iter().filter(|&place| {
            let (value, letter) = at(&dataset, size, place, 0);
            value.is_some() || letter != 'M'
        });
        let told: Vec<_> = told.collect();

        let written = |value: i64| locale::number(value, 0, lang);
        let mut allowed: Vec<String> = (0..=told.len().max(12)).map(|count| count.to_string()).collect();
        allowed.extend(known.iter().map(|(_, value)| written(*value)));
        for place in &told {
            for measure in [1, 3, 4] {
                allowed.extend(at(&dataset, size, *place, measure).0.map(written));
            }
            if at(&dataset, size, *place, 0).1 != 'Q' {
                allowed.extend(at(&dataset, size, *place, 2).0.map(|rate| locale::number(rate, 1, lang)));
            }
            if kind == Kind::Funnel && place.0 > 0 {
                let before = at(&dataset, size, (place.0 - 1, place.1), 0).0;
                let part = at(&dataset, size, *place, 0).0;
                let share = part.zip(before).and_then(|(part, whole)| Amount::new(part, 0).percent_of(Amount::new(whole, 0)));
                allowed.extend(share.map(|share| locale::number(share.units, 1, lang)));
            }
        }
        for number in numbers(&text) {
            prop_assert!(allowed.contains(&number), "`{number}` is nowhere in the dataset: {text}");
        }

        let words = words::of(lang);
        let first = |best: fn(i64, i64) -> bool| {
            known.iter().copied().reduce(|one, other| if best(other.1, one.1) { other } else { one })
        };
        let (highest, lowest) = (first(|a, b| a > b), first(|a, b| a < b));
        let differ = known.len() >= SEVERAL && highest.map(|one| one.1) != lowest.map(|one| one.1);
        for (word, extreme) in [(words.highest, highest), (words.lowest, lowest)] {
            let said = named(&text, word);
            prop_assert_eq!(said.is_some(), differ, "{}", &text);
            if let (Some(said), Some((place, value))) = (said, extreme) {
                prop_assert!(said.starts_with(&label(size, place)), "{word}: {said} in {text}");
                prop_assert!(told.len() <= ALL_TOLD || said.contains(&written(value)), "{said}");
            }
        }
        if told.len() <= ALL_TOLD && !known.is_empty() {
            for (place, value) in &known {
                let said = format!("{}: {}", label(size, *place), written(*value));
                prop_assert!(text.contains(&said), "`{said}` is not in {text}");
            }
        }

        let phrases = phrases::of(lang);
        let count = |which: &dyn Fn((Option<i64>, char)) -> bool| {
            told.iter().filter(|place| which(at(&dataset, size, **place, 0))).count()
        };
        let counts = [
            (phrases.not_reported, count(&|(value, letter)| value.is_none() && letter == 'L')),
            (phrases.confidential, count(&|(_, letter)| letter == 'Q')),
            (phrases.provisional, count(&|(value, letter)| value.is_some() && matches!(letter, 'P' | 'E'))),
        ];
        for (word, count) in counts {
            let said = format!("{word}: {count}");
            prop_assert_eq!(text.contains(&said), count > 0, "`{}` in {}", said, &text);
        }
    }

    #[test]
    fn nothing_that_is_suppressed_is_said(
        kind in prop::sample::select(Kind::ALL.map(|(_, kind)| kind).to_vec()),
        size in (1_usize..=12, 0_usize..=4),
        cells in cells(),
    ) {
        // Suppressed figures are told apart by their size.
        let cells: Vec<_> = cells.into_iter().map(|(value, letter)| {
            (if letter == 'Q' { value.abs() + 7_000_000_000 } else { value }, letter)
        }).collect();
        for lang in [Lang::Vi, Lang::En] {
            let dataset = dataset(kind, lang, size, &cells);
            let text = description(&dataset);
            for number in numbers(&text) {
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                prop_assert!(digits.parse::<i64>().is_ok_and(|one| one < 7_000_000_000), "{text}");
            }
        }
    }
}

fn over_years(lang: Lang, values: &[Option<i64>]) -> Dataset {
    let mut dataset = dataset(Kind::Line, lang, (values.len(), 0), &[(0, 'L')]);
    dataset.dimensions[0].id = "period".to_owned();
    dataset.dimensions[0].role = Some(Role::Time);
    dataset.drawing.category = "period".to_owned();
    for (at, value) in values.iter().enumerate() {
        let year = (2_015 + at).to_string();
        dataset.dimensions[0].categories[at].id.clone_from(&year);
        dataset.dimensions[0].categories[at].label = year;
        dataset.values[at * MEASURES.len()] = *value;
        dataset.status[at * MEASURES.len()] = if value.is_some() { 'A' } else { 'L' };
    }
    dataset
}

#[test]
fn the_way_from_first_to_last_is_told_as_it_went() {
    let said = |values: &[Option<i64>]| description(&over_years(Lang::Vi, values));
    assert!(
        said(&[None, Some(10), Some(5), Some(12)])
            .contains("Tăng từ 10\u{a0}cases (2016) đến 12\u{a0}cases (2018)")
    );
    assert!(
        said(&[Some(12), None, Some(20), Some(5)])
            .contains("Giảm từ 12\u{a0}cases (2015) đến 5\u{a0}cases (2018)")
    );
    assert!(said(&[Some(5), Some(9), Some(5)]).contains("Giữ nguyên từ 5"));
    assert!(!said(&[Some(5), None, Some(7)]).contains("từ 5"), "two figures are told as they are");
    let mut mixed = over_years(Lang::Vi, &[Some(5), Some(12), Some(13)]);
    mixed.dimensions[0].categories[0].id = "2015-2020".to_owned();
    assert!(!description(&mixed).contains("Tăng"), "a term is no year");
}

#[test]
fn the_latest_of_many_is_the_last_that_is_known() {
    let mut values: Vec<Option<i64>> = (1..=11).map(Some).collect();
    values.push(None);
    let text = description(&over_years(Lang::En, &values));
    assert!(text.contains("Latest: 2025: 11\u{a0}cases"), "{text}");
    assert!(text.contains("Not reported: 1"), "{text}");
    assert!(text.starts_with("Title. Line chart by organization (12)."), "{text}");
}

#[test]
fn a_plan_is_reached_or_not() {
    let said = |actual: i64, plan: i64| {
        let cells = [(actual, 'A'), (plan, 'A'), (0, 'L'), (0, 'L'), (0, 'L')];
        description(&dataset(Kind::Bullet, Lang::En, (1, 0), &cells))
    };
    assert!(said(5, 5).contains("Plan reached") && said(4, 5).contains("Below plan"));
    let cells =
        [(5, 'A'), (4, 'A'), (0, 'L'), (0, 'L'), (0, 'L'), (3, 'A'), (4, 'A'), (0, 'L'), (0, 'L'), (0, 'L')];
    assert!(description(&dataset(Kind::Bullet, Lang::En, (2, 0), &cells)).contains("Plan reached: 1 of 2"));
}

#[test]
fn a_plan_whose_period_is_not_over_is_not_missed() {
    let of = |actual: i64| [(actual, 'A'), (4, 'A'), (0, 'L'), (0, 'L'), (0, 'L')];
    let said = |actual: [i64; 2], running: &[bool]| {
        super::description(&dataset(Kind::Bullet, Lang::Vi, (2, 0), &actual.map(of).concat()), running)
    };
    let text = said([3, 3], &[true, true]);
    assert!(!text.contains("Đạt kế hoạch") && text.contains("Chưa hết kỳ kế hoạch: 2"), "{text}");
    let text = said([3, 3], &[false, true]);
    assert!(text.contains("Chưa đạt kế hoạch. Chưa hết kỳ kế hoạch: 1"), "{text}");
    let text = said([3, 5], &[false, true]);
    assert!(text.contains("Đạt kế hoạch: 1 trên 2") && !text.contains("Chưa hết kỳ"), "{text}");
}

#[test]
fn periods_of_different_lengths_have_no_highest_and_lowest() {
    let mut years = over_years(Lang::Vi, &[Some(5), Some(12), Some(13)]);
    assert!(description(&years).contains("Cao nhất: 2017"), "{}", description(&years));
    years.dimensions[0].categories[0].id = "2015-2020".to_owned();
    assert!(!description(&years).contains("nhất"), "{}", description(&years));
    years.dimensions[1].categories[0].unit = Some(Unit { label: "%".to_owned(), decimals: 0 });
    assert!(description(&years).contains("Thấp nhất: 2015"), "{}", description(&years));
}

#[test]
fn shares_of_a_stack_in_percent_and_of_a_step_are_told() {
    let cell = |value: i64| [(value, 'A'), (0, 'L'), (0, 'L'), (0, 'L'), (0, 'L')];
    let cells = [cell(300), cell(100)].concat();
    let mut stacked = dataset(Kind::Stacked, Lang::En, (1, 2), &cells);
    stacked.drawing.stacking = Stacking::Percent;
    assert!(
        description(&stacked).contains("Alpha, green: 100\u{a0}cases, 25% of the total"),
        "{}",
        description(&stacked)
    );
    let funnel = description(&dataset(Kind::Funnel, Lang::En, (2, 0), &cells));
    assert!(funnel.contains("Beta: 100\u{a0}cases, 33.3% of the step before"), "{funnel}");
}
