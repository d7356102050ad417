//! What is drawn beside the peers: made-up figures with Vietnamese texts, on the four pages that the bench shows.

use baocao_widget::dataset::{Category, Dataset, Dimension, Drawing, Kind, Role, Unit};
use baocao_widget::{Lang, SvgOptions, Theme};

/// A page with one chart, or with many small ones.
pub struct Page {
    /// Names its files.
    pub name: &'static str,
    /// What it holds, for the reader of the table.
    pub what: &'static str,
    /// The charts' size, CSS pixels.
    pub size: (u32, u32),
    pub charts: Vec<Dataset>,
}

pub const LARGE: (u32, u32) = (640, 400);
const SMALL: (u32, u32) = (300, 200);

pub fn pages() -> Vec<Page> {
    let one = |name, what, chart| Page { name, what, size: LARGE, charts: vec![chart] };
    vec![
        one("bars", "30 bars × 2 series", bars()),
        one("lines", "5 lines × 120 months", chart(Kind::Line, "Năm quận", &DISTRICTS, months(120), 7)),
        one(
            "points",
            "1 line × 10,000 points",
            chart(Kind::Line, "Một quận", &DISTRICTS[..1], days(10_000), 1),
        ),
        Page {
            name: "twenty",
            what: "20 small charts",
            size: SMALL,
            charts: (0..20)
                .map(|number| {
                    let title = format!("Quận số {}", number + 1);
                    chart(Kind::Line, &title, &DISTRICTS[..1], months(24), number)
                })
                .collect(),
        },
    ]
}

/// 30 months of plan and result.
pub fn bars() -> Dataset {
    let title = "Giải ngân vốn đầu tư công theo tháng";
    chart(Kind::Column, title, &["Kế hoạch được giao", "Thực hiện đến cuối kỳ"], months(30), 3)
}

/// The chart as the server draws it into a page or, `standalone`, as a file.
pub fn svg(chart: &Dataset, (width, height): (u32, u32), standalone: bool) -> String {
    let theme = if standalone { Theme::Light } else { Theme::Auto };
    let options = SvgOptions { width, height: Some(height), theme, standalone, texts: true };
    baocao_widget::svg(chart, &options)
}

const DISTRICTS: [&str; 5] = ["Hoàn Kiếm", "Đống Đa", "Hai Bà Trưng", "Cầu Giấy", "Thanh Xuân"];

fn chart(kind: Kind, title: &str, series: &[&str], periods: Vec<(String, String)>, seed: u32) -> Dataset {
    let category = |(id, label): (String, String), unit| Category { id, label, unit };
    let dimension = |id: &str, role, categories: Vec<Category>| Dimension {
        id: id.to_owned(),
        label: id.to_owned(),
        role,
        categories,
    };
    let unit = Some(Unit { label: "tỷ đồng".to_owned(), decimals: 0 });
    let values = walk(periods.len() * series.len(), seed);
    let periods = periods.into_iter().map(|period| category(period, None)).collect();
    let names = series.iter().map(|name| category(((*name).to_owned(), (*name).to_owned()), None)).collect();
    let measure = vec![category(("actual".to_owned(), "Số thực hiện".to_owned()), unit)];
    Dataset {
        label: title.to_owned(),
        dimensions: vec![
            dimension("period", Some(Role::Time), periods),
            dimension("organization", Some(Role::Geo), names),
            dimension("measure", Some(Role::Metric), measure),
        ],
        values: values.into_iter().map(Some).collect(),
        status: Vec::new(),
        drawing: Drawing {
            kind,
            lang: Lang::Vi,
            title: title.to_owned(),
            subtitle: "Tỷ đồng, thành phố Hà Nội".to_owned(),
            footer: vec!["Nguồn: Số liệu mẫu · Số liệu đến 30/6/2024".to_owned()],
            description: title.to_owned(),
            category: "period".to_owned(),
            series: Some("organization".to_owned()),
            ..Drawing::default()
        },
    }
}

fn months(count: u32) -> Vec<(String, String)> {
    let month = |number: u32| (2010 + number / 12, number % 12 + 1);
    (0..count)
        .map(month)
        .map(|(year, month)| (format!("{year}-{month:02}"), format!("T{month}/{year}")))
        .collect()
}

fn days(count: usize) -> Vec<(String, String)> {
    let first = jiff::civil::date(1997, 1, 1);
    let named =
        |day: jiff::civil::Date| (day.to_string(), format!("{}/{}/{}", day.day(), day.month(), day.year()));
    first.series(jiff::ToSpan::days(1)).take(count).map(named).collect()
}

/// A walk by a linear congruential generator: the same figures in every run.
fn walk(count: usize, seed: u32) -> Vec<i64> {
    let mut state = seed;
    let mut value = 50_000;
    let mut step = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        value = (value + i64::from(state >> 20) - 2_048).clamp(1_000, 99_000);
        value
    };
    (0..count).map(&mut step).collect()
}
