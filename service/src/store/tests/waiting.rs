//! What waits, of all that was ever filed.

use super::fixtures::{Folder, filing, moment, operator};
use crate::domain::{Filing, Moment, OrganizationCode, Stage, When};
use crate::store::{Decision, Store, StoreError, Waiting};

/// A figure for each of these organizations.
fn of(number: u8, organizations: &[&str]) -> Filing {
    let mut filing = filing(number, organizations.len());
    for (figure, code) in filing.figures.iter_mut().zip(organizations) {
        figure.organization = OrganizationCode::parse(code).unwrap();
    }
    filing
}

#[test]
fn what_waits_is_found_whatever_became_of_it_and_only_what_is_wholly_theirs() {
    let folder = Folder::new("waiting");
    let store = Store::open(&folder.0).unwrap();
    let (at, by) = (moment(), operator());
    let due = Moment { instant: "2026-11-23T03:00:00Z".to_owned(), day: at.day };
    let kept = store.write::<_, StoreError>(|writing| {
        let mut kept = Vec::new();
        for number in 1..=8 {
            kept.push(writing.filing(&of(number, &["ba-dinh"]))?.revision);
        }
        let accept = |filing: usize| writing.decide(kept[filing], [0; 32], Decision::Accepted, &at, &by);
        let release = |filing: usize, when: &When| writing.release(&[kept[filing]], when, &at, &by);
        accept(1)?;
        writing.decide(kept[2], [0; 32], Decision::Returned("why"), &at, &by)?;
        release(3, &When::Now)?;
        release(4, &When::At(due.clone()))?;
        writing.cancel(release(5, &When::At(due.clone()))?, &at, &by, "")?;
        writing.roll_back(release(6, &When::Now)?, &at, &by, "why")?;
        writing.roll_back(release(7, &When::Now)?, &at, &by, "why")?;
        accept(7)?;
        for (number, organizations) in [(9, &["tay-ho"][..]), (10, &["ba-dinh", "tay-ho"])] {
            kept.push(writing.filing(&of(number, organizations))?.revision);
        }
        Ok(kept)
    });
    let kept = kept.unwrap();
    let found = |now: i64, most: usize, theirs: &[&str]| {
        let is_theirs = |code: &OrganizationCode| theirs.contains(&code.as_str());
        let waiting = store.read(|reading| reading.waiting(now, most, is_theirs)).unwrap();
        let place = |one: &Waiting| kept.iter().position(|filing| *filing == one.filing).unwrap();
        waiting.iter().map(place).collect::<Vec<_>>()
    };
    let before = due.millis() - 1;
    assert_eq!(found(before, 99, &["ba-dinh"]), [7, 5, 4, 1, 0]);
    assert_eq!(found(due.millis(), 99, &["ba-dinh"]), [7, 5, 1, 0]);
    assert_eq!(found(before, 99, &["tay-ho"]), [8]);
    assert_eq!(found(before, 99, &["tay-ho", "ba-dinh"]), [9, 8, 7, 5, 4, 1, 0]);
    assert!(found(before, 99, &[]).is_empty());
    assert_eq!(found(before, 4, &["tay-ho", "ba-dinh"]), [9, 8, 7], "the newest, of so many figures");
    // The desk's own list of stages says the same.
    let waits = |stage| matches!(stage, Stage::Filed | Stage::Accepted | Stage::Scheduled);
    let listed = store.read(|reading| reading.filings(before, 99, waits, |_| true)).unwrap();
    let listed: Vec<_> = listed.iter().map(|one| one.filing).collect();
    let same: Vec<_> = [9, 8, 7, 5, 4, 1, 0].map(|place: usize| kept[place]).to_vec();
    assert_eq!(listed, same);
}
