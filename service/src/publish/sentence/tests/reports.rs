//! Reports of a few rows, made of what each row is to hold.

use std::sync::Arc;

use crate::domain::{
    Amount, Breakdown, Catalogue, CatalogueParts, Indicator, IndicatorCode, Kind, Names, Organization,
    OrganizationCode, OrganizationKind, Period, Placement, Polarity, Qualifier, Query, Revision, Status,
    Validity,
};
use crate::rollup::{Change, Coverage, RateSource, Report, Row};

/// What a row is made of, all in whole units.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) actual: Option<i64>,
    pub(super) before: Option<i64>,
    pub(super) plan: Option<i64>,
    pub(super) universe: Option<i64>,
    pub(super) published_rate: Option<i64>,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) from_qualifier: Option<Qualifier>,
    pub(super) status: Status,
    pub(super) missing: u32,
    pub(super) running: bool,
}

pub(super) fn cell(actual: i64) -> Cell {
    Cell {
        actual: Some(actual),
        before: None,
        plan: None,
        universe: None,
        published_rate: None,
        qualifier: None,
        from_qualifier: None,
        status: Status::Normal,
        missing: 0,
        running: false,
    }
}

fn row(cell: &Cell, indicator: &Indicator, organization: &str, year: i16) -> Row {
    let amount = |units: i64| Amount::new(units, 0);
    let summed = !matches!(indicator.kind, Kind::Index | Kind::Rank);
    let computed = cell
        .actual
        .zip(cell.plan)
        .and_then(|(actual, plan)| amount(actual).percent_of(amount(plan)))
        .filter(|_| summed);
    let published = cell.published_rate.map(|tenths| Amount::new(tenths, 1));
    let rate = computed.map(|rate| (rate, RateSource::Computed));
    let rate = rate.or(published.map(|rate| (rate, RateSource::Published)));
    let absolute = cell.actual.zip(cell.before).map(|(actual, before)| amount(actual - before));
    Row {
        indicator: indicator.code.clone(),
        organization: OrganizationCode::parse(organization).unwrap(),
        period: Period::parse(&year.to_string()).unwrap(),
        breakdown: Breakdown::default(),
        as_of: cell.running.then(|| jiff::civil::date(year, 9, 30)),
        actual: cell.actual.map(amount),
        plan: cell.plan.map(amount),
        universe: cell.universe.map(amount),
        plan_rate: rate.map(|(rate, _)| rate),
        plan_rate_source: rate.map(|(_, source)| source),
        change: Some(Change {
            from: Period::parse(&(year - 1).to_string()).unwrap(),
            from_as_of: None,
            from_qualifier: cell.from_qualifier,
            restated: None,
            absolute,
            percent: absolute
                .zip(cell.before)
                .filter(|_| summed)
                .and_then(|(absolute, before)| absolute.percent_of(amount(before.abs()))),
        }),
        qualifier: cell.qualifier,
        status: cell.status,
        coverage: Coverage { reported: 3, expected: 3 + cell.missing, weight: None },
        sources: Vec::new(),
        receipts: Vec::new(),
        year_before: None,
    }
}

fn indicator(kind: Kind, polarity: Polarity) -> Indicator {
    Indicator {
        code: IndicatorCode::parse("x").unwrap(),
        names: Names { vi: "Việc xong".to_owned(), en: "Things done".to_owned() },
        unit: "task".to_owned(),
        unit_names: Names { vi: "việc".to_owned(), en: "tasks".to_owned() },
        kind,
        decimals: 0,
        polarity,
        sensitive: false,
        breakdowns: Vec::new(),
        theme: "t".to_owned(),
    }
}

pub(super) const UNITS: [&str; 5] = ["an", "binh", "chau", "duc", "em"];

/// `cells` by organization (below `top`), then by year from 2019.
pub(super) fn report(kind: Kind, polarity: Polarity, cells: &[Vec<Cell>]) -> Report {
    let indicator = indicator(kind, polarity);
    let place = |parent: Option<&str>| Placement {
        parent: parent.map(|code| OrganizationCode::parse(code).unwrap()),
        validity: Validity::default(),
    };
    let organization = |code: &str, parent: Option<&str>| Organization {
        code: OrganizationCode::parse(code).unwrap(),
        names: Names { vi: format!("Phường {code}"), en: format!("{code} ward") },
        kind: OrganizationKind::Unit,
        placements: vec![place(parent)],
        successors: Vec::new(),
    };
    let organizations = std::iter::once(organization("top", None));
    let parts = CatalogueParts {
        indicators: vec![indicator.clone()],
        organizations: organizations.chain(UNITS.map(|code| organization(code, Some("top")))).collect(),
        ..CatalogueParts::default()
    };
    let rows = cells.iter().zip(UNITS).flat_map(|(years, code)| {
        years.iter().zip(2019..).map(|(cell, year)| row(cell, &indicator, code, year)).collect::<Vec<_>>()
    });
    Report {
        catalogue: Arc::new(Catalogue::new(parts).unwrap()),
        query: Query::parse([("indicator", "x"), ("organization", "top/*"), ("period", "2019..2023")])
            .unwrap(),
        revision: Revision(1),
        known_on: jiff::civil::date(2024, 1, 31),
        rows: rows.collect(),
        notes: Vec::new(),
    }
}
