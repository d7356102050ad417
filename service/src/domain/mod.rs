//! The words of the project as types that cannot be wrong. No I/O, no serde, no clock: a value that exists is valid.

mod amount;
mod branches;
mod breakdown;
mod catalogue;
mod chart;
mod code;
mod figure;
mod indicator;
mod invalid;
mod justification;
mod known;
mod lineage;
mod moment;
mod observed;
mod organization;
mod parameters;
mod period;
mod picker;
mod query;
mod reference;
mod reorganization;
mod source;
mod succession;
mod threshold;
mod token;
mod tree;
mod used;

pub use amount::Amount;
pub use breakdown::Breakdown;
pub use catalogue::{Catalogue, CatalogueParts};
pub use chart::{ChartKind, ChartSpec, Look, Sort, Stacking};
pub use code::{DimensionCode, IndicatorCode, MemberCode, OrganizationCode, Slug, SourceId};
pub use figure::{Figure, Filing, Measure, Observation, PLAN_RATE_DECIMALS, Provenance, Qualifier, Status};
pub use indicator::{Indicator, Kind, Member, Names, Polarity};
pub use invalid::Invalid;
pub use justification::Justification;
pub use known::{Known, Place, Since};
pub use lineage::Lineage;
pub use moment::Moment;
pub use observed::Observed;
pub use organization::{Organization, OrganizationKind, Placement, Validity};
pub use parameters::parameters;
pub use period::{Period, PeriodKind};
pub use picker::{Choices, Offer, Pickable, Picker};
pub use query::{MemberPattern, OrganizationPattern, PeriodPattern, Query, day, is_reserved};
pub use reference::{Reference, ReferencePlace};
pub use reorganization::{Reorganization, sample_reorganization};
pub use source::{Revision, Source};
pub use succession::{Succession, SuccessionKind, Weight, shares};
pub use threshold::Threshold;
pub use token::{Bearer, Filer, Grant, Role};
pub use tree::Tree;
pub use used::Used;

/// A civil date; the project's days are those of Asia/Ho_Chi_Minh.
pub use jiff::civil::Date;
