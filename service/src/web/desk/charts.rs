//! `/desk/charts`: the charts, and on which hosts' pages they are seen: to be looked at before one is withdrawn.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use serde_json::{Value, json};

use super::{Looking, suffix};
use crate::domain::{Act, Actor, Amount, ChartSpec, Sighting, Slug};
use crate::publish::pages::{ChartLine, ChartsSheet, HostLine, Sheet};
use crate::publish::{chart, words};
use crate::web::door::{Done, Visit};
use crate::web::problem::Problem;

/// How far back it is looked.
const DAYS: i32 = 30;

/// What was seen lately, what waits in memory included.
fn seen(visit: &Visit) -> Result<Vec<Sighting>, Problem> {
    visit.site.sightings.write(visit.app());
    Ok(visit.app().sightings(DAYS, visit.at.day)?)
}

/// A chart's hosts, the most often seen first: host, requests, the last day.
fn hosts<'a>(seen: &'a [Sighting], slug: &Slug) -> Vec<(&'a str, u64, jiff::civil::Date)> {
    let mut hosts: BTreeMap<&str, (u64, jiff::civil::Date)> = BTreeMap::new();
    for one in seen.iter().filter(|one| one.slug == *slug) {
        let (count, last) = hosts.entry(&one.host).or_insert((0, one.day));
        *count += one.count;
        *last = one.day.max(*last);
    }
    let mut hosts: Vec<_> = hosts.into_iter().map(|(host, (count, last))| (host, count, last)).collect();
    hosts.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    hosts
}

/// `/desk/charts`
pub(in crate::web) fn charts(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (looking, told) = Looking::parse(visit, actor, "/desk/charts".to_owned())?;
    let seen = seen(visit)?;
    let catalogue = visit.app().snapshot().catalogue().clone();
    let may = |spec: &ChartSpec| {
        let act = if spec.gone(visit.at.day).is_some() { Act::RestoreChart } else { Act::WithdrawChart };
        actor.may(act)
    };
    let line = |spec: &ChartSpec| {
        let host = |(host, count, last): (&str, u64, jiff::civil::Date)| HostLine {
            host: if host.is_empty() { looking.said("charts_other_hosts") } else { host.to_owned() },
            count: words::number(Amount::new(i64::try_from(count).unwrap_or(i64::MAX), 0), looking.lang),
            last: words::day(last, looking.lang),
        };
        let withdrawn = spec.withdrawn.as_ref();
        ChartLine {
            href: format!("/charts/{}{}", spec.slug, suffix(looking.lang)),
            title: chart::title(spec, looking.lang).to_owned(),
            slug: spec.slug.to_string(),
            sheet: may(spec).then(|| {
                let part = if spec.gone(visit.at.day).is_some() { "restore" } else { "withdraw" };
                format!("/studio/charts/{}{}#{part}", spec.slug, suffix(looking.lang))
            }),
            allowed: spec.hosts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            withdrawn: withdrawn.map(|one| words::day(one.on, looking.lang)),
            hosts: hosts(&seen, &spec.slug).into_iter().map(host).collect(),
        }
    };
    let charts = catalogue.parts().charts.iter().map(line).collect();
    looking.page(
        StatusCode::OK,
        &Sheet::Charts(ChartsSheet { notice: told.notice, refused: told.refused, charts }),
    )
}

/// `/api/v1/charts/{slug}/hosts`
pub(in crate::web) fn json(visit: &Visit, _: &Actor) -> Result<Done, Problem> {
    let name = visit.name("slug");
    let catalogue = visit.app().snapshot().catalogue().clone();
    let slug = Slug::parse(name).ok().filter(|slug| catalogue.chart(slug).is_some());
    let slug = slug.ok_or_else(|| Problem::NoSuchChart(name.chars().take(80).collect()))?;
    let seen = seen(visit)?;
    let of_days = seen.iter().filter(|one| one.slug == slug);
    let days: Vec<Value> = of_days
        .map(|one| json!({"day": one.day.to_string(), "host": one.host, "requests": one.count}))
        .collect();
    let hosts: Vec<Value> = hosts(&seen, &slug)
        .into_iter()
        .map(|(host, count, last)| json!({"host": host, "requests": count, "last": last.to_string()}))
        .collect();
    Ok(Done::json(
        StatusCode::OK,
        &json!({"slug": slug.as_str(), "days": DAYS, "hosts": hosts, "by_day": days}),
    ))
}
