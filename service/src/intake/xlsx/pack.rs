//! A zip that is written: the same bytes each time.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::zip::Part;

/// The first of January 1980, midnight: a zip knows no earlier day.
const DAY: u32 = 0x0021_0000;
const UTF_8: u16 = 0x0800;

/// Writes parts one behind the other, and their list at the end.
#[derive(Debug, Default)]
pub(super) struct Pack {
    bytes: Vec<u8>,
    list: Vec<u8>,
    count: u16,
}

/// What was packed of a part.
#[derive(Debug)]
pub(super) struct Packed {
    data: Vec<u8>,
    crc: u32,
    unpacked: u64,
}

/// Packs what is written to it.
#[derive(Debug)]
pub(super) struct Packing {
    deflate: DeflateEncoder<Vec<u8>>,
    crc: Crc,
}

impl Packing {
    pub fn new() -> Self {
        Self { deflate: DeflateEncoder::new(Vec::new(), Compression::default()), crc: Crc::new() }
    }

    /// Writing to memory does not fail.
    pub fn put(&mut self, text: &str) {
        self.crc.update(text.as_bytes());
        let _ = self.deflate.write_all(text.as_bytes());
    }

    pub fn packed(self) -> io::Result<Packed> {
        Ok(Packed {
            data: self.deflate.finish()?,
            crc: self.crc.sum(),
            unpacked: u64::from(self.crc.amount()),
        })
    }
}

impl Pack {
    /// Adds a part as it was packed elsewhere.
    pub fn copy(&mut self, part: &Part<'_>, data: &[u8]) {
        let method = if part.deflated { 8 } else { 0 };
        self.entry(part.name, method, part.crc, part.unpacked, data);
    }

    pub fn add(&mut self, name: &str, packed: &Packed) {
        self.entry(name, 8, packed.crc, packed.unpacked, &packed.data);
    }

    fn entry(&mut self, name: &str, method: u16, crc: u32, unpacked: u64, data: &[u8]) {
        let short = |long: usize| u32::try_from(long).unwrap_or(u32::MAX);
        let at = short(self.bytes.len());
        let mut common = Vec::with_capacity(26);
        for half in [20, UTF_8, method] {
            common.extend(half.to_le_bytes());
        }
        for word in [DAY, crc, short(data.len()), u32::try_from(unpacked).unwrap_or(u32::MAX)] {
            common.extend(word.to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        common.extend([0, 0]);
        for (into, mark, more) in [
            (&mut self.bytes, b"PK\x03\x04", &[][..]),
            (&mut self.list, b"PK\x01\x02", &at.to_le_bytes()[..]),
        ] {
            into.extend(mark);
            if !more.is_empty() {
                into.extend(20_u16.to_le_bytes());
            }
            into.extend(&common);
            if !more.is_empty() {
                into.extend([0; 10]);
            }
            into.extend(more);
            into.extend(name.as_bytes());
        }
        self.bytes.extend(data);
        self.count += 1;
    }

    /// The whole zip.
    pub fn finish(self) -> Vec<u8> {
        let Self { mut bytes, list, count } = self;
        let start = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        bytes.extend(&list);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(u32::try_from(list.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }
}
