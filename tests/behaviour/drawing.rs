//! The drawing itself as it comes, moves, fails, is printed and is looked at by axe-core.

use serde_json::json;

use super::page::{Page, bars, dataset};
use crate::element::{element, read};
use crate::harness::{Browser, Scripts, Service, axe};

#[test]
fn a_drawing_moves_where_motion_is_allowed_and_is_final_at_once() {
    let page = Page::drawing(&[bars()]);
    let running = "all('.stage path, .stage text').flatMap(node => node.getAnimations()).length";
    page.run("charts[0].update([60, 3, 10, 5, 20, null])");
    page.wait("texts().includes('60')");
    assert_eq!(page.get(running), 0, "this browser asks for no motion");
    page.browser.emulate(&[("prefers-reduced-motion", "no-preference")]);
    let moves = page.browser.run(&format!(
        "charts[0].update([15, 3, 10, 5, 20, null]); await Promise.resolve(); await Promise.resolve(); await Promise.resolve();
         return [texts().includes('15'), {running} > 0, all('.stage path').some(node => node.getAnimations().some(one => one.effect.getKeyframes()[0].d))]"
    ));
    assert_eq!(moves, json!([true, true, true]));
    page.wait(&format!("{running} === 0"));
}

#[test]
fn a_series_that_is_switched_off_takes_nothing_of_the_others_with_it() {
    let page = Page::drawing(&[bars()]);
    page.run("self.kept = inside('.stage path.bc-2')");
    page.run("charts[0].hiddenSeries = ['s0']");
    page.wait("!texts().includes('30')");
    let stayed = "[kept.isConnected, kept.matches('.bc-2')]";
    assert_eq!(page.get(stayed), json!([true, true]));
    page.run("charts[0].hiddenSeries = []");
    page.wait("texts().includes('30')");
    assert_eq!(page.get(stayed), json!([true, true]));
}

#[test]
fn a_bar_that_another_order_moves_is_the_same_one() {
    let values = json!([30, 10, 20, 5]);
    let names = ["Hoàn Kiếm", "Ba Đình", "Đống Đa", "Sóc Sơn"];
    let page = Page::drawing(&[dataset("bar", &names, &[""], &values)]);
    // The bars are one path, part by part; each is as long as its figure.
    let lengths =
        "all('.stage path.bc-a, .stage path.bc-1').flatMap(path => path.getAttribute('d').match(/h\\d+/g))";
    let before = page.get(lengths);
    assert_eq!(before.as_array().unwrap().len(), 4, "{before}");
    page.run("self.first = inside('.stage text:nth-of-type(4)').textContent; charts[0].setAttribute('sort', 'ascending')");
    page.wait("inside('.stage text:nth-of-type(4)').textContent !== first");
    assert_eq!(page.get(lengths), before);
}

#[test]
fn what_cannot_be_drawn_says_so_in_its_place() {
    let page = Page::open(&["lang=\"vi\"", "lang=\"en\""]);
    page.run(
        "self.told = []; document.addEventListener('baocao-error', event => told.push(event.detail.message))",
    );
    page.run("for (const chart of charts) chart.data = { class: 'dataset', id: ['x'], size: [3], dimension: { x: { category: { index: ['a', 'b', 'c'] } } }, value: [1, 2] }");
    page.wait("told.length === 2");
    assert_eq!(page.get("charts[0].textContent.startsWith('Không hiển thị được biểu đồ. Lý do: ')"), true);
    assert_eq!(page.get("charts[1].textContent.startsWith('This chart cannot be shown. Reason: ')"), true);
    assert_eq!(page.get("charts[0].querySelectorAll('[role=alert]').length"), 0);
    page.give(0, &bars());
    assert_eq!(page.get("charts[0].textContent"), "", "the message goes when there is a drawing");
    assert_eq!(page.browser.console(), [""; 0]);
}

#[test]
fn a_picture_stays_when_its_figures_cannot_be_had() {
    let service = Service::demo();
    let (_host, browser) = read(&service, &element(&service, "members-admitted"), 656);
    browser.wait_for("return document.images[0].complete && Boolean(customElements.get('baocao-chart'))");
    browser.run(
        "document.addEventListener('baocao-error', event => self.told = event.detail.message);
         self.fetch = async () => { throw new Error('no network') }; document.querySelector('baocao-chart').ready.catch(() => {})",
    );
    browser.wait_for("return self.told === 'no network'");
    assert_eq!(browser.run("return document.images[0].checkVisibility()"), true);
    assert_eq!(browser.run("return document.querySelector('baocao-chart').textContent"), "");
}

