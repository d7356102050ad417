//! `kill -9` at random moments: what was acknowledged is there, what is there is whole, and `baocao check` agrees.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use crate::harness::Service;

/// Figures of one filing: enough pages that a kill can fall into the middle of writing them.
const FIGURES: u32 = 240;

/// A filing of a number: every figure has it as its value, so that one of another filing shows.
fn filing(number: u32) -> String {
    let mut text = String::from("indicator,organization,period,as_of,measure,value\n");
    for place in 0..FIGURES {
        let (organization, year, month) =
            (ORGANIZATIONS[(place % 4) as usize], 2004 + place / 48, place / 4 % 12 + 1);
        let day = "2023-12-31";
        text += &format!("members-admitted,{organization},{year}-{month:02},{day},actual,{number}\n");
    }
    text
}

const ORGANIZATIONS: [&str; 4] = ["ba-dinh", "tay-ho", "dong-da", "ha-dong"];

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// As many filings in all, and a kill after every few of them.
fn torture(filings: u32) -> u32 {
    let mut service = Service::demo();
    let token = service.token("hanoi");
    let mut chance = Chance(20_261_122);
    let (mut sent, mut kills) = (0, 0);
    let mut kept: Vec<(u32, u64, String)> = Vec::new();
    while sent < filings {
        let acknowledged = std::sync::Mutex::new(Vec::new());
        let (first, stop) = (sent + 1, AtomicBool::new(false));
        let tried = AtomicU32::new(sent);
        let address = service.address.clone();
        let patience = Duration::from_micros(chance.next(120_000));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for number in first..=filings {
                    tried.store(number, Ordering::SeqCst);
                    let reply = ureq::post(format!("{address}/api/v1/filings"))
                        .header("authorization", format!("Bearer {token}"))
                        .header("content-type", "text/csv")
                        .send(filing(number));
                    let Ok(mut reply) = reply else { break };
                    let Ok(body) = reply.body_mut().read_json::<serde_json::Value>() else { break };
                    let revision = body["revision"].as_str().unwrap().parse().unwrap();
                    acknowledged.lock().unwrap().push((
                        number,
                        revision,
                        body["receipt"].as_str().unwrap().to_owned(),
                    ));
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                }
            });
            std::thread::sleep(patience);
            service.kill();
            stop.store(true, Ordering::SeqCst);
        });
        kills += 1;
        kept.extend(acknowledged.into_inner().unwrap());
        sent = tried.into_inner();
        // As the kill left it: before anything has opened the store again.
        let checked = service.command(&["check"]);
        let told = String::from_utf8_lossy(&[checked.stdout, checked.stderr].concat()).into_owned();
        assert!(checked.status.success(), "after kill {kills}, filing {sent}: {told}");
        service = service.kill_and_restart();
        whole(&service, &kept, sent);
    }
    held_to_their_receipts(&service, &kept);
    kills
}

/// The newest filing that is there is there with every figure, and is not older than the last that was acknowledged.
fn whole(service: &Service, kept: &[(u32, u64, String)], sent: u32) {
    let organizations = ORGANIZATIONS.join(",");
    let query = format!("indicator=members-admitted&organization={organizations}&period=2004-01..2008-12");
    let rows = service.figures(&query).has_status(200).rows();
    assert_eq!(rows.len(), FIGURES as usize);
    let value = rows[0]["actual"].as_u64();
    let parts: Vec<_> = rows.iter().filter(|row| row["actual"].as_u64() != value).collect();
    assert!(parts.is_empty(), "half a filing is there beside {value:?}: {parts:?}");
    let last = kept.last().map_or(0, |(number, ..)| u64::from(*number));
    let value = value.unwrap_or(0);
    assert!(value >= last, "{last} was acknowledged, and {value} is there");
    assert!(value <= u64::from(sent), "{value} was never sent");
}

/// Every filing that was acknowledged has the revision it was told, once, and the log holds its receipt.
fn held_to_their_receipts(service: &Service, kept: &[(u32, u64, String)]) {
    let token = service.token("hanoi");
    for (number, revision, receipt) in kept {
        let again = service.file(&token, "text/csv", filing(*number).as_bytes()).has_status(200).json();
        assert_eq!((&again["unchanged"], &again["receipt"]), (&true.into(), &receipt.as_str().into()));
        assert_eq!(again["revision"], revision.to_string());
    }
    let receipts = kept.iter().map(|(.., receipt)| receipt.as_str()).collect::<Vec<_>>().join(",");
    if !receipts.is_empty() {
        let verified = service.command(&["audit", "verify", "--receipt", &receipts]);
        assert!(verified.status.success(), "{verified:?}");
    }
}

#[expect(clippy::print_stdout, reason = "`just torture` tells how often it killed")]
#[test]
fn kills_at_random_moments_lose_nothing_acknowledged_and_leave_nothing_half_filed() {
    let filings = std::env::var("TORTURE_FILINGS").ok().and_then(|count| count.parse().ok()).unwrap_or(12);
    let kills = torture(filings);
    println!(
        "{filings} filings, {kills} kills: nothing acknowledged lost, nothing half filed, the check agrees each time"
    );
    assert!(kills > 0);
}
