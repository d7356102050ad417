//! All four grades of embed in a page that is not ours, under a policy that forbids everything but what the README names.

use serde_json::Value;

use crate::harness::{Browser, Host, Scripts, Service};

const SLUG: &str = "discipline-outcomes-2022";

/// What the README tells a host to allow, for the service's address.
fn policy(address: &str, wasm: bool) -> String {
    let readme = include_str!("../README.md");
    let line = readme
        .lines()
        .find(|line| line.starts_with("img-src https://host"))
        .expect("the README names a policy");
    let allowed = line.replace("https://host", address);
    let allowed = if wasm { allowed } else { allowed.replace(" 'wasm-unsafe-eval'", "") };
    format!("default-src 'none'; {allowed}")
}

/// The three grades that are markup, as the studio hands them out, and what oEmbed makes of the fourth, the address.
fn snippets(service: &Service) -> Vec<String> {
    let studio = service.get(&format!("/studio?chart={SLUG}")).has_status(200);
    let copied = |grade: &str| -> String {
        let (_, rest) = studio.text().split_once(&format!("<textarea id=\"embed-{grade}\"")).expect(grade);
        let text = rest.split_once('>').unwrap().1.split_once("</textarea>").unwrap().0;
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#x27;", "'")
            .replace("&amp;", "&")
    };
    let oembed = service.get(&format!("/oembed?url={}", copied("address").trim())).has_status(200).json();
    let markup = ["element", "frame", "figure"].map(copied);
    assert!(markup.iter().all(|snippet| snippet.contains(SLUG)), "{markup:?}");
    markup.into_iter().chain([oembed["html"].as_str().unwrap().to_owned()]).collect()
}

/// A newspaper's page: a paragraph, then each grade, a paragraph after each.
fn article(service: &Service, wasm: bool) -> Host {
    let body: String = snippets(service)
        .iter()
        .enumerate()
        .map(|(grade, snippet)| {
            format!("<section id=\"grade-{}\">{snippet}</section><p>Lorem ipsum.</p>", grade + 1)
        })
        .collect();
    let page = format!(
        "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Báo</title>
         <meta name=\"viewport\" content=\"width=device-width\"></head><body><h1>Bài báo</h1>{body}</body></html>"
    );
    Host::serve(page, policy(&service.address, wasm))
}

/// Every request went to the two hosts that the reader knows of.
#[track_caller]
fn only_asks(browser: &Browser, hosts: &[&str]) -> Vec<String> {
    // The browser's own first page is not the article's.
    let requests: Vec<String> =
        browser.requests().into_iter().filter(|one| !one.starts_with("chrome:")).collect();
    for request in &requests {
        let known = hosts.iter().any(|host| request.starts_with(host)) || request.starts_with("data:");
        assert!(known, "a third host was asked: {request}");
    }
    requests
}

const SHIFT: &str = "return new Promise(tell => {
    let sum = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value })
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => tell(sum), 300);
})";

fn center(browser: &Browser, selector: &str) -> (f64, f64) {
    let found = browser.run(&format!(
        "const found = document.querySelector('{selector}'); found.scrollIntoView({{ block: 'center' }});
         const box = found.getBoundingClientRect(); return [box.x + box.width * .3, box.y + box.height * .45]"
    ));
    (found[0].as_f64().unwrap(), found[1].as_f64().unwrap())
}

const TOOLTIP: &str = "const plot = document.querySelector('baocao-chart').querySelector('*[class], *') && [...document.querySelectorAll('baocao-chart, baocao-chart *')].find(node => node.shadowRoot);
    const tip = plot?.shadowRoot.querySelector('[role=tooltip], .tip');
    return tip && tip.checkVisibility() ? tip.textContent : null";

#[test]
fn without_scripts_every_grade_shows_the_chart() {
    let service = Service::demo();
    let host = article(&service, true);
    let browser = Browser::open(Scripts::Off);
    browser.resize(960, 900);
    browser.visit(&host.address);
    for grade in [1, 3] {
        browser.wait_for(&format!(
            "const image = document.querySelector('#grade-{grade} img'); image.scrollIntoView();
             return image.complete && image.naturalWidth > 300 && image.checkVisibility()
               && (image.alt + image.closest('figure').textContent).includes('853')"
        ));
    }
    let frame = browser.run("const box = document.querySelector('#grade-2 iframe').getBoundingClientRect(); return [box.width, box.height]");
    assert!(frame[0].as_f64().unwrap() > 600.0 && frame[1].as_f64().unwrap() > 200.0, "{frame}");
    browser.run("document.querySelector('#grade-2 iframe').scrollIntoView()");
    let requests = only_asks(&browser, &[&host.address, &service.address]);
    assert!(requests.iter().any(|request| request.contains(&format!("/embed/{SLUG}"))), "{requests:?}");
    assert!(!requests.iter().any(|request| request.ends_with(".wasm")), "{requests:?}");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn with_scripts_the_chart_answers_to_pointer_finger_and_keys_and_nothing_shifts() {
    let service = Service::demo();
    let host = article(&service, true);
    let browser = Browser::open(Scripts::On);
    browser.resize(960, 900);
    browser.visit(&host.address);
    browser.wait_for("return document.querySelector('#grade-1 img').complete");
    let before = browser.requests();
    assert!(
        !before.iter().any(|request| request.ends_with(".wasm")),
        "fetched before the first use: {before:?}"
    );
    let (x, y) = center(&browser, "#grade-1 img");
    browser.point_at(x, y);
    browser.point_at(x + 2.0, y);
    let told = browser.wait_for(TOOLTIP);
    assert!(told.as_str().unwrap().contains("27/12/2022"), "{told}");
    browser.press("Escape");
    browser.wait_for(&format!("return !(() => {{ {TOOLTIP} }})()"));
    browser.press("Tab");
    browser.press("Home");
    browser.run("document.querySelector('baocao-chart').scrollIntoView({ block: 'center' })");
    assert_eq!(browser.run(SHIFT), Value::from(0), "the page shifted");
    only_asks(&browser, &[&host.address, &service.address]);
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn without_wasm_unsafe_eval_the_chart_stays_a_picture_and_says_nothing() {
    let service = Service::demo();
    let host = article(&service, false);
    let browser = Browser::open(Scripts::On);
    browser.resize(960, 900);
    browser.visit(&host.address);
    browser.wait_for("return document.querySelector('#grade-1 img').complete");
    let (x, y) = center(&browser, "#grade-1 img");
    browser.point_at(x, y);
    browser.point_at(x + 2.0, y);
    browser.tap(x, y);
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(browser.run("return document.querySelector('#grade-1 img').checkVisibility()"), true);
    assert_eq!(browser.run(TOOLTIP), Value::Null);
    let requests = only_asks(&browser, &[&host.address, &service.address]);
    let of_the_article = requests.iter().filter(|request| request.ends_with(".wasm")).count();
    assert_eq!(of_the_article, 0, "{requests:?}");
    assert_eq!(browser.console(), [""; 0]);
}
