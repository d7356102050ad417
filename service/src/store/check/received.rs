//! Which filings fill in a form follows from their figures and from the catalogues: it is found anew and compared.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::finding;
use crate::domain::{Catalogue, Damage, Filled, Finding, Form, Forms, Revision};
use crate::store::{StoreError, catalogue, received};

type Row = (String, String, String, u64);

pub(super) fn follows(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let (there, wanted) = (kept(connection)?, found(connection)?);
    let told = |row: &Row, what: &str| {
        let (form, period, organization, filing) = row;
        let place = format!("form {form} of {organization} for {period}");
        finding(Damage::Filing, place, format!("{what} filing {filing}"))
    };
    let missing = wanted.difference(&there).map(|row| told(row, "does not list"));
    let other = there.difference(&wanted).map(|row| told(row, "lists, and does not stand in,"));
    Ok(missing.chain(other).collect())
}

fn kept(connection: &Connection) -> Result<BTreeSet<Row>, StoreError> {
    let mut select = connection.prepare("select form, period, organization, revision from received")?;
    let rows = select.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A filing fills in the forms of the catalogue that it was filed under, and those that a later one brought or changed.
fn found(connection: &Connection) -> Result<BTreeSet<Row>, StoreError> {
    let mut select = connection.prepare("select id, kind = 'catalogue' from revision order by id")?;
    let mut rows = select.query(())?;
    let (mut before, mut filings, mut found) = (Catalogue::default(), Vec::new(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        let revision = Revision(row.get(0)?);
        if row.get(1)? {
            let now = catalogue::read_at(connection, revision)?;
            let changed: Vec<&Form> =
                now.forms().iter().filter(|form| before.form(&form.code) != Some(*form)).collect();
            if !changed.is_empty() {
                let forms = Forms::new(&now, changed);
                for filing in &filings {
                    fill(connection, *filing, &forms, &mut found)?;
                }
            }
            before = now;
        } else {
            filings.push(revision);
            fill(connection, revision, &Forms::new(&before, before.forms()), &mut found)?;
        }
    }
    Ok(found)
}

fn fill(
    connection: &Connection,
    filing: Revision,
    forms: &Forms<'_>,
    found: &mut BTreeSet<Row>,
) -> Result<(), StoreError> {
    let figures = received::of_forms(connection, filing, forms)?;
    let row = |one: Filled<'_>| {
        (one.form.to_string(), one.period.to_string(), one.organization.to_string(), filing.0)
    };
    found.extend(forms.filled(&figures).into_iter().map(row));
    Ok(())
}
