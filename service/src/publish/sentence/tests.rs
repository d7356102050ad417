//! Every word that claims something is read back from the sentence and held against the numbers.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::{
    Amount, Breakdown, Catalogue, CatalogueParts, Indicator, IndicatorCode, Kind, Names, Organization,
    OrganizationKind, Period, Placement, Polarity, Qualifier, Query, Revision, Status, Validity,
};
use crate::rollup::{Change, Coverage, RateSource, Row};

/// What a random row is made of, all in whole units.
#[derive(Clone, Debug)]
struct Cell {
    actual: Option<i64>,
    before: Option<i64>,
    plan: Option<i64>,
    universe: Option<i64>,
    published_rate: Option<i64>,
    qualifier: Option<Qualifier>,
    from_qualifier: Option<Qualifier>,
    status: Status,
    missing: u32,
    running: bool,
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let value = || {
        proptest::option::weighted(
            0.85,
            prop_oneof![0_i64..4, 95_i64..106, 9_990_i64..10_011, -50_i64..2_000_000],
        )
    };
    let qualifier = || {
        proptest::option::weighted(
            0.2,
            prop_oneof![
                Just(Qualifier::MoreThan),
                Just(Qualifier::LessThan),
                Just(Qualifier::About),
                Just(Qualifier::Estimate)
            ],
        )
    };
    let status = prop_oneof![
        6 => Just(Status::Normal),
        1 => Just(Status::Provisional),
        1 => Just(Status::Estimated),
        1 => Just(Status::Unvalidated)
    ];
    let rate = proptest::option::of(990_i64..1_010);
    let rest =
        (qualifier(), qualifier(), status, prop_oneof![3 => Just(0_u32), 1 => 1_u32..4], any::<bool>());
    (value(), value(), value(), value(), rate, rest).prop_map(
        |(
            actual,
            before,
            plan,
            universe,
            published_rate,
            (qualifier, from_qualifier, status, missing, running),
        )| Cell {
            actual,
            before,
            plan,
            universe: universe.map(i64::abs),
            published_rate,
            qualifier,
            from_qualifier,
            status: if actual.is_none() { Status::NotReported } else { status },
            missing,
            running,
        },
    )
}

fn row(cell: &Cell, indicator: &Indicator, organization: &str, year: i16) -> Row {
    let amount = |units: i64| Amount::new(units, 0);
    let summed = !matches!(indicator.kind, Kind::Index | Kind::Rank);
    let computed = cell
        .actual
        .zip(cell.plan)
        .and_then(|(actual, plan)| amount(actual).percent_of(amount(plan)))
        .filter(|_| summed);
    let published = cell.published_rate.map(|tenths| Amount::new(tenths, 1));
    let rate = computed.map(|rate| (rate, RateSource::Computed));
    let rate = rate.or(published.map(|rate| (rate, RateSource::Published)));
    let absolute = cell.actual.zip(cell.before).map(|(actual, before)| amount(actual - before));
    Row {
        indicator: indicator.code.clone(),
        organization: OrganizationCode::parse(organization).unwrap(),
        period: Period::parse(&year.to_string()).unwrap(),
        breakdown: Breakdown::default(),
        as_of: cell.running.then(|| jiff::civil::date(year, 9, 30)),
        actual: cell.actual.map(amount),
        plan: cell.plan.map(amount),
        universe: cell.universe.map(amount),
        plan_rate: rate.map(|(rate, _)| rate),
        plan_rate_source: rate.map(|(_, source)| source),
        change: Some(Change {
            from: Period::parse(&(year - 1).to_string()).unwrap(),
            from_as_of: None,
            from_qualifier: cell.from_qualifier,
            restated: None,
            absolute,
            percent: absolute
                .zip(cell.before)
                .filter(|_| summed)
                .and_then(|(absolute, before)| absolute.percent_of(amount(before.abs()))),
        }),
        qualifier: cell.qualifier,
        status: cell.status,
        coverage: Coverage { reported: 3, expected: 3 + cell.missing, weight: None },
        sources: Vec::new(),
        receipts: Vec::new(),
    }
}

fn indicator(kind: Kind, polarity: Polarity) -> Indicator {
    Indicator {
        code: IndicatorCode::parse("x").unwrap(),
        names: Names { vi: "Việc xong".to_owned(), en: "Things done".to_owned() },
        unit: "task".to_owned(),
        unit_names: Names { vi: "việc".to_owned(), en: "tasks".to_owned() },
        kind,
        decimals: 0,
        polarity,
        sensitive: false,
        breakdowns: Vec::new(),
        theme: "t".to_owned(),
    }
}

