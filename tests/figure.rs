//! A number inside running text: it stays what it was until there is a newer one, and tells where it is from.

use serde_json::{Value, json};

use crate::element::article;
use crate::harness::{Browser, Host, Scripts, Service};

struct Text {
    browser: Browser,
    _service: Service,
    _host: Host,
}

/// A sentence with one figure of the demonstration.
fn text(slug: &str, attributes: &str, before: &str) -> Text {
    let service = Service::demo();
    let sentence = format!(
        "<p>Trong năm có <baocao-figure src=\"{}/charts/{slug}\" {attributes}>{before}</baocao-figure>.</p>
         <p>Dưới.</p>",
        service.address
    );
    let host = article(&service, &sentence);
    let browser = Browser::open(Scripts::On);
    browser.resize(600, 600);
    browser.visit(&host.address);
    browser.wait_for("return Boolean(customElements.get('baocao-figure'))");
    Text { browser, _service: service, _host: host }
}

impl Text {
    #[track_caller]
    fn reads(&self, words: &str) {
        self.browser.wait_for(&format!(
            "return document.querySelector('baocao-figure').textContent === {} && document.querySelector('baocao-figure').shadowRoot",
            Value::from(words)
        ));
    }

    /// What the note says, if it is open.
    fn note(&self) -> Value {
        self.browser.run(
            "const tip = document.querySelector('baocao-figure').shadowRoot.querySelector('.tip');
             return tip.checkVisibility() ? [...tip.children].map(line => line.textContent) : null",
        )
    }

    fn middle(&self) -> (f64, f64) {
        let at = self.browser.run("const box = document.querySelector('baocao-figure').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]");
        (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
    }
}

#[test]
fn a_figure_in_a_sentence_is_the_newest_one() {
    let text = text("members-admitted", "", "10.000");
    text.reads("10.183");
    let lines = text
        .browser
        .run("return [...document.querySelectorAll('p')].map(line => line.getBoundingClientRect().height)");
    assert_eq!(lines[0], lines[1], "the number takes one line and no more height");
    assert_eq!(text.browser.console(), [""; 0]);
    let requests = text.browser.requests();
    assert!(!requests.iter().any(|one| one.ends_with(".wasm")), "a number needs no drawing: {requests:?}");
}

#[test]
fn a_figure_is_written_with_its_unit_and_in_another_measure_where_it_is_asked() {
    text("members-admitted", "format=\"unit\"", "").reads("10.183\u{a0}đảng viên");
    let text = text("members-admitted", "measure=\"plan-rate\" lang=\"en\"", "");
    text.reads("108.7%");
    text.browser.run("document.querySelector('baocao-figure').setAttribute('measure', 'change')");
    text.reads("+1.6%");
}

#[test]
fn a_figure_tells_where_it_is_from_by_focus_pointer_and_finger_and_esc_closes() {
    let text = text("members-admitted", "", "10.000");
    text.reads("10.183");
    assert_eq!(text.note(), Value::Null);
    text.browser.press("Tab");
    let note = text.note();
    let lines: Vec<&str> = note.as_array().expect("open by focus").iter().filter_map(Value::as_str).collect();
    assert!(
        lines.contains(&"10.183\u{a0}đảng viên")
            && lines.contains(&"2022")
            && lines.contains(&"Mở trang biểu đồ"),
        "{lines:?}"
    );
    text.browser.press("Escape");
    assert_eq!(text.note(), Value::Null);
    text.browser.run("document.activeElement.blur()");

    let (x, y) = text.middle();
    text.browser.point_at(x, y);
    assert_eq!(text.note(), note);
    let link = text.browser.run("const link = document.querySelector('baocao-figure').shadowRoot.querySelector('a'); const box = link.getBoundingClientRect(); return [link.pathname, box.x + 5, box.y + 5]");
    assert_eq!(link[0], "/charts/members-admitted");
    text.browser.point_at(link[1].as_f64().unwrap(), link[2].as_f64().unwrap());
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(text.note(), note, "it stays while the pointer is on it");
    text.browser.point_at(550.0, 550.0);
    text.browser.wait_for(
        "return !document.querySelector('baocao-figure').shadowRoot.querySelector('.tip').checkVisibility()",
    );
    text.browser.tap(x, y);
    text.browser.wait_for(
        "return document.querySelector('baocao-figure').shadowRoot.querySelector('.tip').checkVisibility()",
    );
}

#[test]
fn a_static_figure_asks_for_nothing() {
    let text = text("members-admitted", "static", "10.000");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(text.browser.run("return document.querySelector('baocao-figure').textContent"), "10.000");
    let requests = text.browser.requests();
    assert!(!requests.iter().any(|one| one.contains(".json")), "{requests:?}");
}

#[test]
fn a_figure_that_cannot_be_had_keeps_its_text_and_says_so_to_the_page() {
    let text = text("members-admitted", "static", "10.000");
    text.browser.run(
        "document.addEventListener('baocao-error', event => self.told = event.detail);
         document.querySelector('p').insertAdjacentHTML('beforeend', `<baocao-figure id=\"late\" src=\"${document.querySelector('baocao-figure').getAttribute('src')}\" measure=\"no-such\">7</baocao-figure>`)",
    );
    text.browser.wait_for("return self.told");
    assert_eq!(text.browser.run("return document.querySelector('#late').textContent"), "7");
}

#[test]
fn a_figure_that_is_not_there_says_why() {
    let service = Service::demo();
    let host = article(&service, "<p><baocao-figure lang=\"vi\">7</baocao-figure></p>");
    let browser = Browser::open(Scripts::On);
    browser.visit(&host.address);
    browser.wait_for("return Boolean(customElements.get('baocao-figure'))");
    let dataset = |status: &str| {
        json!({ "class": "dataset", "label": "x", "id": ["period", "measure"], "size": [1, 1], "role": { "metric": ["measure"], "time": ["period"] },
            "dimension": { "period": { "category": { "index": ["2022"] } }, "measure": { "category": { "index": ["actual"], "unit": { "actual": { "label": "vụ", "decimals": 0 } } } } },
            "value": [if status == "P" { json!(12) } else { Value::Null }], "status": [status], "extension": { "chart": { "kind": "number", "lang": "vi", "category": "period" } } })
    };
    for (status, words) in [("Q", "bảo mật"), ("A", "chưa báo cáo"), ("P", "12")] {
        browser.run(&format!(
            "self.real ??= fetch; self.fetch = async (url, options) => /\\.(js|wasm)$/.test(url) ? real(url, options) : new Response(JSON.stringify({}));
             document.querySelector('baocao-figure').setAttribute('src', location.origin + '/charts/x?{status}')",
            dataset(status)
        ));
        browser
            .wait_for(&format!("return document.querySelector('baocao-figure').textContent === '{words}'"));
    }
    let note = "document.querySelector('baocao-figure').shadowRoot.querySelector('.number').textContent";
    assert_eq!(browser.run(&format!("return {note}")), " (số tạm tính)");
}
