//! Addresses as people type them and programs join them.

use crate::harness::Service;

#[test]
fn a_slash_too_many_leads_to_the_address_without_it() {
    let service = Service::demo();
    for (asked, meant) in [
        ("/charts/members-admitted/", "/charts/members-admitted"),
        (
            "/charts/members-admitted/?lang=en&known_on=2026-11-21",
            "/charts/members-admitted?lang=en&known_on=2026-11-21",
        ),
        ("/charts/members-admitted.svg/?width=320", "/charts/members-admitted.svg?width=320"),
        ("/embed/members-admitted/", "/embed/members-admitted"),
        ("/api/", "/api"),
        ("/api/v1/charts/", "/api/v1/charts"),
        ("/studio/?lang=en", "/studio?lang=en"),
    ] {
        for method in ["GET", "HEAD"] {
            let reply = service.send(method, asked, &[], Vec::new()).has_status(308);
            assert_eq!(reply.header("location"), Some(meant), "{method} {asked}");
            assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{method} {asked}");
        }
        assert_eq!(service.get(meant).status, 200, "{meant}");
    }
}

#[test]
fn nobody_is_led_to_another_host_or_to_nothing() {
    let service = Service::demo();
    assert_eq!(service.get("/").status, 200);
    for path in
        ["//example.org/", "//example.org/charts/x/", "/nowhere/", "/charts/", "/charts/a/b/", "/api//"]
    {
        let reply = service.get(path).has_status(404);
        assert_eq!(reply.header("location"), None, "{path}");
    }
    let filed = service.send("POST", "/charts/members-admitted/", &[], Vec::new());
    assert_eq!(filed.status, 404);
}
