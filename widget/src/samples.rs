//! The demonstration charts as datasets, for tests: the real figures of `../shared/data`, in both languages.

use crate::dataset::{Category, Dataset, Dimension, Drawing, Kind, Reference, Role, Unit};
use crate::locale::Lang;

/// Builds a dataset with one category dimension, perhaps a series dimension, and metrics.
pub(crate) struct Sample {
    data: Dataset,
    rows: Vec<Vec<Option<i64>>>,
    metrics: Vec<Category>,
}

impl Sample {
    pub fn new(kind: Kind, lang: Lang, title: &str, subtitle: &str) -> Self {
        let drawing = Drawing {
            kind,
            lang,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            footer: vec![match lang {
                Lang::Vi => "Nguồn: Thành ủy Hà Nội · Số liệu đến 20/12/2022".to_owned(),
                Lang::En => "Source: Hanoi Party Committee · Figures to 20 December 2022".to_owned(),
            }],
            description: title.to_owned(),
            category: "category".to_owned(),
            ..Drawing::default()
        };
        Self { data: Dataset { drawing, ..Dataset::default() }, rows: Vec::new(), metrics: Vec::new() }
    }

    pub fn categories(mut self, role: Option<Role>, names: &[&str]) -> Self {
        self.data.dimensions.push(dimension("category", role, names));
        let label = if role == Some(Role::Time) { "Kỳ" } else { "Đơn vị" };
        self.data.dimensions[0].label = label.to_owned();
        self
    }

    /// Periods by id and label.
    pub fn periods(mut self, periods: &[(String, String)]) -> Self {
        self = self.categories(Some(Role::Time), &[]);
        let category =
            |(id, label): &(String, String)| Category { id: id.clone(), label: label.clone(), unit: None };
        self.data.dimensions[0].categories = periods.iter().map(category).collect();
        self
    }

    pub fn references(mut self, references: Vec<Reference>) -> Self {
        self.data.drawing.references = references;
        self
    }

    pub fn series(mut self, names: &[&str]) -> Self {
        self.data.drawing.series = Some("series".to_owned());
        self.data.dimensions.push(dimension("series", None, names));
        self
    }

    pub fn metric(mut self, id: &str, unit: &str, decimals: u8, values: &[Option<i64>]) -> Self {
        let unit = Some(Unit { label: unit.to_owned(), decimals });
        self.metrics.push(Category { id: id.to_owned(), label: id.to_owned(), unit });
        self.rows.push(values.to_vec());
        self
    }

    /// The status of actual figures, one letter each.
    pub fn status(mut self, letters: &str) -> Self {
        self.data.status = letters.chars().collect();
        self
    }

    pub fn build(mut self) -> Dataset {
        let cells = self.rows.first().map_or(0, Vec::len);
        let letters = std::mem::take(&mut self.data.status);
        for cell in 0..cells {
            for (metric, row) in self.rows.iter().enumerate() {
                self.data.values.push(row[cell]);
                let letter = letters.get(cell).copied().unwrap_or('A');
                self.data.status.push(if metric == 0 { letter } else { 'A' });
            }
        }
        self.data.dimensions.push(Dimension {
            id: "measure".to_owned(),
            label: "measure".to_owned(),
            role: Some(Role::Metric),
            categories: self.metrics,
        });
        self.data
    }
}

fn dimension(id: &str, role: Option<Role>, names: &[&str]) -> Dimension {
    let category = |name: &&str| Category { id: (*name).to_owned(), label: (*name).to_owned(), unit: None };
    Dimension {
        id: id.to_owned(),
        label: id.to_owned(),
        role,
        categories: names.iter().map(category).collect(),
    }
}

fn pick<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

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

/// The months from January of a year on.
pub(crate) fn months(lang: Lang, year: usize, count: usize) -> Vec<(String, String)> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = |index: usize| {
        let (year, month) = (year + index / 12, index % 12 + 1);
        let label = match lang {
            Lang::Vi => format!("tháng {month} năm {year}"),
            Lang::En => format!("{} {year}", NAMES[month - 1]),
        };
        (format!("{year}-{month:02}"), label)
    };
    (0..count).map(month).collect()
}

/// The quarters from the first of a year on.
pub(crate) fn quarters(lang: Lang, year: usize, count: usize) -> Vec<(String, String)> {
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
    percent.drawing.stacking = crate::dataset::Stacking::Percent;
    vec![
        ("multiples", multiples),
        ("multiples-line", lines),
        ("bar-top", ranking()),
        ("stacked-percent", percent),
    ]
}
