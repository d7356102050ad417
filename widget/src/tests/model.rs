//! What the model promises of a dataset.

use crate::Lang;
use crate::dataset::{Dataset, Kind};
use crate::model::{Model, Value, share};
use crate::samples::Sample;

fn one(status: &str) -> Dataset {
    Sample::new(Kind::Bullet, Lang::Vi, "", "")
        .categories(None, &["Hà Nội"])
        .metric("actual", "tỷ đồng", 0, &[Some(29_647)])
        .metric("plan", "tỷ đồng", 3, &[Some(81_033_180)])
        .metric("reported", "", 0, &[Some(28)])
        .metric("expected", "", 0, &[Some(30)])
        .status(status)
        .build()
}

#[test]
fn amounts_of_different_decimals_are_brought_to_one() {
    let data = one("A");
    let model = Model::new(&data);
    let cell = model.cell(0, 0);
    assert_eq!((cell.known(), cell.plan, model.decimals), (Some(29_647_000), Some(81_033_180), 3));
    assert_eq!(cell.plan_rate, None, "a rate is shown as it came, not worked out");
}

#[test]
fn a_figure_with_a_hole_shows_it_and_a_suppressed_one_has_no_rate() {
    let data = one("A");
    assert_eq!(Model::new(&data).cell(0, 0).gap, Some((28, 30)));
    assert!(Model::new(&data).cell(0, 0).texture().partial);
    let data = one("Q");
    let model = Model::new(&data);
    assert_eq!((model.cell(0, 0).actual, model.cell(0, 0).plan_rate), (Value::Suppressed, None));
}

#[test]
fn plans_have_as_many_digits_as_the_figures_beside_them() {
    let data = one("A");
    let model = Model::new(&data);
    let cell = model.cell(0, 0);
    let written = [cell.known(), cell.plan].map(|value| model.value(value.unwrap()));
    assert_eq!(written, ["29.647,00", "81.033,18"]);
}

#[test]
fn the_figure_of_one_organization_is_provisional_and_not_of_none_of_one() {
    let mut data = one("P");
    let count = data.values.len();
    data.values[count - 2..].copy_from_slice(&[Some(0), Some(1)]);
    let told = crate::lines(&data, 0, 0);
    assert!(told.contains(&"Số tạm tính".to_owned()), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("0/1")), "{told:?}");
    let texture = Model::new(&data).cell(0, 0).texture();
    assert!(texture.provisional && !texture.partial);
}

#[test]
fn shares_are_rounded_half_away_from_zero() {
    assert_eq!(share(196, 334), Some(587));
    assert_eq!(share(153, 196), Some(781));
    assert_eq!(share(-1, 2_000), Some(-1));
    assert_eq!(share(1, 0), None);
}

#[test]
fn a_dataset_without_metrics_or_with_too_few_values_is_read_as_far_as_it_goes() {
    let mut data = one("A");
    data.dimensions.pop();
    data.values = vec![Some(7)];
    assert_eq!(Model::new(&data).cell(0, 0).known(), Some(7));
    data.values.clear();
    assert_eq!(Model::new(&data).cell(0, 0).actual, Value::Missing);
}
