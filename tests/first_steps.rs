//! The first minutes: an empty store, a busy port, a wrong word, a variable instead of an option.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::harness::service::binary;
use crate::harness::{Folder, Service};

#[test]
fn an_empty_store_serves_and_says_what_to_do_next() {
    let service = Service::empty();
    let page = service.get_with("/", &[("accept", "text/html")]).has_status(200);
    assert!(page.text().contains("catalogue load"), "{}", page.text());
    let refusal =
        service.figures("indicator=members-admitted&organization=hanoi&period=2021").has_status(422);
    assert!(refusal.json()["detail"].as_str().unwrap().contains("`members-admitted`"));
    service.get("/studio").has_status(200).text();
    assert_eq!(service.get("/api/v1/indicators").has_status(200).json()["indicators"], serde_json::json!([]));
}

#[test]
fn a_busy_port_is_one_clear_sentence() {
    let (folder, taken) = (Folder::new(), TcpListener::bind("127.0.0.1:0").unwrap());
    let listen = taken.local_addr().unwrap().to_string();
    let output = binary(folder.path()).args(["serve", "--listen", &listen]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains(&listen) && !told.contains("panicked"), "{told}");
}

#[test]
fn a_folder_that_cannot_be_written_is_one_clear_sentence() {
    let folder = Folder::new();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let output = binary(&file).args(["token", "new", "--role", "admin"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains(file.to_str().unwrap()) && !told.contains("panicked"), "{told}");
}

#[test]
fn every_option_has_its_variable() {
    let folder = Folder::new();
    let help = binary(folder.path()).args(["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let options: Vec<&str> = help
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("--"))
        .filter(|option| !matches!(*option, "help" | "version"))
        .collect();
    assert!(options.contains(&"listen") && options.contains(&"data"), "{help}");
    for option in options {
        let variable = format!("BAOCAO_{}", option.to_uppercase().replace('-', "_"));
        assert!(help.contains(&format!("[env: {variable}")), "{variable} is missing in {help}");
    }
    let output = binary(folder.path())
        .env("BAOCAO_ROLE", "filer")
        .env("BAOCAO_ORGANIZATION", "nowhere")
        .args(["token", "new"])
        .output()
        .unwrap();
    assert!(!output.status.success(), "a token for an organization that is not in the catalogue");
    assert!(String::from_utf8_lossy(&output.stderr).contains("`nowhere`"));
}

#[test]
fn with_the_database_gone_readiness_is_503_and_figures_still_answer() {
    let service = Service::demo();
    service.get("/readyz").has_status(200).text();
    service.get("/healthz").has_status(200).text();
    for entry in std::fs::read_dir(service.data()).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let deadline = Instant::now() + Duration::from_secs(10);
    while service.get("/readyz").status != 503 {
        assert!(Instant::now() < deadline, "ready without a database");
        std::thread::sleep(Duration::from_millis(50));
    }
    service.get("/healthz").has_status(200).text();
    let row = service
        .figures("indicator=members-admitted&organization=hanoi&period=2021")
        .has_status(200)
        .rows()
        .remove(0);
    assert_eq!(row["actual"], 10027, "with the database gone, reads go on from the last snapshot");
}
