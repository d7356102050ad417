//! Every edition has a version, the same for whoever counts it, whenever.

use super::releases::{accepted, by};
use super::*;
use crate::domain::Since;
use crate::rollup::vintages::{DifferenceKind, Wanted};

/// The version of each edition so far.
fn versions(app: &App) -> Vec<String> {
    let newest = app.snapshot().revision().0;
    (1..=newest).map(|number| app.version(Revision(number)).to_string()).collect()
}

/// The demonstration's tables, one of them changed.
fn load(app: &App, folder: &Folder, table: &str, from: &str, to: &str) -> Loaded {
    let tables = folder.0.join("tables");
    std::fs::create_dir_all(&tables).unwrap();
    for name in ["indicators.csv", "organizations.csv", "sources.csv"] {
        let text = String::from_utf8(demo::tables().get(name).unwrap().to_vec()).unwrap();
        let text = if name == table { text.replacen(from, to, 1) } else { text };
        std::fs::write(tables.join(name), text).unwrap();
    }
    app.load_catalogue(&tables, &operator(), &day("2026-11-22")).unwrap()
}

#[test]
fn new_figures_corrections_withdrawals_and_other_meanings_each_raise_their_own_number() {
    let folder = Folder::new();
    let app = folder.demo();
    let at = day("2026-11-24");
    assert_eq!(versions(&app), ["0.1.0", "1.0.0"]);
    file(&app, &admissions(1, 7)).unwrap();
    file(&app, &admissions(1, 8)).unwrap();
    let filings = [accepted(&app, &admissions(1, 9), &at), accepted(&app, &admissions(2, 9), &at)];
    let release = app.release(&filings, &When::Now, by(&at)).unwrap();
    app.roll_back(release, "the wrong file", by(&at)).unwrap();
    app.approve(filings[1], hash(admissions(2, 9).as_bytes()), by(&at)).unwrap();
    app.release(&filings[1..], &When::Now, by(&at)).unwrap();
    let expected = ["0.1.0", "1.0.0", "1.1.0", "1.1.1", "1.2.0", "2.0.0", "2.1.0"];
    assert_eq!(versions(&app), expected);
    let unit = "members-admitted,Đảng viên kết nạp,Party members admitted,person";
    load(&app, &folder, "indicators.csv", unit, &unit.replace("person", "member"));
    load(&app, &folder, "sources.csv", "no such text", "");
    load(&app, &folder, "indicators.csv", unit, &unit.replace("kết nạp", "chuyển đến"));
    let expected = [expected.as_slice(), &["3.0.0", "4.0.0", "5.0.0"]].concat();
    assert_eq!(versions(&app), expected);
    let redefined = app.redefinitions();
    let told: Vec<_> = redefined
        .iter()
        .flat_map(|one| one.changes.iter().map(|change| (one.number.0, change.code.as_str(), change.what)))
        .collect();
    let of = |number, what| (number, "members-admitted", what);
    let units = [of(9, "unit"), of(9, "unit_names"), of(8, "unit"), of(8, "unit_names")];
    assert_eq!(told, [&[of(10, "name")], units.as_slice()].concat());
    // Whoever starts now, and reads all at once, counts the same.
    let other = folder.open();
    assert_eq!(versions(&other), expected);
    assert_eq!((other.released(), other.redefinitions()), (app.released(), redefined));
    let back = app.released()[1].rolled_back.as_ref().map(|back| back.version.to_string());
    assert_eq!(back.as_deref(), Some("2.0.0"));
}

#[test]
fn a_release_to_come_has_its_version_once_it_is_due_and_another_process_counts_it_too() {
    let folder = Folder::new();
    let (app, other) = (folder.demo(), folder.open());
    let at = day("2026-11-22");
    let due = When::At(Moment {
        instant: (jiff::Timestamp::now() + jiff::SignedDuration::from_millis(1_800)).to_string(),
        day: at.day,
    });
    app.release(&[accepted(&app, &admissions(1, 7), &at)], &due, by(&at)).unwrap();
    assert_eq!(versions(&app), ["0.1.0", "1.0.0"]);
    let unit = "members-admitted,Đảng viên kết nạp,Party members admitted,person";
    load(&app, &folder, "indicators.csv", unit, &unit.replace("person", "member"));
    for app in [&app, &other] {
        assert!(eventually(|| versions(app) == ["0.1.0", "1.0.0", "2.0.0", "2.1.0"]), "{:?}", versions(app));
    }
}

#[test]
fn a_version_is_major_or_minor_exactly_where_changes_tell_of_something_withdrawn_or_new() {
    let folder = Folder::new();
    let app = folder.demo();
    let mut chance = 7_u32;
    let mut releases = Vec::new();
    for round in 0..24 {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = day("2026-11-24");
        match (chance >> 24) % 4 {
            0 if !releases.is_empty() => {
                let taken = releases.remove((chance >> 16) as usize % releases.len());
                app.roll_back(taken, "no", by(&at)).unwrap();
            }
            _ => {
                let text = admissions(1 + (chance >> 20) % 5, round);
                releases.push(app.release(&[accepted(&app, &text, &at)], &When::Now, by(&at)).unwrap());
            }
        }
    }
    let wanted = Wanted { most: 100, ..Wanted::default() };
    for one in app.released().iter().filter(|one| one.number > Revision(2)) {
        let between = (Since::Revision(Revision(one.number.0 - 1)), Since::Revision(one.number));
        let page = app.changes_between(&wanted, (&between.0, &between.1), "2030-01-01".parse().unwrap());
        let brings = page.unwrap().changes.iter().any(|one| one.kind == DifferenceKind::New);
        assert_eq!(one.step.as_str(), Some(if brings { "minor" } else { "patch" }), "{one:?}");
    }
    assert!(app.released().iter().any(|one| one.rolled_back.is_some()));
}
