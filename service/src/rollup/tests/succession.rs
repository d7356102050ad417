//! What becomes of figures when the tree changes: splits, merges, moves, before and after.

use std::sync::Arc;

use super::fixtures::{ask_of, catalogue_with, observation, organization};
use crate::cube::Cube;
use crate::domain::{
    Catalogue, Date, Organization, OrganizationCode, OrganizationKind, Placement, Revision, Status,
    Succession, SuccessionKind, Validity, Weight,
};
use crate::rollup::{Note, Report, Rule};

fn code(text: &str) -> OrganizationCode {
    OrganizationCode::parse(text).unwrap()
}

/// `a` or, since a day, `a 2025-07-01..`, or until one, `a ..2025-07-01`; below the city.
pub(super) fn unit(text: &str) -> Organization {
    let (code, validity) = text.split_once(' ').unwrap_or((text, ".."));
    let (from, until) = validity.split_once("..").unwrap();
    let validity = Validity { from: from.parse().ok(), until: until.parse().ok() };
    organization(code, Some("city"), OrganizationKind::Unit, validity)
}

/// `2025-07-01 d1 w1 0.25`, or with three words the whole.
pub(super) fn succession(text: &str) -> Succession {
    let words: Vec<&str> = text.split(' ').collect();
    let weight = words.get(3).map_or(Weight::WHOLE, |weight| Weight::parse(weight).unwrap());
    let kind = if weight == Weight::WHOLE { SuccessionKind::Merge } else { SuccessionKind::Split };
    Succession { on: words[0].parse().unwrap(), kind, from: code(words[1]), to: Some(code(words[2])), weight }
}

fn city(units: &[&str], successions: &[&str]) -> Arc<Catalogue> {
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let units = std::iter::once(top).chain(units.iter().map(|text| unit(text))).collect();
    catalogue_with(units, successions.iter().map(|text| succession(text)).collect())
}

/// d1 went to w1 and w2, d2 whole into w2; d3 in two halves; `a` into `b`, which goes on.
fn reorganized() -> Arc<Catalogue> {
    city(
        &[
            "d1 ..2025-07-01",
            "d2 ..2025-07-01",
            "d3 ..2025-07-01",
            "a ..2025-07-01",
            "b",
            "w1 2025-07-01..",
            "w2 2025-07-01..",
            "w3 2025-07-01..",
            "w4 2025-07-01..",
        ],
        &[
            "2025-07-01 d1 w1 0.25",
            "2025-07-01 d1 w2 0.75",
            "2025-07-01 d2 w2",
            "2025-07-01 d3 w3 0.5",
            "2025-07-01 d3 w4 0.5",
            "2025-07-01 a b",
        ],
    )
}

#[track_caller]
fn ask(catalogue: &Arc<Catalogue>, figures: &[&str], query: &str) -> Report {
    let figures = figures.iter().map(|text| observation(text)).collect();
    ask_of(&Cube::new(catalogue.clone(), Revision(1), figures), query).unwrap()
}

fn told(report: &Report) -> Vec<String> {
    let one = |row: &crate::rollup::Row| {
        let value = row.actual.map_or("-".to_owned(), |amount| amount.to_string());
        format!("{} {value} {}", row.organization, row.status)
    };
    report.rows.iter().map(one).collect()
}

const BEFORE: [&str; 5] = [
    "flow d1 2024 actual - 10 - -",
    "flow d2 2024 actual - 7 - -",
    "flow d3 2024 actual - 5 - -",
    "flow a 2024 actual - 4 - -",
    "flow b 2024 actual - 3 - -",
];

#[test]
fn figures_from_before_a_split_and_a_merge_are_told_of_those_who_came_after() {
    let query = "indicator=flow&organization=city,city/*&period=2024&explain=true";
    let was = ask(&reorganized(), &BEFORE, query);
    assert_eq!(told(&was), ["city 29 A", "d1 10 A", "d2 7 A", "d3 5 A", "a 4 A", "b 3 A"]);
    let is = ask(&reorganized(), &BEFORE, &format!("{query}&tree=as-is"));
    assert_eq!(told(&is), ["city 29 A", "b 7 A", "w1 3 E", "w2 14 E", "w3 3 E", "w4 2 E"]);
    let Note::Tree { day, restated, estimated } = is.notes[0] else { panic!("{:?}", is.notes) };
    assert_eq!((day.to_string().as_str(), restated, estimated), ("2026-01-01", 5, 4));
    let receipt = &is.rows[3].receipts[0];
    assert_eq!((receipt.rule, receipt.figures.len(), receipt.successions.len()), (Rule::Restated, 2, 2));
}

