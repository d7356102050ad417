//! Every word that claims something is read back from the sentences of random reports and held against the numbers.

use proptest::prelude::*;

use super::reports::{Cell, UNITS, report};
use crate::domain::{Kind, OrganizationCode, Polarity, Qualifier, Status};
use crate::publish::sentence::{Lang, Sentence, Topic, sentences, summary};

fn any_cell() -> impl Strategy<Value = Cell> {
    let value = || {
        proptest::option::weighted(
            0.85,
            prop_oneof![0_i64..4, 95_i64..106, 9_990_i64..10_011, -50_i64..2_000_000],
        )
    };
    let qualifier = || {
        proptest::option::weighted(
            0.2,
            prop_oneof![
                Just(Qualifier::MoreThan),
                Just(Qualifier::LessThan),
                Just(Qualifier::About),
                Just(Qualifier::Estimate)
            ],
        )
    };
    let status = prop_oneof![
        6 => Just(Status::Normal),
        1 => Just(Status::Provisional),
        1 => Just(Status::Estimated),
        1 => Just(Status::Unvalidated)
    ];
    let rate = proptest::option::of(990_i64..1_010);
    let rest =
        (qualifier(), qualifier(), status, prop_oneof![3 => Just(0_u32), 1 => 1_u32..4], any::<bool>());
    (value(), value(), value(), value(), rate, rest).prop_map(
        |(
            actual,
            before,
            plan,
            universe,
            published_rate,
            (qualifier, from_qualifier, status, missing, running),
        )| Cell {
            actual,
            before,
            plan,
            universe: universe.map(i64::abs),
            published_rate,
            qualifier,
            from_qualifier,
            status: if actual.is_none() { Status::NotReported } else { status },
            missing,
            running,
        },
    )
}

fn any_kind() -> impl Strategy<Value = (Kind, Polarity)> {
    let kind = prop_oneof![Just(Kind::Flow), Just(Kind::Stock), Just(Kind::Cumulative), Just(Kind::Index)];
    (kind, prop_oneof![Just(Polarity::Higher), Just(Polarity::Lower), Just(Polarity::Neutral)])
}

/// The number right after a word: `tăng 3,1%` → 31 tenths of a percent; `tăng 5 việc` → `None`.
fn percent_after(text: &str, word: &str) -> Option<i64> {
    let rest = text.split_once(word)?.1.trim_start();
    let number: String = rest.chars().take_while(|one| one.is_ascii_digit() || ".,".contains(*one)).collect();
    rest.strip_prefix(number.as_str())?.strip_prefix('%')?;
    let (whole, tenths) = number.split_once(',').unwrap_or((&number, "0"));
    Some(whole.replace('.', "").parse::<i64>().ok()? * 10 + tenths.parse::<i64>().ok()?)
}

/// Whether a rate in tenths of a percent is the rounded `part / whole`.
fn is_rate(tenths: i64, part: i64, whole: i64) -> bool {
    let (part, whole) = (i128::from(part) * 2_000, i128::from(whole));
    (part - i128::from(tenths) * 2 * whole).abs() <= whole.abs()
}

/// Every word of Vietnamese that claims a direction, a plan or a place.
const WORDS: [&str; 13] = [
    " tăng ",
    " giảm ",
    "không đổi",
    " vượt ",
    "đạt đúng kế hoạch",
    "chưa đạt",
    "cao hơn kế hoạch",
    "thấp hơn kế hoạch",
    "toàn bộ",
    "cao nhất",
    "thấp nhất",
    "cao thứ",
    "khi kỳ chưa kết thúc",
];

