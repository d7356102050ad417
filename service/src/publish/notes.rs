//! What a reader must know beside the rows, in words: the notes of a report.

use baocao_widget::locale;
use serde_json::{Map, Value, json};

use super::{Lang, words};
use crate::domain::Amount;
use crate::rollup::Note;

/// A note for documents: a stable code, a text, the amounts it speaks of.
#[must_use]
pub fn json(note: &Note, lang: Lang) -> Value {
    let mut object = Map::new();
    object.insert("code".into(), code(note).into());
    object.insert("text".into(), text(note, lang).into());
    match note {
        Note::DiffersFromSum { cell, reported, summed } | Note::PartsDiffer { cell, reported, summed } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("reported".into(), super::json::amount(*reported));
            object.insert("summed".into(), super::json::amount(*summed));
        }
        Note::TotalNotReported { cell } => {
            object.insert("cell".into(), cell.as_str().into());
        }
        Note::Incomplete { cell, coverage } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert(
                "coverage".into(),
                json!({"reported": coverage.reported, "expected": coverage.expected}),
            );
        }
        Note::NotTiled { cell, found } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("found".into(), found.iter().map(ToString::to_string).collect());
        }
        Note::NearbyDay { cell, as_of, compared } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("as_of".into(), as_of.to_string().into());
            object.insert("compared".into(), compared.to_string().into());
        }
    }
    Value::Object(object)
}

/// Its stable code.
#[must_use]
pub fn code(note: &Note) -> &'static str {
    match note {
        Note::DiffersFromSum { .. } => "differs-from-sum",
        Note::PartsDiffer { .. } => "parts-differ",
        Note::TotalNotReported { .. } => "total-not-reported",
        Note::Incomplete { .. } => "incomplete",
        Note::NotTiled { .. } => "not-tiled",
        Note::NearbyDay { .. } => "nearby-day",
    }
}

/// Its text, one sentence.
#[must_use]
pub fn text(note: &Note, lang: Lang) -> String {
    let number = |amount: Amount| locale::number(amount.units, amount.decimals, lang);
    match (note, lang) {
        (Note::DiffersFromSum { cell, reported, summed }, Lang::Vi) => format!(
            "Số đã báo cáo {} được giữ, dù các đơn vị cấp dưới cộng lại là {} ({cell}).",
            number(*reported),
            number(*summed)
        ),
        (Note::DiffersFromSum { cell, reported, summed }, Lang::En) => format!(
            "The reported figure {} stands, although the units below add up to {} ({cell}).",
            number(*reported),
            number(*summed)
        ),
        (Note::PartsDiffer { cell, reported, summed }, Lang::Vi) => format!(
            "Các phần được nêu cộng lại là {}, khác tổng đã báo cáo {} ({cell}).",
            number(*summed),
            number(*reported)
        ),
        (Note::PartsDiffer { cell, reported, summed }, Lang::En) => format!(
            "The parts shown add up to {}, not to the reported total {} ({cell}).",
            number(*summed),
            number(*reported)
        ),
        (Note::TotalNotReported { cell }, Lang::Vi) => {
            format!("Chưa có báo cáo tổng; không cộng các phần thay cho tổng ({cell}).")
        }
        (Note::TotalNotReported { cell }, Lang::En) => {
            format!("No total was reported, and parts are not summed in its place ({cell}).")
        }
        (Note::Incomplete { cell, coverage }, Lang::Vi) => format!(
            "Mới có {}/{} đơn vị báo cáo, nên tổng là tạm tính ({cell}).",
            coverage.reported, coverage.expected
        ),
        (Note::Incomplete { cell, coverage }, Lang::En) => format!(
            "Only {} of {} organizations have reported, so the sum is provisional ({cell}).",
            coverage.reported, coverage.expected
        ),
        (Note::NotTiled { cell, found }, _) => {
            let found = found.iter().map(|one| words::period(*one, lang)).collect::<Vec<_>>().join(", ");
            match lang {
                Lang::Vi => format!("Mới có số liệu của {found}; chưa đủ kỳ để cộng ({cell})."),
                Lang::En => format!("Only {found} was reported; too few periods to add up ({cell})."),
            }
        }
        (Note::NearbyDay { as_of, compared, .. }, Lang::Vi) => format!(
            "Số liệu đến {} được so với số liệu đến {}, ngày gần nhất đã công bố.",
            words::day(*as_of, lang),
            words::day(*compared, lang)
        ),
        (Note::NearbyDay { as_of, compared, .. }, Lang::En) => format!(
            "Figures to {} are compared with figures to {}, the nearest day published.",
            words::day(*as_of, lang),
            words::day(*compared, lang)
        ),
    }
}
