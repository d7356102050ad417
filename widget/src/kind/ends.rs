//! The labels at the lines' ends: each name beside its line, moved apart where they would touch.

use crate::Action;
use crate::model::Model;
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// With more series than these a legend says which is which.
const MOST: usize = 5;
/// As high as a finger needs it (WCAG 2.5.8).
const LOWEST: i32 = 24;
/// From the line's end to its label: a short stroke of its colour leads there, down or up where it was moved.
const BEFORE: i32 = 22;
/// The widest name on a large screen.
const WIDEST: i32 = 200;

/// What is put in order: its `y`, and what its list keeps beside it.
pub(super) type Row = [i32; 5];

/// The positions of some rows from the topmost to the lowest; of those side by side the first comes first. There are few,
/// and a sort of the standard library's is long.
pub(super) fn from_the_top(rows: &[Row]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let mut at = index;
        order.push(index);
        while at > 0 && rows[order[at - 1]][0] > row[0] {
            order[at] = order[at - 1];
            at -= 1;
        }
        order[at] = index;
    }
    order
}

/// What stands at one line's end.
struct Label {
    /// The series as the dataset counts it; `None` for a plan, and where there is one series only.
    series: Option<usize>,
    ink: Ink,
    /// The name and the value in a row or two, or the value alone.
    lines: Vec<String>,
    font: Font,
}

impl Label {
    fn height(&self) -> i32 {
        (self.lines.len() as i32 * self.font.leading() + 2).max(LOWEST)
    }
}

/// The labels of the lines that are shown, from first to last, and then of the plan.
pub(super) struct Ends {
    labels: Vec<Label>,
    /// Whether they name their lines, so that no legend is needed.
    pub named: bool,
    /// The width that they need.
    pub width: i32,
}

impl Ends {
    /// What stands at the ends of the lines with these last values, written, in a picture so wide and in a plot so high.
    pub fn new(model: &Model, values: &[String], width: i32, height: i32) -> Self {
        let mut ends = Self { labels: Vec::new(), named: true, width: 8 };
        if !ends.fill(model, values, width, height) {
            ends.named = false;
            if !ends.fill(model, values, width, i32::MAX) {
                ends.labels.clear();
            }
        }
        let mut widest = 0;
        for label in &ends.labels {
            widest = widest.max(text::widest(&label.lines, label.font));
        }
        if widest > 0 {
            ends.width = widest + BEFORE;
        }
        ends.named |= !ends.labels.is_empty() && model.all_series.len() < 2;
        ends
    }

    /// Writes the labels, with the lines' names if they are to be named; `false` if they do not all fit.
    fn fill(&mut self, model: &Model, values: &[String], width: i32, height: i32) -> bool {
        self.labels.clear();
        let room = (width * 35 / 100 - BEFORE).min(WIDEST);
        let (count, all) = (model.series.len(), model.all_series.len());
        let several = all > 1;
        if count > MOST || self.named && several && (all != count || all > MOST) {
            return false;
        }
        let mut needed = 0;
        for (index, value) in values.iter().enumerate() {
            let series = model.series_of(index);
            let (mut name, mut ink) = ("", Ink::Plan);
            if index >= count {
                name = model.words.plan;
            } else {
                ink = model.hue(index).line(false);
                if several && self.named {
                    name = &model.series[index];
                } else if !several && values.len() > count {
                    name = model.words.actual;
                }
            }
            let font = if name.is_empty() { Font::Value } else { Font::Small };
            let space = if value.is_empty() || name.is_empty() { "" } else { " " };
            let both = text::concat(&[name, space, value]);
            let whole = text::wraps_whole(&both, font, room, 2);
            if width < 480 && self.named && !whole {
                return false;
            }
            // A value that is cut is a wrong one: where both do not fit, the name is cut and the value stands below it, as
            // words do that say why there is none.
            let own = text::width(value, font);
            let below = (!whole || !text::cut(value, b' ').1.is_empty()) && own > 0 && own <= room;
            let mut lines =
                text::wrap(if whole && !below { &both } else { name }, font, room, if below { 1 } else { 2 });
            if below {
                lines.push(value.clone());
            }
            let label = Label { series: several.then_some(series), ink, lines, font };
            needed += label.height();
            self.labels.push(label);
        }
        needed <= height
    }

