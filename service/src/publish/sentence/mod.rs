//! What can be said of an answer, claim by claim: the numbers decide first which claim is true (`claims`, `among`, `trend`), and
//! only then is it put into words, by the macro of that name in `templates/sentences/claims.{lang}.txt.j2`. A topic of which nothing
//! true can be said is absent, with the reason.

mod among;
pub mod chart;
mod claiming;
mod claims;
pub mod document;
mod facts;
pub mod own;
mod point;
mod reason;
#[cfg(test)]
mod tests;
mod trend;

pub use chart::{Absent, CONTENT_TYPE, WrittenFor, sentence};
pub use reason::Reason;

use serde_json::Value;

use super::Lang;
use super::page::{self, PageError};
use crate::domain::{Amount, OrganizationCode};
use crate::rollup::Report;
use facts::Facts;
use point::Point;

/// What a sentence is about. Of each there is at most one true claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// How much it is.
    Level,
    /// Against the same period of the year before.
    Change,
    /// Against the plan.
    Plan,
    /// N of M.
    Share,
    /// Among the organizations beside it.
    Rank,
    /// The largest part of a breakdown.
    Parts,
    /// Over several periods.
    Trend,
    /// How many have reported.
    Coverage,
}

impl Topic {
    /// Every topic, in the order in which people read them.
    pub const ALL: [Self; 8] = [
        Self::Level,
        Self::Change,
        Self::Plan,
        Self::Share,
        Self::Rank,
        Self::Parts,
        Self::Trend,
        Self::Coverage,
    ];

