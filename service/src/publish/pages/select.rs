//! Fields that offer a choice, as forms have them.

use serde::Serialize;

/// A field and what it offers.
#[derive(Serialize)]
pub(super) struct Select {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) options: Vec<Choice>,
}

/// One of the values that a field offers, and what it is called.
#[derive(Serialize)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}
