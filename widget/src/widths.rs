//! Advance widths of the letters that Vietnamese and English are written with, in two-hundredths of the font's size.
//!
//! The mean of Roboto (`fonts/`, 2.138) and of Liberation Sans 2.1.5, which is as wide as Arial and about as wide as
//! Helvetica Neue: the families that the style sheet names. So one table serves both, and what a browser needs is within
//! 6 % of it; `tests/type.rs` measures that. A row is `round(100 * (roboto[letter] + liberation[letter]))`, advances by
//! fontTools' `hmtx` in ems.

/// The advance of a letter; one that the table lacks counts as wide as the widest emoji.
pub(crate) fn advance(letter: char, bold: bool) -> i32 {
    let widths = if bold { &BOLD } else { &REGULAR };
    match alike(letter) {
        // A horn that was written on its own widens its letter.
        0 => 13 * i32::from(letter == '\u{31b}'),
        base => widths.get(usize::from(base) - 0x20).map_or(280, |&width| i32::from(width)),
    }
}

/// The letter of the tables that is as wide as this one: marks over and under a letter do not widen it. 0 is a mark
/// itself, 255 an unknown letter.
fn alike(letter: char) -> u8 {
    let code = u32::from(letter);
    match code {
        0x20..=0x7e => return code as u8,
        0x300..=0x36f => return 0,
        0x2212 | 0x2248 | 0x2260 | 0x2264 | 0x2265 => return b'+',
        _ => {}
    }
    for (first, letters) in PAGES {
        if let Some(&base) = letters.get(code.wrapping_sub(first) as usize) {
            return base;
        }
    }
    255
}

/// Letters that follow one another in Unicode, from this one on.
static PAGES: [(u32, &[u8]); 6] = [
    (
        0xa0,
        b" !000000`GaN+-G-*+((`uk.,(*NMMM?\
AAAAAAWCEEEEIIIIDNOOOOO+OUUUUYPbaaaaaamceeeeiiiionooooo+ouuuuypy\
AaAaAaCcCcCcCcDd\x80\x7fEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiWwJjKkkLlLlLlLtLlNnNnNnnNnOoOoOoWmRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzf",
    ),
    (0x1a0, b"\x82\x81"),
    (0x1af, b"\x84\x83"),
    (
        0x1ea0,
        b"AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOo\
\x82\x81\x82\x81\x82\x81\x82\x81\x82\x81UuUu\x84\x83\x84\x83\x84\x83\x84\x83\x84\x83YyYyYyYy",
    ),
    (
        0x2010,
        b"--0\x85WW\xff\xff'',\xff(((\xff00(\xff\xff\xff\x86\xff\xff\xff\xff\xff\xff\xff\xff\xffW",
    ),
    (0x20ab, b"00"),
];

/// U+0020 to U+007E, then `đĐơƠưƯ–…`.
#[rustfmt::skip]
const REGULAR: [u8; 103] = [
    53, 54, 68, 117, 112, 162, 129, 37, 68, 68, 82, 115, 47, 61, 54, 69, 112, 112, 112, 112, 112, 112, 112, 112,
    112, 112, 52, 49, 109, 113, 111, 103, 191, 132, 129, 137, 138, 124, 116, 146, 144, 55, 105, 129, 109, 171, 144, 147,
    130, 147, 134, 126, 121, 137, 130, 183, 129, 127, 121, 54, 69, 54, 89, 101, 64, 110, 112, 102, 112, 109, 63, 112,
    111, 47, 46, 101, 47, 171, 111, 113, 112, 112, 67, 102, 60, 111, 98, 147, 100, 97, 100, 67, 50, 67, 126, 115,
    139, 123, 154, 129, 155, 121, 167,
];

/// Likewise.
#[rustfmt::skip]
const BOLD: [u8; 103] = [
    53, 60, 79, 115, 113, 163, 138, 40, 68, 69, 84, 113, 52, 72, 57, 65, 113, 113, 113, 113, 113, 113, 113, 113,
    113, 113, 62, 60, 109, 116, 110, 111, 187, 140, 136, 138, 137, 123, 116, 146, 143, 57, 111, 136, 115, 171, 143, 147,
    131, 147, 136, 128, 123, 138, 132, 182, 130, 129, 122, 61, 70, 61, 102, 100, 66, 109, 117, 108, 117, 110, 69, 118,
    117, 54, 54, 109, 54, 175, 117, 118, 117, 118, 75, 107, 67, 117, 106, 151, 107, 106, 101, 72, 53, 72, 123, 124,
    139, 129, 155, 133, 154, 119, 174,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_is_as_wide_as_its_stem() {
        for (stem, letters) in [
            ('a', "àáảãạăằắẳẵặâầấẩẫậ"),
            ('e', "èéẻẽẹêềếểễệ"),
            ('i', "ìíỉĩị"),
            ('o', "òóỏõọôồốổỗộ"),
            ('ơ', "ờớởỡợ"),
            ('u', "ùúủũụ"),
            ('ư', "ừứửữự"),
            ('y', "ỳýỷỹỵ"),
        ] {
            let stems = [stem, stem.to_uppercase().next().unwrap()];
            for letter in letters.chars() {
                let letters = [letter, letter.to_uppercase().next().unwrap()];
                for bold in [false, true] {
                    assert_eq!(letters.map(|one| advance(one, bold)), stems.map(|one| advance(one, bold)));
                }
            }
        }
        let special = "đĐơƠưƯ–…".chars().map(|letter| advance(letter, false)).collect::<Vec<_>>();
        assert_eq!(special, REGULAR[95..].iter().map(|&width| i32::from(width)).collect::<Vec<_>>());
    }

    #[test]
    fn a_mark_has_no_width_and_an_unknown_letter_much() {
        assert_eq!(advance('\u{301}', true), 0);
        assert_eq!(advance('語', false), 280);
        assert_eq!(advance('👍', false), 280);
        assert_eq!(advance('\u{7f}', false), 280);
    }
}
