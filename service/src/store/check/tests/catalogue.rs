//! A catalogue with a row in each of its tables.

use super::lived_in::organization;
use crate::domain::{
    CatalogueParts, ChartSpec, DimensionCode, Form, FormBreakdown, FormCode, FormItem, IndicatorCode, Look,
    Measure, Member, MemberCode, Organization, OrganizationCode, OrganizationKind, Partial, PeriodKind,
    Placement, Slug, Source, SourceId, Succession, SuccessionKind, Validity, Weight,
};
use crate::store::tests::fixtures::{charted, names};

pub(super) fn catalogue() -> CatalogueParts {
    let mut parts = charted();
    // The first is as plain as can be: what it does not say must not be put into it.
    let plain = ChartSpec {
        slug: Slug::parse("plain").unwrap(),
        look: Look::default(),
        pickers: Vec::new(),
        hosts: Vec::new(),
        withdrawn: None,
        studio: false,
        ..parts.charts[0].clone()
    };
    parts.charts.insert(0, plain);
    let place = |kind, until: Option<&str>, code| Organization {
        code,
        names: names(),
        kind,
        placements: vec![Placement {
            parent: None,
            validity: Validity { from: None, until: until.map(|day| day.parse().unwrap()) },
        }],
        successors: Vec::new(),
    };
    let ward = |code| OrganizationCode::parse(code).unwrap();
    parts.organizations = vec![
        place(OrganizationKind::City, None, organization()),
        place(OrganizationKind::Ward, Some("2025-07-01"), ward("north")),
        place(OrganizationKind::Ward, None, ward("south")),
    ];
    parts.successions = vec![Succession {
        on: "2025-07-01".parse().unwrap(),
        kind: SuccessionKind::Merge,
        from: ward("north"),
        to: Some(ward("south")),
        weight: Weight::WHOLE,
    }];
    parts.sources = vec![Source {
        id: SourceId::parse("report").unwrap(),
        publisher: "UBND".to_owned(),
        published_on: "2022-12-27".parse().unwrap(),
        title: "Báo cáo".to_owned(),
        about: String::new(),
    }];
    let dimension = DimensionCode::parse("subject").unwrap();
    parts.indicators[0].breakdowns = vec![dimension.clone()];
    parts.members = vec![Member { dimension, member: MemberCode::parse("member").ok(), names: names() }];
    parts.forms = vec![Form {
        code: FormCode::parse("monthly").unwrap(),
        names: names(),
        kinds: vec![OrganizationKind::City],
        periods: vec![PeriodKind::Month],
        closing_day: None,
        due_days: 10,
        validity: Validity::default(),
        partial: Partial::Whole,
        items: vec![FormItem {
            indicator: IndicatorCode::parse("members-admitted").unwrap(),
            breakdown: FormBreakdown::default(),
            measures: vec![Measure::Actual],
            required: true,
        }],
    }];
    parts
}
