//! A store in which everything happened that is recorded.

use std::path::PathBuf;

use rusqlite::Connection;

use super::catalogue::catalogue;
use crate::domain::{
    Actor, Article, Breakdown, Catalogue, Draft, Figure, Filing, Forms, Grant, IndicatorCode, Justification,
    Measure, Moment, OrganizationCode, Period, Printed, Provenance, Query, Revision, Role, Rounding, Slug,
    SourceId, Stated, Status, WebhookAddress, When,
};
use crate::store::{Decision, Store, StoreError};

pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("baocao-check-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }

    pub(super) fn sql(&self) -> Connection {
        Connection::open(self.0.join("baocao.sqlite")).unwrap()
    }

    pub(super) fn copy(&self, name: &str) -> Self {
        let copy = Self::new(name);
        std::fs::create_dir_all(&copy.0).unwrap();
        std::fs::copy(self.0.join("baocao.sqlite"), copy.0.join("baocao.sqlite")).unwrap();
        copy
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) fn at(hour: u8) -> Moment {
    Moment { instant: format!("2026-11-22T{hour:02}:00:00Z"), day: "2026-11-22".parse().unwrap() }
}

pub(super) fn organization() -> OrganizationCode {
    OrganizationCode::parse("hanoi").unwrap()
}

pub(super) fn filing(number: u8, by: &Actor) -> Filing {
    let figure = |month: u8| Figure {
        indicator: IndicatorCode::parse("members-admitted").unwrap(),
        organization: organization(),
        period: Period::parse(&format!("2022-{month:02}")).unwrap(),
        measure: Measure::Actual,
        breakdown: Breakdown::default(),
        value: Some(i64::from(number)),
        as_of: None,
        qualifier: None,
        status: Status::Normal,
        source: Some(SourceId::parse("report").unwrap()),
    };
    let at = at(number);
    Filing {
        figures: (1..=3).map(figure).collect(),
        provenance: Provenance {
            sha256: [number; 32],
            media_type: "text/csv",
            filed_by: by.clone(),
            filed_at: at.instant,
            filed_on: at.day,
        },
    }
}

/// A store in which everything happened that is recorded, as one file.
pub(super) fn lived_in(name: &str) -> Folder {
    let folder = Folder::new(name);
    let store = Store::open(&folder.0).unwrap();
    let operator = Actor::operator("cli");
    let grant = |role, organization| Grant { role, organization, days: 30 };
    let filer = store.issue(&grant(Role::Filer, Some(organization())), &operator, &at(0)).unwrap();
    let publisher = store.issue(&grant(Role::Publisher, None), &operator, &at(0)).unwrap();
    store.write(|writing| writing.catalogue(&catalogue(), &at(1), &operator)).unwrap();
    let by = store.bearer(&filer, &at(1)).unwrap().unwrap();
    let reasons =
        [Justification {
            about: None, findings: vec!["falls".to_owned()], text: "kiểm tra lại".to_owned()
        }];
    let loaded = Catalogue::new(catalogue()).unwrap();
    let forms = Forms::new(&loaded, loaded.forms());
    for number in 2..=5 {
        let kept = store.write(|writing| {
            let filing = filing(number, &by);
            let kept = writing.filing(&filing)?;
            writing.receive(kept.revision, &forms.filled(&filing.figures))?;
            if number == 3 {
                writing.justify(kept.revision, &reasons, &by, &at(number))?;
            }
            Ok::<_, StoreError>(kept)
        });
        assert_eq!(kept.unwrap().revision, Revision(u64::from(number)));
    }
    let publisher_acts = store.bearer(&publisher, &at(5)).unwrap().unwrap();
    store
        .write(|writing| {
            let (by, at) = (&publisher_acts, at(5));
            writing.decide(Revision(2), [2; 32], Decision::Accepted, &at, by)?;
            writing.decide(Revision(3), [3; 32], Decision::Accepted, &at, by)?;
            writing.decide(Revision(4), [4; 32], Decision::Returned("thiếu"), &at, by)?;
            let release = writing.release(&[Revision(2), Revision(3)], &When::Now, &at, by)?;
            writing.roll_back(release, &at, by, "nhầm")
        })
        .unwrap();
    store.sign_in(&filer, &at(6)).unwrap().unwrap();
    store.sign_in(&publisher, &at(6)).unwrap().unwrap();
    let name = publisher.split('_').nth(1).unwrap();
    assert!(store.revoke(name, &operator, &at(7)).unwrap());
    let kept =
        store.write(|writing| writing.draft(None, ("Nháp", &Draft::default()), &at(7), &publisher_acts));
    assert_eq!(kept.unwrap(), Some((1, 1)));
    let stated = Stated {
        query: Query::parse([
            ("indicator", "members-admitted"),
            ("organization", "hanoi"),
            ("period", "2022"),
        ])
        .unwrap(),
        about: None,
        article: Article::parse("https://news.example/a").unwrap(),
        rounding: Rounding::parse("100").unwrap(),
        printed: Printed { value: Some("10200".to_owned()), ..Printed::default() },
    };
    let hook = WebhookAddress::parse("https://news.example/hook").unwrap();
    let (chart, operator) = (Slug::parse("members").unwrap(), &operator);
    store
        .write(|writing| {
            for hour in [8, 9] {
                writing.claim(&stated, operator, &at(hour))?;
                writing.webhook(&hook, operator, &at(hour))?;
                writing.own_sentence((&chart, "vi", "{{ Period }}.\n"), operator, &at(hour))?;
            }
            assert!(writing.withdraw_claim(2, operator, &at(10))?);
            assert!(writing.end_webhook(2, operator, &at(10))?);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    drop(store);
    folder.sql().execute_batch("pragma wal_checkpoint(truncate)").unwrap();
    folder
}

/// In its log.
pub(super) const ROWS: u64 = 25;
