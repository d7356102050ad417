//! Flows from what runs up and what runs up from flows; years to date with holes; the weight of those who reported.

use super::fixtures::{
    actuals, ask, ask_of, catalogue, catalogue_with, city, observation, organization, sensitive,
};
use crate::cube::Cube;
use crate::domain::{
    OrganizationCode, OrganizationKind, Qualifier, Revision, Status, Succession, SuccessionKind, Validity,
    Weight,
};
use crate::rollup::{Note, Refusal, Rule};

/// What had run up in `a` by the end of each quarter but the last.
const RUN_UP: [&str; 3] = [
    "cumulative a 2022-Q1 actual - 10 2022-03-31 -",
    "cumulative a 2022-06 actual - 25 2022-06-30 -",
    "cumulative a 2022-9M actual - 60 2022-09-30 -",
];

#[test]
fn a_flow_is_what_had_run_up_by_the_end_without_what_had_before() {
    let query = "indicator=cumulative&organization=a&period=2022-Q1..2022-Q4&as=flow&explain=true";
    let report = ask(&RUN_UP, query);
    let flows: Vec<_> = report.rows.iter().map(|row| row.actual.map(|amount| amount.units)).collect();
    assert_eq!(flows, [Some(10), Some(15), Some(35), None]);
    let receipt = &report.rows[2].receipts[0];
    assert_eq!(receipt.rule, Rule::DifferenceOfCumulatives);
    assert_eq!((receipt.figures[0].figure.value, receipt.taken_away[0].figure.value), (Some(60), Some(25)));
    assert_eq!(report.rows[2].as_of.unwrap().to_string(), "2022-09-30");
    assert!(matches!(&report.notes[..], [Note::Reckoned { .. }, ..]));
    let of = |period: &str| {
        actuals(&RUN_UP, &format!("indicator=cumulative&organization=a&period={period}&as=flow"))
    };
    assert_eq!((of("2022-H1"), of("2022-9M")), (vec![Some(25)], vec![Some(60)]), "a year begins at zero");
    assert_eq!(of("2022-09"), [None], "nobody said what had run up by August");
    assert_eq!(of("2022"), [Some(60)], "so far");
}

#[test]
fn a_flow_is_not_taken_between_days_that_lie_otherwise_in_their_months() {
    let mut figures = vec![
        "cumulative a 2022-06 actual - 25 2022-06-14 -",
        "cumulative a 2022-09 actual - 60 2022-09-14 -",
        "cumulative a 2022-10 actual - 66 2022-10-31 -",
    ];
    let of = |figures: &[&str], period: &str| {
        actuals(figures, &format!("indicator=cumulative&organization=a&period={period}&as=flow"))
    };
    assert_eq!(of(&figures, "2022-Q3"), [Some(35)], "a form that closes on the 14th");
    assert_eq!(of(&figures, "2022-10"), [None]);
    figures[0] = "cumulative a 2022-05 actual - 25 2022-05-31 -";
    assert_eq!(of(&figures, "2022-Q3"), [None], "June is not known");
}

#[test]
fn flows_of_children_add_up_and_whoever_lacks_an_end_is_missing() {
    let figures = [
        &RUN_UP[..],
        &["cumulative b 2022-H1 actual - 3 2022-06-30 -", "cumulative b 2022-Q3 actual - 5 2022-09-30 -"],
        &["cumulative old 2022-9M actual - 100 2022-09-30 -"],
    ]
    .concat();
    let report = ask(&figures, "indicator=cumulative&organization=city&period=2022-Q3&as=flow");
    let row = &report.rows[0];
    assert_eq!((row.actual.unwrap().units, row.status), (37, Status::Provisional));
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 3));
    let whole = [&figures[..], &["cumulative old 2022-H1 actual - 90 2022-06-30 -"]].concat();
    let report = ask(&whole, "indicator=cumulative&organization=city&period=2022-Q3&as=flow");
    assert_eq!((report.rows[0].actual.unwrap().units, report.rows[0].status), (47, Status::Normal));
    // A reported total may hold more than the children have, so one end of each is no difference.
    let mixed = [&whole[..], &["cumulative city 2022-9M actual - 300 2022-09-30 -"]].concat();
    assert_eq!(actuals(&mixed, "indicator=cumulative&organization=city&period=2022-Q3&as=flow"), [Some(47)]);
}

