//! A faulty workbook comes back as it came, with what is wrong marked in it; mended, it is filed.

use std::collections::BTreeMap;

use super::book::{Entry, book, frame, good, header, inflated, row, sheet, styles, text, unzip, with, zip};
use crate::harness::{Reply, Service};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Files a workbook, and takes a marked one for an answer.
pub fn file(service: &Service, parameters: &str, token: &str, bytes: &[u8]) -> Reply {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", XLSX), ("accept", XLSX)];
    service.send("POST", &format!("/api/v1/filings?{parameters}"), &headers, bytes.to_vec())
}

/// The texts of a zip's parts.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let text = |entry: &Entry| String::from_utf8_lossy(&inflated(entry)).into_owned();
    unzip(bytes).iter().map(|entry| (String::from_utf8(entry.name.clone()).unwrap(), text(entry))).collect()
}

/// Two faulty cells, of which one is not there at all.
fn faulty() -> Vec<u8> {
    let wrong = row(&[text("members-admitted"), text("nơi nào"), text("2023"), text("actual")]);
    let mut entries = frame(&["Số liệu", "Ghi chú"]);
    entries.push(Entry::new(
        "xl/worksheets/sheet1.xml",
        sheet(&[header(), good("ba-dinh", "310"), wrong].concat()),
    ));
    entries.push(Entry::new("xl/worksheets/sheet2.xml", sheet(&row(&[text("giữ nguyên")]))));
    let listed = String::from_utf8(inflated(&entries[2])).unwrap();
    let named = listed
        .replace("<sheets>", "<bookViews><workbookView activeTab=\"1\"/></bookViews><sheets>")
        .replace("</sheets>", "</sheets><definedNames><definedName name=\"x\" localSheetId=\"1\">A1</definedName></definedNames>");
    let odd = Entry::stored("xl/printerSettings/printer1.bin", [0, 159, 146, 150]);
    zip(&with(with(entries, Entry::new("xl/workbook.xml", named)), odd))
}

/// What the desk's form sends for a file.
fn checked_at_the_desk(service: &Service, token: &str, name: &str, bytes: &[u8]) -> Reply {
    let bearer = format!("Bearer {token}");
    let headers =
        [("authorization", bearer.as_str()), ("content-type", "multipart/form-data; boundary=between")];
    let disposition = "\r\nContent-Disposition: form-data; name=";
    let mut body = format!(
        "--between{disposition}\"answer\"\r\n\r\nmarked\r\n--between{disposition}\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--between--\r\n");
    service.send("POST", "/desk/upload", &headers, body)
}

#[test]
fn the_desk_looks_a_file_through_and_keeps_nothing_of_it() {
    let service = Service::demo();
    let staff = service.token_of("filer", Some("ba-dinh"));
    let check = |name: &str, bytes: &[u8]| checked_at_the_desk(&service, &staff, name, bytes);
    let marked = check("thang-3.XLSX", &faulty()).has_status(200);
    assert_eq!(marked.header("content-disposition"), Some("attachment; filename=\"baocao-problems.xlsx\""));
    assert!(parts(&marked.body)["xl/comments-baocao0.xml"].contains("`nơi nào`"));
    let listed = check("thang-3.csv", b"indicator,organization\nx,y\n").has_status(422);
    assert!(listed.text().contains("class=\"findings\""), "{}", listed.text());
    let right = "indicator,organization,period,as_of,measure,value\nmembers-admitted,ba-dinh,2023,2023-12-31,actual,31\n";
    let page = check("thang-3.csv", right.as_bytes()).has_status(200);
    assert!(page.text().contains("Đã kiểm tra: có thể nộp, nhưng nên xem lại"), "{}", page.text());
    let as_asked = right.replace("2023-12-31", "2023-12-14");
    let page = check("thang-3.csv", as_asked.as_bytes()).has_status(200);
    assert!(page.text().contains("Đã kiểm tra: không có lỗi."), "{}", page.text());
    assert!(
        page.text().contains("1 số khác, 0 số giống.") && page.text().contains(">31 ("),
        "{}",
        page.text()
    );
    let filed = service.file(&staff, "text/csv", right.as_bytes()).has_status(201).json();
    assert_eq!(filed["unchanged"], false, "the check kept it");
}

