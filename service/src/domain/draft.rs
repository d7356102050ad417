//! A chart that is being built: what stands in the fields of the builder, right or wrong.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    CHART_COLUMNS, ChartSpec, Look, Offer, OrganizationPattern, PeriodPattern, Picker, Reckoning,
    ReferencePlace, Sort, Stacking, Tree,
};

/// The fields of the builder, in the order of its form; a breakdown's is `by-` and its dimension, that of a series' colour `color-` and
/// its id.
const FIELDS: &[&str] = &[
    "indicator",
    "organization",
    "spread",
    "from",
    "to",
    "measure",
    "as_of",
    "known_on",
    "tree",
    "as",
    "kind",
    "category",
    "series",
    "whole",
    "title_vi",
    "title_en",
    "subtitle_vi",
    "subtitle_en",
    "sort",
    "top",
    "stacking",
    "color",
    "brand",
    "pick",
    "pickers",
    "hosts",
];

/// What a note of the builder has: its kind, where it stands, what it says.
const NOTE: [&str; 4] = ["", "_at", "_vi", "_en"];

/// Notes that the builder has room for.
pub const MOST_NOTES: usize = 9;

/// Letters that one field may have.
const LONGEST: usize = 2_000;

/// Fields of breakdowns, and of colours, that one draft may have.
const MOST_OF_A_KIND: usize = 16;

/// What stands before a dimension, or a series.
const OPEN: [&str; 2] = ["by-", "color-"];

/// The field of a series that is not to be one.
pub const NO_SERIES: &str = "-";

/// The fields of the builder that are not empty. What stands twice (the boxes that are ticked of several) is joined by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    fields: BTreeMap<String, String>,
}

impl Draft {
    /// Whether a field of the builder has this name.
    #[must_use]
    pub fn has_field(name: &str) -> bool {
        let note = |rest: &str| {
            let (place, part) = rest.split_at(rest.len().min(1));
            place.parse().is_ok_and(|at: usize| (1..=MOST_NOTES).contains(&at)) && NOTE.contains(&part)
        };
        FIELDS.contains(&name)
            || OPEN.iter().any(|open| name.strip_prefix(open).is_some_and(|rest| !rest.is_empty()))
            || name.strip_prefix("note").is_some_and(note)
    }

    /// Takes what is a field's; the rest is not touched. Line breaks and what is too long for a field are left out.
    #[must_use]
    pub fn take(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut draft = Self::default();
        for (name, value) in pairs.into_iter().filter(|(name, _)| Self::has_field(name)) {
            let plain: String =
                value.chars().map(|one| if one.is_control() { ' ' } else { one }).take(LONGEST).collect();
            let plain = plain.trim();
            let of_a_kind = |open: &&str| draft.fields.keys().filter(|one| one.starts_with(*open)).count();
            let open = OPEN.iter().find(|open| name.starts_with(*open));
            if plain.is_empty() || open.is_some_and(|open| of_a_kind(open) >= MOST_OF_A_KIND) {
                continue;
            }
            let kept = draft.fields.entry(name).or_default();
            if kept.is_empty() {
                plain.clone_into(kept);
            } else if kept.split(',').all(|one| one != plain) && kept.len() < 8 * LONGEST {
                let _ = write!(kept, ",{plain}");
            }
        }
        draft
    }

    /// A saved chart as the builder has it.
    #[must_use]
    pub fn of(spec: &ChartSpec) -> Self {
        let mut draft = Self::default();
        let query = spec.query.parameters().into_iter().filter(|(name, _)| name != "explain");
        for (name, value) in query {
            match name.as_str() {
                "organization" | "period" => {}
                known if FIELDS.contains(&known) => draft.put(known, &value),
                dimension => draft.put(&format!("by-{dimension}"), &value),
            }
        }
        draft.organizations(&spec.query.organizations);
        draft.periods(&spec.query.periods);
        draft.put("kind", spec.kind.as_str());
        draft.put("category", &spec.category);
        draft.put("series", spec.series.as_deref().unwrap_or(NO_SERIES));
        draft.put("whole", spec.whole.as_ref().map_or("", |code| code.as_str()));
        draft.put("title_vi", &spec.titles.vi);
        draft.put("title_en", &spec.titles.en);
        draft.put("subtitle_vi", &spec.subtitles.vi);
        draft.put("subtitle_en", &spec.subtitles.en);
        draft.look(&spec.look);
        draft.pickers(&spec.pickers);
        draft.put("hosts", &joined(&spec.hosts));
        // As it is taken from a form again.
        Self::take(draft.fields)
    }

