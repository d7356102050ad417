//! Which mark a pointer is on and which one an arrow key leads to, by geometry, so that a chart needs no element for
//! each value.

use crate::{Area, Mark};

/// How far from a mark a finger may land, in CSS pixels.
const REACH: i32 = 12;

/// The index of the mark under a point, the smallest where several overlap, else the nearest within
/// reach of a finger; −1 for none.
#[must_use]
pub fn hit(marks: &[Mark], x: i32, y: i32) -> i32 {
    let mut nearest = -1;
    let mut least = (REACH, i32::MAX);
    for (index, mark) in marks.iter().enumerate() {
        let distance = (away(mark, x, y), mark.area.width * mark.area.height);
        if distance < least {
            (nearest, least) = (index as i32, distance);
        }
    }
    nearest
}

/// The index of the mark that a key leads to from mark `from` (−1: from nowhere, which leads to the first or last).
///
/// An arrow goes to the nearest mark in its direction; where there is none it goes on in reading order, so that no mark
/// is out of reach and any arrow walks through a chart of one row or one column. −1 for other keys and without marks.
#[must_use]
pub fn step(marks: &[Mark], from: i32, key: &str) -> i32 {
    let last = marks.len() as i32 - 1;
    let (across, down) = match key {
        "ArrowLeft" => (-1, 0),
        "ArrowRight" => (1, 0),
        "ArrowUp" => (0, -1),
        "ArrowDown" => (0, 1),
        "Home" => return last.min(0),
        "End" => return last,
        _ => return -1,
    };
    let forward = across + down;
    let Some(start) = marks.get(from as usize) else {
        return if forward > 0 { last.min(0) } else { last };
    };
    if let Some(along) = along(marks, start, (across, down)) {
        return along;
    }
    let start = start.spot;
    let mut best = (i32::MAX, 0, (from + forward).max(0).min(last));
    for (index, mark) in marks.iter().enumerate() {
        let mark = mark.spot;
        let (dx, dy) = between(start, mark);
        let (ahead, off_centre, gap) = match down {
            0 => (dx * across, dy.abs(), gap((start.y, start.height), (mark.y, mark.height))),
            _ => (dy * down, dx.abs(), gap((start.x, start.width), (mark.x, mark.width))),
        };
        let way = (ahead + 4 * gap, off_centre, index as i32);
        // At most 45° off the arrow, or Right would jump from the end of a row to a mark far above it.
        if ahead > 0 && 2 * gap <= ahead && way < best {
            best = way;
        }
    }
    best.2
}

/// The mark that an arrow leads to where each category stands in a column of its own, one series over the other, as
/// points on lines and parts of a stack do: left and right along the series however steep it is, up and down in the
/// category. `None` elsewhere, and at the end of a series.
fn along(marks: &[Mark], start: &Mark, (across, down): (i32, i32)) -> Option<i32> {
    let mut best: Option<(i32, i32, i32)> = None;
    for (index, mark) in marks.iter().enumerate() {
        let (dx, dy) = between(start.spot, mark.spot);
        let sibling = mark.category == start.category && mark.series != start.series;
        if sibling && dx != 0 {
            return None;
        }
        // Rows one under the other reach over the same pixels: their ends are not what an arrow is about.
        let apart = gap((start.area.x, start.area.width), (mark.area.x, mark.area.width)) > 0
            || start.area.x + start.area.width == mark.area.x
            || mark.area.x + mark.area.width == start.area.x;
        let ahead = match down {
            0 if mark.series == start.series && apart => dx * across,
            0 => 0,
            _ if sibling => dy * down,
            _ => 0,
        };
        let way = (ahead, dy.abs(), index as i32);
        if ahead > 0 && best.is_none_or(|best| way < best) {
            best = Some(way);
        }
    }
    best.map(|(.., index)| index)
}

/// Distance between a point and a mark, by the larger axis; 0 inside.
fn away(mark: &Mark, x: i32, y: i32) -> i32 {
    let mark = mark.area;
    let dx = (mark.x - x).max(x - mark.x - mark.width).max(0);
    let dy = (mark.y - y).max(y - mark.y - mark.height).max(0);
    dx.max(dy)
}

