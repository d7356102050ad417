//! Where the figures of a page are from.

use serde::Serialize;

use super::meta::in_language;
use crate::domain::{Catalogue, SourceId};
use crate::publish::{Lang, page, words};
use crate::rollup::Row;

/// A source.
#[derive(Serialize)]
pub(super) struct SourceLine {
    publisher: String,
    title: String,
    about: String,
    day: String,
    /// The release of a filing that is its own source.
    address: Option<String>,
}

/// The sources of rows, each once, the newest first.
pub(super) fn source_lines<'a>(
    catalogue: &Catalogue,
    rows: impl Iterator<Item = &'a Row>,
    lang: Lang,
) -> Vec<SourceLine> {
    let mut ids: Vec<&SourceId> = rows.flat_map(|row| &row.sources).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.sort_by_key(|id| std::cmp::Reverse(catalogue.source(id).map(|source| source.published_on)));
    ids.into_iter().map(|id| line(catalogue, id, lang)).collect()
}

fn line(catalogue: &Catalogue, id: &SourceId, lang: Lang) -> SourceLine {
    if let Some(source) = catalogue.source(id) {
        return SourceLine {
            publisher: source.publisher.clone(),
            title: source.title.clone(),
            about: if lang == Lang::En { source.about.clone() } else { String::new() },
            day: words::day(source.published_on, lang),
            address: None,
        };
    }
    let release = id.as_str().strip_prefix("filing-").and_then(|rest| rest.split('-').next());
    let text = page::texts(lang).get("source_filing").map_or("", String::as_str);
    SourceLine {
        publisher: text.to_owned(),
        title: release.unwrap_or_default().to_owned(),
        about: String::new(),
        day: String::new(),
        address: release.map(|number| in_language(&format!("/releases/{number}"), lang)),
    }
}
