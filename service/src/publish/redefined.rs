//! What a catalogue says otherwise, in words.

use super::Lang;
use crate::domain::{Redefined, Redefinition, Thing};

/// Things that are named in one sentence; of more it is said how many there are.
const NAMED: usize = 12;

/// `Chỉ tiêu members: đơn vị đo; tổ chức ba-dinh: không còn`
#[must_use]
pub fn text(one: &Redefinition, lang: Lang) -> String {
    let mut told: Vec<String> = one.changes.iter().take(NAMED).map(|change| said(change, lang)).collect();
    let more = one.changes.len().saturating_sub(NAMED);
    if more > 0 {
        told.push(match lang {
            Lang::Vi => format!("và {more} thay đổi khác"),
            Lang::En => format!("and {more} more"),
        });
    }
    told.join("; ")
}

fn said(change: &Redefined, lang: Lang) -> String {
    let thing = match (change.thing, lang) {
        (Thing::Indicator, Lang::Vi) => "chỉ tiêu",
        (Thing::Indicator, Lang::En) => "indicator",
        (Thing::Organization, Lang::Vi) => "đơn vị",
        (Thing::Organization, Lang::En) => "organization",
        (Thing::Member, Lang::Vi) => "phân tổ",
        (Thing::Member, Lang::En) => "breakdown",
        (Thing::Source, Lang::Vi) => "nguồn",
        (Thing::Source, Lang::En) => "source",
        (Thing::Form, Lang::Vi) => "biểu mẫu",
        (Thing::Form, Lang::En) => "form",
    };
    let what = match lang {
        Lang::Vi => vietnamese(change.what),
        Lang::En => english(change.what),
    };
    format!("{thing} {}: {what}", change.code)
}

fn vietnamese(what: &'static str) -> &'static str {
    match what {
        "new" => "mới",
        "gone" => "không còn",
        "name" => "tên",
        "unit" => "đơn vị đo",
        "unit_names" => "tên đơn vị đo",
        "kind" => "loại số liệu",
        "decimals" => "số chữ số thập phân",
        "polarity" => "chiều mong muốn",
        "breakdowns" => "các phân tổ",
        "sensitive" => "mức độ nhạy cảm",
        "theme" => "chủ đề",
        "placements" => "vị trí trong cây đơn vị",
        "successors" | "successions" => "việc kế thừa",
        "published_on" => "ngày công bố",
        "items" => "nội dung",
        other => other,
    }
}

fn english(what: &'static str) -> &'static str {
    match what {
        "gone" => "gone",
        "unit_names" => "names of the unit",
        "kind" => "kind of figures",
        "placements" => "place in the tree",
        "successors" | "successions" => "succession",
        "published_on" => "day of publication",
        "items" => "what it asks",
        other => other,
    }
}
