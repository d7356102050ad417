//! Everything that can go wrong, as RFC 9457 problem documents, or as pages for people: the one map from faults to
//! statuses.

mod findings;
mod missing;
mod over_newer;
mod response;
mod words;

use std::fmt;

use actix_web::http::StatusCode;

use crate::app::{DecisionError, StoreError};
use crate::domain::{Act, Invalid, Role};
use crate::intake::{self, TooLarge};
use crate::rollup::Refusal;
pub(super) use findings::{errors, warnings};
pub(super) use missing::Missing;
pub(super) use response::{asked_in, language, no_such_address, not_allowed, respond, respond_in};

/// Who reads, and therefore what form errors take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Problem documents.
    Programs,
    /// Error pages.
    People,
}

/// Who reads what went wrong at a page for people: a program there asks for a document by its type.
pub(super) fn audience_of(accept: &str, otherwise: Audience) -> Audience {
    if accept.contains("json") && !accept.contains("text/html") { Audience::Programs } else { otherwise }
}

/// A request that is not answered as asked.
#[derive(Debug)]
pub(super) enum Problem {
    /// Parameters that cannot be read.
    Invalid(Vec<Invalid>),
    /// A query that has no true answer.
    Refused(Refusal),
    /// A host that is none.
    BadHost,
    /// No such address.
    NoSuchAddress,
    /// Nothing of this name has a page.
    NoSuchPage(Missing),
    /// No chart of this slug.
    NoSuchChart(String),
    /// No form of this code.
    NoSuchForm(String),
    /// An organization that the token does not file for.
    NotYours(String),
    /// A form that an organization does not file for a period.
    NotExpected(String),
    /// No token of this name.
    NoSuchToken(String),
    /// None of these has this number.
    NoSuch(&'static str, String),
    /// A claim that the figures do not make, and what they say.
    Untrue(String),
    /// A chart without a true sentence, and why.
    NoSentence(String),
    /// A PNG with too many pixels.
    PictureTooLarge(String),
    /// The widget was not built in.
    NoWidget,
    /// These methods only.
    NotAllowed(&'static str),
    /// A decision that was not taken.
    Undecided(DecisionError),
    /// No token, or none that is known.
    NoToken,
    /// A token that is unknown or expired.
    BadToken,
    /// A known token of a role that may not do this.
    MayNot(Role, Act),
    /// A form that a page of this other site has sent, or that says not where it comes from.
    OtherSite(String),
    /// Too many tries to sign in; after so many seconds the next may be made.
    TooManyTries(u64),
    /// Over the caps.
    TooLarge(TooLarge),
    /// Neither CSV nor JSON nor XLSX.
    WrongType(String),
    /// A body that broke off.
    Unreadable,
    /// A filing with problems.
    Faulty(Vec<intake::Problem>),
    /// A client that takes no coding that we have, the plain bytes included.
    NoSuchCoding,
    /// A client that takes none of the forms that an answer has.
    NoSuchType(String),
    /// A question of a type that is not read.
    WrongQuestion(String),
    /// A question of more bytes than these.
    QuestionTooLong(usize),
    /// An oEmbed format that is none.
    NoSuchFormat(String),
    /// Too much to do.
    Busy,
    /// Another process keeps the store to itself.
    StoreBusy,
    /// No room on the disk.
    StoreFull,
    /// Ours; the cause is for the log alone.
    Internal(String),
}

impl Problem {
    pub(super) fn internal(cause: impl fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(_) | Self::BadHost | Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Refused(refusal) => match refusal {
                Refusal::UnknownParameter(_) => StatusCode::BAD_REQUEST,
                Refusal::UnknownIndicator(_)
                | Refusal::UnknownOrganization(_)
                | Refusal::NotBrokenDown { .. }
                | Refusal::NotAdditive { .. }
                | Refusal::NotReckoned { .. }
                | Refusal::TooManyCells { .. }
                | Refusal::TooBig { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::NoSuchAddress
            | Self::NoSuchPage(_)
            | Self::NoSuchChart(_)
            | Self::NoSuchForm(_)
            | Self::NoSuchToken(_)
            | Self::NoSuch(..)
            | Self::NoSentence(_)
            | Self::NoWidget => StatusCode::NOT_FOUND,
            Self::NotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Undecided(why) => match why {
                DecisionError::Unknown(_) => StatusCode::NOT_FOUND,
                DecisionError::NotYours(_) => StatusCode::FORBIDDEN,
                DecisionError::OtherBytes(_)
                | DecisionError::Not { .. }
                | DecisionError::Over(_)
                | DecisionError::OverNewer(_) => StatusCode::CONFLICT,
                DecisionError::Nothing | DecisionError::NoReason | DecisionError::NotToCome => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                DecisionError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::NoToken | Self::BadToken => StatusCode::UNAUTHORIZED,
            Self::MayNot(..) | Self::NotYours(_) | Self::OtherSite(_) => StatusCode::FORBIDDEN,
            Self::TooManyTries(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge(_) | Self::QuestionTooLong(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType(_) | Self::WrongQuestion(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Faulty(_) | Self::NotExpected(_) | Self::PictureTooLarge(_) | Self::Untrue(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::NoSuchCoding | Self::NoSuchType(_) => StatusCode::NOT_ACCEPTABLE,
            Self::NoSuchFormat(_) => StatusCode::NOT_IMPLEMENTED,
            Self::Busy | Self::StoreBusy => StatusCode::SERVICE_UNAVAILABLE,
            Self::StoreFull => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable end of `type`, and the title.
    fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::Invalid(_) => ("invalid-parameters", "Parameters cannot be read"),
            Self::Refused(refusal) => match refusal {
                Refusal::UnknownIndicator(_) => ("unknown-indicator", "There is no such indicator"),
                Refusal::UnknownOrganization(_) => ("unknown-organization", "There is no such organization"),
                Refusal::UnknownParameter(_) => ("unknown-parameter", "There is no such parameter"),
                Refusal::NotBrokenDown { .. } => ("not-broken-down", "The indicator has no such breakdown"),
                Refusal::NotAdditive { .. } => ("not-additive", "Figures of this kind are never added up"),
                Refusal::NotReckoned { .. } => {
                    ("not-over-time", "Figures of this kind neither flow nor run up")
                }
                Refusal::TooManyCells { .. } => ("too-many-cells", "The answer would be too large"),
                Refusal::TooBig { .. } => ("too-big", "The sum is too big to be kept exactly"),
            },
            Self::BadHost => ("bad-host", "The Host header names no host"),
            Self::NoSuchAddress => ("no-such-address", "There is nothing at this address"),
            Self::NoSuchPage(_) => ("no-such-page", "There is nothing of this name"),
            Self::NoSuchChart(_) => ("no-such-chart", "There is no such chart"),
            Self::NoSuchForm(_) => ("no-such-form", "There is no such form"),
            Self::NotYours(_) => ("not-yours", "The token is for another organization"),
            Self::NotExpected(_) => {
                ("not-expected", "The organization does not file this form for the period")
            }
            Self::NoSuchToken(_) => ("no-such-token", "There is no such token"),
            Self::NoSuch(..) => ("no-such-number", "There is nothing of this number"),
            Self::Untrue(_) => ("untrue", "The figures do not say this"),
            Self::NoSentence(_) => ("no-sentence", "There is no true sentence"),
            Self::PictureTooLarge(_) => ("picture-too-large", "The picture would be too large"),
            Self::NoWidget => ("no-widget", "The widget was not built"),
            Self::NotAllowed(_) => ("method-not-allowed", "This method is not for this address"),
            Self::Undecided(DecisionError::OverNewer(_)) => {
                ("over-newer", "The release puts older figures over newer ones; nothing was changed")
            }
            Self::Undecided(_) => ("undecided", "This was not decided; nothing was changed"),
            Self::NoToken => ("no-token", "This needs a token"),
            Self::BadToken => ("bad-token", "The token is not known"),
            Self::MayNot(..) => ("may-not", "The token does not allow this"),
            Self::OtherSite(_) => ("other-site", "This was sent from a page of another site"),
            Self::TooManyTries(_) => ("too-many-tries", "Too many tries to sign in"),
            Self::TooLarge(_) => ("too-large", "The filing is too large"),
            Self::WrongType(_) => ("wrong-type", "A filing is CSV, JSON or XLSX"),
            Self::Unreadable => ("unreadable", "The body broke off"),
            Self::Faulty(_) => ("faulty-filing", "The filing has problems; nothing of it was kept"),
            Self::NoSuchCoding => ("no-such-coding", "Every coding of the answer is refused"),
            Self::NoSuchType(_) => ("no-such-type", "The answer has none of the types that are taken"),
            Self::WrongQuestion(_) => ("wrong-question", "A question is a form or JSON"),
            Self::QuestionTooLong(_) => ("question-too-long", "The question is too long"),
            Self::NoSuchFormat(_) => ("no-such-format", "oEmbed is answered as json or xml"),
            Self::Busy => ("busy", "Too many requests of this kind at once"),
            Self::StoreBusy => ("store-busy", "The store is held by another process"),
            Self::StoreFull => ("store-full", "The disk of the store is full"),
            Self::Internal(_) => ("internal", "The service failed"),
        }
    }
}

impl From<DecisionError> for Problem {
    fn from(why: DecisionError) -> Self {
        match why {
            DecisionError::Store(fault) => fault.into(),
            why => Self::Undecided(why),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::Busy => Self::StoreBusy,
            StoreError::Full => Self::StoreFull,
            StoreError::NotAllowed(role, act) => Self::MayNot(role, act),
            StoreError::Gone(_)
            | StoreError::Unreadable(_)
            | StoreError::NoRandomness
            | StoreError::Sqlite(_) => Self::internal(fault),
        }
    }
}
