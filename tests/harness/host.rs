//! A page that is not ours: another origin, a policy of its own; and a folder of files.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;

/// Serves an origin until the test process ends.
pub struct Host {
    pub address: String,
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
        Self::start(move |_| {
            ("text/html; charset=utf-8".to_owned(), policy.clone(), page.clone().into_bytes())
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
            (
                media_type.to_owned(),
                "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' data:".to_owned(),
                std::fs::read(folder.join(name)).unwrap_or_default(),
            )
        })
    }

    /// Answers every path with a media type, a policy and a body.
    fn start(answer: impl Fn(&str) -> (String, String, Vec<u8>) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut request = [0_u8; 8192];
                let read = stream.read(&mut request).unwrap_or(0);
                let line = String::from_utf8_lossy(&request[..read]).into_owned();
                let path = line.split(' ').nth(1).unwrap_or("/");
                let icon = path == "/favicon.ico";
                let (media_type, policy, body) = answer(path);
                let (status, body) = if icon { ("204 No Content", Vec::new()) } else { ("200 OK", body) };
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Security-Policy: {policy}\r\n\
                     Content-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
            }
        });
        Self { address }
    }
}
