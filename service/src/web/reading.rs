//! Every read: out of the kept answers, else made by its verb, once however many ask at the same time.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, web};

use super::answer::Answer;
use super::ask::{Ask, Parameters};
use super::parts::{self, Parted};
use super::problem::{self, Audience, Problem};
use super::site::{Answers, Site};
use super::stamp::Stamp;
use super::{address, offers, posted, sightings, tombstones};
use crate::domain::Moment;
use crate::rollup::Refusal;

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
    /// Whether answers follow from more than figures and day, and are never kept.
    is_fresh: bool,
    /// For what shows a chart: what stands in its place when it is withdrawn.
    gone: Option<Verb>,
    /// Whether it is a chart in a page, of which it is counted on whose.
    is_shown: bool,
    /// The forms that the client chooses from by `Accept`, each by its media type and at an address of its own.
    offers: &'static [(&'static str, Self)],
    /// Whether the question may come in the body of a POST too.
    pub(super) is_posted: bool,
    /// What sends an answer that is too large to be held, where something does.
    parted: Option<Parted>,
}

impl Read {
    /// Data, the same wherever it is asked for.
    pub(super) const fn data(path: &'static str, verb: Verb) -> Self {
        let audience = Audience::Programs;
        Self {
            path,
            verb,
            audience,
            names_host: false,
            is_fresh: false,
            gone: None,
            is_shown: false,
            offers: &[],
            is_posted: false,
            parted: None,
        }
    }

    /// Data that holds absolute addresses.
    pub(super) const fn addressed(path: &'static str, verb: Verb) -> Self {
        Self { names_host: true, ..Self::data(path, verb) }
    }

    /// A page.
    pub(super) const fn page(path: &'static str, verb: Verb) -> Self {
        Self { audience: Audience::People, ..Self::addressed(path, verb) }
    }

    /// The same, made anew for whoever asks.
    pub(super) const fn fresh(self) -> Self {
        Self { is_fresh: true, ..self }
    }

    /// The same of a chart, with its tombstone.
    pub(super) const fn or(self, gone: Verb) -> Self {
        Self { gone: Some(gone), ..self }
    }

    /// The same of what pages show.
    pub(super) const fn shown(self) -> Self {
        Self { is_shown: true, ..self }
    }

    /// The same in the form that the client likes best.
    pub(super) const fn offered(self, offers: &'static [(&'static str, Self)]) -> Self {
        Self { offers, ..self }
    }

    /// The same where the question comes in a body.
    pub(super) const fn posted(self) -> Self {
        Self { is_posted: true, ..self }
    }

    /// The same where what is too large to be held is sent in parts.
    pub(super) const fn parted(self, parted: Parted) -> Self {
        Self { parted: Some(parted), ..self }
    }

    fn answer(&self, ask: &mut Ask) -> Result<Answer, Problem> {
        match self.gone.filter(|_| tombstones::is_gone(ask)) {
            Some(gone) => gone(ask),
            None => (self.verb)(ask),
        }
    }

    /// The methods of the address.
    pub(super) fn allowed(&self) -> &'static str {
        if self.is_posted { "GET, HEAD, POST, OPTIONS" } else { "GET, HEAD, OPTIONS" }
    }
}

/// A question and the form in which it is answered.
struct Asked {
    read: &'static Read,
    path: String,
    /// After the question mark.
    query: String,
    /// Whether the form was the client's choice, or the question came in a body: then the answer says what its address is.
    is_elsewhere: bool,
}

impl Asked {
    fn of(read: &'static Read, request: &HttpRequest, query: String) -> Result<Self, Problem> {
        let path = request.path().to_owned();
        let posted = request.method() == Method::POST;
        if read.offers.is_empty() {
            return Ok(Self { read, path, query, is_elsewhere: posted });
        }
        let lines = request.headers().get_all(header::ACCEPT).filter_map(|line| line.to_str().ok());
        let accept = lines.collect::<Vec<_>>().join(",");
        let types = || read.offers.iter().map(|(media_type, _)| *media_type);
        let form = offers::chosen(&accept, types()).and_then(|at| read.offers.get(at));
        let Some((_, form)) = form else {
            return Err(Problem::NoSuchType(types().collect::<Vec<_>>().join(", ")));
        };
        Ok(Self { read: form, path: form.path.to_owned(), query, is_elsewhere: true })
    }

    fn address(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }
}

/// Answers a GET or HEAD.
pub(super) async fn read(read: &'static Read, request: HttpRequest, site: Data<Site>) -> HttpResponse {
    let stamp = site.stamp();
    if !read.names_host && !read.is_fresh && read.offers.is_empty() {
        let address = request.uri().path_and_query().map_or("", |whole| whole.as_str());
        if let Some(answer) = kept(&site, address, stamp) {
            return sent(answer, &request, &site, read).await;
        }
    }
    let query = request.query_string().to_owned();
    replied(read, request, query, site, stamp).await
}

