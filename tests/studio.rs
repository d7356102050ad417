//! The studio as editors meet it: by keyboard alone, without a script, on a phone, in either language and theme.

use serde_json::Value;

use crate::harness::{Browser, Scripts, Service, axe};

const BUILT: &str = "/studio/build?indicator=inspected&by-subject=*&title_vi=Ki%E1%BB%83m%20tra&note1=line&note1_at=1000&note1_vi=M%E1%BB%91c";

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn every_page_of_the_studio_is_for_everybody_and_fits_a_phone() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    let mut found = Vec::new();
    for (scheme, width) in [("light", 320), ("dark", 960)] {
        browser.prefer(scheme);
        browser.resize(width, 800);
        for page in [
            "/studio",
            "/studio?q=dang",
            "/studio?chart=inspection-work",
            "/studio/build",
            BUILT,
            "/studio/build?kind=pie",
        ] {
            for lang in ["vi", "en"] {
                let and = if page.contains('?') { '&' } else { '?' };
                browser.visit(&format!("{}{page}{and}lang={lang}", service.address));
                assert_eq!(browser.run("return document.documentElement.lang"), lang, "{page}");
                let wide = browser.run("return document.documentElement.scrollWidth");
                assert_eq!(wide, Value::from(width), "{page} {lang}");
                found.extend(
                    axe::violations(&browser).iter().map(|one| format!("{page} {lang} {scheme}: {one}")),
                );
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(browser.console().is_empty(), "{:?}", browser.console());
}

#[test]
fn charts_are_found_without_marks_and_in_either_language() {
    let service = Service::demo();
    for (words, slug) in [
        ("ket nap", "members-admitted"),
        ("KỶ  luật HÌNH thức", "discipline-outcomes-2022"),
        ("dau tu trung han", "medium-term-plan"),
        ("admitted plan", "members-admitted"),
    ] {
        let page = service.get(&format!("/studio?q={}", encoded(words))).has_status(200);
        assert!(page.text().contains(&format!("chart={slug}\"")), "{words}");
        assert!(!page.text().contains("chart=digital-economy-share"), "{words}");
    }
    let nothing = service.get("/studio?q=kh%C3%B4ng%20c%C3%B3%20g%C3%AC").has_status(200);
    assert!(nothing.text().contains("Không có biểu đồ nào như vậy."));
}

/// What the preview shows.
const TITLE: &str = "return document.querySelector('.preview svg')?.textContent ?? ''";

#[test]
fn a_chart_is_built_by_keyboard_alone_while_it_draws_itself() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!("{}/studio/build", service.address));
    // The field of the indicator is reached by the tabulator, and chosen by typing.
    let mut reached = Value::Null;
    for _ in 0..40 {
        browser.press("Tab");
        reached = browser.run("return document.activeElement.id");
        if reached == "indicator" {
            break;
        }
    }
    assert_eq!(reached, "indicator", "the builder is not reached by keyboard");
    browser.press("ArrowDown");
    browser.wait_for(
        "return document.querySelector('.preview svg').textContent.includes('Tổ chức đảng thành lập')",
    );
    assert_eq!(browser.run("return document.activeElement.id"), "indicator", "the cursor was lost");
    let address = browser.run("return location.search");
    assert!(address.as_str().unwrap().contains("indicator=party-organizations-founded"), "{address}");
    browser.run("document.getElementById('title_vi').focus()");
    for letter in ["X", "i", "n"] {
        browser.press(letter);
    }
    browser.wait_for("return document.querySelector('.preview svg').textContent.includes('Xin')");
    assert_eq!(browser.run("return document.activeElement.value"), "Xin", "what was typed was lost");
    let status = browser.run("return document.querySelector('[role=status]').textContent");
    assert_eq!(status, "Đã vẽ lại.");
    assert!(browser.console().is_empty(), "{:?}", browser.console());
}

#[test]
fn a_chart_is_built_without_a_script() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::Off);
    browser.visit(&format!("{}{BUILT}", service.address));
    let drawn = browser.run(TITLE);
    assert!(
        drawn.as_str().unwrap().contains("Kiểm tra") && drawn.as_str().unwrap().contains("Mốc"),
        "{drawn}"
    );
    browser.run("document.querySelector('#title_vi').value = 'Tên khác'; document.querySelector('#builder button').focus()");
    browser.press("Enter");
    browser.wait_for("return document.readyState == 'complete' && document.querySelector('.preview svg').textContent.includes('Tên khác')");
    assert!(browser.run(TITLE).as_str().unwrap().contains("Mốc"), "the note was lost");
}

