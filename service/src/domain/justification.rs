//! Why a filing is right although a rule says it is not.

/// A reason that is kept with a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Justification {
    /// The cell it is about, as `indicator organization period measure breakdown`; `None` is the whole filing.
    pub about: Option<String>,
    /// The codes of the findings that it answers, if there were any.
    pub findings: Vec<String>,
    /// The reason.
    pub text: String,
}
