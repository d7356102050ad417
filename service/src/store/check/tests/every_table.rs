//! Every table of the schema, so that a new one cannot be forgotten: a row that is changed in any column, put in or taken out is
//! found, and the finding names the table.

use std::collections::BTreeSet;

use super::lived_in::{Folder, lived_in};
use super::{Depth, check, found_after, without_guards, written_into};

/// What nobody has to trust, and why.
const UNTRUSTED: [(&str, &str); 5] = [
    ("sighting", "counts of pages that show a chart grow in place, and go after a year"),
    (
        "claim_told",
        "whether a claim holds is worked out from the claim and the figures; this is what was told of it last",
    ),
    ("told", "up to where webhooks were told: a change sends again, or not"),
    ("outbox", "what is on its way is worked off in place, and goes"),
    ("link_key", "chance, made when it is needed: whoever can write it can read it, and what it signs for"),
];

/// Rows that may go: a session that is over does.
const MAY_GO: [&str; 1] = ["session"];

struct Column {
    name: String,
    kind: String,
    /// Its place in the key, from 1.
    key: u64,
}

struct Table {
    name: String,
    columns: Vec<Column>,
}

fn tables(folder: &Folder) -> Vec<Table> {
    let sql = folder.sql();
    let mut select =
        sql.prepare("select name from sqlite_master where type = 'table' order by name").unwrap();
    let names = select.query_map((), |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    let columns = |name: &str| {
        let mut select = sql.prepare("select name, type, pk from pragma_table_info(?)").unwrap();
        let columns = select
            .query_map((name,), |row| Ok(Column { name: row.get(0)?, kind: row.get(1)?, key: row.get(2)? }));
        columns.unwrap().map(Result::unwrap).collect()
    };
    names.map(|name| Table { columns: columns(&name), name }).collect()
}

impl Table {
    /// What distinguishes one row.
    fn first(&self) -> String {
        let keys = self.columns.iter().filter(|one| one.key > 0).map(|one| one.name.as_str());
        let keys: Vec<&str> = keys.collect();
        let keys = if keys.is_empty() { vec!["rowid"] } else { keys };
        let keys = keys.join(", ");
        format!("({keys}) = (select {keys} from {} limit 1)", self.name)
    }

    /// Another value of a column.
    fn other(&self, column: &Column) -> String {
        let name = &column.name;
        match column.kind.to_lowercase().as_str() {
            "integer" | "int4" | "int8" | "" => format!("coalesce({name}, 0) + 1000"),
            "blob" => "randomblob(32)".to_owned(),
            _ => format!("coalesce({name}, '') || 'x'"),
        }
    }

    /// Every change of one row: of each column, and the row away, and another beside it.
    fn changes(&self, unique: &BTreeSet<String>) -> Vec<String> {
        let (name, first) = (&self.name, self.first());
        let mut changes: Vec<String> = self
            .columns
            .iter()
            .filter(|one| (name.as_str(), one.name.as_str()) != ("refinery_schema_history", "applied_on"))
            .map(|one| format!("update {name} set {} = {} where {first}", one.name, self.other(one)))
            .collect();
        if !MAY_GO.contains(&name.as_str()) {
            changes.push(format!("delete from {name} where {first}"));
        }
        let last = self.columns.iter().map(|one| one.key).max().unwrap_or(0);
        let value = |one: &Column| match unique.contains(&one.name) || one.key == last && last > 0 {
            true => self.other(one),
            false => one.name.clone(),
        };
        let values = self.columns.iter().map(value).collect::<Vec<_>>().join(", ");
        changes.push(format!("insert into {name} select {values} from {name} where {first}"));
        changes
    }
}

/// Columns that stand alone in a unique index.
fn unique(folder: &Folder, table: &str) -> BTreeSet<String> {
    let sql = folder.sql();
    let mut select = sql
        .prepare(
            "select max(column.name) from pragma_index_list(?) as list join pragma_index_info(list.name) as column
             where list.\"unique\" and list.origin = 'u' group by list.name having count(*) = 1",
        )
        .unwrap();
    let names = select.query_map((table,), |row| row.get(0)).unwrap();
    names.map(Result::unwrap).collect()
}

#[test]
fn a_row_of_any_table_that_was_changed_put_in_or_taken_out_is_found_by_the_log() {
    let lived = lived_in("every-table");
    let tables = tables(&lived);
    let untrusted = |table: &Table| UNTRUSTED.iter().any(|(name, _)| *name == table.name);
    assert_eq!(
        tables.iter().filter(|one| untrusted(one)).count(),
        UNTRUSTED.len(),
        "one is not there any more"
    );
    let mut missed = Vec::new();
    for table in tables.iter().filter(|one| !untrusted(one)) {
        for sql in table.changes(&unique(&lived, &table.name)) {
            let copy = written_into(&lived, "every-table-copy", &sql);
            // A file of another version is not opened at all.
            let checked = check(&copy.0, Depth::Log, &[]);
            if checked.is_ok_and(|checked| without_guards(checked.findings).is_empty()) {
                missed.push(sql);
            }
        }
    }
    assert_eq!(missed, [""; 0]);
}

#[test]
fn what_was_changed_is_named_with_its_table_filing_organization_and_indicator() {
    let lived = lived_in("named");
    for (sql, place, found) in [
        (
            "update figure set value = 7 where revision = 2 and line = 0",
            "filing 2",
            "table figure, or a code that it names: a row of hanoi; members-admitted is not as it was filed",
        ),
        (
            "delete from figure where revision = 3 and line = 0",
            "filing 3",
            "table figure: 2 rows are there of hanoi; members-admitted, of 3 that were filed",
        ),
        ("insert into figure select 99, indicator, organization, period, breakdown, measure, line, value, mark from figure limit 1",
            "table figure, filing 99", "has rows of a filing that is not there"),
        ("update indicator_code set code = 'members-expelled'", "indicator_code row 1 (`members-expelled`)",
            "may be what was changed: no filing that uses it is as it was filed"),
        ("insert into period_code values (9, '2031')", "period_code row 9 (`2031`)", "no figure uses it"),
        ("insert into source_code values (9, 'other')", "source_code row 9 (`other`)", "no figure uses it"),
        ("update filing set filed_on = '2026-11-21' where revision = 4", "filing 4",
            "table filing: its bytes, its day or their number are not what the log tells"),
        ("update justification set text = 'khác'", "filing 3",
            "table justification: its reasons are not those that were filed"),
        ("update received set period = '2031-01' where revision = 2 and period = '2022-01'",
            "form monthly of hanoi for 2022-01", "does not list filing 2"),
        ("insert into released select 99, filing from released limit 1", "table released, filing 2 in decision 99",
            "the decision is no release"),
        ("insert into indicator select 2, place, code, name_vi, name_en, unit, unit_vi, unit_en, kind, decimals, polarity,
            sensitive, breakdowns, theme from indicator", "table indicator, catalogue 2",
            "has rows of a catalogue that is not there"),
    ] {
        let findings = found_after(&lived, "named-copy", sql, Depth::Log);
        let named = findings.iter().any(|one| one.place == place && one.found == found);
        assert!(named, "`{sql}` gave {findings:#?}");
    }
}

#[test]
fn a_number_that_no_dictionary_could_hold_is_found_and_fills_no_memory() {
    let lived = lived_in("giant");
    for sql in [
        "update figure set period = 9223372036854775807 where revision = 2 and line = 0",
        "update figure set period = -5 where revision = 2 and line = 0",
        "update figure set measure = 1000 where revision = 2 and line = 0",
        "update figure set line = -1 where revision = 2 and line = 0",
    ] {
        let findings = found_after(&lived, "giant-copy", sql, Depth::Log);
        assert!(findings.iter().any(|one| one.place == "filing 2"), "`{sql}` gave {findings:#?}");
    }
}
