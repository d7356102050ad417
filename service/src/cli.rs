//! The command line: its enum is the table of contents.

mod audit;
mod catalogue;
mod check;
mod file;
mod release;
mod sample;
mod serve;
mod token;

use std::ffi::OsString;
use std::fmt;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use baocao_widget::locale::Lang;
use clap::{Parser, Subcommand};

use crate::config::{ServeSettings, Settings};
use crate::intake::Problem;
use crate::intake::problem::Severity;

/// Báo Cáo: filings in, figures added up, charts and sentences out.
///
/// Without a command it serves the demonstration on 127.0.0.1:8080.
#[derive(Debug, Parser)]
#[command(name = "baocao", version)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve figures, charts and the filing of figures over HTTP
    Serve(ServeSettings),
    /// File figures from a CSV, JSON or XLSX file
    File(file::Args),
    /// What can be filed and asked
    #[command(subcommand)]
    Catalogue(catalogue::Command),
    /// Put a generated city into an empty store, or write it as files: sample data, to try things out and to measure
    Sample(sample::Args),
    /// What of the filings that wait becomes public, and when
    #[command(subcommand)]
    Release(release::Command),
    /// Who may file, publish and administer
    #[command(subcommand)]
    Token(token::Command),
    /// Who did what
    #[command(subcommand)]
    Audit(audit::Command),
    /// Find whatever in the store is not as it was written: file, references, figures, log
    Check,
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("BAOCAO_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,baocao=info,actix_http=off"));
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours).init();
    let Cli { settings, command } = parse(std::env::args_os().collect());
    let done = match command {
        Some(Command::Serve(serve)) => serve::run(&settings, &serve),
        Some(Command::File(args)) => file::run(&settings, &args),
        Some(Command::Catalogue(catalogue::Command::Load { folder })) => catalogue::load(&settings, &folder),
        Some(Command::Sample(args)) => sample::run(&settings, &args),
        Some(Command::Release(command)) => release::run(&settings, &command),
        Some(Command::Token(token::Command::New(args))) => token::new(&settings, &args),
        Some(Command::Token(token::Command::List)) => token::list(&settings),
        Some(Command::Token(token::Command::Revoke { name })) => token::revoke(&settings, &name),
        Some(Command::Audit(audit::Command::Verify { receipt })) => audit::verify(&settings, &receipt),
        Some(Command::Audit(audit::Command::List { after })) => audit::list(&settings, after),
        Some(Command::Check) => check::run(&settings),
        // `parse` has put a command in.
        None => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence)) => {
            let _ = writeln!(std::io::stderr(), "{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// A newcomer's bare `baocao` means `baocao serve --demo`.
fn parse(mut words: Vec<OsString>) -> Cli {
    let cli = Cli::parse_from(&words);
    if cli.command.is_some() {
        return cli;
    }
    words.extend(["serve".into(), "--demo".into()]);
    Cli::parse_from(words)
}

/// Why a command did not do its work, as the operator reads it.
#[derive(Debug, PartialEq, Eq)]
struct Failure(String);

impl<E: std::error::Error> From<E> for Failure {
    fn from(wrong: E) -> Self {
        Self(format!("baocao: {wrong}"))
    }
}

impl Failure {
    fn new(sentence: impl fmt::Display) -> Self {
        Self(format!("baocao: {sentence}"))
    }

    /// In the language that problems are told in.
    fn told(lang: Lang, vi: impl fmt::Display, en: impl fmt::Display) -> Self {
        match lang {
            Lang::Vi => Self::new(vi),
            Lang::En => Self::new(en),
        }
    }

    /// Every problem, one below the other.
    fn listing(problems: &[Problem], lang: Lang) -> Self {
        let errors = problems.iter().filter(|one| one.severity == Severity::Error).count();
        let title = match lang {
            Lang::Vi => format!("Chưa lưu gì cả, vì có {errors} lỗi:"),
            Lang::En => format!("Nothing was kept, since there are problems ({errors}):"),
        };
        Self(format!("{title}\n{}", listed(problems, lang)))
    }
}

/// Problems and warnings, one below the other.
fn listed(problems: &[Problem], lang: Lang) -> String {
    let lines = problems.iter().map(|problem| {
        let place = match problem.place(lang) {
            place if place.is_empty() => String::new(),
            place => format!("{place}: "),
        };
        let severity = match (problem.severity, lang) {
            (Severity::Error, _) => "",
            (Severity::Warning, Lang::Vi) => "cảnh báo: ",
            (Severity::Warning, Lang::En) => "warning: ",
            (Severity::Justified, Lang::Vi) => "đã có lý do: ",
            (Severity::Justified, Lang::En) => "justified: ",
        };
        format!("  {place}{severity}{} {} [{}]", problem.detail(lang), problem.remedy(lang), problem.code())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Prints a line for whoever called.
fn say(line: impl fmt::Display) {
    // A reader that closed the pipe has read enough.
    let _ = writeln!(std::io::stdout(), "{line}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn every_command(command: &clap::Command) -> Vec<clap::Command> {
        let below = command.get_subcommands().flat_map(every_command);
        std::iter::once(command.clone()).chain(below).collect()
    }

    #[test]
    fn every_option_has_a_manual_and_a_variable_of_its_name() {
        Cli::command().debug_assert();
        for command in every_command(&Cli::command()) {
            for option in command.get_arguments().filter(|one| one.get_long().is_some()) {
                let name = option.get_long().unwrap();
                let variable = format!("BAOCAO_{}", name.to_uppercase().replace('-', "_"));
                assert_eq!(
                    option.get_env().and_then(|env| env.to_str()),
                    Some(variable.as_str()),
                    "--{name}"
                );
                assert!(option.get_help().is_some(), "--{name} has no manual");
            }
        }
    }

    #[test]
    fn a_bare_call_serves_the_demonstration() {
        let cli = parse(vec!["baocao".into(), "--data".into(), "elsewhere".into()]);
        assert_eq!(cli.settings.data, std::path::Path::new("elsewhere"));
        assert!(matches!(cli.command, Some(Command::Serve(ServeSettings { demo: true, .. }))));
    }

    #[test]
    fn the_data_folder_can_be_named_after_any_command() {
        for words in
            ["serve", "file x.csv", "catalogue load x", "sample --folder x", "token new --organization hanoi"]
        {
            let words = format!("baocao {words} --data elsewhere");
            let cli = Cli::try_parse_from(words.split(' ')).unwrap();
            assert_eq!(cli.settings.data, std::path::Path::new("elsewhere"), "{words}");
        }
    }
}
