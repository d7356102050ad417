//! A release to come is nowhere before its time, in no answer and no header, and everywhere after it.

use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::harness::{Reply, Service};

const FILE: &str = "indicator,organization,period,as_of,measure,value\n\
    members-admitted,hanoi,2023,2023-12-31,actual,12345\nmembers-admitted,hanoi,2031,,plan,77\n";

/// One of every kind of address that is read.
const SURFACES: [&str; 28] = [
    "/api/v1/figures?indicator=members-admitted&organization=hanoi&period=2015..2024&explain=true",
    "/api/v1/figures.csv?indicator=members-admitted&organization=hanoi&period=2023",
    "/api/v1/figures.jsonstat?indicator=members-admitted&organization=hanoi&period=2023",
    "/api/v1/figures/history?indicator=members-admitted&organization=hanoi&period=2023",
    "/api/v1/changes?since=0",
    "/api/v1/changes?since=2&limit=1",
    "/api/v1/changes.csv?since=2",
    "/api/v1/changes?from=1&to=99",
    "/api/v1/indicators",
    "/api/v1/organizations",
    "/api/v1/periods",
    "/api/v1/charts",
    "/api/v1/sources",
    "/api/v1/forms",
    "/api/v1/limits",
    "/api/v1/catalogue.ttl",
    "/api/v1/figures.zip?indicator=members-admitted&organization=hanoi&period=2022",
    "/indicators/members-admitted",
    "/charts/members-admitted.json",
    "/charts/members-admitted.svg",
    "/charts/members-admitted.csv",
    "/charts/members-admitted",
    "/embed/members-admitted",
    "/sentences/members-admitted",
    "/sentences/members-admitted.json",
    "/studio?chart=members-admitted",
    "/",
    "/readyz",
];

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// What the desk's forms send; shown with a token, as a program does.
#[track_caller]
fn sent(service: &Service, token: &str, path: &str, fields: &str) -> Reply {
    let bearer = bearer(token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    service.send("POST", path, &headers, fields.as_bytes().to_vec())
}

/// Status, every header but the time, and the bytes; of a host that both services have. The front page says to the millisecond
/// when its newest release was: that differs, and the tag and the length with it.
fn told(service: &Service, address: &str) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let reply = service.get_with(address, &[("host", "bao-cao.example")]);
    let is_timed =
        |name: &str| name == "date" || address == "/" && ["etag", "content-length"].contains(&name);
    let mut headers: Vec<_> = reply.headers.iter().filter(|(name, _)| !is_timed(name)).cloned().collect();
    headers.sort();
    if address != "/" {
        return (reply.status, headers, reply.body);
    }
    let text = reply.text();
    let (before, after) = text.split_once("<time ").expect("no newest release");
    let (_, after) = after.split_once("</time>").expect("no time of it");
    (reply.status, headers, [before, after].concat().into_bytes())
}

/// Files as staff, and accepts as a publisher what staff have filed.
fn accepted(service: &Service, staff: &str, publisher: &str) -> String {
    let filed = service.file(staff, "text/csv", FILE.as_bytes()).has_status(201).json();
    assert_eq!((&filed["state"], &filed["revision"]), (&"filed".into(), &serde_json::Value::Null));
    let filing = filed["filing"].as_str().unwrap().to_owned();
    let path = format!("/desk/filings/{filing}/accept");
    let hash: String = Sha256::digest(FILE).iter().map(|byte| format!("{byte:02x}")).collect();
    let _ = sent(service, publisher, &path, &format!("sha256={}", "0".repeat(64))).has_status(409);
    let _ = sent(service, staff, &path, &format!("sha256={hash}")).has_status(403);
    let _ = sent(service, publisher, &path, &format!("sha256={hash}")).has_status(303);
    filing
}

#[test]
fn before_its_instant_a_release_is_nowhere_and_after_it_everywhere() {
    let (embargoed, without, at_once) = (Service::demo(), Service::demo(), Service::demo());
    let publisher = embargoed.token_of("publisher", None);
    let staff = embargoed.token_of("filer", Some("hanoi"));
    // One that nobody releases leaves no hole in what readers count.
    let _ = embargoed.file(&staff, "text/csv", FILE.replace("77", "78").as_bytes()).has_status(201);
    let filing = accepted(&embargoed, &staff, &publisher);
    assert_eq!(filing, "4");
    let _ = at_once.file(&at_once.token("hanoi"), "text/csv", FILE.as_bytes()).has_status(201);
    let hanoi = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
    let due = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(6);
    let at = due.to_zoned(hanoi).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let _ = sent(&embargoed, &publisher, "/desk/releases", &format!("filing={filing}&when=at&at={at}"))
        .has_status(303);
    // The instant was written to the second.
    let last = due - jiff::SignedDuration::from_millis(1_200);
    let mut rounds = 0;
    while rounds == 0 || jiff::Timestamp::now() < last {
        for address in SURFACES {
            let (here, there) = (told(&embargoed, address), told(&without, address));
            if jiff::Timestamp::now() < last {
                assert_eq!(here, there, "{address} gives the release away");
            }
        }
        // These say to the millisecond when the demonstration was loaded.
        let releases = embargoed.get("/api/v1/releases").json()["releases"].as_array().map(Vec::len);
        assert!(releases == Some(1) || jiff::Timestamp::now() >= last);
        rounds += 1;
    }
    let query = "indicator=members-admitted&organization=hanoi&period=2023";
    let started = Instant::now();
    while embargoed.figures(query).rows()[0]["actual"] != 12345 {
        assert!(started.elapsed() < Duration::from_secs(30), "it never came");
        std::thread::sleep(Duration::from_millis(5));
    }
    for address in SURFACES {
        assert_eq!(told(&embargoed, address), told(&at_once, address), "{address} is not of the release");
    }
    let releases = embargoed.get("/api/v1/releases").has_status(200).json();
    assert_eq!(
        (&releases["releases"][0]["revision"], &releases["releases"][0]["filings"]),
        (&"3".into(), &1.into())
    );
}

