//! The words that claim something, and what must hold where they are written.

use unicode_normalization::UnicodeNormalization;

use super::Predicate as P;
use crate::publish::Lang;

const MORE: &[P] = &[P::Rise, P::KeepsRising, P::Climb];
const LESS: &[P] = &[P::Fall, P::KeepsFalling, P::Drop];
const REACHED: &[P] = &[P::PlanExceeded, P::PlanMet, P::PlanAbove];
const NOT_REACHED: &[P] = &[P::PlanMissed, P::PlanUnderWay, P::PlanBelow];
const MOST: &[P] = &[P::Highest, P::HighestYet, P::Extremes, P::LargestPart];
const LEAST: &[P] = &[P::Lowest, P::LowestYet, P::Extremes];

/// A word of a language, in small letters, and the predicates of which one must hold.
pub(super) const CLAIMING: &[(Lang, &str, &[P])] = &[
    (Lang::Vi, "tăng", MORE),
    (Lang::Vi, "nhiều hơn", &[P::Rise, P::KeepsRising, P::PlanExceeded, P::PlanAbove]),
    (Lang::Vi, "cao hơn", &[P::Rise, P::KeepsRising, P::PlanExceeded, P::PlanAbove]),
    (Lang::Vi, "giảm", LESS),
    (Lang::Vi, "ít hơn", &[P::Fall, P::KeepsFalling, P::PlanMissed, P::PlanUnderWay, P::PlanBelow]),
    (Lang::Vi, "thấp hơn", &[P::Fall, P::KeepsFalling, P::PlanMissed, P::PlanUnderWay, P::PlanBelow]),
    (Lang::Vi, "không đổi", &[P::Unchanged]),
    (Lang::Vi, "giữ nguyên", &[P::Unchanged]),
    (Lang::Vi, "vượt", &[P::PlanExceeded, P::PlanAbove]),
    (Lang::Vi, "hoàn thành kế hoạch", REACHED),
    (Lang::Vi, "đạt đúng", &[P::PlanMet]),
    (Lang::Vi, "chưa đạt", NOT_REACHED),
    (Lang::Vi, "không đạt", &[P::PlanMissed, P::PlanBelow]),
    (Lang::Vi, "toàn bộ", &[P::AllOf]),
    (Lang::Vi, "cao nhất", MOST),
    (Lang::Vi, "nhiều nhất", MOST),
    (Lang::Vi, "dẫn đầu", &[P::Highest]),
    (Lang::Vi, "đứng đầu", &[P::Highest]),
    (Lang::Vi, "thấp nhất", LEAST),
    (Lang::Vi, "ít nhất", LEAST),
    (Lang::Vi, "liên tục", &[P::KeepsRising, P::KeepsFalling]),
    (Lang::Vi, "liên tiếp", &[P::KeepsRising, P::KeepsFalling]),
    (Lang::Vi, "mới có", &[P::Partial]),
    (Lang::En, "up", MORE),
    (Lang::En, "rose", MORE),
    (Lang::En, "grew", MORE),
    (Lang::En, "increased", MORE),
    (Lang::En, "increase", MORE),
    (Lang::En, "down", LESS),
    (Lang::En, "fell", LESS),
    (Lang::En, "dropped", LESS),
    (Lang::En, "decreased", LESS),
    (Lang::En, "decrease", LESS),
    (Lang::En, "unchanged", &[P::Unchanged]),
    (Lang::En, "exceeded", &[P::PlanExceeded, P::PlanAbove]),
    (Lang::En, "above plan", &[P::PlanExceeded, P::PlanAbove]),
    (Lang::En, "met", REACHED),
    (Lang::En, "missed", &[P::PlanMissed, P::PlanBelow]),
    (Lang::En, "short of", NOT_REACHED),
    (Lang::En, "below plan", NOT_REACHED),
    (Lang::En, "all", &[P::AllOf, P::Complete]),
    (Lang::En, "highest", MOST),
    (Lang::En, "most", MOST),
    (Lang::En, "lowest", LEAST),
    (Lang::En, "least", LEAST),
    (Lang::En, "in a row", &[P::KeepsRising, P::KeepsFalling]),
];

/// Whether a text has these words: whole, in letters of any size and however their marks are written.
pub(super) fn is_said(text: &str, words: &str) -> bool {
    let plain: String = text
        .nfc()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    format!(" {plain} ").contains(&format!(" {words} "))
}
