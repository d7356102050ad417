//! What rows say again: most columns say in a row what they said in the one before, and the same few breakdowns come by turns.

use std::collections::HashMap;

use crate::domain::{Breakdown, Indicator};

/// What a column said last, and what that was read as; only what could be read.
pub(super) struct Said<T>(Option<(String, T)>);

impl<T> Default for Said<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Clone> Said<T> {
    /// What this text was read as in the row before, or is read as now.
    pub fn again_or(&mut self, text: Option<&str>, read: impl FnOnce() -> Option<T>) -> Option<T> {
        match &mut self.0 {
            Some((said, before)) if Some(said.as_str()) == text => Some(before.clone()),
            said => {
                let now = read()?;
                *said = text.map(|text| (text.to_owned(), now.clone()));
                Some(now)
            }
        }
    }
}

/// The breakdowns of a filing, each with a number.
#[derive(Default)]
pub(super) struct Parts<'a> {
    read: HashMap<String, (u32, Breakdown)>,
    numbers: HashMap<Breakdown, u32>,
    /// By number, the indicator that was last found to be broken down so.
    good: Vec<Option<&'a Indicator>>,
}

impl<'a> Parts<'a> {
    /// The breakdown that a text is, and its number: that of every other text that is the same breakdown.
    pub fn read(
        &mut self,
        text: Option<&str>,
        read: impl FnOnce() -> Option<Breakdown>,
    ) -> Option<(u32, Breakdown)> {
        if let Some((number, breakdown)) = text.and_then(|text| self.read.get(text)) {
            return Some((*number, breakdown.clone()));
        }
        let breakdown = read()?;
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(breakdown.clone()).or_insert(next);
        if let Some(text) = text {
            self.read.insert(text.to_owned(), (number, breakdown.clone()));
        }
        Some((number, breakdown))
    }

    /// Whether nothing was wrong with a breakdown when this indicator had it before.
    pub fn is_good(&self, number: u32, indicator: &'a Indicator) -> bool {
        let good = self.good.get(number as usize).copied().flatten();
        good.is_some_and(|good| std::ptr::eq(good, indicator))
    }

    /// Nothing was wrong with it.
    pub fn note_good(&mut self, number: u32, indicator: &'a Indicator) {
        let at = number as usize;
        if self.good.len() <= at {
            self.good.resize(at + 1, None);
        }
        self.good[at] = Some(indicator);
    }
}
