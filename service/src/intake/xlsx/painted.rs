//! The styles of a workbook with colours for faulty cells: each format that is needed, once more with another fill.

use std::collections::{HashMap, HashSet};

use super::look::MOST_FORMATS;
use super::namespaces::MAIN;
use super::pack::{Packed, Packing};
use super::package::{Budget, Package};
use super::xml::{Event, Tag, attributes};
use crate::intake::fault::Severity;
use crate::intake::refusal::{Measure, Refusal, Why};

/// What a cell is coloured for. The colours are nobody else's, so that they can be taken off again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Paint {
    Error,
    Warning,
    /// The heads of our own sheet.
    Head,
    /// Its cells: not coloured, and broken into lines.
    Plain,
    /// As it was before it was coloured.
    Clean,
}

const FILLS: [(Paint, &str); 3] =
    [(Paint::Error, "FFFFC9CF"), (Paint::Warning, "FFFFEBB1"), (Paint::Head, "FFE3EAF3")];

impl From<Severity> for Paint {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning | Severity::Justified => Self::Warning,
        }
    }
}

/// The formats of cells, and those that are added.
#[derive(Debug, Default)]
pub(super) struct Formats {
    /// Whether each is one of ours, from the last time.
    ours: Vec<bool>,
    fills: usize,
    fonts: usize,
    added: Vec<(usize, Paint)>,
    /// Where each stands among those.
    places: HashMap<(usize, Paint), usize>,
}

/// The bytes of the formats that are painted, as they came.
const MOST_FORMAT_TEXT: usize = 4_000_000;

impl Formats {
    /// Reads what there is.
    pub fn read(package: &Package<'_>, budget: &Budget) -> Result<Self, Refusal> {
        let mut formats = Self::default();
        let Some(path) = &package.styles else {
            formats.ours.push(false);
            return Ok(formats);
        };
        let mut our_fills = Vec::new();
        let (mut within, mut ours) = ("", false);
        let mut xml = package.xml(path, budget)?;
        loop {
            match xml.token()?.kind {
                Event::Start(tag) => match (within, tag.name) {
                    ("", "fills") => within = "fills",
                    ("", "fonts") => within = "fonts",
                    ("", "cellXfs") => within = "cellXfs",
                    ("fonts", "font") => formats.fonts += 1,
                    ("fills", "fill") => ours = false,
                    ("fills", "fgColor") => {
                        let color = tag.get("rgb").unwrap_or_default();
                        ours |= FILLS.iter().take(2).any(|(_, fill)| fill.eq_ignore_ascii_case(&color));
                    }
                    ("cellXfs", "xf") => {
                        let fill = tag.get("fillId").and_then(|fill| fill.parse::<usize>().ok());
                        formats.ours.push(fill.is_some_and(|fill| our_fills.get(fill) == Some(&true)));
                    }
                    _ => {}
                },
                Event::End("fill") if within == "fills" => our_fills.push(ours),
                Event::End("fills" | "fonts" | "cellXfs") => within = "",
                Event::Done => break,
                _ => {}
            }
        }
        formats.fills = our_fills.len();
        if formats.ours.is_empty() {
            return Err(Why::Malformed.within(path));
        }
        Ok(formats)
    }

    /// The number of a format, painted so.
    pub fn painted(&mut self, format: usize, paint: Paint) -> usize {
        let format = if format < self.ours.len() { format } else { 0 };
        let at = *self.places.entry((format, paint)).or_insert(self.added.len());
        if at == self.added.len() {
            self.added.push((format, paint));
        }
        self.ours.len() + at
    }

    /// The number of a format without our colour, where it has one.
    pub fn cleaned(&mut self, format: usize) -> Option<usize> {
        self.ours.get(format).copied().unwrap_or(false).then(|| self.painted(format, Paint::Clean))
    }

