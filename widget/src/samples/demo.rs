//! The demonstration charts: the real figures, in both languages.

use super::{Sample, pick};
use crate::Lang;
use crate::dataset::{Dataset, Kind, Role};

/// Every demonstration chart by its slug.
pub(crate) fn demo(lang: Lang) -> Vec<(&'static str, Dataset)> {
    let t = |vi, en| pick(lang, vi, en);
    let members = t("đảng viên", "members");
    let billion = t("tỷ đồng", "billion đồng");
    let outcomes = [
        t("Khiển trách", "Reprimand"),
        t("Cảnh cáo", "Warning"),
        t("Cách chức", "Dismissal"),
        t("Khai trừ", "Expulsion"),
    ];
    vec![
        (
            "members-admitted",
            Sample::new(
                Kind::Column,
                lang,
                t("Đảng viên kết nạp theo năm", "Party members admitted by year"),
                t("Đảng viên, Đảng bộ thành phố Hà Nội", "Members, Hanoi City Party Committee"),
            )
            .categories(Some(Role::Time), &["2021", "2022"])
            .metric("actual", members, 0, &[Some(10_027), Some(10_183)])
            .metric("plan", members, 0, &[Some(9_744), None])
            .metric("plan-rate", "%", 1, &[Some(1_029), Some(1_087)])
            .build(),
        ),
        (
            "discipline-outcomes-2022",
            Sample::new(
                Kind::Stacked,
                lang,
                t(
                    "1.142 đảng viên bị thi hành kỷ luật, theo hình thức",
                    "1,142 members disciplined, by outcome",
                ),
                t("Đảng viên, Hà Nội, năm 2022", "Members, Hanoi, 2022"),
            )
            .categories(Some(Role::Time), &["2022"])
            .series(&outcomes)
            .metric("actual", members, 0, &[Some(853), Some(144), Some(14), Some(131)])
            .build(),
        ),
        (
            "inspection-funnel-2022",
            Sample::new(
                Kind::Funnel,
                lang,
                t("Từ kiểm tra đến kỷ luật", "From inspection to discipline"),
                t("Đảng viên, Hà Nội, năm 2022", "Members, Hanoi, 2022"),
            )
            .categories(
                None,
                &[
                    t("Kiểm tra khi có dấu hiệu vi phạm", "Inspected on signs of violation"),
                    t("Kết luận có vi phạm", "Found in violation"),
                    t("Phải thi hành kỷ luật qua kiểm tra", "Disciplined after inspection"),
                ],
            )
            .metric("actual", members, 0, &[Some(334), Some(196), Some(153)])
            .build(),
        ),
        (
            "inspections-2022",
            Sample::new(
                Kind::Bar,
                lang,
                t("Kiểm tra, giám sát của cấp ủy", "Inspection and supervision by party committees"),
                t("Trường hợp, Hà Nội, năm 2022", "Cases, Hanoi, 2022"),
            )
            .categories(
                None,
                &[
                    t("Kiểm tra của cấp ủy", "Inspected by party committees"),
                    t("Giám sát của cấp ủy", "Supervised by party committees"),
                ],
            )
            .series(&[t("Tổ chức đảng", "Organizations"), t("Đảng viên", "Members")])
            .metric("actual", t("trường hợp", "cases"), 0, &[Some(1_581), Some(599), Some(949), Some(575)])
            .build(),
        ),
        (
            "programme-tasks-2022",
            Sample::new(
                Kind::Waffle,
                lang,
                t("Nội dung Chương trình 01 đã hoàn thành", "Tasks of Programme 01 completed"),
                t("Nội dung, Hà Nội, năm 2022", "Tasks, Hanoi, 2022"),
            )
            .categories(Some(Role::Time), &["2022"])
            .metric("actual", t("nội dung", "tasks"), 0, &[Some(29)])
            .metric("universe", t("nội dung", "tasks"), 0, &[Some(34)])
            .build(),
        ),
        (
            "investment-2024",
            Sample::new(
                Kind::Bullet,
                lang,
                t("Giải ngân vốn đầu tư công", "Public investment disbursed"),
                t("Tỷ đồng, Hà Nội, đến 25/9/2024", "Billion đồng, Hanoi, to 25 September 2024"),
            )
            .categories(Some(Role::Time), &["2023", "2024"])
            .metric("actual", billion, 3, &[Some(25_059_000), Some(29_647_000)])
            .metric("plan", billion, 3, &[None, Some(81_033_180)])
            .metric("plan-rate", "%", 1, &[Some(472), Some(366)])
            .build(),
        ),
        (
            "medium-term-plan",
            Sample::new(
                Kind::Stacked,
                lang,
                t("Kế hoạch đầu tư công trung hạn 2021-2025", "Medium-term public investment plan 2021-2025"),
                t("Tỷ đồng, Hà Nội, đến 11/10/2024", "Billion đồng, Hanoi, to 11 October 2024"),
            )
            .categories(None, &[t("Cấp thành phố", "City tier"), t("Cấp huyện", "District tier")])
            .series(&[t("Đã phân bổ chi tiết", "Allocated to projects"), t("Chưa phân bổ", "Not allocated")])
            .metric("actual", billion, 3, &[Some(249_019_614), Some(5_296_112), Some(85_837_000), None])
            .status("AAAL")
            .build(),
        ),
        (
            "digital-economy-share",
            Sample::new(
                Kind::Number,
                lang,
                t("Tỷ trọng kinh tế số trong GRDP", "Digital economy share of GRDP"),
                t("Hà Nội, năm 2025", "Hanoi, 2025"),
            )
            .categories(Some(Role::Time), &["2025"])
            .metric("actual", "%", 1, &[None])
            .metric("plan", "%", 1, &[Some(300)])
            .build(),
        ),
        (
            "everything",
            Sample::new(
                Kind::Table,
                lang,
                t("Giải ngân và kết nạp", "Everything"),
                t("Tỷ đồng", "Billion đồng"),
            )
            .categories(
                None,
                &[
                    "Quận ủy Hai Bà Trưng",
                    "Đảng ủy Khối các cơ quan thành phố",
                    "Huyện ủy Sóc Sơn",
                    "Ba Đình",
                ],
            )
            .metric("actual", billion, 3, &[Some(25_059_000), Some(29_647_120), None, None])
            .metric("plan", billion, 3, &[Some(31_200_500), Some(81_033_180), Some(9_000), None])
            .metric("plan-rate", "%", 1, &[Some(803), Some(366), None, None])
            .metric("change", "%", 1, &[Some(16), Some(-30), None, None])
            .status("APLQ")
            .build(),
        ),
    ]
}
