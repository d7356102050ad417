//! Claims of articles held against the figures, and what is told of them: JSON, a feed, messages.

use serde_json::{Value, json};

use super::sentence::{Finding, Predicate, Reason, Topic, findings};
use super::{Document, escape};
use crate::domain::{
    Claim, Difference, OrganizationCode, Printed, Revision, Rounding, Says, Stated, Verdict, Version,
};
use crate::rollup::{Refusal, Report};

/// The media type of the feed.
pub const ATOM: &str = "application/atom+xml; charset=utf-8";

/// What an article prints that says these things of a report.
///
/// # Errors
/// The first that cannot be said, and why.
pub fn printed(
    report: &Report,
    about: Option<&OrganizationCode>,
    rounding: Rounding,
    says: &[Says],
) -> Result<Printed, (Says, Reason)> {
    let found = findings(report, about);
    let mut printed = Printed::default();
    for &one in says {
        printed.set(one, said(&found, rounding, one).map_err(|why| (one, why))?);
    }
    Ok(printed)
}

type Found = [(Topic, Result<Finding, Reason>)];

fn said(found: &Found, rounding: Rounding, says: Says) -> Result<String, Reason> {
    let topic = match says {
        Says::Value => Topic::Level,
        Says::Direction => Topic::Change,
        Says::Plan => Topic::Plan,
        Says::Rank => Topic::Rank,
    };
    let of_topic = found.iter().find(|(one, _)| *one == topic).map(|(_, found)| *found);
    let Finding { predicate, place, actual } = of_topic.unwrap_or(Err(Reason::NotReported))?;
    match (says, place) {
        (Says::Value, _) => {
            let rounded = actual.and_then(|actual| rounding.round(actual)).ok_or(Reason::NotReported)?;
            Ok(rounded.to_string())
        }
        (Says::Rank, None) => Err(Reason::ManyOrganizations),
        (Says::Rank, Some(place)) if predicate == Predicate::Ranked => Ok(format!("ranked-{place}")),
        _ => Ok(predicate.as_str().replace('_', "-")),
    }
}

/// What a claim says and the figures do not: nothing where it holds.
#[must_use]
pub fn differences(stated: &Stated, answer: &Result<Report, Refusal>) -> Vec<Difference> {
    let found = answer.as_ref().map(|report| findings(report, stated.about.as_ref()));
    let now = |says| said(found.as_ref().ok()?, stated.rounding, says).ok();
    let printed = stated.printed.each().into_iter().filter_map(|(says, then)| Some((says, then?)));
    printed
        .map(|(says, then)| Difference { says, then: then.clone(), now: now(says) })
        .filter(|one| one.now.as_ref() != Some(&one.then))
        .collect()
}

/// A claim, and what of it no longer holds.
#[must_use]
pub fn json(claim: &Claim, differences: &[Difference]) -> Value {
    let stated = &claim.stated;
    let query: Vec<String> =
        stated.query.parameters().iter().map(|(name, value)| format!("{name}={value}")).collect();
    let says = stated.printed.each().into_iter();
    let says = says.filter_map(|(says, then)| Some((says.to_string(), Value::from(then?.as_str()))));
    json!({
        "claim": claim.id.to_string(),
        "article": stated.article.as_str(),
        "query": query.join("&"),
        "about": stated.about.as_ref().map(OrganizationCode::as_str),
        "rounding": stated.rounding.to_string(),
        "says": Value::Object(says.collect()),
        "registered_at": claim.made_at,
        "stale": !differences.is_empty(),
        "differences": listed(differences),
    })
}

fn listed(differences: &[Difference]) -> Value {
    let one = |one: &Difference| json!({ "of": one.says.to_string(), "printed": one.then, "now": one.now });
    differences.iter().map(one).collect()
}

/// The claims that no longer hold.
#[must_use]
pub fn stale(claims: &[(&Claim, &[Difference])], revision: Revision) -> Document {
    let claims: Vec<Value> = claims.iter().map(|(claim, differences)| json(claim, differences)).collect();
    let value = json!({ "stale": claims, "revision": revision.to_string() });
    Document::json(&value, "application/json")
}

/// What is noted of a claim.
#[must_use]
pub fn noted(differences: &[Difference]) -> String {
    listed(differences).to_string()
}

/// The message that a claim no longer holds, or does again; `base` is where the service is found.
#[must_use]
pub fn message(claim: &Claim, differences: &[Difference], revision: Revision, base: &str) -> String {
    let kind = if differences.is_empty() { "claim.holds" } else { "claim.stale" };
    let stale = format!("{base}/api/v1/claims/stale");
    let claim = json(claim, differences);
    json!({ "type": kind, "revision": revision.to_string(), "claim": claim, "stale": stale }).to_string()
}

/// The message that something became public, and which version of the data it made.
#[must_use]
pub fn release(revision: Revision, version: Version, base: &str) -> String {
    let before = revision.0.saturating_sub(1);
    let changes = format!("{base}/api/v1/changes?from={before}&to={revision}");
    json!({
        "type": "release",
        "revision": revision.to_string(),
        "version": version.to_string(),
        "changes": changes,
    })
    .to_string()
}

/// What was told of claims, as a feed; `base` is where it is read.
#[must_use]
pub fn feed(verdicts: &[(&Verdict, &Claim)], base: &str) -> Document {
    let address = format!("{base}/api/v1/claims/stale");
    let updated = verdicts.first().map_or(0, |(verdict, _)| verdict.told_ms);
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n\
         <id>{address}</id>\n<title>Các câu đã viết cần sửa · Stale claims</title>\n<updated>{}</updated>\n\
         <author><name>Báo Cáo</name></author>\n<link rel=\"self\" href=\"{address}.atom\"/>\n",
        instant(updated)
    );
    for (verdict, claim) in verdicts {
        let article = escape::xml(claim.stated.article.as_str());
        let (vi, en) =
            if verdict.stale { ("Cần sửa", "No longer holds") } else { ("Lại đúng", "Holds again") };
        let differences: Vec<Value> = serde_json::from_str(&verdict.now).unwrap_or_default();
        let told: Vec<String> = differences.iter().map(told).collect();
        feed.push_str(&format!(
            "<entry>\n<id>{address}#{}</id>\n<title>{vi} · {en}: {article}</title>\n<updated>{}</updated>\n\
             <link href=\"{article}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
            verdict.id,
            instant(verdict.told_ms),
            escape::xml(&told.join("; ")),
        ));
    }
    feed.push_str("</feed>\n");
    Document::text(feed, ATOM)
}

fn told(difference: &Value) -> String {
    let text = |key: &str| difference[key].as_str().unwrap_or("–").to_owned();
    format!("{}: {} → {}", text("of"), text("printed"), text("now"))
}

fn instant(millis: i64) -> String {
    crate::domain::Moment::of_millis(millis).instant
}
