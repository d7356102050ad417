//! A snapshot that grew filing by filing is the one that is made of them all at once, and a correction mends its source.

mod months;

use proptest::prelude::*;

use super::*;
use crate::domain::Wanted;

fn figure(indicator: &str, organization: &str, period: &str, breakdown: &str) -> Figure {
    Figure {
        indicator: IndicatorCode::parse(indicator).unwrap(),
        organization: OrganizationCode::parse(organization).unwrap(),
        period: Period::parse(period).unwrap(),
        measure: Measure::Actual,
        breakdown: Breakdown::parse(breakdown).unwrap(),
        value: Some(0),
        as_of: None,
        qualifier: None,
        status: Status::Normal,
        source: None,
    }
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

const NOW: Vintage = Vintage { known_on: Date::MAX, as_of: None };

fn cube(rows: Vec<Observation>) -> Cube {
    let revision = rows.iter().map(|one| one.revision).max().unwrap_or_default();
    Cube::new(Arc::default(), revision, rows)
}

fn after(held: &Cube, revision: Revision, rows: &[Observation]) -> Cube {
    let mut builder = Builder::after(held);
    rows.iter().for_each(|one| builder.push(one.observed()));
    builder.finish(revision)
}

/// All rows of these in the order in which they supersede each other, cell by cell.
fn everything(cube: &Cube, of: &[Observation], vintage: Vintage) -> Vec<Vec<Observation>> {
    let cell = |one: &Observation| {
        let Figure { indicator, organization, period, breakdown, measure, .. } = &one.figure;
        cube.cell(indicator, organization, *period, breakdown, *measure, vintage)
            .map(|at| cube.observation(at))
            .collect()
    };
    of.iter().map(cell).collect()
}

/// What is there, in the period of an observation and in one more, of its indicator and organization.
fn standing(cube: &Cube, of: &Observation) -> Vec<(At, Period, Date)> {
    let Figure { indicator, organization, period, .. } = &of.figure;
    let mut rows = Vec::new();
    let mut wanted = [*period, Period::parse("2022-12").unwrap()];
    wanted.sort();
    let wanted = if wanted[0] == wanted[1] { &wanted[..1] } else { &wanted };
    let wanted = Wanted::of(wanted.iter().copied());
    cube.each_standing(indicator, organization, &wanted, |at, one| rows.push((at, one.period, one.as_of)));
    rows
}

/// The same by looking at each row.
fn filed_and_shown(cube: &Cube, of: &Observation) -> Vec<(At, Period, Date)> {
    let Figure { indicator, organization, period, .. } = &of.figure;
    let wanted = |at: &At| [*period, Period::parse("2022-12").unwrap()].contains(&cube.period(*at));
    let rows = cube.filed(indicator, organization, NOW).filter(wanted);
    rows.map(|at| (at, cube.period(at), cube.effective_as_of(at))).collect()
}

/// Of a cell: revision, source, as-of day and value.
fn told(rows: &[(u64, &str, &str, i64)]) -> Vec<Observation> {
    let row = |(revision, source, as_of, value): &(u64, &str, &str, i64)| Observation {
        figure: Figure {
            value: Some(*value),
            as_of: as_of.parse().ok(),
            source: SourceId::parse(source).ok(),
            ..figure("a", "x", "2022", "")
        },
        known_on: date("2022-12-27"),
        revision: Revision(*revision),
    };
    rows.iter().map(row).collect()
}

fn stands(rows: &[(u64, &str, &str, i64)], as_of: Option<&str>) -> Option<i64> {
    let rows = told(rows);
    let vintage = Vintage { as_of: as_of.map(date), ..NOW };
    let found = everything(&cube(rows.clone()), &rows[..1], vintage);
    found[0].last().and_then(|one| one.figure.value)
}

#[test]
fn a_correction_mends_its_source_though_its_day_is_earlier() {
    let typed_wrong = (1, "report", "2022-12-31", 7);
    assert_eq!(stands(&[typed_wrong, (2, "report", "2022-12-20", 8)], None), Some(8));
    assert_eq!(
        stands(&[typed_wrong, (2, "report", "2022-12-20", 8), (3, "report", "2022-12-31", 9)], None),
        Some(9)
    );
    // And mended twice, further back each time.
    assert_eq!(
        stands(&[typed_wrong, (2, "report", "2022-12-20", 8), (3, "report", "2022-12-10", 9)], None),
        Some(9)
    );
}

#[test]
fn another_source_with_older_data_does_not_hide_newer_data() {
    let newer = (1, "report", "2022-12-31", 7);
    assert_eq!(stands(&[newer, (2, "yearbook", "2022-09-30", 8)], None), Some(7));
}

#[test]
fn two_days_told_in_one_filing_mend_neither_each_other_nor_what_lies_between() {
    let both = [(2, "report", "2022-09-30", 8), (2, "report", "2022-12-31", 9)];
    assert_eq!(stands(&both, None), Some(9));
    assert_eq!(stands(&both, Some("2022-10-01")), Some(8));
    let [september, december] = both;
    assert_eq!(stands(&[(1, "report", "2022-11-30", 7), september, december], Some("2022-12-01")), Some(7));
}

#[test]
fn a_mended_source_still_yields_to_newer_data_of_another() {
    let rows =
        [(1, "report", "2022-12-31", 7), (2, "other", "2022-12-25", 6), (3, "report", "2022-12-20", 8)];
    assert_eq!(stands(&rows, None), Some(6));
}

#[test]
fn what_a_filing_does_not_touch_is_shared() {
    let one = |indicator: &str, revision| Observation {
        figure: figure(indicator, "x", "2022", ""),
        known_on: date("2022-12-27"),
        revision: Revision(revision),
    };
    let held = cube(vec![one("a", 1), one("b", 1)]);
    let next = after(&held, Revision(2), &[one("b", 2), one("c", 2)]);
    let shared = |at: usize| Arc::ptr_eq(&held.blocks[at].1, &next.blocks[at].1);
    assert!(shared(0) && !shared(1));
    assert_eq!((held.len(), next.len(), next.revision()), (2, 4, Revision(2)));
}

#[test]
fn a_row_takes_twenty_bytes() {
    assert_eq!(size_of::<Key>() + size_of::<i64>() + size_of::<u32>(), 20);
}

fn any_observation() -> impl Strategy<Value = Observation> {
    let cell = (0_usize..3, 0_usize..3, 0_usize..4, 0_usize..3, 0_usize..4);
    let said = (any::<Option<i64>>(), 0_usize..4, 0_usize..6, 0_usize..4, 1_i8..4);
    (cell, said).prop_map(
        |(
            (indicator, organization, period, breakdown, measure),
            (value, as_of, qualifier, source, known),
        )| {
            let figure = figure(
                ["a", "b", "c"][indicator],
                ["x", "y", "z"][organization],
                ["2022", "2022-12", "2022-Q4", "2020-2025"][period],
                ["", "part=one", "part=two"][breakdown],
            );
            Observation {
                figure: Figure {
                    measure: Measure::ALL[measure],
                    value,
                    as_of: [None, Some("2022-12-20"), Some("2022-12-30"), Some("2023-01-05")][as_of]
                        .map(date),
                    qualifier: Qualifier::ALL.get(qualifier).copied(),
                    status: if value.is_some() { Status::Estimated } else { Status::NotReported },
                    source: ["report", "yearbook", "office"]
                        .get(source)
                        .map(|id| SourceId::parse(id).unwrap()),
                    ..figure
                },
                known_on: jiff::civil::date(2023, known, 1),
                revision: Revision(0),
            }
        },
    )
}

proptest! {
    #[test]
    fn grown_filing_by_filing_or_made_at_once_it_says_the_same(
        filings in prop::collection::vec(prop::collection::vec(any_observation(), 1..30), 1..6),
        as_of in prop::option::of(1_i8..13),
        known in 1_i8..4,
    ) {
        let mut all = Vec::new();
        let mut grown = cube(Vec::new());
        for (number, mut filing) in filings.into_iter().enumerate() {
            let revision = Revision(number as u64 + 1);
            filing.iter_mut().for_each(|one| one.revision = revision);
            grown = after(&grown, revision, &filing);
            all.extend(filing);
        }
        let made = cube(all.clone());
        prop_assert_eq!((grown.len(), grown.revision()), (made.len(), made.revision()));
        prop_assert_eq!((grown.periods(), grown.breakdowns()), (made.periods(), made.breakdowns()));
        let vintage = Vintage {
            known_on: jiff::civil::date(2023, known, 1),
            as_of: as_of.map(|month| jiff::civil::date(2022, month, 25)),
        };
        for vintage in [NOW, vintage] {
            prop_assert_eq!(everything(&grown, &all, vintage), everything(&made, &all, vintage));
        }
        for one in &all {
            let Figure { indicator, organization, measure, .. } = &one.figure;
            prop_assert!(grown.has(indicator, *measure));
            let filed = |cube: &Cube| -> Vec<_> {
                let mut rows: Vec<_> = cube.filed(indicator, organization, vintage).map(|at| format!("{:?}", cube.observation(at))).collect();
                rows.sort();
                rows
            };
            prop_assert_eq!(filed(&grown), filed(&made));
        }
        // Nothing is lost: a row is in its cell as it came, or its source says otherwise in a later filing.
        for (cell, one) in everything(&made, &all, NOW).iter().zip(&all) {
            let mends = |other: &Observation| {
                other.revision > one.revision
                    && other.known_on == one.known_on
                    && other.figure.source == one.figure.source
                    && other.figure.as_of.unwrap_or(other.figure.period.end()) < one.figure.as_of.unwrap_or(one.figure.period.end())
            };
            prop_assert!(cell.contains(one) || all.iter().any(mends));
        }
    }

    #[test]
    fn what_was_rolled_back_was_never_there_from_then_on_and_stands_as_it_stood_before(
        filings in prop::collection::vec(prop::collection::vec(any_observation(), 1..12), 1..7),
        ended in prop::collection::vec(any::<bool>(), 7),
        later in prop::collection::vec(any_observation(), 0..12),
        at_once in any::<bool>(),
    ) {
        let until = Known { on: jiff::civil::date(2023, 2, 15), revision: Revision(8) };
        let numbered = |(number, mut filing): (u64, Vec<Observation>)| {
            filing.iter_mut().for_each(|one| one.revision = Revision(number));
            filing
        };
        let filings: Vec<_> = (1..).zip(filings).map(numbered).collect();
        let later = numbered((9, later));
        let is_ended = |one: &&Observation| ended[one.revision.0 as usize - 1];
        let all: Vec<Observation> = filings.concat();
        let kept: Vec<Observation> = all.iter().filter(|one| !is_ended(one)).cloned().collect();
        let take_back = |builder: &mut Builder| {
            for number in all.iter().filter(is_ended).map(|one| one.revision) {
                builder.end(number, until);
            }
        };
        let rolled_back = if at_once {
            let mut builder = Builder::new(Arc::default());
            all.iter().for_each(|one| builder.push(one.observed()));
            take_back(&mut builder);
            builder.finish(Revision(8))
        } else {
            let mut builder = Builder::after(&cube(all.clone()));
            take_back(&mut builder);
            builder.finish(Revision(8))
        };
        let rolled_back = after(&rolled_back, Revision(9), &later);
        let (before, since) = (after(&cube(all.clone()), Revision(9), &later), after(&cube(kept), Revision(9), &later));
        for (day, expected) in [(14, &before), (15, &since), (16, &since)] {
            let vintage = Vintage { known_on: jiff::civil::date(2023, 2, day), as_of: None };
            prop_assert_eq!(everything(&rolled_back, &all, vintage), everything(expected, &all, vintage));
            prop_assert_eq!(everything(&rolled_back, &later, vintage), everything(expected, &later, vintage));
        }
        for one in all.iter().chain(&later) {
            prop_assert_eq!(standing(&rolled_back, one), filed_and_shown(&rolled_back, one));
        }
    }

    #[test]
    fn a_release_brings_something_where_a_cell_of_it_showed_nothing_to_who_knew_the_one_before(
        filings in prop::collection::vec(prop::collection::vec(any_observation(), 1..12), 1..9),
        ended in prop::collection::vec(prop::option::of(1_u64..4), 9),
    ) {
        let mut builder = Builder::new(Arc::default());
        let mut all = Vec::new();
        for (number, mut filing) in (1..).zip(filings) {
            filing.iter_mut().for_each(|one| one.revision = Revision(number));
            filing.iter().for_each(|one| builder.push(one.observed()));
            all.extend(filing);
        }
        for (release, later) in (1..).zip(&ended) {
            if let Some(later) = later {
                builder.end(Revision(release), Known { on: Date::MIN, revision: Revision(release + later) });
            }
        }
        let made = builder.finish(Revision(20));
        let cell = |one: &Observation| {
            let Figure { indicator, organization, period, measure, breakdown, .. } = &one.figure;
            (indicator.clone(), organization.clone(), *period, *measure, breakdown.clone())
        };
        let until = |one: &Observation| ended[one.revision.0 as usize - 1].map(|later| one.revision.0 + later);
        let brings = |one: &&Observation| {
            let before = one.revision.0 - 1;
            let is_shown = |other: &Observation| {
                other.revision.0 <= before && until(other).is_none_or(|until| until > before)
            };
            !all.iter().any(|other| cell(other) == cell(one) && is_shown(other))
        };
        let expected: std::collections::BTreeSet<Revision> =
            all.iter().filter(brings).map(|one| one.revision).collect();
        prop_assert_eq!(made.bringing(), expected);
    }
}