#[test]
fn what_cannot_be_drawn_says_why_and_what_to_do() {
    let service = Service::demo();
    for (asked, told) in [
        ("kind=pie", "`pie`"),
        ("indicator=nothing", "`nothing`"),
        ("indicator=ecommerce-index-rank&as=flow", "`ecommerce-index-rank`"),
        ("indicator=disciplined&spread=*&by-outcome=*&from=2021&to=2022", "một trục"),
        ("note1=line&note1_at=ten&note1_vi=x", "`ten`"),
    ] {
        let page = service.get(&format!("/studio/build?{asked}")).has_status(200);
        let text = page.text();
        let (_, notice) = text.split_once("id=\"told\"").unwrap_or_else(|| panic!("{asked} is drawn"));
        let notice = notice.split_once("</div>").unwrap().0;
        assert!(notice.contains(told), "{asked}: {notice}");
    }
    assert_eq!(service.get("/studio/build?colour=red").status, 400);
    assert_eq!(service.get("/studio/build?chart=no-such-chart").status, 404);
}

#[test]
fn every_saved_chart_is_drawn_by_the_builder_as_it_was_saved() {
    let service = Service::demo();
    let charts = service.get("/api/v1/charts").has_status(200).json();
    let charts = charts["charts"].as_array().unwrap();
    assert!(charts.len() >= 10);
    for chart in charts {
        let slug = chart["slug"].as_str().unwrap();
        let page = service.get(&format!("/studio/build?chart={slug}")).has_status(200);
        let saved = service.get(&format!("/studio?chart={slug}")).has_status(200);
        let drawing = |page: &str| {
            let (_, rest) = page.split_once("<span class=\"e\">").unwrap();
            let svg = rest.split_once("</svg>").unwrap().0;
            svg.to_owned()
        };
        assert_eq!(drawing(page.text()), drawing(saved.text()), "{slug}");
    }
}

/// Signs in on the way to a page, as who has no session is asked to, and comes out there.
fn sign_in_to(browser: &Browser, service: &Service, page: &str, token: &str) {
    browser.visit(&format!("{}{page}", service.address));
    browser.run(&format!("document.querySelector('[name=token]').value = '{token}'; document.querySelector('[name=token]').focus()"));
    browser.press("Enter");
    browser.wait_for("return location.pathname.startsWith('/studio/') && document.readyState == 'complete'");
}

/// Presses what is found by the keyboard, and waits for what comes then.
fn press(browser: &Browser, what: &str, then: &str) {
    browser.run(&format!("document.querySelector('{what}').focus()"));
    browser.press("Enter");
    browser
        .wait_for(&format!("return document.readyState == 'complete' && !!document.querySelector('{then}')"));
}

#[test]
fn codes_are_tried_against_what_the_service_sends_before_they_are_copied() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    browser.visit(&format!("{}/studio?chart=members-admitted", service.address));
    browser.wait_for("return document.getElementById('tries').textContent.startsWith('Đã thử')");
    let told = browser.run("return document.getElementById('tries').textContent");
    assert!(told.as_str().unwrap().contains("mọi địa chỉ trong mã đều trả lời"), "{told}");
    // An address that is none is told.
    browser.run("const area = document.getElementById('embed-frame'); area.value = area.value.replace('members-admitted', 'no-such-chart'); \
        const again = document.createElement('script'); again.type = 'module'; again.src = '/assets/studio.js?again'; document.body.append(again)");
    browser.wait_for("return document.getElementById('tries').textContent.includes('no-such-chart: 404') || document.getElementById('tries').textContent.includes('no-such-chart')");
    assert!(
        browser.console().iter().all(|line| line.contains("404")),
        "another fault than the one that was made"
    );
}

const SAVE: &str = "/studio/save?indicator=inspected&by-subject=*&from=2022&title_vi=Ki%E1%BB%83m%20tra%20theo%20%C4%91%E1%BB%91i%20t%C6%B0%E1%BB%A3ng";

