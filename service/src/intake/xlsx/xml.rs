//! The XML of a workbook's parts, token by token: none is held that is longer than a spreadsheet writes, and what a token
//! was written as can be had again byte by byte. No document types, so no entities but the five that XML has.

mod token;

use std::cell::Cell;
use std::io::Read;
use std::ops::Range;

use super::entities::unescaped;
use super::zip;
use crate::intake::refusal::{Measure, Refusal, Why};
pub(super) use token::{Event, Tag, Text, Token, attributes};
use token::{MOST_ATTRIBUTES, local, well_formed};

/// A cell's text has at most 32,767 letters, of up to ten bytes where they are written as numbers.
const LONGEST_TEXT: usize = 400_000;
const LONGEST_TAG: usize = 16_384;
/// Drawings nest some thirty deep.
const DEEPEST: usize = 128;

/// How many tokens are read at most of all parts together: 200,000 rows with every column filled are 11 million.
pub(super) const MOST_TOKENS: u64 = 12_000_000;

/// So many bytes are read at once.
const CHUNK: usize = 32_768;

/// Reads the tokens of one part.
#[derive(Debug)]
pub(super) struct Xml<'p, R> {
    from: R,
    part: &'p str,
    /// How many tokens may still be read.
    left: &'p Cell<u64>,
    /// What was read and not yet told, with the token last told before it.
    held: Vec<u8>,
    /// Where the token begins and ends in it.
    token: Range<usize>,
    /// An element without content is told as its start and its end.
    closing: bool,
    /// The names of the elements that are open, and where each begins.
    names: String,
    starts: Vec<usize>,
    /// Whether the one root was begun.
    begun: bool,
}

impl<'p, R: Read> Xml<'p, R> {
    pub fn new(from: R, part: &'p str, left: &'p Cell<u64>) -> Self {
        Self {
            from,
            part,
            left,
            held: Vec::with_capacity(CHUNK),
            token: 0..0,
            closing: false,
            names: String::new(),
            starts: Vec::new(),
            begun: false,
        }
    }

