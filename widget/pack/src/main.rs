//! Turns the widget's scripts and wasm into the files the service embeds: `baocao.js`, `baocao-HASH.js` and
//! `baocao-HASH.wasm` in `target/page`, each beside itself in brotli, `.br`.
//!
//! `cargo run -p baocao-pack` after the compiler has put its wasm into `target/small`; `just widget` runs both. With
//! `--check` it fails when they are over their budget.

mod bind;
mod budget;
mod join;
mod minify;
mod optimise;
mod order;
mod part;
mod reader;
mod scripts;
mod squeeze;
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
    let wasm = strands::unravel(&order::order(&optimise::optimise(&bound, &widget, &folder)?)?)?;
    let page = scripts::strip(&join::join(&widget.join("page"), "plot.js")?);
    let page = minify::minify_page(page, &widget)?;
    let [wasm, page] =
        [("wasm", wasm), ("js", page.into_bytes())].map(|(kind, content)| Part::new(kind, content));
    let loader = scripts::loader(&fs::read_to_string(widget.join("baocao.js"))?, &[&page, &wasm])?;
    let loader = minify::minify(loader, &widget)?;

    let files = [("baocao.js", loader.as_bytes()), (&page.name, &page.content), (&wasm.name, &wasm.content)];
    let squeezed = squeeze_all(&folder, files);
    remove_stale(&folder)?;
    for ((name, content), squeezed) in files.iter().zip(&squeezed) {
        fs::write(folder.join(name), content)?;
        fs::write(folder.join(format!("{name}.br")), squeezed)?;
    }
    let names = files.map(|(name, content)| (name, content.len()));
    budget::report(names, squeezed.map(|squeezed| squeezed.len()), check)
}

/// The files in brotli. One that was packed by this same program stays as it is, for squeezing takes its time.
fn squeeze_all(folder: &Path, files: [(&str, &[u8]); 3]) -> [Vec<u8>; 3] {
    let age = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let program = env::current_exe().ok().and_then(|program| age(&program));
    files.map(|(name, content)| {
        let path = folder.join(format!("{name}.br"));
        let kept = fs::read(&path).ok().filter(|_| program.is_some() && age(&path) > program);
        kept.filter(|kept| squeeze::holds(kept, content)).unwrap_or_else(|| squeeze::squeeze(content))
    })
}

/// The service embeds the parts that lie in the folder, so those of an earlier build must go.
fn remove_stale(folder: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("baocao-") && [".js", ".wasm", ".br"].iter().any(|ending| name.ends_with(ending))
        {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
