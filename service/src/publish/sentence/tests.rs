//! What a sentence says of figures, and what it does not.

mod claims;
mod reports;

use super::*;
use crate::domain::{Kind, Polarity, Status};
use reports::{Cell, cell, report};

fn said(report: &Report, subject: Option<&str>, topic: Topic, lang: Lang) -> Result<String, Reason> {
    let subject = subject.map(|code| OrganizationCode::parse(code).unwrap());
    let all = sentences(report, subject.as_ref(), lang).unwrap();
    all.into_iter().find(|one| one.topic == topic).unwrap().said.map(|said| said.text.replace('\u{a0}', " "))
}

#[test]
fn a_figure_is_told_with_its_rise_and_how_it_stands_to_its_plan() {
    let one = Cell { before: Some(9_744), plan: Some(9_830), ..cell(10_183) };
    let report = report(Kind::Flow, Polarity::Higher, &[vec![one]]);
    let told = |topic, lang| said(&report, None, topic, lang).unwrap();
    assert_eq!(told(Topic::Level, Lang::Vi), "Năm 2019, việc xong của Phường an là 10.183 việc.");
    assert_eq!(told(Topic::Level, Lang::En), "Things done, an ward, 2019: 10,183 tasks.");
    assert_eq!(
        told(Topic::Change, Lang::Vi),
        "Năm 2019, việc xong của Phường an tăng 4,5% so với năm 2018, từ 9.744 việc lên 10.183."
    );
    assert_eq!(
        told(Topic::Change, Lang::En),
        "Things done, an ward, 2019: up 4.5% on 2018, from 9,744 tasks to 10,183."
    );
    assert_eq!(
        told(Topic::Plan, Lang::Vi),
        "Năm 2019, việc xong của Phường an vượt 3,6% kế hoạch (9.830 việc)."
    );
    assert_eq!(told(Topic::Plan, Lang::En), "Things done, an ward, 2019: 3.6% above plan (9,830 tasks).");
    assert_eq!(
        summary(&report, None, Lang::Vi).unwrap().replace('\u{a0}', " "),
        "Năm 2019, việc xong của Phường an là 10.183 việc, tăng 4,5% so với năm 2018, vượt 3,6% kế hoạch (9.830 việc)."
    );
    assert_eq!(
        summary(&report, None, Lang::En).unwrap().replace('\u{a0}', " "),
        "Things done, an ward, 2019: 10,183 tasks, up 4.5% on 2018, 3.6% above plan (9,830 tasks)."
    );
    assert_eq!(said(&report, None, Topic::Share, Lang::Vi), Err(Reason::NoUniverse));
    assert_eq!(said(&report, None, Topic::Trend, Lang::Vi), Err(Reason::FewPeriods));
}

#[test]
fn what_only_rounds_to_a_hundred_percent_is_not_called_the_plan() {
    let told = |actual| {
        let one = Cell { plan: Some(100_000), ..cell(actual) };
        said(&report(Kind::Flow, Polarity::Higher, &[vec![one]]), None, Topic::Plan, Lang::Vi).unwrap()
    };
    assert!(told(99_999).ends_with("chưa đạt kế hoạch (100.000 việc)."), "{}", told(99_999));
    assert!(told(100_001).ends_with("vượt kế hoạch (100.000 việc)."), "{}", told(100_001));
    assert!(told(100_000).ends_with("đạt đúng kế hoạch (100.000 việc)."));
}

#[test]
fn a_better_rank_is_a_climb_though_its_number_falls() {
    let one = Cell { before: Some(5), plan: Some(3), ..cell(2) };
    let report = report(Kind::Rank, Polarity::Lower, &[vec![one]]);
    let told = |topic, lang| said(&report, None, topic, lang).unwrap();
    assert_eq!(told(Topic::Level, Lang::En), "Things done, an ward, 2019: 2nd.");
    assert!(told(Topic::Change, Lang::Vi).ends_with("lên 3 bậc so với năm 2018, từ hạng 5 lên hạng 2."));
    assert!(told(Topic::Plan, Lang::Vi).ends_with("vượt mục tiêu hạng 3."));
}

