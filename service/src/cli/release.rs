//! `baocao release`

use super::{Failure, say};
use crate::app::{App, By, DecisionError};
use crate::config::Settings;
use crate::domain::{Actor, HeldRelease, Moment, Revision, Stage, When};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// List the filings that readers do not see: number, state, figures, day, who filed, SHA-256 of the file
    Waiting,
    /// Accept a filing that was looked at: it may be released
    Accept {
        /// Its number, as it is listed
        #[arg(value_name = "FILING")]
        filing: u64,
        /// The SHA-256 of the file that was looked at, as it is listed
        #[arg(value_name = "SHA256", value_parser = sha256)]
        sha256: [u8; 32],
    },
    /// Make accepted filings public together, at once or at a time; prints the release's number as the last word
    New {
        /// Their numbers, as they are listed
        #[arg(value_name = "FILING", required = true)]
        filings: Vec<u64>,
        /// When, in Hanoi, such as 2026-11-22T15:00; without it at once
        #[arg(long, value_name = "TIME", env = "BAOCAO_AT", value_parser = Moment::in_hanoi)]
        at: Option<Moment>,
    },
    /// List the releases, the newest first: number, time in Hanoi, state, who released, filings
    List,
    /// Take a public release back: nobody is shown it any more; one to come is cancelled at the desk
    RollBack {
        /// Its number, as it is listed
        #[arg(value_name = "RELEASE")]
        release: u64,
        /// Why; the log keeps it
        #[arg(long, value_name = "TEXT", env = "BAOCAO_REASON")]
        reason: String,
    },
}

/// Releases that are read at once.
const MOST: usize = 1_000;

pub(super) fn run(settings: &Settings, command: &Command) -> Result<(), Failure> {
    let app = App::open(settings)?;
    let (actor, at) = (Actor::operator("cli"), Moment::now());
    let by = By { actor: &actor, at: &at };
    match command {
        Command::Waiting => waiting(&app, by),
        Command::Accept { filing, sha256 } => {
            app.approve(Revision(*filing), *sha256, by).map_err(refused)?;
            say(format_args!("Filing {filing} is accepted; `baocao release new {filing}` makes it public."));
            Ok(())
        }
        Command::New { filings, at } => {
            let filings: Vec<Revision> = filings.iter().copied().map(Revision).collect();
            let when = at.clone().map_or(When::Now, When::At);
            let release = app.release(&filings, &when, by).map_err(refused)?;
            match when {
                When::Now => say(format_args!("It is public. Its number: {release}")),
                When::At(due) => {
                    say(format_args!("Public at {} in Hanoi. Its number: {release}", due.on_the_clock()));
                }
            }
            Ok(())
        }
        Command::List => list(&app, by),
        Command::RollBack { release, reason } => {
            app.roll_back(*release, reason, by).map_err(refused)?;
            say(format_args!("Release {release} is taken back; its filings may be accepted anew."));
            Ok(())
        }
    }
}

fn waiting(app: &App, By { actor, at }: By<'_>) -> Result<(), Failure> {
    for one in app.waiting(usize::MAX, actor, at)? {
        let sha256: String = one.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        say(format_args!(
            "{} {} {} {} {} {sha256}",
            one.filing, one.stage, one.figures, one.filed_on, one.by
        ));
    }
    Ok(())
}

fn list(app: &App, By { actor, at }: By<'_>) -> Result<(), Failure> {
    for one in app.releases_to_come(actor, at)? {
        say(line(&one, "to-come"));
    }
    let mut before = None;
    loop {
        let releases = app.releases(before, MOST, actor, at)?;
        let Some(last) = releases.last() else { return Ok(()) };
        before = Some(last.id);
        for one in &releases {
            let state = match one.ended.as_ref().map(|ended| ended.kind.as_str()) {
                None => "public",
                Some("cancelled") => "cancelled",
                Some(_) => "rolled-back",
            };
            say(line(one, state));
        }
    }
}

fn line(one: &HeldRelease, state: &str) -> String {
    let time = Moment::of_millis(one.decided.due.unwrap_or(one.decided.made)).on_the_clock();
    let filings: Vec<String> = one.filings.iter().map(ToString::to_string).collect();
    format!("{} {} {state} {} {}", one.id, time.replace(' ', "T"), one.decided.by, filings.join(","))
}

/// Why a decision was not taken, and what to do.
fn refused(why: DecisionError) -> Failure {
    match why {
        DecisionError::Unknown(number) => Failure::new(format_args!(
            "there is no `{number}`; `baocao release waiting` lists filings, `baocao release list` releases"
        )),
        DecisionError::Not { filing, is: is @ (Stage::Filed | Stage::Returned | Stage::RolledBack) } => {
            Failure::new(format_args!(
                "filing {filing} is {is}; look at it at the desk, then accept it there or with `baocao release accept`"
            ))
        }
        DecisionError::Not { filing, is } => Failure::new(format_args!("filing {filing} is {is} already")),
        DecisionError::OtherBytes(filing) => Failure::new(format_args!(
            "filing {filing} has another SHA-256; `baocao release waiting` lists what is there now"
        )),
        DecisionError::NotToCome => {
            Failure::new("that time is not to come; name a later one with --at, or leave it out for at once")
        }
        DecisionError::Over(release) => Failure::new(format_args!(
            "release {release} is not public, or was taken back before; one to come is cancelled at the desk"
        )),
        DecisionError::Nothing => Failure::new("a release has at least one filing"),
        DecisionError::NoReason => Failure::new("say why with --reason"),
        // The operator acts for all.
        DecisionError::NotYours(filing) => Failure::new(format_args!("filing {filing} is not yours")),
        DecisionError::Store(wrong) => wrong.into(),
    }
}

fn sha256(text: &str) -> Result<[u8; 32], String> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pair = |pair: &[u8]| Some(digit(pair[0])? << 4 | digit(pair[1])?);
    let bytes: Option<Vec<u8>> = text.as_bytes().chunks_exact(2).map(pair).collect();
    let whole = bytes.filter(|_| text.len() == 64).and_then(|bytes| bytes.try_into().ok());
    whole.ok_or_else(|| "write its 64 digits, as `baocao release waiting` lists them".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_digits_and_nothing_else() {
        assert_eq!(sha256(&"0aF0".repeat(16)), Ok(*b"\x0a\xf0".repeat(16).first_chunk().unwrap()));
        for wrong in ["", "00", &"0".repeat(63), &"0".repeat(66), &"g".repeat(64), &"é".repeat(32)] {
            assert!(sha256(wrong).is_err(), "`{wrong}`");
        }
    }
}
