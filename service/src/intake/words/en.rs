//! The English sentences of [`Fault`]s.

use baocao_widget::locale::Lang;

use super::{list, sentence};
use crate::intake::fault::Fault;

/// What an [`Invalid`](crate::domain::Invalid) is about, as one thing.
fn thing(code: &str) -> &str {
    match code {
        "succession weights" => "sharing out by weights",
        "successors" => "list of successors",
        _ => code,
    }
}

/// What is wrong.
pub(super) fn detail(fault: &Fault, column: &str, value: &str) -> String {
    match fault {
        Fault::NotUtf8 => "The file reads neither as UTF-8 nor as UTF-16 or Windows-1258.".into(),
        Fault::Empty => "The file is empty: it has no header.".into(),
        Fault::NoFigures => "The file has no figures.".into(),
        Fault::MalformedJson(says) => format!("The file is not JSON ({says})."),
        Fault::NotAList => "The JSON is not a list of figures.".into(),
        Fault::NotAnObject => format!("`{value}` is not a JSON object."),
        Fault::NotText => format!("`{value}` in `{column}` is neither text nor a number."),
        Fault::MissingColumn => format!("The column `{column}` is missing."),
        Fault::UnknownColumn(_) => format!("There is no column `{value}`."),
        Fault::DuplicateColumn => format!("The column `{value}` stands twice."),
        Fault::UnnamedColumn => format!("`{value}` stands in a column without a name."),
        Fault::AboveHeader => {
            format!("`{value}` stands above the header, so nothing says what its fields are.")
        }
        Fault::UnevenRow { expected, found } => {
            format!("The line has {found} fields, the header has {expected}.")
        }
        Fault::Workbook(refusal) => refusal.detail(Lang::En),
        Fault::NoTable => "No sheet has the header of a table of figures.".into(),
        Fault::HiddenSheet => format!("The sheet `{value}` has a table of figures and is hidden."),
        Fault::FormAsks => "The form asks for this figure, and the cell is empty.".into(),
        Fault::InexactNumber => format!("`{value}` has more digits than a workbook keeps exactly (15)."),
        Fault::NoFolder => format!("There is no folder `{value}`."),
        Fault::MissingFile => "The folder lacks this file.".into(),
        Fault::UnreadableFile(says) => format!("The file cannot be read ({says})."),
        Fault::Required => format!("`{column}` is empty."),
        Fault::Invalid(invalid) => format!("`{value}` is not a valid {}.", thing(invalid.code)),
        Fault::UnknownIndicator => format!("The catalogue has no indicator `{value}`."),
        Fault::UnknownOrganization => format!("The catalogue has no organization `{value}`."),
        Fault::UnknownSource => format!("The catalogue has no source `{value}`."),
        Fault::UnknownForm => format!("The catalogue has no form `{value}`."),
        Fault::UnknownMember(_) => format!("The breakdown has no member `{value}`."),
        Fault::NotBrokenDown { indicator, .. } => {
            format!("The indicator `{indicator}` has no breakdown `{value}`.")
        }
        Fault::AmbiguousNumber { vi, en } => format!(
            "`{value}` reads in two ways: as numbers are written in Vietnam it is {vi}, as elsewhere it is {en}."
        ),
        Fault::OtherNumbers { settled, by } => {
            let way = match settled {
                Lang::Vi => "as in Vietnam (a comma before decimals)",
                Lang::En => "as internationally (a point before decimals)",
            };
            let by = match by {
                Some((at, text)) => format!("which `{text}` in {} is", at.words(Lang::En)),
                None => "which the file was said to be".to_owned(),
            };
            format!("`{value}` is not written {way}, {by}.")
        }
        Fault::ScaledTwice { unit, whole } => format!(
            "`{value}` reads in two ways, since the unit is {} already: just as written, or {whole} {0}.",
            unit.en
        ),
        Fault::TooManyDecimals(_) => format!("`{value}` has too many decimals."),
        Fault::AsOfRequired => "A cumulative figure needs the day its data end.".into(),
        Fault::AsOfInFuture => format!("The as-of day `{value}` is still to come."),
        Fault::AsOfBeforePeriod(period, begins) => {
            format!("The as-of day `{value}` is before the period {period} begins, on {begins}.")
        }
        Fault::AsOfLongAfter { period, as_of } => {
            format!(
                "The data of {period} run to {as_of}, a year or more after it: perhaps the year is mistyped."
            )
        }
        Fault::ValueRequired => "There is no value, and no status that says why.".into(),
        Fault::ValueNotAllowed(status) => {
            format!("There is a value `{value}`, but the status `{status}` says there is none.")
        }
        Fault::Negative => format!("`{value}` is below what can be counted."),
        Fault::FallingCumulative { other, day, later: false } => {
            format!("The cumulative `{value}` is below `{other}`, which it was on {day}.")
        }
        Fault::FallingCumulative { other, day, later: true } => {
            format!("The cumulative `{value}` is above `{other}`, which it is later, on {day}.")
        }
        Fault::BelowPredecessors { from, sum, on } => format!(
            "The cumulative `{value}` is below `{sum}`, which came from `{}` on {on}: a year to date goes on through a succession.",
            list(from).replace(", ", "`, `")
        ),
        Fault::AboveSuccessor { to, other, day, sum, on } => format!(
            "With `{value}`, `{sum}` came to `{to}` on {on}, more than the cumulative `{other}` that it reported for {day}."
        ),
        Fault::ChildrenExceed { parent, period, whole, sum } => format!(
            "In {period} those directly below `{parent}` have `{sum}` together, more than the `{whole}` of `{parent}` itself."
        ),
        Fault::ChildrenDiffer { parent, period, whole, sum } => format!(
            "In {period} all directly below `{parent}` have `{sum}` together, not the `{whole}` of `{parent}` itself."
        ),
        Fault::NegativeCumulative => {
            format!("The cumulative `{value}` is below zero, at which every year begins.")
        }
        Fault::FarAdded { added, usual, count } => format!(
            "The cumulative `{value}` adds `{added}`, more than 10 times what is usually added in as much time (`{usual}`, by \
             the median of the last {count} reports)."
        ),
        Fault::FlowInCumulative { before, day, flow, sum } => format!(
            "`{value}` looks like what was added (`{flow}` the last time), not like a cumulative: on {day} that was \
             `{before}` already, and with it would be `{sum}`."
        ),
        Fault::RepeatedCumulative { day } => format!(
            "The cumulative `{value}` is what it was on {day}, though something was added each time before."
        ),
        Fault::FarFromHistory { median, count, above } => format!(
            "`{value}` is more than 10 times {} what this organization reports (the median of the last {count} is `{median}`).",
            if *above { "above" } else { "below" }
        ),
        Fault::MoreThanAll { actual, universe } => {
            format!("`{actual}` of `{universe}`: the part is more than the whole.")
        }
        Fault::PartsExceed { dimension, sum } => {
            format!("The parts by `{dimension}` add up to `{sum}`, more than the total `{value}`.")
        }
        Fault::PartsDiffer { dimension, sum } => {
            format!("The parts by `{dimension}` add up to `{sum}`, not to the total `{value}`.")
        }
        Fault::PeriodsDiffer { period, value, parts, sum } => {
            format!("{period} is `{value}`, but {parts} add up to `{sum}`.")
        }
        Fault::OtherClosingDay { form, period, closes, as_of } => {
            format!("The data run to {as_of}, but the form “{}” closes {period} on {closes}.", form.en)
        }
        Fault::SameDayDiffers { period, day, other } => {
            format!("`{value}` is not what {period} says of the same day, {day}: `{other}`.")
        }
        Fault::Twice(at) => format!("`{value}` already stands in {}.", at.words(Lang::En)),
        Fault::NotYours(yours) => format!("`{value}` is neither `{yours}` nor below it."),
        Fault::NotThen(period) => format!("The organization `{value}` did not exist in {period}."),
        Fault::ReservedSource => format!("The id `{value}` belongs to filings without a source."),
        Fault::Overlap => {
            format!("`{value}` stands in two places on one day, or ends before it begins.")
        }
        Fault::InUse => format!("Figures use `{value}`, but the new catalogue lacks it."),
        Fault::DecimalsInUse(kept) => format!("The figures of `{value}` are kept with {kept} decimals."),
        Fault::ChartDropped => {
            format!("The new catalogue lacks the chart `{value}`; pages that show it would have a hole.")
        }
        Fault::OtherMeaning => {
            format!("The chart `{value}` would answer another question in the pages that show it.")
        }
        Fault::ChartWithdrawn(on) => format!("The chart `{value}` was withdrawn on {on}."),
        Fault::Follow(count) => {
            let named = if value.is_empty() { String::new() } else { format!(" where `{value}` is named") };
            format!("{count} other problems{named} follow from this one and are not listed.")
        }
        Fault::More(more) => format!("There are {more} more problems."),
    }
}

