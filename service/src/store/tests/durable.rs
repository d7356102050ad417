//! What is kept is kept for good, and what fails leaves nothing.

use rusqlite::Connection;

use super::fixtures::{Folder, file, filing, moment, operator};
use crate::domain::{CatalogueParts, Revision, SourceId, Timeline};
use crate::store::{Reading, Store, StoreError, held};

#[test]
fn nothing_that_was_kept_can_be_changed_or_dropped() {
    let folder = Folder::new("kept");
    let store = Store::open(&folder.0).unwrap();
    let mut sourced = filing(1, 2);
    sourced.figures[0].source = Some(SourceId::parse("report").unwrap());
    file(&store, &sourced).unwrap();
    let sql = Connection::open(folder.0.join("baocao.sqlite")).unwrap();
    for wrong in [
        "update figure set value = 1",
        "delete from figure",
        "update mark set status = 'Q'",
        "delete from mark",
        "update indicator_code set code = 'other'",
        "delete from indicator_code",
        "update organization_code set code = 'other'",
        "delete from organization_code",
        "update period_code set code = '2023'",
        "delete from period_code",
        "update breakdown_code set code = 'a=b'",
        "delete from breakdown_code",
        "update source_code set code = 'other'",
        "delete from source_code",
        "update event set day = '2022-01-01'",
        "delete from event",
        "update released set filing = 9",
        "delete from released",
        "update filing set figures = 0",
        "delete from filing",
        "update revision set id = 9",
        "delete from revision",
    ] {
        assert!(sql.execute(wrong, ()).is_err(), "{wrong}");
    }
    assert_eq!(store.contents().unwrap().observations.len(), 2);
}

#[test]
fn what_fails_halfway_leaves_nothing_and_takes_no_revision() {
    let folder = Folder::new("halfway");
    let store = Store::open(&folder.0).unwrap();
    let failed: Result<(), StoreError> = store.write(|writing| {
        writing.catalogue(&CatalogueParts::default(), &moment(), &operator())?;
        writing.filing(&filing(1, 2))?;
        Err(StoreError::Full)
    });
    assert!(matches!(failed, Err(StoreError::Full)));
    let contents = store.contents().unwrap();
    assert_eq!((contents.revision, contents.observations.len()), (Revision(0), 0));
    assert_eq!(file(&store, &filing(1, 2)).unwrap().revision, Revision(1));
}

#[test]
fn a_full_disk_refuses_the_filing_and_keeps_the_others() {
    let folder = Folder::new("full");
    let store = Store::open(&folder.0).unwrap();
    file(&store, &filing(1, 3)).unwrap();
    {
        let connection = held(&store.writer);
        let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    }
    assert!(matches!(file(&store, &filing(2, 5_000)), Err(StoreError::Full)));
    assert_eq!(store.contents().unwrap().observations.len(), 3);
    drop(store);
    let store = Store::open(&folder.0).unwrap();
    assert_eq!(file(&store, &filing(2, 5_000)).unwrap().revision, Revision(2));
    assert_eq!(store.contents().unwrap().observations.len(), 5_003);
}

#[test]
fn a_look_reads_only_when_someone_has_committed() {
    let folder = Folder::new("look");
    let (store, other) = (Store::open(&folder.0).unwrap(), Store::open(&folder.0).unwrap());
    let last = |reading: &Reading<'_>| {
        let mut timeline = Timeline::default();
        reading.events(&mut timeline).map(|()| timeline.last())
    };
    assert!(store.newer(0, last).unwrap().is_none());
    file(&other, &filing(1, 1)).unwrap();
    let seen = store.newer(0, last).unwrap().unwrap();
    assert_eq!(seen, 1);
    assert!(store.newer(seen, last).unwrap().is_none());
}

#[test]
fn the_store_is_durable_and_suspicious_by_its_settings() {
    let folder = Folder::new("settings");
    let store = Store::open(&folder.0).unwrap();
    let connection = held(&store.writer);
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(journal, "wal");
    let full = 2;
    assert_eq!((number("synchronous"), number("foreign_keys"), number("trusted_schema")), (full, 1, 0));
}
