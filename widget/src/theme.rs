//! Colours: what a shape means, the class that says so in the SVG, and the style sheet that gives it a colour.
//!
//! A host page sets `--baocao-ink`, `--baocao-muted`, `--baocao-accent`, `--baocao-ground`, `--baocao-grid`,
//! `--baocao-rest`, `--baocao-tint`, `--baocao-series-1` … `-6`, `--baocao-on-1` … `-6`
//! (text on a series) and `--baocao-font`; what it leaves is ours. `tests/palette.rs` holds what our colours promise:
//! contrast with the ground and with each other's text, and that the six series keep apart in every palette for readers
//! of normal, red-blind, green-blind and blue-blind vision.

use plotters::style::Color;
use plotters_backend::BackendColor;

use crate::{Theme, text};

/// The family of the bundled font, first in every stack.
pub const FONT_FAMILY: &str = "Roboto";

/// Named families as wide as the table of widths, and not `system-ui`: that can be a fifth wider, and labels would touch.
const FAMILIES: &str = "Roboto,\"Helvetica Neue\",Arial,\"Liberation Sans\",sans-serif";

/// What a shape or a text means; it becomes a class. A number, since every shape and text hands one on: an enum whose
/// variants hold a series would be two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ink(u8);

/// The classes in the order of the numbers, without their first prefix.
const CLASSES: &str = "i;m;a;k;g;z;r;t;h;d;l;l bc-y;l bc-n bc-y;l bc-w;1;2;3;4;5;6;o1;o2;o3;o4;o5;o6;\
l bc-l1;l bc-l2;l bc-l3;l bc-l4;l bc-l5;l bc-l6;l bc-lr;\
l bc-l1 bc-y;l bc-l2 bc-y;l bc-l3 bc-y;l bc-l4 bc-y;l bc-l5 bc-y;l bc-l6 bc-y;l bc-lr bc-y;g bc-p;m bc-p";
/// The first series' number; the text on it, its line and its dashed line follow at these distances.
const FIRST: u8 = 14;
const TEXT_ON: u8 = 6;
const LINE: u8 = 12;
const DASHED_LINE: u8 = 7;

/// How many series have a colour of their own.
pub(crate) const SERIES: usize = 6;

#[expect(non_upper_case_globals, reason = "they are read and matched as the variants of an enum are")]
impl Ink {
    /// Text, and the plan's tick.
    pub const Text: Self = Self(0);
    /// Text of the second rank.
    pub const Muted: Self = Self(1);
    /// What carries the message.
    pub const Accent: Self = Self(2);
    /// What the picture stands on.
    pub const Ground: Self = Self(3);
    /// Grid lines and empty cells.
    pub const Grid: Self = Self(4);
    /// The zero line.
    pub const Zero: Self = Self(5);
    /// Marks beside the one that carries the message.
    pub const Rest: Self = Self(6);
    /// A light shade of the accent, behind marks.
    pub const Tint: Self = Self(7);
    /// The hatching of provisional and partly covered marks, over their colour.
    pub const Hatch: Self = Self(8);
    /// The broken outline of what is suppressed.
    pub const Dashes: Self = Self(9);
    /// A line in the accent's colour.
    pub const Stroke: Self = Self(10);
    /// The same for what is provisional: dashes.
    pub const Dashed: Self = Self(11);
    /// The line of a plan: thin dashes.
    pub const Plan: Self = Self(12);
    /// What leads from a mark to its text.
    pub const Leader: Self = Self(13);
    /// The edge of a picker, which pages leave out on paper.
    pub const Edge: Self = Self(40);
    /// Its arrow, likewise.
    pub const Arrow: Self = Self(41);

    /// The colour of a series, from 0; those after the sixth share the muted one.
    pub fn series(index: usize) -> Self {
        if index < SERIES { Self(FIRST + index as u8) } else { Self::Rest }
    }

    fn is_series(self) -> bool {
        (FIRST..FIRST + TEXT_ON).contains(&self.0)
    }

    /// The line that goes with a mark of this colour, dashed for what is provisional.
    pub fn line(self, dashed: bool) -> Self {
        let line = match self {
            Self::Rest => FIRST + TEXT_ON + LINE,
            _ if self.is_series() => self.0 + LINE,
            _ => return if dashed { Self::Dashed } else { Self::Stroke },
        };
        Self(if dashed { line + DASHED_LINE } else { line })
    }

    /// The colour of text on a mark of this colour.
    pub fn text_on(self) -> Self {
        match self {
            _ if self.is_series() => Self(self.0 + TEXT_ON),
            Self::Accent => Self::Ground,
            _ => Self::Text,
        }
    }

    /// The class, without its prefix.
    pub fn class(self) -> &'static str {
        let (mut class, mut rest) = text::cut(CLASSES, b';');
        for _ in 0..self.0 {
            (class, rest) = text::cut(rest, b';');
        }
        class
    }

    /// The ink behind a colour that came through plotters.
    pub fn decode(color: BackendColor) -> Self {
        Self(color.rgb.0)
    }
}

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (self.0, 0, 0) }
    }
}

