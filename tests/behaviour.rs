//! What a reader does with a chart, and what a page's own script does, in a page that is not ours.

use serde_json::{Value, json};

use crate::element::{article, element, use_element};
use crate::harness::{Browser, Host, Scripts, Service, axe};

/// A dataset of districts and outcomes, `null` where there is no figure.
fn dataset(kind: &str, names: &[&str], series: &[&str], values: &Value) -> Value {
    let ids = |letter: char, count: usize| (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>();
    let labels = |ids: &[String], labels: &[&str]| {
        ids.iter()
            .cloned()
            .zip(labels.iter().map(|&label| Value::from(label)))
            .collect::<serde_json::Map<_, _>>()
    };
    let (rows, columns) = (ids('d', names.len()), ids('s', series.len()));
    json!({
        "version": "2.0",
        "class": "dataset",
        "label": "Kỷ luật",
        "id": ["district", "outcome", "measure"],
        "size": [names.len(), series.len(), 1],
        "role": { "metric": ["measure"] },
        "dimension": {
            "district": { "label": "Quận", "category": { "index": rows, "label": labels(&rows, names) } },
            "outcome": { "label": "Hình thức", "category": { "index": columns, "label": labels(&columns, series) } },
            "measure": { "label": "Số", "category": {
                "index": ["actual"], "label": { "actual": "Thực hiện" },
                "unit": { "actual": { "label": "đảng viên", "decimals": 0 } },
            } },
        },
        "value": values,
        "extension": { "chart": {
            "kind": kind, "lang": "vi", "title": "Kỷ luật theo quận", "subtitle": "Đảng viên · 2022",
            "footer": ["Nguồn: Ủy ban Kiểm tra"], "description": "Kỷ luật theo quận.",
            "category": "district", "series": "outcome", "details": [],
        } },
    })
}

/// Three districts and two outcomes as bars.
fn bars() -> Value {
    let values = json!([30, 3, 10, 5, 20, null]);
    dataset("bar", &["Hoàn Kiếm", "Ba Đình", "Đống Đa"], &["Khiển trách", "Khai trừ"], &values)
}

/// A page with one element for each list of attributes; `self.charts` are the elements.
struct Page {
    browser: Browser,
    _service: Service,
    _host: Host,
}

impl Page {
    fn open(attributes: &[&str]) -> Self {
        let service = Service::demo();
        let elements: String =
            attributes.iter().map(|some| format!("<baocao-chart {some}></baocao-chart>")).collect();
        let host =
            article(&service, &format!("<main><h1>Bài báo</h1>{elements}<p id=\"after\">Sau</p></main>"));
        let browser = Browser::open(Scripts::On);
        browser.resize(656, 900);
        browser.visit(&host.address);
        browser.wait_for("return Boolean(customElements.get('baocao-chart'))");
        browser.run(
            "self.charts = [...document.querySelectorAll('baocao-chart')];
             self.inside = (selector, n = 0) => charts[n].querySelector('baocao-plot')?.shadowRoot.querySelector(selector);
             self.all = (selector, n = 0) => [...charts[n].querySelector('baocao-plot').shadowRoot.querySelectorAll(selector)];
             self.focused = () => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; };
             self.texts = (n = 0) => all('.stage text', n).map(text => text.textContent);",
        );
        Self { browser, _service: service, _host: host }
    }

    /// A page whose `n`th chart draws the `n`th dataset.
    fn drawing(datasets: &[Value]) -> Self {
        let page = Self::open(&vec!["lang=\"vi\" group=\"g\""; datasets.len()]);
        for (n, dataset) in datasets.iter().enumerate() {
            page.give(n, dataset);
        }
        page
    }

    #[track_caller]
    fn give(&self, n: usize, dataset: &Value) {
        self.run(&format!("charts[{n}].data = {dataset}"));
        self.wait(&format!("inside('.stage svg', {n})"));
    }

    #[track_caller]
    fn run(&self, script: &str) -> Value {
        self.browser.run(script)
    }

    /// The value of an expression.
    #[track_caller]
    fn get(&self, expression: &str) -> Value {
        self.browser.run(&format!("return {expression}"))
    }

    /// Waits until an expression is true.
    #[track_caller]
    fn wait(&self, expression: &str) {
        self.browser.wait_for(&format!("return Boolean({expression})"));
    }

    /// The middle of a part of the first chart, in the window.
    #[track_caller]
    fn middle(&self, selector: &str) -> (f64, f64) {
        let middle = self.run(&format!(
            "const box = inside('{selector}').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]"
        ));
        (middle[0].as_f64().unwrap(), middle[1].as_f64().unwrap())
    }

    #[track_caller]
    fn click(&self, selector: &str) {
        let (x, y) = self.middle(selector);
        self.browser.point_at(x, y);
        self.browser.click(x, y);
    }

    #[track_caller]
    fn focus(&self, selector: &str) {
        self.run(&format!("inside('{selector}').focus()"));
    }

    /// Every request is answered with this dataset, with the asked address in its title; `asked` lists the addresses.
    fn answer_with(&self, dataset: &Value) {
        self.run(&format!(
            "self.asked = []; self.delays = []; const real = fetch;
             self.fetch = async (url, options) => {{
               if (/\\.(wasm|js)$/.test(url)) return real(url, options);
               asked.push(String(url));
               await new Promise(go => setTimeout(go, delays.shift() ?? 0));
               const document = structuredClone({dataset});
               const period = new URL(url).searchParams.get('period');
               document.extension.chart.title += ' ' + period;
               return new Response(JSON.stringify(document));
             }}"
        ));
    }
}

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
fn the_table_takes_the_place_of_the_drawing_and_nothing_shifts() {
    let page = Page::drawing(&[bars()]);
    let below = "document.querySelector('#after').getBoundingClientRect().top";
    let before = page.get(below);
    page.click(".more");
    page.browser.press("Enter");
    page.wait("inside('.sheet table')?.checkVisibility()");
    assert_eq!(page.get(below), before);
    assert_eq!(page.get("[charts[0].view, inside('.stage').checkVisibility()]"), json!(["table", false]));
    let cells = "all('.sheet tbody tr').map(row => [...row.cells].map(cell => cell.textContent))";
    assert_eq!(
        page.get(cells),
        json!([["Hoàn Kiếm", "30", "3"], ["Ba Đình", "10", "5"], ["Đống Đa", "20", "chưa báo cáo"]])
    );
    assert_eq!(page.get("all('.sheet thead th').map(head => head.scope)"), json!(["col", "col", "col"]));
    page.run("charts[0].view = 'chart'");
    assert_eq!(page.get("[inside('.sheet'), inside('.stage').checkVisibility()]"), json!([null, true]));
    assert_eq!(page.get(below), before);
}

