//! How the tests ask a service, over the demonstration data or over an empty store; what they ask is in a file for each subject.

mod addresses;
mod charts;
mod faults;
mod formats;
mod headers;
mod over_newer;
mod permissions;
mod releases;
mod sessions;
mod sightings;
mod site;
mod studio;
mod vintages;
mod withdrawn;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{App as Actix, test as client, web};

use super::routes;
use super::site::Site;
use crate::app::App;
use crate::config::Settings;
use crate::domain::Moment;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("baocao-web-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Method, address, headers.
type Question = (Method, String, Vec<(&'static str, String)>);

struct Reply {
    status: StatusCode,
    headers: header::HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

/// Asks a service over the demonstration, or over an empty store, these questions one after the other.
fn ask(name: &str, demo: bool, questions: Vec<Question>) -> Vec<Reply> {
    let folder = Folder::new(name);
    let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    if demo {
        app.load_demo(&Moment::now()).unwrap();
    }
    let questions: Vec<_> = questions
        .into_iter()
        .map(|(method, address, headers)| (method, address, headers, String::new()))
        .collect();
    asked(web::Data::new(Site::new(app)), &questions)
}

/// No header: the address at the other end of the line.
const PEER: &str = ":peer";

/// The same with a body.
type Sent = (Method, String, Vec<(&'static str, String)>, String);

/// The same of a service that is there.
fn asked(site: web::Data<Site>, questions: &[Sent]) -> Vec<Reply> {
    actix_web::rt::System::new().block_on(async move {
        let service = client::init_service(Actix::new().app_data(site).configure(routes::routes)).await;
        let mut replies = Vec::new();
        for (method, address, headers, body) in questions {
            let mut request = client::TestRequest::default().method(method.clone()).uri(address);
            request = request.insert_header((header::HOST, "host:8080"));
            for (name, value) in headers {
                request = match *name {
                    PEER => request.peer_addr(SocketAddr::new(value.parse().unwrap(), 4_711)),
                    name => request.insert_header((name, value.as_str())),
                };
            }
            request = request.set_payload(body.clone());
            let response = client::call_service(&service, request.to_request()).await;
            let (status, headers) = (response.status(), response.headers().clone());
            let body = client::read_body(response).await.to_vec();
            replies.push(Reply { status, headers, body });
        }
        replies
    })
}

fn get(name: &str, demo: bool, addresses: &[String]) -> Vec<Reply> {
    ask(name, demo, addresses.iter().map(|one| (Method::GET, one.clone(), Vec::new())).collect())
}

const FIGURES: &str = "/api/v1/figures?indicator=members-admitted&organization=hanoi&period=2021..2022";
