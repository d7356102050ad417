//! Puts the templates, and the widget where it was built, into the binary.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");

    let templates = root.join("templates").canonicalize()?;
    println!("cargo::rerun-if-changed={}", templates.display());
    let mut code = format!("const TEMPLATE_FOLDER: &str = {:?};\n", templates.display().to_string());
    list(&mut code, "TEMPLATES: &[(&str, &str)]", "include_str!", &templates, &files(&templates)?);
    fs::write(out.join("templates.rs"), code)?;

    // Cargo tells no build script where the target folder is; `just widget` and this agree on the variable.
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let widget = target.join("widget");
    println!("cargo::rerun-if-env-changed=CARGO_TARGET_DIR");
    // The folder is also Cargo's own for the profile `widget`, so only what `baocao-pack` puts there is taken, and only
    // the loader is watched: it names the others.
    let built = widget.join("baocao.js");
    println!("cargo::rerun-if-changed={}", built.display());
    let served = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "js" || ending == "wasm");
    let found =
        if built.is_file() { flat(&widget)?.into_iter().filter(served).collect() } else { Vec::new() };
    let mut code = String::new();
    list(&mut code, "FILES: &[(&str, &[u8])]", "include_bytes!", &widget, &found);
    fs::write(out.join("widget.rs"), code)
}

/// Every file below a folder, in order.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The files of a folder itself, in order.
fn flat(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut found = paths.collect::<io::Result<Vec<_>>>()?;
    found.retain(|path| path.is_file());
    found.sort();
    Ok(found)
}

fn list(code: &mut String, constant: &str, include: &str, folder: &Path, files: &[PathBuf]) {
    let _ = writeln!(code, "static {constant} = &[");
    for path in files {
        let name = path.strip_prefix(folder).unwrap_or(path).display().to_string().replace('\\', "/");
        let path = path.canonicalize().unwrap_or_else(|_| path.clone());
        let _ = writeln!(code, "    ({name:?}, {include}({:?})),", path.display().to_string());
    }
    let _ = writeln!(code, "];");
}
