//! What a reader asks, taken out of the request: the name in the path, the parameters, the language.

use std::str::FromStr;

use actix_web::web::Data;
use baocao_widget::Lang;

use super::problem::Problem;
use super::site::Site;
use crate::app::App;
use crate::domain::{Catalogue, ChartSpec, Choices, Date, Draft, Invalid, Query, day, parameters};
use crate::publish::dialect::Dialect;
use crate::rollup::Report;

/// One question.
pub(super) struct Ask {
    pub(super) site: Data<Site>,
    /// The `{slug}` or `{file}` of the path; empty where there is none.
    pub(super) name: String,
    /// After the question mark, as it came.
    pub(super) query: String,
    pub(super) parameters: Parameters,
    /// `https://host`; empty where the answer names no address.
    pub(super) base: String,
    pub(super) today: Date,
}

impl Ask {
    pub(super) fn app(&self) -> &App {
        &self.site.app
    }

    pub(super) fn report(&self, query: &Query) -> Result<Report, Problem> {
        self.app().answer(query, self.today).map_err(Problem::Refused)
    }
}

/// The decoded parameters; each is taken out by who understands it, and none may be left.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// The value, or why it could not be decoded.
    pairs: Vec<(String, Result<String, Invalid>)>,
    problems: Vec<Invalid>,
}

impl Parameters {
    pub(super) fn parse(query: &str) -> Self {
        Self { pairs: parameters(query).collect(), problems: Vec::new() }
    }

    /// The value of a parameter, which is then no longer there.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(one, _)| one == name)?;
        self.pairs.remove(at).1.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// The same, read; what cannot be read is a problem.
    pub(super) fn take_as<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, Invalid>) -> Option<T> {
        let text = self.take(name)?;
        read(&text).map_err(|problem| self.problems.push(problem)).ok()
    }

    /// The value of a field that a form always sends, though it may be empty.
    pub(super) fn sent(&mut self, name: &'static str) -> String {
        let remedy = "send the form with all of its fields";
        if self.pairs.iter().all(|(one, _)| one != name) {
            self.problems.push(Invalid::new("form", name, remedy));
        }
        self.take(name).unwrap_or_default()
    }

    /// `lang`; Vietnamese when nothing is said.
    pub(super) fn lang(&mut self) -> Lang {
        let read =
            |text: &str| Lang::parse(text).ok_or_else(|| Invalid::new("language", text, "use vi or en"));
        self.take_as("lang", read).unwrap_or_default()
    }

    /// `dialect` of CSV; that of programs when nothing is said.
    pub(super) fn dialect(&mut self) -> Dialect {
        self.take_as("dialect", Dialect::parse).unwrap_or_default()
    }

    /// A day such as `2022-12-20`.
    pub(super) fn day(&mut self, name: &str) -> Option<Date> {
        self.take_as(name, day)
    }

    /// The same from a form, which sends a field that was left empty.
    pub(super) fn day_of_form(&mut self, name: &str) -> Option<Date> {
        self.pairs.retain(|(one, value)| one != name || !value.as_deref().is_ok_and(str::is_empty));
        self.day(name)
    }

    /// What a reader chose of what a chart offers; what it does not offer is a problem.
    pub(super) fn choices(&mut self, spec: &ChartSpec, catalogue: &Catalogue) -> Choices {
        let taken = Choices::take(spec, catalogue, |name| self.take(name));
        taken.unwrap_or_else(|problems| {
            self.problems.extend(problems);
            Choices::default()
        })
    }

    /// The fields of the builder; what could not be decoded of them is a problem.
    pub(super) fn draft(&mut self) -> Draft {
        let (fields, left): (Vec<_>, Vec<_>) =
            self.pairs.drain(..).partition(|(name, _)| Draft::has_field(name));
        self.pairs = left;
        let read = fields.into_iter().filter_map(|(name, value)| match value {
            Ok(value) => Some((name, value)),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        });
        Draft::take(read.collect::<Vec<_>>())
    }

    /// Several of a kind, joined by commas; none when nothing is said.
    pub(super) fn list<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, Invalid>) -> Vec<T> {
        self.take_as(name, |text| text.split(',').map(&read).collect()).unwrap_or_default()
    }

    /// A problem that none of the parameters has by itself.
    pub(super) fn fault(&mut self, problem: Invalid) {
        self.problems.push(problem);
    }

    /// A whole number.
    pub(super) fn number<T: FromStr>(&mut self, name: &str, remedy: &'static str) -> Option<T> {
        self.take_as(name, |text| text.parse().map_err(|_| Invalid::new("number", text, remedy)))
    }

    /// What is left, as a query.
    ///
    /// # Errors
    /// Every problem.
    pub(super) fn query(mut self) -> Result<Query, Problem> {
        let mut pairs = Vec::new();
        for (name, value) in &self.pairs {
            match value {
                Ok(value) => pairs.push((name.as_str(), value.as_str())),
                Err(problem) => self.problems.push(problem.clone()),
            }
        }
        match Query::parse(pairs) {
            Ok(query) if self.problems.is_empty() => Ok(query),
            Ok(_) => Err(Problem::Invalid(self.problems)),
            Err(problems) => {
                self.problems.extend(problems);
                Err(Problem::Invalid(self.problems))
            }
        }
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// Every problem.
    pub(super) fn finish(&mut self, remedy: &'static str) -> Result<(), Problem> {
        let unknown = |name: String| Invalid::new("parameter", &name, remedy);
        let left = self.pairs.drain(..).map(|(name, value)| value.err().unwrap_or_else(|| unknown(name)));
        self.problems.extend(left);
        self.understood()
    }

    /// What is left means nothing here: hosts add their own names to the address of a frame.
    ///
    /// # Errors
    /// Every problem of what was taken.
    pub(super) fn ignore_others(&mut self) -> Result<(), Problem> {
        self.pairs.clear();
        self.understood()
    }

    fn understood(&mut self) -> Result<(), Problem> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Problem::Invalid(std::mem::take(&mut self.problems)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_understands_is_told() {
        let mut parameters = Parameters::parse("lang=en&width=x&colour=red&%FF=1");
        assert_eq!(parameters.lang(), Lang::En);
        assert_eq!(parameters.number::<u32>("width", "write a number"), None);
        let Err(Problem::Invalid(problems)) = parameters.finish("use width") else { panic!("taken") };
        assert_eq!(problems.len(), 3, "{problems:?}");
    }

    #[test]
    fn names_of_others_are_ignored_and_own_ones_are_read() {
        assert!(Parameters::parse("childId=x&%FF=1&utm=%FF").ignore_others().is_ok());
        for faulty in ["known_on=2022-13-99", "known_on=%FF"] {
            let mut parameters = Parameters::parse(faulty);
            assert_eq!(parameters.day("known_on"), None);
            assert!(parameters.ignore_others().is_err(), "{faulty}");
        }
    }
}
