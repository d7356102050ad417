//! Editors write sentences of their own, and can write nothing that is not so.

use crate::harness::{Reply, Service};

#[track_caller]
fn sent(service: &Service, token: &str, template: &str, what: &str) -> Reply {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let escaped: String = template.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let body = format!("chart=members-admitted&of=vi&lang=vi&do={what}&template={escaped}");
    service.send("POST", "/desk/sentences", &headers, body.into_bytes())
}

#[test]
fn an_editor_s_sentence_is_said_once_it_can_say_nothing_false() {
    let service = Service::demo();
    let publisher = service.token_of("publisher", None);
    let said =
        |service: &Service| service.get("/sentences/members-admitted").has_status(200).text().to_owned();
    let before = said(&service);
    let refused =
        sent(&service, &publisher, "{{ organization }} tăng {{ of_change.size }}.", "save").has_status(422);
    assert!(refused.text().contains("{% if rise /"), "{}", refused.text());
    let _ = sent(&service, &publisher, "{% for x in range(9) %}{{ x }}{% endfor %}", "save").has_status(422);
    assert_eq!(said(&service), before);
    let template = "{{ Period }}: {{ of_level.actual }}{% if rise %}, tăng {{ of_change.size }}{% elif fall %}, giảm {{ of_change.size }}{% endif %}.";
    let checked = sent(&service, &publisher, template, "check").has_status(200);
    assert!(checked.text().contains("Năm 2022: 10.183"), "{}", checked.text());
    assert_eq!(said(&service), before, "a check keeps nothing");
    let _ = sent(&service, &publisher, template, "save").has_status(200);
    let own = "Năm 2022: 10.183\u{a0}đảng viên, tăng 1,6%.\n";
    assert_eq!(said(&service), own);
    assert!(service.get("/charts/members-admitted").text().contains(own.trim()));
    let service = service.kill_and_restart();
    assert_eq!(said(&service), own);
    let _ = sent(&service, &service.token_of("filer", Some("hanoi")), template, "save").has_status(403);
    let _ = sent(&service, &publisher, "", "save").has_status(200);
    assert_eq!(said(&service), before);
    assert!(service.command(&["check"]).status.success());
}
