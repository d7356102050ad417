//! What the forms of the studio send: keep a draft, save a chart, withdraw one or show it again, make a link to figures that are not public.

use actix_web::http::StatusCode;

use super::super::ask::Parameters;
use super::super::desk::acts::see;
use super::super::desk::number;
use super::super::door::{Done, Visit};
use super::super::problem::Problem;
use super::super::session;
use super::build::Made;
use super::kept::{About, ask, saved, saving};
use crate::app::{By, LoadError, SaveError};
use crate::domain::{Actor, Draft, Names, Slug, Withdrawal, parameters};
use crate::publish::Lang;
use crate::publish::pages::{Link, Told, said};

/// The fields of a form, and what it is about.
fn sent(visit: &Visit) -> Result<(Parameters, Lang, About), Problem> {
    let mut fields = session::fields(visit)?;
    let lang = fields.lang();
    let about = About {
        fields: draft(&fields.sent("fields")),
        chart: fields.take("chart").filter(|slug| !slug.is_empty()),
        draft: fields.take("draft").and_then(|text| number(&text)),
    };
    Ok((fields, lang, about))
}

fn draft(text: &str) -> Draft {
    Draft::take(parameters(text).filter_map(|(name, value)| Some((name, value.ok()?))))
}

/// `POST /studio/drafts`
pub(in crate::web) fn keep(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (mut fields, lang, about) = sent(visit)?;
    let name = fields.take("name").unwrap_or_default();
    let as_new = fields.take("as-new").is_some();
    fields.take("before");
    fields.finish("the form has fields, chart, draft, before, name, as-new and lang")?;
    let name: String = name.trim().chars().filter(|one| !one.is_control()).take(200).collect();
    let name = if name.is_empty() { "–".to_owned() } else { name };
    let number = about.draft.filter(|_| !as_new);
    let kept = visit.app().keep_draft(number, &name, &about.fields, By { actor, at: &visit.at })?;
    kept.ok_or(Problem::NoSuchAddress)?;
    Ok(see("/studio/drafts", lang, "draft-kept"))
}

/// `POST /studio/charts`
pub(in crate::web) fn save(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (mut fields, lang, about) = sent(visit)?;
    let slug = fields.take("slug").unwrap_or_default();
    let before = fields.take("before").filter(|text| !text.is_empty());
    fields.finish("the form has fields, chart, draft, before, slug and lang")?;
    let refused = |status, text: String| {
        let told = Told { notice: None, refused: Some(text) };
        saving(visit, actor, lang, &about, (status, told, None))
    };
    let Ok(slug) = Slug::parse(slug.trim()) else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, said(lang, "studio_refused_slug"));
    };
    let ask = ask(visit);
    let mut made = Made::of(&ask, about.fields.clone(), slug.as_str(), lang);
    // What cannot be drawn is not saved either.
    made.drawn(&ask, lang)?;
    let Some(spec) = made.spec.filter(|_| made.told.is_empty()) else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, said(lang, "studio_not_drawn"));
    };
    let before = before.map(|text| draft(&text));
    match visit.app().save_chart(&spec, before.as_ref(), By { actor, at: &visit.at }) {
        Ok(()) => Ok(see(&format!("/studio/charts/{slug}"), lang, "chart-saved")),
        Err(why) => {
            let (status, text) = why_not(why, lang)?;
            refused(status, text)
        }
    }
}

