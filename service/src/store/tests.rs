//! Promises of the file, whatever is done to it.

mod catalogues;
mod durable;
mod figures;
pub(super) mod fixtures;
mod older;
mod waiting;
