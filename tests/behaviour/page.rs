//! A page that is not ours with charts in it, and the datasets that they draw.

use serde_json::{Value, json};

use crate::element::read;
use crate::harness::{Browser, Host, Service};

/// A dataset of districts and outcomes, `null` where there is no figure.
pub(super) fn dataset(kind: &str, names: &[&str], series: &[&str], values: &Value) -> Value {
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
pub(super) fn bars() -> Value {
    let values = json!([30, 3, 10, 5, 20, null]);
    dataset("bar", &["Hoàn Kiếm", "Ba Đình", "Đống Đa"], &["Khiển trách", "Khai trừ"], &values)
}

/// A page with one element for each list of attributes; `self.charts` are the elements.
pub(super) struct Page {
    pub(super) browser: Browser,
    _service: Service,
    _host: Host,
}

impl Page {
    pub(super) fn open(attributes: &[&str]) -> Self {
        let service = Service::demo();
        let elements: String =
            attributes.iter().map(|some| format!("<baocao-chart {some}></baocao-chart>")).collect();
        let body = format!("<main><h1>Bài báo</h1>{elements}<p id=\"after\">Sau</p></main>");
        let (host, browser) = read(&service, &body, 656);
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
    pub(super) fn drawing(datasets: &[Value]) -> Self {
        let page = Self::open(&vec!["lang=\"vi\" group=\"g\""; datasets.len()]);
        for (n, dataset) in datasets.iter().enumerate() {
            page.give(n, dataset);
        }
        page
    }

    #[track_caller]
    pub(super) fn give(&self, n: usize, dataset: &Value) {
        self.run(&format!("charts[{n}].data = {dataset}"));
        self.wait(&format!("inside('.stage svg', {n})"));
    }

    #[track_caller]
    pub(super) fn run(&self, script: &str) -> Value {
        self.browser.run(script)
    }

    /// The value of an expression.
    #[track_caller]
    pub(super) fn get(&self, expression: &str) -> Value {
        self.browser.run(&format!("return {expression}"))
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(super) fn wait(&self, expression: &str) {
        self.browser.wait_for(&format!("return Boolean({expression})"));
    }

    /// The middle of a part of the first chart, in the window.
    #[track_caller]
    pub(super) fn middle(&self, selector: &str) -> (f64, f64) {
        let middle = self.run(&format!(
            "const box = inside('{selector}').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]"
        ));
        (middle[0].as_f64().unwrap(), middle[1].as_f64().unwrap())
    }

    #[track_caller]
    pub(super) fn click(&self, selector: &str) {
        let (x, y) = self.middle(selector);
        self.browser.point_at(x, y);
        self.browser.click(x, y);
    }

    #[track_caller]
    pub(super) fn focus(&self, selector: &str) {
        self.run(&format!("inside('{selector}').focus()"));
    }

    /// Every request is answered with this dataset, with the asked address in its title; `asked` lists the addresses.
    pub(super) fn answer_with(&self, dataset: &Value) {
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
