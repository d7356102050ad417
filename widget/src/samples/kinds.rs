//! Charts that the demonstration has none of.

use super::Sample;
use crate::Lang;
use crate::dataset::{Dataset, Kind, Role, Stacking};

/// Charts that the demonstration has none of.
pub(crate) fn kinds() -> Vec<(&'static str, Dataset)> {
    let years = ["2020", "2021", "2022"];
    let panels = ["Ba Đình", "Đống Đa", "Tây Hồ", "Cầu Giấy"];
    let multiples = Sample::new(Kind::Multiples, Lang::Vi, "Đảng viên kết nạp", "Đảng viên mỗi năm")
        .categories(Some(Role::Time), &years)
        .series(&panels)
        .metric(
            "actual",
            "đảng viên",
            0,
            &[
                Some(10),
                None,
                Some(35),
                None,
                Some(20),
                None,
                Some(38),
                Some(20),
                Some(30),
                None,
                Some(40),
                None,
            ],
        )
        .status("ALAQALAAPLAL")
        .build();
    let months: Vec<String> = (1..=12).map(|month: u8| ["Tháng ", &month.to_string()].concat()).collect();
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    let values: Vec<Option<i64>> =
        (0..36).map(|cell| if cell == 15 { None } else { Some(10 + cell * (cell % 3 + 1)) }).collect();
    let lines = Sample::new(Kind::Multiples, Lang::Vi, "Đảng viên kết nạp", "Đảng viên mỗi tháng")
        .categories(Some(Role::Time), &months)
        .series(panels.get(..3).unwrap_or_default())
        .metric("actual", "đảng viên", 0, &values)
        .build();
    let mut percent = parts();
    percent.drawing.stacking = Stacking::Percent;
    vec![
        ("multiples", multiples),
        ("multiples-line", lines),
        ("bar-top", ranking()),
        ("stacked-percent", percent),
    ]
}

/// Nine organizations of which the last but one leads to the message, three first ones and the others: 90 to 10.
pub(crate) fn ranking() -> Dataset {
    let names =
        ["Ba Vì", "Ba Đình", "Cầu Giấy", "Gia Lâm", "Ứng Hòa", "Đống Đa", "Mê Linh", "Tây Hồ", "Hà Đông"];
    let values = [20, 30, 80, 40, 10, 90, 50, 70, 60].map(Some);
    let mut data = Sample::new(Kind::Bar, Lang::Vi, "Đảng viên kết nạp", "Đảng viên, năm 2022")
        .categories(None, &names)
        .metric("actual", "đảng viên", 0, &values)
        .build();
    data.drawing.top = Some(3);
    data.drawing.highlight = Some(4);
    data
}

/// Two wholes of two parts: 300 and 100, 30 and 70.
pub(crate) fn parts() -> Dataset {
    Sample::new(Kind::Stacked, Lang::Vi, "Kỷ luật theo hình thức", "Đảng viên, năm 2022")
        .categories(None, &["Ba Đình", "Đống Đa"])
        .series(&["Khiển trách", "Cảnh cáo"])
        .metric("actual", "đảng viên", 0, &[300, 100, 30, 70].map(Some))
        .build()
}
