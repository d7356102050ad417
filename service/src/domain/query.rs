//! A question to the figures, as its canonical parameters.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;

use super::{
    DimensionCode, IndicatorCode, Invalid, Measure, MemberCode, OrganizationCode, Period, Reckoning, Tree,
};

/// Which organizations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationPattern {
    /// `hanoi`
    One(OrganizationCode),
    /// `hanoi/*`: its children.
    Children(OrganizationCode),
    /// `hanoi/**`: all below it.
    Below(OrganizationCode),
}

/// Which periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodPattern {
    /// `2022`
    One(Period),
    /// `2015..2024`, of one kind, both ends included.
    Range(Period, Period),
}

/// Which members of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberPattern {
    /// `member` or `reprimand,warning`
    These(Vec<MemberCode>),
    /// `*`: every member that was reported.
    All,
}

/// What is asked. Dimensions that are not named ask for the total over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// At least one.
    pub indicators: Vec<IndicatorCode>,
    /// At least one.
    pub organizations: Vec<OrganizationPattern>,
    /// At least one.
    pub periods: Vec<PeriodPattern>,
    /// Only these measures; empty is all.
    pub measures: BTreeSet<Measure>,
    /// The breakdowns that are named.
    pub breakdown: BTreeMap<DimensionCode, MemberPattern>,
    /// Only figures whose data end on or before this day.
    pub as_of: Option<Date>,
    /// Only what could be known on this day; `None` is today.
    pub known_on: Option<Date>,
    /// In which tree of organizations.
    pub tree: Tree,
    /// Whether as filed, as flows or as what runs up.
    pub reckoning: Reckoning,
    /// Whether the receipts are wanted.
    pub explain: bool,
}

/// The names that are not breakdowns.
const RESERVED: &[&str] =
    &["indicator", "organization", "period", "measure", "as_of", "known_on", "tree", "as", "explain"];

/// Whether a breakdown of this name could not be asked for: a query, its answer or its address uses it otherwise. A
/// dimension is written with hyphens, where a parameter has underscores.
#[must_use]
pub fn is_reserved(dimension: &DimensionCode) -> bool {
    let name = dimension.as_str().replace('-', "_");
    RESERVED.contains(&name.as_str()) || matches!(name.as_str(), "lang" | "format" | "dialect")
}

/// Items that one list may have; a query is a question, not an upload.
const MOST_ITEMS: usize = 500;

impl Query {
    /// Reads decoded `name=value` parameters; any name that is not reserved is a breakdown's.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn parse<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<Invalid>> {
        let mut problems = Vec::new();
        let mut values = BTreeMap::new();
        for (name, value) in parameters {
            if values.insert(name, value).is_some() {
                problems.push(Invalid::new(
                    "parameter",
                    name,
                    "name each parameter once; join several values by commas",
                ));
            }
        }
        let mut required = |name| {
            values.get(name).copied().filter(|value| !value.is_empty()).unwrap_or_else(|| {
                problems.push(Invalid::new("query", name, "this parameter is required"));
                ""
            })
        };
        let (indicators, organizations, periods) =
            (required("indicator"), required("organization"), required("period"));
        let mut collect = Collector { problems };
        let query = Self {
            indicators: collect.list(indicators, IndicatorCode::parse),
            organizations: collect.list(organizations, OrganizationPattern::parse),
            periods: collect.list(periods, PeriodPattern::parse),
            measures: collect.list(values.get("measure").copied().unwrap_or(""), Measure::parse).into_iter().collect(),
            breakdown: values
                .iter()
                .filter(|(name, _)| !RESERVED.contains(name))
                .filter_map(|(name, value)| {
                    let name = collect.one(DimensionCode::parse(name).map_err(|wrong| Invalid {
                        code: "parameter",
                        remedy: "parameters are indicator, organization, period, measure, as_of, known_on, tree, as, explain, lang and breakdowns",
                        ..wrong
                    }))?;
                    Some((name, collect.members(value)?))
                })
                .collect(),
            as_of: values.get("as_of").and_then(|text| collect.one(day(text))),
            known_on: values.get("known_on").and_then(|text| collect.one(day(text))),
            tree: values.get("tree").and_then(|text| collect.one(Tree::parse(text))).unwrap_or_default(),
            reckoning: values.get("as").and_then(|text| collect.one(Reckoning::parse(text))).unwrap_or_default(),
            explain: values.get("explain").and_then(|text| collect.one(flag(text))).unwrap_or(false),
        };
        if collect.problems.is_empty() { Ok(query) } else { Err(collect.problems) }
    }

    /// The parameters in canonical order, as [`Query::parse`] reads them back.
    #[must_use]
    pub fn parameters(&self) -> Vec<(String, String)> {
        let mut pairs = vec![
            ("indicator".to_owned(), joined(&self.indicators)),
            ("organization".to_owned(), joined(&self.organizations)),
            ("period".to_owned(), joined(&self.periods)),
        ];
        if !self.measures.is_empty() {
            pairs.push(("measure".to_owned(), joined(&self.measures)));
        }
        pairs.extend(self.breakdown.iter().map(|(name, members)| (name.to_string(), members.to_string())));
        pairs.extend(self.as_of.map(|day| ("as_of".to_owned(), day.to_string())));
        pairs.extend(self.known_on.map(|day| ("known_on".to_owned(), day.to_string())));
        if self.tree != Tree::AsWas {
            pairs.push(("tree".to_owned(), self.tree.to_string()));
        }
        if self.reckoning != Reckoning::AsFiled {
            pairs.push(("as".to_owned(), self.reckoning.to_string()));
        }
        if self.explain {
            pairs.push(("explain".to_owned(), "true".to_owned()));
        }
        pairs
    }
}

