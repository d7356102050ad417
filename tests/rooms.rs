//! Data flows one way through the rooms: this reads every `use crate::…` of the service and fails on a forbidden one.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may name. Rooms that are not listed as anybody's may be named by nobody.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("halves", &[]),
    ("intake", &["domain", "halves"]),
    ("store", &["domain"]),
    ("cube", &["domain", "halves"]),
    ("rollup", &["domain", "cube", "halves"]),
    ("publish", &["domain", "rollup"]),
    ("app", &["domain", "intake", "store", "cube", "rollup", "config"]),
    ("config", &["domain"]),
    ("web", &["domain", "intake", "rollup", "publish", "app", "config"]),
    ("herald", &["domain", "publish", "app", "config"]),
    ("cli", &["domain", "intake", "app", "config", "web", "herald"]),
];

/// Crates, and what of them, that only these rooms may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("refinery", &["store"]),
    ("actix_web", &["web"]),
    ("minijinja", &["publish"]),
    ("ureq", &["herald"]),
    ("rustls", &["herald"]),
    ("resvg", &["publish"]),
    ("rust_xlsxwriter", &["publish"]),
    ("baocao_widget", &["publish", "intake", "config", "cli", "web"]),
    ("baocao_widget::svg", &["publish"]),
    ("baocao_widget::height", &["publish"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            found.push(entry);
        }
    }
}

fn room(file: &Path, root: &Path) -> String {
    let inside = file.strip_prefix(root).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The code without its comments, one space for any run of them, so that a path broken over lines is whole.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or(""));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Whether the code names this, as a whole word; `library::name` also in a list, as `library::{name, other}`.
fn names(code: &str, path: &str) -> bool {
    let listed = path.split_once("::").is_some_and(|(library, name)| {
        let opened = format!("{library}::{{");
        let lists = code.split(&opened).skip(1);
        lists.filter_map(|rest| rest.split(';').next()).any(|list| names(list, name))
    });
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |at: usize| !code[..at].ends_with(word) && !code[at + path.len()..].starts_with(word);
    listed || code.match_indices(path).any(|(at, _)| whole(at))
}

/// The names that follow `path` in the code: `crate::cube::At` names `cube`; `crate::{cube, store}` names nothing.
fn named(code: &str, path: &str) -> BTreeSet<String> {
    code.split(path)
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

/// What a file of a room names that it must not.
fn forbidden(here: &str, code: &str) -> Vec<String> {
    let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == here) else {
        return vec![format!("a room without a rule; give `{here}` one")];
    };
    let rooms = named(code, "crate::").into_iter().filter(|name| name != here).filter_map(|name| {
        if name.is_empty() {
            return Some(
                "write `use crate::room::…`, one room a line; a list or a `*` hides which".to_owned(),
            );
        }
        (!allowed.contains(&name.as_str())).then(|| format!("`{here}` must not name `{name}`"))
    });
    let libraries = ONLY_IN
        .iter()
        .filter(|(library, homes)| !homes.contains(&here) && names(code, library))
        .map(|(library, homes)| format!("only {homes:?} may name `{library}`"));
    rooms.chain(libraries).collect()
}

#[test]
fn no_room_names_one_that_it_should_not_know() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for file in files {
        let here = room(&file, &root);
        if !matches!(here.as_str(), "lib" | "main") {
            let found = forbidden(&here, &code(&file));
            wrong.extend(found.into_iter().map(|what| format!("{}: {what}", file.display())));
        }
        seen.insert(here);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (room, _) in MAY_NAME {
        assert!(seen.contains(*room), "there is no room `{room}` any more; take its rule out");
    }
}

#[test]
fn no_way_of_writing_an_import_escapes_the_rules() {
    for code in [
        "use crate::store::Store;",
        "use crate::{store::Store};",
        "use crate::*;",
        "use rusqlite as sql;",
        "use baocao_widget::Dataset;",
    ] {
        assert_eq!(forbidden("rollup", code).len(), 1, "{code}");
    }
    for code in ["baocao_widget::svg(&dataset, &options)", "use baocao_widget::{Dataset, svg};"] {
        assert_eq!(forbidden("web", code).len(), 1, "{code}");
    }
    assert_eq!(forbidden("web", "use crate::app::App; use baocao_widget::{Dataset, Theme};"), [""; 0]);
}

#[test]
fn only_one_file_of_the_widget_knows_the_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../widget/src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files.iter().filter(|file| !file.ends_with("browser.rs")) {
        let code = fs::read_to_string(file).unwrap();
        for name in ["wasm_bindgen", "web_sys", "js_sys"] {
            assert!(!code.contains(name), "{} names `{name}`", file.display());
        }
    }
}
