//! What tables of any format have: a header that names columns, rows below it, and remarks around them.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::fault::Fault;
use super::problem::Problems;
use super::row::{Columns, Row, Written, tidy};

/// How many lines may stand above the header: titles, the name of the office, an empty line or two.
pub(super) const MOST_ABOVE: usize = 20;

/// How many remarks may stand below the last row: who made the table, who signed it, on which day.
pub(super) const MOST_BELOW: usize = 20;

/// A row as it came.
pub(super) trait Fields {
    /// How many fields it has.
    fn width(&self) -> usize;

    /// The text in one, empty where there is none.
    fn field(&self, at: usize) -> &str;

    /// Where something stands, and what, trimmed.
    fn filled(&self) -> impl Iterator<Item = (usize, &str)>;

    fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }

    /// One or two cells of running text: codes and numbers have neither spaces nor letters with marks.
    fn is_remark(&self) -> bool {
        let mut told = self.filled();
        let is_text = |(_, field): (usize, &str)| {
            !field.starts_with(|first: char| first.is_ascii_digit())
                && field.chars().any(|letter| letter == ' ' || letter.is_alphabetic() && !letter.is_ascii())
        };
        told.by_ref().take(2).all(is_text) && told.next().is_none()
    }
}

/// The columns that a header names.
#[derive(Clone, Debug)]
pub(super) struct Header {
    columns: Columns,
    /// Where each of `columns.all` stands.
    pub at: Vec<Option<usize>>,
    /// Columns without a name, left of one that has one.
    pub unnamed: Vec<usize>,
    pub width: usize,
}

impl Header {
    pub fn read(record: &impl Fields, line: usize, columns: Columns, problems: &mut Problems) -> Self {
        let mut at = vec![None; columns.all.len()];
        let (mut width, mut unnamed) = (0, Vec::new());
        for (place, name) in record.filled() {
            unnamed.extend(width..place);
            width = place + 1;
            match columns.all.iter().position(|known| *known == name) {
                Some(known) if at[known].is_some() => {
                    problems.push(line, columns.all[known], name, Fault::DuplicateColumn);
                }
                Some(known) => at[known] = Some(place),
                // What people write beside the figures for each other.
                None if name.starts_with('#') => {}
                None => problems.push(
                    line,
                    name.chars().take(80).collect::<String>(),
                    name,
                    Fault::UnknownColumn(columns.all),
                ),
            }
        }
        for (name, at) in columns.all.iter().zip(&at) {
            if at.is_none() && !columns.optional.contains(name) {
                problems.push(line, *name, "", Fault::MissingColumn);
            }
        }
        Self { columns, at, unnamed, width }
    }

    pub fn row<'a>(&self, record: &'a impl Fields, line: usize) -> Row<'a> {
        let text = |(name, at): (&&str, &Option<usize>)| match at {
            Some(at) => Some(tidy(record.field(*at))),
            None => self.columns.optional.contains(name).then_some(Cow::Borrowed("")),
        };
        let texts = self.columns.all.iter().zip(&self.at).map(text).collect();
        Row { line, texts, columns: self.columns, value: Written::AsText }
    }

    /// As many fields as the header names; further ones only when nothing stands in them.
    pub fn fits(&self, record: &impl Fields) -> bool {
        match record.width().cmp(&self.width) {
            Ordering::Less => false,
            Ordering::Equal => true,
            Ordering::Greater => record.filled().all(|(place, _)| place < self.width),
        }
    }
}
