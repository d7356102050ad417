//! What stands for characters in XML, read and written.

use std::borrow::Cow;

/// The text with what stands for characters replaced by them; `None` where it stands for none.
pub(super) fn unescaped(written: &str) -> Option<Cow<'_, str>> {
    let Some(first) = written.find('&') else { return Some(Cow::Borrowed(written)) };
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    let mut at = first;
    loop {
        text.push_str(&rest[..at]);
        let (name, after) = rest.get(at + 1..)?.split_once(';')?;
        text.push(character(name)?);
        rest = after;
        match rest.find('&') {
            Some(next) => at = next,
            None => break,
        }
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let code = name.strip_prefix('#').filter(|code| code.len() <= 8)?;
            let code = match code.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => code.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| *c != '\0')?
        }
    })
}

/// The text as it is written between elements and in quotes. What XML cannot hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '&' => written.push_str("&amp;"),
            '"' => written.push_str("&quot;"),
            '\n' => written.push_str("&#10;"),
            '\t' => written.push(letter),
            '\u{0}'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => written.push(letter),
        }
    }
    written
}