    /// Writes the labels beside the ends of their lines, moved apart between `top` and `bottom`; `x` is where the plot
    /// ends. A label without an end stands at the bottom.
    pub fn draw(&self, scene: &mut Scene, ends: &[Option<(i32, i32)>], x: i32, (top, bottom): (i32, i32)) {
        let mut wanted: Vec<Row> = Vec::new();
        for (label, end) in self.labels.iter().zip(ends) {
            let y = end.map_or(bottom, |(_, y)| y);
            wanted.push([y, label.height(), 0, 0, 0]);
        }
        let order = from_the_top(&wanted);
        spread(&mut wanted, &order, top, bottom);
        for index in order {
            let [_, height, y, ..] = wanted[index];
            // A picture that is too low for all of them goes without the lowest; the table and the tooltip have them.
            if y + height <= bottom {
                self.draw_one(scene, &self.labels[index], ends[index], (x, y));
            }
        }
    }

    fn draw_one(&self, scene: &mut Scene, label: &Label, end: Option<(i32, i32)>, (x, top): (i32, i32)) {
        if label.lines.is_empty() {
            return;
        }
        let center = top + label.height() / 2;
        if let Some((end_x, end_y)) = end {
            if end_x + 12 < x {
                scene.line(Ink::Leader, vec![(end_x + 6, end_y), (x + 4, end_y)]);
            }
            if label.font == Font::Small || label.series.is_some() {
                scene.line(label.ink, vec![(x + 6, end_y), (x + BEFORE - 4, center)]);
            }
        }
        let first = center - label.lines.len() as i32 * label.font.leading() / 2;
        scene.lines(&label.lines, label.font, Ink::Text, x + BEFORE, first, Anchor::Start);
        if let Some(series) = label.series.filter(|_| self.named) {
            scene.control(Action::Series(series), Rect::new(x, top, self.width, label.height()));
        }
    }
}

/// Moves labels that want their middles at `[y, height, ..]`, in this order, as little as keeps them apart and between
/// `top` and `bottom`: those that would touch become a block in the middle of where they want to be. Their tops are then
/// at `[_, _, top, ..]`.
fn spread(wanted: &mut [Row], order: &[usize], top: i32, bottom: i32) {
    // The sum of the tops that a block's labels want for it, how many they are, its height, and its top.
    let mut blocks: Vec<[i32; 4]> = Vec::new();
    for &index in order {
        let [y, height, ..] = wanted[index];
        let mut block = [y - height / 2, 1, height, 0];
        loop {
            block[3] = (block[0] / block[1]).min(bottom - block[2]).max(top);
            let Some(&[sum, count, height, top]) = blocks.last() else { break };
            if top + height <= block[3] {
                break;
            }
            blocks.pop();
            block = [sum + block[0] - block[1] * height, count + block[1], height + block[2], 0];
        }
        blocks.push(block);
    }
    let mut placed = 0;
    for [_, count, _, mut top] in blocks {
        for _ in 0..count {
            let label = &mut wanted[order[placed]];
            label[2] = top;
            top += label[1];
            placed += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tops(ends: &[(i32, i32)], top: i32, bottom: i32) -> Vec<i32> {
        let mut wanted: Vec<Row> = ends.iter().map(|&(y, height)| [y, height, 0, 0, 0]).collect();
        let order = from_the_top(&wanted);
        spread(&mut wanted, &order, top, bottom);
        order.iter().map(|&index| wanted[index][2]).collect()
    }

    #[test]
    fn labels_that_do_not_touch_stay_where_their_lines_end() {
        assert_eq!(tops(&[(50, 24), (90, 24)], 0, 200), [38, 78]);
    }

    #[test]
    fn labels_of_lines_that_meet_stand_one_over_the_other_around_them() {
        assert_eq!(tops(&[(100, 24), (100, 24)], 0, 200), [76, 100]);
        assert_eq!(tops(&[(2, 24), (3, 24)], 0, 200), [0, 24]);
        assert_eq!(tops(&[(199, 24), (200, 24)], 0, 200), [152, 176]);
    }

    proptest! {
        #[test]
        fn labels_never_touch_and_stay_inside(mut ends in prop::collection::vec((-50..400_i32, 24..51_i32), 0..6)) {
            ends.sort_unstable();
            let tops = tops(&ends, 10, 320);
            prop_assert_eq!(tops.len(), ends.len());
            let mut free = 10;
            for (top, (_, height)) in tops.iter().zip(&ends) {
                prop_assert!(*top >= free, "{tops:?}");
                free = top + height;
            }
            prop_assert!(free <= 320);
        }
    }
}