#[test]
fn a_flow_from_january_is_provisional_while_months_of_it_are_untold() {
    let told = |query: &str| {
        let report = ask(&RUN_UP, &format!("indicator=cumulative&{query}&as=flow&explain=true"));
        let row = &report.rows[0];
        let months = row.receipts[0].missing_months.iter().map(ToString::to_string).collect::<Vec<_>>();
        (row.actual.unwrap().units, row.status, row.coverage.reported, months.join(" "))
    };
    let year = (60, Status::Provisional, 0, "2022-10 2022-11 2022-12".to_owned());
    assert_eq!(told("organization=a&period=2022"), year);
    assert_eq!(told("organization=city&period=2022"), year);
    assert_eq!(told("organization=a&period=2022-9M"), (60, Status::Normal, 1, String::new()));
    let so_far = (60, Status::Provisional, 0, "2022-10".to_owned());
    assert_eq!(told("organization=a&period=2022&as_of=2022-11-20"), so_far, "November is not over");
    assert_eq!(told("organization=a&period=2022&as_of=2022-10-20"), (60, Status::Normal, 1, String::new()));
    let plan = ["cumulative a 2022 plan - 80 2022-01-05 -"];
    let report = ask(&plan, "indicator=cumulative&organization=a&period=2022&measure=plan&as=flow");
    assert_eq!(report.rows[0].plan.unwrap().units, 80);
    let has_holes = report.notes.iter().any(|note| matches!(note, Note::HoleInYear { .. }));
    assert!(!has_holes, "a plan is made when it is made: {:?}", report.notes);
}

#[test]
fn what_runs_up_is_added_up_from_january() {
    let months: Vec<String> =
        (1..=8).map(|month| format!("flow a 2022-0{month} actual - {month} - -")).collect();
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    let of = |period: &str| {
        actuals(&months, &format!("indicator=flow&organization=a&period={period}&as=cumulative"))
    };
    assert_eq!(
        (of("2022-01"), of("2022-02"), of("2022-Q2"), of("2022-08")),
        (vec![Some(1)], vec![Some(3)], vec![Some(21)], vec![Some(36)])
    );
    assert_eq!(
        of("2022-01..2022-08").into_iter().flatten().collect::<Vec<_>>(),
        [1, 3, 6, 10, 15, 21, 28, 36]
    );
    let report = ask(&months, "indicator=flow&organization=a&period=2022-08&as=cumulative&explain=true");
    assert_eq!(
        (report.rows[0].receipts[0].rule, report.rows[0].receipts[0].figures.len()),
        (Rule::SumOfPeriods, 8)
    );
    assert_eq!(actuals(&months, "indicator=flow&organization=a&period=2022-08"), [Some(8)], "as it is filed");
}

#[test]
fn a_year_to_date_with_a_hole_is_provisional_and_says_whose_and_which() {
    let mut figures: Vec<String> = Vec::new();
    for organization in ["a", "b"] {
        figures.extend((1..=6).map(|month| format!("flow {organization} 2022-0{month} actual - 10 - -")));
    }
    figures.push("flow old 2022-Q1 actual - 30 - -".to_owned());
    figures.push("flow old 2022-06 actual - 10 - -".to_owned());
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let report = ask(&figures, "indicator=flow&organization=city&period=2022-H1&as=cumulative&explain=true");
    let row = &report.rows[0];
    assert_eq!((row.actual.unwrap().units, row.status), (160, Status::Provisional));
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 3));
    let told = report.notes.iter().find_map(|note| match note {
        Note::HoleInYear { months, organizations, .. } => Some((months, organizations)),
        _ => None,
    });
    let (months, organizations) = told.unwrap();
    assert_eq!(months.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2022-04", "2022-05"]);
    assert_eq!(organizations.iter().map(OrganizationCode::as_str).collect::<Vec<_>>(), ["old"]);
    assert_eq!(row.receipts[0].missing_months.len(), 2);
    assert_eq!(
        actuals(&figures, "indicator=flow&organization=old&period=2022-H1"),
        [None],
        "a half is all of it"
    );
}

