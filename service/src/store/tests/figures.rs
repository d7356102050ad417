//! Figures and the reasons that came with them are read as they were filed.

use rusqlite::Connection;

use super::fixtures::{Folder, file, filing, moment, operator};
use crate::domain::{
    Breakdown, Catalogue, Figure, Justification, Measure, Observed, Period, Qualifier, Revision, Shown,
    SourceId, Status,
};
use crate::store::{Store, StoreError};

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
        let each = |one: Observed<'_>| told.push((one.revision.0, one.filing.0));
        store.read(|reading| reading.observations(&shown, &Catalogue::default(), each)).unwrap();
        told.dedup();
        told
    };
    assert_eq!(told(&[]), []);
    assert_eq!(told(&[2]), [(5, 2)]);
    assert_eq!(told(&[2, 1]), [(5, 2), (6, 1)]);
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
