//! A page of something that there is not: what was meant, perhaps.

use super::ask::Ask;
use super::problem::Problem;
use crate::publish::search::{self, Hit, Kind, Shelves};
use crate::publish::{Lang, pages};

/// Names that are offered instead.
const MOST: usize = 5;

/// What was asked for, and what its name shares words with.
#[derive(Debug)]
pub(super) struct Missing {
    kind: Kind,
    name: String,
    near: Vec<Hit>,
}

/// That there is none of this name.
pub(super) fn problem(ask: &Ask, kind: Kind, name: &str, lang: Lang) -> Problem {
    let name: String = name.chars().take(80).collect();
    let cube = ask.app().snapshot();
    let shelves = Shelves { catalogue: cube.catalogue(), periods: cube.periods(), today: ask.today };
    let near = search::near(shelves, kind, &name, lang, MOST);
    Problem::NoSuchPage(Missing { kind, name, near })
}

impl Missing {
    pub(super) fn detail(&self) -> String {
        let (what, list) = match self.kind {
            Kind::Indicator => ("indicator", "/indicators"),
            Kind::Organization => ("organization", "/organizations"),
            Kind::Chart => ("chart", "/api/v1/charts"),
            Kind::Briefing => ("period with figures", "/briefings"),
        };
        format!("`{}` is no {what}; {list} lists them", self.name)
    }

    pub(super) fn detail_vi(&self) -> String {
        let (what, list) = match self.kind {
            Kind::Indicator => ("chỉ tiêu", "/indicators"),
            Kind::Organization => ("đơn vị", "/organizations"),
            Kind::Chart => ("biểu đồ", "/api/v1/charts"),
            Kind::Briefing => ("kỳ có số liệu", "/briefings"),
        };
        format!("Không có {what} `{}`. Danh sách ở {list}.", self.name)
    }

    /// Links to what may have been meant.
    pub(super) fn near(&self, lang: Lang) -> Vec<pages::Found> {
        self.near.iter().map(|hit| pages::Found::of(hit, lang)).collect()
    }
}
