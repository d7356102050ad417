//! What a reader must know beside the rows, in words: the notes of a report.

use baocao_widget::locale;
use serde_json::{Map, Value};

use super::{Lang, fields, holes, name, words};
use crate::domain::{Amount, Breakdown, Catalogue, Date, IndicatorCode, OrganizationCode, Period, Reckoning};
use crate::rollup::{Coverage, Note};

/// Names that a note lists; of more it says how many.
const MOST_NAMES: usize = 10;

/// A note for documents: a stable code, a text, the amounts it speaks of.
#[must_use]
pub fn json(catalogue: &Catalogue, note: &Note, lang: Lang) -> Value {
    let mut object = Map::new();
    object.insert("code".into(), code(note).into());
    object.insert("text".into(), text(catalogue, note, lang).into());
    match note {
        Note::DiffersFromSum { cell, reported, summed } | Note::PartsDiffer { cell, reported, summed } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("reported".into(), fields::amount(*reported));
            object.insert("summed".into(), fields::amount(*summed));
        }
        Note::TotalNotReported { cell } | Note::NotRestated { cell } => {
            object.insert("cell".into(), cell.as_str().into());
        }
        Note::Incomplete { cell, coverage } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("coverage".into(), fields::coverage(*coverage));
        }
        Note::HoleInYear { cell, coverage, holes } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("coverage".into(), fields::coverage(*coverage));
            let (months, organizations) = (holes::months(holes), holes::organizations(holes));
            object.insert("months".into(), months.iter().map(ToString::to_string).collect());
            object.insert("months_missing".into(), months.len().into());
            let codes = organizations.iter().take(MOST_NAMES).map(|one| one.as_str());
            object.insert("organizations".into(), codes.collect());
            object.insert("organizations_missing".into(), organizations.len().into());
            object.insert("holes".into(), holes::json(holes));
            object.insert("holes_in_all".into(), holes.len().into());
        }
        Note::Reckoned { reckoning } => {
            object.insert("as".into(), reckoning.to_string().into());
        }
        Note::NotTiled { cell, found } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("found".into(), found.iter().map(ToString::to_string).collect());
        }
        Note::TermNotSummed { cell, years } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("ask".into(), years.as_str().into());
        }
        Note::NoFlow { cell, months } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("months".into(), months.iter().map(ToString::to_string).collect());
        }
        Note::NearbyDay { cell, as_of, compared } => {
            object.insert("cell".into(), cell.as_str().into());
            object.insert("as_of".into(), as_of.to_string().into());
            object.insert("compared".into(), compared.to_string().into());
        }
        Note::Tree { day, restated, estimated } => {
            object.insert("day".into(), day.to_string().into());
            object.insert("restated".into(), (*restated).into());
            object.insert("estimated".into(), (*estimated).into());
        }
        Note::YearBeforeRestated { rows, estimated } => {
            object.insert("rows".into(), (*rows).into());
            object.insert("estimated".into(), (*estimated).into());
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
        Note::HoleInYear { .. } => "hole-in-year",
        Note::Reckoned { .. } => "reckoned",
        Note::NotTiled { .. } => "not-tiled",
        Note::TermNotSummed { .. } => "term-not-summed",
        Note::NoFlow { .. } => "no-flow",
        Note::NearbyDay { .. } => "nearby-day",
        Note::Tree { .. } => "tree",
        Note::NotRestated { .. } => "not-restated",
        Note::YearBeforeRestated { .. } => "year-before-restated",
    }
}

