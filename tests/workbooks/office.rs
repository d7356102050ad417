//! LibreOffice opens what is handed out, and what it saves is read. It is not on every machine: `just verify` installs it
//! and runs these, which fail where it is missing.

use std::path::Path;
use std::process::Command;

use super::book::{Entry, frame, good, header, row, sheet, text, zip};
use super::filling::{fetched, filled};
use super::marking::{XLSX, file};
use crate::harness::Service;

/// Opens a file and saves it as another kind.
#[track_caller]
fn converted(folder: &Path, name: &str, kind: &str) -> Vec<u8> {
    let profile = format!("-env:UserInstallation=file://{}/office", folder.display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", kind, "--outdir"])
        .arg(folder.join("saved"))
        .arg(folder.join(name))
        .output()
        .expect("LibreOffice is not installed: `just verify` installs it");
    let ending = kind.split(':').next().unwrap();
    let saved = folder.join("saved").join(name).with_extension(ending);
    std::fs::read(saved).unwrap_or_else(|wrong| panic!("{wrong}: {output:?}"))
}

#[test]
#[ignore = "needs LibreOffice; `just verify` installs it"]
fn libreoffice_opens_a_marked_workbook_and_a_corrected_copy_is_filed() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let wrong = row(&[
        text("members-admitted"),
        text("nơi nào"),
        text("2023"),
        text("actual"),
        "<c><v>205</v></c>".to_owned(),
    ]);
    let mut entries = frame(&["Số liệu"]);
    entries.push(Entry::new(
        "xl/worksheets/sheet1.xml",
        sheet(&[header(), good("ba-dinh", "310"), wrong].concat()),
    ));
    let marked = file(&service, "", &token, &zip(&entries)).has_status(422).body;
    let folder = service.data();
    std::fs::write(folder.join("marked.xlsx"), &marked).unwrap();
    let flat = String::from_utf8(converted(folder, "marked.xlsx", "fods")).unwrap();
    // The list, the colour and the comment are there for whoever opens it.
    for expected in [
        "table:name=\"Báo Cáo - lỗi\"",
        "fo:background-color=\"#ffc9cf\"",
        "<office:annotation",
        "không phải là mã đơn vị hợp lệ",
    ] {
        assert!(flat.contains(expected), "`{expected}` is missing in {flat}");
    }
    // Saved by LibreOffice as it is, it says the same; mended, it is filed.
    let saved = converted(folder, "marked.xlsx", "xlsx:Calc MS Excel 2007 XML");
    let refused = service.file(&token, XLSX, &saved).has_status(422).json();
    assert_eq!(refused["errors"].as_array().unwrap().len(), 1, "{refused}");
    assert_eq!(
        (&refused["errors"][0]["sheet"], &refused["errors"][0]["cell"]),
        (&"Số liệu".into(), &"B3".into())
    );
    std::fs::write(folder.join("mended.fods"), flat.replace(">nơi nào<", ">tay-ho<")).unwrap();
    let mended = converted(folder, "mended.fods", "xlsx:Calc MS Excel 2007 XML");
    let filed = service.file(&token, XLSX, &mended).has_status(201).json();
    assert_eq!(filed["figures"], 2);
    // A second marking of what LibreOffice saved is opened too, and has the marks of now only.
    let worse = flat.replace(">nơi nào<", ">tay-ho<").replace(">members-admitted<", ">members<");
    std::fs::write(folder.join("worse.fods"), worse).unwrap();
    let worse = converted(folder, "worse.fods", "xlsx:Calc MS Excel 2007 XML");
    let again = file(&service, "", &token, &worse).has_status(422).body;
    std::fs::write(folder.join("again.xlsx"), &again).unwrap();
    let flat = String::from_utf8(converted(folder, "again.xlsx", "fods")).unwrap();
    assert_eq!(flat.matches("<office:annotation ").count(), 2, "{flat}");
    assert_eq!(flat.matches("table:name=\"Báo Cáo - lỗi\"").count(), 1);
    assert!(!flat.contains("không phải là mã đơn vị hợp lệ"), "{flat}");
}

#[test]
#[ignore = "needs LibreOffice; `just verify` installs it"]
fn a_form_that_libreoffice_saved_is_filed() {
    let service = Service::demo();
    let token = service.token("ba-dinh");
    let folder = service.data();
    for lang in ["vi", "en"] {
        let query = format!("organization=ba-dinh&period=2023-06&lang={lang}");
        let workbook = fetched(&service, &token, &query).has_status(200).body;
        std::fs::write(folder.join("form.xlsx"), filled(&workbook, &[("O6", "40.5"), ("O7", "100")]))
            .unwrap();
        let saved = converted(folder, "form.xlsx", "xlsx:Calc MS Excel 2007 XML");
        let tried = service.file_with("dry_run=true", &token, XLSX, &saved).has_status(200).json();
        assert_eq!((&tried["acceptable"], &tried["figures"]), (&true.into(), &2.into()), "{tried}");
        let flat = String::from_utf8(converted(folder, "form.xlsx", "fods")).unwrap();
        for kept in ["table:protected=\"true\"", "table:content-validation ", "table:visibility=\"collapse\""]
        {
            assert!(flat.contains(kept), "`{kept}` is missing");
        }
    }
}
