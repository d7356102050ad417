//! The gallery: every kind in every state, as a browser shows it, beside the picture that was looked at and kept.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::harness::{Browser, Folder, Host, Kept, Picture, Scripts, Tolerance, axe};

/// Edges are smoothed a little differently from browser to browser, and what is kept has four bits a colour.
const TOLERANCE: Tolerance = Tolerance { unseen: 40, pixels: 8 };

/// The gallery's folder, served.
fn gallery() -> (Folder, Host) {
    let folder = Folder::new();
    baocao_gallery::page::write(&baocao_gallery::cases(), folder.path()).unwrap();
    let host = Host::files(folder.path().to_owned());
    (folder, host)
}

/// What the window shows of an element.
fn shoot(browser: &Browser, id: &str) -> Picture {
    let clip = browser.run(&format!(
        "const box = document.getElementById('{id}').getBoundingClientRect();
         return {{ x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height, scale: 1 }}"
    ));
    let shot = browser.devtools(
        "Page.captureScreenshot",
        &json!({ "format": "png", "clip": clip, "captureBeyondViewport": true }),
    );
    Picture::decode(&STANDARD.decode(shot["data"].as_str().unwrap()).unwrap())
}

/// Every case on a phone, and the documents' own on a tablet in the dark.
fn shots() -> Vec<(&'static str, u32, &'static str, Vec<String>)> {
    let names = |cases: Vec<baocao_gallery::Case>| cases.into_iter().map(|case| case.name).collect();
    vec![
        ("320.html", 320, "light", names(baocao_gallery::cases())),
        ("index.html", 600, "dark", names(baocao_gallery::files())),
    ]
}

/// Opens a page of the gallery, with its fonts there.
fn visit(browser: &Browser, host: &Host, page: &str, width: u32, scheme: &str) {
    browser.prefer(scheme);
    browser.resize(width, 800);
    browser.visit(&format!("{}/{page}", host.address));
    browser.wait_for("return document.fonts.ready.then(() => document.fonts.size === 2)");
}

#[test]
fn every_kind_in_every_state_looks_as_it_was_seen() {
    let (_folder, host) = gallery();
    let browser = Browser::open(Scripts::Off);
    let mut kept = Kept::open("gallery", TOLERANCE);
    for (page, width, scheme, names) in shots() {
        visit(&browser, &host, page, width, scheme);
        for name in names {
            let picture = shoot(&browser, &name);
            kept.hold(&format!("{name}-{width}-{scheme}.png"), &picture.encode());
        }
    }
    kept.all_look_as_seen("looks_as_it_was_seen");
}

#[test]
fn one_changed_digit_is_seen_in_a_browser() {
    let (_folder, host) = gallery();
    let browser = Browser::open(Scripts::Off);
    visit(&browser, &host, "320.html", 320, "light");
    // The smallest letters, and the two digits that differ least.
    let write = |digit: &str| {
        browser.run(&format!(
            "document.querySelector('#column-vi svg .bc-s:not(.bc-c):not(.bc-e)').textContent = '81.03{digit}'"
        ));
        shoot(&browser, "column-vi")
    };
    let coarse = |picture: &Picture| Picture::decode(&picture.encode());
    let (three, eight) = (write("3"), write("8"));
    let difference = eight.difference(&coarse(&three), TOLERANCE.unseen);
    assert!(difference.count > TOLERANCE.pixels, "{difference}");
    let difference = write("3").difference(&coarse(&three), TOLERANCE.unseen);
    assert_eq!(difference.count, 0, "{difference}");
}

#[test]
fn axe_finds_nothing_in_any_kind_and_state_before_and_after_it_is_used() {
    let (_folder, host) = gallery();
    let browser = Browser::open(Scripts::On);
    browser.resize(600, 800);
    for (scheme, contrast, forced) in [
        ("light", "no-preference", "none"),
        ("dark", "no-preference", "none"),
        ("light", "more", "none"),
        ("dark", "no-preference", "active"),
    ] {
        browser.emulate(&[
            ("prefers-color-scheme", scheme),
            ("prefers-contrast", contrast),
            ("forced-colors", forced),
        ]);
        browser.visit(&host.address);
        let count = baocao_gallery::cases().len();
        assert_eq!(browser.run("return document.querySelectorAll('baocao-chart').length"), count);
        axe::finds_nothing(&browser, &format!("the gallery, {scheme} {contrast} {forced}"));
        browser.run("document.querySelectorAll('baocao-chart').forEach(chart => chart.dispatchEvent(new FocusEvent('focusin')))");
        browser.wait_for(&format!("return document.querySelectorAll('baocao-plot').length === {count}"));
        axe::finds_nothing(&browser, &format!("the used gallery, {scheme} {contrast} {forced}"));
        let console = browser.console();
        assert!(console.is_empty(), "{console:?}");
    }
}
