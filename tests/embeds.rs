//! All four grades of embed in a page that is not ours, under a policy that forbids everything but what the README names.

use serde_json::Value;

use crate::harness::{Browser, Host, Scripts, Service};

const SLUG: &str = "discipline-outcomes-2022";

/// What the README tells a host to allow, for the service's address.
fn policy(address: &str, wasm: bool) -> String {
    let allowed = Host::readme_policy(address);
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

/// What the tooltip of the element's drawing says, if it is open.
const TOOLTIP: &str =
    "const tip = document.querySelector('#grade-1 baocao-plot')?.shadowRoot.querySelector('.tip');
    return tip?.checkVisibility() ? [...tip.children].map(line => line.textContent) : null";

/// The tooltip is open and shows this number, or will soon.
#[track_caller]
fn tells(browser: &Browser, number: &str) {
    browser.wait_for(&format!("return (() => {{ {TOOLTIP} }})()?.[1].startsWith('{number}\u{a0}')"));
}

/// Esc closes the tooltip, which is open.
#[track_caller]
fn escape_closes(browser: &Browser) {
    assert_ne!(browser.run(TOOLTIP), Value::Null, "there is nothing to close");
    browser.press("Escape");
    assert_eq!(browser.run(TOOLTIP), Value::Null, "Esc leaves the tooltip open");
}

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
    let fresh_page = || {
        browser.visit(&host.address);
        browser.wait_for("return document.querySelector('#grade-1 img').complete");
        let before = only_asks(&browser, &[&host.address, &service.address]);
        let early = before.iter().any(|request| request.ends_with(".wasm"));
        assert!(!early, "fetched before the first use: {before:?}");
        center(&browser, "#grade-1 img")
    };
    let nothing_shifted = |after: &str| {
        assert_eq!(browser.run(SHIFT), Value::from(0), "the page shifted after {after}");
        only_asks(&browser, &[&host.address, &service.address]);
        assert_eq!(browser.console(), [""; 0], "after {after}");
    };

    let (x, y) = fresh_page();
    browser.point_at(x, y);
    tells(&browser, "144");
    escape_closes(&browser);
    nothing_shifted("the pointer");
    browser.point_at(1.0, 1.0);

    let (x, y) = fresh_page();
    browser.tap(x, y);
    tells(&browser, "144");
    escape_closes(&browser);
    nothing_shifted("the finger");

    fresh_page();
    browser.press("Tab");
    tells(&browser, "853");
    for (key, number) in [("ArrowRight", "144"), ("End", "131"), ("ArrowLeft", "14"), ("Home", "853")] {
        browser.press(key);
        tells(&browser, number);
    }
    escape_closes(&browser);
    nothing_shifted("the keys");
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
