//! Who may show a chart, and whether it is still shown: the last columns of `charts.csv`.

use super::fields::{date, items};
use crate::domain::{HostPattern, Names, Slug, Withdrawal};
use crate::intake::fault::Fault;
use crate::intake::problem::Problems;
use crate::intake::row::Row;

/// The hosts that may frame it; `None` where something is wrong with one.
pub(super) fn hosts(row: &Row<'_>, problems: &mut Problems) -> Option<Vec<HostPattern>> {
    let read =
        items(row.text("hosts")).map(|text| problems.read(row.line, "hosts", HostPattern::parse(text)));
    let mut hosts = read.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()?;
    hosts.sort();
    hosts.dedup();
    Some(hosts)
}

/// The outer `None`: something is wrong with it.
pub(super) fn withdrawal(row: &Row<'_>, problems: &mut Problems) -> Option<Option<Withdrawal>> {
    let on = date(row, "withdrawn_on", problems)?;
    let (vi, en) = (row.text("withdrawn_vi"), row.text("withdrawn_en"));
    let successor = match row.text("successor") {
        "" => None,
        text => Some(problems.read(row.line, "successor", Slug::parse(text))?),
    };
    let Some(on) = on else {
        let told = [vi, en, row.text("successor")];
        let stray = told.into_iter().find(|text| !text.is_empty());
        stray.into_iter().for_each(|text| problems.push(row.line, "withdrawn_on", text, Fault::Required));
        return stray.is_none().then_some(None);
    };
    if vi.is_empty() {
        problems.push(row.line, "withdrawn_vi", "", Fault::Required);
        return None;
    }
    let reasons = Names { vi: vi.to_owned(), en: if en.is_empty() { vi } else { en }.to_owned() };
    Some(Some(Withdrawal { on, reasons, successor }))
}
