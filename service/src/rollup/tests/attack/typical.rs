//! What disclosure control leaves of a city as there are: everybody files every month, by outcome and in total.

use std::time::Instant;

use super::city::Chance;
use crate::cube::Cube;
use crate::domain::{Observation, OrganizationKind, Revision, Threshold, Validity};
use crate::rollup::tests::fixtures::{ask_of, observation, organization, sensitive};

#[test]
fn zz_typical() {
    let wanted = std::env::var("TYPICAL").unwrap_or_default();
    for kind in ["flow", "stock", "cumulative"] {
        for (wards, mean) in [(30, 40), (30, 10), (30, 3), (126, 10), (126, 3)] {
            if wanted != format!("{kind}-{wards}-{mean}") {
                continue;
            }
            let chance = &mut Chance(7);
            let mut filed: Vec<Observation> = Vec::new();
            for ward in 1..=wards {
                let size = 1 + chance.below(4);
                let mut run = [0_u64; 5];
                for month in 1..=12 {
                    let counts: Vec<u64> = (0..4)
                        .map(|outcome| {
                            let most = (size * mean) >> outcome;
                            chance.below(most + 1)
                        })
                        .collect();
                    let total: u64 = counts.iter().sum();
                    for (member, count) in std::iter::once(&total).chain(&counts).enumerate() {
                        run[member] += count;
                        let count = if kind == "cumulative" { run[member] } else { *count };
                        let breakdown =
                            if member == 0 { "-".to_owned() } else { format!("outcome=m{member}") };
                        let day = format!("2022-{:02}-{:02}", month, 10 + ward % 5);
                        filed.push(observation(&format!(
                            "{kind} n{ward} 2022-{month:02} actual {breakdown} {count} - {day}"
                        )));
                    }
                }
            }
            let organizations = std::iter::once(organization(
                "n0",
                None,
                OrganizationKind::City,
                Validity::default(),
            ))
            .chain((1..=wards).map(|at| {
                organization(&format!("n{at}"), Some("n0"), OrganizationKind::Unit, Validity::default())
            }));
            let cube = Cube::new(sensitive(organizations.collect()), Revision(1), filed);
            let bare = cube.clone().with_threshold(Threshold::parse("1").unwrap());
            let start = Instant::now();
            ask_of(&cube, &format!("indicator={kind}&organization=n0&period=2022")).unwrap();
            let first = start.elapsed();
            let mut text = String::new();
            for (name, period) in [
                ("year", "2022"),
                ("quarters", "2022-Q1,2022-Q2,2022-Q3,2022-Q4"),
                (
                    "months",
                    "2022-01,2022-02,2022-03,2022-04,2022-05,2022-06,2022-07,2022-08,2022-09,2022-10,2022-11,2022-12",
                ),
            ] {
                for outcome in ["", "&outcome=*"] {
                    let query = format!("indicator={kind}&organization=n0/*&period={period}{outcome}");
                    let (shown, whole) = (ask_of(&cube, &query).unwrap(), ask_of(&bare, &query).unwrap());
                    let large = |units: i64| units >= 5;
                    let n =
                        whole.rows.iter().filter(|row| row.actual.is_some_and(|a| large(a.units))).count();
                    let s =
                        shown.rows.iter().filter(|row| row.actual.is_some_and(|a| large(a.units))).count();
                    text.push_str(&format!(" {name}{outcome} {s}/{n} ({}%)", s * 100 / n.max(1)));
                }
            }
            let (alls, _) = crate::rollup::disclosure::alls(&cube, kind);
            let start = Instant::now();
            ask_of(&cube, &format!("indicator={kind}&organization=n0&period=2022")).unwrap();
            eprintln!(
                "{kind} {wards} mean {mean}: all {alls}, first {first:?}, again {:?}:{text}",
                start.elapsed()
            );
        }
    }
}
