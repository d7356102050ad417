//! The service and the page draw with the same code, so they must write the same bytes.

use baocao::app::App;
use baocao::config::Settings;
use baocao::domain::{Moment, Slug};
use baocao::publish::{Lang, chart};
use baocao_widget::{SvgOptions, Theme};

use crate::harness::{Browser, CHARTS, Folder, Scripts, Service};

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