/// Answers a question that comes in a body.
pub(super) async fn post(
    read: &'static Read,
    request: HttpRequest,
    payload: Payload,
    site: Data<Site>,
) -> HttpResponse {
    let body = match posted::parameters(&request, payload).await {
        Ok(body) => body,
        Err(problem) => return problem::respond(&problem, read.audience),
    };
    let parts = [request.query_string(), body.as_str()].into_iter().filter(|part| !part.is_empty());
    let query = parts.collect::<Vec<_>>().join("&");
    let stamp = site.stamp();
    replied(read, request, query, site, stamp).await
}

async fn replied(
    read: &'static Read,
    request: HttpRequest,
    query: String,
    site: Data<Site>,
    stamp: Stamp,
) -> HttpResponse {
    let asked = match Asked::of(read, &request, query) {
        Ok(asked) => asked,
        Err(problem) => {
            let response = problem::respond_in(&problem, read.audience, problem::language(&request));
            return varied(response, read, None);
        }
    };
    let address = asked.address();
    let response = match made(&asked, &address, &request, site.clone(), stamp).await {
        Ok(answer) => sent(answer, &request, &site, read).await,
        Err(problem) => match (&*problem, asked.read.parted) {
            (Problem::Refused(Refusal::TooManyCells { .. }), Some(parted)) => {
                let query = asked.query.clone();
                parts::respond(parted, &request, query, site).await
            }
            _ => problem::respond_in(&problem, read.audience, problem::language(&request)),
        },
    };
    varied(response, read, asked.is_elsewhere.then_some(address.as_str()))
}

/// With what caches must know of an answer whose form was chosen, and where that form is by itself.
fn varied(mut response: HttpResponse, read: &Read, address: Option<&str>) -> HttpResponse {
    let is_good = response.status().is_success();
    let headers = response.headers_mut();
    if !read.offers.is_empty() {
        let coded = headers.get(header::VARY).is_some_and(|value| value == "Accept-Encoding");
        let vary = if coded { "Accept, Accept-Encoding" } else { "Accept" };
        headers.insert(header::VARY, HeaderValue::from_static(vary));
    }
    // What is longer than this is no address that could be asked for.
    let address = address.filter(|address| is_good && address.len() < 8_000);
    if let Some(address) = address.and_then(|address| HeaderValue::from_str(address).ok()) {
        headers.insert(header::CONTENT_LOCATION, address);
    }
    response
}

async fn sent(answer: Arc<Answer>, request: &HttpRequest, site: &Data<Site>, read: &Read) -> HttpResponse {
    if read.is_shown {
        note_sighting(request, site);
    }
    answer.respond(request).await.unwrap_or_else(|problem| problem::respond(&problem, read.audience))
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
    asked: &Asked,
    address: &str,
    request: &HttpRequest,
    site: Data<Site>,
    stamp: Stamp,
) -> Result<Arc<Answer>, Arc<Problem>> {
    let read = asked.read;
    let base = if read.names_host { address::base(request)? } else { String::new() };
    let key = format!("{base}{address}");
    if let Some(answer) = kept(&site, &key, stamp).filter(|_| !read.is_fresh) {
        return Ok(answer);
    }
    let mut ask = Ask {
        name: request.match_info().iter().next().map(|(_, name)| name.to_owned()).unwrap_or_default(),
        query: asked.query.clone(),
        parameters: Parameters::parse(&asked.query),
        base,
        today: Moment::now().day,
        site,
    };
    let answers = ask.site.answers.clone();
    let made = web::block(move || match read.is_fresh {
        true => read.answer(&mut ask).map(Arc::new).map_err(Arc::new),
        false => once(&answers, &key, stamp, || read.answer(&mut ask)),
    });
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
pub(super) async fn preflight(read: &'static Read) -> HttpResponse {
    let mut response = HttpResponse::NoContent().finish();
    let headers = response.headers_mut();
    headers.insert(header::ALLOW, HeaderValue::from_static(read.allowed()));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(read.allowed()));
    let named = HeaderValue::from_static("If-None-Match, Content-Type");
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, named);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

/// Whether a request is one of the methods of reads.
pub(super) fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Notes that a page showed a chart, if it was a page of another host. The chart is one: it was answered.
fn note_sighting(request: &HttpRequest, site: &Data<Site>) {
    let Some(host) = sightings::shown_on(request.headers()) else { return };
    let Some((_, slug)) = request.match_info().iter().next() else { return };
    if site.sightings.count(slug, &host, site.today()) {
        let site = site.clone();
        // It has been sent off; nobody waits for it.
        drop(web::block(move || site.sightings.write(&site.app)));
    }
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
