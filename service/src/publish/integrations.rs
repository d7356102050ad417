//! Files that content systems are set up with, written for the host they are fetched from.

use serde::Serialize;

use super::Document;
use super::embed::Place;
use super::page::{self, PageError};
use crate::domain::Slug;

/// The files, each with its media type.
const FILES: [(&str, &str); 2] = [
    ("client-extension.yaml", "application/yaml; charset=utf-8"),
    ("baocao-wordpress.php", "text/plain; charset=utf-8"),
];

#[derive(Serialize)]
struct Integration<'a> {
    base: &'a str,
    loader: &'a str,
    slug: &'a str,
}

/// A file by its name, with a chart to begin with; `None` where there is none of this name.
///
/// # Errors
/// [`PageError`] when its template is faulty.
pub fn file(name: &str, place: &Place<'_>, chart: Option<&Slug>) -> Result<Option<Document>, PageError> {
    let Some((_, content_type)) = FILES.iter().find(|(known, _)| *known == name) else { return Ok(None) };
    let integration = Integration {
        base: place.base,
        loader: place.loader.map_or("/widget/baocao.js", |loader| &loader.path),
        slug: chart.map_or("slug", Slug::as_str),
    };
    let text = page::render(&format!("integrations/{name}.txt.j2"), integration)?;
    // A template loses its last line feed.
    Ok(Some(Document::text(text + "\n", content_type)))
}
