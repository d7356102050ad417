//! A cached answer over loopback, beside nginx with the same bytes as a static file, under the same wrk.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::report::{heading, line};
use crate::sample;

const PATH: &str = "/api/v1/figures?indicator=members-admitted&organization=hanoi&period=2015..2024";

pub fn print() {
    heading("Requests (wrk, one thread, 64 connections, loopback)");
    for tool in ["wrk", "nginx"] {
        if Command::new(tool).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            println!("  not measured: {tool} is missing (apt-get install wrk nginx-light)");
            return;
        }
    }
    let (ours, theirs) = (free_port(), free_port());
    let _service = Ended(service(ours));
    wait(ours);
    let body = fetch(ours);
    let _nginx = Ended(nginx(theirs, &body));
    wait(theirs);
    let mut best = (0.0, 0.0);
    for _ in 0..3 {
        best = (wrk(ours, PATH).max(best.0), wrk(theirs, "/answer.json").max(best.1));
    }
    line("a cached answer", best.0, "nginx, static file", best.1);
}

/// Ends what the bench started, however it ends.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // nginx ends its workers when asked, not when killed.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

fn wait(port: u16) {
    for _ in 0..500 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn service(port: u16) -> Child {
    Command::new(env!("CARGO_BIN_EXE_baocao"))
        .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(sample::folder("bench-service"))
        .stdout(Stdio::null())
        .spawn()
        .expect("the service starts")
}

fn nginx(port: u16, body: &[u8]) -> Child {
    let folder = sample::folder("bench-nginx");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("a written file");
    write("answer.json", body);
    write("nginx.conf", configuration(port, &folder).as_bytes());
    Command::new("nginx")
        .arg("-c")
        .arg(folder.join("nginx.conf"))
        .stderr(Stdio::null())
        .spawn()
        .expect("nginx starts")
}

/// Tuned as for a static site: sendfile, kept connections, open files remembered, no log.
fn configuration(port: u16, folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;
         events {{ worker_connections 1024; }}
         http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=16;
           types {{ application/json json; }} client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
           fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
           server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"
    )
}

fn fetch(port: u16) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the service listens");
    let request = format!("GET {PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a sent request");
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).expect("a reply");
    let head = reply.windows(4).position(|end| end == b"\r\n\r\n").expect("a head") + 4;
    assert!(reply.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&reply[..head]));
    reply.split_off(head)
}

/// Requests a second, as wrk prints them.
fn wrk(port: u16, path: &str) -> f64 {
    let output = Command::new("wrk")
        .args(["-t1", "-c64", "-d4s", &format!("http://127.0.0.1:{port}{path}")])
        .output()
        .expect("wrk runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.contains("Non-2xx"), "{text}");
    let rate = text.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    rate.and_then(|rate| rate.trim().parse().ok()).unwrap_or_else(|| panic!("wrk said {text}"))
}