/// Whether each claiming word in the text is true of the cell, and of its neighbours where it speaks of them.
fn agrees(
    text: &str,
    cell: &Cell,
    beside: &[&Cell],
    years: &[Cell],
    higher_is_better: bool,
) -> Result<(), String> {
    let said = |word: &str| text.contains(word);
    let known = |what: Option<i64>| what.ok_or_else(|| format!("{text}: of a number that is not known"));
    let hold = |is: bool| if is { Ok(()) } else { Err(format!("{text}: not so, {cell:?}")) };
    let over_time = said("liên tục") || said("kể từ");
    for word in WORDS.into_iter().filter(|word| said(word)) {
        match word {
            " tăng " | " giảm " if over_time => {
                let way = |pair: &[Cell]| {
                    pair[0]
                        .actual
                        .zip(pair[1].actual)
                        .is_some_and(|(one, two)| if word == " tăng " { one < two } else { one > two })
                };
                let periods: usize =
                    text.split("qua ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
                hold(periods >= 3 && years[years.len() - periods..].windows(2).all(way))?;
            }
            " tăng " | " giảm " | "không đổi" => {
                let (actual, before) = (known(cell.actual)?, known(cell.before)?);
                hold(cell.qualifier.is_none() && cell.from_qualifier.is_none())?;
                hold(match word {
                    " tăng " => actual > before,
                    " giảm " => actual < before,
                    _ => actual == before,
                })?;
                if let Some(tenths) = percent_after(text, word) {
                    hold(tenths > 0 && is_rate(tenths, (actual - before).abs(), before.abs()))?;
                }
            }
            " vượt " | "cao hơn kế hoạch" => {
                hold((word == " vượt ") == higher_is_better)?;
                let size = percent_after(text, word.trim_end());
                match cell.actual.zip(cell.plan) {
                    Some((actual, plan)) => {
                        hold(actual > plan || actual == plan && cell.qualifier == Some(Qualifier::MoreThan))?;
                        hold(size.is_none_or(|tenths| tenths > 0 && is_rate(tenths, actual - plan, plan)))?;
                    }
                    None => hold(
                        cell.published_rate > Some(1_000)
                            && size == cell.published_rate.map(|rate| rate - 1_000),
                    )?,
                }
                hold(
                    !matches!(
                        cell.qualifier,
                        Some(Qualifier::About | Qualifier::Estimate | Qualifier::LessThan)
                    ) || cell.actual.is_none()
                        || cell.plan.is_none(),
                )?;
            }
            "đạt đúng kế hoạch" => {
                hold(cell.actual.is_some() && cell.actual == cell.plan && cell.qualifier.is_none())?;
            }
            "chưa đạt" | "thấp hơn kế hoạch" | "khi kỳ chưa kết thúc" => {
                hold((word == "khi kỳ chưa kết thúc") == cell.running)?;
                hold(word == "khi kỳ chưa kết thúc" || (word == "chưa đạt") == higher_is_better)?;
                match cell.actual.zip(cell.plan) {
                    Some((actual, plan)) => {
                        hold(actual < plan || actual == plan && cell.qualifier == Some(Qualifier::LessThan))?;
                    }
                    None => hold(cell.published_rate < Some(1_000))?,
                }
            }
            "toàn bộ" => {
                hold(cell.actual.is_some() && cell.actual == cell.universe && cell.qualifier.is_none())?;
            }
            "cao nhất" | "thấp nhất" | "cao thứ" if !over_time => {
                let own = known(cell.actual)?;
                let values: Vec<i64> = beside.iter().filter_map(|one| one.actual).collect();
                hold(
                    beside
                        .iter()
                        .all(|one| one.actual.is_none() || one.qualifier.is_none() && one.missing == 0),
                )?;
                let above = values.iter().filter(|one| **one > own).count();
                hold(text.contains(&format!("trong {} đơn vị", values.len())))?;
                hold(match word {
                    "cao nhất" => above == 0,
                    "thấp nhất" => values.iter().all(|one| *one >= own),
                    _ => text.contains(&format!("cao thứ {} ", above + 1)),
                })?;
            }
            _ => {
                let periods: usize =
                    text.split("trong ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
                let earlier = &years[years.len() - periods..years.len() - 1];
                let own = known(cell.actual)?;
                hold(periods >= 3)?;
                hold(earlier.iter().all(|one| {
                    one.actual.is_some_and(|one| if word == "cao nhất" { one < own } else { one > own })
                }))?;
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]
    #[test]
    fn every_word_that_claims_something_is_true_of_the_numbers(
        (kind, polarity) in any_kind(),
        cells in (1_usize..=4).prop_flat_map(|years| proptest::collection::vec(proptest::collection::vec(any_cell(), years), 1..=5)),
    ) {
        let report = report(kind, polarity, &cells);
        let subject = OrganizationCode::parse(UNITS[0]).unwrap();
        let own = &cells[0];
        let at = own.iter().rposition(|cell| cell.actual.is_some())
            .or_else(|| own.iter().rposition(|cell| cell.published_rate.is_some()))
            .or_else(|| own.iter().rposition(|cell| cell.plan.is_some()));
        let said = sentences(&report, Some(&subject), Lang::Vi).unwrap();
        prop_assert_eq!(said.iter().map(|one| one.topic).collect::<Vec<_>>(), Topic::ALL);
        for one in said.iter().filter_map(|one| one.said.as_ref().ok()) {
            let at = at.expect("of nothing known nothing is said");
            let beside: Vec<&Cell> = cells.iter().map(|years| &years[at]).collect();
            if let Err(wrong) = agrees(&one.text, &own[at], &beside, &own[..=at], polarity == Polarity::Higher) {
                prop_assert!(false, "{} ({})", wrong, one.predicate.as_str());
            }
            prop_assert!(one.text.ends_with('.') && !one.text.contains("  ") && !one.text.contains(" ,"), "{}", one.text);
        }
        let summary = summary(&report, Some(&subject), Lang::Vi);
        if let (Ok(text), Some(at)) = (&summary, at) {
            let beside: Vec<&Cell> = cells.iter().map(|years| &years[at]).collect();
            prop_assert!(agrees(text, &own[at], &beside, &own[..=at], polarity == Polarity::Higher).is_ok(), "{}", text);
        }
        let english = sentences(&report, Some(&subject), Lang::En).unwrap();
        let claims = |all: &[Sentence]| all.iter().map(|one| one.said.as_ref().map(|said| said.predicate).map_err(|why| *why)).collect::<Vec<_>>();
        prop_assert_eq!(claims(&said), claims(&english), "both languages claim the same");
    }
}
