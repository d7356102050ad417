//! What holds under any tree of organizations, in whatever order its figures came.

use std::sync::Arc;

use proptest::prelude::*;

use super::fixtures::{ask_of, catalogue, observation, organization};
use crate::cube::Cube;
use crate::domain::{Catalogue, Date, Observation, OrganizationKind, Revision, Validity};

/// A tree of up to 14 nodes: the parent of node n+1 is one of 0..=n.
fn trees() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(any::<prop::sample::Index>(), 1..14)
        .prop_map(|parents| parents.iter().enumerate().map(|(node, parent)| parent.index(node + 1)).collect())
}

fn tree(parents: &[usize]) -> Arc<Catalogue> {
    let node = |at: usize| format!("n{at}");
    let root = organization("n0", None, OrganizationKind::City, Validity::default());
    let others = parents.iter().enumerate().map(|(at, parent)| {
        organization(&node(at + 1), Some(&node(*parent)), OrganizationKind::Unit, Validity::default())
    });
    catalogue(std::iter::once(root).chain(others).collect())
}

/// Random figures of a tree: any node, a few periods, any as-of and publication day.
fn filings() -> impl Strategy<Value = Vec<(usize, usize, i64, u8, u8)>> {
    proptest::collection::vec((0..14_usize, 0..5_usize, 0..1_000_i64, 1..28_u8, 1..28_u8), 0..30)
}

fn observations(filings: &[(usize, usize, i64, u8, u8)], nodes: usize, kind: &str) -> Vec<Observation> {
    let periods = ["2022", "2022-H1", "2022-H2", "2022-Q3", "2022-Q4"];
    let mut seen = std::collections::BTreeSet::new();
    filings
        .iter()
        .filter(|(node, period, _, as_of, known)| seen.insert((node % nodes, *period, *as_of, *known)))
        .map(|(node, period, value, as_of, known)| {
            let (node, period) = (node % nodes, periods[*period]);
            observation(&format!(
                "{kind} n{node} {period} actual - {value} 2023-01-{as_of:02} 2023-02-{known:02}"
            ))
        })
        .collect()
}

fn rows(cube: &Cube, query: &str) -> String {
    format!("{:?}", ask_of(cube, query).map(|report| (report.rows, report.notes)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_parent_equals_its_children_under_any_tree(parents in trees(), values in proptest::collection::vec(0..1_000_i64, 14)) {
        let catalogue = tree(&parents);
        let leaf = |at: usize| !parents.contains(&at);
        let figures = (0..=parents.len()).filter(|at| leaf(*at))
            .map(|at| observation(&format!("flow n{at} 2022 actual - {} - -", values[at % 14]))).collect();
        let cube = Cube::new(catalogue, Revision(1), figures);
        let value = |query: &str| -> i64 {
            ask_of(&cube, query).unwrap().rows.iter().filter_map(|row| row.actual).map(|amount| amount.units).sum()
        };
        for at in (0..=parents.len()).filter(|at| !leaf(*at)) {
            let parent = value(&format!("indicator=flow&organization=n{at}&period=2022"));
            prop_assert_eq!(parent, value(&format!("indicator=flow&organization=n{at}/*&period=2022")));
        }
        let all: i64 = (0..=parents.len()).filter(|at| leaf(*at)).map(|at| values[at % 14]).sum();
        prop_assert_eq!(value("indicator=flow&organization=n0&period=2022"), all);
    }

    #[test]
    fn the_rows_do_not_depend_on_the_order_of_filing(parents in trees(), filings in filings(), kind in "flow|stock|cumulative") {
        let catalogue = tree(&parents);
        let figures = observations(&filings, parents.len() + 1, &kind);
        let mut turned = figures.clone();
        turned.reverse();
        let (one, other) = (Cube::new(catalogue.clone(), Revision(1), figures), Cube::new(catalogue, Revision(1), turned));
        let query = format!("indicator={kind}&organization=n0,n0/**&period=2022,2022-H2");
        prop_assert_eq!(rows(&one, &query), rows(&other, &query));
    }

    #[test]
    fn what_was_known_on_a_day_never_sees_a_later_release(parents in trees(), filings in filings(), kind in "flow|stock|cumulative", day in 1..10_u8) {
        let catalogue = tree(&parents);
        let figures = observations(&filings, parents.len() + 1, &kind);
        let day_text = format!("2023-02-{day:02}");
        let known: Date = day_text.parse().unwrap();
        let before = figures.iter().filter(|one| one.known_on <= known).cloned().collect();
        let (all, then) = (Cube::new(catalogue.clone(), Revision(1), figures), Cube::new(catalogue, Revision(1), before));
        let query = format!("indicator={kind}&organization=n0,n0/**&period=2022,2022-H2&known_on={day_text}");
        prop_assert_eq!(rows(&all, &query), rows(&then, &query));
    }
}
