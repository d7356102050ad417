//! Flows and years to date as a reader meets them, in every form of an answer.

use serde_json::{Value, json};

use crate::harness::Service;

/// Rows of one indicator for districts, by month.
fn filed(service: &Service, rows: &[(&str, &str, &str, u32)]) {
    let token = service.token("hanoi");
    let rows = rows.iter().map(|(indicator, organization, month, value)| {
        let day = if *month == "02" { "28" } else { "30" };
        format!("{indicator},{organization},2023-{month},2023-{month}-{day},actual,{value}\n")
    });
    let table = format!("indicator,organization,period,as_of,measure,value\n{}", rows.collect::<String>());
    let _ = service.file(&token, "text/csv", table.as_bytes()).has_status(201);
}

fn note<'a>(answer: &'a Value, code: &str) -> &'a Value {
    let notes = answer["notes"].as_array().unwrap();
    notes.iter().find(|note| note["code"] == code).unwrap_or_else(|| panic!("no {code}: {notes:?}"))
}

#[test]
fn what_has_run_up_is_told_as_what_happened_in_each_month() {
    let service = Service::demo();
    let months = [("04", 40), ("05", 70), ("06", 100)];
    let rows = months.map(|(month, value)| ("investment-disbursed", "ba-dinh", month, value));
    filed(&service, &rows);
    let query = "indicator=investment-disbursed&organization=ba-dinh&period=2023-04..2023-06&as=flow";
    let answer = service.figures(&format!("{query}&explain=true&lang=en")).has_status(200).json();
    assert_eq!((&answer["as"], &answer["query"]["as"]), (&json!("flow"), &json!("flow")));
    let flows: Vec<_> =
        answer["rows"].as_array().unwrap().iter().map(|row| row["actual"].to_string()).collect();
    assert_eq!(flows, ["null", "30", "30"], "March is not known");
    let receipt = &answer["rows"][2]["receipts"][0];
    assert_eq!(receipt["rule"], "difference-of-cumulatives");
    assert_eq!(
        (receipt["figures"][0]["value"].to_string(), receipt["taken_away"][0]["value"].to_string()),
        ("100".into(), "70".into())
    );
    assert!(note(&answer, "reckoned")["text"].as_str().unwrap().contains("had run up"));
    let csv = service.get(&format!("/api/v1/figures.csv?{query}")).has_status(200).text().to_owned();
    let head = csv.lines().next().unwrap();
    assert!(head.ends_with(",tree,coverage_weight,as"), "{head}");
    assert!(
        csv.lines().nth(3).unwrap().contains(",30,")
            && csv.lines().nth(3).unwrap().ends_with(",as-was,100,flow"),
        "{csv}"
    );
    let stat = service.get(&format!("/api/v1/figures.jsonstat?{query}")).has_status(200).json();
    assert_eq!(stat["extension"]["as"], "flow");
}

#[test]
fn a_year_to_date_with_a_hole_names_the_months_and_who_left_them_out() {
    let service = Service::demo();
    let all = ["01", "02", "03", "04"].map(|month| ("members-admitted", "ba-dinh", month, 10));
    filed(
        &service,
        &[&all[..], &[("members-admitted", "tay-ho", "01", 5), ("members-admitted", "tay-ho", "04", 5)]]
            .concat(),
    );
    let query = "indicator=members-admitted&organization=hanoi&period=2023-04&as=cumulative";
    let answer = service.figures(query).has_status(200).json();
    let row = &answer["rows"][0];
    assert_eq!((&row["actual"], &row["status"]), (&json!(50), &json!("P")));
    assert_eq!((&row["coverage"]["reported"], &row["coverage"]["expected"]), (&json!(1), &json!(30)));
    let hole = note(&answer, "hole-in-year");
    assert_eq!(hole["months"], json!(["2023-02", "2023-03"]));
    assert_eq!(
        (&hole["organizations_missing"], hole["organizations"].as_array().unwrap().len()),
        (&json!(29), 10)
    );
    assert_eq!(
        hole["holes"][0],
        json!({ "months": ["2023-02", "2023-03"], "organizations": ["tay-ho"], "organizations_missing": 1 })
    );
    assert_eq!(
        (&hole["holes"][1]["months"], &hole["holes"][1]["organizations_missing"]),
        (&json!([]), &json!(28))
    );
    let text = hole["text"].as_str().unwrap();
    assert!(
        text.contains("tháng 2, 3 năm 2023 của")
            && text.contains("và 19 đơn vị nữa")
            && text.contains("tạm tính"),
        "{text}"
    );
    let english = service.figures(&format!("{query}&lang=en")).json();
    let text = note(&english, "hole-in-year")["text"].as_str().unwrap();
    assert!(text.contains("February, March 2023 of") && text.contains("and 19 more organizations"), "{text}");
}

#[test]
fn coverage_weighs_who_reported_by_the_year_before() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let districts = service.get("/api/v1/organizations").has_status(200).json();
    let districts: Vec<String> = districts["organizations"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["kind"].as_str().is_some_and(|kind| kind.contains("district") || kind == "town"))
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect();
    let year = |year: u32, codes: &[String], value: u32| {
        let rows =
            codes.iter().map(|code| format!("members-admitted,{code},{year},{year}-12-31,actual,{value}\n"));
        let table =
            format!("indicator,organization,period,as_of,measure,value\n{}", rows.collect::<String>());
        let _ = service.file(&token, "text/csv", table.as_bytes()).has_status(201);
    };
    year(2022, &districts[..1], 290);
    year(2022, &districts[1..], 10);
    year(2023, &districts[..1], 300);
    let answer = service.figures("indicator=members-admitted&organization=hanoi&period=2023").json();
    let row = &answer["rows"][0];
    let wanted = json!({ "reported": 1, "expected": 30, "weight": 50 });
    assert_eq!((districts.len(), &row["coverage"]), (30, &wanted));
    assert!(
        note(&answer, "incomplete")["text"].as_str().unwrap().contains("chiếm 50% của năm trước"),
        "{answer}"
    );
}

#[test]
fn what_neither_flows_nor_runs_up_is_refused_in_both_languages() {
    let service = Service::demo();
    let refused = service.figures("indicator=digital-economy-share&organization=hanoi&period=2023&as=flow");
    let refused = refused.has_status(422).json();
    assert!(refused["type"].as_str().unwrap().ends_with("not-over-time"), "{refused}");
    let wrong =
        service.figures("indicator=members-admitted&organization=hanoi&period=2023&as=sum").has_status(400);
    assert!(
        wrong.text().contains("`sum`") && wrong.text().contains("flow or cumulative"),
        "{}",
        wrong.text()
    );
}
