//! The site: what readers look up, follow and print.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::web::Data;

use super::{Folder, Site, asked, get};
use crate::app::{App, By};
use crate::config::Settings;
use crate::domain::{Actor, Moment};

fn strings(addresses: &[&str]) -> Vec<String> {
    addresses.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn everything_in_the_catalogue_and_every_period_has_a_page_in_both_languages() {
    let lists = get(
        "site-lists",
        true,
        &strings(&["/api/v1/indicators", "/api/v1/organizations", "/api/v1/periods"]),
    );
    let codes = |at: usize, list: &str, of: &dyn Fn(&serde_json::Value) -> String| -> Vec<String> {
        let json: serde_json::Value = serde_json::from_slice(&lists[at].body).unwrap();
        json[list].as_array().unwrap().iter().map(of).collect()
    };
    let code = |one: &serde_json::Value| one["code"].as_str().or(one.as_str()).unwrap().to_owned();
    let indicators = codes(0, "indicators", &code);
    let mut addresses: Vec<String> = indicators.iter().map(|code| format!("/indicators/{code}")).collect();
    addresses.extend(codes(1, "organizations", &code).iter().map(|code| format!("/organizations/{code}")));
    addresses.extend(codes(2, "periods", &code).iter().map(|code| format!("/briefings/{code}")));
    addresses.extend(strings(&["/indicators", "/organizations", "/briefings", "/releases", "/search"]));
    let english: Vec<String> = addresses.iter().map(|one| format!("{one}?lang=en")).collect();
    for (lang, addresses) in [("vi", addresses), ("en", english)] {
        for (reply, address) in get(&format!("site-all-{lang}"), true, &addresses).iter().zip(&addresses) {
            let html = reply.text();
            assert_eq!(reply.status, 200, "{address}: {html}");
            assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{address}");
            for part in ["<link rel=\"canonical\"", "<meta property=\"og:title\"", "hreflang=\"en\"", "<h1>"]
            {
                assert!(html.contains(part), "{address} has no {part}");
            }
        }
    }
}

#[test]
fn an_indicator_is_told_with_its_figures_definition_sources_and_revisions() {
    let addresses = strings(&[
        "/indicators/members-admitted",
        "/indicators/disciplined?lang=en",
        "/indicators/investment-disbursed?organization=vietnam&lang=en",
        "/indicators/disciplined?organization=ba-dinh",
        "/indicators/members-admitted.png?size=card",
        "/indicators/disciplined.json?organization=ba-dinh",
    ]);
    let replies = get("site-indicator", true, &addresses);
    for part in [
        "10.183",
        "108,7%",
        "9.744",
        "Càng cao càng tốt",
        "Ban Chỉ đạo Chương trình 01-CTr/TU",
        "từ ngày 20/12/2022",
    ] {
        assert!(replies[0].text().contains(part), "{part}");
    }
    for part in [
        "4,143",
        "2015–2020 term",
        "counts from 1 to less than 5",
        "/api/v1/figures.csv?indicator=disciplined",
    ] {
        assert!(replies[1].text().contains(part), "{part}");
    }
    assert!(replies[2].text().contains("43%") && replies[2].text().contains("Vietnam"));
    assert!(replies[3].text().contains("Chưa có số liệu"), "{}", replies[3].text());
    assert!(replies[4].body.starts_with(b"\x89PNG"));
    assert_eq!(replies[5].status, 404, "there is nothing to draw");
}

#[test]
fn who_mistypes_a_code_is_shown_what_was_meant_in_the_language_of_the_page() {
    let addresses = strings(&[
        "/indicators/members-admited?lang=en",
        "/organizations/hoan-kiemm",
        "/organizations/ba-dinh-2",
        "/indicators/x?organization=y",
        "/briefings/2019",
        "/releases/99",
        "/indicators/inspected?organization=nobody",
    ]);
    let replies = get("site-missing", true, &addresses);
    for (reply, address) in replies.iter().zip(&addresses) {
        assert_eq!(reply.status, 404, "{address}");
        assert!(reply.text().contains("role=\"search\""), "{address}");
    }
    assert!(
        replies[0]
            .text()
            .contains("<a href=\"/indicators/members-admitted?lang=en\">Party members admitted</a>")
    );
    assert!(replies[0].text().contains("<html lang=\"en\""));
    assert!(replies[2].text().contains("<a href=\"/organizations/ba-dinh\">"), "{}", replies[2].text());
}

#[test]
fn words_without_marks_find_what_has_them() {
    let addresses =
        strings(&["/search?q=ket%20nap%20dang", "/search?q=hoan+kiem&lang=en", "/search?q=%3Cscript%3E"]);
    let replies = get("site-search", true, &addresses);
    assert!(replies[0].text().contains("<a href=\"/indicators/members-admitted\">Đảng viên kết nạp</a>"));
    assert!(replies[1].text().contains("/organizations/hoan-kiem?lang=en"));
    assert!(!replies[2].text().contains("<script>") && replies[2].text().contains("&lt;script&gt;"));
}

#[test]
fn a_briefing_has_the_figures_of_its_period_and_what_had_run_up_by_then() {
    let replies = get("site-briefing", true, &strings(&["/briefings/2022", "/briefings/2024-Q3?lang=en"]));
    for part in ["10.183", "1.142", "id=\"everything\"", "Ủy ban Kiểm tra Thành ủy Hà Nội", "<svg"]
    {
        assert!(replies[0].text().contains(part), "{part}");
    }
    for part in ["6,980", "29,647", "figures to 25 September 2024"] {
        assert!(replies[1].text().contains(part), "{part} is not in {}", replies[1].text());
    }
    let everything = replies[0].text().split("id=\"everything\"").nth(1).unwrap().to_owned();
    assert!(everything.contains("10.183") && !everything.contains("10.027"), "that is another year's");
}

#[test]
fn a_release_is_told_by_page_and_feed_and_so_is_that_it_was_rolled_back() {
    let folder = Folder::new("site-releases");
    let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    let site = Data::new(Site::new(app.clone()));
    let ask = |addresses: &[&str]| {
        let questions: Vec<_> =
            addresses.iter().map(|one| (Method::GET, (*one).to_owned(), Vec::new(), String::new())).collect();
        asked(site.clone(), &questions)
    };
    let [page, one, atom, feed] =
        &ask(&["/releases", "/releases/2?lang=en", "/releases.atom", "/releases.json?lang=en"])[..]
    else {
        panic!("four replies")
    };
    assert!(
        page.text().contains("Đợt công bố 2")
            && page.text().contains("<a href=\"/indicators/members-admitted\">")
    );
    assert!(one.text().contains("10,183") && one.text().contains("from=1&amp;to=2"), "{}", one.text());
    assert!(atom.text().contains("<id>http://host:8080/releases/2</id>"), "{}", atom.text());
    let before: serde_json::Value = serde_json::from_slice(&feed.body).unwrap();
    assert_eq!(before["items"][0]["url"], "http://host:8080/releases/2?lang=en");
    assert_eq!(before["items"][0]["date_modified"], before["items"][0]["date_published"]);

    let (actor, at) = (&Actor::operator("test"), &Moment::now());
    let release = app.releases(None, 1, actor, at).unwrap().first().map(|one| one.id).unwrap();
    app.roll_back(release, "a slip", By { actor, at }).unwrap();
    let [page, feed, front] = &ask(&["/releases/2", "/releases.json?lang=en", "/"])[..] else {
        panic!("three replies")
    };
    assert!(page.text().contains("Đã thu hồi") && front.text().contains("Đã thu hồi"));
    let after: serde_json::Value = serde_json::from_slice(&feed.body).unwrap();
    assert_eq!(after["items"][0]["title"], "Release 2 was rolled back");
    assert!(after["items"][0]["date_modified"].as_str() > before["items"][0]["date_modified"].as_str());
}

#[test]
fn a_store_with_nothing_in_it_says_so_on_every_page() {
    let addresses = strings(&[
        "/",
        "/search?q=x",
        "/indicators",
        "/organizations",
        "/briefings",
        "/releases",
        "/releases.atom",
        "/releases.json",
        "/api",
    ]);
    for (reply, address) in get("site-empty", false, &addresses).iter().zip(&addresses) {
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
    }
    for reply in
        get("site-empty-missing", false, &strings(&["/indicators/x", "/organizations/x", "/briefings/2022"]))
    {
        assert_eq!(reply.status, 404, "{}", reply.text());
    }
}
