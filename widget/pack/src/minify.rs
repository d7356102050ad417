//! terser's part: shorter names and no spaces, where npm has put it.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::tools;

/// Among what terser may do, chosen by the bytes of brotli: one function written one way compresses better than the fewest
/// characters do.
const COMPRESS: &str = "passes=3,unsafe_arrows,hoist_funs,inline=1,lhs_constants=false";

/// A module made smaller, or as it was where `npm ci` was not run in `widget`: it does the same, in more bytes.
pub fn minify(script: String, widget: &Path) -> Result<String, Box<dyn Error>> {
    let Some(tool) = tools::find(widget, "terser") else { return Ok(script) };
    let mut terser = Command::new(tool)
        .args(["--module", "--ecma=2022", "--mangle", "--compress", COMPRESS])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = terser.stdin.take() {
        input.write_all(script.as_bytes())?;
    }
    let output = terser.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("terser ended with {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}
