//! One token of XML: what it is, and the names and values that a tag is written with.

use std::borrow::Cow;

use crate::intake::xlsx::entities::{escaped, unescaped};

/// An element with more is not read.
pub(super) const MOST_ATTRIBUTES: usize = 64;

/// One token.
#[derive(Clone, Copy, Debug)]
pub(in crate::intake::xlsx) struct Token<'x> {
    /// Its bytes; none for the end of an element without content.
    pub raw: &'x str,
    pub kind: Event<'x>,
}

#[derive(Clone, Copy, Debug)]
pub(in crate::intake::xlsx) enum Event<'x> {
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
pub(in crate::intake::xlsx) struct Tag<'x> {
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
pub(in crate::intake::xlsx) struct Text<'x> {
    pub(super) written: &'x str,
    /// Whether it means what is written, letter by letter.
    pub(super) literal: bool,
}

impl<'x> Text<'x> {
    /// As it is meant.
    pub fn read(self) -> Option<Cow<'x, str>> {
        if self.literal { Some(Cow::Borrowed(self.written)) } else { unescaped(self.written) }
    }
}

impl<'x> Tag<'x> {
    pub(super) fn read(raw: &'x str) -> Option<Self> {
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

/// Names and values as they are written. What the reader told is known to be well-formed.
pub(in crate::intake::xlsx) fn attributes(written: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = written;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, after) = after.get(1..)?.split_once(after.chars().next()?)?;
        rest = after;
        Some((name.trim(), value))
    })
}

pub(super) fn local(full: &str) -> &str {
    full.split_once(':').map_or(full, |(_, local)| local)
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 256
        && text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// How many attributes there are; `None` when they are not written as they should be.
pub(super) fn well_formed(mut written: &str) -> Option<usize> {
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
