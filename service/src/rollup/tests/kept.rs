//! Short ways lead to what the long ones lead to, and what is kept is what would be found anew.

use proptest::prelude::*;

use super::fixtures::{catalogue, observation, organization};
use super::forms::form;
use crate::cube::{Builder, Cube};
use crate::domain::{
    Catalogue, CatalogueParts, Date, Known, Observation, OrganizationKind, Partial, Period, PeriodKind,
    Qualifier, Query, Revision, Status, Validity,
};
use crate::rollup::answer_by;

/// A city of two districts, of three wards and of two; one ward began and one ended in the year, one moved.
fn city() -> std::sync::Arc<Catalogue> {
    use OrganizationKind::{City, UrbanDistrict, Ward};
    let day = |text: &str| text.parse::<Date>().ok();
    let ward = |code, parent, from: &str, until: &str| {
        organization(code, Some(parent), Ward, Validity { from: day(from), until: day(until) })
    };
    let always = Validity::default();
    let mut moved = ward("w3", "north", "", "2022-05-01");
    moved.placements.extend(ward("w3", "south", "2022-05-01", "").placements);
    catalogue(vec![
        organization("city", None, City, always),
        organization("north", Some("city"), UrbanDistrict, always),
        organization("south", Some("city"), UrbanDistrict, always),
        ward("w0", "north", "", ""),
        ward("w1", "north", "2022-03-10", ""),
        ward("w2", "north", "", "2022-08-15"),
        moved,
        ward("w4", "south", "", ""),
    ])
}

/// The same, where forms ask wards, or wards and districts, for all that adds up.
fn asked(kinds: &[OrganizationKind], periods: &[PeriodKind], partial: Partial) -> std::sync::Arc<Catalogue> {
    let form = crate::domain::Form {
        kinds: kinds.to_vec(),
        ..form(&["flow", "stock", "cumulative", "ratio"], periods, partial)
    };
    let parts = CatalogueParts { forms: vec![form], ..city().parts().clone() };
    std::sync::Arc::new(Catalogue::new(parts).unwrap())
}

fn any_city() -> impl Strategy<Value = std::sync::Arc<Catalogue>> {
    use OrganizationKind::{UrbanDistrict, Ward};
    let kinds = prop_oneof![Just(vec![Ward]), Just(vec![Ward, UrbanDistrict]), Just(vec![UrbanDistrict])];
    let periods = prop_oneof![
        Just(vec![PeriodKind::Month]),
        Just(vec![PeriodKind::Quarter]),
        Just(vec![PeriodKind::Month, PeriodKind::Year])
    ];
    let partial = prop_oneof![Just(Partial::Any), Just(Partial::Whole), Just(Partial::AtEnd)];
    let asked =
        (kinds, periods, partial).prop_map(|(kinds, periods, partial)| asked(&kinds, &periods, partial));
    prop_oneof![Just(city()), asked]
}

/// Months that are mostly there, and now and then something else: of whom, of when and how much.
fn filings() -> impl Strategy<Value = Vec<(usize, usize, i64, u8, u8)>> {
    let months = prop::collection::vec((0..7_usize, 0..12_usize, 0..1_000_i64, 0..3_u8, 0..2_u8), 20..160);
    let others = prop::collection::vec((0..8_usize, 12..20_usize, 0..9_000_i64, 0..3_u8, 0..2_u8), 0..6);
    (months, others).prop_map(|(months, others)| months.into_iter().chain(others).collect())
}

fn figure(
    kind: &str,
    (who, period, value, said, known): (usize, usize, i64, u8, u8),
    revision: u64,
) -> Observation {
    let who = ["w0", "w1", "w2", "w3", "w4", "w0", "w4", "south"][who];
    let others = ["2022-Q1", "2022-Q3", "2022-H1", "2022-9M", "2022", "2021", "2021-12", "2022-H2"];
    let period = others
        .get(period.wrapping_sub(12))
        .map_or_else(|| format!("2022-{:02}", period + 1), |period| (*period).to_owned());
    let value = if said == 2 { "-".to_owned() } else { value.to_string() };
    let known = ["2023-01-10", "2023-02-20"][usize::from(known)];
    let mut one = observation(&format!("{kind} {who} {period} actual - {value} - {known}"));
    one.revision = Revision(revision);
    one
}

