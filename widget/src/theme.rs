//! Colours: what a shape means, the class that says so in the SVG, and the style sheet that gives it a colour.
//!
//! A host page sets `--baocao-ink`, `--baocao-muted`, `--baocao-accent`, `--baocao-ground`, `--baocao-grid`,
//! `--baocao-rest`, `--baocao-tint`, `--baocao-series-1` … `-6`, `--baocao-on-1` … `-6`
//! (text on a series) and `--baocao-font`; what it leaves is ours. `tests/palette.rs` holds what our colours promise:
//! contrast with the ground and with each other's text, and that the six series keep apart in every palette for readers
//! of normal, red-blind, green-blind and blue-blind vision.

use plotters::style::Color;
use plotters_backend::BackendColor;

use crate::Theme;

/// The family of the bundled font, first in every stack.
pub const FONT_FAMILY: &str = "Roboto";

/// Named families as wide as the table of widths, and not `system-ui`: that can be a fifth wider, and labels would touch.
const FAMILIES: &str = "Roboto,\"Helvetica Neue\",Arial,\"Liberation Sans\",sans-serif";

/// What a shape or a text means; it becomes a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Text, and the plan's tick.
    Text,
    /// Text of the second rank.
    Muted,
    /// What carries the message.
    Accent,
    /// What the picture stands on.
    Ground,
    /// Grid lines and empty cells.
    Grid,
    /// The zero line.
    Zero,
    /// Marks beside the one that carries the message.
    Rest,
    /// A light shade of the accent, behind marks.
    Tint,
    /// The hatching of provisional and partly covered marks, over their colour.
    Hatch,
    /// The broken outline of what is suppressed.
    Dashes,
    /// A line in the accent's colour.
    Stroke,
    /// The same for what is provisional: dashes.
    Dashed,
    /// The line of a plan: thin dashes.
    Plan,
    /// What leads from a mark to its text.
    Leader,
    /// The line of a series, from 0; those after the sixth share the muted colour.
    Line(u8),
    /// The same for what is provisional: dashes.
    DashedLine(u8),
    /// A series, from 0.
    Series(u8),
    /// Text on a series' colour.
    OnSeries(u8),
}

/// The inks that are not of a series, and their classes.
const PLAIN: [(Ink, &str); 14] = [
    (Ink::Text, "i"),
    (Ink::Muted, "m"),
    (Ink::Accent, "a"),
    (Ink::Ground, "k"),
    (Ink::Grid, "g"),
    (Ink::Zero, "z"),
    (Ink::Rest, "r"),
    (Ink::Tint, "t"),
    (Ink::Hatch, "h"),
    (Ink::Dashes, "d"),
    (Ink::Stroke, "l"),
    (Ink::Dashed, "l bc-y"),
    (Ink::Plan, "l bc-n bc-y"),
    (Ink::Leader, "l bc-w"),
];
const SERIES_CODE: u8 = 16;
const ON_SERIES_CODE: u8 = 32;
const LINE_CODE: u8 = 48;
const DASHED_LINE_CODE: u8 = 64;

/// How many series have a colour of their own.
pub(crate) const SERIES: usize = 6;

impl Ink {
    /// The colour of a series; those after the sixth share the muted one.
    pub fn series(index: usize) -> Self {
        if index < SERIES { Self::Series(index as u8) } else { Self::Rest }
    }

    /// The line that goes with a mark of this colour, dashed for what is provisional.
    pub fn line(self, dashed: bool) -> Self {
        match (self, dashed) {
            (Self::Series(index), false) => Self::Line(index),
            (Self::Series(index), true) => Self::DashedLine(index),
            (Self::Rest, false) => Self::Line(SERIES as u8),
            (Self::Rest, true) => Self::DashedLine(SERIES as u8),
            (_, false) => Self::Stroke,
            (_, true) => Self::Dashed,
        }
    }

    /// The colour of text on a mark of this colour.
    pub fn text_on(self) -> Self {
        match self {
            Self::Series(index) => Self::OnSeries(index),
            Self::Accent => Self::Ground,
            _ => Self::Text,
        }
    }

    /// The class, without its prefix.
    pub fn class(self) -> &'static str {
        const SERIES_CLASSES: [&str; SERIES] = ["1", "2", "3", "4", "5", "6"];
        const ON_CLASSES: [&str; SERIES] = ["o1", "o2", "o3", "o4", "o5", "o6"];
        const LINES: [&str; SERIES + 1] =
            ["l bc-l1", "l bc-l2", "l bc-l3", "l bc-l4", "l bc-l5", "l bc-l6", "l bc-lr"];
        const DASHED_LINES: [&str; SERIES + 1] = [
            "l bc-l1 bc-y",
            "l bc-l2 bc-y",
            "l bc-l3 bc-y",
            "l bc-l4 bc-y",
            "l bc-l5 bc-y",
            "l bc-l6 bc-y",
            "l bc-lr bc-y",
        ];
        match self {
            Self::Line(index) => LINES.get(usize::from(index)).copied().unwrap_or("l"),
            Self::DashedLine(index) => DASHED_LINES.get(usize::from(index)).copied().unwrap_or("l"),
            Self::Series(index) => SERIES_CLASSES.get(usize::from(index)).copied().unwrap_or("r"),
            Self::OnSeries(index) => ON_CLASSES.get(usize::from(index)).copied().unwrap_or("i"),
            _ => PLAIN.get(usize::from(self.code())).map_or("i", |(_, class)| class),
        }
    }

    /// The number that stands for this ink on its way through plotters, which carries colours only.
    fn code(self) -> u8 {
        match self {
            Self::Series(index) => SERIES_CODE + index,
            Self::OnSeries(index) => ON_SERIES_CODE + index,
            Self::Line(index) => LINE_CODE + index,
            Self::DashedLine(index) => DASHED_LINE_CODE + index,
            _ => PLAIN.iter().position(|&(ink, _)| ink == self).unwrap_or(0) as u8,
        }
    }

    /// The ink behind a colour that came through plotters.
    pub fn decode(color: BackendColor) -> Self {
        match color.rgb.0 {
            code @ DASHED_LINE_CODE.. => Self::DashedLine(code - DASHED_LINE_CODE),
            code @ LINE_CODE.. => Self::Line(code - LINE_CODE),
            code @ ON_SERIES_CODE.. => Self::OnSeries(code - ON_SERIES_CODE),
            code @ SERIES_CODE.. => Self::Series(code - SERIES_CODE),
            code => PLAIN.get(usize::from(code)).map_or(Self::Text, |&(ink, _)| ink),
        }
    }
}

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (self.code(), 0, 0) }
    }
}

