//! Vintages: what became known between two states of knowledge, what it changed in an answer, and the history of a cell.

mod differences;
mod history;
mod newer;
mod seen;

pub use differences::{Difference, DifferenceKind, Differences, Wanted, differences};
pub use history::{History, Stretch, history};
pub use newer::{ChangedRow, Newer, newer};
pub(in crate::rollup) use seen::seen;
