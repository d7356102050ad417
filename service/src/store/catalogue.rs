//! Catalogues: each load is a revision of its own and holds everything.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Params, Row};

use super::contents::{optional, text};
use super::release::Said;
use super::{StoreError, Writing, chart, digest};
use crate::domain::{
    Act, Actor, Breakdown, Catalogue, CatalogueParts, ClosingDay, Deed, DimensionCode, Form, FormBreakdown,
    FormCode, FormItem, Indicator, IndicatorCode, Invalid, Kind, Measure, Member, MemberCode, Moment, Names,
    Organization, OrganizationCode, OrganizationKind, Partial, PeriodKind, Placement, Polarity, Revision,
    Source, SourceId, Succession, SuccessionKind, Used, Validity, Weight, day,
};

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

    /// The codes that figures of any revision use.
    ///
    /// # Errors
    /// When the store fails.
    pub fn used(&self) -> Result<Used, StoreError> {
        let mut used = Used::default();
        let mut select = self.transaction.prepare(
            "select indicator_code.code, breakdown_code.code
             from (select distinct indicator, breakdown from figure) as pair
             join indicator_code on indicator_code.id = pair.indicator
             join breakdown_code on breakdown_code.id = pair.breakdown",
        )?;
        let mut rows = select.query(())?;
        while let Some(row) = rows.next()? {
            let indicator = IndicatorCode::parse(text(row, 0)?)?;
            used.indicators.insert((indicator, Breakdown::parse(text(row, 1)?)?));
        }
        used.organizations = codes(&self.transaction, "organization_code", OrganizationCode::parse)?;
        used.sources = codes(&self.transaction, "source_code", SourceId::parse)?;
        Ok(used)
    }

    /// The newest catalogue.
    ///
    /// # Errors
    /// When the store fails.
    pub fn kept_catalogue(&self) -> Result<Catalogue, StoreError> {
        read(&self.transaction)
    }
}

/// A dictionary of codes: all of them are used.
fn codes<T: Ord>(
    connection: &Connection,
    table: &str,
    parse: fn(&str) -> Result<T, Invalid>,
) -> Result<BTreeSet<T>, StoreError> {
    let mut select = connection.prepare(&format!("select code from {table}"))?;
    let mut rows = select.query(())?;
    let mut codes = BTreeSet::new();
    while let Some(row) = rows.next()? {
        codes.insert(parse(text(row, 0)?)?);
    }
    Ok(codes)
}

pub(super) fn newest(connection: &Connection) -> Result<Revision, StoreError> {
    let newest = connection
        .prepare_cached("select id from revision where kind = 'catalogue' order by id desc limit 1")?
        .query_row((), |row| row.get(0))
        .optional()?;
    Ok(Revision(newest.unwrap_or(0)))
}

pub(super) fn read(connection: &Connection) -> Result<Catalogue, StoreError> {
    read_at(connection, newest(connection)?)
}

/// The catalogue of a revision.
pub(super) fn read_at(connection: &Connection, revision: Revision) -> Result<Catalogue, StoreError> {
    let Revision(newest) = revision;
    let mut organizations = all(connection, newest, "organization", organization)?;
    for (code, placement) in all(connection, newest, "placement", placement)? {
        if let Some(one) = organizations.iter_mut().find(|one| one.code == code) {
            one.placements.push(placement);
        }
    }
    let mut forms = all(connection, newest, "form", form)?;
    for (code, item) in all(connection, newest, "form_item", form_item)? {
        if let Some(form) = forms.iter_mut().find(|form| form.code == code) {
            form.items.push(item);
        }
    }
    let parts = CatalogueParts {
        indicators: all(connection, newest, "indicator", indicator)?,
        organizations,
        successions: all(connection, newest, "succession", succession)?,
        sources: all(connection, newest, "source", source)?,
        members: all(connection, newest, "member", member)?,
        charts: all(connection, newest, "chart", chart::read)?,
        forms,
    };
    Ok(Catalogue::new(parts)?)
}