const UNITS: [&str; 5] = ["an", "binh", "chau", "duc", "em"];

/// `cells` by organization (below `top`), then by year from 2019.
fn report(kind: Kind, polarity: Polarity, cells: &[Vec<Cell>]) -> Report {
    let indicator = indicator(kind, polarity);
    let place = |parent: Option<&str>| Placement {
        parent: parent.map(|code| OrganizationCode::parse(code).unwrap()),
        validity: Validity::default(),
    };
    let organization = |code: &str, parent: Option<&str>| Organization {
        code: OrganizationCode::parse(code).unwrap(),
        names: Names { vi: format!("Phường {code}"), en: format!("{code} ward") },
        kind: OrganizationKind::Unit,
        placements: vec![place(parent)],
        successors: Vec::new(),
    };
    let organizations = std::iter::once(organization("top", None));
    let parts = CatalogueParts {
        indicators: vec![indicator.clone()],
        organizations: organizations.chain(UNITS.map(|code| organization(code, Some("top")))).collect(),
        ..CatalogueParts::default()
    };
    let rows = cells.iter().zip(UNITS).flat_map(|(years, code)| {
        years.iter().zip(2019..).map(|(cell, year)| row(cell, &indicator, code, year)).collect::<Vec<_>>()
    });
    Report {
        catalogue: Arc::new(Catalogue::new(parts).unwrap()),
        query: Query::parse([("indicator", "x"), ("organization", "top/*"), ("period", "2019..2023")])
            .unwrap(),
        revision: Revision(1),
        known_on: jiff::civil::date(2024, 1, 31),
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

/// The number right after a word: `tăng 3,1%` → 31 tenths of a percent; `tăng 5 việc` → `None`.
fn percent_after(text: &str, word: &str) -> Option<i64> {
    let rest = text.split_once(word)?.1.trim_start();
    let number: String = rest.chars().take_while(|one| one.is_ascii_digit() || ".,".contains(*one)).collect();
    rest.strip_prefix(number.as_str())?.strip_prefix('%')?;
    let (whole, tenths) = number.split_once(',').unwrap_or((&number, "0"));
    Some(whole.replace('.', "").parse::<i64>().ok()? * 10 + tenths.parse::<i64>().ok()?)
}

/// Whether a rate in tenths of a percent is the rounded `part / whole`.
fn is_rate(tenths: i64, part: i64, whole: i64) -> bool {
    let (part, whole) = (i128::from(part) * 2_000, i128::from(whole));
    (part - i128::from(tenths) * 2 * whole).abs() <= whole.abs()
}

/// Every word of Vietnamese that claims a direction, a plan or a place.
const WORDS: [&str; 13] = [
    " tăng ",
    " giảm ",
    "không đổi",
    " vượt ",
    "đạt đúng kế hoạch",
    "chưa đạt",
    "cao hơn kế hoạch",
    "thấp hơn kế hoạch",
    "toàn bộ",
    "cao nhất",
    "thấp nhất",
    "cao thứ",
    "khi kỳ chưa kết thúc",
];

/// Whether each claiming word in the text is true of the cell, and of its neighbours where it speaks of them.
fn agrees(
    text: &str,
    cell: &Cell,
    beside: &[&Cell],
    years: &[Cell],
    higher_is_better: bool,
) -> Result<(), String> {
    let said = |word: &str| text.contains(word);
    let known = |what: Option<i64>| what.ok_or_else(|| format!("{text}: of a number that is not known"));
    let hold = |is: bool| if is { Ok(()) } else { Err(format!("{text}: not so, {cell:?}")) };
    let over_time = said("liên tục") || said("kể từ");
    for word in WORDS.into_iter().filter(|word| said(word)) {
        match word {
            " tăng " | " giảm " if over_time => {
                let way = |pair: &[Cell]| {
                    pair[0]
                        .actual
                        .zip(pair[1].actual)
                        .is_some_and(|(one, two)| if word == " tăng " { one < two } else { one > two })
                };
                let periods: usize =
                    text.split("qua ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
                hold(periods >= 3 && years[years.len() - periods..].windows(2).all(way))?;
            }
            " tăng " | " giảm " | "không đổi" => {
                let (actual, before) = (known(cell.actual)?, known(cell.before)?);
                hold(cell.qualifier.is_none() && cell.from_qualifier.is_none())?;
                hold(match word {
                    " tăng " => actual > before,
                    " giảm " => actual < before,
                    _ => actual == before,
                })?;
                if let Some(tenths) = percent_after(text, word) {
                    hold(tenths > 0 && is_rate(tenths, (actual - before).abs(), before.abs()))?;
                }
            }
            " vượt " | "cao hơn kế hoạch" => {
                hold((word == " vượt ") == higher_is_better)?;
                let size = percent_after(text, word.trim_end());
                match cell.actual.zip(cell.plan) {
                    Some((actual, plan)) => {
                        hold(actual > plan || actual == plan && cell.qualifier == Some(Qualifier::MoreThan))?;
                        hold(size.is_none_or(|tenths| tenths > 0 && is_rate(tenths, actual - plan, plan)))?;
                    }
                    None => hold(
                        cell.published_rate > Some(1_000)
                            && size == cell.published_rate.map(|rate| rate - 1_000),
                    )?,
                }
                hold(
                    !matches!(
                        cell.qualifier,
                        Some(Qualifier::About | Qualifier::Estimate | Qualifier::LessThan)
                    ) || cell.actual.is_none()
                        || cell.plan.is_none(),
                )?;
            }
            "đạt đúng kế hoạch" => {
                hold(cell.actual.is_some() && cell.actual == cell.plan && cell.qualifier.is_none())?;
            }
            "chưa đạt" | "thấp hơn kế hoạch" | "khi kỳ chưa kết thúc" => {
                hold((word == "khi kỳ chưa kết thúc") == cell.running)?;
                hold(word == "khi kỳ chưa kết thúc" || (word == "chưa đạt") == higher_is_better)?;
                match cell.actual.zip(cell.plan) {
                    Some((actual, plan)) => {
                        hold(actual < plan || actual == plan && cell.qualifier == Some(Qualifier::LessThan))?;
                    }
                    None => hold(cell.published_rate < Some(1_000))?,
                }
            }
            "toàn bộ" => {
                hold(cell.actual.is_some() && cell.actual == cell.universe && cell.qualifier.is_none())?;
            }
            "cao nhất" | "thấp nhất" | "cao thứ" if !over_time => {
                let own = known(cell.actual)?;
                let values: Vec<i64> = beside.iter().filter_map(|one| one.actual).collect();
                hold(
                    beside
                        .iter()
                        .all(|one| one.actual.is_none() || one.qualifier.is_none() && one.missing == 0),
                )?;
                let above = values.iter().filter(|one| **one > own).count();
                hold(text.contains(&format!("trong {} đơn vị", values.len())))?;
                hold(match word {
                    "cao nhất" => above == 0,
                    "thấp nhất" => values.iter().all(|one| *one >= own),
                    _ => text.contains(&format!("cao thứ {} ", above + 1)),
                })?;
            }
            _ => {
                let periods: usize =
                    text.split("trong ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
                let earlier = &years[years.len() - periods..years.len() - 1];
                let own = known(cell.actual)?;
                hold(periods >= 3)?;
                hold(earlier.iter().all(|one| {
                    one.actual.is_some_and(|one| if word == "cao nhất" { one < own } else { one > own })
                }))?;
            }
        }
    }
    Ok(())
}

fn any_kind() -> impl Strategy<Value = (Kind, Polarity)> {
    let kind = prop_oneof![Just(Kind::Flow), Just(Kind::Stock), Just(Kind::Cumulative), Just(Kind::Index)];
    (kind, prop_oneof![Just(Polarity::Higher), Just(Polarity::Lower), Just(Polarity::Neutral)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]
    #[test]
    fn every_word_that_claims_something_is_true_of_the_numbers(
        (kind, polarity) in any_kind(),
        cells in (1_usize..=4).prop_flat_map(|years| proptest::collection::vec(proptest::collection::vec(any_cell(), years), 1..=5)),
    ) {
        let report = report(kind, polarity, &cells);
        let subject = OrganizationCode::parse(UNITS[0]).unwrap();
        let own = &cells[0];
        let at = own.iter().rposition(|cell| cell.actual.is_some())
            .or_else(|| own.iter().rposition(|cell| cell.published_rate.is_some()))
            .or_else(|| own.iter().rposition(|cell| cell.plan.is_some()));
        let said = sentences(&report, Some(&subject), Lang::Vi).unwrap();
        prop_assert_eq!(said.iter().map(|one| one.topic).collect::<Vec<_>>(), Topic::ALL);
        for one in said.iter().filter_map(|one| one.said.as_ref().ok()) {
            let at = at.expect("of nothing known nothing is said");
            let beside: Vec<&Cell> = cells.iter().map(|years| &years[at]).collect();
            if let Err(wrong) = agrees(&one.text, &own[at], &beside, &own[..=at], polarity == Polarity::Higher) {
                prop_assert!(false, "{} ({})", wrong, one.predicate.as_str());
            }
            prop_assert!(one.text.ends_with('.') && !one.text.contains("  ") && !one.text.contains(" ,"), "{}", one.text);
        }
        let summary = summary(&report, Some(&subject), Lang::Vi);
        if let (Ok(text), Some(at)) = (&summary, at) {
            let beside: Vec<&Cell> = cells.iter().map(|years| &years[at]).collect();
            prop_assert!(agrees(text, &own[at], &beside, &own[..=at], polarity == Polarity::Higher).is_ok(), "{}", text);
        }
        let english = sentences(&report, Some(&subject), Lang::En).unwrap();
        let claims = |all: &[Sentence]| all.iter().map(|one| one.said.as_ref().map(|said| said.predicate).map_err(|why| *why)).collect::<Vec<_>>();
        prop_assert_eq!(claims(&said), claims(&english), "both languages claim the same");
    }
}

fn cell(actual: i64) -> Cell {
    Cell {
        actual: Some(actual),
        before: None,
        plan: None,
        universe: None,
        published_rate: None,
        qualifier: None,
        from_qualifier: None,
        status: Status::Normal,
        missing: 0,
        running: false,
    }
}

fn said(report: &Report, subject: Option<&str>, topic: Topic, lang: Lang) -> Result<String, Reason> {
    let subject = subject.map(|code| OrganizationCode::parse(code).unwrap());
    let all = sentences(report, subject.as_ref(), lang).unwrap();
    all.into_iter().find(|one| one.topic == topic).unwrap().said.map(|said| said.text.replace('\u{a0}', " "))
}

#[test]
fn a_figure_is_told_with_its_rise_and_how_it_stands_to_its_plan() {
    let one = Cell { before: Some(9_744), plan: Some(9_830), ..cell(10_183) };
    let report = report(Kind::Flow, Polarity::Higher, &[vec![one]]);
    let told = |topic, lang| said(&report, None, topic, lang).unwrap();
    assert_eq!(told(Topic::Level, Lang::Vi), "Năm 2019, việc xong của Phường an là 10.183 việc.");
    assert_eq!(told(Topic::Level, Lang::En), "Things done, an ward, 2019: 10,183 tasks.");
    assert_eq!(
        told(Topic::Change, Lang::Vi),
        "Năm 2019, việc xong của Phường an tăng 4,5% so với năm 2018, từ 9.744 việc lên 10.183."
    );
    assert_eq!(
        told(Topic::Change, Lang::En),
        "Things done, an ward, 2019: up 4.5% on 2018, from 9,744 tasks to 10,183."
    );
    assert_eq!(
        told(Topic::Plan, Lang::Vi),
        "Năm 2019, việc xong của Phường an vượt 3,6% kế hoạch (9.830 việc)."
    );
    assert_eq!(told(Topic::Plan, Lang::En), "Things done, an ward, 2019: 3.6% above plan (9,830 tasks).");
    assert_eq!(
        summary(&report, None, Lang::Vi).unwrap().replace('\u{a0}', " "),
        "Năm 2019, việc xong của Phường an là 10.183 việc, tăng 4,5% so với năm 2018, vượt 3,6% kế hoạch (9.830 việc)."
    );
    assert_eq!(
        summary(&report, None, Lang::En).unwrap().replace('\u{a0}', " "),
        "Things done, an ward, 2019: 10,183 tasks, up 4.5% on 2018, 3.6% above plan (9,830 tasks)."
    );
    assert_eq!(said(&report, None, Topic::Share, Lang::Vi), Err(Reason::NoUniverse));
    assert_eq!(said(&report, None, Topic::Trend, Lang::Vi), Err(Reason::FewPeriods));
}

#[test]
fn what_only_rounds_to_a_hundred_percent_is_not_called_the_plan() {
    let told = |actual| {
        let one = Cell { plan: Some(100_000), ..cell(actual) };
        said(&report(Kind::Flow, Polarity::Higher, &[vec![one]]), None, Topic::Plan, Lang::Vi).unwrap()
    };
    assert!(told(99_999).ends_with("chưa đạt kế hoạch (100.000 việc)."), "{}", told(99_999));
    assert!(told(100_001).ends_with("vượt kế hoạch (100.000 việc)."), "{}", told(100_001));
    assert!(told(100_000).ends_with("đạt đúng kế hoạch (100.000 việc)."));
}

#[test]
fn a_better_rank_is_a_climb_though_its_number_falls() {
    let one = Cell { before: Some(5), plan: Some(3), ..cell(2) };
    let report = report(Kind::Rank, Polarity::Lower, &[vec![one]]);
    let told = |topic, lang| said(&report, None, topic, lang).unwrap();
    assert_eq!(told(Topic::Level, Lang::En), "Things done, an ward, 2019: 2nd.");
    assert!(told(Topic::Change, Lang::Vi).ends_with("lên 3 bậc so với năm 2018, từ hạng 5 lên hạng 2."));
    assert!(told(Topic::Plan, Lang::Vi).ends_with("vượt mục tiêu hạng 3."));
}

#[test]
fn organizations_are_ranked_only_beside_their_like_and_where_all_is_known() {
    let cells: Vec<Vec<Cell>> = [7, 9, 9, 3].map(|actual| vec![cell(actual)]).into();
    let whole = report(Kind::Flow, Polarity::Higher, &cells);
    let rank = |subject| said(&whole, Some(subject), Topic::Rank, Lang::Vi).unwrap();
    assert!(
        rank("an").ends_with("là 7 việc, cao thứ 3 trong 4 đơn vị cùng cấp có số liệu."),
        "{}",
        rank("an")
    );
    assert!(rank("binh").contains("cùng 1 đơn vị khác cao nhất"));
    assert!(rank("duc").contains("thấp nhất"));
    assert_eq!(
        said(&whole, None, Topic::Rank, Lang::En).unwrap(),
        "Things done, 2019: highest in binh ward and chau ward (9 tasks), lowest in duc ward (3 tasks), of 4 organizations with figures."
    );
    let mut holed = whole;
    holed.rows[3].coverage.expected = 9;
    assert_eq!(said(&holed, Some("an"), Topic::Rank, Lang::Vi), Err(Reason::Incomplete));
    holed.rows[3].coverage.expected = 3;
    holed.rows[3].status = Status::Suppressed;
    holed.rows[3].actual = None;
    assert_eq!(said(&holed, Some("an"), Topic::Rank, Lang::Vi), Err(Reason::Incomplete));
}

#[test]
fn a_hole_is_told_with_every_claim_and_on_its_own() {
    let one = Cell { before: Some(9), missing: 2, status: Status::Provisional, ..cell(10) };
    let report = report(Kind::Flow, Polarity::Higher, &[vec![one]]);
    assert!(said(&report, None, Topic::Change, Lang::Vi).unwrap().ends_with("(mới có 3/5 đơn vị báo cáo)."));
    assert_eq!(
        said(&report, None, Topic::Coverage, Lang::En).unwrap(),
        "Things done, an ward, 2019: 3 of 5 organizations have reported."
    );
}

#[test]
fn a_trend_needs_periods_in_a_row_of_which_all_is_known() {
    let mut years: Vec<Cell> = [4, 5, 7, 8].map(cell).into();
    let told = |years: &[Cell]| {
        said(&report(Kind::Flow, Polarity::Higher, &[years.to_vec()]), None, Topic::Trend, Lang::Vi)
    };
    assert!(told(&years).unwrap().ends_with("tăng liên tục qua 4 kỳ, từ 4 việc (năm 2019) lên 8 việc."));
    years[2].actual = Some(2);
    assert!(told(&years).unwrap().ends_with("là 8 việc, cao nhất trong 4 kỳ kể từ năm 2019."));
    years[2].missing = 1;
    assert_eq!(told(&years), Err(Reason::FewPeriods));
}

#[test]
fn every_predicate_has_its_words_in_both_languages() {
    for lang in [Lang::Vi, Lang::En] {
        let words = page::text(template(lang));
        for claim in Predicate::ALL {
            assert!(
                words.contains(&format!("macro {}(f)", claim.as_str())),
                "{} lacks {}",
                template(lang),
                claim.as_str()
            );
        }
    }
}
