//! The published figures come back as they were published, and add up to what their sources say.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::harness::{CHECKS, FIGURES, SOURCES, Service, table};

type Named = BTreeMap<String, String>;

/// The day from which each source's figures are known.
fn published() -> BTreeMap<String, String> {
    table(SOURCES).into_iter().map(|row| (row["id"].clone(), row["published_on"].clone())).collect()
}

/// The question for a row of either table: its indicator, organization, period and breakdown as known when published.
fn query(row: &Named, indicator: &str, breakdown: &str, known_on: &str) -> String {
    let breakdown = breakdown.replace(';', "&");
    let (organization, period) = (&row["organization"], &row["period"]);
    format!(
        "indicator={indicator}&organization={organization}&period={period}&{breakdown}&known_on={known_on}"
    )
    .replace("&&", "&")
}

/// A JSON number as an exact count of thousandths.
#[track_caller]
fn thousandths(number: &Value) -> i128 {
    parse(&number.to_string())
}

#[track_caller]
fn parse(text: &str) -> i128 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert!(fraction.len() <= 3, "`{text}` is no number of thousandths");
    format!("{whole}{fraction:0<3}").parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

/// `part / whole × 100`, rounded half up to `decimals`, in thousandths of a percent.
fn percent(part: i128, whole: i128, decimals: u32) -> i128 {
    let step = 10_i128.pow(3 - decimals);
    (part * 200_000 + whole * step) / (whole * 2 * step) * step
}

#[test]
fn every_published_figure_comes_back_exactly() {
    let service = Service::demo();
    let published = published();
    let rows = table(FIGURES);
    assert_eq!(rows.len(), 91, "the demonstration has 91 figures");
    for figure in rows {
        let known_on = &published[&figure["source"]];
        let query = query(&figure, &figure["indicator"], &figure["breakdown"], known_on);
        let answer = service.figures(&query).has_status(200).rows();
        let [row] = &answer[..] else { panic!("one row for {query}: {answer:?}") };
        let measure = figure["measure"].replace('-', "_");
        assert_eq!(row[&measure].to_string(), figure["value"], "{query}");
        assert!(
            row["sources"].as_array().unwrap().contains(&Value::from(figure["source"].as_str())),
            "{query}: {row}"
        );
        if measure == "plan_rate" {
            assert_eq!(row["plan_rate_source"], "published", "{query}");
        }
        if measure == "actual" {
            assert_eq!(row["as_of"], figure["as_of"], "{query}");
        }
        if !figure["qualifier"].is_empty() {
            assert_eq!(row["qualifier"], figure["qualifier"], "{query}");
        }
    }
}

#[test]
fn every_statement_of_the_sources_holds() {
    let service = Service::demo();
    let published = published();
    let checks = table(CHECKS);
    assert_eq!(checks.len(), 16, "the sources make 16 statements");
    for check in checks {
        let known_on = &published[&check["source"]];
        let ask = |indicator: &str| {
            let query = query(&check, indicator, &check["breakdown"], known_on);
            service.figures(&query).has_status(200).rows()
        };
        let rows = ask(&check["indicator"]);
        let first = |name: &str| thousandths(&rows[0][name]);
        let other = |indicator: &str, name: &str| thousandths(&ask(indicator)[0][name]);
        let decimals: u32 = check["decimals"].parse().unwrap();
        let derived = match check["derivation"].as_str() {
            "actual / plan * 100" => {
                assert_eq!(rows[0]["plan_rate"].to_string(), check["expected"]);
                assert_eq!(rows[0]["plan_rate_source"], "computed");
                percent(first("actual"), first("plan"), decimals)
            }
            "actual / universe * 100" => percent(first("actual"), first("universe"), decimals),
            "universe - actual" => first("universe") - first("actual"),
            "actual - actual of the year before" => thousandths(&rows[0]["change"]["absolute"]),
            "actual / plan of investment-disbursed * 100" => {
                percent(first("actual"), other("investment-disbursed", "plan"), decimals)
            }
            "sum of parts" => rows.iter().map(|row| thousandths(&row["actual"])).sum(),
            "medium-term-plan - actual" => other("medium-term-plan", "actual") - first("actual"),
            "as known on the date" => {
                assert_eq!(rows[0]["as_of"], check["as_of"]);
                first("actual")
            }
            unknown => panic!("no test knows the derivation `{unknown}`"),
        };
        assert_eq!(derived, parse(&check["expected"]), "{}", check["statement"]);
    }
}

#[test]
fn the_parts_of_a_whole_are_held_against_its_reported_total() {
    let service = Service::demo();
    let answer =
        service.figures("indicator=disciplined&organization=hanoi&period=2022&subject=member&outcome=*");
    let parts: Vec<String> = answer.rows().iter().map(|row| row["actual"].to_string()).collect();
    assert_eq!(parts, ["853", "144", "14", "131"], "in the order of severity");
    assert_eq!(answer.json()["notes"], serde_json::json!([]), "853 + 144 + 14 + 131 = 1142, nothing to tell");
    let office =
        service.figures("indicator=disciplined&organization=hanoi&period=2021-H1&subject=member&office=*");
    assert_eq!(office.json()["notes"][0]["code"], "parts-differ", "100 of 724 is no whole");
}
