//! The tree changes, and figures from before and after are asked of whoever there is.

use serde_json::json;

use crate::harness::{Folder, Service, table};

/// The demonstration with two wards that came after two of its districts.
fn reorganized() -> Service {
    let service = Service::demo();
    let folder = Folder::new();
    let organizations = include_str!("../service/demo/organizations.csv");
    let wards = "phuong-1,hanoi,Phường mẫu 1,Sample Ward 1,ward,2025-07-01,,\n\
                 phuong-2,hanoi,Phường mẫu 2,Sample Ward 2,ward,2025-07-01,,\n";
    let successions = "on,kind,from,to,weight\n\
                       2025-07-01,split,ba-dinh,phuong-1,0.25\n2025-07-01,split,ba-dinh,phuong-2,0.75\n\
                       2025-07-01,merge,hoan-kiem,phuong-2,1\n";
    std::fs::write(folder.path().join("organizations.csv"), format!("{organizations}{wards}")).unwrap();
    std::fs::write(folder.path().join("successions.csv"), successions).unwrap();
    let output = service.command(&["catalogue", "load", folder.path().to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let body = "indicator,organization,period,measure,value\n\
                members-admitted,ba-dinh,2024,actual,310\nmembers-admitted,hoan-kiem,2024,actual,205\n\
                members-admitted,ba-dinh,2024-Q3,actual,90\nmembers-admitted,hoan-kiem,2024-Q3,actual,50\n\
                members-admitted,phuong-1,2025-Q3,actual,30\n";
    service.file(&service.token("hanoi"), "text/csv", body.as_bytes()).has_status(201).json();
    service
}

#[test]
fn a_reader_chooses_the_tree_and_the_answer_says_which() {
    let service = reorganized();
    let asks = "indicator=members-admitted&organization=phuong-1,phuong-2&period=2024";
    let answer = service.figures(&format!("{asks}&tree=as-is&explain=true")).has_status(200).json();
    assert_eq!((&answer["tree"], &answer["query"]["tree"]), (&json!("as-is"), &json!("as-is")));
    let rows = answer["rows"].as_array().unwrap();
    let told: Vec<_> =
        rows.iter().map(|row| (row["actual"].as_i64(), row["status"].as_str().unwrap())).collect();
    assert_eq!(told, [(Some(78), "E"), (Some(437), "E")]);
    let receipt = &rows[1]["receipts"][0];
    assert_eq!((&receipt["rule"], receipt["figures"].as_array().unwrap().len()), (&json!("restated"), 2));
    assert_eq!(receipt["successions"].as_array().unwrap().len(), 2);
    let note = &answer["notes"][0];
    assert_eq!(
        (&note["code"], &note["day"], &note["restated"]),
        (&json!("tree"), &answer["known_on"], &json!(2))
    );

    let csv = service.get(&format!("/api/v1/figures.csv?{asks}&tree=2026-01-01")).has_status(200);
    let rows = table(csv.text());
    assert_eq!((rows[0]["actual"].as_str(), rows[0]["tree"].as_str()), ("78", "2026-01-01"));
    let stat = service.get(&format!("/api/v1/figures.jsonstat?{asks}&tree=as-is")).has_status(200).json();
    assert_eq!(stat["extension"]["tree"], "as-is");

    let was = service.figures(asks).has_status(200).json();
    assert_eq!((&was["tree"], &was["rows"][0]["status"]), (&json!("as-was"), &json!("M")));
    let refused = service.figures(&format!("{asks}&tree=newest")).has_status(400);
    assert!(refused.text().contains("`newest`"), "{}", refused.text());
}

#[test]
fn the_year_before_is_that_of_predecessors() {
    let service = reorganized();
    let asks = "indicator=members-admitted&organization=phuong-1&period=2025-Q3";
    let answer = service.figures(asks).has_status(200).json();
    let change = &answer["rows"][0]["change"];
    // A quarter of 90 is 22.5; of equal remainders the first is rounded up.
    assert_eq!(
        (&change["restated"], &change["absolute"], &change["published"]),
        (&json!(23), &json!(7), &json!(null))
    );
    assert_eq!(answer["notes"][0]["code"], "year-before-restated");
    assert_eq!(change["receipt"], json!(null), "receipts are for who asks for them");
    let explained = service.figures(&format!("{asks}&explain=true")).has_status(200).json();
    let receipt = &explained["rows"][0]["change"]["receipt"];
    assert_eq!((&receipt["rule"], &receipt["measure"]), (&json!("restated"), &json!("actual")));
    let figure = &receipt["figures"][0];
    assert_eq!(
        (&figure["organization"], &figure["period"], &figure["value"]),
        (&json!("ba-dinh"), &json!("2024-Q3"), &json!(90))
    );
    assert_eq!(receipt["successions"][0]["weight"], json!(0.25));
}

#[test]
fn the_catalogue_tells_who_came_after_whom() {
    let service = reorganized();
    let list = service.get("/api/v1/organizations").has_status(200).json();
    assert_eq!(
        list["successions"][1],
        json!({"on": "2025-07-01", "kind": "split", "from": "ba-dinh", "to": "phuong-2", "weight": 0.75})
    );
}
