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
    let format = format(&args.file, settings.lang)?;
    let bytes = read(&args.file, settings.most_bytes, settings.lang)?;
    let app = App::open(settings)?;
    if app.snapshot().catalogue().is_empty() {
        let folder = settings.data.display();
        return Err(Failure::told(
            settings.lang,
            format_args!("kho `{folder}` chưa có danh mục; hãy nạp trước bằng `baocao catalogue load DIR`"),
            format_args!(
                "the store in `{folder}` has no catalogue yet; load one first with `baocao catalogue load DIR`"
            ),
        ));
    }
    let at = Moment::now();
    let filer = match &args.token {
        None => Actor::operator("cli"),
        Some(token) => match app.bearer(token, &at)? {
            Some(actor) if actor.may(Act::File) => actor,
            Some(actor) => {
                let role = actor.role;
                return Err(Failure::told(
                    settings.lang,
                    format_args!(
                        "mã có vai trò `{role}` không nộp báo cáo; hãy tạo mã bằng `baocao token new --role filer`"
                    ),
                    format_args!(
                        "a token with the role `{role}` does not file; make one with `baocao token new --role filer`"
                    ),
                ));
            }
            None => {
                return Err(Failure::told(
                    settings.lang,
                    "mã này không có thật, đã hết hạn hoặc đã bị thu hồi; hãy tạo mã bằng `baocao token new`",
                    "this token is unknown, expired or revoked; make one with `baocao token new`",
                ));
            }
        },
    };
    let justification = args.justification.as_deref().map(intake::justification).transpose();
    let justification = justification.map_err(|invalid| {
        let fault = intake::Fault::Invalid(invalid.clone());
        let vi = format!("{} {}", fault.detail("", &invalid.value, Lang::Vi), fault.remedy(Lang::Vi));
        Failure::told(settings.lang, vi, &invalid)
    })?;
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
    std::fs::write(path, marked).map_err(|wrong| {
        let path = path.display();
        Failure::told(
            lang,
            format_args!("không ghi được `{path}` ({wrong})"),
            format_args!("`{path}` cannot be written ({wrong})"),
        )
    })
}

fn refused(wrong: AcceptError, lang: Lang) -> Failure {
    match wrong {
        AcceptError::Faulty(problems) => Failure::listing(&problems, lang),
        AcceptError::TooLarge(TooLarge::Bytes(most)) => Failure::told(
            lang,
            format_args!("tệp có hơn {most} byte; hãy chia tệp ra, hoặc tăng --most-bytes"),
            format_args!("the filing has more than {most} bytes; split it, or raise --most-bytes"),
        ),
        AcceptError::TooLarge(TooLarge::Rows(most)) => Failure::told(
            lang,
            format_args!("tệp có hơn {most} dòng; hãy chia tệp ra, hoặc tăng --most-rows"),
            format_args!("the filing has more than {most} rows; split it, or raise --most-rows"),
        ),
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

fn format(path: &Path, lang: Lang) -> Result<Format, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(Format::Csv),
        Some("json") => Ok(Format::Json),
        Some("xlsx") => Ok(Format::Xlsx),
        None if path == Path::new("-") => Ok(Format::Csv),
        _ => {
            let path = path.display();
            Err(Failure::told(
                lang,
                format_args!(
                    "`{path}` không phải là tệp .csv, .json hay .xlsx; hãy nêu tệp như vậy, hoặc - để đọc CSV từ đầu vào"
                ),
                format_args!(
                    "`{path}` is neither .csv nor .json nor .xlsx; name one of these, or - for CSV on the standard input"
                ),
            ))
        }
    }
}

/// At most one byte more than may be: enough to be refused.
fn read(path: &Path, most: usize, lang: Lang) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|wrong| {
        let path = path.display();
        Failure::told(
            lang,
            format_args!("không đọc được `{path}` ({wrong}); hãy xem lại đường dẫn và quyền đọc tệp"),
            format_args!("`{path}` cannot be read ({wrong}); look at its path and at who may read it"),
        )
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_file_is_not_taken_is_told_in_the_language_that_was_asked_for() {
        let told = |lang| {
            let Failure(rows) = refused(AcceptError::TooLarge(TooLarge::Rows(7)), lang);
            let Err(Failure(ending)) = format(Path::new("x.ods"), lang) else { panic!("taken") };
            let Err(Failure(missing)) = read(Path::new("/nowhere/x.csv"), 9, lang) else { panic!("read") };
            [rows, ending, missing]
        };
        let (vi, en) = (told(Lang::Vi), told(Lang::En));
        for (vi, words) in vi.iter().zip(["hơn 7 dòng", "không phải là tệp", "không đọc được"])
        {
            assert!(vi.contains(words), "{vi}");
        }
        for (en, words) in en.iter().zip(["more than 7 rows", "is neither", "cannot be read"]) {
            assert!(en.contains(words), "{en}");
        }
    }
}