#[test]
fn a_release_that_is_rolled_back_is_gone_but_for_who_asks_what_changed() {
    let service = Service::demo();
    let publisher = service.token_of("publisher", None);
    let filing = accepted(&service, &service.token_of("filer", Some("hanoi")), &publisher);
    let query = "indicator=members-admitted&organization=hanoi&period=2023";
    let before = service.figures(query).rows()[0]["actual"].clone();
    let _ =
        sent(&service, &publisher, "/desk/releases", &format!("filing={filing}&when=now")).has_status(303);
    assert_eq!(service.figures(query).rows()[0]["actual"], 12345);
    let page = service.get_with("/desk/releases", &[("authorization", &bearer(&publisher))]).has_status(200);
    let page = page.text();
    let action =
        page.split('"').find(|part| part.ends_with("/roll-back")).expect("no way to roll back").to_owned();
    let _ = sent(&service, &publisher, &action, "reason=").has_status(422);
    let _ = sent(&service, &publisher, &action, "reason=wrong+file").has_status(303);
    assert_eq!(service.figures(query).rows()[0]["actual"], before);
    let changes = service.get("/api/v1/changes?from=3&to=4").has_status(200).json();
    let kinds: Vec<_> =
        changes["changes"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["withdrawn", "withdrawn"]);
    let releases = service.get("/api/v1/releases").json();
    assert_eq!(releases["releases"][0]["rolled_back"]["revision"], "4");
    assert!(service.command(&["audit", "verify"]).status.success());
    let again = service.kill_and_restart();
    assert_eq!(again.figures(query).rows()[0]["actual"], before);
}

#[test]
fn an_operator_releases_and_takes_back_on_the_command_line_and_the_log_tells() {
    let service = Service::demo();
    let staff = service.token_of("filer", Some("hanoi"));
    let filed = service.file(&staff, "text/csv", FILE.as_bytes()).has_status(201).json();
    let filing = filed["filing"].as_str().unwrap();
    let query = "indicator=members-admitted&organization=hanoi&period=2023";
    let before = service.figures(query).rows()[0]["actual"].clone();
    let said = |words: &[&str]| {
        let done = service.command(&[&["release"], words].concat());
        let told = [done.stdout, done.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (done.status.success(), told.trim_end().to_owned())
    };
    let (_, waiting) = said(&["waiting"]);
    let sha256 = waiting.split(' ').next_back().unwrap().to_owned();
    assert!(waiting.starts_with(&format!("{filing} filed ")), "{waiting}");
    // Nobody has looked at it, or at other bytes.
    let (done, told) = said(&["new", filing]);
    assert!(!done && told.contains("is filed"), "{told}");
    let (done, told) = said(&["accept", filing, &"0".repeat(64)]);
    assert!(!done && told.contains("another SHA-256"), "{told}");
    assert!(said(&["accept", filing, &sha256]).0);
    let (done, told) = said(&["new", filing, "--at", "2020-01-01T00:00"]);
    assert!(!done && told.contains("not to come"), "{told}");
    assert_eq!(service.figures(query).rows()[0]["actual"], before);
    let (done, told) = said(&["new", filing]);
    let release = told.split(' ').next_back().unwrap();
    assert!(done, "{told}");
    assert_eq!(service.figures(query).rows()[0]["actual"], 12345);
    let listed = said(&["list"]).1;
    let first = listed.lines().next().unwrap();
    assert!(
        release == "public-3"
            && first.starts_with("public-3 decision-4 ")
            && first.ends_with(&format!("public cli {filing}")),
        "{listed}"
    );
    assert!(!said(&["roll-back", release]).0 && !said(&["roll-back", release, "--reason", " "]).0);
    // The decision's number is not the readers'.
    let (done, told) = said(&["roll-back", "4", "--reason", "a slip"]);
    assert!(!done && told.contains("decision 4 made public release 3: write public-3"), "{told}");
    assert!(said(&["roll-back", release, "--reason", "a slip"]).0);
    assert!(!said(&["roll-back", release, "--reason", "a slip"]).0, "twice");
    assert_eq!(service.figures(query).rows()[0]["actual"], before);
    assert!(said(&["list"]).1.lines().next().unwrap().contains(" rolled-back cli "));
    // One to come is there by its number before it is public.
    assert!(said(&["accept", filing, &sha256]).0);
    assert!(said(&["new", filing, "--at", "2099-01-01T08:00"]).0);
    let listed = said(&["list"]).1;
    assert!(listed.lines().next().unwrap().contains(" 2099-01-01T08:00 to-come cli "), "{listed}");
    assert_eq!(service.figures(query).rows()[0]["actual"], before);
    let log = service.command(&["audit", "list"]);
    let log = String::from_utf8(log.stdout).unwrap();
    for act in ["accept", "release", "roll-back"] {
        assert!(log.lines().any(|row| row.contains(&format!(" cli admin - {act} "))), "{act}: {log}");
    }
    assert!(service.command(&["audit", "verify"]).status.success());
}
