//! A catalogue as it is kept: each table read by the names of its columns.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::{
    Catalogue, CatalogueParts, ClosingDay, DimensionCode, Form, FormBreakdown, FormCode, FormItem, Indicator,
    IndicatorCode, Kind, Measure, Member, MemberCode, Organization, OrganizationCode, OrganizationKind,
    Partial, PeriodKind, Placement, Polarity, Revision, Source, SourceId, Succession, SuccessionKind, Weight,
    day,
};
use crate::store::columns::Columns;
use crate::store::{StoreError, chart};

pub(in crate::store) fn newest(connection: &Connection) -> Result<Revision, StoreError> {
    let newest = connection
        .prepare_cached("select id from revision where kind = 'catalogue' order by id desc limit 1")?
        .query_row((), |row| row.get(0))
        .optional()?;
    Ok(Revision(newest.unwrap_or(0)))
}

pub(in crate::store) fn read(connection: &Connection) -> Result<Catalogue, StoreError> {
    read_at(connection, newest(connection)?)
}

/// The catalogue of a revision.
pub(in crate::store) fn read_at(
    connection: &Connection,
    revision: Revision,
) -> Result<Catalogue, StoreError> {
    let charts = all(connection, revision.0, "chart", chart::read)?;
    Ok(Catalogue::new(CatalogueParts { charts, ..definitions(connection, revision)? })?)
}

/// All of it but its charts.
pub(in crate::store) fn definitions(
    connection: &Connection,
    revision: Revision,
) -> Result<CatalogueParts, StoreError> {
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
    Ok(CatalogueParts {
        indicators: all(connection, newest, "indicator", indicator)?,
        organizations,
        successions: all(connection, newest, "succession", succession)?,
        sources: all(connection, newest, "source", source)?,
        members: all(connection, newest, "member", member)?,
        charts: Vec::new(),
        forms,
    })
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
