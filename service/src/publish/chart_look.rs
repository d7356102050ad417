//! How a chart's catalogue entry says it is drawn → the widget's words for it.

use baocao_widget::Dataset;
use baocao_widget::dataset::{self, Role};

use super::{Lang, jsonstat, name};
use crate::domain::{
    ChartKind, Color, Colors, Kind, OrganizationPattern, Period, Query, Reference, ReferencePlace, Sort,
    Stacking,
};
use crate::rollup::Report;

pub(super) fn kind(kind: ChartKind) -> dataset::Kind {
    match kind {
        ChartKind::Number => dataset::Kind::Number,
        ChartKind::Column => dataset::Kind::Column,
        ChartKind::Bar => dataset::Kind::Bar,
        ChartKind::Stacked => dataset::Kind::Stacked,
        ChartKind::Funnel => dataset::Kind::Funnel,
        ChartKind::Bullet => dataset::Kind::Bullet,
        ChartKind::Waffle => dataset::Kind::Waffle,
        ChartKind::Line => dataset::Kind::Line,
        ChartKind::Multiples => dataset::Kind::Multiples,
        ChartKind::Table => dataset::Kind::Table,
    }
}

pub(super) fn sort(sort: Sort) -> dataset::Sort {
    match sort {
        Sort::Given => dataset::Sort::Given,
        Sort::Descending => dataset::Sort::Descending,
        Sort::Ascending => dataset::Sort::Ascending,
    }
}

pub(super) fn stacking(stacking: Stacking) -> dataset::Stacking {
    match stacking {
        Stacking::Absolute => dataset::Stacking::Absolute,
        Stacking::Percent => dataset::Stacking::Percent,
    }
}

/// What has colours in a drawing, by its ids: the series, or the parts of a stacked chart without any; one without an id where there is
/// only one.
pub(super) fn colored(dataset: &Dataset) -> Vec<(&str, &str)> {
    let drawing = &dataset.drawing;
    let parts = (drawing.kind == dataset::Kind::Stacked).then_some(drawing.category.as_str());
    let dimension = drawing.series.as_deref().or(parts);
    let found = dataset.dimensions.iter().find(|one| Some(one.id.as_str()) == dimension);
    found.map_or_else(
        || vec![("", "")],
        |one| one.categories.iter().map(|one| (one.id.as_str(), one.label.as_str())).collect(),
    )
}

/// The numbers of the colours, in the order of the series. Those that were not chosen are what is left of the palette.
pub(super) fn colors(dataset: &Dataset, chosen: &Colors) -> Vec<usize> {
    let ids = colored(dataset);
    let of = |id: &str| chosen.of(id).map(Color::number);
    if ids.iter().all(|(id, _)| of(id).is_none()) {
        return Vec::new();
    }
    let taken: Vec<usize> = ids.iter().filter_map(|(id, _)| of(id)).collect();
    let mut left = Color::ALL.iter().map(|one| one.number()).filter(|number| !taken.contains(number));
    let grey = Color::Grey.number();
    ids.iter().map(|(id, _)| of(id).unwrap_or_else(|| left.next().unwrap_or(grey))).collect()
}

/// Whether the figures of a chart's categories may be added up: organizations where the indicator adds up and none holds
/// another, periods of a flow where none holds another. Indicators do not, nor parts of a breakdown: nobody said that
/// they are all.
pub(super) fn additive(report: &Report, category: &str) -> bool {
    let kinds = || {
        let asked = report.query.indicators.iter();
        asked.filter_map(|code| report.catalogue.indicator(code)).map(|one| one.kind)
    };
    match category {
        "organization" => {
            kinds().all(|kind| matches!(kind, Kind::Flow | Kind::Stock | Kind::Cumulative))
                && are_apart(report)
        }
        "period" => {
            kinds().all(|kind| report.query.reckoning.adds_up_over_time(kind)) && follow(&report.query)
        }
        _ => false,
    }
}

/// Children of one parent are; of others it depends on the tree.
fn are_apart(report: &Report) -> bool {
    let codes: Option<Vec<_>> = report.query.organizations.iter().map(one).collect();
    match (report.query.organizations.as_slice(), codes) {
        ([OrganizationPattern::Children(_)], _) => true,
        (_, Some(codes)) => {
            let is_part = |code| codes.iter().any(|above| report.catalogue.is_below(code, above));
            !codes.iter().any(|code| is_part(code))
        }
        _ => false,
    }
}

fn one(pattern: &OrganizationPattern) -> Option<&crate::domain::OrganizationCode> {
    match pattern {
        OrganizationPattern::One(code) => Some(code),
        OrganizationPattern::Children(_) | OrganizationPattern::Below(_) => None,
    }
}

