//! The catalogue: what can be filed and asked, checked as a whole.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use super::asked::is_asked;
use super::branches;
use super::offspring::Offspring;
use super::{
    Asked, Breakdown, ChartSpec, Date, DimensionCode, Form, FormCode, FormItem, Indicator, IndicatorCode,
    Invalid, Lineage, MOST_CELLS, Member, MemberCode, MemberPattern, Organization, OrganizationCode, Period,
    Quick, Slug, Source, SourceId, Succession,
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

    fn check_tree(&self, problems: &mut Vec<Invalid>) {
        for organization in &self.parts.organizations {
            let parents = organization.placements.iter().filter_map(|placement| placement.parent.as_ref());
            for named in parents.chain(&organization.successors) {
                if self.organization(named).is_none() {
                    problems.push(Invalid::new(
                        "organization",
                        named.as_str(),
                        "parents and successors must stand in organizations.csv",
                    ));
                }
            }
            if self.is_below(&organization.code, &organization.code) {
                problems.push(Invalid::new(
                    "organization",
                    organization.code.as_str(),
                    "an organization cannot stand below itself",
                ));
            }
        }
    }

    fn check_charts(&self, problems: &mut Vec<Invalid>) {
        for chart in &self.parts.charts {
            for code in chart.query.indicators.iter().chain(&chart.whole) {
                if self.indicator(code).is_none() {
                    problems.push(Invalid::new(
                        "indicator",
                        code.as_str(),
                        "a chart's indicators must stand in indicators.csv",
                    ));
                }
            }
            let successor = chart.withdrawn.as_ref().and_then(|withdrawal| withdrawal.successor.as_ref());
            if let Some(slug) = successor.filter(|slug| **slug == chart.slug || self.chart(slug).is_none()) {
                let remedy = "what takes a chart's place is another chart of charts.csv";
                problems.push(Invalid::new("successor", slug.as_str(), remedy));
            }
        }
    }

    fn check_forms(&self, problems: &mut Vec<Invalid>) {
        for form in &self.parts.forms {
            if form.items.iter().map(|item| item.size(self)).fold(0, usize::saturating_add) > MOST_CELLS {
                problems.push(Invalid::new(
                    "form item",
                    form.code.as_str(),
                    "a form has at most 20,000 cells",
                ));
            }
        }
        for item in self.parts.forms.iter().flat_map(|form| &form.items) {
            let Some(indicator) = self.indicator(&item.indicator) else {
                let remedy = "the indicators of a form must stand in indicators.csv";
                problems.push(Invalid::new("form item", item.indicator.as_str(), remedy));
                continue;
            };
            for (dimension, members) in item.breakdown.iter() {
                let is_member = |member: &MemberCode| self.member(dimension, Some(member)).is_some();
                let known = match members {
                    MemberPattern::These(members) => members.iter().all(is_member),
                    MemberPattern::All => self.members(dimension).next().is_some(),
                };
                if !indicator.breakdowns.contains(dimension) || !known {
                    let remedy = "the indicator must have the breakdown, and breakdowns.csv its members";
                    let value = format!("{} {}", item.indicator, item.breakdown);
                    problems.push(Invalid::new("form item", &value, remedy));
                }
            }
        }
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

    /// The children of an organization during a period, in the order of the file: each stands under the parent it had on
    /// its last day of the period.
    pub fn children<'a>(
        &'a self,
        parent: &'a OrganizationCode,
        period: Period,
    ) -> impl Iterator<Item = &'a Organization> {
        let (start, end) = (period.start(), period.end());
        self.ever_below(parent).filter(move |one| one.parent_within(start, end) == Some(Some(parent)))
    }

    /// All that ever stood directly below an organization, in the order of the file.
    fn ever_below(&self, parent: &OrganizationCode) -> impl Iterator<Item = &Organization> {
        self.offspring.of(parent).iter().map(|at| &self.parts.organizations[*at])
    }

    /// Whether any form asks for the indicator.
    #[must_use]
    pub fn is_asked(&self, indicator: &IndicatorCode) -> bool {
        self.asking.contains_key(indicator)
    }

    /// Whether nobody ever stood below an organization.
    #[must_use]
    pub fn is_leaf(&self, code: &OrganizationCode) -> bool {
        self.offspring.of(code).is_empty()
    }

    /// Whether anyone came, went or moved after the one day and up to the other.
    #[must_use]
    pub fn has_changed(&self, after: Date, until: Date) -> bool {
        self.offspring.has_changed(after, until)
    }

    /// All below an organization during a period, each parent before its children.
    #[must_use]
    pub fn below<'a>(&'a self, parent: &'a OrganizationCode, period: Period) -> Vec<&'a Organization> {
        self.children(parent, period)
            .flat_map(|child| std::iter::once(child).chain(self.below(&child.code, period)))
            .collect()
    }

    /// The children of an organization on a day, in the order of the file.
    pub fn children_on<'a>(
        &'a self,
        parent: &'a OrganizationCode,
        day: Date,
    ) -> impl Iterator<Item = &'a Organization> {
        self.ever_below(parent).filter(move |one| one.parent_within(day, day) == Some(Some(parent)))
    }

    /// All below an organization on a day, each parent before its children.
    #[must_use]
    pub fn below_on<'a>(&'a self, parent: &'a OrganizationCode, day: Date) -> Vec<&'a Organization> {
        self.children_on(parent, day)
            .flat_map(|child| std::iter::once(child).chain(self.below_on(&child.code, day)))
            .collect()
    }

    /// Whether `code` ever stood below `above`, at any depth.
    #[must_use]
    pub fn is_below(&self, code: &OrganizationCode, above: &OrganizationCode) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![code];
        while let Some(code) = open.pop() {
            let placements = self.organization(code).into_iter().flat_map(|one| &one.placements);
            for parent in placements.filter_map(|placement| placement.parent.as_ref()) {
                if parent == above {
                    return true;
                }
                if seen.insert(parent) {
                    open.push(parent);
                }
            }
        }
        false
    }

    /// Whether who acts for `above` acts for this organization too: it is the same, or below it in the tree of the day. What has
    /// ended belongs to where it last stood, what is to come to where it will begin.
    #[must_use]
    pub fn stands_within(&self, code: &OrganizationCode, above: &OrganizationCode, on: Date) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = Some(code);
        while let Some(code) = next.filter(|code| seen.insert((*code).clone())) {
            if code == above {
                return true;
            }
            next = self.organization(code).and_then(|one| {
                let first = || one.placements.iter().min_by_key(|placement| placement.validity.from);
                let begun = one.parent_within(Date::MIN, on);
                begun.unwrap_or_else(|| first().and_then(|placement| placement.parent.as_ref()))
            });
        }
        false
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
