//! The addresses that there are, and what some of them answer over the demonstration and over an empty store.

use std::collections::BTreeSet;

use actix_web::http::{StatusCode, header};

use super::{FIGURES, get};
use crate::publish::page;
use crate::web::routes::{DOORS, READS};

#[test]
fn every_address_is_in_the_openapi_document_and_no_other() {
    let document: serde_json::Value = serde_json::from_str(page::text("openapi.json")).unwrap();
    let written: BTreeSet<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let mut served: BTreeSet<&str> = READS.iter().map(|read| read.path).collect();
    served.extend(DOORS.iter().map(|door| door.path));
    served.extend(["/healthz", "/readyz"]);
    assert_eq!(written, served);
}

#[test]
fn the_figures_are_those_that_were_published() {
    let addresses = [FIGURES.to_owned(), FIGURES.replace("figures?", "figures.csv?")];
    let replies = get("figures", true, &addresses);
    let json: serde_json::Value = serde_json::from_slice(&replies[0].body).unwrap();
    assert_eq!(json["rows"][0]["plan_rate"].to_string(), "102.9");
    assert_eq!(json["rows"][0]["plan_rate_source"], "computed");
    assert_eq!(json["rows"][1]["plan_rate"].to_string(), "108.7");
    assert_eq!(json["rows"][1]["plan_rate_source"], "published");
    assert!(
        replies[1].text().contains("members-admitted,hanoi,2021,2021-12-31,,10027,9744,,102.9,computed,")
    );
}

#[test]
fn an_empty_store_says_what_to_do() {
    let addresses: Vec<String> =
        ["/", "/studio", "/api/v1/indicators", "/api/v1/periods", "/readyz"].map(String::from).to_vec();
    let replies = get("empty", false, &addresses);
    assert!(replies.iter().all(|reply| reply.status == 200));
    assert!(replies[0].text().contains("baocao catalogue load DIR"));
}

#[test]
fn what_content_systems_are_set_up_with_names_this_host() {
    let addresses = ["client-extension.yaml", "baocao-wordpress.php", "other.php"];
    let replies = get("integrations", true, &addresses.map(|name| format!("/integrations/{name}")));
    assert!(
        replies[0].text().contains("    url: http://host:8080/embed/members-admitted\n"),
        "{}",
        replies[0].text()
    );
    assert!(replies[1].text().contains("const BAOCAO = 'http://host:8080';"), "{}", replies[1].text());
    for reply in &replies[..2] {
        assert_eq!(reply.status, StatusCode::OK);
        assert!(reply.header(header::CONTENT_DISPOSITION).starts_with("attachment"));
    }
    assert_eq!(replies[2].status, StatusCode::NOT_FOUND);
}
