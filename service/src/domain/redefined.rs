//! What a catalogue says otherwise than the one before, and how much that is to who relies on it.

use std::collections::BTreeMap;

use super::{CatalogueParts, Indicator, Names, Organization, Step, Succession, fold};

/// What of a catalogue changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// What is measured.
    Indicator,
    /// Who reports.
    Organization,
    /// A breakdown or a member of one, as `outcome` or `outcome=warning`.
    Member,
    /// Where figures were published.
    Source,
    /// What is to be filed, and so what of a sum is missing.
    Form,
}

impl Thing {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Organization => "organization",
            Self::Member => "member",
            Self::Source => "source",
            Self::Form => "form",
        }
    }
}

/// One thing that a catalogue says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redefined {
    /// What it is.
    pub thing: Thing,
    /// Its code.
    pub code: String,
    /// What of it: `new`, `gone`, or the column.
    pub what: &'static str,
    step: Step,
}

impl Redefined {
    /// A change of this much.
    #[must_use]
    pub fn new(thing: Thing, code: &str, what: &'static str, step: Step) -> Self {
        Self { thing, code: code.to_owned(), what, step }
    }

    /// How much that is.
    #[must_use]
    pub fn step(&self) -> Step {
        self.step
    }
}

/// What `now` says otherwise than `before`. Charts are no part of it: they say nothing that the figures do not.
#[must_use]
pub fn redefined(before: &CatalogueParts, now: &CatalogueParts) -> Vec<Redefined> {
    let mut changes = Vec::new();
    compare(
        (&mut changes, Thing::Indicator),
        (&before.indicators, &now.indicators),
        |one| one.code.to_string(),
        of_indicator,
    );
    compare(
        (&mut changes, Thing::Organization),
        (&before.organizations, &now.organizations),
        |one| one.code.to_string(),
        of_organization,
    );
    successions(&mut changes, &before.successions, &now.successions);
    let code = |one: &super::Member| match &one.member {
        Some(member) => format!("{}={member}", one.dimension),
        None => one.dimension.to_string(),
    };
    compare((&mut changes, Thing::Member), (&before.members, &now.members), code, |one, other| {
        of_names(&one.names, &other.names).into_iter().collect()
    });
    // A source may date figures otherwise, and a form say otherwise what is missing: figures are corrected by both.
    compare(
        (&mut changes, Thing::Source),
        (&before.sources, &now.sources),
        |one| one.id.to_string(),
        |one, other| {
            (one.published_on != other.published_on)
                .then_some(("published_on", Step::Patch))
                .into_iter()
                .collect()
        },
    );
    compare(
        (&mut changes, Thing::Form),
        (&before.forms, &now.forms),
        |one| one.code.to_string(),
        |one, other| (one != other).then_some(("items", Step::Patch)).into_iter().collect(),
    );
    changes
}

type Said = Vec<(&'static str, Step)>;

fn compare<T>(
    (changes, thing): (&mut Vec<Redefined>, Thing),
    (before, now): (&[T], &[T]),
    code: impl Fn(&T) -> String,
    differences: impl Fn(&T, &T) -> Said,
) {
    let by_code = |all| -> BTreeMap<String, &T> {
        let all: &[T] = all;
        all.iter().map(|one| (code(one), one)).collect()
    };
    let (before, now) = (by_code(before), by_code(now));
    // Without a source or a form no figure is another.
    let (new, gone) = match thing {
        Thing::Source => (Step::None, Step::None),
        Thing::Form => (Step::Patch, Step::Patch),
        Thing::Indicator | Thing::Organization | Thing::Member => (Step::Minor, Step::Major),
    };
    for (code, one) in &now {
        let said = match before.get(code) {
            None => vec![("new", new)],
            Some(other) => differences(other, one),
        };
        changes.extend(said.into_iter().map(|(what, step)| Redefined::new(thing, code, what, step)));
    }
    let gone_codes = before.keys().filter(|code| !now.contains_key(*code));
    changes.extend(gone_codes.map(|code| Redefined::new(thing, code, "gone", gone)));
    changes.retain(|change| change.step > Step::None);
}

fn of_indicator(before: &Indicator, now: &Indicator) -> Said {
    let all_kept = before.breakdowns.iter().all(|one| now.breakdowns.contains(one));
    let breakdowns = if all_kept { Step::Minor } else { Step::Major };
    let sensitive = if now.sensitive { Step::Major } else { Step::Minor };
    let differs = [
        (before.unit != now.unit, "unit", Step::Major),
        (before.kind != now.kind, "kind", Step::Major),
        (before.decimals != now.decimals, "decimals", Step::Major),
        (before.polarity != now.polarity, "polarity", Step::Major),
        (before.breakdowns != now.breakdowns, "breakdowns", breakdowns),
        (before.sensitive != now.sensitive, "sensitive", sensitive),
        (before.unit_names != now.unit_names, "unit_names", Step::Patch),
        (before.theme != now.theme, "theme", Step::Patch),
    ];
    let said = differs.into_iter().filter(|(differs, ..)| *differs).map(|(_, what, step)| (what, step));
    said.chain(of_names(&before.names, &now.names)).collect()
}

fn of_organization(before: &Organization, now: &Organization) -> Said {
    let differs = [
        (before.kind != now.kind, "kind"),
        (before.placements != now.placements, "placements"),
        (before.successors != now.successors, "successors"),
    ];
    let said: Said =
        differs.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| (what, Step::Major)).collect();
    [said, of_names(&before.names, &now.names).into_iter().collect()].concat()
}

