//! The pages as people meet them: axe-core finds nothing, nothing runs out of a phone, and every language is whole.

use serde_json::Value;

use crate::harness::{Browser, Scripts, Service, axe, charts};

/// Every page that is no chart's, full and empty.
const PAGES: [&str; 19] = [
    "/",
    "/studio",
    "/studio/build",
    "/api",
    "/charts/no-such-chart",
    "/search?q=dang",
    "/search?q=nothing-like-it",
    "/indicators",
    "/indicators/members-admitted",
    "/indicators/disciplined",
    "/indicators/disciplined?organization=ba-dinh",
    "/indicators/no-such-chart-or-indicator",
    "/organizations",
    "/organizations/hanoi",
    "/organizations/ba-dinh",
    "/briefings",
    "/briefings/2022",
    "/releases",
    "/releases/2",
];

fn addresses() -> Vec<String> {
    let charts = charts().into_iter().flat_map(|slug| [format!("/charts/{slug}"), format!("/embed/{slug}")]);
    let pages = PAGES.iter().map(|page| (*page).to_owned());
    charts.chain(pages).collect()
}

#[test]
fn axe_finds_nothing_on_any_page_in_either_language_or_theme() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.resize(600, 900);
    let mut found = Vec::new();
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        for address in addresses() {
            for lang in ["vi", "en"] {
                let mark = if address.contains('?') { '&' } else { '?' };
                browser.visit(&format!("{}{address}{mark}lang={lang}", service.address));
                let problems = axe::violations(&browser);
                found.extend(problems.iter().map(|one| format!("{address} {lang} {scheme}: {one}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_page_is_wider_than_a_phone() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.resize(320, 700);
    for address in addresses() {
        browser.visit(&format!("{}{address}", service.address));
        let width = browser.run("return document.documentElement.scrollWidth");
        assert_eq!(width, Value::from(320), "{address}");
    }
    assert!(
        browser.console().iter().all(|line| line.contains("no-such-chart")),
        "a page has an error on its console"
    );
}

#[test]
fn each_chart_has_a_page_a_picture_a_table_and_a_sentence_in_both_languages() {
    let service = Service::demo();
    for slug in charts() {
        for lang in ["vi", "en"] {
            let page = service.get(&format!("/charts/{slug}?lang={lang}")).has_status(200);
            assert!(page.text().contains("<svg") && page.text().contains("<table"), "{slug}");
            assert!(page.text().contains(&format!("<html lang=\"{lang}\"")), "{slug}");
            let picture = service.get(&format!("/charts/{slug}.svg?lang={lang}")).has_status(200);
            assert!(picture.text().contains("<title") && picture.text().contains("<desc"), "{slug}");
            let pixels = service.get(&format!("/charts/{slug}.png?lang={lang}")).has_status(200);
            assert!(pixels.body.starts_with(b"\x89PNG"), "{slug}");
            let dataset = service.get(&format!("/charts/{slug}.json?lang={lang}")).has_status(200).json();
            assert!(dataset["extension"]["chart"]["kind"].is_string(), "{slug}");
        }
    }
}

#[test]
fn a_sentence_is_true_or_absent() {
    let service = Service::demo();
    let sentence = |slug: &str, lang: &str| service.get(&format!("/sentences/{slug}?lang={lang}"));
    let admitted = sentence("members-admitted", "vi").has_status(200);
    assert!(admitted.text().contains("10.183") && admitted.text().contains("108,7%"), "{}", admitted.text());
    let disbursed = sentence("investment-2024", "en").has_status(200);
    assert!(disbursed.text().contains("36.6%"), "{}", disbursed.text());
    let funnel = sentence("inspection-funnel-2022", "vi").has_status(200);
    for number in ["334", "196", "153"] {
        assert!(funnel.text().contains(number), "{}", funnel.text());
    }
    let before = service.get("/sentences/members-admitted?known_on=2020-01-01").has_status(404);
    assert!(before.json()["detail"].is_string(), "absent with a reason");
}

#[test]
fn the_picture_of_the_readme_is_what_the_service_draws() {
    let service = Service::demo();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/pictures/discipline-outcomes-2022.svg");
    let drawn = service.get("/charts/discipline-outcomes-2022.svg?lang=en&width=720").has_status(200);
    if std::env::var_os("BAOCAO_TEST_DRAW").is_some() {
        std::fs::write(path, &drawn.body).unwrap();
    }
    let kept = std::fs::read_to_string(path).expect("the README's picture");
    assert!(
        kept == drawn.text(),
        "draw it again: BAOCAO_TEST_DRAW=1 cargo test -p baocao --test end-to-end readme"
    );
}
