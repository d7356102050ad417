//! The builder: a form without a script, whose fields say what a chart is made of, and what it looks like.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{
    Catalogue, ChartKind, DimensionCode, Draft, Indicator, IndicatorCode, MOST_NOTES, NO_SERIES,
    OrganizationCode, Period, PeriodKind,
};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::pages::parts::{ChartParts, parts};
use crate::publish::pages::{Around, Shown, around, said};
use crate::publish::{Document, Lang, drafting, name, words};

type Worded = &'static [(&'static str, &'static str)];

const SPREADS: Worded =
    &[("", "studio_spread_one"), ("*", "studio_spread_children"), ("**", "studio_spread_below")];
const SORTS: Worded = &[
    ("", "studio_sort_given"),
    ("descending", "studio_sort_descending"),
    ("ascending", "studio_sort_ascending"),
];
const STACKINGS: Worded = &[("", "studio_stacking_absolute"), ("percent", "studio_stacking_percent")];
const TREES: Worded = &[("", "studio_tree_as-was"), ("as-is", "studio_tree_as-is")];
const RECKONINGS: Worded =
    &[("", "studio_as_filed"), ("flow", "studio_as_flow"), ("cumulative", "studio_as_cumulative")];
const NOTES: Worded = &[
    ("", "studio_note_none"),
    ("line", "studio_note_line"),
    ("span", "studio_note_span"),
    ("point", "studio_note_point"),
];

/// What the builder has made of its fields.
#[derive(Clone, Copy)]
pub struct Built<'a> {
    /// Where.
    pub place: &'a Place<'a>,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// What stands in the fields.
    pub draft: &'a Draft,
    /// The same with what was left open.
    pub full: &'a Draft,
    /// The periods for which there are figures.
    pub filed: &'a [Period],
    /// The chart, where there is one.
    pub shown: Option<&'a Shown<'a>>,
    /// What is wrong, each with what to do.
    pub told: &'a [String],
    /// The slug of the chart that is changed, and the draft that the fields come from.
    pub of: (Option<&'a str>, Option<&'a str>),
}

#[derive(Serialize)]
struct BuilderPage<'a> {
    around: Around<'a>,
    chart: Option<ChartParts<'a>>,
    sentence: Option<&'a str>,
    told: &'a [String],
    /// What stands in the fields, by their names.
    typed: BTreeMap<&'a str, &'a str>,
    /// The same with what is suggested, for the fields that are empty.
    full: BTreeMap<&'a str, &'a str>,
    indicators: Vec<Group>,
    more_indicators: Vec<Choice>,
    organizations: Vec<Choice>,
    spreads: Vec<Choice>,
    automatic_periods: String,
    from: Vec<Group>,
    to: Vec<Group>,
    breakdowns: Vec<Field>,
    kinds: Vec<Choice>,
    categories: Vec<Choice>,
    series: Vec<Choice>,
    sorts: Vec<Choice>,
    stackings: Vec<Choice>,
    trees: Vec<Choice>,
    reckonings: Vec<Choice>,
    notes: Vec<Note>,
    picks: Vec<Choice>,
    /// What the form has no field for, and keeps.
    carried: Vec<(&'static str, &'a str)>,
    editing: Option<&'a str>,
    address: String,
    query: String,
}

#[derive(Serialize)]
struct Group {
    label: String,
    options: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Field {
    name: String,
    label: String,
    options: Vec<Choice>,
}

#[derive(Serialize)]
struct Note {
    at: usize,
    kinds: Vec<Choice>,
    place: String,
    vi: String,
    en: String,
}

/// `/studio/build`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn studio_build(built: &Built<'_>) -> Result<Document, PageError> {
    let Built { place, draft, full, shown, .. } = *built;
    let query = draft.parameters();
    let mut around = around(place, "/studio/build", "auto");
    let and = |address: &str| {
        if query.is_empty() {
            ""
        } else if address.contains('?') {
            "&"
        } else {
            "?"
        }
    };
    around.other = format!("{}{}{query}", around.other, and(&around.other));
    let own = format!("{}/studio/build{}", place.base, around.suffix);
    let page = BuilderPage {
        chart: shown.map(|shown| parts(shown, true)),
        sentence: shown.and_then(|shown| shown.sentence.as_deref()),
        told: built.told,
        typed: draft.pairs().collect(),
        full: full.pairs().collect(),
        indicators: built.indicators(),
        more_indicators: built.more_indicators(),
        organizations: built.organizations(),
        spreads: built.worded("spread", SPREADS),
        automatic_periods: built.automatic_periods(),
        from: built.periods("from"),
        to: built.periods("to"),
        breakdowns: built.breakdowns(),
        kinds: built.kinds(),
        categories: built.dimensions("category"),
        series: built.dimensions("series"),
        sorts: built.worded("sort", SORTS),
        stackings: built.worded("stacking", STACKINGS),
        trees: built.worded("tree", TREES),
        reckonings: built.worded("as", RECKONINGS),
        notes: built.notes(),
        picks: built.picks(),
        carried: ["measure", "whole", "pickers"]
            .into_iter()
            .map(|name| (name, draft.get(name)))
            .chain([("chart", built.of.0.unwrap_or_default()), ("draft", built.of.1.unwrap_or_default())])
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        editing: built.of.0,
        address: format!("{own}{}{query}", and(&own)),
        query,
        around,
    };
    page::document("pages/studio-build.html.j2", place.lang, page)
}

