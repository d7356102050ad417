//! What was acknowledged stays; what was not is not there by half.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::harness::Service;

const HEADER: &str = "indicator,organization,period,as_of,measure,value\n";

/// Two figures of one filing, so that a half of it would show.
fn filing(number: u32) -> String {
    let day = "2023-12-31";
    format!(
        "{HEADER}members-admitted,ba-dinh,2023,{day},actual,{number}\nmembers-admitted,tay-ho,2023,{day},actual,{number}\n"
    )
}

fn actual(service: &Service, organization: &str) -> i64 {
    let query = format!("indicator=members-admitted&organization={organization}&period=2023");
    service.figures(&query).rows()[0]["actual"].as_i64().unwrap_or(0)
}

#[test]
fn a_kill_loses_nothing_acknowledged_and_leaves_nothing_half_filed() {
    let mut service = Service::demo();
    let token = service.token("hanoi");
    let mut acknowledged = 0;
    for round in 0..3_u32 {
        let (done, stop) = (AtomicU32::new(acknowledged), AtomicBool::new(false));
        let address = service.address.clone();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for number in round * 1_000 + 1.. {
                    let sent = ureq::post(format!("{address}/api/v1/filings"))
                        .header("authorization", format!("Bearer {token}"))
                        .header("content-type", "text/csv")
                        .send(filing(number));
                    if sent.is_err() || stop.load(Ordering::Relaxed) {
                        break;
                    }
                    done.store(number, Ordering::SeqCst);
                }
            });
            while done.load(Ordering::SeqCst) < round * 1_000 + 10 {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            service.kill();
            stop.store(true, Ordering::Relaxed);
        });
        acknowledged = done.load(Ordering::SeqCst);
        service = service.kill_and_restart();
        let (one, other) = (actual(&service, "ba-dinh"), actual(&service, "tay-ho"));
        assert_eq!(one, other, "half a filing is there");
        assert!(one >= i64::from(acknowledged), "{one} is there, {acknowledged} was acknowledged");
    }
}

#[test]
fn a_second_start_keeps_what_was_filed_and_the_demonstration_comes_once() {
    let service = Service::demo();
    let token = service.token("hanoi");
    service.file(&token, "text/csv", filing(7).as_bytes()).has_status(201).json();
    let revision =
        service.figures("indicator=members-admitted&organization=hanoi&period=2021").json()["revision"]
            .clone();
    let service = service.kill_and_restart();
    assert_eq!(actual(&service, "ba-dinh"), 7);
    let again = service.figures("indicator=members-admitted&organization=hanoi&period=2021").json();
    assert_eq!(again["revision"], revision);
}

#[test]
fn the_demonstration_never_goes_into_a_store_that_holds_anything() {
    let service = Service::empty();
    let catalogue = concat!(env!("CARGO_MANIFEST_DIR"), "/demo");
    let output = service.command(&["catalogue", "load", catalogue]);
    assert!(output.status.success(), "{output:?}");
    let restarted = service.kill_and_restart_with_demo();
    let row = restarted.figures("indicator=members-admitted&organization=hanoi&period=2021").rows().remove(0);
    assert_eq!(row["status"], "L", "figures came in with the demonstration: {row}");
}

#[test]
fn two_filings_at_once_are_both_kept() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let address = &service.address;
    std::thread::scope(|scope| {
        for (number, organization) in ["ba-dinh", "tay-ho", "dong-da", "ha-dong"].iter().enumerate() {
            let body =
                format!("{HEADER}members-admitted,{organization},2023,2023-12-31,actual,{}\n", number + 1);
            let bearer = format!("Bearer {token}");
            scope.spawn(move || {
                let sent = ureq::post(format!("{address}/api/v1/filings"));
                sent.header("authorization", bearer).header("content-type", "text/csv").send(body).unwrap();
            });
        }
    });
    assert_eq!(actual(&service, "hanoi"), 1 + 2 + 3 + 4);
}

#[test]
fn the_whole_demonstration_filed_again_changes_nothing() {
    let service = Service::demo();
    let revision = |service: &Service| {
        let query = "indicator=members-admitted&organization=hanoi&period=2021";
        service.figures(query).json()["revision"].as_str().map(str::to_owned)
    };
    let before = revision(&service);
    let output = service.command(&["file", concat!(env!("CARGO_MANIFEST_DIR"), "/demo/figures.csv")]);
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("unchanged"), "{output:?}");
    assert_eq!(revision(&service), before);
}
