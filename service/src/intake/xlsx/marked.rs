//! A faulty workbook comes back as it came, with its faulty cells coloured, a comment in each, and a sheet that lists them.
//! What is not touched stays byte by byte as it was.

use std::collections::BTreeMap;
use std::io::Read;

use super::entities::escaped;
use super::namespaces::{OFFICE, RELATIONS};
use super::notes::{self, AUTHOR, Cell};
use super::pack::{Pack, Packed, Packing};
use super::package::{Budget, Package, rels_of};
use super::painted::{Formats, Paint};
use super::refusal::{Measure, Refusal, Why};
use super::summary;
use super::xml::{Event, Tag, Token, attributes};
use crate::intake::cell_name::{letters, place};
use crate::intake::problem::{Lang, Problem, Severity};

const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const SUMMARY: &str = "xl/worksheets/baocao-summary.xml";

/// A comment is no longer than this.
const LONGEST_COMMENT: usize = 2_000;

/// What a sheet has behind the place of its comments (ECMA-376, 18.3.1.99).
const BEHIND_COMMENTS: &[&str] = &[
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

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
        let mut sheet = Sheet {
            out: Packing::new(),
            marks: marks.into_iter().map(|(cell, mark)| (cell, mark.paint)).collect(),
            formats: &mut self.formats,
            drawing: new_drawing,
            row: 0,
            column: 0,
            depth: 0,
            prefix: String::new(),
            office: None,
        };
        loop {
            let token = xml.token()?;
            if matches!(token.kind, Event::Done) {
                break;
            }
            sheet.token(token);
        }
        let out = sheet.out;
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

/// What is told of one cell.
struct Mark {
    paint: Paint,
    text: String,
}

fn marks(problems: &[&Problem], lang: Lang) -> BTreeMap<Cell, Mark> {
    let mut marks: BTreeMap<Cell, Mark> = BTreeMap::new();
    for problem in problems {
        let Some(spot) = &problem.spot else { continue };
        let text = format!("{} {}", problem.detail(lang), problem.remedy(lang));
        let mark = marks
            .entry((spot.row, spot.column))
            .or_insert_with(|| Mark { paint: problem.severity.into(), text: format!("{AUTHOR}:") });
        if problem.severity == Severity::Error {
            mark.paint = Paint::Error;
        }
        if mark.text.len() + text.len() <= LONGEST_COMMENT {
            mark.text.push('\n');
            mark.text.push_str(&text);
        }
    }
    marks
}

/// A sheet while it is written anew.
struct Sheet<'f> {
    out: Packing,
    /// The cells that are still to be coloured.
    marks: BTreeMap<Cell, Paint>,
    formats: &'f mut Formats,
    /// The relation of the boxes, where the sheet had none.
    drawing: Option<&'static str>,
    row: u32,
    /// The next column.
    column: u32,
    depth: usize,
    prefix: String,
    /// The prefix of what names relations.
    office: Option<String>,
}

