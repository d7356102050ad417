//! `baocao file`

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::builder::BoolishValueParser;

use super::{Failure, listed, say};
use crate::app::{AcceptError, Accepted, App, Submission, Tried};
use crate::config::Settings;
use crate::domain::{Act, Actor, Moment};
use crate::intake::difference::{Difference, MOST_DIFFERENCES, State};
use crate::intake::problem::Lang;
use crate::intake::{self, Format, Handling, Problem, TooLarge};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A .csv, .json or .xlsx file of figures; - reads CSV from the standard input
    file: PathBuf,
    /// File with the rights of this token; without one, with those of the operator, for every organization
    #[arg(long, value_name = "TOKEN", env = "BAOCAO_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// How the file writes numbers: vi (81.033,18) or en (81,033.18); without it they show it themselves
    #[arg(long, value_name = "vi|en", env = "BAOCAO_LOCALE", value_parser = locale)]
    locale: Option<Lang>,
    /// Only tell what is wrong, what is odd and what would change; keep nothing
    #[arg(long, env = "BAOCAO_DRY_RUN", value_parser = BoolishValueParser::new())]
    dry_run: bool,
    /// Refuse the file for warnings too
    #[arg(long, env = "BAOCAO_STRICT", value_parser = BoolishValueParser::new())]
    strict: bool,
    /// Why what the rules find is right nevertheless; kept with the filing
    #[arg(long, value_name = "TEXT", env = "BAOCAO_JUSTIFICATION")]
    justification: Option<String>,
    /// Where a faulty workbook is written with its cells marked
    #[arg(long, value_name = "FILE", env = "BAOCAO_MARKED")]
    marked: Option<PathBuf>,
}

fn locale(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "write vi or en".to_owned())
}

pub(super) fn run(settings: &Settings, args: &Args) -> Result<(), Failure> {
    let format = format(&args.file)?;
    let bytes = read(&args.file, settings.most_bytes)?;
    let app = App::open(settings)?;
    if app.snapshot().catalogue().is_empty() {
        return Err(Failure::new(format_args!(
            "the store in `{}` has no catalogue yet; load one first with `baocao catalogue load DIR`",
            settings.data.display()
        )));
    }
    let at = Moment::now();
    let filer = match &args.token {
        None => Actor::operator("cli"),
        Some(token) => match app.bearer(token, &at)? {
            Some(actor) if actor.may(Act::File) => actor,
            Some(actor) => {
                return Err(Failure::new(format_args!(
                    "a token with the role `{}` does not file; make one with `baocao token new --role filer`",
                    actor.role
                )));
            }
            None => {
                return Err(Failure::new(
                    "this token is unknown, expired or revoked; make one with `baocao token new`",
                ));
            }
        },
    };
    let justification = args.justification.as_deref().map(intake::justification).transpose()?;
    let handling =
        Handling { numbers: args.locale, strict: args.strict, justification: justification.as_deref() };
    let submission = Submission { bytes: &bytes, format, filer, at, handling };
    let marked = |problems: &[Problem]| mark(args, settings.lang, (&bytes, format), problems);
    if args.dry_run {
        let done = app.rehearse(&submission).map_err(|wrong| refused(wrong, settings.lang))?;
        marked(&done.problems)?;
        return tried(&done, settings.lang);
    }
    match app.accept(&submission) {
        Ok(accepted) => kept(&accepted, settings.lang),
        Err(AcceptError::Faulty(problems)) => {
            marked(&problems)?;
            return Err(Failure::listing(&problems, settings.lang));
        }
        Err(wrong) => return Err(refused(wrong, settings.lang)),
    }
    Ok(())
}

