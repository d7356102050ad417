//! Who files a form, and how far it is filled in.

use super::*;

/// What a district files of the form `investment` in a month.
pub(super) fn disbursed(organization: &str, month: u32, measures: &[&str]) -> String {
    let header = "indicator,organization,period,as_of,measure,value\n".to_owned();
    let row = |measure: &&str| {
        format!("investment-disbursed,{organization},2024-{month:02},2024-{month:02}-14,{measure},{month}\n")
    };
    measures.iter().map(row).fold(header, |file, row| file + &row)
}

pub(super) fn file_on(app: &App, on: &str, text: &str) -> Accepted {
    let (filer, at) = (operator(), day(on));
    let bytes = text.as_bytes();
    app.accept(&Submission { bytes, format: Format::Csv, filer, at, handling: Handling::default() }).unwrap()
}

/// `ba-dinh on-time complete`, of those who filed.
pub(super) fn filed(app: &App, period: &str, within: Option<&str>) -> (usize, Vec<String>) {
    let form = FormCode::parse("investment").unwrap();
    let within = within.map(|code| OrganizationCode::parse(code).unwrap());
    let period = Period::parse(period).unwrap();
    let progress =
        app.progress(&form, period, within.as_ref(), "2024-04-30".parse().unwrap()).unwrap().unwrap();
    let told = |one: &Reporter| {
        let complete = if one.complete { "complete" } else { "in part" };
        format!("{} {} {complete} {}", one.organization, one.standing, one.filings.len())
    };
    let filed = progress.expected.iter().filter(|one| !one.filings.is_empty());
    (progress.count(Standing::Missing), filed.map(told).collect())
}

#[test]
fn who_files_a_form_is_told_from_who_does_not() {
    let folder = Folder::new();
    let app = folder.demo();
    // March closes on the 14th and is due three days later.
    file_on(&app, "2024-03-17", &disbursed("ba-dinh", 3, &["actual"]));
    file_on(&app, "2024-03-18", &disbursed("tay-ho", 3, &["actual", "plan"]));
    assert_eq!(
        filed(&app, "2024-03", None),
        (28, vec!["ba-dinh on-time in part 1".to_owned(), "tay-ho late complete 1".to_owned()])
    );
    let late = disbursed("ba-dinh", 3, &["plan"]);
    file_on(&app, "2024-03-19", &late);
    file_on(&app, "2024-03-19", &late);
    assert_eq!(filed(&app, "2024-03", Some("ba-dinh")), (0, vec!["ba-dinh on-time complete 2".to_owned()]));
    assert_eq!(filed(&app, "2024-04", None), (30, vec![]));
    // The city is not asked, and of an empty cell nobody learns anything.
    file_on(&app, "2024-04-15", &disbursed("hanoi", 4, &["actual", "plan"]));
    let nothing = "indicator,organization,period,as_of,measure,value,status\n\
                   investment-disbursed,ba-dinh,2024-04,2024-04-14,actual,,L\n";
    file_on(&app, "2024-04-15", nothing);
    assert_eq!(filed(&app, "2024-04", None), (30, vec![]));
}

#[test]
fn a_form_that_is_loaded_later_knows_what_was_filed_before() {
    let folder = Folder::new();
    let app = folder.demo();
    let tables = folder.0.join("tables");
    std::fs::create_dir_all(&tables).unwrap();
    let write = |name: &str, text: &str| std::fs::write(tables.join(name), text).unwrap();
    let form = String::from_utf8(demo::tables().get("forms.csv").unwrap().to_vec()).unwrap();
    let header = form.lines().next().unwrap().to_owned() + "\n";
    write("forms.csv", &header);
    write("form-items.csv", "form,indicator\n");
    app.load_catalogue(&tables, &operator(), &day("2024-03-01")).unwrap();
    assert!(app.snapshot().catalogue().forms().is_empty());
    file_on(&app, "2024-03-17", &disbursed("ba-dinh", 3, &["actual"]));
    file_on(&app, "2024-03-18", &disbursed("ba-dinh", 3, &["plan"]));
    write("forms.csv", &form);
    std::fs::write(tables.join("form-items.csv"), demo::tables().get("form-items.csv").unwrap()).unwrap();
    app.load_catalogue(&tables, &operator(), &day("2024-03-19")).unwrap();
    assert_eq!(filed(&app, "2024-03", None), (29, vec!["ba-dinh on-time complete 2".to_owned()]));
    file_on(&app, "2024-03-20", &disbursed("tay-ho", 3, &["actual"]));
    assert_eq!(filed(&app, "2024-03", None).1.len(), 2);
    drop(app);
    assert_eq!(check(&Settings::of(&folder.0), Depth::Store, &[]).unwrap().findings, []);
}

#[test]
fn a_form_is_complete_only_as_long_as_all_that_fills_it_in_counts() {
    let folder = Folder::new();
    let app = folder.demo();
    let of = |on: &str, part: &str| file_on(&app, on, &disbursed("ba-dinh", 3, &[part]));
    let first = of("2024-03-14", "actual");
    of("2024-03-15", "plan");
    let standing = || filed(&app, "2024-03", Some("ba-dinh")).1;
    assert_eq!(standing(), ["ba-dinh on-time complete 2"]);
    // What is taken back leaves its cells open, though it was filed in time.
    let release = app.releases(None, 1_000, &operator(), &day("2024-03-16")).unwrap();
    let release = release.iter().find(|one| one.filings == [first.filing]).unwrap().id;
    let at = day("2024-03-16");
    app.roll_back(release, "nhầm đơn vị", By { actor: &operator(), at: &at }).unwrap();
    assert_eq!(standing(), ["ba-dinh on-time in part 2"]);
    of("2024-03-16", "actual");
    assert_eq!(standing(), ["ba-dinh on-time in part 2"], "the same bytes change nothing");
    file_on(&app, "2024-03-16", &(disbursed("ba-dinh", 3, &["actual"]) + "\n"));
    assert_eq!(standing(), ["ba-dinh on-time complete 3"]);
    // What is there follows from the figures.
    drop(app);
    assert_eq!(check(&Settings::of(&folder.0), Depth::Store, &[]).unwrap().findings, []);
}

#[test]
fn a_form_that_was_filled_in_by_halves_is_not_complete_when_one_goes_back() {
    let folder = Folder::new();
    let app = folder.demo();
    let filer = Actor { role: Role::Filer, ..operator() };
    let file = |part: &str| {
        let (bytes, at) = (disbursed("ba-dinh", 3, &[part]), day("2024-03-14"));
        let (format, handling) = (Format::Csv, Handling::default());
        app.accept(&Submission { bytes: bytes.as_bytes(), format, filer: filer.clone(), at, handling })
            .unwrap()
    };
    let (first, _) = (file("actual"), file("plan"));
    assert_eq!(filed(&app, "2024-03", Some("ba-dinh")).1, ["ba-dinh on-time complete 2"]);
    let at = day("2024-03-15");
    let sha256 = hash(disbursed("ba-dinh", 3, &["actual"]).as_bytes());
    app.send_back(first.filing, sha256, "sai cột", By { actor: &operator(), at: &at }).unwrap();
    assert_eq!(filed(&app, "2024-03", Some("ba-dinh")).1, ["ba-dinh on-time in part 1"]);
}
