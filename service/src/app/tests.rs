//! Promises of the verbs, on real stores.

mod forms;
mod over_newer;
mod releases;
mod versions;
mod waiting;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::*;
use crate::domain::{FormCode, Grant, OrganizationCode, Period, Reporter, Role, Slug, Standing};

/// A folder of its own that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("baocao-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Self(std::env::temp_dir().join(name))
    }

    fn open(&self) -> App {
        App::open(&Settings::of(&self.0)).unwrap()
    }

    /// With the demonstration data, which are revisions 1 and 2.
    fn demo(&self) -> App {
        let app = self.open();
        assert!(app.load_demo(&day("2026-11-22")).unwrap());
        app
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn day(day: &str) -> Moment {
    Moment { instant: format!("{day}T03:00:00Z"), day: day.parse().unwrap() }
}

fn operator() -> Actor {
    Actor::operator("test")
}

/// Admissions of one district in one month, as a file.
fn admissions(month: u32, value: u32) -> String {
    format!(
        "indicator,organization,period,as_of,measure,breakdown,value,qualifier\n\
         members-admitted,ba-dinh,2024-{month:02},,actual,,{value},\n"
    )
}

fn file(app: &App, text: &str) -> Result<Accepted, AcceptError> {
    let bytes = text.as_bytes();
    let (filer, at) = (operator(), day("2026-11-22"));
    app.accept(&Submission { bytes, format: Format::Csv, filer, at, handling: Handling::default() })
}

fn eventually(mut holds: impl FnMut() -> bool) -> bool {
    (0..3_000).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        holds()
    })
}

#[test]
fn the_demonstration_goes_into_an_empty_store_only() {
    let folder = Folder::new();
    let app = folder.demo();
    assert_eq!((app.snapshot().len(), app.snapshot().revision()), (91, Revision(2)));
    let cube = app.snapshot();
    let chart = cube.catalogue().chart(&Slug::parse("inspection-funnel-2022").unwrap()).unwrap();
    assert_eq!(chart.query.indicators.len(), 3);
    assert!(!app.load_demo(&day("2026-11-23")).unwrap());
    assert_eq!(app.snapshot().revision(), Revision(2));

    let other = Folder::new();
    let tables = other.0.join("tables");
    std::fs::create_dir_all(&tables).unwrap();
    for name in ["indicators.csv", "organizations.csv", "sources.csv"] {
        std::fs::write(tables.join(name), demo::tables().get(name).unwrap()).unwrap();
    }
    let app = other.open();
    app.load_catalogue(&tables, &operator(), &day("2026-11-22")).unwrap();
    assert!(!app.load_demo(&day("2026-11-22")).unwrap());
    assert!(app.snapshot().is_empty());
}

#[test]
fn the_same_bytes_twice_change_nothing_and_say_so() {
    let folder = Folder::new();
    let app = folder.demo();
    let first = file(&app, &admissions(1, 7)).unwrap();
    let receipt = first.receipt;
    assert_eq!(
        receipt.map(|one| one.number),
        Some(4),
        "a catalogue, the demonstration, its release, and this"
    );
    let numbers = (first.filing, first.revision, first.stage, first.figures, first.unchanged);
    assert_eq!(numbers, (Revision(3), Some(Revision(3)), Stage::Public, 1, false));
    assert_eq!(file(&app, &admissions(1, 7)).unwrap(), Accepted { unchanged: true, ..first });
    assert_eq!((app.snapshot().revision(), app.snapshot().len()), (Revision(3), 92));
}

#[test]
fn filings_at_once_are_judged_one_after_the_other() {
    let folder = Folder::new();
    let app = folder.demo();
    let run_up = |year: u32, month: u32, value: u32| {
        format!(
            "indicator,organization,period,as_of,measure,value\n\
             investment-disbursed,ba-dinh,{year}-{month:02},{year}-{month:02}-28,actual,{value}\n"
        )
    };
    for year in 1990..2010 {
        // Whichever comes second would have the cumulative fall.
        let (first, second) = (run_up(year, 7, 130), run_up(year, 8, 110));
        let start = std::sync::Barrier::new(2);
        let taken = std::thread::scope(|scope| {
            let filed = [&first, &second].map(|text| {
                let (app, start) = (&app, &start);
                scope.spawn(move || {
                    start.wait();
                    file(app, text).is_ok()
                })
            });
            filed.map(|one| one.join().unwrap()).into_iter().filter(|taken| *taken).count()
        });
        assert_eq!(taken, 1, "of {year} both were taken or none");
    }
}

#[test]
fn a_faulty_filing_leaves_nothing() {
    let folder = Folder::new();
    let app = folder.demo();
    let text = admissions(1, 7) + "members-admitted,nowhere,2024,,actual,,1,\n";
    let Err(AcceptError::Faulty(problems)) = file(&app, &text) else { panic!("it was taken") };
    assert_eq!(problems.len(), 1);
    assert_eq!((app.snapshot().revision(), app.snapshot().len()), (Revision(2), 91));
    drop(app);
    assert_eq!((folder.open().snapshot().revision(), folder.open().snapshot().len()), (Revision(2), 91));
}

