//! Signing in at the desk: a session that only our own pages use, and that ends.

use std::sync::Arc;

use actix_web::http::{Method, header};
use actix_web::web::Data;

use super::{Folder, PEER, Reply, asked};
use crate::app::App;
use crate::config::Settings;
use crate::domain::{Actor, Grant, Moment, Network, OrganizationCode, Role};
use crate::web::site::Site;

const OURS: &str = "http://host:8080";

struct Desk {
    _folder: Folder,
    app: Arc<App>,
    site: Data<Site>,
    token: String,
}

type Headers<'a> = &'a [(&'static str, &'a str)];

impl Desk {
    /// Behind the proxies of 10.0.0.0/8.
    fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
        app.load_demo(&Moment::now()).unwrap();
        let organization = Some(OrganizationCode::parse("ba-dinh").unwrap());
        let grant = Grant { role: Role::Filer, organization, days: 30 };
        let token = app.issue_token(&grant, &Actor::operator("cli"), &Moment::now()).unwrap();
        let proxies = [Network::parse("10.0.0.0/8").unwrap()];
        let site = Site::new(app.clone()).behind(&proxies);
        Self { _folder: folder, site: Data::new(site), app, token }
    }

    fn ask(&self, method: Method, address: &str, headers: Headers<'_>, body: &str) -> Reply {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        asked(self.site.clone(), &[(method, address.to_owned(), headers, body.to_owned())]).remove(0)
    }

    fn sign_in(&self, headers: Headers<'_>, body: &str) -> Reply {
        self.ask(Method::POST, "/desk/sign-in", headers, body)
    }

    /// The cookie of a session, as the browser sends it.
    fn cookie(&self) -> String {
        let reply = self.sign_in(&[("origin", OURS)], &format!("token={}", self.token));
        reply.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
    }

    fn desk(&self, cookie: &str) -> Reply {
        self.ask(Method::GET, "/desk", &[("cookie", cookie)], "")
    }
}

