//! Report → Document: one file per format behind one signature. Pure: no I/O, no clock, no HTTP.
//!
//! The machines' formats first ([`json`], [`csv`], [`jsonstat`]; [`changes`] and [`history`]), then the chart and its pictures ([`chart`],
//! [`chart_json`], [`svg`], [`png`]), then what people read ([`sentence`], [`table`], [`pages`], [`embed`], [`embed_json`]), and the
//! [`words`] they are written with.

pub mod catalogue;
pub mod changes;
pub mod chart;
pub mod chart_json;
mod chart_look;
mod chart_pickers;
pub mod csv;
mod describe;
pub mod embed;
pub mod embed_json;
pub mod escape;
pub mod forms;
pub mod history;
pub mod json;
pub mod jsonstat;
pub mod notes;
pub mod oembed;
pub mod page;
pub mod pages;
pub mod png;
pub mod reference;
pub mod releases;
pub mod sentence;
pub mod svg;
pub mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod tombstone;
pub mod words;
pub mod workbook;

pub use baocao_widget::locale::Lang;

use crate::rollup::Report;

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
    /// For spreadsheets.
    Csv,
    /// For statistical tools.
    JsonStat,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::JsonStat];

    /// The report in this format.
    #[must_use]
    pub fn document(self, report: &Report, lang: Lang) -> Document {
        match self {
            Self::Json => json::document(report, lang),
            Self::Csv => csv::document(report, lang),
            Self::JsonStat => jsonstat::document(report, lang),
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
