//! What stands alike in every answer in JSON: amounts with their digits, coverage, names.

use serde_json::{Number, Value, json};

use crate::domain::{Amount, Names};
use crate::rollup::Coverage;

/// An amount as a JSON number with exactly its digits.
#[must_use]
pub fn amount(amount: Amount) -> Value {
    amount.to_string().parse::<Number>().map_or(Value::Null, Value::Number)
}

/// An amount, or null where there is none.
pub(super) fn optional(maybe: Option<Amount>) -> Value {
    maybe.map_or(Value::Null, amount)
}

/// How many reported, of how many, and what share they had the year before.
pub(super) fn coverage(coverage: Coverage) -> Value {
    json!({
        "reported": coverage.reported,
        "expected": coverage.expected,
        "weight": optional(coverage.weight),
    })
}

/// A name in both languages.
pub(super) fn names(names: &Names) -> Value {
    json!({"vi": names.vi, "en": names.en})
}