#[test]
fn paper_shows_the_drawing_without_its_controls() {
    let page = Page::drawing(&[bars()]);
    page.run("charts[0].selection = { category: 'd0', series: 's0' }");
    page.browser.print();
    let seen = "[inside('.stage svg'), inside('.key'), inside('.more'), inside('.tip'), inside('.ring')].map(node => node.checkVisibility())";
    assert_eq!(page.get(seen), json!([true, false, false, false, false]));
}

#[test]
fn paper_says_what_is_picked_without_the_boxes() {
    let mut document = bars();
    let options = json!([{ "value": "2021", "label": "2021" }, { "value": "2022", "label": "2022" }]);
    document["extension"]["chart"]["pickers"] =
        json!([{ "parameter": "period", "label": "Kỳ", "options": options, "chosen": 1 }]);
    let page = Page::drawing(&[document]);
    page.focus("select");
    let box_and_arrow = "all('.bc-p').map(node => node.checkVisibility())";
    assert_eq!(page.get(box_and_arrow), json!([true, true]));
    page.browser.print();
    assert_eq!(page.get(box_and_arrow), json!([false, false]));
    assert_eq!(
        page.get(
            "all('.stage text').some(node => node.checkVisibility() && node.textContent === 'Kỳ: 2022')"
        ),
        true
    );
    // In the table's place the list itself says it, as plain words.
    page.run("charts[0].view = 'table'");
    let plain = "[inside('select')].map(list => { const style = getComputedStyle(list); return [list.checkVisibility(), list.selectedOptions[0].text, style.appearance, style.borderWidth, getComputedStyle(list.parentNode).outlineStyle] })[0]";
    assert_eq!(page.get(plain), json!([true, "2022", "none", "0px", "none"]));
    assert_eq!(page.get("getComputedStyle(inside('thead span'), '::after').content"), "none");
}

#[test]
fn paper_leaves_the_boxes_out_of_a_picture_that_nobody_used() {
    let service = Service::demo();
    let seen = |browser: &Browser, selector: &str| {
        browser.run(&format!(
            "return [...document.querySelectorAll('.drawing {selector}')].filter(node => node.checkVisibility()).length"
        ))
    };
    let open = |scripts| {
        let browser = Browser::open(scripts);
        browser.visit(&format!("{}/charts/inspection-work", service.address));
        browser
    };
    let browser = open(Scripts::Off);
    assert_eq!(seen(&browser, ".bc-p"), 0, "without scripts nobody could open them");
    let browser = open(Scripts::On);
    assert_eq!(seen(&browser, ".bc-p"), 4, "two pickers, each a box and an arrow");
    browser.print();
    assert_eq!(seen(&browser, ".bc-p"), 0);
    assert_ne!(seen(&browser, "text"), 0);
}

#[test]
fn nothing_shifts_when_a_chart_becomes_interactive() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    for slug in ["members-admitted", "discipline-outcomes-2022", "inspections-2022"] {
        for (address, width) in [
            (format!("/embed/{slug}"), 600),
            (format!("/charts/{slug}"), 960),
            (format!("/charts/{slug}"), 320),
        ] {
            browser.resize(width, 900);
            browser.visit(&format!("{}{address}", service.address));
            browser.wait_for("return Boolean(customElements.get('baocao-chart'))");
            let places = "return JSON.stringify([...document.querySelectorAll('main > *, main > article > *')].map(node => { const box = node.getBoundingClientRect(); return [box.x, box.y + scrollY, box.width, box.height] }))";
            let before = browser.run(places);
            browser.run("document.querySelector('baocao-chart').ready.catch(() => {})");
            browser.wait_for(
                "return Boolean(document.querySelector('baocao-plot')?.shadowRoot.querySelector('.stage svg'))",
            );
            assert_eq!(browser.run(places), before, "{address} at {width}");
            let requests = browser.requests();
            let own = requests.iter().filter(|one| one.contains("/widget/") || one.contains(".json")).count();
            assert!(own <= 4, "{requests:?}");
        }
    }
}

#[test]
fn axe_finds_nothing_in_any_state_of_a_chart() {
    let mut document = bars();
    document["extension"]["chart"]["pickers"] = json!([{ "parameter": "period", "label": "Kỳ", "options": [{ "value": "2022", "label": "2022" }], "chosen": 0 }]);
    let page = Page::drawing(&[document]);
    for (state, script) in [
        ("drawn", ""),
        ("tooltip", "charts[0].selection = { category: 'd0', series: 's0' }"),
        ("series off", "inside('.key').click()"),
        ("menu", "inside('.more').click()"),
        ("table", "inside('.more').click(); charts[0].view = 'table'"),
    ] {
        page.run(script);
        for scheme in ["light", "dark"] {
            page.browser.prefer(scheme);
            axe::finds_nothing(&page.browser, &format!("{state}, {scheme}"));
        }
    }
}
