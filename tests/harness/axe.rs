//! axe-core (<https://github.com/dequelabs/axe-core>), which reads a page for what shuts people out.

use super::Browser;

/// From npm, by the setup of `just test`.
fn script() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../widget/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(path).expect("axe-core is missing: run `npm ci` in widget, or `just test`")
}

/// Fails with what axe finds in the page that is open.
#[track_caller]
pub fn finds_nothing(browser: &Browser, place: &str) {
    let found = violations(browser);
    assert!(found.is_empty(), "{place}: {}", found.join("\n"));
}

/// What axe finds in the page that is open, a line each.
#[track_caller]
pub fn violations(browser: &Browser) -> Vec<String> {
    browser.run(&script());
    let found = browser.run(
        "return axe.run().then(all => all.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))",
    );
    let found = found.as_array().expect("axe ran");
    found.iter().map(|one| one.as_str().expect("a line").to_owned()).collect()
}
