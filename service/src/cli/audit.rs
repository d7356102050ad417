//! `baocao audit`

use super::check::{examined, unsound};
use super::{Failure, say};
use crate::app::{App, Checked, Depth};
use crate::config::Settings;
use crate::domain::{Actor, Head};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Find every row that was changed, dropped or put in: of the log, and of all that it tells of, down to each figure
    Verify {
        /// A receipt that a filing was answered with, or that an earlier verification printed; the log must still hold it
        #[arg(long, value_name = "ROW:HASH", env = "BAOCAO_RECEIPT", value_delimiter = ',', value_parser = Head::parse)]
        receipt: Vec<Head>,
    },
    /// Print the log, a line for each act
    List {
        /// Only what comes behind this row
        #[arg(long, value_name = "ROW", env = "BAOCAO_AFTER", default_value_t = 0)]
        after: u64,
    },
}

pub(super) fn verify(settings: &Settings, receipts: &[Head]) -> Result<(), Failure> {
    let checked = examined(settings, Depth::Log, receipts)?;
    if !checked.findings.is_empty() {
        return Err(unsound(&checked, settings.lang));
    }
    let Checked { revisions, figures, head, .. } = checked;
    say(format_args!(
        "sound: {} rows, and the {revisions} revisions and {figures} figures that they tell of. Keep this receipt elsewhere:\n{head}",
        head.number
    ));
    Ok(())
}

pub(super) fn list(settings: &Settings, after: u64) -> Result<(), Failure> {
    let app = App::open(settings)?;
    let operator = Actor::operator("cli");
    let mut last = after;
    loop {
        let (entries, _) = app.log(last, 1_000, &operator)?;
        let Some(end) = entries.last() else { return Ok(()) };
        last = end.number;
        for one in &entries {
            let whose = one.organization.as_deref().unwrap_or("-");
            let (act, about, detail) = (&one.act, &one.about, &one.detail);
            say(format_args!(
                "{} {} {} {} {whose} {act} {about} {detail}",
                one.number, one.at, one.actor, one.role
            ));
        }
    }
}
