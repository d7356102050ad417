//! Small hand-made cities, figures in one line, and questions to them.

use std::sync::Arc;

use crate::cube::Cube;
use crate::domain::{
    Breakdown, Catalogue, CatalogueParts, Date, DimensionCode, Figure, Indicator, IndicatorCode, Kind,
    Measure, Names, Observation, Organization, OrganizationCode, OrganizationKind, Period, Placement,
    Polarity, Query, Revision, SourceId, Status, Succession, Validity,
};
use crate::rollup::{Refusal, Report, answer};

/// Every kind has an indicator of its name; decimals 0, breakdowns `subject` and `outcome`.
fn indicator(kind: Kind) -> Indicator {
    Indicator {
        code: IndicatorCode::parse(kind.as_str()).unwrap(),
        names: Names::default(),
        unit: "case".to_owned(),
        unit_names: Names::default(),
        kind,
        decimals: 0,
        polarity: Polarity::Neutral,
        sensitive: false,
        breakdowns: ["subject", "outcome"].iter().map(|code| DimensionCode::parse(code).unwrap()).collect(),
        theme: String::new(),
    }
}

pub(super) fn organization(
    code: &str,
    parent: Option<&str>,
    kind: OrganizationKind,
    validity: Validity,
) -> Organization {
    Organization {
        code: OrganizationCode::parse(code).unwrap(),
        names: Names::default(),
        kind,
        placements: vec![Placement {
            parent: parent.map(|code| OrganizationCode::parse(code).unwrap()),
            validity,
        }],
        successors: Vec::new(),
    }
}

pub(super) fn catalogue(organizations: Vec<Organization>) -> Arc<Catalogue> {
    catalogue_with(organizations, Vec::new())
}

pub(super) fn catalogue_with(
    organizations: Vec<Organization>,
    successions: Vec<Succession>,
) -> Arc<Catalogue> {
    catalogue_of(organizations, successions, false)
}

/// One where every indicator is sensitive.
pub(super) fn sensitive(organizations: Vec<Organization>) -> Arc<Catalogue> {
    sensitive_with(organizations, Vec::new())
}

pub(super) fn sensitive_with(
    organizations: Vec<Organization>,
    successions: Vec<Succession>,
) -> Arc<Catalogue> {
    catalogue_of(organizations, successions, true)
}

fn catalogue_of(
    organizations: Vec<Organization>,
    successions: Vec<Succession>,
    sensitive: bool,
) -> Arc<Catalogue> {
    let indicators = Kind::ALL.iter().map(|kind| Indicator { sensitive, ..indicator(*kind) }).collect();
    let parts = CatalogueParts { indicators, organizations, successions, ..CatalogueParts::default() };
    Arc::new(Catalogue::new(parts).unwrap())
}

/// A country, a city, three districts; `old` ended and `new` began on 1 July 2025.
pub(super) fn city() -> Arc<Catalogue> {
    use OrganizationKind::{City, Country, UrbanDistrict};
    let change: Date = "2025-07-01".parse().unwrap();
    let always = Validity::default();
    catalogue(vec![
        organization("country", None, Country, always),
        organization("city", Some("country"), City, always),
        organization("a", Some("city"), UrbanDistrict, always),
        organization("b", Some("city"), UrbanDistrict, always),
        organization("old", Some("city"), UrbanDistrict, Validity { from: None, until: Some(change) }),
        organization("new", Some("city"), UrbanDistrict, Validity { from: Some(change), until: None }),
    ])
}

/// `flow a 2022 actual subject=member 5 2022-12-20 2022-12-27`: the words of a figure, then as-of and known-on days.
pub(super) fn observation(text: &str) -> Observation {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [indicator, organization, period, measure, breakdown, value, as_of, known_on] = words[..] else {
        panic!("eight words: {text}")
    };
    let revision = Revision(1);
    Observation {
        figure: Figure {
            indicator: IndicatorCode::parse(indicator).unwrap(),
            organization: OrganizationCode::parse(organization).unwrap(),
            period: Period::parse(period).unwrap(),
            measure: Measure::parse(measure).unwrap(),
            breakdown: Breakdown::parse(breakdown.trim_matches('-')).unwrap(),
            value: value.parse().ok(),
            as_of: as_of.parse().ok(),
            qualifier: None,
            status: match value {
                "-" => Status::NotReported,
                "Q" => Status::Suppressed,
                "M" => Status::NotApplicable,
                _ => Status::Normal,
            },
            source: Some(SourceId::of_filing(revision)),
        },
        known_on: known_on.parse().unwrap_or("2000-01-01".parse().unwrap()),
        revision,
    }
}

pub(super) fn ask_of(cube: &Cube, query: &str) -> Result<Report, Refusal> {
    let query = Query::parse(query.split('&').filter_map(|pair| pair.split_once('='))).unwrap();
    answer(cube, &query, "2026-01-01".parse().unwrap())
}

#[track_caller]
pub(super) fn ask(figures: &[&str], query: &str) -> Report {
    let cube = Cube::new(city(), Revision(1), figures.iter().map(|text| observation(text)).collect());
    ask_of(&cube, query).unwrap()
}

#[track_caller]
pub(super) fn actuals(figures: &[&str], query: &str) -> Vec<Option<i64>> {
    ask(figures, query).rows.iter().map(|row| row.actual.map(|amount| amount.units)).collect()
}
