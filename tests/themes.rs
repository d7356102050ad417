//! The style sheet in a real browser: what the reader's settings and the page around it ask for is what is drawn.

use baocao_widget::{Theme, stylesheet};
use serde_json::json;

use crate::harness::{Browser, Scripts};

const MARKS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "r"];

/// A page with one mark of each series.
fn page() -> Browser {
    let browser = Browser::open(Scripts::On);
    browser.visit("data:text/html,<!doctype html>");
    let marks: String =
        MARKS.iter().map(|class| format!("<path class=\"bc-{class}\" d=\"M0 0h9v9z\"/>")).collect();
    browser.run(&format!(
        "document.head.innerHTML = '<style></style>';
         document.querySelector('style').textContent = ':root {{ color-scheme: light dark }}' + {};
         document.body.innerHTML = {};",
        json!(stylesheet(Theme::Auto)),
        json!(format!("<svg class=\"bc\">{marks}<text class=\"bc-m\">số liệu</text></svg>"))
    ));
    browser
}

fn emulate(browser: &Browser, features: &[(&str, &str)]) {
    let features: Vec<_> =
        features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    browser.devtools("Emulation.setEmulatedMedia", &json!({ "features": features }));
}

/// How a class is painted: fill, stroke and dashes.
fn paint(browser: &Browser, class: &str) -> String {
    let script = format!(
        "const style = getComputedStyle(document.querySelector('.bc-{class}'));
         return [style.fill, style.stroke, style.strokeDasharray].join(' ')"
    );
    browser.run(&script).as_str().unwrap().to_owned()
}

#[test]
fn the_readers_scheme_and_contrast_choose_the_palette() {
    let browser = page();
    for (scheme, contrast, color) in [
        ("light", "no-preference", "rgb(11, 95, 165)"),
        ("dark", "no-preference", "rgb(94, 168, 236)"),
        ("light", "more", "rgb(0, 63, 125)"),
        ("dark", "more", "rgb(108, 188, 255)"),
    ] {
        emulate(&browser, &[("prefers-color-scheme", scheme), ("prefers-contrast", contrast)]);
        assert!(paint(&browser, "1").starts_with(color), "{scheme} {contrast}: {}", paint(&browser, "1"));
    }
}

#[test]
fn in_forced_colours_no_two_series_are_painted_alike() {
    let browser = page();
    for scheme in ["light", "dark"] {
        emulate(&browser, &[("prefers-color-scheme", scheme), ("forced-colors", "active")]);
        let mut paints = MARKS.map(|class| paint(&browser, class)).to_vec();
        paints.sort();
        paints.dedup();
        assert_eq!(paints.len(), MARKS.len(), "{paints:#?}");
        // The system's colours are those of its text and ground, not ours.
        let system = browser.run(
            "document.body.insertAdjacentHTML('beforeend', '<i style=\"color: CanvasText\"></i>');
             return getComputedStyle(document.querySelector('i')).color",
        );
        assert!(paint(&browser, "m").starts_with(system.as_str().unwrap()), "{}", paint(&browser, "m"));
    }
}

#[test]
fn a_host_page_sets_colours_and_font() {
    let browser = page();
    browser.run(
        "document.body.style.setProperty('--baocao-series-1', 'rgb(1, 2, 3)');
         document.body.style.setProperty('--baocao-font', 'Georgia')",
    );
    assert!(paint(&browser, "1").starts_with("rgb(1, 2, 3)"), "{}", paint(&browser, "1"));
    let family = browser.run("return getComputedStyle(document.querySelector('text')).fontFamily");
    assert_eq!(family, "Georgia");
}
