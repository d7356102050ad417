//! Successions: read exactly, and refused where figures would be lost or counted twice.

use std::collections::BTreeSet;

use crate::domain::{Catalogue, OrganizationCode, SuccessionKind, sample_reorganization};
use crate::intake::catalogue::{Tables, catalogue};
use crate::intake::demo;
use crate::intake::problem::Lang;

const ORGANIZATIONS: &str = "code,parent,name_vi,name_en,kind,valid_from,valid_to,successors\n\
    city,,C,C,city,,,\n\
    north,city,N,N,urban-district,,2025-07-01,\n\
    south,city,S,S,urban-district,,2025-07-01,ward-2;ward-3\n\
    west,city,W,W,urban-district,,,\n\
    below,north,B,B,commune,,2025-07-01,\n\
    ward-1,city,1,1,ward,2025-07-01,,\n\
    ward-2,city,2,2,ward,2025-07-01,,\n\
    ward-3,city,3,3,ward,2025-07-01,,\n";

fn tables(successions: &str) -> Tables {
    let text = format!("on,kind,from,to,weight\n{successions}");
    demo::tables()
        .with("organizations.csv", ORGANIZATIONS.as_bytes())
        .with("charts.csv", &b"slug,kind,query,category,title_vi,title_en\n"[..])
        .with("successions.csv", text.into_bytes())
}

#[track_caller]
fn told(successions: &str) -> Vec<String> {
    let problems = catalogue(&tables(successions), &Catalogue::default()).expect_err("they were taken");
    for problem in &problems {
        let (vi, en) = (problem.fault.remedy(Lang::Vi), problem.fault.remedy(Lang::En));
        assert!(!vi.is_empty() && vi != en, "{vi}");
    }
    problems.iter().map(|one| format!("{} {} {}", one.file.unwrap_or("-"), one.line, one.code())).collect()
}

#[test]
fn splits_and_merges_are_read_with_their_exact_weights() {
    let rows = "2025-07-01,split,north,ward-1,0.333333\n2025-07-01,split,north,ward-2,0.666667\n\
                2025-07-01,split,south,ward-2,0.5\n2025-07-01,split,south,ward-3,0.5\n2025-07-01,close,below,,\n";
    let parts = catalogue(&tables(rows), &Catalogue::default()).unwrap();
    let weights: Vec<u32> = parts.successions.iter().map(|one| one.weight.millionths()).collect();
    assert_eq!(weights, [333_333, 666_667, 500_000, 500_000, 1_000_000]);
    assert_eq!(parts.successions[4].kind, SuccessionKind::Close);
    let catalogue = Catalogue::new(parts).unwrap();
    let ward = OrganizationCode::parse("ward-2").unwrap();
    let (before, after) = ("2024-12-31".parse().unwrap(), "2025-12-31".parse().unwrap());
    let there = |code: &&OrganizationCode| catalogue.organization(code).unwrap().exists_on(before);
    let came = catalogue.lineage().ancestors(&ward, before, after);
    let came: Vec<_> = came.iter().filter(there).map(OrganizationCode::as_str).collect();
    assert_eq!(came, ["north", "south"]);
}

#[test]
fn one_that_goes_on_says_what_it_keeps() {
    let rows = "2025-07-01,split,west,west,0.75\n2025-07-01,split,west,ward-1,0.25\n";
    assert_eq!(catalogue(&tables(rows), &Catalogue::default()).unwrap().successions.len(), 2);
    assert_eq!(told("2025-07-01,merge,west,ward-1,1\n"), ["successions.csv 2 invalid-succession-day"]);
}

#[test]
fn what_would_lose_figures_or_count_them_twice_is_refused() {
    let faults = [
        (
            "2025-07-01,split,south,ward-2,0.5\n2025-07-01,split,south,ward-3,0.4\n",
            "successions.csv 2 invalid-succession-weights",
        ),
        (
            "2025-07-01,split,south,ward-2,0.5\n2025-07-01,split,south,ward-2,0.5\n",
            "successions.csv 2 invalid-succession",
        ),
        ("2025-07-01,split,south,ward-2,1\n", "successions.csv 2 invalid-succession"),
        ("2025-07-01,merge,west,west,1\n", "successions.csv 2 invalid-succession"),
        ("2025-07-01,rename,west,west,\n", "successions.csv 2 invalid-succession"),
        ("2025-07-01,close,south,ward-2,\n", "successions.csv 2 invalid-succession"),
        ("2025-07-02,merge,north,ward-1,\n", "successions.csv 2 invalid-succession-day"),
        ("2025-07-01,merge,north,below,\n", "successions.csv 2 invalid-succession-day"),
        (
            "2025-07-01,merge,below,ward-1,\n2025-07-01,merge,north,ward-2,\n",
            "successions.csv 3 invalid-succession-level",
        ),
    ];
    for (rows, fault) in faults {
        let told = told(rows);
        assert!(told.contains(&fault.to_owned()), "{rows}: {told:?}");
    }
}

#[test]
fn every_faulty_cell_is_told_with_its_line() {
    let rows = "July,merge,north,ward-1,\n2025-07-01,join,north,ward-1,1\n2025-07-01,split,north,nowhere,0\n";
    assert_eq!(
        told(rows),
        [
            "successions.csv 2 invalid-date",
            "successions.csv 3 invalid-succession-kind",
            "successions.csv 4 unknown-organization",
            "successions.csv 4 invalid-weight",
        ]
    );
}

#[test]
fn both_tables_name_the_same_successors() {
    assert_eq!(told("2025-07-01,merge,south,ward-2,\n"), ["organizations.csv 4 invalid-successors"]);
}

#[test]
fn thirty_districts_become_126_sample_wards_and_communes() {
    let before = catalogue(&demo::tables(), &Catalogue::default()).unwrap();
    let sample = sample_reorganization(&before.organizations);
    assert_eq!(sample.begun.len(), 126);
    let froms: BTreeSet<_> = sample.successions.iter().map(|one| &one.from).collect();
    assert_eq!(froms.len(), 30);
    let of_two = |code: &OrganizationCode| {
        sample.successions.iter().filter(|one| one.to.as_ref() == Some(code)).count() > 1
    };
    assert!(sample.begun.iter().filter(|one| of_two(&one.code)).count() >= 10);
    assert!(sample.begun.iter().all(|one| one.names.vi.contains("mẫu") && one.names.en.contains("Sample")));

    let mut parts = before;
    parts.organizations.extend(sample.begun);
    parts.successions = sample.successions;
    assert_eq!(Catalogue::new(parts).err(), None);
}
