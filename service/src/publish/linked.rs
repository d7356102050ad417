//! What machines follow links to: the catalogue as DCAT 3, in JSON-LD and Turtle, and single datasets as schema.org says them to search
//! engines.

pub mod dcat;
pub mod schema_org;
mod turtle;

use crate::domain::{Catalogue, Indicator, Organization, OrganizationKind, Period, PeriodKind};

/// The forms in which an indicator's figures are taken away: ending, media type, and the standard that it follows, where one has a name.
pub(super) const FORMS: [(&str, &str, Option<&str>); 6] = [
    (".csv", "text/csv", Some("https://www.rfc-editor.org/rfc/rfc4180")),
    (".json", "application/json", None),
    (".jsonstat", "application/json", Some("https://json-stat.org/full/")),
    (".sdmx.csv", "application/vnd.sdmx.data+csv", Some("https://sdmx.org/standards-2/")),
    (".xlsx", super::xlsx::CONTENT_TYPE, None),
    (".zip", super::package::CONTENT_TYPE, Some("https://specs.frictionlessdata.io/data-package/")),
];

/// The question for all that an indicator's city has, by years, or by whatever periods there are; none where there are no figures.
pub(super) fn question(catalogue: &Catalogue, indicator: &Indicator, periods: &[Period]) -> Option<String> {
    let top = top(catalogue)?;
    let years = periods.iter().filter(|one| one.kind() == PeriodKind::Year);
    let asked = match (years.clone().min(), years.max()) {
        (Some(first), Some(last)) if first != last => format!("{first}..{last}"),
        (Some(only), _) => only.to_string(),
        _ if periods.is_empty() => return None,
        _ => periods.iter().take(100).map(ToString::to_string).collect::<Vec<_>>().join(","),
    };
    Some(format!("indicator={}&organization={1},{1}/*&period={asked}", indicator.code, top.code))
}

/// Who stands for the whole: the city, else whoever stands at the top.
pub(super) fn top(catalogue: &Catalogue) -> Option<&Organization> {
    let all = &catalogue.parts().organizations;
    let at_top = |one: &&Organization| one.placements.iter().any(|placement| placement.parent.is_none());
    all.iter().find(|one| one.kind == OrganizationKind::City).or_else(|| all.iter().find(at_top))
}
