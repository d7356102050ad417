//! What is filed is seen when it is released, and not before.

use std::sync::LazyLock;

use super::forms::{disbursed, file_on, filed};
use super::*;
use crate::domain::{EventKind, IndicatorCode};
use crate::domain::{Query, Since};
use crate::rollup::vintages::Wanted;
use crate::rollup::vintages::{DifferenceKind, Differences};

/// Files as somebody who may not release.
fn hold(app: &App, text: &str) -> (Revision, [u8; 32]) {
    let (bytes, at) = (text.as_bytes(), day("2026-11-22"));
    let filer = Actor { name: "staff".to_owned(), role: Role::Filer, organization: None };
    let submission = Submission { bytes, format: Format::Csv, filer, at, handling: Handling::default() };
    let accepted = app.accept(&submission).unwrap();
    assert_eq!((accepted.stage, accepted.revision), (Stage::Filed, None));
    (accepted.filing, hash(bytes))
}

pub(super) fn accepted(app: &App, text: &str, at: &Moment) -> Revision {
    let (filing, sha256) = hold(app, text);
    app.approve(filing, sha256, by(at)).unwrap();
    filing
}

pub(super) fn by(at: &Moment) -> By<'_> {
    static PUBLISHER: LazyLock<Actor> = LazyLock::new(|| Actor { role: Role::Publisher, ..operator() });
    By { actor: &PUBLISHER, at }
}

pub(super) fn soon(milliseconds: i64) -> When {
    let instant = jiff::Timestamp::now() + jiff::SignedDuration::from_millis(milliseconds);
    When::At(Moment { instant: instant.to_string(), day: "2026-11-24".parse().unwrap() })
}

/// What was admitted in a month, as it was known on a day.
pub(super) fn known(app: &App, month: u32, known_on: &str) -> Option<i64> {
    let (period, organization) = (format!("2024-{month:02}"), "ba-dinh");
    let asked = [("indicator", "members-admitted"), ("organization", organization), ("period", &period)];
    let query = Query { known_on: known_on.parse().ok(), ..Query::parse(asked).unwrap() };
    let report = app.answer(&query, "2030-01-01".parse().unwrap()).unwrap();
    report.rows[0].actual.map(|amount| amount.to_string().parse().unwrap())
}

pub(super) fn now(app: &App, month: u32) -> Option<i64> {
    known(app, month, "2030-01-01")
}

fn changes(app: &App, since: u64) -> Differences {
    let wanted = Wanted {
        indicators: vec![IndicatorCode::parse("members-admitted").unwrap()],
        organizations: Vec::new(),
        most: 100,
    };
    app.changes(&wanted, &Since::Revision(Revision(since)), "2030-01-01".parse().unwrap()).unwrap()
}

#[test]
fn a_filing_is_seen_when_it_is_released_and_known_from_that_day() {
    let folder = Folder::new();
    let app = folder.demo();
    let (filing, sha256) = hold(&app, &admissions(1, 7));
    assert_eq!((filing, now(&app, 1), app.snapshot().revision()), (Revision(3), None, Revision(2)));
    // A hidden filing leaves no hole in what readers count.
    assert_eq!(file(&app, &admissions(2, 9)).unwrap().revision, Some(Revision(3)));
    let at = day("2026-11-24");
    assert!(matches!(
        app.release(&[filing], &When::Now, by(&at)),
        Err(DecisionError::Not { is: Stage::Filed, .. })
    ));
    assert!(matches!(app.approve(filing, [0; 32], by(&at)), Err(DecisionError::OtherBytes(_))));
    app.approve(filing, sha256, by(&at)).unwrap();
    assert_eq!(now(&app, 1), None);
    app.release(&[filing], &When::Now, by(&at)).unwrap();
    assert_eq!((now(&app, 1), app.snapshot().revision()), (Some(7), Revision(4)));
    assert_eq!((known(&app, 1, "2026-11-23"), known(&app, 1, "2026-11-24")), (None, Some(7)));
    let again = file(&app, &admissions(1, 7)).unwrap();
    assert_eq!((again.filing, again.revision, again.unchanged), (filing, Some(Revision(4)), true));
    assert_eq!(changes(&app, 3).changes.len(), 1);
}

#[test]
fn what_was_returned_is_not_released_until_it_is_accepted() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-23");
    let (filing, sha256) = hold(&app, &admissions(1, 7));
    assert!(matches!(app.send_back(filing, sha256, " ", by(&at)), Err(DecisionError::NoReason)));
    app.send_back(filing, sha256, "the month is not over", by(&at)).unwrap();
    assert!(matches!(
        app.release(&[filing], &When::Now, by(&at)),
        Err(DecisionError::Not { is: Stage::Returned, .. })
    ));
    app.approve(filing, sha256, by(&at)).unwrap();
    app.release(&[filing], &When::Now, by(&at)).unwrap();
    assert!(matches!(
        app.send_back(filing, sha256, "too late", by(&at)),
        Err(DecisionError::Not { is: Stage::Public, .. })
    ));
    assert!(matches!(app.release(&[], &When::Now, by(&at)), Err(DecisionError::Nothing)));
    let unknown = app.release(&[Revision(99)], &When::Now, by(&at));
    assert!(matches!(unknown, Err(DecisionError::Unknown(99))));
}