struct Collector {
    problems: Vec<Invalid>,
}

impl Collector {
    fn one<T>(&mut self, read: Result<T, Invalid>) -> Option<T> {
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn list<T>(&mut self, text: &str, read: impl Fn(&str) -> Result<T, Invalid>) -> Vec<T> {
        if text.split(',').count() > MOST_ITEMS {
            self.problems.push(Invalid::new("list", text, "ask for at most 500 items at once"));
            return Vec::new();
        }
        text.split(',').filter(|_| !text.is_empty()).filter_map(|item| self.one(read(item))).collect()
    }

    fn members(&mut self, text: &str) -> Option<MemberPattern> {
        match text {
            "*" => Some(MemberPattern::All),
            "" => self.one(Err(Invalid::new(
                "breakdown member",
                text,
                "name a member, or * for all; leave the parameter out for the total",
            ))),
            _ => Some(MemberPattern::These(self.list(text, MemberCode::parse))),
        }
    }
}

/// A day, written `2022-12-20` and in no other way.
pub fn day(text: &str) -> Result<Date, Invalid> {
    let iso = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    iso.then(|| text.parse().ok())
        .flatten()
        .ok_or_else(|| Invalid::new("date", text, "write a day such as 2022-12-20"))
}

fn flag(text: &str) -> Result<bool, Invalid> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Invalid::new("flag", text, "write true or false")),
    }
}

fn joined<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(",")
}

impl OrganizationPattern {
    /// Reads `hanoi`, `hanoi/*` or `hanoi/**`.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text.split_once('/') {
            None => OrganizationCode::parse(text).map(Self::One),
            Some((code, "*")) => OrganizationCode::parse(code).map(Self::Children),
            Some((code, "**")) => OrganizationCode::parse(code).map(Self::Below),
            Some(_) => Err(Invalid::new(
                "organization",
                text,
                "write hanoi, hanoi/* for its children or hanoi/** for all below",
            )),
        }
    }
}

impl PeriodPattern {
    /// Reads `2022` or `2015..2024`.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let Some((first, last)) = text.split_once("..") else {
            return Period::parse(text).map(Self::One);
        };
        let (first, last) = (Period::parse(first)?, Period::parse(last)?);
        match first.up_to(last) {
            Some(range) if range.len() <= MOST_ITEMS => Ok(Self::Range(first, last)),
            Some(_) => Err(Invalid::new("period", text, "ask for at most 500 periods at once")),
            None => Err(Invalid::new(
                "period",
                text,
                "a range runs from an earlier to a later period of the same kind, such as 2015..2024",
            )),
        }
    }

    /// The periods, in time.
    #[must_use]
    pub fn periods(self) -> Vec<Period> {
        match self {
            Self::One(period) => vec![period],
            Self::Range(first, last) => first.up_to(last).unwrap_or_default(),
        }
    }
}

impl fmt::Display for OrganizationPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(code) => write!(f, "{code}"),
            Self::Children(code) => write!(f, "{code}/*"),
            Self::Below(code) => write!(f, "{code}/**"),
        }
    }
}

impl fmt::Display for PeriodPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(period) => write!(f, "{period}"),
            Self::Range(first, last) => write!(f, "{first}..{last}"),
        }
    }
}

impl fmt::Display for MemberPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::These(members) => f.write_str(&joined(members)),
            Self::All => f.write_str("*"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EXAMPLE: &[(&str, &str)] = &[
        ("indicator", "disciplined"),
        ("organization", "hanoi/*"),
        ("period", "2015..2024"),
        ("outcome", "*"),
        ("subject", "member"),
        ("known_on", "2022-12-20"),
        ("tree", "as-is"),
        ("as", "flow"),
    ];

    #[test]
    fn the_canonical_parameters_ask_the_same() {
        let query = Query::parse(EXAMPLE.iter().copied()).unwrap();
        let written = query.parameters();
        assert_eq!(Query::parse(written.iter().map(|(n, v)| (n.as_str(), v.as_str()))), Ok(query));
        assert_eq!(written.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>(), EXAMPLE);
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let problems = Query::parse([
            ("indicator", "X"),
            ("period", "2022-13"),
            ("known_on", "today"),
            ("tree", "new"),
            ("as", "sum"),
        ])
        .unwrap_err();
        assert_eq!(problems.len(), 6, "{problems:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn any_parameters_are_read_or_refused(
            pairs in proptest::collection::vec(("(indicator|organization|period|measure|known_on|tree|as|outcome|\\PC{0,6})", "[a-z0-9*/.,=QHM-]{0,20}|\\PC{0,20}"), 0..7)
        ) {
            let parsed = Query::parse(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
            if let Ok(query) = parsed {
                let written = query.parameters();
                prop_assert_eq!(Query::parse(written.iter().map(|(n, v)| (n.as_str(), v.as_str()))), Ok(query));
            }
        }
    }
}
