//! SAMPLE data: the reorganization of 1 July 2025, with made-up wards, communes and weights. That day 30 districts of
//! Hanoi ended and 126 wards and communes began; which came from which, and how they are called, is not told here.

use jiff::civil::date;

use super::{
    Names, Organization, OrganizationCode, OrganizationKind, Placement, Succession, SuccessionKind, Validity,
    Weight,
};

/// Wards and communes that began.
const WARDS: usize = 51;
const COMMUNES: usize = 75;

/// What a reorganization makes of a city.
#[derive(Clone, Debug)]
pub struct Reorganization {
    /// The organizations that begin, in the order of their codes; each stands where its predecessors stood.
    pub begun: Vec<Organization>,
    /// How the figures of those that end are shared out.
    pub successions: Vec<Succession>,
}

/// The sample reorganization of every district that ends on 1 July 2025: the urban ones (with the towns) go over into 51
/// wards, the rural ones into 75 communes, and of neighbours in the list the last ward of one is the first of the next, so
/// that some come from two. The names say that they are samples. The same districts always give the same.
#[must_use]
pub fn sample_reorganization(organizations: &[Organization]) -> Reorganization {
    let day = date(2025, 7, 1);
    let ends = |one: &&Organization| one.placements.iter().any(|place| place.validity.until == Some(day));
    let districts: Vec<_> = organizations.iter().filter(ends).collect();
    let is_rural = |one: &&Organization| one.kind == OrganizationKind::RuralDistrict;
    let (rural, urban): (Vec<_>, Vec<_>) = districts.into_iter().partition(is_rural);
    let mut all = Reorganization { begun: Vec::new(), successions: Vec::new() };
    all.share_out(&urban, OrganizationKind::Ward, WARDS);
    all.share_out(&rural, OrganizationKind::Commune, COMMUNES);
    all
}

impl Reorganization {
    /// Lays `count` new organizations along the districts, end to end, so that where a border falls inside one it comes
    /// from both sides.
    fn share_out(&mut self, districts: &[&Organization], kind: OrganizationKind, count: usize) {
        let day = date(2025, 7, 1);
        let (Some(first), ends) = (districts.first(), districts.len()) else { return };
        let parent = first.placements.iter().rev().find_map(|place| place.parent.clone());
        let begun: Vec<_> = (1..=count).filter_map(|number| new(kind, number, parent.clone())).collect();
        for (at, district) in districts.iter().enumerate() {
            // District `at` lies on [at, at + 1) × count of a line on which each new organization has the length `ends`.
            let (start, end) = (at * count, (at + 1) * count);
            let met = start / ends..end.div_ceil(ends);
            let kind = if met.len() > 1 { SuccessionKind::Split } else { SuccessionKind::Merge };
            let last = met.end - 1;
            let mut left = Weight::WHOLE.millionths();
            for to in met {
                let length = end.min((to + 1) * ends) - start.max(to * ends);
                let share = u32::try_from(length * 1_000_000 / count).unwrap_or(0);
                let weight = if to == last { left } else { share };
                left -= weight;
                self.successions.extend(Weight::of_millionths(weight).zip(begun.get(to)).map(
                    |(weight, to)| Succession {
                        on: day,
                        kind,
                        from: district.code.clone(),
                        to: Some(to.code.clone()),
                        weight,
                    },
                ));
            }
        }
        self.begun.extend(begun);
    }
}

fn new(kind: OrganizationKind, number: usize, parent: Option<OrganizationCode>) -> Option<Organization> {
    let (code, vi, en) = match kind {
        OrganizationKind::Ward => ("phuong-mau", "Phường mẫu số", "Sample Ward No."),
        _ => ("xa-mau", "Xã mẫu số", "Sample Commune No."),
    };
    Some(Organization {
        code: OrganizationCode::parse(&format!("{code}-{number:03}")).ok()?,
        names: Names { vi: format!("{vi} {number}"), en: format!("{en} {number}") },
        kind,
        placements: vec![Placement {
            parent,
            validity: Validity { from: Some(date(2025, 7, 1)), until: None },
        }],
        successors: Vec::new(),
    })
}
