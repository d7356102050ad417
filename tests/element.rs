//! The element and the frame once they are used, in a page that is not ours: they follow their room and their attributes.

use serde_json::{Value, json};

use crate::harness::{Browser, Host, Scripts, Service};

/// A page with this in its body, under a policy that allows what the README names and the host's own script.
pub fn article(service: &Service, body: &str) -> Host {
    let page = format!(
        "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Báo</title>
         <meta name=\"viewport\" content=\"width=device-width\">
         <script type=\"module\" src=\"{}/widget/baocao.js\" crossorigin=\"anonymous\"></script></head><body>{body}</body></html>",
        service.address
    );
    let allowed = Host::readme_policy(&service.address).replace("script-src", "script-src 'nonce-host'");
    Host::serve(page, format!("default-src 'none'; {allowed}"))
}

/// A reader of such a page, in a window of this width; the page is there as long as its host.
pub fn read(service: &Service, body: &str, width: u32) -> (Host, Browser) {
    let host = article(service, body);
    let browser = Browser::open(Scripts::On);
    browser.resize(width, 900);
    browser.visit(&host.address);
    (host, browser)
}

/// The element around its picture, as short as a host may write it.
pub fn element(service: &Service, slug: &str) -> String {
    let address = format!("{}/charts/{slug}", service.address);
    format!(
        "<baocao-chart src=\"{address}\" lang=\"vi\"><img src=\"{address}.svg\" width=\"640\" height=\"400\" alt=\"\"></baocao-chart>"
    )
}

/// The drawing that the `n`th element made, once it has one.
fn drawing(n: usize) -> String {
    format!(
        "document.querySelectorAll('baocao-chart')[{n}].querySelector('baocao-plot')?.shadowRoot.querySelector('svg')"
    )
}

/// Points at the `n`th element, and waits for its drawing.
#[track_caller]
pub fn use_element(browser: &Browser, n: usize) {
    browser.wait_for("return [...document.images].every(image => image.complete)");
    let found = browser.run(&format!(
        "const chart = document.querySelectorAll('baocao-chart')[{n}].firstElementChild; chart.scrollIntoView({{ block: 'center' }});
         const box = chart.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]"
    ));
    browser.point_at(found[0].as_f64().unwrap(), found[1].as_f64().unwrap());
    browser.wait_for(&format!("return Boolean({})", drawing(n)));
}

/// The drawing is as wide as the room, and made for that width: a pixel of its own is one on the screen.
fn drawn_for(width: u32) -> String {
    format!(
        "const svg = {}; return svg.viewBox.baseVal.width === {width} && Math.round(svg.getBoundingClientRect().width) === {width}",
        drawing(0)
    )
}

#[test]
fn a_chart_is_drawn_anew_for_the_room_that_it_gets() {
    let service = Service::demo();
    let (_host, browser) = read(&service, &element(&service, "members-admitted"), 656);
    use_element(&browser, 0);
    browser.wait_for(&drawn_for(640));
    for (window, room) in [(416, 400), (336, 320), (596, 580)] {
        browser.resize(window, 900);
        browser.wait_for(&drawn_for(room));
    }
}

#[test]
fn a_changed_attribute_changes_the_drawing() {
    let service = Service::demo();
    let (_host, browser) = read(&service, &element(&service, "members-admitted"), 960);
    use_element(&browser, 0);
    let titled = |slug: &str, lang: &str| {
        let dataset = service.get(&format!("/charts/{slug}.json?lang={lang}")).has_status(200).json();
        let title = dataset["extension"]["chart"]["title"].as_str().unwrap().to_owned();
        browser.wait_for(&format!(
            "return {}.getAttribute('aria-label') === {}",
            drawing(0),
            Value::from(title.as_str())
        ));
        let words = browser.run(&format!(
            "return [...{}.querySelectorAll('text')].map(text => text.textContent).join(' ')",
            drawing(0)
        ));
        words.as_str().unwrap().to_owned()
    };
    let vietnamese = titled("members-admitted", "vi");
    assert!(vietnamese.contains("10.183"), "{vietnamese}");
    browser.run("document.querySelector('baocao-chart').setAttribute('lang', 'en')");
    let english = titled("members-admitted", "en");
    assert!(english.contains("10,183"), "{english}");
    browser.run(&format!(
        "document.querySelector('baocao-chart').setAttribute('src', '{}/charts/discipline-outcomes-2022')",
        service.address
    ));
    let other = titled("discipline-outcomes-2022", "en");
    assert!(other.contains("853") && !other.contains("10,183"), "{other}");
}

#[test]
fn a_use_before_the_first_frame_is_a_use() {
    let service = Service::demo();
    let holds = "<script nonce=\"host\">const frame = requestAnimationFrame; const held = []; requestAnimationFrame = call => held.push(call)</script>";
    let host = article(&service, &format!("{holds}{}", element(&service, "members-admitted")));
    let browser = Browser::open(Scripts::On);
    browser.visit(&host.address);
    browser.wait_for("return held.length > 0");
    browser.run("requestAnimationFrame = frame; document.querySelector('baocao-chart').click()");
    browser.wait_for(&format!("return Boolean({})", drawing(0)));
    let stops = browser.run(
        "for (const call of held) call();
         return new Promise(done => setTimeout(() => done(document.querySelector('baocao-chart').hasAttribute('tabindex')), 50))",
    );
    assert_eq!(stops, json!(false), "the drawing is walked through, not what held the picture");
}

