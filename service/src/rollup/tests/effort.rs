//! How much is looked at to hide what is small, and what is done where that would be too much.

use std::sync::Arc;

use super::fixtures::{ask_of, observation, organization, sensitive, sensitive_with};
use crate::cube::{Builder, Cube};
use crate::domain::{
    Catalogue, CatalogueParts, DimensionCode, Observation, Organization, OrganizationKind, Revision, Validity,
};
use crate::rollup::disclosure::{looked_at, parts_done};

/// More than every year here may take.
const MUCH: u64 = 1 << 40;

/// Wards under districts under a city.
fn tree(districts: usize, wards: usize) -> Vec<Organization> {
    let below = |code: String, parent: &str| {
        organization(&code, Some(parent), OrganizationKind::Unit, Validity::default())
    };
    let mut all = vec![organization("city", None, OrganizationKind::City, Validity::default())];
    all.extend((0..districts).map(|at| below(format!("d{at}"), "city")));
    all.extend((0..wards).map(|at| below(format!("w{at}"), &format!("d{}", at % districts))));
    all
}

/// Each ward counts from 0 to 8 in each month, of each member and in all.
fn monthly(wards: usize, year: u16, members: u64) -> Vec<Observation> {
    let mut rows = Vec::new();
    for (ward, month) in (0..wards).flat_map(|ward| (1..=12).map(move |month| (ward, month))) {
        let count = |member: u64| (ward as u64 * 31 + month * 17 + member * 5 + u64::from(year)) * 7 % 9;
        let mut row = |breakdown: &str, count: u64| {
            let text = format!("flow w{ward} {year}-{month:02} actual {breakdown} {count} - 2025-01-10");
            rows.push(observation(&text));
        };
        (1..=members).for_each(|member| row(&format!("subject=m{member}"), count(member)));
        row("-", (1..=members.max(1)).map(count).sum());
    }
    rows
}

#[test]
fn a_year_of_many_small_counts_takes_few_steps() {
    let cube = |wards, members| {
        let rows = monthly(wards, 2024, members);
        Cube::new(sensitive(tree(wards / 4, wards)), Revision(1), rows)
    };
    for (members, most) in [(0, 1_000_000), (2, 8_000_000)] {
        let (steps, all) = looked_at(&cube(40, members), "flow", MUCH)[0];
        assert!(!all && steps < most, "{steps} steps, {members} members");
        let (more, _) = looked_at(&cube(80, members), "flow", MUCH)[0];
        assert!(more < steps * 6, "twice the wards take {more} steps after {steps}, {members} members");
    }
}

#[test]
fn where_too_much_would_have_to_be_looked_at_all_below_the_top_is_hidden() {
    let cube = Cube::new(sensitive(tree(3, 12)), Revision(1), monthly(12, 2024, 2));
    let (steps, all) = looked_at(&cube, "flow", MUCH)[0];
    assert!(!all, "there is a way to show something");
    for most in [1, steps / 100, steps / 2, steps - 1] {
        let (spent, all) = looked_at(&cube, "flow", most)[0];
        assert!(all && spent == most, "{spent} of {steps} steps");
    }
    assert_eq!(looked_at(&cube, "flow", steps + 1)[0], (steps, false));
}

/// As [`sensitive`], with so many dimensions.
fn with_dimensions(count: usize) -> Arc<Catalogue> {
    let catalogue = sensitive_with(tree(2, 4), Vec::new());
    let parts = catalogue.parts();
    let mut indicators = parts.indicators.clone();
    let code = |at: usize| DimensionCode::parse(&format!("x{at}")).unwrap();
    indicators.iter_mut().for_each(|one| one.breakdowns = (0..count).map(code).collect());
    let organizations = parts.organizations.clone();
    Arc::new(Catalogue::new(CatalogueParts { indicators, organizations, ..Default::default() }).unwrap())
}

#[test]
fn figures_of_very_many_dimensions_are_hidden_without_looking_at_each_total() {
    let breakdown: Vec<String> = (0..24).map(|at| format!("x{at}=a")).collect();
    let row =
        |ward: usize| format!("flow w{ward} 2024 actual {} {} - 2025-01-10", breakdown.join(";"), 3 + ward);
    let rows = (0..4).map(|ward| observation(&row(ward))).collect();
    let cube = Cube::new(with_dimensions(24), Revision(1), rows);
    assert_eq!(looked_at(&cube, "flow", MUCH), [(0, true)]);
}

#[test]
fn only_the_years_that_are_asked_for_are_worked_out() {
    let rows = || (2022..2025).flat_map(|year| monthly(4, year, 0));
    let before = Cube::new(sensitive(tree(2, 4)), Revision(1), rows().collect());
    let ask =
        |cube: &Cube, year: &str| ask_of(cube, &format!("indicator=flow&organization=d0,d1&period={year}"));
    ask(&before, "2023").unwrap();
    assert_eq!(parts_done(&before, "flow"), (1, 3));
    let mut builder = Builder::after(&before);
    builder.push(observation("flow w0 2024-03 actual - 41 - 2025-02-10").observed());
    let after = builder.finish(Revision(2));
    assert_eq!(parts_done(&after, "flow"), (1, 3), "2023 is as it was");
    ask(&after, "2022,2024").unwrap();
    assert_eq!(parts_done(&after, "flow"), (3, 3));
}
