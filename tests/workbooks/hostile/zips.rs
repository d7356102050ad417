//! What the zip says of itself.

use super::super::book::{Entry, book_of, frame, header, sheet, with, zip, zip_with};
use super::{Add, also, fine, sheet_entry};

fn changed(change: impl Fn(&mut Entry)) -> Vec<u8> {
    let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
    change(entries.last_mut().unwrap());
    zip(&entries)
}

pub(super) fn list(add: &mut Add<'_>) {
    add("wrong checksum", "damaged-workbook", changed(|one| one.crc ^= 1));
    add("a size too small", "damaged-workbook", changed(|one| one.unpacked -= 1));
    add("a size too large", "damaged-workbook", changed(|one| one.unpacked = u32::MAX - 1));
    add("a packed size beyond the file", "damaged-workbook", changed(|one| one.packed = 1 << 30));
    add("sizes in a field that is not there", "damaged-workbook", changed(|one| one.unpacked = u32::MAX));
    add(
        "sizes of exabytes",
        "damaged-workbook",
        changed(|one| {
            one.unpacked = u32::MAX;
            one.extra = [&[1, 0, 8, 0][..], &[0xff; 8]].concat();
        }),
    );
    add("another name in the part's head", "damaged-workbook", changed(|one| one.local_name[0] = b'X'));
    add("an encrypted part", "old-or-encrypted-workbook", changed(|one| one.flags = 1));
    add("a way of packing that nobody knows", "damaged-workbook", changed(|one| one.method = 14));
    add(
        "packed data that are none",
        "damaged-workbook",
        changed(|one| one.data.iter_mut().for_each(|byte| *byte = 0xff)),
    );
    add("the same part twice", "damaged-workbook", {
        let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        entries.push(sheet_entry(sheet(&header())));
        zip(&entries)
    });
    add(
        "the same part twice in other letters",
        "damaged-workbook",
        also(Entry::new("XL/WORKSHEETS/SHEET1.XML", fine())),
    );
    for (name, path) in [
        ("a path out of the folder", "xl/../../../../etc/cron.d/x"),
        ("a path from the root", "/etc/passwd"),
        ("a path of a drive", "C:/windows/x"),
        ("a path with backslashes", "xl\\..\\x"),
        ("a path with a null", "xl/x\0.xml"),
    ] {
        add(name, "damaged-workbook", also(Entry::new(path, "x")));
    }
    add(
        "a path that is no text",
        "damaged-workbook",
        also(Entry { name: vec![0xff, 0xfe], local_name: vec![0xff, 0xfe], ..Entry::new("xx", "x") }),
    );
    add("ten thousand parts", "workbook-too-large", {
        let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        entries.extend((0..10_000).map(|at| Entry::stored(&format!("xl/{at}"), "")));
        zip(&entries)
    });
    add("more parts than there are", "damaged-workbook", {
        let entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        zip_with(&entries, 900, b"")
    });
    add("no end of the list", "not-a-workbook", {
        let mut bytes = book_of(&fine());
        bytes.truncate(bytes.len() - 10);
        bytes
    });
    add("half a file", "not-a-workbook", {
        let bytes = book_of(&fine());
        bytes[..bytes.len() / 2].to_vec()
    });
    add("a list of itself in the comment", "not-a-workbook", {
        let entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        let inner = zip(&entries);
        zip_with(&entries[..0], 0, &inner[inner.len() - 22..])
    });
}
