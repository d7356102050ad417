//! What the forms of the desk send: accept, return, release, cancel, roll back. Each leads to the sheet that shows it.

use actix_web::http::header;

use super::{number, numbered, over};
use crate::app::{By, DecisionError, Over};
use crate::domain::{Actor, Invalid, Moment, Revision, When};
use crate::publish::Lang;
use crate::web::ask::Parameters;
use crate::web::door::{Done, Visit};
use crate::web::problem::{self, Audience, Problem};
use crate::web::session;

/// `POST /desk/filings/{filing}/accept`
pub(in crate::web) fn accept(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let filing = numbered(visit, "filing")?;
    let (mut fields, lang) = fields(visit)?;
    let sha256 = sha256(&mut fields);
    fields.finish("the form has sha256 and lang")?;
    let by = By { actor, at: &visit.at };
    visit.app().approve(Revision(filing), sha256.unwrap_or_default(), by).map_err(Problem::from)?;
    Ok(see("/desk", lang, "accepted"))
}

/// `POST /desk/filings/{filing}/return`
pub(in crate::web) fn send_back(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let filing = numbered(visit, "filing")?;
    let (mut fields, lang) = fields(visit)?;
    let (sha256, reason) = (sha256(&mut fields), fields.take("reason").unwrap_or_default());
    fields.finish("the form has sha256, reason and lang")?;
    let by = By { actor, at: &visit.at };
    let done = visit.app().send_back(Revision(filing), sha256.unwrap_or_default(), &reason, by);
    done.map_err(Problem::from)?;
    Ok(see(&format!("/desk/filings/{filing}"), lang, "returned"))
}

/// `POST /desk/releases`
pub(in crate::web) fn release(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (mut fields, lang) = fields(visit)?;
    let mut filings = Vec::new();
    let chosen =
        |text: &str| number(text).ok_or_else(|| Invalid::new("number", text, "choose filings on the desk"));
    while let Some(filing) = fields.take_as("filing", chosen) {
        filings.push(Revision(filing));
    }
    let (when, at) = (fields.take("when").unwrap_or_default(), fields.take("at").unwrap_or_default());
    let when = match when.as_str() {
        "at" => Moment::in_hanoi(&at).map(When::At),
        "now" | "" => Ok(When::Now),
        _ => Err(Invalid::new("time", &when, "choose now or at")),
    };
    let when = when.map_err(|invalid| fields.fault(invalid)).unwrap_or(When::Now);
    let mut newer = Vec::new();
    while let Some(filing) = fields.take_as("over", chosen) {
        newer.push(Revision(filing));
    }
    let reason = fields.take("reason").unwrap_or_default();
    fields.finish("the form has filing, when, at, over, reason and lang")?;
    let over = (!newer.is_empty()).then_some(Over { filings: &newer, reason: &reason });
    match visit.app().release_over(&filings, &when, over, By { actor, at: &visit.at }) {
        Ok(_) if when == When::Now => Ok(see("/desk/releases", lang, "released")),
        Ok(_) => Ok(see("/desk/releases", lang, "scheduled")),
        Err(DecisionError::OverNewer(found)) if !wants_document(visit) => {
            over::confirm((visit, actor, lang), (&filings, &when), &found)
        }
        Err(wrong) => Err(wrong.into()),
    }
}

/// Whether a program asks, which confirms by itself.
fn wants_document(visit: &Visit) -> bool {
    let accept = visit.header(&header::ACCEPT);
    problem::audience_of(accept, Audience::People) == Audience::Programs
}

/// `POST /desk/releases/{release}/cancel`
pub(in crate::web) fn cancel(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let release = numbered(visit, "release")?;
    let (mut fields, lang) = fields(visit)?;
    let reason = fields.take("reason").unwrap_or_default();
    fields.finish("the form has reason and lang")?;
    let done = visit.app().cancel(release, &reason, By { actor, at: &visit.at });
    done.map_err(Problem::from)?;
    Ok(see("/desk/releases", lang, "cancelled"))
}

/// `POST /desk/releases/{release}/roll-back`
pub(in crate::web) fn roll_back(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let release = numbered(visit, "release")?;
    let (mut fields, lang) = fields(visit)?;
    let reason = fields.take("reason").unwrap_or_default();
    fields.finish("the form has reason and lang")?;
    let done = visit.app().roll_back(release, &reason, By { actor, at: &visit.at });
    done.map_err(Problem::from)?;
    Ok(see("/desk/releases", lang, "rolled-back"))
}

fn fields(visit: &Visit) -> Result<(Parameters, Lang), Problem> {
    let mut fields = session::fields(visit)?;
    let lang = fields.lang();
    Ok((fields, lang))
}

/// The hash of the bytes that were looked at.
fn sha256(fields: &mut Parameters) -> Option<[u8; 32]> {
    fields.take_as("sha256", |text| {
        let invalid = || Invalid::new("hash", text, "open the filing and send its form again");
        let mut bytes = [0; 32];
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(invalid());
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| invalid())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| invalid())?;
        }
        Ok(bytes)
    })
}

/// The sheet to see next, and what it tells first.
pub(in crate::web) fn see(path: &str, lang: Lang, done: &str) -> Done {
    let lang = if lang == Lang::En { "&lang=en" } else { "" };
    Done::see(&format!("{path}?done={done}{lang}"))
}
