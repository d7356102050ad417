//! Debian's Chromium through its WebDriver (W3C, <https://www.w3.org/TR/webdriver2/>), as far as the tests need it.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Folder, free_port};

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// One browser with one window; ended on drop.
pub struct Browser {
    driver: Child,
    session: String,
    _profile: Folder,
}

const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",
];

impl Browser {
    pub fn open(scripts: Scripts) -> Self {
        let (profile, port) = (Folder::new(), free_port());
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is missing: apt-get install chromium chromium-driver");
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let mut options = json!({ "args": flags });
        if scripts == Scripts::Off {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        }}});
        let base = format!("http://127.0.0.1:{port}/session");
        let deadline = Instant::now() + Duration::from_secs(60);
        let reply = loop {
            match ureq::post(&base).send_json(&capabilities) {
                Ok(mut reply) => break reply.body_mut().read_json::<Value>().unwrap(),
                Err(error) => assert!(Instant::now() < deadline, "no browser session: {error}"),
            }
            std::thread::sleep(Duration::from_millis(100));
        };
        let session = format!("{base}/{}", reply["value"]["sessionId"].as_str().unwrap());
        Self { driver, session, _profile: profile }
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut reply = agent.post(format!("{}/{path}", self.session)).send_json(body).unwrap();
        let value =
            reply.body_mut().with_config().limit(64 << 20).read_json::<Value>().unwrap()["value"].clone();
        assert!(reply.status().is_success(), "{path}: {value}");
        value
    }

    /// The DevTools protocol, for what WebDriver has no word for.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    #[track_caller]
    pub fn visit(&self, address: &str) {
        self.post("url", &json!({ "url": address }));
    }

    /// Sets what the page sees, whatever the window's frame.
    pub fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// `light` or `dark`.
    pub fn prefer(&self, scheme: &str) {
        self.emulate(&[("prefers-color-scheme", scheme)]);
    }

    /// What media queries find, such as `forced-colors` with `active`; every other feature is as by default.
    pub fn emulate(&self, features: &[(&str, &str)]) {
        let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<Value> = features.iter().map(feature).collect();
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Shows the page as paper does.
    pub fn print(&self) {
        self.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    }

    /// The value of a script's `return`; a promise is waited for.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script returns something true.
    #[track_caller]
    pub fn wait_for(&self, script: &str) -> Value {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let value = self.run(script);
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            assert!(Instant::now() < deadline, "never came true: {script}\nconsole: {:?}", self.console());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Scripts run in this frame from now on, until [`Self::leave`].
    #[track_caller]
    pub fn enter(&self, frame: &str) {
        let element = self.run(&format!("return document.querySelector('{frame}')"));
        self.post("frame", &json!({ "id": element }));
    }

    /// Scripts run in the page itself again.
    pub fn leave(&self) {
        self.post("frame", &json!({ "id": null }));
    }

    /// Moves the mouse to a point of the window, in CSS pixels.
    pub fn point_at(&self, x: f64, y: f64) {
        self.devtools("Input.dispatchMouseEvent", &json!({ "type": "mouseMoved", "x": x, "y": y }));
    }

    /// Presses and releases the mouse's main button at a point of the window.
    pub fn click(&self, x: f64, y: f64) {
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.devtools("Input.dispatchMouseEvent", &event);
        }
    }

    /// Touches a point of the window with a finger; the browser itself makes a click of it, or does not.
    pub fn tap(&self, x: f64, y: f64) {
        self.devtools("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true }));
        let finger = json!([{ "x": x, "y": y }]);
        self.devtools("Input.dispatchTouchEvent", &json!({ "type": "touchStart", "touchPoints": finger }));
        self.devtools("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }));
    }

    /// Presses and releases a key by its DOM name, such as `ArrowRight`, `Escape` or `Tab`.
    pub fn press(&self, key: &str) {
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            " " => 32,
            "End" => 35,
            "Home" => 36,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => 0,
        };
        // A button is pressed by what a key writes, and so is a field filled.
        let text = match key {
            "Enter" => "\r",
            letter if letter.chars().count() == 1 => letter,
            _ => "",
        };
        for kind in [if text.is_empty() { "rawKeyDown" } else { "keyDown" }, "keyUp"] {
            let event =
                json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
            self.devtools("Input.dispatchKeyEvent", &event);
        }
    }

    /// What stands on the console since last asked: warnings and errors, policy violations among them.
    pub fn console(&self) -> Vec<String> {
        let entries = self.post("se/log", &json!({ "type": "browser" }));
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")))
            .map(|entry| entry["message"].as_str().unwrap_or("").to_owned())
            .collect()
    }

    /// Every address that was asked for since last asked, by the page, its frames and workers.
    pub fn requests(&self) -> Vec<String> {
        let entries = self.post("se/log", &json!({ "type": "performance" }));
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .filter(|event| event["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|event| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = ureq::delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
