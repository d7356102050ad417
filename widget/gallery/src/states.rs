//! The states that a chart can be in, made of one document: what is provisional, partly covered, suppressed, missing or
//! not applicable, zero or below, switched off, referred to, offered to choose from; nothing at all; and long names.

use serde_json::{Value, json};

use crate::Case;

/// A change to a document.
type State = (&'static str, fn(&mut Sheet));

const STATES: [State; 12] = [
    ("provisional", |sheet| sheet.set(None, 'P')),
    ("partial", Sheet::part),
    ("suppressed", |sheet| sheet.set(Some(Value::Null), 'Q')),
    ("missing", |sheet| sheet.set(Some(Value::Null), 'L')),
    ("not-applicable", |sheet| sheet.set(Some(Value::Null), 'M')),
    ("zero", |sheet| sheet.set(Some(json!(0)), 'A')),
    ("negative", |sheet| sheet.set(Some(json!(-120)), 'A')),
    ("empty", Sheet::empty),
    ("long-names", Sheet::lengthen),
    ("references", Sheet::refer),
    ("pickers", Sheet::offer),
    ("english", |sheet| sheet.chart()["lang"] = json!("en")),
];

/// Every state of a kind's document.
pub(crate) fn of(kind: &str, document: &Value) -> Vec<Case> {
    let case = |(name, change): &State| {
        let mut sheet = Sheet { document: document.clone() };
        sheet.plain();
        change(&mut sheet);
        Case { name: format!("{kind}-{name}"), document: sheet.document }
    };
    let mut cases: Vec<Case> = STATES.iter().map(case).collect();
    if document["extension"]["chart"]["series"].is_string() {
        let mut document = document.clone();
        document["extension"]["chart"]["hidden"] = json!([0]);
        cases.push(Case { name: format!("{kind}-hidden"), document });
    }
    if ["bar", "column", "line", "stacked"].contains(&kind) {
        let mut document = document.clone();
        document["extension"]["chart"]["colors"] = json!([2, 7, 5]);
        cases.push(Case { name: format!("{kind}-colors"), document });
    }
    cases
}

/// A document whose last dimension is `measure`, as all in the repository have it.
struct Sheet {
    document: Value,
}

impl Sheet {
    fn chart(&mut self) -> &mut Value {
        &mut self.document["extension"]["chart"]
    }

    fn size(&self, dimension: &str) -> usize {
        let ids = self.document["id"].as_array().expect("ids");
        let at = ids.iter().position(|id| id == dimension).expect("a dimension");
        usize::try_from(self.document["size"][at].as_u64().expect("a size")).expect("a small size")
    }

    /// The category ids of the category dimension.
    fn ids(&self) -> Vec<String> {
        let name = self.document["extension"]["chart"]["category"].as_str().expect("a category");
        match &self.document["dimension"][name]["category"]["index"] {
            Value::Array(ids) => ids.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::Object(places) => {
                let mut ids: Vec<_> = places.iter().collect();
                ids.sort_by_key(|(_, place)| place.as_u64());
                ids.into_iter().map(|(id, _)| id.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// One letter a cell, and every figure there is a final one of all organizations.
    fn plain(&mut self) {
        let cells = self.document["value"].as_array().expect("values").len();
        let letter = |cell: usize| if self.document["value"][cell].is_number() { "A" } else { "L" };
        self.document["status"] = (0..cells).map(|cell| json!(letter(cell))).collect();
        let measures = self.size("measure");
        for name in ["reported", "expected"] {
            if let Some(place) = self.measure(name) {
                for row in 0..cells / measures {
                    self.document["value"][row * measures + place] = Value::Null;
                }
            }
        }
    }

    /// The place of a measure among the measures.
    fn measure(&self, name: &str) -> Option<usize> {
        match &self.document["dimension"]["measure"]["category"]["index"] {
            Value::Array(ids) => ids.iter().position(|id| id == name),
            places => places[name].as_u64().and_then(|place| usize::try_from(place).ok()),
        }
    }

    /// The first cell of the category that carries the message, else of the last that has a figure.
    fn cell(&self) -> usize {
        let chart = &self.document["extension"]["chart"];
        let name = chart["category"].as_str().expect("a category");
        let ids = self.document["id"].as_array().expect("ids");
        let at = ids.iter().position(|id| id == name).expect("the category's dimension");
        let sizes = self.document["size"].as_array().expect("sizes");
        let stride: u64 = sizes[at + 1..].iter().filter_map(Value::as_u64).product();
        let stride = usize::try_from(stride).expect("a small size");
        let highlight = chart["highlight"].as_u64().and_then(|index| usize::try_from(index).ok());
        let known = |category: &usize| self.document["value"][category * stride].is_number();
        let last = (0..self.size(name)).rev().find(known).unwrap_or(0);
        highlight.filter(known).unwrap_or(last) * stride
    }

    fn set(&mut self, value: Option<Value>, letter: char) {
        let cell = self.cell();
        if let Some(value) = value {
            // A rate or a change would not go with another figure; a plan stays.
            for name in ["plan-rate", "change"] {
                if let Some(place) = self.measure(name) {
                    self.document["value"][cell + place] = Value::Null;
                }
            }
            self.document["value"][cell] = value;
            self.rename();
        }
        self.document["status"][cell] = json!(letter.to_string());
    }

    /// Takes back the figures that title and description say: there are others now.
    fn rename(&mut self) {
        let label = self.document["label"].clone();
        let chart = self.chart();
        if chart["title"].as_str().is_some_and(|title| title.starts_with(char::is_numeric)) {
            chart["title"] = label.clone();
        }
        chart["description"] = label;
    }

    /// 28 of 30 organizations have reported.
    fn part(&mut self) {
        let (measures, cell) = (self.size("measure"), self.cell());
        let mut places: Vec<usize> = Vec::new();
        for id in ["reported", "expected"] {
            let known = self.measure(id);
            let category = &mut self.document["dimension"]["measure"]["category"];
            let count = match &category["index"] {
                Value::Array(ids) => ids.len(),
                places => places.as_object().map_or(0, serde_json::Map::len),
            };
            places.push(known.unwrap_or(count));
            if known.is_none() {
                match &mut category["index"] {
                    Value::Array(ids) => ids.push(json!(id)),
                    places => places[id] = json!(count),
                }
                category["label"][id] = json!(id);
                category["unit"][id] = json!({"label": "", "decimals": 0});
            }
        }
        let now = places.iter().copied().max().map_or(measures, |at| measures.max(at + 1));
        for (name, idle) in [("value", Value::Null), ("status", json!("A"))] {
            let cells = self.document[name].as_array().expect("one a cell").clone();
            let widened = cells.chunks(measures).flat_map(|row| {
                row.iter()
                    .cloned()
                    .chain(std::iter::repeat_n(idle.clone(), now - measures))
                    .collect::<Vec<_>>()
            });
            self.document[name] = widened.collect();
        }
        let last = self.document["size"].as_array().expect("sizes").len() - 1;
        self.document["size"][last] = json!(now);
        let row = cell / measures * now;
        self.document["value"][row + places[0]] = json!(28);
        self.document["value"][row + places[1]] = json!(30);
    }

    fn empty(&mut self) {
        self.rename();
        for value in self.document["value"].as_array_mut().expect("values") {
            *value = Value::Null;
        }
        for letter in self.document["status"].as_array_mut().expect("letters") {
            *letter = json!("L");
        }
    }

    fn lengthen(&mut self) {
        const LONG: [&str; 3] = [
            "Đảng ủy Khối các cơ quan, doanh nghiệp và đơn vị sự nghiệp thành phố Hà Nội",
            "Ban Quản lý dự án đầu tư xây dựng công trình giao thông",
            "Thường xuyên không hoàn thành nhiệm vụ theo chức trách",
        ];
        let chart = &self.document["extension"]["chart"];
        let names: Vec<String> = ["category", "series"]
            .into_iter()
            .filter_map(|role| chart[role].as_str().map(str::to_owned))
            .filter(|name| name != "period")
            .collect();
        for name in names {
            let labels = self.document["dimension"][&name]["category"]["label"].as_object_mut();
            for (place, label) in labels.into_iter().flatten().map(|(_, label)| label).enumerate() {
                *label = json!(format!("{} {}", LONG[place % LONG.len()], place + 1));
            }
        }
        self.chart()["title"] = json!(
            "Kết quả thực hiện chỉ tiêu kết nạp đảng viên và thi hành kỷ luật trong Đảng của các tổ chức đảng trực thuộc"
        );
    }

    fn refer(&mut self) {
        let values = self.document["value"].as_array().expect("values");
        let highest = values.iter().filter_map(Value::as_f64).fold(0.0, f64::max);
        let ids = self.ids();
        self.chart()["references"] = json!([
            {"kind": "line", "value": (highest * 0.8) as i64, "label": "Chỉ tiêu Đại hội"},
            {"kind": "span", "from": ids.first(), "to": ids.get(1).or(ids.first()), "label": "Dịch COVID-19"},
            {"kind": "point", "category": ids.last(), "series": null, "label": "Đại hội Đảng bộ thành phố"},
        ]);
    }

    fn offer(&mut self) {
        let option = |(value, label): (&str, &str)| json!({"value": value, "label": label});
        let periods = [("2021", "2021"), ("2022", "2022")].map(option);
        let organizations =
            [("hanoi", "Đảng bộ thành phố Hà Nội"), ("ba-dinh", "Quận ủy Ba Đình")].map(option);
        self.chart()["pickers"] = json!([
            {"parameter": "period", "label": "Kỳ", "chosen": 1, "options": periods},
            {"parameter": "organization", "label": "Đơn vị", "chosen": 0, "options": organizations},
        ]);
    }
}
