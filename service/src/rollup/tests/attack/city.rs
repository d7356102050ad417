//! A random city: a tree, periods and members, what is true in each of two vintages, and what of it is filed.

use std::collections::BTreeMap;

use super::SMALLEST;
use crate::cube::Cube;
use crate::domain::{Date, Observation, OrganizationKind, Revision, Status, Threshold, Validity};
use crate::rollup::tests::fixtures::{ask_of, observation, organization, sensitive};

/// A quarter of what one organization without any below it counts of one member.
pub(super) type Atom = (usize, usize, usize);

/// A number of the answer, or its absence.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub vintage: usize,
    pub organization: usize,
    #[expect(dead_code, reason = "told in a failure's message")]
    pub period: String,
    /// 0 is the total.
    #[expect(dead_code, reason = "told in a failure's message")]
    pub member: usize,
    pub value: Option<i64>,
    pub is_hidden: bool,
    /// Whether everybody who should have reported did.
    pub is_whole: bool,
    /// Whether there is a number if nothing is hidden.
    pub has_number: bool,
    /// The figures it is the sum of: organization, period, member, the day they were known, and the value if it is told.
    pub figures: Vec<(usize, String, usize, String, Option<i64>)>,
    /// The atoms of those figures.
    pub sum: Vec<Atom>,
}

impl Shown {
    /// The same where receipts name their figures and tell no value: that a figure has not changed is known anyway.
    pub(super) fn without_values(&self) -> Self {
        let mut one = self.clone();
        one.figures.iter_mut().for_each(|figure| figure.4 = None);
        if one.organization != 0 || !one.is_whole {
            one.value = None;
        }
        one
    }
}

pub(super) struct City {
    pub parents: Vec<Option<usize>>,
    pub kind: &'static str,
    pub members: usize,
    /// In each vintage, the truth.
    truths: [BTreeMap<Atom, i64>; 2],
    filed: Vec<Observation>,
}

pub(super) const DAYS: [&str; 2] = ["2023-01-10", "2023-02-10"];
const PERIODS: [&str; 8] =
    ["2022", "2022-H1", "2022-H2", "2022-9M", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"];

/// A small generator of chance (SplitMix64), so that a city is its seed's on any machine.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    fn count(&mut self, zeros: u64, smalls: u64) -> i64 {
        let count = match self.below(100) {
            at if at < zeros => 0,
            at if at < zeros + smalls => 1 + self.below(6),
            _ => 6 + self.below(60),
        };
        count.cast_signed()
    }
}

impl City {
    pub(super) fn random(seed: u64) -> Self {
        let chance = &mut Chance(seed);
        let mut parents = vec![None];
        let districts = 2 + chance.below(5) as usize;
        parents.extend(vec![Some(0); districts]);
        for district in 1..=districts {
            if chance.percent(25) {
                parents.extend(vec![Some(district); 1 + chance.below(3) as usize]);
            }
        }
        let kind = ["flow", "flow", "flow", "stock", "cumulative"][chance.below(5) as usize];
        let members = [0, 2, 3][chance.below(3) as usize];
        let mut city =
            Self { parents, kind, members, truths: [BTreeMap::new(), BTreeMap::new()], filed: Vec::new() };
        let quarters: &[&str] = match chance.below(5) {
            0 => &["2022"],
            1 => &["2022-H1", "2022-H2"],
            2 => &["2022-9M", "2022"],
            _ => &["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"],
        };
        let (zeros, smalls) = (chance.below(50), 10 + chance.below(40));
        for atom in city.atoms() {
            let count = chance.count(zeros, smalls);
            city.truths[0].insert(atom, count);
            let later = if chance.percent(8) { chance.count(zeros, smalls) } else { count };
            city.truths[1].insert(atom, later);
        }
        // Who files late had, for the first sums, nothing.
        for late in 1..city.parents.len() {
            if chance.percent(6) && city.is_leaf(late) {
                city.truths[0]
                    .iter_mut()
                    .filter(|((one, ..), _)| *one == late)
                    .for_each(|(_, count)| *count = 0);
            }
        }
        city.file(chance, quarters);
        city
    }

    /// By level, by period and by member, some are filed and some are left to be added up; some are forgotten.
    fn file(&mut self, chance: &mut Chance, periods: &[&str]) {
        let (above, year, total) = (chance.below(100), chance.below(100), 40 + chance.below(60));
        let (holes, late) = (chance.below(12), chance.below(12));
        for organization in 0..self.parents.len() {
            let level = if self.is_leaf(organization) { 100 } else { above };
            if !chance.percent(level) {
                continue;
            }
            let is_late = self.is_leaf(organization)
                && self.truths[0]
                    .iter()
                    .filter(|((one, ..), _)| *one == organization)
                    .all(|(_, count)| *count == 0);
            for period in PERIODS {
                if !(periods.contains(&period) || period.len() < 8 && chance.percent(year / 2)) {
                    continue;
                }
                for member in 0..=self.members {
                    let wanted = if member == 0 && self.members > 0 { total } else { 100 };
                    if !chance.percent(wanted) || chance.percent(holes) {
                        continue;
                    }
                    self.file_one(organization, period, member, is_late || chance.percent(late));
                }
            }
        }
    }

    fn file_one(&mut self, organization: usize, period: &str, member: usize, is_late: bool) {
        let atoms = self.atoms_of(organization, period, member);
        let (first, second) = (self.truth(0, &atoms), self.truth(1, &atoms));
        let breakdown = if member == 0 { "-".to_owned() } else { format!("outcome=m{member}") };
        let mut push = |value: i64, day: &str| {
            let words = format!("{} n{organization} {period} actual {breakdown} {value} - {day}", self.kind);
            self.filed.push(observation(&words));
        };
        if !is_late {
            push(first, DAYS[0]);
        }
        if is_late || first != second {
            push(second, DAYS[1]);
        }
    }

