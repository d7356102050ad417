//! What is written into a plot beside its figures: `line 10000 Annual target; span 2020..2021 COVID-19`.

use super::amount::MOST_DECIMALS;
use super::{Amount, Invalid, Names};

/// A line, a span or a point with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it stands.
    pub place: ReferencePlace,
    /// What it says.
    pub labels: Names,
}

/// Where a reference stands. Categories and series are named by their codes, such as `2022` or `warning`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferencePlace {
    /// At a value, such as a target: `line 10000`.
    Line(Amount),
    /// From one category to another, both within: `span 2020..2021`.
    Span(String, String),
    /// At one figure: `point 2022`, or `point 2022/warning` of a series.
    Point(String, Option<String>),
}

impl Reference {
    /// Reads the references of a chart: the Vietnamese cell, and the English one, which is empty or names the same places
    /// in the same order.
    ///
    /// # Errors
    /// [`Invalid`] for the first item that is none, or for English ones that stand elsewhere.
    pub fn parse_all(vi: &str, en: &str) -> Result<Vec<Self>, Invalid> {
        let read = |text: &str| items(text).map(item).collect::<Result<Vec<_>, _>>();
        let (vietnamese, english) = (read(vi)?, read(en)?);
        if !english.is_empty() && !vietnamese.iter().map(|one| &one.0).eq(english.iter().map(|one| &one.0)) {
            let remedy = "name the same lines, spans and points in both languages, in the same order";
            return Err(Invalid::new("translation of references", en, remedy));
        }
        let one = |(at, (place, vi)): (usize, (ReferencePlace, String))| Self {
            place,
            labels: Names { en: english.get(at).map_or_else(|| vi.clone(), |(_, en)| en.clone()), vi },
        };
        Ok(vietnamese.into_iter().enumerate().map(one).collect())
    }

    /// The two cells, as [`Reference::parse_all`] reads them back.
    #[must_use]
    pub fn written(references: &[Self]) -> (String, String) {
        let cell = |label: fn(&Names) -> &str| {
            let items =
                references.iter().map(|one| format!("{} {}", one.place.written(), label(&one.labels)));
            items.collect::<Vec<_>>().join("; ")
        };
        (cell(|names| &names.vi), cell(|names| &names.en))
    }
}

impl ReferencePlace {
    fn written(&self) -> String {
        match self {
            Self::Line(value) => format!("line {value}"),
            Self::Span(from, to) => format!("span {from}..{to}"),
            Self::Point(category, None) => format!("point {category}"),
            Self::Point(category, Some(series)) => format!("point {category}/{series}"),
        }
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|item| !item.is_empty())
}

fn item(text: &str) -> Result<(ReferencePlace, String), Invalid> {
    let wrong = || {
        let remedy = "write line VALUE TEXT, span FROM..TO TEXT or point CATEGORY TEXT (of a series CATEGORY/SERIES), \
                      joined by semicolons, such as line 10000 Annual target; span 2020..2021 COVID-19";
        Invalid::new("reference", text, remedy)
    };
    let mut words = text.splitn(3, ' ').map(str::trim);
    let (kind, place, label) =
        (words.next().ok_or_else(wrong)?, words.next().ok_or_else(wrong)?, words.next().ok_or_else(wrong)?);
    let code = |code: &str| {
        let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if code.is_empty() || !plain { Err(wrong()) } else { Ok(code.to_owned()) }
    };
    let place = match kind {
        "line" => ReferencePlace::Line(amount(place)?),
        "span" => {
            let (from, to) = place.split_once("..").ok_or_else(wrong)?;
            ReferencePlace::Span(code(from)?, code(to)?)
        }
        "point" => match place.split_once('/') {
            Some((category, series)) => ReferencePlace::Point(code(category)?, Some(code(series)?)),
            None => ReferencePlace::Point(code(place)?, None),
        },
        _ => return Err(wrong()),
    };
    if label.is_empty() { Err(wrong()) } else { Ok((place, label.to_owned())) }
}

/// With the decimals that are written.
fn amount(text: &str) -> Result<Amount, Invalid> {
    let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len());
    Amount::parse(text, u8::try_from(fraction).unwrap_or(MOST_DECIMALS).min(MOST_DECIMALS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VI: &str =
        "line 10000.5 Chỉ tiêu năm; span 2020..2021 Dịch COVID-19; point 2022-H1/warning Đại hội";
    const EN: &str = "line 10000.50 Annual target; span 2020..2021 COVID-19; point 2022-H1/warning Congress";

    #[test]
    fn a_reference_has_a_place_and_a_text_in_both_languages() {
        let read = Reference::parse_all(VI, EN).unwrap();
        assert_eq!(read[0].place, ReferencePlace::Line(Amount::new(100_005, 1)));
        assert_eq!(read[1].place, ReferencePlace::Span("2020".into(), "2021".into()));
        assert_eq!(read[2].place, ReferencePlace::Point("2022-H1".into(), Some("warning".into())));
        assert_eq!((read[2].labels.vi.as_str(), read[2].labels.en.as_str()), ("Đại hội", "Congress"));
        let (vi, en) = Reference::written(&read);
        assert_eq!(Reference::parse_all(&vi, &en), Ok(read));
    }

    #[test]
    fn without_english_the_vietnamese_text_stands() {
        assert_eq!(Reference::parse_all("point 2022 Đại hội", "").unwrap()[0].labels.en, "Đại hội");
    }

    #[test]
    fn what_names_no_place_or_says_nothing_is_refused() {
        for wrong in
            ["line", "line 10000", "line ten Target", "span 2020 X", "span 2020.. X", "point a/ X", "dot 1 X"]
        {
            assert!(Reference::parse_all(wrong, "").is_err(), "`{wrong}` was taken");
        }
        assert!(Reference::parse_all("line 1 Một", "line 2 One").is_err(), "two places were taken for one");
    }

    proptest! {
        #[test]
        fn any_cells_are_read_or_refused(vi in "((line|span|point|\\PC) [0-9./-]{1,8} \\PC{0,8};? ?){0,4}", en in "\\PC{0,20}") {
            if let Ok(read) = Reference::parse_all(&vi, &en) {
                let (vi, en) = Reference::written(&read);
                prop_assert_eq!(Reference::parse_all(&vi, &en), Ok(read));
            }
        }
    }
}