#[test]
fn a_token_becomes_a_session_that_ends_with_sign_out() {
    let desk = Desk::new("session");
    let refused = desk.desk("");
    assert_eq!(
        (refused.status.as_u16(), refused.header(header::LOCATION)),
        (303, "/desk/sign-in?next=%2Fdesk")
    );
    let signed_in =
        desk.sign_in(&[("origin", OURS)], &format!("token={}&next=%2Fdesk%3Flang%3Den&lang=en", desk.token));
    assert_eq!((signed_in.status.as_u16(), signed_in.header(header::LOCATION)), (303, "/desk?lang=en"));
    let cookie = signed_in.header(header::SET_COOKIE).to_owned();
    assert!(
        cookie.starts_with("baocao=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    assert!(!cookie.contains(&desk.token), "the token itself is not kept in the browser");
    let pair = cookie.split(';').next().unwrap();
    let page = desk.desk(&format!("other=1; {pair}"));
    assert!(page.status == 200 && page.text().contains("Người nộp · Quận ủy Ba Đình"), "{}", page.text());
    assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
    assert!(page.header(header::CONTENT_SECURITY_POLICY).contains("frame-ancestors 'none'"));
    let out = desk.ask(Method::POST, "/desk/sign-out", &[("origin", OURS), ("cookie", pair)], "");
    assert_eq!((out.status.as_u16(), out.header(header::LOCATION)), (303, "/desk/sign-in"));
    assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert_eq!(desk.desk(pair).status, 303);
}

#[test]
fn behind_tls_the_cookie_is_bound_to_the_host_and_to_tls() {
    let desk = Desk::new("tls");
    let https: Headers<'_> = &[("origin", "https://host:8080"), ("x-forwarded-proto", "https")];
    let reply = desk.sign_in(https, &format!("token={}", desk.token));
    let cookie = reply.header(header::SET_COOKIE).to_owned();
    assert!(
        cookie.starts_with("__Host-baocao=")
            && cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"),
        "{cookie}"
    );
    let secret = cookie.split(['=', ';']).nth(1).unwrap();
    let with = |cookie: &str| {
        desk.ask(Method::GET, "/desk", &[("cookie", cookie), ("x-forwarded-proto", "https")], "")
            .status
            .as_u16()
    };
    assert_eq!(with(&format!("__Host-baocao={secret}")), 200);
    assert_eq!(
        with(&format!("baocao={secret}")),
        303,
        "a cookie that any page over HTTP could have set is none"
    );
}

#[test]
fn a_session_is_over_with_its_token_and_with_its_day() {
    let desk = Desk::new("over");
    let cookie = desk.cookie();
    assert_eq!(desk.desk(&cookie).status, 200);
    let name = desk.token.split('_').nth(1).unwrap();
    assert!(desk.app.revoke_token(name, &Actor::operator("cli"), &Moment::now()).unwrap());
    assert_eq!(desk.desk(&cookie).status, 303);
    let yesterday = Moment { instant: "2026-11-21T00:00:00Z".into(), day: "2026-11-21".parse().unwrap() };
    let grant = Grant { role: Role::Admin, organization: None, days: 3650 };
    let token = desk.app.issue_token(&grant, &Actor::operator("cli"), &yesterday).unwrap();
    let session = desk.app.sign_in(&token, &yesterday).unwrap().unwrap();
    let at = |hour: u8| Moment { instant: format!("2026-11-21T{hour}:59:59Z"), ..yesterday.clone() };
    assert!(desk.app.session(&session, &at(11)).unwrap().is_some());
    assert!(desk.app.session(&session, &at(12)).unwrap().is_none());
    assert!(desk.app.session("", &at(11)).unwrap().is_none());
}

#[test]
fn a_form_that_another_site_sends_is_refused() {
    let desk = Desk::new("other-site");
    let cookie = desk.cookie();
    let body = format!("token={}", desk.token);
    let filing = "indicator,organization,period,as_of,measure,value\nmembers-admitted,ba-dinh,2023,2023-12-31,actual,3\n";
    let wrong: [Headers<'_>; 5] = [
        &[],
        &[("origin", "null")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://host:8081")],
        &[("origin", OURS), ("sec-fetch-site", "cross-site")],
    ];
    for headers in wrong {
        let reply = desk.sign_in(headers, &body);
        assert!(
            reply.status == 403 && reply.header(header::SET_COOKIE).is_empty(),
            "{headers:?}: {}",
            reply.text()
        );
        let headers = [headers, &[("cookie", cookie.as_str()), ("content-type", "text/csv")]].concat();
        assert_eq!(desk.ask(Method::POST, "/api/v1/filings", &headers, filing).status, 403, "{headers:?}");
        assert_eq!(desk.ask(Method::POST, "/desk/sign-out", &headers, "").status, 403, "{headers:?}");
    }
    assert_eq!(desk.desk(&cookie).status, 200, "nobody was signed out");
    let right = [
        ("origin", OURS),
        ("sec-fetch-site", "same-origin"),
        ("cookie", &cookie),
        ("content-type", "text/csv"),
    ];
    assert_eq!(desk.ask(Method::POST, "/api/v1/filings", &right, filing).status, 201);
}

#[test]
fn a_token_that_is_nobody_s_gives_the_form_again_and_a_way_out_leads_nowhere_else() {
    let desk = Desk::new("again");
    let again = desk.sign_in(&[("origin", OURS)], "token=typed%22%3E&next=/desk/filings");
    assert!(again.status == 401 && again.header(header::SET_COOKIE).is_empty());
    let page = again.text();
    assert!(
        page.contains("Mã này không có")
            && page.contains("role=\"alert\"")
            && page.contains("value=\"/desk/filings\""),
        "{page}"
    );
    assert!(!page.contains("typed"), "what was typed is not sent back");
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/deskx",
        "/desk/../evil",
        "/desk/sign-in",
        "/desk\r\nx: y",
    ] {
        let next = percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC);
        let body = format!("token={}&next={next}", desk.token);
        assert_eq!(desk.sign_in(&[("origin", OURS)], &body).header(header::LOCATION), "/desk", "{next}");
    }
}

#[test]
fn who_tries_too_often_waits_and_others_do_not() {
    let desk = Desk::new("often");
    let from = |client: &'static str| [("origin", OURS), (PEER, client)];
    for _ in 0..10 {
        assert_eq!(desk.sign_in(&from("192.0.2.1"), "token=x").status, 401);
    }
    let held = desk.sign_in(&from("192.0.2.1"), "token=x");
    assert_eq!(held.status, 429);
    assert!(held.header(header::RETRY_AFTER).parse::<u64>().unwrap() <= 6);
    assert!(held.text().contains("Đăng nhập quá nhiều lần"), "{}", held.text());
    let right = format!("token={}", desk.token);
    assert_eq!(desk.sign_in(&from("192.0.2.1"), &right).status, 429);
    assert_eq!(desk.sign_in(&from("192.0.2.2"), &right).status, 303);
}

#[test]
fn a_header_of_ones_own_gives_nobody_new_tries_and_a_proxy_is_believed_about_whom_it_heard() {
    let desk = Desk::new("spoofed");
    let written: Vec<String> = (0..12).map(|number| format!("198.51.100.{number}")).collect();
    let mut tries = written.iter();
    let mut refused = |peer: &str, behind: &str| {
        let forged = tries.next().unwrap();
        let named = format!("{forged}{behind}");
        let standard = format!("for={forged}");
        let headers = [("origin", OURS), (PEER, peer), ("x-forwarded-for", &named), ("forwarded", &standard)];
        desk.sign_in(&headers[..if behind.is_empty() { 4 } else { 3 }], "token=x").status
    };
    for _ in 0..10 {
        assert_eq!(refused("192.0.2.1", ""), 401);
    }
    // Nor does it where a proxy adds whom it heard behind what was written.
    assert_eq!(
        (refused("192.0.2.1", ""), refused("10.0.0.1", ", 192.0.2.1")),
        (429.try_into().unwrap(), 429.try_into().unwrap())
    );
    let right = format!("token={}", desk.token);
    let behind = |client: &'static str| [("origin", OURS), (PEER, "10.0.0.1"), ("x-forwarded-for", client)];
    assert_eq!(desk.sign_in(&behind("192.0.2.1"), &right).status, 429);
    assert_eq!(desk.sign_in(&behind("192.0.2.2"), &right).status, 303);
}

#[test]
fn whoever_has_a_network_of_addresses_has_the_tries_of_one() {
    let desk = Desk::new("network");
    let from = |last: u16| format!("2001:db8:1:2:{last:x}::1");
    for number in 0..10 {
        assert_eq!(desk.sign_in(&[("origin", OURS), (PEER, &from(number))], "token=x").status, 401);
    }
    assert_eq!(desk.sign_in(&[("origin", OURS), (PEER, &from(10))], "token=x").status, 429);
    assert_eq!(desk.sign_in(&[("origin", OURS), (PEER, "2001:db8:1:3::1")], "token=x").status, 401);
}

#[test]
fn what_is_refused_is_told_in_the_language_of_the_page_or_of_the_form() {
    let desk = Desk::new("language");
    let grant = Grant { role: Role::Publisher, organization: None, days: 1 };
    let token = desk.app.issue_token(&grant, &Actor::operator("cli"), &Moment::now()).unwrap();
    let bearer = format!("Bearer {token}");
    let told = |method: Method, address: &str, body: &str| {
        let headers =
            [("authorization", bearer.as_str()), ("content-type", "application/x-www-form-urlencoded")];
        let reply = desk.ask(method, address, &headers, body);
        assert!(reply.status.is_client_error(), "{address}: {}", reply.status);
        reply.text()
    };
    for (body, lang) in [("filing=999&lang=en", "en"), ("filing=999&lang=vi", "vi"), ("filing=999", "vi")] {
        let page = told(Method::POST, "/desk/releases", body);
        assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{body}");
    }
    let page = told(Method::GET, "/desk/filings/999?lang=en", "");
    assert!(page.contains("<html lang=\"en\""));
}
