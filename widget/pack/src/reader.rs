//! A wasm's bytes one after the other, and the numbers that they make.

use std::error::Error;

/// What went wrong.
pub type Fault = Box<dyn Error>;

/// Appends a number in LEB128.
pub fn push(out: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads the wasm from its first byte to its last.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// From the first of these bytes on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes have been read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether all have.
    pub fn is_empty(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// The next byte, which stays the next one.
    pub fn peek(&self) -> Result<u8, Fault> {
        Ok(*self.bytes.get(self.at).ok_or("the wasm ends too early")?)
    }

    /// The next byte.
    pub fn byte(&mut self) -> Result<u8, Fault> {
        let byte = self.peek()?;
        self.at += 1;
        Ok(byte)
    }

    /// The next bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let taken = self.bytes.get(self.at..self.at + count).ok_or("the wasm ends too early")?;
        self.at += count;
        Ok(taken)
    }

    /// A number in LEB128, seven bits to the byte.
    pub fn number(&mut self) -> Result<usize, Fault> {
        let (mut number, mut bits) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << bits;
            bits += 7;
            if byte < 128 {
                return Ok(number);
            }
        }
    }

    /// The bytes of the next number, as they are.
    pub fn copy(&mut self, strand: &mut Vec<u8>) -> Result<(), Fault> {
        loop {
            let byte = self.byte()?;
            strand.push(byte);
            if byte < 128 {
                return Ok(());
            }
        }
    }

    /// A number that is copied too, and counts something: of a single byte.
    pub fn few(&mut self, strand: &mut Vec<u8>) -> Result<u8, Fault> {
        let few = self.byte()?;
        strand.push(few);
        if few < 128 { Ok(few) } else { Err("there are too many of something to count in a byte".into()) }
    }
}