/// A name says what a thing is: one that reads otherwise may mean something else, while marks, capitals and points, or a language
/// that had none, are a correction.
fn of_names(before: &Names, now: &Names) -> Option<(&'static str, Step)> {
    let is_another = |one: &str, other: &str| !one.is_empty() && fold(one) != fold(other);
    let is_another = is_another(&before.vi, &now.vi) || is_another(&before.en, &now.en);
    (before != now).then_some(("name", if is_another { Step::Major } else { Step::Patch }))
}

/// Who came after whom says where figures are carried to; told of who was there before.
fn successions(changes: &mut Vec<Redefined>, before: &[Succession], now: &[Succession]) {
    let other = |ones: &[Succession], others: &[Succession]| -> Vec<String> {
        ones.iter().filter(|one| !others.contains(one)).map(|one| one.from.to_string()).collect()
    };
    let mut codes = [other(now, before), other(before, now)].concat();
    codes.sort_unstable();
    codes.dedup();
    let told = codes.iter().map(|code| Redefined::new(Thing::Organization, code, "successions", Step::Major));
    changes.extend(told);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Date, DimensionCode, IndicatorCode, Kind, Member, OrganizationCode, OrganizationKind, Polarity,
        Source, SourceId, SuccessionKind, Weight,
    };

    fn names(vi: &str, en: &str) -> Names {
        Names { vi: vi.to_owned(), en: en.to_owned() }
    }

    fn parts() -> CatalogueParts {
        let organization = |code: &str| Organization {
            code: OrganizationCode::parse(code).unwrap(),
            names: names("Ba Đình", ""),
            kind: OrganizationKind::City,
            placements: Vec::new(),
            successors: Vec::new(),
        };
        let member = |code: Option<&str>| Member {
            dimension: DimensionCode::parse("outcome").unwrap(),
            member: code.map(|code| crate::domain::MemberCode::parse(code).unwrap()),
            names: names("Hình thức", "Outcome"),
        };
        CatalogueParts {
            indicators: vec![Indicator {
                code: IndicatorCode::parse("members").unwrap(),
                names: names("Đảng viên được kết nạp", "Members admitted"),
                unit: "member".to_owned(),
                unit_names: names("đảng viên", "members"),
                kind: Kind::Flow,
                decimals: 0,
                polarity: Polarity::Higher,
                sensitive: false,
                breakdowns: vec![DimensionCode::parse("outcome").unwrap()],
                theme: "party".to_owned(),
            }],
            organizations: vec![organization("hanoi"), organization("ba-dinh")],
            members: vec![member(None), member(Some("warning"))],
            sources: vec![Source {
                id: SourceId::parse("report").unwrap(),
                publisher: "Báo".to_owned(),
                published_on: Date::default(),
                title: "Tin".to_owned(),
                about: String::new(),
            }],
            ..CatalogueParts::default()
        }
    }

    #[track_caller]
    fn after(change: impl FnOnce(&mut CatalogueParts), told: &[(&str, &str, Step)]) {
        let mut now = parts();
        change(&mut now);
        let changes = redefined(&parts(), &now);
        let said: Vec<(&str, &str, Step)> =
            changes.iter().map(|one| (one.code.as_str(), one.what, one.step())).collect();
        assert_eq!(said, told);
    }

    #[test]
    fn another_meaning_or_a_code_that_is_gone_is_major() {
        after(|now| now.indicators[0].unit = "person".to_owned(), &[("members", "unit", Step::Major)]);
        after(|now| now.indicators[0].decimals = 2, &[("members", "decimals", Step::Major)]);
        after(|now| now.indicators[0].sensitive = true, &[("members", "sensitive", Step::Major)]);
        after(|now| now.indicators[0].breakdowns.clear(), &[("members", "breakdowns", Step::Major)]);
        after(
            |now| now.indicators[0].names.vi = "Đảng viên chuyển đến".to_owned(),
            &[("members", "name", Step::Major)],
        );
        after(|now| now.indicators.clear(), &[("members", "gone", Step::Major)]);
        after(|now| drop(now.organizations.pop()), &[("ba-dinh", "gone", Step::Major)]);
        after(|now| drop(now.members.pop()), &[("outcome=warning", "gone", Step::Major)]);
        let moved = Succession {
            on: Date::default(),
            kind: SuccessionKind::Close,
            from: OrganizationCode::parse("ba-dinh").unwrap(),
            to: None,
            weight: Weight::WHOLE,
        };
        after(|now| now.successions.push(moved), &[("ba-dinh", "successions", Step::Major)]);
    }

    #[test]
    fn what_is_added_is_minor() {
        let mut more = parts();
        more.indicators[0].code = IndicatorCode::parse("left").unwrap();
        after(|now| now.indicators.append(&mut more.indicators), &[("left", "new", Step::Minor)]);
        let ward = Organization {
            code: OrganizationCode::parse("ward").unwrap(),
            ..parts().organizations.remove(0)
        };
        after(|now| now.organizations.push(ward), &[("ward", "new", Step::Minor)]);
        let theme = DimensionCode::parse("theme").unwrap();
        after(|now| now.indicators[0].breakdowns.push(theme), &[("members", "breakdowns", Step::Minor)]);
    }

    #[test]
    fn words_that_mean_the_same_and_another_day_of_a_source_are_a_patch_and_the_rest_is_nothing() {
        after(
            |now| now.indicators[0].names.vi = "Đảng viên được kết nạp.".to_owned(),
            &[("members", "name", Step::Patch)],
        );
        after(
            |now| now.organizations[1].names.en = "Ba Dinh".to_owned(),
            &[("ba-dinh", "name", Step::Patch)],
        );
        after(
            |now| now.sources[0].published_on = "2026-01-01".parse().unwrap(),
            &[("report", "published_on", Step::Patch)],
        );
        after(|now| now.sources[0].title = "Tin mới".to_owned(), &[]);
        after(|now| now.indicators.reverse(), &[]);
    }
}