#[test]
fn figures_from_after_are_told_of_those_who_were_before_only_where_they_can_be_told_apart() {
    let figures = [
        "flow w1 2025-Q4 actual - 10 - -",
        "flow w2 2025-Q4 actual - 20 - -",
        "flow w3 2025-Q4 actual - 5 - -",
        "flow w4 2025-Q4 actual - 6 - -",
        "flow b 2025-Q4 actual - 9 - -",
    ];
    let query = "indicator=flow&organization=city,city/*&period=2025-Q4";
    let then = ask(&reorganized(), &figures, &format!("{query}&tree=2024-12-31"));
    assert_eq!(told(&then), ["city 50 A", "d1 - L", "d2 - L", "d3 11 A", "a - L", "b - L"]);
    let not_restated = |note: &&Note| matches!(note, Note::NotRestated { .. });
    assert_eq!(then.notes.iter().filter(not_restated).count(), 4);
    let gone = ask(&reorganized(), &figures, "indicator=flow&organization=d1&period=2025-Q4&tree=as-is");
    assert_eq!(told(&gone), ["d1 - M"]);
}

#[test]
fn the_year_of_the_change_holds_both_halves_once() {
    let figures = [
        "flow d1 2025-H1 actual - 8 - -",
        "flow d2 2025-H1 actual - 2 - -",
        "flow d3 2025-H1 actual - 4 - -",
        "flow a 2025-H1 actual - 1 - -",
        "flow b 2025-H1 actual - 1 - -",
        "flow b 2025-H2 actual - 2 - -",
        "flow w1 2025-H2 actual - 5 - -",
        "flow w2 2025-H2 actual - 6 - -",
        "flow w3 2025-H2 actual - 7 - -",
        "flow w4 2025-H2 actual - 8 - -",
    ];
    let query = "indicator=flow&organization=city,city/*&period=2025";
    let is = ask(&reorganized(), &figures, &format!("{query}&tree=as-is"));
    assert_eq!(told(&is), ["city 44 A", "b 4 A", "w1 7 E", "w2 14 E", "w3 9 E", "w4 10 E"]);
    let was = ask(&reorganized(), &figures, query);
    assert_eq!(
        told(&was)[..6],
        ["city 44 A", "d1 8 A", "d2 2 A", "d3 4 A", "a 1 A", "b 3 A"].map(str::to_owned)
    );
    assert_eq!(told(&was)[6..], ["w1 5 A", "w2 6 A", "w3 7 A", "w4 8 A"].map(str::to_owned));
}

#[test]
fn what_stands_is_counted_with_those_who_exist_at_the_end() {
    let catalogue = city(&["d ..2025-07-01", "w 2025-07-01.."], &["2025-07-01 d w"]);
    let figures = ["stock d 2025-Q2 actual - 40 - -", "stock w 2025-Q4 actual - 41 - -"];
    for tree in ["as-was", "as-is"] {
        let query = format!("indicator=stock&organization=city&period=2025,2025-Q2&tree={tree}");
        assert_eq!(told(&ask(&catalogue, &figures, &query)), ["city 41 A", "city 40 A"], "{tree}");
    }
    let is = ask(&catalogue, &figures, "indicator=stock&organization=w&period=2025-Q2&tree=as-is");
    assert_eq!(told(&is), ["w 40 A"], "a rename is exact");
}

#[test]
fn the_year_before_is_that_of_predecessors_beside_what_was_published() {
    let figures = [
        "flow a 2024-Q4 actual - 4 - -",
        "flow b 2024-Q4 actual - 5 - -",
        "flow b 2025-Q4 actual - 20 - -",
        "flow d1 2024-Q4 actual - 10 - -",
        "flow w1 2025-Q4 actual - 6 - -",
    ];
    let change = |organization: &str, more: &str| {
        let query = format!("indicator=flow&organization={organization}&period=2025-Q4{more}");
        let report = ask(&reorganized(), &figures, &query);
        let change = report.rows[0].change.clone().unwrap();
        let restated = change.restated.unwrap();
        let units = |amount: Option<crate::domain::Amount>| amount.map(|amount| amount.units);
        (units(change.absolute), units(restated.actual), units(restated.published), restated.estimated)
    };
    for tree in ["", "&tree=as-is"] {
        assert_eq!(change("b", tree), (Some(11), Some(9), Some(5), false), "{tree}");
        assert_eq!(change("w1", tree), (Some(3), Some(3), None, true), "{tree}");
    }
    let report = ask(&reorganized(), &figures, "indicator=flow&organization=b,w1&period=2025-Q4");
    assert_eq!(report.notes, [Note::YearBeforeRestated { rows: 2, estimated: 1 }]);
}

