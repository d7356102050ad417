//! Parameters of an address, percent-encoded: `period=2022&outcome=%C4%90`.

use percent_encoding::percent_decode_str;

use super::{Invalid, plain};

/// The decoded names, each with its value, or with why the pair cannot be decoded.
pub fn parameters(query: &str) -> impl Iterator<Item = (String, Result<String, Invalid>)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let remedy = "write UTF-8, percent-encoded where it is not ASCII";
        let (known, value) = (decoded(name), decoded(value));
        let value = known.as_ref().and(value).ok_or_else(|| Invalid::new("parameter", pair, remedy));
        let value = value.and_then(|value| plain(&value).map(|_| ()).map(|()| value));
        (known.unwrap_or_else(|| name.to_owned()), value)
    })
}

fn decoded(text: &str) -> Option<String> {
    percent_decode_str(&text.replace('+', " ")).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_decoded() {
        let read: Vec<_> = parameters("period=2015..2024&&q=%C4%90%E1%BA%A3ng+vi%C3%AAn&bare").collect();
        let expected = [("period", "2015..2024"), ("q", "Đảng viên"), ("bare", "")];
        assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), Ok(value.to_owned()))));
    }

    #[test]
    fn what_cannot_be_seen_is_told_by_its_code_point() {
        let told =
            |query: &str| parameters(query).map(|(_, value)| value.unwrap_err().value).collect::<Vec<_>>();
        assert_eq!(told("reason=a%00b&q=%E2%80%AEx"), ["a<U+0000>b", "<U+202E>x"]);
        assert!(parameters("reason=a%0D%0Ab").all(|(_, value)| value.is_ok()), "a text area has lines");
    }

    #[test]
    fn what_is_not_text_is_told_under_its_name() {
        let read: Vec<_> = parameters("q=%FF&%FF=1").map(|(name, value)| (name, value.is_ok())).collect();
        assert_eq!(read, [("q".to_owned(), false), ("%FF".to_owned(), false)]);
    }
}
