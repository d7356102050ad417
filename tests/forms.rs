//! Forms as who files and who publishes meet them.

use serde_json::json;

use crate::harness::Service;

const PROGRESS: &str = "/api/v1/forms/investment/progress?period=2024-03";

/// What a district files of the form `investment` for March 2024.
fn disbursed(organization: &str) -> String {
    format!(
        "indicator,organization,period,as_of,measure,value\n\
         investment-disbursed,{organization},2024-03,2024-03-14,actual,5.5\n\
         investment-disbursed,{organization},2024-03,2024-03-14,plan,70\n"
    )
}

#[test]
fn a_form_says_when_it_is_due_and_what_it_asks() {
    let service = Service::demo();
    let forms = service.get("/api/v1/forms").has_status(200).json();
    let codes: Vec<_> = forms["forms"].as_array().unwrap().iter().map(|form| form["code"].clone()).collect();
    assert_eq!(codes, ["inspection", "investment"]);
    let form = service.get("/api/v1/forms/inspection?period=2024-Q1").has_status(200).json();
    let period = &form["period"];
    let days = ["opens", "closes", "due"].map(|name| period[name].as_str().unwrap());
    assert_eq!(days, ["2023-12-15", "2024-03-14", "2024-03-20"], "as Decree 09/2019 has it");
    assert_eq!(period["expected"].as_array().unwrap().len(), 30);
    assert_eq!(
        form["cells"][2],
        json!({"indicator": "inspected", "breakdown": {"subject": "organization"}, "measure": "actual", "required": true})
    );
    for (path, status) in [
        ("/api/v1/forms/nothing", 404),
        ("/api/v1/forms/inspection?period=2024-03", 400),
        ("/api/v1/forms/inspection?period=March", 400),
        ("/api/v1/forms/inspection?lang=vi", 400),
    ] {
        service.get(path).has_status(status).text();
    }
}

#[test]
fn a_month_closes_on_the_day_that_the_form_names() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let file = |period: &str, as_of: &str| {
        let body = format!(
            "indicator,organization,period,as_of,measure,value\ninvestment-disbursed,ba-dinh,{period},{as_of},actual,{}\n",
            if period.starts_with("2023") { 20 } else { 30 }
        );
        service.file(&token, "text/csv", body.as_bytes()).has_status(201).json()
    };
    assert_eq!(file("2023-03", "")["warnings"], json!([]));
    file("2024-03", "");
    let warned = file("2024-04", "2024-04-30");
    assert_eq!(warned["warnings"][0]["code"], "other-closing-day");
    let row = service
        .figures("indicator=investment-disbursed&organization=ba-dinh&period=2024-03")
        .has_status(200)
        .rows()
        .remove(0);
    assert_eq!(row["as_of"], "2024-03-14");
    assert_eq!(row["change"]["absolute"], 10, "both run to the 14th");
}

#[test]
fn who_has_filed_is_told_to_those_who_may_know() {
    let service = Service::demo();
    let admin = service.token_of("admin", None);
    let file = |organization| {
        service.file(&admin, "text/csv", disbursed(organization).as_bytes()).has_status(201).json();
    };
    file("ba-dinh");
    file("tay-ho");
    let ask = |token: &str| {
        let bearer = format!("Bearer {token}");
        service.get_with(PROGRESS, &[("authorization", &bearer)])
    };
    let progress = ask(&service.token_of("publisher", None)).has_status(200).json();
    let counts = ["expected", "received", "complete", "on_time", "late", "missing"];
    let counts = counts.map(|name| progress[name].as_u64().unwrap());
    assert_eq!(counts, [30, 2, 2, 0, 2, 28], "2024 is long over");
    assert_eq!(progress["due"], "2024-03-17");
    let own = ask(&service.token_of("filer", Some("ba-dinh"))).has_status(200);
    assert_eq!(own.header("cache-control"), Some("no-store"));
    let own = own.json();
    assert_eq!((&own["expected"], &own["organizations"][0]["organization"]), (&json!(1), &json!("ba-dinh")));
    assert!(!own.to_string().contains("tay-ho"), "another's filing is nobody's business");

    service.get(PROGRESS).has_status(401).json();
    let bearer = format!("Bearer {admin}");
    for (path, status) in [
        ("/api/v1/forms/investment/progress", 400),
        ("/api/v1/forms/investment/progress?period=2024-Q1", 400),
        ("/api/v1/forms/nothing/progress?period=2024-03", 404),
    ] {
        service.get_with(path, &[("authorization", &bearer)]).has_status(status).json();
    }
}
