//! Text as a reader types it who looks for something: without marks, without capitals.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters and digits of a text in lower case, without diacritics and with `d` for `đ`; whatever stands between words is one
/// blank. What is typed without marks is found so, and what is typed with them too.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            // The second is Icelandic, looks the same as a capital, and stands in old Vietnamese texts.
            'đ' | 'ð' => folded.push('d'),
            _ if letter.is_alphanumeric() => folded.push(letter),
            _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_and_capitals_and_the_way_a_letter_is_composed_make_no_difference() {
        assert_eq!(fold("Đảng viên được kết nạp"), "dang vien duoc ket nap");
        assert_eq!(fold("Ða\u{301}ng"), "dang");
        assert_eq!(fold("Kiê\u{309}m tra"), fold("KIỂM TRA"));
        assert_eq!(fold("  Quận 1 – “Ba Đình” (2024-Q3) "), "quan 1 ba dinh 2024 q3");
        assert_eq!(fold("…–"), "");
    }

    proptest! {
        #[test]
        fn what_is_folded_stays_as_it_is(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
