//! What follows from a fault, and whether a reason lets it pass.

use super::Fault;

/// What follows from a problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Severity {
    /// The filing is refused.
    #[default]
    Error,
    /// It is kept; whoever files should look again.
    Warning,
    /// A reason was filed with it.
    Justified,
}

impl Severity {
    /// The word that programs read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Justified => "justified",
        }
    }
}

impl Fault {
    /// What follows from it, unless a reason is filed with it or warnings are taken for errors.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::RepeatedCumulative { .. }
            | Self::NegativeCumulative
            | Self::FarFromHistory { .. }
            | Self::FarAdded { .. }
            | Self::PartsDiffer { .. }
            | Self::ChildrenDiffer { .. }
            | Self::PeriodsDiffer { .. }
            | Self::OtherClosingDay { .. }
            | Self::Follow(_)
            | Self::SameDayDiffers { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether a reason that is filed with it lets it pass.
    #[must_use]
    pub fn may_be_justified(&self) -> bool {
        self.severity() == Severity::Warning
            || matches!(
                self,
                Self::AsOfLongAfter { .. }
                    | Self::AboveSuccessor { .. }
                    | Self::ChildrenExceed { .. }
                    | Self::FallingCumulative { .. }
                    | Self::BelowPredecessors { .. }
                    | Self::FlowInCumulative { .. }
                    | Self::MoreThanAll { .. }
                    | Self::PartsExceed { .. }
            )
    }
}
