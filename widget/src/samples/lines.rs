//! Figures over time.

use super::{Sample, pick};
use crate::Lang;
use crate::dataset::{Dataset, Kind, Reference};
use crate::locale::Period;

/// Lines in all their states: named at their ends with gaps and a provisional end; one line with its plan and
/// references; more lines than have room at their ends.
pub(crate) fn lines(lang: Lang) -> Vec<(&'static str, Dataset)> {
    let t = |vi, en| pick(lang, vi, en);
    let members = t("đảng viên", "members");
    let quarterly = [
        (853, 144, 14, 131),
        (790, 160, 12, 120),
        (810, 151, 18, 125),
        (902, 170, 21, 138),
        (745, 132, 9, 101),
        (688, 120, 11, 95),
        (731, 141, 0, 99),
        (799, 150, 16, 118),
        (640, 149, 15, 0),
        (655, 138, 13, 108),
        (700, 126, 17, 112),
        (612, 119, 12, 90),
    ];
    let mut outcomes: Vec<Option<i64>> =
        quarterly.iter().flat_map(|&(one, two, three, four)| [one, two, three, four].map(Some)).collect();
    outcomes[4 * 4] = None;
    let mut letters = vec!['A'; outcomes.len()];
    letters[4 * 4] = 'L';
    letters[6 * 4 + 2] = 'Q';
    letters[8 * 4 + 3] = 'Q';
    letters[11 * 4..].fill('P');
    let tiers = [
        t("Ba Đình", "Ba Đình"),
        t("Đống Đa", "Đống Đa"),
        t("Hai Bà Trưng", "Hai Bà Trưng"),
        t("Hoàn Kiếm", "Hoàn Kiếm"),
        t("Sóc Sơn", "Sóc Sơn"),
        t("Tây Hồ", "Tây Hồ"),
        t("Khối các cơ quan thành phố", "City agencies"),
        t("Đông Anh", "Đông Anh"),
    ];
    let walks: Vec<Vec<Option<i64>>> =
        (0..tiers.len()).map(|seed| walk(seed as u64 + 3, 24, 300 + seed as i64 * 40, 60)).collect();
    let districts: Vec<Option<i64>> =
        (0..24).flat_map(|month| walks.iter().map(move |walk| walk[month])).collect();
    let mut admitted: Vec<Option<i64>> = walk(11, 33, 800, 90);
    admitted[14] = None;
    admitted[16] = None;
    let planned: Vec<Option<i64>> = (0..33).map(|month| Some(760 + month / 12 * 60)).collect();
    let all = "A".repeat(14) + "LAL" + &"A".repeat(14) + "PP";
    vec![
        (
            "outcomes-by-quarter",
            Sample::new(
                Kind::Line,
                lang,
                t("Khiển trách giảm từ năm 2020", "Reprimands have fallen since 2020"),
                t(
                    "Đảng viên bị thi hành kỷ luật, Hà Nội, theo quý",
                    "Members disciplined, Hanoi, by quarter",
                ),
            )
            .periods(&quarters(lang, 2020, 12))
            .series(&[
                t("Khiển trách", "Reprimand"),
                t("Cảnh cáo", "Warning"),
                t("Cách chức", "Dismissal"),
                t("Khai trừ", "Expulsion"),
            ])
            .metric("actual", members, 0, &outcomes)
            .status(&letters.iter().collect::<String>())
            .build(),
        ),
        (
            "admitted-by-month",
            Sample::new(
                Kind::Line,
                lang,
                t("Kết nạp đảng viên vượt kế hoạch từ giữa năm", "Admissions have passed the plan"),
                t("Đảng viên kết nạp, Hà Nội, theo tháng", "Members admitted, Hanoi, by month"),
            )
            .periods(&months(lang, 2020, 33))
            .metric("actual", members, 0, &admitted)
            .metric("plan", members, 0, &planned)
            .status(&all)
            .references(vec![
                Reference::Line { value: 1_000, label: t("Mục tiêu 1.000", "Target 1,000").to_owned() },
                Reference::Span {
                    from: 15,
                    to: 20,
                    label: t("Giãn cách xã hội", "Social distancing").to_owned(),
                },
                Reference::Point {
                    category: 25,
                    series: 0,
                    label: t("Đợt kết nạp 3/2", "Admissions of 3 February").to_owned(),
                },
            ])
            .build(),
        ),
        (
            "districts-by-month",
            Sample::new(
                Kind::Line,
                lang,
                t("Kiểm tra theo quận, huyện", "Inspections by district"),
                t("Trường hợp, theo tháng", "Cases, by month"),
            )
            .periods(&months(lang, 2021, 24))
            .series(&tiers)
            .metric("actual", t("trường hợp", "cases"), 0, &districts)
            .build(),
        ),
    ]
}

/// The months from January of a year on.
fn months(lang: Lang, year: usize, count: usize) -> Vec<(String, String)> {
    let month = |index: usize| {
        let code = format!("{}-{:02}", year + index / 12, index % 12 + 1);
        let label = Period::parse(&code).map_or_else(String::new, |period| period.label(lang));
        (code, label)
    };
    (0..count).map(month).collect()
}

/// The quarters from the first of a year on.
fn quarters(lang: Lang, year: usize, count: usize) -> Vec<(String, String)> {
    let quarter = |index: usize| {
        let (year, quarter) = (year + index / 4, index % 4 + 1);
        let word = pick(lang, "quý", "quarter");
        (format!("{year}-Q{quarter}"), format!("{word} {quarter}/{year}"))
    };
    (0..count).map(quarter).collect()
}

/// Figures that go up and down as figures do, the same every time.
pub(crate) fn walk(seed: u64, count: usize, from: i64, stride: i64) -> Vec<Option<i64>> {
    let mut state = seed;
    let mut value = from;
    let step = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        value = (value + (state >> 33) as i64 % (2 * stride + 1) - stride).max(0);
        Some(value)
    };
    (0..count).map(step).collect()
}