#[test]
fn charts_of_one_page_share_one_engine() {
    let service = Service::demo();
    let both = ["members-admitted", "discipline-outcomes-2022"].map(|slug| element(&service, slug)).concat();
    let (_host, browser) = read(&service, &both, 960);
    for n in [0, 1] {
        use_element(&browser, n);
    }
    let requests = browser.requests();
    let fetched = |ending: &str| requests.iter().filter(|request| request.ends_with(ending)).count();
    assert_eq!(fetched(".wasm"), 1, "{requests:?}");
    for slug in ["members-admitted", "discipline-outcomes-2022"] {
        assert_eq!(fetched(&format!("/charts/{slug}.json?lang=vi")), 1, "{requests:?}");
    }
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_frame_answers_to_the_pointer_and_tells_its_host_how_high_it_is() {
    const SLUG: &str = "discipline-outcomes-2022";
    let service = Service::demo();
    let listener = "<script nonce=\"host\">self.told = []; addEventListener('message', ({ origin, data }) => told.push({ origin, data }))</script>";
    let frame = format!(
        "<iframe src=\"{}/embed/{SLUG}\" width=\"100%\" height=\"700\" frameborder=\"0\"></iframe>",
        service.address
    );
    let (_host, browser) = read(&service, &format!("{listener}{frame}"), 700);

    let measured = || {
        browser.enter("iframe");
        let height = browser.run("return Math.ceil(document.documentElement.getBoundingClientRect().height)");
        browser.leave();
        height.as_u64().unwrap()
    };
    let is_told = |height: u64| {
        let told = browser.wait_for(&format!(
            "const last = told.at(-1)?.data; return String(last).includes('\"height\":{height}') && told.slice(-3)"
        ));
        let posted: Value = serde_json::from_str(told[2]["data"].as_str().unwrap()).unwrap();
        assert_eq!(
            posted,
            json!({ "src": format!("{}/embed/{SLUG}", service.address), "context": "iframe.resize", "height": height })
        );
        assert_eq!(
            told[0],
            json!({ "origin": service.address, "data": { "datawrapper-height": { SLUG: height } } })
        );
        assert_eq!(told[1]["data"], json!({ "sentinel": "amp", "type": "embed-size", "height": height }));
    };
    browser.wait_for("return told.length > 0");
    let wide = measured();
    is_told(wide);

    browser.point_at(250.0, 200.0);
    browser.enter("iframe");
    browser.wait_for(
        "return document.querySelector('baocao-plot')?.shadowRoot.querySelector('.tip').checkVisibility()",
    );
    browser.leave();

    browser.resize(320, 900);
    browser.wait_for(&format!("return !String(told.at(-1).data).includes('\"height\":{wide}')"));
    is_told(measured());
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_frame_that_is_lower_than_its_chart_wants_shows_all_of_it_and_scrolls_nowhere() {
    let service = Service::demo();
    let listener = "<script nonce=\"host\">self.told = []; addEventListener('message', ({ data }) => told.push(data))</script>";
    let frame = format!(
        "<iframe src=\"{}/embed/inspection-work\" width=\"100%\" height=\"534\" frameborder=\"0\"></iframe>",
        service.address
    );
    let (_host, browser) = read(&service, &format!("{listener}{frame}"), 320);
    browser.wait_for("return told.length > 0");
    let wanted = "JSON.parse(told.findLast(one => typeof one === 'string')).height";
    assert!(
        browser.run(&format!("return {wanted}")).as_u64().unwrap() > 600,
        "the host is told what it wants"
    );
    let fits = "document.documentElement.scrollHeight <= innerHeight";
    let drawn = "[...document.querySelectorAll('.drawing svg')].filter(one => one.checkVisibility())";
    browser.enter("iframe");
    browser.wait_for(&format!("return {fits}"));
    let scale =
        format!("{drawn}.map(one => one.getBoundingClientRect().height / one.viewBox.baseVal.height)");
    let scales = browser.run(&format!("return {scale}"));
    assert!(
        matches!(scales.as_array().unwrap().as_slice(), [one] if one.as_f64().unwrap() > 0.8),
        "{scales}"
    );
    browser.run("document.querySelector('baocao-chart').ready");
    browser.wait_for("return document.querySelector('baocao-plot')");
    assert_eq!(browser.run(&format!("return {fits}")), true, "used, it stays in its place");
    browser.leave();
    browser.run("document.querySelector('iframe').height = 900");
    browser.enter("iframe");
    browser.run("location.reload()");
    browser.wait_for(&format!(
        "return document.readyState === 'complete' && {drawn}[0]?.getBoundingClientRect().height > 560"
    ));
}

#[test]
fn in_the_sandbox_of_wordpress_a_frame_tells_its_height_with_the_secret_and_hands_its_links_to_the_host() {
    let service = Service::demo();
    let listener = "<script nonce=\"host\">self.told = []; addEventListener('message', ({ data }) => told.push(data))</script>";
    let frame = format!(
        "<iframe src=\"{}/embed/members-admitted#?secret=abc123\" sandbox=\"allow-scripts\" width=\"600\" height=\"500\"></iframe>",
        service.address
    );
    let (_host, browser) = read(&service, &format!("{listener}{frame}"), 700);
    let height = browser.wait_for("return told.find(one => one.message === 'height')");
    assert_eq!(height["secret"], "abc123");
    assert!((200..=1000).contains(&height["value"].as_u64().unwrap()), "{height}");
    browser.enter("iframe");
    browser.run("document.querySelector('.frame-foot > a').click()");
    browser.leave();
    let link = browser.wait_for("return told.find(one => one.message === 'link')");
    assert_eq!(link["secret"], "abc123");
    assert_eq!(link["value"], format!("{}/charts/members-admitted", service.address));
    assert_eq!(browser.console(), [""; 0]);
}
