//! `/releases` and `/api/v1/releases`: what became public together, what it changed, and what of it was taken back.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::domain::{Released, Revision, Since};
use crate::publish::embed::Place;
use crate::publish::feed::{self, Channel, Entry};
use crate::publish::{Document, Lang, page, pages, releases, told};
use crate::rollup::vintages::Wanted;

/// Releases on a page of data.
const MOST: usize = 1_000;

/// Releases that people see at once, and feeds hold: what each changed is looked for anew.
const SHOWN: usize = 10;

/// Changes that are counted; of more it is said that there are more.
const COUNTED: usize = 1_000;

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    let before = ask.parameters.number::<u64>("before", "write the `next` of an earlier answer");
    ask.parameters.finish("use before")?;
    let (all, next) = before_that(ask, before, MOST);
    Ok(Answer::new(releases::json(&all, next), Policy::Data))
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
    let document = pages::releases(&place, &entries, before, next).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}

pub(super) fn release(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let wanted = ask.name.parse().map(Revision).ok();
    let found = ask.app().released().into_iter().find(|one| Some(one.number) == wanted);
    let entry = entry(ask, found.ok_or(Problem::NoSuchAddress)?, 20, lang)?;
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
    let before = Revision(release.number.0.saturating_sub(1));
    let between = (&Since::Revision(before), &Since::Revision(release.number));
    let wanted = Wanted { most: COUNTED, ..Wanted::default() };
    let changes = ask.app().changes_between(&wanted, between, ask.today).map_err(Problem::Refused)?;
    let (summary, groups) = (told::summary(&changes, lang), told::groups(&changes, lines, lang));
    Ok(Entry { release, summary, groups })
}
