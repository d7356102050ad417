//! The peers from npm, installed at their exact versions when they are first needed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder with the peers, or why there are none.
pub fn ready() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    for tool in ["node", "npm"] {
        if Command::new(tool).arg("--version").stdout(Stdio::null()).status().is_err() {
            return Err(format!("{tool} is missing (apt-get install npm)"));
        }
    }
    if folder.join("node_modules/canvas/build/Release/canvas.node").exists() {
        return Ok(folder);
    }
    Err("the peers are not installed (run `just bench`)".to_owned())
}
