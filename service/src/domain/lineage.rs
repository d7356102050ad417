//! The successions of a catalogue in the order of days: who came from whom, and where the figures of one went.

use std::collections::{BTreeMap, BTreeSet};

use super::{Catalogue, Date, Invalid, OrganizationCode, Succession, SuccessionKind, Weight};

/// The successions, found by either end.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    /// By day, then by the code of who went and who came: answers do not depend on the order of a file.
    all: Vec<Succession>,
    into: BTreeMap<OrganizationCode, Vec<usize>>,
    out_of: BTreeMap<OrganizationCode, Vec<usize>>,
}

impl Lineage {
    pub(super) fn new(successions: &[Succession]) -> Self {
        let mut lineage = Self { all: successions.to_vec(), ..Self::default() };
        lineage
            .all
            .sort_by(|one, other| (one.on, &one.from, &one.to).cmp(&(other.on, &other.from, &other.to)));
        for (at, one) in lineage.all.iter().enumerate() {
            lineage.out_of.entry(one.from.clone()).or_default().push(at);
            if let Some(to) = &one.to {
                lineage.into.entry(to.clone()).or_default().push(at);
            }
        }
        lineage
    }

    /// Whether nothing ever changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The latest day after `after` and up to `until` on which figures came to an organization, and from whom.
    #[must_use]
    pub fn origins(
        &self,
        to: &OrganizationCode,
        after: Date,
        until: Date,
    ) -> Option<(Date, Vec<&Succession>)> {
        let rows = self.rows(&self.into, to).filter(|one| one.on > after && one.on <= until);
        let day = rows.clone().map(|one| one.on).max()?;
        Some((day, rows.filter(|one| one.on == day).collect()))
    }

    /// The earliest day after `after` and up to `until` on which an organization's figures went elsewhere, and where.
    #[must_use]
    pub fn outcomes(
        &self,
        from: &OrganizationCode,
        after: Date,
        until: Date,
    ) -> Option<(Date, Vec<&Succession>)> {
        let rows = self.rows(&self.out_of, from).filter(|one| one.on > after && one.on <= until);
        let day = rows.clone().map(|one| one.on).min()?;
        Some((day, rows.filter(|one| one.on == day).collect()))
    }

    /// Where an organization's figures went on a day; empty when nothing happened to it.
    #[must_use]
    pub fn event(&self, from: &OrganizationCode, on: Date) -> Vec<&Succession> {
        self.rows(&self.out_of, from).filter(|one| one.on == on).collect()
    }

    /// Everyone at the end of the day `after` whose figures are in what `code` is at the end of the day `until`; `code`
    /// among them unless all it had went elsewhere, whether it existed or not.
    #[must_use]
    pub fn ancestors(&self, code: &OrganizationCode, after: Date, until: Date) -> BTreeSet<OrganizationCode> {
        let Some((on, rows)) = self.origins(code, after, until) else {
            return BTreeSet::from([code.clone()]);
        };
        let before = on.yesterday().unwrap_or(on);
        let mut found: BTreeSet<_> =
            rows.iter().flat_map(|one| self.ancestors(&one.from, after, before)).collect();
        if self.event(code, on).is_empty() {
            found.extend(self.ancestors(code, after, before));
        }
        found
    }

    /// Everyone at the end of the day `until` who has figures of what `code` is at the end of the day `after`.
    #[must_use]
    pub fn descendants(
        &self,
        code: &OrganizationCode,
        after: Date,
        until: Date,
    ) -> BTreeSet<OrganizationCode> {
        match self.outcomes(code, after, until) {
            None => BTreeSet::from([code.clone()]),
            Some((on, rows)) => {
                let went = rows.iter().filter_map(|one| one.to.as_ref());
                went.flat_map(|to| self.descendants(to, on, until)).collect()
            }
        }
    }

    /// Everyone who came after an organization, itself left out.
    pub(super) fn successors(&self, from: &OrganizationCode) -> BTreeSet<&OrganizationCode> {
        self.rows(&self.out_of, from).filter_map(|one| one.to.as_ref()).filter(|to| *to != from).collect()
    }

