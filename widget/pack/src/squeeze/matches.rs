//! Where the same bytes stood before, in the content or in the dictionary that the format has (RFC 7932, 8).

use std::collections::HashMap;

use brotli::TransformDictionaryWord;
use brotli::dictionary::{
    kBrotliDictionary, kBrotliDictionaryOffsetsByLength, kBrotliDictionarySizeBitsByLength,
};

/// A copy that could be made here.
#[derive(Clone, Copy)]
pub struct Match {
    /// How many bytes it makes.
    pub length: u32,
    /// The length that is told: another one, where a word of the dictionary is changed.
    pub told: u32,
    /// How far back it is; beyond the content stands the dictionary.
    pub distance: u32,
}

/// For each place, the nearest of the copies that are longer than all nearer ones; then the dictionary's words.
pub fn find(content: &[u8]) -> Vec<Vec<Match>> {
    let mut found = vec![Vec::new(); content.len()];
    let mut latest: HashMap<&[u8], usize> = HashMap::new();
    let mut earlier: Vec<Option<usize>> = Vec::with_capacity(content.len());
    for (at, pair) in content.windows(2).enumerate() {
        let mut other = latest.insert(pair, at);
        earlier.push(other);
        let mut longest = 1;
        while let Some(from) = other {
            // Looked at first: most are no longer.
            if content.get(at + longest) == Some(&content[from + longest]) {
                let length = alike(content, from, at);
                if length > longest {
                    longest = length;
                    found[at].push(Match {
                        length: length as u32,
                        told: length as u32,
                        distance: (at - from) as u32,
                    });
                }
            }
            other = earlier[from];
        }
    }
    words(content, &mut found);
    found
}

/// How many bytes are the same at two places.
pub fn alike(content: &[u8], one: usize, other: usize) -> usize {
    content[one..].iter().zip(&content[other..]).take_while(|(one, other)| one == other).count()
}

/// In how many ways a word may be changed: with an article, in capitals, without its last letters.
const CHANGES: usize = 121;

fn words(content: &[u8], found: &mut [Vec<Match>]) {
    let mut places: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (at, begin) in content.windows(3).enumerate() {
        places.entry(begin).or_default().push(at);
    }
    let mut made = [0; 64];
    for length in 4..25 {
        let bits = kBrotliDictionarySizeBitsByLength[length];
        let first = kBrotliDictionaryOffsetsByLength[length] as usize;
        let all = kBrotliDictionary[first..].chunks(length).take(1 << bits);
        for (number, word) in all.enumerate() {
            for change in 0..CHANGES {
                let size = TransformDictionaryWord(&mut made, word, length as i32, change as i32);
                let made = &made[..usize::try_from(size).unwrap_or(0)];
                for &at in made.get(..3).and_then(|begin| places.get(begin)).into_iter().flatten() {
                    if content[at..].starts_with(made) {
                        let distance = at + 1 + number + (change << bits);
                        found[at].push(Match {
                            length: made.len() as u32,
                            told: length as u32,
                            distance: distance as u32,
                        });
                    }
                }
            }
        }
    }
}
