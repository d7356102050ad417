//! The value axis: round ticks, and the way from a value to its pixel.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use crate::locale;
use crate::model::Model;
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The way from values to pixels.
pub(crate) struct Scale {
    range: RangedCoordf64,
    pixels: (i32, i32),
}

impl Scale {
    /// A scale on which `low` is at the first pixel and `high` at the second.
    pub fn new((low, high): (i64, i64), from: i32, to: i32) -> Self {
        let (low, high) = (low as f64, high as f64);
        let high = if high > low { high } else { low + 1.0 };
        Self { range: (low..high).into(), pixels: (from, to) }
    }

    /// The pixel of a value; one outside the range gets the nearer end.
    pub fn at(&self, value: i64) -> i32 {
        // Not `clamp`: its panic would bring the formatting of floats into the page.
        let value = (value as f64).max(self.range.range().start).min(self.range.range().end);
        self.range.map(&value, self.pixels)
    }

    /// Whether a value is beyond the upper end.
    pub fn tops(&self, value: i64) -> bool {
        value as f64 > self.range.range().end
    }
}

/// Multiples of 1, 2 or 5 × 10ⁿ that enclose the range: at most `most` + 1 of them, zero among them.
pub(crate) fn ticks((low, high): (i64, i64), most: i64) -> Vec<i64> {
    let span = (high as f64 - low as f64).max(1.0);
    let step = round_step(span, most as f64);
    multiples((low.min(0), high.max(0)), step)
}

/// Multiples of 1, 2 or 5 × 10ⁿ that enclose the range, zero only if it is within: at most `most` + 1 of them.
pub(crate) fn ticks_around((low, high): (i64, i64), most: i64) -> Vec<i64> {
    let mut steps = most as f64;
    loop {
        let step = round_step((high as f64 - low as f64).max(1.0), steps);
        let ticks = multiples((low, high), step);
        // Where the range lies across the multiples, they reach over it by two steps.
        if ticks.len() as i64 <= most + 1 || steps < 1.0 {
            return ticks;
        }
        steps *= 0.7;
    }
}

/// The multiples of a step from the last one before the range to the first one after it.
fn multiples((low, high): (i64, i64), step: i64) -> Vec<i64> {
    let over = low.rem_euclid(step);
    let mut next = low.checked_sub(over).or_else(|| low.checked_add(step - over));
    let mut ticks = Vec::new();
    while let Some(tick) = next {
        ticks.push(tick);
        next = if tick < high { tick.checked_add(step) } else { None };
    }
    ticks
}

/// The first of 1, 2, 5, 10, 20, 50, … that spans the range in at most `most` steps.
fn round_step(span: f64, most: f64) -> i64 {
    let mut base: i64 = 1;
    loop {
        for factor in &[1, 2, 5] {
            let step = base * factor;
            if span / step as f64 <= most {
                return step;
            }
        }
        if base > i64::MAX / 10 {
            return i64::MAX;
        }
        base *= 10;
    }
}

/// The labels of ticks, all of one magnitude.
pub(crate) fn labels(model: &Model, ticks: &[i64]) -> Vec<String> {
    let mut largest = 0;
    for tick in ticks {
        largest = tick.saturating_abs().max(largest);
    }
    let magnitude = locale::Magnitude::of(largest, model.decimals, &model.unit);
    let mut labels = Vec::with_capacity(ticks.len());
    for &tick in ticks {
        let text = locale::short(tick, model.decimals, magnitude, model.lang);
        labels.push(if model.unit == "%" { locale::with_unit(&text, "%") } else { text });
    }
    labels
}

/// The width of the widest of the ticks' labels.
pub(crate) fn widest(model: &Model, ticks: &[i64]) -> i32 {
    text::widest(&labels(model, ticks), Font::Small)
}

/// Where so many places stand from `left` to `left + width`: the first and the last at the ends, a single one between.
pub(crate) fn across(count: usize, left: i32, width: i32) -> Vec<i32> {
    let mut places = Vec::with_capacity(count);
    if count == 1 {
        places.push(left + width / 2);
        return places;
    }
    let (mut place, mut rest) = (left, 0);
    for _ in 0..count {
        places.push(place);
        // As a division would have it, without one for each of thousands.
        rest += width;
        while rest >= count as i32 - 1 {
            rest -= count as i32 - 1;
            place += 1;
        }
    }
    places
}

/// Horizontal grid lines over the whole width with their labels on them.
pub(crate) fn draw(model: &Model, scene: &mut Scene, plot: Rect, ticks: &[i64], scale: &Scale) {
    for (&tick, label) in ticks.iter().zip(&labels(model, ticks)) {
        let y = scale.at(tick);
        if tick != 0 {
            scene.rect(Ink::Grid, Rect::new(plot.x, y, plot.width, 1));
        }
        scene.text(label, Font::Small, Ink::Muted, plot.x, y - 4, Anchor::Start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_enclose_the_values() {
        assert_eq!(ticks((0, 10_183), 4), [0, 5_000, 10_000, 15_000]);
        assert_eq!(ticks((-45, 230), 5), [-100, 0, 100, 200, 300]);
        assert_eq!(ticks((0, 0), 4), [0]);
        assert_eq!(ticks((0, 1), 4), [0, 1]);
    }

    #[test]
    fn ticks_around_figures_far_from_zero_leave_zero_out() {
        assert_eq!(ticks_around((10_027, 10_183), 4), [10_000, 10_050, 10_100, 10_150, 10_200]);
        assert_eq!(ticks_around((99, 301), 4), [0, 100, 200, 300, 400]);
        assert_eq!(ticks_around((-7, -3), 4), [-7, -6, -5, -4, -3]);
    }

    #[test]
    fn the_largest_numbers_have_ticks_too() {
        for range in [(0, i64::MAX), (-i64::MAX, i64::MAX), (-i64::MAX, 0)] {
            assert!(ticks(range, 5).len() <= 7, "{range:?}");
            assert!(ticks_around(range, 4).len() <= 5, "{range:?}");
        }
    }

    #[test]
    fn a_value_beyond_the_range_stays_at_its_end() {
        let scale = Scale::new((0, 100), 200, 0);
        assert_eq!(
            (scale.at(0), scale.at(50), scale.at(100), scale.at(900), scale.at(-1)),
            (200, 100, 0, 0, 200)
        );
    }
}
