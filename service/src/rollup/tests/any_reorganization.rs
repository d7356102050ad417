//! What holds under any reorganization: in every tree the city has the same total, and nothing is lost or counted twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::fixtures::{ask_of, catalogue_with, observation, organization};
use super::succession::{succession, unit};
use crate::cube::Cube;
use crate::domain::{
    Catalogue, Date, Observation, Organization, OrganizationCode, OrganizationKind, Period, Revision,
    Succession, SuccessionKind, Validity, sample_reorganization,
};
use crate::rollup::{Note, Report, Row};

/// The days on which the tree may change: in the middle of a quarter and at the end of a year.
const DAYS: [&str; 3] = ["2021-07-01", "2023-01-01", "2024-05-15"];

/// What a unit does on a day, of which a number up to 999,999 decides the weights.
type Fate = (u8, u32);

fn histories() -> impl Strategy<Value = Vec<Vec<Fate>>> {
    let fates = proptest::collection::vec((0..8_u8, 1..1_000_000_u32), 8);
    proptest::collection::vec(fates, DAYS.len())
}

/// A city of five units that are renamed, merged, split, taken over, closed and founded, as fate has it; where it is deep, half of them
/// below each of two districts, so that figures cross from one to the other.
fn reorganized(history: &[Vec<Fate>], deep: bool) -> Arc<Catalogue> {
    let mut lives: BTreeMap<String, (String, String)> =
        (0..5).map(|at| (format!("u{at}"), (String::new(), String::new()))).collect();
    let mut successions: Vec<Succession> = Vec::new();
    for (number, (day, fates)) in DAYS.iter().zip(history).enumerate() {
        let alive: Vec<String> =
            lives.iter().filter(|(_, (_, until))| until.is_empty()).map(|(code, _)| code.clone()).collect();
        let fate = |at: usize| fates[at % fates.len()];
        let stays = alive.iter().enumerate().find(|(at, _)| fate(*at).0 == 0).map(|(_, code)| code.clone());
        for (at, from) in alive.iter().enumerate() {
            let (act, millionths) = fate(at);
            let new = |which: usize| format!("n{number}-{which}");
            let heirs = match act {
                1 => vec![new(at % 2)],
                2 => vec![new(0), new(1)],
                3 => vec![from.clone(), new(2)],
                4 => vec![new(0), new(2)],
                5 => stays.iter().cloned().collect(),
                _ => Vec::new(),
            };
            let weights = [millionths, 1_000_000 - millionths];
            for (heir, weight) in heirs.iter().zip(weights) {
                let weight = if heirs.len() == 1 { 1_000_000 } else { weight };
                let share = format!("{}.{:06}", weight / 1_000_000, weight % 1_000_000);
                successions.push(succession(&format!("{day} {from} {heir} {share}")));
                lives.entry(heir.clone()).or_insert(((*day).to_owned(), String::new()));
            }
            if !heirs.is_empty() && !heirs.contains(from) {
                lives.get_mut(from).unwrap().1 = (*day).to_owned();
            }
            if act == 7 {
                lives.insert(format!("f{number}-{at}"), ((*day).to_owned(), String::new()));
            }
            if act == 6 {
                let close = succession(&format!("{day} {from} {from}"));
                successions.push(Succession { kind: SuccessionKind::Close, to: None, ..close });
                lives.get_mut(from).unwrap().1 = (*day).to_owned();
            }
        }
    }
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let district = |code| organization(code, Some("city"), OrganizationKind::Unit, Validity::default());
    let mut all = vec![top];
    // Where nobody is left there is nobody to report.
    lives.extend(["k0", "k1"].map(|code| (code.to_owned(), (String::new(), String::new()))));
    if deep {
        all.extend(["north", "south"].map(district));
    }
    for (code, (from, until)) in &lives {
        let mut one = unit(&format!("{code} {from}..{until}"));
        if deep {
            let parent = if code.ends_with(['0', '2', '4']) { "north" } else { "south" };
            one.placements[0].parent = OrganizationCode::parse(parent).ok();
        }
        all.push(one);
    }
    catalogue_with(all, successions)
}

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

/// Whether an organization went over into nobody.
fn is_closed(catalogue: &Catalogue, one: &Organization) -> bool {
    let closed = |row: &Succession| row.kind == SuccessionKind::Close && row.from == one.code;
    catalogue.parts().successions.iter().any(closed)
}

/// Each unit, and each of the districts that tell of themselves, files each quarter in which it existed (what stands: at whose
/// end it does; what runs up: also that in which it was closed).
fn filed(catalogue: &Catalogue, kind: &str, values: &[i64], telling: &[&str]) -> Vec<Observation> {
    let mut figures = Vec::new();
    let quarters = period("2020-Q1").up_to(period("2025-Q4")).unwrap();
    let tells = |one: &&Organization| {
        !["city", "north", "south"].contains(&one.code.as_str()) || telling.contains(&one.code.as_str())
    };
    for one in catalogue.parts().organizations.iter().filter(tells) {
        for quarter in &quarters {
            let (exists, ends) =
                (one.last_day_within(quarter.start(), quarter.end()), one.exists_on(quarter.end()));
            let tells = match kind {
                "flow" => exists.is_some(),
                "cumulative" => ends || exists.is_some() && is_closed(catalogue, one),
                _ => ends,
            };
            if tells {
                let value = values[figures.len() % values.len()];
                let text = format!("{kind} {} {quarter} actual - {value} {} -", one.code, quarter.end());
                figures.push(observation(&text));
            }
        }
    }
    figures
}

