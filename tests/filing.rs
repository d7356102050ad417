//! Filing: durable, idempotent, refused whole, and only by those who may.

use serde_json::json;

use crate::harness::Service;

const HEADER: &str = "source,indicator,organization,period,as_of,measure,breakdown,value,qualifier\n";

fn csv(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}{}\n", rows.join("\n")).into_bytes()
}

#[test]
fn a_filed_figure_is_answered_at_once_and_adds_up_to_its_parent() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let body = csv(&[
        ",members-admitted,ba-dinh,2023,2023-12-31,actual,,310,",
        ",members-admitted,tay-ho,2023,2023-12-31,actual,,205,",
    ]);
    let reply = service.file(&token, "text/csv", &body).has_status(201);
    assert_eq!(reply.json()["figures"], 2);
    let city = service.figures("indicator=members-admitted&organization=hanoi&period=2023").rows().remove(0);
    assert_eq!(city["actual"], json!(515));
    assert_eq!(city["coverage"], json!({ "reported": 2, "expected": 30, "weight": null }));
    assert_eq!(city["status"], "P");
}

#[test]
fn the_same_bytes_twice_change_nothing_and_say_so() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let body = csv(&[",members-admitted,ba-dinh,2023,2023-12-31,actual,,310,"]);
    let first = service.file(&token, "text/csv", &body).has_status(201).json();
    let again = service.file(&token, "text/csv", &body).has_status(200).json();
    assert_eq!(again["unchanged"], true);
    assert_eq!(again["revision"], first["revision"]);
}

#[test]
fn the_same_bytes_filed_again_after_a_correction_do_not_undo_it() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let first = csv(&["dantri-2024-q3,members-admitted,ba-dinh,2023,2023-12-31,actual,,310,"]);
    let correction = csv(&["dantri-2024-q3,members-admitted,ba-dinh,2023,2023-12-31,actual,,301,"]);
    service.file(&token, "text/csv", &first).has_status(201).json();
    service.file(&token, "text/csv", &correction).has_status(201).json();
    // A sender that was not answered in time tries once more; what was mended meanwhile stays mended.
    let again = service.file(&token, "text/csv", &first).has_status(200).json();
    assert_eq!(again["unchanged"], true);
    let row = service.figures("indicator=members-admitted&organization=ba-dinh&period=2023").rows().remove(0);
    assert_eq!(row["actual"], json!(301));
}

#[test]
fn a_correction_of_a_mistyped_day_stands_though_the_day_is_earlier() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let row = |as_of: &str, value: u32| {
        csv(&[&format!("dantri-2024-q3,members-admitted,ba-dinh,2023,{as_of},actual,,{value},")])
    };
    service.file(&token, "text/csv", &row("2023-12-31", 310)).has_status(201).json();
    service.file(&token, "text/csv", &row("2023-12-13", 301)).has_status(201).json();
    let row = service.figures("indicator=members-admitted&organization=ba-dinh&period=2023").rows().remove(0);
    assert_eq!((&row["actual"], &row["as_of"]), (&json!(301), &json!("2023-12-13")));
}

#[test]
fn the_same_as_json_says_the_same() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let body = json!({ "figures": [{
        "indicator": "investment-disbursed", "organization": "ba-dinh", "period": "2024", "as_of": "2024-09-25",
        "measure": "actual", "value": 12.345,
    }]});
    service.file(&token, "application/json", body.to_string().as_bytes()).has_status(201).json();
    let row =
        service.figures("indicator=investment-disbursed&organization=ba-dinh&period=2024").rows().remove(0);
    assert_eq!(row["actual"].to_string(), "12.345");
}

#[test]
fn every_problem_is_told_at_once_and_nothing_is_kept() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let body = csv(&[
        ",members-admitted,ba-dinh,2023,2023-12-31,actual,,310,",
        ",members-admited,ba-dinh,2023,2023-12-31,actual,,1,",
        ",members-admitted,ba-dinh,2023-13,2023-12-31,actual,,\"1,5\",",
        ",members-admitted,ba-dinh,2023,,actual,outcome=warning,2,exactly",
    ]);
    let reply = service.file(&token, "text/csv", &body).has_status(422);
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    let problems = reply.json()["errors"].as_array().unwrap().clone();
    let at: Vec<(i64, &str)> =
        problems.iter().map(|one| (one["line"].as_i64().unwrap(), one["column"].as_str().unwrap())).collect();
    for expected in [(3, "indicator"), (4, "period"), (4, "value"), (5, "breakdown"), (5, "qualifier")] {
        assert!(at.contains(&expected), "{expected:?} is missing in {at:?}");
    }
    assert!(problems.iter().all(|one| one["code"].is_string() && one["detail"].is_string()));
    let row = service.figures("indicator=members-admitted&organization=ba-dinh&period=2023").rows().remove(0);
    assert_eq!(row["actual"], json!(null));
}

