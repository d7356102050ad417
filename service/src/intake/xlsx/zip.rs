//! The zip around a workbook. It is listed strictly, and what it unpacks to is counted while it unpacks: no size that it
//! says of itself is believed.

use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, Read};
use std::ops::Range;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use crate::intake::refusal::{Measure, Refusal, Why};

/// The most parts; a workbook of a hundred sheets with pictures has some hundreds.
const MOST_PARTS: usize = 1_000;

/// The most bytes of all parts together, unpacked: 200,000 rows of figures are some 80 million.
pub(super) const MOST_UNPACKED: u64 = 100_000_000;

/// Sheets shrink to a thirtieth; what shrinks to less than this, and is not small, is made to be unpacked.
const MOST_RATIO: u64 = 200;
const SMALL: u64 = 2_000_000;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END_BYTES: usize = 22;
const LOCAL_BYTES: usize = 30;
const CENTRAL_BYTES: usize = 46;

/// A zip whose list of parts is sound.
#[derive(Debug)]
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    pub parts: Vec<Part<'a>>,
}

/// One file in it.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub name: &'a str,
    pub deflated: bool,
    pub crc: u32,
    pub unpacked: u64,
    data: Range<usize>,
}

impl<'a> Archive<'a> {
    /// Reads the list of parts, and nothing else.
    pub fn list(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(Why::OldOrEncrypted.within(""));
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(Why::NotAWorkbook.within(""));
        }
        let damaged = || Why::Damaged.within("");
        let (count, mut at) = end(bytes).ok_or_else(|| Why::NotAWorkbook.within(""))?;
        if count > MOST_PARTS {
            return Err(Why::TooMuch(Measure::Parts, MOST_PARTS as u64).within(""));
        }
        let mut parts = Vec::with_capacity(count);
        let mut names = HashSet::with_capacity(count);
        for _ in 0..count {
            let (part, next) = Part::read(bytes, at)?;
            if !names.insert(part.name.to_lowercase()) {
                return Err(Why::Damaged.within(part.name));
            }
            at = next;
            // A folder of its own holds nothing.
            if !part.name.ends_with('/') {
                parts.push(part);
            }
        }
        let mut taken: Vec<_> = parts.iter().map(|part: &Part<'_>| part.data.clone()).collect();
        taken.sort_by_key(|data| data.start);
        // Parts that share bytes unpack to far more than their bytes could.
        if taken.windows(2).any(|pair| pair[0].end > pair[1].start) {
            return Err(damaged());
        }
        Ok(Self { bytes, parts })
    }

    /// The part of this name, whose letters' case does not count.
    pub fn part(&self, name: &str) -> Option<&Part<'a>> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// A part's bytes as they are packed.
    pub fn packed(&self, part: &Part<'a>) -> &'a [u8] {
        &self.bytes[part.data.clone()]
    }

    /// Unpacks a part; what it takes is taken from `left`.
    pub fn open<'b>(&self, part: &'b Part<'a>, left: &'b Cell<u64>) -> Unpacking<'a, 'b> {
        let packed = self.packed(part);
        let from = if part.deflated {
            Packed::Deflated(DeflateDecoder::new(packed))
        } else {
            Packed::Stored(packed)
        };
        let most = (packed.len() as u64).saturating_mul(MOST_RATIO).max(SMALL);
        Unpacking { from, part, crc: Crc::new(), read: 0, most, left }
    }
}

/// How many parts there are, and where their list begins. What stands behind the list is a comment of at most 64 KB.
fn end(bytes: &[u8]) -> Option<(usize, usize)> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let at = (first..=last).rev().find(|at| {
        u32_at(bytes, *at) == Some(END)
            && u16_at(bytes, at + 20)
                .is_some_and(|comment| at + END_BYTES + usize::from(comment) == bytes.len())
    })?;
    let (disk, count) = (u32_at(bytes, at + 4)?, u16_at(bytes, at + 10)?);
    let start = usize::try_from(u32_at(bytes, at + 16)?).ok()?;
    (disk == 0 && u16_at(bytes, at + 8)? == count && start < at).then_some((usize::from(count), start))
}

