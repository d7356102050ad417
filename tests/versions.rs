//! The data have a version, and each release says what it changed of them.

use serde_json::Value;

use crate::harness::Service;

const HEAD: &str = "indicator,organization,period,as_of,measure,breakdown,value\n";

#[track_caller]
fn filed(service: &Service, token: &str, rows: &str) {
    let _ = service.file(token, "text/csv", format!("{HEAD}{rows}").as_bytes()).has_status(201);
}

#[track_caller]
fn version(service: &Service) -> String {
    service.get("/api/v1/releases").has_status(200).json()["version"].as_str().unwrap().to_owned()
}

/// The release, whose examples are those that `/api/v1/changes` tells.
#[track_caller]
fn release(service: &Service, number: u32) -> Value {
    let release = service.get(&format!("/api/v1/releases/{number}")).has_status(200).json();
    let changes = service.get(release["changes"].as_str().unwrap()).has_status(200).json();
    for kind in ["new", "revised", "withdrawn", "confirmed", "hidden"] {
        let all: Vec<&Value> =
            changes["changes"].as_array().unwrap().iter().filter(|one| one["kind"] == kind).collect();
        let told: Vec<&Value> = release["first"][kind].as_array().unwrap().iter().collect();
        assert_eq!(release["counts"][kind], all.len(), "{kind}");
        assert_eq!(told, all[..all.len().min(20)], "{kind}");
    }
    release
}

#[test]
fn a_release_tells_its_version_and_what_it_changed_and_nothing_that_is_hidden() {
    let service = Service::demo();
    let publisher = service.token_of("publisher", None);
    assert_eq!(version(&service), "1.0.0");
    filed(&service, &publisher, "members-admitted,hanoi,2023,2023-12-31,actual,,12345\n");
    assert_eq!(version(&service), "1.1.0");
    filed(&service, &publisher, "members-admitted,hanoi,2023,2023-12-31,actual,,12346\n");
    let corrected = release(&service, 4);
    let (version_of, change) = (&corrected["version"], &corrected["change"]);
    assert_eq!((version_of, change), (&"1.1.1".into(), &"patch".into()));
    let revised = &corrected["first"]["revised"][0];
    assert_eq!((&revised["before"]["value"], &revised["after"]["value"]), (&12345.into(), &12346.into()));
    // Below the top a count of fewer than five is hidden: that it is there is told, and that it was filed anew, but no number and
    // not whether it is another.
    filed(
        &service,
        &publisher,
        "disciplined,hanoi,2023,2023-12-31,actual,subject=member,900\ndisciplined,ba-dinh,2023,2023-12-31,actual,subject=member,3\n",
    );
    filed(&service, &publisher, "disciplined,ba-dinh,2023,2023-12-31,actual,subject=member,2\n");
    let (first, second) = (release(&service, 5), release(&service, 6));
    assert_eq!((&first["version"], &second["version"]), (&"1.2.0".into(), &"1.2.1".into()));
    let hidden =
        first["first"]["new"].as_array().unwrap().iter().find(|one| one["organization"] == "ba-dinh");
    assert_eq!(hidden.unwrap()["after"]["value"], Value::Null);
    assert!(!first.to_string().contains("\"value\":3,") && !second.to_string().contains("\"value\":2,"));
    assert_eq!((&second["counts"]["hidden"], &second["counts"]["confirmed"]), (&1.into(), &0.into()));
    // The same version everywhere that it is told.
    let text = |path: &str| service.get(path).has_status(200).text().to_owned();
    let question = "indicator=members-admitted&organization=hanoi&period=2023";
    assert!(text("/api/v1/catalogue.ttl").contains("dcat:version \"1.2.1\""));
    assert!(text("/indicators/members-admitted").contains("\"version\":\"1.2.1\""));
    let metadata = text(&format!("/api/v1/figures.csv-metadata.json?{question}"));
    assert!(metadata.contains("\"schema:version\":\"1.2.1\""));
    let package = service.get(&format!("/api/v1/figures.zip?{question}")).has_status(200).body;
    let package = zip::ZipArchive::new(std::io::Cursor::new(package));
    let described: Value =
        serde_json::from_reader(package.unwrap().by_name("datapackage.json").unwrap()).unwrap();
    assert_eq!(described["version"], "1.2.1");
    let feed = service.get("/releases.json").has_status(200).json();
    assert_eq!(feed["items"][2]["_baocao"]["version"], "1.1.1");
    assert!(text("/releases.atom").contains("term=\"1.1.1\""));
    assert!(text("/releases").contains("Phiên bản 1.1.1"));
    assert!(text("/releases/4?lang=en").contains("Version 1.1.1"));
    let _ = service.get("/api/v1/releases/1").has_status(404);
    let _ = service.get("/api/v1/releases/99").has_status(404);
}