#[test]
fn the_table_sorts_vietnamese_names_as_a_dictionary_does() {
    let names = ["Đông", "Ân", "An", "Đan", "Ăn"];
    let page = Page::drawing(&[dataset("table", &names, &["Khai trừ"], &json!([9, 10, null, 2, 100]))]);
    page.wait("inside('.sheet table')");
    let column =
        |at: usize| page.get(&format!("all('.sheet tbody tr').map(row => row.cells[{at}].textContent)"));
    let head = |at: usize| page.run(&format!("all('.sheet thead button')[{at}].click()"));
    let sorted = || page.get("all('.sheet thead th').map(head => head.getAttribute('aria-sort'))");
    head(0);
    assert_eq!(column(0), json!(["An", "Ăn", "Ân", "Đan", "Đông"]));
    assert_eq!(sorted(), json!(["ascending", null]));
    head(1);
    assert_eq!(column(1), json!(["100", "10", "9", "2", "chưa báo cáo"]));
    assert_eq!(sorted(), json!([null, "descending"]));
    head(1);
    assert_eq!(column(1), json!(["2", "9", "10", "100", "chưa báo cáo"]), "what is missing stays last");
}

#[test]
fn a_screen_reader_meets_the_table_once_and_before_the_drawing() {
    let page = Page::drawing(&[bars()]);
    page.wait("inside('table')");
    let read = "const [table] = all('table'); return [all('table').length, table.querySelector('caption').textContent,
        Boolean(table.compareDocumentPosition(inside('.stage')) & Node.DOCUMENT_POSITION_FOLLOWING), table.querySelectorAll('button').length]";
    assert_eq!(page.run(read), json!([1, "Kỷ luật theo quận. Đảng viên · 2022", true, 0]));

    let page = Page::open(&["lang=\"vi\""]);
    page.run("charts[0].innerHTML = '<figure><table><tr><td>30</td></tr></table></figure>'");
    page.give(0, &bars());
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(page.get("all('table').length"), 0, "the page's own table says it already");
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
    page.run(
        "const select = all('select')[1]; select.value = '2022'; select.dispatchEvent(new Event('change'))",
    );
    page.wait("asked.at(-1).includes('subject=2022')");
    assert_eq!(page.get("charts[0].getAttribute('filter-subject')"), "2022");
}

