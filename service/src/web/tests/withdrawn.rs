//! Charts that were withdrawn, and those that only some hosts may frame.

use std::sync::Arc;

use actix_web::http::{Method, StatusCode, header};
use actix_web::web;

use super::{Folder, Reply, asked};
use crate::app::{App, LoadError};
use crate::config::Settings;
use crate::domain::{Actor, Moment};
use crate::intake::catalogue::Tables;
use crate::intake::demo;
use crate::web::routes::READS;
use crate::web::site::Site;

const GONE: &str = "members-admitted";

/// `charts.csv` of the demonstration with more columns, and what stands in them for one chart.
fn charts(slug: &str, columns: &str, cells: &str) -> Vec<u8> {
    let tables = demo::tables();
    let text = std::str::from_utf8(tables.get("charts.csv").unwrap()).unwrap().to_owned();
    let none = ",".repeat(columns.matches(',').count());
    let mut out = String::new();
    for (at, line) in text.lines().enumerate() {
        let more = if at == 0 {
            columns
        } else if line.starts_with(&format!("{slug},")) {
            cells
        } else {
            &none
        };
        out.push_str(&format!("{line},{more}\n"));
    }
    out.into_bytes()
}

const COLUMNS: &str = "withdrawn_on,withdrawn_vi,withdrawn_en,successor";
const CELLS: &str = "2026-11-20,Đã gộp.,Merged.,investment-2024";

fn load(app: &App, charts: Vec<u8>) -> Result<(), String> {
    let tables = Tables::default()
        .with("indicators.csv", demo::tables().get("indicators.csv").unwrap().to_vec())
        .with("organizations.csv", demo::tables().get("organizations.csv").unwrap().to_vec())
        .with("sources.csv", demo::tables().get("sources.csv").unwrap().to_vec())
        .with("charts.csv", charts);
    match app.load_tables(&tables, &Actor::operator("cli"), &Moment::now()) {
        Ok(_) => Ok(()),
        Err(LoadError::Faulty(problems)) => Err(problems
            .iter()
            .map(|one| format!("{} {}", one.code(), one.value))
            .collect::<Vec<_>>()
            .join("; ")),
        Err(LoadError::Store(wrong)) => panic!("{wrong}"),
    }
}

fn app(folder: &Folder) -> Arc<App> {
    let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    app
}

fn get(app: &Arc<App>, addresses: &[&str]) -> Vec<Reply> {
    let sent = |address: &&str| (Method::GET, (*address).to_owned(), Vec::new(), String::new());
    asked(web::Data::new(Site::new(app.clone())), &addresses.iter().map(sent).collect::<Vec<_>>())
}

#[test]
fn a_withdrawn_chart_leaves_a_tombstone_at_each_of_its_addresses() {
    let folder = Folder::new("withdrawn");
    let app = app(&folder);
    load(&app, charts(GONE, COLUMNS, CELLS)).unwrap();
    let of_charts = READS.iter().map(|read| read.path).filter(|path| path.contains("{slug}"));
    let mut addresses: Vec<String> = of_charts.map(|path| path.replace("{slug}", GONE)).collect();
    assert!(addresses.len() >= 11, "{addresses:?}");
    for format in ["json", "xml"] {
        addresses.push(format!("/oembed?url=http://host:8080/charts/{GONE}&format={format}"));
    }
    addresses.push(format!("/charts/{GONE}.png?size=card"));
    let replies = get(&app, &addresses.iter().map(String::as_str).collect::<Vec<_>>());
    for (address, reply) in addresses.iter().zip(replies) {
        assert_eq!(reply.status, StatusCode::GONE, "{address}");
        assert!(reply.header(header::CACHE_CONTROL).contains("max-age=60"), "{address}");
        let told = reply.header(header::CONTENT_TYPE) == "image/png" || {
            let text = reply.text();
            text.contains("Đã gộp.") && text.contains("20/11/2026") && !text.contains("serde")
        };
        assert!(told, "{address}: {}", reply.text());
    }
    let lists = get(&app, &["/", "/studio", "/api/v1/charts"]);
    assert!(!lists[0].text().contains("/charts/members-admitted") && !lists[1].text().contains(GONE));
    assert!(lists[2].text().contains("\"withdrawn\":{\"on\":\"2026-11-20\""));
}

