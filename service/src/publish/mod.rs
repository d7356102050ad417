//! Report → Document: one file per format behind one signature. Pure: no I/O, no clock, no HTTP.
//!
//! The machines' formats first ([`json`], [`csv`], [`jsonstat`], [`sdmx`], [`xlsx`], [`package`]; [`changes`] and [`history`]), then the chart and its pictures ([`chart`],
//! [`chart_json`], [`svg`], [`png`]), then what people read ([`sentence`], [`table`], [`pages`], [`embed`], [`embed_json`]), find
//! ([`search`]) and follow ([`feed`], of what was [`told`]), and the [`words`] they are written with.

pub mod catalogue;
pub mod changes;
pub mod chart;
pub mod chart_json;
mod chart_look;
mod chart_pickers;
pub mod claims;
pub mod coloring;
pub mod columns;
pub mod csv;
pub mod csvw;
mod describe;
pub mod dialect;
pub mod drafting;
pub mod embed;
pub mod embed_json;
pub mod escape;
pub mod feed;
mod fields;
pub mod forms;
pub mod history;
mod holes;
pub mod indicator_chart;
pub mod integrations;
pub mod json;
pub mod jsonstat;
pub mod limits;
pub mod linked;
pub mod notes;
pub mod oembed;
pub mod package;
pub mod page;
pub mod pages;
pub mod png;
pub mod redefined;
pub mod reference;
pub mod releases;
pub mod sdmx;
pub mod search;
pub mod sentence;
pub mod svg;
pub mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod told;
pub mod tombstone;
pub mod words;
pub mod workbook;
pub mod written;
pub mod xlsx;

pub use baocao_widget::locale::Lang;

use crate::rollup::Report;
use dialect::Dialect;

/// Bytes that are ready to leave, and what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their media type.
    pub content_type: &'static str,
}

impl Document {
    /// A document of text.
    #[must_use]
    pub fn text(text: String, content_type: &'static str) -> Self {
        Self { bytes: text.into_bytes(), content_type }
    }

    /// A document of JSON, ended by a line feed.
    #[must_use]
    pub fn json(value: &serde_json::Value, content_type: &'static str) -> Self {
        Self::text(format!("{value}\n"), content_type)
    }
}

/// The formats of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people and programs.
    Json,
    /// For programs and spreadsheets, in a dialect of theirs.
    Csv(Dialect),
    /// For statistical tools.
    JsonStat,
    /// For statistical offices.
    Sdmx,
    /// For spreadsheets.
    Xlsx,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] =
        [Self::Json, Self::Csv(Dialect::Standard), Self::JsonStat, Self::Sdmx, Self::Xlsx];

    /// The report in this format.
    ///
    /// # Errors
    /// When it cannot be written, which is our fault.
    pub fn document(self, report: &Report, lang: Lang) -> Result<Document, xlsx::Unwritten> {
        match self {
            Self::Json => Ok(json::document(report, lang)),
            Self::Csv(dialect) => Ok(csv::document(report, lang, dialect)),
            Self::JsonStat => Ok(jsonstat::document(report, lang)),
            Self::Sdmx => Ok(sdmx::document(report)),
            Self::Xlsx => xlsx::document(report, lang),
        }
    }
}

/// What a language calls something that has names.
#[must_use]
pub fn name(names: &crate::domain::Names, lang: Lang) -> &str {
    match lang {
        Lang::En if !names.en.is_empty() => &names.en,
        _ => &names.vi,
    }
}
