//! `/api/v1/claims`: what articles claim of the figures, and which of it no longer holds.

use std::sync::Arc;

use actix_web::http::StatusCode;
use serde_json::{Value, json};

use super::answer::Answer;
use super::ask::Ask;
use super::door::{Done, Visit};
use super::headers::Policy;
use super::problem::Problem;
use super::site::Site;
use super::standings::Standings;
use crate::domain::{
    Actor, Article, Claim, Date, Difference, Invalid, OrganizationCode, Query, Rounding, Says, Stated,
    Verdict, parameters,
};
use crate::publish::{Lang, claims};

/// 201 with the claim as it was understood.
pub(super) fn register(visit: &Visit, by: &Actor) -> Result<Done, Problem> {
    let stated = read(visit)?;
    let Some(claim) = visit.app().register_claim(&stated, by, &visit.at)? else {
        return Err(Problem::Untrue("there are too many claims; withdraw those of old articles".to_owned()));
    };
    Ok(Done::json(StatusCode::CREATED, &claims::json(&claim, &[])))
}

/// The asker's own; who publishes for all organizations sees all.
pub(super) fn list(visit: &Visit, by: &Actor) -> Result<Done, Problem> {
    let all = visit.app().claims();
    let own = all.iter().filter(|claim| claim.made_by == by.name || by.sees_all_claims());
    let listed = own.map(|claim| {
        let answer = visit.app().answer(&claim.stated.query, visit.at.day);
        claims::json(claim, &claims::differences(&claim.stated, &answer))
    });
    Ok(Done::json(StatusCode::OK, &json!({ "claims": listed.collect::<Vec<_>>() })))
}

/// 404 for a claim that is another's too: whose it is tells who reads what.
pub(super) fn withdraw(visit: &Visit, by: &Actor) -> Result<Done, Problem> {
    let number = visit.name("claim");
    let id = number.parse().unwrap_or(0);
    if !visit.app().withdraw_claim(id, by, &visit.at)? {
        return Err(Problem::NoSuch("claim", number.chars().take(20).collect()));
    }
    Ok(Done::json(StatusCode::OK, &json!({ "claim": number, "withdrawn": true })))
}

