//! Who left out which months, in words and as data: those who left out the same are named together, and of many so many are
//! counted.

use serde_json::{Value, json};

use super::{Lang, name, words};
use crate::domain::{Catalogue, OrganizationCode, Period};
use crate::rollup::Hole;

/// Organizations that a sentence names in all, and a list each; of more it is said how many.
const MOST_NAMES: usize = 10;

/// Kinds of holes that are told one by one.
const MOST_HOLES: usize = 6;

/// The months, and who left them out.
pub(super) fn json(holes: &[Hole]) -> Value {
    let one = |hole: &Hole| {
        json!({
            "months": hole.months.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "organizations": hole.organizations.iter().take(MOST_NAMES).map(|one| one.as_str()).collect::<Vec<_>>(),
            "organizations_missing": hole.organizations.len(),
        })
    };
    holes.iter().take(MOST_HOLES).map(one).collect()
}

/// The months that any left out, in time.
pub(super) fn months(holes: &[Hole]) -> Vec<Period> {
    let mut months: Vec<Period> = holes.iter().flat_map(|hole| hole.months.iter().copied()).collect();
    months.sort_unstable();
    months.dedup();
    months
}

/// All who left anything out, sorted.
pub(super) fn organizations(holes: &[Hole]) -> Vec<&OrganizationCode> {
    let mut codes: Vec<&OrganizationCode> = holes.iter().flat_map(|hole| &hole.organizations).collect();
    codes.sort_unstable();
    codes
}

/// `tháng 5, 6 năm 2024 của Huyện A, Huyện B; tháng 6 năm 2024 của Huyện C`.
pub(super) fn text(catalogue: &Catalogue, holes: &[Hole], lang: Lang) -> String {
    let all: usize = holes.iter().map(|hole| hole.organizations.len()).sum();
    let (mut told, mut parts) = (0, Vec::new());
    for hole in holes.iter().take(MOST_HOLES) {
        let named = hole.organizations.iter().take(MOST_NAMES - told).map(|one| named(catalogue, one, lang));
        let named: Vec<String> = named.collect();
        if named.is_empty() {
            break;
        }
        told += named.len();
        let months = in_words(&hole.months, lang);
        let of = if lang == Lang::Vi { "của" } else { "of" };
        parts.push(format!("{months} {of} {}", named.join(", ")));
    }
    let text = parts.join("; ");
    match (all - told, lang) {
        (0, _) => text,
        (more, Lang::Vi) => format!("{text} và {more} đơn vị nữa"),
        (1, Lang::En) => format!("{text} and 1 more organization"),
        (more, Lang::En) => format!("{text} and {more} more organizations"),
    }
}

fn named(catalogue: &Catalogue, code: &OrganizationCode, lang: Lang) -> String {
    catalogue.organization(code).map_or_else(|| code.to_string(), |one| name(&one.names, lang).to_owned())
}

/// Months of one year, three and more that follow one another as a span; none are all of them.
pub(super) fn in_words(months: &[Period], lang: Lang) -> String {
    let Some(first) = months.first() else {
        return if lang == Lang::Vi { "toàn bộ số liệu" } else { "everything" }.to_owned();
    };
    let year = first.first_year();
    let month = |one: &Period| match lang {
        Lang::Vi => one.part().to_string(),
        Lang::En => words::period(*one, lang).trim_end_matches(&format!(" {year}")).to_owned(),
    };
    let mut spans: Vec<&[Period]> = Vec::new();
    for run in months.chunk_by(|one, next| one.part() + 1 == next.part()) {
        if run.len() > 2 { spans.push(run) } else { spans.extend(run.chunks(1)) }
    }
    let spans = spans.iter().map(|span| match span {
        [only] => month(only),
        [first, .., last] => format!("{}–{}", month(first), month(last)),
        [] => String::new(),
    });
    let spans = spans.collect::<Vec<_>>().join(", ");
    if lang == Lang::Vi { format!("tháng {spans} năm {year}") } else { format!("{spans} {year}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hole(months: &[&str], organizations: &[String]) -> Hole {
        let organizations = organizations.iter().map(|code| OrganizationCode::parse(code).unwrap());
        Hole {
            months: months.iter().map(|month| Period::parse(month).unwrap()).collect(),
            organizations: organizations.collect(),
        }
    }

    fn codes(letter: &str, count: usize) -> Vec<String> {
        (1..=count).map(|number| format!("{letter}{number}")).collect()
    }

    #[test]
    fn it_is_said_who_left_out_which_months() {
        let holes = [
            hole(&["2024-05", "2024-06"], &codes("a", 2)),
            hole(&["2024-06"], &codes("b", 1)),
            hole(&[], &codes("c", 1)),
        ];
        let text = |lang| text(&Catalogue::default(), &holes, lang);
        assert_eq!(
            text(Lang::Vi),
            "tháng 5, 6 năm 2024 của a1, a2; tháng 6 năm 2024 của b1; toàn bộ số liệu của c1"
        );
        assert_eq!(text(Lang::En), "May, June 2024 of a1, a2; June 2024 of b1; everything of c1");
    }

    #[test]
    fn of_many_it_is_said_how_many_more_there_are() {
        let many = [hole(&["2024-05"], &codes("a", 12)), hole(&["2024-06"], &codes("b", 3))];
        let told = text(&Catalogue::default(), &many, Lang::En);
        assert!(
            told.starts_with("May 2024 of a1, a2,") && told.ends_with("a10 and 5 more organizations"),
            "{told}"
        );
        let kinds: Vec<Hole> = (1..=8)
            .map(|month| hole(&[&format!("2024-{month:02}")], &codes(&format!("a{month}-"), 1)))
            .collect();
        let told = text(&Catalogue::default(), &kinds, Lang::Vi);
        assert!(told.ends_with("tháng 6 năm 2024 của a6-1 và 2 đơn vị nữa"), "{told}");
        assert_eq!(json(&many)[0]["organizations_missing"], 12);
        assert_eq!(json(&many)[0]["organizations"].as_array().unwrap().len(), 10);
    }

    #[test]
    fn months_that_follow_one_another_are_told_as_a_span() {
        let months = ["2024-02", "2024-07", "2024-08", "2024-09", "2024-11", "2024-12"]
            .map(|one| Period::parse(one).unwrap());
        assert_eq!(in_words(&months, Lang::Vi), "tháng 2, 7–9, 11, 12 năm 2024");
        assert_eq!(in_words(&months, Lang::En), "February, July–September, November, December 2024");
    }
}