/// The classes of the series' lines.
const LINE_CLASSES: [&str; SERIES] = ["l1", "l2", "l3", "l4", "l5", "l6"];

/// One colour: the property's name after `--baocao-`, the class that is filled with it, its values in the four palettes,
/// and forced colours' word.
struct Shade(&'static str, &'static str, [&'static str; 4], &'static str);

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

/// The rules that no theme changes: sizes and weights.
const SIZES: &str = ".bc{font-size:13px}.bc-ti{font-size:18px;font-weight:700}.bc-su{font-size:14px}\
.bc-va{font-weight:700}.bc-s{font-size:12px}.bc-b56{font-size:56px;font-weight:700}\
.bc-b44{font-size:44px;font-weight:700}.bc-b34{font-size:34px;font-weight:700}\
.bc-b24{font-size:24px;font-weight:700}.bc-e{text-anchor:end}.bc-c{text-anchor:middle}";

/// The style sheet of every chart in this theme.
pub(crate) fn stylesheet(theme: Theme) -> String {
    let mut css = String::with_capacity(4_096);
    if theme == Theme::Auto {
        properties(&mut css, ".bc{", |css, shade| css.push_str(shade.2[0]));
        css.push('}');
        properties(&mut css, "@supports(color:light-dark(red,red)){.bc{", |css, shade| pair(css, shade, 0));
        css.push('}');
        properties(&mut css, "@media(prefers-contrast:more){.bc{", |css, shade| pair(css, shade, 2));
        css.push_str("}}}");
    }
    css.push_str(SIZES);
    css.push_str(".bc{font-family:");
    css.push_str(if theme == Theme::Auto { "var(--baocao-font," } else { "" });
    css.push_str(FAMILIES);
    css.push_str(if theme == Theme::Auto { ")}" } else { "}" });
    for shade in &SHADES {
        rule(&mut css, shade.1, "fill", shade, theme);
    }
    css.push_str(".bc-h,.bc-d,.bc-l{fill:none;stroke-linejoin:round}");
    let [ink, muted, accent, ground, _, _, rest, ..] = &SHADES;
    rule(&mut css, "", "fill", ink, theme);
    rule(&mut css, "h", "stroke", ground, theme);
    rule(&mut css, "d", "stroke", muted, theme);
    rule(&mut css, "l", "stroke", accent, theme);
    css.push_str(".bc-h{stroke-width:3}.bc-d{stroke-dasharray:3 3}.bc-l{stroke-width:2}");
    for (shade, class) in SHADES.iter().filter(|shade| shade.0.starts_with("series")).zip(LINE_CLASSES) {
        rule(&mut css, class, "stroke", shade, theme);
    }
    rule(&mut css, "lr", "stroke", rest, theme);
    rule(&mut css, "n", "stroke", ink, theme);
    rule(&mut css, "w", "stroke", muted, theme);
    css.push_str(".bc-n,.bc-w{stroke-width:1}.bc-y{stroke-dasharray:4 3}");
    if theme == Theme::Auto {
        // Last, so that its rules win over those of the same weight.
        properties(&mut css, "@media(forced-colors:active){.bc{", |css, shade| css.push_str(shade.3));
        css.push_str(FORCED);
    }
    css
}

/// Both values of a shade, from this palette on: the scheme of the element that the drawing stands in decides.
fn pair(css: &mut String, shade: &Shade, light: usize) {
    let [one, other] = [light, light + 1].map(|palette| shade.2.get(palette).copied().unwrap_or(""));
    for part in ["light-dark(", one, ",", other, ")"] {
        css.push_str(part);
    }
}

fn properties(css: &mut String, open: &str, value: fn(&mut String, &Shade)) {
    css.push_str(open);
    for shade in &SHADES {
        css.push_str("--bc-");
        css.push_str(shade.0);
        css.push(':');
        value(css, shade);
        css.push(';');
    }
}

fn rule(css: &mut String, class: &str, property: &str, shade: &Shade, theme: Theme) {
    css.push_str(if class.is_empty() { ".bc" } else { ".bc-" });
    for part in [class, "{", property, ":"] {
        css.push_str(part);
    }
    match theme {
        // A custom property of our own between the host's and the colours: where `light-dark()` is unknown, a
        // fallback inside `var()` would leave the property without any value.
        Theme::Auto => {
            for part in ["var(--baocao-", shade.0, ",var(--bc-", shade.0, "))"] {
                css.push_str(part);
            }
        }
        plain => css.push_str(shade.2.get(plain as usize - 1).copied().unwrap_or("")),
    }
    css.push('}');
}
