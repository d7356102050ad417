//! What cannot be seen is not filed, neither with figures nor with a catalogue.

use super::fixtures::{csv, json, rules};
use crate::domain::Catalogue;
use crate::intake::catalogue::{Tables, catalogue};
use crate::intake::problem::{Lang, Problem};
use crate::intake::{Format, justification, read};

const ROW: &str =
    "indicator,organization,period,measure,value,note\nmembers-admitted,ba-dinh,2024-Q1,actual,5,";

fn told(problems: &[Problem]) -> Vec<String> {
    let one = |one: &Problem| {
        let column = one.column.clone().unwrap_or("-".into());
        format!("{} {column} {} {}", one.line, one.code(), one.detail(Lang::Vi))
    };
    problems.iter().map(one).collect()
}

#[test]
fn a_note_that_turns_the_letters_after_it_is_shown_by_its_code_point() {
    let problems = csv(&format!("{ROW}Đúng\u{202e}gnúĐ\n")).unwrap_err();
    assert_eq!(
        told(&problems),
        ["2 note invalid-plain-text `Đúng<U+202E>gnúĐ` không phải là văn bản không có ký tự ẩn hợp lệ."]
    );
    assert!(problems[0].remedy(Lang::Vi).contains("<U+…>") && problems[0].remedy(Lang::En).contains("<U+…>"));
    for hidden in ['\u{1}', '\u{7f}', '\u{85}', '\u{202a}', '\u{2066}', '\u{2069}', '\u{ffff}'] {
        let problems = csv(&format!("{ROW}a{hidden}b\n")).unwrap_err();
        assert_eq!(problems[0].value, format!("a<U+{:04X}>b", u32::from(hidden)));
    }
    assert!(csv(&format!("{ROW}\"Dòng một\nDòng hai\"\n")).is_ok(), "a cell may have lines");
}

#[test]
fn a_zero_in_json_is_refused_and_so_is_a_code_with_one() {
    let of = |field: &str, text: &str| {
        let value = serde_json::json!([{
            "indicator": "members-admitted", "organization": "ba-dinh", "period": "2024-Q1",
            "measure": "actual", "value": 5, "note": "",
        }]);
        let mut value = value;
        value[0][field] = text.into();
        told(&json(&value.to_string()).unwrap_err())
    };
    assert!(of("note", "a\0")[0].starts_with("1 note invalid-plain-text `a<U+0000>`"));
    let code = of("organization", "ba\u{200b}-dinh\u{202e}");
    assert_eq!(code.len(), 1, "{code:?}");
    assert!(code[0].starts_with("1 organization invalid-plain-text"), "{code:?}");
}

#[test]
fn a_reason_for_a_whole_filing_can_be_seen() {
    assert_eq!(justification("a\u{202e}b").unwrap_err().value, "a<U+202E>b");
}

#[test]
fn a_header_that_cannot_be_seen_is_told_by_what_it_is() {
    let problems = csv("indicator,organization,period,measure,value,no\u{202e}te\n").unwrap_err();
    assert_eq!(problems[0].value, "no<U+202E>te");
}

#[test]
fn a_name_in_a_catalogue_can_be_seen() {
    let rows =
        "code,parent,name_vi,name_en,kind,valid_from,valid_to,successors\nhanoi,,Hà\u{202e}Nội,,city,,,\n";
    let tables = Tables::default().with("organizations.csv", rows.as_bytes().to_vec());
    let problems = catalogue(&tables, &Catalogue::default()).unwrap_err();
    let of_names: Vec<_> = problems.iter().filter(|one| one.file == Some("organizations.csv")).collect();
    assert_eq!((of_names[0].line, of_names[0].value.as_str()), (2, "Hà<U+202E>Nội"));
}

#[test]
fn a_cell_that_stands_twice_is_told_once_and_judged_once() {
    let header = "indicator,organization,period,measure,value,note\n";
    let row = |value: u32, note: &str| format!("members-admitted,ba-dinh,2024-Q1,actual,{value},{note}\n");
    let other = "members-admitted,tay-ho,2024-Q1,actual,1000,đã đối chiếu\n";
    let text = format!("{header}{}{}{other}{}", row(5, "một"), row(6, "hai"), row(7, "ba"));
    let reading = read(text.as_bytes(), Format::Csv, rules(None)).unwrap();
    let lines: Vec<_> = reading.problems.iter().map(|one| (one.line, one.code().into_owned())).collect();
    assert_eq!(lines[..2], [(3, "twice".to_owned()), (5, "twice".to_owned())]);
    let kept: Vec<_> = reading.figures.iter().map(|one| (one.organization.as_str(), one.value)).collect();
    assert_eq!(kept[0], ("ba-dinh", Some(5)), "the first one is judged");
    assert_eq!(kept.len(), 2);
    let notes: Vec<&str> = reading.justifications.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(notes, ["một", "đã đối chiếu"], "each with its own figure's reason");
    let about: Vec<&str> = reading.justifications.iter().filter_map(|one| one.about.as_deref()).collect();
    assert_eq!(about[1], "members-admitted tay-ho 2024-Q1 actual");
}