#[test]
fn the_receipt_of_a_change_names_whose_figures_the_year_before_came_from() {
    let figures = [
        "flow a 2024-Q4 actual - 4 - -",
        "flow b 2024-Q4 actual - 5 - -",
        "flow b 2025-Q4 actual - 20 - -",
        "flow d1 2024-Q4 actual - 10 - -",
        "flow w1 2025-Q4 actual - 6 - -",
    ];
    let told = |organization: &str, explain: &str| {
        let query = format!("indicator=flow&organization={organization}&period=2025-Q4{explain}");
        let receipt = ask(&reorganized(), &figures, &query).rows.remove(0).year_before?;
        let of = |one: &crate::domain::Observation| {
            format!("{} {} {:?}", one.figure.organization, one.figure.period, one.figure.value)
        };
        let came = receipt.successions.iter().map(|one| format!("{}→{}", one.from, one.to.as_ref().unwrap()));
        let figures = receipt.figures.iter().map(of).collect::<Vec<_>>().join(", ");
        Some(format!("{:?}: {figures}; {}", receipt.rule, came.collect::<Vec<_>>().join(", ")))
    };
    let explained = |organization: &str| told(organization, "&explain=true");
    assert_eq!(explained("b").as_deref(), Some("Restated: a 2024-Q4 Some(4), b 2024-Q4 Some(5); a→b"));
    assert_eq!(explained("w1").as_deref(), Some("Restated: d1 2024-Q4 Some(10); d1→w1"));
    assert_eq!(told("b", ""), None, "only who asks for receipts gets them");
    assert_eq!(explained("city"), None, "the whole is what it was");
}

#[test]
fn a_part_of_a_year_is_not_compared_with_a_whole_one() {
    let figures = ["flow d3 2024 actual - 10 - -", "flow w3 2025-H2 actual - 6 - -"];
    let report = ask(&reorganized(), &figures, "indicator=flow&organization=w3&period=2025");
    assert_eq!(report.rows[0].actual.unwrap().units, 6);
    assert_eq!(report.rows[0].change.clone().unwrap().absolute, None);
}

#[test]
fn who_moved_counts_where_it_stands_in_the_tree_and_once() {
    let day: Date = "2025-01-01".parse().unwrap();
    let mut ward = organization(
        "ward",
        Some("north"),
        OrganizationKind::Unit,
        Validity { from: None, until: Some(day) },
    );
    ward.placements
        .push(Placement { parent: Some(code("south")), validity: Validity { from: Some(day), until: None } });
    let below = |name: &str, parent: &str| {
        organization(name, Some(parent), OrganizationKind::Unit, Validity::default())
    };
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let all = vec![
        top,
        below("north", "city"),
        below("south", "city"),
        ward,
        below("n", "north"),
        below("s", "south"),
    ];
    let catalogue = catalogue_with(all, Vec::new());
    let figures =
        ["flow ward 2024 actual - 5 - -", "flow n 2024 actual - 1 - -", "flow s 2024 actual - 2 - -"];
    let query = "indicator=flow&organization=city,city/*&period=2024";
    assert_eq!(told(&ask(&catalogue, &figures, query)), ["city 8 A", "north 6 A", "south 2 A"]);
    let is = ask(&catalogue, &figures, &format!("{query}&tree=as-is"));
    assert_eq!(told(&is), ["city 8 A", "north 1 A", "south 7 A"]);
    let emptied = ["flow ward 2024 actual - 5 - -", "flow s 2024 actual - 2 - -"];
    let mut parts = catalogue.parts().clone();
    parts.organizations.retain(|one| one.code.as_str() != "n");
    let all = Arc::new(Catalogue::new(parts).unwrap());
    let is = ask(&all, &emptied, &format!("{query}&tree=as-is"));
    assert_eq!(told(&is), ["city 7 A", "north - M", "south 7 A"]);
    let only_above = ["flow north 2024 actual - 6 - -", "flow south 2024 actual - 2 - -"];
    let is = ask(&catalogue, &only_above, &format!("{query}&tree=as-is"));
    assert_eq!(told(&is), ["city 8 A", "north - L", "south - L"], "what part moved is not known");
}

/// Below the city `p` and `q`; `r` moved at the end of 2024, from a first parent to a second.
fn moved(from: &str, to: &str) -> Arc<Catalogue> {
    let day: Date = "2025-01-01".parse().unwrap();
    let below = |name: &str, parent: &str, validity| {
        organization(name, Some(parent), OrganizationKind::Unit, validity)
    };
    let mut ward = below("r", from, Validity { from: None, until: Some(day) });
    ward.placements
        .push(Placement { parent: Some(code(to)), validity: Validity { from: Some(day), until: None } });
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let always = Validity::default();
    catalogue_with(vec![top, below("p", "city", always), below("q", "city", always), ward], Vec::new())
}

