//! Answers in parts have the rows of whole ones.

use std::sync::Arc;

use super::fixtures::{ask_of, city, observation};
use crate::cube::Cube;
use crate::domain::{Query, Revision};
use crate::rollup::parts::Parts;
use crate::rollup::{Refusal, Row};

const FIGURES: [&str; 9] = [
    "flow a 2022 actual subject=member 5 2022-12-20 -",
    "flow a 2022 actual subject=organization 2 2022-12-20 -",
    "flow b 2022-Q1 actual - 7 - -",
    "flow b 2022-Q2 actual - 8 - -",
    "flow new 2025-Q4 actual - 9 - -",
    "flow old 2022 actual subject=member,outcome=x 1 - -",
    "stock a 2022 actual subject=member 4 - -",
    "stock b 2022 plan - 3 - -",
    "index a 2022 actual - 3 - -",
];

fn in_parts(cube: &Arc<Cube>, query: &str, cells: usize) -> Result<(usize, Vec<Row>), Refusal> {
    let query = Query::parse(query.split('&').filter_map(|pair| pair.split_once('='))).unwrap();
    let parts = Parts::of(cube.clone(), &query, "2026-01-01".parse().unwrap())?.of_cells(cells);
    let reports = parts.collect::<Result<Vec<_>, _>>()?;
    Ok((reports.len(), reports.into_iter().flat_map(|report| report.rows).collect()))
}

#[test]
fn parts_have_the_rows_of_the_whole_in_its_order() {
    let figures = FIGURES.iter().map(|text| observation(&text.replace(',', ";"))).collect();
    let cube = Arc::new(Cube::new(city(), Revision(1), figures));
    for query in [
        "indicator=flow,stock&organization=city,city/*,city/**&period=2021..2025,2022-Q1..2022-Q4",
        "indicator=stock,flow&organization=city/**&period=2022&subject=*",
        "indicator=flow&organization=city,a,b&period=2022&subject=*&outcome=*",
        "indicator=flow&organization=city/*&period=2022..2025&tree=as-is&as=cumulative&explain=true",
        "indicator=index&organization=a&period=2022",
        "indicator=flow&organization=country/*&period=2022&subject=member",
    ] {
        let whole = format!("{:?}", ask_of(&cube, query).unwrap().rows);
        for cells in [1, 3, 10_000] {
            let (count, rows) = in_parts(&cube, query, cells).unwrap();
            assert_eq!(format!("{rows:?}"), whole, "{query}");
            let is_cut = cells == 1 && !query.contains('*');
            assert!(!is_cut || count >= rows.len().min(2), "{query}: {count}");
        }
    }
}

#[test]
fn what_has_no_answer_is_refused_before_anything_is_sent() {
    let cube =
        Arc::new(Cube::new(city(), Revision(1), FIGURES[8..].iter().map(|text| observation(text)).collect()));
    let query = "indicator=flow,index&organization=city&period=2022";
    let whole = ask_of(&cube, query).map(|report| report.rows.len());
    assert!(matches!(whole, Err(Refusal::NotAdditive { .. })), "{whole:?}");
    let refused = in_parts(&cube, query, 1).map(|(count, _)| count);
    assert_eq!(refused, whole);
}
