//! The answer as SDMX-CSV 2.0: one row a figure, the dimensions those of every indicator, so that all answers have the same columns.
//!
//! <https://github.com/sdmx-twg/sdmx-csv>, and the code lists `CL_OBS_STATUS`, `CL_CONF_STATUS`, `CL_FREQ` and `CL_DECIMALS`.

use super::dialect::Dialect;
use super::{Document, csv, escape, jsonstat};
use crate::domain::{Amount, Catalogue, DimensionCode, Measure, Period, PeriodKind, Status};
use crate::rollup::{Report, Row};

/// The media type.
pub const CONTENT_TYPE: &str = "application/vnd.sdmx.data+csv; version=2.0.0; labels=id; charset=utf-8";

/// The structure that the rows follow: agency, id and version. A breakdown that is added to the catalogue adds a column.
pub const STRUCTURE: &str = "BAOCAO:FIGURES(1.0.0)";

/// All of a breakdown, as SDMX code lists write it.
const TOTAL: &str = "_T";
/// A breakdown that the indicator does not have.
const NOT_APPLICABLE: &str = "_Z";

/// The report as SDMX-CSV: codes alone, the same in every language.
#[must_use]
pub fn document(report: &Report) -> Document {
    let mut bytes = head(&report.catalogue);
    bytes.extend(rows(report));
    Document { bytes, content_type: CONTENT_TYPE }
}

/// What a file begins with: the line of columns.
#[must_use]
pub fn head(catalogue: &Catalogue) -> Vec<u8> {
    let breakdowns = dimensions(catalogue);
    let names = ["STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "INDICATOR", "ORGANIZATION", "MEASURE"];
    let columns = names
        .into_iter()
        .map(ToOwned::to_owned)
        .chain(breakdowns.iter().map(column))
        .chain(
            [
                "TIME_PERIOD",
                "OBS_VALUE",
                "OBS_STATUS",
                "CONF_STATUS",
                "UNIT_MEASURE",
                "DECIMALS",
                "AS_OF",
                "QUALIFIER",
                "REPORTED",
                "EXPECTED",
            ]
            .map(ToOwned::to_owned),
        )
        .collect::<Vec<_>>();
    csv::lines([columns], Dialect::Standard)
}

/// The figures of a report, without the line of columns.
#[must_use]
pub fn rows(report: &Report) -> Vec<u8> {
    let breakdowns = dimensions(&report.catalogue);
    let figures = report.rows.iter().flat_map(|row| {
        measures(report, row).map(|(measure, value)| figure(report, row, &breakdowns, (measure, value)))
    });
    csv::lines(figures, Dialect::Standard)
}

/// The breakdowns of all indicators, in the order of their codes.
fn dimensions(catalogue: &Catalogue) -> Vec<DimensionCode> {
    let mut all: Vec<_> =
        catalogue.parts().indicators.iter().flat_map(|one| one.breakdowns.iter().cloned()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn column(dimension: &DimensionCode) -> String {
    dimension.as_str().replace('-', "_").to_uppercase()
}

/// What was asked of a row: the actual, be it there or not, and of the other measures those that are, or that must not be shown.
fn measures<'a>(report: &'a Report, row: &'a Row) -> impl Iterator<Item = (Measure, Option<Amount>)> + 'a {
    let asked = &report.query.measures;
    [
        (Measure::Actual, row.actual),
        (Measure::Plan, row.plan),
        (Measure::Universe, row.universe),
        (Measure::PlanRate, row.plan_rate),
    ]
    .into_iter()
    .filter(move |(measure, value)| {
        let is_asked = asked.is_empty() || asked.contains(measure);
        is_asked && (value.is_some() || *measure == Measure::Actual || !asked.is_empty())
    })
}

fn figure(
    report: &Report,
    row: &Row,
    breakdowns: &[DimensionCode],
    (measure, value): (Measure, Option<Amount>),
) -> Vec<String> {
    let indicator = report.catalogue.indicator(&row.indicator);
    let status = jsonstat::letter(row, measure.as_str(), value.is_some());
    let unit = match measure {
        Measure::PlanRate => "percent",
        _ => indicator.map_or("", |one| one.unit.as_str()),
    };
    let mut cells: Vec<String> = [
        "dataflow",
        STRUCTURE,
        "I",
        frequency(row.period),
        row.indicator.as_str(),
        row.organization.as_str(),
        measure.as_str(),
    ]
    .map(ToOwned::to_owned)
    .into();
    cells.extend(breakdowns.iter().map(|one| {
        let has = indicator.is_some_and(|indicator| indicator.breakdowns.contains(one));
        let missing = if has { TOTAL } else { NOT_APPLICABLE };
        row.breakdown.member(one).map_or(missing, |member| member.as_str()).to_owned()
    }));
    cells.extend([
        time(row.period),
        value.map(|one| one.to_string()).unwrap_or_default(),
        status.to_string(),
        if Status::Suppressed.as_str().starts_with(status) { "C" } else { "F" }.to_owned(),
        escape::csv_text(unit),
        value.map(|one| one.decimals.to_string()).unwrap_or_default(),
        row.as_of.map(|day| day.to_string()).unwrap_or_default(),
        row.qualifier.map(|one| one.to_string()).unwrap_or_default(),
        row.coverage.reported.to_string(),
        row.coverage.expected.to_string(),
    ]);
    cells
}

/// `CL_FREQ`; what has no letter there is of a length of its own.
fn frequency(period: Period) -> &'static str {
    match period.kind() {
        PeriodKind::Month => "M",
        PeriodKind::Quarter => "Q",
        PeriodKind::Half => "S",
        PeriodKind::Year => "A",
        PeriodKind::NineMonths | PeriodKind::Term => "_O",
    }
}

/// The period as SDMX writes it: a Gregorian or a reporting period, or a range of time where neither has its length.
fn time(period: Period) -> String {
    let year = period.first_year();
    match period.kind() {
        PeriodKind::Year | PeriodKind::Month | PeriodKind::Quarter => period.to_string(),
        PeriodKind::Half => format!("{year}-S{}", period.part()),
        PeriodKind::NineMonths => format!("{}/P9M", period.start()),
        PeriodKind::Term => format!("{}/P{}Y", period.start(), period.length() / 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::testing;

    #[test]
    fn every_period_has_a_name_in_sdmx() {
        for (ours, theirs) in [
            ("2022", "2022"),
            ("2022-H1", "2022-S1"),
            ("2022-9M", "2022-01-01/P9M"),
            ("2022-Q3", "2022-Q3"),
            ("2022-09", "2022-09"),
            ("2015-2020", "2015-01-01/P6Y"),
        ] {
            assert_eq!(time(Period::parse(ours).unwrap()), theirs);
        }
    }

    #[test]
    fn what_is_suppressed_is_confidential_and_empty() {
        let text = String::from_utf8(document(&testing::report()).bytes).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].contains(",2021,81033.18,A,F,VND-billion,2,"), "{text}");
        assert!(lines[2].contains(",2022,,L,F,"), "{text}");
        assert!(lines[3].contains(",2023,,Q,C,"), "{text}");
    }
}
