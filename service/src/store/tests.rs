//! Promises of the file, whatever is done to it.

use std::path::PathBuf;

use rusqlite::Connection;

use super::*;
use crate::domain::{
    Breakdown, CatalogueParts, ChartKind, ChartSpec, Figure, Filing, Indicator, IndicatorCode, Justification,
    Kind, Look, Measure, Names, OrganizationCode, Period, Picker, Polarity, Provenance, Query, Reference,
    Slug, Sort, Stacking, Status,
};

/// A folder of its own that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("baocao-store-{}-{name}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn moment() -> Moment {
    Moment { instant: "2026-11-22T03:00:00Z".to_owned(), day: "2026-11-22".parse().unwrap() }
}

fn filing(number: u8, figures: usize) -> Filing {
    let figure = Figure {
        indicator: IndicatorCode::parse("members-admitted").unwrap(),
        organization: OrganizationCode::parse("hanoi").unwrap(),
        period: Period::parse("2022").unwrap(),
        measure: Measure::Actual,
        breakdown: Breakdown::default(),
        value: Some(i64::MIN),
        as_of: None,
        qualifier: None,
        status: Status::Normal,
        source: None,
    };
    let at = moment();
    Filing {
        figures: vec![figure; figures],
        provenance: Provenance {
            sha256: [number; 32],
            media_type: "text/csv",
            filed_by: "test".to_owned(),
            filed_at: at.instant,
            filed_on: at.day,
        },
    }
}

fn file(store: &Store, filing: &Filing) -> Result<Kept, StoreError> {
    store.write(|writing| writing.filing(filing))
}

#[test]
fn nothing_that_was_kept_can_be_changed_or_dropped() {
    let folder = Folder::new("kept");
    let store = Store::open(&folder.0).unwrap();
    file(&store, &filing(1, 2)).unwrap();
    let sql = Connection::open(folder.0.join("baocao.sqlite")).unwrap();
    for wrong in [
        "update figure set value = 1",
        "delete from figure",
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
        writing.catalogue(&CatalogueParts::default(), &moment(), "test")?;
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
fn the_smallest_and_the_missing_value_come_back_as_they_were() {
    let folder = Folder::new("values");
    let store = Store::open(&folder.0).unwrap();
    let mut one = filing(1, 2);
    one.figures[1].value = None;
    one.figures[1].status = Status::NotReported;
    file(&store, &one).unwrap();
    let kept = store.contents().unwrap().observations;
    let back: Vec<_> = kept.iter().map(|one| (one.figure.value, one.figure.status)).collect();
    assert_eq!(back, [(Some(i64::MIN), Status::Normal), (None, Status::NotReported)]);
}

#[test]
fn a_look_reads_only_when_someone_has_committed() {
    let folder = Folder::new("look");
    let (store, other) = (Store::open(&folder.0).unwrap(), Store::open(&folder.0).unwrap());
    assert!(store.newer(Revision(0)).unwrap().is_none());
    file(&other, &filing(1, 1)).unwrap();
    let seen = store.newer(Revision(0)).unwrap().unwrap();
    assert_eq!(seen.revision, Revision(1));
    assert!(store.newer(seen.revision).unwrap().is_none());
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

fn names() -> Names {
    Names { vi: "Tên".to_owned(), en: "Name".to_owned() }
}

/// A catalogue with one chart that says everything that a chart can say.
fn charted() -> CatalogueParts {
    let indicator = Indicator {
        code: IndicatorCode::parse("members-admitted").unwrap(),
        names: names(),
        unit: "person".to_owned(),
        unit_names: names(),
        kind: Kind::Flow,
        decimals: 1,
        polarity: Polarity::Higher,
        sensitive: false,
        breakdowns: Vec::new(),
        theme: String::new(),
    };
    let asks = [("indicator", "members-admitted"), ("organization", "hanoi/*"), ("period", "2022")];
    let chart = ChartSpec {
        slug: Slug::parse("members").unwrap(),
        kind: ChartKind::Multiples,
        query: Query::parse(asks).unwrap(),
        category: "organization".to_owned(),
        series: None,
        whole: None,
        titles: names(),
        subtitles: names(),
        look: Look {
            sort: Sort::Descending,
            top: Some(10),
            stacking: Stacking::Percent,
            references: Reference::parse_all(
                "line 9.5 Chỉ tiêu; span a..b X",
                "line 9.5 Target; span a..b Y",
            )
            .unwrap(),
        },
        pickers: Picker::parse_all("period=2021|2022; organization=*").unwrap(),
    };
    CatalogueParts { indicators: vec![indicator], charts: vec![chart], ..CatalogueParts::default() }
}

#[test]
fn a_chart_comes_back_as_it_was_loaded() {
    let folder = Folder::new("chart");
    let store = Store::open(&folder.0).unwrap();
    store.write(|writing| writing.catalogue(&charted(), &moment(), "test")).unwrap();
    assert_eq!(store.contents().unwrap().catalogue.parts(), &charted());
}

#[test]
fn a_chart_kept_by_an_older_version_is_drawn_as_it_was() {
    let folder = Folder::new("older");
    let store = Store::open(&folder.0).unwrap();
    store.write(|writing| writing.catalogue(&charted(), &moment(), "test")).unwrap();
    let sql = Connection::open(folder.0.join("baocao.sqlite")).unwrap();
    let old = "insert into chart (revision, place, slug, kind, query, category, title_vi, title_en, subtitle_vi, subtitle_en)
         select revision, 1, 'older', 'bar', query, category, title_vi, title_en, subtitle_vi, subtitle_en from chart";
    sql.execute(old, ()).unwrap();
    let charts = store.contents().unwrap().catalogue.parts().charts.clone();
    assert_eq!((&charts[1].look, charts[1].pickers.len()), (&Look::default(), 0));
}

#[test]
fn reasons_are_kept_with_their_filing_for_good() {
    let folder = Folder::new("reasons");
    let store = Store::open(&folder.0).unwrap();
    let reason = |about: Option<&str>, findings: &[&str]| Justification {
        about: about.map(str::to_owned),
        findings: findings.iter().map(|code| (*code).to_owned()).collect(),
        text: "điều chỉnh sau quyết toán".to_owned(),
    };
    let reasons = [reason(None, &[]), reason(Some("members-admitted hanoi 2022 actual"), &["a", "b"])];
    let revision = store
        .write::<_, StoreError>(|writing| {
            let kept = writing.filing(&filing(1, 1))?;
            writing.justify(kept.revision, &reasons)?;
            Ok(kept.revision)
        })
        .unwrap();
    let read = |revision| store.write::<_, StoreError>(|writing| writing.justifications(revision)).unwrap();
    assert_eq!((read(revision), read(Revision(9))), (reasons.to_vec(), Vec::new()));
    let file = Connection::open(folder.0.join("baocao.sqlite")).unwrap();
    for sql in ["update justification set text = ''", "delete from justification"] {
        assert!(file.execute(sql, ()).unwrap_err().to_string().contains("never"), "{sql}");
    }
}
