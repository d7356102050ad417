//! What npm has put into `widget/node_modules`: without it everything works, in more bytes.

use std::path::{Path, PathBuf};

/// The program of this name; says so where it is missing.
pub fn find(widget: &Path, name: &str) -> Option<PathBuf> {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    let tool = std::path::absolute(widget.join("node_modules/.bin").join(file)).ok()?;
    if !tool.is_file() {
        eprintln!("{name} is not there (`npm ci` in `widget`), so the widget is larger than it could be");
        return None;
    }
    Some(tool)
}
