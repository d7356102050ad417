//! `sources.csv`: each is one release, public from its `published_on`.

use super::fields::{Once, rows, some};
use crate::domain::{Source, SourceId, day};
use crate::intake::fault::Fault;
use crate::intake::problem::Problems;
use crate::intake::row::Columns;

const COLUMNS: Columns =
    Columns { all: &["id", "publisher", "published_on", "title_vi", "about"], optional: &["about"] };

pub(super) fn read(bytes: &[u8], problems: &mut Problems) -> Vec<Source> {
    let mut once = Once::default();
    rows(bytes, COLUMNS, problems, |row, problems| {
        let id =
            some(row, "id", problems).and_then(|text| problems.read(row.line, "id", SourceId::parse(text)));
        if let Some(id) = &id {
            once.check(row, "id", id.as_str(), problems);
            if id.as_str().starts_with("filing-") {
                problems.push(row.line, "id", id.as_str(), Fault::ReservedSource);
            }
        }
        let publisher = some(row, "publisher", problems);
        let published_on = some(row, "published_on", problems)
            .and_then(|text| problems.read(row.line, "published_on", day(text)));
        let title = some(row, "title_vi", problems);
        Some(Source {
            id: id?,
            publisher: publisher?.to_owned(),
            published_on: published_on?,
            title: title?.to_owned(),
            about: row.text("about").to_owned(),
        })
    })
}
