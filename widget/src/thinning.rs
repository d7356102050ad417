//! Thinning: what of a series can be seen. Of the figures that share a column of pixels the first, the highest, the
//! lowest and the last stay, so that a drawing of ten thousand looks as one of all of them would, extremes and all.

use crate::model::Model;

/// A figure that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub category: usize,
    pub x: i32,
    pub y: i32,
    /// It is provisional.
    pub provisional: bool,
    /// Not all organizations have reported.
    pub partial: bool,
}

/// What a series has in one column of pixels.
#[derive(Clone, Copy, Debug)]
struct Bin {
    first: Point,
    top: Point,
    bottom: Point,
    last: Point,
}

impl Bin {
    fn new(point: Point) -> Self {
        Self { first: point, top: point, bottom: point, last: point }
    }

    fn add(&mut self, point: Point) {
        if point.y < self.top.y {
            self.top = point;
        }
        if point.y > self.bottom.y {
            self.bottom = point;
        }
        self.last = point;
    }

    /// Appends its points in the order of their categories, each once.
    fn push_to(&self, run: &mut Vec<Point>) {
        let (one, other) = if self.top.category <= self.bottom.category {
            (self.top, self.bottom)
        } else {
            (self.bottom, self.top)
        };
        for point in [self.first, one, other, self.last] {
            if run.last() != Some(&point) {
                run.push(point);
            }
        }
    }
}

/// The runs of a series between its gaps; a gap within one column of pixels cannot be seen and is none.
///
/// `x` and `y` are where a category and a value are drawn; `x` never decreases.
pub(crate) fn runs(
    model: &Model,
    series: usize,
    x: &dyn Fn(usize) -> i32,
    y: &dyn Fn(i64) -> i32,
) -> Vec<Vec<Point>> {
    let mut runs: Vec<Vec<Point>> = Vec::new();
    let mut bin: Option<Bin> = None;
    for category in 0..model.categories.len() {
        let cell = model.cell(category, series);
        let Some(value) = cell.known() else { continue };
        let point = Point {
            category,
            x: x(category),
            y: y(value),
            provisional: cell.provisional,
            partial: cell.gap.is_some(),
        };
        match &mut bin {
            Some(bin) if bin.last.x == point.x => bin.add(point),
            Some(before) => {
                finish(&mut runs, before);
                if before.last.category + 1 < category {
                    runs.push(Vec::new());
                }
                *before = Bin::new(point);
            }
            None => {
                runs.push(Vec::new());
                bin = Some(Bin::new(point));
            }
        }
    }
    if let Some(bin) = &bin {
        finish(&mut runs, bin);
    }
    runs
}

fn finish(runs: &mut [Vec<Point>], bin: &Bin) {
    if let Some(run) = runs.last_mut() {
        bin.push_to(run);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dataset::{Kind, Role};
    use crate::locale::Lang;
    use crate::samples::Sample;

    fn thinned(values: &[Option<i64>], width: i32) -> Vec<Vec<Point>> {
        let names: Vec<String> = (0..values.len()).map(|index| index.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let data = Sample::new(Kind::Line, Lang::Vi, "", "")
            .categories(Some(Role::Time), &names)
            .metric("actual", "", 0, values)
            .build();
        let model = Model::new(&data);
        runs(&model, 0, &|category| across(category, values.len(), width), &|value| value as i32)
    }

    fn across(category: usize, of: usize, width: i32) -> i32 {
        (category as i64 * i64::from(width) / of.max(1) as i64) as i32
    }

    #[test]
    fn a_missing_figure_breaks_the_line_and_a_lone_one_is_a_run_of_its_own() {
        let runs = thinned(&[Some(1), Some(2), None, Some(4), None, Some(6), Some(7)], 700);
        let categories: Vec<Vec<usize>> =
            runs.iter().map(|run| run.iter().map(|point| point.category).collect()).collect();
        assert_eq!(categories, [vec![0, 1], vec![3], vec![5, 6]]);
    }

    #[test]
    fn a_gap_of_more_than_a_column_stays_a_gap_among_ten_thousand() {
        let mut values: Vec<Option<i64>> = (0..10_000).map(|index| Some(index % 97)).collect();
        values[5_000..5_200].fill(None);
        let runs = thinned(&values, 300);
        assert_eq!(runs.len(), 2);
        assert_eq!(runs[0].last().map(|point| point.category), Some(4_999));
        assert_eq!(runs[1].first().map(|point| point.category), Some(5_200));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_extreme_is_drawn_and_no_column_has_more_than_four_points(
            values in prop::collection::vec(prop::option::weighted(0.9, -500..500_i64), 1..4_000),
            width in 1..400_i32,
        ) {
            let points: Vec<Point> = thinned(&values, width).into_iter().flatten().collect();
            for column in 0..width {
                let all = values.iter().enumerate().filter(|(at, _)| across(*at, values.len(), width) == column);
                let all: Vec<i32> = all.filter_map(|(_, value)| value.map(|value| value as i32)).collect();
                let drawn: Vec<i32> = points.iter().filter(|point| point.x == column).map(|point| point.y).collect();
                prop_assert!(drawn.len() <= 4, "{column} has {drawn:?}");
                prop_assert_eq!(all.iter().min(), drawn.iter().min());
                prop_assert_eq!(all.iter().max(), drawn.iter().max());
                prop_assert_eq!((all.first(), all.last()), (drawn.first(), drawn.last()));
            }
            prop_assert!(points.is_sorted_by_key(|point| point.category));
        }
    }
}
