//! The forms in which a chart is taken away.

use serde::Serialize;

use crate::domain::ChartSpec;
use crate::publish::embed::Place;

/// A form in which a chart is taken away.
#[derive(Serialize)]
pub(in crate::publish) struct Download {
    pub(in crate::publish) form: &'static str,
    name: &'static str,
    pub(in crate::publish) address: String,
}

/// Every such form of a chart.
pub(in crate::publish) fn downloads(spec: &ChartSpec, place: &Place<'_>) -> [Download; 5] {
    let one = |form, name, suffix: &str, more: &[(&str, &str)]| Download {
        form,
        name,
        address: place.address("charts", spec, suffix, more),
    };
    [
        one("png", "PNG", ".png", &[("width", "960"), ("scale", "2")]),
        one("svg", "SVG", ".svg", &[("width", "960")]),
        one("csv", "CSV", ".csv", &[]),
        one("xlsx", "XLSX", ".xlsx", &[]),
        one("json", "JSON-stat", ".json", &[]),
    ]
}
