//! A generated city filed, opened cold and added up, beside SQLite and DuckDB on the same files in the same run.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, iter};

use baocao::app::{App, Submission};
use baocao::config::Settings;
use baocao::domain::{Actor, Moment, Query};
use baocao::intake::sample::Sample;
use baocao::intake::{Format, Handling};
use baocao::rollup::{Report as Answer, Row};
use rusqlite::Connection;

use crate::report::{Report, Target, heading, line};
use crate::{per_second, sample};

pub fn print(report: &mut Report) {
    let city = sample::city();
    let files = sample::files(&city);
    heading(&format!(
        "Figures ({} of a generated city, a filing for each of {} months)",
        files.count, city.months
    ));
    let (data, peers) = (sample::folder("bench-store"), sample::folder("bench-peer"));
    let count = files.count as f64;

    let ours = count / file(&data, &files);
    match import(&peers.join("peer.sqlite"), &files) {
        Some(seconds) => {
            let theirs = count / seconds;
            line("rows filed, checked and durable", ours, "sqlite3 .import, unchecked", theirs);
            report.target("rows filed, in sqlite3's .import", ours / theirs, Target::AtLeast(1.0));
            let size = bytes(&data.join("baocao.sqlite")) / bytes(&peers.join("peer.sqlite"));
            println!("  bytes a figure in the file: {:.1}", bytes(&data.join("baocao.sqlite")) / count);
            report.target("the file, in SQLite's with its index", size, Target::AtMost(0.6));
        }
        None => println!("  not measured: sqlite3 is missing (apt-get install sqlite3)"),
    }
    let cold = cold_start(&data);
    println!(
        "  cold start to the first answer: {:.2} s; memory then {} MB, at most {} MB",
        cold.seconds, cold.now, cold.most
    );
    report.target("seconds from a cold start to the first answer", cold.seconds, Target::AtMost(10.0));
    report.target("megabytes of memory after it", cold.now as f64, Target::AtMost(400.0));

    let duckdb = duckdb(&peers, &files);
    if duckdb.is_empty() {
        println!("  not measured: DuckDB is missing (run `just bench figures`)");
    }
    let app = App::open(&Settings::of(&data)).expect("what was filed opens");
    let sqlite =
        Connection::open(peers.join("peer.sqlite")).ok().filter(|_| bytes(&peers.join("peer.sqlite")) > 0.0);
    for question in questions(&city) {
        ask(report, &app, &question, sqlite.as_ref(), &duckdb);
    }
    let filing = one_filing(&app, &city);
    println!(
        "  one more filing of a ward, 500 figures at most: {:.1} ms until it is durable and answered",
        filing * 1e3
    );
}

