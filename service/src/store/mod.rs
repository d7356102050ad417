//! The only room that speaks SQL: filings and catalogues in, every revision kept.

mod error;

pub use error::StoreError;
