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
    /// What stands at the ends of the lines with these last values, in a picture so wide and in a plot so high.
    pub fn new(model: &Model, values: &[Option<i64>], width: i32, height: i32) -> Self {
        let names = Self::with(model, values, width, true);
        if let Some(names) = names
            && names.labels.iter().map(Label::height).sum::<i32>() <= height
        {
            return names;
        }
        let values = Self::with(model, values, width, false);
        values.unwrap_or(Self { labels: Vec::new(), named: false, width: 8 })
    }

    fn with(model: &Model, values: &[Option<i64>], width: i32, named: bool) -> Option<Self> {
        let phone = width < 480;
        let room = (width * 35 / 100 - BEFORE).min(WIDEST);
        let several = model.all_series.len() > 1;
        let all = model.all_series.len() == model.series.len();
        let planned = values.len() > model.series.len();
        if model.series.len() > MOST || named && several && (!all || model.all_series.len() > MOST) {
            return None;
        }
        let mut labels = Vec::new();
        let mut widest = 0;
        for (index, value) in values.iter().enumerate() {
            let series = model.series_of(index);
            let (name, ink) = match (several, index < model.series.len()) {
                (true, _) => {
                    (model.series.get(index).map_or("", String::as_str), Ink::series(series).line(false))
                }
                (false, true) if planned => (model.words.actual, Ink::Stroke),
                (false, true) => ("", Ink::Stroke),
                (false, false) => (model.words.plan, Ink::Plan),
            };
            let name = if named || !several { name } else { "" };
            let value = value.map(|value| model.value(value)).unwrap_or_default();
            let font = if name.is_empty() { Font::Value } else { Font::Small };
            let both = [name, if value.is_empty() || name.is_empty() { "" } else { " " }, &value].concat();
            let whole = text::wraps_whole(&both, font, room, 2);
            if phone && named && !whole {
                return None;
            }
            // A value that is cut is a wrong one: where both do not fit, the name stands alone.
            let lines = text::wrap(if whole { &both } else { name }, font, room, 2);
            widest = lines.iter().map(|line| text::width(line, font)).fold(widest, i32::max);
            labels.push(Label { series: several.then_some(series), ink, lines, font });
        }
        Some(Self { labels, named: named || !several, width: if widest > 0 { widest + BEFORE } else { 8 } })
    }

    /// Writes the labels beside the ends of their lines, moved apart between `top` and `bottom`; `x` is where the plot
    /// ends. A label without an end stands at the bottom.
    pub fn draw(&self, scene: &mut Scene, ends: &[Option<(i32, i32)>], x: i32, (top, bottom): (i32, i32)) {
        let mut order: Vec<[i32; 5]> = Vec::new();
        for (index, label) in self.labels.iter().enumerate() {
            let y = ends.get(index).copied().flatten().map_or(bottom, |(_, y)| y);
            order.push([y, index as i32, label.height(), 0, 0]);
        }
        order.sort_unstable();
        let tops = spread(&order, top, bottom);
        for (&[_, index, ..], &top) in order.iter().zip(&tops) {
            let index = index as usize;
            if let Some(label) = self.labels.get(index) {
                self.draw_one(scene, label, ends.get(index).copied().flatten(), (x, top));
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

/// The tops of labels that want their middles at `[y, _, height, ..]`, in that order, moved as little as keeps them apart
/// and between `top` and `bottom`: those that would touch become a block in the middle of where they want to be.
fn spread(wanted: &[[i32; 5]], top: i32, bottom: i32) -> Vec<i32> {
    // The sum of the tops that a block's labels want for it, how many they are, and its height.
    let mut blocks: Vec<[i32; 3]> = Vec::new();
    let place = |[sum, count, height]: [i32; 3]| (sum / count).min(bottom - height).max(top);
    for &[y, _, height, ..] in wanted {
        let mut block = [y - height / 2, 1, height];
        while let Some(&before) = blocks.last()
            && place(before) + before[2] > place(block)
        {
            blocks.pop();
            let [sum, count, height] = block;
            block = [before[0] + sum - count * before[2], before[1] + count, before[2] + height];
        }
        blocks.push(block);
    }
    let mut tops = Vec::with_capacity(wanted.len());
    for block in blocks {
        let mut top = place(block);
        for _ in 0..block[1] {
            let height = wanted.get(tops.len()).map_or(0, |label| label[2]);
            tops.push(top);
            top += height;
        }
    }
    tops
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::spread;

    #[test]
    fn labels_that_do_not_touch_stay_where_their_lines_end() {
        assert_eq!(spread(&[[50, 0, 24, 0, 0], [90, 1, 24, 0, 0]], 0, 200), [38, 78]);
    }

    #[test]
    fn labels_of_lines_that_meet_stand_one_over_the_other_around_them() {
        assert_eq!(spread(&[[100, 0, 24, 0, 0], [100, 1, 24, 0, 0]], 0, 200), [76, 100]);
        assert_eq!(spread(&[[2, 0, 24, 0, 0], [3, 1, 24, 0, 0]], 0, 200), [0, 24]);
        assert_eq!(spread(&[[199, 0, 24, 0, 0], [200, 1, 24, 0, 0]], 0, 200), [152, 176]);
    }

    proptest! {
        #[test]
        fn labels_never_touch_and_stay_inside(mut ends in prop::collection::vec((-50..400_i32, 24..51_i32), 0..6)) {
            ends.sort_unstable();
            let wanted: Vec<[i32; 5]> = ends.iter().map(|&(y, height)| [y, 0, height, 0, 0]).collect();
            let tops = spread(&wanted, 10, 320);
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
