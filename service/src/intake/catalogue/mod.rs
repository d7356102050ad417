//! A folder of CSV tables into a catalogue, or every problem at once.

mod charts;
mod fields;
mod following;
mod forms;
mod in_use;
mod indicators;
mod organizations;
mod showing;
mod slugs;
mod sources;
mod successions;
mod tables;

pub use charts::chart;
pub use in_use::still_serves;
pub use tables::{TABLES, Tables};

use std::collections::HashMap;

use following::{Skipped, causes};

use super::fault::Fault;
use super::problem::{Problem, Problems};
use crate::domain::{Catalogue, CatalogueParts, ChartSpec};

/// Reads a catalogue. A table that is not there leaves its part as it was `before`; indicators, organizations
/// and sources must be there once.
///
/// # Errors
/// Every problem of every table at once.
pub fn catalogue(tables: &Tables, before: &Catalogue) -> Result<CatalogueParts, Vec<Problem>> {
    let mut parts = before.parts().clone();
    let (mut told, mut skipped) = (Vec::new(), Vec::new());
    let mut lines = HashMap::new();
    let mut table = Table { tables, told: &mut told, skipped: &mut skipped };
    if let Some(read) = table.read("indicators.csv", !parts.indicators.is_empty(), indicators::read) {
        parts.indicators = read;
    }
    if let Some((read, at)) =
        table.read("organizations.csv", !parts.organizations.is_empty(), organizations::read)
    {
        (parts.organizations, lines) = (read, at);
    }
    let organizations = &parts.organizations;
    let mut events = HashMap::new();
    if let Some((read, at)) = table
        .read("successions.csv", true, |bytes, problems| successions::read(bytes, organizations, problems))
    {
        (parts.successions, events) = (read, at);
    }
    if let Some(read) = table.read("sources.csv", !parts.sources.is_empty(), sources::read) {
        parts.sources = read;
    }
    if let Some(read) = table.read("breakdowns.csv", true, indicators::read_members) {
        parts.members = read;
    }
    let indicators = &parts.indicators;
    if let Some(read) =
        table.read("charts.csv", true, |bytes, problems| charts::read(bytes, indicators, problems))
    {
        let is_named = |chart: &ChartSpec| read.iter().any(|one| one.slug == chart.slug);
        let kept: Vec<ChartSpec> =
            parts.charts.into_iter().filter(|chart| chart.studio && !is_named(chart)).collect();
        parts.charts = read;
        parts.charts.extend(kept);
    }
    table.forms(&mut parts);
    if told.is_empty() {
        // What only the whole can show: circles in the tree, charts whose indicators were dropped.
        let wrong = Catalogue::new(parts.clone()).err().unwrap_or_default();
        for invalid in wrong {
            let value = invalid.value.clone();
            let (file, line) = match (lines.get(&value), events.get(&value)) {
                (Some(line), _) => ("organizations.csv", *line),
                (None, Some(line)) => ("successions.csv", *line),
                // A table that was left as it was has no lines.
                (None, None) if invalid.code.starts_with("succession") => ("successions.csv", 0),
                (None, None) if invalid.code.starts_with("form") => ("form-items.csv", 0),
                (None, None) => ("charts.csv", 0),
            };
            let mut problems = Problems::of(file);
            problems.whole(line, &value, Fault::Invalid(invalid));
            told.extend(problems.into_vec());
        }
    }
    if told.is_empty() { Ok(parts) } else { Err(causes(told, &skipped)) }
}

struct Table<'a> {
    tables: &'a Tables,
    told: &'a mut Vec<Problem>,
    /// The rows that came to nothing.
    skipped: &'a mut Vec<Skipped>,
}

impl Table<'_> {
    /// What the table holds; `None` when it is not there.
    fn read<T>(
        &mut self,
        name: &'static str,
        optional: bool,
        read: impl FnOnce(&[u8], &mut Problems) -> T,
    ) -> Option<T> {
        let mut problems = Problems::of(name);
        let found = self.tables.get(name).map(|bytes| read(bytes, &mut problems));
        if found.is_none() && !optional {
            problems.whole(0, "", Fault::MissingFile);
        }
        let skipped = std::mem::take(&mut problems.skipped).into_iter();
        self.skipped.extend(skipped.map(|(line, code)| Skipped { file: name, line, code }));
        self.told.extend(problems.into_vec());
        found
    }

    /// A form whose items are not told again keeps those it had.
    fn forms(&mut self, parts: &mut CatalogueParts) {
        if let Some(mut read) = self.read("forms.csv", true, forms::read) {
            for form in &mut read {
                let before = parts.forms.iter().find(|one| one.code == form.code);
                form.items = before.map(|one| one.items.clone()).unwrap_or_default();
            }
            parts.forms = read;
        }
        let before = &*parts;
        let items =
            self.read("form-items.csv", true, |bytes, problems| forms::read_items(bytes, before, problems));
        if let Some(read) = items {
            parts.forms = read;
        }
        if self.told.is_empty() {
            let mut problems = Problems::of("form-items.csv");
            forms::check_items(&parts.forms, &mut problems);
            self.told.extend(problems.into_vec());
        }
    }
}
