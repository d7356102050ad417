//! The colours of a chart's series: chosen in the builder, saved, and in every picture; and a chart that was withdrawn and is shown again.

use crate::harness::{Browser, Reply, Scripts, Service};

const FIELDS: &str = "indicator%3Dinspected%26from%3D2021%26to%3D2022%26organization%3Dhanoi%26by-subject%3D%2A%26kind%3Dcolumn";

/// What a publisher's form sends.
fn sent(service: &Service, path: &str, body: &str) -> Reply {
    let token = format!("Bearer {}", service.token_of("publisher", None));
    let form = [("authorization", token.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    service.send("POST", path, &form, body.as_bytes().to_vec())
}

#[test]
fn the_colours_of_series_are_saved_and_stand_in_every_picture() {
    let service = Service::demo();
    assert_eq!(sent(&service, "/studio/charts", &format!("slug=plain&fields={FIELDS}")).status, 303);
    let chosen = format!("slug=chosen&fields={FIELDS}%26color-member%3D3%26color-organization%3Dgrey");
    assert_eq!(sent(&service, "/studio/charts", &chosen).status, 303);
    let colors = |slug: &str| {
        service.get(&format!("/charts/{slug}.json")).json()["extension"]["chart"]["colors"].clone()
    };
    assert_eq!(colors("plain"), serde_json::json!([]));
    assert_eq!(colors("chosen"), serde_json::json!([7, 3]), "in the order of the series");
    for (theme, shade) in [("light", "#3f9c83"), ("dark", "#2bd9c6")] {
        let svg = service.get(&format!("/charts/chosen.svg?theme={theme}")).has_status(200);
        assert!(svg.text().contains(&format!(".bc-3{{fill:{shade}}}")), "{theme}");
        assert!(
            svg.text().contains("class=\"bc-3\"") && svg.text().contains("class=\"bc-r\""),
            "{theme}: {}",
            svg.text()
        );
        assert!(!svg.text().contains("class=\"bc-1\"") && !svg.text().contains("class=\"bc-2\""), "{theme}");
    }
    for page in ["/charts/chosen", "/embed/chosen"] {
        assert!(service.get(page).text().contains("class=\"bc-3\""), "{page}");
    }
    assert_ne!(service.get("/charts/chosen.png").body, service.get("/charts/plain.png").body);
    let all = service.get("/api/v1/charts").json();
    let kept = all["charts"].as_array().unwrap().iter().find(|one| one["slug"] == "chosen").unwrap();
    assert_eq!(kept["colors"], serde_json::json!({"member": "3", "organization": "grey"}));
    let checked = service.command(&["check"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn colours_that_cannot_be_told_apart_are_refused_with_a_reason() {
    let service = Service::demo();
    let twice = format!("slug=twice&fields={FIELDS}%26color-member%3D2%26color-organization%3D2");
    assert_eq!(sent(&service, "/studio/charts", &twice).status, 422);
    let built = |more: &str| {
        service
            .get(&format!("/studio/build?indicator=inspected&from=2021&to=2022&by-subject=*&{more}"))
            .has_status(200)
            .text()
            .to_owned()
    };
    let page = built("color-member=2&color-organization=2");
    assert!(page.contains("Hai dãy cùng màu thì không phân biệt được"), "{page}");
    assert!(page.contains("<select id=\"color-member\""), "what is to be mended is not in the form");
    let page = built("color-member=%23ffcc00");
    assert!(page.contains("`#ffcc00`") && page.contains("chỉ những màu ấy bảo đảm độ tương phản"), "{page}");
    // Grey is no colour that keeps apart from every other: it is taken, and said.
    let page = built("color-member=3&color-organization=grey");
    assert!(
        page.contains("chỉ cách nhau") && page.contains("mù màu") && page.contains("class=\"bc-3\""),
        "{page}"
    );
    let page = built("brand=%23ffe066");
    assert!(page.contains("độ tương phản trên nền sáng là 1,3:1 (cần 3:1)"), "{page}");
    let page = built("kind=waffle&color-member=3");
    assert!(page.contains("Chỉ column, bar, stacked và line có màu theo dãy"), "{page}");
}

#[test]
fn a_colour_is_chosen_by_keyboard_and_drawn_at_once() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!(
        "{}/studio/build?indicator=inspected&from=2021&to=2022&by-subject=*&kind=column",
        service.address
    ));
    browser.run("document.querySelector('#colors summary').focus()");
    browser.press("Enter");
    browser.wait_for("return document.getElementById('colors').open");
    browser.run("document.getElementById('color-member').focus()");
    for _ in 0..5 {
        browser.press("ArrowDown");
    }
    browser.wait_for("return !!document.querySelector('.preview svg .bc-5')");
    assert_eq!(browser.run("return document.activeElement.id"), "color-member", "the cursor was lost");
    assert!(browser.console().is_empty(), "{:?}", browser.console());
}

#[test]
fn a_withdrawn_chart_is_shown_again_by_an_act_of_its_own_and_by_nothing_else() {
    let service = Service::demo();
    let (withdraw, restore) =
        ("/studio/charts/members-admitted/withdraw", "/studio/charts/members-admitted/restore");
    assert_eq!(sent(&service, restore, "sure=yes").status, 409, "what is shown was shown again");
    assert_eq!(sent(&service, withdraw, "reason_vi=Sai&sure=yes").status, 303);
    assert_eq!(service.get("/embed/members-admitted").status, 410);
    assert_eq!(sent(&service, restore, "").status, 422, "by somebody who was not sure");
    assert_eq!(service.get("/charts/members-admitted.json").status, 410);
    assert_eq!(sent(&service, restore, "sure=yes").status, 303);
    for address in ["/charts/members-admitted", "/embed/members-admitted", "/charts/members-admitted.png"] {
        assert_eq!(service.get(address).status, 200, "{address}");
    }
    assert_eq!(sent(&service, "/studio/charts/none/restore", "sure=yes").status, 404);
    let token = format!("Bearer {}", service.token_of("admin", None));
    let log = service.get_with("/api/v1/audit", &[("authorization", token.as_str())]).has_status(200);
    assert!(log.text().contains("withdraw-chart") && log.text().contains("restore-chart"));
    let checked = service.command(&["check"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn the_desk_leads_to_where_a_chart_is_withdrawn_and_shown_again() {
    let service = Service::demo();
    let token = format!("Bearer {}", service.token_of("publisher", None));
    let charts = || {
        service
            .get_with("/desk/charts", &[("authorization", token.as_str())])
            .has_status(200)
            .text()
            .to_owned()
    };
    assert!(charts().contains("href=\"/studio/charts/members-admitted#withdraw\""));
    assert_eq!(
        sent(&service, "/studio/charts/members-admitted/withdraw", "reason_vi=Sai&sure=yes").status,
        303
    );
    assert!(charts().contains("href=\"/studio/charts/members-admitted#restore\""));
    let sheet = service.get_with("/studio/charts/members-admitted", &[("authorization", token.as_str())]);
    assert!(
        sheet.text().contains("id=\"restore\"") && !sheet.text().contains("id=\"withdraw\""),
        "{}",
        sheet.text()
    );
}

#[test]
fn every_page_has_a_picture_for_social_networks() {
    let service = Service::demo();
    for page in [
        "/",
        "/search",
        "/indicators",
        "/organizations",
        "/organizations/hanoi",
        "/releases",
        "/releases/2",
        "/briefings",
        "/studio",
        "/api",
        "/indicators/members-admitted",
        "/charts/members-admitted",
    ] {
        for lang in ["vi", "en"] {
            let html = service.get(&format!("{page}?lang={lang}")).has_status(200);
            let (_, rest) = html
                .text()
                .split_once("<meta property=\"og:image\" content=\"")
                .unwrap_or_else(|| panic!("{page}"));
            let address = rest.split_once('"').unwrap().0.replace("&amp;", "&");
            let picture = service.get(address.strip_prefix(&service.address).unwrap()).has_status(200);
            assert_eq!(picture.header("content-type"), Some("image/png"), "{page}");
            // PNG, second edition, 11.2.2: the header's width and height.
            let pixels = |at: usize| u32::from_be_bytes(picture.body[at..at + 4].try_into().unwrap());
            assert_eq!((pixels(16), pixels(20)), (1_200, 630), "{page}");
            assert!(html.text().contains("og:image:alt"), "{page}");
        }
    }
    assert_ne!(service.get("/card.png").body, service.get("/card.png?lang=en").body);
}
