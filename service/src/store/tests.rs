//! Promises of the file, whatever is done to it.

mod waiting;

use std::path::PathBuf;

use rusqlite::Connection;

use super::*;
use crate::domain::{
    Actor, Breakdown, Catalogue, CatalogueParts, ChartKind, ChartSpec, Colors, Figure, Filing, HostPattern,
    Indicator, IndicatorCode, Justification, Kind, Look, Measure, Names, Organization, OrganizationCode,
    OrganizationKind, Period, Picker, Placement, Polarity, Provenance, Qualifier, Query, Reference, Shown,
    Slug, Sort, SourceId, Stacking, Status, Timeline, Validity, When, Withdrawal, sample_reorganization,
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

fn operator() -> Actor {
    Actor::operator("test")
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
            filed_by: operator(),
            filed_at: at.instant,
            filed_on: at.day,
        },
    }
}

fn file(store: &Store, filing: &Filing) -> Result<Kept, StoreError> {
    store.write(|writing| {
        let kept = writing.filing(filing)?;
        writing.release(&[kept.revision], &When::Now, &moment(), &Actor::operator("test"))?;
        Ok(kept)
    })
}

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
            colors: Colors::parse("a=2; b=grey").unwrap(),
            references: Reference::parse_all(
                "line 9.5 Chỉ tiêu; span a..b X",
                "line 9.5 Target; span a..b Y",
            )
            .unwrap(),
        },
        pickers: Picker::parse_all("period=2021|2022; organization=*").unwrap(),
        hosts: vec![
            HostPattern::parse("*.hanoi.gov.vn").unwrap(),
            HostPattern::parse("localhost:80").unwrap(),
        ],
        withdrawn: Some(Withdrawal { on: "2026-11-20".parse().unwrap(), reasons: names(), successor: None }),
        studio: true,
    };
    CatalogueParts { indicators: vec![indicator], charts: vec![chart], ..CatalogueParts::default() }
}

#[test]
fn a_chart_comes_back_as_it_was_loaded() {
    let folder = Folder::new("chart");
    let store = Store::open(&folder.0).unwrap();
    store.write(|writing| writing.catalogue(&charted(), &moment(), &operator())).unwrap();
    assert_eq!(store.contents().unwrap().catalogue.parts(), &charted());
}

#[test]
fn who_came_after_whom_comes_back_as_it_was_loaded() {
    let folder = Folder::new("successions");
    let store = Store::open(&folder.0).unwrap();
    let district = |code: &str| Organization {
        code: OrganizationCode::parse(code).unwrap(),
        names: names(),
        kind: OrganizationKind::RuralDistrict,
        placements: vec![Placement {
            parent: None,
            validity: Validity { from: None, until: "2025-07-01".parse().ok() },
        }],
        successors: Vec::new(),
    };
    let mut parts = charted();
    parts.organizations = vec![district("north"), district("south")];
    let sample = sample_reorganization(&parts.organizations);
    parts.organizations.extend(sample.begun);
    parts.successions = sample.successions;
    store.write(|writing| writing.catalogue(&parts, &moment(), &operator())).unwrap();
    let kept = store.contents().unwrap().catalogue;
    assert_eq!((kept.parts().successions.len(), kept.parts()), (76, &parts));
}

#[test]
fn a_chart_kept_by_an_older_version_is_drawn_as_it_was() {
    let folder = Folder::new("older");
    let store = Store::open(&folder.0).unwrap();
    store.write(|writing| writing.catalogue(&charted(), &moment(), &operator())).unwrap();
    let sql = Connection::open(folder.0.join("baocao.sqlite")).unwrap();
    let old = "insert into chart (revision, place, slug, kind, query, category, title_vi, title_en, subtitle_vi, subtitle_en)
         select revision, 1, 'older', 'bar', query, category, title_vi, title_en, subtitle_vi, subtitle_en from chart";
    sql.execute(old, ()).unwrap();
    let charts = store.contents().unwrap().catalogue.parts().charts.clone();
    assert_eq!((&charts[1].look, charts[1].pickers.len()), (&Look::default(), 0));
}

