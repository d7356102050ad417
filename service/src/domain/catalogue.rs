//! The catalogue: what can be filed and asked, checked as a whole.

mod below;
mod consistent;
mod reach;

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use super::asked::is_asked;
use super::branches;
use super::offspring::Offspring;
use super::{
    Asked, Breakdown, ChartSpec, DimensionCode, Form, FormCode, FormItem, Indicator, IndicatorCode, Invalid,
    Lineage, Measure, Member, MemberCode, Organization, OrganizationCode, OrganizationKind, Period, Quick,
    Slug, Source, SourceId, Succession,
};

/// The parts of a catalogue before they are checked against each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogueParts {
    /// In the order of the file; likewise below.
    pub indicators: Vec<Indicator>,
    /// One for each code.
    pub organizations: Vec<Organization>,
    /// Who came after whom.
    pub successions: Vec<Succession>,
    /// One for each id.
    pub sources: Vec<Source>,
    /// The names of breakdowns and their members.
    pub members: Vec<Member>,
    /// The saved charts.
    pub charts: Vec<ChartSpec>,
    /// One for each code.
    pub forms: Vec<Form>,
}

/// Everything that has a code, consistent: codes are unique, parents and successors exist, the tree has no circle, and
/// every succession shares out the whole.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    parts: CatalogueParts,
    indicators: Quick<IndicatorCode, usize>,
    organizations: Quick<OrganizationCode, usize>,
    sources: Quick<SourceId, usize>,
    charts: Quick<Slug, usize>,
    forms: Quick<FormCode, usize>,
    /// The places of the forms and of their items that ask for an indicator.
    asking: Quick<IndicatorCode, Vec<(usize, usize)>>,
    lineage: Lineage,
    offspring: Offspring,
    closed: BTreeSet<OrganizationCode>,
}

