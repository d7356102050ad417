//! Comments on faulty cells, beside those that were there. A comment is text in one part and a box in another: without
//! the box no spreadsheet shows it.

use std::collections::BTreeMap;
use std::io::Read;

use super::entities::escaped;
use super::namespaces::MAIN;
use super::package::{Budget, Package};
use super::xml::{Event, Xml};
use crate::intake::cell_name::{letters, place};
use crate::intake::refusal::{Measure, Refusal, Why};

/// Who writes our comments; by it they are found again.
pub(super) const AUTHOR: &str = "Báo Cáo";

/// Where a comment stands: row from 1, column from 0.
pub(super) type Cell = (u32, u32);

/// The bytes of a sheet's comments as they came, and how many they are.
const MOST_TEXT: usize = 4_000_000;
const MOST_COMMENTS: usize = 10_000;

/// The part with the texts, and every cell that has one.
pub(super) fn texts(
    package: &Package<'_>,
    there: Option<&str>,
    ours: &BTreeMap<Cell, String>,
    budget: &Budget,
) -> Result<(String, Vec<Cell>), Refusal> {
    let Some(path) = there else {
        let head = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{MAIN}\">"
        );
        let written = format!(
            "{head}<authors><author>{AUTHOR}</author></authors><commentList>{}</commentList></comments>",
            all(ours, "", 0)
        );
        return Ok((written, ours.keys().copied().collect()));
    };
    let mut xml = package.xml(path, budget)?;
    let (head, prefix) = xml.root()?;
    let Old { authors, comments, rest } = Old::read(&mut xml, path)?;
    // Where there was no list of comments, nothing stands behind it but the end.
    let rest = if rest.is_empty() { format!("</{prefix}comments>") } else { rest };
    // LibreOffice forgets who wrote a comment; what ours begin with stays.
    let is_ours = |one: &OldComment| {
        authors.get(one.author).is_some_and(|(name, _)| name == AUTHOR)
            || one.text.trim_start().strip_prefix(AUTHOR).is_some_and(|rest| rest.starts_with(':'))
    };
    let kept: Vec<_> = comments.into_iter().filter(|one| !is_ours(one)).collect();
    let mut added = ours.clone();
    // A cell has one comment; somebody else's stays.
    kept.iter().for_each(|one| drop(added.remove(&one.cell)));
    let author = authors.iter().position(|(name, _)| name == AUTHOR).unwrap_or(authors.len());
    let mut listed: String = authors.iter().map(|(_, raw)| raw.as_str()).collect();
    if author == authors.len() {
        listed += &format!("<{prefix}author>{AUTHOR}</{prefix}author>");
    }
    let theirs: String = kept.iter().map(|one| one.raw.as_str()).collect();
    let written = format!(
        "{head}<{prefix}authors>{listed}</{prefix}authors><{prefix}commentList>{theirs}{}</{prefix}commentList>{rest}",
        all(&added, &prefix, author)
    );
    Ok((written, kept.iter().map(|one| one.cell).chain(added.into_keys()).collect()))
}

fn all(comments: &BTreeMap<Cell, String>, prefix: &str, author: usize) -> String {
    let one = |(cell, text): (&Cell, &String)| {
        format!(
            "<{prefix}comment ref=\"{}{}\" authorId=\"{author}\"><{prefix}text><{prefix}r><{prefix}t xml:space=\"preserve\">{}\
             </{prefix}t></{prefix}r></{prefix}text></{prefix}comment>",
            letters(cell.1),
            cell.0,
            escaped(text)
        )
    };
    comments.iter().map(one).collect()
}

/// Comments as they came.
#[derive(Default)]
struct Old {
    /// Names, and how they are written.
    authors: Vec<(String, String)>,
    comments: Vec<OldComment>,
    /// What stands behind the list.
    rest: String,
}

struct OldComment {
    cell: Cell,
    author: usize,
    text: String,
    raw: String,
}

impl Old {
    fn read<R: Read>(xml: &mut Xml<'_, R>, part: &str) -> Result<Self, Refusal> {
        let too_much = |measure, most: usize| Why::TooMuch(measure, most as u64).within(part);
        let mut old = Self::default();
        let mut held = 0;
        let (mut comment, mut author, mut behind) = (None::<OldComment>, None::<(String, String)>, false);
        loop {
            let token = xml.token()?;
            let raw = token.raw;
            held += raw.len();
            if held > MOST_TEXT {
                return Err(too_much(Measure::Text, MOST_TEXT));
            }
            match token.kind {
                Event::Start(tag) if tag.name == "author" => author = Some((String::new(), String::new())),
                Event::Start(tag) if tag.name == "comment" => {
                    let number = |name| tag.get(name).and_then(|number| number.parse().ok());
                    let cell = tag.get("ref").and_then(|cell| place(&cell));
                    let author = number("authorId").unwrap_or(usize::MAX);
                    comment =
                        cell.map(|cell| OldComment { cell, author, text: String::new(), raw: String::new() });
                }
                Event::Text(text) => {
                    let text = text.read().unwrap_or_default();
                    if let Some((name, _)) = &mut author {
                        name.push_str(&text);
                    } else if let Some(comment) = &mut comment {
                        comment.text.push_str(&text);
                    }
                }
                _ => {}
            }
            author.iter_mut().for_each(|(_, written)| written.push_str(raw));
            comment.iter_mut().for_each(|one| one.raw.push_str(raw));
            if behind {
                old.rest.push_str(raw);
            }
            match token.kind {
                Event::End("author") => old.authors.extend(author.take()),
                Event::End("comment") => {
                    old.comments.extend(comment.take());
                    if old.comments.len() > MOST_COMMENTS {
                        return Err(too_much(Measure::Comments, MOST_COMMENTS));
                    }
                }
                Event::End("commentList") => behind = true,
                Event::Done => break,
                _ => {}
            }
        }
        Ok(old)
    }
}

/// The part with the boxes: those of the cells, beside what else is drawn in the old one.
pub(super) fn boxes(old: Option<&str>, cells: &[Cell], own: &[Cell], sheet: usize) -> String {
    let others = old
        .is_some_and(|old| old.matches("ObjectType=").count() > old.matches("ObjectType=\"Note\"").count());
    if let (true, Some((before, after))) = (others, old.and_then(|old| old.rsplit_once("</xml>"))) {
        return format!("{before}{}</xml>{after}", shapes(own, sheet + 100));
    }
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" \
         data=\"{}\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
         path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" \
         o:connecttype=\"rect\"/></v:shapetype>{}</xml>",
        sheet + 1,
        shapes(cells, sheet)
    )
}

fn shapes(cells: &[Cell], sheet: usize) -> String {
    let shape = |(at, (row, column)): (usize, &Cell)| {
        let (row, id) = (row - 1, (sheet + 1) * 1024 + at + 1);
        format!(
            "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;margin-top:5pt;\
             width:240pt;height:100pt;z-index:{};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
             <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path \
             o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div>\
             </v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {}, 4, \
             {}, 30, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
             </x:ClientData></v:shape>",
            at + 1,
            column + 1,
            row.saturating_sub(1),
            column + 5,
            row + 5,
        )
    };
    cells.iter().enumerate().map(shape).collect()
}
