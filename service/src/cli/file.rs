//! `baocao file`

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Failure, say};
use crate::app::{AcceptError, App, Submission};
use crate::config::Settings;
use crate::domain::{Bearer, Filer, Moment};
use crate::intake::problem::Lang;
use crate::intake::{Format, TooLarge};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A .csv or .json file of figures; - reads CSV from the standard input
    file: PathBuf,
    /// File with the rights of this token; without one, with those of the operator, for every organization
    #[arg(long, value_name = "TOKEN", env = "BAOCAO_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// How the file writes numbers: vi (81.033,18) or en (81,033.18); without it they show it themselves
    #[arg(long, value_name = "vi|en", env = "BAOCAO_LOCALE", value_parser = locale)]
    locale: Option<Lang>,
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
        None => Filer { name: "cli".to_owned(), organization: None },
        Some(token) => match app.filer(token, &at)? {
            Bearer::Filer(filer) => filer,
            Bearer::NotAllowed(role) => {
                return Err(Failure::new(format_args!(
                    "a token with the role `{role}` does not file; make one with `baocao token new --role filer`"
                )));
            }
            Bearer::Unknown => {
                return Err(Failure::new(
                    "this token is unknown or expired; make one with `baocao token new`",
                ));
            }
        },
    };
    let accepted = app
        .accept(&Submission { bytes: &bytes, format, filer, at, numbers: args.locale })
        .map_err(|wrong| match wrong {
            AcceptError::Faulty(problems) => Failure::listing(&problems, settings.lang),
            AcceptError::TooLarge(TooLarge::Bytes(most)) => Failure::new(format_args!(
                "the filing has more than {most} bytes; split it, or raise --most-bytes"
            )),
            AcceptError::TooLarge(TooLarge::Rows(most)) => Failure::new(format_args!(
                "the filing has more than {most} rows; split it, or raise --most-rows"
            )),
            AcceptError::Store(wrong) => wrong.into(),
        })?;
    let (revision, figures) = (accepted.revision, accepted.figures);
    if accepted.unchanged {
        say(format_args!("unchanged: the same file is revision {revision} already ({figures} figures)"));
    } else {
        say(format_args!("filed: {figures} figures, revision {revision}"));
    }
    Ok(())
}

fn format(path: &Path) -> Result<Format, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(Format::Csv),
        Some("json") => Ok(Format::Json),
        None if path == Path::new("-") => Ok(Format::Csv),
        _ => Err(Failure::new(format_args!(
            "`{}` is neither .csv nor .json; name one of these, or - for CSV on the standard input",
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