impl Catalogue {
    /// Checks the parts against each other.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn new(parts: CatalogueParts) -> Result<Self, Vec<Invalid>> {
        let mut problems = Vec::new();
        let mut twice = |code: &str| problems.push(Invalid::new("catalogue", code, "each code stands once"));
        let mut catalogue = Self {
            indicators: index(parts.indicators.iter().map(|one| one.code.clone()), |code| {
                twice(code.as_str());
            }),
            organizations: index(parts.organizations.iter().map(|one| one.code.clone()), |code| {
                twice(code.as_str());
            }),
            sources: index(parts.sources.iter().map(|one| one.id.clone()), |code| twice(code.as_str())),
            charts: index(parts.charts.iter().map(|one| one.slug.clone()), |code| twice(code.as_str())),
            forms: index(parts.forms.iter().map(|one| one.code.clone()), |code| twice(code.as_str())),
            asking: asking(&parts.forms),
            lineage: Lineage::new(&parts.successions),
            offspring: Offspring::new(&parts.organizations, &parts.successions),
            closed: BTreeSet::new(),
            parts,
        };
        catalogue.check_tree(&mut problems);
        if problems.is_empty() {
            // Looks down the tree, which must not turn in a circle.
            problems.extend(catalogue.lineage.check(&catalogue));
        }
        if problems.is_empty() {
            catalogue.closed = branches::closed(&catalogue.parts.organizations, &catalogue.parts.successions);
        }
        catalogue.check_charts(&mut problems);
        catalogue.check_forms(&mut problems);
        if problems.is_empty() { Ok(catalogue) } else { Err(problems) }
    }

    /// Whether nothing was ever loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.indicators.is_empty() && self.parts.organizations.is_empty()
    }

    /// All parts, in the order of their files.
    #[must_use]
    pub fn parts(&self) -> &CatalogueParts {
        &self.parts
    }

    /// The indicator of this code.
    #[must_use]
    pub fn indicator(&self, code: &IndicatorCode) -> Option<&Indicator> {
        self.indicators.get(code).map(|&at| &self.parts.indicators[at])
    }

    /// The organization of this code.
    #[must_use]
    pub fn organization(&self, code: &OrganizationCode) -> Option<&Organization> {
        self.organizations.get(code).map(|&at| &self.parts.organizations[at])
    }

    /// Who came after whom, by day.
    #[must_use]
    pub fn lineage(&self) -> &Lineage {
        &self.lineage
    }

    /// Whether all that ever stood below an organization always did, and went over into nobody elsewhere: then its branch
    /// is the same whole in every tree.
    #[must_use]
    pub fn is_closed(&self, code: &OrganizationCode) -> bool {
        self.closed.contains(code)
    }

    /// The source of this id.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id).map(|&at| &self.parts.sources[at])
    }

    /// The chart of this slug.
    #[must_use]
    pub fn chart(&self, slug: &Slug) -> Option<&ChartSpec> {
        self.charts.get(slug).map(|&at| &self.parts.charts[at])
    }

    /// The forms, in the order of their file.
    #[must_use]
    pub fn forms(&self) -> &[Form] {
        &self.parts.forms
    }

    /// The form of this code.
    #[must_use]
    pub fn form(&self, code: &FormCode) -> Option<&Form> {
        self.forms.get(code).map(|&at| &self.parts.forms[at])
    }

    /// The items that ask for some part of an indicator, with their forms.
    pub fn asking(&self, indicator: &IndicatorCode) -> impl Iterator<Item = (&Form, &FormItem)> {
        let places = self.asking.get(indicator).into_iter().flatten();
        places.map(|&(form, item)| (&self.parts.forms[form], &self.parts.forms[form].items[item]))
    }

    /// Whether any form asks for the indicator.
    #[must_use]
    pub fn is_asked(&self, indicator: &IndicatorCode) -> bool {
        self.asking.contains_key(indicator)
    }

    /// Who should have reported a part of an indicator for a period, whatever its measure; `None` where no form says so.
    #[must_use]
    pub fn asks(
        &self,
        indicator: &IndicatorCode,
        breakdown: &Breakdown,
        period: Period,
    ) -> Option<Asked<'_>> {
        let mut forms: Vec<&Form> = self
            .asking(indicator)
            .filter(|(form, item)| item.breakdown.covers(breakdown) && is_asked(form, period))
            .map(|(form, _)| form)
            .collect();
        forms.dedup_by_key(|form| &form.code);
        (!forms.is_empty()).then_some(Asked { forms, period })
    }

    /// The forms by which organizations of a kind file a part of an indicator, whenever that is; `None` where none is for them.
    #[must_use]
    pub fn asks_kind(
        &self,
        (indicator, breakdown, measure): (&IndicatorCode, &Breakdown, Measure),
        kind: OrganizationKind,
        period: Period,
    ) -> Option<Asked<'_>> {
        let is_for = |(form, item): &(&Form, &FormItem)| {
            form.kinds.contains(&kind) && item.measures.contains(&measure) && item.breakdown.covers(breakdown)
        };
        let forms: Vec<&Form> = self.asking(indicator).filter(is_for).map(|(form, _)| form).collect();
        (!forms.is_empty()).then_some(Asked { forms, period })
    }

    /// Who files a form for a period, in the order of the file.
    #[must_use]
    pub fn expected(&self, form: &Form, period: Period) -> Vec<&Organization> {
        self.parts.organizations.iter().filter(|one| form.expects(one, period)).collect()
    }

    /// The members of a breakdown, in the order of `breakdowns.csv`.
    pub fn members<'a>(&'a self, dimension: &'a DimensionCode) -> impl Iterator<Item = &'a MemberCode> {
        self.parts
            .members
            .iter()
            .filter(move |one| one.dimension == *dimension)
            .filter_map(|one| one.member.as_ref())
    }

    /// What readers call this breakdown (`member` is `None`) or this member of it.
    #[must_use]
    pub fn member(&self, dimension: &DimensionCode, member: Option<&MemberCode>) -> Option<&Member> {
        self.parts.members.iter().find(|one| one.dimension == *dimension && one.member.as_ref() == member)
    }

    /// The place of a member in `breakdowns.csv`, to sort by; unknown ones last.
    #[must_use]
    pub fn member_rank(&self, dimension: &DimensionCode, member: &MemberCode) -> usize {
        let here = |one: &Member| one.dimension == *dimension && one.member.as_ref() == Some(member);
        self.parts.members.iter().position(here).unwrap_or(usize::MAX)
    }

    /// Whether any indicator has this breakdown.
    #[must_use]
    pub fn has_breakdown(&self, dimension: &DimensionCode) -> bool {
        self.parts.indicators.iter().any(|indicator| indicator.breakdowns.contains(dimension))
    }
}

fn asking(forms: &[Form]) -> Quick<IndicatorCode, Vec<(usize, usize)>> {
    let mut asking: Quick<_, Vec<_>> = Quick::default();
    for (at, form) in forms.iter().enumerate() {
        for (place, item) in form.items.iter().enumerate() {
            asking.entry(item.indicator.clone()).or_default().push((at, place));
        }
    }
    asking
}

fn index<K: Hash + Eq>(codes: impl Iterator<Item = K>, mut twice: impl FnMut(&K)) -> Quick<K, usize> {
    let mut map = Quick::default();
    for (at, code) in codes.enumerate() {
        match map.entry(code) {
            Entry::Occupied(there) => twice(there.key()),
            Entry::Vacant(free) => {
                free.insert(at);
            }
        }
    }
    map
}