/// Writes the workbook with what is wrong marked in it, where one was asked for and can be marked.
fn mark(
    args: &Args,
    lang: Lang,
    (bytes, format): (&[u8], Format),
    problems: &[Problem],
) -> Result<(), Failure> {
    let Some(path) = args.marked.as_ref().filter(|_| format == Format::Xlsx && !problems.is_empty()) else {
        return Ok(());
    };
    // What is no workbook that can be read is told, and has no cells.
    let Ok(marked) = intake::marked(bytes, problems, lang) else { return Ok(()) };
    std::fs::write(path, marked)
        .map_err(|wrong| Failure::new(format_args!("`{}` cannot be written ({wrong})", path.display())))
}

fn refused(wrong: AcceptError, lang: Lang) -> Failure {
    match wrong {
        AcceptError::Faulty(problems) => Failure::listing(&problems, lang),
        AcceptError::TooLarge(TooLarge::Bytes(most)) => Failure::new(format_args!(
            "the filing has more than {most} bytes; split it, or raise --most-bytes"
        )),
        AcceptError::TooLarge(TooLarge::Rows(most)) => {
            Failure::new(format_args!("the filing has more than {most} rows; split it, or raise --most-rows"))
        }
        AcceptError::Store(wrong) => wrong.into(),
    }
}

fn kept(accepted: &Accepted, lang: Lang) {
    let (filing, figures) = (accepted.filing, accepted.figures);
    let state = match accepted.revision {
        Some(revision) => format!("revision {revision}"),
        None => format!("filing {filing}, {}", accepted.stage),
    };
    if accepted.unchanged {
        say(format_args!("unchanged: the same file is {state} already ({figures} figures)"));
    } else {
        say(format_args!("filed: {figures} figures, {state}"));
    }
    if !accepted.warnings.is_empty() {
        let title = match lang {
            Lang::Vi => "Đã lưu, nhưng nên xem lại:",
            Lang::En => "It is kept, but look again:",
        };
        say(format_args!("{title}\n{}", listed(&accepted.warnings, lang)));
    }
}

/// What would become of the file; a failure where it would be refused.
fn tried(tried: &Tried, lang: Lang) -> Result<(), Failure> {
    let (same, different) = (tried.differences.same, tried.differences.different);
    say(match lang {
        Lang::Vi => {
            format!("Nộp thử, chưa lưu gì: {different} số liệu khác với số đã biết, {same} số liệu giống.")
        }
        Lang::En => {
            format!(
                "Tried, nothing is kept: {different} figures differ from what is known, {same} are the same."
            )
        }
    });
    for difference in &tried.differences.listed {
        let figure = &tried.figures[difference.place];
        let cell = [figure.indicator.to_string(), figure.organization.to_string(), figure.period.to_string()];
        let part = [figure.measure.to_string(), figure.breakdown.to_string()];
        say(format_args!("  {} {}: {}", cell.join(" "), part.join(" ").trim_end(), change(difference)));
    }
    if different > MOST_DIFFERENCES {
        say(format_args!("  … {}", different - MOST_DIFFERENCES));
    }
    if !tried.acceptable {
        return Err(Failure::listing(&tried.problems, lang));
    }
    if !tried.problems.is_empty() {
        say(listed(&tried.problems, lang));
    }
    Ok(())
}

fn change(difference: &Difference) -> String {
    let state = |state: &State| match state.value {
        Some(value) => format!("{value} ({})", state.as_of),
        None => format!("{} ({})", state.status, state.as_of),
    };
    let known = difference.known.as_ref().map_or_else(|| "–".to_owned(), state);
    format!("{known} → {} [{}]", state(&difference.filed), difference.change.as_str())
}

fn format(path: &Path) -> Result<Format, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(Format::Csv),
        Some("json") => Ok(Format::Json),
        Some("xlsx") => Ok(Format::Xlsx),
        None if path == Path::new("-") => Ok(Format::Csv),
        _ => Err(Failure::new(format_args!(
            "`{}` is neither .csv nor .json nor .xlsx; name one of these, or - for CSV on the standard input",
            path.display()
        ))),
    }
}

/// At most one byte more than may be: enough to be refused.
fn read(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|wrong| Failure::new(format_args!("`{}` cannot be read ({wrong})", path.display())))?;
    Ok(bytes)
}
