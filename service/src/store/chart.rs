//! The saved charts of a catalogue.

use super::columns::{Columns, joined};
use super::{StoreError, Writing};
use crate::domain::{
    CatalogueParts, ChartKind, ChartSpec, Colors, HostPattern, IndicatorCode, Look, Picker, Query, Reference,
    Revision, Slug, Sort, Stacking, Withdrawal, day,
};

impl Writing<'_> {
    pub(super) fn charts(&self, Revision(id): Revision, parts: &CatalogueParts) -> Result<(), StoreError> {
        for (place, one) in parts.charts.iter().enumerate() {
            let withdrawn = one.withdrawn.as_ref();
            let (references_vi, references_en) = Reference::written(&one.look.references);
            self.insert(
                "insert into chart (revision, place, slug, kind, query, category, series, whole, title_vi, title_en,
                 subtitle_vi, subtitle_en, sort, top, stacking, references_vi, references_en, pickers, hosts, withdrawn_on,
                 withdrawn_vi, withdrawn_en, successor, studio, colors)
                 values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rusqlite::params![
                    id,
                    place,
                    one.slug.as_str(),
                    one.kind.as_str(),
                    written(&one.query),
                    &one.category,
                    &one.series,
                    one.whole.as_ref().map(|code| code.as_str()),
                    &one.titles.vi,
                    &one.titles.en,
                    &one.subtitles.vi,
                    &one.subtitles.en,
                    one.look.sort.as_str(),
                    one.look.top,
                    one.look.stacking.as_str(),
                    references_vi,
                    references_en,
                    Picker::written(&one.pickers),
                    joined(&one.hosts),
                    withdrawn.map(|gone| gone.on.to_string()),
                    withdrawn.map_or("", |gone| &gone.reasons.vi),
                    withdrawn.map_or("", |gone| &gone.reasons.en),
                    withdrawn.and_then(|gone| gone.successor.as_ref()).map(|slug| slug.as_str()),
                    one.studio,
                    one.look.colors.to_string(),
                ],
            )?;
        }
        Ok(())
    }
}

pub(super) fn read(row: &Columns<'_, '_>) -> Result<ChartSpec, StoreError> {
    let parameters = row.text("query")?.lines().map(|line| line.split_once('=').unwrap_or((line, "")));
    Ok(ChartSpec {
        slug: Slug::parse(row.text("slug")?)?,
        kind: ChartKind::parse(row.text("kind")?)?,
        query: Query::parse(parameters)?,
        category: row.text("category")?.to_owned(),
        series: row.optional("series")?.map(str::to_owned),
        whole: row.optional("whole")?.map(IndicatorCode::parse).transpose()?,
        titles: row.names("title_vi", "title_en")?,
        subtitles: row.names("subtitle_vi", "subtitle_en")?,
        look: Look {
            sort: Sort::parse(row.text("sort")?)?,
            top: row.0.get("top")?,
            stacking: Stacking::parse(row.text("stacking")?)?,
            colors: Colors::parse(row.text("colors")?)?,
            references: Reference::parse_all(row.text("references_vi")?, row.text("references_en")?)?,
        },
        pickers: Picker::parse_all(row.text("pickers")?)?,
        hosts: row.list("hosts", HostPattern::parse)?,
        withdrawn: withdrawal(row)?,
        studio: row.0.get("studio")?,
    })
}

fn withdrawal(row: &Columns<'_, '_>) -> Result<Option<Withdrawal>, StoreError> {
    let Some(on) = row.optional("withdrawn_on")? else { return Ok(None) };
    Ok(Some(Withdrawal {
        on: day(on)?,
        reasons: row.names("withdrawn_vi", "withdrawn_en")?,
        successor: row.optional("successor")?.map(Slug::parse).transpose()?,
    }))
}

/// Canonical parameters, one a line: none of them holds a line break.
fn written(query: &Query) -> String {
    let pairs = query.parameters().into_iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("\n")
}
