//! Every kind of chart in every state, as documents: a page to look at, and what the tests draw.
//!
//! The cases are the files of `tests/documents` and, of each kind's first one, the states that `states` makes.
//! Adding a case is adding a file. All of it is sample data.

#![expect(clippy::expect_used, reason = "what it reads is in the repository; a fault there ends the run")]

pub mod document;
pub mod page;
pub mod random;
mod states;

use std::path::{Path, PathBuf};

use baocao_widget::dataset::Kind;
use serde_json::Value;

/// One case: a chart's document under the name of its kind and state.
#[derive(Clone, Debug)]
pub struct Case {
    /// Such as `column-vi` for a file, `column-suppressed` for a state.
    pub name: String,
    /// The JSON-stat document with its `extension.chart`.
    pub document: Value,
}

/// Every case, ordered by kind.
///
/// # Panics
///
/// When a document in the repository cannot be read.
#[must_use]
pub fn cases() -> Vec<Case> {
    let files = files();
    let mut cases = Vec::new();
    for (kind, _) in Kind::ALL {
        let of_kind = files.iter().filter(|case| case.document["extension"]["chart"]["kind"] == kind);
        cases.extend(of_kind.cloned());
        if let Some(first) = files.iter().find(|case| case.name == [kind, "-vi"].concat()) {
            cases.extend(states::of(kind, &first.document));
        }
    }
    cases
}

/// The documents that lie in the repository.
///
/// # Panics
///
/// When one of them cannot be read.
#[must_use]
pub fn files() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join("tests/documents"))
        .expect("the folder of documents")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    let case = |path: &PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("a readable file");
        Case { name, document: serde_json::from_str(&text).expect("a JSON document") }
    };
    paths.iter().map(case).collect()
}

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
