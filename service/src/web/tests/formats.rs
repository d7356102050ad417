//! Figures in every form: by address, by what the client takes, by a question in a body, and in parts.

use std::io::Read as _;

use actix_web::http::{Method, header};

use super::{FIGURES, Folder, Reply, ask, asked};
use crate::app::App;
use crate::config::Settings;
use crate::domain::Moment;
use crate::web::site::Site;

const QUESTION: &str = "indicator=members-admitted&organization=hanoi&period=2021..2022";

fn taking(accept: &str) -> (Method, String, Vec<(&'static str, String)>) {
    (Method::GET, FIGURES.to_owned(), vec![("accept", accept.to_owned())])
}

#[test]
fn a_client_is_sent_the_form_that_it_takes() {
    let forms = [
        ("*/*", "application/json", ".json"),
        ("text/csv", "text/csv", ".csv"),
        ("text/csv;q=0.1, application/vnd.sdmx.data+csv", "application/vnd.sdmx.data+csv", ".sdmx.csv"),
        ("application/zip", "application/zip", ".zip"),
        ("application/vnd.json-stat+json", "application/json", ".jsonstat"),
    ];
    let mut questions: Vec<_> = forms.iter().map(|(accept, ..)| taking(accept)).collect();
    questions.push(taking("image/png"));
    let replies = ask("accept", true, questions);
    for (reply, (accept, content_type, suffix)) in replies.iter().zip(forms) {
        assert_eq!(reply.status, 200, "{accept}: {}", reply.text());
        assert!(reply.header(header::CONTENT_TYPE).starts_with(content_type), "{accept}");
        assert!(reply.header(header::VARY).starts_with("Accept"), "{accept}");
        assert_eq!(reply.header(header::CONTENT_LOCATION), FIGURES.replace('?', &format!("{suffix}?")));
    }
    let refused = &replies[forms.len()];
    assert_eq!((refused.status.as_u16(), refused.header(header::VARY)), (406, "Accept"));
    assert!(refused.text().contains("text/csv"), "{}", refused.text());
}

fn post(content_type: &str, body: &str) -> super::Sent {
    let headers = vec![("content-type", content_type.to_owned())];
    (Method::POST, "/api/v1/figures.csv".to_owned(), headers, body.to_owned())
}

fn posted(questions: &[super::Sent]) -> Vec<Reply> {
    let folder = Folder::new("posted");
    let app = std::sync::Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    asked(actix_web::web::Data::new(Site::new(app)), questions)
}

#[test]
fn a_question_in_a_body_has_the_answer_of_one_in_an_address() {
    let json = r#"{"indicator": ["members-admitted"], "organization": "hanoi", "period": "2021..2022"}"#;
    let get = |query: &str| (Method::GET, format!("/api/v1/figures.csv?{query}"), Vec::new(), String::new());
    let mut both = post("application/x-www-form-urlencoded", "organization=hanoi&period=2021..2022");
    both.1.push_str("?indicator=members-admitted");
    let replies = posted(&[
        get(QUESTION),
        post("application/x-www-form-urlencoded", QUESTION),
        post("application/json; charset=utf-8", json),
        both,
        post("text/plain", QUESTION),
        post("application/json", "[]"),
        post("application/json", &format!("{{\"indicator\": \"{}\"}}", "x".repeat(70_000))),
        post("application/x-www-form-urlencoded", "indicator=members-admitted"),
        (Method::POST, "/api/v1/charts".to_owned(), Vec::new(), String::new()),
    ]);
    for reply in &replies[1..4] {
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.body, replies[0].body);
        assert!(reply.header(header::CONTENT_LOCATION).starts_with("/api/v1/figures.csv?"));
    }
    let statuses: Vec<u16> = replies[4..].iter().map(|reply| reply.status.as_u16()).collect();
    assert_eq!(statuses, [415, 400, 413, 400, 405]);
}

#[test]
fn what_is_too_large_to_be_held_is_sent_in_parts_and_the_same() {
    // Thirty districts over every month of 25 years are some 9,000 cells of each indicator, and 50,000 are the most.
    let one = "indicator=members-admitted&organization=hanoi/**&period=2000-01..2024-12";
    let indicators = "members-admitted,disciplined,inspected,supervised,inspected-on-signs,violations-found";
    let many = one.replace("members-admitted", indicators);
    let get = |path: &str, query: &str, coding: &str| {
        (Method::GET, format!("{path}?{query}"), vec![("accept-encoding", coding.to_owned())])
    };
    let (csv, sdmx) = ("/api/v1/figures.csv", "/api/v1/figures.sdmx.csv");
    let mut questions = vec![
        get(csv, &many, "identity"),
        get(csv, &many, "gzip"),
        get(sdmx, &many, "identity"),
        get("/api/v1/figures.json", &many, "identity"),
        get(csv, &format!("{many}&subject=x"), "identity"),
    ];
    questions.extend(
        indicators.split(',').map(|code| get(csv, &one.replace("members-admitted", code), "identity")),
    );
    let replies = ask("parts", true, questions);
    let (whole, packed, refused) = (&replies[0], &replies[1], &replies[3]);
    assert_eq!((whole.status.as_u16(), whole.header(header::ETAG)), (200, ""), "{}", whole.text());
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert!(packed.header(header::CONTENT_ENCODING) == "gzip" && unpacked == whole.body);
    let lines = |reply: &Reply| reply.text().lines().map(ToOwned::to_owned).collect::<Vec<_>>();
    let together: Vec<String> = replies[5..].iter().flat_map(|reply| lines(reply).split_off(1)).collect();
    assert_eq!(lines(whole)[1..], together);
    assert!(whole.text().lines().count() > 50_001 && replies[2].text().lines().count() > 50_001);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("too-many-cells"), "{}", refused.text());
    assert_ne!(replies[4].status, 200);
}

#[test]
fn a_spreadsheet_set_to_vietnamese_is_given_its_own_csv() {
    let of = |path: &str| (Method::GET, path.to_owned(), Vec::new());
    let replies = ask(
        "dialect",
        true,
        vec![
            of("/charts/investment-2024.csv?dialect=excel-vi"),
            of("/charts/investment-2024.csv?dialect=excel"),
            of(&format!("/api/v1/figures.csv?{QUESTION}&dialect=excel-vi")),
            of(&format!("/api/v1/figures.csv-metadata.json?{QUESTION}&dialect=excel-vi")),
            of(&format!("/api/v1/figures.json?{QUESTION}&dialect=excel-vi")),
        ],
    );
    assert!(replies[0].text().starts_with("\u{feff}indicator;organization;"), "{}", replies[0].text());
    let link = replies[2].header(header::LINK);
    assert!(
        link.contains("/api/v1/figures.csv-metadata.json?") && link.contains("dialect=excel-vi"),
        "{link}"
    );
    assert!(replies[3].text().contains("\"delimiter\":\";\""));
    assert_eq!([replies[1].status.as_u16(), replies[4].status.as_u16()], [400, 400]);
}
