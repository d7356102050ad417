//! Turns the widget's scripts and wasm into the files the service embeds: `baocao.js`, `baocao-HASH.js` and
//! `baocao-HASH.wasm` in `target/page`.
//!
//! `cargo run -p baocao-pack` after the compiler has put its wasm into `target/small`; `just widget` runs both. With
//! `--check` it fails when they are over their budget.

mod bind;
mod budget;
mod join;
mod minify;
mod optimise;
mod part;
mod scripts;
mod strands;
mod tools;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use crate::part::Part;

fn main() -> ExitCode {
    match pack(env::args().any(|argument| argument == "--check")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("baocao-pack: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn pack(check: bool) -> Result<(), Box<dyn Error>> {
    let root =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| "widget/pack".into(), PathBuf::from).join("../..");
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let bound = bind::bind(&target.join("small/wasm32-unknown-unknown/widget/baocao_widget.wasm"))?;

    let folder = target.join("page");
    fs::create_dir_all(&folder)?;
    let widget = root.join("widget");
    let wasm = strands::unravel(&optimise::optimise(&bound, &widget, &folder)?)?;
    let page = scripts::strip(&join::join(&widget.join("page"), "plot.js")?);
    let page = minify::minify(page, &widget)?;
    let [wasm, page] =
        [("wasm", wasm), ("js", page.into_bytes())].map(|(kind, content)| Part::new(kind, content));
    let loader = scripts::loader(&fs::read_to_string(widget.join("baocao.js"))?, &[&page, &wasm])?;
    let loader = minify::minify(loader, &widget)?;

    remove_stale(&folder)?;
    fs::write(folder.join("baocao.js"), &loader)?;
    for part in [&page, &wasm] {
        fs::write(folder.join(&part.name), &part.content)?;
    }
    let files = budget::Files {
        loader: ("baocao.js", loader.as_bytes()),
        script: (&page.name, &page.content),
        wasm: (&wasm.name, &wasm.content),
    };
    budget::report(&files, check)
}

/// The service embeds the parts that lie in the folder, so those of an earlier build must go.
fn remove_stale(folder: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("baocao-") && (name.ends_with(".js") || name.ends_with(".wasm")) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
