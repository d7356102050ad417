//! Promises of the intake, on the demonstration data.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::catalogue::{Tables, catalogue, still_serves};
use super::problem::{Counted, Lang, MOST_PROBLEMS};
use super::*;
use crate::domain::{Sort, Status, Used};

static DEMO: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(catalogue(&demo::tables(), &Catalogue::default()).unwrap()).unwrap());

const HEADER: &str = "source,indicator,organization,period,as_of,measure,breakdown,value,qualifier,status";

fn rules(within: Option<&OrganizationCode>) -> Rules<'_> {
    Rules { catalogue: &DEMO, within, most_rows: 1_000_000, today: jiff::civil::date(2026, 11, 22) }
}

fn csv(text: &str) -> Result<Vec<Figure>, Vec<Problem>> {
    read(text.as_bytes(), Format::Csv)
}

fn json(text: &str) -> Result<Vec<Figure>, Vec<Problem>> {
    read(text.as_bytes(), Format::Json)
}

fn read(bytes: &[u8], format: Format) -> Result<Vec<Figure>, Vec<Problem>> {
    figures(bytes, format, rules(None)).map_err(|rejected| match rejected {
        Rejected::Faulty(problems) => problems,
        Rejected::TooLarge(over) => panic!("{over:?}"),
    })
}

/// The codes of the problems of one row below the full header.
#[track_caller]
fn faults(row: &str) -> Vec<String> {
    let problems = csv(&format!("{HEADER}\n{row}\n")).expect_err("the row was taken");
    problems.iter().map(|problem| problem.code().into_owned()).collect()
}

#[test]
fn the_demonstration_data_are_taken() {
    assert_eq!(csv(std::str::from_utf8(demo::FIGURES).unwrap()).unwrap().len(), 91);
    assert_eq!(DEMO.parts().charts.len(), 10);
}

#[test]
fn a_good_row_becomes_its_figure_exactly() {
    let read =
        csv(&format!("{HEADER}\n,investment-disbursed,hanoi,2024,2024-09-25,plan,,81033.18,about,P\n"))
            .unwrap();
    assert_eq!(read[0].value, Some(81_033_180));
    assert_eq!(read[0].status, Status::Provisional);
    assert_eq!(read[0].source, None);
    assert_eq!(read[0].as_of.unwrap().to_string(), "2024-09-25");
}

#[test]
fn any_column_order_and_what_spreadsheets_leave_behind_is_survived() {
    let text = "\u{feff}value,period,organization,indicator,as_of,measure,breakdown,qualifier,,\r\n\
                \r\n\
                7,2022, hanoi ,members-admitted,,actual,,,,\r\n\
                ,,,,,,,,,\r\n\r\n,,,\r\n";
    let read = csv(text).unwrap();
    assert_eq!((read.len(), read[0].value), (1, Some(7)));
}

#[test]
fn a_spreadsheet_that_writes_semicolons_is_read_too() {
    let text = "indicator;organization;period;measure;breakdown;value\r\n\
                disciplined;hanoi;2022;actual;\"subject=member;outcome=warning\";144\r\n";
    let commas =
        csv(&format!("{HEADER}\n,disciplined,hanoi,2022,,actual,subject=member;outcome=warning,144,,\n"));
    assert_eq!(csv(text), commas);
}

#[test]
fn every_problem_is_told_at_once_with_its_line_column_value_and_remedy() {
    let text = format!(
        "{HEADER}\n\
         nowhere,members,Hà Nội,2022-13,20/12/2022,count,x,1e3,approx,Z\n\
         \n\
         ,members-admitted,hanoi,2022,,actual,,12\n\
         ,disciplined,hanoi,2022,,actual,sector=non-state;subject=dog,5,,\n"
    );
    let problems = csv(&text).unwrap_err();
    let places: Vec<_> = problems.iter().map(|one| (one.line, one.column.as_deref().unwrap_or(""))).collect();
    let first = [
        "indicator",
        "organization",
        "period",
        "measure",
        "as_of",
        "qualifier",
        "status",
        "source",
        "breakdown",
        "value",
    ];
    let mut expected: Vec<_> = first.iter().map(|column| (2, *column)).collect();
    expected.extend([(4, ""), (5, "breakdown"), (5, "breakdown")]);
    assert_eq!(places, expected, "{problems:#?}");
    assert_eq!(problems[1].value, "Hà Nội");
    for problem in &problems {
        for lang in [Lang::Vi, Lang::En] {
            assert!(problem.remedy(lang).ends_with('.'), "{}: {}", problem.code(), problem.remedy(lang));
            assert!(
                problem.value.is_empty() || problem.detail(lang).contains(&format!("`{}`", problem.value)),
                "{}",
                problem.detail(lang)
            );
        }
    }
}