impl<'a> Part<'a> {
    /// Reads an entry of the list, and where the next one begins.
    fn read(bytes: &'a [u8], at: usize) -> Result<(Self, usize), Refusal> {
        let damaged = || Why::Damaged.within("");
        let half = |offset| u16_at(bytes, at + offset).ok_or_else(damaged);
        let word = |offset| u32_at(bytes, at + offset).ok_or_else(damaged);
        if word(0)? != CENTRAL {
            return Err(damaged());
        }
        let lengths = [28, 30, 32].map(|offset| half(offset).map(usize::from));
        let [Ok(name), Ok(extra), Ok(comment)] = lengths else { return Err(damaged()) };
        let name_at = at + CENTRAL_BYTES;
        let next = name_at + name + extra + comment;
        let name = bytes.get(name_at..name_at + name).and_then(|name| std::str::from_utf8(name).ok());
        let name = name.filter(|name| is_plain(name)).ok_or_else(damaged)?;
        let within = || Why::Damaged.within(name);
        let wide = bytes.get(name_at + name.len()..name_at + name.len() + extra).ok_or_else(within)?;
        let [unpacked, packed, start] = sizes([word(24)?, word(20)?, word(42)?], wide).ok_or_else(within)?;
        let encrypted = half(8)? & 1 != 0;
        let deflated = match half(10)? {
            0 => false,
            8 => true,
            _ => return Err(within()),
        };
        if encrypted {
            return Err(Why::OldOrEncrypted.within(name));
        }
        let start = usize::try_from(start).map_err(|_| within())?;
        let data = local(bytes, start, name, packed).ok_or_else(within)?;
        if !deflated && packed != unpacked {
            return Err(within());
        }
        Ok((Self { name, deflated, crc: word(16)?, unpacked, data }, next))
    }
}

/// Where a part's data lie: behind a head that names the same part.
fn local(bytes: &[u8], at: usize, name: &str, packed: u64) -> Option<Range<usize>> {
    let names = at.checked_add(LOCAL_BYTES)?;
    let length = usize::from(u16_at(bytes, at + 26)?);
    let same = u32_at(bytes, at)? == LOCAL && bytes.get(names..names + length)? == name.as_bytes();
    let start = names + length + usize::from(u16_at(bytes, at + 28)?);
    let end = start.checked_add(usize::try_from(packed).ok()?)?;
    (same && end <= bytes.len()).then_some(start..end)
}

/// Sizes and offset, of which those that are written as all ones stand in the extra field of ZIP64.
fn sizes(written: [u32; 3], extra: &[u8]) -> Option<[u64; 3]> {
    let mut wide = fields(extra).find(|(id, _)| *id == 1).map_or(&[][..], |(_, field)| field);
    let mut read = [0; 3];
    for (to, from) in read.iter_mut().zip(written) {
        *to = if from == u32::MAX {
            let (first, rest) = wide.split_first_chunk::<8>()?;
            wide = rest;
            u64::from_le_bytes(*first)
        } else {
            u64::from(from)
        };
    }
    Some(read)
}

fn fields(mut extra: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (id, length) = (u16_at(extra, 0)?, usize::from(u16_at(extra, 2)?));
        let field = extra.get(4..4 + length)?;
        extra = &extra[4 + length..];
        Some((id, field))
    })
}

/// A path below the file's own root.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('/')
        && !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && !name.split('/').any(|step| matches!(step, "." | ".."))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A part while it unpacks. It ends in an error, a [`Refusal`], where it is larger than it may be or not what its entry
/// says.
pub(super) struct Unpacking<'a, 'b> {
    from: Packed<'a>,
    part: &'b Part<'a>,
    crc: Crc,
    read: u64,
    most: u64,
    left: &'b Cell<u64>,
}

enum Packed<'a> {
    Stored(&'a [u8]),
    Deflated(DeflateDecoder<&'a [u8]>),
}

impl Unpacking<'_, '_> {
    fn refused(&self, why: Why) -> io::Error {
        io::Error::other(why.within(self.part.name))
    }
}

impl Read for Unpacking<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.from {
            Packed::Stored(from) => from.read(into),
            Packed::Deflated(from) => from.read(into),
        };
        let count = read.map_err(|_| self.refused(Why::Damaged))?;
        self.read += count as u64;
        self.crc.update(&into[..count]);
        if self.read > self.most {
            return Err(self.refused(Why::TooMuch(Measure::Ratio, MOST_RATIO)));
        }
        let left = self.left.get().checked_sub(count as u64);
        self.left.set(left.ok_or_else(|| self.refused(Why::TooMuch(Measure::Unpacked, MOST_UNPACKED)))?);
        let ended = count == 0 && !into.is_empty();
        let whole = match &self.from {
            Packed::Stored(rest) => rest.is_empty(),
            Packed::Deflated(from) => from.get_ref().is_empty(),
        };
        let as_said = self.read == self.part.unpacked && self.crc.sum() == self.part.crc && whole;
        if self.read > self.part.unpacked || ended && !as_said {
            return Err(self.refused(Why::Damaged));
        }
        Ok(count)
    }
}

/// Reads to the end, and forgets.
pub(super) fn walk(mut from: Unpacking<'_, '_>) -> Result<(), Refusal> {
    let part = from.part.name;
    let mut piece = [0; 16_384];
    while from.read(&mut piece).map_err(|wrong| refusal(&wrong, part))? > 0 {}
    Ok(())
}

/// The refusal that an error of [`Unpacking`] holds.
pub(super) fn refusal(wrong: &io::Error, part: &str) -> Refusal {
    let held = wrong.get_ref().and_then(|held| held.downcast_ref::<Refusal>());
    held.cloned().unwrap_or_else(|| Why::Damaged.within(part))
}
