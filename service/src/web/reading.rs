//! Every read: out of the kept answers, else made by its verb, once however many ask at the same time.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, web};

use super::address;
use super::answer::Answer;
use super::ask::{Ask, Parameters};
use super::problem::{self, Audience, Problem};
use super::site::{Answers, Site, Stamp};
use super::tombstones;
use crate::domain::Moment;

/// Makes an answer; may take its time.
pub(super) type Verb = fn(&mut Ask) -> Result<Answer, Problem>;

/// One address that is read.
pub(super) struct Read {
    /// As OpenAPI writes it.
    pub(super) path: &'static str,
    pub(super) verb: Verb,
    pub(super) audience: Audience,
    /// Whether answers hold absolute addresses, and are kept by host.
    names_host: bool,
    /// For what shows a chart: what stands in its place when it is withdrawn.
    gone: Option<Verb>,
}

impl Read {
    /// Data, the same wherever it is asked for.
    pub(super) const fn data(path: &'static str, verb: Verb) -> Self {
        Self { path, verb, audience: Audience::Programs, names_host: false, gone: None }
    }

    /// Data that holds absolute addresses.
    pub(super) const fn addressed(path: &'static str, verb: Verb) -> Self {
        Self { path, verb, audience: Audience::Programs, names_host: true, gone: None }
    }

    /// A page.
    pub(super) const fn page(path: &'static str, verb: Verb) -> Self {
        Self { path, verb, audience: Audience::People, names_host: true, gone: None }
    }

    /// The same of a chart, with its tombstone.
    pub(super) const fn or(self, gone: Verb) -> Self {
        Self { gone: Some(gone), ..self }
    }

    fn answer(&self, ask: &mut Ask) -> Result<Answer, Problem> {
        match self.gone.filter(|_| tombstones::is_gone(ask)) {
            Some(gone) => gone(ask),
            None => (self.verb)(ask),
        }
    }
}

/// Answers a GET or HEAD.
pub(super) async fn read(read: &'static Read, request: HttpRequest, site: Data<Site>) -> HttpResponse {
    let stamp = site.stamp();
    if !read.names_host {
        let address = request.uri().path_and_query().map_or("", |whole| whole.as_str());
        if let Some(answer) = kept(&site, address, stamp) {
            return sent(answer, &request, read.audience).await;
        }
    }
    match made(read, &request, site, stamp).await {
        Ok(answer) => sent(answer, &request, read.audience).await,
        Err(problem) => problem::respond(&problem, read.audience),
    }
}

async fn sent(answer: Arc<Answer>, request: &HttpRequest, audience: Audience) -> HttpResponse {
    answer.respond(request).await.unwrap_or_else(|problem| problem::respond(&problem, audience))
}

fn kept(site: &Site, key: &str, stamp: Stamp) -> Option<Arc<Answer>> {
    let answer = site.answers.get(key)?;
    if is_current(&answer, stamp) {
        return Some(answer);
    }
    site.answers.invalidate(key);
    None
}

fn is_current(answer: &Answer, stamp: Stamp) -> bool {
    answer.stamp.is_some_and(|made| !made.is_older_than(stamp))
}

async fn made(
    read: &'static Read,
    request: &HttpRequest,
    site: Data<Site>,
    stamp: Stamp,
) -> Result<Arc<Answer>, Arc<Problem>> {
    let base = if read.names_host { address::base(request)? } else { String::new() };
    let address = request.uri().path_and_query().map_or("", |whole| whole.as_str());
    let key = format!("{base}{address}");
    if read.names_host
        && let Some(answer) = kept(&site, &key, stamp)
    {
        return Ok(answer);
    }
    let mut ask = Ask {
        name: request.match_info().iter().next().map(|(_, name)| name.to_owned()).unwrap_or_default(),
        parameters: Parameters::parse(request.query_string()),
        base,
        today: Moment::now().day,
        site,
    };
    let answers = ask.site.answers.clone();
    let made = web::block(move || once(&answers, &key, stamp, || read.answer(&mut ask)));
    made.await.unwrap_or_else(|stopping| Err(Arc::new(Problem::internal(stopping))))
}

/// The answer, made by one of all who ask for it at the same time, and never from less than `stamp` names.
///
/// Who joins one that set out before a filing, and asked after it, would be given figures from before it: such an
/// answer is thrown away and made once more.
fn once(
    answers: &Answers,
    key: &str,
    stamp: Stamp,
    mut make: impl FnMut() -> Result<Answer, Problem>,
) -> Result<Arc<Answer>, Arc<Problem>> {
    loop {
        let made = answers.try_get_with(key.into(), || match make() {
            Ok(mut answer) => {
                answer.stamp = Some(stamp);
                Ok(Arc::new(answer))
            }
            Err(problem) => Err((stamp, Arc::new(problem))),
        });
        match made {
            Ok(answer) if is_current(&answer, stamp) => return Ok(answer),
            Ok(_) => answers.invalidate(key),
            Err(told) if told.0.is_older_than(stamp) => {}
            Err(told) => return Err(told.1.clone()),
        }
    }
}

/// Answers a cross-origin page that asks whether it may read.
pub(super) async fn preflight() -> HttpResponse {
    let mut response = HttpResponse::NoContent().finish();
    let headers = response.headers_mut();
    headers.insert(header::ALLOW, HeaderValue::from_static(ALLOWED));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(ALLOWED));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("If-None-Match"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

/// The methods of everything that is read.
pub(super) const ALLOWED: &str = "GET, HEAD, OPTIONS";

/// Whether a request is one of the methods of reads.
pub(super) fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;
    use crate::publish::Document;
    use crate::web::headers::Policy;

    fn answer(text: &str) -> Result<Answer, Problem> {
        Ok(Answer::new(Document::text(text.to_owned(), "text/plain"), Policy::Data))
    }

    #[test]
    fn who_asks_after_a_filing_is_not_given_what_was_being_made_before_it() {
        for older in [|| answer("older"), || Err(Problem::NoSuchAddress)] {
            let answers = Answers::new(100);
            let (before, after) = (Stamp::of(1, 1), Stamp::of(2, 1));
            let (set_out, waits) = (mpsc::channel(), mpsc::channel::<()>());
            let kept = answers.clone();
            let first = thread::spawn(move || {
                once(&kept, "/", before, || {
                    set_out.0.send(()).unwrap();
                    waits.1.recv().unwrap();
                    older()
                })
            });
            set_out.1.recv().unwrap();
            let kept = answers.clone();
            let second = thread::spawn(move || once(&kept, "/", after, || answer("newer")));
            // Until the second has joined the first; were it slower, there would be nothing to see.
            thread::sleep(std::time::Duration::from_millis(100));
            waits.0.send(()).unwrap();
            drop(first.join().unwrap());
            let given = second.join().unwrap().unwrap();
            assert_eq!(given.stamp, Some(after));
            let third = once(&answers, "/", before, || answer("never")).unwrap();
            assert_eq!(third.stamp, Some(after), "what is newer serves who asked earlier");
        }
    }
}
