//! Reports made by hand, for tests of documents: names that bite, holes, a value without digits after the mark.

use std::sync::Arc;

use super::feed::Entry;
use super::told::Group;
use crate::domain::{
    Amount, Breakdown, Catalogue, CatalogueParts, ChartKind, ChartSpec, Indicator, IndicatorCode, Kind, Look,
    Moment, Names, Organization, OrganizationCode, OrganizationKind, Period, Placement, Polarity, Query,
    Released, Revision, Slug, Status, Step, Validity, Version,
};
use crate::rollup::{Coverage, Report, Row};

/// Text that breaks out of HTML, of scripts and of spreadsheets, where it is not escaped.
pub(super) const BITING: &str = "=</script><b>\"x\" & 'y'";

fn biting() -> Names {
    Names { vi: BITING.to_owned(), en: BITING.to_owned() }
}

/// Indicators and organizations with a code and a name in each language.
pub(super) fn named(indicators: &[(&str, &str, &str)], organizations: &[(&str, &str, &str)]) -> Catalogue {
    let names = |vi: &str, en: &str| Names { vi: vi.to_owned(), en: en.to_owned() };
    let parts = CatalogueParts {
        indicators: indicators.iter().map(|(code, vi, en)| indicator(code, names(vi, en))).collect(),
        organizations: organizations.iter().map(|(code, vi, en)| organization(code, names(vi, en))).collect(),
        ..CatalogueParts::default()
    };
    Catalogue::new(parts).unwrap()
}

fn indicator(code: &str, names: Names) -> Indicator {
    Indicator {
        code: IndicatorCode::parse(code).unwrap(),
        names,
        unit: "VND-billion".to_owned(),
        unit_names: Names { vi: "tỷ đồng".to_owned(), en: "VND billion".to_owned() },
        kind: Kind::Flow,
        decimals: 2,
        polarity: Polarity::Higher,
        sensitive: false,
        breakdowns: Vec::new(),
        theme: "money".to_owned(),
    }
}

fn organization(code: &str, names: Names) -> Organization {
    Organization {
        code: OrganizationCode::parse(code).unwrap(),
        names,
        kind: OrganizationKind::City,
        placements: vec![Placement { parent: None, validity: Validity::default() }],
        successors: Vec::new(),
    }
}

fn catalogue() -> Catalogue {
    let parts = CatalogueParts {
        indicators: vec![indicator("spent", biting())],
        organizations: vec![organization("hanoi", biting())],
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
        year_before: None,
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

/// A release that changed it.
pub(super) fn entry() -> Entry {
    let at = Moment { instant: "2024-01-31T02:00:00Z".to_owned(), day: jiff::civil::date(2024, 1, 31) };
    let group = Group {
        code: "spent".to_owned(),
        name: BITING.to_owned(),
        counts: BITING.to_owned(),
        lines: vec![BITING.to_owned()],
        more: 3,
    };
    Entry {
        release: Released {
            number: Revision(7),
            at,
            filings: 1,
            version: Version::default(),
            step: Step::Major,
            rolled_back: None,
        },
        summary: BITING.to_owned(),
        groups: vec![group],
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
        studio: false,
    }
}