/// Whether each period ends before the next begins.
fn follow(query: &Query) -> bool {
    let mut periods: Vec<Period> = query.periods.iter().flat_map(|pattern| pattern.periods()).collect();
    periods.sort_by_key(|period| period.start());
    periods.dedup();
    periods.windows(2).all(|pair| pair[0].end() < pair[1].start())
}

/// Those whose place is in the dataset: what a reader picks may leave others out.
pub(super) fn references(dataset: &Dataset, references: &[Reference], lang: Lang) -> Vec<dataset::Reference> {
    references.iter().filter_map(|one| reference(dataset, one, lang)).collect()
}

fn reference(dataset: &Dataset, reference: &Reference, lang: Lang) -> Option<dataset::Reference> {
    let label = name(&reference.labels, lang).to_owned();
    let drawing = &dataset.drawing;
    Some(match &reference.place {
        ReferencePlace::Line(value) => {
            dataset::Reference::Line { value: jsonstat::rescaled(*value, decimals(dataset))?, label }
        }
        ReferencePlace::Span(from, to) => {
            let (from, to) = span(dataset, from, to)?;
            dataset::Reference::Span { from, to, label }
        }
        ReferencePlace::Point(category, series) => dataset::Reference::Point {
            category: place(dataset, Some(&drawing.category), category)?,
            series: match series {
                Some(series) => place(dataset, drawing.series.as_deref(), series)?,
                None => 0,
            },
            label,
        },
    })
}

/// Periods are within by their days, so that a span of years holds the quarters of a chart of quarters.
fn span(dataset: &Dataset, from: &str, to: &str) -> Option<(usize, usize)> {
    let category = &dataset.drawing.category;
    if let ("period", Ok(from), Ok(to)) = (category.as_str(), Period::parse(from), Period::parse(to)) {
        let dimension = dataset.dimensions.iter().find(|one| one.id == *category)?;
        let within = |id: &str| {
            Period::parse(id).is_ok_and(|one| from.start() <= one.start() && one.end() <= to.end())
        };
        let first = dimension.categories.iter().position(|one| within(&one.id))?;
        let last = dimension.categories.iter().rposition(|one| within(&one.id))?;
        return Some((first, last));
    }
    let (from, to) = (place(dataset, Some(category), from)?, place(dataset, Some(category), to)?);
    Some((from.min(to), from.max(to)))
}

fn place(dataset: &Dataset, dimension: Option<&str>, id: &str) -> Option<usize> {
    let dimension = dataset.dimensions.iter().find(|one| Some(one.id.as_str()) == dimension)?;
    dimension.categories.iter().position(|one| one.id == id)
}

fn decimals(dataset: &Dataset) -> u8 {
    let metric = dataset.dimensions.iter().find(|one| one.role == Some(Role::Metric));
    let actual = metric.and_then(|metric| metric.categories.iter().find(|one| one.id == "actual"));
    actual.and_then(|one| one.unit.as_ref()).map_or(0, |unit| unit.decimals)
}

#[cfg(test)]
mod tests {
    use super::super::{chart, testing};
    use super::*;

    fn drawn(vi: &str) -> Vec<dataset::Reference> {
        let mut spec = testing::spec("column");
        spec.look.references = Reference::parse_all(vi, "").unwrap();
        chart::dataset(&testing::report(), &spec, Lang::Vi).drawing.references
    }

    #[test]
    fn every_kind_of_the_catalogue_is_drawn_as_what_it_is_called() {
        for one in ChartKind::ALL {
            assert_eq!(kind(*one).code(), one.as_str());
        }
    }

    #[test]
    fn a_reference_stands_where_its_category_does() {
        let label = String::from("Đại hội");
        assert_eq!(
            drawn(
                "line 90000.5 Đại hội; span 2021-H1..2022 Đại hội; span 2022-Q1..2040 Đại hội; point 2023 Đại hội"
            ),
            [
                dataset::Reference::Line { value: 9_000_050, label: label.clone() },
                dataset::Reference::Span { from: 0, to: 1, label: label.clone() },
                dataset::Reference::Span { from: 1, to: 2, label: label.clone() },
                dataset::Reference::Point { category: 2, series: 0, label },
            ]
        );
    }

    #[test]
    fn a_reference_without_a_place_in_the_chart_is_left_out() {
        assert_eq!(drawn("point 2030 X; span 2030..2031 X; point 2021/warning X"), []);
    }

    #[test]
    fn years_of_a_flow_add_up_and_indicators_and_years_within_a_term_do_not() {
        let mut report = testing::report();
        assert!(additive(&report, "period") && additive(&report, "organization"));
        assert!(!additive(&report, "indicator") && !additive(&report, "outcome"));
        let pairs = [("indicator", "spent"), ("organization", "hanoi/**"), ("period", "2020-2025,2021")];
        report.query = Query::parse(pairs).unwrap();
        assert!(!additive(&report, "period") && !additive(&report, "organization"));
    }
}
