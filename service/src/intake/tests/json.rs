//! Filings as JSON: they say the same as tables, and no number passes through a float.

use super::fixtures::{HEADER, csv, json, read};
use crate::intake::Format;
use crate::intake::problem::Lang;

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
    assert_eq!(read("29.647").unwrap()[0].value, Some(29_647), "JSON's own numbers read in one way");
    assert_eq!(read("\"29.647\"").unwrap_err()[0].code(), "ambiguous-number");
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
        [(&b""[..], "empty-file"), (b"a,\x01\xff", "not-utf-8"), (HEADER.as_bytes(), "no-figures")]
    {
        let problems = read(bytes, Format::Csv).unwrap_err();
        assert_eq!((problems.len(), problems[0].code().as_ref()), (1, code), "{bytes:?}");
    }
}
