//! Sixty and more workbooks that are made to harm whoever reads them.

mod bombs;
mod cells;
mod programs;
mod texts;
mod xml;
mod zips;

use super::book::{Entry, SHEET_END, frame, good, header, sheet, sheet_head, with, zip};

/// One of them, and the code of the problem that it is refused with.
pub struct Hostile {
    pub name: &'static str,
    pub code: &'static str,
    pub bytes: Vec<u8>,
}

/// Takes in the next one: its name, the code of the problem, its bytes.
type Add<'a> = dyn FnMut(&'static str, &'static str, Vec<u8>) + 'a;

/// A good sheet, for workbooks that are hostile elsewhere.
fn fine() -> String {
    sheet(&[header(), good("ba-dinh", "310")].concat())
}

fn first(sheet: Entry) -> Vec<u8> {
    zip(&with(frame(&["Sheet1"]), sheet))
}

fn sheet_entry(content: impl AsRef<[u8]>) -> Entry {
    Entry::new("xl/worksheets/sheet1.xml", content)
}

/// A good workbook with one part more, or another in place of its own.
fn also(entry: Entry) -> Vec<u8> {
    zip(&with(with(frame(&["Sheet1"]), sheet_entry(fine())), entry))
}

/// Rows of cells that are written as this and repeated so often.
fn repeated(piece: &str, times: usize) -> Vec<u8> {
    first(Entry::repeated("xl/worksheets/sheet1.xml", &sheet_head(), piece, times, SHEET_END))
}

/// Numbers that do not repeat, so that they do not shrink to nothing.
fn noise(mut seed: u64, mut put: impl FnMut(u64) -> bool) {
    loop {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        if !put(seed) {
            return;
        }
    }
}

/// Elements of noise, so many bytes of them.
fn noisy(bytes: usize, element: impl Fn(u64) -> String) -> String {
    let mut all = String::with_capacity(bytes + 100);
    noise(88_172_645_463_325_252, |number| {
        all.push_str(&element(number));
        all.len() < bytes
    });
    all
}

/// All of them.
pub fn all() -> Vec<Hostile> {
    let mut list: Vec<Hostile> = Vec::new();
    let mut add = |name, code, bytes| list.push(Hostile { name, code, bytes });
    for of_kind in [cells::list, bombs::list, xml::list, texts::list, zips::list, programs::list] {
        of_kind(&mut add);
    }
    list
}

/// The service's memory in bytes: what it has now (`VmRSS`), or had at most since it was last asked (`VmHWM`).
pub fn memory(process: u32, field: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap();
    line.trim_start_matches(':').split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
}
