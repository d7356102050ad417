//! What there is not, in words.

use crate::publish::search::{Hit, Kind};
use crate::publish::{Lang, pages};

/// What was asked for, and what its name shares words with.
#[derive(Debug)]
pub(in crate::web) struct Missing {
    kind: Kind,
    name: String,
    near: Vec<Hit>,
}

impl Missing {
    pub(in crate::web) fn new(kind: Kind, name: String, near: Vec<Hit>) -> Self {
        Self { kind, name, near }
    }

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
