//! How spreadsheets name a cell: letters for its column, a number for its row.

/// The row, from 1, and the column, from 0, of a cell such as `B12`.
pub(super) fn place(cell: &str) -> Option<(u32, u32)> {
    let (column, row) = cell.split_at(cell.find(|c: char| c.is_ascii_digit())?);
    let row = row.parse().ok().filter(|row| (1..=1_048_576).contains(row) && cell.len() <= 10)?;
    Some((row, column_at(column)?))
}

/// A column's place, from 0: `A`, `Z`, `AA`, `XFD`.
pub(super) fn column_at(letters: &str) -> Option<u32> {
    let letter = |at: u32, byte: u8| byte.is_ascii_uppercase().then(|| at * 26 + u32::from(byte - b'A') + 1);
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let at = letters.bytes().try_fold(0, letter).filter(|at| *at <= 16_384)?;
    Some(at - 1)
}

/// A column's letters.
pub(super) fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        for (at, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!((letters(at).as_str(), column_at(name)), (name, Some(at)));
        }
        assert_eq!(place("XFD1048576"), Some((1_048_576, 16_383)));
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "AAAAAAAAA1", "a1", "A1B"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