/// `POST /studio/charts/{slug}/withdraw`
pub(in crate::web) fn withdraw(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut fields = session::fields(visit)?;
    let lang = fields.lang();
    let (vi, en) =
        (fields.take("reason_vi").unwrap_or_default(), fields.take("reason_en").unwrap_or_default());
    let successor = fields.take("successor").filter(|text| !text.is_empty());
    let sure = fields.take("sure").is_some();
    fields.finish("the form has reason_vi, reason_en, successor, sure and lang")?;
    let (vi, en) = (vi.trim(), en.trim());
    let refused = |status, text: String| {
        saved(visit, actor, lang, (status, Told { notice: None, refused: Some(text) }))
    };
    if vi.is_empty() || !sure {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, said(lang, "studio_refused_reason"));
    }
    let none = || Problem::NoSuchChart(visit.name("slug").chars().take(80).collect());
    let slug = Slug::parse(visit.name("slug")).map_err(|_| none())?;
    let successor = successor.map(|text| Slug::parse(&text).ok().filter(|other| *other != slug));
    let snapshot = visit.app().snapshot();
    let is_there = |other: &Option<Slug>| {
        other.as_ref().is_some_and(|other| snapshot.catalogue().chart(other).is_some())
    };
    if successor.as_ref().is_some_and(|other| !is_there(other)) {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, said(lang, "studio_refused_gone"));
    }
    let withdrawal = Withdrawal {
        on: visit.at.day,
        reasons: Names { vi: vi.to_owned(), en: if en.is_empty() { vi } else { en }.to_owned() },
        successor: successor.flatten(),
    };
    match visit.app().withdraw_chart(&slug, &withdrawal, By { actor, at: &visit.at }) {
        Ok(()) => Ok(see(&format!("/studio/charts/{slug}"), lang, "chart-withdrawn")),
        Err(SaveError::Gone(_)) if visit.app().chart_versions(&slug)?.is_empty() => Err(none()),
        Err(why) => {
            let (status, text) = why_not(why, lang)?;
            refused(status, text)
        }
    }
}

/// `POST /studio/charts/{slug}/restore`
pub(in crate::web) fn restore(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut fields = session::fields(visit)?;
    let lang = fields.lang();
    let sure = fields.take("sure").is_some();
    fields.finish("the form has sure and lang")?;
    let refused = |status, text: String| {
        saved(visit, actor, lang, (status, Told { notice: None, refused: Some(text) }))
    };
    let none = || Problem::NoSuchChart(visit.name("slug").chars().take(80).collect());
    let slug = Slug::parse(visit.name("slug")).map_err(|_| none())?;
    if !sure {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, said(lang, "studio_refused_sure"));
    }
    match visit.app().restore_chart(&slug, By { actor, at: &visit.at }) {
        Ok(()) => Ok(see(&format!("/studio/charts/{slug}"), lang, "chart-restored")),
        Err(SaveError::Gone(_)) if visit.app().chart_versions(&slug)?.is_empty() => Err(none()),
        Err(SaveError::Gone(_)) => refused(StatusCode::CONFLICT, said(lang, "studio_refused_shown")),
        Err(why) => {
            let (status, text) = why_not(why, lang)?;
            refused(status, text)
        }
    }
}

/// `POST /studio/links`
pub(in crate::web) fn link(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (mut fields, lang, about) = sent(visit)?;
    let days = fields.number("days", "write a number of days from 1 to 14").unwrap_or(1);
    fields.take("before");
    fields.finish("the form has fields, chart, draft, before, days and lang")?;
    let (proof, until) = visit.app().share(&about.fields, days, By { actor, at: &visit.at })?;
    let and = if lang == Lang::En { "lang=en&" } else { "" };
    let address = format!("{}/studio/unreleased/{proof}?{and}{}", visit.base, about.fields.parameters());
    let link = Link { address, until: until.on_the_clock() };
    saving(visit, actor, lang, &about, (StatusCode::OK, Told::default(), Some(link)))
}

/// Why a chart was not saved or withdrawn, for its page; what is no page's is a problem of its own.
fn why_not(why: SaveError, lang: Lang) -> Result<(StatusCode, String), Problem> {
    match why {
        SaveError::Changed(_) => Ok((StatusCode::CONFLICT, said(lang, "studio_refused_changed"))),
        SaveError::Gone(_) => Ok((StatusCode::CONFLICT, said(lang, "studio_refused_gone"))),
        SaveError::NotYours(code) => Err(Problem::NotYours(code.to_string())),
        SaveError::Load(LoadError::Store(fault)) => Err(fault.into()),
        SaveError::Load(LoadError::Faulty(problems)) => {
            let texts = problems.iter().map(|one| format!("{} {}", one.detail(lang), one.remedy(lang)));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, texts.collect::<Vec<_>>().join(" ")))
        }
    }
}
