//! Filings as tables: any spreadsheet's is read, and told row by row what is wrong with it.

use super::fixtures::{HEADER, csv, faults, read, rules};
use crate::domain::{OrganizationCode, Status};
use crate::intake::problem::{At, Counted, Lang, MOST_PROBLEMS};
use crate::intake::{Fault, Format, Handling, Rejected, Rules, TooLarge, figures};

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
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,10.18,,"), ["too-many-decimals"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,\"1,5\",,"), ["too-many-decimals"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,1e3,,"), ["invalid-number"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,,-1,,"), ["negative"]);
    assert_eq!(faults(",ecommerce-index-rank,hanoi,2022,,actual,,0,,"), ["negative"]);
    assert_eq!(faults(",investment-disbursed,hanoi,2022,,actual,,1,,"), ["as-of-required"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,tier=city,1,,"), ["not-broken-down"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,,actual,sector=state,1,,"), ["unknown-breakdown-member"]);
    assert_eq!(faults(",members-admitted,ba-dinh,2026,,actual,,1,,"), ["organization-not-then"]);
}

#[test]
fn data_cannot_end_on_a_day_to_come() {
    assert_eq!(faults(",members-admitted,hanoi,2022,9999-12-31,actual,,5,,"), ["as-of-in-future"]);
}

#[test]
fn data_do_not_end_before_their_period_begins() {
    assert_eq!(faults(",members-admitted,hanoi,2022,2021-12-31,actual,,5,,"), ["as-of-before-period"]);
    assert_eq!(faults(",members-admitted,hanoi,2022,2021-12-31,plan-rate,,5,,"), ["as-of-before-period"]);
    let good = "members-admitted,hanoi,2022,2021-12-31,plan,,5,,\n,members-admitted,hanoi,2022,2022-01-01,actual,,5,,";
    assert_eq!(csv(&format!("{HEADER}\n,{good}\n")).unwrap().len(), 2, "a plan is made before");
}