#[test]
fn a_faulty_header_is_told_and_the_rows_are_still_checked() {
    let problems = csv(
        "indicator,organisation,period,value,value,as_of,measure,breakdown,qualifier\nx,y,z,1,2,,actual,,\n",
    )
    .unwrap_err();
    let told: Vec<_> = problems.iter().map(|one| format!("{} {}", one.line, one.code())).collect();
    assert_eq!(
        told,
        [
            "1 unknown-column",
            "1 duplicate-column",
            "1 missing-column",
            "2 unknown-indicator",
            "2 invalid-period"
        ]
    );
}

#[test]
fn a_value_stands_exactly_when_its_status_has_one() {
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,,,"), ["value-required"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,5,,L"), ["value-not-allowed"]);
    let missing = csv(&format!("{HEADER}\n,members-admitted,hanoi,2022,,actual,,,,L\n")).unwrap();
    assert_eq!((missing[0].value, missing[0].status), (None, Status::NotReported));
}

#[test]
fn what_cannot_be_a_figure_of_the_indicator_is_refused() {
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,10.183,,"), ["too-many-decimals"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,\"10,183\",,"), ["invalid-number"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,-1,,"), ["negative"]);
    assert_eq!(faults(",ecommerce-index-rank,hanoi,2022,,actual,,0,,"), ["negative"]);
    assert_eq!(faults(",investment-disbursed,hanoi,2022,,actual,,1,,"), ["as-of-required"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,tier=city,1,,"), ["not-broken-down"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,sector=state,1,,"), ["unknown-breakdown-member"]);
    assert_eq!(faults(",members-admitted,ba-dinh,2026,,actual,,1,,"), ["organization-not-then"]);
}

#[test]
fn the_same_cell_stands_once_in_a_filing() {
    let row = ",disciplined,hanoi,2022,,actual,subject=member;outcome=warning,5,,\n";
    let turned = ",disciplined,hanoi,2022,,actual,outcome=warning;subject=member,6,,\n";
    let problems = csv(&format!("{HEADER}\n{row}{turned}")).unwrap_err();
    assert_eq!(
        (problems.len(), problems[0].line, &problems[0].fault),
        (1, 3, &Fault::Twice(2, Counted::Lines))
    );
}

#[test]
fn a_filer_files_for_its_organization_and_all_below() {
    let text = format!(
        "{HEADER}\n,members-admitted,ba-dinh,2022,,actual,,1,,\n,members-admitted,hanoi,2022,,actual,,1,,\n"
    );
    let within = |code: &str| {
        let code = OrganizationCode::parse(code).unwrap();
        figures(text.as_bytes(), Format::Csv, rules(Some(&code)))
    };
    assert!(within("hanoi").is_ok());
    let Err(Rejected::Faulty(problems)) = within("ba-dinh") else { panic!("it was taken") };
    assert_eq!(
        problems.iter().map(|one| (one.line, one.code())).collect::<Vec<_>>(),
        [(3, "not-yours".into())]
    );
}

#[test]
fn json_says_the_same_as_csv() {
    let one = r#"{"indicator": "disciplined", "organization": "hanoi", "period": 2022, "measure": "actual",
        "breakdown": {"subject": "member", "outcome": "warning", "office": null}, "value": 144, "status": null}"#;
    let expected =
        csv(&format!("{HEADER}\n,disciplined,hanoi,2022,,actual,subject=member;outcome=warning,144,,\n"));
    assert_eq!(json(&format!("[{one}]")), expected);
    assert_eq!(json(&format!(r#"{{"note": [1], "figures": [{one}]}}"#)), expected);
    let as_text = one.replace("144", r#""144""#);
    assert_eq!(json(&format!("[{as_text}]")), expected);
}

#[test]
fn json_numbers_are_never_floats() {
    let read = |value: &str| {
        json(&format!(
            r#"[{{"indicator": "medium-term-plan", "organization": "hanoi", "period": "2021-2025",
                "measure": "actual", "value": {value}}}]"#
        ))
    };
    assert_eq!(read("9007199254740993.001").unwrap()[0].value, Some(9_007_199_254_740_993_001));
    assert_eq!(read("1e3").unwrap_err()[0].code(), "invalid-number");
}