/// Its text, one sentence.
#[must_use]
pub fn text(catalogue: &Catalogue, note: &Note, lang: Lang) -> String {
    let named = |cell: &str| named(catalogue, cell, lang);
    let number = |amount: Amount| locale::number(amount.units, amount.decimals, lang);
    match (note, lang) {
        (Note::DiffersFromSum { cell, reported, summed }, Lang::Vi) => format!(
            "Số đã báo cáo {} được giữ, dù các phần của nó cộng lại là {} ({}).",
            number(*reported),
            number(*summed),
            named(cell)
        ),
        (Note::DiffersFromSum { cell, reported, summed }, Lang::En) => format!(
            "The reported figure {} stands, although its parts add up to {} ({}).",
            number(*reported),
            number(*summed),
            named(cell)
        ),
        // A breakdown of which only a part was told contradicts nothing.
        (Note::PartsDiffer { cell, reported, summed }, lang)
            if (0..reported.units).contains(&summed.units) =>
        {
            let [summed, reported, cell] = [number(*summed), number(*reported), named(cell)];
            match lang {
                Lang::Vi => {
                    format!("Các phần được nêu chiếm {summed} trong tổng đã báo cáo {reported} ({cell}).")
                }
                Lang::En => {
                    format!("The parts shown make up {summed} of the reported total {reported} ({cell}).")
                }
            }
        }
        (Note::PartsDiffer { cell, reported, summed }, Lang::Vi) => format!(
            "Các phần được nêu cộng lại là {}, khác tổng đã báo cáo {} ({}).",
            number(*summed),
            number(*reported),
            named(cell)
        ),
        (Note::PartsDiffer { cell, reported, summed }, Lang::En) => format!(
            "The parts shown add up to {}, not to the reported total {} ({}).",
            number(*summed),
            number(*reported),
            named(cell)
        ),
        (Note::TotalNotReported { cell }, Lang::Vi) => {
            format!("Chưa có báo cáo tổng; không cộng các phần thay cho tổng ({}).", named(cell))
        }
        (Note::TotalNotReported { cell }, Lang::En) => {
            format!("No total was reported, and parts are not summed in its place ({}).", named(cell))
        }
        (Note::Incomplete { cell, coverage }, Lang::Vi) => format!(
            "Mới có {}/{} đơn vị báo cáo{}, nên tổng là tạm tính ({}).",
            coverage.reported,
            coverage.expected,
            weight(*coverage, lang),
            named(cell)
        ),
        (Note::Incomplete { cell, coverage }, Lang::En) => format!(
            "Only {} of {} organizations have reported{}, so the sum is provisional ({}).",
            coverage.reported,
            coverage.expected,
            weight(*coverage, lang),
            named(cell)
        ),
        (Note::HoleInYear { cell, coverage, holes }, _) => {
            let Coverage { reported, expected, .. } = *coverage;
            let (share, cell) = (weight(*coverage, lang), named(cell));
            let lacks = holes::text(catalogue, holes, lang);
            let counted = match lang {
                // Whoever is behind by itself has said so.
                _ if expected < 2 => String::new(),
                Lang::Vi => format!("; mới có {reported}/{expected} đơn vị báo cáo đủ{share}"),
                Lang::En => format!("; only {reported} of {expected} organizations have reported all{share}"),
            };
            match lang {
                Lang::Vi => format!("Số từ đầu năm còn thiếu {lacks}{counted}, nên là tạm tính ({cell})."),
                Lang::En => {
                    format!("The year to date lacks {lacks}{counted}, so it is provisional ({cell}).")
                }
            }
        }
        (Note::Reckoned { reckoning: Reckoning::Cumulative }, Lang::Vi) => {
            "Số liệu được cộng dồn từ đầu năm từ số phát sinh trong từng kỳ.".to_owned()
        }
        (Note::Reckoned { reckoning: Reckoning::Cumulative }, Lang::En) => {
            "Figures are added up from the beginning of each year out of what was reported for its periods."
                .to_owned()
        }
        (Note::Reckoned { .. }, Lang::Vi) => {
            "Số phát sinh trong kỳ là hiệu của số lũy kế đến cuối kỳ và số lũy kế trước kỳ.".to_owned()
        }
        (Note::Reckoned { .. }, Lang::En) => {
            "What happened in a period is what had run up by its end without what had run up before it."
                .to_owned()
        }
        (Note::NotTiled { cell, found }, _) => {
            let found = list(found.iter().map(|one| words::period(*one, lang)), ["kỳ", "periods"], lang);
            match lang {
                Lang::Vi => format!("Mới có số liệu của {found}; chưa đủ kỳ để cộng ({}).", named(cell)),
                Lang::En => {
                    format!("Only {found} was reported; too few periods to add up ({}).", named(cell))
                }
            }
        }
        (Note::TermNotSummed { cell, years }, Lang::Vi) => format!(
            "Số của cả nhiệm kỳ hoặc giai đoạn chưa được báo cáo và không được cộng từ các năm, vì nhiệm kỳ có thể bắt đầu và kết thúc giữa năm; để có từng năm, hãy hỏi period={years} ({}).",
            named(cell)
        ),
        (Note::TermNotSummed { cell, years }, Lang::En) => format!(
            "No figure was reported for the whole term, and its years are not added up in its place, since a term may begin and end within a year; for each year ask for period={years} ({}).",
            named(cell)
        ),
        (Note::NoFlow { cell, months }, _) => no_flow(months, &named(cell), lang),
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
        (Note::Tree { day, restated, estimated }, _) => tree(*day, *restated, *estimated, lang),
        (Note::NotRestated { cell }, Lang::Vi) => format!(
            "Không thể tính lại số liệu theo hệ thống đơn vị này, vì đơn vị đã nhập chung với đơn vị khác hoặc có thành phần khác ({}).",
            named(cell)
        ),
        (Note::NotRestated { cell }, Lang::En) => format!(
            "The figure cannot be restated in this tree, since the organization came together with others or was made up otherwise ({}).",
            named(cell)
        ),
        (Note::YearBeforeRestated { rows, estimated }, Lang::Vi) => format!(
            "Số cùng kỳ năm trước của {rows} dòng được tính lại từ các đơn vị tiền thân{}.",
            estimates(*estimated, lang)
        ),
        (Note::YearBeforeRestated { rows, estimated }, Lang::En) => format!(
            "The year before was restated from predecessors in {rows} {}{}.",
            if *rows == 1 { "row" } else { "rows" },
            estimates(*estimated, lang)
        ),
    }
}