/// The total worked out from the figures themselves: of who is not below a district that tells of itself.
fn total(catalogue: &Catalogue, figures: &[Observation], kind: &str, asked: Period) -> i64 {
    let telling: BTreeSet<&OrganizationCode> = figures.iter().map(|one| &one.figure.organization).collect();
    let last_of = |of: &OrganizationCode| {
        let own = figures.iter().filter(|one| one.figure.organization == *of);
        own.map(|one| one.figure.period)
            .filter(|one| asked.its_year().contains(*one) && one.end() <= asked.end())
            .max_by_key(|one| one.end())
    };
    let counts = |one: &&Observation| {
        let of = catalogue.organization(&one.figure.organization).unwrap();
        let is_within = of.placements[0].parent.as_ref().is_some_and(|parent| telling.contains(parent));
        !is_within
            && match kind {
                "flow" => asked.contains(one.figure.period),
                "cumulative" if is_closed(catalogue, of) => Some(one.figure.period) == last_of(&of.code),
                _ => one.figure.period.end() == asked.end(),
            }
    };
    figures.iter().filter(counts).filter_map(|one| one.figure.value).sum()
}

fn sum(report: &Report) -> i64 {
    report.rows.iter().filter_map(|row| row.actual).map(|amount| amount.units).sum()
}

/// What became of whom, and what is told of it.
fn shape(report: &Report) -> String {
    let successions = report.catalogue.parts().successions.iter().map(ToString::to_string);
    let row = |row: &Row| {
        format!(
            "{} {:?} {} {}/{}",
            row.organization,
            row.actual.map(|one| one.units),
            row.status,
            row.coverage.reported,
            row.coverage.expected
        )
    };
    successions.chain(report.rows.iter().map(row)).collect::<Vec<_>>().join("\n")
}

/// Holds all promises for a city.
fn check(catalogue: &Arc<Catalogue>, kind: &str, figures: &[Observation], trees: &[&str]) {
    let cube = Cube::new(catalogue.clone(), Revision(1), figures.to_vec());
    let city = OrganizationCode::parse("city").unwrap();
    let top = Some(Some(&city));
    // What a district tells of itself cannot be shared out among those that leave it.
    let tells = figures.iter().any(|one| ["north", "south"].contains(&one.figure.organization.as_str()));
    for asked in ["2020", "2021", "2021-Q3", "2022-H2", "2023", "2024", "2024-Q2", "2025-Q2", "2025"] {
        let expected = total(catalogue, figures, kind, period(asked));
        for tree in trees {
            let ask = |organization: &str| {
                let query =
                    format!("indicator={kind}&organization={organization}&period={asked}&tree={tree}");
                ask_of(&cube, &query).unwrap()
            };
            let city = ask("city");
            assert_eq!(sum(&city), expected, "the city in {asked}, tree {tree}");
            assert_eq!(city.rows[0].coverage.reported, city.rows[0].coverage.expected);
            let parts = ask("city/*");
            let lacking =
                parts.rows.iter().filter(|row| row.actual.is_none() && row.status.as_str() != "M").count();
            let told = parts.notes.iter().filter(|note| matches!(note, Note::NotRestated { .. })).count();
            let whole = parts.rows.iter().all(|row| row.coverage.reported == row.coverage.expected);
            // What is the city's own by then, or not yet another's, is in none of its parts.
            let is_lost = |one: &Organization| {
                let from_nobody = one.code.as_str().starts_with('f');
                (is_closed(catalogue, one) || from_nobody) && one.parent_within(Date::MIN, Date::MAX) == top
            };
            let lost = catalogue.parts().organizations.iter().any(is_lost);
            let before = tree.parse::<Date>().is_ok_and(|day| day < period(asked).end());
            // As it was, what stood is also shown of those who ended within the period.
            if kind == "flow" || *tree != "as-was" {
                assert_eq!(lacking, told, "{asked}, tree {tree}: {:?}", parts.notes);
                assert!(before || tells || lacking == 0 && whole, "{asked}, tree {tree}: {}", shape(&parts));
                assert!(
                    lacking > 0 || !whole || lost || sum(&parts) == expected,
                    "the parts in {asked}, tree {tree}, are not {expected}: {}",
                    shape(&parts)
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_tree_has_the_same_total_and_nothing_is_lost_or_counted_twice(
        history in histories(), deep: bool, telling in 0..4_usize, kind in "flow|stock|cumulative",
        values in proptest::collection::vec(-1_000..1_000_000_i64, 7)
    ) {
        let catalogue = reorganized(&history, deep);
        let telling: &[&str] = [&[][..], &["north"], &["south"], &["north", "south"]][telling];
        let figures = filed(&catalogue, &kind, &values, telling);
        check(&catalogue, &kind, &figures, &["as-was", "as-is", "2020-06-30", "2021-07-01", "2023-06-30", "2025-01-01"]);
    }
}

#[test]
fn the_city_of_30_districts_is_that_of_126_wards_and_communes() {
    let district = |number: usize| {
        let kind =
            if number < 13 { OrganizationKind::UrbanDistrict } else { OrganizationKind::RuralDistrict };
        let validity = Validity { from: None, until: "2025-07-01".parse().ok() };
        organization(&format!("d{number:02}"), Some("city"), kind, validity)
    };
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let mut all: Vec<_> = std::iter::once(top).chain((0..30).map(district)).collect();
    let sample = sample_reorganization(&all);
    all.extend(sample.begun);
    let catalogue = catalogue_with(all, sample.successions);
    for kind in ["flow", "stock"] {
        let figures = filed(&catalogue, kind, &[3, 1_000_003, 0, 77, 12_345], &[]);
        check(&catalogue, kind, &figures, &["as-was", "as-is", "2024-12-31"]);
    }
}
