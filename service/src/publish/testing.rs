//! Reports made by hand, for tests of documents: names that bite, holes, a value without digits after the mark.

use std::sync::Arc;

use crate::domain::{
    Amount, Breakdown, Catalogue, CatalogueParts, ChartKind, ChartSpec, Indicator, IndicatorCode, Kind, Look,
    Names, Organization, OrganizationCode, OrganizationKind, Period, Placement, Polarity, Query, Revision,
    Slug, Status, Validity,
};
use crate::rollup::{Coverage, Report, Row};

/// Text that breaks out of HTML, of scripts and of spreadsheets, where it is not escaped.
pub(super) const BITING: &str = "=</script><b>\"x\" & 'y'";

fn biting() -> Names {
    Names { vi: BITING.to_owned(), en: BITING.to_owned() }
}

fn catalogue() -> Catalogue {
    let indicator = Indicator {
        code: IndicatorCode::parse("spent").unwrap(),
        names: biting(),
        unit: "VND-billion".to_owned(),
        unit_names: Names { vi: "tỷ đồng".to_owned(), en: "VND billion".to_owned() },
        kind: Kind::Flow,
        decimals: 2,
        polarity: Polarity::Higher,
        sensitive: false,
        breakdowns: Vec::new(),
        theme: "money".to_owned(),
    };
    let organization = Organization {
        code: OrganizationCode::parse("hanoi").unwrap(),
        names: biting(),
        kind: OrganizationKind::City,
        placements: vec![Placement { parent: None, validity: Validity::default() }],
        successors: Vec::new(),
    };
    let parts = CatalogueParts {
        indicators: vec![indicator],
        organizations: vec![organization],
        ..CatalogueParts::default()
    };
    Catalogue::new(parts).unwrap()
}

fn row(period: &str, actual: Option<i64>, status: Status) -> Row {
    Row {
        indicator: IndicatorCode::parse("spent").unwrap(),
        organization: OrganizationCode::parse("hanoi").unwrap(),
        period: Period::parse(period).unwrap(),
        breakdown: Breakdown::default(),
        as_of: None,
        actual: actual.map(|units| Amount::new(units, 2)),
        plan: None,
        universe: None,
        plan_rate: None,
        plan_rate_source: None,
        change: None,
        qualifier: None,
        status,
        coverage: Coverage { reported: 1, expected: 1, weight: None },
        sources: Vec::new(),
        receipts: Vec::new(),
    }
}

/// 81,033.18 in 2021, nothing reported in 2022, something suppressed in 2023.
pub(super) fn report() -> Report {
    let pairs = [("indicator", "spent"), ("organization", "hanoi"), ("period", "2021..2023")];
    Report {
        catalogue: Arc::new(catalogue()),
        query: Query::parse(pairs).unwrap(),
        revision: Revision(7),
        known_on: jiff::civil::date(2024, 1, 31),
        rows: vec![
            row("2021", Some(8_103_318), Status::Normal),
            row("2022", None, Status::NotReported),
            row("2023", None, Status::Suppressed),
        ],
        notes: Vec::new(),
    }
}

/// A chart of it.
pub(super) fn spec(kind: &str) -> ChartSpec {
    ChartSpec {
        slug: Slug::parse("spent").unwrap(),
        kind: ChartKind::parse(kind).unwrap(),
        query: report().query,
        category: "period".to_owned(),
        series: None,
        whole: None,
        titles: biting(),
        subtitles: biting(),
        look: Look::default(),
        pickers: Vec::new(),
        hosts: Vec::new(),
        withdrawn: None,
    }
}
