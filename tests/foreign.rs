//! Datasets that this service did not make, in the shapes of other offices: what is drawn of them, and what is said of those
//! that cannot be drawn. Adding a case is adding `NAME.json` and `NAME.txt`, the texts of its table from top to bottom.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::{Browser, Scripts, Service};

/// Every document with what its table must say, by name.
fn documents() -> Vec<(String, Value, String)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/documents/foreign"));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let files =
        std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        files.filter_map(|file| file.strip_suffix(".json").map(str::to_owned)).collect();
    names.sort();
    let document = |name: String| {
        let text = read(&format!("{name}.json"));
        (name.clone(), serde_json::from_str(&text).unwrap(), read(&format!("{name}.txt")))
    };
    names.into_iter().map(document).collect()
}

/// A page of the service, from which its widget can be imported.
fn page(service: &Service) -> Browser {
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!("{}/charts/members-admitted", service.address));
    browser
}

/// The texts of the drawing, or the message that stands for one.
#[track_caller]
fn drawn(browser: &Browser, document: &Value, lang: &str) -> String {
    let texts = browser.run(&format!(
        "const {{ svg }} = await import('/widget/baocao.js');
         try {{
           const picture = await svg({document}, {{ width: 900, lang: '{lang}' }});
           const texts = new DOMParser().parseFromString(picture, 'image/svg+xml').querySelectorAll('text');
           return [...texts].map((text) => text.textContent).join('\\n');
         }} catch (fault) {{
           return 'message: ' + fault;
         }}"
    ));
    texts.as_str().unwrap().to_owned()
}

#[test]
fn every_value_of_another_offices_dataset_is_drawn_and_what_is_left_out_is_said() {
    let service = Service::demo();
    let browser = page(&service);
    for (name, mut document, expected) in documents() {
        document["extension"]["chart"] = json!({ "kind": "table" });
        if let Some(dataset) = document.get_mut("dataset") {
            dataset["extension"] = json!({ "chart": { "kind": "table" } });
        }
        assert_eq!(drawn(&browser, &document, "en"), expected.trim_end(), "{name}");
    }
}

#[test]
fn a_dataset_that_does_not_say_how_gets_a_chart_of_its_own() {
    let service = Service::demo();
    let browser = page(&service);
    for (name, document, table) in documents() {
        let texts = drawn(&browser, &document, "vi");
        let title = table.lines().next().unwrap();
        assert!(texts.starts_with(title), "{name}: {texts}");
        assert!(texts.lines().count() > 5, "{name}: {texts}");
    }
}

#[test]
fn more_series_than_can_be_told_apart_get_a_panel_each() {
    let service = Service::demo();
    let countries: Vec<String> = (1..=10).map(|at| format!("Country {at}")).collect();
    let years: Vec<String> = (2016..2024).map(|year| year.to_string()).collect();
    let document = json!({
        "version": "2.0", "class": "dataset", "label": "Ten countries", "id": ["geo", "time"], "size": [10, 8],
        "role": { "time": ["time"], "geo": ["geo"] },
        "dimension": {
            "geo": { "label": "Country", "category": { "index": countries } },
            "time": { "label": "Year", "category": { "index": years } },
        },
        "value": (0..80).collect::<Vec<u32>>(),
    });
    let texts = drawn(&page(&service), &document, "en");
    for country in countries {
        assert!(texts.lines().any(|line| line == country), "`{country}` is not in {texts}");
    }
}

#[test]
fn what_cannot_be_drawn_is_said_in_the_readers_language() {
    let service = Service::demo();
    let browser = page(&service);
    let (_, whole, _) = documents().remove(0);
    let whole = whole.get("dataset").cloned().unwrap_or(whole);
    let without = |field: &str, value: Value| {
        let mut document = whole.clone();
        document[field] = value;
        document
    };
    let huge: Vec<String> = (0..1_001).map(|at| at.to_string()).collect();
    let dimension = json!({ "category": { "index": huge } });
    let large = json!({
        "class": "dataset", "id": ["a", "b"], "size": [1_001, 1_001],
        "dimension": { "a": dimension, "b": dimension },
        "value": { "0": 1 }, "extension": { "chart": { "category": "a" } },
    });
    let cases = [
        (json!({ "figures": [1, 2] }), "không phải là bộ số liệu", "not a JSON-stat dataset"),
        (json!({ "class": "collection", "link": {} }), "không phải là bộ số liệu", "not a JSON-stat dataset"),
        (
            json!({ "class": "dimension", "category": {} }),
            "không phải là bộ số liệu",
            "not a JSON-stat dataset",
        ),
        (without("value", json!([])), "`size` khác `value`", "`size` and `value` differ"),
        (without("value", Value::Null), "không có con số nào", "no figures"),
        (without("value", json!({})), "không có con số nào", "no figures"),
        (without("value", json!({ "100": 1 })), "`size` khác `value`", "`size` and `value` differ"),
        (large, "quá lớn", "too large"),
    ];
    for (document, vietnamese, english) in cases {
        for (lang, words) in [("vi", vietnamese), ("en", english)] {
            let said = drawn(&browser, &document, lang);
            assert!(said.starts_with("message: ") && said.contains(words), "{lang}: {said}");
        }
    }
}
