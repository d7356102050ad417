//! Whatever comes is taken or refused: mutations of good files, and bytes that were never one.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::fixtures::{HEADER, rules};
use crate::domain::Catalogue;
use crate::intake::catalogue::{self, catalogue};
use crate::intake::{Format, TooLarge, demo, figures, read};

/// The demonstration figures as JSON, to be mutated.
static AS_JSON: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut reader = ::csv::Reader::from_reader(demo::FIGURES);
    let header = reader.headers().unwrap().clone();
    let figures: Vec<serde_json::Value> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            header
                .iter()
                .zip(record.iter())
                .map(|(name, text)| (name.to_owned(), serde_json::Value::from(text)))
                .collect()
        })
        .collect();
    serde_json::to_vec(&figures).unwrap()
});

/// Cuts, doubles and overwrites a piece of a good file.
fn mutated(good: &[u8], at: usize, length: usize, instead: &[u8], tail: usize) -> Vec<u8> {
    // A window of the file keeps a case quick.
    let start = if at.is_multiple_of(2) { 0 } else { at % good.len() };
    let window = &good[..good.len().min(1_500)];
    let from = at % window.len();
    let to = (from + length).min(window.len());
    let mut bytes = window[..from].to_vec();
    bytes.extend_from_slice(instead);
    bytes.extend_from_slice(&window[to..]);
    bytes.extend_from_slice(&good[start..(start + tail).min(good.len())]);
    bytes
}

fn scraps() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..8),
        "[\"',;=\\n\\r{}\\[\\]:0-9.eE+-]{0,8}".prop_map(String::into_bytes),
        "(value|actual|2022-Q3|-?[0-9]{1,30}(\\.[0-9]{0,20})?|\\\\u[d-f][0-9a-f]{3}|\\PC{0,4})"
            .prop_map(String::into_bytes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mutation_of_a_csv_filing_is_taken_or_refused(
        at: usize, length in 0_usize..40, instead in scraps(), tail in 0_usize..120
    ) {
        let bytes = mutated(demo::FIGURES, at, length, &instead, tail);
        let _ = figures(&bytes, Format::Csv, rules(None));
    }

    #[test]
    fn any_mutation_in_any_encoding_and_with_any_delimiter_is_taken_or_refused(
        at: usize, length in 0_usize..40, instead in scraps(), tail in 0_usize..120,
        encoding in 0_usize..4, delimiter in proptest::sample::select(vec![b',', b';', b'\t']), cut in 0_usize..3
    ) {
        let mut bytes = mutated(demo::FIGURES, at, length, &instead, tail);
        bytes.iter_mut().filter(|byte| **byte == b',').for_each(|byte| *byte = delimiter);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut encoded: Vec<u8> = match encoding {
            0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            1 => "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
            2 => encoding_rs::WINDOWS_1258.encode(&text).0.into_owned(),
            _ => ["Bảng số liệu\n\n", &text, "\nNgười lập, ký tên\n"].concat().into_bytes(),
        };
        encoded.truncate(encoded.len().saturating_sub(cut));
        let _ = read(&encoded, Format::Csv, rules(None));
    }

    #[test]
    fn any_mutation_of_a_json_filing_is_taken_or_refused(
        at: usize, length in 0_usize..40, instead in scraps(), tail in 0_usize..120
    ) {
        let bytes = mutated(&AS_JSON, at, length, &instead, tail);
        let _ = figures(&bytes, Format::Json, rules(None));
    }

    #[test]
    fn any_bytes_are_taken_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..120), text in "\\PC{0,60}") {
        for format in [Format::Csv, Format::Json] {
            prop_assert!(figures(&bytes, format, rules(None)).is_err());
            prop_assert!(figures(text.as_bytes(), format, rules(None)).is_err());
        }
        let below = [HEADER.as_bytes(), b"\n", &bytes].concat();
        let _ = figures(&below, Format::Csv, rules(None));
        let inside = [b"[{\"value\": ", &bytes[..], b"}]"].concat();
        let _ = figures(&inside, Format::Json, rules(None));
    }

    #[test]
    fn any_catalogue_is_taken_or_refused(
        table in proptest::sample::select(&catalogue::TABLES[..]),
        at: usize, length in 0_usize..40, instead in scraps()
    ) {
        let good = demo::tables();
        let bytes = mutated(good.get(table).unwrap_or_default(), at, length, &instead, 0);
        let _ = catalogue(&good.with(table, bytes), &Catalogue::default());
    }
}

#[test]
fn hostile_tables_are_refused_without_ado() {
    let many = |piece: &str| piece.repeat(200_000);
    let tables: Vec<Vec<u8>> = vec![
        many(";").into_bytes(),
        many("\t\"").into_bytes(),
        [HEADER, "\n\"", &many("x,\n")].concat().into_bytes(),
        [&many("value,"), "\n", HEADER].concat().into_bytes(),
        [&many("\n"), HEADER, "\n"].concat().into_bytes(),
        [HEADER, "\n,members-admitted,hanoi,2022,,actual,,", &many("9"), ",,"].concat().into_bytes(),
        [HEADER, "\n,members-admitted,hanoi,2022,,actual,,\"1", &many(",000"), "\",,"].concat().into_bytes(),
        [HEADER, "\n,members-admitted,hanoi,2022,,actual,,1", &many(" nghìn tỷ"), ",,"].concat().into_bytes(),
        [HEADER, "\n", &many("ghi chú\n")].concat().into_bytes(),
        [b"\xff\xfe".as_slice(), &[0; 400_000]].concat(),
        [b"\xfe\xff".as_slice(), &[0xd8; 400_001]].concat(),
        [HEADER.as_bytes(), b"\n", &[0xcc; 400_000]].concat(),
    ];
    for table in tables {
        let start = String::from_utf8_lossy(&table[..30]).into_owned();
        match read(&table, Format::Csv, rules(None)) {
            Ok(reading) => assert!(!reading.problems.is_empty() && reading.figures.is_empty(), "{start}"),
            Err(over) => assert!(matches!(over, TooLarge::Rows(_)), "{start}"),
        }
    }
}
