//! A faulty workbook comes back as it came, with its faulty cells coloured, a comment in each, and a sheet that lists them.
//! What is not touched stays byte by byte as it was.

mod mark;
mod sheet;

use std::collections::BTreeMap;
use std::io::Read;

use super::entities::escaped;
use super::namespaces::{OFFICE, RELATIONS, office, related};
use super::notes::{self, Cell};
use super::pack::{Pack, Packed, Packing};
use super::package::{Budget, Package, rels_of};
use super::painted::Formats;
use super::summary;
use super::xml::{Event, Token};
use crate::intake::problem::{Lang, Problem};
use crate::intake::refusal::{Measure, Refusal, Why};
use mark::marks;
use sheet::Sheet;

const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const SUMMARY: &str = "xl/worksheets/baocao-summary.xml";

/// The workbook with its problems marked, told in this language.
///
/// # Errors
/// When it is no workbook that is read here.
pub fn marked(bytes: &[u8], problems: &[Problem], lang: Lang) -> Result<Vec<u8>, Refusal> {
    let package = Package::open(bytes)?;
    let budget = Budget::new();
    let formats = Formats::read(&package, &budget)?;
    let mut marking =
        Marking { package: &package, budget, formats, changed: BTreeMap::new(), types: Vec::new(), lang };
    let old = package.sheets.iter().find(|sheet| summary::NAMES.iter().any(|(_, name)| *name == sheet.name));
    for (at, sheet) in package.sheets.iter().enumerate() {
        if old.is_some_and(|old| old.path == sheet.path) {
            continue;
        }
        let here = |one: &&Problem| one.spot.as_ref().is_some_and(|spot| spot.at == at);
        marking.sheet(at, &sheet.path, &problems.iter().filter(here).collect::<Vec<_>>())?;
    }
    let list = summary::sheet(problems, lang, &mut marking.formats);
    let place = old.map_or(SUMMARY, |old| &old.path).to_owned();
    marking.put(&place, &list);
    if old.is_none() {
        marking.book()?;
    }
    marking.styles()?;
    marking.content_types()?;
    Ok(marking.zipped())
}

struct Marking<'a> {
    package: &'a Package<'a>,
    budget: Budget,
    formats: Formats,
    /// Parts that are new or other than they were.
    changed: BTreeMap<String, Packed>,
    /// Kinds of new parts, by their paths.
    types: Vec<(String, &'static str)>,
    lang: Lang,
}

