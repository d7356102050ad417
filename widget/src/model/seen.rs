//! What a chart's figures have in common: how far they reach, how many digits they need, what keeps any from being final.

use super::{Cell, Texture, Value, unit};
use crate::dataset::Kind;

/// What the cells have in common, found in one pass: there may be many.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The last category with a figure.
    pub last: usize,
    /// The last plan, where there is one series only: it is drawn beside its line.
    pub plan: Option<i64>,
    /// The least and the most of the figures and of those plans; the other way round if there are none.
    pub range: (i64, i64),
    /// Whether any cell has a plan, a plan or its rate.
    pub planned: bool,
    pub rated: bool,
    /// Whether any is provisional or partly covered.
    pub some: Texture,
    pub suppressed: bool,
    pub missing: bool,
    /// The digits after the decimal mark that each figure, plans among them, and each percentage is written with, so that
    /// all have as many.
    pub digits: u8,
    pub tenths: u8,
    /// What every figure and plan so far is a multiple of: one with so many digits.
    unit: i64,
}

impl Seen {
    /// Of no cell yet, of figures with so many decimals.
    pub(super) fn nothing(decimals: u8, kind: Kind) -> Self {
        Self {
            range: (i64::MAX, i64::MIN),
            // Shares that are worked out are seldom round.
            tenths: u8::from(matches!(kind, Kind::Stacked | Kind::Funnel | Kind::Waffle)),
            unit: unit(decimals),
            ..Self::default()
        }
    }

    /// Takes in a cell of the dataset's only series, or of one of some.
    pub(super) fn cell(&mut self, drawn: usize, cell: &Cell, only: bool) {
        match cell.actual {
            Value::Known(value) => {
                self.last = drawn;
                self.add(value);
                self.write(value);
            }
            Value::Suppressed => self.suppressed = true,
            Value::Missing => self.missing = true,
            Value::NotApplicable => {}
        }
        if let Some(plan) = cell.plan {
            self.planned = true;
            self.write(plan);
            if only {
                self.plan = cell.plan;
                self.add(plan);
            }
        }
        self.rated |= cell.plan_rate.is_some();
        self.tenths |= u8::from(cell.plan_rate.unwrap_or(0) % 10 != 0);
        let texture = cell.texture();
        self.some.provisional |= texture.provisional;
        self.some.partial |= texture.partial;
    }

    /// Takes in the digits of what is written.
    fn write(&mut self, value: i64) {
        while value % self.unit != 0 {
            self.unit /= 10;
            self.digits += 1;
        }
    }

    fn add(&mut self, value: i64) {
        self.range = (self.range.0.min(value), self.range.1.max(value));
    }
}