#[test]
fn months_to_come_are_no_hole() {
    let figures: Vec<String> =
        (1..=12).map(|month| format!("flow a 2025-{month:02} actual - 1 - -")).collect();
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let query = "indicator=flow&organization=a&period=2025&as=cumulative&as_of=2025-05-31";
    let report = ask(&figures, query);
    assert_eq!((report.rows[0].actual.unwrap().units, report.rows[0].status), (5, Status::Normal));
    assert_eq!(report.rows[0].as_of.unwrap().to_string(), "2025-05-31");
}

#[test]
fn what_runs_up_in_a_city_is_provisional_while_one_of_it_is_months_behind() {
    let figures = [
        &RUN_UP[..],
        &["cumulative b 2022-9M actual - 5 2022-09-25 -", "cumulative old 2022-07 actual - 7 2022-07-31 -"],
    ]
    .concat();
    let report = ask(&figures, "indicator=cumulative&organization=city&period=2022&explain=true");
    let row = &report.rows[0];
    assert_eq!((row.actual.unwrap().units, row.status), (72, Status::Provisional));
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 3));
    let receipt = &row.receipts[0];
    assert_eq!(receipt.missing[0].as_str(), "old");
    assert_eq!(
        receipt.missing_months.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2022-08", "2022-09"]
    );
    assert!(matches!(&report.notes[..], [Note::HoleInYear { .. }]));
    // A plan is made when it is made.
    let plans = [
        "cumulative a 2022 plan - 5 2022-01-01 -",
        "cumulative b 2022 plan - 5 2022-06-01 -",
        "cumulative old 2022 plan - 5 2022-01-01 -",
    ];
    let report = ask(&plans, "indicator=cumulative&organization=city&period=2022&measure=plan");
    assert_eq!(report.notes, []);
}

#[test]
fn a_quarter_follows_from_the_years_to_date_that_were_reported() {
    let figures = [
        "flow a 2022-Q1 actual - 10 - -",
        "flow a 2022-H1 actual - 25 - -",
        "flow a 2022-9M actual - 60 - -",
        "flow a 2022 actual - 61 2022-10-20 -",
    ];
    let report = ask(&figures, "indicator=flow&organization=a&period=2022-Q1..2022-Q4&explain=true");
    let quarters: Vec<_> = report.rows.iter().map(|row| row.actual.map(|amount| amount.units)).collect();
    assert_eq!(quarters, [Some(10), Some(15), Some(35), None], "the year has not run to its end");
    let receipt = &report.rows[2].receipts[0];
    assert_eq!(receipt.rule, Rule::DifferenceOfPeriods);
    assert_eq!((receipt.figures[0].figure.value, receipt.taken_away[0].figure.value), (Some(60), Some(25)));
    let whole =
        [&figures[..3], &["flow b 2022-Q3 actual - 4 - -", "flow old 2022-Q3 actual - 1 - -"]].concat();
    assert_eq!(actuals(&whole, "indicator=flow&organization=city&period=2022-Q3"), [Some(40)]);
    // The sum of the months, as it is told of, is taken away from the quarter.
    let months =
        ["flow a 2022-Q2 actual - 9 - -", "flow a 2022-04 actual - 2 - -", "flow a 2022-06 actual - 3 - -"];
    assert_eq!(actuals(&months, "indicator=flow&organization=a&period=2022-05"), [Some(4)]);
}

#[test]
fn what_is_left_of_more_than_a_number_is_more_than_the_rest() {
    let mut figures: Vec<_> =
        ["flow a 2022-H1 actual - 25 - -", "flow a 2022-9M actual - 60 - -"].map(observation).into();
    figures[0].figure.qualifier = Some(Qualifier::MoreThan);
    let cube = Cube::new(city(), Revision(1), figures);
    let report = ask_of(&cube, "indicator=flow&organization=a&period=2022-Q3").unwrap();
    assert_eq!(report.rows[0].qualifier, Some(Qualifier::LessThan));
}

#[test]
fn what_neither_flows_nor_runs_up_is_refused() {
    for kind in ["stock", "index", "rank"] {
        let cube = Cube::new(city(), Revision(1), Vec::new());
        let query = format!("indicator=flow,{kind}&organization=a&period=2022&as=cumulative");
        assert!(matches!(ask_of(&cube, &query), Err(Refusal::NotReckoned { .. })), "{kind}");
    }
}