#[test]
fn the_same_cell_stands_once_in_a_filing() {
    let row = ",disciplined,hanoi,2022,,actual,subject=member;outcome=warning,5,,\n";
    let turned = ",disciplined,hanoi,2022,,actual,outcome=warning;subject=member,6,,\n";
    let problems = csv(&format!("{HEADER}\n{row}{turned}")).unwrap_err();
    assert_eq!(
        (problems.len(), problems[0].line, &problems[0].fault),
        (1, 3, &Fault::Twice(At::new(2, Counted::Lines)))
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

/// The same filing, whatever a spreadsheet made of it.
#[track_caller]
fn says_the_same(bytes: &[u8]) {
    let plain = format!("{HEADER}\n,disciplined,hanoi,2022,,actual,subject=member;outcome=warning,144,,\n");
    assert_eq!(read(bytes, Format::Csv), csv(&plain));
}

#[test]
fn tabs_titles_empty_columns_and_signatures_are_survived() {
    says_the_same(
        "\u{feff}\tBÁO CÁO THÁNG 9 NĂM 2022, \"Kỷ luật đảng\t\t\n\t\t\t\n\
         \tindicator\torganization\t\tperiod\tmeasure\tbreakdown\tvalue\t\n\
         \tdisciplined\thanoi\t\t2022\tactual\tsubject=member;outcome=warning\t144\t\n\
         \n\tNgười lập biểu\t\t\tThủ trưởng đơn vị\t\t\t\t\nHà Nội, ngày 20/9/2022\n"
            .as_bytes(),
    );
    says_the_same(
        b"sep=;\r\n\"indicator\";\"organization\";\"period\";\"measure\";\"breakdown\";\"value\"\r\n\
          \"disciplined\";\"hanoi\";\"2022\";\"actual\";\"subject=member;outcome=warning\";\"144\"\r\n\
          \"indicator\";\"organization\";\"period\";\"measure\";\"breakdown\";\"value\"\r\n",
    );
}

#[test]
fn utf_16_and_windows_1258_are_read() {
    let text = "Chỉ tiêu,Đơn vị\nindicator,organization,period,measure,breakdown,value\n\
                disciplined,hanoi,2022,actual,subject=member;outcome=warning,144\n";
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let marked = format!("\u{feff}{text}");
        says_the_same(&marked.encode_utf16().flat_map(bytes).collect::<Vec<u8>>());
    }
    says_the_same(
        &[b"Chi\xd2 ti\xeau,\xd0\xf5n vi\xf2\n".as_slice(), text.split_once('\n').unwrap().1.as_bytes()]
            .concat(),
    );
}

#[test]
fn a_row_that_could_be_a_figure_is_never_taken_for_a_title_or_a_remark() {
    let row = "members-admitted,hanoi,2022,actual,7";
    let columns = "indicator,organization,period,measure,value";
    let codes = |text: &str| {
        let told = csv(text).unwrap_err();
        told.iter().map(|one| format!("{} {}", one.line, one.code())).collect::<Vec<_>>()
    };
    assert_eq!(codes(&format!("{row}\n{columns}\n{row}\n")), ["1 above-header"]);
    assert_eq!(codes(&format!("{columns}\n{row}\nmembers-admitted,,,,\n")).len(), 4);
    assert_eq!(codes(&format!("{columns}\n{row}\nTổng cộng,,,,7\n")).len(), 4);
    assert_eq!(codes(&format!("{columns}\nTổng cộng\n{row}\n")), ["2 uneven-row"]);
    assert_eq!(codes(&format!("{columns}\nchưa có số liệu\n")), ["2 uneven-row"]);
    let merged = "indicator,,organization,period,measure,value\nmembers-admitted,7,hanoi,2022,actual,8\n";
    assert_eq!(codes(merged), ["2 unnamed-column"], "a merged header cell hides no number");
}

/// The value column of a file of two indicators, one counted in persons, one in thousandths.
fn valued(numbers: Option<Lang>, rows: &[(&str, &str)]) -> Result<Vec<Option<i64>>, Vec<String>> {
    let mut text = "indicator;organization;period;as_of;measure;value\n".to_owned();
    for (at, (indicator, value)) in rows.iter().enumerate() {
        text += &format!("{indicator};hanoi;{};2020-01-01;actual;{value}\n", 2000 + at);
    }
    match figures(
        text.as_bytes(),
        Format::Csv,
        Rules { handling: Handling { numbers, ..Handling::default() }, ..rules(None) },
    ) {
        Ok(figures) => Ok(figures.iter().map(|one| one.value).collect()),
        Err(Rejected::Faulty(told)) => {
            Err(told.iter().map(|one| format!("{} {}", one.line, one.code())).collect())
        }
        Err(over) => panic!("{over:?}"),
    }
}

const PERSONS: &str = "members-admitted";
const MONEY: &str = "investment-disbursed";

#[test]
fn one_number_that_reads_in_one_way_settles_the_others() {
    let read = |rows: &[(&str, &str)]| valued(None, rows).unwrap();
    let vi = [(MONEY, "29.647"), (PERSONS, "7"), (MONEY, "81.033,18")];
    assert_eq!(read(&vi), [Some(29_647_000), Some(7), Some(81_033_180)]);
    let en = [(MONEY, "29.647"), (MONEY, "81033.18")];
    assert_eq!(read(&en), [Some(29_647), Some(81_033_180)]);
    let by_unit = [(MONEY, "29.647"), (PERSONS, "10.183")];
    assert_eq!(read(&by_unit), [Some(29_647_000), Some(10_183)], "there are no thousandths of a person");
    assert_eq!(read(&[(PERSONS, "61,6 vạn"), (PERSONS, "1,2 triệu")]), [Some(616_000), Some(1_200_000)]);
}

#[test]
fn what_reads_in_two_ways_is_a_problem_that_shows_both() {
    let text = "indicator;organization;period;as_of;measure;value\n\
                investment-disbursed;hanoi;2024;2024-09-25;actual;29.647\n";
    let told = csv(text).unwrap_err();
    assert_eq!((told.len(), told[0].code().as_ref()), (1, "ambiguous-number"));
    for (lang, shown) in [(Lang::Vi, ["29647 ", "29,647 "]), (Lang::En, ["29647,", "29.647."])] {
        let detail = told[0].detail(lang);
        assert!(shown.iter().all(|reading| detail.contains(reading)), "{detail}");
    }
    assert_eq!(valued(Some(Lang::Vi), &[(MONEY, "29.647")]), Ok(vec![Some(29_647_000)]));
    assert_eq!(valued(Some(Lang::En), &[(MONEY, "29.647")]), Ok(vec![Some(29_647)]));
    assert_eq!(
        valued(None, &[(PERSONS, "2.000"), (MONEY, "2,5 tỷ")]).unwrap_err(),
        ["2 ambiguous-number", "3 scaled-twice"]
    );
}

#[test]
fn numbers_of_two_ways_in_one_file_are_told() {
    let mixed =
        [(MONEY, "81.033,18"), (MONEY, "10,183.5"), (MONEY, "1.5"), (MONEY, "2.500"), (PERSONS, "10,183")];
    assert_eq!(valued(None, &mixed).unwrap_err(), ["3 mixed-numbers", "4 mixed-numbers", "6 mixed-numbers"]);
    assert_eq!(valued(Some(Lang::En), &mixed).unwrap_err(), ["2 mixed-numbers"]);
    assert_eq!(valued(None, &[(PERSONS, "10.183"), (PERSONS, "10,183")]).unwrap_err(), ["3 mixed-numbers"]);
}
