//! What a page pins to a day stays what was known that day, with scripts and in the page's own attributes.

use crate::element::{article, element, read, use_element};
use crate::harness::{Browser, Scripts, Service};

#[test]
fn a_chart_that_a_page_pins_is_drawn_as_it_was_known() {
    let service = Service::demo();
    let pinned = element(&service, "inspection-work").replacen(" src=", " known-on=\"2022-12-20\" src=", 1);
    let (_host, browser) = read(&service, &pinned, 656);
    use_element(&browser, 0);
    let words = "[...document.querySelector('baocao-plot').shadowRoot.querySelectorAll('svg text')].map(text => text.textContent)";
    let shows = |number: &str| format!("return {words}.includes('{number}')");
    browser.wait_for(&shows("334"));
    assert_eq!(browser.run(&shows("344")), false);
    browser.run("document.querySelector('baocao-chart').removeAttribute('known-on')");
    browser.wait_for(&shows("344"));
}

#[test]
fn a_figure_that_a_page_pins_is_the_one_that_was_known() {
    let service = Service::demo();
    let figure = |pin: &str| {
        format!("<baocao-figure src=\"{}/charts/members-admitted\" {pin}>?</baocao-figure>", service.address)
    };
    let host = article(&service, &format!("<p>{} {}</p>", figure("known-on=\"2022-06-30\""), figure("")));
    let browser = Browser::open(Scripts::On);
    browser.visit(&host.address);
    browser.wait_for("return document.querySelectorAll('baocao-figure')[0].textContent === '10.027'");
    browser.wait_for("return document.querySelectorAll('baocao-figure')[1].textContent === '10.183'");
}

#[test]
fn who_asks_again_from_where_an_answer_ended_learns_what_was_filed_since_and_nothing_twice() {
    let service = Service::demo();
    let all = service.get("/api/v1/changes?since=2000-01-01").has_status(200).json();
    assert_eq!((all["changes"].as_array().unwrap().len(), &all["more"]), (89, &false.into()));
    let next = |answer: &serde_json::Value| {
        let next = answer["next"].as_str().unwrap();
        service.get(&format!("/api/v1/changes?since={next}")).has_status(200).json()
    };
    assert_eq!(next(&all)["changes"], serde_json::json!([]));

    // Published in 2022, but filed only now.
    let token = service.token("hanoi");
    let body = "source,indicator,organization,period,as_of,measure,breakdown,value\n\
                inspection-2022,inspected-on-signs,hanoi,2022,2022-12-27,actual,subject=member,345\n";
    service.file(&token, "text/csv", body.as_bytes()).has_status(201).json();
    let since = next(&all);
    let changes = since["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{since}");
    assert_eq!((&changes[0]["before"]["value"], &changes[0]["after"]["value"]), (&344.into(), &345.into()));
    assert_eq!((&changes[0]["kind"], &changes[0]["after"]["revision"]), (&"revised".into(), &"3".into()));
    assert_eq!(next(&since)["changes"], serde_json::json!([]));
    let later = service.get("/api/v1/changes?since=2").has_status(200).json();
    assert_eq!(later["changes"], since["changes"], "the same by its revision");
}
