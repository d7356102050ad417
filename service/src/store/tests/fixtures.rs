//! What the tests of the store keep in it.

use std::path::PathBuf;

use crate::domain::{
    Actor, Breakdown, CatalogueParts, ChartKind, ChartSpec, Colors, Figure, Filing, HostPattern, Indicator,
    IndicatorCode, Kind, Look, Measure, Moment, Names, OrganizationCode, Period, Picker, Polarity,
    Provenance, Query, Reference, Slug, Sort, Stacking, Status, When, Withdrawal,
};
use crate::store::{Kept, Store, StoreError};

/// A folder of its own that goes with the test.
pub(in crate::store) struct Folder(pub(in crate::store) PathBuf);

impl Folder {
    pub(in crate::store) fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("baocao-store-{}-{name}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(in crate::store) fn moment() -> Moment {
    Moment { instant: "2026-11-22T03:00:00Z".to_owned(), day: "2026-11-22".parse().unwrap() }
}

pub(in crate::store) fn operator() -> Actor {
    Actor::operator("test")
}

pub(in crate::store) fn filing(number: u8, figures: usize) -> Filing {
    let figure = Figure {
        indicator: IndicatorCode::parse("members-admitted").unwrap(),
        organization: OrganizationCode::parse("hanoi").unwrap(),
        period: Period::parse("2022").unwrap(),
        measure: Measure::Actual,
        breakdown: Breakdown::default(),
        value: Some(i64::MIN),
        as_of: None,
        qualifier: None,
        status: Status::Normal,
        source: None,
    };
    let at = moment();
    Filing {
        figures: vec![figure; figures],
        provenance: Provenance {
            sha256: [number; 32],
            media_type: "text/csv",
            filed_by: operator(),
            filed_at: at.instant,
            filed_on: at.day,
        },
    }
}

pub(in crate::store) fn file(store: &Store, filing: &Filing) -> Result<Kept, StoreError> {
    store.write(|writing| {
        let kept = writing.filing(filing)?;
        writing.release(&[kept.revision], &When::Now, &moment(), &Actor::operator("test"))?;
        Ok(kept)
    })
}

pub(in crate::store) fn names() -> Names {
    Names { vi: "Tên".to_owned(), en: "Name".to_owned() }
}

/// A catalogue with one chart that says everything that a chart can say.
pub(in crate::store) fn charted() -> CatalogueParts {
    let indicator = Indicator {
        code: IndicatorCode::parse("members-admitted").unwrap(),
        names: names(),
        unit: "person".to_owned(),
        unit_names: names(),
        kind: Kind::Flow,
        decimals: 1,
        polarity: Polarity::Higher,
        sensitive: false,
        breakdowns: Vec::new(),
        theme: String::new(),
    };
    let asks = [("indicator", "members-admitted"), ("organization", "hanoi/*"), ("period", "2022")];
    let chart = ChartSpec {
        slug: Slug::parse("members").unwrap(),
        kind: ChartKind::Multiples,
        query: Query::parse(asks).unwrap(),
        category: "organization".to_owned(),
        series: None,
        whole: None,
        titles: names(),
        subtitles: names(),
        look: Look {
            sort: Sort::Descending,
            top: Some(10),
            stacking: Stacking::Percent,
            colors: Colors::parse("a=2; b=grey").unwrap(),
            references: Reference::parse_all(
                "line 9.5 Chỉ tiêu; span a..b X",
                "line 9.5 Target; span a..b Y",
            )
            .unwrap(),
        },
        pickers: Picker::parse_all("period=2021|2022; organization=*").unwrap(),
        hosts: vec![
            HostPattern::parse("*.hanoi.gov.vn").unwrap(),
            HostPattern::parse("localhost:80").unwrap(),
        ],
        withdrawn: Some(Withdrawal { on: "2026-11-20".parse().unwrap(), reasons: names(), successor: None }),
        studio: true,
    };
    CatalogueParts { indicators: vec![indicator], charts: vec![chart], ..CatalogueParts::default() }
}
