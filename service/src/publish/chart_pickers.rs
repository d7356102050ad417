//! What of a chart's query its readers may choose, as options with the names that readers know.

use baocao_widget::dataset::Picker;

use super::{Lang, name, words};
use crate::domain::{
    self, Catalogue, ChartSpec, DimensionCode, MemberCode, OrganizationPattern, PeriodPattern, Pickable,
};
use crate::rollup::Report;

/// The pickers with what the report was asked.
pub(super) fn pickers(report: &Report, spec: &ChartSpec, lang: Lang) -> Vec<Picker> {
    spec.pickers.iter().map(|one| picker(report, spec, one, lang)).collect()
}

fn picker(report: &Report, spec: &ChartSpec, picker: &domain::Picker, lang: Lang) -> Picker {
    let catalogue = &report.catalogue;
    let values = picker.values(spec, catalogue);
    let asked = picker.parameter.value(&report.query);
    Picker {
        parameter: picker.parameter.as_str().to_owned(),
        label: heading(catalogue, &picker.parameter, lang),
        chosen: values.iter().position(|value| *value == asked).unwrap_or(0),
        options: values
            .into_iter()
            .map(|value| {
                let label = label(catalogue, &picker.parameter, &value, lang);
                (value, words::capitalized(&label))
            })
            .collect(),
    }
}

/// A subtitle that names what is picked, so that no chart says less than it shows.
pub(super) fn subtitle(own: &str, pickers: &[Picker]) -> String {
    let named = pickers.iter().filter_map(|one| one.options.get(one.chosen));
    let named = named.filter(|(value, _)| !value.is_empty() && value != "*").map(|(_, label)| label.as_str());
    let parts: Vec<&str> = Some(own).filter(|own| !own.is_empty()).into_iter().chain(named).collect();
    parts.join(" · ")
}

fn heading(catalogue: &Catalogue, parameter: &Pickable, lang: Lang) -> String {
    let words = words::of(lang);
    match parameter {
        Pickable::Period => words.period.to_owned(),
        Pickable::Organization => words.organization.to_owned(),
        Pickable::Breakdown(dimension) => catalogue
            .member(dimension, None)
            .map_or_else(|| dimension.to_string(), |one| name(&one.names, lang).to_owned()),
    }
}

fn label(catalogue: &Catalogue, parameter: &Pickable, value: &str, lang: Lang) -> String {
    let each = |one: fn(&Catalogue, &str, Lang) -> Option<String>| {
        let labels =
            value.split(',').map(|item| one(catalogue, item, lang).unwrap_or_else(|| item.to_owned()));
        labels.collect::<Vec<_>>().join(", ")
    };
    match parameter {
        Pickable::Period => each(period),
        Pickable::Organization => each(organization),
        Pickable::Breakdown(dimension) => members(catalogue, dimension, value, lang),
    }
}

fn period(_: &Catalogue, item: &str, lang: Lang) -> Option<String> {
    Some(match PeriodPattern::parse(item).ok()? {
        PeriodPattern::One(one) => words::period(one, lang),
        PeriodPattern::Range(first, last) => {
            format!("{} – {}", words::period(first, lang), words::period(last, lang))
        }
    })
}

fn organization(catalogue: &Catalogue, item: &str, lang: Lang) -> Option<String> {
    let named = |code| Some(name(&catalogue.organization(code)?.names, lang).to_owned());
    let words = words::of(lang);
    match OrganizationPattern::parse(item).ok()? {
        OrganizationPattern::One(code) => named(&code),
        OrganizationPattern::Children(code) => Some(format!("{}: {}", named(&code)?, words.children)),
        OrganizationPattern::Below(code) => Some(format!("{}: {}", named(&code)?, words.all_below)),
    }
}

fn members(catalogue: &Catalogue, dimension: &DimensionCode, value: &str, lang: Lang) -> String {
    let words = words::of(lang);
    let named = |item: &str| {
        let member = MemberCode::parse(item).ok()?;
        catalogue.member(dimension, Some(&member)).map(|one| name(&one.names, lang).to_owned())
    };
    match value {
        "" => words.total.to_owned(),
        "*" => words.every_one.to_owned(),
        _ => value
            .split(',')
            .map(|item| named(item).unwrap_or_else(|| item.to_owned()))
            .collect::<Vec<_>>()
            .join(", "),
    }
}
