//! What is wrong with a question is said to whom asks, in their form and language.

use actix_web::http::{Method, header};

use super::{ask, get};

#[test]
fn a_faulty_question_is_told_what_to_do() {
    let questions = [
        (Method::GET, "/api/v1/figures", 400, "invalid-parameters"),
        (
            Method::GET,
            "/api/v1/figures?indicator=nope&organization=hanoi&period=2022",
            422,
            "unknown-indicator",
        ),
        (
            Method::GET,
            "/api/v1/figures?indicator=disciplined&organization=hanoi&period=2022&colour=red",
            400,
            "unknown-parameter",
        ),
        (Method::GET, "/api/v1/limits?x=1", 400, "invalid-parameters"),
        (Method::GET, "/charts/nope.json", 404, "no-such-chart"),
        (Method::GET, "/charts/members-admitted.png?width=641", 400, "invalid-parameters"),
        (Method::GET, "/charts/members-admitted.json?period=2015", 400, "invalid-parameters"),
        (Method::GET, "/charts/members-admitted.svg?organization=ba-dinh", 400, "invalid-parameters"),
        (Method::GET, "/sentences/members-admitted?period=2015", 400, "invalid-parameters"),
        (
            Method::GET,
            "/oembed?url=http://host:8080/charts/members-admitted%3Fknown_on=2022-13-99",
            400,
            "invalid-parameters",
        ),
        (
            Method::GET,
            "/oembed?url=http://host:8080/embed/members-admitted%3Ftheme=blue",
            400,
            "invalid-parameters",
        ),
        (Method::GET, "/sentences/nope", 404, "no-such-chart"),
        (Method::GET, "/widget/nope.js", 404, ""),
        (Method::GET, "/oembed?url=http://other/charts/members-admitted", 404, "no-such-address"),
        (
            Method::GET,
            "/oembed?url=http://host:8080/charts/members-admitted&format=yaml",
            501,
            "no-such-format",
        ),
        (Method::GET, "/nowhere", 404, "no-such-address"),
        (Method::POST, "/api/v1/limits", 405, "method-not-allowed"),
        (Method::GET, "/api/v1/filings", 405, "method-not-allowed"),
        (Method::POST, "/api/v1/filings", 401, "no-token"),
    ];
    let asked = questions
        .iter()
        .map(|(method, address, ..)| (method.clone(), (*address).to_owned(), Vec::new()))
        .collect();
    for (reply, (_, address, status, kind)) in ask("faults", true, asked).iter().zip(&questions) {
        assert_eq!(reply.status.as_u16(), *status, "{address}: {}", reply.text());
        assert_eq!(reply.header(header::CONTENT_TYPE), "application/problem+json", "{address}");
        let problem: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
        assert!(problem["type"].as_str().unwrap().ends_with(kind), "{address}: {problem}");
        assert!(!problem["detail"].as_str().unwrap().is_empty(), "{address}");
    }
}

#[test]
fn a_page_says_in_vietnamese_which_parameter_is_wrong() {
    let wrong = [
        ("/charts/members-admitted?colour=red", "`colour` không phải là tham số"),
        ("/charts/members-admitted?known_on=yesterday", "`yesterday` không phải là ngày hợp lệ"),
        ("/charts/members-admitted?theme=blue", "Giá trị `blue` không dùng được"),
        ("/charts/inspection-work?subject=nobody", "không cho chọn `"),
    ];
    let addresses = wrong.map(|(address, _)| address.to_owned());
    for (reply, (address, told)) in get("vietnamese", true, &addresses).iter().zip(&wrong) {
        assert_eq!(reply.status, 400, "{address}");
        let text = reply.text().replace("&#x27;", "'").replace("&#x2f;", "/");
        assert!(text.contains(told), "{address}: {text}");
    }
}

#[test]
fn people_get_pages_and_programs_get_documents_when_nothing_is_there() {
    let asks = vec![
        (Method::GET, "/charts/nope".to_owned(), Vec::new()),
        (Method::GET, "/nowhere".to_owned(), vec![("accept", "text/html,*/*".to_owned())]),
        (Method::GET, "/embed/members-admitted?known_on=2022-13-99".to_owned(), Vec::new()),
        (Method::GET, "/charts/members-admitted".to_owned(), vec![("host", "a\"b".to_owned())]),
    ];
    let replies = ask("pages", true, asks);
    assert_eq!(replies.iter().map(|reply| reply.status.as_u16()).collect::<Vec<_>>(), [404, 404, 400, 400]);
    for reply in &replies {
        assert!(reply.text().contains("<html lang=\"vi\""), "{}", reply.text());
    }
}