    fn is_leaf(&self, organization: usize) -> bool {
        !self.parents.contains(&Some(organization))
    }

    fn atoms(&self) -> Vec<Atom> {
        let leaves = (0..self.parents.len()).filter(|at| self.is_leaf(*at));
        leaves
            .flat_map(|leaf| {
                (0..4).flat_map(move |quarter| {
                    (1..=self.members.max(1)).map(move |member| (leaf, quarter, member))
                })
            })
            .collect()
    }

    /// What a figure counts.
    pub(super) fn atoms_of(&self, organization: usize, period: &str, member: usize) -> Vec<Atom> {
        let within = |mut one: usize| loop {
            match self.parents[one] {
                _ if one == organization => return true,
                Some(parent) => one = parent,
                None => return false,
            }
        };
        let (first, last) = match period {
            "2022" => (0, 3),
            "2022-H1" => (0, 1),
            "2022-H2" => (2, 3),
            "2022-9M" => (0, 2),
            _ => {
                let quarter = period[6..].parse::<usize>().unwrap() - 1;
                (quarter, quarter)
            }
        };
        let first = match self.kind {
            "stock" => last,
            "cumulative" => 0,
            _ => first,
        };
        let counted = |(leaf, quarter, of): &Atom| {
            within(*leaf) && (first..=last).contains(quarter) && (member == 0 || *of == member)
        };
        self.atoms().into_iter().filter(counted).collect()
    }

    pub(super) fn truth(&self, vintage: usize, atoms: &[Atom]) -> i64 {
        atoms.iter().map(|atom| self.truths[vintage][atom]).sum()
    }

    fn cube(&self, smallest: &str) -> Cube {
        let node = |(at, parent): (usize, &Option<usize>)| {
            let kind = if at == 0 { OrganizationKind::City } else { OrganizationKind::Unit };
            let parent = parent.map(|parent| format!("n{parent}"));
            organization(&format!("n{at}"), parent.as_deref(), kind, Validity::default())
        };
        let organizations = self.parents.iter().enumerate().map(node).collect();
        Cube::new(sensitive(organizations), Revision(1), self.filed.clone())
            .with_threshold(Threshold::parse(smallest).unwrap())
    }

    /// All that is answered, in both vintages.
    pub(super) fn answers(&self) -> Vec<Shown> {
        let whole = self.answers_without_disclosure_control();
        let mut shown = self.asked(&self.cube(&SMALLEST.to_string()));
        for (one, whole) in shown.iter_mut().zip(whole) {
            one.has_number = whole.value.is_some();
        }
        shown
    }

    pub(super) fn answers_without_disclosure_control(&self) -> Vec<Shown> {
        self.asked(&self.cube("1"))
    }

    /// What a naive service would answer.
    pub(super) fn answers_without_their_small_counts(&self) -> Vec<Shown> {
        let mut shown = self.answers_without_disclosure_control();
        for one in &mut shown {
            let small = |value: Option<i64>| value.is_some_and(|value| (1..SMALLEST).contains(&value));
            one.figures
                .iter_mut()
                .filter(|figure| figure.0 != 0 && small(figure.4))
                .for_each(|figure| figure.4 = None);
            if one.organization != 0 && small(one.value) {
                (one.value, one.is_hidden) = (None, true);
            }
        }
        shown
    }

    fn asked(&self, cube: &Cube) -> Vec<Shown> {
        let organizations: Vec<String> = (0..self.parents.len()).map(|at| format!("n{at}")).collect();
        let question = format!(
            "indicator={}&organization={}&period={}&explain=true",
            self.kind,
            organizations.join(","),
            PERIODS.join(",")
        );
        let mut shown = Vec::new();
        for (vintage, day) in DAYS.iter().enumerate() {
            for outcome in ["", "&outcome=*"].iter().take(1 + usize::from(self.members > 0)) {
                let report = ask_of(cube, &format!("{question}{outcome}&known_on={day}")).unwrap();
                shown.extend(report.rows.iter().map(|row| self.read(vintage, row)));
            }
        }
        shown
    }

    fn read(&self, vintage: usize, row: &crate::rollup::Row) -> Shown {
        let number = |code: &str| code[1..].parse::<usize>().unwrap();
        let member = |breakdown: &crate::domain::Breakdown| {
            breakdown.iter().next().map_or(0, |(_, member)| number(member.as_str()))
        };
        let figure = |one: &Observation| {
            let figure = &one.figure;
            let known_on: Date = one.known_on;
            (
                number(figure.organization.as_str()),
                figure.period.to_string(),
                member(&figure.breakdown),
                known_on.to_string(),
                figure.value,
            )
        };
        let figures: Vec<_> = row.receipts.iter().flat_map(|receipt| &receipt.figures).map(figure).collect();
        let (organization, period) = (number(row.organization.as_str()), row.period.to_string());
        let of = member(&row.breakdown);
        let mut sum: Vec<Atom> = figures
            .iter()
            .flat_map(|(one, period, member, ..)| self.atoms_of(*one, period, *member))
            .collect();
        if sum.is_empty() {
            sum = self.atoms_of(organization, &period, of);
        }
        Shown {
            vintage,
            organization,
            period,
            member: of,
            value: row.actual.map(|amount| amount.units),
            is_hidden: row.status == Status::Suppressed,
            is_whole: row.coverage.reported == row.coverage.expected,
            has_number: row.actual.is_some(),
            figures,
            sum,
        }
    }
}
