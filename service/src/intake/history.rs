//! What is known before a filing, and how whoever keeps it is asked for it.

use std::cell::OnceCell;
use std::fmt::{self, Debug};

use crate::domain::{IndicatorCode, OrganizationCode, Period, Untaken, Wanted};

/// Which periods are looked for in what is known.
pub struct Wants<'w> {
    wants: Box<dyn Fn(Period) -> bool + 'w>,
    among: OnceCell<Wanted>,
}

impl Debug for Wants<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wants")
    }
}

impl<'w> Wants<'w> {
    /// Those that this says so of.
    pub fn new(wants: impl Fn(Period) -> bool + 'w) -> Self {
        Self { wants: Box::new(wants), among: OnceCell::new() }
    }

    /// Whether one is.
    #[must_use]
    pub fn wants(&self, period: Period) -> bool {
        (self.wants)(period)
    }

    /// Those among all that there are, which come in time and are the same whenever this is asked.
    pub fn among(&self, all: &[Period]) -> &Wanted {
        self.among.get_or_init(|| Wanted::of(all.iter().copied().filter(|one| self.wants(*one))))
    }
}

/// What is known before a filing.
pub trait History: Debug + Sync {
    /// Hands over the figures of an indicator and an organization in the periods that are wanted, those of one cell in the
    /// order in which they supersede each other.
    fn of<'k>(
        &'k self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &Wants<'_>,
        known: &mut Vec<Untaken<'k>>,
    );
}

/// Nothing is known.
impl History for () {
    fn of<'k>(&'k self, _: &IndicatorCode, _: &OrganizationCode, _: &Wants<'_>, _: &mut Vec<Untaken<'k>>) {}
}
