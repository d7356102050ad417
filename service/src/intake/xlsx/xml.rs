//! The XML of a workbook's parts, token by token: none is held that is longer than a spreadsheet writes, and what a token
//! was written as can be had again byte by byte. No document types, so no entities but the five that XML has.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::Read;
use std::ops::Range;

use super::entities::{escaped, unescaped};
use super::refusal::{Measure, Refusal, Why};
use super::zip;

/// A cell's text has at most 32,767 letters, of up to ten bytes where they are written as numbers.
const LONGEST_TEXT: usize = 400_000;
const LONGEST_TAG: usize = 16_384;
const MOST_ATTRIBUTES: usize = 64;
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

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'x> {
    /// Its bytes; none for the end of an element without content.
    pub raw: &'x str,
    pub kind: Event<'x>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Event<'x> {
    Start(Tag<'x>),
    /// The element's name without its prefix.
    End(&'x str),
    Text(Text<'x>),
    /// A comment, a processing instruction, the declaration.
    Other,
    Done,
}

/// What an element begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'x> {
    /// Without its prefix.
    pub name: &'x str,
    /// Its name with it, where it has one.
    pub full: &'x str,
    /// What follows the name, up to the bracket.
    pub attributes: &'x str,
    pub empty: bool,
}

/// Text between elements.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'x> {
    written: &'x str,
    literal: bool,
}

impl<'x> Text<'x> {
    /// As it is meant.
    pub fn read(self) -> Option<Cow<'x, str>> {
        if self.literal { Some(Cow::Borrowed(self.written)) } else { unescaped(self.written) }
    }
}

impl<'x> Tag<'x> {
    fn read(raw: &'x str) -> Option<Self> {
        let inner = raw.strip_prefix('<')?.strip_suffix('>')?;
        let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
        let full = &inner[..inner.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inner.len())];
        is_name(full).then(|| Self { name: local(full), full, attributes: &inner[full.len()..], empty })
    }

    /// The attribute of this name: with a colon its full name, else the one without a prefix.
    pub fn get(self, name: &str) -> Option<Cow<'x, str>> {
        let (_, value) = attributes(self.attributes).find(|(found, _)| *found == name)?;
        unescaped(value)
    }

    /// The prefix of its name with the colon, where it has one.
    pub fn prefix(self) -> &'x str {
        &self.full[..self.full.len() - self.name.len()]
    }

    /// The element's beginning with this attribute, in place of the one it had.
    pub fn with(self, name: &str, value: &str) -> String {
        let mut written = self.without(name);
        let end = written.len() - if self.empty { 2 } else { 1 };
        written.insert_str(end, &format!(" {name}=\"{}\"", escaped(value)));
        written
    }

    /// The element's beginning without this attribute.
    pub fn without(self, name: &str) -> String {
        let mut written = format!("<{}", self.full);
        for (other, value) in attributes(self.attributes).filter(|(other, _)| *other != name) {
            let quote = if value.contains('"') { '\'' } else { '"' };
            written.extend([" ", other, "="]);
            written.push(quote);
            written.push_str(value);
            written.push(quote);
        }
        written.push_str(if self.empty { "/>" } else { ">" });
        written
    }

    /// The attribute of this name under any prefix.
    pub fn get_prefixed(self, name: &str) -> Option<Cow<'x, str>> {
        let found = |(full, _): &(&str, &str)| full.split_once(':').is_some_and(|(_, local)| local == name);
        unescaped(attributes(self.attributes).find(found)?.1)
    }
}

/// Names and values as they are written. What was read by [`Xml::token`] is known to be well-formed.
pub(super) fn attributes(written: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = written;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, after) = after.get(1..)?.split_once(after.chars().next()?)?;
        rest = after;
        Some((name.trim(), value))
    })
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

    /// The element just started is left out with all in it.
    pub fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.starts.len().saturating_sub(1);
        while self.starts.len() > outside {
            self.token()?;
        }
        Ok(())
    }
}

fn local(full: &str) -> &str {
    full.split_once(':').map_or(full, |(_, local)| local)
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 256
        && text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// How many attributes there are; `None` when they are not written as they should be.
fn well_formed(mut written: &str) -> Option<usize> {
    let mut names: Vec<&str> = Vec::new();
    // Most names differ in one of these, so that few need be compared.
    let mut seen = 0_u64;
    loop {
        let rest = written.trim_ascii_start();
        if rest.is_empty() {
            return Some(names.len());
        }
        if rest.len() == written.len() || names.len() > MOST_ATTRIBUTES {
            // Nothing between two of them; or more than are looked at.
            return (names.len() > MOST_ATTRIBUTES).then_some(names.len());
        }
        let (name, after) = rest.split_once('=')?;
        let name = name.trim_ascii_end();
        let after = after.trim_ascii_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, after) = after.get(1..)?.split_once(quote)?;
        let (first, last) = (name.as_bytes().first()?, name.as_bytes().last()?);
        let mark = 1 << ((usize::from(*first) * 5 + usize::from(*last) * 3 + name.len()) % 64);
        let twice = seen & mark != 0 && names.contains(&name);
        if !is_name(name) || twice || value.contains('<') {
            return None;
        }
        seen |= mark;
        unescaped(value)?;
        names.push(name);
        written = after;
    }
}

#[cfg(test)]
mod tests;
