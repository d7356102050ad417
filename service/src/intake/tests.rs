//! Promises of the intake, on the demonstration data.

mod any_bytes;
mod catalogue;
mod closing;
mod csv;
pub(super) mod fixtures;
mod forms;
mod hidden;
mod json;
mod rows;
mod successions;
