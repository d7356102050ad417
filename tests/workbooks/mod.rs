//! Workbooks come in: as spreadsheets write them, and as nobody should; faulty ones go back marked.

mod any;
mod book;
mod filling;
mod hostile;
mod marking;
mod office;
mod reading;
mod refusing;

pub use filling::{filled, first_sheet};