impl Marking<'_> {
    fn put(&mut self, path: &str, content: &str) {
        let mut packing = Packing::new();
        packing.put(content);
        self.done(path, packing);
    }

    fn done(&mut self, path: &str, packing: Packing) {
        if let Ok(packed) = packing.packed() {
            self.changed.insert(path.to_owned(), packed);
        }
    }

    /// Colours a sheet's cells and comments on them; takes off what stood there from the last time.
    fn sheet(&mut self, at: usize, path: &str, problems: &[&Problem]) -> Result<(), Refusal> {
        let marks = marks(problems, self.lang);
        let related = self.package.relations(path, &self.budget)?;
        let of_kind = |kind: &str| related.iter().find(|one| one.kind == kind);
        let (texts, drawing) = (of_kind("comments"), of_kind("vmlDrawing"));
        let comments: BTreeMap<Cell, String> =
            marks.iter().map(|(cell, mark)| (*cell, mark.text.clone())).collect();
        let has_notes = !comments.is_empty() || texts.is_some();
        let mut new_drawing = None;
        if has_notes {
            let (written, cells) =
                notes::texts(self.package, texts.map(|one| one.path.as_str()), &comments, &self.budget)?;
            let own: Vec<Cell> = comments.keys().copied().collect();
            let old = drawing.map(|one| self.text(&one.path)).transpose()?;
            let boxes = notes::boxes(old.as_deref(), &cells, &own, at);
            let mut relations = String::new();
            let texts_path =
                texts.map_or_else(|| format!("xl/comments-baocao{at}.xml"), |one| one.path.clone());
            let boxes_path =
                drawing.map_or_else(|| format!("xl/drawings/vml-baocao{at}.vml"), |one| one.path.clone());
            if texts.is_none() {
                relations += &relation("rIdBaoCaoTexts", "comments", &texts_path);
                self.types.push((texts_path.clone(), "comments"));
            }
            if drawing.is_none() {
                relations += &relation("rIdBaoCaoBoxes", "vmlDrawing", &boxes_path);
                new_drawing = Some("rIdBaoCaoBoxes");
            }
            self.put(&texts_path, &written);
            self.put(&boxes_path, &boxes);
            self.relate(path, &relations)?;
        }
        let mut xml = self.package.xml(path, &self.budget)?;
        let paints = marks.into_iter().map(|(cell, mark)| (cell, mark.paint)).collect();
        let mut sheet = Sheet::new(paints, &mut self.formats, new_drawing);
        loop {
            let token = xml.token()?;
            if matches!(token.kind, Event::Done) {
                break;
            }
            sheet.token(token);
        }
        let out = sheet.written();
        self.done(path, out);
        Ok(())
    }

    /// A part as text, however it is written.
    fn text(&self, path: &str) -> Result<String, Refusal> {
        const MOST: u64 = 4_000_000;
        let part = self.package.archive.part(path).ok_or_else(|| Why::Malformed.within(path))?;
        if part.unpacked > MOST {
            return Err(Why::TooMuch(Measure::Unpacked, MOST).within(path));
        }
        let mut bytes = Vec::new();
        let left = std::cell::Cell::new(MOST);
        self.package
            .archive
            .open(part, &left)
            .read_to_end(&mut bytes)
            .map_err(|_| Why::Damaged.within(path))?;
        String::from_utf8(bytes).map_err(|_| Why::Malformed.within(path))
    }

    /// Adds to what a part names.
    fn relate(&mut self, path: &str, more: &str) -> Result<(), Refusal> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let rels = rels_of(folder, file);
        if more.is_empty() {
            return Ok(());
        }
        if self.package.archive.part(&rels).is_none() {
            let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
            self.put(&rels, &format!("{head}<Relationships xmlns=\"{RELATIONS}\">{more}</Relationships>"));
            return Ok(());
        }
        let more = more.to_owned();
        self.rewrite(&rels, |token, out| inserted(token, "Relationships", &more, out))
    }

    /// Writes a part anew, token by token.
    fn rewrite(&mut self, path: &str, mut each: impl FnMut(Token<'_>, &mut Packing)) -> Result<(), Refusal> {
        let mut out = Packing::new();
        let mut xml = self.package.xml(path, &self.budget)?;
        loop {
            let token = xml.token()?;
            if matches!(token.kind, Event::Done) {
                break;
            }
            each(token, &mut out);
        }
        drop(xml);
        self.done(path, out);
        Ok(())
    }

    /// Puts the new sheet before all others: what counts sheets counts one more.
    fn book(&mut self) -> Result<(), Refusal> {
        let name = summary::name(self.lang);
        let book = self.package.book.clone();
        self.relate(&book, &relation("rIdBaoCaoSummary", "worksheet", SUMMARY))?;
        self.types.push((SUMMARY.to_owned(), "worksheet"));
        let (mut highest, mut prefix) = (0_u32, None);
        let mut xml = self.package.xml(&book, &self.budget)?;
        loop {
            match xml.token()?.kind {
                Event::Start(tag) if tag.name == "workbook" => prefix = office(tag),
                Event::Start(tag) if tag.name == "sheet" => {
                    highest = highest.max(tag.get("sheetId").and_then(|id| id.parse().ok()).unwrap_or(0));
                }
                Event::Done => break,
                _ => {}
            }
        }
        drop(xml);
        let id = highest.saturating_add(1);
        let relation = related(prefix.as_deref(), "rIdBaoCaoSummary");
        self.rewrite(&book, |token, out| match token.kind {
            Event::Start(tag) if tag.name == "sheets" && !tag.empty => {
                out.put(token.raw);
                out.put(&format!("<{}sheet name=\"{name}\" sheetId=\"{id}\" {relation}/>", tag.prefix()));
            }
            Event::Start(tag) if tag.name == "definedName" && tag.get("localSheetId").is_some() => {
                let sheet = tag.get("localSheetId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                out.put(&tag.with("localSheetId", &sheet.saturating_add(1).to_string()));
            }
            Event::Start(tag) if tag.name == "workbookView" => {
                out.put(&tag.with("activeTab", "0"));
            }
            _ => out.put(token.raw),
        })
    }

    fn styles(&mut self) -> Result<(), Refusal> {
        let packed = self.formats.write(self.package, &self.budget)?;
        if let Some(path) = &self.package.styles {
            self.changed.insert(path.clone(), packed);
            return Ok(());
        }
        let path = "xl/styles-baocao.xml";
        self.changed.insert(path.to_owned(), packed);
        self.types.push((path.to_owned(), "styles"));
        let book = self.package.book.clone();
        let summary = relation("rIdBaoCaoSummary", "worksheet", SUMMARY);
        self.relate(&book, &[summary, relation("rIdBaoCaoStyles", "styles", path)].concat())
    }

    fn content_types(&mut self) -> Result<(), Refusal> {
        let mut more: String = self
            .types
            .iter()
            .map(|(path, kind)| format!("<Override PartName=\"/{path}\" ContentType=\"{TYPE}.{kind}+xml\"/>"))
            .collect();
        let path = "[Content_Types].xml";
        let listed = self.text(path)?;
        if !listed.contains("Extension=\"vml\"") {
            let vml = "application/vnd.openxmlformats-officedocument.vmlDrawing";
            more += &format!("<Default Extension=\"vml\" ContentType=\"{vml}\"/>");
        }
        self.rewrite(path, |token, out| inserted(token, "Types", &more, out))
    }

    /// Parts in the order they came, new ones behind them.
    fn zipped(self) -> Vec<u8> {
        let Self { package, mut changed, .. } = self;
        let mut pack = Pack::default();
        for part in &package.archive.parts {
            match changed.remove(part.name) {
                Some(packed) => pack.add(part.name, &packed),
                None => pack.copy(part, package.archive.packed(part)),
            }
        }
        changed.iter().for_each(|(name, packed)| pack.add(name, packed));
        pack.finish()
    }
}

/// Writes a token, and something before the end of the element of this name.
fn inserted(token: Token<'_>, name: &str, more: &str, out: &mut Packing) {
    match token.kind {
        Event::Start(tag) if tag.name == name && tag.empty => {
            out.put(&format!("{}>{more}</{}>", token.raw.trim_end_matches("/>"), tag.full));
        }
        Event::End(end) if end == name && !token.raw.is_empty() => {
            out.put(more);
            out.put(token.raw);
        }
        _ => out.put(token.raw),
    }
}

fn relation(id: &str, kind: &str, path: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"/{}\"/>", escaped(path))
}
