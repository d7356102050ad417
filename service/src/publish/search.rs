//! What a reader looks for by its name: indicators, organizations, charts and periods, whatever marks or capitals are typed.

use super::{Lang, chart, name, words};
use crate::domain::{Catalogue, ChartSpec, Date, Names, Period, fold};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An indicator.
    Indicator,
    /// An organization.
    Organization,
    /// A saved chart.
    Chart,
    /// The briefing of a period.
    Briefing,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its code or slug.
    pub code: String,
    /// What readers call it.
    pub title: String,
    /// What tells it from others of that name.
    pub about: String,
    /// How well it fits; less is better.
    rank: u8,
}

impl Hit {
    fn new(kind: Kind, code: &str, title: &str, about: &str) -> Self {
        Self { kind, code: code.to_owned(), title: title.to_owned(), about: about.to_owned(), rank: u8::MAX }
    }

    /// A saved chart, as if it had been looked for.
    #[must_use]
    pub fn of_chart(spec: &ChartSpec, lang: Lang) -> Self {
        Self::new(Kind::Chart, spec.slug.as_str(), chart::title(spec, lang), name(&spec.subtitles, lang))
    }

    /// Its page, from the root of the site.
    #[must_use]
    pub fn path(&self) -> String {
        let folder = match self.kind {
            Kind::Indicator => "indicators",
            Kind::Organization => "organizations",
            Kind::Chart => "charts",
            Kind::Briefing => "briefings",
        };
        format!("/{folder}/{}", self.code)
    }
}

/// Where it is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Shelves<'a> {
    /// What has names.
    pub catalogue: &'a Catalogue,
    /// What has briefings.
    pub periods: &'a [Period],
    /// Charts that are withdrawn by this day are not found.
    pub today: Date,
}

/// At most so many that have all words of the text, the best first; among equals as the catalogue has them.
#[must_use]
pub fn search(shelves: Shelves<'_>, text: &str, lang: Lang, most: usize) -> Vec<Hit> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<Hit> =
        everything(shelves, lang).filter_map(|(hit, names)| fits(hit, &names, &wanted)).collect();
    hits.sort_by_key(|hit| hit.rank);
    hits.truncate(most);
    hits
}

/// What has words in common with a text that names nothing, the most first: for who has mistyped a code.
#[must_use]
pub fn near(shelves: Shelves<'_>, kind: Kind, text: &str, lang: Lang, most: usize) -> Vec<Hit> {
    let folded = fold(text);
    let wanted: Vec<&str> = folded.split(' ').filter(|word| word.len() > 1).collect();
    let shared = |names: &str| {
        wanted.iter().filter(|word| names.split(' ').any(|own| own.starts_with(**word))).count()
    };
    let of_kind = everything(shelves, lang).filter(|(hit, _)| hit.kind == kind);
    let mut hits: Vec<(usize, Hit)> =
        of_kind.map(|(hit, names)| (shared(&names.join(" ")), hit)).filter(|(count, _)| *count > 0).collect();
    hits.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    hits.into_iter().take(most).map(|(_, hit)| hit).collect()
}

/// Everything that has a page, with the folded names by which it is found.
fn everything(shelves: Shelves<'_>, lang: Lang) -> impl Iterator<Item = (Hit, Vec<String>)> {
    let parts = shelves.catalogue.parts();
    let folded = |code: &str, names: &Names| vec![fold(&names.vi), fold(&names.en), fold(code)];
    let indicators = parts.indicators.iter().map(move |one| {
        let about = words::unit(one, lang);
        let found = Hit::new(Kind::Indicator, one.code.as_str(), name(&one.names, lang), about);
        (found, folded(one.code.as_str(), &one.names))
    });
    let organizations = parts.organizations.iter().map(move |one| {
        let found = Hit::new(Kind::Organization, one.code.as_str(), name(&one.names, lang), "");
        (found, folded(one.code.as_str(), &one.names))
    });
    let charts = parts
        .charts
        .iter()
        .filter(move |one| one.gone(shelves.today).is_none())
        .map(move |one| (Hit::of_chart(one, lang), folded(one.slug.as_str(), &one.titles)));
    let briefings = shelves.periods.iter().map(move |one| {
        let code = one.to_string();
        let names = [Lang::Vi, Lang::En].map(|lang| fold(&words::period(*one, lang)));
        let title = words::capitalized(&words::period(*one, lang));
        (Hit::new(Kind::Briefing, &code, &title, ""), names.into_iter().chain([fold(&code)]).collect())
    });
    indicators.chain(organizations).chain(charts).chain(briefings)
}

/// A name that is the text comes before one that begins with it, that before one whose words begin with the text's, and all
/// before one that only holds them.
fn fits(hit: Hit, names: &[String], wanted: &str) -> Option<Hit> {
    let rank = names.iter().filter_map(|name| {
        let begins = |word: &str| name.split(' ').any(|own| own.starts_with(word));
        match wanted {
            _ if name == wanted => Some(0),
            _ if name.starts_with(wanted) => Some(1),
            _ if wanted.split(' ').all(begins) => Some(2),
            _ if wanted.split(' ').all(|word| name.contains(word)) => Some(3),
            _ => None,
        }
    });
    Some(Hit { rank: rank.min()?, ..hit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::testing;

    fn shelves<'a>(catalogue: &'a Catalogue, periods: &'a [Period]) -> Shelves<'a> {
        Shelves { catalogue, periods, today: jiff::civil::date(2026, 11, 22) }
    }

    fn codes(text: &str) -> Vec<String> {
        let catalogue = testing::named(
            &[("members-admitted", "Đảng viên kết nạp", "Party members admitted")],
            &[
                ("hanoi", "Đảng bộ thành phố Hà Nội", "Hanoi"),
                ("hoan-kiem", "Quận ủy Hoàn Kiếm", "Hoan Kiem"),
            ],
        );
        let periods = [Period::parse("2024-Q3").unwrap()];
        search(shelves(&catalogue, &periods), text, Lang::Vi, 5).iter().map(Hit::path).collect()
    }

    #[test]
    fn a_name_is_found_without_its_marks_by_the_beginnings_of_its_words_and_in_english() {
        for text in
            ["Đảng viên kết nạp", "dang vien ket nap", "KẾT NẠP ĐẢNG", "members admitted", "members-adm"]
        {
            assert_eq!(codes(text), ["/indicators/members-admitted"], "{text}");
        }
        assert_eq!(codes("hoan kiem"), ["/organizations/hoan-kiem"]);
        assert_eq!(codes("quy iii 2024"), ["/briefings/2024-Q3"]);
        assert!(codes("…").is_empty() && codes("xyz").is_empty());
    }

    #[test]
    fn what_begins_with_the_text_stands_before_what_only_holds_it() {
        assert_eq!(codes("dang"), ["/indicators/members-admitted", "/organizations/hanoi"]);
        assert_eq!(codes("ha").first().map(String::as_str), Some("/organizations/hanoi"));
    }

    #[test]
    fn who_mistypes_a_code_is_shown_what_shares_its_words() {
        let catalogue = testing::named(
            &[("members-admitted", "Đảng viên kết nạp", ""), ("inspected", "Kiểm tra", "")],
            &[],
        );
        let near = near(shelves(&catalogue, &[]), Kind::Indicator, "members-admited-2022", Lang::Vi, 3);
        assert_eq!(near.iter().map(|hit| hit.code.as_str()).collect::<Vec<_>>(), ["members-admitted"]);
    }
}
