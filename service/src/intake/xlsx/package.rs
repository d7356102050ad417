//! What a workbook is made of: its parts, how they name each other, its sheets, texts and formats.

use std::cell::Cell;
use std::collections::HashMap;

use super::look::{Look, looks};
use super::xml::{Event, MOST_TOKENS, Xml};
use super::zip::{Archive, MOST_UNPACKED, Part, Unpacking, walk};
use crate::intake::cell_name::place;
use crate::intake::refusal::{Measure, Refusal, Why};

const MOST_SHEETS: usize = 100;
/// Distinct texts, and their bytes.
const MOST_STRINGS: usize = 400_000;
const MOST_TEXT: usize = 12_000_000;
const MOST_MERGES: u64 = 20_000;
/// The bytes of all cells' texts together: a text that stands once in the file may be named by every cell.
const MOST_READ: u64 = 60_000_000;

/// The part that says which one is the workbook.
const ROOT: &str = "_rels/.rels";

/// What a reading of the whole file may take.
#[derive(Debug)]
pub(super) struct Budget {
    unpacked: Cell<u64>,
    tokens: Cell<u64>,
    text: Cell<u64>,
    merges: Cell<u64>,
}

impl Budget {
    pub fn new() -> Self {
        Self {
            unpacked: Cell::new(MOST_UNPACKED),
            tokens: Cell::new(MOST_TOKENS),
            text: Cell::new(MOST_READ),
            merges: Cell::new(MOST_MERGES),
        }
    }

    /// Counts the text of a cell in this part.
    pub fn text(&self, bytes: usize, part: &str) -> Result<(), Refusal> {
        let left = self.text.get().checked_sub(bytes as u64);
        self.text.set(left.ok_or_else(|| Why::TooMuch(Measure::Text, MOST_READ).within(part))?);
        Ok(())
    }
}

/// A workbook every part of which was walked through.
#[derive(Debug)]
pub(super) struct Package<'a> {
    pub archive: Archive<'a>,
    pub sheets: Vec<Sheet>,
    pub strings: Strings,
    pub looks: Vec<Look>,
    /// Whether days are counted from 1904 on, as early Macintoshes did.
    pub from_1904: bool,
    /// The path of the part that lists the sheets.
    pub book: String,
    /// Those of the styles, where there are any.
    pub styles: Option<String>,
}

/// A sheet with cells.
#[derive(Debug)]
pub(super) struct Sheet {
    pub name: String,
    pub path: String,
    pub hidden: bool,
    /// Where merged cells begin (row and column, from 1 and 0), and their last rows.
    pub merged: HashMap<(u32, u32), u32>,
}

/// The distinct texts of a workbook, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start as usize..end as usize)
    }
}

/// How a part names another.
#[derive(Debug)]
pub(super) struct Relation {
    pub id: String,
    /// The last word of its type, such as `worksheet`.
    pub kind: String,
    /// The path of the part, from the root.
    pub path: String,
}

