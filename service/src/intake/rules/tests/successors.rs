//! What is known is looked for through successions too, and what lasts is held against what it was.

use super::*;
use crate::domain::Catalogue;
use crate::intake::Problem;
use crate::intake::catalogue::{Tables, catalogue};
use crate::intake::problem::Lang;

/// Two that merged on 1 July 2024, one that was split, one renamed and one that kept three quarters of itself.
fn reorganized() -> Catalogue {
    let organizations = "code,parent,name_vi,name_en,kind,valid_from,valid_to,successors\n\
        hanoi,,H,H,city,,,\na,hanoi,A,A,town,,2024-07-01,\nb,hanoi,B,B,town,,2024-07-01,\nab,hanoi,AB,AB,ward,2024-07-01,,\n\
        c,hanoi,C,C,town,,2024-07-01,\nc1,hanoi,C1,C1,ward,2024-07-01,,\nc2,hanoi,C2,C2,ward,2024-07-01,2024-09-01,\n\
        c3,hanoi,C3,C3,ward,2024-09-01,,\nk,hanoi,K,K,town,,,\n";
    let successions = "on,kind,from,to,weight\n2024-07-01,merge,a,ab,\n2024-07-01,merge,b,ab,\n2024-07-01,split,c,c1,0.6\n\
        2024-07-01,split,c,c2,0.4\n2024-09-01,rename,c2,c3,\n2024-07-01,split,k,k,0.75\n2024-07-01,split,k,c1,0.25\n";
    let indicators = "code,name_vi,name_en,unit,unit_vi,kind,decimals\npaid,P,P,VND-billion,tỷ đồng,cumulative,0\n\
        left,L,L,task,việc,stock,0\n";
    let tables = [
        ("organizations.csv", organizations),
        ("successions.csv", successions),
        ("indicators.csv", indicators),
    ];
    let tables = tables.iter().fold(Tables::default(), |all, (name, text)| all.with(name, text.as_bytes()));
    let tables = tables.with("sources.csv", &b"id,publisher,published_on,title_vi,about\n"[..]);
    Catalogue::new(catalogue(&tables, &Catalogue::default()).unwrap()).unwrap()
}

/// What is found in rows `organization,period,measure,value` of an indicator that come after others, month by month.
#[track_caller]
fn found_of(indicator: &str, before: &[&str], rows: &[&str]) -> Vec<Problem> {
    let catalogue = reorganized();
    let of = |rows: &[&str], history: &dyn History| {
        let mut text = "indicator,organization,period,as_of,measure,value\n".to_owned();
        for row in rows {
            let [organization, period, measure, value] = row.split(',').collect::<Vec<_>>()[..] else {
                panic!("{row}")
            };
            let as_of = Period::parse(period).unwrap().end();
            text += &format!("{indicator},{organization},{period},{as_of},{measure},{value}\n");
        }
        let reading =
            read(text.as_bytes(), Format::Csv, Rules { catalogue: &catalogue, history, ..rules(None) })
                .unwrap();
        assert_eq!(reading.problems, []);
        reading
    };
    let before = Before(if before.is_empty() { Vec::new() } else { of(before, &()).figures });
    of(rows, &before).findings
}

fn codes(findings: &[Problem]) -> Vec<String> {
    findings.iter().map(|one| format!("{} {} {}", one.line, one.code(), one.severity.as_str())).collect()
}

#[test]
fn nothing_in_the_demonstration_is_odd() {
    let reading = read(crate::intake::demo::FIGURES, Format::Csv, rules(None)).unwrap();
    assert_eq!(codes(&reading.findings), NONE);
}

#[test]
fn a_cumulative_goes_on_from_what_its_predecessors_had() {
    let before =
        ["a,2024-05,actual,70", "a,2024-06,actual,100", "b,2024-06,actual,80", "c,2024-06,actual,50"];
    let fallen = ["2 falling-cumulative error"];
    let found = found_of("paid", &before, &["ab,2024-07,actual,30"]);
    assert_eq!(codes(&found), fallen);
    let detail = found[0].detail(Lang::En);
    assert!(detail.contains("`180`, which came from `a`, `b` on 2024-07-01"), "{detail}");
    assert_eq!(codes(&found_of("paid", &before, &["ab,2024-07,actual,180"])), NONE);
    // Two steps, by weights; a filing that holds both; nothing told of one; another year.
    assert_eq!(codes(&found_of("paid", &before, &["c3,2024-09,actual,19"])), fallen);
    assert_eq!(codes(&found_of("paid", &before, &["c3,2024-09,actual,20"])), NONE);
    let both = ["ab,2024-08,actual,179", "a,2024-06,actual,100", "b,2024-06,actual,80"];
    assert_eq!(codes(&found_of("paid", &[], &both)), fallen);
    assert_eq!(codes(&found_of("paid", &before[..2], &["ab,2024-07,actual,99"])), fallen);
    assert_eq!(codes(&found_of("paid", &before, &["ab,2025-01,actual,3"])), NONE);
    let since = [&before[..], &["ab,2024-07,actual,30"]].concat();
    assert_eq!(codes(&found_of("paid", &since, &["ab,2024-08,actual,40"])), NONE, "it was said to be right");
}