    fn rows<'a>(
        &'a self,
        index: &'a BTreeMap<OrganizationCode, Vec<usize>>,
        code: &OrganizationCode,
    ) -> impl Iterator<Item = &'a Succession> + Clone + use<'a> {
        index.get(code).into_iter().flatten().map(|at| &self.all[*at])
    }

    /// Every event against itself and the tree of its day; a problem's value is the row as [`Succession`] writes it.
    pub(super) fn check(&self, catalogue: &Catalogue) -> Vec<Invalid> {
        let mut problems = Vec::new();
        let mut start = 0;
        while let Some(first) = self.all.get(start) {
            let event = &self.all[start..];
            let length =
                event.iter().take_while(|one| (one.on, &one.from) == (first.on, &first.from)).count();
            check_event(catalogue, &event[..length], &mut problems);
            start += length;
        }
        for one in &catalogue.parts().organizations {
            let told: BTreeSet<_> = one.successors.iter().collect();
            if self.out_of.contains_key(&one.code) && !told.is_empty() && told != self.successors(&one.code) {
                problems.push(Invalid::new(
                    "successors",
                    one.code.as_str(),
                    "name the same successors as successions.csv, or none",
                ));
            }
        }
        problems
    }
}

/// All rows of one organization on one day.
fn check_event(catalogue: &Catalogue, rows: &[Succession], problems: &mut Vec<Invalid>) {
    let mut tell =
        |row: &Succession, code, remedy| problems.push(Invalid::new(code, &row.to_string(), remedy));
    let Some(first) = rows.first() else { return };
    let codes = rows.iter().flat_map(|row| [Some(&row.from), row.to.as_ref()]).flatten();
    if let Some(unknown) = codes.into_iter().find(|code| catalogue.organization(code).is_none()) {
        let remedy = "whoever went and whoever came must stand in organizations.csv";
        problems.push(Invalid {
            value: first.to_string(),
            ..Invalid::new("succession", unknown.as_str(), remedy)
        });
        return;
    }
    if rows.windows(2).any(|pair| pair[0].to == pair[1].to) {
        tell(first, "succession", "name each successor once");
    }
    let whole: u64 = rows.iter().map(|row| u64::from(row.weight.millionths())).sum();
    if whole != u64::from(Weight::WHOLE.millionths()) {
        tell(first, "succession weights", "the weights of one organization on one day sum to 1");
    }
    for row in rows {
        let fits = match row.kind {
            SuccessionKind::Close => row.to.is_none(),
            SuccessionKind::Merge | SuccessionKind::Rename => {
                row.to.as_ref().is_some_and(|to| *to != row.from) && rows.len() == 1
            }
            SuccessionKind::Split => row.to.is_some() && rows.len() > 1,
        };
        if !fits {
            let remedy = "a close has no `to`; a merge or a rename leads to another organization and is the only row of its `from` on that day, a split is one of several";
            tell(row, "succession", remedy);
        }
    }
    let exists = |code: &OrganizationCode, day: Date| {
        catalogue.organization(code).is_some_and(|one| one.exists_on(day))
    };
    let goes_on = rows.iter().any(|row| row.to.as_ref() == Some(&row.from));
    let before = first.on.yesterday().unwrap_or(first.on);
    if !exists(&first.from, before) || exists(&first.from, first.on) != goes_on {
        tell(
            first,
            "succession day",
            "`from` ends on the day of its succession, unless a row says what it keeps",
        );
    }
    for row in rows {
        if row.to.as_ref().is_some_and(|to| !exists(to, row.on)) {
            tell(row, "succession day", "`to` must exist on the day of the succession");
        }
    }
    let heirs: Vec<_> = rows.iter().filter_map(|row| row.to.as_ref()).collect();
    if !heirs.is_empty() && !keeps_its_levels(catalogue, &first.from, first.on, &heirs) {
        tell(
            first,
            "succession level",
            "who stood below must stand below a successor, or else close the upper one",
        );
    }
}

/// Whether everyone below an organization came to stand below its successors: otherwise its figures, which hold those of
/// everyone below it, would be counted once with its successors and once with theirs.
fn keeps_its_levels(
    catalogue: &Catalogue,
    from: &OrganizationCode,
    on: Date,
    heirs: &[&OrganizationCode],
) -> bool {
    let before = on.yesterday().unwrap_or(on);
    let below: BTreeSet<_> =
        heirs.iter().flat_map(|heir| catalogue.below_on(heir, on)).map(|one| &one.code).collect();
    catalogue.below_on(from, before).into_iter().all(|one| {
        let event = catalogue.lineage().event(&one.code, on);
        let stays = event.is_empty() && one.exists_on(on);
        event
            .iter()
            .filter_map(|row| row.to.as_ref())
            .chain(stays.then_some(&one.code))
            .all(|to| below.contains(to))
    })
}
