//! Every organization, as a tree of the day.

use serde::Serialize;

use super::meta::{Meta, meta};
use super::{Around, around};
use crate::domain::{Catalogue, Date, Organization, OrganizationCode};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, name};

#[derive(Serialize)]
struct OrganizationsPage<'a> {
    around: Around<'a>,
    meta: Meta,
    /// The tree, each parent before its children.
    nodes: Vec<Node>,
    /// Those that have ended, or are to come.
    others: Vec<Node>,
}

#[derive(Serialize)]
struct Node {
    code: String,
    name: String,
    depth: usize,
}

/// `/organizations`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn organizations(place: &Place<'_>, catalogue: &Catalogue, today: Date) -> Result<Document, PageError> {
    let all = &catalogue.parts().organizations;
    let roots = all.iter().filter(|one| one.parent_within(today, today) == Some(None));
    let mut open: Vec<(OrganizationCode, usize)> = roots.map(|one| (one.code.clone(), 0)).collect();
    open.reverse();
    let mut tree = Vec::new();
    while let Some((code, depth)) = open.pop() {
        let mut children: Vec<_> =
            catalogue.children_on(&code, today).map(|one| (one.code.clone(), depth + 1)).collect();
        children.reverse();
        open.extend(children);
        tree.push((code, depth));
    }
    let node = |one: &Organization, depth| Node {
        code: one.code.to_string(),
        name: name(&one.names, place.lang).to_owned(),
        depth,
    };
    let texts = page::texts(place.lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let page = OrganizationsPage {
        around: around(place, "/organizations", "auto"),
        meta: meta(place, "/organizations", text("organizations"), text("organizations_lead")),
        nodes: tree
            .iter()
            .filter_map(|(code, depth)| Some(node(catalogue.organization(code)?, *depth)))
            .collect(),
        others: all.iter().filter(|one| !one.exists_on(today)).map(|one| node(one, 0)).collect(),
    };
    page::document("pages/organizations.html.j2", place.lang, page)
}
