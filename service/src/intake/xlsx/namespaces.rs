//! The names by which the parts of a workbook say what they are made of (ECMA-376).

use super::xml::{Tag, attributes};

/// Of sheets, styles and comments.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Of what names a relation, and the beginning of each kind of relation.
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Of the parts that list relations.
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The prefix that stands for relations in a part, by its first element.
pub(super) fn office(root: Tag<'_>) -> Option<String> {
    let found = attributes(root.attributes).find(|(_, value)| *value == OFFICE);
    found.and_then(|(name, _)| name.strip_prefix("xmlns:")).map(str::to_owned)
}

/// The attribute that names a relation.
pub(super) fn related(prefix: Option<&str>, id: &str) -> String {
    match prefix {
        Some(prefix) => format!("{prefix}:id=\"{id}\""),
        None => format!("xmlns:r=\"{OFFICE}\" r:id=\"{id}\""),
    }
}
