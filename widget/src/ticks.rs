//! The time axis: which categories are named under it, and by which short words, so that names never touch.

use crate::locale::{Part, Period};
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

/// Where not all names fit, every so many are written.
static STEPS: &[usize] = &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/// A name under the axis.
struct Name {
    text: String,
    /// Where its category is.
    x: i32,
    left: i32,
    width: i32,
}

/// Writes as many names under the axis as have room between `left` and `right`; `xs` are where the categories are drawn.
///
/// Every category if all fit; else the categories with which a quarter or a year begins; else every second, fifth,
/// tenth, … of them.
pub(crate) fn draw(model: &Model, scene: &mut Scene, xs: &[i32], edges: (i32, i32), axis: i32) {
    for name in choose(model, xs, edges) {
        scene.rect(Ink::Zero, Rect::new(name.x, axis, 1, TICK));
        let middle = name.left + name.width / 2;
        scene.text(&name.text, Font::Small, Ink::Muted, middle, axis + 20, Anchor::Middle);
    }
}

fn choose(model: &Model, xs: &[i32], edges: (i32, i32)) -> Vec<Name> {
    if let Some(all) = lay(model, xs, edges, &[], 1, false) {
        return all;
    }
    let years = opening(model, true);
    if years.len() < 4
        && let quarters = opening(model, false)
        && quarters.len() > 2 * years.len()
        && let Some(quarters) = lay(model, xs, edges, &quarters, 1, false)
    {
        return quarters;
    }
    let by_year = years.len() > 1;
    let from = if by_year { years } else { Vec::new() };
    let count = if by_year { from.len() } else { xs.len() };
    for &step in STEPS {
        if count / step <= 60
            && let Some(thinned) = lay(model, xs, edges, &from, step, by_year)
        {
            return thinned;
        }
    }
    Vec::new()
}

/// The names of every so many of some categories, or of all where `from` is empty, the last among them, or of the years
/// that are a multiple: in the middle under their category, moved inwards at the edges; `None` if two touch.
fn lay(
    model: &Model,
    xs: &[i32],
    (left, right): (i32, i32),
    from: &[usize],
    step: usize,
    by_year: bool,
) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    let mut end = left - APART;
    let count = if from.is_empty() { xs.len() } else { from.len() };
    for index in 0..count {
        let category = from.get(index).copied().unwrap_or(index);
        let mut period = period(model, category);
        let mut counted = count - 1 - index;
        if by_year && let Some(period) = &mut period {
            (counted, period.part) = (number(period.year), Part::Year);
        }
        if !counted.is_multiple_of(step) {
            continue;
        }
        let text = match period {
            Some(period) if by_year || model.over_time => period.short(model.lang),
            _ => text::shorten(&model.name(category), Font::Small, 140),
        };
        let x = xs[category];
        let width = text::width(&text, Font::Small);
        let left = (x - width / 2).min(right - width).max(left);
        if left < end + APART || left + width > right {
            return None;
        }
        end = left + width;
        names.push(Name { text, x, left, width });
    }
    Some(names)
}

fn number(year: &str) -> usize {
    let mut number = 0;
    for digit in year.bytes() {
        number = number * 10 + usize::from(digit - b'0');
    }
    number
}

/// The period that a category is; terms keep their full names.
fn period<'a>(model: &Model<'a>, category: usize) -> Option<Period<'a>> {
    let period = Period::parse(&model.category_at(category)?.id)?;
    if let Part::Term(_) = period.part { None } else { Some(period) }
}

/// The categories that open a year, or else a quarter.
fn opening(model: &Model, years: bool) -> Vec<usize> {
    let mut before = "";
    let mut opening = Vec::new();
    for category in 0..model.count {
        // Of a year that has opened there may be many days.
        if years
            && !before.is_empty()
            && model.category_at(category).is_some_and(|one| one.id.starts_with(before))
        {
            continue;
        }
        let Some(period) = period(model, category) else { return Vec::new() };
        let turn = period.year != before && (!before.is_empty() || period.opens_year());
        let quarter = match period.part {
            Part::Month(month) | Part::Day(month, 1) => month % 3 == 1,
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
    use crate::Lang;
    use crate::dataset::{Dataset, Kind, Role};
    use crate::samples::Sample;

    fn months(years: std::ops::Range<i32>) -> Dataset {
        let ids: Vec<String> =
            years.flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}"))).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        Sample::new(Kind::Line, Lang::Vi, "", "").categories(Some(Role::Time), &ids).build()
    }

    fn named(data: &Dataset, width: i32) -> Vec<String> {
        let model = Model::new(data);
        let xs = crate::axis::across(model.count, 0, width);
        let names = choose(&model, &xs, (0, width));
        for pair in names.windows(2) {
            let text = &pair[0].text;
            assert!(pair[0].left + pair[0].width + APART <= pair[1].left, "{text} touches its neighbour");
        }
        names.into_iter().map(|name| name.text).collect()
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

    #[test]
    fn what_is_no_period_of_a_year_keeps_its_name() {
        let ids = ["2015-2020", "2020-2025", "2022-13"];
        let data = Sample::new(Kind::Line, Lang::En, "", "").categories(Some(Role::Time), &ids).build();
        assert_eq!(named(&data, 600), ids);
    }
}
