//! Who files twice before a release is held to what they said first, and nobody else is.

use super::*;
use crate::domain::Query;
use crate::intake::difference::Change;
use crate::intake::problem::Lang;

const FALLS: &str = "falling-cumulative";

/// Who files for an organization and those below it, and may not release.
fn filer(organization: &str) -> Actor {
    let organization = Some(OrganizationCode::parse(organization).unwrap());
    Actor { name: "staff".to_owned(), role: Role::Filer, organization }
}

/// Disbursed up to the day on which a month closes, a row for each organization.
fn disbursed(month: u32, value: u32, organizations: &[&str]) -> String {
    let row = |code: &&str| {
        format!("investment-disbursed,{code},2024-{month:02},2024-{month:02}-14,actual,{value}\n")
    };
    let rows: String = organizations.iter().map(row).collect();
    format!("indicator,organization,period,as_of,measure,value\n{rows}")
}

fn submitted<'a>(bytes: &'a str, filer: &Actor) -> Submission<'a> {
    let (filer, at) = (filer.clone(), day("2024-08-20"));
    Submission { bytes: bytes.as_bytes(), format: Format::Csv, filer, at, handling: Handling::default() }
}

fn hold(app: &App, text: &str, by: &Actor) -> Revision {
    let accepted = app.accept(&submitted(text, by)).unwrap();
    assert_eq!((accepted.stage, accepted.revision), (Stage::Filed, None));
    accepted.filing
}

/// The codes of what is found in a file, and what it would change; nothing of it is kept.
fn tried(app: &App, text: &str, by: &Actor) -> (Vec<String>, Vec<Change>) {
    let tried = app.rehearse(&submitted(text, by)).unwrap();
    let codes = tried.problems.iter().map(|one| one.code().into_owned());
    (codes.collect(), tried.differences.listed.iter().map(|one| one.change).collect())
}

/// All that somebody is told of a file before it is filed.
fn told(app: &App, text: &str, by: &Actor) -> String {
    let tried = app.rehearse(&submitted(text, by)).unwrap();
    let detail = |one: &Problem| [Lang::Vi, Lang::En].map(|lang| (one.detail(lang), one.remedy(lang)));
    let problems: Vec<_> = tried.problems.iter().map(detail).collect();
    format!("{} {problems:?} {:?} {:?}", tried.acceptable, tried.differences, tried.filed_before)
}

#[test]
fn a_second_filing_is_held_to_the_first_that_waits_and_to_none_that_went_back() {
    let folder = Folder::new();
    let app = folder.demo();
    let own = filer("ba-dinh");
    let (june, july) = (disbursed(6, 900, &["ba-dinh"]), disbursed(7, 30, &["ba-dinh"]));
    assert_eq!(tried(&app, &july, &own), (vec![], vec![Change::New]));
    let first = hold(&app, &june, &own);
    assert_eq!(tried(&app, &july, &own).0, [FALLS]);
    let refused = app.accept(&submitted(&july, &own));
    assert!(matches!(refused, Err(AcceptError::Faulty(problems)) if problems[0].code() == FALLS));
    // What would change is told against it too: a correction changes, the same once more does not.
    assert_eq!(tried(&app, &disbursed(6, 20, &["ba-dinh"]), &own), (vec![], vec![Change::Changed]));
    assert_eq!(tried(&app, &(june.clone() + "\n"), &own), (vec![], vec![]));
    // Accepted, it still waits; gone back, it says nothing.
    let (by, at) = (operator(), day("2024-08-21"));
    let by = By { actor: &by, at: &at };
    app.approve(first, hash(june.as_bytes()), by).unwrap();
    assert_eq!(tried(&app, &july, &own).0, [FALLS]);
    app.send_back(first, hash(june.as_bytes()), "nhầm số", by).unwrap();
    assert_eq!(tried(&app, &july, &own), (vec![], vec![Change::New]));
    hold(&app, &july, &own);
}

#[test]
fn what_was_corrected_while_it_waited_counts_as_corrected() {
    let folder = Folder::new();
    let app = folder.demo();
    let own = filer("ba-dinh");
    hold(&app, &disbursed(6, 900, &["ba-dinh"]), &own);
    hold(&app, &disbursed(6, 20, &["ba-dinh"]), &own);
    let july = disbursed(7, 30, &["ba-dinh"]);
    assert_eq!(tried(&app, &july, &own), (vec![], vec![Change::New]));
    hold(&app, &(disbursed(6, 900, &["ba-dinh"]) + "\n"), &own);
    assert_eq!(tried(&app, &july, &own).0, [FALLS]);
}