impl Sheet<'_> {
    fn token(&mut self, token: Token<'_>) {
        match token.kind {
            Event::Start(tag) => {
                self.start(tag, token.raw);
                self.depth += 1;
            }
            Event::End(name) => {
                self.depth -= 1;
                self.end(name, token.raw);
            }
            _ => self.out.put(token.raw),
        }
    }

    fn start(&mut self, tag: Tag<'_>, raw: &str) {
        match (self.depth, tag.name) {
            (0, _) => {
                self.prefix = tag.prefix().to_owned();
                self.office = office(tag);
                self.out.put(raw);
            }
            (1, name) if BEHIND_COMMENTS.contains(&name) => {
                self.draw();
                self.out.put(raw);
            }
            (1, "sheetData") if tag.empty && !self.marks.is_empty() => self.out.put(&opened(raw)),
            // Only one sheet is the one that is shown: two would be edited together.
            (2, "sheetView") if tag.get("tabSelected").is_some() => self.out.put(&tag.without("tabSelected")),
            (2, "row") => {
                let number = tag.get("r").and_then(|number| number.parse().ok());
                let number = number.unwrap_or(self.row.saturating_add(1));
                self.rows_before(number);
                (self.row, self.column) = (number, 0);
                let marked = self.marks.range((number, 0)..=(number, u32::MAX)).next().is_some();
                self.out.put(&if tag.empty && marked { opened(raw) } else { raw.to_owned() });
            }
            (3, "c") => self.cell(tag, raw),
            _ => self.out.put(raw),
        }
    }

    fn end(&mut self, name: &str, raw: &str) {
        match (self.depth, name) {
            (0, _) => self.draw(),
            (1, "sheetData") => {
                let open = raw.is_empty() && !self.marks.is_empty();
                self.rows_before(u32::MAX);
                if open {
                    self.out.put(&format!("</{}sheetData>", self.prefix));
                }
            }
            (2, "row") => {
                let open =
                    raw.is_empty() && self.marks.range((self.row, 0)..=(self.row, u32::MAX)).next().is_some();
                self.cells_before(u32::MAX);
                if open {
                    self.out.put(&format!("</{}row>", self.prefix));
                }
            }
            _ => {}
        }
        self.out.put(raw);
    }

    fn cell(&mut self, tag: Tag<'_>, raw: &str) {
        let column = tag.get("r").and_then(|at| place(&at)).map_or(self.column, |(_, column)| column);
        self.cells_before(column);
        self.column = column + 1;
        let format = tag.get("s").and_then(|format| format.parse().ok()).unwrap_or(0);
        let painted = match self.marks.remove(&(self.row, column)) {
            Some(paint) => Some(self.formats.painted(format, paint)),
            None => self.formats.cleaned(format),
        };
        match painted {
            Some(format) => self.out.put(&tag.with("s", &format.to_string())),
            None => self.out.put(raw),
        }
    }

    /// Marked rows above this one that the sheet does not have.
    fn rows_before(&mut self, number: u32) {
        while let Some((row, _)) = self.marks.keys().next().copied().filter(|(row, _)| *row < number) {
            self.out.put(&format!("<{}row r=\"{row}\">", self.prefix));
            self.row = row;
            self.cells_before(u32::MAX);
            self.out.put(&format!("</{}row>", self.prefix));
        }
    }

    /// Marked cells of the row, left of this column, that the sheet does not have.
    fn cells_before(&mut self, column: u32) {
        let row = self.row;
        while let Some((_, at)) = self.marks.keys().next().copied().filter(|(r, c)| *r == row && *c < column)
        {
            let paint = self.marks.remove(&(row, at)).unwrap_or(Paint::Error);
            let format = self.formats.painted(0, paint);
            self.out.put(&format!("<{}c r=\"{}{row}\" s=\"{format}\"/>", self.prefix, letters(at)));
        }
    }

    fn draw(&mut self) {
        if let Some(id) = self.drawing.take() {
            let relation = related(self.office.as_deref(), id);
            self.out.put(&format!("<{}legacyDrawing {relation}/>", self.prefix));
        }
    }
}

/// The prefix that stands for relations in a part, by its first element.
fn office(root: Tag<'_>) -> Option<String> {
    let found = attributes(root.attributes).find(|(_, value)| *value == OFFICE);
    found.and_then(|(name, _)| name.strip_prefix("xmlns:")).map(str::to_owned)
}

/// The attribute that names a relation.
fn related(prefix: Option<&str>, id: &str) -> String {
    match prefix {
        Some(prefix) => format!("{prefix}:id=\"{id}\""),
        None => format!("xmlns:r=\"{OFFICE}\" r:id=\"{id}\""),
    }
}

/// The beginning of an element that was empty, and is not any more.
fn opened(raw: &str) -> String {
    format!("{}>", raw.trim_end_matches("/>"))
}
