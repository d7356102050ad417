//! The legend's switches and the pickers: what is drawn is where a finger finds it.

use serde_json::json;

use super::page::{Page, bars};
use crate::harness::{Browser, Scripts, Service};

#[test]
fn a_legend_entry_switches_its_series_by_pointer_and_by_key() {
    let page = Page::drawing(&[bars()]);
    let pressed = "all('.key').map(key => key.getAttribute('aria-label') + ' ' + key.ariaPressed)";
    assert_eq!(page.get(pressed), json!(["Khiển trách true", "Khai trừ true"]));
    assert_eq!(page.get("texts().includes('30')"), true);

    page.click(".key");
    page.wait("!texts().includes('30')");
    assert_eq!(page.get(pressed), json!(["Khiển trách false", "Khai trừ true"]));
    assert_eq!(page.get("inside('[aria-live]').textContent"), "Khiển trách: đã ẩn");
    assert_eq!(page.get("charts[0].hiddenSeries"), json!(["s0"]));

    page.focus(".key");
    page.browser.press("Enter");
    page.wait("texts().includes('30')");
    assert_eq!(page.get("inside('[aria-live]').textContent"), "Khiển trách: đã hiện");
    assert_eq!(page.get("focused() === inside('.key')"), true, "the entry keeps its focus");
    assert_eq!(page.browser.console(), [""; 0]);
}

#[test]
fn the_last_series_shown_cannot_be_switched_off() {
    let page = Page::drawing(&[bars()]);
    page.click(".key");
    page.wait("!texts().includes('30')");
    assert_eq!(page.get("all('.key').map(key => key.ariaDisabled)"), json!([null, "true"]));
    page.run("all('.key')[1].click()");
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert_eq!(page.get("charts[0].hiddenSeries"), json!(["s0"]));
    assert_eq!(page.get("texts().includes('5')"), true);
}

#[test]
fn controls_are_large_enough_for_a_finger_and_lie_where_they_are_drawn() {
    let page = Page::drawing(&[bars()]);
    for width in [336, 656] {
        page.browser.resize(width, 900);
        page.wait(&format!("inside('.stage svg').viewBox.baseVal.width === {}", width - 16));
        let small = page.get("all('.key, .more').map(one => one.getBoundingClientRect()).filter(box => box.width < 24 || box.height < 24).length");
        assert_eq!(small, 0);
        let covered = page.get(
            "all('.key').every(key => { const box = key.getBoundingClientRect();
               return all('.stage text').some(text => { const word = text.getBoundingClientRect();
                 return text.textContent === key.ariaLabel && word.left >= box.left && word.right <= box.right && word.top >= box.top && word.bottom <= box.bottom }) })",
        );
        assert_eq!(covered, true, "at {width} px");
    }
}

#[test]
fn a_click_on_the_picture_of_a_control_is_meant_for_the_control() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.resize(600, 900);
    browser.visit(&format!("{}/embed/discipline-outcomes-2022", service.address));
    browser.wait_for("return Boolean(customElements.get('baocao-chart'))");
    browser.tap(580.0, 20.0);
    browser.wait_for("return document.querySelector('baocao-plot')?.shadowRoot.querySelector('.pop')");
}

