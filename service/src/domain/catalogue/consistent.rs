//! What a catalogue names, it has: the tree turns in no circle, and charts and forms ask for what there is.

use super::Catalogue;
use crate::domain::{Invalid, MOST_CELLS, MemberCode, MemberPattern};

impl Catalogue {
    pub(super) fn check_tree(&self, problems: &mut Vec<Invalid>) {
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

    pub(super) fn check_charts(&self, problems: &mut Vec<Invalid>) {
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

    pub(super) fn check_forms(&self, problems: &mut Vec<Invalid>) {
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
}
