//! Others are told: what became public, and which claims of articles no longer hold; signed, again until it is taken, and not twice as
//! something new.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::harness::{Reply, Service};

/// What was received.
struct Taken {
    headers: Vec<(String, String)>,
    body: String,
}

impl Taken {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value)
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// As a receiver does it: the signature is of id, time and body, and the time is now.
    #[track_caller]
    fn is_signed_by(&self, secret: &str) {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let seconds: i64 = self.header("webhook-timestamp").parse().unwrap();
        assert!((jiff::Timestamp::now().as_second() - seconds).abs() < 30, "an old message sent again");
        let signed = format!("{}.{seconds}.{}", self.header("webhook-id"), self.body);
        let mut pads = [[0x36_u8; 64], [0x5c_u8; 64]];
        for pad in &mut pads {
            pad.iter_mut().zip(&key).for_each(|(pad, key)| *pad ^= key);
        }
        let inner = Sha256::new().chain_update(pads[0]).chain_update(&signed).finalize();
        let code = Sha256::new().chain_update(pads[1]).chain_update(inner).finalize();
        assert_eq!(self.header("webhook-signature"), format!("v1,{}", STANDARD.encode(code)));
    }
}

/// Listens on a port of its own, and answers one request after the other as it is told; in the end always 204.
fn receiver(answers: &'static [&'static str]) -> (String, Receiver<Taken>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let (send, taken) = channel();
    std::thread::spawn(move || {
        let mut answers = answers.iter().copied().chain(std::iter::repeat("204 No Content"));
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            lines.read_line(&mut line).unwrap();
            let mut headers = vec![("request".to_owned(), line.trim().to_owned())];
            loop {
                let mut line = String::new();
                lines.read_line(&mut line).unwrap();
                let Some((name, value)) = line.trim().split_once(':') else { break };
                headers.push((name.to_lowercase(), value.trim().to_owned()));
            }
            let length =
                headers.iter().find(|(name, _)| name == "content-length").unwrap().1.parse().unwrap();
            let mut body = vec![0; length];
            lines.read_exact(&mut body).unwrap();
            let answer = answers.next().unwrap();
            let _ = write!(stream, "HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            if send.send(Taken { headers, body: String::from_utf8(body).unwrap() }).is_err() {
                return;
            }
        }
    });
    (address, taken)
}

#[track_caller]
fn next(taken: &Receiver<Taken>) -> Taken {
    taken.recv_timeout(Duration::from_secs(20)).expect("a message within twenty seconds")
}

#[track_caller]
fn posted(service: &Service, token: &str, path: &str, body: &Value) -> Reply {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    service.send("POST", path, &headers, body.to_string().into_bytes())
}

/// Publishes a number of 2023.
#[track_caller]
fn published(service: &Service, publisher: &str, value: u32, as_of: &str) {
    let rows = format!(
        "indicator,organization,period,as_of,measure,value\nmembers-admitted,hanoi,2023,{as_of},actual,{value}\n"
    );
    let _ = service.file(publisher, "text/csv", rows.as_bytes()).has_status(201);
}

fn claim(rounding: &str, printed: &str) -> Value {
    json!({
        "query": "indicator=members-admitted&organization=hanoi&period=2023",
        "article": "https://news.example/bai-viet?a=1&b=2",
        "says": ["value", "direction"],
        "rounding": rounding,
        "printed": printed,
    })
}

#[test]
fn a_message_is_signed_and_sent_again_with_the_same_number_until_it_is_taken() {
    let service = Service::demo();
    let (admin, publisher) = (service.token_of("admin", None), service.token_of("publisher", None));
    let (address, taken) = receiver(&["500 Oops", "302 Found\r\nlocation: /elsewhere"]);
    let set =
        posted(&service, &admin, "/api/v1/webhooks", &json!({ "address": address })).has_status(201).json();
    let secret = set["secret"].as_str().unwrap().to_owned();
    published(&service, &publisher, 12_345, "2023-12-31");
    let first = next(&taken);
    first.is_signed_by(&secret);
    assert_eq!(first.json()["type"], "release");
    let changes = format!("{}/api/v1/changes?from=2&to=3", service.address);
    assert_eq!((&first.json()["changes"], &first.json()["version"]), (&json!(changes), &json!("1.1.0")));
    assert_eq!(first.header("content-type"), "application/json");
    // What was not taken survives the end of the service.
    let service = service.kill_and_restart();
    let second = next(&taken);
    second.is_signed_by(&secret);
    assert_eq!(second.header("webhook-id"), first.header("webhook-id"));
    assert_eq!(second.body, first.body);
    // A redirect is no acceptance, and nobody follows it.
    let third = next(&taken);
    assert_eq!(third.header("webhook-id"), first.header("webhook-id"));
    assert_eq!(third.header("request"), "POST /hook HTTP/1.1");
    assert!(taken.recv_timeout(Duration::from_secs(3)).is_err(), "what was taken is not sent again");
    let bearer = format!("Bearer {admin}");
    let listed = service.get_with("/api/v1/webhooks", &[("authorization", &bearer)]).has_status(200).json();
    assert_eq!(
        (&listed["webhooks"][0]["waiting"], &listed["webhooks"][0]["last"]),
        (&json!(0), &json!("204"))
    );
    assert!(!listed.to_string().contains("whsec_"));
    let _ = posted(&service, &admin, "/api/v1/webhooks/1/end", &json!({})).has_status(200);
    published(&service, &publisher, 12_346, "2023-12-31");
    assert!(taken.recv_timeout(Duration::from_secs(3)).is_err(), "who was ended is told nothing");
    let _ = posted(&service, &admin, "/api/v1/webhooks/1/end", &json!({})).has_status(404);
}

