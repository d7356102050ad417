//! The studio: what a builder has to know of the figures; drafts that are kept, charts that are saved and withdrawn.

use std::collections::BTreeSet;

use super::release::{By, instant};
use super::{App, LoadError, StoreError};
use crate::cube::{Cube, Vintage};
use crate::domain::{
    Act, Actor, Catalogue, ChartSpec, ChartVersion, Date, Draft, Indicator, KeptDraft, Kind, Moment,
    OrganizationCode, OrganizationPattern, Period, Slug, Withdrawal,
};
use crate::intake::catalogue::still_serves;

/// Why a chart was not saved or withdrawn; nothing was changed.
#[derive(Debug)]
pub enum SaveError {
    /// There is a chart of this slug, or another one than was looked at.
    Changed(Slug),
    /// There is no chart of this slug that could be withdrawn.
    Gone(Slug),
    /// It asks for an organization that is not below the actor's.
    NotYours(OrganizationCode),
    /// What is wrong with it, or the store's fault.
    Load(LoadError),
}

impl From<StoreError> for SaveError {
    fn from(wrong: StoreError) -> Self {
        Self::Load(wrong.into())
    }
}

impl App {
    /// The periods for which there are figures of an indicator, of an organization or of those below it (`None`: of any), and the
    /// periods that these make up, in time.
    #[must_use]
    pub fn filed_periods(
        &self,
        indicator: &Indicator,
        within: Option<&OrganizationCode>,
        today: Date,
    ) -> Vec<Period> {
        filed_in(&self.snapshot(), indicator, within, today)
    }
}

impl App {
    /// Keeps a version of a draft, of a new one where none is named; returns draft and version. `None` where there is no draft of
    /// this number that the actor may see.
    ///
    /// # Errors
    /// When the store fails; likewise below.
    pub fn keep_draft(
        &self,
        draft: Option<u64>,
        name: &str,
        fields: &Draft,
        by: By<'_>,
    ) -> Result<Option<(u64, u64)>, StoreError> {
        if let Some(number) = draft
            && self.draft(number, by.actor, by.at)?.is_empty()
        {
            return Ok(None);
        }
        self.store.write(|writing| writing.draft(draft, (name, fields), by.at, by.actor))
    }

