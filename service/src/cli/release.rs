//! `baocao release`

use std::collections::BTreeMap;

use super::{Failure, say};
use crate::app::{App, By, DecisionError, Over, OverNewer};
use crate::config::Settings;
use crate::domain::{Actor, Amount, HeldRelease, Moment, Revision, Stage, When};

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
    /// Make accepted filings public together, at once or at a time; prints what the release is called as the last word
    New {
        /// Their numbers, as they are listed
        #[arg(value_name = "FILING", required = true)]
        filings: Vec<u64>,
        /// When, in Hanoi, such as 2026-11-22T15:00; without it at once
        #[arg(long, value_name = "TIME", env = "BAOCAO_AT", value_parser = Moment::in_hanoi)]
        at: Option<Moment>,
        /// A filing of a higher number that the release may be put over; only with a reason
        #[arg(long, value_name = "FILING", env = "BAOCAO_OVER", value_delimiter = ',', requires = "reason")]
        over: Vec<u64>,
        /// Why it may; the log keeps it
        #[arg(long, value_name = "TEXT", env = "BAOCAO_REASON")]
        reason: Option<String>,
    },
    /// List the releases, the newest first: what readers call it (`public-3`, as at /releases/3), the decision that made it
    /// (`decision-5`, as the log has it), time in Hanoi, state, who released, filings
    List,
    /// Take a public release back: nobody is shown it any more; one to come is cancelled at the desk
    RollBack {
        /// What it is called in the list: public-3 or decision-5; 3 is public-3
        #[arg(value_name = "RELEASE", value_parser = Called::parse)]
        release: Called,
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
        Command::New { filings, at, over, reason } => {
            let numbers = |filings: &[u64]| filings.iter().copied().map(Revision).collect::<Vec<_>>();
            let (filings, newer) = (numbers(filings), numbers(over));
            let when = at.clone().map_or(When::Now, When::At);
            let reason = reason.as_deref().unwrap_or_default();
            let over = (!newer.is_empty()).then_some(Over { filings: &newer, reason });
            let release = app.release_over(&filings, &when, over, by).map_err(refused)?;
            match when {
                When::Now => {
                    let called = match app.release_numbers().get(&release) {
                        Some(number) => format!("public-{number}"),
                        None => format!("decision-{release}"),
                    };
                    say(format_args!("It is public. It is called {called}"));
                }
                When::At(due) => say(format_args!(
                    "Public at {} in Hanoi. Until then it is called decision-{release}",
                    due.on_the_clock()
                )),
            }
            Ok(())
        }
        Command::List => list(&app, by),
        Command::RollBack { release, reason } => {
            let numbers = app.release_numbers();
            let decision = release.decision(&numbers)?;
            app.roll_back(decision, reason, by).map_err(refused)?;
            let number = numbers.get(&decision).copied().unwrap_or_default();
            let released = app.released();
            let of = released.iter().find(|one| one.number == number);
            let of = of.map(|one| format!(" of {}, filings: {}", one.at.on_the_clock(), one.filings));
            say(format_args!(
                "The public release {number} (decision {decision}{}) is taken back; its filings may be accepted anew.",
                of.unwrap_or_default()
            ));
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
        say(line(&one, None, "to-come"));
    }
    let numbers = app.release_numbers();
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
            say(line(one, numbers.get(&one.id).copied(), state));
        }
    }
}

/// How a release is called on the command line. Readers' numbers and decisions' are counted apart, so that a bare number may be either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// By the number that readers see.
    Public(u64),
    /// By the decision that the log tells of.
    Decision(u64),
    /// By a number alone: readers', unless it may be taken for another.
    Bare(u64),
}

impl Called {
    fn parse(text: &str) -> Result<Self, String> {
        let called = match text.split_once('-') {
            Some(("public", number)) => number.parse().map(Self::Public),
            Some(("decision", number)) => number.parse().map(Self::Decision),
            _ => text.parse().map(Self::Bare),
        };
        called.map_err(|_| "write public-3 or decision-5, as `baocao release list` does".to_owned())
    }

