//! Thinning: what of a series can be seen. Of the figures that share a column of pixels the first, the highest, the
//! lowest and the last stay, so that a drawing of ten thousand looks as one of all of them would, extremes and all.

use crate::axis::Scale;
use crate::model::{Model, Texture};

/// A figure that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub category: usize,
    pub x: i32,
    pub y: i32,
    /// Before it is a gap, or nothing.
    pub opens: bool,
    /// It is provisional.
    pub provisional: bool,
    /// Not all organizations have reported.
    pub partial: bool,
}

/// What is drawn of a series; a gap within one column of pixels cannot be seen and is none.
///
/// `xs` are where the categories are drawn, never decreasing; those after them are left out.
pub(crate) fn points(model: &Model, series: usize, xs: &[i32], scale: &Scale) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    // The column's first, highest, lowest and last figure, each with its category; where the column is drawn, and whether
    // it opens; the category that would go on without a gap.
    let mut column = [(0, 0); 4];
    let (mut place, mut opens, mut next) = (i32::MIN, false, usize::MAX);
    let mut keep = |column: &[(usize, i64); 4], x: i32, mut opens: bool| {
        let [first, top, bottom, last] = *column;
        let mut before = usize::MAX;
        for (category, value) in [first, top.min(bottom), top.max(bottom), last] {
            if category == before {
                continue;
            }
            let mut point =
                Point { category, x, y: scale.at(value), opens, provisional: false, partial: false };
            if model.seen.some != Texture::default() {
                let cell = model.look(category, series);
                (point.provisional, point.partial) = (cell.provisional, cell.gap.is_some());
            }
            points.push(point);
            (before, opens) = (category, false);
        }
    };
    for (category, &x) in xs.iter().enumerate() {
        let Some(value) = model.known(category, series) else { continue };
        let figure = (category, value);
        if x == place {
            let [_, top, bottom, last] = &mut column;
            if value > top.1 {
                *top = figure;
            }
            if value < bottom.1 {
                *bottom = figure;
            }
            *last = figure;
        } else {
            if place != i32::MIN {
                keep(&column, place, opens);
            }
            (column, place, opens) = ([figure; 4], x, category != next);
        }
        next = category + 1;
    }
    if place != i32::MIN {
        keep(&column, place, opens);
    }
    points
}

/// A stroke, and whether it is of what is provisional.
pub(crate) type Stroke = (bool, Vec<(i32, i32)>);

/// The strokes of a line between its gaps, and, if they are told `apart`, between what is provisional and what is not.
pub(crate) fn strokes(points: &[Point], apart: bool) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let mut stroke = Vec::new();
    for (index, point) in points.iter().enumerate() {
        stroke.push((point.x, point.y));
        let next = points.get(index + 1).filter(|next| !next.opens);
        if next.is_none_or(|next| apart && next.provisional != point.provisional) {
            strokes.push((point.provisional, std::mem::take(&mut stroke)));
            if next.is_some() {
                stroke.push((point.x, point.y));
            }
        }
    }
    strokes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dataset::{Dataset, Kind, Role};
    use crate::locale::Lang;
    use crate::samples::Sample;

    fn data(values: &[Option<i64>]) -> Dataset {
        let names: Vec<String> = (0..values.len()).map(|index| index.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Sample::new(Kind::Line, Lang::Vi, "", "")
            .categories(Some(Role::Time), &names)
            .metric("actual", "", 0, values)
            .build()
    }

    fn thinned(values: &[Option<i64>], width: i32) -> Vec<Point> {
        let xs: Vec<i32> = (0..values.len()).map(|category| across(category, values.len(), width)).collect();
        points(&Model::new(&data(values)), 0, &xs, &Scale::new((-500, 500), -500, 500))
    }

    fn across(category: usize, of: usize, width: i32) -> i32 {
        (category as i64 * i64::from(width) / of.max(1) as i64) as i32
    }

    #[test]
    fn a_missing_figure_breaks_the_line_and_a_lone_one_is_a_run_of_its_own() {
        let points = thinned(&[Some(1), Some(2), None, Some(4), None, Some(6), Some(7)], 700);
        let opening = points.iter().filter(|point| point.opens).map(|point| point.category);
        assert_eq!(opening.collect::<Vec<_>>(), [0, 3, 5]);
        let strokes = strokes(&points, false).into_iter().map(|(_, stroke)| stroke);
        assert_eq!(
            strokes.collect::<Vec<_>>(),
            [vec![(0, 1), (100, 2)], vec![(300, 4)], vec![(500, 6), (600, 7)]]
        );
    }

    #[test]
    fn a_gap_of_more_than_a_column_stays_a_gap_among_ten_thousand() {
        let mut values: Vec<Option<i64>> = (0..10_000).map(|index| Some(index % 97)).collect();
        values[5_000..5_200].fill(None);
        let points = thinned(&values, 300);
        let opening: Vec<usize> = (0..points.len()).filter(|&at| points[at].opens).collect();
        assert_eq!(opening.len(), 2);
        assert_eq!(points[opening[1] - 1].category, 4_999);
        assert_eq!(points[opening[1]].category, 5_200);
    }

    #[test]
    fn of_figures_on_one_pixel_the_true_extreme_stays() {
        let values = [500, 990, 995, 12, 10, 500].map(Some);
        let points = points(&Model::new(&data(&values)), 0, &[7; 6], &Scale::new((0, 1_000), 10, 0));
        assert_eq!(points.iter().map(|point| point.category).collect::<Vec<_>>(), [0, 2, 4, 5]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_extreme_is_drawn_and_no_column_has_more_than_four_points(
            values in prop::collection::vec(prop::option::weighted(0.9, -500..500_i64), 1..4_000),
            width in 1..400_i32,
        ) {
            let points = thinned(&values, width);
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
