//! What disclosure control leaves of a city as there are: everybody files every month, by outcome and in total.

use super::SMALLEST;
use super::chance::Chance;
use crate::cube::Cube;
use crate::domain::{Observation, OrganizationKind, Revision, Threshold, Validity};
use crate::rollup::tests::fixtures::{ask_of, observation, organization, sensitive};

const DISTRICTS: u64 = 30;
const OUTCOMES: u64 = 4;

/// Counts up to so many for the most common outcome in a district of middling size, half as many for each other.
fn filed(districts: u64, most: u64) -> Vec<Observation> {
    let chance = &mut Chance(7);
    let mut filed = Vec::new();
    for district in 1..=districts {
        let size = 1 + chance.below(4);
        for month in 1..=12 {
            let counts: Vec<u64> =
                (0..OUTCOMES).map(|outcome| chance.below(((size * most) >> outcome) + 1)).collect();
            let total: u64 = counts.iter().sum();
            let words = |count: u64, breakdown: &str| {
                format!("flow n{district} 2022-{month:02} actual {breakdown} {count} - 2022-{month:02}-28")
            };
            filed.push(observation(&words(total, "-")));
            filed.extend(
                (1..)
                    .zip(&counts)
                    .map(|(at, count): (usize, &u64)| observation(&words(*count, &format!("outcome=m{at}")))),
            );
        }
    }
    filed
}

/// Shown of a hundred counts of the districts that are not small.
fn shown(cube: &Cube, periods: &str) -> usize {
    let bare = cube.clone().with_threshold(Threshold::parse("1").unwrap());
    let query = format!("indicator=flow&organization=n0/*&period={periods}");
    let count = |cube: &Cube| {
        let rows = ask_of(cube, &query).unwrap().rows;
        rows.iter().filter(|row| row.actual.is_some_and(|one| one.units >= SMALLEST)).count()
    };
    count(cube) * 100 / count(&bare)
}

fn city(districts: u64, most: u64) -> Cube {
    let district =
        |at| organization(&format!("n{at}"), Some("n0"), OrganizationKind::Unit, Validity::default());
    let city = organization("n0", None, OrganizationKind::City, Validity::default());
    let organizations = std::iter::once(city).chain((1..=districts).map(district)).collect();
    Cube::new(sensitive(organizations), Revision(1), filed(districts, most))
}

#[test]
fn of_a_typical_city_nearly_every_total_is_shown() {
    let cube = city(DISTRICTS, 40);
    let months: Vec<String> = (1..=12).map(|month| format!("2022-{month:02}")).collect();
    assert!(shown(&cube, "2022") > 90, "{}% of the years", shown(&cube, "2022"));
    assert!(shown(&cube, "2022&outcome=*") > 90, "{}% of the outcomes", shown(&cube, "2022&outcome=*"));
    let months = shown(&cube, &months.join(","));
    assert!(months > 90, "{months}% of the months");
}

/// How long it takes is looked at by hand: `TYPICAL_WARDS=126,8` has so many wards with counts of a month up to so many, and
/// more in large ones.
#[test]
#[expect(clippy::print_stdout, reason = "how long it takes is looked at by hand")]
fn of_wards_with_few_cases_the_city_is_told() {
    let asked = std::env::var("TYPICAL_WARDS").unwrap_or_else(|_| "8,8".to_owned());
    let (wards, most) = asked.split_once(',').unwrap();
    let cube = city(wards.parse().unwrap(), most.parse().unwrap());
    let begun = std::time::Instant::now();
    let report = ask_of(&cube, "indicator=flow&organization=n0,n0/*&period=2022").unwrap();
    let told = report.rows.iter().filter(|row| row.actual.is_some()).count();
    println!("{wards} wards, {} figures, {told} years told, {:?}", cube.len(), begun.elapsed());
    assert!(report.rows[0].actual.is_some());
}
