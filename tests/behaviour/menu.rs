//! The menu: the order, files, codes and the link.

use serde_json::json;

use super::page::{Page, bars};
use crate::element::{element, read, use_element};
use crate::harness::{Browser, Scripts, Service};

#[test]
fn the_menu_opens_by_key_walks_and_gives_the_focus_back() {
    let page = Page::drawing(&[bars()]);
    page.focus(".more");
    assert_eq!(
        page.get("[inside('.more').ariaHasPopup, inside('.more').ariaExpanded]"),
        json!(["menu", "false"])
    );
    page.browser.press("ArrowDown");
    let focused = "focused().textContent";
    assert_eq!(page.get("inside('.more').ariaExpanded"), "true");
    assert_eq!(page.get(focused), "Xem bảng số liệu");
    for (key, item) in [
        ("ArrowDown", "Thứ tự gốc"),
        ("End", "Sao chép liên kết"),
        ("ArrowDown", "Xem bảng số liệu"),
        ("ArrowUp", "Sao chép liên kết"),
        ("Home", "Xem bảng số liệu"),
    ] {
        page.browser.press(key);
        assert_eq!(page.get(focused), item, "after {key}");
    }
    page.browser.press("Escape");
    assert_eq!(page.get("[inside('.pop'), focused() === inside('.more')]"), json!([null, true]));

    page.click(".more");
    page.wait("inside('.pop')");
    page.browser.click(5.0, 890.0);
    page.wait("!inside('.pop')");
}

#[test]
fn the_menu_sorts_bars_and_so_does_an_attribute() {
    let page = Page::drawing(&[bars()]);
    let names = "texts().filter(text => /Kiếm|Đình|Đống/.test(text))";
    assert_eq!(page.get(names), json!(["Hoàn Kiếm", "Ba Đình", "Đống Đa"]));
    page.run("charts[0].setAttribute('sort', 'descending')");
    page.wait(&format!("{names}[1] === 'Đống Đa'"));
    page.click(".more");
    page.wait("inside('.pop')");
    assert_eq!(page.get("all('[aria-checked=true]').map(item => item.textContent)"), json!(["Giảm dần"]));
    page.run("all('[role=menuitemradio]')[2].click()");
    page.wait(&format!("{names}[0] === 'Ba Đình'"));
    assert_eq!(page.get("charts[0].getAttribute('sort')"), "ascending");
}

#[test]
fn another_offices_dataset_can_be_had_as_picture_and_table_without_a_service() {
    let page = Page::drawing(&[bars()]);
    page.run(
        "self.saved = []; const make = URL.createObjectURL; URL.createObjectURL = blob => { blob.text().then(text => saved.push(text)); return make(blob) }",
    );
    page.click(".more");
    let items = "all('[role^=menuitem]').map(item => item.textContent)";
    assert_eq!(
        page.get(items),
        json!([
            "Xem bảng số liệu",
            "Thứ tự gốc",
            "Giảm dần",
            "Tăng dần",
            "Tải SVG",
            "Tải CSV",
            "Sao chép liên kết"
        ])
    );
    page.run("all('[role=menuitem]')[1].click()");
    page.wait("saved.length === 1");
    assert_eq!(page.get("saved[0].startsWith('<svg') && saved[0].includes('<style>')"), true);
    page.click(".more");
    page.run("all('[role=menuitem]')[2].click()");
    page.wait("saved.length === 2");
    let table = "Quận,Khiển trách (đảng viên),Khai trừ (đảng viên)\r\nHoàn Kiếm,30,3\r\nBa Đình,10,5\r\nĐống Đa,20,\r\n";
    assert_eq!(page.get("saved[1].replace('\\ufeff', '')"), table);
}

#[test]
fn embed_codes_are_fetched_for_the_question_and_shown_where_there_is_no_clipboard() {
    let page = Page::open(&["lang=\"vi\" period=\"2022\""]);
    page.answer_with(&bars());
    page.run("charts[0].setAttribute('src', location.origin + '/charts/some'); charts[0].ready");
    page.wait("inside('.stage svg')");
    page.run(
        "self.fetch = async url => { asked.push(String(url)); return new Response(JSON.stringify({ snippets: [
           { grade: 'element', label: 'Thẻ', code: '<baocao-chart></baocao-chart>' }, { grade: 'frame', label: 'Khung', code: '<iframe></iframe>' }] })) };
         Object.defineProperty(navigator, 'clipboard', { value: undefined });",
    );
    page.click(".more");
    page.run("all('[role=menuitem]').find(item => item.textContent === 'Mã nhúng').click()");
    page.wait("inside('.pop textarea')");
    let asked = page.get("asked.at(-1)");
    assert!(asked.as_str().unwrap().ends_with("/charts/some/embed.json?lang=vi&period=2022"), "{asked}");
    assert_eq!(
        page.get("all('.pop textarea').map(area => area.value)"),
        json!(["<baocao-chart></baocao-chart>", "<iframe></iframe>"])
    );
    page.browser.press("Escape");
    assert_eq!(page.get("focused() === inside('.more')"), true);

    page.click(".more");
    page.run("all('[role=menuitem]').find(item => item.textContent === 'Sao chép liên kết').click()");
    page.wait("inside('.pop textarea')");
    let selected = page.run("const area = inside('.pop textarea'); return area.value.slice(area.selectionStart, area.selectionEnd)");
    assert!(selected.as_str().unwrap().ends_with("/charts/some?lang=vi&period=2022"), "{selected}");
}

#[test]
fn the_menu_of_a_chart_without_a_title_stands_under_it_in_the_room_that_its_page_left() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.resize(600, 900);
    browser.visit(&format!("{}/charts/discipline-outcomes-2022", service.address));
    browser.wait_for("return Boolean(customElements.get('baocao-chart'))");
    browser.run("document.querySelector('baocao-chart').ready.catch(() => {})");
    let place = "const root = document.querySelector('baocao-plot')?.shadowRoot; const more = root?.querySelector('.more')?.getBoundingClientRect();
         return more && [more.height, more.top >= root.querySelector('.stage').getBoundingClientRect().bottom, more.bottom <= document.querySelector('baocao-chart').getBoundingClientRect().bottom]";
    assert_eq!(browser.wait_for(place), json!([32, true, true]));
}

#[test]
fn a_used_chart_is_drawn_in_a_page_with_its_picture() {
    let service = Service::demo();
    let (_host, browser) = read(&service, &element(&service, "members-admitted"), 656);
    use_element(&browser, 0);
    let items = "const root = document.querySelector('baocao-plot').shadowRoot; root.querySelector('.more').click(); return [...root.querySelectorAll('[role=menuitem]')].map(item => item.textContent)";
    assert_eq!(
        browser.run(items),
        json!(["Xem bảng số liệu", "Tải PNG", "Tải SVG", "Tải CSV", "Mã nhúng", "Sao chép liên kết"])
    );
}
