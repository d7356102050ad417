//! Filings held against themselves and what is known: dry runs, warnings, reasons, and tables as spreadsheets write them.

use serde_json::{Value, json};

use crate::harness::Service;

/// Money that the city had disbursed by a month's end, in one month's cumulative.
fn disbursed(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let rows = rows.iter().map(|(month, day, value)| {
        format!("investment-disbursed,ba-dinh,2023-{month},2023-{month}-{day},actual,{value}\n")
    });
    format!("indicator,organization,period,as_of,measure,value\n{}", rows.collect::<String>()).into_bytes()
}

fn codes(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

fn june(service: &Service) -> Value {
    let query = "indicator=investment-disbursed&organization=ba-dinh&period=2023-06";
    service.figures(query).rows().remove(0)["actual"].clone()
}

#[test]
fn a_dry_run_tells_everything_and_keeps_nothing() {
    let service = Service::demo();
    let token = service.token("ba-dinh");
    let first = disbursed(&[("04", "30", "40.5"), ("05", "31", "70.5"), ("06", "30", "100.5")]);
    let tried = service.file_with("dry_run=true", &token, "text/csv", &first).has_status(200).json();
    assert_eq!(
        (&tried["acceptable"], &tried["figures"], &tried["different"]),
        (&json!(true), &json!(3), &json!(3))
    );
    assert_eq!(tried["differences"][0]["change"], "new");
    assert_eq!(june(&service), Value::Null, "a dry run was kept");

    service.file(&token, "text/csv", &first).has_status(201).json();
    let again = service.file_with("dry_run=true", &token, "text/csv", &first).has_status(200).json();
    assert_eq!((&again["same"], again["filed_before"].is_string()), (&json!(3), true));

    let next = disbursed(&[("06", "30", "101.5"), ("07", "31", "29.5"), ("08", "31", "many")]);
    let tried = service.file_with("dry_run=true", &token, "text/csv", &next).has_status(200).json();
    assert_eq!(tried["acceptable"], false);
    assert_eq!(codes(&tried["errors"]), ["flow-in-cumulative", "invalid-number"]);
    let changed = &tried["differences"][0];
    assert_eq!(
        (&changed["change"], changed["known"]["value"].to_string()),
        (&json!("changed"), "100.5".to_owned())
    );
    assert_eq!(june(&service).to_string(), "100.5");
}

#[test]
fn a_reason_lets_an_error_pass_and_is_kept_with_the_filing() {
    let service = Service::demo();
    let token = service.token("ba-dinh");
    service
        .file(&token, "text/csv", &disbursed(&[("05", "14", "70"), ("06", "14", "100")]))
        .has_status(201)
        .json();
    let falling = disbursed(&[("07", "14", "85")]);
    let refused = service.file(&token, "text/csv", &falling).has_status(422).json();
    assert_eq!(codes(&refused["errors"]), ["falling-cumulative"]);
    assert!(refused["errors"][0]["remedy_vi"].as_str().unwrap().contains("note"));
    let reason = "justification=thu+h%E1%BB%93i+t%E1%BA%A1m+%E1%BB%A9ng";
    let kept = service.file_with(reason, &token, "text/csv", &falling).has_status(201).json();
    assert_eq!(kept["warnings"][0]["severity"], "justified");
    let expected = json!([{ "about": null, "findings": ["falling-cumulative"], "text": "thu hồi tạm ứng" }]);
    assert_eq!(kept["justifications"], expected);
    // The same bytes are the same filing, whatever the rules would say of them now.
    let again = service.file(&token, "text/csv", &falling).has_status(200).json();
    assert_eq!((&again["unchanged"], &again["justifications"]), (&json!(true), &expected));
    let service = service.kill_and_restart();
    let after = service.file(&token, "text/csv", &falling).has_status(200).json();
    assert_eq!(after["justifications"], expected);
}

#[test]
fn a_warning_is_answered_and_refuses_only_who_asks_for_it() {
    let service = Service::demo();
    let token = service.token("ba-dinh");
    let months = disbursed(&[("05", "14", "70"), ("06", "14", "100"), ("07", "14", "100")]);
    let refused = service.file_with("strict=true", &token, "text/csv", &months).has_status(422).json();
    assert_eq!(codes(&refused["errors"]), ["repeated-cumulative"]);
    let kept = service.file(&token, "text/csv", &months).has_status(201).json();
    assert_eq!((codes(&kept["warnings"]), &kept["figures"]), (vec!["repeated-cumulative"], &json!(3)));
    let wrong =
        service.file_with("strict=yes&colour=red", &token, "text/csv", &months).has_status(400).json();
    assert_eq!(wrong["errors"].as_array().map(Vec::len), Some(2), "{wrong}");
}

#[test]
fn a_spreadsheet_of_an_old_machine_is_filed_as_it_is() {
    let service = Service::demo();
    let token = service.token("ba-dinh");
    let mut table =
        b"B\xc1O C\xc1O TH\xc1NG 9\r\n\r\nindicator;organization;period;as_of;measure;value\r\n".to_vec();
    table.extend_from_slice(b"investment-disbursed;ba-dinh;2023-09;2023-09-30;actual;1.029,5\r\n");
    table.extend_from_slice(b"investment-disbursed;ba-dinh;2023-10;2023-10-31;actual;1.640\r\n");
    table.extend_from_slice(b"\r\nNg\xfd\xf5\xeci l\xe2\xf2p bi\xea\xd2u;;;;;\r\n");
    service.file(&token, "text/csv", &table).has_status(201).json();
    let query = "indicator=investment-disbursed&organization=ba-dinh&period=2023-10";
    assert_eq!(service.figures(query).rows()[0]["actual"].to_string(), "1640");
    let fallen = b"indicator;organization;period;as_of;measure;value\n\
                   investment-disbursed;ba-dinh;2023-12;2023-12-31;actual;1.029,75\n";
    let refused = service.file(&token, "text/csv", fallen).has_status(422).json();
    assert_eq!(refused["errors"][0]["value"], "1.029,75", "a value is quoted as it was written");

    let lone = disbursed(&[("11", "30", "1.741")]);
    let refused = service.file(&token, "text/csv", &lone).has_status(422).json();
    assert_eq!(refused["errors"][0]["readings"], json!({ "vi": "1741", "en": "1.741" }));
    service.file_with("locale=vi", &token, "text/csv", &lone).has_status(201).json();
}

#[test]
fn the_command_line_tries_a_file_and_takes_a_reason() {
    let service = Service::demo();
    let file = service.data().join("disbursed.csv");
    let run = |rows: &[(&str, &str, &str)], options: &[&str]| {
        std::fs::write(&file, disbursed(rows)).unwrap();
        let output = service.command(&[&["file", file.to_str().unwrap()], options].concat());
        let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        (output.status.success(), told)
    };
    let first = [("05", "31", "70"), ("06", "30", "100")];
    let (good, told) = run(&first, &["--dry-run"]);
    assert!(good && told.contains("– → 100 (2023-06-30) [new]"), "{told}");
    assert_eq!(june(&service), Value::Null);
    assert!(run(&first, &[]).0);
    let falling = [("06", "30", "100"), ("07", "31", "85")];
    let (good, told) = run(&falling, &["--dry-run"]);
    assert!(
        !good && told.contains("[falling-cumulative]") && told.contains("85 (2023-07-31) [new]"),
        "{told}"
    );
    let (good, told) = run(&falling, &["--justification", "thu hồi tạm ứng"]);
    assert!(good && told.contains("đã có lý do"), "{told}");
}
