//! The service and the page draw with the same code, so they must write the same bytes: of every chart that the service
//! holds, and of every document in `documents/`. Adding a case is adding a file.

use baocao::app::App;
use baocao::config::Settings;
use baocao::domain::{Moment, Slug};
use baocao::publish::{Lang, chart};
use baocao_widget::dataset::Kind;
use baocao_widget::{SvgOptions, Theme};

use crate::harness::{Browser, CHARTS, Folder, Scripts, Service, document};

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
    for slug in CHARTS {
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
    assert_eq!(compared, 8 * 2 * 6 * 2);
}

/// Width, height (0: natural), and whether title and footer are drawn.
const SIZES: [(u32, u32, bool); 4] = [(320, 0, true), (600, 0, true), (960, 400, true), (687, 0, false)];

/// Name and text of every document, by name.
fn documents() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/documents");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut documents: Vec<(String, String)> = files
        .filter(|file| file.path().is_file())
        .map(|file| (file.file_name().into_string().unwrap(), std::fs::read_to_string(file.path()).unwrap()))
        .collect();
    documents.sort();
    documents
}

#[test]
fn a_document_of_any_kind_gives_the_same_bytes_natively_and_in_wasm() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!("{}/charts/members-admitted", service.address));
    let documents = documents();
    for (kind, _) in Kind::ALL {
        let prefix = format!("{kind}-");
        assert!(documents.iter().any(|(file, _)| file.starts_with(&prefix)), "no document is a `{kind}`");
    }
    for (name, text) in documents {
        let dataset = document::read(&serde_json::from_str(&text).unwrap());
        assert!(name.starts_with(dataset.drawing.kind.code()), "{name} is named after its kind");
        for (width, height, texts) in SIZES {
            let drawn = browser.run(&format!(
                "return import('/widget/baocao.js')
                   .then((widget) => widget.svg({text}, {{ width: {width}, height: {height}, texts: {texts} }}))"
            ));
            let height = (height > 0).then_some(height);
            let options = SvgOptions { width, height, theme: Theme::Auto, standalone: false, texts };
            let native = baocao_widget::svg(&dataset, &options);
            assert!(native.starts_with("<svg"), "{native}");
            assert_eq!(drawn.as_str(), Some(native.as_str()), "{name} at {width}");
        }
    }
}
