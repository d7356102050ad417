//! Texts that say what they show: nothing in them is invisible, nor makes a reader see their letters in another order.

use super::Invalid;

/// Letters before and after a hidden character that are shown with it.
const AROUND: usize = 12;

/// The text, where all of it can be seen; a new line and a tab can be.
///
/// # Errors
/// [`Invalid`] with the code point of the first character that cannot, written as `<U+202E>` where it stands.
pub fn plain(text: &str) -> Result<&str, Invalid> {
    if is_surely_plain(text) {
        return Ok(text);
    }
    let Some((at, _)) = text.char_indices().find(|(_, one)| is_hidden(*one)) else { return Ok(text) };
    let before = text[..at].char_indices().rev().nth(AROUND - 1).map_or(0, |(start, _)| start);
    let around: String = text[before..].chars().take(2 * AROUND).collect();
    let remedy = "take out what stands as <U+…>: control characters, and those that turn the direction of letters, are not taken";
    Err(Invalid::new("plain text", &unhidden(&around), remedy))
}

/// The same with the code points of hidden characters in their place.
#[must_use]
pub fn unhidden(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for one in text.chars() {
        if is_hidden(one) {
            shown.push_str(&format!("<U+{:04X}>", u32::from(one)));
        } else {
            shown.push(one);
        }
    }
    shown
}

/// Nearly all texts are; to look at the bytes alone is quick.
fn is_surely_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..0x7f).contains(&byte))
}

/// Control characters, what turns the direction of letters (Unicode's Bidi_Control but for the marks that turn nothing), and what
/// is no character, which XML cannot hold.
fn is_hidden(one: char) -> bool {
    match one {
        '\n' | '\r' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => one.is_control() || u32::from(one) & 0xfffe == 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        plain(text).map_or_else(|wrong| wrong.value, ToOwned::to_owned)
    }

    #[test]
    fn a_hidden_character_is_shown_by_its_code_point_where_it_stands() {
        assert_eq!(told("a\0b"), "a<U+0000>b");
        assert_eq!(told("số 5\u{202e}21"), "số 5<U+202E>21");
        assert_eq!(told("\u{85}\u{fffe}"), "<U+0085><U+FFFE>");
        assert_eq!(told("\u{2066}x\u{2069}"), "<U+2066>x<U+2069>");
        let long = format!("{}\u{7f}{}", "đ".repeat(500), "ỹ".repeat(500));
        assert_eq!(told(&long), format!("{}<U+007F>{}", "đ".repeat(12), "ỹ".repeat(11)));
    }

    #[test]
    fn whatever_people_write_is_plain() {
        for text in ["", "Đã đối chiếu với sổ.\r\n\tĐúng.", "1\u{a0}234", "👩‍👩‍👧", "\u{feff}x", "e\u{301}"]
        {
            assert_eq!(plain(text), Ok(text));
        }
    }
}