    /// The next token.
    pub fn token(&mut self) -> Result<Token<'_>, Refusal> {
        let left = self.left.get().checked_sub(1);
        self.left.set(left.ok_or_else(|| self.refused(Why::TooMuch(Measure::Tokens, MOST_TOKENS)))?);
        if std::mem::take(&mut self.closing) {
            return self.closed();
        }
        self.token.start = self.token.end;
        // Text ends where an element begins, or with the file.
        let text = self.find(b"<", LONGEST_TEXT)?;
        if text != Some(0) {
            let length = text.unwrap_or(self.held.len() - self.token.start);
            self.token.end = self.token.start + length;
            return if length == 0 { self.done() } else { self.text() };
        }
        match self.at(1)? {
            b'!' => self.declared(),
            b'?' => {
                self.through(b"?>", LONGEST_TAG)?;
                self.other()
            }
            b'/' => self.end(),
            _ => self.start(),
        }
    }

    fn refused(&self, why: Why) -> Refusal {
        why.within(self.part)
    }

    fn raw(&self) -> Result<&str, Refusal> {
        str::from_utf8(&self.held[self.token.clone()]).map_err(|_| self.refused(Why::Malformed))
    }

    fn text(&mut self) -> Result<Token<'_>, Refusal> {
        let raw = self.raw()?;
        // A mark of the order of bytes may stand before everything.
        let good = if self.starts.is_empty() {
            raw.trim_start_matches('\u{feff}').trim_ascii().is_empty()
        } else {
            unescaped(raw).is_some() && !raw.contains("]]>")
        };
        if !good {
            return Err(self.refused(Why::Malformed));
        }
        Ok(Token { raw, kind: Event::Text(Text { written: raw, literal: false }) })
    }

    fn done(&self) -> Result<Token<'_>, Refusal> {
        if self.begun && self.starts.is_empty() {
            Ok(Token { raw: "", kind: Event::Done })
        } else {
            Err(self.refused(Why::Malformed))
        }
    }

    fn start(&mut self) -> Result<Token<'_>, Refusal> {
        self.through_tag()?;
        if self.starts.is_empty() && std::mem::replace(&mut self.begun, true) {
            return Err(self.refused(Why::Malformed));
        }
        if self.starts.len() >= DEEPEST {
            return Err(self.refused(Why::TooMuch(Measure::Depth, DEEPEST as u64)));
        }
        let malformed = || Why::Malformed.within(self.part);
        let raw = str::from_utf8(&self.held[self.token.clone()]).map_err(|_| malformed())?;
        let tag = Tag::read(raw).ok_or_else(malformed)?;
        match well_formed(tag.attributes) {
            Some(count) if count > MOST_ATTRIBUTES => {
                return Err(self.refused(Why::TooMuch(Measure::Attributes, MOST_ATTRIBUTES as u64)));
            }
            Some(_) => {}
            None => return Err(malformed()),
        }
        self.starts.push(self.names.len());
        self.names.push_str(tag.full);
        self.closing = tag.empty;
        Ok(Token { raw, kind: Event::Start(tag) })
    }

    fn end(&mut self) -> Result<Token<'_>, Refusal> {
        self.through(b">", LONGEST_TAG)?;
        let start = self.starts.pop().ok_or_else(|| self.refused(Why::Malformed))?;
        let malformed = || Why::Malformed.within(self.part);
        let raw = str::from_utf8(&self.held[self.token.clone()]).map_err(|_| malformed())?;
        let name = raw.get(2..raw.len() - 1).unwrap_or_default().trim_ascii_end();
        if name != &self.names[start..] {
            return Err(malformed());
        }
        self.names.truncate(start);
        Ok(Token { raw, kind: Event::End(local(name)) })
    }

    /// The end of an element that was told as empty.
    fn closed(&mut self) -> Result<Token<'_>, Refusal> {
        let start = self.starts.pop().unwrap_or_default();
        self.names.truncate(start);
        let name = Tag::read(self.raw()?).map_or("", |tag| tag.name);
        Ok(Token { raw: "", kind: Event::End(name) })
    }

    /// A comment, or text that is taken as it stands; a document type is refused.
    fn declared(&mut self) -> Result<Token<'_>, Refusal> {
        if self.begins(b"<!--")? {
            self.token.end = self.token.start + 4;
            self.through(b"-->", LONGEST_TEXT)?;
            return self.other();
        }
        if !self.begins(b"<![CDATA[")? {
            return Err(self.refused(Why::DocumentType));
        }
        self.token.end = self.token.start + 9;
        self.through(b"]]>", LONGEST_TEXT)?;
        if self.starts.is_empty() {
            return Err(self.refused(Why::Malformed));
        }
        let raw = self.raw()?;
        let written = raw.get(9..raw.len() - 3).unwrap_or_default();
        Ok(Token { raw, kind: Event::Text(Text { written, literal: true }) })
    }

    fn other(&self) -> Result<Token<'_>, Refusal> {
        Ok(Token { raw: self.raw()?, kind: Event::Other })
    }

    /// Ends the token behind these bytes.
    fn through(&mut self, bytes: &[u8], most: usize) -> Result<(), Refusal> {
        let begun = self.token.end - self.token.start;
        let found = self.find_from(begun, bytes, most)?.ok_or_else(|| self.refused(Why::Malformed))?;
        self.token.end = self.token.start + found + bytes.len();
        Ok(())
    }

    /// Ends the token behind the first bracket that does not stand in quotes.
    fn through_tag(&mut self) -> Result<(), Refusal> {
        let (mut at, mut quote) = (1, None);
        loop {
            let rest = &self.held[self.token.start + at..];
            let found = rest.iter().position(|byte| match quote {
                Some(open) => *byte == open,
                None => matches!(byte, b'"' | b'\'' | b'>'),
            });
            match found.map(|found| (at + found, rest[found])) {
                Some((place, _)) if place >= LONGEST_TAG => {
                    return Err(self.refused(Why::TooMuch(Measure::Token, LONGEST_TAG as u64)));
                }
                Some((place, b'>')) if quote.is_none() => {
                    self.token.end = self.token.start + place + 1;
                    return Ok(());
                }
                Some((place, byte)) => {
                    quote = if quote.is_some() { None } else { Some(byte) };
                    at = place + 1;
                }
                None => {
                    at = self.held.len() - self.token.start;
                    if !self.more(at, LONGEST_TAG)? {
                        return Err(self.refused(Why::Malformed));
                    }
                }
            }
        }
    }

    /// Where these bytes stand first, counted from the token's beginning; `None` where the file ends before.
    fn find(&mut self, bytes: &[u8], most: usize) -> Result<Option<usize>, Refusal> {
        self.find_from(0, bytes, most)
    }

    fn find_from(&mut self, mut at: usize, bytes: &[u8], most: usize) -> Result<Option<usize>, Refusal> {
        let first = bytes[0];
        loop {
            let rest = &self.held[self.token.start + at..];
            match rest.iter().position(|byte| *byte == first) {
                Some(found) if at + found > most => {
                    return Err(self.refused(Why::TooMuch(Measure::Token, most as u64)));
                }
                Some(found) if rest[found..].starts_with(bytes) => return Ok(Some(at + found)),
                Some(found) if rest.len() >= found + bytes.len() => at += found + 1,
                // The rest of it may be in what was not read yet.
                found => {
                    at += found.unwrap_or(rest.len());
                    let length = self.held.len() - self.token.start;
                    if !self.more(length, most)? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    fn begins(&mut self, bytes: &[u8]) -> Result<bool, Refusal> {
        while self.held.len() - self.token.start < bytes.len() {
            if !self.more(0, LONGEST_TAG)? {
                break;
            }
        }
        Ok(self.held[self.token.start..].starts_with(bytes))
    }

    fn at(&mut self, place: usize) -> Result<u8, Refusal> {
        while self.held.len() <= self.token.start + place {
            if !self.more(0, LONGEST_TAG)? {
                return Err(self.refused(Why::Malformed));
            }
        }
        Ok(self.held[self.token.start + place])
    }

    /// Reads on, unless the token is so long already; `false` at the end of the file.
    fn more(&mut self, length: usize, most: usize) -> Result<bool, Refusal> {
        if length > most {
            return Err(self.refused(Why::TooMuch(Measure::Token, most as u64)));
        }
        self.held.drain(..self.token.start);
        self.token = 0..self.token.end - self.token.start;
        let before = self.held.len();
        self.held.resize(before + CHUNK, 0);
        let read = self.from.read(&mut self.held[before..]);
        let read = read.map_err(|wrong| zip::refusal(&wrong, self.part))?;
        self.held.truncate(before + read);
        Ok(read > 0)
    }

    /// Reads up to the first element: how its beginning is written, and the prefix of its name.
    pub fn root(&mut self) -> Result<(String, String), Refusal> {
        loop {
            let token = self.token()?;
            if let Event::Start(tag) = token.kind {
                return Ok((token.raw.to_owned(), tag.prefix().to_owned()));
            }
        }
    }

    /// The element just started is left out with all in it.
    pub fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.starts.len().saturating_sub(1);
        while self.starts.len() > outside {
            self.token()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
