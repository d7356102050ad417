//! Links to a chart with figures that are not public: signed, for some days, and never more than who made one may see.

use subtle::ConstantTimeEq;

use super::desk::is_for;
use super::release::By;
use super::studio::filed_in;
use super::{App, StoreError, snapshot};
use crate::cube::{Builder, Cube};
use crate::domain::{
    Act, Actor, Deed, Draft, HeldFiling, Indicator, Moment, OrganizationCode, Period, Query, Revision, Shown,
    SourceId, Stage, mac,
};
use crate::rollup::{self, Refusal, Report};

/// The most days that a link leads somewhere.
pub const MOST_DAYS: u16 = 14;

/// Filings that a preview has beside what is public, the newest.
const MOST_FILINGS: usize = 500;

/// A link that still leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Who made it, as they are now.
    pub actor: Actor,
    /// Until when.
    pub until: Moment,
}

impl App {
    /// Makes a link to a chart with the figures that the actor may see, and records it; returns the part of its path that proves it.
    ///
    /// # Errors
    /// When the store fails, or the actor may not; likewise below.
    pub fn share(&self, fields: &Draft, days: u16, by: By<'_>) -> Result<(String, Moment), StoreError> {
        let days = i64::from(days.clamp(1, MOST_DAYS));
        let until = Moment::of_millis(by.at.millis() + days * 86_400_000);
        let maker = by.actor.name.trim_start_matches("token-");
        let key = self.store.write(|writing| {
            let about = format!("link until {}", until.instant);
            writing.audit(&Deed {
                by: by.actor,
                act: Act::ShareUnreleased,
                about: &about,
                detail: &fields.parameters(),
                at: by.at,
            })?;
            writing.link_key()
        })?;
        let proof = hex(&mac(&key, message(until.millis(), maker, fields).as_bytes()));
        Ok((format!("{}.{maker}.{proof}", until.millis()), until))
    }

    /// Whose link this is; `None` for one that was made for another chart or by nobody, that is over, or whose maker's token is.
    ///
    /// # Errors
    /// When the store fails.
    pub fn shared(&self, link: &str, fields: &Draft, at: &Moment) -> Result<Option<Shared>, StoreError> {
        let mut parts = link.splitn(3, '.');
        let (Some(until), Some(maker), Some(proof)) = (parts.next(), parts.next(), parts.next()) else {
            return Ok(None);
        };
        let Ok(until) = until.parse::<i64>() else { return Ok(None) };
        let Some(key) = self.store.read(|reading| reading.link_key())? else { return Ok(None) };
        let wanted = hex(&mac(&key, message(until, maker, fields).as_bytes()));
        if !bool::from(wanted.as_bytes().ct_eq(proof.as_bytes())) || until <= at.millis() {
            return Ok(None);
        }
        let actor = self.store.holder(maker, at)?.filter(|actor| actor.may(Act::ShareUnreleased));
        Ok(actor.map(|actor| Shared { actor, until: Moment::of_millis(until) }))
    }

    /// Answers a query as if all filings that wait and that the actor may see were public.
    ///
    /// # Errors
    /// When the store fails; within, why it cannot be answered truly.
    pub fn answer_unreleased(
        &self,
        query: &Query,
        actor: &Actor,
        at: &Moment,
    ) -> Result<Result<Report, Refusal>, StoreError> {
        Ok(rollup::answer(&self.unreleased(actor, at)?, query, at.day))
    }

    /// The periods for which there are figures then, of an organization or of those below it, and those that they make up.
    ///
    /// # Errors
    /// When the store fails.
    pub fn unreleased_periods(
        &self,
        indicator: &Indicator,
        within: Option<&OrganizationCode>,
        (actor, at): (&Actor, &Moment),
    ) -> Result<Vec<Period>, StoreError> {
        Ok(filed_in(&self.unreleased(actor, at)?, indicator, within, at.day))
    }

    fn unreleased(&self, actor: &Actor, at: &Moment) -> Result<Cube, StoreError> {
        let cube = self.snapshot();
        let catalogue = cube.catalogue().clone();
        let number = Revision(cube.revision().0 + 1);
        self.store.read(|reading| {
            let waits = |stage| matches!(stage, Stage::Filed | Stage::Accepted | Stage::Scheduled);
            let theirs = |one: &HeldFiling| actor.may(Act::SeeFiling) && is_for(&catalogue, one, actor, at);
            let waiting = reading.filings(snapshot::clock(), MOST_FILINGS, waits, theirs)?;
            let shown = waiting.iter().rev().enumerate().map(|(place, one)| Shown {
                filing: one.filing,
                revision: number,
                source: SourceId::of_filing_among(number, place),
                day: at.day,
            });
            let mut builder = Builder::after(&cube);
            reading.observations(&shown.collect::<Vec<_>>(), &catalogue, |one| builder.push(one))?;
            Ok(builder.finish(number).with_threshold(self.threshold))
        })
    }
}

fn message(until: i64, maker: &str, fields: &Draft) -> String {
    format!("unreleased\n{until}\n{maker}\n{}", fields.parameters())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
