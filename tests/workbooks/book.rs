//! Workbooks written by hand, down to the bytes of the zip: what no program writes can be written here.

use std::io::{Read, Write};

use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// One file of a zip, and what its entry says of it.
#[derive(Clone)]
pub struct Entry {
    pub name: Vec<u8>,
    pub local_name: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub crc: u32,
    pub unpacked: u32,
    pub packed: u32,
    pub extra: Vec<u8>,
    pub data: Vec<u8>,
    /// Where its entry says that it lies, if not where it does.
    pub at: Option<u32>,
}

impl Entry {
    /// As it should be, deflated.
    pub fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        let content = content.as_ref();
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        deflate.write_all(content).unwrap();
        Self::packed(name, deflate.finish().unwrap(), content)
    }

    /// The same, but of so many times the same bytes, which are never held: what is packed once is put behind itself.
    pub fn repeated(name: &str, head: &str, piece: &str, times: usize, tail: &str) -> Self {
        let at_once = (500_000 / piece.len()).clamp(1, times);
        let many = piece.repeat(at_once);
        let (mut data, mut crc) = (Vec::new(), Crc::new());
        let mut put = |text: &str, count: usize| {
            let flush = if count == 0 { FlushCompress::Finish } else { FlushCompress::Full };
            let mut packed = Vec::with_capacity(text.len() + 1_000);
            Compress::new(Compression::best(), false)
                .compress_vec(text.as_bytes(), &mut packed, flush)
                .unwrap();
            let mut of_text = Crc::new();
            of_text.update(text.as_bytes());
            for _ in 0..count.max(1) {
                data.extend(&packed);
                crc.combine(&of_text);
            }
        };
        put(head, 1);
        put(&many, times / at_once);
        put(&many[..times % at_once * piece.len()], 1);
        put(tail, 0);
        let size = head.len() + times * piece.len() + tail.len();
        let mut entry = Self::packed(name, data, b"");
        (entry.crc, entry.unpacked) = (crc.sum(), u32::try_from(size).unwrap());
        entry
    }

    fn packed(name: &str, data: Vec<u8>, content: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(content);
        Self {
            name: name.into(),
            local_name: name.into(),
            method: 8,
            flags: 0,
            crc: crc.sum(),
            unpacked: u32::try_from(content.len()).unwrap(),
            packed: u32::try_from(data.len()).unwrap(),
            extra: Vec::new(),
            data,
            at: None,
        }
    }

    /// As it should be, as it is.
    pub fn stored(name: &str, content: impl AsRef<[u8]>) -> Self {
        let content = content.as_ref();
        Self { method: 0, ..Self::packed(name, content.to_vec(), content) }
    }
}

/// The zip of these.
pub fn zip(entries: &[Entry]) -> Vec<u8> {
    zip_with(entries, entries.len(), b"")
}

/// The same, which says to have so many entries, with a comment.
pub fn zip_with(entries: &[Entry], count: usize, comment: &[u8]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    let half = |bytes: &mut Vec<u8>, value: usize| bytes.extend((value as u16).to_le_bytes());
    let word = |bytes: &mut Vec<u8>, value: u32| bytes.extend(value.to_le_bytes());
    for entry in entries {
        let at = entry.at.unwrap_or(bytes.len() as u32);
        let common = |bytes: &mut Vec<u8>| {
            half(bytes, 20);
            half(bytes, usize::from(entry.flags));
            half(bytes, usize::from(entry.method));
            word(bytes, 0x0021_0000);
            word(bytes, entry.crc);
            word(bytes, entry.packed);
            word(bytes, entry.unpacked);
        };
        if entry.at.is_none() {
            bytes.extend(b"PK\x03\x04");
            common(&mut bytes);
            half(&mut bytes, entry.local_name.len());
            half(&mut bytes, 0);
            bytes.extend(&entry.local_name);
            bytes.extend(&entry.data);
        }
        list.extend(b"PK\x01\x02");
        half(&mut list, 20);
        common(&mut list);
        half(&mut list, entry.name.len());
        half(&mut list, entry.extra.len());
        half(&mut list, 0);
        word(&mut list, 0);
        word(&mut list, 0);
        word(&mut list, at);
        list.extend(&entry.name);
        list.extend(&entry.extra);
    }
    let start = bytes.len() as u32;
    bytes.extend(&list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    half(&mut bytes, count);
    half(&mut bytes, count);
    word(&mut bytes, list.len() as u32);
    word(&mut bytes, start);
    half(&mut bytes, comment.len());
    bytes.extend(comment);
    bytes
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A relation of this kind.
pub fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

pub fn relations(inner: &str) -> String {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{package}\">{inner}</Relationships>")
}

/// The head of a sheet up to its rows; what follows them is [`SHEET_END`].
pub fn sheet_head() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheetData>"
    )
}

