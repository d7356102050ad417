//! What the studio keeps: where a chart is kept as a draft, saved for everybody or withdrawn, and what is kept already. What the
//! forms send is in `acts`.

use std::collections::BTreeMap;

use super::super::ask::{Ask, Parameters};
use super::super::desk::{number, suffix};
use super::super::door::{Done, Visit};
use super::super::problem::Problem;
use super::build::Made;
use crate::domain::{Act, Actor, ChartSpec, ChartVersion, Date, Draft, KeptDraft, Moment, Slug, fold};
use crate::publish::embed::Place;
use crate::publish::pages::{self, DraftLine, Drafts, Link, Saved, SavedLine, Saving, Told, Versions, said};
use crate::publish::{Lang, chart, name, words};
use actix_web::http::StatusCode;

/// What happened, as the address of the next page carries it.
const DONE: [&str; 4] = ["draft-kept", "chart-saved", "chart-withdrawn", "chart-restored"];

/// What a form of the studio is about.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub fields: Draft,
    /// The slug of the chart that is changed.
    pub chart: Option<String>,
    /// The draft that the fields come from.
    pub draft: Option<u64>,
}

/// A question as reads have it.
pub(super) fn ask(visit: &Visit) -> Ask {
    Ask {
        site: visit.site.clone(),
        name: String::new(),
        query: String::new(),
        parameters: Parameters::default(),
        base: visit.base.clone(),
        today: visit.at.day,
    }
}

/// The language, and what happened just before.
fn told(visit: &Visit) -> Result<(Lang, Told), Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let (lang, done) = (parameters.lang(), parameters.take("done"));
    parameters.finish("this page takes lang")?;
    let done = done.filter(|done| DONE.contains(&done.as_str()));
    let notice = done.map(|done| said(lang, &format!("done_{done}")));
    Ok((lang, Told { notice, refused: None }))
}

fn signed<'a>(visit: &'a Visit, actor: &'a Actor, lang: Lang, path: &'a str) -> pages::Signed<'a> {
    pages::Signed { base: &visit.base, lang, path, actor }
}

/// `GET /studio/save`
pub(in crate::web) fn save(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let (lang, chart) = (parameters.lang(), parameters.take("chart"));
    let draft = parameters.take("draft").and_then(|text| number(&text));
    let fields = parameters.draft();
    parameters.finish("use lang, chart, draft and the fields of the builder")?;
    let about = About { fields, chart: chart.filter(|slug| !slug.is_empty()), draft };
    saving(visit, actor, lang, &about, (StatusCode::OK, Told::default(), None))
}

/// The page with the forms; again where one of them was refused, and with the link that one of them made.
pub(super) fn saving(
    visit: &Visit,
    actor: &Actor,
    lang: Lang,
    about: &About,
    (status, told, link): (StatusCode, Told, Option<Link>),
) -> Result<Done, Problem> {
    let ask = ask(visit);
    let snapshot = visit.app().snapshot();
    let kept = about.chart.as_deref().and_then(|slug| Slug::parse(slug).ok());
    let kept = kept.and_then(|slug| snapshot.catalogue().chart(&slug));
    let slug = kept.map_or("draft", |spec| spec.slug.as_str());
    let mut made = Made::of(&ask, about.fields.clone(), slug, lang);
    let drawn = made.drawn(&ask, lang)?;
    let place = Place::plain(&visit.base, lang, None);
    let shown = drawn.as_ref().map(|drawn| drawn.shown(&ask, &place, "auto"));
    let title = made.full.get(if lang == Lang::En { "title_en" } else { "title_vi" });
    let saving = Saving {
        told,
        wrong: made.told.clone(),
        fields: about.fields.parameters(),
        chart: kept.map(|spec| spec.slug.to_string()).unwrap_or_default(),
        before: kept.map(|spec| Draft::of(spec).parameters()).unwrap_or_default(),
        draft: about.draft.map(|draft| draft.to_string()).unwrap_or_default(),
        name: title.chars().take(200).collect(),
        slug: slug_of(made.full.get("title_vi")),
        link,
    };
    let path = match about.fields.parameters() {
        fields if fields.is_empty() => "/studio/save".to_owned(),
        fields => format!("/studio/save?{fields}"),
    };
    let page = pages::studio_save(&signed(visit, actor, lang, &path), &saving, shown.as_ref());
    Ok(Done::document(status, page.map_err(Problem::internal)?))
}

/// A name for an address from a title.
fn slug_of(title: &str) -> String {
    let plain: String =
        fold(title).chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '-' }).take(60).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// When something was kept, on the clock of Hanoi.
fn on_the_clock(made_at: &str) -> String {
    Moment { instant: made_at.to_owned(), day: Date::MIN }.on_the_clock()
}