#[test]
fn over_the_limits_nothing_is_even_read() {
    let folder = Folder::new();
    drop(folder.demo());
    let settings = Settings { most_bytes: 150, most_rows: 0, ..Settings::of(&folder.0) };
    let app = App::open(&settings).unwrap();
    let over = |text: &str| match file(&app, text) {
        Err(AcceptError::TooLarge(over)) => over,
        other => panic!("{other:?}"),
    };
    assert_eq!(over(&admissions(1, 7)), TooLarge::Rows(0));
    assert_eq!(over(&"x".repeat(151)), TooLarge::Bytes(150));
}

#[test]
fn reopening_keeps_everything() {
    let folder = Folder::new();
    let app = folder.demo();
    file(&app, &admissions(1, 7)).unwrap();
    let before = app.snapshot();
    drop(app);
    let after = folder.open().snapshot();
    assert_eq!((after.revision(), after.len()), (before.revision(), before.len()));
    assert_eq!(after.catalogue().parts(), before.catalogue().parts());
}

#[test]
fn a_filing_is_seen_by_the_next_answer_of_its_own_process() {
    let folder = Folder::new();
    let app = folder.demo();
    for month in 1..=12 {
        let accepted = file(&app, &admissions(month, month)).unwrap();
        assert_eq!(Some(app.snapshot().revision()), accepted.revision);
    }
}

#[test]
fn the_commit_of_another_process_is_seen() {
    let folder = Folder::new();
    let (serving, filing) = (folder.demo(), folder.open());
    file(&filing, &admissions(1, 7)).unwrap();
    assert!(eventually(|| serving.snapshot().len() == 92));
    assert_eq!(serving.snapshot().revision(), Revision(3));
}

#[test]
fn two_writers_at_once_neither_lose_nor_double_anything() {
    let folder = Folder::new();
    let (one, other) = (folder.demo(), folder.open());
    std::thread::scope(|scope| {
        for app in [&one, &other, &one, &other] {
            scope.spawn(move || {
                for month in 1..=12 {
                    file(app, &admissions(month, month)).unwrap();
                }
            });
        }
    });
    for app in [&one, &other] {
        assert!(eventually(|| app.snapshot().revision() == Revision(14)));
        assert_eq!(app.snapshot().len(), 91 + 12);
    }
}