fn read(visit: &Visit) -> Result<Stated, Problem> {
    let body: Value = serde_json::from_slice(&visit.body).map_err(|_| {
        Problem::Invalid(vec![Invalid::new(
            "body",
            "",
            "send JSON with query, article, says, rounding, about, printed",
        )])
    })?;
    let mut problems = Vec::new();
    let known = ["query", "article", "says", "rounding", "about", "printed"];
    for name in body.as_object().into_iter().flat_map(|members| members.keys()) {
        if !known.contains(&name.as_str()) {
            problems.push(Invalid::new(
                "member",
                name,
                "send query, article, says, rounding, about, printed",
            ));
        }
    }
    let text = |name: &str| body[name].as_str();
    let mut keep = |problem: Invalid| problems.push(problem);
    let query =
        query(text("query").unwrap_or_default()).map_err(|wrong| wrong.into_iter().for_each(&mut keep));
    let article = Article::parse(text("article").unwrap_or_default()).map_err(&mut keep);
    let rounding = Rounding::parse(text("rounding").unwrap_or("1")).map_err(&mut keep);
    let about = text("about").map(OrganizationCode::parse).transpose().map_err(&mut keep);
    let says = match &body["says"] {
        Value::Null => Ok(vec![Says::Value]),
        Value::Array(all) => all
            .iter()
            .map(|one| Says::parse(one.as_str().unwrap_or_default()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(&mut keep),
        _ => {
            keep(Invalid::new("statement", "", "send a list of value, direction, plan and rank"));
            Err(())
        }
    };
    let (Ok(query), Ok(article), Ok(rounding), Ok(about), Ok(says)) = (query, article, rounding, about, says)
    else {
        return Err(Problem::Invalid(problems));
    };
    if !problems.is_empty() || says.is_empty() {
        let nothing = Invalid::new("statement", "", "send a list of value, direction, plan and rank");
        return Err(Problem::Invalid(if problems.is_empty() { vec![nothing] } else { problems }));
    }
    let report = visit.app().answer(&query, visit.at.day).map_err(Problem::Refused)?;
    let printed = claims::printed(&report, about.as_ref(), rounding, &says)
        .map_err(|(says, why)| Problem::Untrue(format!("`{says}` cannot be said: {}", why.text(Lang::En))))?;
    if let Some(text) = text("printed")
        && printed.value.as_deref() != Some(text)
    {
        let now = printed.value.as_deref().unwrap_or("nothing");
        return Err(Problem::Untrue(format!("`{text}` is printed, and the figures say `{now}`")));
    }
    Ok(Stated { query, about, article, rounding, printed })
}

/// The query as it stands in an address. One that is pinned to a day never changes.
fn query(text: &str) -> Result<Query, Vec<Invalid>> {
    let pairs: Vec<(String, String)> = parameters(text.trim_start_matches('?'))
        .map(|(name, value)| value.map(|value| (name, value)))
        .collect::<Result<_, _>>()
        .map_err(|wrong| vec![wrong])?;
    let query = Query::parse(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    let pinned = query.known_on.map(|day| {
        Invalid::new("query", &day.to_string(), "leave out known_on: what was known on a day never changes")
    });
    pinned
        .map_or(Ok(Query { explain: false, measures: Default::default(), ..query }), |wrong| Err(vec![wrong]))
}

/// What no longer holds.
pub(super) fn stale(ask: &mut Ask) -> Result<Answer, Problem> {
    let host = ask.parameters.take("host");
    ask.parameters.finish("use host, to ask for the articles of one site")?;
    let (all, differences) = standings(&ask.site, ask.today);
    let stale = all.iter().zip(differences.iter()).filter(|(claim, differences)| {
        !differences.is_empty() && host.as_ref().is_none_or(|host| claim.stated.article.host() == host)
    });
    let stale: Vec<(&Claim, &[Difference])> =
        stale.map(|(claim, differences)| (claim, differences.as_slice())).collect();
    Ok(Answer::new(claims::stale(&stale, ask.app().snapshot().revision()), Policy::Data))
}

/// The same as it came about, as a feed.
pub(super) fn feed(ask: &mut Ask) -> Result<Answer, Problem> {
    let host = ask.parameters.take("host");
    ask.parameters.finish("use host, to ask for the articles of one site")?;
    let (all, verdicts) = (ask.app().claims(), ask.app().verdicts());
    let of = |verdict: &Verdict| all.iter().find(|claim| claim.id == verdict.claim);
    let told = verdicts.iter().filter_map(|verdict| Some((verdict, of(verdict)?)));
    let told: Vec<(&Verdict, &Claim)> = told
        .filter(|(_, claim)| host.as_ref().is_none_or(|host| claim.stated.article.host() == host))
        .collect();
    Ok(Answer::new(claims::feed(&told, &ask.base), Policy::Data))
}

/// Worked out once for each state of figures and claims.
fn standings(site: &Site, today: Date) -> (Arc<Vec<Claim>>, Arc<Vec<Vec<Difference>>>) {
    let (stamp, claims) = (site.stamp(), site.app.claims());
    let mut kept = site.standings.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(kept) = kept.as_ref().filter(|kept| kept.stamp == stamp && Arc::ptr_eq(&kept.claims, &claims))
    {
        return (claims, kept.differences.clone());
    }
    let of = |claim: &Claim| claims::differences(&claim.stated, &site.app.answer(&claim.stated.query, today));
    let differences: Arc<Vec<Vec<Difference>>> = Arc::new(claims.iter().map(of).collect());
    *kept = Some(Standings { stamp, claims: claims.clone(), differences: differences.clone() });
    (claims, differences)
}
