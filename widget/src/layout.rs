//! The anatomy of every chart: title, subtitle, plot and footer, one under the other.

use crate::dataset::Dataset;
use crate::kind;
use crate::model::Model;
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::{Mark, tooltip};

/// Between the parts.
const GAP: i32 = 12;
/// The plot's height when there is nothing to draw.
const EMPTY: i32 = 48;

/// The tallest plot: rows that have no room in it are counted, not drawn.
const TALLEST: i32 = 20_000;

/// The lines around the plot.
struct Around {
    title: Vec<String>,
    subtitle: Vec<String>,
    footer: Vec<String>,
}

impl Around {
    fn new(data: &Dataset, width: i32, texts: bool) -> Self {
        if !texts {
            return Self { title: Vec::new(), subtitle: Vec::new(), footer: Vec::new() };
        }
        let wrap = |line: &str, font, most| text::wrap(&text::clean(line), font, width, most);
        Self {
            title: text::balance(&text::clean(&data.drawing.title), Font::Title, width, 5),
            subtitle: wrap(&data.drawing.subtitle, Font::Subtitle, 5),
            footer: data.drawing.footer.iter().take(12).flat_map(|line| wrap(line, Font::Small, 6)).collect(),
        }
    }

    fn head(&self) -> i32 {
        let lines = rows(&self.title, Font::Title) + rows(&self.subtitle, Font::Subtitle);
        if lines > 0 { lines + GAP } else { 0 }
    }

    fn foot(&self) -> i32 {
        if self.footer.is_empty() { 0 } else { GAP + rows(&self.footer, Font::Small) }
    }
}

fn rows(lines: &[String], font: Font) -> i32 {
    lines.len() as i32 * font.leading()
}

/// The width that is drawn for one that is asked.
fn drawable(width: u32) -> i32 {
    width.clamp(280, 1_400) as i32
}

/// The height that suits the chart at this width.
pub(crate) fn height(data: &Dataset, width: u32, texts: bool) -> i32 {
    let (model, width) = (Model::new(data), drawable(width));
    let around = Around::new(data, width, texts);
    around.head() + natural(&model, width) + around.foot()
}

fn natural(model: &Model, width: i32) -> i32 {
    if model.is_empty() { EMPTY } else { kind::height(model, width).min(TALLEST) }
}

/// The places to point at and what they say.
pub(crate) fn marks(data: &Dataset, width: u32, height: Option<u32>, texts: bool) -> Vec<Mark> {
    let model = Model::new(data);
    let places = scene(data, width, height, texts).marks.into_iter();
    let mark = |(place, category, series): (Rect, usize, usize)| Mark {
        x: place.x,
        y: place.y,
        width: place.width,
        height: place.height,
        lines: tooltip::lines(&model, category, series),
    };
    places.map(mark).collect()
}

/// Lays the chart out. A height too small for the texts and the smallest plot is not obeyed.
pub(crate) fn scene(data: &Dataset, width: u32, height: Option<u32>, texts: bool) -> Scene {
    let (model, width) = (Model::new(data), drawable(width));
    let around = Around::new(data, width, texts);
    let plot = match height {
        Some(height) => {
            let asked = height.min(2 * TALLEST as u32) as i32 - around.head() - around.foot();
            asked.max(natural(&model, width).min(kind::SMALLEST))
        }
        None => natural(&model, width),
    };
    let mut scene = Scene::new(width, around.head() + plot + around.foot());
    let y = scene.lines(&around.title, Font::Title, Ink::Text, 0, 0, Anchor::Start);
    scene.lines(&around.subtitle, Font::Subtitle, Ink::Muted, 0, y, Anchor::Start);
    let foot = scene.height - rows(&around.footer, Font::Small);
    scene.lines(&around.footer, Font::Small, Ink::Muted, 0, foot, Anchor::Start);
    let plot = Rect::new(0, around.head(), width, plot);
    if model.is_empty() {
        scene.text(model.words.no_figures, Font::Subtitle, Ink::Muted, 0, plot.y + 28, Anchor::Start);
    } else {
        kind::draw(&model, &mut scene, plot);
    }
    scene
}