    /// The last version of each draft that the actor may see, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn drafts(&self, actor: &Actor, at: &Moment) -> Result<Vec<KeptDraft>, StoreError> {
        let catalogue = self.snapshot().catalogue().clone();
        let kept = self.store.read(|reading| reading.drafts())?;
        Ok(kept.into_iter().filter(|one| is_theirs(&catalogue, one, actor, at)).collect())
    }

    /// Every version of a draft, the newest first; none where the actor may not see it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn draft(&self, draft: u64, actor: &Actor, at: &Moment) -> Result<Vec<KeptDraft>, StoreError> {
        let catalogue = self.snapshot().catalogue().clone();
        let kept = self.store.read(|reading| reading.draft(draft))?;
        let may = kept.first().is_some_and(|one| is_theirs(&catalogue, one, actor, at));
        Ok(if may { kept } else { Vec::new() })
    }

    /// A saved chart as it was and is, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn chart_versions(&self, slug: &Slug) -> Result<Vec<ChartVersion>, StoreError> {
        self.store.read(|reading| reading.chart_versions(slug))
    }

    /// Saves a chart for everybody to see, as a catalogue that differs in nothing else. `before` is the chart of this slug that was
    /// looked at: none where it is to be new.
    ///
    /// # Errors
    /// [`SaveError`].
    pub fn save_chart(&self, spec: &ChartSpec, before: Option<&Draft>, by: By<'_>) -> Result<(), SaveError> {
        self.change_chart(Act::SaveChart, &spec.slug, by, |catalogue, kept| {
            // Who may not is told that, and not what there is.
            if let Some(foreign) = foreign(catalogue, spec, by.actor, by.at.day) {
                return Err(SaveError::NotYours(foreign));
            }
            if kept.map(Draft::of).as_ref() != before
                || kept.is_some_and(|kept| kept.gone(by.at.day).is_some())
            {
                return Err(SaveError::Changed(spec.slug.clone()));
            }
            let withdrawn = kept.and_then(|kept| kept.withdrawn.clone());
            Ok(ChartSpec { studio: true, withdrawn, ..spec.clone() })
        })
    }

    /// An organization that a chart asks for and that is not below the actor's.
    #[must_use]
    pub fn foreign_in(&self, spec: &ChartSpec, actor: &Actor, today: Date) -> Option<OrganizationCode> {
        foreign(self.snapshot().catalogue(), spec, actor, today)
    }

    /// Withdraws a chart: a tombstone takes its place.
    ///
    /// # Errors
    /// [`SaveError`].
    pub fn withdraw_chart(&self, slug: &Slug, withdrawal: &Withdrawal, by: By<'_>) -> Result<(), SaveError> {
        self.change_chart(Act::WithdrawChart, slug, by, |_, kept| {
            let kept = kept.filter(|kept| kept.gone(by.at.day).is_none());
            let kept = kept.ok_or_else(|| SaveError::Gone(slug.clone()))?;
            Ok(ChartSpec { withdrawn: Some(withdrawal.clone()), ..kept.clone() })
        })
    }

    /// Shows a withdrawn chart again: the same that it was. A table of charts cannot do that.
    ///
    /// # Errors
    /// [`SaveError`].
    pub fn restore_chart(&self, slug: &Slug, by: By<'_>) -> Result<(), SaveError> {
        self.change_chart(Act::RestoreChart, slug, by, |_, kept| {
            let kept = kept.filter(|kept| kept.withdrawn.is_some());
            let kept = kept.ok_or_else(|| SaveError::Gone(slug.clone()))?;
            Ok(ChartSpec { withdrawn: None, ..kept.clone() })
        })
    }

    fn change_chart(
        &self,
        act: Act,
        slug: &Slug,
        By { actor, at }: By<'_>,
        change: impl FnOnce(&Catalogue, Option<&ChartSpec>) -> Result<ChartSpec, SaveError>,
    ) -> Result<(), SaveError> {
        let event = self.store.write(|writing| {
            let before = writing.kept_catalogue()?;
            let mut parts = before.parts().clone();
            let place = parts.charts.iter().position(|one| one.slug == *slug);
            let kept = place.map(|at| &parts.charts[at]);
            if let Some(foreign) = kept.and_then(|kept| foreign(&before, kept, actor, at.day)) {
                return Err(SaveError::NotYours(foreign));
            }
            let spec = change(&before, kept)?;
            match place {
                Some(place) if parts.charts[place] == spec => return Ok(writing.newest_event()?),
                Some(place) => parts.charts[place] = spec,
                None => parts.charts.push(spec),
            }
            let faulty = |problems| SaveError::Load(LoadError::Faulty(problems));
            // What nothing else may do is what it is for.
            if act != Act::RestoreChart {
                still_serves(&parts, &before, &writing.used()?, at.day).map_err(faulty)?;
            }
            Catalogue::new(parts.clone()).map_err(StoreError::from)?;
            writing.catalogue_of(&parts, (act, slug.as_str()), &instant(writing, at)?, actor)?;
            Ok::<_, SaveError>(writing.newest_event()?)
        })?;
        self.refresh(event);
        Ok(())
    }
}

/// An organization that a chart asks for and that is not below the actor's.
fn foreign(catalogue: &Catalogue, spec: &ChartSpec, actor: &Actor, today: Date) -> Option<OrganizationCode> {
    let above = actor.organization.as_ref()?;
    let asked = spec.query.organizations.iter().map(|one| match one {
        OrganizationPattern::One(code)
        | OrganizationPattern::Children(code)
        | OrganizationPattern::Below(code) => code,
    });
    let mut foreign = asked.filter(|code| !catalogue.stands_within(code, above, today));
    foreign.next().cloned()
}

/// Whether a draft is of the actor's organization or one below it, or their own.
fn is_theirs(catalogue: &Catalogue, draft: &KeptDraft, actor: &Actor, at: &Moment) -> bool {
    let Some(above) = &actor.organization else { return true };
    let within = |code: &str| {
        OrganizationCode::parse(code).is_ok_and(|code| catalogue.stands_within(&code, above, at.day))
    };
    draft.made_by == actor.name || draft.fields.get("organization").split(',').all(within)
}

/// The periods for which a snapshot has figures, and those that they make up.
pub(super) fn filed_in(
    cube: &Cube,
    indicator: &Indicator,
    within: Option<&OrganizationCode>,
    today: Date,
) -> Vec<Period> {
    let catalogue = cube.catalogue();
    let vintage = Vintage { known_on: today, as_of: None };
    let is_within =
        |code: &&OrganizationCode| within.is_none_or(|own| *code == own || catalogue.is_below(code, own));
    let codes = catalogue.parts().organizations.iter().map(|one| &one.code).filter(is_within);
    let mut found: BTreeSet<Period> = BTreeSet::new();
    for code in codes {
        found.extend(cube.filed(&indicator.code, code, vintage).map(|at| cube.period(at)));
    }
    if !matches!(indicator.kind, Kind::Index | Kind::Rank) {
        let wholes: Vec<Period> = found.iter().flat_map(|one| one.wholes()).map(|(whole, _)| whole).collect();
        found.extend(wholes);
    }
    found.into_iter().collect()
}
