//! Advance widths of the letters that Vietnamese and English are written with, in hundredths of the font's size.
//!
//! The wider of `fonts/Roboto-Regular.ttf` and `fonts/Roboto-Bold.ttf`, rounded up; both are subsets of Roboto 2.138
//! (Debian `fonts-roboto-unhinted`), made with `pyftsubset --layout-features=ccmp,mark,mkmk,kern,locl,tnum --no-hinting
//! --unicodes=U+0020-007E,U+00A0-017F,U+01A0-01A1,U+01AF-01B0,U+0300-0304,U+0306,U+0309,U+031B,U+0323,U+1EA0-1EF9,…`;
//! the rows are `-(-hmtx[cmap[letter]][0] * 100 // 2048)` by fontTools.

/// The advance of a letter; a letter the font lacks counts as wide as the widest fallback glyph.
pub(crate) fn advance(letter: char) -> u8 {
    let code = letter as usize;
    let (first, row): (usize, &[u8]) = match code {
        0x20..=0x7e => (0x20, &BASIC),
        0xa0..=0x17f => (0xa0, &LATIN),
        0x300..=0x36f => return 0,
        0x1ea0..=0x1ef9 => (0x1ea0, &VIETNAMESE),
        0x2010..=0x2026 => (0x2010, &PUNCTUATION),
        0x1a0 | 0x1af => return 72,
        0x1a1 | 0x1b0 => return 62,
        0x20ab | 0x2212 | 0x2248 | 0x2264 | 0x2265 => return 58,
        _ => return FALLBACK,
    };
    match row.get(code - first) {
        Some(&width) if width > 0 => width,
        _ => FALLBACK,
    }
}

/// An emoji of the widest common font.
const FALLBACK: u8 = 140;

/// U+0020 to U+007E.
#[rustfmt::skip]
const BASIC: [u8; 95] = [
    25, 28, 33, 62, 58, 74, 66, 18, 36, 36, 46, 57, 25, 39, 30, 42, 58, 58, 58, 58, 58, 58, 58, 58, 58, 58,
    29, 27, 51, 58, 53, 50, 90, 68, 64, 66, 66, 57, 56, 69, 72, 30, 56, 64, 55, 88, 72, 70, 65, 70, 64, 62,
    62, 66, 66, 89, 64, 62, 61, 28, 43, 28, 44, 46, 34, 55, 57, 53, 57, 55, 36, 58, 57, 27, 27, 54, 27, 88,
    57, 58, 57, 57, 37, 52, 34, 57, 51, 76, 51, 51, 51, 34, 26, 34, 69,
];

/// U+00A0 to U+017F.
#[rustfmt::skip]
const LATIN: [u8; 224] = [
    25, 29, 58, 60, 72, 54, 26, 63, 47, 79, 45, 50, 56, 39, 79, 51, 39, 54, 38, 38, 34, 62, 50, 31, 27, 38,
    46, 50, 74, 78, 81, 50, 68, 68, 68, 68, 68, 68, 95, 66, 57, 57, 57, 57, 30, 30, 30, 30, 68, 72, 70, 70,
    70, 70, 70, 54, 69, 66, 66, 66, 66, 62, 61, 64, 55, 55, 55, 55, 55, 55, 85, 53, 55, 55, 55, 55, 28, 28,
    28, 28, 59, 57, 58, 58, 58, 58, 58, 58, 57, 57, 57, 57, 57, 51, 58, 51, 68, 55, 68, 55, 68, 55, 66, 53,
    66, 53, 66, 53, 66, 53, 66, 64, 68, 64, 57, 55, 57, 55, 57, 55, 57, 55, 57, 55, 69, 58, 69, 58, 69, 58,
    69, 58, 72, 57, 72, 58, 30, 28, 30, 28, 30, 28, 30, 27, 30, 28, 86, 53, 56, 29, 64, 54, 60, 55, 27, 55,
    27, 55, 34, 55, 38, 56, 31, 72, 57, 72, 57, 72, 57, 57, 71, 57, 70, 58, 70, 58, 70, 58, 97, 91, 64, 37,
    64, 37, 64, 37, 62, 52, 62, 52, 62, 52, 62, 52, 62, 34, 62, 36, 62, 34, 66, 57, 66, 57, 66, 57, 66, 57,
    66, 57, 66, 57, 89, 76, 62, 51, 62, 61, 51, 61, 51, 61, 51, 26,
];

/// U+1EA0 to U+1EF9.
#[rustfmt::skip]
const VIETNAMESE: [u8; 90] = [
    68, 55, 68, 55, 68, 55, 68, 55, 68, 55, 68, 55, 68, 55, 68, 55, 68, 55, 68, 55, 68, 55, 68, 55, 57, 55,
    57, 55, 57, 55, 57, 55, 57, 55, 57, 55, 57, 55, 57, 55, 30, 28, 30, 27, 70, 58, 70, 58, 70, 58, 70, 58,
    70, 58, 70, 58, 70, 58, 71, 59, 71, 59, 71, 59, 71, 59, 71, 59, 66, 57, 66, 57, 72, 62, 72, 62, 72, 62,
    72, 62, 72, 62, 62, 51, 62, 51, 62, 51, 62, 51,
];

/// U+2010 to U+2026; 0 where the font has no glyph.
#[rustfmt::skip]
const PUNCTUATION: [u8; 23] = [
    39, 39, 58, 66, 79, 79, 0, 0, 24, 23, 25, 21, 41, 41, 41, 0, 56, 58, 36, 0, 0, 0, 74,
];
