//! What is written into a plot beside its figures: lines at a value, spans of categories, points with a text of their
//! own. One implementation for every kind with a value axis.

use crate::axis::Scale;
use crate::dataset::Reference;
use crate::model::Model;
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The widest that a text on more than one line is.
const WIDEST: i32 = 168;
/// From a point to its text, at most.
const FARTHEST: i32 = 96;

/// Where a kind draws what.
pub(crate) struct Frame<'a> {
    /// From the first mark to the last, and from the top to the axis.
    pub field: Rect,
    /// From a value to its `y`.
    pub scale: &'a Scale,
    /// The left and the right edge of a category.
    pub band: &'a dyn Fn(usize) -> (i32, i32),
    /// The middle of a cell's mark.
    pub x: &'a dyn Fn(usize, usize) -> i32,
}

/// The range with the lines' values in it.
pub(crate) fn extend(model: &Model, (mut low, mut high): (i64, i64)) -> (i64, i64) {
    for reference in &model.data.drawing.references {
        if let Reference::Line { value, .. } = *reference {
            (low, high) = (low.min(value), high.max(value));
        }
    }
    (low, high)
}

/// The height over the marks that the spans' texts need.
pub(crate) fn headroom(model: &Model) -> i32 {
    let mut needed = 0;
    for reference in &model.data.drawing.references {
        if let Reference::Span { label, .. } = reference {
            needed = needed.max(height(&wrap(label)) + 6);
        }
    }
    needed
}

fn wrap(label: &str) -> Vec<String> {
    text::balance(&text::clean(label), Font::Small, WIDEST, 2)
}

fn height(lines: &[String]) -> i32 {
    lines.len() as i32 * Font::Small.leading()
}

/// Draws the spans: before the grid and the marks.
pub(crate) fn draw_behind(model: &Model, scene: &mut Scene, frame: &Frame) {
    for reference in &model.data.drawing.references {
        if let Reference::Span { from, to, .. } = reference
            && let Some((left, right)) = edges(model, frame, *from, *to)
        {
            scene.rect(Ink::Tint, Rect::new(left, frame.field.y, right - left, frame.field.height));
        }
    }
}

/// The left and the right edge of a span, if its categories are drawn and stand together: sorted by their figures,
/// categories that were neighbours are not any more.
fn edges(model: &Model, frame: &Frame, from: usize, to: usize) -> Option<(i32, i32)> {
    let (mut first, mut last, mut count) = (0, 0, 0);
    for category in 0..model.count {
        if (from..=to).contains(&model.category_of(category)) {
            if count == 0 {
                first = category;
            }
            last = category;
            count += 1;
        }
    }
    if count == 0 || count <= last - first || last - first != to - from {
        return None;
    }
    let (left, right) = ((frame.band)(first).0, (frame.band)(last).1);
    Some((left.max(frame.field.x), right.min(frame.field.right())))
}

/// Draws lines and points and writes the texts where they are free: after the marks and their values. A text that finds
/// no place is left out; [`said`] has them all.
pub(crate) fn draw_front(model: &Model, scene: &mut Scene, frame: &Frame) {
    let field = frame.field;
    for reference in &model.data.drawing.references {
        if let Reference::Line { value, .. } = reference {
            scene.rect(Ink::Text, Rect::new(field.x, frame.scale.at(*value), field.width, 1));
        }
    }
    for reference in &model.data.drawing.references {
        match reference {
            Reference::Span { from, to, label } => {
                let Some((left, right)) = edges(model, frame, *from, *to) else { continue };
                let lines = wrap(label);
                let x = inwards((left + right) / 2, width(&lines), field);
                write_if_free(scene, &lines, Ink::Muted, (x, field.y + 2), Anchor::Middle);
            }
            Reference::Line { value, label } => {
                let label = [text::shorten(&text::clean(label), Font::Small, field.width)];
                let y = frame.scale.at(*value);
                for top in [y - 17, y + 4] {
                    if write_if_free(scene, &label, Ink::Text, (field.right(), top), Anchor::End)
                        || write_if_free(scene, &label, Ink::Text, (field.x, top), Anchor::Start)
                    {
                        break;
                    }
                }
            }
            Reference::Point { category, series, label } => {
                let Some((category, series)) = model.place_of(*category, *series) else { continue };
                let Some(value) = model.known(category, series) else { continue };
                let at = ((frame.x)(category, series), frame.scale.at(value));
                point(scene, field, at, &wrap(label));
            }
        }
    }
}

/// A ring around a point, its text over or under it where that is free, and a line that leads there.
fn point(scene: &mut Scene, field: Rect, (x, y): (i32, i32), lines: &[String]) {
    let height = height(lines);
    let middle = inwards(x, width(lines), field);
    let mut away = 10;
    while away <= FARTHEST {
        for top in [y - away - height, y + away] {
            let ends = if top < y { (top + height, y - 6) } else { (y + 6, top - 1) };
            let way = Rect::new(x - 2, ends.0, 4, ends.1 - ends.0);
            let led = !scene.texts.iter().any(|text| text.frame.overlaps(way));
            // Over the value of its own column it needs no line; farther off it would seem to be about another.
            let clear = top >= field.y && top + height <= field.bottom() && (led || away < 36);
            if clear && write_if_free(scene, lines, Ink::Text, (middle, top), Anchor::Middle) {
                if led {
                    scene.line(Ink::Leader, vec![(x, ends.0), (x, ends.1)]);
                }
                away = FARTHEST;
                break;
            }
        }
        away += 8;
    }
    scene.dot(Ink::Text, (x, y), 5);
    scene.dot(Ink::Ground, (x, y), 3);
}

