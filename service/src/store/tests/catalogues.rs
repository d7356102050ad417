//! Catalogues are read as they were loaded.

use super::fixtures::{Folder, charted, moment, names, operator};
use crate::domain::{
    Organization, OrganizationCode, OrganizationKind, Placement, Validity, sample_reorganization,
};
use crate::store::Store;

#[test]
fn a_chart_comes_back_as_it_was_loaded() {
    let folder = Folder::new("chart");
    let store = Store::open(&folder.0).unwrap();
    store.write(|writing| writing.catalogue(&charted(), &moment(), &operator())).unwrap();
    assert_eq!(store.contents().unwrap().catalogue.parts(), &charted());
}

#[test]
fn who_came_after_whom_comes_back_as_it_was_loaded() {
    let folder = Folder::new("successions");
    let store = Store::open(&folder.0).unwrap();
    let district = |code: &str| Organization {
        code: OrganizationCode::parse(code).unwrap(),
        names: names(),
        kind: OrganizationKind::RuralDistrict,
        placements: vec![Placement {
            parent: None,
            validity: Validity { from: None, until: "2025-07-01".parse().ok() },
        }],
        successors: Vec::new(),
    };
    let mut parts = charted();
    parts.organizations = vec![district("north"), district("south")];
    let sample = sample_reorganization(&parts.organizations);
    parts.organizations.extend(sample.begun);
    parts.successions = sample.successions;
    store.write(|writing| writing.catalogue(&parts, &moment(), &operator())).unwrap();
    let kept = store.contents().unwrap().catalogue;
    assert_eq!((kept.parts().successions.len(), kept.parts()), (76, &parts));
}