#[test]
fn problems_in_json_name_the_figure_and_the_field() {
    let problems = json(
        r#"[7, {"indicator": ["x"], "organisation": "hanoi", "period": "2022", "period": "2023",
            "breakdown": {"a;b=c": "d"}}]"#,
    )
    .unwrap_err();
    assert_eq!(problems[2].place(Lang::Vi), "mục 2, trường organisation");
    let told: Vec<_> = problems.iter().map(|one| format!("{} {}", one.line, one.code())).collect();
    assert_eq!(
        told,
        [
            "1 not-an-object",
            "2 not-text",
            "2 unknown-column",
            "2 duplicate-column",
            "2 invalid-breakdown",
            "2 required",
            "2 required",
            "2 value-required"
        ]
    );
}

#[test]
fn what_is_no_list_of_figures_is_one_clear_problem() {
    for (text, code) in [
        ("", "malformed-json"),
        ("[", "malformed-json"),
        ("[] x", "malformed-json"),
        ("{}", "not-a-list"),
        ("5", "not-a-list"),
        ("\"x\"", "not-a-list"),
        ("{\"figures\": 5}", "not-a-list"),
        ("[]", "no-figures"),
        ("{\"figures\": []}", "no-figures"),
    ] {
        let problems = json(text).unwrap_err();
        assert_eq!((problems.len(), problems[0].code().as_ref()), (1, code), "{text}");
    }
    for (bytes, code) in
        [(&b""[..], "empty-file"), (b"\xff\xfea\0", "not-utf-8"), (HEADER.as_bytes(), "no-figures")]
    {
        let problems = read(bytes, Format::Csv).unwrap_err();
        assert_eq!((problems.len(), problems[0].code().as_ref()), (1, code), "{bytes:?}");
    }
}

#[test]
fn the_list_of_problems_ends_with_how_many_more_there_are() {
    let text = format!("{HEADER}\n{}", ",x,hanoi,2022,,actual,,1,,\n".repeat(1_234));
    let problems = csv(&text).unwrap_err();
    assert_eq!(problems.len(), MOST_PROBLEMS + 1);
    assert_eq!(problems.last().unwrap().fault, Fault::More(234));
}

#[test]
fn one_row_too_many_is_too_large() {
    let rules = Rules { most_rows: 1, ..rules(None) };
    let row = ",x,hanoi,2022,,actual,,1,,\n";
    let two = format!("{HEADER}\n{row}{row}");
    let over = Err(Rejected::TooLarge(TooLarge::Rows(1)));
    assert_eq!(figures(two.as_bytes(), Format::Csv, rules), over);
    assert_eq!(figures(b"[0,0,0,0]", Format::Json, rules), over);
}

#[test]
fn names_are_composed_whatever_the_machine_wrote() {
    let decomposed = "code,parent,name_vi,name_en,kind\nhanoi,,Ha\u{300} No\u{323}\u{302}i,Hanoi,city\n";
    let tables = demo::tables().with("organizations.csv", decomposed.as_bytes().to_vec());
    assert_eq!(catalogue(&tables, &DEMO).unwrap().organizations[0].names.vi, "Hà Nội");
}

