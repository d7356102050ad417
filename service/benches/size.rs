//! What a page has to fetch, beside its budgets.

use std::path::Path;

use crate::report::heading;

pub fn print() {
    heading("Bytes to fetch (as brotli, as they were packed)");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/page");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in
        files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "js" || ending == "wasm"))
    {
        let Ok(bytes) = std::fs::read(file) else { continue };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let packed = std::fs::metadata(file.with_added_extension("br")).map_or(0, |packed| packed.len());
        println!("  {name:<44} {packed:>12}   of {} plain", bytes.len());
    }
}

/// How many bytes are left by brotli at its best.
pub fn brotli(bytes: &[u8]) -> usize {
    let mut squeezed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut squeezed, &parameters).map_or(0, |_| squeezed.len())
}