fn told(cube: &Cube, query: &str, cuts: bool) -> String {
    let query = Query::parse(query.split('&').filter_map(|pair| pair.split_once('='))).unwrap();
    let report = answer_by(cube, &query, "2026-01-01".parse().unwrap(), cuts);
    format!("{:?}", report.map(|report| (report.rows, report.notes)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn short_ways_lead_to_the_same(catalogue in any_city(), first in filings(), second in filings(), kind in "flow|stock|cumulative|ratio") {
        let rows = first.into_iter().map(|one| figure(&kind, one, 1)).collect();
        let before = Cube::new(catalogue, Revision(1), rows);
        let mut builder = Builder::after(&before);
        // Asked before the second filing too, so that what was kept then would show.
        let queries = ["", "&known_on=2023-01-15", "&as_of=2022-07-20", "&tree=as-is", "&as=flow", "&as=cumulative", "&explain=true"].map(|how| {
            let periods = "2022,2022-H1,2022-H2,2022-9M,2022-Q1..2022-Q4,2022-01..2022-12,2021,2023,2020-2025";
            format!("indicator={kind}&organization=city,city/**&period={periods}{how}")
        });
        for query in &queries {
            prop_assert_eq!(told(&before, query, true), told(&before, query, false), "{}", query);
        }
        second.into_iter().take(9).for_each(|one| builder.push(figure(&kind, one, 2).observed()));
        let after = builder.finish(Revision(2));
        for cube in [&after, &before, &after] {
            for query in &queries {
                prop_assert_eq!(told(cube, query, true), told(cube, query, false), "{}", query);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Long enough to be answered in two halves where the machine has two cores.
    #[test]
    fn the_halves_of_a_long_answer_come_to_all_of_it(catalogue in any_city(), filed in prop::array::uniform4(filings())) {
        let kinds = ["flow", "stock", "cumulative", "ratio"];
        let rows = kinds.iter().zip(filed).flat_map(|(kind, rows)| rows.into_iter().map(|one| figure(kind, one, 1)));
        let refused = ["index", "rank"].map(|kind| figure(kind, (0, 0, 5, 0, 0), 1));
        let cube = Cube::new(catalogue, Revision(1), rows.chain(refused).collect());
        let periods = "2022,2022-H1,2022-H2,2022-9M,2022-Q1..2022-Q4,2022-01..2022-12,2021,2023";
        for how in ["", "&tree=as-is", "&explain=true", "&as_of=2022-07-20"] {
            let query = format!("indicator={}&organization=city,city/**&period={periods}{how}", kinds.join(","));
            prop_assert_eq!(told(&cube, &query, true), told(&cube, &query, false), "{}", query);
        }
        // Of two that cannot be answered the first is told of.
        let query = format!("indicator=flow,index,rank,stock&organization=city,city/**&period={periods}");
        prop_assert!(told(&cube, &query, true).contains("index"));
        prop_assert_eq!(told(&cube, &query, true), told(&cube, &query, false), "{}", query);
    }
}

/// Of wards and months of two years: a value, or a word in its place, and how many days before or after the month's last its
/// data end, if it says so.
fn dated() -> impl Strategy<Value = Vec<(usize, usize, i64, Option<i8>)>> {
    let day = prop::option::of(prop_oneof![Just(0_i8), -50..90_i8]);
    prop::collection::vec((0..4_usize, 0..24_usize, -3..1_000_i64, day), 30..140)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whole years are looked at at once, and are then what they are month by month.
    #[test]
    fn the_latest_of_a_year_is_that_of_its_months(rows in dated(), usual in any::<bool>(), kind in "stock|cumulative") {
        let figure = |(who, month, value, day): (usize, usize, i64, Option<i8>)| {
            let period = Period::parse(&format!("{}-{:02}", 2021 + month / 12, month % 12 + 1)).unwrap();
            let said = match value {
                -3 => "-".to_owned(),
                -2 => "M".to_owned(),
                value => value.to_string(),
            };
            let after = |days: i8| period.end().checked_add(jiff::Span::new().days(i64::from(days))).unwrap();
            let day = day.map_or("-".to_owned(), |days| after(days).to_string());
            observation(&format!("{kind} w{who} {period} actual - {said} {day} -"))
        };
        // Mostly all months are there: with a hundred at random a whole year would hardly ever be.
        let all = (0..96).map(|at| (at % 4, at / 4, at as i64 % 7, Some(0)));
        let all = all.filter(|(who, month, ..)| usual && !rows.iter().any(|one| (one.0, one.1) == (*who, *month)));
        let all: Vec<_> = all.chain(rows.iter().copied()).map(figure).collect();
        let cube = Cube::new(steady(), Revision(1), all);
        for how in ["", "&as_of=2022-03-10", "&known_on=2023-01-01"] {
            let query = format!("indicator={kind}&organization=city&period=2021,2022,2022-H1,2022-Q3,2021-05,2022-12,2020-2025{how}");
            prop_assert_eq!(told(&cube, &query, true), told(&cube, &query, false), "{}", query);
        }
    }
}

/// A city of four wards in which nobody comes, goes or moves.
fn steady() -> std::sync::Arc<Catalogue> {
    let ward = |code| organization(code, Some("city"), OrganizationKind::Ward, Validity::default());
    let city = organization("city", None, OrganizationKind::City, Validity::default());
    catalogue(vec![city, ward("w0"), ward("w1"), ward("w2"), ward("w3")])
}

/// A ward's figure of a month or quarter of two years: a number, now and then below zero, withheld, or that there is none.
fn two_years() -> impl Strategy<Value = Vec<(usize, usize, i64)>> {
    prop::collection::vec((0..4_usize, 0..10_usize, -20..1_000_i64), 10..80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_weight_of_a_steady_city_is_that_of_its_wards(rows in two_years(), kind in "flow|stock", sign in 0..2_i64) {
        let figure = |(who, period, value): (usize, usize, i64)| {
            let (year, part) = (2021 + period / 5, ["Q1", "Q2", "Q3", "Q4", "01"][period % 5]);
            let said = match value % 17 {
                0 => "-".to_owned(),
                1 => "Q".to_owned(),
                _ => (if sign == 0 { value.abs() } else { value }).to_string(),
            };
            let mut one = observation(&format!("{kind} w{who} {year}-{part} actual - {said} - -"));
            if value % 17 == 2 {
                (one.figure.status, one.figure.value) = (Status::NotApplicable, None);
            }
            one
        };
        let cube = Cube::new(steady(), Revision(1), rows.into_iter().map(figure).collect());
        for how in ["", "&tree=as-is", "&as_of=2022-07-20"] {
            let query = format!(
                "indicator={kind}&organization=city,city/*&period=2021..2023,2022-Q1..2022-Q4,2022-01,2022-H1{how}"
            );
            prop_assert_eq!(told(&cube, &query, true), told(&cube, &query, false), "{}", query);
        }
    }
}

const PERIODS: [&str; 9] =
    ["2020-02", "2021-01", "2021-02", "2021-03", "2022-02", "2022-03", "2021-Q1", "2022-Q1", "2022"];
const DAYS: [&str; 9] =
    ["-", "-", "-", "2020-02-25", "2021-02-10", "2021-02-28", "2022-02-20", "2022-03-31", "2022-04-10"];
const KNOWN: [&str; 4] = ["-", "-", "2023-01-10", "2023-02-20"];

/// What organizations without others below them told of periods of three years: who, of when, how much, as of which day, in
/// which words, since when and in which filing.
type Told = (usize, usize, i64, usize, (usize, usize, u64));

fn lone(kind: &str, (who, period, value, day, (said, known, revision)): Told) -> Observation {
    let text = format!("{kind} w{who} {} actual - {value} {} {}", PERIODS[period], DAYS[day], KNOWN[known]);
    let mut one = observation(&text);
    one.revision = Revision(revision);
    one.figure.qualifier = Qualifier::ALL.get(said).copied();
    if said > 8 {
        one.figure.status = [Status::NotReported, Status::NotApplicable, Status::Estimated][said - 9];
        one.figure.value = one.figure.value.filter(|_| said == 11);
    }
    one
}

fn any_told() -> impl Strategy<Value = Vec<Told>> {
    let said = (0..12_usize, 0..KNOWN.len(), 1..4_u64);
    prop::collection::vec((0..3_usize, 0..PERIODS.len(), -9..1_000_i64, 0..DAYS.len(), said), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_row_found_at_once_is_that_found_the_long_way(rows in any_told(), kind in "flow|stock|cumulative|ratio|index|rank", ended in any::<bool>(), other in 0..3_usize) {
        let rows: Vec<_> = rows.into_iter().map(|one| lone(&kind, one)).collect();
        let mut builder = Builder::new(city());
        let other = ["plan", "universe", ""][other];
        let beside = (!other.is_empty()).then(|| observation(&format!("{kind} w0 2022-02 {other} - 5 - -")));
        rows.iter().chain(&beside).for_each(|one| builder.push(one.observed()));
        if ended {
            builder.end(Revision(2), Known { on: "2024-05-01".parse().unwrap(), revision: Revision(4) });
        }
        let cube = builder.finish(Revision(4));
        for how in ["", "&known_on=2023-01-15", "&as_of=2022-02-21", "&measure=actual", "&measure=plan", "&known_on=2024-04-30"] {
            let periods = "2020-02,2021-01,2021-02,2021-03,2022-02,2022-03,2021-Q1,2022-Q1,2021,2022,2020-2025";
            let query = format!("indicator={kind}&organization=w0,w1,w2,w4,north&period={periods}{how}");
            prop_assert_eq!(told(&cube, &query, true), told(&cube, &query, false), "{}", query);
        }
    }
}