/// What is asked of all three; of us also the year before, coverage, notes and sources, which come with every answer.
struct Question {
    what: &'static str,
    name: &'static str,
    query: Vec<(&'static str, String)>,
    sql: &'static str,
    /// Seconds it may take, and how much of DuckDB's time.
    most: (f64, Option<f64>),
}

fn questions(city: &Sample) -> [Question; 3] {
    let pair = |name, text: &str| (name, text.to_owned());
    let every: Vec<String> = (1..=city.indicators).map(Sample::indicator).collect();
    [
        Question {
            what: "one indicator, the city, 12 months",
            name: "city",
            query: vec![pair("indicator", "sample-001"), pair("organization", "sample-city"), pair("period", "2020-01..2020-12")],
            sql: "select period, sum(value) from figure where indicator = 'sample-001' and breakdown = ''
                and period between '2020-01' and '2020-12' group by period",
            most: (0.001, None),
        },
        Question {
            what: "one indicator, by organization, 12 months",
            name: "organizations",
            query: vec![pair("indicator", "sample-001"), pair("organization", "sample-city/*"), pair("period", "2020-01..2020-12")],
            sql: "select organization, period, sum(value) from figure where indicator = 'sample-001' and breakdown = ''
                and period between '2020-01' and '2020-12' group by organization, period",
            most: (0.001, None),
        },
        Question {
            what: "every indicator, the city, by year",
            name: "years",
            query: vec![pair("indicator", &every.join(",")), pair("organization", "sample-city"), pair("period", "2015..2024")],
            sql: "select indicator, substr(period, 1, 4), sum(value) from figure where breakdown = ''
                group by indicator, substr(period, 1, 4)",
            most: (0.05, Some(0.15)),
        },
    ]
}

fn ask(
    report: &mut Report,
    app: &App,
    question: &Question,
    sqlite: Option<&Connection>,
    duckdb: &HashMap<String, f64>,
) {
    let pairs = question.query.iter().map(|(name, text)| (*name, text.as_str()));
    let query = Query::parse(pairs).expect("a sound query");
    let today = Moment::now().day;
    let answer = || -> Answer { app.answer(&query, today).expect("an answer") };
    let started = Instant::now();
    drop(answer());
    let first = started.elapsed().as_secs_f64();
    let ours = 1.0 / per_second(|| assert!(answer().rows.iter().any(|row| row.actual.is_some())));
    println!("  {:<44} {:>9.3} ms, {:.1} ms the first time", question.what, ours * 1e3, first * 1e3);
    report.target(
        &format!("{}, added up anew, milliseconds", question.what),
        first * 1e3,
        Target::AtMost(50.0),
    );
    let name = |peer| format!("{}, in {peer}'s time", question.what);
    if let Some(sqlite) = sqlite {
        let mut statement = sqlite.prepare(question.sql).expect("sound SQL");
        let theirs = 1.0 / per_second(|| assert!(rows(&mut statement) > 0));
        println!("  {:<44} {:>9.3} ms", "  SQLite, covering index", theirs * 1e3);
        report.target(&name("SQLite"), ours / theirs, Target::Nothing);
    }
    if let Some(theirs) = duckdb.get(question.name) {
        println!("  {:<44} {:>9.3} ms", "  DuckDB, two threads", theirs * 1e3);
        report.target(
            &name("DuckDB"),
            ours / theirs,
            question.most.1.map_or(Target::Nothing, Target::AtMost),
        );
    }
    if let Some(total) = duckdb.get("total").filter(|_| question.name == "city") {
        let sum = |row: &Row| row.actual.map_or(0, |amount| amount.units);
        let ours = answer().rows.iter().map(sum).sum::<i64>();
        assert!(
            (ours as f64 - total).abs() < 0.5,
            "the same figures add up to {ours} here and {total} there"
        );
    }
    report.target(
        &format!("{}, milliseconds", question.what),
        ours * 1e3,
        Target::AtMost(question.most.0 * 1e3),
    );
}

fn rows(statement: &mut rusqlite::Statement<'_>) -> usize {
    let mut rows = statement.query(()).expect("an answer");
    iter::from_fn(|| rows.next().expect("a row").map(|_| ())).count()
}

const BAOCAO: &str = env!("CARGO_BIN_EXE_baocao");

/// Seconds until every file is read, checked and kept.
fn file(data: &Path, files: &sample::Files) -> f64 {
    let app = App::open(&Settings::of(data)).expect("a new store opens");
    app.load_catalogue(&files.catalogue, &Actor::operator("bench"), &Moment::now())
        .expect("the sample catalogue is sound");
    let started = Instant::now();
    for file in &files.figures {
        accept(&app, &fs::read(file).expect("it was just written"));
    }
    started.elapsed().as_secs_f64()
}

fn accept(app: &App, bytes: &[u8]) {
    let filer = Actor::operator("bench");
    let submission =
        Submission { bytes, format: Format::Csv, filer, at: Moment::now(), handling: Handling::default() };
    app.accept(&submission).expect("the sample is sound");
}

/// The same by the sqlite3 shell into a plain table with the index that the questions want; `None` without the shell.
fn import(path: &Path, files: &sample::Files) -> Option<f64> {
    let started = Instant::now();
    let mut shell = Command::new("sqlite3").arg(path).stdin(Stdio::piped()).spawn().ok()?;
    let mut commands = String::from(
        "pragma synchronous = full;
         create table figure (source text, indicator text, organization text, period text, as_of text, measure text,
             breakdown text, value integer, qualifier text);
         create index figure_by_cell on figure (indicator, breakdown, period, organization, value);\n",
    );
    commands.extend(
        files.figures.iter().map(|file| format!(".import --csv --skip 1 '{}' figure\n", file.display())),
    );
    shell.stdin.take()?.write_all(commands.as_bytes()).ok()?;
    shell.wait().ok().filter(std::process::ExitStatus::success)?;
    Some(started.elapsed().as_secs_f64())
}

/// What DuckDB says of the same files, by name; empty where it is not installed.
fn duckdb(folder: &Path, files: &sample::Files) -> HashMap<String, f64> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("../target/duckdb/bin/python");
    let output = Command::new(python)
        .arg(root.join("benches/peers/figures.py"))
        .arg(folder.join("peer.duckdb"))
        .args(files.figures.first().and_then(|file| file.parent()))
        .output();
    let told = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let pair = |line: &str| {
        line.split_once(' ').and_then(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
    };
    told.lines().filter_map(pair).collect()
}

struct Cold {
    seconds: f64,
    now: u64,
    most: u64,
}

fn cold_start(data: &Path) -> Cold {
    let port = crate::requests::free_port();
    let started = Instant::now();
    let mut service = Command::new(BAOCAO)
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(data)
        .stdout(Stdio::null())
        .spawn()
        .expect("the service starts");
    let answered = answered(&mut service, port);
    let seconds = started.elapsed().as_secs_f64();
    let status = fs::read_to_string(format!("/proc/{}/status", service.id())).unwrap_or_default();
    let _ = service.kill();
    let _ = service.wait();
    assert!(answered, "the service answers");
    Cold { seconds, now: megabytes(&status, "VmRSS:"), most: megabytes(&status, "VmHWM:") }
}

fn answered(service: &mut Child, port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        let path = "/api/v1/figures?indicator=sample-001&organization=sample-city&period=2020-01";
        write!(stream, "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply)?;
        Ok(reply)
    };
    while matches!(service.try_wait(), Ok(None)) {
        if let Ok(reply) = ask() {
            return reply.starts_with("HTTP/1.1 200");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

fn megabytes(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn bytes(path: &Path) -> f64 {
    fs::metadata(path).map_or(0.0, |file| file.len() as f64)
}

/// Seconds that a filing of one ward takes: the rows of its last month once more.
fn one_filing(app: &App, city: &Sample) -> f64 {
    let ward = format!(",{},", Sample::organization(1));
    let text = city.figures(city.months - 1);
    let rows = text.lines().filter(|line| line.contains(&ward) || line.starts_with("source,"));
    let csv: String = rows.take(501).flat_map(|line| [line, "\n"]).collect();
    let best = (0..5).map(|salt| {
        // A line at the end makes the bytes new.
        let bytes = format!("{csv}{}", "\n".repeat(salt));
        let started = Instant::now();
        accept(app, bytes.as_bytes());
        started.elapsed().as_secs_f64()
    });
    best.fold(f64::INFINITY, f64::min)
}
