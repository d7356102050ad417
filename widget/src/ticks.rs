//! The time axis: which categories are named under it, and by which short words, so that names never touch.

use crate::locale::Lang;
use crate::model::Model;
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The height of the axis with its names.
pub(crate) const HEIGHT: i32 = 28;
/// Between two names, at least.
const APART: i32 = 12;
/// A tick under the axis.
const TICK: i32 = 5;

/// A period read from the id of its category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Period<'a> {
    year: &'a str,
    part: Part,
}

/// What of its year a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Half(u8),
    NineMonths,
    Quarter(u8),
    Month(u8),
    Day(u8, u8),
}

impl Part {
    /// Whether a year begins with it.
    fn opens_year(self) -> bool {
        matches!(
            self,
            Self::Year
                | Self::Half(1)
                | Self::NineMonths
                | Self::Quarter(1)
                | Self::Month(1)
                | Self::Day(1, 1)
        )
    }
}

/// Reads `2022`, `2022-H1`, `2022-9M`, `2022-Q3`, `2022-09` or `2022-09-30`.
fn period(id: &str) -> Option<Period<'_>> {
    let (year, rest) = match id.split_once('-') {
        Some((year, rest)) => (year, rest.as_bytes()),
        None => (id, &[][..]),
    };
    if year.len() != 4 || !year.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let part = match *rest {
        [] => Part::Year,
        [b'H', half @ b'1'..=b'2'] => Part::Half(half - b'0'),
        [b'9', b'M'] => Part::NineMonths,
        [b'Q', quarter @ b'1'..=b'4'] => Part::Quarter(quarter - b'0'),
        [tens, ones] => Part::Month(two(tens, ones, 12)?),
        [tens, ones, b'-', more, last] => Part::Day(two(tens, ones, 12)?, two(more, last, 31)?),
        _ => return None,
    };
    Some(Period { year, part })
}

/// A number of two digits from 1 to `most`.
fn two(tens: u8, ones: u8, most: u8) -> Option<u8> {
    if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
        return None;
    }
    let number = (tens - b'0') * 10 + ones - b'0';
    (1..=most).contains(&number).then_some(number)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a period is called where there is little room: `9/2026`, `Q3/2026`, `6T/2026`; `Sep 2026`, `Q3 2026`, `H1 2026`.
/// `None` for an id that is no period.
pub(crate) fn short_period(id: &str, lang: Lang) -> Option<String> {
    const NUMBERS: [&str; 32] = [
        "", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
        "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
    ];
    let number = |number: u8| NUMBERS.get(usize::from(number)).copied().unwrap_or_default();
    let name = |month: u8| MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
    let Period { year, part } = period(id)?;
    Some(match (part, lang) {
        (Part::Year, _) => year.to_owned(),
        (Part::Half(1), Lang::Vi) => ["6T/", year].concat(),
        (Part::Half(_), Lang::Vi) => ["6T cuối/", year].concat(),
        (Part::Half(half), Lang::En) => ["H", number(half), " ", year].concat(),
        (Part::NineMonths, Lang::Vi) => ["9T/", year].concat(),
        (Part::NineMonths, Lang::En) => ["9M ", year].concat(),
        (Part::Quarter(quarter), Lang::Vi) => ["Q", number(quarter), "/", year].concat(),
        (Part::Quarter(quarter), Lang::En) => ["Q", number(quarter), " ", year].concat(),
        (Part::Month(month), Lang::Vi) => [number(month), "/", year].concat(),
        (Part::Month(month), Lang::En) => [name(month), " ", year].concat(),
        (Part::Day(month, day), Lang::Vi) => [number(day), "/", number(month), "/", year].concat(),
        (Part::Day(month, day), Lang::En) => [number(day), " ", name(month), " ", year].concat(),
    })
}

/// A name under the axis: its category and what is written.
type Name = (usize, String);

/// The names under the axis, as many as have room between `left` and `right`.
///
/// Every category if all fit; else the categories with which a quarter or a year begins; else every second, fifth,
/// tenth, … of them.
pub(crate) struct Names {
    names: Vec<Name>,
    places: Vec<(i32, i32)>,
}

impl Names {
    /// Chooses the names; `x` is where a category is drawn.
    pub fn new(model: &Model, x: &dyn Fn(usize) -> i32, (left, right): (i32, i32)) -> Self {
        let count = model.categories.len();
        let lay = |names: Vec<Name>| Self::lay(names, x, (left, right));
        // Of more than these not all can fit, and to write thousands of names takes time.
        if count <= 200
            && let Some(all) = lay((0..count).map(|category| name(model, category)).collect())
        {
            return all;
        }
        let years = opening(model, true);
        if years.len() < 4
            && let quarters = opening(model, false)
            && quarters.len() > 2 * years.len()
            && let Some(quarters) = lay(quarters.into_iter().map(|category| name(model, category)).collect())
        {
            return quarters;
        }
        let plain = years.len() < 2;
        let from: Vec<usize> = if plain { (0..count).collect() } else { years };
        for step in [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] {
            if from.len() / step > 60 {
                continue;
            }
            let thinned = if plain { every(&from, step) } else { round_years(model, &from, step) };
            let written = thinned.into_iter().map(|category| match year(model, category) {
                Some(year) if !plain => (category, year.to_owned()),
                _ => name(model, category),
            });
            if let Some(thinned) = lay(written.collect()) {
                return thinned;
            }
        }
        Self { names: Vec::new(), places: Vec::new() }
    }

