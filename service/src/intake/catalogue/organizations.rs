//! `organizations.csv`: several rows of one code are its places in the tree, one after the other.

use std::collections::HashMap;

use super::fields::{dates, items, names, rows, some};
use crate::domain::{Date, Organization, OrganizationCode, OrganizationKind, Placement, Validity};
use crate::intake::fault::Fault;
use crate::intake::problem::Problems;
use crate::intake::row::{Columns, Row};

const COLUMNS: Columns = Columns {
    all: &["code", "parent", "name_vi", "name_en", "kind", "valid_from", "valid_to", "successors"],
    optional: &["valid_from", "valid_to", "successors"],
};

/// The organizations, and the line of each.
pub(super) fn read(bytes: &[u8], problems: &mut Problems) -> (Vec<Organization>, HashMap<String, usize>) {
    let read = rows(bytes, COLUMNS, problems, |row, problems| {
        let organization = organization(row, problems)?;
        Some((row.line, organization))
    });
    let mut lines = HashMap::new();
    let mut merged: Vec<Organization> = Vec::new();
    let mut at = HashMap::new();
    let named: Vec<_> = read.iter().map(|(line, one)| (*line, parents_and_successors(one))).collect();
    for (line, one) in read {
        lines.insert(one.code.to_string(), line);
        match at.get(&one.code) {
            None => {
                at.insert(one.code.clone(), merged.len());
                merged.push(one);
            }
            Some(&at) => join(&mut merged[at], one, line, problems),
        }
    }
    for (line, named) in named {
        for (column, code) in named {
            if !at.contains_key(&code) {
                problems.push(line, column, code.as_str(), Fault::UnknownOrganization);
            }
        }
    }
    (merged, lines)
}

fn organization(row: &Row<'_>, problems: &mut Problems) -> Option<Organization> {
    let code = some(row, "code", problems)
        .and_then(|text| problems.read(row.line, "code", OrganizationCode::parse(text)));
    let parent = match row.get("parent")? {
        "" => Some(None),
        text => problems.read(row.line, "parent", OrganizationCode::parse(text)).map(Some),
    };
    let names = names(row, "name_vi", "name_en", problems);
    let kind = some(row, "kind", problems)
        .and_then(|text| problems.read(row.line, "kind", OrganizationKind::parse(text)));
    let validity = dates(row, problems);
    let successors: Vec<_> = items(row.text("successors"))
        .filter_map(|item| problems.read(row.line, "successors", OrganizationCode::parse(item)))
        .collect();
    let placements = vec![Placement { parent: parent?, validity: validity? }];
    Some(Organization { code: code?, names: names?, kind: kind?, placements, successors })
}

fn parents_and_successors(one: &Organization) -> Vec<(&'static str, OrganizationCode)> {
    let parents = one.placements.iter().filter_map(|placement| placement.parent.clone());
    let successors = one.successors.iter().cloned();
    parents.map(|code| ("parent", code)).chain(successors.map(|code| ("successors", code))).collect()
}

/// Adds a later row's placement; its names and kind are those of today.
fn join(first: &mut Organization, later: Organization, line: usize, problems: &mut Problems) {
    for placement in &later.placements {
        if first.placements.iter().any(|other| overlap(other.validity, placement.validity)) {
            problems.push(line, "valid_from", later.code.as_str(), Fault::Overlap);
        }
    }
    first.placements.extend(later.placements);
    for successor in later.successors {
        if !first.successors.contains(&successor) {
            first.successors.push(successor);
        }
    }
    (first.names, first.kind) = (later.names, later.kind);
}

fn overlap(one: Validity, other: Validity) -> bool {
    let (first, last) = (Date::MIN, Date::MAX);
    let start = one.from.unwrap_or(first).max(other.from.unwrap_or(first));
    start < one.until.unwrap_or(last).min(other.until.unwrap_or(last))
}
