//! Every address over the demonstration data, and over an empty store.

mod formats;
mod permissions;
mod releases;
mod sessions;
mod sightings;
mod site;
mod studio;
mod vintages;
mod withdrawn;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{App as Actix, test as client, web};

use super::routes::{self, DOORS, READS};
use super::site::Site;
use crate::app::App;
use crate::config::Settings;
use crate::domain::Moment;
use crate::publish::page;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("baocao-web-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Method, address, headers.
type Question = (Method, String, Vec<(&'static str, String)>);

struct Reply {
    status: StatusCode,
    headers: header::HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

/// Asks a service over the demonstration, or over an empty store, these questions one after the other.
fn ask(name: &str, demo: bool, questions: Vec<Question>) -> Vec<Reply> {
    let folder = Folder::new(name);
    let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    if demo {
        app.load_demo(&Moment::now()).unwrap();
    }
    let questions: Vec<_> = questions
        .into_iter()
        .map(|(method, address, headers)| (method, address, headers, String::new()))
        .collect();
    asked(web::Data::new(Site::new(app)), &questions)
}

/// No header: the address at the other end of the line.
const PEER: &str = ":peer";

/// The same with a body.
type Sent = (Method, String, Vec<(&'static str, String)>, String);

/// The same of a service that is there.
fn asked(site: web::Data<Site>, questions: &[Sent]) -> Vec<Reply> {
    actix_web::rt::System::new().block_on(async move {
        let service = client::init_service(Actix::new().app_data(site).configure(routes::routes)).await;
        let mut replies = Vec::new();
        for (method, address, headers, body) in questions {
            let mut request = client::TestRequest::default().method(method.clone()).uri(address);
            request = request.insert_header((header::HOST, "host:8080"));
            for (name, value) in headers {
                request = match *name {
                    PEER => request.peer_addr(SocketAddr::new(value.parse().unwrap(), 4_711)),
                    name => request.insert_header((name, value.as_str())),
                };
            }
            request = request.set_payload(body.clone());
            let response = client::call_service(&service, request.to_request()).await;
            let (status, headers) = (response.status(), response.headers().clone());
            let body = client::read_body(response).await.to_vec();
            replies.push(Reply { status, headers, body });
        }
        replies
    })
}

fn get(name: &str, demo: bool, addresses: &[String]) -> Vec<Reply> {
    ask(name, demo, addresses.iter().map(|one| (Method::GET, one.clone(), Vec::new())).collect())
}

const SLUGS: [&str; 10] = [
    "members-admitted",
    "discipline-outcomes-2022",
    "inspection-funnel-2022",
    "inspections-2022",
    "programme-tasks-2022",
    "investment-2024",
    "medium-term-plan",
    "digital-economy-share",
    "discipline-shares",
    "inspection-work",
];

const FIGURES: &str = "/api/v1/figures?indicator=members-admitted&organization=hanoi&period=2021..2022";

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
fn every_chart_answers_in_every_form_and_both_languages() {
    let mut addresses = Vec::new();
    for slug in SLUGS {
        for lang in ["vi", "en"] {
            for form in
                ["charts/{}", "charts/{}.json", "charts/{}.svg", "charts/{}.csv", "embed/{}", "sentences/{}"]
            {
                addresses.push(format!("/{}?lang={lang}", form.replace("{}", slug)));
            }
        }
        addresses.push(format!("/studio?chart={slug}"));
        addresses.push(format!("/oembed?url=http://host:8080/charts/{slug}&format=xml&dnt=1"));
    }
    addresses.extend(["/", "/api", "/studio?lang=en&known_on="].map(String::from));
    for (reply, address) in get("charts", true, &addresses).iter().zip(&addresses) {
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
        assert!(reply.header(header::ETAG).starts_with("W/\""), "{address}");
        assert!(!reply.header(header::CACHE_CONTROL).is_empty(), "{address}");
    }
}

#[test]
fn a_reader_picks_what_the_chart_offers_in_every_form_of_it() {
    let picked = "period=2021-H1&subject=organization";
    let forms = ["", ".json", ".svg", ".csv", ".png", "/embed.json"];
    let mut addresses: Vec<String> =
        forms.iter().map(|form| format!("/charts/inspection-work{form}?lang=en&{picked}")).collect();
    addresses.push(format!("/embed/inspection-work?{picked}"));
    let page = "http://host:8080/charts/inspection-work";
    addresses.push(format!("/oembed?url={page}%3Fperiod=2021-H1"));
    let replies = get("picked", true, &addresses);
    for (reply, address) in replies.iter().zip(&addresses) {
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
    }
    let own = format!("{page}?lang=en&{picked}");
    let html = replies[0].text();
    for part in [
        format!("<link rel=\"canonical\" href=\"{}\">", own.replace('&', "&amp;")),
        format!("href=\"/charts/inspection-work?{}\" lang=\"vi\"", picked.replace('&', "&amp;")),
        format!("{page}.csv?lang=en&amp;{}", picked.replace('&', "&amp;")),
        "<option value=\"2021-H1\" selected>First half of 2021</option>".to_owned(),
        "<option value=\"organization\" selected>Party organizations</option>".to_owned(),
        "<input type=\"hidden\" name=\"lang\" value=\"en\">".to_owned(),
        "861".to_owned(),
    ] {
        assert!(html.contains(&part), "`{part}` is not in {html}");
    }
    let json: serde_json::Value = serde_json::from_slice(&replies[1].body).unwrap();
    let drawing = &json["extension"]["chart"];
    assert_eq!(
        drawing["subtitle"],
        "Cases · Hanoi City Party Committee · First half of 2021 · Party organizations"
    );
    assert_eq!((&drawing["pickers"][0]["chosen"], &drawing["sort"]), (&1.into(), &"descending".into()));
    assert_eq!(json["value"][0], 861);
    assert!(replies[3].text().contains(",861,") && !replies[3].text().contains(",1581,"));
    let embed: serde_json::Value = serde_json::from_slice(&replies[5].body).unwrap();
    assert_eq!(embed["links"]["page"], own);
    assert!(embed["links"]["svg"].as_str().unwrap().contains(picked));
    assert!(replies[7].text().contains("/embed/inspection-work?period=2021-H1"), "{}", replies[7].text());
}

#[test]
fn what_is_picked_as_the_chart_has_it_is_the_chart_itself() {
    let addresses = [
        "/charts/inspection-work",
        "/charts/inspection-work?period=2022&subject=",
        "/charts/inspection-work?subject=member",
        "/charts/inspection-work?period=2021-H1",
    ]
    .map(String::from);
    let replies = get("unpicked", true, &addresses);
    let tag = |at: usize| replies[at].header(header::ETAG);
    assert_eq!((tag(0), tag(0)), (tag(1), tag(2)));
    assert_ne!(tag(0), tag(3), "another choice has another tag");
    assert!(replies[0].text().contains("class=\"sentence\""));
    assert!(!replies[3].text().contains("class=\"sentence\""), "the sentence is of 2022");
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
fn what_a_chart_does_not_offer_is_refused() {
    let addresses = [
        "/charts/inspection-work.json?period=2020",
        "/charts/inspection-work.svg?subject=nobody",
        "/charts/inspection-work.csv?organization=ba-dinh",
        "/charts/inspection-work/embed.json?outcome=warning",
        "/charts/members-admitted/embed.json?period=2021",
        "/sentences/inspection-work?period=2020",
    ]
    .map(String::from);
    for (reply, address) in get("unoffered", true, &addresses).iter().zip(&addresses) {
        assert_eq!(reply.status, 400, "{address}: {}", reply.text());
        assert!(reply.text().contains("invalid-parameters"), "{address}");
    }
}

#[test]
fn the_menu_of_a_chart_has_the_codes_of_the_studio() {
    let addresses = ["/charts/members-admitted/embed.json?lang=en", "/studio?lang=en&chart=members-admitted"]
        .map(String::from);
    let replies = get("codes", true, &addresses);
    let embed: serde_json::Value = serde_json::from_slice(&replies[0].body).unwrap();
    let studio = replies[1].text();
    let snippets = embed["snippets"].as_array().unwrap();
    let grades: Vec<&str> = snippets.iter().map(|one| one["grade"].as_str().unwrap()).collect();
    assert_eq!(grades, ["element", "frame", "figure", "oembed"]);
    for snippet in snippets {
        let code = crate::publish::escape::xml(snippet["code"].as_str().unwrap());
        assert!(studio.contains(&code), "{code}");
        assert!(studio.contains(snippet["label"].as_str().unwrap()));
    }
    for link in ["page", "svg", "png", "csv", "json"] {
        assert!(
            embed["links"][link].as_str().unwrap().starts_with("http://host:8080/charts/members-admitted")
        );
    }
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
fn what_a_client_has_is_not_sent_again() {
    let first = get("tag", true, &[FIGURES.to_owned()]).remove(0);
    let tag = first.header(header::ETAG).to_owned();
    let question = |value: String| (Method::GET, FIGURES.to_owned(), vec![("if-none-match", value)]);
    let replies = ask(
        "tags",
        true,
        vec![question(tag.clone()), question("W/\"other\", ".to_owned() + &tag), question("W/\"x\"".into())],
    );
    assert_eq!(replies.iter().map(|reply| reply.status.as_u16()).collect::<Vec<_>>(), [304, 304, 200]);
    assert!(replies[0].body.is_empty());
    for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
        assert_eq!(replies[0].header(name.clone()), first.header(name), "a 304 repeats what the 200 said");
    }
}

#[test]
fn an_answer_is_compressed_for_who_takes_it() {
    let question = |coding: &str| {
        (Method::GET, "/api/openapi.json".to_owned(), vec![("accept-encoding", coding.to_owned())])
    };
    let replies = ask(
        "coding",
        false,
        vec![question("gzip, br"), question("gzip"), question("br;q=0, identity"), question("br")],
    );
    let codings: Vec<&str> = replies.iter().map(|reply| reply.header(header::CONTENT_ENCODING)).collect();
    assert_eq!(codings, ["br", "gzip", "", "br"]);
    assert!(replies[0].body.len() < replies[2].body.len() / 4);
    assert_eq!(replies[0].body, replies[3].body);
}

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

#[test]
fn a_page_asks_no_other_host_for_anything() {
    let addresses: Vec<String> =
        ["/", "/studio", "/api", "/charts/members-admitted", "/embed/members-admitted"]
            .map(String::from)
            .to_vec();
    for (reply, address) in get("hosts", true, &addresses).iter().zip(&addresses) {
        let page = reply.text();
        let loads = page.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for load in loads {
            assert!(
                load.starts_with('/') || load.starts_with("http://host:8080/"),
                "{address} loads `{load}`"
            );
        }
        assert!(!page.contains(" style=\""), "{address} needs a looser policy");
        let policy = reply.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    }
}

#[test]
fn any_page_may_read_and_frame_what_is_meant_for_it() {
    let asks = vec![
        (Method::OPTIONS, FIGURES.to_owned(), Vec::new()),
        (Method::HEAD, FIGURES.to_owned(), Vec::new()),
        (Method::GET, "/embed/members-admitted".to_owned(), Vec::new()),
        (Method::GET, "/charts/members-admitted".to_owned(), Vec::new()),
        (Method::GET, "/charts/members-admitted.svg".to_owned(), Vec::new()),
    ];
    let replies = ask("reach", true, asks);
    assert_eq!(
        replies.iter().map(|reply| reply.status.as_u16()).collect::<Vec<_>>(),
        [204, 200, 200, 200, 200]
    );
    assert!(replies.iter().all(|reply| reply.header(header::ACCESS_CONTROL_ALLOW_ORIGIN) == "*"));
    let policy = |at: usize| replies[at].header(header::CONTENT_SECURITY_POLICY);
    assert!(policy(2).ends_with("frame-ancestors *") && policy(3).ends_with("frame-ancestors 'self'"));
    assert_eq!(policy(4), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assert!(replies[3].header(header::LINK).contains("application/json+oembed"));
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
