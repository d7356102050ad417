//! Bytes into figures, or every problem at once.

pub mod problem;

pub use problem::Problem;

/// The form that the bytes of a filing have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, with a header.
    Csv,
    /// A list of objects, or `{"figures": […]}`.
    Json,
}

impl Format {
    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
        }
    }
}

/// More than a filing may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// This many bytes are the most.
    Bytes(usize),
    /// This many rows are the most.
    Rows(usize),
}
