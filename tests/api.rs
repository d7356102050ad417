//! The figures as an API client meets them.

use serde_json::{Value, json};

use crate::harness::Service;

const ADMITTED: &str = "indicator=members-admitted&organization=hanoi&period=2021&known_on=2026-11-21";

#[test]
fn the_answer_has_exactly_the_documented_shape() {
    let service = Service::demo();
    let answer = service.figures(ADMITTED).has_status(200).json();
    assert_eq!(answer["known_on"], "2026-11-21");
    assert_eq!((&answer["tree"], &answer["as"]), (&json!("as-was"), &json!("as-filed")));
    assert!(answer["revision"].is_string());
    assert_eq!(answer["query"]["indicator"], "members-admitted");
    assert_eq!(
        answer["rows"],
        json!([{
            "indicator": "members-admitted", "organization": "hanoi", "period": "2021", "as_of": "2021-12-31",
            "breakdown": {}, "actual": 10027, "plan": 9744, "universe": null,
            "plan_rate": serde_json::from_str::<Value>("102.9").unwrap(), "plan_rate_source": "computed",
            "change": { "from": "2020", "absolute": null, "percent": null }, "qualifier": null, "status": "A",
            "coverage": { "reported": 1, "expected": 1, "weight": 100 }, "sources": ["admission-2021"],
        }])
    );
    assert_eq!(answer["notes"], json!([]));
}

#[test]
fn a_number_is_printed_exactly() {
    let service = Service::demo();
    let reply = service.figures("indicator=medium-term-plan&organization=hanoi&period=2021-2025");
    assert!(reply.text().contains("340152.726"), "{}", reply.text());
}

#[test]
fn csv_and_json_stat_say_the_same() {
    let service = Service::demo();
    let csv = service.get(&format!("/api/v1/figures.csv?{ADMITTED}")).has_status(200);
    assert!(csv.header("content-type").unwrap().starts_with("text/csv"));
    let rows = crate::harness::table(csv.text());
    assert_eq!((rows[0]["actual"].as_str(), rows[0]["plan_rate"].as_str()), ("10027", "102.9"));
    let stat = service.get(&format!("/api/v1/figures.jsonstat?{ADMITTED}")).has_status(200).json();
    assert_eq!((&stat["version"], &stat["class"]), (&json!("2.0"), &json!("dataset")));
    assert!(stat["value"].as_array().unwrap().contains(&json!(10027)));
}

#[test]
fn a_question_that_cannot_be_answered_truly_is_refused_with_the_reason() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let body = "indicator,organization,period,measure,value\necommerce-index-rank,ba-dinh,2023,actual,7\n";
    service.file(&token, "text/csv", body.as_bytes()).has_status(201).json();
    for (query, status, quoted) in [
        ("indicator=nope&organization=hanoi&period=2021", 422, "`nope`"),
        ("indicator=members-admitted&organization=nowhere&period=2021", 422, "`nowhere`"),
        ("indicator=members-admitted&organization=hanoi&period=2021&outcome=*", 422, "`outcome`"),
        ("indicator=ecommerce-index-rank&organization=hanoi&period=2023", 422, "`ecommerce-index-rank`"),
        ("indicator=members-admitted&organization=hanoi&period=2021-13", 400, "`2021-13`"),
        ("indicator=members-admitted&organization=hanoi&period=2021&colour=red", 400, "`colour`"),
        ("indicator=members-admitted&organization=hanoi&period=2021&known_on=yesterday", 400, "`yesterday`"),
        ("organization=hanoi&period=2021", 400, "`indicator`"),
        ("indicator=&organization=hanoi&period=2021", 400, "`indicator`"),
        ("indicator=disciplined&organization=hanoi&period=2022&subject=none-such", 422, "none-such"),
    ] {
        let reply = service.figures(query).has_status(status);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{query}");
        let problem = reply.json();
        assert_eq!(problem["status"], status, "{query}");
        assert!(problem["type"].is_string() && problem["title"].is_string(), "{query}: {problem}");
        assert!(problem.to_string().contains(quoted), "{query}: {problem}");
    }
}