#[test]
fn every_problem_of_a_catalogue_is_told_at_once() {
    let tables = Tables::default()
        .with("indicators.csv", &b"code,name_vi,name_en,unit,unit_vi,kind,decimals\nx,X,X,u,u,sum,12\nx,,X,u,u,flow,0\n"[..])
        .with("organizations.csv", &b"code,parent,name_vi,name_en,kind,valid_from,valid_to\na,b,A,A,city,,\na,,A,A,city,2020-01-01,\nc,,C,C,moon,2020-01-01,2019-01-01\n"[..])
        .with("charts.csv", "slug,kind,query,category,title_vi,title_en\ns,pie,indicator=q&organization=a&period=2022,outcome,T,T\n".as_bytes());
    let problems = catalogue(&tables, &Catalogue::default()).unwrap_err();
    let told: Vec<_> = problems
        .iter()
        .map(|one| {
            format!(
                "{} {} {} {}",
                one.file.unwrap(),
                one.line,
                one.column.as_deref().unwrap_or("-"),
                one.code()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "indicators.csv 2 kind invalid-kind",
            "indicators.csv 2 decimals invalid-number",
            "indicators.csv 3 code twice",
            "indicators.csv 3 name_vi required",
            "organizations.csv 2 parent unknown-organization",
            "organizations.csv 3 valid_from overlapping-placements",
            "organizations.csv 4 kind invalid-organization-kind",
            "organizations.csv 4 valid_to overlapping-placements",
            "sources.csv 0 - missing-file",
            "charts.csv 2 kind invalid-chart-kind",
            "charts.csv 2 query unknown-indicator",
            "charts.csv 2 category invalid-dimension",
        ]
    );
}

#[test]
fn a_chart_says_how_it_is_drawn_and_what_its_readers_pick() {
    let header =
        "slug,kind,query,category,title_vi,title_en,sort,top,stacking,references_vi,references_en,pickers";
    let asks = "indicator=disciplined&organization=hanoi/*&period=2022&subject=member";
    let read = |row: &str| {
        let text = format!("{header}\n{row}\n").into_bytes();
        catalogue(&demo::tables().with("charts.csv", text), &DEMO).map(|parts| parts.charts[0].clone())
    };
    let row = "line 10 Chỉ tiêu,line 10 Target,organization=*; outcome=warning|reprimand";
    let chart = read(&format!("s,bar,{asks},organization,T,T,descending,10,,{row}")).unwrap();
    assert_eq!((chart.look.sort, chart.look.top), (Sort::Descending, Some(10)));
    assert_eq!(chart.look.references[0].labels.en, "Target");
    let own = chart.pickers[0].values(&chart, &DEMO);
    assert_eq!((own[0].as_str(), own[1].as_str(), own.len()), ("hanoi/*", "ba-dinh", 31));
    assert_eq!(chart.pickers[1].values(&chart, &DEMO), ["", "warning", "reprimand"], "the total is its own");

    let column = format!("s,column,{asks},period,T,T,descending,5,percent,line 1.5 X,line 2 Y,tier=*");
    let problems = read(&column).unwrap_err();
    let told: Vec<_> =
        problems.iter().map(|one| format!("{} {}", one.column.as_deref().unwrap(), one.code())).collect();
    assert_eq!(told, ["references_vi invalid-translation-of-references", "pickers not-broken-down"]);
    let column = format!("s,column,{asks},period,T,T,descending,5,percent,line 1.5 X,,");
    let problems = read(&column).unwrap_err();
    let told: Vec<_> =
        problems.iter().map(|one| format!("{} {}", one.column.as_deref().unwrap(), one.code())).collect();
    assert_eq!(
        told,
        [
            "references_vi too-many-decimals",
            "sort invalid-category-for-sort",
            "top invalid-kind-for-top",
            "stacking invalid-kind-for-stacking"
        ]
    );
    for problem in problems {
        assert!(!problem.fault.remedy(Lang::Vi).is_empty());
    }
}

#[test]
fn a_tree_with_a_circle_is_no_tree() {
    let circle = "code,parent,name_vi,name_en,kind\na,b,A,A,city\nb,a,B,B,unit\n";
    let tables = demo::tables().with("organizations.csv", circle.as_bytes());
    let problems = catalogue(&tables, &Catalogue::default()).unwrap_err();
    assert_eq!((problems[0].file, problems[0].line), (Some("organizations.csv"), 2));
}

#[test]
fn a_moved_organization_has_a_place_for_each_time() {
    let moved = "code,parent,name_vi,name_en,kind,valid_from,valid_to,successors\n\
                 a,,A,A,city,,,\nb,,B,B,city,,,\n\
                 c,a,C,C,unit,,2020-01-01,\nc,b,C mới,New C,unit,2020-01-01,2025-01-01,a;b\n";
    let tables = demo::tables().with("organizations.csv", moved.as_bytes());
    let parts = catalogue(&tables, &Catalogue::default()).unwrap();
    let moved = &parts.organizations[2];
    assert_eq!((moved.placements.len(), moved.successors.len(), moved.names.en.as_str()), (2, 2, "New C"));
}

#[test]
fn a_table_that_is_not_there_leaves_its_part_as_it_is() {
    let source = "id,publisher,published_on,title_vi\nnew,X,2026-01-01,Y\n";
    let parts = catalogue(&Tables::default().with("sources.csv", source.as_bytes()), &DEMO).unwrap();
    assert_eq!(parts.sources.len(), 1);
    assert_eq!(parts.indicators, DEMO.parts().indicators);
}

#[test]
fn a_folder_that_is_not_there_is_one_problem() {
    let problems = Tables::in_folder(Path::new("/nowhere/at/all")).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code(), "no-folder");
}

