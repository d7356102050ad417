//! The builder: a form without a script, whose fields say what a chart is made of, and what it looks like.

use std::collections::BTreeMap;

use serde::Serialize;

use super::colors::Colored;
use super::fields::{Built, Group, Note, RECKONINGS, SORTS, SPREADS, STACKINGS, TREES};
use crate::publish::Document;
use crate::publish::page::{self, PageError};
use crate::publish::pages::parts::{ChartParts, parts};
use crate::publish::pages::select::{Choice, Select};
use crate::publish::pages::{Around, around};

#[derive(Serialize)]
struct BuilderPage<'a> {
    around: Around<'a>,
    chart: Option<ChartParts<'a>>,
    sentence: Option<&'a str>,
    told: &'a [String],
    /// What stands in the fields, by their names.
    typed: BTreeMap<&'a str, &'a str>,
    /// The same with what is suggested, for the fields that are empty.
    full: BTreeMap<&'a str, &'a str>,
    indicators: Vec<Group>,
    more_indicators: Vec<Choice>,
    organizations: Vec<Choice>,
    spreads: Vec<Choice>,
    automatic_periods: String,
    from: Vec<Group>,
    to: Vec<Group>,
    breakdowns: Vec<Select>,
    kinds: Vec<Choice>,
    categories: Vec<Choice>,
    series: Vec<Choice>,
    sorts: Vec<Choice>,
    stackings: Vec<Choice>,
    colors: Vec<Colored>,
    color_advice: Vec<String>,
    /// Whether any was chosen, or is being looked for.
    colored: bool,
    trees: Vec<Choice>,
    reckonings: Vec<Choice>,
    notes: Vec<Note>,
    picks: Vec<Choice>,
    /// What the form has no field for, and keeps.
    carried: Vec<(&'static str, &'a str)>,
    editing: Option<&'a str>,
    address: String,
    query: String,
}

/// `/studio/build`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn studio_build(built: &Built<'_>) -> Result<Document, PageError> {
    let Built { place, draft, full, shown, .. } = *built;
    let query = draft.parameters();
    let mut around = around(place, "/studio/build", "auto");
    let and = |address: &str| {
        if query.is_empty() {
            ""
        } else if address.contains('?') {
            "&"
        } else {
            "?"
        }
    };
    around.other = format!("{}{}{query}", around.other, and(&around.other));
    let own = format!("{}/studio/build{}", place.base, around.suffix);
    let page = BuilderPage {
        chart: shown.map(|shown| parts(shown, true)),
        sentence: shown.and_then(|shown| shown.sentence.as_deref()),
        told: built.told,
        typed: draft.pairs().collect(),
        full: full.pairs().collect(),
        indicators: built.indicators(),
        more_indicators: built.more_indicators(),
        organizations: built.organizations(),
        spreads: built.worded("spread", SPREADS),
        automatic_periods: built.automatic_periods(),
        from: built.periods("from"),
        to: built.periods("to"),
        breakdowns: built.breakdowns(),
        kinds: built.kinds(),
        categories: built.dimensions("category"),
        series: built.dimensions("series"),
        sorts: built.worded("sort", SORTS),
        stackings: built.worded("stacking", STACKINGS),
        colors: built.colors(),
        color_advice: built.color_advice(),
        colored: draft.colors().next().is_some() || !draft.get("brand").is_empty(),
        trees: built.worded("tree", TREES),
        reckonings: built.worded("as", RECKONINGS),
        notes: built.notes(),
        picks: built.picks(),
        carried: ["measure", "whole", "pickers"]
            .into_iter()
            .map(|name| (name, draft.get(name)))
            .chain([("chart", built.of.0.unwrap_or_default()), ("draft", built.of.1.unwrap_or_default())])
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        editing: built.of.0,
        address: format!("{own}{}{query}", and(&own)),
        query,
        around,
    };
    page::document("pages/studio-build.html.j2", place.lang, page)
}
