//! Catalogues: each load is a revision of its own and holds everything.

mod reading;
mod used;

use rusqlite::Params;

use super::columns::joined;
use super::release::Said;
use super::{StoreError, Writing, digest};
use crate::domain::{Act, Actor, Catalogue, CatalogueParts, ClosingDay, Deed, Moment, Revision};
pub(super) use reading::{definitions, newest, read, read_at};

impl Writing<'_> {
    /// Keeps a catalogue as a new revision, and records it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn catalogue(&self, parts: &CatalogueParts, at: &Moment, by: &Actor) -> Result<Revision, StoreError> {
        self.catalogue_of(parts, (Act::LoadCatalogue, ""), at, by)
    }

    /// The same as another act, which the log tells with what it was done to.
    ///
    /// # Errors
    /// When the store fails, or the actor may not.
    pub fn catalogue_of(
        &self,
        parts: &CatalogueParts,
        (act, what): (Act, &str),
        at: &Moment,
        by: &Actor,
    ) -> Result<Revision, StoreError> {
        let revision = self.revision("catalogue", at, &by.name)?;
        self.indicators(revision, parts)?;
        self.organizations(revision, parts)?;
        self.placements(revision, parts)?;
        self.successions(revision, parts)?;
        self.sources(revision, parts)?;
        self.members(revision, parts)?;
        self.charts(revision, parts)?;
        self.event("catalogue", Some(revision), at, by, &Said::default())?;
        self.forms(revision, parts)?;
        let about = format!("revision {revision}");
        let hash = digest::hex(&digest::catalogue(&self.transaction, revision)?);
        let detail =
            if what.is_empty() { format!("catalogue {hash}") } else { format!("catalogue {hash} {what}") };
        self.audit(&Deed { by, act, about: &about, detail: &detail, at })?;
        Ok(revision)
    }

    fn indicators(&self, Revision(id): Revision, parts: &CatalogueParts) -> Result<(), StoreError> {
        for (place, one) in parts.indicators.iter().enumerate() {
            self.insert(
                "insert into indicator (revision, place, code, name_vi, name_en, unit, unit_vi, unit_en, kind, decimals,
                 polarity, sensitive, breakdowns, theme) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    id,
                    place,
                    one.code.as_str(),
                    &one.names.vi,
                    &one.names.en,
                    &one.unit,
                    &one.unit_names.vi,
                    &one.unit_names.en,
                    one.kind.as_str(),
                    one.decimals,
                    one.polarity.as_str(),
                    one.sensitive,
                    joined(&one.breakdowns),
                    &one.theme,
                ),
            )?;
        }
        Ok(())
    }

    fn organizations(&self, Revision(id): Revision, parts: &CatalogueParts) -> Result<(), StoreError> {
        for (place, one) in parts.organizations.iter().enumerate() {
            self.insert(
                "insert into organization (revision, place, code, name_vi, name_en, kind, successors)
                 values (?, ?, ?, ?, ?, ?, ?)",
                (
                    id,
                    place,
                    one.code.as_str(),
                    &one.names.vi,
                    &one.names.en,
                    one.kind.as_str(),
                    joined(&one.successors),
                ),
            )?;
        }
        Ok(())
    }

    fn placements(&self, Revision(id): Revision, parts: &CatalogueParts) -> Result<(), StoreError> {
        let placed =
            parts.organizations.iter().flat_map(|one| one.placements.iter().map(move |at| (one, at)));
        for (place, (one, at)) in placed.enumerate() {
            self.insert(
                "insert into placement (revision, place, organization, parent, valid_from, valid_to)
                 values (?, ?, ?, ?, ?, ?)",
                (
                    id,
                    place,
                    one.code.as_str(),
                    at.parent.as_ref().map(|code| code.as_str()),
                    at.validity.from.map(|day| day.to_string()),
                    at.validity.until.map(|day| day.to_string()),
                ),
            )?;
        }
        Ok(())
    }

    fn successions(&self, Revision(id): Revision, parts: &CatalogueParts) -> Result<(), StoreError> {
        for (place, one) in parts.successions.iter().enumerate() {
            self.insert(
                "insert into succession (revision, place, happened_on, kind, from_organization, to_organization, weight)
                 values (?, ?, ?, ?, ?, ?, ?)",
                (
                    id,
                    place,
                    one.on.to_string(),
                    one.kind.as_str(),
                    one.from.as_str(),
                    one.to.as_ref().map(|code| code.as_str()),
                    one.weight.millionths(),
                ),
            )?;
        }
        Ok(())
    }

    fn sources(&self, Revision(id): Revision, parts: &CatalogueParts) -> Result<(), StoreError> {
        for (place, one) in parts.sources.iter().enumerate() {
            self.insert(
                "insert into source (revision, place, id, publisher, published_on, title, about)
                 values (?, ?, ?, ?, ?, ?, ?)",
                (
                    id,
                    place,
                    one.id.as_str(),
                    &one.publisher,
                    one.published_on.to_string(),
                    &one.title,
                    &one.about,
                ),
            )?;
        }
        Ok(())
    }

    fn members(&self, Revision(id): Revision, parts: &CatalogueParts) -> Result<(), StoreError> {
        for (place, one) in parts.members.iter().enumerate() {
            self.insert(
                "insert into member (revision, place, dimension, member, name_vi, name_en) values (?, ?, ?, ?, ?, ?)",
                (
                    id,
                    place,
                    one.dimension.as_str(),
                    one.member.as_ref().map(|code| code.as_str()),
                    &one.names.vi,
                    &one.names.en,
                ),
            )?;
        }
        Ok(())
    }

    fn forms(&self, Revision(id): Revision, parts: &CatalogueParts) -> Result<(), StoreError> {
        for (place, one) in parts.forms.iter().enumerate() {
            self.insert(
                "insert into form (revision, place, code, name_vi, name_en, kinds, periods, closing_day, due_days,
                 valid_from, valid_to, partial) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    id,
                    place,
                    one.code.as_str(),
                    &one.names.vi,
                    &one.names.en,
                    joined(&one.kinds),
                    joined(&one.periods),
                    one.closing_day.map(ClosingDay::get),
                    one.due_days,
                    one.validity.from.map(|day| day.to_string()),
                    one.validity.until.map(|day| day.to_string()),
                    one.partial.as_str(),
                ),
            )?;
        }
        let items = parts.forms.iter().flat_map(|form| form.items.iter().map(move |item| (form, item)));
        for (place, (form, item)) in items.enumerate() {
            self.insert(
                "insert into form_item (revision, place, form, indicator, breakdown, measures, required)
                 values (?, ?, ?, ?, ?, ?, ?)",
                (
                    id,
                    place,
                    form.code.as_str(),
                    item.indicator.as_str(),
                    item.breakdown.to_string(),
                    joined(&item.measures),
                    item.required,
                ),
            )?;
        }
        Ok(())
    }

    pub(super) fn insert(&self, sql: &str, values: impl Params) -> Result<(), StoreError> {
        self.transaction.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// The newest catalogue.
    ///
    /// # Errors
    /// When the store fails.
    pub fn kept_catalogue(&self) -> Result<Catalogue, StoreError> {
        read(&self.transaction)
    }
}