    /// The styles with all that was added.
    pub fn write(&self, package: &Package<'_>, budget: &Budget) -> Result<Packed, Refusal> {
        let mut out = Packing::new();
        let Some(path) = &package.styles else {
            out.put(&self.fresh());
            return out.packed().map_err(|_| Why::Damaged.within(""));
        };
        let too_much = |measure, most: usize| Why::TooMuch(measure, most as u64).within(path);
        // No spreadsheet opens a workbook that has more.
        if self.ours.len() + self.added.len() > MOST_FORMATS {
            return Err(too_much(Measure::Formats, MOST_FORMATS));
        }
        let wanted: HashSet<usize> = self.added.iter().map(|(from, _)| *from).collect();
        let mut formats: Vec<Option<Format>> = vec![None; self.ours.len()];
        let mut held = 0;
        let (mut within_cells, mut fills, mut format) = (false, false, None::<Format>);
        let mut at = 0;
        let mut xml = package.xml(path, budget)?;
        loop {
            let token = xml.token()?;
            let mut written = false;
            match token.kind {
                Event::Start(tag) => match tag.name {
                    "fonts" if !tag.empty => {
                        out.put(&counted(tag, self.fonts + 1));
                        written = true;
                    }
                    "fills" if !tag.empty => {
                        out.put(&counted(tag, self.fills + FILLS.len()));
                        (written, fills) = (true, true);
                    }
                    "borders" | "cellStyleXfs" if !fills => {
                        out.put(&format!("<{0}fills>{1}</{0}fills>", tag.prefix(), fills_xml(tag.prefix())));
                        fills = true;
                    }
                    "cellXfs" => {
                        out.put(&counted(tag, self.ours.len() + self.added.len()));
                        (written, within_cells) = (true, true);
                    }
                    "xf" if within_cells => {
                        format = wanted.contains(&at).then(|| Format::new(tag));
                    }
                    _ if within_cells => format.iter_mut().for_each(|one| one.inner.push_str(token.raw)),
                    _ => {}
                },
                Event::End("fonts") if !token.raw.is_empty() => {
                    let prefix = prefix_of_end(token.raw);
                    out.put(&format!("<{prefix}font><{prefix}b/><{prefix}sz val=\"11\"/><{prefix}name val=\"Calibri\"/></{prefix}font>"));
                }
                Event::End("fills") if !token.raw.is_empty() => out.put(&fills_xml(prefix_of_end(token.raw))),
                Event::End("xf") if within_cells => {
                    // What no reader takes for a format is none.
                    if let Some(place) = formats.get_mut(at) {
                        *place = format.take();
                    }
                    at += 1;
                }
                Event::End("cellXfs") => {
                    within_cells = false;
                    for (from, paint) in &self.added {
                        if let Some(format) = &formats[*from] {
                            out.put(&format.painted(*paint, self));
                        }
                    }
                }
                Event::End(_) if within_cells => {
                    format.iter_mut().for_each(|one| one.inner.push_str(token.raw));
                }
                Event::Done => break,
                _ => {}
            }
            if format.is_some() {
                held += token.raw.len();
                if held > MOST_FORMAT_TEXT {
                    return Err(too_much(Measure::Text, MOST_FORMAT_TEXT));
                }
            }
            if !written {
                out.put(token.raw);
            }
        }
        out.packed().map_err(|_| Why::Damaged.within(""))
    }

    fn fill_of(&self, paint: Paint) -> usize {
        FILLS.iter().position(|(one, _)| *one == paint).map_or(0, |at| self.fills + at)
    }

    /// Where a workbook had no styles at all.
    fn fresh(&self) -> String {
        let base = Format {
            prefix: String::new(),
            attributes: " numFmtId=\"0\" borderId=\"0\"".to_owned(),
            inner: String::new(),
        };
        let own = Self { fills: 2, fonts: 1, ..Self::default() };
        let added: String = self.added.iter().map(|(_, paint)| base.painted(*paint, &own)).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{}\"><fonts count=\"2\"><font>\
             <sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
             <fills count=\"{}\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>\
             </fill>{}</fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
             <cellXfs count=\"{}\"><xf/>{added}</cellXfs></styleSheet>",
            MAIN,
            2 + FILLS.len(),
            fills_xml(""),
            1 + self.added.len()
        )
    }
}

/// A format as it is written.
#[derive(Clone, Debug)]
struct Format {
    prefix: String,
    attributes: String,
    inner: String,
}

impl Format {
    fn new(tag: Tag<'_>) -> Self {
        let kept = attributes(tag.attributes)
            .filter(|(name, _)| {
                !matches!(*name, "fillId" | "applyFill" | "fontId" | "applyFont" | "applyAlignment")
            })
            .map(|(name, value)| format!(" {name}=\"{}\"", value.replace('"', "&quot;")));
        let font = tag.get("fontId").unwrap_or("0".into());
        let attributes = format!("{} fontId=\"{font}\"", kept.collect::<String>());
        Self { prefix: tag.prefix().to_owned(), attributes, inner: String::new() }
    }

    fn painted(&self, paint: Paint, formats: &Formats) -> String {
        let Self { prefix, attributes, inner } = self;
        let fill = formats.fill_of(paint);
        match paint {
            Paint::Error | Paint::Warning | Paint::Clean => {
                let aligned = if inner.contains("alignment") { " applyAlignment=\"1\"" } else { "" };
                format!(
                    "<{prefix}xf{attributes} fillId=\"{fill}\" applyFill=\"1\"{aligned}>{inner}</{prefix}xf>"
                )
            }
            Paint::Head | Paint::Plain => {
                let font = if paint == Paint::Head { formats.fonts } else { 0 };
                format!(
                    "<{prefix}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" applyFont=\"1\" \
                     applyFill=\"1\" applyAlignment=\"1\"><{prefix}alignment vertical=\"top\" wrapText=\"1\"/></{prefix}xf>"
                )
            }
        }
    }
}

fn fills_xml(prefix: &str) -> String {
    let fill = |(_, color): &(Paint, &str)| {
        format!(
            "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{color}\"/>\
             <{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
        )
    };
    FILLS.iter().map(fill).collect()
}

/// The element's beginning with another count.
fn counted(tag: Tag<'_>, count: usize) -> String {
    tag.with("count", &count.to_string())
}

fn prefix_of_end(raw: &str) -> &str {
    let name = raw.trim_start_matches("</");
    name.find(':').map_or("", |colon| &name[..=colon])
}