/// From centre to centre; doubled, which keeps whole numbers whole.
fn between(from: Area, to: Area) -> (i32, i32) {
    (2 * (to.x - from.x) + to.width - from.width, 2 * (to.y - from.y) + to.height - from.height)
}

/// The gap between two spans of start and length; 0 where they overlap, as two columns on one base line do.
fn gap((a, a_length): (i32, i32), (b, b_length): (i32, i32)) -> i32 {
    (b - a - a_length).max(a - b - b_length).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(x: i32, y: i32, width: i32, height: i32) -> Mark {
        let area = Area { x, y, width, height };
        Mark { area, spot: area, category: 0, series: 0 }
    }

    /// Marks of 10 × 10 at these places.
    fn at(places: &[(i32, i32)]) -> Vec<Mark> {
        places.iter().map(|&(x, y)| mark(x, y, 10, 10)).collect()
    }

    #[test]
    fn a_pointer_finds_the_mark_under_it_and_a_finger_the_one_beside_it() {
        let marks = at(&[(0, 0), (40, 0)]);
        assert_eq!(hit(&marks, 5, 5), 0);
        assert_eq!(hit(&marks, 55, 5), 1);
        assert_eq!(hit(&marks, 25, 5), -1);
        assert_eq!(hit(&[], 5, 5), -1);
    }

    #[test]
    fn the_smaller_of_two_marks_is_meant() {
        let mut marks = at(&[(0, 0), (3, 3)]);
        marks[1] = mark(3, 3, 4, 4);
        assert_eq!(hit(&marks, 5, 5), 1);
        assert_eq!(hit(&marks, 1, 1), 0);
    }

    #[test]
    fn arrows_follow_what_is_seen() {
        let grid = at(&[(0, 0), (20, 0), (0, 20), (20, 20)]);
        assert_eq!(step(&grid, 0, "ArrowRight"), 1);
        assert_eq!(step(&grid, 0, "ArrowDown"), 2);
        assert_eq!(step(&grid, 3, "ArrowUp"), 1);
        assert_eq!(step(&grid, 3, "ArrowLeft"), 2);
        assert_eq!(step(&grid, 2, "Home"), 0);
        assert_eq!(step(&grid, 0, "End"), 3);
        assert_eq!(step(&grid, 0, "a"), -1);
    }

    #[test]
    fn right_leads_from_a_short_column_to_its_tall_neighbour() {
        let columns: Vec<Mark> =
            [(0, 90, 10), (12, 0, 100), (24, 95, 5)].map(|(x, y, height)| mark(x, y, 10, height)).into();
        assert_eq!(step(&columns, 0, "ArrowRight"), 1);
        assert_eq!(step(&columns, 1, "ArrowRight"), 2);
        assert_eq!(step(&columns, 2, "ArrowLeft"), 1);
    }

    #[test]
    fn arrows_follow_a_steep_line_and_change_to_the_line_over_or_under_it() {
        let heights = [[0, 300], [290, 40], [10, 250], [295, 20]];
        let mut marks = Vec::new();
        for (category, heights) in heights.into_iter().enumerate() {
            for (series, y) in heights.into_iter().enumerate() {
                marks.push(Mark { category, series, ..mark(20 * category as i32, y, 10, 10) });
            }
        }
        assert_eq!([0, 2, 4].map(|from| step(&marks, from, "ArrowRight")), [2, 4, 6]);
        assert_eq!(step(&marks, 7, "ArrowLeft"), 5);
        assert_eq!(step(&marks, 0, "ArrowDown"), 1);
        assert_eq!(step(&marks, 3, "ArrowDown"), 2);
        assert_eq!(step(&marks, 2, "ArrowUp"), 3);
    }

    #[test]
    fn any_arrow_walks_through_one_row_and_stops_at_its_ends() {
        let row = at(&[(0, 0), (20, 0), (40, 0)]);
        assert_eq!(step(&row, -1, "ArrowRight"), 0);
        assert_eq!(step(&row, -1, "ArrowLeft"), 2);
        assert_eq!(step(&row, 0, "ArrowDown"), 1);
        assert_eq!(step(&row, 1, "ArrowUp"), 0);
        assert_eq!(step(&row, 2, "ArrowRight"), 2);
        assert_eq!(step(&[], -1, "ArrowRight"), -1);
        assert_eq!(step(&[], -1, "Home"), -1);
    }
}
