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

/// What makes the wasm smaller once it is compressed, which is what a reader fetches: functions written into others and
/// common terms kept in variables make fewer bytes, but bytes less like each other, and cost 0.4 KB of brotli. Variables
/// that are used one after the other stay two: the first use of one is cheaper to tell than the next use of an old one.
const PASSES: [&str; 9] = [
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "-Oz",
    "--low-memory-unused",
    "--skip-pass=inlining-optimizing",
    "--skip-pass=local-cse",
    "--skip-pass=coalesce-locals",
];

/// The wasm made smaller, or as it was where `npm ci` was not run in `widget`: the charts are the same, the file is not.
pub fn optimise(wasm: &[u8], widget: &Path, scratch: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let Some(tool) = tools::find(widget, "wasm-opt") else {
        return Ok(wasm.to_vec());
    };
    let (before, after) = (scratch.join("before.tmp"), scratch.join("after.tmp"));
    fs::write(&before, wasm)?;
    let status =
        Command::new(tool).args(PASSES).args(FEATURES).arg(&before).arg("-o").arg(&after).status()?;
    if !status.success() {
        return Err(format!("wasm-opt ended with {status}").into());
    }
    let smaller = fs::read(&after)?;
    fs::remove_file(before)?;
    fs::remove_file(after)?;
    Ok(smaller)
}