    /// The decision that made it public, of the readers' numbers by decision.
    fn decision(self, numbers: &BTreeMap<u64, Revision>) -> Result<u64, Failure> {
        let of_readers = |wanted: u64| numbers.iter().find(|(_, one)| one.0 == wanted).map(|(id, _)| *id);
        let unknown = |number: u64| {
            Failure::new(format_args!(
                "there is no public release {number}; `baocao release list` names them"
            ))
        };
        match self {
            Self::Decision(id) => Ok(id),
            Self::Public(number) => of_readers(number).ok_or_else(|| unknown(number)),
            Self::Bare(number) => match (of_readers(number), numbers.get(&number)) {
                (Some(id), Some(other)) if id != number => Err(Failure::new(format_args!(
                    "`{number}` may be two releases: write public-{number} for that of decision {id}, or \
                     decision-{number} for public release {other}"
                ))),
                (None, Some(other)) => Err(Failure::new(format_args!(
                    "there is no public release {number}; decision {number} made public release {other}: write \
                     public-{other} for it"
                ))),
                (Some(id), _) => Ok(id),
                (None, None) => Err(unknown(number)),
            },
        }
    }
}

fn line(one: &HeldRelease, public: Option<Revision>, state: &str) -> String {
    let time = Moment::of_millis(one.decided.due.unwrap_or(one.decided.made)).on_the_clock();
    let filings: Vec<String> = one.filings.iter().map(ToString::to_string).collect();
    let public = public.map_or_else(|| "-".to_owned(), |number| format!("public-{number}"));
    let (time, filings) = (time.replace(' ', "T"), filings.join(","));
    format!("{public} decision-{} {time} {state} {} {filings}", one.id, one.decided.by)
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
            "decision {release} made no release that is public still: it was taken back before, or is to come and is \
             cancelled at the desk, or is none"
        )),
        DecisionError::OverNewer(found) => over_newer(&found),
        DecisionError::Nothing => Failure::new("a release has at least one filing"),
        DecisionError::NoReason => Failure::new("say why with --reason"),
        // The operator acts for all.
        DecisionError::NotYours(filing) => Failure::new(format_args!("filing {filing} is not yours")),
        DecisionError::Store(wrong) => wrong.into(),
    }
}

/// The cells, one below the other, and what to do.
fn over_newer(found: &OverNewer) -> Failure {
    let newer: Vec<String> = found.over.iter().map(ToString::to_string).collect();
    let newer = newer.join(",");
    let title = format!(
        "baocao: figures of filings with higher numbers ({newer}) would no longer be shown in {} cells; leave the older \
         filing out, or cancel the release to come that has it at the desk, or add --over {newer} --reason …:",
        found.count
    );
    let lines = found.cells.iter().map(|one| {
        let figure = &one.figure;
        let (is, was) = (one.older.value, one.newer.value);
        let said = |value: Option<Amount>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        format!(
            "  {} {} {} {} {}: {} of filing {}, not {} of filing {}",
            figure.indicator,
            figure.organization,
            figure.period,
            figure.measure,
            figure.breakdown,
            said(is),
            one.filing,
            said(was),
            one.over
        )
    });
    Failure(std::iter::once(title).chain(lines).collect::<Vec<_>>().join("\n"))
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
    fn a_number_that_may_be_two_releases_takes_neither_back() {
        // Decision 5 made public release 3, decision 7 the fifth, decision 8 the sixth.
        let numbers: BTreeMap<u64, Revision> =
            [(2, 2), (5, 3), (7, 5), (8, 6)].map(|(id, number)| (id, Revision(number))).into();
        let found =
            |text: &str| Called::parse(text).unwrap().decision(&numbers).map_err(|Failure(said)| said);
        assert_eq!((found("public-5"), found("decision-5")), (Ok(7), Ok(5)));
        assert_eq!((found("2"), found("3"), found("6")), (Ok(2), Ok(5), Ok(8)));
        let said = found("5").unwrap_err();
        assert!(said.contains("public-5") && said.contains("decision-5 for public release 3"), "{said}");
        assert!(found("7").unwrap_err().contains("public-5"));
        assert!(found("public-4").is_err() && found("4").is_err());
        assert!(Called::parse("release-5").is_err() && Called::parse("public-").is_err());
    }

    #[test]
    fn a_hash_is_64_digits_and_nothing_else() {
        assert_eq!(sha256(&"0aF0".repeat(16)), Ok(*b"\x0a\xf0".repeat(16).first_chunk().unwrap()));
        for wrong in ["", "00", &"0".repeat(63), &"0".repeat(66), &"g".repeat(64), &"é".repeat(32)] {
            assert!(sha256(wrong).is_err(), "`{wrong}`");
        }
    }
}