/// Why what happened in a period does not follow from what had run up.
fn no_flow(months: &[Period], cell: &str, lang: Lang) -> String {
    let untold = holes::in_words(months, lang);
    match (lang, months.is_empty()) {
        (Lang::Vi, false) => {
            format!("Chưa có số lũy kế đến hết {untold}, nên không tính được số phát sinh trong kỳ ({cell}).")
        }
        (Lang::En, false) => format!(
            "What had run up by the end of {untold} was not reported, so what happened in the period cannot be worked out ({cell})."
        ),
        (Lang::Vi, true) => format!(
            "Số lũy kế đầu kỳ và cuối kỳ chốt vào những ngày khác nhau trong tháng hoặc của những đơn vị khác nhau, nên không tính được số phát sinh trong kỳ ({cell})."
        ),
        (Lang::En, true) => format!(
            "What had run up before the period and by its end is told to different days of the month or of different organizations, so what happened in it cannot be worked out ({cell})."
        ),
    }
}

/// The first names of a list, and how many more there are.
fn list(names: impl ExactSizeIterator<Item = String>, [vi, en]: [&str; 2], lang: Lang) -> String {
    let more = names.len().saturating_sub(MOST_NAMES);
    let named = names.take(MOST_NAMES).collect::<Vec<_>>().join(", ");
    match (more, lang) {
        (0, _) => named,
        (_, Lang::Vi) => format!("{named} và {more} {vi} nữa"),
        (_, Lang::En) => format!("{named} and {more} more {en}"),
    }
}

/// What share those who reported had the year before, as a part of a sentence.
pub(super) fn weight(coverage: Coverage, lang: Lang) -> String {
    let Some(share) = coverage.weight else { return String::new() };
    let share = locale::with_unit(&locale::number(share.units, share.decimals, lang), "%");
    match lang {
        Lang::Vi => format!(" (chiếm {share} của năm trước)"),
        Lang::En => format!(" ({share} of the year before)"),
    }
}

/// Which tree, and what was done for it.
fn tree(day: Date, restated: usize, estimated: usize, lang: Lang) -> String {
    let (day, estimates) = (words::day(day, lang), estimates(estimated, lang));
    match (lang, restated) {
        (Lang::Vi, 0) => format!("Các đơn vị theo hệ thống ngày {day}."),
        (Lang::En, 0) => format!("The organizations are those of {day}."),
        (Lang::Vi, _) => {
            format!(
                "Các đơn vị theo hệ thống ngày {day}; {restated} dòng được tính lại từ đơn vị tiền thân hoặc kế thừa{estimates}."
            )
        }
        (Lang::En, _) => {
            let rows = if restated == 1 { "row was" } else { "rows were" };
            format!(
                "The organizations are those of {day}; {restated} {rows} restated from predecessors or successors{estimates}."
            )
        }
    }
}

/// What of it is only estimated.
fn estimates(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (0, _) => String::new(),
        (_, Lang::Vi) => format!(", trong đó {count} dòng ước tính theo tỷ trọng chia tách"),
        (_, Lang::En) => format!(", {count} of them estimated by the weights of a split"),
    }
}

/// A cell in words: `Đảng viên kết nạp, Đảng bộ thành phố Hà Nội, 2022, khiển trách`.
pub(super) fn named(catalogue: &Catalogue, cell: &str, lang: Lang) -> String {
    let mut parts = cell.split(' ');
    let mut next = || parts.next().unwrap_or("");
    let (indicator, organization, when, breakdown) = (next(), next(), next(), next());
    let indicator = IndicatorCode::parse(indicator).ok().and_then(|code| catalogue.indicator(&code));
    let organization =
        OrganizationCode::parse(organization).ok().and_then(|code| catalogue.organization(&code));
    let breakdown = Breakdown::parse(breakdown).unwrap_or_default();
    let members =
        breakdown.iter().filter_map(|(dimension, member)| catalogue.member(dimension, Some(member)));
    let names = [indicator.map(|one| &one.names), organization.map(|one| &one.names)];
    let names = names.into_iter().flatten().map(|names| name(names, lang).to_owned());
    let when = Period::parse(when).ok().map(|period| words::period(period, lang));
    let members = members.map(|one| name(&one.names, lang).to_lowercase());
    let all: Vec<String> = names.chain(when).chain(members).collect();
    if all.is_empty() { cell.to_owned() } else { all.join(", ") }
}