#[test]
fn organizations_are_ranked_only_beside_their_like_and_where_all_is_known() {
    let cells: Vec<Vec<Cell>> = [7, 9, 9, 3].map(|actual| vec![cell(actual)]).into();
    let whole = report(Kind::Flow, Polarity::Higher, &cells);
    let rank = |subject| said(&whole, Some(subject), Topic::Rank, Lang::Vi).unwrap();
    assert!(
        rank("an").ends_with("là 7 việc, cao thứ 3 trong 4 đơn vị cùng cấp có số liệu."),
        "{}",
        rank("an")
    );
    assert!(rank("binh").contains("cùng 1 đơn vị khác cao nhất"));
    assert!(rank("duc").contains("thấp nhất"));
    assert_eq!(
        said(&whole, None, Topic::Rank, Lang::En).unwrap(),
        "Things done, 2019: highest in binh ward and chau ward (9 tasks), lowest in duc ward (3 tasks), of 4 organizations with figures."
    );
    let mut holed = whole;
    holed.rows[3].coverage.expected = 9;
    assert_eq!(said(&holed, Some("an"), Topic::Rank, Lang::Vi), Err(Reason::Incomplete));
    holed.rows[3].coverage.expected = 3;
    holed.rows[3].status = Status::Suppressed;
    holed.rows[3].actual = None;
    assert_eq!(said(&holed, Some("an"), Topic::Rank, Lang::Vi), Err(Reason::Incomplete));
}

#[test]
fn a_hidden_figure_is_confidential_whatever_is_asked_of_it() {
    let hidden = || Cell { actual: None, status: Status::Suppressed, missing: 0, ..cell(0) };
    let plan = || Cell { plan: Some(5), ..hidden() };
    for cells in [vec![vec![hidden()]], vec![vec![plan()]], vec![vec![hidden()], vec![hidden()]]] {
        let report = report(Kind::Flow, Polarity::Higher, &cells);
        for topic in [Topic::Level, Topic::Change, Topic::Rank, Topic::Parts] {
            let said = said(&report, Some("an"), topic, Lang::En);
            assert_eq!(said, Err(Reason::Confidential), "{topic:?}");
        }
        assert_eq!(said(&report, None, Topic::Rank, Lang::En), Err(Reason::Confidential));
    }
}

#[test]
fn a_hole_is_told_with_every_claim_and_on_its_own() {
    let one = Cell { before: Some(9), missing: 2, status: Status::Provisional, ..cell(10) };
    let report = report(Kind::Flow, Polarity::Higher, &[vec![one]]);
    assert!(said(&report, None, Topic::Change, Lang::Vi).unwrap().ends_with("(mới có 3/5 đơn vị báo cáo)."));
    assert_eq!(
        said(&report, None, Topic::Coverage, Lang::En).unwrap(),
        "Things done, an ward, 2019: 3 of 5 organizations have reported."
    );
}

#[test]
fn a_trend_needs_periods_in_a_row_of_which_all_is_known() {
    let mut years: Vec<Cell> = [4, 5, 7, 8].map(cell).into();
    let told = |years: &[Cell]| {
        said(&report(Kind::Flow, Polarity::Higher, &[years.to_vec()]), None, Topic::Trend, Lang::Vi)
    };
    assert!(told(&years).unwrap().ends_with("tăng liên tục qua 4 kỳ, từ 4 việc (năm 2019) lên 8 việc."));
    years[2].actual = Some(2);
    assert!(told(&years).unwrap().ends_with("là 8 việc, cao nhất trong 4 kỳ kể từ năm 2019."));
    years[2].missing = 1;
    assert_eq!(told(&years), Err(Reason::FewPeriods));
}

#[test]
fn every_predicate_has_its_words_in_both_languages() {
    for lang in [Lang::Vi, Lang::En] {
        let words = page::text(template(lang));
        for claim in Predicate::ALL {
            assert!(
                words.contains(&format!("macro {}(f)", claim.as_str())),
                "{} lacks {}",
                template(lang),
                claim.as_str()
            );
        }
    }
}