#[test]
fn figures_come_back_as_they_were_filed() {
    let folder = Folder::new("as-filed");
    let store = Store::open(&folder.0).unwrap();
    let mut one = filing(1, 3);
    one.figures[0].as_of = Some("2022-12-20".parse().unwrap());
    one.figures[0].qualifier = Some(Qualifier::MoreThan);
    one.figures[1].source = Some(SourceId::parse("report").unwrap());
    one.figures[1].breakdown = Breakdown::parse("subject=member").unwrap();
    one.figures[2].measure = Measure::PlanRate;
    one.figures[2].period = Period::parse("2015-2020").unwrap();
    let mut other = filing(2, 2);
    other.figures[1] = one.figures[0].clone();
    let (first, second) = (file(&store, &one).unwrap(), file(&store, &other).unwrap());
    let all = store.contents().unwrap().observations;
    for (filing, kept) in [(&one, first), (&other, second)] {
        for figure in &filing.figures {
            let source = figure.source.clone().unwrap_or_else(|| SourceId::of_filing(kept.revision));
            let figure = Figure { source: Some(source), ..figure.clone() };
            assert!(
                all.iter().any(|one| one.figure == figure && one.revision == kept.revision),
                "{figure:?}"
            );
        }
    }
    assert_eq!(all.len(), 5);
}

#[test]
fn each_filing_is_read_alone_and_in_its_release() {
    let folder = Folder::new("since");
    let store = Store::open(&folder.0).unwrap();
    file(&store, &filing(1, 3)).unwrap();
    file(&store, &filing(2, 4)).unwrap();
    let told = |filings: &[u64]| {
        let shown = |(filing, revision): (&u64, u64)| Shown {
            filing: Revision(*filing),
            revision: Revision(revision),
            source: SourceId::parse("report").unwrap(),
            day: moment().day,
        };
        let shown: Vec<Shown> = filings.iter().zip(5..).map(shown).collect();
        let mut told = Vec::new();
        let each = |one: crate::domain::Observed<'_>| told.push((one.revision.0, one.filing.0));
        store.read(|reading| reading.observations(&shown, &Catalogue::default(), each)).unwrap();
        told.dedup();
        told
    };
    assert_eq!(told(&[]), []);
    assert_eq!(told(&[2]), [(5, 2)]);
    assert_eq!(told(&[2, 1]), [(5, 2), (6, 1)]);
}

#[test]
fn a_store_of_an_older_version_is_taken_over_whole() {
    let folder = Folder::new("migrated");
    std::fs::create_dir_all(&folder.0).unwrap();
    let path = folder.0.join("baocao.sqlite");
    {
        let mut old = Connection::open(&path).unwrap();
        open::migrate_to(&mut old, 2);
        old.execute_batch(
            "insert into revision values (1, 'filing', '2022-12-27T03:00:00Z', 'test'), (2, 'filing', '2022-12-28T03:00:00Z', 'test');
             insert into filing values (1, zeroblob(32), 'text/csv', '2022-12-27', 3), (2, randomblob(32), 'text/csv', '2022-12-28', 1);
             insert into figure values
                (1, 0, 'b', 'y', '2022', 'actual', '', 7, null, null, 'A', null),
                (1, 1, 'a', 'x', '2022-09', 'plan-rate', 'subject=member', 108700, '2022-12-20', 'more-than', 'P', 'report'),
                (1, 2, 'a', 'x', '2022', 'universe', '', null, null, null, 'L', 'report'),
                (2, 0, 'a', 'x', '2022', 'universe', '', -3, null, null, 'A', null);",
        )
        .unwrap();
    }
    let store = Store::open(&folder.0).unwrap();
    let words = |one: &crate::domain::Observation| {
        let crate::domain::Observation { figure, known_on, revision } = one;
        let Figure {
            indicator,
            organization,
            period,
            measure,
            breakdown,
            value,
            as_of,
            qualifier,
            status,
            source,
        } = figure;
        let (value, as_of) = (
            value.map_or("-".to_owned(), |value| value.to_string()),
            as_of.map_or("-".to_owned(), |day| day.to_string()),
        );
        let (qualifier, source) = (qualifier.map_or("-", Qualifier::as_str), source.as_ref().unwrap());
        format!(
            "{revision} {known_on} {indicator} {organization} {period} {measure} {breakdown} {value} {as_of} {qualifier} {status} {source}"
        )
    };
    let mut kept: Vec<String> = store.contents().unwrap().observations.iter().map(words).collect();
    kept.sort();
    assert_eq!(
        kept,
        [
            "1 2022-12-27 a x 2022 universe  - - - L report",
            "1 2022-12-27 a x 2022-09 plan-rate subject=member 108700 2022-12-20 more-than P report",
            "1 2022-12-27 b y 2022 actual  7 - - A filing-1",
            "2 2022-12-28 a x 2022 universe  -3 - - A filing-2",
        ]
    );
    assert!(Connection::open(&path).unwrap().execute("delete from figure", ()).is_err());
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
            writing.justify(kept.revision, &reasons, &operator(), &moment())?;
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
