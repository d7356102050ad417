//! An older filing does not take the place of a newer one unless somebody says so, and why.

use super::releases::{accepted, by, known, now, soon};
use super::*;
use crate::domain::Stage;

/// Of a month: which filing says what, and over which.
fn told(refused: Result<u64, DecisionError>) -> (usize, Vec<(Revision, String, Revision, String)>) {
    let Err(DecisionError::OverNewer(found)) = refused else { panic!("{refused:?}") };
    let value = |state: &intake::difference::State| state.value.unwrap().to_string();
    let cells = found.cells.iter().map(|one| (one.filing, value(&one.older), one.over, value(&one.newer)));
    (found.count, cells.collect())
}

/// A demonstration with an accepted filing of 7, and a later one of 9, in January.
fn older_and_newer(app: &App, at: &Moment) -> [Revision; 2] {
    [accepted(app, &admissions(1, 7), at), accepted(app, &admissions(1, 9), at)]
}

#[test]
fn an_older_filing_is_put_over_a_newer_one_only_by_who_names_it_and_says_why() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-23");
    let [older, newer] = older_and_newer(&app, &at);
    app.release(&[newer], &When::Now, by(&at)).unwrap();
    let before = app.snapshot().revision();
    let (count, cells) = told(app.release(&[older], &When::Now, by(&at)));
    assert_eq!((count, cells), (1, vec![(older, "7".into(), newer, "9".into())]));
    let over = |filings: &[Revision], reason| {
        app.release_over(&[older], &When::Now, Some(Over { filings, reason }), by(&at))
    };
    assert_eq!(told(over(&[older], "a mistake")).0, 1, "another filing was confirmed");
    assert!(matches!(over(&[newer], " \n"), Err(DecisionError::NoReason)));
    assert_eq!((now(&app, 1), app.snapshot().revision()), (Some(9), before));
    over(&[newer], "the later one is\nof a draft").unwrap();
    assert_eq!(now(&app, 1), Some(7));
    let (log, _) = app.log(0, 1_000, &operator()).unwrap();
    let last = log.last().unwrap();
    assert!(
        last.act == "release" && last.detail.ends_with(" over newer filings 4: the later one is of a draft")
    );
    assert_eq!(check(&Settings::of(&folder.0), Depth::Store, &[]).unwrap().findings, []);
    drop(app);
    assert_eq!(now(&folder.open(), 1), Some(7));
}

#[test]
fn what_says_the_same_or_tells_of_other_cells_or_is_newer_is_released_at_once() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-23");
    let release = |filings: &[Revision]| app.release(filings, &When::Now, by(&at)).unwrap();
    let same = accepted(&app, &admissions(1, 7), &at);
    let other = accepted(&app, &admissions(2, 5), &at);
    let both =
        [accepted(&app, &format!("{}\n", admissions(1, 7)), &at), accepted(&app, &admissions(3, 1), &at)];
    let in_order = [accepted(&app, &admissions(4, 1), &at), accepted(&app, &admissions(4, 2), &at)];
    release(&both[1..]);
    release(&[both[0]]);
    release(&[same]);
    release(&[other]);
    // In one release the later filing stands.
    release(&in_order);
    assert_eq!([1, 2, 3, 4].map(|month| now(&app, month)), [Some(7), Some(5), Some(1), Some(2)]);
}

#[test]
fn what_has_later_data_stands_whenever_it_is_released() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-23");
    let as_of = |value, day: &str| admissions(1, value).replace(",,actual", &format!(",{day},actual"));
    let older = accepted(&app, &as_of(7, "2024-01-31"), &at);
    let newer = accepted(&app, &as_of(5, "2024-01-20"), &at);
    app.release(&[newer], &When::Now, by(&at)).unwrap();
    app.release(&[older], &When::Now, by(&at)).unwrap();
    assert_eq!(now(&app, 1), Some(7));
}

#[test]
fn a_newer_filing_that_was_taken_back_is_in_nobodys_way() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-23");
    let [older, newer] = older_and_newer(&app, &at);
    let release = app.release(&[newer], &When::Now, by(&at)).unwrap();
    app.roll_back(release, "wrong", by(&at)).unwrap();
    app.release(&[older], &When::Now, by(&at)).unwrap();
    assert_eq!(now(&app, 1), Some(7));
}

#[test]
fn what_will_be_public_by_then_counts_and_what_comes_after_does_not() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-22");
    let [older, newer] = older_and_newer(&app, &at);
    app.release(&[newer], &soon(60_000), by(&at)).unwrap();
    let (count, cells) = told(app.release(&[older], &soon(120_000), by(&at)));
    assert_eq!((count, cells), (1, vec![(older, "7".into(), newer, "9".into())]));
    app.release(&[older], &When::Now, by(&at)).unwrap();
    assert_eq!(known(&app, 1, "2026-11-23"), Some(7));
}

#[test]
fn an_older_filing_that_waits_for_its_time_is_told_to_who_releases_a_newer_one_before() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-22");
    let [older, newer] = older_and_newer(&app, &at);
    let waits = app.release(&[older], &soon(60_000), by(&at)).unwrap();
    let beside = accepted(&app, &admissions(2, 1), &at);
    app.release(&[beside], &soon(90_000), by(&at)).unwrap();
    for when in [When::Now, soon(30_000)] {
        let (count, cells) = told(app.release(&[newer], &when, by(&at)));
        assert_eq!((count, cells), (1, vec![(older, "7".into(), newer, "9".into())]));
    }
    assert_eq!(now(&app, 1), None);
    // Once the older one is cancelled nothing is in the way.
    app.cancel(waits, "", by(&at)).unwrap();
    app.release(&[newer], &When::Now, by(&at)).unwrap();
    assert_eq!(now(&app, 1), Some(9));
}

#[test]
fn what_another_process_has_released_meanwhile_counts() {
    let folder = Folder::new();
    let (app, at) = (folder.demo(), day("2026-11-23"));
    let [older, newer] = older_and_newer(&app, &at);
    let other = folder.open();
    other.release(&[newer], &When::Now, by(&at)).unwrap();
    assert_eq!(told(app.release(&[older], &When::Now, by(&at))).0, 1);
}

#[test]
fn staff_find_the_filing_of_a_public_source_and_others_do_not() {
    let folder = Folder::new();
    let (app, at) = (folder.demo(), day("2026-11-23"));
    let hidden = accepted(&app, &admissions(5, 1), &at);
    let [older, newer] = older_and_newer(&app, &at);
    let release = app.release(&[older, newer], &When::Now, by(&at)).unwrap();
    let sources = |filing| app.public_sources(filing).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!((sources(older), sources(newer)), (vec!["filing-3".into()], vec!["filing-3-2".to_owned()]));
    assert_eq!(sources(hidden), [""; 0]);
    let found = |source: &str, organization: Option<&str>| {
        let organization = organization.map(|code| OrganizationCode::parse(code).unwrap());
        let actor = Actor { role: Role::Filer, organization, ..operator() };
        app.filing_of(&crate::domain::SourceId::parse(source).unwrap(), &actor, &at).unwrap()
    };
    assert_eq!((found("filing-3", None), found("filing-3-2", Some("ba-dinh"))), (Some(older), Some(newer)));
    assert_eq!((found("filing-3-2", Some("tay-ho")), found("filing-4", None)), (None, None));
    app.roll_back(release, "wrong", by(&at)).unwrap();
    assert_eq!(found("filing-3", None), Some(older), "readers may still ask for what was known");
    assert!(
        matches!(app.inspect(older, &operator(), &at), Ok(Some(one)) if one.filing.stage == Stage::RolledBack)
    );
}
