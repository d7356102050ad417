//! Which branches of the tree stay whole whatever happens inside them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Organization, OrganizationCode, Succession};

type Codes<'a> = BTreeSet<&'a OrganizationCode>;

/// The organizations to whose branch nobody ever came from outside and from whose branch nobody ever went: who was once
/// below them always was, and every succession has both ends inside or both outside. The tree has no circle.
pub(super) fn closed(
    organizations: &[Organization],
    successions: &[Succession],
) -> BTreeSet<OrganizationCode> {
    let index: BTreeMap<_, _> = organizations.iter().map(|one| (&one.code, one)).collect();
    let mut known = BTreeMap::new();
    for one in organizations {
        look_up(one, &index, &mut known);
    }
    let mut closed: Codes<'_> = known.values().flat_map(|(ever, _)| ever.iter().copied()).collect();
    for (ever, always) in known.values() {
        closed.retain(|code| !ever.contains(code) || always.contains(code));
    }
    let outside = Codes::new();
    let above = |code| known.get(code).map_or(&outside, |(ever, _)| ever);
    for one in successions {
        let Some(to) = &one.to else { continue };
        let (from, to) = (above(&one.from), above(to));
        closed.retain(|code| from.contains(code) == to.contains(code));
    }
    closed.into_iter().cloned().collect()
}

/// Who ever stood above an organization, and who always did.
fn look_up<'a>(
    one: &'a Organization,
    index: &BTreeMap<&'a OrganizationCode, &'a Organization>,
    known: &mut BTreeMap<&'a OrganizationCode, (Codes<'a>, Codes<'a>)>,
) -> (Codes<'a>, Codes<'a>) {
    if let Some(found) = known.get(&one.code) {
        return found.clone();
    }
    let mut ever = Codes::new();
    let mut always: Option<Codes<'a>> = None;
    for placement in &one.placements {
        let parent = placement.parent.as_ref().and_then(|code| index.get(code));
        let (mut ever_here, mut always_here) =
            parent.map(|parent| look_up(parent, index, known)).unwrap_or_default();
        ever_here.extend(placement.parent.as_ref());
        always_here.extend(placement.parent.as_ref());
        ever.append(&mut ever_here);
        always = Some(always.map_or(always_here.clone(), |before| &before & &always_here));
    }
    let found = (ever, always.unwrap_or_default());
    known.insert(&one.code, found.clone());
    found
}
