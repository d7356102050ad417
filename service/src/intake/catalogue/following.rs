//! Problems that follow from another one: a row that is not taken leaves everyone who names it with a name that nobody knows.

use crate::intake::fault::{Fault, Severity};
use crate::intake::problem::Problem;

/// A row that came to nothing, by what others name it.
#[derive(Debug)]
pub(super) struct Skipped {
    pub file: &'static str,
    pub line: usize,
    pub code: String,
}

/// The problems without those that only follow from rows that were skipped; after each cause stands how many they were.
pub(super) fn causes(told: Vec<Problem>, skipped: &[Skipped]) -> Vec<Problem> {
    let (followers, causes): (Vec<Problem>, Vec<Problem>) =
        told.into_iter().partition(|one| cause_of(one, skipped).is_some());
    // Where a row was skipped that nothing is told of itself, its file's first problem is the cause, as a column that is not there.
    let mut follow: Vec<Vec<&str>> = causes.iter().map(|_| Vec::new()).collect();
    let mut left = Vec::new();
    for follower in &followers {
        let Some(cause) = cause_of(follower, skipped) else { continue };
        let of_file = |one: &Problem| one.file == Some(cause.file);
        let row = causes.iter().rposition(|one| of_file(one) && one.line == cause.line);
        match row.or_else(|| causes.iter().position(of_file)) {
            Some(at) => follow[at].push(&cause.code),
            None => left.push(follower.clone()),
        }
    }
    let mut kept = Vec::with_capacity(causes.len());
    for (cause, mut codes) in causes.into_iter().zip(follow) {
        let count = codes.len();
        codes.dedup();
        let value = if let [code] = codes[..] { code.to_owned() } else { String::new() };
        let fault = Fault::Follow(count);
        let told = Problem { value, severity: fault.severity(), fault, column: None, ..cause.clone() };
        kept.push(cause);
        kept.extend(Some(told).filter(|_| count > 0));
    }
    kept.extend(left);
    kept
}

/// The skipped row but for which there would not be this problem.
fn cause_of<'s>(problem: &Problem, skipped: &'s [Skipped]) -> Option<&'s Skipped> {
    let file = match &problem.fault {
        Fault::UnknownIndicator => "indicators.csv",
        Fault::UnknownOrganization => "organizations.csv",
        Fault::UnknownForm => "forms.csv",
        Fault::UnknownMember(_) => "breakdowns.csv",
        Fault::Invalid(invalid) => match invalid.code {
            "indicator" => "indicators.csv",
            "organization" => "organizations.csv",
            "form" => "forms.csv",
            "breakdown member" => "breakdowns.csv",
            _ => return None,
        },
        _ => return None,
    };
    let is_own = |one: &Skipped| problem.file == Some(one.file) && problem.line == one.line;
    skipped
        .iter()
        .find(|one| one.file == file && one.code == problem.value && !is_own(one))
        .filter(|_| problem.severity == Severity::Error)
}