#[test]
fn a_picker_asks_anew_and_the_last_choice_wins() {
    let mut document = bars();
    let options = json!([{ "value": "2021", "label": "2021" }, { "value": "2022", "label": "2022" }, { "value": "2023", "label": "2023" }]);
    document["extension"]["chart"]["pickers"] = json!([
        { "parameter": "period", "label": "Kỳ", "options": options, "chosen": 1 },
        { "parameter": "subject", "label": "Đối tượng", "options": options, "chosen": 0 },
    ]);
    let page = Page::open(&["lang=\"vi\""]);
    page.answer_with(&document);
    page.run("charts[0].setAttribute('src', location.origin + '/charts/some'); charts[0].ready");
    page.wait("inside('.pick select')");
    assert_eq!(
        page.get("all('select').map(one => one.ariaLabel + ' ' + one.value)"),
        json!(["Kỳ 2022", "Đối tượng 2021"])
    );
    let (x, y) = page.middle(".pick");
    assert_eq!(page.get(&format!("charts[0].querySelector('baocao-plot').shadowRoot.elementFromPoint({x}, {y}) === inside('select')")), true);
    let before = page.get("asked.length");
    page.run("delays.push(400, 0); const select = inside('select'); select.focus(); select.value = '2021'; select.dispatchEvent(new Event('change'))");
    assert_eq!(page.get("charts[0].getAttribute('period')"), "2021");
    page.wait(&format!("asked.length === {before} + 1"));
    page.run(
        "const select = inside('select'); select.value = '2023'; select.dispatchEvent(new Event('change'))",
    );
    page.wait("inside('.stage').ariaLabel === 'Kỷ luật theo quận 2023'");
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert_eq!(
        page.get("inside('.stage').ariaLabel"),
        "Kỷ luật theo quận 2023",
        "an older answer came later"
    );
    assert_eq!(page.get("focused() === inside('select')"), true, "the list keeps its focus");
    let said = page.get("inside('[aria-live]').textContent");
    assert_eq!(said, "Kỷ luật theo quận.", "the description begins with the title, which is not said twice");
    page.run(
        "const select = all('select')[1]; select.value = '2022'; select.dispatchEvent(new Event('change'))",
    );
    page.wait("asked.at(-1).includes('subject=2022')");
    assert_eq!(page.get("charts[0].getAttribute('filter-subject')"), "2022");
}

#[test]
fn whoever_comes_by_key_meets_the_pickers_before_the_marks_below_them() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!("{}/embed/inspection-work", service.address));
    browser.wait_for("return document.querySelector('baocao-chart').matches('[tabindex]')");
    browser.run("document.querySelector('baocao-chart').focus()");
    let focused = "document.querySelector('baocao-plot')?.shadowRoot.activeElement";
    browser.wait_for(&format!("return Boolean({focused})"));
    assert_eq!(browser.run(&format!("return {focused}.ariaLabel")), "Kỳ");
    for _ in 0..2 {
        browser.press("Tab");
    }
    assert_eq!(browser.run(&format!("return {focused}.className")), "stage");
}

#[test]
fn a_charts_page_tells_of_what_is_picked() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.resize(960, 1000);
    browser.visit(&format!("{}/charts/inspection-work?lang=en", service.address));
    let told = "return ['.subtitle', '.sources', 'details.data', '.sentence', '.downloads a'].map(one => document.querySelector(one)?.outerHTML ?? '').join()";
    let before = browser.run(told);
    let read = |before: &str| before.contains("1,142") || before.contains("1142");
    assert!(before.as_str().is_some_and(read), "{before}");
    browser.run("document.querySelector('details.data').open = true; document.querySelector('baocao-chart').dispatchEvent(new Event('pointerover', { bubbles: true })); document.querySelector('baocao-chart').dispatchEvent(new Event('focusin', { bubbles: true }))");
    let list = "document.querySelector('baocao-plot')?.shadowRoot.querySelector('.pick select')";
    browser.wait_for(&format!("return {list}"));
    browser.run(&format!("const list = {list}; list.focus(); list.value = [...list.options].find(one => one.text.includes('2021')).value; list.dispatchEvent(new Event('change'))"));
    browser.wait_for("return document.querySelector('.subtitle').textContent.includes('2021')");
    let after = browser.run(told);
    assert!(after.as_str().is_some_and(|after| !read(after) && after.contains("724")), "{after}");
    assert_eq!(browser.run("return document.querySelector('details.data').open"), true);
    assert_eq!(
        browser.run("return document.querySelector('.downloads a').href.includes('period=2021') && location.search.includes('period=2021')"),
        true
    );
    let other = browser.run("return document.querySelector('a[hreflang]').href");
    assert!(other.as_str().is_some_and(|address| address.contains("period=2021")), "{other}");
    assert_eq!(
        browser.run(&format!("return document.activeElement.shadowRoot?.activeElement === {list}")),
        true
    );
    assert_eq!(browser.run("return document.querySelector('[data-copy]').hidden"), false);
}
