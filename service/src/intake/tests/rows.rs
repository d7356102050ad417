//! A row is read as it is by itself, whatever stands before it: what columns say again is not read again.

use std::collections::HashSet;

use proptest::prelude::*;

use super::fixtures::{DEMO, HEADER, rules};
use crate::domain::Figure;
use crate::intake::{Fault, Format, Problem, Rules, read};

/// The figures of a table, and where and what its problems are; but for those of the table as a whole.
fn of(rows: &[String], first: usize, rules: Rules<'_>) -> (Vec<Figure>, Vec<(usize, String)>) {
    let reading = read(format!("{HEADER}\n{}", rows.concat()).as_bytes(), Format::Csv, rules).unwrap();
    let told = |one: &Problem| (one.line + first, format!("{:?} {} {:?}", one.column, one.value, one.fault));
    let of_rows = |one: &&Problem| !matches!(one.fault, Fault::NoFigures | Fault::Twice(_));
    (reading.figures, reading.problems.iter().filter(of_rows).map(told).collect())
}

fn any_row() -> impl Strategy<Value = String> {
    let pick = |of: &'static [&'static str]| (0..of.len()).prop_map(|at| of[at]);
    let subject = (
        pick(&["", "directive-24", "dantri-2024-q3", "no-such", "A"]),
        pick(&["members-admitted", "disciplined", "investment-disbursed", "none", "", "Disciplined"]),
        pick(&["hanoi", "ba-dinh", "hoan-kiem", "nowhere", ""]),
        pick(&["2024", "2025-12", "2026-Q1", "24"]),
        pick(&["", "2024-12-31", "2027-01-01", "x"]),
    );
    let said = (
        pick(&["actual", "plan", "most"]),
        pick(&[
            "",
            "subject=member",
            "subject=member;outcome=warning",
            "outcome=warning;subject=member",
            "outcome=none",
            "subject",
            "sector=a",
        ]),
        pick(&["12", "0", "-3", "1,5 triệu", "007", "", "9223372036854775808", "999999999999999999", "x"]),
        pick(&["", "about", "some"]),
        pick(&["", "A", "L", "X"]),
    );
    (subject, said).prop_map(
        |((source, indicator, organization, period, as_of), (measure, breakdown, value, qualifier, status))| {
            format!(
                "{source},{indicator},{organization},{period},{as_of},{measure},{breakdown},\"{value}\",{qualifier},{status}\n"
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_row_is_read_as_it_is_by_itself(rows in prop::collection::vec(any_row(), 1..24), below in any::<bool>()) {
        // Every row twice in a row, and once more at the end.
        let rows: Vec<String> = rows.iter().flat_map(|row| [row, row]).chain(&rows).cloned().collect();
        let within = DEMO.parts().organizations.iter().map(|one| &one.code).find(|code| code.as_str() == "ba-dinh");
        let rules = rules(within.filter(|_| below));
        let (figures, problems) = of(&rows, 0, rules);
        let mut each = (Vec::new(), Vec::new());
        for (at, row) in rows.iter().enumerate() {
            let (figures, problems) = of(std::slice::from_ref(row), at, rules);
            each.0.extend(figures);
            each.1.extend(problems);
        }
        // Of figures in one cell every one but the first is told, and not judged.
        let cell = |one: &Figure| format!("{:?}", Figure { value: None, qualifier: None, status: crate::domain::Status::Normal, ..one.clone() });
        let mut cells = HashSet::new();
        let once: Vec<Figure> = each.0.iter().filter(|one| cells.insert(cell(one))).cloned().collect();
        prop_assert_eq!(&figures, &once);
        each.1.truncate(crate::intake::problem::MOST_PROBLEMS);
        let told: Vec<_> = problems.into_iter().filter(|(line, _)| *line > 0).collect();
        prop_assert_eq!(told, each.1);
        let text = format!("{HEADER}\n{}", rows.concat());
        let reading = read(text.as_bytes(), Format::Csv, rules).unwrap();
        let twice = reading.problems.iter().filter(|one| matches!(one.fault, Fault::Twice(_))).count();
        let is_all = reading.problems.len() < crate::intake::problem::MOST_PROBLEMS;
        prop_assert!(!is_all || twice == each.0.len() - cells.len());
    }
}
