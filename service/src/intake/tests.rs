//! Promises of the intake, on the demonstration data.

mod any_bytes;
mod catalogue;
mod csv;
mod fixtures;
mod json;
mod successions;