#[test]
fn a_year_to_date_is_compared_with_the_same_months_of_the_year_before() {
    let mut figures: Vec<String> = Vec::new();
    figures.extend((1..=12).map(|month| format!("flow a 2024-{month:02} actual - 10 - -")));
    figures.extend((1..=5).map(|month| format!("flow a 2025-{month:02} actual - 11 - -")));
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let change = |query: &str| {
        let row = ask(&figures, query).rows.remove(0);
        row.change.unwrap().absolute.map(|amount| amount.units)
    };
    assert_eq!(change("indicator=flow&organization=a&period=2025-05&as=cumulative"), Some(5));
    assert_eq!(change("indicator=flow&organization=a&period=2025&as=cumulative&as_of=2025-05-31"), Some(5));
    let flows = [
        "cumulative a 2023-H1 actual - 10 2023-06-30 -",
        "cumulative a 2023-9M actual - 30 2023-09-30 -",
        "cumulative a 2024-H1 actual - 10 2024-06-25 -",
        "cumulative a 2024-9M actual - 35 2024-09-25 -",
    ];
    let report = ask(&flows, "indicator=cumulative&organization=a&period=2024-Q3&as=flow");
    assert_eq!(report.rows[0].change.as_ref().unwrap().absolute.unwrap().units, 5);
    assert!(report.notes.iter().any(|note| matches!(note, Note::NearbyDay { .. })));
}

/// `east` and `west` became `whole` on 1 July 2025.
fn merged() -> Cube {
    merged_with(&[
        "cumulative east 2025-H1 actual - 10 2025-06-30 -",
        "cumulative west 2025-H1 actual - 20 2025-06-30 -",
        "cumulative whole 2025-9M actual - 45 2025-09-30 -",
        "flow east 2025-H1 actual - 10 - -",
        "flow west 2025-H1 actual - 20 - -",
        "flow whole 2025-Q3 actual - 15 - -",
    ])
}

fn merged_with(figures: &[&str]) -> Cube {
    use OrganizationKind::{City, UrbanDistrict};
    let day = "2025-07-01".parse().unwrap();
    let (before, after) =
        (Validity { from: None, until: Some(day) }, Validity { from: Some(day), until: None });
    let code = |text: &str| OrganizationCode::parse(text).unwrap();
    let merge = |from: &str| Succession {
        on: day,
        kind: SuccessionKind::Merge,
        from: code(from),
        to: Some(code("whole")),
        weight: Weight::WHOLE,
    };
    let organizations = vec![
        organization("city", None, City, Validity::default()),
        organization("east", Some("city"), UrbanDistrict, before),
        organization("west", Some("city"), UrbanDistrict, before),
        organization("whole", Some("city"), UrbanDistrict, after),
    ];
    Cube::new(
        catalogue_with(organizations, vec![merge("east"), merge("west")]),
        Revision(1),
        figures.iter().map(|text| observation(text)).collect(),
    )
}

#[test]
fn flows_and_what_runs_up_pass_through_a_merger() {
    let cube = merged();
    let of = |query: &str| ask_of(&cube, query).unwrap().rows[0].actual.map(|amount| amount.units);
    for tree in ["as-was", "as-is", "2025-06-30"] {
        let of = |query: &str| of(&format!("{query}&tree={tree}"));
        assert_eq!(of("indicator=cumulative&organization=city&period=2025-Q3&as=flow"), Some(15), "{tree}");
        assert_eq!(of("indicator=flow&organization=city&period=2025-9M&as=cumulative"), Some(45), "{tree}");
    }
    assert_eq!(of("indicator=cumulative&organization=whole&period=2025-Q3&as=flow"), Some(15));
    assert_eq!(
        of("indicator=cumulative&organization=east&period=2025-Q2&as=flow"),
        None,
        "nobody filed March"
    );
    assert_eq!(of("indicator=cumulative&organization=east&period=2025-Q4&as=flow"), None, "it was no more");
    assert_eq!(of("indicator=flow&organization=whole&period=2025-9M&as=cumulative&tree=as-is"), Some(45));
}

