//! Lines: series over time, each named at its end. Gaps stay gaps, and what is provisional is dashed.

use super::ends::Ends;
use crate::axis::{self, Scale};
use crate::legend::{self, Entry, Sign};
use crate::model::{Cell, Model, Value};
use crate::reference::{self, Frame};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::thinning::{self, Point};
use crate::ticks;

/// The dot of a single figure and of a line's end.
const DOT: i32 = 3;
/// What is ringed when a figure is pointed at: a square around its point.
const SPOT: i32 = 10;
/// Points that stand closer have no dots of their own.
const SPARSE: i32 = 14;
/// The height of what stands on the axis for a suppressed figure.
const ABSENT: i32 = 9;
/// The labels at the ends may take so much of the height that every plot has.
const LABELS: i32 = 172;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let named = Ends::new(model, &last_values(model), width, LABELS).named;
    (width * 9 / 16).clamp(220, 400) + legend::height(&entries(model, named), width)
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let ends = Ends::new(model, &last_values(model), plot.width, LABELS);
    let plot = legend::draw(scene, plot, &entries(model, ends.named));
    let extent = extent(model);
    let mut ticks = axis::ticks_around(extent, if plot.height < 160 { 2 } else { 4 });
    let range = match *ticks.as_slice() {
        // A line that comes not even half way to the last tick does not need it.
        [first, .., before, last] if ticks.len() > 3 && extent.1 < before + (last - before) / 2 => {
            ticks.pop();
            (first, extent.1)
        }
        [first, .., last] => (first, last),
        _ => extent,
    };
    let labels = axis::labels(model, &ticks);
    let gutter = labels.iter().map(|label| text::width(label, Font::Small)).max().unwrap_or(0) + 8;
    let gutter = gutter.min(plot.width / 3);
    let field = Rect::new(
        plot.x + gutter,
        plot.y,
        (plot.width - gutter - ends.width).max(40),
        (plot.height - ticks::HEIGHT).max(40),
    );
    let top = field.y + reference::headroom(model).max(18);
    let lines = Lines {
        model,
        field,
        scale: Scale::new(range, field.bottom(), top.min(field.bottom() - 1)),
        count: model.categories.len(),
    };
    lines.draw(scene, plot, &ticks, &ends);
}

/// The last figure of each line that reaches as far as any does, and of the plan.
fn last_values(model: &Model) -> Vec<Option<i64>> {
    let series = || 0..model.series.len();
    let some = |category: &usize| series().any(|series| model.cell(*category, series).known().is_some());
    let last = (0..model.categories.len()).rev().find(some);
    let mut values: Vec<Option<i64>> =
        series().map(|series| last.and_then(|category| model.cell(category, series).known())).collect();
    if planned(model) {
        values.push((0..model.categories.len()).rev().find_map(|category| model.cell(category, 0).plan));
    }
    values
}

/// Whether the plan is drawn: beside one line only.
fn planned(model: &Model) -> bool {
    model.all_series.len() == 1 && model.cells().iter().any(|cell| cell.plan.is_some())
}

/// The values' range: zero is within if there is one on either side of it, if the least is under 30 % of the most, and
/// for shares.
fn extent(model: &Model) -> (i64, i64) {
    let mut range: Option<(i64, i64)> = None;
    let plans = planned(model);
    for cell in model.cells() {
        for value in [cell.known(), cell.plan.filter(|_| plans)].into_iter().flatten() {
            let (low, high) = range.unwrap_or((value, value));
            range = Some((low.min(value), high.max(value)));
        }
    }
    let (low, high) = reference::extend(model, range.unwrap_or((0, 0)));
    let near = |end: i64, other: i64| end as f64 * 10.0 < other as f64 * 3.0;
    let zero = low == high || model.unit == "%";
    match (low > 0, high < 0) {
        (true, _) if zero || near(low, high) => (0, high),
        (_, true) if zero || near(-high, -low) => (low, 0),
        _ => (low, high),
    }
}

fn entries(model: &Model, named: bool) -> Vec<Entry> {
    let mut entries = if named { Vec::new() } else { legend::series(model) };
    let ink = if model.all_series.len() > 1 { Ink::Rest } else { Ink::Accent };
    let known =
        |test: fn(&Cell) -> bool| model.cells().iter().any(|cell| cell.known().is_some() && test(cell));
    if known(|cell| cell.provisional) {
        entries.push((Sign::Dashed(ink.line(true)), model.words.provisional.to_owned()));
    }
    if known(|cell| cell.gap.is_some()) {
        entries.push((Sign::Ring(ink), model.words.partial.to_owned()));
    }
    entries.extend(legend::absences(model));
    entries
}

struct Lines<'a> {
    model: &'a Model<'a>,
    /// From the first category to the last, and from the top of the plot to the time axis.
    field: Rect,
    scale: Scale,
    count: usize,
}

