//! Why a query is not answered, and what to ask instead.

use crate::rollup::Refusal;

/// For programs, in English.
pub(super) fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::UnknownIndicator(code) => format!("`{code}` is no indicator; /api/v1/indicators lists them"),
        Refusal::UnknownOrganization(code) => {
            format!("`{code}` is no organization; /api/v1/organizations lists them")
        }
        Refusal::UnknownParameter(name) => format!(
            "`{name}` is no parameter and no breakdown of any indicator; use indicator, organization, period, measure, \
             as_of, known_on, tree, as, explain, lang or a breakdown"
        ),
        Refusal::NotBrokenDown { indicator, breakdown } => {
            format!("`{indicator}` is not filed by `{breakdown}`; leave the parameter out")
        }
        Refusal::NotAdditive { indicator, kind, cell } => format!(
            "`{cell}` was not reported, and `{indicator}` is of kind `{kind}`, which is never worked out from other \
             figures; ask for what was reported"
        ),
        Refusal::NotReckoned { indicator, kind, reckoning } => format!(
            "`{indicator}` is of kind `{kind}`, which cannot be told as `{reckoning}`; leave `as` out, or ask for the others \
             by themselves"
        ),
        Refusal::TooManyCells { asked, most } => {
            format!("{asked} cells were asked for and {most} is the most; ask in parts")
        }
        Refusal::TooBig { cell } => format!("`{cell}` does not fit 64 bits; ask for its parts"),
    }
}
