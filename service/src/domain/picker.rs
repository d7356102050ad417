//! What of a chart's query its readers may change: `period=2021|2022; organization=*; outcome=warning|reprimand`.

use std::fmt;

use super::{
    Catalogue, ChartSpec, DimensionCode, Invalid, MemberCode, OrganizationPattern, Period, PeriodPattern,
    Query,
};

/// A parameter that readers may set, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    /// Which.
    pub parameter: Pickable,
    /// The values that are offered beside the one that the chart itself asks.
    pub offer: Offer,
}

/// The parameters of a query that a chart may leave to its readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pickable {
    /// `period`
    Period,
    /// `organization`
    Organization,
    /// A breakdown, by its dimension.
    Breakdown(DimensionCode),
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// These values, as a query writes them.
    These(Vec<String>),
    /// `*`: the children of the chart's organization, or every member that the catalogue names.
    All,
}

impl Pickable {
    /// The name of the parameter.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Period => "period",
            Self::Organization => "organization",
            Self::Breakdown(dimension) => dimension.as_str(),
        }
    }
}

impl Picker {
    /// Reads the pickers of a chart.
    ///
    /// # Errors
    /// [`Invalid`] for the first that is none, or stands twice.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, Invalid> {
        let mut pickers: Vec<Self> = Vec::new();
        for item in text.split(';').map(str::trim).filter(|item| !item.is_empty()) {
            let picker = Self::parse(item)?;
            if pickers.iter().any(|one| one.parameter == picker.parameter) {
                return Err(Invalid::new("picker", item, "name each parameter once; join its values by |"));
            }
            pickers.push(picker);
        }
        Ok(pickers)
    }

    fn parse(text: &str) -> Result<Self, Invalid> {
        let wrong = || {
            let remedy = "write period=2021|2022, organization=* for the children, or a breakdown with its members such as \
                          outcome=warning|reprimand, joined by semicolons";
            Invalid::new("picker", text, remedy)
        };
        let (name, values) = text.split_once('=').ok_or_else(wrong)?;
        let parameter = match name.trim() {
            "period" => Pickable::Period,
            "organization" => Pickable::Organization,
            "indicator" | "measure" => return Err(wrong()),
            name => Pickable::Breakdown(DimensionCode::parse(name)?),
        };
        let values: Vec<String> = values.split('|').map(|value| value.trim().to_owned()).collect();
        let offer = match values.as_slice() {
            [all] if all == "*" && parameter != Pickable::Period => Offer::All,
            _ => Offer::These(values),
        };
        if let Offer::These(values) = &offer {
            for value in values {
                parameter.check(value).map_err(|inner| Invalid { value: inner.value, ..wrong() })?;
            }
        }
        Ok(Self { parameter, offer })
    }

    /// The cell, as [`Picker::parse_all`] reads it back.
    #[must_use]
    pub fn written(pickers: &[Self]) -> String {
        pickers.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }

    /// Every value that a reader may choose, the chart's own first where it is not among those offered.
    #[must_use]
    pub fn values(&self, spec: &ChartSpec, catalogue: &Catalogue) -> Vec<String> {
        let own = self.parameter.value(&spec.query);
        let mut values = match (&self.offer, &self.parameter) {
            (Offer::These(values), _) => values.clone(),
            (Offer::All, Pickable::Breakdown(dimension)) => {
                let members = catalogue.parts().members.iter().filter(|one| one.dimension == *dimension);
                members.filter_map(|one| Some(one.member.as_ref()?.to_string())).collect()
            }
            (Offer::All, _) => children(spec, catalogue),
        };
        if !values.contains(&own) {
            values.insert(0, own);
        }
        values
    }
}

impl fmt::Display for Picker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.offer {
            Offer::These(values) => write!(f, "{}={}", self.parameter.as_str(), values.join("|")),
            Offer::All => write!(f, "{}=*", self.parameter.as_str()),
        }
    }
}