#[test]
fn two_processes_that_start_at_once_load_one_demonstration() {
    let folder = Folder::new();
    let loaded: Vec<bool> = std::thread::scope(|scope| {
        let starts: Vec<_> =
            (0..4).map(|_| scope.spawn(|| folder.open().load_demo(&day("2026-11-22")).unwrap())).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert_eq!(loaded.iter().filter(|loaded| **loaded).count(), 1);
    assert_eq!(folder.open().snapshot().len(), 91);
}

#[test]
fn figures_are_known_from_their_source_or_from_the_day_they_were_filed() {
    let folder = Folder::new();
    let app = folder.demo();
    file(&app, &admissions(1, 7)).unwrap();
    let known = |app: &App| -> Vec<(String, String)> {
        let contents = app.store.contents().unwrap();
        let all = contents.observations.iter();
        let mut known: Vec<_> = all
            .map(|one| (one.figure.source.as_ref().unwrap().to_string(), one.known_on.to_string()))
            .filter(|(id, _)| ["filing-3", "dantri-2024-q3"].contains(&id.as_str()))
            .collect();
        known.dedup();
        known
    };
    let expected = [("dantri-2024-q3", "2024-10-12"), ("filing-3", "2026-11-22")];
    assert_eq!(known(&app), expected.map(|(id, day)| (id.to_owned(), day.to_owned())));

    let tables = folder.0.join("tables");
    std::fs::create_dir_all(&tables).unwrap();
    let sources = String::from_utf8(demo::tables().get("sources.csv").unwrap().to_vec()).unwrap();
    std::fs::write(tables.join("sources.csv"), sources.replace("2024-10-12", "2024-10-13")).unwrap();
    app.load_catalogue(&tables, &operator(), &day("2026-11-22")).unwrap();
    assert_eq!(known(&app)[0].1, "2024-10-13");
    assert_eq!(app.snapshot().len(), 92);
}

#[test]
fn a_catalogue_that_is_there_already_changes_nothing() {
    let folder = Folder::new();
    let app = folder.demo();
    let tables = folder.0.join("tables");
    std::fs::create_dir_all(&tables).unwrap();
    for name in intake::catalogue::TABLES {
        std::fs::write(tables.join(name), demo::tables().get(name).unwrap()).unwrap();
    }
    let loaded = app.load_catalogue(&tables, &operator(), &day("2026-11-23")).unwrap();
    assert_eq!(loaded, Loaded { revision: Revision(1), unchanged: true });

    std::fs::write(tables.join("sources.csv"), "id,publisher,published_on,title_vi\n").unwrap();
    let Err(LoadError::Faulty(problems)) = app.load_catalogue(&tables, &operator(), &day("2026-11-23"))
    else {
        panic!("sources of figures were dropped")
    };
    assert!(problems.iter().all(|problem| problem.code() == "in-use"));
    assert_eq!(app.snapshot().revision(), Revision(2));
}

#[test]
fn what_figures_use_keeps_its_kind_and_its_members() {
    let folder = Folder::new();
    let app = folder.demo();
    let tables = folder.0.join("tables");
    std::fs::create_dir_all(&tables).unwrap();
    let table = |name: &str| String::from_utf8(demo::tables().get(name).unwrap().to_vec()).unwrap();
    let refused = |name: &str, text: String| {
        assert_ne!(text, table(name), "nothing was changed in {name}");
        for name in intake::catalogue::TABLES {
            std::fs::write(tables.join(name), table(name)).unwrap();
        }
        std::fs::write(tables.join(name), text).unwrap();
        let Err(LoadError::Faulty(problems)) = app.load_catalogue(&tables, &operator(), &day("2026-11-23"))
        else {
            panic!("{name} was taken")
        };
        problems.iter().map(|one| (one.code().into_owned(), one.value.clone())).collect::<Vec<_>>()
    };
    let in_use = |value: &str| vec![("in-use".to_owned(), value.to_owned())];
    let indicators = table("indicators.csv").replacen("đảng viên,flow", "đảng viên,stock", 1);
    assert_eq!(refused("indicators.csv", indicators), in_use("members-admitted: flow"));
    let members = table("breakdowns.csv");
    let members: Vec<&str> = members.lines().filter(|line| !line.starts_with("subject,member,")).collect();
    assert_eq!(refused("breakdowns.csv", members.join("\n")), in_use("subject: member"));
}

#[test]
fn a_token_is_its_actor_s_until_it_expires() {
    let folder = Folder::new();
    let app = folder.demo();
    let organization = Some(OrganizationCode::parse("ba-dinh").unwrap());
    let grant = Grant { role: Role::Filer, organization: organization.clone(), days: 30 };
    let token = app.issue_token(&grant, &operator(), &day("2026-11-22")).unwrap();
    let shown = |app: &App, on: &str| app.bearer(&token, &day(on)).unwrap();
    let known = shown(&app, "2026-11-22").unwrap();
    assert_eq!((known.role, &known.organization), (Role::Filer, &organization));
    assert!(!token.contains(&known.name), "the name in the record is not enough to file");
    assert_eq!(shown(&folder.open(), "2026-12-21"), Some(known));
    assert_eq!(shown(&app, "2026-12-22"), None);
}

#[test]
fn a_wrong_token_is_nobody() {
    let folder = Folder::new();
    let app = folder.demo();
    let grant = Grant { role: Role::Admin, organization: None, days: 30 };
    let token = app.issue_token(&grant, &operator(), &day("2026-11-22")).unwrap();
    let wrong_end = format!("{}{}", &token[..token.len() - 1], if token.ends_with('0') { '1' } else { '0' });
    for wrong in
        ["", "x", "baocao", "baocao__", "baocao_x_y", &token[..20], &wrong_end, &token.to_uppercase()]
    {
        assert_eq!(app.bearer(wrong, &day("2026-11-22")).unwrap(), None, "`{wrong}` was known");
    }
    let secret = token.rsplit('_').next().unwrap();
    let file = std::fs::read(folder.0.join("baocao.sqlite")).unwrap();
    let log = std::fs::read(folder.0.join("baocao.sqlite-wal")).unwrap_or_default();
    for bytes in [file, log] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
    }
}

#[test]
fn with_the_file_gone_answers_go_on_and_filings_are_refused() {
    let folder = Folder::new();
    let app = folder.demo();
    assert!(app.ready());
    std::fs::rename(folder.0.join("baocao.sqlite"), folder.0.join("elsewhere")).unwrap();
    assert!(!app.ready());
    assert_eq!(app.snapshot().len(), 91);
    assert!(matches!(file(&app, &admissions(1, 7)), Err(AcceptError::Store(StoreError::Gone(_)))));
    std::fs::rename(folder.0.join("elsewhere"), folder.0.join("baocao.sqlite")).unwrap();
    assert!(app.ready());
    assert!(file(&app, &admissions(1, 7)).is_ok());
}

#[test]
fn a_folder_that_cannot_be_written_is_told_in_one_sentence() {
    let folder = Folder::new();
    std::fs::write(&folder.0, "a file, not a folder").unwrap();
    let told = App::open(&Settings::of(&folder.0)).unwrap_err().to_string();
    assert!(told.contains("--data") && told.lines().count() == 1, "{told}");
    std::fs::remove_file(&folder.0).unwrap();
    std::fs::create_dir_all(&folder.0).unwrap();
    std::fs::write(folder.0.join("baocao.sqlite"), "this is no database, but long enough to look".repeat(50))
        .unwrap();
    let told = App::open(&Settings::of(&folder.0)).unwrap_err().to_string();
    assert!(told.contains("baocao.sqlite") && told.lines().count() == 1, "{told}");
}