/// `GET /studio/drafts`
pub(in crate::web) fn drafts(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (lang, told) = told(visit)?;
    let drafts = visit.app().drafts(actor, &visit.at)?;
    let snapshot = visit.app().snapshot();
    let line = |one: &ChartSpec| SavedLine {
        slug: one.slug.to_string(),
        title: chart::title(one, lang).to_owned(),
        href: format!("/studio/charts/{}{}", one.slug, suffix(lang)),
        withdrawn: one.gone(visit.at.day).is_some(),
    };
    let sheet = Drafts {
        told,
        drafts: drafts.iter().map(|one| of_draft(one, lang, true)).collect(),
        charts: snapshot.catalogue().parts().charts.iter().map(line).collect(),
    };
    let page = pages::studio_drafts(&signed(visit, actor, lang, "/studio/drafts"), &sheet);
    Ok(Done::document(StatusCode::OK, page.map_err(Problem::internal)?))
}

fn of_draft(one: &KeptDraft, lang: Lang, with_versions: bool) -> DraftLine {
    let and = if lang == Lang::En { "lang=en&" } else { "" };
    let versions = format!("/studio/drafts/{}{}", one.draft, suffix(lang));
    DraftLine {
        number: format!("{} {}", said(lang, "studio_version"), one.version),
        name: one.name.clone(),
        when: on_the_clock(&one.made_at),
        by: one.made_by.clone(),
        open: format!("/studio/build?{and}draft={}&{}", one.draft, one.fields.parameters()),
        versions: (with_versions && one.version > 1).then_some(versions),
    }
}

/// `GET /studio/drafts/{draft}`
pub(in crate::web) fn draft(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (lang, told) = told(visit)?;
    let draft = number(visit.name("draft")).ok_or(Problem::NoSuchAddress)?;
    let versions = visit.app().draft(draft, actor, &visit.at)?;
    let name = versions.first().ok_or(Problem::NoSuchAddress)?.name.clone();
    let sheet =
        Versions { told, name, versions: versions.iter().map(|one| of_draft(one, lang, false)).collect() };
    let path = format!("/studio/drafts/{draft}");
    let page = pages::studio_draft(&signed(visit, actor, lang, &path), &sheet);
    Ok(Done::document(StatusCode::OK, page.map_err(Problem::internal)?))
}

/// Days in which the pages that show a chart were seen.
const SEEN_DAYS: i32 = 30;

/// The hosts whose pages show a chart, the most frequent first; those that are not told apart are one.
fn hosts(visit: &Visit, slug: &Slug, lang: Lang) -> Result<Vec<(String, u64)>, Problem> {
    // What was counted just now is of those too.
    visit.site.sightings.write(visit.app());
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for one in visit.app().sightings(SEEN_DAYS, visit.at.day)?.into_iter().filter(|one| one.slug == *slug) {
        *counts
            .entry(if one.host.is_empty() { said(lang, "charts_other_hosts") } else { one.host })
            .or_default() += one.count;
    }
    let mut hosts: Vec<(String, u64)> = counts.into_iter().collect();
    hosts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(hosts)
}

/// `GET /studio/charts/{slug}`
pub(in crate::web) fn chart(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (lang, told) = told(visit)?;
    saved(visit, actor, lang, (StatusCode::OK, told))
}

/// The page of a saved chart; again where it was not withdrawn.
pub(super) fn saved(
    visit: &Visit,
    actor: &Actor,
    lang: Lang,
    (status, told): (StatusCode, Told),
) -> Result<Done, Problem> {
    let none = || Problem::NoSuchChart(visit.name("slug").chars().take(80).collect());
    let slug = Slug::parse(visit.name("slug")).map_err(|_| none())?;
    let versions = visit.app().chart_versions(&slug)?;
    let newest = &versions.first().ok_or_else(none)?.spec;
    let gone = newest.gone(visit.at.day);
    let snapshot = visit.app().snapshot();
    let charts = snapshot.catalogue().parts().charts.iter();
    let others = charts.filter(|one| one.slug != slug && one.gone(visit.at.day).is_none());
    let of_version = |one: &ChartVersion| {
        let and = if lang == Lang::En { "lang=en&" } else { "" };
        DraftLine {
            number: String::new(),
            name: chart::title(&one.spec, lang).to_owned(),
            when: on_the_clock(&one.made_at),
            by: one.made_by.clone(),
            open: format!("/studio/build?{and}chart={slug}&{}", Draft::of(&one.spec).parameters()),
            versions: None,
        }
    };
    let sheet = Saved {
        versions: Versions {
            told,
            name: chart::title(newest, lang).to_owned(),
            versions: versions.iter().map(of_version).collect(),
        },
        slug: slug.to_string(),
        hosts: hosts(visit, &slug, lang)?,
        withdrawn: gone.map(|gone| words::day(gone.on, lang)),
        others: others.map(|one| (one.slug.to_string(), chart::title(one, lang).to_owned())).collect(),
        reason: gone.map(|gone| name(&gone.reasons, lang).to_owned()),
        may_withdraw: gone.is_none() && actor.may(Act::WithdrawChart),
        may_restore: gone.is_some() && actor.may(Act::RestoreChart),
    };
    let path = format!("/studio/charts/{slug}");
    let page = pages::studio_saved(&signed(visit, actor, lang, &path), &sheet);
    Ok(Done::document(status, page.map_err(Problem::internal)?))
}
