//! What is filed, and what becomes of it.

use crate::domain::{Actor, Figure, Head, Justification, Moment, Revision, Stage};
use crate::intake::difference::Differences;
use crate::intake::problem::Lang;
use crate::intake::{Format, Handling, Problem, TooLarge};
use crate::store::StoreError;

/// A filing as it comes.
#[derive(Clone, Debug)]
pub struct Submission<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// Its form.
    pub format: Format,
    /// Who files.
    pub filer: Actor,
    /// When.
    pub at: Moment,
    /// How it is to be taken.
    pub handling: Handling<'a>,
}

/// A filing that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The filing, as the store counts: this number is for who files and who releases.
    pub filing: Revision,
    /// What has become of it.
    pub stage: Stage,
    /// The number it took among all that is public, where it is.
    pub revision: Option<Revision>,
    /// How many figures it has.
    pub figures: usize,
    /// Whether the same bytes were filed before: then nothing changed.
    pub unchanged: bool,
    /// What the rules found that does not refuse it.
    pub warnings: Vec<Problem>,
    /// The reasons that are kept with it.
    pub justifications: Vec<Justification>,
    /// Where the audit log tells of it: who keeps this can show later that it was filed.
    pub receipt: Option<Head>,
}

/// A filing that holds the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// The filing, as the store counts.
    pub filing: Revision,
    /// The number it took among all that is public, where it is.
    pub revision: Option<Revision>,
}

/// What would become of a filing; nothing of it was kept.
#[derive(Debug)]
pub struct Tried {
    /// The good rows.
    pub figures: Vec<Figure>,
    /// Whether it would be kept.
    pub acceptable: bool,
    /// The filing that already holds the same bytes, if one does: then nothing would change.
    pub filed_before: Option<Before>,
    /// Every problem and warning, line by line.
    pub problems: Vec<Problem>,
    /// What it would change.
    pub differences: Differences,
    /// How its numbers are written, where any of them shows it.
    pub numbers: Option<Lang>,
}

/// Why a filing is not kept; nothing of it is.
#[derive(Debug)]
pub enum AcceptError {
    /// Every problem; at most 1,000, then one that says how many more.
    Faulty(Vec<Problem>),
    /// Over a limit.
    TooLarge(TooLarge),
    /// Not the file's fault.
    Store(StoreError),
}

impl From<StoreError> for AcceptError {
    fn from(wrong: StoreError) -> Self {
        Self::Store(wrong)
    }
}
