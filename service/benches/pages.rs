//! Charts in a page, in headless Chromium: ours beside Chart.js, ECharts, uPlot and Vega-Lite, on the same figures in the
//! same run. `peers/pages.mjs` measures, this file draws our part of the pages and says how the others compare.

use std::path::Path;
use std::process::{Command, Stdio};

use baocao::publish::chart_json;
use serde_json::{Value, json};

use crate::charts::{self, Page};
use crate::report::{Report, Target, heading};
use crate::spread::{Ratio, middle, ratio};
use crate::{peers, sample};

const PEERS: [&str; 4] = ["chartjs", "echarts", "uplot", "vega"];

/// The page and its update: how many series of how many values.
const UPDATED: [(&str, usize, usize); 2] = [("points", 1, 10_000), ("lines", 5, 120)];

pub fn print(report: &mut Report) {
    heading("Charts in a page (headless Chromium)");
    let folder = match peers::ready() {
        Ok(folder) => folder,
        Err(why) => return println!("  not measured: {why}"),
    };
    let pages = charts::pages();
    let data = sample::folder("bench-pages");
    let written = Value::from(pages.iter().map(page).collect::<Vec<_>>()).to_string();
    for (name, text) in
        [("pages.json", written), ("stylesheet.css", baocao_widget::stylesheet(baocao_widget::Theme::Auto))]
    {
        std::fs::write(data.join(name), text).expect("a written file");
    }
    let widget = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/page");
    let output = Command::new("node")
        .arg(folder.join("pages.mjs"))
        .args([&data, &widget])
        .stderr(Stdio::inherit())
        .output()
        .expect("node starts");
    let Ok(measured) = serde_json::from_slice::<Value>(&output.stdout) else {
        return println!("  not measured: the browser could not be driven");
    };
    println!(
        "  {} rounds, and {} turns of the closest. A figure is the mean of the middle half, a–b where it is in at 95 %.",
        measured["rounds"], measured["turns"]
    );
    println!("  Columns say how many times ours: more is better for us.");
    bytes(report, &measured["bytes"]);
    for throttling in ["1", "4"] {
        for page in &pages {
            times(report, &measured["results"][page.name][throttling], page, throttling);
        }
    }
    for page in &pages {
        heaps(report, &measured["results"][page.name]["1"], page);
    }
    for throttling in ["1", "4"] {
        for (name, ..) in UPDATED {
            updates(report, &measured["results"][name][throttling], name, throttling);
        }
    }
}

fn page(page: &Page) -> Value {
    let document = |chart| -> Value {
        serde_json::from_slice(&chart_json::document(chart).bytes).expect("the document is JSON")
    };
    let update = UPDATED.iter().find(|(name, ..)| *name == page.name);
    json!({
        "name": page.name,
        "width": page.size.0,
        "height": page.size.1,
        "documents": page.charts.iter().map(document).collect::<Vec<_>>(),
        "pictures": page.charts.iter().map(|chart| charts::svg(chart, page.size, false)).collect::<Vec<_>>(),
        "updates": update.map(|(_, lines, points)| json!({"lines": lines, "points": points})),
    })
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

/// What the visits measured.
fn measures(values: &Value) -> Vec<f64> {
    values.as_array().into_iter().flatten().map(number).collect()
}

/// What each peer's figure is in times ours.
fn columns(what: &str, ours: f64, of: impl Fn(&str) -> f64) {
    let columns: Vec<String> = PEERS.iter().map(|peer| format!("{peer} {:>7.2}", of(peer) / ours)).collect();
    println!("  {what:<46} {}", columns.join("   "));
}

fn bytes(report: &mut Report, bytes: &Value) {
    let own = |(name, size): (&String, &Value)| name.starts_with("baocao").then(|| number(size));
    let all: f64 = bytes.as_object().into_iter().flatten().filter_map(own).sum();
    let of = |peer: &str| {
        number(&bytes[format!("{peer}.js")]) + bytes[format!("{peer}.css")].as_f64().unwrap_or_default()
    };
    columns("bytes as brotli, against our loader", number(&bytes["baocao.js"]), of);
    columns("bytes as brotli, against all of ours", all, of);
    report.target("bytes of all of ours as brotli", all, Target::AtMost(48_000.0));
    report.target("bytes of our loader as brotli", number(&bytes["baocao.js"]), Target::AtMost(6_000.0));
}

fn times(report: &mut Report, results: &Value, page: &Page, throttling: &str) {
    let heading = format!("{}, {throttling}×", page.what);
    for what in ["visible", "interactive"] {
        let time = |subject: &str| middle(&measures(&results[subject][what]));
        columns(&format!("{heading}: {what}"), time("ours"), time);
    }
    let against = |what: &str, peer: &str| -> Ratio {
        ratio(&measures(&results["ours"][what]), &measures(&results[peer][what]))
    };
    let measured = PEERS.iter().map(|peer| against("visible", peer)).filter(|ratio| !ratio.value.is_nan());
    let first = measured.max_by(|a, b| a.value.total_cmp(&b.value));
    let alone = against("visible", "picture");
    report.spread(&format!("{heading}: visible, ours / the picture alone"), alone, Target::AtMost(1.15));
    if let Some(first) = first {
        report.spread(&format!("{heading}: visible, ours / the first peer"), first, Target::AtMost(1.0));
    }
    if page.name == "twenty" {
        for what in ["visible", "interactive"] {
            let uplot = against(what, "uplot");
            report.spread(&format!("{heading}: {what}, ours / uPlot"), uplot, Target::AtMost(0.7));
        }
    }
}

fn heaps(report: &mut Report, results: &Value, page: &Page) {
    let over = |subject: &str, what: &str| {
        middle(&measures(&results[subject][what])) - middle(&measures(&results["blank"]["heap"]))
    };
    let ours = over("ours", "heap");
    columns(&format!("{}: heap over a blank page", page.what), ours, |peer| over(peer, "heap"));
    report.target(
        &format!("{}: heap, ours / uPlot", page.what),
        ours / over("uplot", "heap"),
        Target::AtMost(0.35),
    );
    if results["ours"]["used"].is_array() {
        let used = over("ours", "used") / over("uplot", "used");
        report.target(&format!("{}: heap once used, ours / uPlot", page.what), used, Target::AtMost(0.35));
        let wasm = middle(&measures(&results["ours"]["wasm"])) / 1024.0;
        println!("  {:<60} {wasm:>9.0}", format!("{}: memory of our wasm beside it, KB", page.what));
    }
}

fn updates(report: &mut Report, results: &Value, name: &str, throttling: &str) {
    let heading = format!("update, {name}, {throttling}×");
    let main = |subject: &str| middle(&measures(&results[subject]["main"]));
    let cpu = |subject: &str| middle(&measures(&results[subject]["cpu"]));
    if cpu("ours").is_nan() {
        return println!("  {heading}: not measured, our element has no `update`");
    }
    columns(&format!("{heading}: main thread"), main("ours"), main);
    columns(&format!("{heading}: all threads"), cpu("ours"), cpu);
    let wanted = |name: &str, most| if name == "points" { Target::AtMost(most) } else { Target::Nothing };
    let work = |peer: &str| ratio(&measures(&results["ours"]["cpu"]), &measures(&results[peer]["cpu"]));
    report.spread(
        &format!("{heading}: work to the frame, ours / Chart.js"),
        work("chartjs"),
        wanted(name, 1.0),
    );
    report.spread(
        &format!("{heading}: work to the frame, ours / uPlot (the aim)"),
        work("uplot"),
        wanted(name, 1.0),
    );
}
