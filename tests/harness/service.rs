//! The real binary on a port and a folder of its own.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::{Folder, Reply, free_port};

/// A running service; killed on drop.
pub struct Service {
    child: Child,
    pub address: String,
    folder: std::rc::Rc<Folder>,
}

impl Service {
    /// With the demonstration in it.
    pub fn demo() -> Self {
        Self::start(std::rc::Rc::new(Folder::new()), &["--demo"])
    }

    /// With nothing in it.
    pub fn empty() -> Self {
        Self::start(std::rc::Rc::new(Folder::new()), &[])
    }

    #[track_caller]
    fn start(folder: std::rc::Rc<Folder>, options: &[&str]) -> Self {
        let listen = format!("127.0.0.1:{}", free_port());
        let child = binary(folder.path())
            .args(["serve", "--listen", &listen, "--webhook-pause", "1"])
            .args(options)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let service = Self { child, address: format!("http://{listen}"), folder };
        let deadline = Instant::now() + Duration::from_secs(60);
        while ureq::get(format!("{}/readyz", service.address)).call().is_err() {
            assert!(Instant::now() < deadline, "the service did not get ready");
            std::thread::sleep(Duration::from_millis(20));
        }
        service
    }

    /// Kills the process without a word, as a power cut would, and starts it again on the same folder.
    pub fn kill_and_restart(mut self) -> Self {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        Self::start(self.folder.clone(), &[])
    }

    /// The same, with `--demo` asked for.
    pub fn kill_and_restart_with_demo(mut self) -> Self {
        self.kill();
        Self::start(self.folder.clone(), &["--demo"])
    }

    /// Kills the process without a word; its folder stays.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The folder of its data.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Runs another command of the binary on the same data.
    pub fn command(&self, arguments: &[&str]) -> Output {
        binary(self.data()).args(arguments).output().unwrap()
    }

    /// A token of a publisher for an organization and all below it: what is filed with it is public at once.
    #[track_caller]
    pub fn token(&self, organization: &str) -> String {
        self.token_of("publisher", Some(organization))
    }

    /// A token of a role, for an organization and all below it or for all.
    #[track_caller]
    pub fn token_of(&self, role: &str, organization: Option<&str>) -> String {
        let mut arguments = vec!["token", "new", "--role", role];
        arguments.extend(organization.into_iter().flat_map(|code| ["--organization", code]));
        let output = self.command(&arguments);
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_whitespace().last().expect("a token is the last word").to_owned()
    }

    pub fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.send("GET", path, headers, Vec::new())
    }

    /// The answer to a query.
    pub fn figures(&self, query: &str) -> Reply {
        self.get(&format!("/api/v1/figures?{query}"))
    }

    /// Files bytes with a token.
    pub fn file(&self, token: &str, media_type: &str, body: &[u8]) -> Reply {
        self.file_with("", token, media_type, body)
    }

    /// The same with parameters, such as `dry_run=true`.
    pub fn file_with(&self, parameters: &str, token: &str, media_type: &str, body: &[u8]) -> Reply {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", media_type)];
        self.send("POST", &format!("/api/v1/filings?{parameters}"), &headers, body.to_vec())
    }

    #[track_caller]
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Reply {
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let request = request.body(body).unwrap();
        Reply::read(agent.run(request).unwrap())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The binary on a folder, with no variable of the machine's that would steer it.
pub fn binary(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baocao"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BAOCAO_")) {
        command.env_remove(name);
    }
    command.arg("--data").arg(data);
    command
}
