//! The studio: what the builder suggests, and what it shows for what is asked.

use crate::domain::{Catalogue, Draft, NO_SERIES, Period};
use crate::intake::catalogue::catalogue;
use crate::intake::demo;
use crate::publish::drafting::{completed, left_out};

fn filed(codes: &[&str]) -> Vec<Period> {
    codes.iter().map(|code| Period::parse(code).unwrap()).collect()
}

fn full(pairs: &[(&str, &str)], periods: &[&str]) -> Draft {
    let parts = catalogue(&demo::tables(), &Catalogue::default()).unwrap();
    let draft = Draft::take(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    completed(&draft, &Catalogue::new(parts).unwrap(), &filed(periods))
}

fn of<'a>(draft: &'a Draft, fields: &[&str]) -> Vec<&'a str> {
    fields.iter().map(|field| draft.get(field)).collect()
}

#[test]
fn an_empty_draft_is_the_first_indicator_of_the_city_over_time() {
    let draft = full(&[], &["2019-H1", "2020", "2021", "2022"]);
    let said = of(&draft, &["indicator", "organization", "from", "to", "kind", "category", "series"]);
    assert_eq!(said, ["members-admitted", "hanoi", "2020", "2022", "column", "period", NO_SERIES]);
    assert_eq!(draft.get("title_en"), "Party members admitted");
    assert_eq!(draft.get("subtitle_vi"), "Đảng viên · Đảng bộ thành phố Hà Nội · 2020 – 2022");
}

#[test]
fn what_is_compared_is_compared_in_the_last_period() {
    let asked = [("indicator", "disciplined"), ("by-outcome", "*")];
    let draft = full(&asked, &["2021", "2022"]);
    assert_eq!(
        of(&draft, &["from", "to", "kind", "category", "series"]),
        ["2022", "", "bar", "outcome", NO_SERIES]
    );
    assert_eq!(draft.get("title_vi"), "Thi hành kỷ luật, theo hình thức kỷ luật");
    let draft = full(&[("spread", "*"), ("from", "2021"), ("to", "2022")], &["2021", "2022"]);
    assert_eq!(of(&draft, &["kind", "category", "series"]), ["line", "period", "organization"]);
    let draft = full(&[("spread", "*"), ("from", "2021"), ("to", "2022"), ("kind", "bar")], &[]);
    assert_eq!(of(&draft, &["category", "series"]), ["organization", "period"]);
}

#[test]
fn what_somebody_wrote_stands() {
    let asked = [("kind", "table"), ("title_vi", "Tên khác"), ("from", "2021"), ("series", NO_SERIES)];
    let draft = full(&asked, &["2021", "2022"]);
    assert_eq!(
        of(&draft, &["kind", "title_vi", "from", "to", "series"]),
        ["table", "Tên khác", "2021", "", NO_SERIES]
    );
}

#[test]
fn what_has_no_axis_is_told() {
    let asked = [
        ("indicator", "disciplined"),
        ("spread", "*"),
        ("by-outcome", "*"),
        ("from", "2021"),
        ("to", "2022"),
    ];
    assert_eq!(left_out(&full(&asked, &["2021", "2022"])), ["outcome"]);
    assert!(left_out(&full(&asked[..2], &["2021", "2022"])).is_empty());
}

#[test]
fn readers_may_pick_from_the_periods_that_were_filed() {
    let draft =
        full(&[("from", "2022"), ("pick", "period"), ("pick", "organization")], &["2020-H1", "2021", "2022"]);
    assert_eq!(of(&draft, &["pick", "pickers"]), ["organization", "period=2022|2021"]);
}
