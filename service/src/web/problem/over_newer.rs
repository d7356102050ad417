//! The cells in which a release puts an older filing over a newer one, as the document lists them.

use serde_json::{Value, json};

use crate::app::{OverNewer, Overtaken};
use crate::intake::difference::State;

pub(super) fn cells(found: &OverNewer) -> Vec<Value> {
    found.cells.iter().map(cell).collect()
}

fn cell(one: &Overtaken) -> Value {
    let Overtaken { figure, older, filing, newer, over } = one;
    let (is, was) = (value(older), value(newer));
    let about = format!(
        "{} {} {} {} {}",
        figure.indicator, figure.organization, figure.period, figure.measure, figure.breakdown
    );
    let about = about.trim_end();
    json!({
        "code": "over-newer",
        "value": is,
        "detail": format!("`{about}` would be {is} of filing {filing}, and no longer {was} of filing {over}, which was filed later"),
        "detail_vi": format!("`{about}` sẽ là {is} của báo cáo {filing}, không còn là {was} của báo cáo {over} nộp sau"),
        "indicator": figure.indicator.as_str(),
        "organization": figure.organization.as_str(),
        "period": figure.period.to_string(),
        "measure": figure.measure.as_str(),
        "breakdown": figure.breakdown.to_string(),
        "filing": filing.to_string(),
        "newer_filing": over.to_string(),
        "newer_value": was,
    })
}

/// The value, or the status where there is none.
fn value(state: &State) -> String {
    state.value.map_or_else(|| state.status.to_string(), |value| value.to_string())
}