fn width(lines: &[String]) -> i32 {
    text::widest(lines, Font::Small)
}

/// The middle of a text that is moved into the field.
fn inwards(x: i32, width: i32, field: Rect) -> i32 {
    x.min(field.right() - width / 2 - 1).max(field.x + width / 2)
}

fn write_if_free(
    scene: &mut Scene,
    lines: &[String],
    ink: Ink,
    (x, top): (i32, i32),
    anchor: Anchor,
) -> bool {
    let width = width(lines);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2,
        Anchor::End => x - width,
    };
    let frame = Rect::new(left, top, width, height(lines) - 1);
    let free = scene.is_free(frame);
    if free {
        scene.lines(lines, Font::Small, ink, x, top, anchor);
    }
    free
}

/// The height over rows of bars that the lines' texts need.
pub(crate) fn headroom_over_rows(model: &Model) -> i32 {
    for reference in &model.data.drawing.references {
        if let Reference::Line { .. } = reference {
            return Font::Small.leading() + 6;
        }
    }
    0
}

/// Writes the lines' texts over rows of bars; one that would touch another is left out.
pub(crate) fn draw_over_rows(model: &Model, scene: &mut Scene, plot: Rect, scale: &Scale) {
    for reference in &model.data.drawing.references {
        if let Reference::Line { value, label } = reference {
            let label = [text::shorten(&text::clean(label), Font::Small, plot.width - 2)];
            let middle = inwards(scale.at(*value), width(&label), plot);
            write_if_free(scene, &label, Ink::Text, (middle, plot.y), Anchor::Middle);
        }
    }
}

/// Where a text of this width that begins at `x` must begin so that no line crosses it.
pub(crate) fn beside_lines(model: &Model, scale: &Scale, x: i32, width: i32) -> i32 {
    let references = &model.data.drawing.references;
    let mut begins = x;
    // One line may push the text onto the next, in whatever order they are given.
    for _ in references {
        for reference in references {
            if let Reference::Line { value, .. } = reference
                && let line = scale.at(*value)
                && (begins - 4..begins + width + 4).contains(&line)
            {
                begins = line + 6;
            }
        }
    }
    begins
}

/// Draws the lines across the bars of one row: through all rows they would cross the names.
pub(crate) fn draw_across_row(model: &Model, scene: &mut Scene, bars: Rect, scale: &Scale) {
    for reference in &model.data.drawing.references {
        if let Reference::Line { value, .. } = reference {
            scene.rect(Ink::Text, Rect::new(scale.at(*value), bars.y - 4, 1, bars.height + 8));
        }
    }
}

/// What is said of a cell: every text that is about it, whether or not the plot had room for it.
pub(crate) fn said(model: &Model, category: usize, series: usize) -> Vec<String> {
    let (category, series) = (model.category_of(category), model.series_of(series));
    let mut said = Vec::new();
    for reference in &model.data.drawing.references {
        let (about, label) = match reference {
            Reference::Line { label, .. } => (true, label),
            Reference::Span { from, to, label } => ((*from..=*to).contains(&category), label),
            Reference::Point { category: at, series: of, label } => (*at == category && *of == series, label),
        };
        let label = text::clean(label);
        if about && !label.is_empty() {
            said.push(label);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use crate::dataset::{Dataset, Kind, Reference, Role};
    use crate::samples::Sample;
    use crate::{Lang, SvgOptions, Theme, lines, svg};

    fn sample(kind: Kind) -> Dataset {
        Sample::new(kind, Lang::Vi, "Kết nạp", "")
            .categories(Some(Role::Time), &["2019", "2020", "2021", "2022"])
            .metric("actual", "đảng viên", 0, &[Some(900), Some(950), Some(700), Some(990)])
            .references(vec![
                Reference::Line { value: 2_000, label: "Chỉ tiêu giao".to_owned() },
                Reference::Span { from: 1, to: 2, label: "Giãn cách".to_owned() },
                Reference::Point { category: 2, series: 0, label: "Tạm dừng".to_owned() },
            ])
            .build()
    }

    fn drawn(data: &Dataset, width: u32) -> String {
        svg(data, &SvgOptions { width, height: None, theme: Theme::Light, standalone: false, texts: true })
    }

    #[test]
    fn a_target_beyond_every_figure_is_in_the_picture() {
        for kind in [Kind::Line, Kind::Column, Kind::Bar] {
            assert!(drawn(&sample(kind), 600).contains(">Chỉ tiêu giao</text>"), "{kind:?}");
        }
    }

    #[test]
    fn spans_and_points_are_named_where_there_is_room() {
        for kind in [Kind::Line, Kind::Column] {
            let drawn = drawn(&sample(kind), 960);
            assert!(drawn.contains("bc-t") && drawn.contains(">Giãn cách</text>"), "{kind:?}");
            assert!(drawn.contains(">Tạm dừng</text>"), "{kind:?}");
        }
    }

    #[test]
    fn a_text_without_a_place_is_still_said_of_its_category() {
        let mut data = sample(Kind::Line);
        let long = "Một lời dài đến nỗi không đâu trong hình có chỗ cho nó ".repeat(4);
        data.drawing.references =
            (0..30).map(|_| Reference::Point { category: 2, series: 0, label: long.clone() }).collect();
        assert!(drawn(&data, 280).matches("Một lời dài").count() < 30);
        assert_eq!(lines(&data, 2, 0).iter().filter(|line| line.starts_with("Một lời dài")).count(), 30);
        assert!(!lines(&data, 1, 0).iter().any(|line| line.starts_with("Một lời dài")));
    }
}