    /// The word that stands in documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Change => "change",
            Self::Plan => "plan",
            Self::Share => "share",
            Self::Rank => "rank",
            Self::Parts => "parts",
            Self::Trend => "trend",
            Self::Coverage => "coverage",
        }
    }
}

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What is claimed: a predicate that the figures fulfil. Named after it is the macro that says it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Predicate { $($(#[$doc])* $name,)* }

        impl Predicate {
            /// Every claim.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The predicate's name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

predicates! {
    /// The value.
    Level = "level",
    /// The value of a rank.
    LevelOfRank = "level_of_rank",
    /// Numerator and denominator of a ratio.
    LevelOfRatio = "level_of_ratio",
    /// More than the year before.
    Rise = "rise",
    /// Less than the year before.
    Fall = "fall",
    /// The same as the year before.
    Unchanged = "unchanged",
    /// A better rank: a smaller number.
    Climb = "climb",
    /// A worse rank.
    Drop = "drop",
    /// More than was planned, where more is good; a rank better than its target.
    PlanExceeded = "plan_exceeded",
    /// Exactly what was planned.
    PlanMet = "plan_met",
    /// Less than was planned, where more is good, and the period is over; a rank worse than its target.
    PlanMissed = "plan_missed",
    /// Less than was planned, and the period is not over.
    PlanUnderWay = "plan_under_way",
    /// More than was planned, where more is not good.
    PlanAbove = "plan_above",
    /// Less than was planned, where more is not good.
    PlanBelow = "plan_below",
    /// What is planned, where nothing is known of what happened.
    Planned = "planned",
    /// A rate of plan that was published as a hundred percent, rounded.
    PlanAsPublished = "plan_as_published",
    /// N of M, where N is less.
    PartOf = "part_of",
    /// N of M, where they are the same.
    AllOf = "all_of",
    /// More than each of those beside it.
    Highest = "highest",
    /// Less than each of those beside it.
    Lowest = "lowest",
    /// Between them.
    Ranked = "ranked",
    /// Which have the most and the least, of several.
    Extremes = "extremes",
    /// The largest of the parts of a breakdown.
    LargestPart = "largest_part",
    /// More with each period.
    KeepsRising = "keeps_rising",
    /// Less with each period.
    KeepsFalling = "keeps_falling",
    /// More than in any earlier period.
    HighestYet = "highest_yet",
    /// Less than in any earlier period.
    LowestYet = "lowest_yet",
    /// Some have not reported.
    Partial = "partial",
    /// All have.
    Complete = "complete",
}

/// What is said of one topic, or why nothing is.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// What it is about.
    pub topic: Topic,
    /// What is said.
    pub said: Result<Said, Reason>,
}

/// A claim that is true, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What is claimed.
    pub predicate: Predicate,
    /// A whole sentence.
    pub text: String,
    /// Who, what and when.
    head: String,
    /// What follows, to be joined with other claims about the same.
    clause: String,
    /// How sure it is; empty where it is.
    caveat: String,
}

/// Everything that can be said of a report, one for each topic. `subject` is the organization that is spoken of; without one it is the
/// only one of the report, or all together.
///
/// # Errors
/// When a template is faulty.
pub fn sentences(
    report: &Report,
    subject: Option<&OrganizationCode>,
    lang: Lang,
) -> Result<Vec<Sentence>, PageError> {
    let claimed = claimed(report, subject, lang);
    let wanted: Vec<(&str, Value)> = claimed
        .iter()
        .filter_map(|(_, one)| one.as_ref().ok())
        .flat_map(|(claim, facts)| {
            let (full, brief) = (facts.value(), facts.brief());
            [
                ("head", full.clone()),
                (claim.as_str(), full.clone()),
                (claim.as_str(), brief),
                ("caveat", full),
            ]
        })
        .collect();
    let mut words = page::macros(template(lang), &wanted)?.into_iter();
    let mut next = || words.next().map(|text| chart::on_one_line(&text)).unwrap_or_default();
    let say = |(topic, one): (Topic, Result<(Predicate, Facts), Reason>)| {
        let said = one.map(|(predicate, _)| {
            let (head, full, clause, caveat) = (next(), next(), next(), next());
            Said { predicate, text: ended(&joined(&head, &full), &caveat), head, clause, caveat }
        });
        Sentence { topic, said }
    };
    Ok(claimed.into_iter().map(say).collect())
}

/// One sentence of what matters most: the value, how it moved, how it stands to its plan, and how much is known of it.
///
/// # Errors
/// [`Absent`] where not even the value can be said.
pub fn summary(report: &Report, subject: Option<&OrganizationCode>, lang: Lang) -> Result<String, Absent> {
    let sentences = sentences(report, subject, lang).map_err(Absent::Faulty)?;
    let said =
        |topic: Topic| sentences.iter().find(|one| one.topic == topic).and_then(|one| one.said.as_ref().ok());
    let level = said(Topic::Level)
        .map(|level| said(Topic::Share).filter(|_| level.predicate == Predicate::Level).unwrap_or(level));
    let Some(level) = level else {
        let leads = [Topic::Plan, Topic::Rank, Topic::Trend, Topic::Parts];
        let why = sentences.iter().find_map(|one| one.said.as_ref().err().copied());
        let lead = leads.into_iter().find_map(said).map(|one| one.text.clone());
        return lead.ok_or_else(|| why.map_or(Absent::FigureMissing, |why| Absent::Untold(why, lang)));
    };
    let beside = [Topic::Change, Topic::Plan].into_iter().filter_map(said);
    let beside: String =
        beside.map(|one| format!(", {}", one.clause.trim_start_matches([':', ' ']))).collect();
    Ok(ended(&format!("{}{beside}", joined(&level.head, &level.clause)), &level.caveat))
}

fn joined(head: &str, clause: &str) -> String {
    let between = if clause.starts_with(':') { "" } else { " " };
    format!("{head}{between}{clause}")
}

fn ended(text: &str, caveat: &str) -> String {
    let between = if caveat.is_empty() { "" } else { " " };
    format!("{text}{between}{caveat}.")
}

/// What is true of a topic, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is true.
    pub predicate: Predicate,
    /// The place in a ranking, from 1, where it is of one.
    pub place: Option<usize>,
    /// The number that is spoken of.
    pub actual: Option<Amount>,
}

/// What is true of each topic, or why nothing can be said.
#[must_use]
pub fn findings(
    report: &Report,
    subject: Option<&OrganizationCode>,
) -> Vec<(Topic, Result<Finding, Reason>)> {
    let actual = Point::of(report, subject).ok().and_then(|point| point.row.actual);
    let finding =
        |(predicate, facts): (Predicate, Facts<'_>)| Finding { predicate, place: facts.place, actual };
    let claimed = claimed(report, subject, Lang::En).into_iter();
    claimed.map(|(topic, one)| (topic, one.map(finding))).collect()
}

type Claimed<'a> = Result<(Predicate, Facts<'a>), Reason>;

fn claimed<'a>(
    report: &'a Report,
    subject: Option<&'a OrganizationCode>,
    lang: Lang,
) -> Vec<(Topic, Claimed<'a>)> {
    let point = Point::of(report, subject);
    let of_point = |of: fn(&Point<'a>, Facts<'a>) -> Claimed<'a>| {
        let point = point.as_ref().map_err(|why| *why)?;
        of(point, Facts::of(report, point.row, lang))
    };
    let of = |topic| match topic {
        Topic::Level => of_point(claims::level),
        Topic::Change => of_point(claims::change),
        Topic::Plan => of_point(claims::plan),
        Topic::Share => of_point(claims::share),
        Topic::Coverage => of_point(claims::coverage),
        Topic::Trend => of_point(trend::trend),
        Topic::Rank => among::rank(report, subject, lang),
        Topic::Parts => among::parts(report, subject, lang),
    };
    Topic::ALL.into_iter().map(|topic| (topic, of(topic))).collect()
}

fn template(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "sentences/claims.vi.txt.j2",
        Lang::En => "sentences/claims.en.txt.j2",
    }
}