#[test]
fn who_reported_itself_is_restated_with_what_came_and_without_what_went() {
    let figures = [
        "flow p 2024-08 actual - 10 - -",
        "flow q 2024-08 actual - 7 - -",
        "flow r 2024-08 actual - 3 - -",
        "flow p 2025-08 actual - 15 - -",
        "flow q 2025-08 actual - 12 - -",
    ];
    let query = "indicator=flow&organization=city,p,q&period=2024-08&tree=as-is";
    let came = moved("city", "p");
    assert_eq!(told(&ask(&came, &figures, query)), ["city 20 A", "p 13 A", "q 7 A"]);
    let crossed = moved("p", "q");
    assert_eq!(told(&ask(&crossed, &figures, query)), ["city 17 A", "p 7 A", "q 10 A"]);
    for tree in ["", "&tree=as-is"] {
        let change = |organization: &str| {
            let query = format!("indicator=flow&organization={organization}&period=2025-08{tree}");
            let change = ask(&crossed, &figures, &query).rows[0].change.clone().unwrap();
            (change.absolute.unwrap().units, change.restated.unwrap().actual.unwrap().units)
        };
        assert_eq!((change("p"), change("q")), ((8, 7), (2, 10)), "{tree}");
        let moved = |organization: &str| {
            let query =
                format!("indicator=flow&organization={organization}&period=2025-08{tree}&explain=true");
            let receipt = ask(&crossed, &figures, &query).rows.remove(0).year_before.unwrap();
            [receipt.figures, receipt.taken_away].map(|figures| {
                figures.iter().map(|one| one.figure.organization.to_string()).collect::<Vec<_>>().join(",")
            })
        };
        assert_eq!((moved("p"), moved("q")), (["p", "r"].map(str::to_owned), ["r,q", ""].map(str::to_owned)));
    }
    let then = "indicator=flow&organization=p,q&period=2025-08&tree=2024-12-31";
    assert_eq!(told(&ask(&crossed, &figures, then)), ["p - L", "q - L"], "nobody knows what r did");
}

#[test]
fn what_is_not_exactly_known_of_a_move_is_not_restated() {
    let crossed = moved("p", "q");
    let not_restated = |figures: &[&str], query: &str| {
        let report = ask(&crossed, figures, query);
        let notes = report.notes.iter().filter(|note| matches!(note, Note::NotRestated { .. })).count();
        assert_eq!((told(&report), notes), (vec!["p - L".to_owned(), "q - L".to_owned()], 2), "{query}");
    };
    let query = "organization=p,q&period=2024-08&tree=as-is";
    let own = ["flow p 2024-08 actual - 10 - -", "flow q 2024-08 actual - 7 - -"];
    not_restated(&own, &format!("indicator=flow&{query}"));
    let at_other_times = [
        "cumulative p 2024-08 actual - 10 2024-08-31 -",
        "cumulative q 2024-08 actual - 7 2024-08-31 -",
        "cumulative r 2024 actual - 3 2024-07-31 -",
    ];
    not_restated(&at_other_times, "indicator=cumulative&organization=p,q&period=2024&tree=as-is");
    let ranks =
        ["rank p 2024-08 actual - 1 - -", "rank q 2024-08 actual - 2 - -", "rank r 2024-08 actual - 3 - -"];
    not_restated(&ranks, &format!("indicator=rank&{query}"));
}

#[test]
fn what_does_not_add_up_is_carried_only_under_another_name() {
    let units = ["d ..2025-07-01", "e ..2025-07-01", "f ..2025-07-01", "w 2025-07-01..", "x 2025-07-01.."];
    let catalogue = city(&units, &["2025-07-01 d w", "2025-07-01 e x", "2025-07-01 f x"]);
    let figures =
        ["index d 2024 actual - 7 - -", "index e 2024 actual - 8 - -", "index f 2024 actual - 9 - -"];
    let is = ask(&catalogue, &figures, "indicator=index&organization=w,x&period=2024&tree=as-is");
    assert_eq!(told(&is), ["w 7 A", "x - L"]);
}

#[test]
fn a_predecessor_that_did_not_report_leaves_a_hole() {
    let is = ask(&reorganized(), &BEFORE[1..], "indicator=flow&organization=w2,city&period=2024&tree=as-is");
    assert_eq!(
        (is.rows[0].status, is.rows[0].coverage.reported, is.rows[0].coverage.expected),
        (Status::Provisional, 1, 2)
    );
    assert_eq!(told(&is)[1], "city 19 P");
}
