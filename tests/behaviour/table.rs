//! The table, in the drawing's place and for who hears it.

use serde_json::json;

use super::page::{Page, bars, dataset};

#[test]
fn the_table_takes_the_place_of_the_drawing_and_nothing_shifts() {
    let page = Page::drawing(&[bars()]);
    let below = "document.querySelector('#after').getBoundingClientRect().top";
    let before = page.get(below);
    page.click(".more");
    page.browser.press("Enter");
    page.wait("inside('.sheet table')?.checkVisibility()");
    assert_eq!(page.get(below), before);
    assert_eq!(page.get("[charts[0].view, inside('.stage').checkVisibility()]"), json!(["table", false]));
    let cells = "all('.sheet tbody tr').map(row => [...row.cells].map(cell => cell.textContent))";
    assert_eq!(
        page.get(cells),
        json!([["Hoàn Kiếm", "30", "3"], ["Ba Đình", "10", "5"], ["Đống Đa", "20", "chưa báo cáo"]])
    );
    assert_eq!(page.get("all('.sheet thead th').map(head => head.scope)"), json!(["col", "col", "col"]));
    page.run("charts[0].view = 'chart'");
    assert_eq!(page.get("[inside('.sheet'), inside('.stage').checkVisibility()]"), json!([null, true]));
    assert_eq!(page.get(below), before);
}

#[test]
fn the_table_sorts_vietnamese_names_as_a_dictionary_does() {
    let names = ["Đông", "Ân", "An", "Đan", "Ăn"];
    let page = Page::drawing(&[dataset("table", &names, &["Khai trừ"], &json!([9, 10, null, 2, 100]))]);
    page.wait("inside('.sheet table')");
    let column =
        |at: usize| page.get(&format!("all('.sheet tbody tr').map(row => row.cells[{at}].textContent)"));
    let head = |at: usize| page.run(&format!("all('.sheet thead button')[{at}].click()"));
    let sorted = || page.get("all('.sheet thead th').map(head => head.getAttribute('aria-sort'))");
    head(0);
    assert_eq!(column(0), json!(["An", "Ăn", "Ân", "Đan", "Đông"]));
    assert_eq!(sorted(), json!(["ascending", null]));
    head(1);
    assert_eq!(column(1), json!(["100", "10", "9", "2", "chưa báo cáo"]));
    assert_eq!(sorted(), json!([null, "descending"]));
    head(1);
    assert_eq!(column(1), json!(["2", "9", "10", "100", "chưa báo cáo"]), "what is missing stays last");
}

#[test]
fn a_screen_reader_meets_the_table_once_and_before_the_drawing() {
    let page = Page::drawing(&[bars()]);
    page.wait("inside('table')");
    let read = "const [table] = all('table'); return [all('table').length, table.querySelector('caption').textContent,
        Boolean(table.compareDocumentPosition(inside('.stage')) & Node.DOCUMENT_POSITION_FOLLOWING), table.querySelectorAll('button').length]";
    assert_eq!(page.run(read), json!([1, "Kỷ luật theo quận. Đảng viên · 2022", true, 0]));

    let page = Page::open(&["lang=\"vi\""]);
    page.run("charts[0].innerHTML = '<figure><table><tr><td>30</td></tr></table></figure>'");
    page.give(0, &bars());
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(page.get("all('table').length"), 0, "the page's own table says it already");
}