pub const SHEET_END: &str = "</sheetData></worksheet>";

pub fn sheet(rows: &str) -> String {
    format!("{}{rows}{SHEET_END}", sheet_head())
}

/// The text of a cell that holds it itself.
pub fn text(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

pub fn row(cells: &[String]) -> String {
    format!("<row>{}</row>", cells.concat())
}

/// The columns of a filing.
pub const HEADER: [&str; 6] = ["indicator", "organization", "period", "measure", "value", "note"];

pub fn header() -> String {
    row(&HEADER.map(text))
}

/// A good row with this value.
pub fn good(organization: &str, value: &str) -> String {
    let value = format!("<c><v>{value}</v></c>");
    row(&[text("members-admitted"), text(organization), text("2023"), text("actual"), value])
}

/// Everything around the sheets, of these names; nothing is hidden, no strings, one style.
pub fn frame(names: &[&str]) -> Vec<Entry> {
    let listed: String = names
        .iter()
        .enumerate()
        .map(|(at, name)| format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", at + 1))
        .collect();
    let book = format!(
        "<?xml version=\"1.0\"?><workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"
    );
    let sheets = (1..=names.len())
        .map(|at| relation(&format!("rId{at}"), "worksheet", &format!("worksheets/sheet{at}.xml")));
    let related = format!(
        "{}{}{}",
        sheets.collect::<String>(),
        relation("rId901", "styles", "styles.xml"),
        relation("rId902", "sharedStrings", "sharedStrings.xml")
    );
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let overrides: String = (1..=names.len())
        .map(|at| {
            format!(
                "<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"{main}.worksheet+xml\"/>"
            )
        })
        .collect();
    let types = format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"{types}\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{main}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{main}.styles+xml\"/><Override \
         PartName=\"/xl/sharedStrings.xml\" ContentType=\"{main}.sharedStrings+xml\"/>{overrides}</Types>"
    );
    vec![
        Entry::new("[Content_Types].xml", types),
        Entry::new("_rels/.rels", relations(&relation("rId1", "officeDocument", "xl/workbook.xml"))),
        Entry::new("xl/workbook.xml", book),
        Entry::new("xl/_rels/workbook.xml.rels", relations(&related)),
        Entry::new("xl/styles.xml", styles("")),
        Entry::new("xl/sharedStrings.xml", strings("")),
    ]
}

/// Styles: 0 plain, 1 a day, 2 a month, 3 percent; and what else is said.
pub fn styles(more: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" \
         formatCode=\"yyyy\\-mm\"/></numFmts><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>\
         </fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"10\"/>{more}</cellXfs>\
         </styleSheet>"
    )
}

pub fn strings(items: &str) -> String {
    format!("<?xml version=\"1.0\"?><sst xmlns=\"{MAIN}\">{items}</sst>")
}

/// A workbook whose one sheet has these rows.
pub fn book(rows: &str) -> Vec<u8> {
    book_of(&sheet(rows))
}

/// A workbook of one sheet.
pub fn book_of(sheet: &str) -> Vec<u8> {
    zip(&with(frame(&["Sheet1"]), Entry::new("xl/worksheets/sheet1.xml", sheet)))
}

/// With one more, in place of the one of its name.
pub fn with(mut entries: Vec<Entry>, entry: Entry) -> Vec<Entry> {
    entries.retain(|one| one.name != entry.name);
    entries.push(entry);
    entries
}

/// A part's content.
pub fn inflated(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::new();
    match entry.method {
        0 => bytes.clone_from(&entry.data),
        _ => drop(DeflateDecoder::new(&entry.data[..]).read_to_end(&mut bytes).unwrap()),
    }
    bytes
}

/// The parts of a sound zip, in the order of its list.
pub fn unzip(bytes: &[u8]) -> Vec<Entry> {
    let half = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let mut at = word(bytes.len() - 6) as usize;
    let mut entries = Vec::new();
    while bytes[at..].starts_with(b"PK\x01\x02") {
        let name = bytes[at + 46..at + 46 + half(at + 28)].to_vec();
        let head = word(at + 42) as usize;
        let start = head + 30 + half(head + 26) + half(head + 28);
        let data = bytes[start..start + word(at + 20) as usize].to_vec();
        let mut entry = Entry::packed("", data, b"");
        (entry.method, entry.crc, entry.unpacked) = (half(at + 10) as u16, word(at + 16), word(at + 24));
        at += 46 + name.len() + half(at + 30) + half(at + 32);
        (entry.name, entry.local_name) = (name.clone(), name);
        entries.push(entry);
    }
    entries
}
