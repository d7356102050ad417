//! Text: cleaned, measured with one table of widths, wrapped and shortened, so that labels never overlap or run out.

use crate::backend::push_all;
use crate::widths;

/// A size and weight that text is written in: the pixels, and whether it is bold. A number, as [`crate::theme::Ink`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Font(u8);

const BOLD: u8 = 128;

#[expect(non_upper_case_globals, reason = "they are read and matched as the variants of an enum are")]
impl Font {
    /// The chart's title.
    pub const Title: Self = Self(18 | BOLD);
    /// Subtitle and units beside a big number.
    pub const Subtitle: Self = Self(14);
    /// Categories.
    pub const Label: Self = Self(13);
    /// Values: bold.
    pub const Value: Self = Self(13 | BOLD);
    /// Footer, axis, legend, notes.
    pub const Small: Self = Self(12);

    /// Big numbers, from large to small: 56, 44, 34 or 24 px.
    pub const fn big(size: u8) -> Self {
        Self(size | BOLD)
    }

    /// The size in pixels.
    pub fn size(self) -> i32 {
        i32::from(self.0 & !BOLD)
    }

    /// Whether it is bold.
    pub fn bold(self) -> bool {
        self.0 >= BOLD
    }

    /// From one baseline to the next.
    pub fn leading(self) -> i32 {
        (self.size() * 4 + 2) / 3
    }

    /// The height above the baseline that letters with two marks, as in Ẩ, need.
    pub fn ascent(self) -> i32 {
        (self.size() * 19 + 19) / 20
    }

    /// The depth under the baseline.
    pub fn descent(self) -> i32 {
        (self.size() + 3) / 4
    }
}

/// The width of a text in this font, as [`measure`] says it.
pub(crate) fn width(text: &str, font: Font) -> i32 {
    measure(text, font.size(), font.bold())
}

/// The width of the widest of some texts.
pub(crate) fn widest(texts: &[String], font: Font) -> i32 {
    let mut widest = 0;
    for text in texts {
        widest = widest.max(width(text, font));
    }
    widest
}

/// The width of a text in pixels, rounded up, at a size of at most 56: within 6 % of what the fonts named in the style
/// sheet need.
#[must_use]
pub fn measure(text: &str, size: i32, bold: bool) -> i32 {
    let mut sum = 0;
    // A hundred thousand letters are too wide for any picture, and can still be counted.
    let mut left = 100_000;
    for letter in text.chars() {
        sum += widths::advance(letter, bold);
        left -= 1;
        if left == 0 {
            break;
        }
    }
    pixels(sum, size)
}

/// Two-hundredths of the size in pixels, rounded up.
fn pixels(sum: i32, size: i32) -> i32 {
    (sum * size + 199) / 200
}

/// The parts in one text. Like [`cut`] it is here because the standard library's way is in the page's bytes once for each
/// kind of list.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    push_all(&mut text, parts);
    text
}

/// What stands before the first `mark`, an ASCII character, and what stands after it; the whole text and nothing where
/// there is none.
pub(crate) fn cut(text: &str, mark: u8) -> (&str, &str) {
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if byte == mark {
            return (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        }
    }
    (text, "")
}

/// Whether it stands over or under the letter before it.
fn combines(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// One line that can stand in SVG: control characters, reordering marks and noncharacters are left out, runs of space
/// become one, and a letter keeps at most three marks.
pub(crate) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut space = false;
    let mut marks = 0;
    for letter in text.chars() {
        marks = if combines(letter) { marks + 1 } else { 0 };
        match letter {
            _ if marks > 3 => {}
            ' ' | '\t' | '\n' | '\r' => space = !line.is_empty(),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => {}
            '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => {
                if space {
                    line.push(' ');
                    space = false;
                }
                line.push(letter);
            }
        }
    }
    line
}

