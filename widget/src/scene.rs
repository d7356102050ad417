//! A laid-out chart: shapes, texts and marks in pixels. The picture and the hits are both read from it, so they agree.

use plotters::drawing::IntoDrawingArea;

use crate::backend::Svg;
use crate::element::{Element, Form};
use crate::model::Texture;
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::{Action, Area, Control};

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rect {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

impl From<Rect> for Area {
    fn from(rect: Rect) -> Self {
        Self { x: rect.x, y: rect.y, width: rect.width, height: rect.height }
    }
}

impl Rect {
    pub fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self { x, y, width, height }
    }

    /// The rectangle between two corners in any order.
    pub fn between(x: i32, y: i32, other_x: i32, other_y: i32) -> Self {
        Self::new(x.min(other_x), y.min(other_y), (x - other_x).abs(), (y - other_y).abs())
    }

    pub fn right(self) -> i32 {
        self.x + self.width
    }

    pub fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// What is left under the first `pixels` rows.
    pub fn below(self, pixels: i32) -> Self {
        Self::new(self.x, self.y + pixels, self.width, (self.height - pixels).max(0))
    }

    /// What is left inside a frame.
    pub fn inset(self, frame: i32) -> Self {
        Self::new(self.x + frame, self.y + frame, self.width - 2 * frame, self.height - 2 * frame)
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// Where a text's `x` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text in its place.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub text: String,
    pub font: Font,
    pub ink: Ink,
    pub x: i32,
    pub baseline: i32,
    pub anchor: Anchor,
    /// The box that its letters need at most.
    pub frame: Rect,
}

/// A cell's place to point at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Where a pointer means it.
    pub area: Rect,
    /// What of it is drawn, to be ringed.
    pub spot: Rect,
    /// The category and the series: as the model counts them while a kind draws, as the dataset does thereafter.
    pub cell: (usize, usize),
}

/// A shape in its place.
#[derive(Clone, Debug)]
struct Shape {
    form: Form<'static>,
    ink: Ink,
    points: Vec<(i32, i32)>,
    rank: usize,
}

/// Whether a stroke of two pixels between two points comes into a rectangle.
fn crosses(from: (i32, i32), to: (i32, i32), rect: Rect) -> bool {
    let around = Rect::between(from.0, from.1, to.0, to.1);
    if !Rect::new(around.x - 1, around.y - 1, around.width + 2, around.height + 2).overlaps(rect) {
        return false;
    }
    // The corners that lie on one side of the line through both points.
    let side = |x: i32, y: i32| {
        let across = i64::from(to.0 - from.0) * i64::from(y - from.1);
        across - i64::from(to.1 - from.1) * i64::from(x - from.0)
    };
    let (mut over, mut under) = (0, 0);
    for x in [rect.x, rect.right()] {
        for y in [rect.y, rect.bottom()] {
            let side = side(x, y);
            over += i32::from(side > 0);
            under += i32::from(side < 0);
        }
    }
    over < 4 && under < 4
}

/// A laid-out chart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scene {
    pub width: i32,
    pub height: i32,
    pub texts: Vec<Text>,
    /// The places to point at, in reading order.
    pub marks: Vec<Place>,
    /// What a page may lay its own controls over.
    pub controls: Vec<Control>,
    shapes: Vec<Shape>,
    /// Where the next shapes come among all, which no shape that they overlap has to come after: those of a category that
    /// readers may move stand in the order of the dataset, so that a page moves them and not what took their place.
    pub rank: usize,
}

impl Scene {
    pub fn new(width: i32, height: i32) -> Self {
        Self { width, height, ..Self::default() }
    }

    fn shape(&mut self, form: Form<'static>, ink: Ink, points: Vec<(i32, i32)>) {
        let (rank, mut at) = (self.rank, self.shapes.len());
        while at > 0 && self.shapes[at - 1].rank > rank {
            at -= 1;
        }
        self.shapes.insert(at, Shape { form, ink, points, rank });
    }

    /// A filled rectangle, cut to the picture; nothing if it has no extent.
    pub fn rect(&mut self, ink: Ink, rect: Rect) {
        let (x, y) = (rect.x.max(0), rect.y.max(0));
        let (width, height) = (rect.right().min(self.width) - x, rect.bottom().min(self.height) - y);
        if width > 0 && height > 0 {
            self.shape(Form::Rect, ink, vec![(x, y), (x + width, y + height)]);
        }
    }