impl Lines<'_> {
    fn draw(&self, scene: &mut Scene, plot: Rect, ticks: &[i64], ends: &Ends) {
        let (model, field) = (self.model, self.field);
        let (x, y) = (|category| self.x(category), |value| self.scale.at(value));
        let mut runs = Vec::with_capacity(model.series.len());
        for series in 0..model.series.len() {
            runs.push(thinning::runs(model, series, &x, &y));
        }
        let frame = Frame {
            field,
            scale: &self.scale,
            band: &|category| self.band(category),
            x: &|category, _| self.x(category),
        };
        if model.data.drawing.references.is_empty()
            && ticks.first() == Some(&0)
            && let (1, [runs]) = (model.all_series.len(), runs.as_slice())
        {
            self.tint(scene, runs);
        }
        reference::draw_behind(model, scene, &frame);
        axis::draw(
            model,
            scene,
            Rect::new(plot.x, plot.y, field.right() - plot.x, field.height),
            ticks,
            &self.scale,
        );
        if ticks.contains(&0) {
            scene.rect(Ink::Zero, Rect::new(plot.x, self.scale.at(0), field.right() - plot.x, 1));
        }
        self.plan(scene);
        for (series, runs) in runs.iter().enumerate() {
            self.stroke(scene, series, runs);
        }
        self.absent(scene);
        let mut points: Vec<Option<(i32, i32)>> = Vec::with_capacity(runs.len() + 1);
        for runs in &runs {
            points.push(runs.last().and_then(|run| run.last()).map(|point| (point.x, point.y)));
        }
        points.push(self.plan_points().last().copied());
        ends.draw(scene, &points, field.right(), (plot.y, field.bottom() + 6));
        self.highlight(scene, &runs);
        ticks::Names::new(model, &x, (plot.x, plot.right())).draw(scene, field.bottom());
        reference::draw_front(model, scene, &frame);
        self.marks(scene, &runs);
    }

    /// Where a category is: the first at the left edge, the last at the right one.
    fn x(&self, category: usize) -> i32 {
        match self.count {
            ..=1 => self.field.x + self.field.width / 2,
            count => {
                self.field.x + (category as i64 * i64::from(self.field.width) / (count as i64 - 1)) as i32
            }
        }
    }

    /// From half way to the category before to half way to the next.
    fn band(&self, category: usize) -> (i32, i32) {
        let half = self.field.width / (2 * self.count as i32).max(1);
        (self.x(category) - half, self.x(category) + half)
    }

    fn ink(&self, series: usize) -> Ink {
        if self.model.all_series.len() > 1 { Ink::series(self.model.series_of(series)) } else { Ink::Accent }
    }

    /// The strokes of a line, and dots where a figure stands alone, ends the line or is not complete.
    fn stroke(&self, scene: &mut Scene, series: usize, runs: &[Vec<Point>]) {
        let ink = self.ink(series);
        for run in runs {
            let mut stroke: Vec<(i32, i32)> = Vec::with_capacity(run.len());
            let mut dashed = false;
            for point in run {
                if let Some(&last) = stroke.last()
                    && point.provisional != dashed
                {
                    scene.line(ink.line(dashed), std::mem::replace(&mut stroke, vec![last]));
                }
                dashed = point.provisional;
                stroke.push((point.x, point.y));
            }
            scene.line(ink.line(dashed), stroke);
        }
        let sparse = self.field.width / (self.count as i32).max(1) >= SPARSE;
        for (index, run) in runs.iter().enumerate() {
            for (place, point) in run.iter().enumerate() {
                let end = index + 1 == runs.len() && place + 1 == run.len();
                if (point.provisional || point.partial) && (sparse || end || run.len() == 1) {
                    scene.ring(ink, (point.x, point.y));
                } else if end || run.len() == 1 {
                    scene.dot(ink, (point.x, point.y), DOT);
                }
            }
        }
    }

    /// A light tint under a line that stands on zero.
    fn tint(&self, scene: &mut Scene, runs: &[Vec<Point>]) {
        let zero = self.scale.at(0);
        for run in runs {
            if let [first, .., last] = run.as_slice() {
                let mut corners = vec![(first.x, zero)];
                corners.extend(run.iter().map(|point| (point.x, point.y)));
                corners.push((last.x, zero));
                scene.area(Ink::Tint, corners);
            }
        }
    }

    /// The plan beside one line, where it is known.
    fn plan(&self, scene: &mut Scene) {
        scene.line(Ink::Plan, self.plan_points());
    }

    fn plan_points(&self) -> Vec<(i32, i32)> {
        if !planned(self.model) {
            return Vec::new();
        }
        let point = |category| Some((self.x(category), self.scale.at(self.model.cell(category, 0).plan?)));
        (0..self.count).filter_map(point).collect()
    }

    /// A broken outline on the time axis where a figure is suppressed: it stands for no height.
    fn absent(&self, scene: &mut Scene) {
        let mut free = i32::MIN;
        for category in 0..self.count {
            let suppressed = |series| self.model.cell(category, series).actual == Value::Suppressed;
            let x = self.x(category) - ABSENT / 2;
            if x >= free && (0..self.model.series.len()).any(suppressed) {
                scene.outline(Rect::new(x, self.field.bottom() - ABSENT - 2, ABSENT, ABSENT));
                free = x + ABSENT + 3;
            }
        }
    }

    /// The figures of the category that carries the message, each at its point, where there is room.
    fn highlight(&self, scene: &mut Scene, runs: &[Vec<Vec<Point>>]) {
        let Some(category) = self.model.highlight else { return };
        for (series, runs) in runs.iter().enumerate() {
            let Some(value) = self.model.cell(category, series).known() else { continue };
            let (x, y) = (self.x(category), self.scale.at(value));
            scene.dot(self.ink(series), (x, y), DOT + 1);
            let last = runs.last().and_then(|run| run.last()).is_some_and(|point| point.category == category);
            if last || self.model.series.len() > 5 {
                continue;
            }
            let value = self.model.value(value);
            let width = text::width(&value, Font::Value);
            let left = (x - width / 2).min(self.field.right() - width).max(self.field.x);
            let count = scene.texts.len();
            for baseline in [y - 10, y + 21] {
                if scene.texts.len() == count && baseline < self.field.bottom() {
                    scene.text_beside_marks(&value, Font::Value, Ink::Text, left, baseline, Anchor::Start);
                }
            }
        }
    }

    /// A place for every figure that is drawn and for every gap: the band around its column of pixels, split half way
    /// to the figures over and under it, so that a pointer anywhere means the nearest.
    fn marks(&self, scene: &mut Scene, runs: &[Vec<Vec<Point>>]) {
        let mut items: Vec<[i32; 5]> = Vec::new();
        for (series, runs) in runs.iter().enumerate() {
            let mut points = runs.iter().flatten().peekable();
            // A column of pixels that has a figure needs no place for its gaps.
            let mut taken = i32::MIN;
            for category in 0..self.count {
                let x = self.x(category);
                if let Some(point) = points.next_if(|point| point.category == category) {
                    items.push([x, point.y, category as i32, series as i32, 0]);
                    taken = x;
                } else if taken != x && points.peek().is_none_or(|point| point.x != x) {
                    items.push([x, self.field.bottom() - SPOT / 2, category as i32, series as i32, 0]);
                    taken = x;
                }
            }
        }
        items.sort_unstable();
        let mut left = self.field.x - SPOT;
        let mut from = 0;
        while let Some(&[x, ..]) = items.get(from) {
            let mut to = from;
            while items.get(to).is_some_and(|item| item[0] == x) {
                to += 1;
            }
            let right = items.get(to).map_or(self.field.right() + SPOT, |next| (x + next[0] + 1) / 2);
            if let Some(items) = items.get(from..to) {
                self.mark_column(scene, items, (left, right.max(left + 1)));
            }
            (left, from) = (right.max(left + 1), to);
        }
    }

    /// The places of one column of pixels, its figures from top to bottom, in reading order.
    fn mark_column(&self, scene: &mut Scene, items: &[[i32; 5]], (left, right): (i32, i32)) {
        let mut top = self.field.y;
        let mut places: Vec<[i32; 5]> = Vec::with_capacity(items.len());
        for (index, &[_, y, category, series, _]) in items.iter().enumerate() {
            let end =
                items.get(index + 1).map_or(self.field.bottom() + ticks::HEIGHT, |next| (y + next[1]) / 2);
            let end = end.max(top + 1);
            places.push([category, series, top, end, y]);
            top = end;
        }
        places.sort_unstable();
        let x = items.first().map_or(left, |item| item[0]);
        for [category, series, top, end, y] in places {
            let area = Rect::new(left, top, right - left, end - top);
            let spot = Rect::new(x - SPOT / 2, y - SPOT / 2, SPOT, SPOT);
            scene.mark_at(area, spot, (category as usize, series as usize));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dataset::{Dataset, Kind};
    use crate::samples::{self, Sample, walk};
    use crate::{Action, Lang, Picture, SvgOptions, Theme, lines, picture};

    fn drawn(data: &Dataset, width: u32) -> Picture {
        let options = SvgOptions { width, height: None, theme: Theme::Light, standalone: false, texts: true };
        picture(data, &options)
    }

    fn sample(slug: &str) -> Dataset {
        let mut all = samples::lines(Lang::Vi).into_iter();
        all.find(|(name, _)| *name == slug).expect("a sample").1
    }

    #[test]
    fn lines_look_as_they_were_seen() {
        for (slug, data) in samples::lines(Lang::Vi) {
            insta::assert_snapshot!(slug, drawn(&data, 320).svg.replace("><", ">\n<"));
        }
    }

    #[test]
    fn each_line_is_named_and_switched_off_at_its_end() {
        let picture = drawn(&sample("outcomes-by-quarter"), 600);
        for name in ["Khiển trách 612", "Cảnh cáo 119", "Cách chức 12", "Khai trừ 90"] {
            assert!(picture.svg.contains(name), "{name} is not at its line's end");
        }
        let mut areas: Vec<_> = picture
            .controls
            .iter()
            .filter(|control| matches!(control.action, Action::Series(_)))
            .map(|control| (control.area.y, control.area.height))
            .collect();
        areas.sort_unstable();
        assert_eq!(areas.len(), 4);
        assert!(areas.iter().all(|&(_, height)| height >= 24), "{areas:?}");
        assert!(areas.windows(2).all(|pair| pair[0].0 + pair[0].1 <= pair[1].0), "{areas:?} touch");
    }

    #[test]
    fn a_line_that_is_switched_off_can_be_switched_on_again() {
        let mut data = sample("outcomes-by-quarter");
        data.drawing.hidden = vec![1];
        let picture = drawn(&data, 600);
        assert!(picture.controls.iter().any(|control| control.action == Action::Series(1)));
        assert!(picture.marks.iter().all(|mark| mark.series != 1));
    }

    #[test]
    fn every_figure_and_every_gap_can_be_pointed_at_where_it_is() {
        let data = sample("outcomes-by-quarter");
        let picture = drawn(&data, 320);
        assert_eq!(picture.marks.len(), 12 * 4);
        assert!(picture.marks.is_sorted_by_key(|mark| (mark.category, mark.series)));
        for mark in &picture.marks {
            let (x, y) = (mark.spot.x + mark.spot.width / 2, mark.spot.y + mark.spot.height / 2);
            let hit = crate::pointing::hit(&picture.marks, x, y);
            let found = picture.marks[usize::try_from(hit).expect("a mark is under its own point")];
            assert_eq!(found.category, mark.category, "{mark:?}");
        }
        assert_eq!(lines(&data, 4, 0)[1], "chưa báo cáo");
    }

    #[test]
    fn right_walks_along_a_line_and_down_leads_to_the_line_under_it() {
        let marks = drawn(&sample("outcomes-by-quarter"), 600).marks;
        let mut at = 0;
        for category in 1..12 {
            at = crate::pointing::step(&marks, at, "ArrowRight");
            let mark = marks[usize::try_from(at).expect("a mark")];
            assert_eq!((mark.category, mark.series), (category, 0));
        }
        let under = crate::pointing::step(&marks, at, "ArrowDown");
        let mark = marks[usize::try_from(under).expect("a mark")];
        assert_eq!((mark.category, mark.series), (11, 1));
    }

    #[test]
    fn a_text_about_a_figure_is_said_of_it() {
        let data = sample("admitted-by-month");
        assert!(lines(&data, 25, 0).contains(&"Đợt kết nạp 3/2".to_owned()));
        assert!(lines(&data, 15, 0).contains(&"Giãn cách xã hội".to_owned()));
        assert!(!lines(&data, 14, 0).contains(&"Giãn cách xã hội".to_owned()));
        assert!(lines(&data, 0, 0).contains(&"Mục tiêu 1.000".to_owned()));
    }

    #[test]
    fn ten_thousand_figures_are_drawn_with_four_points_a_column_at_most() {
        let names: Vec<String> = (0..10_000).map(|index| index.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let data = Sample::new(Kind::Line, Lang::Vi, "Nhiều", "")
            .categories(Some(crate::dataset::Role::Time), &names)
            .metric("actual", "đồng", 0, &walk(5, 10_000, 5_000, 900))
            .build();
        let picture = drawn(&data, 600);
        assert!(picture.svg.len() < 20_000, "{} bytes", picture.svg.len());
        assert!(picture.marks.len() <= 4 * 600);
    }

    #[test]
    fn a_million_cells_do_not_take_a_phone_s_memory() {
        let names: Vec<String> = (0..20_000).map(|index| index.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let series: Vec<&str> = names.iter().take(60).copied().collect();
        let data = Sample::new(Kind::Line, Lang::Vi, "Rất nhiều", "")
            .categories(Some(crate::dataset::Role::Time), &names)
            .series(&series)
            .metric("actual", "đồng", 0, &walk(5, 1_200_000, 5_000, 900))
            .build();
        assert!(crate::model::Model::new(&data).cells().len() <= 240_000);
        assert!(drawn(&data, 320).svg.len() < 200_000);
    }
}
