//! A page that is not ours: another origin, a policy of its own.

use std::io::{Read, Write};
use std::net::TcpListener;

/// Serves one page at every path of its origin, until the test process ends.
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
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut request = [0_u8; 8192];
                let read = stream.read(&mut request).unwrap_or(0);
                let icon = request[..read].starts_with(b"GET /favicon.ico");
                let (status, body) = if icon { ("204 No Content", "") } else { ("200 OK", page.as_str()) };
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Security-Policy: {policy}\r\n\
                     Content-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
            }
        });
        Self { address }
    }
}
