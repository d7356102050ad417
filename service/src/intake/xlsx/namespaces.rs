//! The names by which the parts of a workbook say what they are made of (ECMA-376).

/// Of sheets, styles and comments.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Of what names a relation, and the beginning of each kind of relation.
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Of the parts that list relations.
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
