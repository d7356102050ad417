//! What a row holds in a column: a text, one or none, a list, names in two languages.

use rusqlite::Row;

use super::StoreError;
use crate::domain::{Invalid, Names, Validity, day};

pub(super) fn text<'r>(row: &'r Row<'_>, at: usize) -> Result<&'r str, StoreError> {
    Ok(row.get_ref(at)?.as_str().map_err(rusqlite::Error::from)?)
}

pub(super) fn optional<'r>(row: &'r Row<'_>, at: usize) -> Result<Option<&'r str>, StoreError> {
    Ok(row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from)?)
}

/// Joined by semicolons, as [`Columns::list`] reads them.
pub(super) fn joined(codes: &[impl ToString]) -> String {
    codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
}

/// The columns of a row by their names.
pub(super) struct Columns<'r, 's>(pub(super) &'r Row<'s>);

impl Columns<'_, '_> {
    pub(super) fn text(&self, name: &str) -> Result<&str, StoreError> {
        text(self.0, self.0.as_ref().column_index(name)?)
    }

    pub(super) fn optional(&self, name: &str) -> Result<Option<&str>, StoreError> {
        optional(self.0, self.0.as_ref().column_index(name)?)
    }

    pub(super) fn names(&self, vi: &str, en: &str) -> Result<Names, StoreError> {
        Ok(Names { vi: self.text(vi)?.to_owned(), en: self.text(en)?.to_owned() })
    }

    pub(super) fn validity(&self) -> Result<Validity, StoreError> {
        Ok(Validity {
            from: self.optional("valid_from")?.map(day).transpose()?,
            until: self.optional("valid_to")?.map(day).transpose()?,
        })
    }

    pub(super) fn list<T>(
        &self,
        name: &str,
        parse: fn(&str) -> Result<T, Invalid>,
    ) -> Result<Vec<T>, StoreError> {
        let items = self.text(name)?.split(';').filter(|item| !item.is_empty());
        Ok(items.map(parse).collect::<Result<_, _>>()?)
    }
}