#[test]
fn a_faulty_workbook_comes_back_with_its_cells_marked_and_a_list() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let reply = file(&service, "", &token, &faulty()).has_status(422);
    assert_eq!(reply.header("content-type"), Some(XLSX));
    assert_eq!(file(&service, "", &token, &faulty()).body, reply.body, "the same bytes each time");
    let marked = parts(&reply.body);
    let (first, second) = (&marked["xl/worksheets/sheet1.xml"], &marked["xl/worksheets/sheet2.xml"]);
    // The first four styles were there; what is added is the plain one in red.
    assert!(first.contains("<c t=\"inlineStr\" s=\"4\"><is><t>nơi nào</t>"), "{first}");
    assert!(first.contains("<c r=\"E3\" s=\"4\"/></row>"), "{first}");
    assert!(first.contains("<legacyDrawing r:id=\"rIdBaoCaoBoxes\"/></worksheet>"), "{first}");
    assert_eq!(second, &parts(&faulty())["xl/worksheets/sheet2.xml"]);
    assert!(
        marked["xl/styles.xml"].contains("FFFFC9CF")
            && marked["xl/styles.xml"].contains("<cellXfs count=\"8\">")
    );
    let notes = &marked["xl/comments-baocao0.xml"];
    assert!(notes.contains("<comment ref=\"B3\" authorId=\"0\">") && notes.contains("`nơi nào`"), "{notes}");
    assert!(notes.contains("<comment ref=\"E3\" authorId=\"0\">"), "{notes}");
    assert_eq!(marked["xl/drawings/vml-baocao0.vml"].matches("ObjectType=\"Note\"").count(), 2);
    let list = &marked["xl/worksheets/baocao-summary.xml"];
    assert!(
        list.contains("location=\"&apos;Số liệu&apos;!B3\"") || list.contains("location=\"'Số liệu'!B3\""),
        "{list}"
    );
    let workbook = &marked["xl/workbook.xml"];
    assert!(
        workbook.contains("<sheets><sheet name=\"Báo Cáo - lỗi\" sheetId=\"3\" r:id=\"rIdBaoCaoSummary\"/>"),
        "{workbook}"
    );
    assert!(workbook.contains("localSheetId=\"2\"") && workbook.contains("activeTab=\"0\""), "{workbook}");
    assert_eq!(
        marked["xl/printerSettings/printer1.bin"],
        parts(&faulty())["xl/printerSettings/printer1.bin"]
    );
    // Every part is the XML that it should be.
    for (name, content) in marked.iter().filter(|(name, _)| !name.ends_with(".bin")) {
        roxmltree::Document::parse(content).unwrap_or_else(|wrong| panic!("{name}: {wrong}\n{content}"));
    }
    let english = parts(&file(&service, "lang=en", &token, &faulty()).has_status(422).body);
    assert!(english["xl/workbook.xml"].contains("Báo Cáo - problems"));
    assert!(english["xl/comments-baocao0.xml"].contains("is not a valid"), "{english:?}");
}

#[test]
fn a_marked_workbook_is_read_like_the_one_it_was_and_loses_its_marks_when_mended() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let marked = file(&service, "", &token, &faulty()).has_status(422).body;
    let json = |bytes: &[u8]| service.file(&token, XLSX, bytes).has_status(422).json()["errors"].clone();
    let before = json(&faulty());
    assert_eq!(json(&marked), before);
    // Half mended: the other mark stays, and only that.
    let mend = |bytes: &[u8], from: &str, to: &str| {
        let entries = unzip(bytes).into_iter().map(|entry| {
            let name = String::from_utf8(entry.name.clone()).unwrap();
            let content = String::from_utf8(inflated(&entry));
            match content {
                Ok(content) if name.ends_with("sheet1.xml") => Entry::new(&name, content.replace(from, to)),
                _ => entry,
            }
        });
        zip(&entries.collect::<Vec<_>>())
    };
    let half = mend(&marked, "nơi nào", "tay-ho");
    let again = file(&service, "", &token, &half).has_status(422).body;
    let now = parts(&again);
    assert_eq!(now["xl/comments-baocao0.xml"].matches("<comment ").count(), 1, "{now:?}");
    assert!(!now["xl/comments-baocao0.xml"].contains("nơi nào"));
    assert_eq!(now["xl/drawings/vml-baocao0.vml"].matches("ObjectType=\"Note\"").count(), 1);
    assert_eq!(now["xl/workbook.xml"].matches("Báo Cáo").count(), 1, "one list");
    let mended = mend(&again, "<c r=\"E3\"", "<c r=\"E3\" t=\"n\"").replacen_in_sheet();
    service.file(&token, XLSX, &mended).has_status(201).json();
    let row = service.figures("indicator=members-admitted&organization=tay-ho&period=2023").rows().remove(0);
    assert_eq!(row["actual"], 205);
}

