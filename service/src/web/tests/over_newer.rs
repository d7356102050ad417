//! The desk's second step before an older filing takes the place of a newer one.

use super::*;
use crate::app::{By, Submission};
use crate::domain::{Actor, Grant, Role};
use crate::intake::{Format, Handling};

const FORM: &str = "application/x-www-form-urlencoded";

fn value(value: u32) -> String {
    format!("indicator,organization,period,measure,value\nmembers-admitted,ba-dinh,2024-01,actual,{value}\n")
}

/// The fields that the form on a page would send.
fn fields(page: &str) -> String {
    let form = page.split("action=\"/desk/releases\"").nth(1).unwrap().split("</form>").next().unwrap();
    let inputs = form.split("<input ").skip(1).filter(|one| one.contains("type=\"hidden\""));
    let attribute = |one: &str, name: &str| {
        let value = one.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        value.replace(':', "%3A")
    };
    let pairs = inputs.map(|one| format!("{}={}", attribute(one, "name"), attribute(one, "value")));
    pairs.collect::<Vec<_>>().join("&")
}

#[test]
fn the_desk_shows_both_values_and_asks_why_and_programs_read_a_document() {
    let folder = Folder::new("over-newer");
    let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    let (operator, at) = (Actor::operator("test"), Moment::now());
    let staff = Actor { role: Role::Filer, ..Actor::operator("staff") };
    for text in [value(7_001), value(9_002)] {
        let (filer, at, bytes) = (staff.clone(), at.clone(), text.as_bytes());
        let handling = Handling::default();
        app.accept(&Submission { bytes, format: Format::Csv, filer, at, handling }).unwrap();
    }
    for held in app.waiting(9, &operator, &at).unwrap() {
        app.approve(held.filing, held.sha256, By { actor: &operator, at: &at }).unwrap();
    }
    let token =
        app.issue_token(&Grant { role: Role::Publisher, organization: None, days: 1 }, &operator, &at);
    let (token, site) = (token.unwrap(), web::Data::new(Site::new(app)));
    let sent = |method: Method, path: &str, accept: &str, body: &str| {
        let headers = vec![
            ("authorization", format!("Bearer {token}")),
            ("accept", accept.to_owned()),
            ("content-type", FORM.to_owned()),
        ];
        asked(site.clone(), &[(method, path.to_owned(), headers, body.to_owned())]).remove(0)
    };
    let release = |accept: &str, body: &str| sent(Method::POST, "/desk/releases", accept, body);
    let page = |path: &str| sent(Method::GET, path, "text/html", "").text();
    let shown = || page("/api/v1/figures.csv?indicator=members-admitted&organization=ba-dinh&period=2024-01");
    assert_eq!(release("text/html", "filing=4&when=now").status, 303);
    assert!(shown().contains("9002"));

    let document = release("application/problem+json", "filing=3&when=now");
    assert_eq!(document.status, 409);
    let document: serde_json::Value = serde_json::from_str(&document.text()).unwrap();
    assert_eq!(document["type"], "/problems/over-newer");
    let (cell, remedy) = (&document["errors"][0], document["detail"].as_str().unwrap());
    let said = ["value", "filing", "newer_value", "newer_filing", "indicator", "organization", "period"];
    assert_eq!(
        said.map(|name| cell[name].as_str().unwrap()),
        ["7001", "3", "9002", "4", "members-admitted", "ba-dinh", "2024-01"]
    );
    assert!(
        remedy.contains("`over`") && remedy.contains("(4): 1") && remedy.contains("return it"),
        "{remedy}"
    );
    assert!(document["detail_vi"].as_str().unwrap().contains("báo cáo nộp sau (4)"));
    assert!(
        cell["detail_vi"].as_str().unwrap().contains("7001")
            && cell["detail"].as_str().unwrap().contains("9002")
    );

    for (lang, words, values) in [
        ("vi", ["Chưa công bố gì cả", "Vẫn công bố báo cáo cũ"], ["7.001", "· báo cáo số 4"]),
        ("en", ["Nothing was released", "Release the older filing nevertheless"], ["7,001", "· filing 4"]),
    ] {
        let step = release("text/html", &format!("filing=3&when=at&at=2099-01-01T08%3A00&lang={lang}"));
        assert_eq!(step.status, 409);
        let step = step.text();
        for word in words.iter().chain(&values) {
            assert!(step.contains(word), "{word}: {step}");
        }
        assert_eq!(fields(&step), format!("lang={lang}&filing=3&over=4&when=at&at=2099-01-01T08%3A00"));
    }
    let step = release("text/html", "filing=3&when=now").text();
    assert!(shown().contains("9002"), "nothing is done before the second step");
    assert_eq!(release("text/html", &format!("{}&reason=", fields(&step))).status, 422);
    assert_eq!(release("text/html", &format!("{}&reason=b%E1%BA%A3n+nh%C3%A1p", fields(&step))).status, 303);
    assert!(shown().contains("7001"));
    let listed = page("/desk/releases");
    assert!(
        listed.contains("bản nháp") && listed.contains("<code>filing-4</code> ← <a href=\"/desk/filings/3\""),
        "{listed}"
    );

    // Readers know the two by other numbers than staff do.
    assert!(page("/desk/filings/3").contains("<code>filing-4</code> ← báo cáo số 3"));
    assert!(page("/desk/filings/4?lang=en").contains("<code>filing-3</code> ← filing 4"));
    let found = sent(Method::GET, "/desk/releases?source=filing-4&lang=en", "text/html", "");
    assert_eq!((found.status.as_u16(), found.header(header::LOCATION)), (303, "/desk/filings/3?lang=en"));
    let none = sent(Method::GET, "/desk/releases?source=filing-9", "text/html", "");
    assert!(none.status == 200 && none.text().contains("nguồn công khai filing-9"));
    assert_eq!(sent(Method::GET, "/desk/releases?source=%3Cb%3E", "text/html", "").status, 400);
}