#[test]
fn a_release_to_come_is_not_there_before_and_whole_after_also_without_the_file() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-22");
    let filings = [accepted(&app, &admissions(1, 7), &at), accepted(&app, &admissions(2, 9), &at)];
    assert!(matches!(app.release(&filings, &soon(0), by(&at)), Err(DecisionError::NotToCome)));
    let before = app.snapshot();
    app.release(&filings, &soon(2_000), by(&at)).unwrap();
    let third = accepted(&app, &admissions(3, 1), &at);
    app.release(&[third], &soon(2_600), by(&at)).unwrap();
    let cancelled = app.release(&[accepted(&app, &admissions(4, 1), &at)], &soon(60_000), by(&at)).unwrap();
    app.cancel(cancelled, "", by(&at)).unwrap();
    assert!(matches!(app.cancel(cancelled, "", by(&at)), Err(DecisionError::Unknown(_))));
    assert_eq!((app.snapshot().revision(), app.snapshot().len()), (before.revision(), before.len()));
    assert_eq!(app.snapshot().periods(), before.periods());
    std::fs::rename(folder.0.join("baocao.sqlite"), folder.0.join("elsewhere")).unwrap();
    // Nothing stands between nothing of it and all of it.
    let seen = |app: &App| {
        let cube = app.snapshot();
        (cube.revision().0, cube.len() - before.len())
    };
    let mut states = Vec::new();
    assert!(eventually(|| {
        states.push(seen(&app));
        states.last() == Some(&(4, 3))
    }));
    states.dedup();
    assert_eq!(states, [(2, 0), (3, 2), (4, 3)]);
    assert_eq!((now(&app, 1), now(&app, 2), now(&app, 4)), (Some(7), Some(9), None));
    assert_eq!(known(&app, 1, "2026-11-23"), None);
    std::fs::rename(folder.0.join("elsewhere"), folder.0.join("baocao.sqlite")).unwrap();
    let again = folder.open();
    assert_eq!((again.snapshot().revision(), now(&again, 3)), (Revision(4), Some(1)));
}

#[test]
fn what_is_made_public_just_before_a_release_comes_due_waits_for_it() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-22");
    app.release(&[accepted(&app, &admissions(1, 7), &at)], &soon(1_800), by(&at)).unwrap();
    std::thread::sleep(Duration::from_millis(900));
    assert_eq!(file(&app, &admissions(2, 9)).unwrap().revision, Some(Revision(4)));
    assert_eq!(now(&app, 1), Some(7));
}

#[test]
fn what_is_rolled_back_is_shown_to_who_asks_what_was_known_before() {
    let folder = Folder::new();
    let app = folder.demo();
    file(&app, &admissions(1, 7)).unwrap();
    let at = day("2026-11-24");
    let filings = [accepted(&app, &admissions(1, 8), &at), accepted(&app, &admissions(2, 9), &at)];
    let release = app.release(&filings, &When::Now, by(&at)).unwrap();
    assert_eq!((now(&app, 1), now(&app, 2)), (Some(8), Some(9)));
    let later = day("2026-11-26");
    assert!(matches!(app.roll_back(release, "", by(&later)), Err(DecisionError::NoReason)));
    app.roll_back(release, "the wrong file", by(&later)).unwrap();
    assert!(matches!(app.roll_back(release, "again", by(&later)), Err(DecisionError::Over(_))));
    assert!(matches!(app.roll_back(release + 9, "none", by(&later)), Err(DecisionError::Over(_))));
    for app in [&app, &folder.open()] {
        assert_eq!((now(app, 1), now(app, 2)), (Some(7), None));
        assert_eq!((known(app, 1, "2026-11-25"), known(app, 2, "2026-11-25")), (Some(8), Some(9)));
        let page = changes(app, 4);
        let told: Vec<_> = page.changes.iter().map(|one| (one.kind, one.after.is_some())).collect();
        assert_eq!(told, [(DifferenceKind::Revised, true), (DifferenceKind::Withdrawn, false)]);
        assert_eq!(changes(app, 5).changes.len(), 0);
        assert_eq!(changes(app, 3).changes.len(), 0, "what came and went is no change");
    }
    // What was taken back may come again, once somebody has looked at it anew.
    let refused = app.release(&filings, &When::Now, by(&later));
    assert!(matches!(refused, Err(DecisionError::Not { is: Stage::RolledBack, .. })));
    app.approve(filings[1], hash(admissions(2, 9).as_bytes()), by(&later)).unwrap();
    app.release(&filings[1..], &When::Now, by(&later)).unwrap();
    assert_eq!((now(&app, 1), now(&app, 2), app.snapshot().revision()), (Some(7), Some(9), Revision(6)));
    assert_eq!(known(&app, 2, "2026-11-25"), Some(9));
}