/// Puts the missing value into the marked cell.
trait Mended {
    fn replacen_in_sheet(&self) -> Vec<u8>;
}

impl Mended for Vec<u8> {
    fn replacen_in_sheet(&self) -> Vec<u8> {
        let entries = unzip(self).into_iter().map(|entry| {
            let name = String::from_utf8(entry.name.clone()).unwrap();
            if !name.ends_with("sheet1.xml") {
                return entry;
            }
            let content = String::from_utf8(inflated(&entry)).unwrap();
            let at = content.find("<c r=\"E3\"").unwrap();
            let end = at + content[at..].find("/>").unwrap();
            Entry::new(&name, format!("{}><v>205</v></c>{}", &content[..end], &content[end + 2..]))
        });
        zip(&entries.collect::<Vec<_>>())
    }
}

#[test]
fn comments_of_others_and_their_styles_stay() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let notes = format!(
        "<comments xmlns=\"{main}\"><authors><author>Lan</author></authors><commentList><comment ref=\"A1\" authorId=\"0\">\
         <text><t>hỏi lại phường</t></text></comment></commentList></comments>"
    );
    let wrong = "<row><c t=\"inlineStr\"><is><t>members-admitted</t></is></c><c t=\"inlineStr\"><is><t>ba-dinh</t></is></c>\
                 <c s=\"2\"><v>45078.5</v></c><c t=\"inlineStr\"><is><t>actual</t></is></c><c s=\"4\"><v>1.5</v></c></row>";
    let own = "<xf numFmtId=\"0\" fillId=\"1\" applyFill=\"1\"><protection locked=\"0\"/></xf>";
    let mut entries = with(
        frame(&["Sheet1"]),
        Entry::new("xl/worksheets/sheet1.xml", sheet(&[header(), wrong.to_owned()].concat())),
    );
    entries = with(entries, Entry::new("xl/styles.xml", styles(own).replace("count=\"4\"", "count=\"5\"")));
    entries.push(Entry::new("xl/comments1.xml", notes));
    entries.push(Entry::new(
        "xl/worksheets/_rels/sheet1.xml.rels",
        super::book::relations(&super::book::relation("rId1", "comments", "../comments1.xml")),
    ));
    let marked = parts(&file(&service, "", &token, &zip(&entries)).has_status(422).body);
    let notes = &marked["xl/comments1.xml"];
    assert!(
        notes.contains("<author>Lan</author><author>Báo Cáo</author>") && notes.contains("hỏi lại phường"),
        "{notes}"
    );
    assert_eq!(marked["xl/drawings/vml-baocao0.vml"].matches("ObjectType=\"Note\"").count(), 3, "{marked:?}");
    assert!(
        marked["xl/styles.xml"].contains("applyFill=\"1\"><protection locked=\"0\"/></xf>"),
        "{}",
        marked["xl/styles.xml"]
    );
}

#[test]
fn a_dry_run_marks_warnings_too_and_the_command_line_writes_the_marked_workbook() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let file_name = |name: &str| service.data().join(name).to_str().unwrap().to_owned();
    std::fs::write(file_name("in.xlsx"), faulty()).unwrap();
    let output = service.command(&["file", &file_name("in.xlsx"), "--marked", &file_name("out.xlsx")]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("ô B3"), "{told}");
    let written = std::fs::read(file_name("out.xlsx")).unwrap();
    assert_eq!(written, file(&service, "", &token, &faulty()).has_status(422).body);
    let fine = book(&[header(), good("ba-dinh", "310")].concat());
    let tried = file(&service, "dry_run=true", &token, &fine).has_status(200);
    assert_eq!(tried.json()["acceptable"], true);
    let tried = file(&service, "dry_run=true&lang=en", &token, &faulty()).has_status(200);
    assert_eq!(tried.header("content-type"), Some(XLSX));
}