impl Built<'_> {
    fn lang(&self) -> Lang {
        self.place.lang
    }

    fn said(&self, text: &str) -> String {
        said(self.lang(), text)
    }

    /// The choices of a field, the one that stands in it chosen; one that the form does not offer stays.
    fn choices(&self, field: &str, offered: impl IntoIterator<Item = (String, String)>) -> Vec<Choice> {
        let own = self.draft.get(field);
        let mut choices: Vec<Choice> =
            offered.into_iter().map(|(value, label)| Choice { chosen: value == own, value, label }).collect();
        if !own.is_empty() && !choices.iter().any(|one| one.chosen) {
            choices.push(Choice { value: own.to_owned(), label: own.to_owned(), chosen: true });
        }
        choices
    }

    /// The values of a field, each with the name of its text.
    fn worded(&self, field: &str, values: &[(&str, &str)]) -> Vec<Choice> {
        self.choices(field, values.iter().map(|(value, text)| ((*value).to_owned(), self.said(text))))
    }

    /// Those that are asked, the first of which leads.
    fn asked(&self) -> Vec<&Indicator> {
        let codes = self.full.get("indicator").split(',').filter_map(|code| IndicatorCode::parse(code).ok());
        codes.filter_map(|code| self.catalogue.indicator(&code)).collect()
    }

    fn indicators(&self) -> Vec<Group> {
        let first = drafting::first_indicator(self.full, self.catalogue).map(|one| &one.code);
        let mut groups: Vec<Group> = Vec::new();
        for one in &self.catalogue.parts().indicators {
            let choice = Choice {
                value: one.code.to_string(),
                label: name(&one.names, self.lang()).to_owned(),
                chosen: first == Some(&one.code),
            };
            let theme = one.theme.replace('-', " ");
            match groups.iter_mut().find(|group| group.label == theme) {
                Some(group) => group.options.push(choice),
                None => groups.push(Group { label: theme, options: vec![choice] }),
            }
        }
        groups
    }

    /// Others of the same unit: only those share an axis.
    fn more_indicators(&self) -> Vec<Choice> {
        let asked = self.asked();
        let Some(first) = asked.first() else { return Vec::new() };
        let others = self
            .catalogue
            .parts()
            .indicators
            .iter()
            .filter(|one| one.unit == first.unit && one.code != first.code);
        let choice = |one: &Indicator| Choice {
            value: one.code.to_string(),
            label: name(&one.names, self.lang()).to_owned(),
            chosen: asked.iter().any(|asked| asked.code == one.code),
        };
        others.map(choice).collect()
    }

    fn organizations(&self) -> Vec<Choice> {
        let all = self.catalogue.parts().organizations.iter();
        let depth = |code: &OrganizationCode| {
            let mut depth = 0;
            let mut at = Some(code);
            while let Some(one) = at.and_then(|code| self.catalogue.organization(code)).filter(|_| depth < 8)
            {
                at = one.placements.last().and_then(|placement| placement.parent.as_ref());
                depth += usize::from(at.is_some());
            }
            depth
        };
        let offered = all.map(|one| {
            // An indent that a list shows: blanks at the front of an option are dropped.
            let label =
                format!("{}{}", "\u{2007}\u{2007}".repeat(depth(&one.code)), name(&one.names, self.lang()));
            (one.code.to_string(), label)
        });
        let offered: Vec<_> = offered.collect();
        let own = self.full.get("organization");
        let mut choices = self.choices("organization", offered);
        if !choices.iter().any(|one| one.chosen) {
            choices.iter_mut().filter(|one| one.value == own).for_each(|one| one.chosen = true);
        }
        choices
    }

    /// The newest first, by how long they are.
    fn periods(&self, field: &str) -> Vec<Group> {
        let own = self.draft.get(field);
        let mut groups: Vec<Group> = Vec::new();
        for kind in PeriodKind::ALL.iter().rev() {
            let of_kind = self.filed.iter().rev().filter(|one| one.kind() == *kind);
            let options: Vec<Choice> = of_kind
                .map(|one| Choice {
                    value: one.to_string(),
                    label: words::period(*one, self.lang()),
                    chosen: one.to_string() == own,
                })
                .collect();
            if !options.is_empty() {
                groups.push(Group { label: self.said(&format!("period_{kind}")), options });
            }
        }
        if !own.is_empty() && !groups.iter().flat_map(|group| &group.options).any(|one| one.chosen) {
            let kept = Choice { value: own.to_owned(), label: own.replace(',', ", "), chosen: true };
            groups.insert(0, Group { label: self.said("studio_kept"), options: vec![kept] });
        }
        groups
    }

    /// What stands where no period is chosen: those that are suggested.
    fn automatic_periods(&self) -> String {
        let label = |field: &str| {
            let period = Period::parse(self.full.get(field)).ok()?;
            Some(words::period(period, self.lang()))
        };
        let suggested = match (label("from"), label("to")) {
            _ if !self.draft.get("from").is_empty() => None,
            (Some(from), Some(to)) => Some(format!("{from} – {to}")),
            (from, _) => from,
        };
        suggested.map_or_else(
            || self.said("studio_automatic"),
            |text| format!("{text} ({})", self.said("studio_automatic").to_lowercase()),
        )
    }

    /// A field for each breakdown that all indicators have.
    fn breakdowns(&self) -> Vec<Field> {
        let asked = self.asked();
        let Some(first) = asked.first() else { return Vec::new() };
        let shared =
            first.breakdowns.iter().filter(|one| asked.iter().all(|other| other.breakdowns.contains(one)));
        let field = |dimension: &DimensionCode| {
            let field = format!("by-{dimension}");
            let members = self.catalogue.parts().members.iter().filter(|one| one.dimension == *dimension);
            let named = members.filter_map(|one| {
                Some((one.member.as_ref()?.to_string(), name(&one.names, self.lang()).to_owned()))
            });
            let total = [
                (String::new(), self.said("studio_total")),
                ("*".to_owned(), self.said("studio_all_members")),
            ];
            Field {
                label: drafting::dimension(dimension.as_str(), self.catalogue, self.lang()),
                options: self.choices(&field, total.into_iter().chain(named)),
                name: field,
            }
        };
        shared.map(field).collect()
    }

    fn kinds(&self) -> Vec<Choice> {
        let own = self.full.get("kind");
        let suggested = self.said(&format!("kind_{own}"));
        let automatic = (String::new(), format!("{} ({suggested})", self.said("studio_automatic")));
        let known = ChartKind::ALL.iter().map(|kind| (kind.to_string(), self.said(&format!("kind_{kind}"))));
        let automatic = if self.draft.get("kind").is_empty() {
            automatic
        } else {
            (String::new(), self.said("studio_automatic"))
        };
        self.choices("kind", std::iter::once(automatic).chain(known))
    }

    fn dimensions(&self, field: &str) -> Vec<Choice> {
        let named = |code: &str| match code {
            NO_SERIES => self.said("studio_no_series"),
            code => drafting::dimension(code, self.catalogue, self.lang()),
        };
        let automatic = match self.draft.get(field) {
            "" => {
                format!("{} ({})", self.said("studio_automatic"), named(self.full.get(field)).to_lowercase())
            }
            _ => self.said("studio_automatic"),
        };
        let none = (field == "series").then(|| NO_SERIES.to_owned());
        let mut codes: Vec<String> = ["period", "organization", "indicator"].map(str::to_owned).into();
        codes.extend(self.full.breakdowns().map(|(dimension, _)| dimension.to_owned()));
        let known = none.into_iter().chain(codes).map(|code| (code.clone(), named(&code)));
        self.choices(field, std::iter::once((String::new(), automatic)).chain(known.collect::<Vec<_>>()))
    }

    /// Those that are written, and room for one more.
    fn notes(&self) -> Vec<Note> {
        let is_written = |at: usize| {
            ["", "_at", "_vi", "_en"]
                .iter()
                .any(|part| !self.draft.get(&format!("note{at}{part}")).is_empty())
        };
        let last = (1..=MOST_NOTES).rev().find(|at| is_written(*at)).unwrap_or(0);
        let note = |at: usize| Note {
            at,
            kinds: self.worded(&format!("note{at}"), NOTES),
            place: self.draft.get(&format!("note{at}_at")).to_owned(),
            vi: self.draft.get(&format!("note{at}_vi")).to_owned(),
            en: self.draft.get(&format!("note{at}_en")).to_owned(),
        };
        (1..=(last + 1).min(MOST_NOTES)).map(note).collect()
    }

    fn picks(&self) -> Vec<Choice> {
        let own: Vec<&str> = self.draft.get("pick").split(',').collect();
        let asked = self.asked();
        let shared = asked.first().map(|one| one.breakdowns.as_slice()).unwrap_or_default();
        let shared = shared.iter().filter(|one| asked.iter().all(|other| other.breakdowns.contains(one)));
        let codes = ["period", "organization"].into_iter().chain(shared.map(DimensionCode::as_str));
        let choice = |code: &str| Choice {
            value: code.to_owned(),
            label: drafting::dimension(code, self.catalogue, self.lang()),
            chosen: own.contains(&code),
        };
        codes.map(choice).collect()
    }
}
