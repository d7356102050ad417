//! The service and the page draw with the same code, so they must write the same bytes: of every chart that the service
//! holds, and of every document in `documents/`. Adding a case is adding a file.

use baocao::app::App;
use baocao::config::Settings;
use baocao::domain::{Moment, Slug};
use baocao::publish::{Lang, chart};
use baocao_widget::dataset::Kind;
use baocao_widget::{SvgOptions, Theme};

use baocao_gallery::{document::read, random};
use serde_json::Value;

use crate::harness::{Browser, Folder, Scripts, Service, charts};

/// Draws from the very dataset that the service holds, without any JSON between.
fn natively(app: &App, slug: &str, lang: Lang, width: u32, texts: bool) -> String {
    let cube = app.snapshot();
    let spec = cube.catalogue().chart(&Slug::parse(slug).unwrap()).unwrap();
    let report = app.answer(&chart::query(spec, None), Moment::now().day).unwrap();
    let options = SvgOptions { width, height: None, theme: Theme::Auto, standalone: false, texts };
    baocao_widget::svg(&chart::dataset(&report, spec, lang), &options)
}

#[test]
fn the_same_chart_gives_the_same_bytes_natively_and_in_wasm() {
    let folder = Folder::new();
    let app = App::open(&Settings::of(folder.path())).unwrap();
    app.load_demo(&Moment::now()).unwrap();
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!("{}/charts/members-admitted", service.address));
    let mut compared = 0;
    for slug in charts() {
        for lang in [Lang::Vi, Lang::En] {
            for width in [280, 320, 600, 640, 960, 1_400] {
                for texts in [true, false] {
                    let script = format!(
                        "return Promise.all([import('/widget/baocao.js'), fetch('/charts/{slug}.json?lang={}')])
                           .then(async ([widget, answer]) => widget.svg(await answer.json(), {{ width: {width}, texts: {texts} }}))",
                        lang.tag()
                    );
                    let drawn = browser.run(&script);
                    let native = natively(&app, slug, lang, width, texts);
                    assert!(native.starts_with("<svg"), "{native}");
                    assert_eq!(drawn.as_str(), Some(native.as_str()), "{slug} {lang:?} {width} {texts}");
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, charts().len() * 2 * 6 * 2);
}

/// Width, height (0: natural), and whether title and footer are drawn.
const SIZES: [(u32, u32, bool); 4] = [(320, 0, true), (600, 0, true), (960, 400, true), (687, 0, false)];

/// Draws each document in the page and natively, and compares.
#[track_caller]
fn compare(browser: &Browser, documents: &[(String, &Value)], (width, height, texts): (u32, u32, bool)) {
    let list: Vec<&Value> = documents.iter().map(|(_, document)| *document).collect();
    let drawn = browser.run(&format!(
        "return import('/widget/baocao.js').then(async (widget) => {{
           const drawn = [];
           for (const one of {}) drawn.push(await widget.svg(one, {{ width: {width}, height: {height}, texts: {texts} }}));
           return drawn;
         }})",
        Value::from_iter(list.iter().copied().cloned())
    ));
    for ((name, document), drawn) in documents.iter().zip(drawn.as_array().unwrap()) {
        let height = (height > 0).then_some(height);
        let options = SvgOptions { width, height, theme: Theme::Auto, standalone: false, texts };
        let native = baocao_widget::svg(&read(document), &options);
        assert!(native.starts_with("<svg"), "{native}");
        assert_eq!(drawn.as_str(), Some(native.as_str()), "{name} at {width}");
    }
}

#[test]
fn a_document_of_any_kind_gives_the_same_bytes_natively_and_in_wasm() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!("{}/charts/members-admitted", service.address));
    let files = baocao_gallery::files();
    for (kind, _) in Kind::ALL {
        assert!(files.iter().any(|file| file.name == format!("{kind}-vi")), "no document is a `{kind}`");
    }
    for file in &files {
        let kind = read(&file.document).drawing.kind.code();
        assert!(file.name.starts_with(kind), "{} is named after its kind", file.name);
    }
    let documents: Vec<(String, &Value)> =
        files.iter().map(|file| (file.name.clone(), &file.document)).collect();
    for size in SIZES {
        compare(&browser, &documents, size);
    }
}

#[test]
fn a_thousand_random_charts_of_every_kind_give_the_same_bytes_natively_and_in_wasm() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!("{}/charts/members-admitted", service.address));
    for batch in 0..40_u64 {
        let documents: Vec<Value> = (0..25).map(|place| random::document(batch * 25 + place)).collect();
        let named: Vec<(String, &Value)> =
            documents.iter().zip(batch * 25..).map(|(one, seed)| (format!("seed {seed}"), one)).collect();
        let width = 280 + u32::try_from(batch * 28).unwrap();
        compare(&browser, &named, (width, if batch % 4 == 3 { 360 } else { 0 }, batch % 5 != 4));
    }
}