#[test]
fn coverage_tells_what_share_the_reporters_had_the_year_before() {
    let before =
        ["flow a 2021 actual - 70 - -", "flow b 2021 actual - 20 - -", "flow old 2021 actual - 10 - -"];
    let now = ["flow a 2022 actual - 3 - -", "flow b 2022 actual - 4 - -"];
    let weight = |figures: &[&str], query: &str| {
        let report = ask(figures, query);
        report.rows[0].coverage.weight.map(|share| share.to_string())
    };
    let query = "indicator=flow&organization=city&period=2022";
    assert_eq!(weight(&[&before[..], &now[..]].concat(), query).as_deref(), Some("90"));
    assert_eq!(weight(&[&before[..], &now[..1]].concat(), query).as_deref(), Some("70"));
    assert_eq!(
        weight(&[&before[..2], &now[..]].concat(), query),
        None,
        "who is missing had not reported then either"
    );
    assert_eq!(weight(&[&before[1..], &now[..]].concat(), query).as_deref(), Some("66.7"));
    assert_eq!(weight(&now, "indicator=flow&organization=a&period=2022").as_deref(), Some("100"));
    assert_eq!(weight(&before, query).as_deref(), Some("0"));
    let report = ask(&[&before[..], &now[..]].concat(), query);
    assert!(matches!(&report.notes[..], [Note::Incomplete { coverage, .. }] if coverage.weight.is_some()));
}

#[test]
fn a_year_of_one_organization_counts_once() {
    let figures: Vec<String> =
        (1..=12).map(|month| format!("flow a 2022-{month:02} actual - 1 - -")).collect();
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let coverage = ask(&figures, "indicator=flow&organization=city&period=2022").rows[0].coverage;
    assert_eq!((coverage.reported, coverage.expected), (1, 3));
}

#[test]
fn nothing_small_is_worked_out_of_a_sensitive_indicator() {
    use OrganizationKind::{City, UrbanDistrict};
    let organizations = || {
        vec![
            organization("city", None, City, Validity::default()),
            organization("a", Some("city"), UrbanDistrict, Validity::default()),
            organization("b", Some("city"), UrbanDistrict, Validity::default()),
        ]
    };
    let mut figures = Vec::new();
    for (organization, quarters) in [("a", [20, 22, 60]), ("b", [30, 60, 90])] {
        for (period, value) in ["2022-Q1", "2022-H1", "2022-9M"].into_iter().zip(quarters) {
            let day = ["03-31", "06-30", "09-30"]
                [usize::from(period != "2022-Q1") + usize::from(period == "2022-9M")];
            figures.push(observation(&format!(
                "cumulative {organization} {period} actual - {value} 2022-{day} -"
            )));
        }
    }
    let query = "indicator=cumulative&organization=a,b,city&period=2022-Q1..2022-Q3&as=flow";
    let open = ask_of(&Cube::new(catalogue(organizations()), Revision(1), figures.clone()), query).unwrap();
    assert!(open.rows.iter().any(|row| row.actual.is_some_and(|amount| amount.units == 2)));
    let cube = Cube::new(sensitive(organizations()), Revision(1), figures);
    let report = ask_of(&cube, query).unwrap();
    let value = |organization: &str, period: &str| {
        let row = report
            .rows
            .iter()
            .find(|row| row.organization.as_str() == organization && row.period.to_string() == period);
        row.unwrap().actual.map(|amount| amount.units)
    };
    assert_eq!(value("a", "2022-Q2"), None);
    for row in &report.rows {
        let small = row.actual.is_some_and(|amount| (1..5).contains(&amount.units));
        assert!(!small || row.organization.as_str() == "city", "{row:?}");
    }
    // What is shown of the flows does not give away what is hidden of what they come from.
    let filed = ask_of(&cube, "indicator=cumulative&organization=a,b&period=2022-Q1,2022-H1").unwrap();
    let hidden = filed.rows.iter().filter(|row| row.status == Status::Suppressed).count();
    assert!(hidden > 0, "the 2 between them must not be worked out");
}

#[test]
fn who_is_no_more_weighs_what_it_had_in_any_tree() {
    let cube = merged_with(&[
        "flow east 2024-H1 actual - 70 - -",
        "flow west 2024-H1 actual - 30 - -",
        "flow east 2025-H1 actual - 80 - -",
    ]);
    for tree in ["as-was", "as-is", "2025-12-01"] {
        let query = format!("indicator=flow&organization=city&period=2025-H1&tree={tree}");
        let coverage = ask_of(&cube, &query).unwrap().rows[0].coverage;
        assert_eq!((coverage.reported, coverage.expected), (1, 2), "{tree}");
        assert_eq!(coverage.weight.map(|share| share.to_string()).as_deref(), Some("70"), "{tree}");
    }
}

