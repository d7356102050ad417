//! Bytes into text: what spreadsheets on Vietnamese machines write, and nothing that could only be guessed.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1258};

/// Bytes that are no text in any encoding that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// The line on which the text breaks off, from 1; `0` where no line can be told.
    pub line: usize,
}

/// The text of a table: UTF-8, UTF-16 in either order of bytes, or Windows-1258, with or without a byte order mark.
///
/// Windows-1258 gives every byte a meaning, so it is taken only where the meaning is Vietnamese: its tones stand on
/// vowels, and no sign stands inside a word, as it would in text of other old encodings (TCVN3, VNI, Windows-1252).
///
/// # Errors
/// [`Unreadable`], and then nothing of it is guessed.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf_8(rest).map(Cow::Borrowed),
        [0xFF, 0xFE, rest @ ..] => strictly(UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => strictly(UTF_16BE, rest),
        // Names of columns are ASCII, so every second byte of their UTF-16 is zero.
        [low, 0, ..] if *low != 0 => strictly(UTF_16LE, bytes),
        [0, low, ..] if *low != 0 => strictly(UTF_16BE, bytes),
        _ => match utf_8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(wrong) if is_broken_utf_8(bytes) => Err(wrong),
            Err(wrong) => match strictly(WINDOWS_1258, bytes) {
                Ok(text) if is_vietnamese(&text) => Ok(text),
                _ => Err(wrong),
            },
        },
    }
}

fn utf_8(bytes: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(bytes).map_err(|wrong| Unreadable {
        line: bytes[..wrong.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1,
    })
}

fn strictly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Unreadable> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(Unreadable { line: 0 })
}

/// Whether more of it is letters in UTF-8 than bytes that are none: then it was cut or patched, not written in 1258.
fn is_broken_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    letters >= wrong
}

fn is_vietnamese(text: &str) -> bool {
    let mut before = ' ';
    text.chars().all(|letter| {
        let fits = match letter {
            '\t' | '\r' | '\n' => true,
            '\u{300}'..='\u{36f}' => "aăâeêioôơuưy".contains(lower(before)),
            // `m²`, `°` and closing quotes follow letters; other signs between them are letters of another encoding.
            '²' | '³' | '°' | '»' | '\u{a0}' => true,
            '\u{a1}'..='\u{bf}' | '×' | '÷' => !before.is_alphabetic(),
            _ => !letter.is_control(),
        };
        before = letter;
        fits
    })
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    const NAMES: &str = "code,name\nha-noi,Thành phố Hà Nội\nba-dinh,Quận Ba Đình 25 m²\nthuong-tin,Huyện Thường Tín, đặc điểm: “rộng”\n";

    /// As Windows writes it: the tone after its vowel.
    fn in_1258(text: &str) -> Vec<u8> {
        let tones = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
        let mut bytes = Vec::new();
        for letter in text.chars() {
            let parts: Vec<char> = letter.to_string().nfd().collect();
            let base: String = parts.iter().filter(|part| !tones.contains(part)).collect();
            let tone: String = parts.iter().filter(|part| tones.contains(part)).collect();
            for part in base.nfc().chain(tone.chars()) {
                let part = part.to_string();
                let (written, _, unmappable) = WINDOWS_1258.encode(&part);
                assert!(!unmappable, "{part:?}");
                bytes.extend_from_slice(&written);
            }
        }
        bytes
    }

    fn in_16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let marked = mark.then_some('\u{feff}').into_iter().chain(text.chars()).collect::<String>();
        marked.encode_utf16().flat_map(bytes).collect()
    }

    fn composed(bytes: &[u8]) -> String {
        text(bytes).unwrap().nfc().collect()
    }

    #[test]
    fn every_encoding_says_the_same() {
        assert_eq!(composed(NAMES.as_bytes()), NAMES);
        assert_eq!(composed(format!("\u{feff}{NAMES}").as_bytes()), NAMES);
        for mark in [true, false] {
            assert_eq!(composed(&in_16(NAMES, mark, u16::to_le_bytes)), NAMES);
            assert_eq!(composed(&in_16(NAMES, mark, u16::to_be_bytes)), NAMES);
        }
        assert_eq!(composed(&in_1258(NAMES)), NAMES);
    }

    #[test]
    fn what_is_no_vietnamese_in_windows_1258_is_not_guessed() {
        // TCVN3, VNI, a workbook, and UTF-16 that was cut in a letter.
        for bytes in [
            &b"ha-noi,H\xb5 N\xe9i, Qu\xcbn \xa7\xe8ng \xae\xb6\n"[..],
            b"ha-noi,Ha\xf8 No\xe4i, \xf1a\xdbng vi\xean t\xefnh \xd5\xdd\xcf\xccx\xd2z\n",
            b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xd8",
            b"\xff\xfea\0\x3d\xd8",
            b"\xff\xfea\0b",
        ] {
            assert!(text(bytes).is_err(), "{:?}", text(bytes));
        }
    }

    #[test]
    fn a_broken_utf_8_file_is_told_by_its_line() {
        let mut bytes = NAMES.as_bytes().to_vec();
        let last = bytes.len() - 2;
        bytes[last] = 0xE1;
        assert_eq!(text(&bytes), Err(Unreadable { line: 4 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_vietnamese_is_read_back_from_windows_1258(words in "[a-zđĐăâêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ ,\n]{1,80}") {
            prop_assert_eq!(composed(&in_1258(&words)), words);
        }

        #[test]
        fn any_bytes_are_text_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60), mark in 0_usize..4) {
            let marks: [&[u8]; 4] = [b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"];
            if let Ok(read) = text(&[marks[mark], &bytes].concat()) {
                prop_assert!(read.len() <= bytes.len() * 3 + 3);
            }
        }
    }
}
