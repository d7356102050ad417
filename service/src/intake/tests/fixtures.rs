//! The demonstration's catalogue, and filings read against it.

use std::sync::LazyLock;

use crate::domain::{Catalogue, Figure, IndicatorCode, OrganizationCode, Untaken};
use crate::intake::catalogue::catalogue;
use crate::intake::series::untaken;
use crate::intake::{Format, Handling, History, Problem, Rejected, Rules, Wants, demo, figures};

pub(super) static DEMO: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(catalogue(&demo::tables(), &Catalogue::default()).unwrap()).unwrap());

pub(super) const HEADER: &str =
    "source,indicator,organization,period,as_of,measure,breakdown,value,qualifier,status";

pub(in crate::intake) fn rules(within: Option<&OrganizationCode>) -> Rules<'_> {
    Rules {
        catalogue: &DEMO,
        within,
        most_rows: 1_000_000,
        today: jiff::civil::date(2026, 11, 22),
        handling: Handling::default(),
        history: &(),
    }
}

/// Figures that were filed before.
#[derive(Debug)]
pub(in crate::intake) struct Before(pub Vec<Figure>);

impl History for Before {
    fn of<'k>(
        &'k self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &Wants<'_>,
        known: &mut Vec<Untaken<'k>>,
    ) {
        let same = |one: &&Figure| one.indicator == *indicator && one.organization == *organization;
        let figures = self.0.iter().filter(same).filter(|one| wanted.wants(one.period));
        known.extend(figures.map(untaken));
    }
}

pub(super) fn csv(text: &str) -> Result<Vec<Figure>, Vec<Problem>> {
    read(text.as_bytes(), Format::Csv)
}

pub(super) fn json(text: &str) -> Result<Vec<Figure>, Vec<Problem>> {
    read(text.as_bytes(), Format::Json)
}

pub(super) fn read(bytes: &[u8], format: Format) -> Result<Vec<Figure>, Vec<Problem>> {
    figures(bytes, format, rules(None)).map_err(|rejected| match rejected {
        Rejected::Faulty(problems) => problems,
        Rejected::TooLarge(over) => panic!("{over:?}"),
    })
}

/// The codes of the problems of one row below the full header.
#[track_caller]
pub(super) fn faults(row: &str) -> Vec<String> {
    let problems = csv(&format!("{HEADER}\n{row}\n")).expect_err("the row was taken");
    problems.iter().map(|problem| problem.code().into_owned()).collect()
}
