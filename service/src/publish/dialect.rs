//! How a CSV is written: for programs, or so that a spreadsheet set to Vietnamese opens it with two clicks.

use crate::domain::{Amount, Invalid};

/// A way to write CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 4180: UTF-8, commas between cells, a point before decimals.
    #[default]
    Standard,
    /// What Excel takes for CSV where Windows is set to Vietnamese: a byte order mark, `;` between cells, a comma before decimals.
    ExcelVi,
}

impl Dialect {
    /// Reads `standard` or `excel-vi`.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text {
            "standard" => Ok(Self::Standard),
            "excel-vi" => Ok(Self::ExcelVi),
            _ => Err(Invalid::new("dialect", text, "use standard or excel-vi")),
        }
    }

    /// What stands between two cells.
    #[must_use]
    pub fn delimiter(self) -> char {
        match self {
            Self::Standard => ',',
            Self::ExcelVi => ';',
        }
    }

    /// What stands before the decimals.
    #[must_use]
    pub fn decimal_mark(self) -> char {
        match self {
            Self::Standard => '.',
            Self::ExcelVi => ',',
        }
    }

    /// What the file begins with.
    #[must_use]
    pub fn opening(self) -> &'static [u8] {
        match self {
            Self::Standard => b"",
            Self::ExcelVi => "\u{feff}".as_bytes(),
        }
    }

    /// A number, exactly.
    #[must_use]
    pub fn number(self, amount: Amount) -> String {
        let text = amount.to_string();
        match self {
            Self::Standard => text,
            Self::ExcelVi => text.replace('.', ","),
        }
    }

    /// A writer of rows, without what the file begins with.
    #[must_use]
    pub fn writer(self) -> csv::Writer<Vec<u8>> {
        // Both delimiters are ASCII.
        let delimiter = u8::try_from(self.delimiter()).unwrap_or(b',');
        csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_set_to_vietnamese_finds_its_own_marks() {
        let amount = Amount::new(-8_103_318, 2);
        assert_eq!(Dialect::Standard.number(amount), "-81033.18");
        assert_eq!(Dialect::ExcelVi.number(amount), "-81033,18");
        assert_eq!(Dialect::parse("excel-vi").map(Dialect::delimiter), Ok(';'));
        assert!(Dialect::parse("excel").is_err());
    }
}