    fn organizations(&mut self, patterns: &[OrganizationPattern]) {
        let (codes, spread) = match patterns {
            [OrganizationPattern::One(code)] => (code.to_string(), ""),
            [OrganizationPattern::Children(code)] => (code.to_string(), "*"),
            [OrganizationPattern::Below(code)] => (code.to_string(), "**"),
            several => (joined(several), ""),
        };
        self.put("organization", &codes);
        self.put("spread", spread);
    }

    fn periods(&mut self, patterns: &[PeriodPattern]) {
        if let [PeriodPattern::Range(first, last)] = patterns {
            self.put("from", &first.to_string());
            self.put("to", &last.to_string());
        } else {
            self.put("from", &joined(patterns));
        }
    }

    fn look(&mut self, look: &Look) {
        self.put("sort", if look.sort == Sort::Given { "" } else { look.sort.as_str() });
        self.put("top", &look.top.map(|top| top.to_string()).unwrap_or_default());
        self.put("stacking", if look.stacking == Stacking::Absolute { "" } else { look.stacking.as_str() });
        for (series, color) in look.colors.pairs() {
            let field = if series.is_empty() { "color".to_owned() } else { format!("color-{series}") };
            self.put(&field, &color.to_string());
        }
        for (at, one) in look.references.iter().take(MOST_NOTES).enumerate() {
            let (kind, place) = match &one.place {
                ReferencePlace::Line(value) => ("line", value.to_string()),
                ReferencePlace::Span(first, last) => ("span", format!("{first}..{last}")),
                ReferencePlace::Point(category, None) => ("point", category.clone()),
                ReferencePlace::Point(category, Some(series)) => ("point", format!("{category}/{series}")),
            };
            for (part, text) in NOTE.iter().zip([kind, &place, &one.labels.vi, &one.labels.en]) {
                self.put(&format!("note{}{part}", at + 1), text);
            }
        }
    }

    fn pickers(&mut self, pickers: &[Picker]) {
        let (all, these): (Vec<&Picker>, Vec<&Picker>) =
            pickers.iter().partition(|one| one.offer == Offer::All);
        self.put("pick", &all.iter().map(|one| one.parameter.as_str()).collect::<Vec<_>>().join(","));
        self.put("pickers", &these.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "));
    }

    /// Puts a text in a field; an empty one empties it.
    pub fn put(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            self.fields.remove(name);
        } else {
            self.fields.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The same where the field is empty.
    pub fn suggest(&mut self, name: &str, value: &str) {
        if self.get(name).is_empty() {
            self.put(name, value);
        }
    }

    /// What stands in a field; empty where nothing does.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Whether nothing stands in any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The fields that are not empty, in one order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The same as an address has them.
    #[must_use]
    pub fn parameters(&self) -> String {
        encoded(self.pairs())
    }

    /// The breakdowns that are asked, with their members.
    pub fn breakdowns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs().filter_map(|(name, value)| Some((name.strip_prefix("by-")?, value)))
    }

    /// The colours that are chosen, with the series that they are of.
    pub fn colors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs().filter_map(|(name, value)| match name {
            "color" => Some(("", value)),
            name => Some((name.strip_prefix("color-")?, value)),
        })
    }

    /// The cells of `charts.csv` that say the same.
    #[must_use]
    pub fn cells(&self, slug: &str) -> Vec<(&'static str, String)> {
        let [references_vi, references_en] = self.references();
        let cell = |column| match column {
            "slug" => slug.to_owned(),
            "query" => self.query(),
            "series" => {
                Some(self.get("series")).filter(|series| *series != NO_SERIES).unwrap_or("").to_owned()
            }
            "colors" => self.colored(),
            "references_vi" => references_vi.clone(),
            "references_en" => references_en.clone(),
            "pickers" => self.picked(),
            "hosts" => self.get("hosts").replace([',', ' '], ";"),
            plain => self.get(plain).to_owned(),
        };
        CHART_COLUMNS.iter().map(|column| (*column, cell(column))).collect()
    }

    fn query(&self) -> String {
        let spread = self.get("spread");
        let organization = match (self.get("organization"), spread) {
            (code, "") => code.to_owned(),
            (code, spread) => format!("{code}/{spread}"),
        };
        let period = match (self.get("from"), self.get("to")) {
            (from, to) if to.is_empty() || from == to => from.to_owned(),
            (from, to) => format!("{from}..{to}"),
        };
        let known = |text: &str, plain: &str| if text == plain { String::new() } else { text.to_owned() };
        let pairs = [
            ("indicator", self.get("indicator").to_owned()),
            ("organization", organization),
            ("period", period),
            ("measure", self.get("measure").to_owned()),
            ("as_of", self.get("as_of").to_owned()),
            ("known_on", self.get("known_on").to_owned()),
            ("tree", known(self.get("tree"), &Tree::default().to_string())),
            ("as", known(self.get("as"), &Reckoning::default().to_string())),
        ];
        let own = pairs.iter().map(|(name, value)| (*name, value.as_str()));
        encoded(own.chain(self.breakdowns()).filter(|(_, value)| !value.is_empty()))
    }

