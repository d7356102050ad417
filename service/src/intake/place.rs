//! Where in a file something stands, and what a reader calls it.

use std::sync::Arc;

use baocao_widget::locale::Lang;

use super::cell_name::letters;

/// What the places of a file are counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// Lines, the header's being 1.
    #[default]
    Lines,
    /// Items of a list, from 1.
    Items,
    /// Rows of a sheet, from 1.
    Rows,
}

impl Counted {
    /// What a reader calls one.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Lines | Self::Rows, Lang::Vi) => "dòng",
            (Self::Lines, Lang::En) => "line",
            (Self::Items, Lang::Vi) => "mục",
            (Self::Items, Lang::En) => "item",
            (Self::Rows, Lang::En) => "row",
        }
    }
}

/// Where else in the file something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// Its line, item or row.
    pub line: usize,
    /// What that counts.
    pub counted: Counted,
    /// The sheet, where there is more than one of figures.
    pub sheet: Option<Arc<str>>,
}

impl At {
    /// In a file that is one table.
    #[must_use]
    pub fn new(line: usize, counted: Counted) -> Self {
        Self { line, counted, sheet: None }
    }

    /// What a reader calls it.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let line = format!("{} {}", self.counted.word(lang), self.line);
        match (&self.sheet, lang) {
            (None, _) => line,
            (Some(sheet), Lang::Vi) => format!("{line} của trang tính `{sheet}`"),
            (Some(sheet), Lang::En) => format!("{line} of the sheet `{sheet}`"),
        }
    }
}

/// A cell or a row of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The sheet's place among all.
    pub at: usize,
    /// Its name.
    pub sheet: Arc<str>,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0; of a whole row the table's first.
    pub column: u32,
}

impl Spot {
    /// The cell as spreadsheets name it, such as `D12`.
    #[must_use]
    pub fn cell(&self) -> String {
        format!("{}{}", letters(self.column), self.row)
    }
}
