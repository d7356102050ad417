//! The fields of the builder: what each of them offers, and what stands in it.

use serde::Serialize;

use crate::domain::{
    Catalogue, ChartKind, DimensionCode, Draft, Indicator, IndicatorCode, MOST_NOTES, NO_SERIES,
    OrganizationCode, Period, PeriodKind,
};
use crate::publish::embed::Place;
use crate::publish::pages::select::{Choice, Select};
use crate::publish::pages::{Shown, said};
use crate::publish::{Lang, drafting, name, words};

pub(super) type Worded = &'static [(&'static str, &'static str)];

pub(super) const SPREADS: Worded =
    &[("", "studio_spread_one"), ("*", "studio_spread_children"), ("**", "studio_spread_below")];
pub(super) const SORTS: Worded = &[
    ("", "studio_sort_given"),
    ("descending", "studio_sort_descending"),
    ("ascending", "studio_sort_ascending"),
];
pub(super) const STACKINGS: Worded =
    &[("", "studio_stacking_absolute"), ("percent", "studio_stacking_percent")];
pub(super) const TREES: Worded = &[("", "studio_tree_as-was"), ("as-is", "studio_tree_as-is")];
pub(super) const RECKONINGS: Worded =
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
pub(super) struct Group {
    label: String,
    options: Vec<Choice>,
}

#[derive(Serialize)]
pub(super) struct Note {
    at: usize,
    kinds: Vec<Choice>,
    place: String,
    vi: String,
    en: String,
}

impl Built<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.place.lang
    }

    pub(super) fn said(&self, text: &str) -> String {
        said(self.lang(), text)
    }

    /// The choices of a field, the one that stands in it chosen; one that the form does not offer stays.
    pub(super) fn choices(
        &self,
        field: &str,
        offered: impl IntoIterator<Item = (String, String)>,
    ) -> Vec<Choice> {
        let own = self.draft.get(field);
        let mut choices: Vec<Choice> =
            offered.into_iter().map(|(value, label)| Choice { chosen: value == own, value, label }).collect();
        if !own.is_empty() && !choices.iter().any(|one| one.chosen) {
            choices.push(Choice { value: own.to_owned(), label: own.to_owned(), chosen: true });
        }
        choices
    }

    /// The values of a field, each with the name of its text.
    pub(super) fn worded(&self, field: &str, values: &[(&str, &str)]) -> Vec<Choice> {
        self.choices(field, values.iter().map(|(value, text)| ((*value).to_owned(), self.said(text))))
    }

    /// Those that are asked, the first of which leads.
    pub(super) fn asked(&self) -> Vec<&Indicator> {
        let codes = self.full.get("indicator").split(',').filter_map(|code| IndicatorCode::parse(code).ok());
        codes.filter_map(|code| self.catalogue.indicator(&code)).collect()
    }

    pub(super) fn indicators(&self) -> Vec<Group> {
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
    pub(super) fn more_indicators(&self) -> Vec<Choice> {
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

    pub(super) fn organizations(&self) -> Vec<Choice> {
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
    pub(super) fn periods(&self, field: &str) -> Vec<Group> {
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
    pub(super) fn automatic_periods(&self) -> String {
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
    pub(super) fn breakdowns(&self) -> Vec<Select> {
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
            Select {
                label: drafting::dimension(dimension.as_str(), self.catalogue, self.lang()),
                options: self.choices(&field, total.into_iter().chain(named)),
                name: field,
            }
        };
        shared.map(field).collect()
    }

    pub(super) fn kinds(&self) -> Vec<Choice> {
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

    pub(super) fn dimensions(&self, field: &str) -> Vec<Choice> {
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
    pub(super) fn notes(&self) -> Vec<Note> {
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

    pub(super) fn picks(&self) -> Vec<Choice> {
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
