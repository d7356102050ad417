//! Random documents of every kind, the same for the same seed: what the page and the service must draw alike.

use baocao_widget::dataset::Kind;
use serde_json::{Map, Value, json};

/// Names as organizations, outcomes and indicators have them.
const NAMES: [&str; 12] = [
    "Quận ủy Ba Đình",
    "Quận ủy Đống Đa",
    "Huyện ủy Sóc Sơn",
    "Thị ủy Sơn Tây",
    "Đảng ủy Khối các cơ quan thành phố",
    "Khiển trách",
    "Cách chức",
    "Tổ chức đảng được kiểm tra khi có dấu hiệu vi phạm",
    "Ủy ban Kiểm tra & Giám sát <nội bộ>",
    "Vốn đầu tư công",
    "A",
    "",
];

/// The document of a seed; ten seeds in a row give the ten kinds.
#[must_use]
pub fn document(seed: u64) -> Value {
    let kind = Kind::ALL[usize::try_from(seed % 10).unwrap_or(0)].0;
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let over_time = matches!(kind, "column" | "line" | "multiples" | "number") || chance.one_in(3);
    let categories = match (kind, chance.below(6)) {
        ("line", 0) => 400,
        (_, 0) => 40 + chance.below(60),
        _ => 1 + chance.below(12),
    };
    let series = if chance.one_in(2) || kind == "multiples" { 1 + chance.below(8) } else { 0 };
    let decimals = chance.below(4);
    let unit = ["đảng viên", "tỷ đồng", "%", ""][chance.below(4)];
    let mut metrics = vec![("actual", unit, decimals)];
    let others = [("plan", unit, decimals), ("universe", unit, 0), ("plan-rate", "%", 1), ("change", "%", 1)];
    metrics.extend(others.into_iter().filter(|_| chance.one_in(3)));
    if chance.one_in(4) {
        metrics.extend([("reported", "", 0), ("expected", "", 0)]);
    }

    let first_year = 2026 - categories.min(900);
    let id = |at: usize| if over_time { (first_year + at).to_string() } else { format!("c{at}") };
    let category: Vec<(String, String)> =
        (0..categories).map(|at| (id(at), if over_time { id(at) } else { name(&mut chance, at) })).collect();
    let named: Vec<(String, String)> =
        (0..series).map(|at| (format!("s{at}"), name(&mut chance, at))).collect();

    let mut ids = vec!["category"];
    let mut size = vec![categories];
    let mut dimension = Map::new();
    dimension.insert("category".into(), axis("Kỳ", &category));
    if series > 0 {
        ids.push("series");
        size.push(series);
        dimension.insert("series".into(), axis("Loại", &named));
    }
    ids.push("measure");
    size.push(metrics.len());
    dimension.insert("measure".into(), measures(&metrics));

    let cells = categories * series.max(1);
    let (mut value, mut status) = (Vec::new(), Vec::new());
    for _ in 0..cells {
        let letter = if chance.one_in(6) { ["P", "E", "L", "Q", "M"][chance.below(5)] } else { "A" };
        for (_, _, decimals) in &metrics {
            let gone = chance.one_in(9);
            value.push(if gone { Value::Null } else { chance.amount(*decimals) });
            status.push(json!(letter));
        }
    }
    let mut role = json!({"metric": ["measure"]});
    if over_time {
        role["time"] = json!(["category"]);
    }
    let lang = if chance.one_in(2) { "vi" } else { "en" };
    let at = |chance: &mut Chance| category[chance.below(categories)].0.clone();
    let mut references = Vec::new();
    if chance.one_in(3) {
        references.push(json!({"kind": "line", "value": chance.amount(decimals), "label": "Chỉ tiêu năm"}));
    }
    if chance.one_in(3) {
        references
            .push(json!({"kind": "point", "category": at(&mut chance), "series": null, "label": "Đại hội"}));
    }
    if chance.one_in(3) {
        references.push(
            json!({"kind": "span", "from": category[0].0, "to": at(&mut chance), "label": "Giãn cách"}),
        );
    }
    let option = json!([{"value": "2021", "label": "Năm 2021"}, {"value": "2022", "label": "Năm 2022"}]);
    let sort = ["given", "descending", "ascending"][chance.below(3)];
    let stacking = ["absolute", "percent"][chance.below(2)];
    let chart = json!({
        "kind": kind,
        "lang": lang,
        "title": format!("{} theo {}", NAMES[chance.below(NAMES.len())], NAMES[chance.below(NAMES.len())]),
        "subtitle": unit,
        "footer": ["Nguồn: số liệu mẫu"],
        "description": "Số liệu mẫu.",
        "category": "category",
        "series": if series > 0 { json!("series") } else { Value::Null },
        "highlight": if chance.one_in(2) { json!(chance.below(categories)) } else { Value::Null },
        "details": (0..cells).map(|cell| format!("Ngày {cell}")).collect::<Vec<_>>(),
        "sort": sort,
        "top": if chance.one_in(3) { json!(1 + chance.below(12)) } else { Value::Null },
        "additive": chance.one_in(2),
        "stacking": stacking,
        "hidden": if series > 1 && chance.one_in(3) { json!([chance.below(series)]) } else { json!([]) },
        "colors": if chance.one_in(4) { json!([1 + chance.below(7), 1 + chance.below(7)]) } else { json!([]) },
        "references": references,
        "pickers": if chance.one_in(4) {
            json!([{"parameter": "period", "label": "Kỳ", "options": option, "chosen": 1}])
        } else {
            json!([])
        },
    });
    json!({
        "version": "2.0", "class": "dataset", "label": "Số liệu mẫu", "id": ids, "size": size, "role": role,
        "dimension": dimension, "value": value, "status": status, "extension": {"chart": chart},
    })
}

fn name(chance: &mut Chance, at: usize) -> String {
    match NAMES[chance.below(NAMES.len())] {
        "" => String::new(),
        name => format!("{name} {at}"),
    }
}

fn axis(label: &str, categories: &[(String, String)]) -> Value {
    let ids: Vec<&String> = categories.iter().map(|(id, _)| id).collect();
    let labels: Map<String, Value> =
        categories.iter().map(|(id, label)| (id.clone(), json!(label))).collect();
    json!({"label": label, "category": {"index": ids, "label": labels}})
}

fn measures(metrics: &[(&str, &str, usize)]) -> Value {
    let ids: Vec<&str> = metrics.iter().map(|(id, ..)| *id).collect();
    let mut category = json!({"index": ids, "label": {}, "unit": {}});
    for (id, unit, decimals) in metrics {
        category["label"][id] = json!(id);
        category["unit"][id] = json!({"label": unit, "decimals": decimals});
    }
    json!({"label": "Loại số", "category": category})
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or(0)
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// A decimal number of few or many digits, seldom below zero.
    fn amount(&mut self, decimals: usize) -> Value {
        let digits = 1 + self.below(11);
        let units = self.next() % 10_u64.pow(u32::try_from(digits).unwrap_or(1));
        let sign = if self.one_in(12) { "-" } else { "" };
        let text = format!("{units:0>width$}", width = decimals + 1);
        let (whole, fraction) = text.split_at(text.len() - decimals);
        let text = if decimals > 0 { format!("{sign}{whole}.{fraction}") } else { format!("{sign}{whole}") };
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }
}
