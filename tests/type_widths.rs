//! Text in a real browser is as wide as the drawing's table says: in the shipped font, and in the families that stand in
//! for it. The stand-in on a test machine is Liberation Sans 2, which is as wide as Arial.

use baocao_widget::locale::{self, Lang};
use baocao_widget::{Theme, measure, stylesheet};
use serde_json::{Value, json};

use crate::harness::{Browser, FIGURES, Scripts, table};

/// A class of the style sheet, its size and weight.
type Face = (&'static str, i32, bool);

const REGULAR: [Face; 3] = [("", 13, false), ("bc-su", 14, false), ("bc-s", 12, false)];
const VALUE: [Face; 3] = [("bc-va", 13, true), ("bc-b24", 24, true), ("bc-b56", 56, true)];
const TITLE: [Face; 1] = [("bc-ti", 18, true)];

const NAMES: &str = include_str!("data/names.txt");
const DEMO: [&str; 5] = [
    include_str!("../service/demo/breakdowns.csv"),
    include_str!("../service/demo/charts.csv"),
    include_str!("../service/demo/indicators.csv"),
    include_str!("../service/demo/organizations.csv"),
    include_str!("../service/demo/sources.csv"),
];
const REGULAR_FILE: &[u8] = include_bytes!("../widget/fonts/Roboto-Regular.ttf");
const BOLD_FILE: &[u8] = include_bytes!("../widget/fonts/Roboto-Bold.ttf");

/// What people wrote into the catalogue: words with a space between them, no codes and no queries.
fn written() -> Vec<String> {
    let rows = DEMO.iter().flat_map(|text| table(text));
    rows.flat_map(|row| row.into_values()).filter(|text| text.contains(' ') && !text.contains('=')).collect()
}

/// Labels as they stand on axes, beside bars, in legends and footers.
fn labels() -> Vec<String> {
    let mut labels = written();
    for name in NAMES.lines() {
        for before in ["", "Phường ", "Đảng bộ xã ", "Quận ủy "] {
            labels.push([before, name].concat());
        }
    }
    for year in 2015..2027 {
        for form in [
            "6 tháng đầu năm #",
            "9 tháng đầu năm #",
            "tháng 9 năm #",
            "quý III/#",
            "nhiệm kỳ #-2030",
            "20/12/#",
            "first half of #",
            "September #",
            "Q3 #",
            "#-2030 term",
            "20 December #",
            "T9/#",
            "#",
        ] {
            labels.push(form.replace('#', &year.to_string()));
        }
    }
    labels
}

/// Numbers with their units, the figures of the demonstration among them.
fn values() -> Vec<String> {
    let mut values = Vec::new();
    let figures = table(FIGURES);
    let filed = figures.iter().filter_map(|row| row["value"].replace('.', "").parse::<i64>().ok());
    let made = (0..19).map(|power| 1_234_567_890_123_456_789 / 10_i64.pow(power));
    for (at, number) in filed.chain(made).enumerate() {
        let (decimals, lang) = ((at % 4) as u8, if at % 2 == 0 { Lang::Vi } else { Lang::En });
        let text = locale::number(if at % 7 == 0 { -number } else { number }, decimals, lang);
        let units = ["", "%", "tỷ đồng", "đảng viên", "nghìn tỷ", "billion đồng", "trường hợp"];
        values.push(locale::with_unit(&text, units[at % units.len()]));
        values.push([&locale::signed_percent(number % 10_000, lang), " kế hoạch"].concat());
    }
    values
}

fn titles() -> Vec<String> {
    let about = ["kết nạp 1.142 đảng viên", "giải ngân vốn đầu tư công", "members admitted by year"];
    let of = |(at, name): (usize, &str)| [name, ": ", about[at % about.len()]].concat();
    written().into_iter().chain(NAMES.lines().enumerate().map(of)).collect()
}

/// Every text in every face that it is written in.
fn samples() -> Vec<(String, Face)> {
    let groups =
        [(labels(), &REGULAR[..]), (values(), &REGULAR[..]), (values(), &VALUE[..]), (titles(), &TITLE[..])];
    let each = |(texts, faces): (Vec<String>, &'static [Face])| {
        texts.into_iter().flat_map(move |text| faces.iter().map(move |&face| (text.clone(), face)))
    };
    groups.into_iter().flat_map(each).collect()
}

/// A page with the drawing's style sheet, and the shipped font if it is asked for.
fn page(browser: &Browser, shipped: bool) {
    browser.visit("data:text/html,<!doctype html>");
    let sheet = stylesheet(Theme::Auto);
    browser.run(&format!(
        "document.documentElement.innerHTML = '<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bc\"></svg>';
         const style = document.createElement('style'); style.textContent = {}; document.body.append(style);",
        json!(sheet)
    ));
    if shipped {
        for (weight, file) in [(400, REGULAR_FILE), (700, BOLD_FILE)] {
            browser.run(&format!(
                "const font = new FontFace('Roboto', new Uint8Array({}), {{ weight: '{weight}' }});
                 document.fonts.add(font); return font.load().then(() => true)",
                json!(file)
            ));
        }
    }
}

/// How wide the browser sets each text.
fn lengths(browser: &Browser, samples: &[(String, Face)]) -> Vec<f64> {
    let texts: Vec<Value> = samples.iter().map(|(text, face)| json!([text, face.0])).collect();
    let lengths = browser.run(&format!(
        "const svg = document.querySelector('svg');
         return {}.map(([words, name]) => {{
           const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
           if (name) text.setAttribute('class', name);
           text.textContent = words;
           svg.append(text);
           const length = text.getComputedTextLength();
           text.remove();
           return length;
         }})",
        json!(texts)
    ));
    lengths.as_array().unwrap().iter().map(|length| length.as_f64().unwrap()).collect()
}

#[track_caller]
fn hold(shipped: bool, horned_o: f64) {
    let browser = Browser::open(Scripts::On);
    page(&browser, shipped);
    // The font is the one that is meant: a letter that only a Vietnamese font has, in the regular weight.
    let letter = lengths(&browser, &["ơ".repeat(1_000)].map(|text| (text, REGULAR[0])))[0] / 13_000.0;
    assert!(
        (letter - horned_o).abs() < 0.005,
        "ơ is {letter} em wide, not {horned_o}: the font is another one (Debian: apt-get install fonts-liberation2)"
    );
    let samples = samples();
    assert!(samples.len() > 2_000, "{}", samples.len());
    let mut off = Vec::new();
    let mut extremes = (0.0_f64, 0.0_f64);
    for ((text, (class, size, bold)), length) in samples.iter().zip(lengths(&browser, &samples)) {
        let table = f64::from(measure(text, *size, *bold));
        assert!(length > 0.0, "`{text}` was not set");
        // The table rounds up to whole pixels.
        let error = if table > length { (table - 1.0).max(length) } else { table } / length - 1.0;
        extremes = (extremes.0.min(error), extremes.1.max(error));
        if error.abs() > 0.06 && (table - length).abs() > 1.0 {
            off.push(format!("{text} ({class} {length:.1}, table {table}, {:+.1} %)", error * 100.0));
        }
    }
    assert!(off.is_empty(), "{} of {} are off, {extremes:?} in all: {off:#?}", off.len(), samples.len());
}

#[test]
fn text_in_the_shipped_font_is_within_six_percent_of_the_table() {
    hold(true, 0.572);
}

#[test]
fn text_in_the_stand_in_is_within_six_percent_of_the_table() {
    hold(false, 0.656);
}
