//! Twelve months added up at once are what they are quarter by quarter.

use proptest::prelude::*;

use super::fixtures::{city, observation};
use crate::cube::{Cube, Vintage};
use crate::domain::{Breakdown, Date, Observation, OrganizationCode, Period, Qualifier, Revision, Status};
use crate::rollup::cell::Cell;
use crate::rollup::leaves::Broods;
use crate::rollup::resolve::Resolver;

fn any_month() -> impl Strategy<Value = (i64, usize, usize, bool)> {
    // No sum of twelve overflows: a quarter that does not fit is refused, even where the year would fit.
    let value = prop_oneof![i64::MIN / 16..i64::MAX / 16, 0_i64..100];
    (value, 0_usize..12, 0_usize..6, any::<bool>())
}

/// Mostly a usual one: with twelve at random, a whole year would hardly ever come.
fn month(number: usize, (value, status, qualifier, has_day): (i64, usize, usize, bool)) -> Observation {
    let day = if has_day { format!("2022-{:02}-27", number + 1) } else { "-".to_owned() };
    let mut one = observation(&format!("flow a 2022-{:02} actual - {value} {day} -", number + 1));
    let status = Status::ALL.get(status).copied().unwrap_or(Status::Normal);
    one.figure.status = status;
    one.figure.value = Some(value).filter(|_| status.has_value());
    one.figure.qualifier = Qualifier::ALL.get(qualifier).copied();
    one
}

proptest! {
    #[test]
    fn a_year_at_once_is_a_year_by_its_parts(
        months in prop::collection::vec(any_month(), 12),
        left_out in prop::option::of(0_usize..40),
        quarter in prop::option::of(0_i64..9),
        usual in any::<bool>(),
    ) {
        let usually = |(value, status, qualifier, day)| if usual { (value % 1_000, 0, qualifier, day) } else { (value, status, qualifier, day) };
        let mut rows: Vec<_> = months.into_iter().map(usually).enumerate().map(|(number, said)| month(number, said)).collect();
        if let Some(number) = left_out.filter(|number| *number < 12) {
            rows.remove(number);
        }
        rows.extend(quarter.map(|value| observation(&format!("flow a 2022-Q2 actual - {value} - -"))));
        let cube = Cube::new(city(), Revision(1), rows);
        let vintage = Vintage { known_on: Date::MAX, as_of: None };
        let resolver = Resolver { cube: &cube, vintage, cuts: true, broods: &Broods::default() };
        let indicator = cube.catalogue().parts().indicators.iter().find(|one| one.code.as_str() == "flow").unwrap();
        let (organization, total) = (OrganizationCode::parse("a").unwrap(), Breakdown::default());
        for period in ["2022", "2022-9M", "2022-H1", "2022-Q1", "2022-03", "2020-2025"] {
            let period = Period::parse(period).unwrap();
            let cell = Cell::new(&cube, indicator, &organization, period, &total);
            let (at_once, by_parts) = (resolver.of_periods(cell), resolver.tiled(cell, &|_| Ok(None)));
            prop_assert_eq!(format!("{at_once:?}"), format!("{by_parts:?}"));
        }
    }
}
