//! Whatever is changed in the file by hand is found.

mod catalogue;
mod every_table;
mod lived_in;

use super::*;
use crate::domain::{Act, Actor, Deed, Grant, Role};
use crate::store::Store;
use catalogue::catalogue;
use lived_in::{Folder, ROWS, at, filing, lived_in};

/// Without what guards the tables, as who writes into the file can take it away.
const UNGUARDED: &str = "pragma writable_schema = on; delete from sqlite_schema where type = 'trigger';
    pragma writable_schema = reset; pragma ignore_check_constraints = on; pragma foreign_keys = off;";

fn found(folder: &Folder, depth: Depth) -> Vec<Finding> {
    check(&folder.0, depth, &[]).unwrap().findings
}

/// A copy in which somebody wrote past the guards.
fn written_into(lived: &Folder, name: &str, sql: &str) -> Folder {
    let copy = lived.copy(name);
    let connection = copy.sql();
    connection.execute_batch(UNGUARDED).unwrap();
    connection.execute_batch(sql).unwrap();
    assert!(connection.total_changes() > 0, "`{sql}` changed nothing");
    copy
}

/// What is found beside the missing guards.
fn found_after(lived: &Folder, name: &str, sql: &str, depth: Depth) -> Vec<Finding> {
    without_guards(found(&written_into(lived, name, sql), depth))
}

fn without_guards(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|one| !one.place.starts_with("trigger ")).collect()
}

#[test]
fn a_store_that_nobody_touched_is_sound() {
    let folder = lived_in("sound");
    let checked = check(&folder.0, Depth::Store, &[]).unwrap();
    assert_eq!(checked.findings, []);
    assert_eq!((checked.revisions, checked.figures, checked.head.number), (5, 12, ROWS));
    assert_eq!(check(&folder.0, Depth::Log, &[checked.head]).unwrap().findings, []);
}

#[test]
fn a_guard_that_was_taken_away_is_missed() {
    let folder = lived_in("guards");
    folder.sql().execute_batch("drop trigger audit_stays").unwrap();
    let findings = found(&folder, Depth::Log);
    assert_eq!(findings.iter().map(|one| one.place.as_str()).collect::<Vec<_>>(), ["trigger audit_stays"]);
}

