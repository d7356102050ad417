//! Months are told at once only where they are all that there is of a period, whatever was asked before.

use super::*;

const ASKED: [&str; 9] =
    ["2022", "2022-9M", "2022-H1", "2022-H2", "2022-Q1", "2022-Q3", "2022-Q4", "2022-12", "2021"];

/// Besides the months of 2022: what may stand before, between and behind them, or beside one of them.
const OTHERS: [&str; 10] = [
    "2021-12", "2023-01", "2022-Q1", "2022-Q4", "2022-H1", "2022", "2022-01", "2022-06", "2022-09", "2022-12",
];

fn row(period: &str, (breakdown, measure): (&str, Measure), value: Option<i64>, month: i8) -> Observation {
    Observation {
        figure: Figure {
            measure,
            value,
            status: if value.is_some() { Status::Normal } else { Status::NotReported },
            ..figure("a", "x", period, breakdown)
        },
        known_on: jiff::civil::date(2023, month, 1),
        revision: Revision(month as u64),
    }
}

/// The same row by row: one that can be seen and has a value for each month, and nothing else that begins within.
fn one_by_one(
    cube: &Cube,
    (breakdown, measure): (&Breakdown, Measure),
    period: Period,
    vintage: Vintage,
) -> Option<(i128, Vec<At>)> {
    let indicator = IndicatorCode::parse("a").unwrap();
    let organization = OrganizationCode::parse("x").unwrap();
    let begins_within = |at: &At| period.ordinals().contains(&cube.period(*at).ordinal());
    let of_both = |at: &At| cube.is_of(*at, breakdown, measure);
    let rows: Vec<At> = cube.ever(&indicator, &organization).filter(of_both).filter(begins_within).collect();
    let seen: Vec<At> = cube.filed(&indicator, &organization, vintage).collect();
    let is_month = |at: &At| cube.period(*at).length() == 1 && seen.contains(at);
    let months: std::collections::BTreeSet<_> = rows.iter().map(|at| cube.period(*at)).collect();
    let are_all = months.len() == period.length() && rows.len() == months.len() && rows.iter().all(is_month);
    let values: Option<Vec<i64>> = rows.iter().map(|at| cube.value(*at)).collect();
    let sum = values.filter(|_| are_all)?.into_iter().map(i128::from).sum();
    Some((sum, rows))
}

proptest! {
    #[test]
    fn months_told_at_once_are_those_told_one_by_one(
        left_out in prop::option::of(0_usize..12),
        unknown in prop::option::of(0_usize..12),
        others in prop::collection::vec((0_usize..OTHERS.len(), 0_usize..4, 1_i8..5), 0..3),
        known in 1_i8..6,
        asked in prop::collection::vec((0_usize..ASKED.len(), 0_usize..4), 1..20),
    ) {
        let parts = [("", Measure::Actual), ("", Measure::Plan), ("part=one", Measure::Actual), ("part=two", Measure::Actual)];
        // The first two kinds and the last have every month, but for what is left out of the first.
        let mut rows = Vec::new();
        for (number, part) in parts.iter().enumerate().filter(|(number, _)| *number != 2) {
            for month in (0..12).filter(|month| number != 0 || left_out != Some(*month)) {
                let value = Some(month as i64 + 100 * number as i64).filter(|_| number != 1 || unknown != Some(month));
                rows.push(row(&format!("2022-{:02}", month + 1), *part, value, 1));
            }
        }
        rows.extend(others.into_iter().map(|(period, part, month)| row(OTHERS[period], parts[part], Some(1_000_000), month)));
        let cube = cube(rows);
        let vintage = Vintage { known_on: jiff::civil::date(2023, known, 1), as_of: None };
        let (indicator, organization) = (IndicatorCode::parse("a").unwrap(), OrganizationCode::parse("x").unwrap());
        let mut series = parts.map(|(breakdown, _)| cube.series(&indicator, &organization, &Breakdown::parse(breakdown).unwrap()));
        for vintage in [vintage, NOW, Vintage { as_of: Some(date("2022-10-15")), ..NOW }] {
            for (period, part) in &asked {
                let (period, (breakdown, measure)) = (Period::parse(ASKED[*period]).unwrap(), parts[*part]);
                let breakdown = Breakdown::parse(breakdown).unwrap();
                let at_once = cube.months(&mut series[*part], period, measure, vintage);
                let at_once = at_once.map(|one| (one.units, one.rows().collect::<Vec<_>>()));
                prop_assert_eq!(at_once, one_by_one(&cube, (&breakdown, measure), period, vintage), "{} {}", period, breakdown);
            }
        }
    }
}