#[test]
fn of_a_part_that_is_behind_all_who_reported_are_missing() {
    use OrganizationKind::{City, UrbanDistrict, Ward};
    let of = |code, parent, kind| organization(code, parent, kind, Validity::default());
    let organizations = vec![
        of("city", None, City),
        of("a", Some("city"), UrbanDistrict),
        of("b", Some("city"), UrbanDistrict),
        of("a1", Some("a"), Ward),
        of("a2", Some("a"), Ward),
        of("b1", Some("b"), Ward),
        of("b2", Some("b"), Ward),
    ];
    let figures = [
        "cumulative a1 2022-10 actual - 10 2022-10-31 -",
        "cumulative a2 2022-10 actual - 10 2022-10-31 -",
        "cumulative b1 2022-9M actual - 10 2022-09-30 -",
        "cumulative b2 2022-9M actual - 10 2022-09-30 -",
    ];
    let cube = Cube::new(catalogue(organizations), Revision(1), figures.map(observation).into());
    let query = "indicator=cumulative&organization=city&period=2022&explain=true";
    let row = ask_of(&cube, query).unwrap().rows.remove(0);
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 4));
    let missing: Vec<_> = row.receipts[0].missing.iter().map(OrganizationCode::as_str).collect();
    assert_eq!(missing, ["b1", "b2"]);
}

#[test]
fn years_to_date_that_lack_different_months_are_not_compared() {
    let now = ["flow a 2022-01 actual - 5 - -", "flow a 2022-03 actual - 5 - -"];
    let row = |others: [&str; 2]| {
        let query = "indicator=flow&organization=a&period=2022-Q1&as=cumulative";
        ask(&[&now[..], &others].concat(), query).rows.remove(0)
    };
    let change = |others| row(others).change.unwrap().absolute.map(|amount| amount.units);
    assert_eq!(change(["flow a 2021-01 actual - 4 - -", "flow a 2021-03 actual - 3 - -"]), Some(3));
    assert_eq!(change(["flow a 2021-02 actual - 4 - -", "flow a 2021-03 actual - 3 - -"]), None);
    let rate = |others| row(others).plan_rate.map(|rate| rate.to_string());
    let same = rate(["flow a 2022-01 plan - 10 - -", "flow a 2022-03 plan - 10 - -"]);
    assert_eq!(same.as_deref(), Some("50"));
    assert_eq!(rate(["flow a 2022-02 plan - 10 - -", "flow a 2022-03 plan - 10 - -"]), None);
}

#[test]
fn what_cannot_exist_as_it_runs_up_cannot_as_it_flows() {
    let figures = [
        &RUN_UP[..],
        &["cumulative b 2022-06 actual - M 2022-06-30 -", "cumulative b 2022-9M actual - M 2022-09-30 -"],
        &["cumulative old 2022-06 actual - 1 2022-06-30 -", "cumulative old 2022-9M actual - 4 2022-09-30 -"],
    ]
    .concat();
    let report = ask(&figures, "indicator=cumulative&organization=b,city&period=2022-Q3&as=flow");
    let [own, city] = &report.rows[..] else { panic!("{:?}", report.rows) };
    assert_eq!((own.actual, own.status), (None, Status::NotApplicable));
    assert_eq!((city.actual.unwrap().units, city.status), (38, Status::Normal));
    assert_eq!((city.coverage.reported, city.coverage.expected), (2, 2));
}

#[test]
fn a_quarter_that_some_filed_is_part_of_the_year_to_date() {
    let figures = [
        "flow city 2022-01 actual - 1 - -",
        "flow a 2022-Q2 actual - 10 - -",
        "flow b 2022-Q2 actual - 10 - -",
    ];
    let report = ask(&figures, "indicator=flow&organization=city&period=2022-H1&as=cumulative");
    assert_eq!((report.rows[0].actual.unwrap().units, report.rows[0].status), (21, Status::Provisional));
}