/// The classes of the series' lines.
const LINE_CLASSES: [&str; SERIES] = ["l1", "l2", "l3", "l4", "l5", "l6"];

/// One colour: the property's name after `--baocao-`, the class that is filled with it, its values in the four palettes,
/// and forced colours' word.
struct Shade(&'static str, &'static str, [&'static str; 4], &'static str);

/// The first series among the shades.
const FIRST_SERIES: usize = 8;

/// In the order of [`Theme`]'s plain ones: light, dark, and both with more contrast, where the ground is white or black
/// and nothing is tinted.
const SHADES: [Shade; 20] = [
    Shade("ink", "i", ["#1a1f26", "#eceff3", "#000", "#fff"], "CanvasText"),
    Shade("muted", "m", ["#58616d", "#a3adb8", "#3d4650", "#d3dae2"], "CanvasText"),
    Shade("accent", "a", ["#0b5fa5", "#5ea8ec", "#003f7d", "#6cbcff"], "Highlight"),
    Shade("ground", "k", ["#fff", "#14181d", "#fff", "#000"], "Canvas"),
    Shade("grid", "g", ["#e2e6ea", "#2c333b", "#8a939d", "#6f7983"], "GrayText"),
    Shade("zero", "z", ["#7c8691", "#7f8a96", "#000", "#fff"], "CanvasText"),
    Shade("rest", "r", ["#8292a4", "#5f6d7d", "#69778a", "#69778a"], "GrayText"),
    Shade("tint", "t", ["#dbe8f4", "#1d3244", "#fff", "#000"], "Canvas"),
    Shade("series-1", "1", ["#0b5fa5", "#5ea8ec", "#003f7d", "#6cbcff"], "Highlight"),
    Shade("series-2", "2", ["#e8590c", "#e98b4a", "#cc4800", "#f0a030"], "CanvasText"),
    Shade("series-3", "3", ["#3f9c83", "#2bd9c6", "#17806c", "#8ff7ee"], "GrayText"),
    Shade("series-4", "4", ["#5b1148", "#e8479b", "#33062a", "#ef5592"], "LinkText"),
    Shade("series-5", "5", ["#9a72f0", "#9069f5", "#8a4dff", "#a07cff"], "CanvasText"),
    Shade("series-6", "6", ["#a80f1c", "#f7d94c", "#930014", "#ffec66"], "LinkText"),
    Shade("on-1", "o1", ["#fff", "#14181d", "#fff", "#000"], "HighlightText"),
    Shade("on-2", "o2", ["#1a1f26", "#14181d", "#fff", "#000"], "Canvas"),
    Shade("on-3", "o3", ["#1a1f26", "#14181d", "#fff", "#000"], "Canvas"),
    Shade("on-4", "o4", ["#fff", "#14181d", "#fff", "#000"], "Canvas"),
    Shade("on-5", "o5", ["#1a1f26", "#14181d", "#fff", "#000"], "CanvasText"),
    Shade("on-6", "o6", ["#fff", "#14181d", "#fff", "#000"], "CanvasText"),
];

/// Where the reader's system sets the colours, there are fewer than six: the last two series are hollow, one of them
/// broken, as are the marks of the second rank, and every mark has an outline. Hatching has an edge, to be seen there too.
const FORCED: &str = "forced-color-adjust:none}.bc-a,.bc-1,.bc-2,.bc-3,.bc-4,.bc-5,.bc-6{stroke:CanvasText}\
.bc-r,.bc-t{stroke:GrayText}.bc-r,.bc-5,.bc-6{fill:Canvas}.bc-6{stroke:LinkText;stroke-dasharray:4 2}\
.bc-h{filter:drop-shadow(1px 0 CanvasText)}.bc text{stroke:none}}";

/// What a shade is in a plain theme, light in the page's own.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn shade(name: &str, theme: Theme) -> Option<&'static str> {
    let Shade(_, _, values, _) = SHADES.iter().find(|one| one.0 == name)?;
    Some(match theme {
        Theme::Auto | Theme::Light => values[0],
        Theme::Dark => values[1],
        Theme::LightContrast => values[2],
        Theme::DarkContrast => values[3],
    })
}

/// The shade of a series, by its number from 1 to 6.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn series_name(number: usize) -> &'static str {
    SHADES[FIRST_SERIES + number - 1].0
}

/// The rules that no theme changes: sizes and weights.
const SIZES: &str = ".bc{font-size:13px}.bc-ti{font-size:18px;font-weight:700}.bc-su{font-size:14px}\
.bc-va{font-weight:700}.bc-s{font-size:12px}.bc-b56{font-size:56px;font-weight:700}\
.bc-b44{font-size:44px;font-weight:700}.bc-b34{font-size:34px;font-weight:700}\
.bc-b24{font-size:24px;font-weight:700}.bc-e{text-anchor:end}.bc-c{text-anchor:middle}";

