//! The anatomy of every chart: title, subtitle, plot and footer, one under the other.

use crate::dataset::Dataset;
use crate::kind;
use crate::model::Model;
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::{Action, Mark, tooltip};

/// Between the parts.
const GAP: i32 = 12;
/// The plot's height when there is nothing to draw.
const EMPTY: i32 = 48;

/// The tallest plot: rows that have no room in it are counted, not drawn.
const TALLEST: i32 = 20_000;

/// What the title leaves free at its right, for a page's menu.
const MENU: i32 = 32;
/// A row of pickers, and the space between two of them.
const PICKER: i32 = 32;
const BETWEEN: i32 = 8;

/// The lines around the plot.
struct Around {
    title: Vec<String>,
    subtitle: Vec<String>,
    /// Each picker's words and its place under the subtitle.
    pickers: Vec<(String, Rect)>,
    footer: Vec<String>,
}

impl Around {
    fn new(data: &Dataset, width: i32, texts: bool) -> Self {
        let pickers = pickers(data, width);
        if !texts {
            return Self { title: Vec::new(), subtitle: Vec::new(), pickers, footer: Vec::new() };
        }
        let mut footer = Vec::new();
        for line in data.drawing.footer.iter().take(12) {
            footer.append(&mut text::wrap(&text::clean(line), Font::Small, width, 6));
        }
        let title = text::clean(&data.drawing.title);
        let subtitle = text::clean(&data.drawing.subtitle);
        Self {
            title: text::balance(&title, Font::Title, width - MENU - BETWEEN, 5),
            subtitle: text::wrap(&subtitle, Font::Subtitle, width, 5),
            pickers,
            footer,
        }
    }

    fn lines(&self) -> i32 {
        let lines = rows(&self.title, Font::Title) + rows(&self.subtitle, Font::Subtitle);
        if lines > 0 { lines + GAP } else { 0 }
    }

    fn head(&self) -> i32 {
        self.lines() + self.pickers.last().map_or(0, |(_, place)| place.bottom() + GAP)
    }

    fn foot(&self) -> i32 {
        if self.footer.is_empty() { 0 } else { GAP + rows(&self.footer, Font::Small) }
    }
}

/// Each picker as it stands in the picture, its name and what is chosen, in rows from the top.
fn pickers(data: &Dataset, width: i32) -> Vec<(String, Rect)> {
    let (mut x, mut y) = (0, 0);
    let mut places = Vec::new();
    for picker in &data.drawing.pickers {
        let chosen = picker.options.get(picker.chosen).map_or("", |(_, label)| label);
        let words = text::clean(&text::concat(&[&picker.label, ": ", chosen]));
        let words = text::shorten(&words, Font::Label, width - ARROW);
        let needed = text::width(&words, Font::Label) + ARROW;
        if x > 0 && x + needed > width {
            (x, y) = (0, y + PICKER + BETWEEN);
        }
        places.push((words, Rect::new(x, y, needed.min(width), PICKER)));
        x += needed + BETWEEN;
    }
    places
}

/// Around a picker's words: a margin at the left, and the arrow at the right.
const ARROW: i32 = 36;

/// The texts alone, in the middle of a picture that is as high as asked, if they find room.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn notice(data: &Dataset, width: u32, height: Option<u32>) -> Scene {
    let width = drawable(width);
    let around = Around::new(data, width, true);
    let least = around.head() + around.foot();
    let height = height.map_or(least, |asked| least.max(asked.min(2 * TALLEST as u32) as i32));
    let mut scene = Scene::new(width, height);
    let top = (height - least) / 2;
    let y = scene.lines(&around.title, Font::Title, Ink::Text, 0, top, Anchor::Start);
    scene.lines(&around.subtitle, Font::Subtitle, Ink::Text, 0, y, Anchor::Start);
    scene.lines(&around.footer, Font::Small, Ink::Muted, 0, top + around.head(), Anchor::Start);
    scene
}

fn draw_pickers(scene: &mut Scene, pickers: &[(String, Rect)], top: i32) {
    for (index, (words, place)) in pickers.iter().enumerate() {
        let place = Rect { y: place.y + top, ..*place };
        scene.rect(Ink::Edge, place);
        scene.rect(Ink::Ground, Rect::new(place.x + 1, place.y + 1, place.width - 2, place.height - 2));
        scene.text(words, Font::Label, Ink::Text, place.x + 10, place.y + 21, Anchor::Start);
        let (x, y) = (place.right() - 14, place.y + place.height / 2 - 2);
        scene.area(Ink::Arrow, vec![(x - 4, y), (x + 4, y), (x, y + 5)]);
        scene.control(Action::Picker(index), place);
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

/// A laid-out chart's places to point at, by position in the dataset.
pub(crate) fn marks(scene: &Scene) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(scene.marks.len());
    for place in &scene.marks {
        let (category, series) = place.cell;
        marks.push(Mark { area: place.area.into(), spot: place.spot.into(), category, series });
    }
    marks
}

/// What is said of a figure.
pub(crate) fn lines(data: &Dataset, category: usize, series: usize) -> Vec<String> {
    let model = Model::new(data);
    let place = model.place_of(category, series);
    place.map(|(category, series)| tooltip::lines(&model, category, series)).unwrap_or_default()
}

/// Lays the chart out. A height too small for the texts and the smallest plot is not obeyed.
pub(crate) fn scene(data: &Dataset, width: u32, height: Option<u32>, texts: bool) -> Scene {
    let (model, width) = (Model::new(data), drawable(width));
    let around = Around::new(data, width, texts);
    let plot = match height {
        Some(height) => {
            let asked = height.min(2 * TALLEST as u32) as i32 - around.head() - around.foot();
            asked.max(natural(&model, width).min(kind::smallest(&model, width)))
        }
        None => natural(&model, width),
    };
    let mut scene = Scene::new(width, around.head() + plot + around.foot());
    let y = scene.lines(&around.title, Font::Title, Ink::Text, 0, 0, Anchor::Start);
    scene.lines(&around.subtitle, Font::Subtitle, Ink::Muted, 0, y, Anchor::Start);
    if !around.title.is_empty() {
        // A title of one line is lower than the menu is wide; the subtitle under it has the whole width.
        let height = rows(&around.title, Font::Title).min(MENU);
        scene.control(Action::Menu, Rect::new(width - MENU, 0, MENU, height));
    }
    draw_pickers(&mut scene, &around.pickers, around.lines());
    let foot = scene.height - rows(&around.footer, Font::Small);
    scene.lines(&around.footer, Font::Small, Ink::Muted, 0, foot, Anchor::Start);
    let plot = Rect::new(0, around.head(), width, plot);
    if model.is_empty() {
        scene.text(model.words.no_figures, Font::Subtitle, Ink::Muted, 0, plot.y + 28, Anchor::Start);
    } else {
        kind::draw(&model, &mut scene, plot);
    }
    // From here on nobody has the model, which knows what was sorted and what is hidden.
    for place in &mut scene.marks {
        place.cell = (model.category_of(place.cell.0), model.series_of(place.cell.1));
    }
    scene
}
