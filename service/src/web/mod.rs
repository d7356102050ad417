//! The only room that knows HTTP. In the order of a request: [`routes`] finds the verb, `reading` looks into the kept
//! answers and asks the verb on a miss, `door` lets in who may do what is no read, `answer`, `coding` and `headers` send what it gave, `problem` what went wrong.

mod address;
mod answer;
mod ask;
mod audit;
mod briefings;
mod changes;
mod charts;
mod claims;
mod coding;
mod desk;
mod door;
mod embed;
mod embed_json;
mod figures;
mod filing;
mod filings;
mod forms;
mod forwarded;
mod front;
mod gate;
mod headers;
mod health;
mod history;
mod indicators;
mod integrations;
mod knocks;
mod limits;
mod lists;
mod missing;
mod oembed;
mod offers;
mod organizations;
mod parts;
mod posted;
mod problem;
mod reading;
mod reference;
mod refusals;
mod releases;
pub mod routes;
mod search;
mod sentences;
mod session;
mod sightings;
mod site;
mod slash;
mod stamp;
mod standings;
mod studio;
#[cfg(test)]
mod tests;
mod tokens;
mod tombstones;
mod webhooks;
mod widget;
mod words;
mod workbook;

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::{App as Actix, HttpServer, dev::Server, web};

use crate::app::App;
use crate::config::ServeSettings;
use site::Site;

/// Serves on a listener until it is told to stop.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(app: Arc<App>, listener: TcpListener, settings: &ServeSettings) -> std::io::Result<()> {
    actix_web::rt::System::new().block_on(async { server(app, listener, settings)?.await })
}

/// The server on a listener: of `serve`, and of tests on port 0. Runs within an actix system.
///
/// # Errors
/// When the listener cannot be used.
pub fn server(app: Arc<App>, listener: TcpListener, settings: &ServeSettings) -> std::io::Result<Server> {
    let site = web::Data::new(Site::new(app).behind(&settings.trusted_proxies));
    let server = HttpServer::new(move || Actix::new().app_data(site.clone()).configure(routes::routes));
    Ok(server.listen(listener)?.shutdown_timeout(5).run())
}
