//! Data flows one way through the rooms: this reads every `use crate::…` of the service and fails on a forbidden one.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may name. Rooms that are not listed as anybody's may be named by nobody.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("intake", &["domain"]),
    ("store", &["domain"]),
    ("cube", &["domain"]),
    ("rollup", &["domain", "cube"]),
    ("publish", &["domain", "rollup"]),
    ("app", &["domain", "intake", "store", "cube", "rollup", "config"]),
    ("config", &[]),
    ("web", &["domain", "intake", "rollup", "publish", "app", "config"]),
    ("cli", &["domain", "intake", "app", "config", "web"]),
];

/// Crates that only one room may name: its reason to exist.
const ONLY_IN: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("refinery", "store"),
    ("actix_web", "web"),
    ("minijinja", "publish"),
    ("resvg", "publish"),
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

/// The names that follow `path` in the code, comments left out: `crate::cube::At` names `cube`.
fn named(code: &str, path: &str) -> BTreeSet<String> {
    code.lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .flat_map(|line| line.split(path).skip(1))
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
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
        let code = fs::read_to_string(&file).unwrap();
        seen.insert(here.clone());
        if matches!(here.as_str(), "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == here) else {
            wrong.push(format!("{}: a room without a rule; give `{here}` one", file.display()));
            continue;
        };
        for name in named(&code, "crate::").into_iter().filter(|name| *name != here && !name.is_empty()) {
            if !allowed.contains(&name.as_str()) {
                wrong.push(format!("{}: `{here}` must not name `{name}`", file.display()));
            }
        }
        for (library, home) in ONLY_IN {
            if here != *home
                && code.lines().any(|line| {
                    !line.trim_start().starts_with("//") && line.contains(&format!("{library}::"))
                })
            {
                wrong.push(format!("{}: only `{home}` may name `{library}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (room, _) in MAY_NAME {
        assert!(seen.contains(*room), "there is no room `{room}` any more; take its rule out");
    }
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
