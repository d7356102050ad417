//! What of an indicator a form asks for: which parts, in which measures, and the cells that these make.

use std::fmt;

use crate::domain::{
    Breakdown, Catalogue, DimensionCode, IndicatorCode, Invalid, Measure, MemberCode, MemberPattern,
};

/// An indicator in a form, or some parts of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormItem {
    /// What is measured.
    pub indicator: IndicatorCode,
    /// Which parts of it; none is the total.
    pub breakdown: FormBreakdown,
    /// At least one.
    pub measures: Vec<Measure>,
    /// Whether the form is incomplete without it.
    pub required: bool,
}

/// The breakdowns of an item with the members to fill in, the first one varying slowest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormBreakdown(Vec<(DimensionCode, MemberPattern)>);

/// One cell to fill in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FormCell {
    /// What is measured.
    pub indicator: IndicatorCode,
    /// Which part.
    pub breakdown: Breakdown,
    /// Actual, plan, universe or plan rate.
    pub measure: Measure,
    /// Whether the form is incomplete without it.
    pub required: bool,
}

impl FormItem {
    /// How many cells it has, without making them.
    #[must_use]
    pub fn size(&self, catalogue: &Catalogue) -> usize {
        let members = |(name, members): &(DimensionCode, MemberPattern)| match members {
            MemberPattern::These(members) => members.len(),
            MemberPattern::All => catalogue.members(name).count(),
        };
        self.breakdown.0.iter().map(members).fold(self.measures.len(), usize::saturating_mul)
    }

    /// The cells to fill in, in order.
    #[must_use]
    pub fn cells(&self, catalogue: &Catalogue) -> Vec<FormCell> {
        let parts = self.breakdown.parts(catalogue).into_iter();
        let cell = |(breakdown, measure): (&Breakdown, &Measure)| FormCell {
            indicator: self.indicator.clone(),
            breakdown: breakdown.clone(),
            measure: *measure,
            required: self.required,
        };
        parts
            .flat_map(|part| self.measures.iter().map(|measure| cell((&part, measure))).collect::<Vec<_>>())
            .collect()
    }
}

impl FormBreakdown {
    /// Reads `subject=member|organization;outcome=*`; empty is the total.
    ///
    /// # Errors
    /// [`Invalid`] when a part is not `name=members` or a name stands twice.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let wrong = |remedy| Invalid::new("breakdown", text, remedy);
        let mut read: Vec<(DimensionCode, MemberPattern)> = Vec::new();
        for part in text.split(';').filter(|_| !text.is_empty()) {
            let (name, members) = part.split_once('=').ok_or_else(|| {
                wrong("write name=member, name=one|other or name=*, several joined by semicolons")
            })?;
            let name = DimensionCode::parse(name.trim())?;
            let members = match members.trim() {
                "*" => MemberPattern::All,
                list => {
                    let members = list.split('|').map(|one| MemberCode::parse(one.trim()));
                    MemberPattern::These(members.collect::<Result<_, _>>()?)
                }
            };
            if read.iter().any(|(other, _)| *other == name) {
                return Err(wrong("name each breakdown once"));
            }
            read.push((name, members));
        }
        Ok(Self(read))
    }

    /// Breakdowns and members, as they were written.
    pub fn iter(&self) -> impl Iterator<Item = (&DimensionCode, &MemberPattern)> {
        self.0.iter().map(|(name, members)| (name, members))
    }

    /// Whether it is the total.
    #[must_use]
    pub fn is_total(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this is one of its parts.
    #[must_use]
    pub fn covers(&self, breakdown: &Breakdown) -> bool {
        let is_of = |(name, members): &(DimensionCode, MemberPattern)| {
            breakdown.member(name).is_some_and(|member| match members {
                MemberPattern::These(members) => members.contains(member),
                MemberPattern::All => true,
            })
        };
        breakdown.iter().count() == self.0.len() && self.0.iter().all(is_of)
    }

    /// Every part, in order; `*` is every member that `breakdowns.csv` has.
    fn parts(&self, catalogue: &Catalogue) -> Vec<Breakdown> {
        let mut parts = vec![Breakdown::default()];
        for (name, members) in &self.0 {
            let members: Vec<_> = match members {
                MemberPattern::These(members) => members.iter().collect(),
                MemberPattern::All => catalogue.members(name).collect(),
            };
            let each = |part: Breakdown| {
                members.iter().map(move |&member| part.with(name.clone(), member.clone())).collect::<Vec<_>>()
            };
            parts = parts.into_iter().flat_map(each).collect();
        }
        parts
    }
}

impl fmt::Display for FormBreakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, members)) in self.0.iter().enumerate() {
            write!(f, "{}{name}=", if at > 0 { ";" } else { "" })?;
            match members {
                MemberPattern::All => f.write_str("*")?,
                MemberPattern::These(members) => {
                    for (at, member) in members.iter().enumerate() {
                        write!(f, "{}{member}", if at > 0 { "|" } else { "" })?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_item_are_written_as_they_are_read() {
        for text in ["", "subject=*", "subject=member|organization;outcome=*"] {
            assert_eq!(FormBreakdown::parse(text).unwrap().to_string(), text);
        }
        for wrong in ["subject", "subject=", "subject=*;subject=*", ";", "subject=a|", "subject=*|a"] {
            assert!(FormBreakdown::parse(wrong).is_err(), "`{wrong}` was taken");
        }
    }
}
