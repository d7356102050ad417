//! A form that closes on the 14th, across the reorganization of 1 July 2025: what districts did from 15 to 30 June is in July.

use serde_json::{Value, json};

use crate::harness::{Folder, Service};
use crate::workbooks::{filled, first_sheet};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The demonstration with two wards that came after two of its districts, and a monthly form that everyone files for their part.
fn reorganized() -> Service {
    let service = Service::demo();
    let folder = Folder::new();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    let organizations = include_str!("../service/demo/organizations.csv");
    write(
        "organizations.csv",
        format!(
            "{organizations}phuong-1,hanoi,Phường mẫu 1,Sample Ward 1,ward,2025-07-01,,\n\
             phuong-2,hanoi,Phường mẫu 2,Sample Ward 2,ward,2025-07-01,,\n"
        ),
    );
    write(
        "successions.csv",
        "on,kind,from,to,weight\n2025-07-01,split,ba-dinh,phuong-1,0.25\n\
         2025-07-01,split,ba-dinh,phuong-2,0.75\n2025-07-01,merge,hoan-kiem,phuong-2,1\n"
            .to_owned(),
    );
    let forms = include_str!("../service/demo/forms.csv");
    write("forms.csv", format!("{forms}monthly,Tháng,Monthly,urban-district|ward,month,14,6,,,any\n"));
    let items = include_str!("../service/demo/form-items.csv");
    write("form-items.csv", format!("{items}monthly,members-admitted,,actual,yes\n"));
    let output = service.command(&["catalogue", "load", folder.path().to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    service
}

fn get(service: &Service, token: &str, path: &str) -> Value {
    service.get_with(path, &[("authorization", &format!("Bearer {token}"))]).has_status(200).json()
}

fn file(service: &Service, rows: &str) -> Value {
    let body = format!("indicator,organization,period,as_of,measure,value\n{rows}");
    service.file(&service.token("hanoi"), "text/csv", body.as_bytes()).has_status(201).json()
}

#[test]
fn the_old_unit_owes_its_last_two_weeks_and_the_city_counts_them() {
    let service = reorganized();
    let period = &service.get("/api/v1/forms/monthly?period=2025-07").has_status(200).json()["period"];
    assert_eq!((&period["opens"], &period["closes"]), (&json!("2025-06-15"), &json!("2025-07-14")));
    let expected: Vec<&str> =
        period["expected"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert!(["ba-dinh", "hoan-kiem", "phuong-1", "phuong-2"].iter().all(|one| expected.contains(one)));
    let part = json!({"organization": "ba-dinh", "from": "2025-06-15", "to": "2025-06-30"});
    assert!(period["parts"].as_array().unwrap().contains(&part), "{period}");

    // The day that is left out is the last of each one's part.
    let told = file(
        &service,
        "members-admitted,ba-dinh,2025-07,,actual,80\nmembers-admitted,hoan-kiem,2025-07,2025-06-30,actual,3\n\
         members-admitted,phuong-1,2025-07,,actual,5\nmembers-admitted,phuong-2,2025-07,,actual,6\n",
    );
    assert_eq!(told["warnings"], json!([]));
    let rows = |query: &str| service.figures(query).has_status(200).rows();
    let city = rows("indicator=members-admitted&organization=hanoi&period=2025-07").remove(0);
    assert_eq!(city["actual"], 94, "{city}");
    assert_eq!(city["coverage"]["reported"], 4, "{city}");
    let own = rows("indicator=members-admitted&organization=ba-dinh&period=2025-07").remove(0);
    assert_eq!((&own["actual"], &own["as_of"]), (&json!(80), &json!("2025-06-30")));
    let wards = "indicator=members-admitted&organization=hanoi,phuong-1,phuong-2&period=2025-07&tree=as-is";
    let values: Vec<Value> = rows(wards).iter().map(|row| row["actual"].clone()).collect();
    assert_eq!(values, [json!(94), json!(25), json!(69)], "as is, the wards have the weeks before them too");

    let token = service.token_of("publisher", None);
    let progress = get(&service, &token, "/api/v1/forms/monthly/progress?period=2025-07");
    let reporters = progress["organizations"].as_array().unwrap();
    let of = |code: &str| reporters.iter().find(|one| one["organization"] == code).unwrap().clone();
    assert_eq!(of("ba-dinh")["part"], json!({"from": "2025-06-15", "to": "2025-06-30"}));
    assert_eq!(of("phuong-1")["part"]["from"], "2025-07-01");
    assert_eq!((&of("ba-dinh")["complete"], &of("dong-da")["standing"]), (&json!(true), &json!("missing")));
    let before = get(&service, &token, "/api/v1/forms/monthly/progress?period=2025-06");
    assert!(before["organizations"].as_array().unwrap().iter().all(|one| one["part"].is_null()));
}

#[test]
fn the_old_unit_gets_a_workbook_for_its_part_and_files_it() {
    let service = reorganized();
    let token = service.token("ba-dinh");
    let path = "/api/v1/forms/monthly/workbook.xlsx?organization=ba-dinh&period=2025-07";
    let workbook = service.get_with(path, &[("authorization", &format!("Bearer {token}"))]).has_status(200);
    let sheet = first_sheet(&workbook.body);
    assert!(sheet.contains("<v>45838</v>"), "30 June 2025, its last day: {sheet}");
    let told = service.file(&token, XLSX, &filled(&workbook.body, &[("O6", "7")])).has_status(201).json();
    assert_eq!((&told["figures"], &told["warnings"]), (&json!(1), &json!([])), "{told}");
    let over = service
        .get_with(&path.replace("2025-07", "2025-08"), &[("authorization", &format!("Bearer {token}"))]);
    over.has_status(422).text();
}

#[test]
fn what_no_form_asks_of_the_old_unit_is_refused_as_before() {
    let service = reorganized();
    let token = service.token("hanoi");
    for row in [
        // The month after, a month that the calendar closes, and one whose form asks who is there at the end.
        "members-admitted,ba-dinh,2025-08,2025-06-30,actual,5",
        "party-organizations-founded,ba-dinh,2025-07,,actual,5",
        "investment-disbursed,ba-dinh,2025-07,2025-06-30,actual,5",
    ] {
        let body = format!("indicator,organization,period,as_of,measure,value\n{row}\n");
        let refused = service.file(&token, "text/csv", body.as_bytes()).has_status(422).json();
        assert!(refused.to_string().contains("organization-not-then"), "{row}: {refused}");
    }
}