#[test]
fn a_catalogue_keeps_what_figures_use() {
    let mut used = Used::default();
    for figure in csv(std::str::from_utf8(demo::FIGURES).unwrap()).unwrap() {
        used.indicators.insert((figure.indicator, figure.breakdown));
        used.organizations.insert(figure.organization);
        used.sources.extend(figure.source);
    }
    assert_eq!(still_serves(DEMO.parts(), &DEMO, &used), Ok(()));
    let mut parts = DEMO.parts().clone();
    parts.indicators.retain(|one| one.code.as_str() != "disciplined");
    parts.indicators[0].decimals = 2;
    parts.organizations.retain(|one| one.code.as_str() != "vietnam");
    parts.sources.remove(0);
    let told: Vec<_> = still_serves(&parts, &DEMO, &used)
        .unwrap_err()
        .iter()
        .map(|one| format!("{} {}", one.code(), one.value))
        .collect();
    assert_eq!(
        told,
        ["in-use disciplined", "decimals-in-use members-admitted", "in-use vietnam", "in-use dantri-2024-q3"]
    );
}

/// The demonstration figures as JSON, to be mutated.
static AS_JSON: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut reader = ::csv::Reader::from_reader(demo::FIGURES);
    let header = reader.headers().unwrap().clone();
    let figures: Vec<serde_json::Value> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            header
                .iter()
                .zip(record.iter())
                .map(|(name, text)| (name.to_owned(), serde_json::Value::from(text)))
                .collect()
        })
        .collect();
    serde_json::to_vec(&figures).unwrap()
});

/// Cuts, doubles and overwrites a piece of a good file.
fn mutated(good: &[u8], at: usize, length: usize, instead: &[u8], tail: usize) -> Vec<u8> {
    // A window of the file keeps a case quick.
    let start = if at.is_multiple_of(2) { 0 } else { at % good.len() };
    let window = &good[..good.len().min(1_500)];
    let from = at % window.len();
    let to = (from + length).min(window.len());
    let mut bytes = window[..from].to_vec();
    bytes.extend_from_slice(instead);
    bytes.extend_from_slice(&window[to..]);
    bytes.extend_from_slice(&good[start..(start + tail).min(good.len())]);
    bytes
}

fn scraps() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..8),
        "[\"',;=\\n\\r{}\\[\\]:0-9.eE+-]{0,8}".prop_map(String::into_bytes),
        "(value|actual|2022-Q3|-?[0-9]{1,30}(\\.[0-9]{0,20})?|\\\\u[d-f][0-9a-f]{3}|\\PC{0,4})"
            .prop_map(String::into_bytes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mutation_of_a_csv_filing_is_taken_or_refused(
        at: usize, length in 0_usize..40, instead in scraps(), tail in 0_usize..120
    ) {
        let bytes = mutated(demo::FIGURES, at, length, &instead, tail);
        let _ = figures(&bytes, Format::Csv, rules(None));
    }

    #[test]
    fn any_mutation_of_a_json_filing_is_taken_or_refused(
        at: usize, length in 0_usize..40, instead in scraps(), tail in 0_usize..120
    ) {
        let bytes = mutated(&AS_JSON, at, length, &instead, tail);
        let _ = figures(&bytes, Format::Json, rules(None));
    }

    #[test]
    fn any_bytes_are_taken_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..120), text in "\\PC{0,60}") {
        for format in [Format::Csv, Format::Json] {
            prop_assert!(figures(&bytes, format, rules(None)).is_err());
            prop_assert!(figures(text.as_bytes(), format, rules(None)).is_err());
        }
        let below = [HEADER.as_bytes(), b"\n", &bytes].concat();
        let _ = figures(&below, Format::Csv, rules(None));
        let inside = [b"[{\"value\": ", &bytes[..], b"}]"].concat();
        let _ = figures(&inside, Format::Json, rules(None));
    }

    #[test]
    fn any_catalogue_is_taken_or_refused(
        table in proptest::sample::select(&catalogue::TABLES[..]),
        at: usize, length in 0_usize..40, instead in scraps()
    ) {
        let good = demo::tables();
        let bytes = mutated(good.get(table).unwrap_or_default(), at, length, &instead, 0);
        let _ = catalogue(&good.with(table, bytes), &Catalogue::default());
    }
}

#[test]
fn data_cannot_end_on_a_day_to_come() {
    assert_eq!(faults(",members-admitted,hanoi,2022,9999-12-31,actual,,5,,"), ["as-of-in-future"]);
}
