//! `/releases` and `/api/v1/releases`: what became public together, what it changed, and what of it was taken back.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::domain::{Redefinition, Released, Revision, Since};
use crate::publish::embed::Place;
use crate::publish::feed::{self, Channel, Entry};
use crate::publish::{Document, Lang, page, pages, releases, told};
use crate::rollup::vintages::{Differences, Wanted};

/// Releases on a page of data.
pub(super) const MOST: usize = 1_000;

/// Releases that people see at once, and feeds hold: what each changed is looked for anew.
const SHOWN: usize = 10;

/// Changes that are counted for people; of more it is said that there are more.
const COUNTED: usize = 1_000;

/// The same for programs.
pub(super) const COUNTED_FOR_PROGRAMS: usize = 10_000;

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    let before = ask.parameters.number::<u64>("before", "write the `next` of an earlier answer");
    ask.parameters.finish("use before")?;
    let (all, next) = before_that(ask, before, MOST);
    let redefinitions = redefinitions(ask, before, next);
    let version = ask.app().version(ask.app().snapshot().revision());
    Ok(Answer::new(releases::json(version, &all, &redefinitions, next), Policy::Data))
}

/// The catalogues between the releases of one page that changed what figures mean.
fn redefinitions(ask: &Ask, before: Option<u64>, next: Option<Revision>) -> Vec<Redefinition> {
    let mut all = ask.app().redefinitions();
    all.retain(|one| {
        before.is_none_or(|before| one.number.0 < before) && next.is_none_or(|next| next < one.number)
    });
    all
}

/// One of them, with what it changed.
pub(super) fn one(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.parameters.finish("this address takes no parameters")?;
    let release = named(ask)?;
    let changes = changed(ask, &release, COUNTED_FOR_PROGRAMS)?;
    Ok(Answer::new(releases::one(&release, &changes), Policy::Data))
}

/// The release that the address names.
fn named(ask: &Ask) -> Result<Released, Problem> {
    let wanted = ask.name.parse().map(Revision).ok();
    let found = ask.app().released().into_iter().find(|one| Some(one.number) == wanted);
    found.ok_or_else(|| Problem::NoSuch("release", ask.name.chars().take(20).collect()))
}

/// Some releases, the newest first, and the number before which the others are asked for.
fn before_that(ask: &Ask, before: Option<u64>, most: usize) -> (Vec<Released>, Option<Revision>) {
    let mut all = ask.app().released();
    all.retain(|one| before.is_none_or(|before| one.number.0 < before));
    let next = all.get(most - 1).filter(|_| all.len() > most).map(|one| one.number);
    all.truncate(most);
    (all, next)
}

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let before = ask.parameters.number::<u64>("before", "write the number of a release");
    ask.parameters.finish("use lang or before")?;
    let (released, next) = before_that(ask, before, SHOWN);
    let entries = entries(ask, released, 3, lang)?;
    let place = Place::plain(&ask.base, lang, widget::loader());
    let listed =
        pages::Listed { entries: &entries, redefinitions: redefinitions(ask, before, next), before, next };
    let document = pages::releases(&place, &listed).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}

pub(super) fn release(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let release = named(ask).map_err(|_| Problem::NoSuchAddress)?;
    let entry = entry(ask, release, 20, lang)?;
    let place = Place::plain(&ask.base, lang, widget::loader());
    Ok(Answer::new(pages::release(&place, &entry).map_err(Problem::internal)?, Policy::Page))
}

pub(super) fn atom(ask: &mut Ask) -> Result<Answer, Problem> {
    followed(ask, feed::atom)
}

pub(super) fn feed(ask: &mut Ask) -> Result<Answer, Problem> {
    followed(ask, feed::json)
}

fn followed(ask: &mut Ask, write: fn(Channel<'_>, &[Entry]) -> Document) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let (released, _) = before_that(ask, None, SHOWN);
    let entries = entries(ask, released, 10, lang)?;
    let texts = page::texts(lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let title = format!("{} – {}", text("name"), text("releases"));
    let channel = Channel { base: &ask.base, title: &title, lang };
    Ok(Answer::new(write(channel, &entries), Policy::Data))
}

/// The newest release, if there is any.
pub(super) fn newest(ask: &Ask, lang: Lang) -> Result<Option<Entry>, Problem> {
    before_that(ask, None, 1).0.pop().map(|one| entry(ask, one, 3, lang)).transpose()
}

fn entries(ask: &Ask, released: Vec<Released>, lines: usize, lang: Lang) -> Result<Vec<Entry>, Problem> {
    released.into_iter().map(|one| entry(ask, one, lines, lang)).collect()
}

/// A release with what it changed, of each indicator so many lines.
fn entry(ask: &Ask, release: Released, lines: usize, lang: Lang) -> Result<Entry, Problem> {
    let changes = changed(ask, &release, COUNTED)?;
    let (summary, groups) = (told::summary(&changes, lang), told::groups(&changes, lines, lang));
    Ok(Entry { release, summary, groups })
}

/// What a release changed, as `/api/v1/changes` tells it.
fn changed(ask: &Ask, release: &Released, most: usize) -> Result<Differences, Problem> {
    let before = Revision(release.number.0.saturating_sub(1));
    let between = (&Since::Revision(before), &Since::Revision(release.number));
    let wanted = Wanted { most, ..Wanted::default() };
    ask.app().changes_between(&wanted, between, ask.today).map_err(Problem::Refused)
}