    /// The names where they stand: in the middle under their category, moved inwards at the edges; `None` if two touch.
    fn lay(names: Vec<Name>, x: &dyn Fn(usize) -> i32, (left, right): (i32, i32)) -> Option<Self> {
        let mut places = Vec::with_capacity(names.len());
        let mut end = left - APART;
        for (category, name) in &names {
            let width = text::width(name, Font::Small);
            let place = (x(*category) - width / 2).min(right - width).max(left);
            if place < end + APART || place + width > right {
                return None;
            }
            end = place + width;
            places.push((place, x(*category)));
        }
        Some(Self { names, places })
    }

    /// Draws the ticks and the names under the axis.
    pub fn draw(&self, scene: &mut Scene, axis: i32) {
        for ((_, name), (left, x)) in self.names.iter().zip(&self.places) {
            scene.rect(Ink::Zero, Rect::new(*x, axis, 1, TICK));
            let middle = left + text::width(name, Font::Small) / 2;
            scene.text(name, Font::Small, Ink::Muted, middle, axis + 20, Anchor::Middle);
        }
    }
}

/// Every so many of some categories, the last among them.
fn every(from: &[usize], step: usize) -> Vec<usize> {
    let skip = from.len().saturating_sub(1) % step;
    from.iter().skip(skip).step_by(step).copied().collect()
}

/// Those whose year is a multiple.
fn round_years(model: &Model, from: &[usize], step: usize) -> Vec<usize> {
    let number = |year: &str| year.bytes().fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
    let round = |category: &&usize| year(model, **category).is_some_and(|year| number(year) % step == 0);
    from.iter().filter(round).copied().collect()
}

fn id<'a>(model: &'a Model, category: usize) -> &'a str {
    model.category_at(category).map_or("", |category| category.id.as_str())
}

fn year<'a>(model: &'a Model, category: usize) -> Option<&'a str> {
    period(id(model, category)).map(|period| period.year)
}

fn name(model: &Model, category: usize) -> Name {
    let short = short_period(id(model, category), model.lang).filter(|_| model.over_time);
    let label = || model.categories.get(category).map_or("", String::as_str);
    (category, short.unwrap_or_else(|| text::shorten(label(), Font::Small, 140)))
}

/// The categories that open a year, or else a quarter.
fn opening(model: &Model, years: bool) -> Vec<usize> {
    let mut before = "";
    let mut opening = Vec::new();
    for category in 0..model.categories.len() {
        let Some(period) = period(id(model, category)) else { return Vec::new() };
        let turn = period.year != before && (!before.is_empty() || period.part.opens_year());
        let quarter = match period.part {
            Part::Month(month) => month % 3 == 1,
            Part::Day(month, day) => month % 3 == 1 && day == 1,
            _ => false,
        };
        if turn || !years && quarter {
            opening.push(category);
        }
        before = period.year;
    }
    opening
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, Kind, Role};
    use crate::samples::Sample;

    #[test]
    fn a_period_is_said_in_few_letters() {
        let vi = ["2022", "2022-H1", "2022-9M", "2022-Q3", "2022-09", "2022-12-20"];
        let said: Vec<_> = vi.iter().filter_map(|id| short_period(id, Lang::Vi)).collect();
        assert_eq!(said, ["2022", "6T/2022", "9T/2022", "Q3/2022", "9/2022", "20/12/2022"]);
        let said: Vec<_> = vi.iter().filter_map(|id| short_period(id, Lang::En)).collect();
        assert_eq!(said, ["2022", "H1 2022", "9M 2022", "Q3 2022", "Sep 2022", "20 Dec 2022"]);
    }

    #[test]
    fn what_is_no_period_has_no_short_name() {
        for id in ["", "ba-dinh", "2015-2020", "2022-13", "2022-00", "2022-9", "20222", "2022-1x"] {
            assert_eq!(short_period(id, Lang::Vi), None, "{id}");
        }
    }

    fn months(years: std::ops::Range<i32>) -> Dataset {
        let ids: Vec<String> =
            years.flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}"))).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        Sample::new(Kind::Line, Lang::Vi, "", "").categories(Some(Role::Time), &ids).build()
    }

    fn named(data: &Dataset, width: i32) -> Vec<String> {
        let model = Model::new(data);
        let last = model.categories.len().max(2) as i32 - 1;
        let names = Names::new(&model, &|category| category as i32 * width / last, (0, width));
        for pair in names.places.windows(2).zip(&names.names) {
            let ([(one, _), (other, _)], (_, name)) = pair else { continue };
            assert!(one + text::width(name, Font::Small) + APART <= *other, "{name} touches its neighbour");
        }
        names.names.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn many_months_are_named_by_their_years() {
        assert_eq!(named(&months(2021..2025), 250), ["2021", "2022", "2023", "2024"]);
        assert_eq!(named(&months(2001..2025), 240), ["2005", "2010", "2015", "2020"]);
    }

    #[test]
    fn the_months_of_two_years_are_named_by_quarters() {
        let wide = ["1/2021", "4/2021", "7/2021", "10/2021", "1/2022", "4/2022", "7/2022", "10/2022"];
        assert_eq!(named(&months(2021..2023), 700), wide);
        assert_eq!(named(&months(2021..2023), 200), ["2021", "2022"]);
    }

    #[test]
    fn other_names_are_thinned_so_that_the_last_stays() {
        let names = ["Nhiệm kỳ I", "Nhiệm kỳ II", "Nhiệm kỳ III", "Nhiệm kỳ IV", "Nhiệm kỳ V"];
        let data = Sample::new(Kind::Line, Lang::Vi, "", "").categories(None, &names).build();
        assert_eq!(named(&data, 300), ["Nhiệm kỳ I", "Nhiệm kỳ III", "Nhiệm kỳ V"]);
    }
}