#[test]
fn what_a_predecessor_had_is_held_against_its_successors_when_it_comes_later() {
    let above = ["2 above-successor error"];
    let since = ["b,2024-06,actual,80", "ab,2024-07,actual,180", "ab,2024-08,actual,400"];
    let found = found_of("paid", &since, &["a,2024-06,actual,101"]);
    assert_eq!(codes(&found), above);
    let detail = found[0].detail(Lang::En);
    assert!(detail.contains("`181` came to `ab` on 2024-07-01") && detail.contains("`180`"), "{detail}");
    assert_eq!(codes(&found_of("paid", &since, &["a,2024-06,actual,100"])), NONE);
    assert_eq!(
        codes(&found_of("paid", &[&["a,2024-06,actual,90"], &since[..]].concat(), &["a,2024-06,actual,101"])),
        above
    );
    // Not a report on the way, which a later one follows; nor of another year; nor where both come together.
    let later = [&["a,2024-06,actual,90"], &since[..]].concat();
    assert_eq!(codes(&found_of("paid", &later, &["a,2024-05,actual,90"])), NONE);
    assert_eq!(codes(&found_of("paid", &since, &["a,2023-12,actual,900"])), NONE);
    let both = ["ab,2024-07,actual,150", "a,2024-06,actual,101"];
    assert_eq!(codes(&found_of("paid", &since[..1], &both)), ["2 falling-cumulative error"]);
    // By weights, and through one that told nothing itself: 40 in 100 went to c2, and that is c3 since.
    assert_eq!(codes(&found_of("paid", &["c3,2024-09,actual,20"], &["c,2024-06,actual,51"])), NONE);
    assert_eq!(codes(&found_of("paid", &["c3,2024-09,actual,20"], &["c,2024-06,actual,60"])), above);
    assert_eq!(codes(&found_of("paid", &["c2,2024-08,actual,30"], &["c,2024-06,actual,60"])), NONE);
    // Who keeps a part goes on from it too.
    assert_eq!(codes(&found_of("paid", &["k,2024-07,actual,80"], &["k,2024-06,actual,120"])), above);
}

#[test]
fn who_gave_a_part_away_goes_on_from_the_rest() {
    let before = ["k,2024-05,actual,70", "k,2024-06,actual,100"];
    assert_eq!(codes(&found_of("paid", &before, &["k,2024-07,actual,80"])), NONE);
    assert_eq!(codes(&found_of("paid", &before, &["k,2024-07,actual,74"])), ["2 falling-cumulative error"]);
    assert_eq!(codes(&found_of("paid", &before, &["c1,2024-07,actual,24"])), ["2 falling-cumulative error"]);
    let after = ["k,2024-07,actual,80"];
    assert_eq!(codes(&found_of("paid", &after, &["k,2024-06,actual,100"])), NONE);
}

#[test]
fn what_a_cumulative_grows_by_what_stands_and_what_is_planned_are_held_against_history_too() {
    let far = ["2 far-from-history warning"];
    let year = ["a,2023-01,actual,5", "a,2023-02,actual,9", "a,2023-04,actual,19", "a,2023-12,actual,240"];
    assert_eq!(codes(&found_of("paid", &year, &["a,2024-01,actual,20000"])), far);
    assert_eq!(codes(&found_of("paid", &year, &["a,2024-01,actual,50"])), NONE);
    let months = ["a,2024-01,actual,10", "a,2024-02,actual,25", "a,2024-03,actual,36", "a,2024-04,actual,50"];
    assert_eq!(codes(&found_of("paid", &months, &["a,2024-05,actual,64000"])), far);
    assert_eq!(codes(&found_of("paid", &months, &["a,2024-05,actual,170"])), NONE);
    assert_eq!(
        codes(&found_of("paid", &months[..2], &["a,2024-05,actual,64000"])),
        NONE,
        "two are no history"
    );
    assert_eq!(codes(&found_of("paid", &[], &["a,2024-01,actual,-5"])), ["2 negative-cumulative warning"]);
    assert_eq!(codes(&found_of("left", &["a,2023,actual,10"], &["a,2024,actual,10000"])), far);
    assert_eq!(codes(&found_of("left", &["a,2023,actual,10"], &["a,2024,actual,100"])), NONE);
    assert_eq!(codes(&found_of("left", &["a,2023,actual,1"], &["a,2024,actual,12"])), NONE, "a few more");
    assert_eq!(codes(&found_of("paid", &["a,2023,plan,400"], &["a,2024,plan,10000"])), far);
    assert_eq!(codes(&found_of("paid", &["a,2023,plan,400"], &["a,2024,plan,4000"])), NONE);
}
