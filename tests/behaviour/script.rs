//! What a page's own script sets and is told.

use serde_json::{Value, json};

use super::page::{Page, bars, dataset};

#[test]
fn a_page_is_told_what_is_drawn_and_what_is_selected() {
    let page = Page::open(&["lang=\"vi\""]);
    page.run("self.told = []; for (const type of ['load', 'select', 'error']) document.addEventListener('baocao-' + type, event => told.push([type, event.composed, event.detail]))");
    page.give(0, &bars());
    page.wait("told.length");
    assert_eq!(
        page.get("told.shift()"),
        json!(["load", true, { "kind": "bar", "title": "Kỷ luật theo quận", "cells": 6, "src": null }])
    );
    page.run("charts[0].querySelector('baocao-plot').shadowRoot.querySelector('.stage').focus()");
    page.browser.press("Home");
    page.wait("told.length");
    let detail = page.get("told.at(-1)[2]");
    assert_eq!(detail["category"], json!({ "id": "d0", "label": "Hoàn Kiếm" }));
    assert_eq!(detail["series"], json!({ "id": "s0", "label": "Khiển trách" }));
    assert_eq!((&detail["value"], &detail["index"]), (&json!(30), &json!(0)));
    assert!(detail["text"].as_str().unwrap().starts_with("30"), "{detail}");
    assert_eq!(page.get("charts[0].selection"), json!({ "category": "d0", "series": "s0" }));
    page.browser.press("Escape");
    assert_eq!(page.get("told.at(-1)[2]"), json!({ "category": null }));
    assert_eq!(page.get("charts[0].selection"), Value::Null);
}

#[test]
fn a_page_sets_what_is_shown_and_hears_nothing_of_its_own_doing() {
    let page = Page::drawing(&[bars()]);
    page.run("self.told = 0; document.addEventListener('baocao-select', () => told += 1)");
    page.run("charts[0].selection = { category: 'd1', series: 's1' }");
    assert_eq!(page.get("inside('.tip').checkVisibility() && [...inside('.tip').children].map(line => line.textContent).slice(0, 1)"), json!(["Ba Đình · Khai trừ"]));
    page.run("charts[0].selection = null");
    assert_eq!(page.get("[inside('.tip').checkVisibility(), told]"), json!([false, 0]));

    page.run("charts[0].hiddenSeries = ['s1']");
    page.wait("!texts().includes('3')");
    assert_eq!(page.get("charts[0].data.value"), json!([30, 3, 10, 5, 20, null]));

    page.run("charts[0].hiddenSeries = []; charts[0].update(Float64Array.of(31, 3, 10, 5, NaN, 7))");
    page.wait("texts().includes('31') && texts().includes('7') && !texts().includes('20')");
    assert_eq!(page.get("charts[0].data.value"), json!([31, 3, 10, 5, null, 7]));
    assert_eq!(page.get("charts[0].ready.then(() => 'drawn')"), "drawn");
}

#[test]
fn charts_of_a_group_follow_one_another() {
    let other = dataset("bar", &["Hoàn Kiếm", "Ba Đình"], &["Khai trừ"], &json!([1, 2]));
    let page = Page::drawing(&[bars(), other]);
    page.run("self.told = []; document.addEventListener('baocao-select', event => told.push(charts.indexOf(event.target)))");
    let first = |n: usize| {
        page.get(&format!("inside('.tip', {n}).checkVisibility() ? inside('.tip p', {n}).textContent : null"))
    };
    page.run("inside('.stage').focus()");
    page.browser.press("Home");
    page.wait("inside('.tip', 1).checkVisibility()");
    assert_eq!(first(1), "Hoàn Kiếm · Khai trừ");
    assert_eq!(page.get("inside('[aria-live]', 1).textContent"), "", "the follower announces nothing");
    assert_eq!(page.get("focused() === inside('.stage')"), true);
    page.browser.press("ArrowDown");
    page.browser.press("ArrowDown");
    assert_eq!(first(1), "Ba Đình · Khai trừ");
    page.browser.press("Escape");
    assert_eq!(first(1), Value::Null);
    assert_eq!(page.get("told.every(n => n === 0) && told.length > 0"), true, "a follower fires no event");
}

#[test]
fn values_of_another_length_are_refused_and_what_was_drawn_stays() {
    let page = Page::drawing(&[bars()]);
    page.run("self.told = []; document.addEventListener('baocao-error', event => told.push(event.detail.message)); self.before = inside('.stage').innerHTML");
    for values in ["[31, 3, 10]", "[31, 3, 10, 5, 20, 6, 7]", "null", "undefined"] {
        page.run(&format!("charts[0].update({values})"));
    }
    assert_eq!(
        page.get("told"),
        json!(["3", "7", "undefined", "undefined"].map(|its| format!("update() takes 6 values, not {its}")))
    );
    assert_eq!(page.get("inside('.stage').innerHTML === before"), true);
    assert_eq!(page.get("charts[0].data.value"), json!([30, 3, 10, 5, 20, null]));
}

#[test]
fn taking_the_data_back_leaves_the_drawing_as_it_is() {
    let page = Page::drawing(&[bars()]);
    page.run(&format!("charts[0].data = {}; charts[0].data = null", bars()));
    page.wait("inside('.surface').ariaBusy === 'false'");
    page.run("charts[0].data = null");
    assert_eq!(page.get("inside('.surface').ariaBusy"), "false");
    assert_eq!(page.get("texts().includes('30')"), true);
}

#[test]
fn a_chart_is_ready_when_what_was_asked_of_it_last_is_drawn() {
    let page = Page::drawing(&[bars()]);
    page.answer_with(&bars());
    let title = "return charts[0].ready.then(() => inside('.stage').ariaLabel)";
    assert_eq!(
        page.run(&format!("delays.push(50); charts[0].setAttribute('src', '/charts/any'); {title}")),
        "Kỷ luật theo quận null"
    );
    assert_eq!(
        page.run(&format!("delays.push(50); charts[0].setAttribute('period', '2021'); {title}")),
        "Kỷ luật theo quận 2021"
    );
    let other = dataset("bar", &["Ba Đình"], &["Khai trừ"], &json!([1]));
    assert_eq!(
        page.run(&format!(
            "charts[0].data = {other}; return charts[0].ready.then(() => texts().includes('30'))"
        )),
        false
    );
}

#[test]
fn a_view_that_there_is_not_is_the_chart() {
    let page = Page::drawing(&[bars()]);
    page.run("charts[0].view = 'nonsense'");
    assert_eq!(page.get("[charts[0].view, inside('.stage svg').checkVisibility()]"), json!(["chart", true]));
    page.run("charts[0].view = 'table'");
    assert_eq!(page.get("[charts[0].view, inside('.stage svg').checkVisibility()]"), json!(["table", false]));
}
