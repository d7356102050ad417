//! What disclosure control leaves of a city as there are: everybody files every month, by outcome and in total.

use super::SMALLEST;
use super::city::Chance;
use crate::cube::Cube;
use crate::domain::{Observation, OrganizationKind, Revision, Threshold, Validity};
use crate::rollup::tests::fixtures::{ask_of, observation, organization, sensitive};

const DISTRICTS: u64 = 30;
const OUTCOMES: u64 = 4;

/// Counts up to so many for the most common outcome in a district of middling size, half as many for each other.
fn filed(most: u64) -> Vec<Observation> {
    let chance = &mut Chance(7);
    let mut filed = Vec::new();
    for district in 1..=DISTRICTS {
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

#[test]
fn of_a_typical_city_nearly_every_total_is_shown() {
    let district =
        |at| organization(&format!("n{at}"), Some("n0"), OrganizationKind::Unit, Validity::default());
    let city = organization("n0", None, OrganizationKind::City, Validity::default());
    let organizations = std::iter::once(city).chain((1..=DISTRICTS).map(district)).collect();
    let cube = Cube::new(sensitive(organizations), Revision(1), filed(40));
    let months: Vec<String> = (1..=12).map(|month| format!("2022-{month:02}")).collect();
    assert!(shown(&cube, "2022") > 90, "{}% of the years", shown(&cube, "2022"));
    assert!(shown(&cube, "2022&outcome=*") > 90, "{}% of the outcomes", shown(&cube, "2022&outcome=*"));
    let months = shown(&cube, &months.join(","));
    assert!(months > 90, "{months}% of the months");
}
