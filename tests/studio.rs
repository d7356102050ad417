//! The studio as editors meet it: by keyboard alone, without a script, on a phone, in either language and theme.

use serde_json::Value;

use crate::harness::{Browser, Scripts, Service, axe};

const BUILT: &str = "/studio/build?indicator=inspected&by-subject=*&title_vi=Ki%E1%BB%83m%20tra&note1=line&note1_at=1000&note1_vi=M%E1%BB%91c";

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
        let words: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let page = service.get(&format!("/studio?q={words}")).has_status(200);
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