/// The style sheet of every chart in this theme.
pub(crate) fn stylesheet(theme: Theme) -> String {
    // The page draws in this theme alone: the finished text is fewer bytes than what puts it together.
    if theme == Theme::Auto || cfg!(target_arch = "wasm32") {
        return AUTO.to_owned();
    }
    let sheet = Sheet::<ROOM>::new(theme);
    read(sheet.bytes.split_at(sheet.length).0).to_owned()
}

const fn read(sheet: &[u8]) -> &str {
    match std::str::from_utf8(sheet) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// More than any sheet is long.
const ROOM: usize = 8_192;
const LENGTH: usize = Sheet::<ROOM>::new(Theme::Auto).length;
static AUTO: &str = read(&Sheet::<LENGTH>::new(Theme::Auto).bytes);

/// A style sheet that is put together while the crate is compiled.
struct Sheet<const ROOM: usize> {
    bytes: [u8; ROOM],
    length: usize,
    theme: Theme,
}

impl<const ROOM: usize> Sheet<ROOM> {
    const fn new(theme: Theme) -> Self {
        let mut css = Self { bytes: [0; ROOM], length: 0, theme };
        let auto = matches!(theme, Theme::Auto);
        if auto {
            css.properties(".bc{", Block::Plain);
            css.push("}");
            css.properties("@supports(color:light-dark(red,red)){.bc{", Block::Schemes);
            css.push("}");
            css.properties("@media(prefers-contrast:more){.bc{", Block::Contrasts);
            css.push("}}}");
        }
        css.push(SIZES);
        css.push(".bc{font-family:");
        css.push(if auto { "var(--baocao-font," } else { "" });
        css.push(FAMILIES);
        css.push(if auto { ")}" } else { "}" });
        let mut index = 0;
        while index < SHADES.len() {
            css.rule(SHADES[index].1, "fill", &SHADES[index]);
            index += 1;
        }
        css.push(".bc-h,.bc-d,.bc-l{fill:none;stroke-linejoin:round}");
        let [ink, muted, accent, ground, _, _, rest, ..] = &SHADES;
        css.rule("", "fill", ink);
        css.rule("h", "stroke", ground);
        css.rule("d", "stroke", muted);
        css.rule("l", "stroke", accent);
        css.push(".bc-h{stroke-width:3}.bc-d{stroke-dasharray:3 3}.bc-l{stroke-width:2}");
        let mut series = 0;
        while series < SERIES {
            css.rule(LINE_CLASSES[series], "stroke", &SHADES[FIRST_SERIES + series]);
            series += 1;
        }
        css.rule("lr", "stroke", rest);
        css.rule("n", "stroke", ink);
        css.rule("w", "stroke", muted);
        css.push(".bc-n,.bc-w{stroke-width:1}.bc-y{stroke-dasharray:4 3}");
        if auto {
            // Last, so that its rules win over those of the same weight.
            css.properties("@media(forced-colors:active){.bc{", Block::Forced);
            css.push(FORCED);
        }
        css
    }

    const fn push(&mut self, text: &str) {
        let mut index = 0;
        while index < text.len() {
            self.bytes[self.length] = text.as_bytes()[index];
            self.length += 1;
            index += 1;
        }
    }

    const fn properties(&mut self, open: &str, block: Block) {
        self.push(open);
        let mut index = 0;
        while index < SHADES.len() {
            let Shade(name, _, [light, dark, light_contrast, dark_contrast], forced) = SHADES[index];
            self.push("--bc-");
            self.push(name);
            self.push(":");
            match block {
                Block::Plain => self.push(light),
                Block::Schemes => self.pair(light, dark),
                Block::Contrasts => self.pair(light_contrast, dark_contrast),
                Block::Forced => self.push(forced),
            }
            self.push(";");
            index += 1;
        }
    }

    /// Both values of a shade: the scheme of the element that the drawing stands in decides.
    const fn pair(&mut self, light: &str, dark: &str) {
        self.push("light-dark(");
        self.push(light);
        self.push(",");
        self.push(dark);
        self.push(")");
    }

    const fn rule(&mut self, class: &str, property: &str, shade: &Shade) {
        self.push(if class.is_empty() { ".bc" } else { ".bc-" });
        self.push(class);
        self.push("{");
        self.push(property);
        self.push(":");
        let [light, dark, light_contrast, dark_contrast] = shade.2;
        match self.theme {
            // A custom property of our own between the host's and the colours: where `light-dark()` is unknown, a
            // fallback inside `var()` would leave the property without any value.
            Theme::Auto => {
                self.push("var(--baocao-");
                self.push(shade.0);
                self.push(",var(--bc-");
                self.push(shade.0);
                self.push("))");
            }
            Theme::Light => self.push(light),
            Theme::Dark => self.push(dark),
            Theme::LightContrast => self.push(light_contrast),
            Theme::DarkContrast => self.push(dark_contrast),
        }
        self.push("}");
    }
}

/// What a block of properties sets them to.
#[derive(Clone, Copy)]
enum Block {
    /// The light palette, for browsers that know no `light-dark()`.
    Plain,
    Schemes,
    Contrasts,
    /// What the reader's system has.
    Forced,
}
