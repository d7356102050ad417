//! Filing and adding up, beside SQLite on the same figures.

use std::time::Instant;

use baocao::domain::{Moment, Query};
use rusqlite::Connection;

use crate::report::{heading, line};
use crate::{per_second, sample};

pub fn print() {
    heading("Figures (72,000 of a made-up city)");
    let app = sample::app("bench-store");
    let (ours, theirs) = (file_ours(&app), insert_theirs());
    line("rows filed, checked and durable", ours, "SQLite insert, unchecked", theirs);
    let sqlite = sqlite();
    for (what, organization, sql) in [
        (
            "one indicator, the city, 12 months",
            "city",
            "select period, sum(value) from figure where indicator = ?1 and period between '2015-01' and '2015-12' group by period",
        ),
        (
            "one indicator, each district, 12 months",
            "city/*",
            "select organization, period, sum(value) from figure where indicator = ?1 and period between '2015-01' and '2015-12' group by organization, period",
        ),
    ] {
        let today = Moment::now().day;
        let mut turn = 0;
        let ours = per_second(|| {
            turn += 1;
            let indicator = format!("sample-{}", turn % sample::INDICATORS);
            let query = Query::parse([
                ("indicator", indicator.as_str()),
                ("organization", organization),
                ("period", "2015-01..2015-12"),
            ]);
            let report = app.answer(&query.expect("a sound query"), today).expect("an answer");
            assert!(report.rows.iter().all(|row| row.actual.is_some()));
        });
        let mut statement = sqlite.prepare(sql).expect("sound SQL");
        let theirs = per_second(|| {
            turn += 1;
            let indicator = format!("sample-{}", turn % sample::INDICATORS);
            let mut rows = statement.query([indicator]).expect("an answer");
            let mut count = 0;
            while let Ok(Some(_)) = rows.next() {
                count += 1;
            }
            assert!(count >= 12);
        });
        line(&format!("answers: {what}"), ours, "SQLite GROUP BY, indexed", theirs);
    }
}

fn file_ours(app: &baocao::app::App) -> f64 {
    let rate = |salt| {
        let csv = sample::filing(salt);
        let started = Instant::now();
        sample::file(app, &csv) as f64 / started.elapsed().as_secs_f64()
    };
    (0..3).map(rate).fold(0.0, f64::max)
}

const TABLE: &str = "pragma journal_mode = wal; pragma synchronous = full;
    create table figure (source text, indicator text, organization text, period text, as_of text, measure text,
        breakdown text, value integer, qualifier text) strict;
    create index figure_by_cell on figure (indicator, period, organization, value);";

/// The same rows read by the same CSV reader into an indexed table in one transaction, and nothing checked.
fn insert(connection: &mut Connection, csv: &str) -> f64 {
    let started = Instant::now();
    let transaction = connection.transaction().expect("a transaction");
    let mut count = 0.0;
    {
        let mut statement = transaction
            .prepare("insert into figure values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
            .expect("sound SQL");
        for record in csv::Reader::from_reader(csv.as_bytes()).records() {
            let record = record.expect("a sound row");
            statement.execute(rusqlite::params_from_iter(record.iter())).expect("a kept row");
            count += 1.0;
        }
    }
    transaction.commit().expect("a commit");
    count / started.elapsed().as_secs_f64()
}

fn insert_theirs() -> f64 {
    let mut connection =
        Connection::open(sample::folder("bench-peer").join("peer.sqlite")).expect("a new database");
    connection.execute_batch(TABLE).expect("sound SQL");
    (0..3).map(|salt| insert(&mut connection, &sample::filing(salt))).fold(0.0, f64::max)
}

fn sqlite() -> Connection {
    let mut connection = Connection::open_in_memory().expect("a database in memory");
    connection.execute_batch(TABLE).expect("sound SQL");
    insert(&mut connection, &sample::filing(2));
    connection
}