#[test]
fn a_chart_is_saved_without_a_script_and_everybody_sees_it() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::Off);
    sign_in_to(&browser, &service, SAVE, &service.token_of("publisher", None));
    assert_eq!(browser.run("return document.querySelector('#slug').value"), "kiem-tra-theo-doi-tuong");
    press(&browser, "form[action=\"/studio/drafts\"] button", "[role=status]");
    press(&browser, ".kept-list a", "#builder");
    assert!(
        browser.run(TITLE).as_str().unwrap().contains("Kiểm tra theo đối tượng"),
        "the draft was not opened"
    );
    press(&browser, "[formaction=\"/studio/save\"]", "#name");
    press(&browser, "form[action=\"/studio/charts\"] button", "[role=status]");
    let chart = service.get("/charts/kiem-tra-theo-doi-tuong.json").has_status(200).json();
    assert_eq!(chart["extension"]["chart"]["title"], "Kiểm tra theo đối tượng");
    assert!(
        service
            .get("/studio?q=kiem%20tra%20theo%20doi%20tuong")
            .text()
            .contains("chart=kiem-tra-theo-doi-tuong")
    );
    // The log tells of it, and the store is as the log tells.
    let checked = service.command(&["check"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn a_saved_chart_keeps_its_meaning_and_nobody_saves_over_another_s_change() {
    let service = Service::demo();
    let token = format!("Bearer {}", service.token_of("publisher", None));
    let form = [("authorization", token.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let send = |body: &str| service.send("POST", "/studio/charts", &form, body.as_bytes().to_vec());
    let fields = "indicator%3Dinspected%26from%3D2022%26organization%3Dhanoi%26by-subject%3Dmember";
    assert_eq!(send(&format!("slug=mine&fields={fields}")).status, 303);
    // New, where there is one already.
    assert_eq!(send(&format!("slug=mine&fields={fields}")).status, 409);
    let page = service.get_with(
        "/studio/save?chart=mine&indicator=supervised&from=2022&organization=hanoi&by-subject=member",
        &form,
    );
    let page = page.has_status(200);
    let (_, rest) = page.text().split_once("name=\"before\" value=\"").unwrap();
    let before = encoded(&rest.split_once('"').unwrap().0.replace("&amp;", "&"));
    let other = "indicator%3Dsupervised%26from%3D2022%26organization%3Dhanoi%26by-subject%3Dmember";
    let refused = send(&format!("slug=mine&chart=mine&before={before}&fields={other}"));
    assert_eq!(refused.status, 422, "another indicator was taken under the same name");
    let renamed = format!("{fields}%26title_vi%3DKh%25C3%25A1c");
    assert_eq!(send(&format!("slug=mine&chart=mine&before={before}&fields={renamed}")).status, 303);
    assert_eq!(service.get("/charts/mine.json").json()["extension"]["chart"]["title"], "Khác");
    let stale = send(&format!("slug=mine&chart=mine&before={before}&fields={fields}"));
    assert_eq!(stale.status, 409, "a change over another's was taken");
}

#[test]
fn a_withdrawn_chart_leaves_a_tombstone_and_its_name_is_not_used_again() {
    let service = Service::demo();
    let token = format!("Bearer {}", service.token_of("publisher", None));
    let form = [("authorization", token.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let send = |path: &str, body: &str| service.send("POST", path, &form, body.as_bytes().to_vec());
    // Who withdraws it sees on whose pages it is.
    for _ in 0..3 {
        let origin = [("origin", "https://bao.example")];
        assert_eq!(service.get_with("/charts/members-admitted.json", &origin).status, 200);
    }
    let sheet = service.get_with("/studio/charts/members-admitted", &form).has_status(200);
    assert!(sheet.text().contains(">bao.example</th><td>3</td>"), "{}", sheet.text());
    let path = "/studio/charts/members-admitted/withdraw";
    assert_eq!(send(path, "reason_vi=Sai").status, 422, "withdrawn by somebody who was not sure");
    assert_eq!(service.get("/charts/members-admitted").status, 200);
    assert_eq!(send(path, "reason_vi=Sai&sure=yes&successor=inspection-work").status, 303);
    assert_eq!(service.get("/charts/members-admitted").status, 410);
    assert_eq!(send(path, "reason_vi=Sai&sure=yes").status, 409);
    let again = send("/studio/charts", "slug=members-admitted&fields=indicator%3Dinspected%26from%3D2022");
    assert_eq!(again.status, 409, "the name of a withdrawn chart was used again");
}

const WAITING: &str =
    "indicator,organization,period,as_of,measure,value\nmembers-admitted,ba-dinh,2023,2023-12-31,actual,31\n";
const OTHER: &str =
    "indicator,organization,period,as_of,measure,value\nmembers-admitted,tay-ho,2023,2023-12-31,actual,57\n";

#[test]
fn a_link_shows_what_waits_to_whom_its_maker_could_show_it_and_only_so_long() {
    let service = Service::demo();
    for (organization, rows) in [("ba-dinh", WAITING), ("tay-ho", OTHER)] {
        let staff = service.token_of("filer", Some(organization));
        assert_eq!(service.file(&staff, "text/csv", rows.as_bytes()).status, 201);
    }
    let own = service.token_of("publisher", Some("ba-dinh"));
    let token = format!("Bearer {own}");
    let form = [("authorization", token.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let link = |organization: &str| {
        let fields = format!(
            "fields=indicator%3Dmembers-admitted%26organization%3D{organization}%26kind%3Dtable&days=1"
        );
        let page = service.send("POST", "/studio/links", &form, fields.into_bytes()).has_status(200);
        let (_, rest) = page.text().split_once("/studio/unreleased/").unwrap();
        format!("/studio/unreleased/{}", rest.split_once('<').unwrap().0.replace("&amp;", "&"))
    };
    let shown = service.get(&link("ba-dinh")).has_status(200);
    assert!(shown.text().contains(">31<"), "what waits is not shown");
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    assert_eq!(shown.header("x-robots-tag"), Some("noindex, nofollow"));
    assert_eq!(shown.header("referrer-policy").map(|policy| policy.contains("origin")), Some(true));
    // Of another organization nothing, although the link was made by somebody who may make links.
    assert!(
        !service.get(&link("tay-ho")).has_status(200).text().contains(">57<"),
        "a foreign filing is shown"
    );
    // The link is for what it was made for.
    let changed = link("ba-dinh").replace("ba%2Ddinh", "tay%2Dho");
    assert!(changed.contains("tay%2Dho"), "{changed}");
    assert_eq!(service.get(&changed).status, 410);
    let longer = link("ba-dinh").replacen("/studio/unreleased/1", "/studio/unreleased/2", 1);
    assert_eq!(service.get(&longer).status, 410);
    // It ends with its maker's token.
    let last = link("ba-dinh");
    let name = own.split('_').nth(1).unwrap();
    assert!(service.command(&["token", "revoke", name]).status.success());
    assert_eq!(service.get(&last).status, 410);
    // Nothing of it is public.
    assert_eq!(
        service.figures("indicator=members-admitted&organization=ba-dinh&period=2023").rows()[0]["actual"],
        Value::Null
    );
}

#[test]
fn the_studio_of_who_is_signed_in_is_for_everybody_and_fits_a_phone() {
    let service = Service::demo();
    let browser = Browser::open(Scripts::On);
    sign_in_to(&browser, &service, SAVE, &service.token_of("publisher", None));
    press(&browser, "form[action=\"/studio/drafts\"] button", "[role=status]");
    let mut found = Vec::new();
    for (scheme, width) in [("light", 320), ("dark", 960)] {
        browser.prefer(scheme);
        browser.resize(width, 800);
        for page in [
            "/studio/drafts",
            SAVE,
            "/studio/drafts/1",
            "/studio/charts/medium-term-plan",
            "/studio/unreleased/0.0.0",
        ] {
            for lang in ["vi", "en"] {
                let and = if page.contains('?') { '&' } else { '?' };
                browser.visit(&format!("{}{page}{and}lang={lang}", service.address));
                let wide = browser.run("return document.documentElement.scrollWidth");
                assert_eq!(wide, Value::from(width), "{page} {lang}");
                found.extend(
                    axe::violations(&browser).iter().map(|one| format!("{page} {lang} {scheme}: {one}")),
                );
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