#[test]
fn what_waits_for_its_time_counts_until_readers_see_it_and_then_as_what_they_see() {
    let folder = Folder::new();
    let app = folder.demo();
    let (own, july) = (filer("ba-dinh"), disbursed(7, 30, &["ba-dinh"]));
    let june = disbursed(6, 900, &["ba-dinh"]);
    let first = hold(&app, &june, &own);
    let (by, at) = (operator(), Moment::now());
    let by = By { actor: &by, at: &at };
    app.approve(first, hash(june.as_bytes()), by).unwrap();
    let due = jiff::Timestamp::now() + jiff::SignedDuration::from_millis(1_500);
    app.release(&[first], &When::At(Moment { instant: due.to_string(), day: at.day }), by).unwrap();
    let public = |app: &App| app.snapshot().revision() > Revision(2);
    assert!(!public(&app));
    assert_eq!((tried(&app, &july, &own).0, tried(&app, &july, &operator()).0), (vec![FALLS.into()], vec![]));
    assert!(eventually(|| public(&app)));
    assert_eq!(tried(&app, &july, &own).0, [FALLS]);
    assert_eq!(tried(&app, &july, &operator()).0, [FALLS]);
    // Taken back it waits for nothing.
    let release = app.releases(None, 1, by.actor, &Moment::now()).unwrap()[0].id;
    app.roll_back(release, "nhầm số", by).unwrap();
    assert_eq!(tried(&app, &july, &own), (vec![], vec![Change::New]));
    app.approve(first, hash(june.as_bytes()), by).unwrap();
    assert_eq!(tried(&app, &july, &own).0, [FALLS]);
}

#[test]
fn nothing_that_waits_is_told_to_who_may_not_look_at_it() {
    let folder = Folder::new();
    let app = folder.demo();
    let everyone = [filer("ba-dinh"), filer("tay-ho"), filer("hanoi"), operator()];
    let later = ["ba-dinh", "tay-ho"].map(|code| disbursed(7, 30, &[code]));
    let all_told = |who: &Actor| later.each_ref().map(|text| told(&app, text, who));
    let [of_ba_dinh, of_tay_ho, of_the_city, of_the_operator] = everyone.each_ref().map(all_told);
    let [ba_dinh, tay_ho, city, operator] = &everyone;
    // Two districts in one filing of the city's: it is of neither of them, and who releases is held to what is public.
    hold(&app, &disbursed(6, 900, &["ba-dinh", "tay-ho"]), city);
    assert_eq!(all_told(ba_dinh), of_ba_dinh);
    assert_eq!(all_told(tay_ho), of_tay_ho);
    assert_eq!(all_told(operator), of_the_operator);
    assert_ne!(all_told(city), of_the_city);
    // Of one district's own filing the other learns nothing, nor of its problems how many there are.
    hold(&app, &disbursed(6, 800, &["ba-dinh"]), ba_dinh);
    assert_ne!(all_told(ba_dinh), of_ba_dinh);
    assert_eq!(all_told(ba_dinh)[1], of_ba_dinh[1], "a row of another organization is refused as ever");
    assert_eq!(all_told(tay_ho), of_tay_ho);
    assert_eq!(all_told(operator), of_the_operator);
    // Readers see the figures of the demonstration and no other.
    let asked = [("indicator", "investment-disbursed"), ("organization", "ba-dinh"), ("period", "2024-06")];
    let seen = app.answer(&Query::parse(asked).unwrap(), day("2026-11-22").day).unwrap();
    assert!(seen.rows.iter().all(|row| row.actual.is_none()));
    assert_eq!((app.snapshot().len(), app.snapshot().revision()), (91, Revision(2)));
}

#[test]
fn filings_at_once_that_wait_are_judged_one_after_the_other() {
    let folder = Folder::new();
    let app = folder.demo();
    for number in 0..12 {
        let year = 2000 + number;
        let of = |month, value| disbursed(month, value, &["ba-dinh"]).replace("2024-", &format!("{year}-"));
        // Whichever comes second would have the cumulative fall; another district's comes in between.
        let foreign = of(7, 5).replace("ba-dinh", "tay-ho");
        let files = [(of(7, 130), "ba-dinh"), (of(8, 110), "ba-dinh"), (foreign, "tay-ho")];
        let start = std::sync::Barrier::new(files.len());
        let taken = std::thread::scope(|scope| {
            let filed = files.each_ref().map(|(text, who)| {
                let (app, start) = (&app, &start);
                scope.spawn(move || {
                    start.wait();
                    app.accept(&submitted(text, &filer(who))).is_ok()
                })
            });
            filed.map(|one| one.join().unwrap())
        });
        assert_eq!((taken[0] != taken[1], taken[2]), (true, true), "{year}: {taken:?}");
    }
}
