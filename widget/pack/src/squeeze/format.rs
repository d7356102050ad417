//! What the format says of lengths, distances, blocks and contexts (RFC 7932, 4 to 7).

use brotli::enc::constants::{kSigned3BitContextLookup, kUTF8ContextLookup};

/// Numbers in rows: where each row begins, and how many bits tell the place in it.
pub type Rows = [(u32, u32)];

/// How many literals stand before a copy.
pub const INSERT: [(u32, u32); 24] = [
    (0, 0),
    (1, 0),
    (2, 0),
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 1),
    (8, 1),
    (10, 2),
    (14, 2),
    (18, 3),
    (26, 3),
    (34, 4),
    (50, 4),
    (66, 5),
    (98, 5),
    (130, 6),
    (194, 7),
    (322, 8),
    (578, 9),
    (1_090, 10),
    (2_114, 12),
    (6_210, 14),
    (22_594, 24),
];
/// How long a copy is.
pub const COPY: [(u32, u32); 24] = [
    (2, 0),
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 1),
    (12, 1),
    (14, 2),
    (18, 2),
    (22, 3),
    (30, 3),
    (38, 4),
    (54, 4),
    (70, 5),
    (102, 5),
    (134, 6),
    (198, 7),
    (326, 8),
    (582, 9),
    (1_094, 10),
    (2_118, 24),
];
/// How long a block is.
pub const BLOCK: [(u32, u32); 26] = [
    (1, 2),
    (5, 2),
    (9, 2),
    (13, 2),
    (17, 3),
    (25, 3),
    (33, 3),
    (41, 3),
    (49, 4),
    (65, 4),
    (81, 4),
    (97, 4),
    (113, 5),
    (145, 5),
    (177, 5),
    (209, 5),
    (241, 6),
    (305, 6),
    (369, 7),
    (497, 8),
    (753, 9),
    (1_265, 10),
    (2_289, 11),
    (4_337, 12),
    (8_433, 13),
    (16_625, 24),
];

/// Literals, commands and distances have so many symbols.
pub const LITERALS: usize = 256;
pub const COMMANDS: usize = 704;
pub const DISTANCES: usize = 64;
/// A literal's contexts, and a distance's.
pub const CONTEXTS: usize = 64;
pub const DISTANCE_CONTEXTS: usize = 4;
/// In how many ways a literal's context may be made of the two bytes before it.
pub const MODES: usize = 4;
/// Copies shorter than this, behind fewer literals than that, are told in one symbol with the last distance.
const SAME: (usize, usize) = (8, 16);
/// The distances that are taken as the last ones at the beginning, the latest first.
pub const FIRST: [u32; 4] = [4, 11, 15, 16];

/// The row of a number.
pub fn row(rows: &Rows, number: u32) -> usize {
    rows.partition_point(|(base, _)| *base <= number) - 1
}

/// Whether a command of these rows can do without telling that its distance is the last one.
pub fn may_be_same(insert: usize, copy: usize) -> bool {
    insert < SAME.0 && copy < SAME.1
}

/// The symbol of a command, of its rows; `same` where it does without telling its distance.
pub fn command(insert: usize, copy: usize, same: bool) -> usize {
    let low = copy & 7 | (insert & 7) << 3;
    if same {
        return if copy < 8 { low } else { low | 64 };
    }
    // The groups of 64 symbols are in no order that a formula would give.
    let group = (copy >> 3) + 3 * (insert >> 3);
    [2, 3, 6, 4, 5, 8, 7, 9, 10][group] << 6 | low
}

/// A distance that is not told by the last ones: its symbol, how many extra bits it has, and these.
pub fn distance(distance: u32) -> (usize, u32, u32) {
    let whole = distance + 3;
    let bits = whole.ilog2() - 1;
    let half = whole >> bits & 1;
    ((14 + 2 * bits + half) as usize, bits, whole - ((2 + half) << bits))
}

/// The distances that the symbols 0 to 15 mean after these last ones.
pub fn recalled([last, second, third, fourth]: [u32; 4]) -> [u32; 16] {
    let near = |of: u32, by: i32| of.checked_add_signed(by).unwrap_or(0);
    let [a, b, c, d, e, f] = [-1, 1, -2, 2, -3, 3].map(|by| near(last, by));
    let [g, h, i, j, k, l] = [-1, 1, -2, 2, -3, 3].map(|by| near(second, by));
    [last, second, third, fourth, a, b, c, d, e, f, g, h, i, j, k, l]
}

/// The last distances after this one; one that reaches `beyond` the content, into the dictionary, is not remembered.
pub fn remembered(last: [u32; 4], distance: u32, beyond: bool) -> [u32; 4] {
    if distance == last[0] || beyond { last } else { [distance, last[0], last[1], last[2]] }
}

/// The context of a distance, by the length of its copy.
pub fn distance_context(copy: u32) -> usize {
    (copy.clamp(2, 5) - 2) as usize
}

/// The context of the literal at a place.
pub fn context(mode: usize, content: &[u8], at: usize) -> usize {
    let byte = |back| at.checked_sub(back).map_or(0, |at| content[at]);
    let (before, earlier) = (byte(1), byte(2));
    usize::from(match mode {
        0 => before & 63,
        1 => before >> 2,
        2 => kUTF8ContextLookup[usize::from(before)] | kUTF8ContextLookup[256 + usize::from(earlier)],
        _ => {
            kSigned3BitContextLookup[usize::from(before)] << 3
                | kSigned3BitContextLookup[usize::from(earlier)]
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_distances_are_told_as_the_standard_says() {
        assert_eq!([row(&INSERT, 0), row(&INSERT, 7), row(&COPY, 9), row(&COPY, 2_117)], [0, 6, 7, 22]);
        // From the table of the standard's section 5: groups of 64 symbols.
        let groups = [(0, 0), (0, 8), (0, 16), (8, 0), (8, 8), (8, 16), (16, 0), (16, 8), (16, 16)];
        assert_eq!(
            groups.map(|(insert, copy)| command(insert, copy, false)),
            [128, 192, 384, 256, 320, 512, 448, 576, 640]
        );
        assert_eq!([command(7, 7, true), command(0, 15, true)], [63, 71]);
        assert_eq!(
            [1, 2, 3, 5, 6].map(distance),
            [(16, 1, 0), (16, 1, 1), (17, 1, 0), (18, 2, 0), (18, 2, 1)]
        );
    }
}
