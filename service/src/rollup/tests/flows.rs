//! Flows from what runs up.

use super::fixtures::{
    actuals, ask, ask_of, catalogue, catalogue_with, city, observation, organization, sensitive,
};
use crate::cube::Cube;
use crate::domain::{
    OrganizationCode, OrganizationKind, Revision, Status, Succession, SuccessionKind, Validity, Weight,
};
use crate::rollup::{Note, Refusal, Rule};

/// What had run up in `a` by the end of each quarter but the last.
pub(super) const RUN_UP: [&str; 3] = [
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
        let months = row.receipts[0]
            .holes
            .iter()
            .flat_map(|hole| &hole.months)
            .map(ToString::to_string)
            .collect::<Vec<_>>();
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
fn what_neither_flows_nor_runs_up_is_refused() {
    for kind in ["stock", "index", "rank"] {
        let cube = Cube::new(city(), Revision(1), Vec::new());
        let query = format!("indicator=flow,{kind}&organization=a&period=2022&as=cumulative");
        assert!(matches!(ask_of(&cube, &query), Err(Refusal::NotReckoned { .. })), "{kind}");
    }
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

pub(super) fn merged_with(figures: &[&str]) -> Cube {
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