#[test]
fn a_publisher_files_and_is_told_what_it_may_not_do() {
    let service = Service::demo();
    let token = service.token_of("publisher", None);
    let body = csv(&[",members-admitted,ba-dinh,2023,2023-12-31,actual,,310,"]);
    service.file(&token, "text/csv", &body).has_status(201).json();
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    let refused = service.send("POST", "/api/v1/tokens/x/revoke", &headers, Vec::new()).has_status(403);
    assert!(refused.header("www-authenticate").is_none() && refused.text().contains("`publisher`"));
}

#[test]
fn nobody_files_without_a_token_or_for_another_organization() {
    let service = Service::demo();
    let body = csv(&[",members-admitted,ba-dinh,2023,2023-12-31,actual,,310,"]);
    let reply = service
        .send("POST", "/api/v1/filings", &[("content-type", "text/csv")], body.clone())
        .has_status(401);
    assert!(reply.header("www-authenticate").is_some_and(|value| value.starts_with("Bearer")));
    service.file("no-such-token", "text/csv", &body).has_status(401).json();
    let other = service.token("tay-ho");
    let refused = service.file(&other, "text/csv", &body).has_status(422).json();
    let problem = &refused["errors"][0];
    assert_eq!(
        (&problem["code"], &problem["line"], &problem["value"]),
        (&json!("not-yours"), &json!(2), &json!("ba-dinh"))
    );
    let own = service.token("ba-dinh");
    service.file(&own, "text/csv", &body).has_status(201).json();
}

#[test]
fn as_much_as_the_caps_is_read_and_more_is_413() {
    const MOST_BYTES: usize = 10_000_000;
    const MOST_ROWS: usize = 200_000;
    let service = Service::demo();
    let token = service.token("hanoi");
    let mut big = csv(&[",members-admitted,ba-dinh,2023,2023-12-31,actual,,310,"]);
    big.resize(MOST_BYTES + 1, b'\n');
    service.file(&token, "text/csv", &big).has_status(413).json();
    big.pop();
    assert_eq!(service.file(&token, "text/csv", &big).has_status(201).json()["figures"], 1);
    let rows = |count: usize| [HEADER, &"1,\n".repeat(count)].concat();
    service.file(&token, "text/csv", rows(MOST_ROWS + 1).as_bytes()).has_status(413).json();
    service.file(&token, "text/csv", rows(MOST_ROWS).as_bytes()).has_status(422).json();
}

#[test]
fn the_command_line_files_into_a_running_service() {
    let service = Service::demo();
    let file = service.data().join("district.csv");
    std::fs::write(&file, csv(&[",members-admitted,ba-dinh,2023,2023-12-31,actual,,310,"])).unwrap();
    let output = service.command(&["file", file.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let row = service.figures("indicator=members-admitted&organization=ba-dinh&period=2023").rows().remove(0);
    assert_eq!(row["actual"], json!(310));
    std::fs::write(&file, csv(&[",members-admitted,ba-dinh,2023,2023-12-31,actual,,many,"])).unwrap();
    let output = service.command(&["file", file.to_str().unwrap()]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(told.contains("`many`") && told.contains("dòng 2, cột value"), "{told}");
}

#[test]
fn what_has_become_of_a_filing_is_told_to_who_acts_for_it_and_to_nobody_else() {
    let service = Service::demo();
    let bearer = |token: String| format!("Bearer {token}");
    let staff = service.token_of("filer", Some("ba-dinh"));
    let rows = "indicator,organization,period,as_of,measure,value,note\n\
        members-admitted,ba-dinh,2023,2023-12-31,actual,31,đã đối chiếu\n";
    let filed = service.file(&staff, "text/csv", rows.as_bytes()).has_status(201).json();
    let address = format!("/api/v1/filings/{}", filed["filing"].as_str().unwrap());
    let asked = |token: String| service.get_with(&address, &[("authorization", &bearer(token))]);
    let told = asked(staff).has_status(200).json();
    assert_eq!(
        (&told["state"], &told["figures"], &told["different"]),
        (&"filed".into(), &1.into(), &1.into())
    );
    assert_eq!(told["organizations"], serde_json::json!(["ba-dinh"]));
    assert_eq!(told["differences"][0]["change"], "new");
    assert_eq!(told["decided"], serde_json::json!([]));
    let _ = asked(service.token_of("filer", Some("hoan-kiem"))).has_status(404);
    let _ = service.get(&address).has_status(401);
    let by_publisher = asked(service.token_of("publisher", None)).has_status(200).json();
    let hash = by_publisher["sha256"].as_str().unwrap();
    let publisher = bearer(service.token_of("publisher", None));
    let form = [("authorization", publisher.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let path = address.replace("/api/v1", "/desk") + "/accept";
    let _ = service.send("POST", &path, &form, format!("sha256={hash}").into_bytes()).has_status(303);
    let told = asked(service.token_of("publisher", None)).json();
    assert_eq!((&told["state"], &told["decided"][0]["decision"]), (&"accepted".into(), &"accepted".into()));
}
