//! The terms on which a filing is taken: what it is checked against, how, and how much it may be.

use super::history::History;
use super::problem::Lang;
use crate::domain::{Catalogue, Date, OrganizationCode};

/// How whoever files wants the filing to be taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct Handling<'a> {
    /// How its numbers are said to be written; `None` where they show it themselves.
    pub numbers: Option<Lang>,
    /// Whether warnings refuse it.
    pub strict: bool,
    /// Why what the rules find is right nevertheless.
    pub justification: Option<&'a str>,
}

/// What a filing is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The codes that can be filed.
    pub catalogue: &'a Catalogue,
    /// The only organization that may be filed for, with those below it; `None` is all.
    pub within: Option<&'a OrganizationCode>,
    /// The most rows it may have.
    pub most_rows: usize,
    /// The day it is filed: no data end later.
    pub today: Date,
    /// How it is to be taken.
    pub handling: Handling<'a>,
    /// What is known before it.
    pub history: &'a dyn History,
}

/// More than a filing may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// This many bytes are the most.
    Bytes(usize),
    /// This many rows are the most.
    Rows(usize),
}
