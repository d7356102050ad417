//! A page that is not ours: another origin, a policy of its own; and a folder of files.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;

/// Serves an origin until the test process ends.
pub struct Host {
    pub address: String,
}

/// What is answered, with the policy of a page.
struct Answer {
    status: String,
    media_type: String,
    policy: String,
    body: Vec<u8>,
}

impl Host {
    /// What the README tells a page to allow, for the service's address.
    pub fn readme_policy(service: &str) -> String {
        let readme = include_str!("../../README.md");
        let line = readme.lines().find(|line| line.starts_with("img-src https://host"));
        line.expect("the README names a policy").replace("https://host", service)
    }

    /// `policy` is the page's Content-Security-Policy.
    pub fn serve(page: String, policy: String) -> Self {
        Self::answering(page, policy, &[])
    }

    /// Beside the page, answers these paths with a status and a body.
    pub fn answering(page: String, policy: String, others: &[(&str, &str, &str)]) -> Self {
        let others: Vec<[String; 3]> =
            others.iter().map(|&(path, status, body)| [path, status, body].map(str::to_owned)).collect();
        Self::start(move |path| {
            let other = others.iter().find(|other| other[0] == path);
            let (status, body) = other.map_or(("200 OK", &page), |[_, status, body]| (status, body));
            let media_type = "text/html; charset=utf-8".to_owned();
            Answer {
                status: status.to_owned(),
                media_type,
                policy: policy.clone(),
                body: body.clone().into(),
            }
        })
    }

    /// Serves the files of a folder.
    pub fn files(folder: PathBuf) -> Self {
        Self::start(move |path| {
            let name = path.split('?').next().unwrap_or(path).trim_start_matches('/');
            let name = if name.is_empty() { "index.html" } else { name };
            let media_type = match name.rsplit('.').next() {
                Some("html") => "text/html; charset=utf-8",
                Some("js") => "text/javascript",
                Some("json") => "application/json",
                Some("wasm") => "application/wasm",
                _ => "application/octet-stream",
            };
            Answer {
                status: "200 OK".to_owned(),
                media_type: media_type.to_owned(),
                policy: "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' data:".to_owned(),
                body: std::fs::read(folder.join(name)).unwrap_or_default(),
            }
        })
    }

    /// Answers every path, and each connection by itself: a browser opens some that it then says nothing on.
    fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answer = Arc::clone(&answer);
                std::thread::spawn(move || reply(stream, &*answer));
            }
        });
        Self { address }
    }
}

fn reply(mut stream: TcpStream, answer: &dyn Fn(&str) -> Answer) {
    let mut request = [0_u8; 8192];
    let read = stream.read(&mut request).unwrap_or(0);
    let line = String::from_utf8_lossy(&request[..read]).into_owned();
    let path = line.split(' ').nth(1).unwrap_or("/");
    let Answer { mut status, media_type, policy, mut body } = answer(path);
    if path == "/favicon.ico" {
        (status, body) = ("204 No Content".to_owned(), Vec::new());
    }
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Security-Policy: {policy}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