#[test]
fn an_unchanged_answer_is_not_sent_again() {
    let service = Service::demo();
    let path = format!("/api/v1/figures?{ADMITTED}");
    let first = service.get(&path).has_status(200);
    let tag = first.header("etag").unwrap().to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert!(first.header("cache-control").unwrap().contains("stale-while-revalidate"));
    assert_eq!(first.header("access-control-allow-origin"), Some("*"));
    let again = service.get_with(&path, &[("if-none-match", &tag)]).has_status(304);
    assert!(again.body.is_empty());
    for name in ["etag", "cache-control", "vary"] {
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
    let token = service.token("hanoi");
    let body = "indicator,organization,period,as_of,measure,value\nmembers-admitted,ba-dinh,2021,2021-12-31,actual,5\n";
    service.file(&token, "text/csv", body.as_bytes()).has_status(201).json();
    service.get_with(&path, &[("if-none-match", &tag)]).has_status(200).json();
}

#[test]
fn the_order_of_parameters_does_not_matter_to_the_tag() {
    let service = Service::demo();
    let tag = |query: &str| service.figures(query).has_status(200).header("etag").map(str::to_owned);
    let one = tag("indicator=members-admitted&organization=hanoi&period=2021");
    assert!(one.is_some());
    assert_eq!(one, tag("period=2021&organization=hanoi&indicator=members-admitted"));
    assert_ne!(one, tag("indicator=members-admitted&organization=hanoi&period=2020"));
}

/// The address with the document's own examples, and what it requires after the question mark; `None` where it gives none for
/// a part of the path, since the demonstration has no such thing.
fn example(document: &Value, path: &str, get: &Value) -> Option<(String, String)> {
    let (mut path, mut query) = (path.to_owned(), Vec::new());
    for parameter in get["parameters"].as_array().into_iter().flatten() {
        let shared = parameter["$ref"].as_str().and_then(|name| document.pointer(&name[1..]));
        let parameter = shared.unwrap_or(parameter);
        let (name, example) = (parameter["name"].as_str()?, &parameter["example"]);
        let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        match parameter["in"].as_str() {
            Some("path") if parameter["example"].is_null() => return None,
            Some("path") => path = path.replace(&format!("{{{name}}}"), &example),
            _ if parameter["required"] == true => query.push(format!("{name}={example}")),
            _ => {}
        }
    }
    Some((path, query.join("&")))
}

#[test]
fn every_address_of_the_document_answers() {
    let service = Service::demo();
    let document = service.get("/api/openapi.json").has_status(200).json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let bearer = format!("Bearer {}", service.token_of("admin", None));
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        if item.get("get").is_none() {
            continue;
        }
        let Some((path, query)) = example(&document, path, &item["get"]) else { continue };
        // Of two ways to ask neither is required by itself.
        let query = if path.starts_with("/api/v1/changes") { "since=2022-12-20".to_owned() } else { query };
        let query = query.replace("https://host", &service.address);
        let needs_token = item["get"].get("security").is_some();
        let headers = [("authorization", bearer.as_str())];
        let headers = if needs_token { headers.as_slice() } else { &[] };
        let reply = service.get_with(&format!("{path}?{query}"), headers);
        assert_eq!(reply.status, 200, "{path}: {}", String::from_utf8_lossy(&reply.body));
        tried += 1;
    }
    assert!(tried >= 70, "only {tried} addresses are documented");
}

#[test]
fn an_explained_answer_carries_its_receipt() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let body = "indicator,organization,period,as_of,measure,value\nmembers-admitted,ba-dinh,2023,2023-12-31,actual,5\n";
    service.file(&token, "text/csv", body.as_bytes()).has_status(201).json();
    let row = service
        .figures("indicator=members-admitted&organization=hanoi&period=2023&explain=true")
        .rows()
        .remove(0);
    let receipt = &row["receipts"][0];
    assert_eq!(receipt["rule"], "sum-of-children");
    assert_eq!(receipt["missing"].as_array().unwrap().len(), 29);
    assert_eq!(receipt["figures"][0]["organization"], "ba-dinh");
}
