//! `successions.csv`: who came after whom since which day, and with what share of their figures.

use std::collections::HashMap;

use super::fields::{rows, some};
use crate::domain::{Organization, OrganizationCode, Succession, SuccessionKind, Weight, day};
use crate::intake::fault::Fault;
use crate::intake::problem::Problems;
use crate::intake::row::{Columns, Row};

const COLUMNS: Columns = Columns { all: &["on", "kind", "from", "to", "weight"], optional: &["weight"] };

/// The successions, and the line of each as it writes itself.
pub(super) fn read(
    bytes: &[u8],
    organizations: &[Organization],
    problems: &mut Problems,
) -> (Vec<Succession>, HashMap<String, usize>) {
    let mut lines = HashMap::new();
    let read = rows(bytes, COLUMNS, problems, |row, problems| {
        let succession = succession(row, organizations, problems)?;
        lines.entry(succession.to_string()).or_insert(row.line);
        Some(succession)
    });
    (read, lines)
}

fn succession(row: &Row<'_>, organizations: &[Organization], problems: &mut Problems) -> Option<Succession> {
    let on = some(row, "on", problems).and_then(|text| problems.read(row.line, "on", day(text)));
    let kind = some(row, "kind", problems)
        .and_then(|text| problems.read(row.line, "kind", SuccessionKind::parse(text)));
    let from =
        some(row, "from", problems).and_then(|text| organization(row, "from", text, organizations, problems));
    let to = match row.get("to")? {
        "" => Some(None),
        text => organization(row, "to", text, organizations, problems).map(Some),
    };
    // Only a split has to say how much.
    let weight = match row.text("weight") {
        "" if kind != Some(SuccessionKind::Split) => Some(Weight::WHOLE),
        text => problems.read(row.line, "weight", Weight::parse(text)),
    };
    Some(Succession { on: on?, kind: kind?, from: from?, to: to?, weight: weight? })
}

fn organization(
    row: &Row<'_>,
    column: &'static str,
    text: &str,
    organizations: &[Organization],
    problems: &mut Problems,
) -> Option<OrganizationCode> {
    let code = problems.read(row.line, column, OrganizationCode::parse(text))?;
    if !organizations.iter().any(|one| one.code == code) {
        problems.push(row.line, column, text, Fault::UnknownOrganization);
        return None;
    }
    Some(code)
}