    /// A filled rectangle with the texture of its figure: hollow, hatched, or a hatched core in a frame.
    pub fn bar(&mut self, ink: Ink, rect: Rect, texture: Texture) {
        self.rect(ink, rect);
        let frame = if rect.width.min(rect.height) < 8 { 1 } else { 2 };
        let mut inside = rect;
        if texture.partial {
            inside = rect.inset(frame);
            self.rect(Ink::Ground, inside);
        }
        if texture.provisional {
            if texture.partial {
                inside = inside.inset(frame);
                self.rect(ink, inside);
            }
            self.hatch(inside);
        }
    }

    /// Hatching over what is there: lines of the ground's colour, a pixel inside the edge so that their ends stay in.
    ///
    /// Lines, and not a `<pattern>`: a pattern is found by its id, and a page may hold the same chart twice.
    pub fn hatch(&mut self, rect: Rect) {
        const APART: i32 = 8;
        let (left, top, right, bottom) = (rect.x + 1, rect.y + 1, rect.right() - 1, rect.bottom() - 1);
        // Rising diagonals are where x + y is constant; multiples keep those of neighbouring marks in step.
        let mut diagonal = (left + top) / APART * APART + APART;
        while diagonal < right + bottom {
            let (from, to) = (left.max(diagonal - bottom), right.min(diagonal - top));
            if from < to {
                self.line(Ink::Hatch, vec![(from, diagonal - from), (to, diagonal - to)]);
            }
            diagonal += APART;
        }
    }

    /// As [`Scene::rect`]: four numbers are fewer of the page's bytes than a rectangle made of them.
    pub fn fill(&mut self, ink: Ink, x: i32, y: i32, width: i32, height: i32) {
        self.rect(ink, Rect::new(x, y, width, height));
    }

    /// The broken outline that stands for a suppressed figure.
    pub fn outline(&mut self, rect: Rect) {
        self.rect(Ink::Dashes, rect);
    }

    pub fn line(&mut self, ink: Ink, points: Vec<(i32, i32)>) {
        if points.len() > 1 {
            self.shape(Form::Line, ink, points);
        }
    }

    pub fn area(&mut self, ink: Ink, corners: Vec<(i32, i32)>) {
        self.shape(Form::Area, ink, corners);
    }

    pub fn dot(&mut self, ink: Ink, center: (i32, i32), radius: i32) {
        self.shape(Form::Dot(radius), ink, vec![center]);
    }

    /// A hollow dot.
    pub fn ring(&mut self, ink: Ink, center: (i32, i32)) {
        self.dot(ink, center, 4);
        self.dot(Ink::Ground, center, 2);
    }

