//! Writes the gallery into `target/gallery`; `just gallery` serves it too.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    let cases = baocao_gallery::cases();
    match baocao_gallery::page::write(&cases, &folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("baocao-gallery: `{}`: {fault}", folder.display());
            ExitCode::FAILURE
        }
    }
}