/// What to do.
pub(super) fn remedy(fault: &Fault) -> String {
    match fault {
        Fault::NotUtf8 => "Save the file as CSV UTF-8.".into(),
        Fault::Empty => "Name the columns in the first line and write one figure in each line below it.".into(),
        Fault::NoFigures => "Write at least one figure.".into(),
        Fault::MalformedJson(_) => "Mend the syntax at the place named.".into(),
        Fault::NotAList => "Send [{…}] or {\"figures\": [{…}]}.".into(),
        Fault::NotAnObject => "Each figure is an object {\"indicator\": …, \"value\": …}.".into(),
        Fault::NotText => "Write a string or a number.".into(),
        Fault::MissingColumn => "Add this column to the header.".into(),
        Fault::UnknownColumn(known) => format!("Leave it out, or use one of: {}.", known.join(", ")),
        Fault::DuplicateColumn => "Keep one of them.".into(),
        Fault::UnnamedColumn => {
            "Name the column in the header, or empty the cell; split header cells that were merged.".into()
        }
        Fault::AboveHeader => "Move it below the header.".into(),
        Fault::UnevenRow { .. } => "Write as many fields as the header has; quote fields that hold a comma.".into(),
        Fault::Workbook(refusal) => refusal.remedy(Lang::En).into(),
        Fault::NoTable => {
            "Name the columns in one of the first 20 rows: indicator, organization, period, measure, value.".into()
        }
        Fault::HiddenSheet => "Show the sheet to have its figures filed, or delete it.".into(),
        Fault::FormAsks => "Write the value; write 0 for none, choose the status L where it is not known yet.".into(),
        Fault::InexactNumber => "Round it with ROUND, or type it anew.".into(),
        Fault::NoFolder => "Name the folder that holds indicators.csv, organizations.csv and sources.csv.".into(),
        Fault::MissingFile => "Add this file to the folder.".into(),
        Fault::UnreadableFile(_) => "Check that the file exists and may be read.".into(),
        Fault::Required => "Fill it in.".into(),
        Fault::Invalid(invalid) => sentence(invalid.remedy),
        Fault::UnknownIndicator => "Use a code of indicators.csv; see /api/v1/indicators.".into(),
        Fault::UnknownOrganization => "Use a code of organizations.csv; see /api/v1/organizations.".into(),
        Fault::UnknownSource => {
            "Add the source to sources.csv and load the catalogue again, or leave it empty: then this filing is the source.".into()
        }
        Fault::UnknownForm => "Use a code of forms.csv (see /api/v1/forms), or leave the column form empty.".into(),
        Fault::UnknownMember(known) => format!("Use one of: {known}."),
        Fault::NotBrokenDown { breakdowns, .. } if breakdowns.is_empty() => {
            "Leave breakdown empty: this indicator has none.".into()
        }
        Fault::NotBrokenDown { breakdowns, .. } => format!("Its breakdowns are: {}.", list(breakdowns)),
        Fault::AmbiguousNumber { .. } => {
            "Say how the file writes numbers with locale=vi or locale=en, or leave out the mark between thousands."
                .into()
        }
        Fault::OtherNumbers { .. } => "Write all numbers of the file in one way.".into(),
        Fault::ScaledTwice { unit, .. } => format!("Write the number alone, in {}.", unit.en),
        Fault::TooManyDecimals(0) => {
            "This number has no decimals; if the point groups thousands, leave it out.".into()
        }
        Fault::TooManyDecimals(most) => {
            format!("This number has at most {most} decimals; if the point groups thousands, leave it out.")
        }
        Fault::AsOfRequired => "Write the day, such as 2024-09-25.".into(),
        Fault::AsOfInFuture => "Write the day the data end, today at the latest.".into(),
        Fault::AsOfBeforePeriod(..) => "Write the day the data end, or the period that they are of.".into(),
        Fault::AsOfLongAfter { .. } => {
            "Mend the year of the as-of day; if it is right, write why in the column note (for the whole file: justification).".into()
        }
        Fault::ValueRequired => {
            "Write the value, or a status: L (not reported), M (cannot exist), Q (suppressed). Write zero as 0.".into()
        }
        Fault::ValueNotAllowed(_) => "Leave out the value, or leave the status empty.".into(),
        Fault::Negative => {
            "Write the right number for the whole period; correct an earlier one by filing the right one, not a negative one.".into()
        }
        Fault::FallingCumulative { .. } | Fault::MoreThanAll { .. } | Fault::PartsExceed { .. } => {
            "Mend it, or write why it is right in the column note (for the whole file: justification).".into()
        }
        Fault::BelowPredecessors { .. } => {
            "Write the cumulative from the year's first day, with what the predecessors had, or why it is right in the column \
             note (for the whole file: justification)."
                .into()
        }
        Fault::AboveSuccessor { .. } => {
            "Mend this figure, or ask who came after to file theirs again; if it is right, write why in the column note (for the \
             whole file: justification)."
                .into()
        }
        Fault::ChildrenExceed { .. } => {
            "Mend the figure above or those below; if both are right, write why in the column note (for the whole file: \
             justification)."
                .into()
        }
        Fault::FlowInCumulative { sum, .. } => format!(
            "Write the cumulative from the year's first day (perhaps {sum}), or why it is right in the column note (for the \
             whole file: justification)."
        ),
        Fault::RepeatedCumulative { .. }
        | Fault::NegativeCumulative
        | Fault::FarFromHistory { .. }
        | Fault::FarAdded { .. }
        | Fault::PartsDiffer { .. }
        | Fault::ChildrenDiffer { .. }
        | Fault::PeriodsDiffer { .. }
        | Fault::OtherClosingDay { .. }
        | Fault::SameDayDiffers { .. } => {
            "Look again; if it is right, write why in the column note (for the whole file: justification).".into()
        }
        Fault::Twice(_) => "Keep one of them.".into(),
        Fault::NotYours(_) => "Leave this line out, or use a token of the organization above.".into(),
        Fault::NotThen(_) => "Use its successor, or a period in which it existed.".into(),
        Fault::ReservedSource => "Choose an id that does not begin with filing-.".into(),
        Fault::Overlap => "Mend valid_from and valid_to; valid_to is the first day it no longer holds.".into(),
        Fault::InUse => "Keep it in the catalogue.".into(),
        Fault::DecimalsInUse(kept) => format!("Leave decimals at {kept}, or make an indicator with another code."),
        Fault::ChartDropped => "Keep its row, and fill in withdrawn_on and withdrawn_vi to withdraw it.".into(),
        Fault::OtherMeaning => {
            "Keep its indicators, organizations and breakdowns, or give the new question another slug.".into()
        }
        Fault::ChartWithdrawn(_) => "A slug is never used again; choose another one.".into(),
        Fault::Follow(_) => "Mend the one before and load again.".into(),
        Fault::More(_) => "Mend those above and file again.".into(),
    }
}
