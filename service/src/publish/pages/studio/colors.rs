//! The colours that the builder offers for each series.

use serde::Serialize;

use super::fields::Built;
use crate::domain::{Color, DimensionCode, IndicatorCode, MemberCode, OrganizationCode, Period};
use crate::publish::pages::select::Select;
use crate::publish::{coloring, name, words};

/// Series for which a colour may be chosen: beyond these most are grey whatever is chosen.
const MOST: usize = 12;

/// A series, its colour and those that it may have.
#[derive(Serialize)]
pub(super) struct Colored {
    #[serde(flatten)]
    field: Select,
    /// The class of what is drawn in its colour.
    ink: String,
}

impl Built<'_> {
    /// A field for each series that is drawn; where nothing is, for those whose colours stand in the draft.
    pub(super) fn colors(&self) -> Vec<Colored> {
        let dataset = self.shown.map(|shown| shown.dataset);
        let (series, drawn): (Vec<(String, String)>, &[usize]) = match dataset {
            Some(_) if self.shown.is_some_and(|shown| !shown.spec.kind.has_colors()) => (Vec::new(), &[]),
            Some(dataset) => {
                let named = coloring::colored(dataset).into_iter();
                (
                    named.map(|(id, label)| (id.to_owned(), label.to_owned())).collect(),
                    &dataset.drawing.colors,
                )
            }
            None => (self.draft.colors().map(|(id, _)| (id.to_owned(), self.series(id))).collect(), &[]),
        };
        let one_of = series.len() < 2;
        let field = |(at, (id, label)): (usize, &(String, String))| {
            let name = if id.is_empty() { "color".to_owned() } else { format!("color-{id}") };
            let own = drawn.get(at).copied().unwrap_or(at + 1);
            let chosen = Color::ALL.into_iter().find(|one| one.number() == own).unwrap_or(Color::Grey);
            let is_accent = one_of && drawn.is_empty();
            let automatic = self.said("studio_automatic");
            let automatic = match self.draft.get(&name) {
                "" if !is_accent => format!("{automatic} ({})", coloring::name(chosen, self.lang())),
                _ => automatic,
            };
            let offered = Color::ALL
                .into_iter()
                .map(|one| (one.to_string(), coloring::name(one, self.lang()).to_owned()));
            let options = self.choices(&name, std::iter::once((String::new(), automatic)).chain(offered));
            let label = if label.is_empty() { self.said("studio_color") } else { label.clone() };
            let ink = match chosen {
                _ if is_accent => "a".to_owned(),
                Color::Grey => "r".to_owned(),
                Color::Series(number) => number.to_string(),
            };
            Colored { field: Select { name, label, options }, ink }
        };
        series.iter().take(MOST).enumerate().map(field).collect()
    }

    /// What is to be said of them.
    pub(super) fn color_advice(&self) -> Vec<String> {
        let of_drawn = self.shown.map(|shown| coloring::advice(shown.dataset, self.lang()));
        let brand = Some(self.draft.get("brand")).filter(|text| !text.is_empty());
        of_drawn.into_iter().flatten().chain(brand.map(|text| coloring::beside(text, self.lang()))).collect()
    }

    /// What a series that is not drawn is called.
    fn series(&self, id: &str) -> String {
        let (lang, catalogue) = (self.lang(), self.catalogue);
        let known = match self.full.get("series") {
            "period" => Period::parse(id).ok().map(|period| words::period(period, lang)),
            "organization" => OrganizationCode::parse(id)
                .ok()
                .and_then(|code| Some(name(&catalogue.organization(&code)?.names, lang).to_owned())),
            "indicator" => IndicatorCode::parse(id)
                .ok()
                .and_then(|code| Some(name(&catalogue.indicator(&code)?.names, lang).to_owned())),
            dimension => DimensionCode::parse(dimension).ok().zip(MemberCode::parse(id).ok()).and_then(
                |(dimension, member)| {
                    Some(name(&catalogue.member(&dimension, Some(&member))?.names, lang).to_owned())
                },
            ),
        };
        known.unwrap_or_else(|| id.to_owned())
    }
}