#[test]
fn a_page_is_told_what_is_drawn_and_what_is_selected() {
    let page = Page::open(&["lang=\"vi\""]);
    page.run("self.told = []; for (const type of ['load', 'select', 'error']) document.addEventListener('baocao-' + type, event => told.push([type, event.composed, event.detail]))");
    page.give(0, &bars());
    page.wait("told.length");
    assert_eq!(
        page.get("told.shift()"),
        json!(["load", true, { "kind": "bar", "title": "Kỷ luật theo quận", "cells": 6, "src": null }])
    );
    page.run("charts[0].querySelector('baocao-plot').shadowRoot.querySelector('.stage').focus()");
    page.browser.press("Home");
    page.wait("told.length");
    let detail = page.get("told.at(-1)[2]");
    assert_eq!(detail["category"], json!({ "id": "d0", "label": "Hoàn Kiếm" }));
    assert_eq!(detail["series"], json!({ "id": "s0", "label": "Khiển trách" }));
    assert_eq!((&detail["value"], &detail["index"]), (&json!(30), &json!(0)));
    assert!(detail["text"].as_str().unwrap().starts_with("30"), "{detail}");
    assert_eq!(page.get("charts[0].selection"), json!({ "category": "d0", "series": "s0" }));
    page.browser.press("Escape");
    assert_eq!(page.get("told.at(-1)[2]"), json!({ "category": null }));
    assert_eq!(page.get("charts[0].selection"), Value::Null);
}

#[test]
fn a_page_sets_what_is_shown_and_hears_nothing_of_its_own_doing() {
    let page = Page::drawing(&[bars()]);
    page.run("self.told = 0; document.addEventListener('baocao-select', () => told += 1)");
    page.run("charts[0].selection = { category: 'd1', series: 's1' }");
    assert_eq!(page.get("inside('.tip').checkVisibility() && [...inside('.tip').children].map(line => line.textContent).slice(0, 1)"), json!(["Ba Đình · Khai trừ"]));
    page.run("charts[0].selection = null");
    assert_eq!(page.get("[inside('.tip').checkVisibility(), told]"), json!([false, 0]));

    page.run("charts[0].hiddenSeries = ['s1']");
    page.wait("!texts().includes('3')");
    assert_eq!(page.get("charts[0].data.value"), json!([30, 3, 10, 5, 20, null]));

    page.run("charts[0].hiddenSeries = []; charts[0].update(Float64Array.of(31, 3, 10, 5, NaN, 7))");
    page.wait("texts().includes('31') && texts().includes('7') && !texts().includes('20')");
    assert_eq!(page.get("charts[0].data.value"), json!([31, 3, 10, 5, null, 7]));
    assert_eq!(page.get("charts[0].ready.then(() => 'drawn')"), "drawn");
}

#[test]
fn charts_of_a_group_follow_one_another() {
    let other = dataset("bar", &["Hoàn Kiếm", "Ba Đình"], &["Khai trừ"], &json!([1, 2]));
    let page = Page::drawing(&[bars(), other]);
    page.run("self.told = []; document.addEventListener('baocao-select', event => told.push(charts.indexOf(event.target)))");
    let first = |n: usize| {
        page.get(&format!("inside('.tip', {n}).checkVisibility() ? inside('.tip p', {n}).textContent : null"))
    };
    page.run("inside('.stage').focus()");
    page.browser.press("Home");
    page.wait("inside('.tip', 1).checkVisibility()");
    assert_eq!(first(1), "Hoàn Kiếm · Khai trừ");
    assert_eq!(page.get("inside('[aria-live]', 1).textContent"), "", "the follower announces nothing");
    assert_eq!(page.get("focused() === inside('.stage')"), true);
    page.browser.press("ArrowDown");
    page.browser.press("ArrowDown");
    assert_eq!(first(1), "Ba Đình · Khai trừ");
    page.browser.press("Escape");
    assert_eq!(first(1), Value::Null);
    assert_eq!(page.get("told.every(n => n === 0) && told.length > 0"), true, "a follower fires no event");
}

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
    let host = article(&service, &element(&service, "members-admitted"));
    let browser = Browser::open(Scripts::On);
    browser.resize(656, 900);
    browser.visit(&host.address);
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

#[test]
fn a_used_chart_is_drawn_in_a_page_with_its_picture() {
    let service = Service::demo();
    let host = article(&service, &element(&service, "members-admitted"));
    let browser = Browser::open(Scripts::On);
    browser.resize(656, 900);
    browser.visit(&host.address);
    use_element(&browser, 0);
    let items = "const root = document.querySelector('baocao-plot').shadowRoot; root.querySelector('.more').click(); return [...root.querySelectorAll('[role=menuitem]')].map(item => item.textContent)";
    assert_eq!(
        browser.run(items),
        json!(["Xem bảng số liệu", "Tải PNG", "Tải SVG", "Tải CSV", "Mã nhúng", "Sao chép liên kết"])
    );
}
