//! Binaryen's part: `wasm-opt -Oz` from npm, where npm has put it.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tools;

/// What the compiler and the browsers of the last three years agree on; named because binaryen cannot see it in the file
/// once wasm-bindgen has been over it.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The wasm made smaller, or as it was where `npm ci` was not run in `widget`: the charts are the same, the file is not.
pub fn optimise(wasm: &[u8], widget: &Path, scratch: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let Some(tool) = tools::find(widget, "wasm-opt") else {
        return Ok(wasm.to_vec());
    };
    let (before, after) = (scratch.join("before.tmp"), scratch.join("after.tmp"));
    fs::write(&before, wasm)?;
    let status = Command::new(tool)
        .args(["-Oz", "--converge", "--low-memory-unused", "--reorder-functions"])
        .args(FEATURES)
        .arg(&before)
        .arg("-o")
        .arg(&after)
        .status()?;
    if !status.success() {
        return Err(format!("wasm-opt ended with {status}").into());
    }
    let smaller = fs::read(&after)?;
    fs::remove_file(before)?;
    fs::remove_file(after)?;
    Ok(smaller)
}