#[test]
fn a_claim_is_stale_from_the_release_that_changes_what_is_printed_of_it() {
    let service = Service::demo();
    let (admin, publisher) = (service.token_of("admin", None), service.token_of("publisher", None));
    let newsroom = service.token_of("newsroom", None);
    published(&service, &publisher, 12_345, "2023-12-31");
    let (address, taken) = receiver(&[]);
    let set =
        posted(&service, &admin, "/api/v1/webhooks", &json!({ "address": address })).has_status(201).json();
    let untrue = posted(&service, &newsroom, "/api/v1/claims", &claim("100", "12400")).has_status(422);
    assert!(untrue.json()["detail"].as_str().unwrap().contains("12300"), "{}", untrue.text());
    let made = posted(&service, &newsroom, "/api/v1/claims", &claim("100", "12300")).has_status(201).json();
    assert_eq!(made["says"], json!({ "value": "12300", "direction": "rise" }));
    assert_eq!(made["stale"], false);
    let stale =
        || service.get("/api/v1/claims/stale").has_status(200).json()["stale"].as_array().unwrap().clone();
    assert!(stale().is_empty());
    let told = |kind: &str| loop {
        let message = next(&taken);
        message.is_signed_by(set["secret"].as_str().unwrap());
        let message = message.json();
        if message["type"] == kind {
            break message;
        }
        assert_eq!(message["type"], "release", "{message}");
    };
    // 12,349 is printed as 12,300 too.
    published(&service, &publisher, 12_349, "2023-12-31");
    let _ = told("release");
    assert!(stale().is_empty());
    published(&service, &publisher, 12_351, "2023-12-31");
    assert_eq!(stale()[0]["differences"], json!([{ "of": "value", "printed": "12300", "now": "12400" }]));
    assert_eq!(told("claim.stale")["claim"]["article"], "https://news.example/bai-viet?a=1&b=2");
    let feed = service.get("/api/v1/claims/stale.atom").has_status(200);
    let feed = roxmltree::Document::parse(feed.text()).unwrap();
    let entries: Vec<_> = feed.descendants().filter(|node| node.has_tag_name("entry")).collect();
    let text = |name: &str| {
        entries[0].descendants().find(|node| node.has_tag_name(name)).and_then(|node| node.text())
    };
    assert_eq!((entries.len(), text("content")), (1, Some("value: 12300 → 12400")));
    assert!(text("title").unwrap().ends_with("https://news.example/bai-viet?a=1&b=2"));
    let of = |host: &str| {
        service.get(&format!("/api/v1/claims/stale?host={host}")).json()["stale"].as_array().unwrap().len()
    };
    assert_eq!((of("news.example"), of("other.example")), (1, 0));
    // Back within the rounding it holds again, and that is told once.
    published(&service, &publisher, 12_348, "2023-12-31");
    let _ = told("claim.holds");
    assert!(stale().is_empty());
    // Far below the year before its direction is another too.
    published(&service, &publisher, 9_000, "2023-12-31");
    let now: Vec<String> = stale()[0]["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["now"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(now, ["9000", "fall"]);
    let _ = told("claim.stale");
    let other = service.token_of("newsroom", None);
    let _ = posted(&service, &other, "/api/v1/claims/1/withdraw", &json!({})).has_status(404);
    let _ = posted(&service, &newsroom, "/api/v1/claims/1/withdraw", &json!({})).has_status(200);
    assert!(stale().is_empty());
    let kept = service.command(&["check"]);
    assert!(kept.status.success(), "{}", String::from_utf8_lossy(&kept.stdout));
}

#[test]
fn nobody_sets_a_webhook_into_the_network_or_claims_what_is_pinned() {
    let service = Service::demo();
    let (admin, newsroom) = (service.token_of("admin", None), service.token_of("newsroom", None));
    for address in ["http://news.example/", "ftp://x/", "https://u:p@news.example/", "http://10.0.0.1/"] {
        let _ = posted(&service, &admin, "/api/v1/webhooks", &json!({ "address": address })).has_status(400);
    }
    let _ = posted(&service, &newsroom, "/api/v1/webhooks", &json!({ "address": "https://a.example/" }))
        .has_status(403);
    let pinned = json!({
        "query": "indicator=members-admitted&organization=hanoi&period=2022&known_on=2023-01-01",
        "article": "https://news.example/a",
    });
    let _ = posted(&service, &newsroom, "/api/v1/claims", &pinned).has_status(400);
    let nothing = json!({
        "query": "indicator=members-admitted&organization=hanoi&period=2031",
        "article": "javascript:alert(1)",
    });
    let _ = posted(&service, &newsroom, "/api/v1/claims", &nothing).has_status(400);
    let nothing = json!({ "query": nothing["query"], "article": "https://news.example/a" });
    let _ = posted(&service, &newsroom, "/api/v1/claims", &nothing).has_status(422);
}
