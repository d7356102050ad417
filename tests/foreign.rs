//! Datasets that this service did not make, in the shapes of other offices: what is drawn of them, and what is said of those
//! that cannot be drawn. Adding a case is adding `NAME.json` and `NAME.txt`, the texts of its table from top to bottom.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::{Browser, Host, Scripts, Service};

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

#[test]
fn what_is_no_json_is_said_in_the_readers_language_with_its_address() {
    let service = Service::demo();
    let cases = [
        ("/none", "404 Not Found", "<h1>Not found</h1>"),
        ("/broken", "500 Internal Server Error", "<h1>Error</h1>"),
        ("/words", "200 OK", "<!doctype html><title>Sign in</title>"),
        ("/empty", "200 OK", ""),
        ("/cut", "200 OK", r#"{"version": "2.0", "class": "dataset", "va"#),
        ("/odd", "200 OK", r#"{"id": ["a"], "dimension": {"a": {"category": null}}, "value": [1]}"#),
    ];
    let element = |(path, ..): &(&str, _, _)| {
        ["vi", "en"]
            .map(|lang| format!("<baocao-chart src=\"{path}\" lang=\"{lang}\"></baocao-chart>"))
            .concat()
    };
    let page = format!(
        "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Báo</title>
         <script type=\"module\" src=\"{}/widget/baocao.js\" crossorigin=\"anonymous\"></script>{}",
        service.address,
        cases.iter().map(element).collect::<String>()
    );
    let policy = Host::readme_policy(&service.address).replace("connect-src", "connect-src 'self'");
    let host = Host::answering(page, format!("default-src 'none'; {policy}"), &cases);
    let browser = Browser::open(Scripts::On);
    browser.visit(&host.address);
    browser.run("for (const chart of document.querySelectorAll('baocao-chart')) chart.ready.catch(() => {})");
    let said = browser.wait_for(
        "const texts = [...document.querySelectorAll('baocao-chart')].map(chart => chart.textContent); return texts.every(Boolean) && texts",
    );
    let mut said = said.as_array().unwrap().iter().map(|text| text.as_str().unwrap());
    for (path, status, _) in cases {
        let (status, _) = status.split_once(' ').unwrap();
        let at = format!("{status} {}{path}", host.address);
        let (vi, en) = match path {
            "/none" | "/broken" => (at.clone(), at),
            "/odd" => ("không đọc được số liệu".to_owned(), "the figures cannot be read".to_owned()),
            _ => (format!("không đọc được số liệu: {at}"), format!("the figures cannot be read: {at}")),
        };
        assert_eq!(said.next(), Some(&*format!("Không hiển thị được biểu đồ. Lý do: {vi}")), "{path}");
        assert_eq!(said.next(), Some(&*format!("This chart cannot be shown. Reason: {en}")), "{path}");
    }
}

/// What a drawing says of itself to those who do not see it.
#[track_caller]
fn described(browser: &Browser, document: &Value, lang: &str) -> String {
    let text = browser.run(&format!(
        "const chart = Object.assign(document.createElement('baocao-chart'), {{ lang: '{lang}' }});
         document.querySelector('main').append(chart);
         chart.data = {document};
         await chart.ready;
         const said = chart.querySelector('baocao-plot').shadowRoot.querySelector('desc').textContent;
         chart.remove();
         return said"
    ));
    text.as_str().unwrap().to_owned()
}

#[test]
fn a_dataset_without_a_description_gets_one_of_its_figures() {
    let service = Service::demo();
    let browser = page(&service);
    let dimension = |label: &str, ids: &[&str]| json!({ "label": label, "category": { "index": ids } });
    let document = json!({
        "version": "2.0", "class": "dataset", "label": "Employment", "id": ["geo", "time"], "size": [2, 3],
        "role": { "time": ["time"], "geo": ["geo"] },
        "dimension": {
            "geo": dimension("Country", &["Laos", "Cuba"]), "time": dimension("Year", &["2019", "2020", "2021"]),
        },
        "value": [70.5, 80, 72, null, 1060, null], "status": { "5": "c" },
    });
    assert_eq!(
        described(&browser, &document, "vi"),
        "Employment. Biểu đồ cột · Year (3) · Country (2). Cao nhất: 2020, Cuba: 1.060. Thấp nhất: 2019, Laos: 70,5. \
         2019, Laos: 70,5 đến 2021, Laos: 72. 2020, Cuba: 1.060. chưa báo cáo: 1. bảo mật: 1"
    );
    assert_eq!(
        described(&browser, &document, "en"),
        "Employment. Column chart · Year (3) · Country (2). Highest: 2020, Cuba: 1,060. Lowest: 2019, Laos: 70.5. \
         2019, Laos: 70.5 to 2021, Laos: 72. 2020, Cuba: 1,060. not reported: 1. confidential: 1"
    );
    let mut own = document;
    own["extension"] = json!({ "chart": { "kind": "column", "description": "Their own words." } });
    assert_eq!(described(&browser, &own, "en"), "Their own words.");

    let none = json!({
        "class": "dataset", "label": "Nothing yet", "id": ["time"], "size": [2],
        "dimension": { "time": dimension("Year", &["2019", "2020"]) }, "value": [null, null],
        "extension": { "chart": { "kind": "column" } },
    });
    assert_eq!(
        described(&browser, &none, "en"),
        "Nothing yet. Column chart · Year (2). not reported: 2",
        "there is no highest of nothing"
    );
}

#[test]
fn every_other_offices_dataset_is_described_in_both_languages() {
    let service = Service::demo();
    let browser = page(&service);
    for (name, document, table) in documents() {
        let title = table.lines().next().unwrap();
        for (lang, highest, lowest) in [("vi", "Cao nhất: ", "Thấp nhất: "), ("en", "Highest: ", "Lowest: ")]
        {
            let said = described(&browser, &document, lang);
            let tells = said.starts_with(title) && said.contains(highest) && said.contains(lowest);
            assert!(tells && !said.contains("undefined"), "{name}: {said}");
        }
    }
}
