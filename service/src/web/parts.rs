//! Answers that are too large to be held: made and sent part by part, as fast as the client takes them, from one snapshot.

use std::future::Future;
use std::io::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, MessageBody};
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::ask::{Ask, Parameters};
use super::coding::Accepted;
use super::gate::Taken;
use super::headers::{self, Policy};
use super::problem::{self, Audience, Problem};
use super::site::Site;
use crate::domain::Moment;
use crate::publish::dialect::Dialect;
use crate::publish::{Document, Lang, csv, sdmx};
use crate::rollup::Refusal;
use crate::rollup::parts::Parts;

/// Sets out to answer in parts.
pub(super) type Parted = fn(&mut Ask) -> Result<InParts, Problem>;

/// A table that is written row by row.
#[derive(Clone, Copy)]
pub(super) enum Table {
    Csv(Dialect),
    Sdmx,
}

/// What is to be sent.
pub(super) struct InParts {
    pub(super) parts: Parts,
    pub(super) table: Table,
    pub(super) lang: Lang,
}

impl InParts {
    fn content_type(&self) -> &'static str {
        match self.table {
            Table::Csv(_) => csv::CONTENT_TYPE,
            Table::Sdmx => sdmx::CONTENT_TYPE,
        }
    }

    fn file(&self) -> &'static str {
        match self.table {
            Table::Csv(_) => "attachment; filename=\"figures.csv\"",
            Table::Sdmx => "attachment; filename=\"figures.sdmx.csv\"",
        }
    }

    fn head(&self) -> Vec<u8> {
        match self.table {
            Table::Csv(dialect) => csv::head(dialect),
            Table::Sdmx => sdmx::head(self.parts.catalogue()),
        }
    }

    /// The next rows; `None` after the last.
    fn next(&mut self) -> Option<Result<Vec<u8>, Refusal>> {
        let report = self.parts.next()?;
        Some(report.map(|report| match self.table {
            Table::Csv(dialect) => csv::rows(&report, self.lang, dialect),
            Table::Sdmx => sdmx::rows(&report),
        }))
    }
}

/// The response, of which only the first part is there yet.
pub(super) async fn respond(
    parted: Parted,
    request: &HttpRequest,
    query: String,
    site: Data<Site>,
) -> HttpResponse {
    let respond = |problem: &Problem| problem::respond(problem, Audience::Programs);
    let Some(place) = site.parts.take() else { return respond(&Problem::Busy) };
    let mut ask = Ask {
        name: String::new(),
        parameters: Parameters::parse(&query),
        query,
        base: String::new(),
        today: Moment::now().day,
        site,
    };
    let begun = web::block(move || parted(&mut ask))
        .await
        .unwrap_or_else(|stopping| Err(Problem::internal(stopping)));
    let in_parts = match begun {
        Ok(in_parts) => in_parts,
        Err(problem) => return respond(&problem),
    };
    let packs = Accepted::of(request.headers()).takes_gzip();
    let of = Document { bytes: Vec::new(), content_type: in_parts.content_type() };
    let mut response = HttpResponse::Ok();
    let file = in_parts.file();
    let mut response = response.body(Body::new(in_parts, packs, place));
    let headers = response.headers_mut();
    for (name, value) in headers::headers(&of, Policy::Data) {
        headers.insert(name, value);
    }
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(file));
    if packs {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

type Making = Pin<Box<dyn Future<Output = Result<(Box<Work>, Vec<u8>), Problem>>>>;

/// What makes the parts, on a thread that may take its time.
struct Work {
    in_parts: InParts,
    packer: Option<GzEncoder<Vec<u8>>>,
    is_begun: bool,
    is_over: bool,
    _place: Taken,
}

impl Work {
    /// The next bytes; none where all that was made is still being packed.
    fn work(&mut self) -> Result<Vec<u8>, Refusal> {
        let part = if self.is_begun { self.in_parts.next().transpose()? } else { Some(self.in_parts.head()) };
        self.is_begun = true;
        self.is_over = part.is_none();
        let Some(packer) = &mut self.packer else { return Ok(part.unwrap_or_default()) };
        // Writing into memory does not fail.
        let _ = match part {
            Some(part) => packer.write_all(&part),
            None => packer.try_finish(),
        };
        Ok(std::mem::take(packer.get_mut()))
    }
}

/// A body that makes its next part when the one before is gone.
struct Body {
    making: Option<Making>,
}

impl Body {
    fn new(in_parts: InParts, packs: bool, place: Taken) -> Self {
        let packer = packs.then(|| GzEncoder::new(Vec::new(), Compression::new(4)));
        let work = Work { in_parts, packer, is_begun: false, is_over: false, _place: place };
        Self { making: Some(making(Box::new(work))) }
    }
}

fn making(mut work: Box<Work>) -> Making {
    Box::pin(async {
        let made = web::block(move || {
            loop {
                match work.work() {
                    Ok(bytes) if bytes.is_empty() && !work.is_over => {}
                    Ok(bytes) => return Ok((work, bytes)),
                    Err(refusal) => return Err(Problem::Refused(refusal)),
                }
            }
        });
        made.await.map_err(Problem::internal)?
    })
}

impl MessageBody for Body {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    /// A part that has no answer breaks the connection off: half a table must not pass for a whole one.
    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let body = self.get_mut();
        let Some(making) = &mut body.making else { return Poll::Ready(None) };
        let made = ready!(making.as_mut().poll(context));
        body.making = None;
        match made {
            Ok((work, bytes)) => {
                if !work.is_over {
                    body.making = Some(self::making(work));
                }
                Poll::Ready((!bytes.is_empty()).then(|| Ok(bytes.into())))
            }
            Err(problem) => Poll::Ready(Some(Err(format!("{problem:?}").into()))),
        }
    }
}
