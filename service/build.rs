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
    let widget = target.join("page");
    // Made here where there is none: Cargo runs a script at every build whose watched folder is missing.
    fs::create_dir_all(&widget)?;
    println!("cargo::rerun-if-env-changed=CARGO_TARGET_DIR");
    println!("cargo::rerun-if-changed={}", widget.display());
    let found = files(&widget)?;
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

fn list(code: &mut String, constant: &str, include: &str, folder: &Path, files: &[PathBuf]) {
    let _ = writeln!(code, "static {constant} = &[");
    for path in files {
        let name = path.strip_prefix(folder).unwrap_or(path).display().to_string().replace('\\', "/");
        let path = path.canonicalize().unwrap_or_else(|_| path.clone());
        let _ = writeln!(code, "    ({name:?}, {include}({:?})),", path.display().to_string());
    }
    let _ = writeln!(code, "];");
}
