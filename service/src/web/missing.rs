//! A page of something that there is not: what was meant, perhaps.

use super::ask::Ask;
use super::problem::{Missing, Problem};
use crate::publish::Lang;
use crate::publish::search::{self, Kind, Shelves};

/// Names that are offered instead.
const MOST: usize = 5;

/// That there is none of this name.
pub(super) fn problem(ask: &Ask, kind: Kind, name: &str, lang: Lang) -> Problem {
    let name: String = name.chars().take(80).collect();
    let cube = ask.app().snapshot();
    let shelves = Shelves { catalogue: cube.catalogue(), periods: cube.periods(), today: ask.today };
    let near = search::near(shelves, kind, &name, lang, MOST);
    Problem::NoSuchPage(Missing::new(kind, name, near))
}
