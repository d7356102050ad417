//! The desk as staff meet it: with a browser, by keyboard, on a phone, in either theme and language.

use serde_json::Value;

use crate::harness::{Browser, Scripts, Service, axe};

const FILE: &str = "indicator,organization,period,as_of,measure,value\n\
    investment-disbursed,ba-dinh,2024-03,2024-03-14,actual,5.5\nmembers-admitted,ba-dinh,2023,2023-12-31,actual,31\n";

/// Writes the token where the cursor waits, and sends it by the keyboard alone.
fn sign_in(browser: &Browser, service: &Service, token: &str) {
    browser.visit(&format!("{}/desk/sign-in", service.address));
    let field =
        browser.run(&format!("document.activeElement.value = '{token}'; return document.activeElement.id"));
    assert_eq!(field, "token", "the cursor does not wait in the field");
    browser.press("Enter");
    browser.wait_for("return location.pathname == '/desk' && document.readyState == 'complete'");
}

#[test]
fn every_sheet_of_the_desk_is_for_everybody_and_fits_a_phone() {
    let service = Service::demo();
    let staff = service.token_of("filer", Some("ba-dinh"));
    let filed = service.file(&staff, "text/csv", FILE.as_bytes()).has_status(201).json();
    let filing = format!("/desk/filings/{}", filed["filing"].as_str().unwrap());
    let sheets =
        ["/desk", "/desk/forms/investment?period=2024-03", &filing, "/desk/releases", "/desk/upload"];
    let browser = Browser::open(Scripts::On);
    sign_in(&browser, &service, &service.token_of("publisher", None));
    let mut found = Vec::new();
    for (scheme, width) in [("light", 320), ("dark", 960)] {
        browser.prefer(scheme);
        browser.resize(width, 800);
        for sheet in sheets {
            for lang in ["vi", "en"] {
                let and = if sheet.contains('?') { '&' } else { '?' };
                browser.visit(&format!("{}{sheet}{and}lang={lang}", service.address));
                assert_eq!(browser.run("return document.documentElement.lang"), lang, "{sheet}");
                let wide = browser.run("return document.documentElement.scrollWidth");
                assert_eq!(wide, Value::from(width), "{sheet} {lang}");
                found.extend(
                    axe::violations(&browser).iter().map(|one| format!("{sheet} {lang} {scheme}: {one}")),
                );
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(browser.console().is_empty(), "{:?}", browser.console());
}

#[test]
fn what_staff_file_is_accepted_and_released_without_a_script() {
    let service = Service::demo();
    let staff = service.token_of("filer", Some("ba-dinh"));
    let filed = service.file(&staff, "text/csv", FILE.as_bytes()).has_status(201).json();
    let query = "indicator=members-admitted&organization=ba-dinh&period=2023";
    assert_eq!(service.figures(query).rows()[0]["actual"], Value::Null);
    let browser = Browser::open(Scripts::Off);
    sign_in(&browser, &service, &service.token_of("publisher", None));
    let press = |what: &str, then: &str| {
        browser.run(&format!("document.querySelector('{what}').focus()"));
        browser.press("Enter");
        browser.wait_for(&format!(
            "return document.readyState == 'complete' && !!document.querySelector('{then}')"
        ));
    };
    browser.visit(&format!("{}/desk/filings/{}", service.address, filed["filing"].as_str().unwrap()));
    press("form[action$=accept] button", ".stage.accepted");
    browser.visit(&format!("{}/desk", service.address));
    press("form[action$=releases] button[type=submit]", "[role=status]");
    assert_eq!(service.figures(query).rows()[0]["actual"], 31);
}

#[test]
fn who_may_not_learns_nothing_and_a_form_is_no_way_to_fill_the_memory() {
    let service = Service::demo();
    let staff = service.token_of("filer", Some("ba-dinh"));
    let filed = service.file(&staff, "text/csv", FILE.as_bytes()).has_status(201).json();
    let other = format!("Bearer {}", service.token_of("publisher", Some("hoan-kiem")));
    let form = [("authorization", other.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let release = format!("filing={}", filed["filing"].as_str().unwrap());
    // Not that it is filed, nor that it would have to be accepted first.
    let refused = service.send("POST", "/desk/releases", &form, release.into_bytes()).has_status(403);
    assert!(refused.text().contains("Bạn không có quyền làm việc này"));
    let reply = service.get_with("/desk/filings/9223372036854775808", &form);
    assert_eq!(reply.status, 404);
    let long = b"a&".repeat(50_000);
    let form = [("origin", service.address.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(service.send("POST", "/desk/sign-in", &form, long).status, 413);
}
