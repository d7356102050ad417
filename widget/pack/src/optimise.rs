//! Binaryen's part: `wasm-opt -Oz` from npm, where npm has put it.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

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
    let tool =
        widget.join("node_modules/.bin").join(format!("wasm-opt{}", if cfg!(windows) { ".cmd" } else { "" }));
    if !tool.is_file() {
        eprintln!("wasm-opt is not there (npm's binaryen), so the wasm is larger than it could be");
        return Ok(wasm.to_vec());
    }
    let (before, after) = (scratch.join("before.tmp"), scratch.join("after.tmp"));
    fs::write(&before, wasm)?;
    let status = Command::new(env::current_dir()?.join(tool))
        .args(["-Oz", "--converge"])
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
