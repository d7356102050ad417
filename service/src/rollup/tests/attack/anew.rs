//! What a filing does not touch stays hidden as it was, and all is hidden as it would be anew.

use super::SMALLEST;
use super::city::City;
use crate::cube::{Builder, Cube};
use crate::domain::{Observation, Revision, Threshold};
use crate::rollup::disclosure::parts_shared;
use crate::rollup::tests::fixtures::{ask_of, observation};

fn told(cube: &Cube, city: &City) -> String {
    let query = format!("indicator={}&organization=n0,n0/**&period=2021,2022,2022-Q1,2022-H1", city.kind);
    let query = if city.members > 0 { format!("{query}&outcome=*") } else { query };
    let report = ask_of(cube, &query).unwrap();
    format!("{:?} {:?}", report.rows, report.notes)
}

fn of_round(city: &City, is_first: bool) -> impl Iterator<Item = &Observation> {
    city.filed.iter().filter(move |one| (one.revision == Revision(1)) == is_first)
}

#[test]
fn after_a_filing_all_is_hidden_as_it_would_be_anew() {
    for seed in 0..60 {
        let city = City::random(seed);
        let whole = city.cube(&SMALLEST.to_string());
        let threshold = Threshold::parse(&SMALLEST.to_string()).unwrap();
        let rows = of_round(&city, true).cloned().collect();
        let before = Cube::new(whole.catalogue().clone(), Revision(1), rows).with_threshold(threshold);
        told(&before, &city);
        let mut builder = Builder::after(&before);
        of_round(&city, false).for_each(|one| builder.push(one.observed()));
        let after = builder.finish(Revision(2)).with_threshold(threshold);
        let anew =
            Cube::new(whole.catalogue().clone(), Revision(2), city.filed.clone()).with_threshold(threshold);
        assert_eq!(told(&after, &city), told(&anew, &city), "city {seed}");
    }
}

#[test]
fn a_filing_leaves_what_is_hidden_of_other_years() {
    let rows = ["2021", "2022"].iter().flat_map(|year| {
        [("a", 40), ("b", 3), ("old", 12)]
            .map(|(code, count)| observation(&format!("flow {code} {year} actual - {count} - 2023-01-10")))
    });
    let city = super::super::fixtures::city();
    let organizations = city.parts().organizations.clone();
    let catalogue = super::super::fixtures::sensitive(organizations);
    let before = Cube::new(catalogue, Revision(1), rows.collect());
    let query = "indicator=flow&organization=city/*&period=2021,2022";
    ask_of(&before, query).unwrap();
    let mut builder = Builder::after(&before);
    builder.push(observation("flow a 2022 actual - 41 - 2023-02-10").observed());
    let after = builder.finish(Revision(2));
    ask_of(&after, query).unwrap();
    assert_eq!(parts_shared(&before, &after, "flow"), (1, 2), "2021 is as it was, 2022 is looked at anew");
}