#[test]
fn a_tombstone_speaks_the_reader_s_language_and_names_what_takes_its_place() {
    let folder = Folder::new("withdrawn-en");
    let app = app(&folder);
    load(&app, charts(GONE, COLUMNS, CELLS)).unwrap();
    for (address, link) in [
        (format!("/charts/{GONE}?lang=en"), "http://host:8080/charts/investment-2024?lang=en"),
        (
            format!("/embed/{GONE}?lang=en&known_on=2022-12-31"),
            "http://host:8080/charts/investment-2024?lang=en",
        ),
        (format!("/charts/{GONE}.json?lang=en"), "/charts/investment-2024?lang=en"),
    ] {
        let text = get(&app, &[&address])[0].text();
        assert!(text.contains("Merged.") && text.contains(link), "{address}: {text}");
    }
}

#[test]
fn a_chart_is_shown_until_the_day_of_its_withdrawal_and_its_tombstone_is_as_high_as_it_was() {
    let folder = Folder::new("withdrawn-later");
    let app = app(&folder);
    let height = |svg: &str| svg.split_once(" height=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    load(&app, charts(GONE, COLUMNS, "2999-01-01,Đã gộp.,,")).unwrap();
    let shown = get(&app, &["/charts/members-admitted.svg"]).remove(0);
    assert_eq!(shown.status, StatusCode::OK);
    load(&app, charts(GONE, COLUMNS, CELLS)).unwrap();
    let gone = get(&app, &["/charts/members-admitted.svg"]).remove(0);
    assert_eq!(gone.status, StatusCode::GONE);
    assert_eq!(height(&gone.text()), height(&shown.text()));
}

#[test]
fn a_slug_is_neither_dropped_nor_used_again_nor_given_another_meaning() {
    let folder = Folder::new("slugs");
    let app = app(&folder);
    let without = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        let kept = text.lines().filter(|line| !line.starts_with("members-admitted,"));
        kept.map(|line| format!("{line}\n")).collect::<String>().into_bytes()
    };
    let plain = || demo::tables().get("charts.csv").unwrap().to_vec();
    assert_eq!(load(&app, without(plain())), Err("chart-dropped members-admitted".into()));
    let other = String::from_utf8(plain()).unwrap().replacen(
        "indicator=members-admitted&",
        "indicator=disciplined&",
        1,
    );
    assert_eq!(load(&app, other.into_bytes()), Err("slug-of-another-meaning members-admitted".into()));
    let longer = String::from_utf8(plain()).unwrap().replacen("period=2021..2022", "period=2020..2022", 1);
    assert_eq!(load(&app, longer.into_bytes()), Ok(()), "periods may come along");
    load(&app, charts(GONE, COLUMNS, CELLS)).unwrap();
    assert_eq!(load(&app, plain()), Err("chart-withdrawn members-admitted".into()));
    let later = charts(GONE, COLUMNS, "2999-01-01,Đã gộp.,,");
    assert_eq!(load(&app, later), Err("chart-withdrawn members-admitted".into()));
    assert_eq!(
        load(&app, without(charts(GONE, COLUMNS, CELLS))),
        Err("chart-dropped members-admitted".into())
    );
}

#[test]
fn only_the_hosts_that_a_chart_names_may_frame_it() {
    let folder = Folder::new("hosts");
    let app = app(&folder);
    let policy = |app: &Arc<App>| {
        let reply = get(app, &["/embed/members-admitted"]).remove(0);
        reply.header(header::CONTENT_SECURITY_POLICY).to_owned()
    };
    assert!(policy(&app).ends_with("frame-ancestors *"));
    load(&app, charts(GONE, "hosts", "*.hanoi.gov.vn; baochinhphu.vn")).unwrap();
    assert!(
        policy(&app).ends_with("frame-ancestors 'self' *.hanoi.gov.vn baochinhphu.vn"),
        "{}",
        policy(&app)
    );
    for (cells, told) in
        [("https://a.vn", "invalid-host https://a.vn"), ("a.vn 'none'", "invalid-host a.vn 'none'")]
    {
        assert_eq!(load(&app, charts(GONE, "hosts", cells)), Err(told.into()));
    }
}

#[test]
fn a_withdrawal_has_a_day_a_reason_and_only_another_chart_in_its_place() {
    let folder = Folder::new("withdrawals");
    let app = app(&folder);
    for (cells, told) in [
        (",Vì sao,,", "required Vì sao"),
        ("2026-11-20,,Why,", "required "),
        ("2026-11-20,Vì sao,,members-admitted", "invalid-successor members-admitted"),
        ("2026-11-20,Vì sao,,nowhere", "invalid-successor nowhere"),
        ("yesterday,Vì sao,,", "invalid-date yesterday"),
    ] {
        assert_eq!(load(&app, charts(GONE, COLUMNS, cells)), Err(told.into()), "{cells}");
    }
}