/// Those of the last period that is asked, in the order of the catalogue.
fn children(spec: &ChartSpec, catalogue: &Catalogue) -> Vec<String> {
    let last: Option<Period> = spec.query.periods.iter().flat_map(|pattern| pattern.periods()).max();
    let parents = spec.query.organizations.iter().map(|pattern| match pattern {
        OrganizationPattern::One(code)
        | OrganizationPattern::Children(code)
        | OrganizationPattern::Below(code) => code,
    });
    let of = |parent| last.into_iter().flat_map(move |period| catalogue.children(parent, period));
    parents.flat_map(of).map(|child| child.code.to_string()).collect()
}

impl Pickable {
    /// The value of this parameter in a query; empty is the total over a breakdown.
    #[must_use]
    pub fn value(&self, query: &Query) -> String {
        let find =
            |name: &str| query.parameters().into_iter().find(|(own, _)| own == name).map(|(_, value)| value);
        find(self.as_str()).unwrap_or_default()
    }

    /// The query with this value instead of its own.
    ///
    /// # Errors
    /// [`Invalid`] when the parameter cannot have the value.
    fn put(&self, query: &mut Query, value: &str) -> Result<(), Invalid> {
        match self {
            Self::Period => query.periods = vec![PeriodPattern::parse(value)?],
            Self::Organization => query.organizations = vec![OrganizationPattern::parse(value)?],
            Self::Breakdown(dimension) => {
                let members = super::MemberPattern::These(vec![MemberCode::parse(value)?]);
                query.breakdown.insert(dimension.clone(), members);
            }
        }
        Ok(())
    }

    fn check(&self, value: &str) -> Result<(), Invalid> {
        match self {
            Self::Period => PeriodPattern::parse(value).map(|_| ()),
            Self::Organization => OrganizationPattern::parse(value).map(|_| ()),
            Self::Breakdown(_) => MemberCode::parse(value).map(|_| ()),
        }
    }
}

/// What a reader chose of what a chart offers; what is as the chart itself asks it is no choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices(Vec<(Pickable, String)>);

impl Choices {
    /// Takes each parameter that the chart leaves to its readers; an empty value is the chart's own.
    ///
    /// # Errors
    /// [`Invalid`] for each value that the chart does not offer.
    pub fn take(
        spec: &ChartSpec,
        catalogue: &Catalogue,
        mut find: impl FnMut(&str) -> Option<String>,
    ) -> Result<Self, Vec<Invalid>> {
        let (mut choices, mut problems) = (Vec::new(), Vec::new());
        for picker in &spec.pickers {
            let Some(value) = find(picker.parameter.as_str()).filter(|value| !value.is_empty()) else {
                continue;
            };
            if !picker.values(spec, catalogue).contains(&value) {
                let remedy =
                    "choose one of the options that the chart's .json lists in extension.chart.pickers";
                problems.push(Invalid::new("choice", &value, remedy));
            } else if value != picker.parameter.value(&spec.query) {
                choices.push((picker.parameter.clone(), value));
            }
        }
        if problems.is_empty() { Ok(Self(choices)) } else { Err(problems) }
    }

    /// The parameters with their values, in the order of the chart's pickers.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(parameter, value)| (parameter.as_str(), value.as_str()))
    }

    /// Whether everything is as the chart asks it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The chart's query with what was chosen.
    #[must_use]
    pub fn query(&self, spec: &ChartSpec) -> Query {
        let mut query = spec.query.clone();
        for (parameter, value) in &self.0 {
            // What is offered was read before; what could not be read changes nothing.
            let _ = parameter.put(&mut query, value);
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_pickers_is_written_as_it_is_read() {
        let text = "period=2021|2022|2015..2020; organization=*; outcome=warning|reprimand";
        let read = Picker::parse_all(text).unwrap();
        assert_eq!(read[1], Picker { parameter: Pickable::Organization, offer: Offer::All });
        assert_eq!(Picker::written(&read), text);
        assert_eq!(Picker::parse_all(""), Ok(Vec::new()));
    }

    #[test]
    fn what_no_query_could_ask_is_not_offered() {
        for wrong in [
            "period",
            "period=*",
            "period=2022-13",
            "organization=",
            "indicator=disciplined",
            "outcome=Warning",
            "period=2021; period=2022",
        ] {
            let told = Picker::parse_all(wrong).expect_err(wrong);
            assert!(!told.remedy.is_empty());
        }
    }
}
