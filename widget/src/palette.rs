//! How far the palette's colours keep apart, and from what they stand on: contrast after WCAG 2.2 (1.4.3, 1.4.11), and distance in OKLab
//! (Ottosson 2020) for normal vision and for the three kinds of dichromacy, simulated with the matrices of Machado, Oliveira and
//! Fernandes (2009) at full severity. Not in the page: what is asked here is asked when a chart is made.

use crate::Theme;
use crate::theme::{self, SERIES};

/// A colour, by its parts of linear light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color(pub [f64; 3]);

/// The least contrast of a mark with the ground.
pub const CONTRAST: f64 = 3.0;

/// The least distance of two series, in hundredths of OKLab; two shades that can just be told apart side by side are about 2 apart.
pub const APART: f64 = 10.0;

/// How somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vision {
    /// As most do.
    Normal,
    /// Without the cones for long waves: red-blind.
    Protanopia,
    /// Without the cones for middle waves: green-blind.
    Deuteranopia,
    /// Without the cones for short waves: blue-blind.
    Tritanopia,
}

impl Vision {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Normal => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

impl Color {
    /// Reads `#rgb` or `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let digits = hex.len() / 3;
        let part = |at: usize| {
            let part = hex.get(at * digits..(at + 1) * digits)?;
            let part = if digits == 1 { part.repeat(2) } else { part.to_owned() };
            let part = f64::from(u8::from_str_radix(&part, 16).ok()?) / 255.0;
            Some(if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) })
        };
        if hex.len() != 3 && hex.len() != 6 {
            return None;
        }
        Some(Self([part(0)?, part(1)?, part(2)?]))
    }

    /// The contrast of two colours, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let luminance = |Self(color): Self| 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2] + 0.05;
        let (one, other) = (luminance(self), luminance(other));
        one.max(other) / one.min(other)
    }

    /// How far apart two colours are for a vision, in hundredths of OKLab.
    #[must_use]
    pub fn distance(self, other: Self, vision: Vision) -> f64 {
        let seen = |Self(color)| oklab(times(vision.matrix(), color).map(|part| part.clamp(0.0, 1.0)));
        let (one, other) = (seen(self), seen(other));
        100.0 * (0..3).map(|at| (one[at] - other[at]).powi(2)).sum::<f64>().sqrt()
    }
}

/// The colour of a series in a plain theme, by its number from 1 to 6; any other number is the muted one.
#[must_use]
pub fn series(number: usize, theme: Theme) -> Color {
    shade(if (1..=SERIES).contains(&number) { theme::series_name(number) } else { "rest" }, theme)
}

/// What a plain theme's pictures stand on.
#[must_use]
pub fn ground(theme: Theme) -> Color {
    shade("ground", theme)
}

/// Where two series are nearest to one another: how near, for whose eyes, and on which ground of the two.
#[must_use]
pub fn nearest(one: usize, other: usize) -> (f64, Vision, Theme) {
    let mut found = (f64::MAX, Vision::Normal, Theme::Light);
    for theme in [Theme::Light, Theme::Dark] {
        for vision in Vision::ALL {
            let distance = series(one, theme).distance(series(other, theme), vision);
            if distance < found.0 {
                found = (distance, vision, theme);
            }
        }
    }
    found
}

pub(crate) fn shade(name: &str, theme: Theme) -> Color {
    // The palette is written in this crate, and a test reads all of it.
    theme::shade(name, theme).and_then(Color::parse).unwrap_or(Color([0.0; 3]))
}

fn times(rows: [[f64; 3]; 3], color: [f64; 3]) -> [f64; 3] {
    rows.map(|row| row[0] * color[0] + row[1] * color[1] + row[2] * color[2])
}

fn oklab(color: [f64; 3]) -> [f64; 3] {
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    let lab = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    times(lab, times(cones, color).map(f64::cbrt))
}