#[test]
fn a_row_of_the_log_that_was_changed_in_any_column_is_found_where_it_was_changed() {
    let lived = lived_in("columns");
    let columns: Vec<String> = {
        let sql = lived.sql();
        let mut select = sql.prepare("select name from pragma_table_info('audit')").unwrap();
        select.query_map((), |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(columns.len(), 9, "a new column belongs into the hash, and into this test");
    for row in 1..=ROWS {
        for column in &columns {
            let value = match column.as_str() {
                "number" => "100".to_owned(),
                "hash" => "randomblob(32)".to_owned(),
                other => format!("coalesce({other}, '') || ' '"),
            };
            let sql = format!("update audit set {column} = {value} where number = {row}");
            let findings = found_after(&lived, "column", &sql, Depth::Log);
            let place = if column == "number" { "100".to_owned() } else { row.to_string() };
            let is_there = findings.iter().any(|one| {
                one.damage == Damage::Chain
                    && (one.place == format!("audit row {place}") || column == "number")
            });
            assert!(is_there || column == "number" && !findings.is_empty(), "`{sql}` gave {findings:?}");
        }
    }
}

#[test]
fn a_row_that_was_dropped_put_in_or_exchanged_is_found() {
    let lived = lived_in("rows");
    let mut changes: Vec<String> =
        (1..=ROWS).map(|row| format!("delete from audit where number = {row}")).collect();
    changes.push("delete from audit where number > 14".to_owned());
    changes.push("delete from audit".to_owned());
    changes.push("delete from audit; delete from sqlite_sequence".to_owned());
    changes.push("update sqlite_sequence set seq = 18 where name = 'audit'".to_owned());
    changes.push("update audit_root set revision = 1".to_owned());
    changes.push("update audit_root set tokens = 'x'".to_owned());
    changes.push(
        "insert into audit (done_at, actor, role, organization, act, about, detail, hash)
         select done_at, actor, role, organization, act, about, detail, randomblob(32) from audit where number = 4"
            .to_owned(),
    );
    changes.push(
        "update audit set number = -1 where number = 4; update audit set number = 4 where number = 5;
         update audit set number = 5 where number = -1"
            .to_owned(),
    );
    for sql in changes {
        let findings = found_after(&lived, "row", &sql, Depth::Log);
        assert!(!findings.is_empty(), "`{sql}` was not found");
    }
}

#[test]
fn a_log_that_was_rewritten_whole_is_told_by_a_receipt() {
    let lived = lived_in("rewritten");
    let receipt = check(&lived.0, Depth::Log, &[]).unwrap().head;
    let copy = lived.copy("rewritten-copy");
    let connection = copy.sql();
    connection.execute_batch(UNGUARDED).unwrap();
    connection.execute("update audit set actor = 'somebody' where act = 'sign-in'", ()).unwrap();
    let mut last = audit::root(&connection).unwrap();
    for number in 1..=ROWS {
        let entry = connection
            .query_row("select * from audit where number = ?", (number,), |row| {
                Ok(audit::entry(row).unwrap().0)
            })
            .unwrap();
        last = Head { number, hash: audit::chained(&last.hash, &entry) };
        connection.execute("update audit set hash = ? where number = ?", (last.hash, number)).unwrap();
    }
    drop(connection);
    let findings = check(&copy.0, Depth::Log, &[receipt]).unwrap().findings;
    let damages: Vec<Damage> = findings.iter().map(|one| one.damage).collect();
    assert!(damages.contains(&Damage::Receipt) && !damages.contains(&Damage::Chain), "{findings:?}");
}

#[test]
fn what_was_changed_beside_the_log_is_found_too() {
    let lived = lived_in("beside");
    for (depth, sql) in [
        (Depth::Log, "update revision set made_by = 'cli' where id = 3"),
        (Depth::Log, "update revision set made_at = '2026-11-21T00:00:00Z' where id = 1"),
        (Depth::Log, "update revision set kind = 'catalogue' where id = 3"),
        (Depth::Log, "update revision set id = 9 where id = 5"),
        (Depth::Log, "update filing set sha256 = randomblob(32) where revision = 4"),
        (Depth::Log, "update filing set media_type = 'x' where revision = 4"),
        (Depth::Log, "update filing set filed_on = '2026-11-21' where revision = 4"),
        (Depth::Log, "update filing set figures = 2 where revision = 4"),
        (Depth::Log, "delete from figure where revision = 5 and line = 1"),
        (Depth::Log, "delete from figure where revision = 5; delete from filing where revision = 5"),
        (
            Depth::Log,
            "delete from figure where revision = 5; delete from filing where revision = 5; delete from revision where id = 5",
        ),
        (Depth::Log, "insert into revision values (6, 'filing', '2026-11-22T08:00:00Z', 'cli')"),
        (Depth::Log, "update organization set name_vi = 'Huế'"),
        (Depth::Log, "update placement set parent = 'hanoi'"),
        (Depth::Log, "update justification set text = 'khác'"),
        (Depth::Log, "delete from justification"),
        (Depth::Log, "insert into justification values (4, 0, null, '', 'khác')"),
        (Depth::Log, "update token set role = 'admin'"),
        (Depth::Log, "update token set organization = null"),
        (Depth::Log, "update token set expires_at = '2036-01-01T00:00:00Z'"),
        (Depth::Log, "update token set sha256 = randomblob(32) where role = 'filer'"),
        (
            Depth::Log,
            "insert into token select 'b', randomblob(32), 'admin', null, made_at, expires_at from token limit 1",
        ),
        (Depth::Log, "update event set kind = 'returned' where kind = 'accepted'"),
        (Depth::Log, "update event set about = 4 where about = 3"),
        (Depth::Log, "update event set made_at = '2026-11-22T05:30:00Z' where id = 4"),
        (Depth::Log, "update event set made_ms = made_ms + 1000 where id = 1"),
        (Depth::Log, "update event set due_ms = 1 where kind = 'release'"),
        (Depth::Log, "update event set due_ms = 1 where kind = 'catalogue'"),
        (Depth::Log, "update event set day = '2020-01-01' where kind = 'catalogue'"),
        (Depth::Log, "update event set made_by = 'cli' where id = 3"),
        (Depth::Log, "update event set sha256 = randomblob(32) where id = 2"),
        (Depth::Log, "update event set reason = 'khác' where kind = 'roll-back'"),
        (Depth::Log, "delete from event where kind = 'roll-back'"),
        (Depth::Log, "delete from event where kind = 'catalogue'"),
        (Depth::Log, "delete from released where filing = 2"),
        (Depth::Log, "insert into released select release, 5 from released limit 1"),
        (
            Depth::Log,
            "insert into event select id + 1, 'release', null, made_at, made_ms, null, day, made_by, null, '' from event
             order by id desc limit 1; insert into released select max(id), 5 from event",
        ),
        (
            Depth::Log,
            "insert into event select (select max(id) + 1 from event), kind, about, made_at, made_ms, due_ms, day, made_by,
             sha256, reason from event where kind = 'catalogue'",
        ),
        (Depth::Log, "delete from revocation"),
        (Depth::Log, "update revocation set revoked_at = '2027-01-01T00:00:00Z'"),
        (Depth::Log, "insert into session select randomblob(32), name, made_at, expires_at from token"),
        (Depth::Log, "update session set expires_at = '2036-01-01T00:00:00Z'"),
        (Depth::Log, "update draft set fields = 'kind=bar'"),
        (Depth::Log, "update draft set name = 'khác'"),
        (Depth::Log, "update draft set made_by = 'cli'"),
        (Depth::Log, "delete from draft"),
        (Depth::Log, "update claim set value = '10300' where id = 1"),
        (Depth::Log, "update claim set direction = 'rise' where id = 1"),
        (Depth::Log, "update claim set rounding = 1 where id = 1"),
        (Depth::Log, "update claim set about = 'hanoi' where id = 1"),
        (Depth::Log, "update claim set article = 'https://news.example/b' where id = 1"),
        (Depth::Log, "update claim set made_by = 'token-x' where id = 1"),
        (Depth::Log, "delete from claim where id = 1"),
        (Depth::Log, "delete from claim_withdrawn"),
        (Depth::Log, "update claim_withdrawn set claim = 1"),
        (Depth::Log, "insert into claim_withdrawn values (1, '2026-11-22T10:00:00Z', 'cli')"),
        (Depth::Log, "update webhook set address = 'https://other.example/hook' where id = 1"),
        (Depth::Log, "update webhook set secret = randomblob(32) where id = 1"),
        (Depth::Log, "delete from webhook_ended"),
        (Depth::Log, "insert into webhook_ended values (1, '2026-11-22T10:00:00Z', 'cli')"),
        (Depth::Log, "insert into webhook select 3, made_at, made_by, address, secret from webhook where id = 1"),
        (Depth::Log, "update own_sentence set template = '{{ Period }}. ' where id = 1"),
        (Depth::Log, "update own_sentence set template = (select detail from audit where act = 'save-sentence') where id = 1"),
        (Depth::Log, "update own_sentence set chart = 'other' where id = 2"),
        (Depth::Log, "update own_sentence set made_at = '2026-11-22T08:30:00Z' where id = 1"),
        (Depth::Log, "delete from own_sentence where id = 1"),
        (Depth::Log, "insert into draft select 2, version, name, fields, made_at, made_by from draft"),
        (Depth::Log, "update figure set value = 7 where revision = 2 and line = 0"),
        (Depth::Log, "update figure set value = null where revision = 2 and line = 0"),
        (Depth::Log, "update figure set measure = 1 where revision = 2 and line = 0"),
        (Depth::Log, "update figure set period = 4 - period where revision = 2 and line < 1"),
        (Depth::Log, "update figure set mark = 2 where revision = 2 and line = 0"),
        (Depth::Log, "update figure set indicator = 2 where revision = 2 and line = 0"),
        (Depth::Log, "update figure set revision = 4, line = line + 3 where revision = 3"),
        (Depth::Log, "update indicator_code set code = 'other'"),
        (Depth::Log, "update organization_code set code = 'other'"),
        (Depth::Log, "update period_code set code = '2023-01' where id = 1"),
        (Depth::Log, "update breakdown_code set code = 'a=b'"),
        (Depth::Log, "update source_code set code = 'other'"),
        (Depth::Log, "update mark set status = 'P'"),
        (Depth::Log, "update mark set as_of = '2022-01-01'"),
        (Depth::Log, "delete from mark"),
        (Depth::Log, "delete from period_code where id = 3"),
        (Depth::Log, "insert into received values ('investment', '2022-01', 'hanoi', 2)"),
    ] {
        let findings = found_after(&lived, "changed", sql, depth);
        assert!(!findings.is_empty(), "`{sql}` was not found");
    }
}

#[test]
fn what_was_there_before_the_log_is_its_root() {
    let folder = Folder::new("older");
    std::fs::create_dir_all(&folder.0).unwrap();
    let mut sql = folder.sql();
    open::migrate_to(&mut sql, 8);
    sql.execute_batch(
        "insert into revision values (1, 'filing', '2026-01-01T00:00:00Z', 'cli');
         insert into filing values (1, randomblob(32), 'text/csv', '2026-01-01', 1);
         insert into indicator_code values (1, 'members-admitted'); insert into organization_code values (1, 'hanoi');
         insert into period_code values (1, '2022'); insert into breakdown_code values (1, '');
         insert into mark values (1, 'A', null, null, null); insert into figure values (1, 1, 1, 1, 1, 0, 0, 5, 1);
         insert into token values ('a', randomblob(32), 'admin', null, '2026-01-01T00:00:00Z', '2036-01-01T00:00:00Z');",
    )
    .unwrap();
    drop(sql);
    let store = Store::open(&folder.0).unwrap();
    let operator = Actor::operator("cli");
    store.write(|writing| writing.filing(&filing(2, &operator))).unwrap();
    drop(store);
    folder.sql().execute_batch("pragma wal_checkpoint(truncate)").unwrap();
    assert_eq!(found(&folder, Depth::Store), []);
    for sql in [
        "update figure set value = 6 where revision = 1",
        "update filing set filed_on = '2025-01-01' where revision = 1",
        "update revision set made_by = 'x' where id = 1",
        "update token set role = 'filer'",
    ] {
        assert!(!found_after(&folder, "older-copy", sql, Depth::Log).is_empty(), "`{sql}` was not found");
    }
}

#[test]
fn an_act_that_a_role_may_not_do_leaves_nothing() {
    let folder = Folder::new("denied");
    let store = Store::open(&folder.0).unwrap();
    let by = Actor { name: "token-a".to_owned(), role: Role::Publisher, organization: None };
    let denied = store.write(|writing| writing.catalogue(&catalogue(), &at(1), &by));
    assert!(matches!(denied, Err(StoreError::NotAllowed(Role::Publisher, Act::LoadCatalogue))));
    let grant = Grant { role: Role::Admin, organization: None, days: 1 };
    assert!(matches!(store.issue(&grant, &by, &at(1)), Err(StoreError::NotAllowed(..))));
    let deed = Deed { by: &by, act: Act::ReadAudit, about: "", detail: "", at: &at(1) };
    assert!(store.write(|writing| writing.audit(&deed)).is_err());
    let checked = check(&folder.0, Depth::Store, &[]).unwrap();
    assert_eq!((checked.head.number, checked.revisions, checked.findings), (0, 0, Vec::new()));
    assert!(store.tokens().unwrap().is_empty());
}