impl<'a> Package<'a> {
    /// Walks through all of the file, and reads what its sheets need.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let archive = Archive::list(bytes)?;
        if let Some(name) = other_format(&archive) {
            return Err(Why::OtherFormat(name).within(""));
        }
        if archive.part(ROOT).is_none() {
            return Err(Why::NotAWorkbook.within(""));
        }
        if let Some(part) = archive.parts.iter().find(|part| is_active(part.name)) {
            return Err(Why::ActiveContent.within(part.name));
        }
        if let Some(part) = archive.parts.iter().find(|part| is_below(part.name, "xl/externalLinks/")) {
            return Err(Why::ExternalLink.within(part.name));
        }
        let budget = Budget::new();
        let mut merged: HashMap<String, HashMap<(u32, u32), u32>> = HashMap::new();
        for part in &archive.parts {
            if is_xml(part.name) {
                let found = walk_xml(&archive, part, &budget)?;
                merged.insert(part.name.to_lowercase(), found);
            } else {
                walk(archive.open(part, &budget.unpacked))?;
            }
        }
        let budget = Budget::new();
        let root = relations(&archive, ROOT, "", &budget)?;
        let book = root.into_iter().find(|one| one.kind == "officeDocument");
        let book = book.ok_or_else(|| Why::NotAWorkbook.within(""))?.path;
        let (folder, file) = book.rsplit_once('/').unwrap_or(("", &book));
        let related = relations(&archive, &rels_of(folder, file), folder, &budget)?;
        let by_kind = |kind: &str| related.iter().find(|one| one.kind == kind).map(|one| one.path.clone());
        let strings = match by_kind("sharedStrings") {
            Some(path) => strings(&archive, &path, &budget)?,
            None => Strings::default(),
        };
        let styles = by_kind("styles");
        let looks = match &styles {
            Some(path) => looks(xml(&archive, path, &budget)?)?,
            None => Vec::new(),
        };
        let (listed, from_1904) = sheets(&archive, &book, &budget)?;
        let mut sheets = Vec::with_capacity(listed.len());
        for (name, id, hidden) in listed {
            let relation = related.iter().find(|one| one.id == id);
            let relation = relation.ok_or_else(|| Why::Malformed.within(&book))?;
            // Sheets that are only a chart hold no cells.
            if relation.kind == "worksheet" {
                let merged = merged.remove(&relation.path.to_lowercase());
                let merged = merged.ok_or_else(|| Why::Malformed.within(&relation.path))?;
                sheets.push(Sheet { name, path: relation.path.clone(), hidden, merged });
            }
        }
        Ok(Self { archive, sheets, strings, looks, from_1904, book, styles })
    }

    /// A part's tokens.
    pub fn xml<'b>(
        &'b self,
        path: &'b str,
        budget: &'b Budget,
    ) -> Result<Xml<'b, Unpacking<'a, 'b>>, Refusal> {
        xml(&self.archive, path, budget)
    }

    /// How a part names others; none where it names none.
    pub fn relations(&self, path: &str, budget: &Budget) -> Result<Vec<Relation>, Refusal> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let rels = rels_of(folder, file);
        if self.archive.part(&rels).is_none() {
            return Ok(Vec::new());
        }
        relations(&self.archive, &rels, folder, budget)
    }
}

/// Where the part lies that says what this one names.
pub(super) fn rels_of(folder: &str, file: &str) -> String {
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

fn xml<'a, 'b>(
    archive: &'b Archive<'a>,
    path: &'b str,
    budget: &'b Budget,
) -> Result<Xml<'b, Unpacking<'a, 'b>>, Refusal> {
    let part = archive.part(path).ok_or_else(|| Why::Malformed.within(path))?;
    Ok(Xml::new(archive.open(part, &budget.unpacked), part.name, &budget.tokens))
}

fn is_below(name: &str, folder: &str) -> bool {
    name.get(..folder.len()).is_some_and(|start| start.eq_ignore_ascii_case(folder))
}

fn is_xml(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("xml") || ending.eq_ignore_ascii_case("rels"))
}

/// Programs, objects of other programs, and what fetches data.
fn is_active(name: &str) -> bool {
    let name = name.to_lowercase();
    let file = name.rsplit_once('/').map_or(name.as_str(), |(_, file)| file);
    ["xl/activex/", "xl/embeddings/", "xl/macrosheets/", "xl/dialogsheets/", "xl/querytables/", "customui/"]
        .iter()
        .any(|folder| name.starts_with(folder))
        || file.starts_with("vbaproject")
        || file.starts_with("vbadata")
        || name == "xl/connections.xml"
}