    /// Writes a text where it is free: one that would run out of the picture or over another is left out, and the
    /// answer is `false`. This is what holds the promise that labels never overlap, whatever a kind asks for.
    pub fn text(&mut self, text: &str, font: Font, ink: Ink, x: i32, baseline: i32, anchor: Anchor) -> bool {
        let width = text::width(text, font);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2,
            Anchor::End => x - width,
        };
        let frame = Rect::new(left, baseline - font.ascent(), width, font.ascent() + font.descent());
        let free = !text.is_empty() && self.is_open(frame);
        if free {
            self.texts.push(Text { text: text.to_owned(), font, ink, x, baseline, anchor, frame });
        }
        free
    }

    /// As [`Scene::text`], but left out too where it would stand over a mark.
    pub fn text_beside_marks(
        &mut self,
        text: &str,
        font: Font,
        ink: Ink,
        x: i32,
        baseline: i32,
        anchor: Anchor,
    ) {
        let before = self.texts.len();
        self.text(text, font, ink, x, baseline, anchor);
        if self.texts.get(before).is_some_and(|text| !self.is_bare(text.frame)) {
            self.texts.truncate(before);
        }
    }

    /// Whether a text may stand there: in the picture, over no other text and over no mark.
    pub fn is_free(&self, frame: Rect) -> bool {
        self.is_open(frame) && self.is_bare(frame)
    }

    /// Whether it is in the picture, over no other text.
    fn is_open(&self, frame: Rect) -> bool {
        if frame.x < 0 || frame.y < 0 || frame.right() > self.width || frame.bottom() > self.height {
            return false;
        }
        for other in &self.texts {
            if other.frame.overlaps(frame) {
                return false;
            }
        }
        true
    }

    /// Whether there is nothing but grid lines and tints.
    fn is_bare(&self, frame: Rect) -> bool {
        for shape in &self.shapes {
            let covered = match (shape.form, shape.ink, &*shape.points) {
                (Form::Rect, Ink::Grid, _) | (Form::Rect | Form::Area, Ink::Tint, _) => false,
                (Form::Rect, _, [from, to]) => Rect::between(from.0, from.1, to.0, to.1).overlaps(frame),
                (Form::Dot(radius), _, [(x, y)]) => {
                    Rect::new(x - radius, y - radius, 2 * radius, 2 * radius).overlaps(frame)
                }
                (.., points) => {
                    points.windows(2).any(|ends| matches!(*ends, [from, to] if crosses(from, to, frame)))
                }
            };
            if covered {
                return false;
            }
        }
        true
    }

    /// Lines one under the other, all or none, the first in the row that begins at `top`; answers where the next row
    /// begins.
    pub fn lines(&mut self, lines: &[String], font: Font, ink: Ink, x: i32, top: i32, anchor: Anchor) -> i32 {
        let before = self.texts.len();
        let mut y = top;
        let mut whole = true;
        for line in lines {
            whole &= self.text(line, font, ink, x, y + font.size(), anchor);
            y += font.leading();
        }
        if !whole {
            self.texts.truncate(before);
        }
        y
    }

    /// A cell's place to point at, whole.
    pub fn mark(&mut self, area: Rect, cell: (usize, usize)) {
        self.mark_at(area, area, cell);
    }

    /// A cell's place to point at, and what of it is drawn.
    pub fn mark_at(&mut self, area: Rect, spot: Rect, cell: (usize, usize)) {
        let (area, spot) = (self.cut(area), self.cut(spot));
        self.marks.push(Place { area, spot, cell });
    }

    /// A place that a page may lay a control of its own over.
    pub fn control(&mut self, action: Action, rect: Rect) {
        let area = self.cut(rect);
        self.controls.push(Control { action, area: area.into() });
    }

    /// What of a rectangle is in the picture, at least a pixel.
    fn cut(&self, rect: Rect) -> Rect {
        let (x, y) = (rect.x.clamp(0, self.width - 1), rect.y.clamp(0, self.height - 1));
        let width = rect.right().min(self.width).max(x + 1) - x;
        let height = rect.bottom().min(self.height).max(y + 1) - y;
        Rect::new(x, y, width, height)
    }

    /// The extents of the shapes that are not texts, for tests.
    #[cfg(test)]
    pub fn extents(&self) -> Vec<Rect> {
        let around = |points: &[(i32, i32)]| {
            let (mut left, mut top, mut right, mut bottom) = (i32::MAX, i32::MAX, i32::MIN, i32::MIN);
            for &(x, y) in points {
                (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
            }
            Rect::between(left, top, right, bottom)
        };
        let extent = |shape: &Shape| match (shape.form, &*shape.points) {
            (Form::Dot(radius), [(x, y)]) => Rect::new(x - radius, y - radius, 2 * radius, 2 * radius),
            (_, points) => around(points),
        };
        let ground = |shape: &Shape| matches!((shape.form, shape.ink), (Form::Rect, Ink::Ground));
        self.shapes.iter().filter(|shape| !ground(shape)).map(extent).collect()
    }

    /// Draws everything, shapes before texts.
    pub fn draw(&self, out: &mut String) {
        let size = (self.width.unsigned_abs(), self.height.unsigned_abs());
        let area = Svg::new(out, size).into_drawing_area();
        // The backend's error type has no values: nothing can fail.
        for Shape { form, ink, points, .. } in &self.shapes {
            let _ = area.draw(&Element { form: *form, ink: *ink, points });
        }
        for text in &self.texts {
            let points = &[(text.x, text.baseline)];
            let _ = area.draw(&Element { form: Form::Text(text), ink: text.ink, points });
        }
        let _ = area.present();
    }
}