/// The rows of a table in their order, read by column name.
fn all<T>(
    connection: &Connection,
    revision: u64,
    table: &'static str,
    read: impl Fn(&Columns<'_, '_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut select =
        connection.prepare_cached(&format!("select * from {table} where revision = ? order by place"))?;
    let mut rows = select.query((revision,))?;
    let mut things = Vec::new();
    while let Some(row) = rows.next()? {
        things.push(read(&Columns(row))?);
    }
    Ok(things)
}

pub(super) struct Columns<'r, 's>(pub(super) &'r Row<'s>);

impl Columns<'_, '_> {
    pub(super) fn text(&self, name: &str) -> Result<&str, StoreError> {
        text(self.0, self.0.as_ref().column_index(name)?)
    }

    pub(super) fn optional(&self, name: &str) -> Result<Option<&str>, StoreError> {
        optional(self.0, self.0.as_ref().column_index(name)?)
    }

    pub(super) fn names(&self, vi: &str, en: &str) -> Result<Names, StoreError> {
        Ok(Names { vi: self.text(vi)?.to_owned(), en: self.text(en)?.to_owned() })
    }

    fn validity(&self) -> Result<Validity, StoreError> {
        Ok(Validity {
            from: self.optional("valid_from")?.map(day).transpose()?,
            until: self.optional("valid_to")?.map(day).transpose()?,
        })
    }

    pub(super) fn list<T>(
        &self,
        name: &str,
        parse: fn(&str) -> Result<T, Invalid>,
    ) -> Result<Vec<T>, StoreError> {
        let items = self.text(name)?.split(';').filter(|item| !item.is_empty());
        Ok(items.map(parse).collect::<Result<_, _>>()?)
    }
}

fn indicator(row: &Columns<'_, '_>) -> Result<Indicator, StoreError> {
    Ok(Indicator {
        code: IndicatorCode::parse(row.text("code")?)?,
        names: row.names("name_vi", "name_en")?,
        unit: row.text("unit")?.to_owned(),
        unit_names: row.names("unit_vi", "unit_en")?,
        kind: Kind::parse(row.text("kind")?)?,
        decimals: row.0.get("decimals")?,
        polarity: Polarity::parse(row.text("polarity")?)?,
        sensitive: row.0.get("sensitive")?,
        breakdowns: row.list("breakdowns", DimensionCode::parse)?,
        theme: row.text("theme")?.to_owned(),
    })
}

fn organization(row: &Columns<'_, '_>) -> Result<Organization, StoreError> {
    Ok(Organization {
        code: OrganizationCode::parse(row.text("code")?)?,
        names: row.names("name_vi", "name_en")?,
        kind: OrganizationKind::parse(row.text("kind")?)?,
        placements: Vec::new(),
        successors: row.list("successors", OrganizationCode::parse)?,
    })
}

fn placement(row: &Columns<'_, '_>) -> Result<(OrganizationCode, Placement), StoreError> {
    let validity = row.validity()?;
    let parent = row.optional("parent")?.map(OrganizationCode::parse).transpose()?;
    Ok((OrganizationCode::parse(row.text("organization")?)?, Placement { parent, validity }))
}

fn succession(row: &Columns<'_, '_>) -> Result<Succession, StoreError> {
    let weight: u32 = row.0.get("weight")?;
    Ok(Succession {
        on: day(row.text("happened_on")?)?,
        kind: SuccessionKind::parse(row.text("kind")?)?,
        from: OrganizationCode::parse(row.text("from_organization")?)?,
        to: row.optional("to_organization")?.map(OrganizationCode::parse).transpose()?,
        // The table holds no other weights.
        weight: Weight::of_millionths(weight).unwrap_or(Weight::WHOLE),
    })
}

fn source(row: &Columns<'_, '_>) -> Result<Source, StoreError> {
    Ok(Source {
        id: SourceId::parse(row.text("id")?)?,
        publisher: row.text("publisher")?.to_owned(),
        published_on: day(row.text("published_on")?)?,
        title: row.text("title")?.to_owned(),
        about: row.text("about")?.to_owned(),
    })
}

fn member(row: &Columns<'_, '_>) -> Result<Member, StoreError> {
    Ok(Member {
        dimension: DimensionCode::parse(row.text("dimension")?)?,
        member: row.optional("member")?.map(MemberCode::parse).transpose()?,
        names: row.names("name_vi", "name_en")?,
    })
}

fn form(row: &Columns<'_, '_>) -> Result<Form, StoreError> {
    Ok(Form {
        code: FormCode::parse(row.text("code")?)?,
        names: row.names("name_vi", "name_en")?,
        kinds: row.list("kinds", OrganizationKind::parse)?,
        periods: row.list("periods", PeriodKind::parse)?,
        closing_day: row
            .0
            .get::<_, Option<u8>>("closing_day")?
            .map(|day| ClosingDay::parse(&day.to_string()))
            .transpose()?,
        due_days: row.0.get("due_days")?,
        validity: row.validity()?,
        partial: Partial::parse(row.text("partial")?)?,
        items: Vec::new(),
    })
}

fn form_item(row: &Columns<'_, '_>) -> Result<(FormCode, FormItem), StoreError> {
    let item = FormItem {
        indicator: IndicatorCode::parse(row.text("indicator")?)?,
        breakdown: FormBreakdown::parse(row.text("breakdown")?)?,
        measures: row.list("measures", Measure::parse)?,
        required: row.0.get("required")?,
    };
    Ok((FormCode::parse(row.text("form")?)?, item))
}

pub(super) fn joined(codes: &[impl ToString]) -> String {
    codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
}
