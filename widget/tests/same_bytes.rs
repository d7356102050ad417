//! The same chart gives the same bytes in the service and in the page.
//!
//! Every JSON-stat document of `documents/` is drawn twice: here, natively, and in a real browser by the packed script
//! and wasm. Adding a case is adding a file. Needs `just widget` to have run, and Chromium.

mod browser;
mod document;

use std::fs;
use std::path::Path;

use baocao_widget::{SvgOptions, Theme, svg};
use serde_json::{Value, json};

/// Width, height (0: natural), and whether title and footer are drawn.
const SIZES: [(u32, u32, bool); 4] = [(320, 0, true), (600, 0, true), (960, 400, true), (687, 0, false)];

#[test]
fn the_same_chart_gives_the_same_bytes_natively_and_in_wasm() {
    let documents = documents();
    let drawn = browser::draw(&json!({"documents": documents, "sizes": SIZES}));
    let drawn: Vec<Vec<String>> =
        serde_json::from_value(drawn).expect("the page answers with lists of pictures");
    assert_eq!(drawn.len(), documents.len());
    for ((name, document), pictures) in documents.iter().zip(drawn) {
        let dataset = document::read(document);
        for ((width, height, texts), picture) in SIZES.into_iter().zip(pictures) {
            let height = (height > 0).then_some(height);
            let options = SvgOptions { width, height, theme: Theme::Auto, standalone: false, texts };
            assert_eq!(
                picture,
                svg(&dataset, &options),
                "{name} at {width}; is the wasm of `just widget` older?"
            );
        }
    }
}

/// Name and content of every document, by name.
fn documents() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut documents: Vec<(String, Value)> = fs::read_dir(folder)
        .expect("the documents are there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a document can be read");
            (path.display().to_string(), serde_json::from_str(&text).expect("a document is JSON"))
        })
        .collect();
    documents.sort_by(|one, other| one.0.cmp(&other.0));
    documents
}