    fn references(&self) -> [String; 2] {
        let mut cells = [String::new(), String::new()];
        for at in 1..=MOST_NOTES {
            let part = |part: &str| self.get(&format!("note{at}{part}"));
            let (kind, place, vi) = (part(""), part("_at"), part("_vi"));
            // A place and a text without a kind are told as what is missing; a kind alone was only chosen.
            if place.is_empty() && vi.is_empty() {
                continue;
            }
            let en = Some(part("_en")).filter(|en| !en.is_empty()).unwrap_or(vi);
            for (cell, text) in cells.iter_mut().zip([vi, en]) {
                // Semicolons stand between two of them.
                let _ = write!(
                    cell,
                    "{}{kind} {place} {}",
                    if cell.is_empty() { "" } else { "; " },
                    text.replace(';', ",")
                );
            }
        }
        cells
    }

    /// A colour for the only series says nothing beside those of several.
    fn colored(&self) -> String {
        let is_of_several = self.colors().any(|(series, _)| !series.is_empty());
        let of_series = self.colors().filter(|(series, _)| series.is_empty() != is_of_several);
        of_series.map(|(series, color)| format!("{series}={color}")).collect::<Vec<_>>().join("; ")
    }

    fn picked(&self) -> String {
        let all = self.get("pick").split(',').filter(|name| !name.is_empty()).map(|name| format!("{name}=*"));
        let these = Some(self.get("pickers").to_owned()).filter(|text| !text.is_empty());
        all.chain(these).collect::<Vec<_>>().join("; ")
    }
}

fn joined<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn encoded<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pairs = pairs.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
    pairs.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(pairs: &[(&str, &str)]) -> Draft {
        Draft::take(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn only_what_is_a_field_is_taken_and_boxes_are_joined() {
        let draft = taken(&[
            ("indicator", "inspected"),
            ("indicator", "supervised"),
            ("indicator", "inspected"),
            ("title_vi", " Kiểm\r\ntra "),
            ("note1", "line"),
            ("note0", "line"),
            ("note1_at", ""),
            ("by-subject", "*"),
            ("slug", "x"),
            ("lang", "en"),
        ]);
        let pairs: Vec<_> = draft.pairs().collect();
        let expected = [
            ("by-subject", "*"),
            ("indicator", "inspected,supervised"),
            ("note1", "line"),
            ("title_vi", "Kiểm  tra"),
        ];
        assert_eq!(pairs, expected);
    }

    #[test]
    fn a_draft_says_in_cells_what_its_fields_say() {
        let draft = taken(&[
            ("indicator", "disciplined"),
            ("organization", "hanoi"),
            ("spread", "*"),
            ("from", "2021"),
            ("to", "2022"),
            ("by-outcome", "*"),
            ("series", NO_SERIES),
            ("note1", "line"),
            ("note1_at", "100"),
            ("note1_vi", "Chỉ tiêu; năm"),
            ("note2", "span"),
            ("color", "5"),
            ("color-warning", "2"),
            ("color-expulsion", "grey"),
            ("pick", "organization"),
            ("pickers", "period=2021|2022"),
        ]);
        let cells = draft.cells("x");
        let cell =
            |name: &str| cells.iter().find(|(one, _)| *one == name).map(|(_, text)| text.as_str()).unwrap();
        assert_eq!(
            cell("query"),
            "indicator=disciplined&organization=hanoi%2F%2A&period=2021%2E%2E2022&outcome=%2A"
        );
        assert_eq!(cell("references_vi"), "line 100 Chỉ tiêu, năm");
        assert_eq!(cell("references_en"), cell("references_vi"));
        assert_eq!((cell("series"), cell("pickers")), ("", "organization=*; period=2021|2022"));
        assert_eq!(cell("colors"), "expulsion=grey; warning=2");
        assert_eq!(cells.iter().map(|(name, _)| *name).collect::<Vec<_>>(), CHART_COLUMNS);
    }

    #[test]
    fn a_field_is_as_long_as_a_text_and_no_longer() {
        let draft = taken(&[("title_vi", &"ă".repeat(10_000))]);
        assert_eq!(draft.get("title_vi").chars().count(), LONGEST);
        let many: Vec<(String, String)> = (0..100).map(|at| (format!("by-x{at}"), "*".to_owned())).collect();
        assert_eq!(Draft::take(many).breakdowns().count(), MOST_OF_A_KIND);
    }
}