fn other_format(archive: &Archive<'_>) -> Option<&'static str> {
    if archive.part("xl/workbook.bin").is_some() {
        return Some("XLSB");
    }
    (archive.part("mimetype").is_some() && archive.part("content.xml").is_some()).then_some("ODS")
}

/// Walks through a part, and tells which cells of a sheet are merged.
fn walk_xml(
    archive: &Archive<'_>,
    part: &Part<'_>,
    budget: &Budget,
) -> Result<HashMap<(u32, u32), u32>, Refusal> {
    let mut xml = Xml::new(archive.open(part, &budget.unpacked), part.name, &budget.tokens);
    let rels = part.name.ends_with(".rels");
    let mut merged = HashMap::new();
    loop {
        match xml.token()?.kind {
            Event::Start(tag) if tag.name == "mergeCell" => {
                let range = tag.get("ref").and_then(|range| {
                    let (from, to) = range.split_once(':')?;
                    Some((place(from)?, place(to)?))
                });
                if let Some((from, (last, _))) = range {
                    let left = budget.merges.get().checked_sub(1);
                    let refused = || Why::TooMuch(Measure::Merges, MOST_MERGES).within(part.name);
                    budget.merges.set(left.ok_or_else(refused)?);
                    merged.insert(from, last);
                }
            }
            // Addresses of pages, which nobody follows here.
            Event::Start(tag) if rels && tag.name == "Relationship" => {
                let outside = tag.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                if outside && !tag.get("Type").is_some_and(|kind| kind.ends_with("/hyperlink")) {
                    return Err(Why::ExternalLink.within(part.name));
                }
            }
            Event::Done => return Ok(merged),
            _ => {}
        }
    }
}

fn relations(
    archive: &Archive<'_>,
    path: &str,
    folder: &str,
    budget: &Budget,
) -> Result<Vec<Relation>, Refusal> {
    let mut found = Vec::new();
    let mut xml = xml(archive, path, budget)?;
    loop {
        match xml.token()?.kind {
            Event::Start(tag) if tag.name == "Relationship" => {
                let (Some(id), Some(kind), Some(target)) =
                    (tag.get("Id"), tag.get("Type"), tag.get("Target"))
                else {
                    return Err(Why::Malformed.within(path));
                };
                if found.len() >= 2_000 {
                    return Err(Why::TooMuch(Measure::Parts, 2_000).within(path));
                }
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.push(Relation { id: id.into_owned(), kind, path: resolved(folder, &target) });
            }
            Event::Done => return Ok(found),
            _ => {}
        }
    }
}

/// A path as it is named in a part of this folder.
fn resolved(folder: &str, target: &str) -> String {
    let (mut steps, target): (Vec<&str>, &str) = match target.strip_prefix('/') {
        Some(rooted) => (Vec::new(), rooted),
        None => (folder.split('/').filter(|step| !step.is_empty()).collect(), target),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

type Listed = Vec<(String, String, bool)>;

/// Names, relations and whether they are hidden; and whether days are counted from 1904 on.
fn sheets(archive: &Archive<'_>, book: &str, budget: &Budget) -> Result<(Listed, bool), Refusal> {
    let (mut found, mut from_1904) = (Vec::new(), false);
    let mut xml = xml(archive, book, budget)?;
    loop {
        match xml.token()?.kind {
            Event::Start(tag) if tag.name == "workbookPr" => {
                from_1904 = tag.get("date1904").is_some_and(|yes| yes == "1" || yes == "true");
            }
            Event::Start(tag) if tag.name == "sheet" => {
                let (Some(name), Some(id)) = (tag.get("name"), tag.get_prefixed("id")) else {
                    return Err(Why::Malformed.within(book));
                };
                if found.len() >= MOST_SHEETS {
                    return Err(Why::TooMuch(Measure::Sheets, MOST_SHEETS as u64).within(book));
                }
                let hidden = tag.get("state").is_some_and(|state| state != "visible");
                found.push((name.into_owned(), id.into_owned(), hidden));
            }
            Event::Done => return Ok((found, from_1904)),
            _ => {}
        }
    }
}

fn strings(archive: &Archive<'_>, path: &str, budget: &Budget) -> Result<Strings, Refusal> {
    let mut strings = Strings::default();
    let mut xml = xml(archive, path, budget)?;
    let too_much = |measure, most: usize| Why::TooMuch(measure, most as u64).within(path);
    let mut inside = false;
    loop {
        match xml.token()?.kind {
            // How the text is to be pronounced.
            Event::Start(tag) if tag.name == "rPh" => xml.skip()?,
            Event::Start(tag) if tag.name == "t" => inside = true,
            Event::End("t") => inside = false,
            Event::Text(text) if inside => {
                strings.text.push_str(&text.read().unwrap_or_default());
                if strings.text.len() > MOST_TEXT {
                    return Err(too_much(Measure::Text, MOST_TEXT));
                }
            }
            Event::End("si") => {
                strings.ends.push(u32::try_from(strings.text.len()).unwrap_or(u32::MAX));
                if strings.ends.len() > MOST_STRINGS {
                    return Err(too_much(Measure::Strings, MOST_STRINGS));
                }
            }
            Event::Done => return Ok(strings),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_the_folder_that_names_them() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("", "../../etc/passwd"), "etc/passwd");
    }
}