/// The text, or as much of it as fits into `room` pixels with an ellipsis; empty if not even that fits.
pub(crate) fn shorten(text: &str, font: Font, room: i32) -> String {
    if width(text, font) <= room {
        return text.to_owned();
    }
    let mut sum = widths::advance('…', font.bold());
    let (mut at, mut fits) = (0, 0);
    for letter in text.chars() {
        // A mark that combines with the letter before it is not worth a cut of its own.
        if !combines(letter) {
            if pixels(sum, font.size()) > room {
                break;
            }
            fits = at;
        }
        sum += widths::advance(letter, font.bold());
        at += letter.len_utf8();
    }
    let mut line = text.get(..fits).unwrap_or_default().to_owned();
    while let Some(last) = line.pop() {
        if last != ' ' && last != '\u{a0}' {
            line.push(last);
            line.push('…');
            break;
        }
    }
    line
}

/// The text in at most `most` lines of `room` pixels, broken at spaces; what does not fit ends with an ellipsis.
pub(crate) fn wrap(text: &str, font: Font, room: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = cut(rest, b' ');
        rest = after;
        if word.is_empty() {
            continue;
        }
        let before = line.len();
        if before > 0 {
            line.push(' ');
        }
        line.push_str(word);
        // The last line takes all that is left.
        if before > 0 && lines.len() + 1 < most && width(&line, font) > room {
            line.truncate(before);
            push_shortened(&mut lines, &line, font, room);
            line = word.to_owned();
        }
    }
    push_shortened(&mut lines, &line, font, room);
    lines
}

fn push_shortened(lines: &mut Vec<String>, line: &str, font: Font, room: i32) {
    let line = shorten(line, font, room);
    if !line.is_empty() {
        lines.push(line);
    }
}

/// As [`wrap`], with lines of like length: a title does not end in one word on a line of its own.
pub(crate) fn balance(text: &str, font: Font, room: i32, most: usize) -> Vec<String> {
    let mut best = wrap(text, font, room, most);
    if best.len() < 2 || !wraps_whole(text, font, room, most) {
        return best;
    }
    let mut narrower = room;
    while narrower > room / 2 {
        narrower -= 8;
        if !wraps_whole(text, font, narrower, best.len()) {
            break;
        }
        best = wrap(text, font, narrower, best.len());
    }
    best
}

/// Whether wrapping keeps every word: at most `most` lines and no word wider than `room`.
pub(crate) fn wraps_whole(text: &str, font: Font, room: i32, most: usize) -> bool {
    let mut length = 0;
    for line in wrap(text, font, room, most) {
        if line.ends_with("…") {
            return false;
        }
        length += line.len() + 1;
    }
    length == text.len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposed_name_is_as_wide_as_a_composed_one() {
        assert_eq!(width("Đo\u{302}\u{301}ng Đa", Font::Label), width("Đống Đa", Font::Label));
    }

    #[test]
    fn a_long_name_is_cut_at_a_letter_and_fits() {
        let short = shorten("Đảng ủy Khối các cơ quan", Font::Label, 90);
        assert!(short.ends_with('…') && width(&short, Font::Label) <= 90, "{short}");
        assert_eq!(shorten("Ba Đình", Font::Label, 90), "Ba Đình");
        assert_eq!(shorten("Ba Đình", Font::Label, 3), "");
    }

    #[test]
    fn words_stay_whole_while_there_are_lines() {
        assert_eq!(wrap("6 tháng đầu năm 2021", Font::Small, 60, 3), ["6 tháng", "đầu năm", "2021"]);
        assert!(wraps_whole("6 tháng đầu năm 2021", Font::Small, 60, 3));
        assert!(!wraps_whole("6 tháng đầu năm 2021", Font::Small, 60, 2));
        assert_eq!(wrap("", Font::Small, 60, 3), [""; 0]);
    }

    #[test]
    fn a_title_has_no_word_alone_on_its_last_line() {
        let lines = balance("Mười hai năm, kế hoạch và thực hiện", Font::Title, 280, 5);
        assert_eq!(lines, ["Mười hai năm, kế", "hoạch và thực hiện"]);
    }

    #[test]
    fn what_cannot_stand_in_a_document_is_left_out() {
        assert_eq!(clean(" Quận\u{0}\n\tủy\u{202e}  Ba\u{ffff} Đình "), "Quận ủy Ba Đình");
        assert_eq!(clean(&["a", &"\u{301}".repeat(50)].concat()).chars().count(), 4);
    }
}
