//! Escaping, each kind where it is written: CSV cells, XML text, JSON inside a script.

/// A text cell that no spreadsheet takes for a formula: what begins with `= + - @`, a tab or a carriage return gets an
/// apostrophe in front (OWASP, CSV injection).
#[must_use]
pub fn csv_text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Text for XML and HTML, in elements and in quoted attributes; characters that XML 1.0 forbids are left out.
#[must_use]
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(letter),
            control if control < ' ' || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            _ => out.push(letter),
        }
    }
    out
}

/// JSON that may stand inside a script element: no `<`, `>` or `&` is left in it, nor the line ends of JavaScript.
#[must_use]
pub fn json_in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for text in ["=1+1", "+84", "-x", "@SUM", "\tx", "\rx"] {
            assert!(csv_text(text).starts_with('\''), "`{text}`");
        }
        assert_eq!(csv_text("Hà Nội"), "Hà Nội");
    }

    #[test]
    fn a_script_cannot_be_closed_from_within() {
        assert_eq!(json_in_script(r#"{"a":"</script>"}"#), r#"{"a":"\u003c/script\u003e"}"#);
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(xml("<a href=\"x\">&'\u{0}"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    }
}
