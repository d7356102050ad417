//! What is left of a longer period once its other parts are taken away.

use super::fixtures::{actuals, ask, ask_of, city, observation};
use crate::cube::Cube;
use crate::domain::{Qualifier, Revision};
use crate::rollup::Rule;

#[test]
fn a_quarter_follows_from_the_years_to_date_that_were_reported() {
    let figures = [
        "flow a 2022-Q1 actual - 10 - -",
        "flow a 2022-H1 actual - 25 - -",
        "flow a 2022-9M actual - 60 - -",
        "flow a 2022 actual - 61 2022-10-20 -",
    ];
    let report = ask(&figures, "indicator=flow&organization=a&period=2022-Q1..2022-Q4&explain=true");
    let quarters: Vec<_> = report.rows.iter().map(|row| row.actual.map(|amount| amount.units)).collect();
    assert_eq!(quarters, [Some(10), Some(15), Some(35), None], "the year has not run to its end");
    let receipt = &report.rows[2].receipts[0];
    assert_eq!(receipt.rule, Rule::DifferenceOfPeriods);
    assert_eq!((receipt.figures[0].figure.value, receipt.taken_away[0].figure.value), (Some(60), Some(25)));
    let whole =
        [&figures[..3], &["flow b 2022-Q3 actual - 4 - -", "flow old 2022-Q3 actual - 1 - -"]].concat();
    assert_eq!(actuals(&whole, "indicator=flow&organization=city&period=2022-Q3"), [Some(40)]);
    // The sum of the months, as it is told of, is taken away from the quarter.
    let months =
        ["flow a 2022-Q2 actual - 9 - -", "flow a 2022-04 actual - 2 - -", "flow a 2022-06 actual - 3 - -"];
    assert_eq!(actuals(&months, "indicator=flow&organization=a&period=2022-05"), [Some(4)]);
}

#[test]
fn what_is_left_of_more_than_a_number_is_more_than_the_rest() {
    let mut figures: Vec<_> =
        ["flow a 2022-H1 actual - 25 - -", "flow a 2022-9M actual - 60 - -"].map(observation).into();
    figures[0].figure.qualifier = Some(Qualifier::MoreThan);
    let cube = Cube::new(city(), Revision(1), figures);
    let report = ask_of(&cube, "indicator=flow&organization=a&period=2022-Q3").unwrap();
    assert_eq!(report.rows[0].qualifier, Some(Qualifier::LessThan));
}
