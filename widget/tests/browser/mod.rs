//! A headless Chromium that draws with the packed files, served and answered on one local port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use serde_json::Value;

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><script type="module">
import { svg } from '/baocao.js';
const answer = async () => {
  const { documents, sizes } = await (await fetch('/work')).json();
  const draw = (document) => Promise.all(sizes.map(([width, height, texts]) => svg(document, { width, height, texts })));
  return Promise.all(documents.map(([, document]) => draw(document)));
};
const body = await answer().catch((fault) => ({ fault: String(fault.stack ?? fault) }));
await fetch('/answer', { method: 'POST', body: JSON.stringify(body) });
</script>"#;

/// How long a slow machine may take to start a browser and draw.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a page answers that draws this work.
pub fn draw(work: &Value) -> Value {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("the port has a number");
    let _browser = Browser::open(&format!("http://{address}/"));
    listener.set_nonblocking(true).expect("a listener that can be left");
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        match listener.accept() {
            Ok((stream, _)) => {
                if let Some(answer) = serve(stream, work) {
                    assert!(answer.get("fault").is_none(), "the page could not draw: {answer}");
                    return answer;
                }
            }
            Err(_) => thread::sleep(Duration::from_millis(5)),
        }
    }
    panic!("the page did not answer within {PATIENCE:?}")
}

/// Answers one request; the posted answer ends the work.
fn serve(stream: TcpStream, work: &Value) -> Option<Value> {
    stream.set_nonblocking(false).expect("a stream that can be read");
    // A browser opens connections that it then does not use.
    stream.set_read_timeout(Some(Duration::from_secs(1))).expect("a stream that can be left");
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        head.push(line);
    }
    let path = head[0].split(' ').nth(1).unwrap_or("/").to_owned();
    let length =
        head.iter().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).expect("the whole body");
    let (kind, content) = match path.as_str() {
        "/" => ("text/html", PAGE.as_bytes().to_vec()),
        "/work" => ("application/json", work.to_string().into_bytes()),
        "/answer" => ("text/plain", Vec::new()),
        file => {
            (if file.ends_with(".js") { "text/javascript" } else { "application/wasm" }, packed(&file[1..]))
        }
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        content.len()
    );
    let mut stream = reader.into_inner();
    // A page that has closed needs no answer.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&content));
    (path == "/answer").then(|| serde_json::from_slice(&body).expect("the page posts JSON"))
}

/// A file of `just widget`; empty for what a browser asks for by itself, such as an icon.
fn packed(name: &str) -> Vec<u8> {
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
    match fs::read(target.join("page").join(name)) {
        Ok(content) => content,
        Err(_) if !name.starts_with("baocao") => Vec::new(),
        Err(fault) => panic!("`target/page/{name}`: {fault}; `just widget` makes it"),
    }
}

/// Ends with the test, and leaves nothing behind.
struct Browser {
    process: Child,
    profile: PathBuf,
}

impl Browser {
    fn open(address: &str) -> Self {
        let profile = env::temp_dir().join(format!("baocao-same-bytes-{}", process::id()));
        let flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync \
                     --disable-background-networking --disable-component-update --remote-debugging-port=0";
        for name in ["chromium", "chromium-browser", "google-chrome"] {
            let started = Command::new(name)
                .args(flags.split_whitespace())
                .arg(format!("--user-data-dir={}", profile.display()))
                .arg(address)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            if let Ok(process) = started {
                return Self { process, profile };
            }
        }
        panic!("no Chromium is there; Debian's package is `chromium`");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The test is over whether or not these work.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}