#[test]
fn of_two_filings_in_one_release_the_later_one_corrects() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-24");
    let dated = |day: &str, value: u32| {
        format!(
            "indicator,organization,period,as_of,measure,value,source\n\
             members-admitted,ba-dinh,2024-01,{day},actual,{value},dantri-2024-q3\n"
        )
    };
    let filings =
        [("2024-01-31", 7), ("2024-01-30", 8)].map(|(day, value)| accepted(&app, &dated(day, value), &at));
    app.release(&filings, &When::Now, by(&at)).unwrap();
    assert_eq!(now(&app, 1), Some(8));
    assert_eq!(now(&folder.open(), 1), Some(8));
}

#[test]
fn the_order_of_what_is_public_is_that_of_a_service_that_starts_now() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-22");
    let to_come = app.release(&[accepted(&app, &admissions(1, 7), &at)], &soon(1_800), by(&at)).unwrap();
    file(&app, &admissions(2, 9)).unwrap();
    assert!(eventually(|| app.snapshot().revision() == Revision(4)));
    app.roll_back(to_come, "the wrong file", by(&day("2026-11-24"))).unwrap();
    let events = |app: &App| -> Vec<(u64, EventKind)> {
        let state = app.state.load_full();
        state.public().iter().map(|one| (one.event.id, one.event.kind.clone())).collect()
    };
    assert_eq!(events(&app), events(&folder.open()));
    assert_eq!(events(&app).iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 2, 5, 4, 6]);
}

#[test]
fn who_may_not_release_neither_accepts_nor_takes_back() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-24");
    let staff = Actor { name: "staff".to_owned(), role: Role::Filer, organization: None };
    let by_staff = By { actor: &staff, at: &at };
    let (filing, sha256) = hold(&app, &admissions(1, 7));
    let denied = |done: Result<(), DecisionError>| {
        assert!(
            matches!(done, Err(DecisionError::Store(StoreError::NotAllowed(Role::Filer, _)))),
            "{done:?}"
        );
    };
    denied(app.approve(filing, sha256, by_staff));
    denied(app.send_back(filing, sha256, "no", by_staff));
    app.approve(filing, sha256, by(&at)).unwrap();
    denied(app.release(&[filing], &When::Now, by_staff).map(|_| ()));
    let release = app.release(&[filing], &soon(60_000), by(&at)).unwrap();
    denied(app.cancel(release, "", by_staff));
    app.cancel(release, "", by(&at)).unwrap();
    let release = app.release(&[filing], &When::Now, by(&at)).unwrap();
    denied(app.roll_back(release, "no", by_staff));
    assert_eq!(now(&app, 1), Some(7));
    // Nor does somebody else's publisher.
    let organization = Some(OrganizationCode::parse("tay-ho").unwrap());
    let elsewhere = Actor { organization, ..by(&at).actor.clone() };
    let by_others = By { actor: &elsewhere, at: &at };
    let foreign = |done: Result<(), DecisionError>| {
        assert!(matches!(done, Err(DecisionError::NotYours(_))), "{done:?}");
    };
    let (filing, sha256) = hold(&app, &admissions(2, 9));
    foreign(app.approve(filing, sha256, by_others));
    foreign(app.send_back(filing, sha256, "no", by_others));
    foreign(app.roll_back(release, "no", by_others));
    app.approve(filing, sha256, by(&at)).unwrap();
    foreign(app.release(&[filing], &When::Now, by_others).map(|_| ()));
    let to_come = app.release(&[filing], &soon(60_000), by(&at)).unwrap();
    foreign(app.cancel(to_come, "", by_others));
}

#[test]
fn a_form_that_went_back_is_not_filed() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-23");
    let (filing, sha256) = hold(&app, &disbursed("ba-dinh", 3, &["actual", "plan"]));
    assert_eq!(filed(&app, "2024-03", None), (29, vec!["ba-dinh late complete 1".to_owned()]));
    app.send_back(filing, sha256, "the plan is last year's", by(&at)).unwrap();
    assert_eq!(filed(&app, "2024-03", None), (30, vec![]));
    file_on(&app, "2026-11-24", &disbursed("ba-dinh", 3, &["actual"]));
    assert_eq!(filed(&app, "2024-03", None), (29, vec!["ba-dinh late in part 1".to_owned()]));
    app.approve(filing, sha256, by(&at)).unwrap();
    assert_eq!(filed(&app, "2024-03", None), (29, vec!["ba-dinh late complete 2".to_owned()]));
}
