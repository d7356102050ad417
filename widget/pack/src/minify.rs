//! esbuild's part: shorter names and no spaces, where npm has put it.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::tools;

/// A module made smaller, or as it was where `npm ci` was not run in `widget`: it does the same, in more bytes.
pub fn minify(script: String, widget: &Path) -> Result<String, Box<dyn Error>> {
    let Some(tool) = tools::find(widget, "esbuild") else { return Ok(script) };
    let mut esbuild = Command::new(tool)
        .args(["--minify", "--format=esm", "--charset=utf8", "--legal-comments=none", "--log-level=warning"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = esbuild.stdin.take() {
        input.write_all(script.as_bytes())?;
    }
    let output = esbuild.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("esbuild ended with {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
