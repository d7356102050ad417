//! On whose pages charts are seen.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::web;

use super::{Folder, asked};
use crate::app::App;
use crate::config::Settings;
use crate::domain::{Actor, Grant, Moment, Role};
use crate::web::site::Site;

#[test]
fn publishers_see_which_hosts_show_a_chart_and_it_outlives_the_service() {
    let folder = Folder::new("sightings");
    let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    let grant = Grant { role: Role::Publisher, organization: None, days: 1 };
    let token = app.issue_token(&grant, &Actor::operator("cli"), &Moment::now()).unwrap();
    let get = |address: &str, headers: &[(&'static str, &str)]| {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        (Method::GET, address.to_owned(), headers, String::new())
    };
    let bearer = format!("Bearer {token}");
    let hosts = get("/api/v1/charts/members-admitted/hosts", &[("authorization", bearer.as_str())]);
    let site = web::Data::new(Site::new(app.clone()));
    let before = app.snapshot().revision();
    let replies = asked(
        site.clone(),
        &[
            get("/embed/members-admitted", &[("referer", "https://bao.vn/bai?nguoi-doc=an")]),
            get("/embed/members-admitted", &[("referer", "https://bao.vn/")]),
            get("/charts/members-admitted.svg", &[("referer", "https://cong.hanoi.gov.vn:8443/a")]),
            get("/charts/members-admitted", &[("referer", "https://tim-kiem.vn/")]),
            get("/embed/members-admitted", &[("referer", "http://host:8080/studio")]),
            get("/embed/members-admitted", &[]),
            get("/embed/no-such-chart", &[("referer", "https://bao.vn/")]),
            hosts.clone(),
            get("/desk/charts?lang=en", &[("authorization", bearer.as_str())]),
        ],
    );
    let told: serde_json::Value = serde_json::from_slice(&replies[7].body).unwrap();
    let told: Vec<_> = told["hosts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["host"].clone(), one["requests"].clone()))
        .collect();
    assert_eq!(told, [("bao.vn".into(), 2.into()), ("cong.hanoi.gov.vn:8443".into(), 1.into())]);
    assert!(replies[8].text().contains("bao.vn") && !replies[8].text().contains("nguoi-doc"));
    asked(site.clone(), &[get("/embed/members-admitted", &[("referer", "https://bao.vn/")])]);
    drop(site);
    assert_eq!(app.snapshot().revision(), before, "what is seen is nothing that readers are told");
    drop(app);
    let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    let told = asked(web::Data::new(Site::new(app)), &[hosts]).remove(0).text();
    assert!(told.contains("\"host\":\"bao.vn\",\"requests\":3"), "{told}");
}
