//! Counts on which hosts' pages charts are seen: by the host in `Origin` or `Referer` alone, kept in memory and written down once a
//! minute. No addresses, no cookies, nothing of the reader.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::http::header::{self, HeaderMap};

use super::address;
use crate::app::App;
use crate::domain::{Moment, Sighting, Slug};

/// Hosts of a chart and day that are told apart: a header can name any.
const MOST_HOSTS: usize = 100;

/// How long counts may wait for being written down.
const PATIENCE: Duration = Duration::from_secs(60);

/// What was seen and not written down yet.
#[derive(Debug)]
pub(super) struct Sightings {
    seen: Mutex<Seen>,
}

#[derive(Debug)]
struct Seen {
    day: jiff::civil::Date,
    /// Each chart's hosts of the day, also those that are written down.
    hosts: HashMap<String, HashMap<String, u64>>,
    /// Of earlier days.
    earlier: Vec<Sighting>,
    written: Instant,
}

impl Default for Sightings {
    fn default() -> Self {
        let seen = Seen {
            day: Moment::now().day,
            hosts: HashMap::new(),
            earlier: Vec::new(),
            written: Instant::now(),
        };
        Self { seen: Mutex::new(seen) }
    }
}

impl Sightings {
    /// Counts a page's question for a chart; `true` when it is time to write down.
    pub(super) fn count(&self, slug: &str, host: &str, day: jiff::civil::Date) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.day != day {
            let earlier = seen.taken();
            seen.earlier.extend(earlier);
            seen.hosts.clear();
            seen.day = day;
        }
        let hosts = seen.hosts.entry(slug.to_owned()).or_default();
        let known = hosts.len() < MOST_HOSTS || hosts.contains_key(host);
        *hosts.entry(if known { host } else { "" }.to_owned()).or_default() += 1;
        if seen.written.elapsed() < PATIENCE {
            return false;
        }
        seen.written = Instant::now();
        true
    }

    /// Writes down what was seen; what cannot be is counted on.
    pub(super) fn write(&self, app: &App) {
        let taken = {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            let mut taken = std::mem::take(&mut seen.earlier);
            taken.extend(seen.taken());
            taken
        };
        if taken.is_empty() {
            return;
        }
        if let Err(wrong) = app.keep_sightings(&taken, Moment::now().day) {
            tracing::error!("who shows charts is not written down yet: {wrong}");
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.earlier.extend(taken);
        }
    }
}

impl Seen {
    /// The counts of the day; they begin anew, but their hosts stay known.
    fn taken(&mut self) -> Vec<Sighting> {
        let day = self.day;
        let of = |(slug, hosts): (&String, &mut HashMap<String, u64>)| {
            let slug = Slug::parse(slug).ok()?;
            let sighting = |(host, count): (&String, &mut u64)| Sighting {
                day,
                slug: slug.clone(),
                host: host.clone(),
                count: std::mem::take(count),
            };
            Some(hosts.iter_mut().filter(|(_, count)| **count > 0).map(sighting).collect::<Vec<_>>())
        };
        self.hosts.iter_mut().filter_map(of).flatten().collect()
    }
}

/// The host of the page that asks, if it is none of ours.
pub(super) fn shown_on(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let page = text(header::ORIGIN).filter(|origin| *origin != "null").or_else(|| text(header::REFERER))?;
    let rest = page.strip_prefix("https://").or_else(|| page.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    let own = text(header::HOST).unwrap_or("");
    (address::is_host(&host) && !host.eq_ignore_ascii_case(own)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(sightings: &Sightings) -> Vec<(String, u64)> {
        let mut taken: Vec<_> =
            sightings.seen.lock().unwrap().taken().into_iter().map(|one| (one.host, one.count)).collect();
        taken.sort();
        taken
    }

    #[test]
    fn only_the_host_of_another_page_is_noted() {
        let noted = |name, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, header::HeaderValue::from_static("host:8080"));
            headers.insert(name, header::HeaderValue::from_str(value).unwrap());
            shown_on(&headers)
        };
        assert_eq!(noted(header::REFERER, "https://Bao.vn/bai-viet?nguoi=a#b"), Some("bao.vn".into()));
        assert_eq!(noted(header::ORIGIN, "http://bao.vn:81"), Some("bao.vn:81".into()));
        for nobody in
            ["http://host:8080/charts/a", "null", "about:blank", "https://", "https://a b/", "bao.vn"]
        {
            assert_eq!(noted(header::REFERER, nobody), None, "{nobody}");
            assert_eq!(noted(header::ORIGIN, nobody), None, "{nobody}");
        }
    }

    #[test]
    fn hosts_that_anybody_can_make_up_take_no_room_without_end() {
        let sightings = Sightings::default();
        let day = jiff::civil::date(2026, 11, 22);
        for number in 0..MOST_HOSTS + 50 {
            sightings.count("a", &format!("{number}.vn"), day);
        }
        sightings.count("a", "0.vn", day);
        let taken = counted(&sightings);
        assert_eq!(taken.len(), MOST_HOSTS + 1);
        assert_eq!((taken[0].clone(), taken[1].clone()), ((String::new(), 50), ("0.vn".into(), 2)));
        sightings.count("a", "new.vn", day);
        assert_eq!(counted(&sightings), [(String::new(), 1)], "what is written down is still told apart");
    }
}
