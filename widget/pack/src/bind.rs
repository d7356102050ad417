//! wasm-bindgen's part: from the compiler's wasm to the wasm for the page and the glue between the two.

use std::error::Error;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

/// What wasm-bindgen makes.
pub struct Bound {
    /// A script that leaves `wasm_bindgen`, a function that starts the wasm and carries its exports.
    pub glue: String,
    /// The wasm that the glue starts.
    pub wasm: Vec<u8>,
}

/// Binds the compiler's wasm.
///
/// The glue is a script rather than a module: the loader wraps it in a function, so that after a trap a second call
/// gives a second instance, and the integrity of the loader covers it.
pub fn bind(path: &Path) -> Result<Bound, Box<dyn Error>> {
    if !path.is_file() {
        return Err(format!("`{}` is missing; `just widget` builds it", path.display()).into());
    }
    let mut output = Bindgen::new()
        .input_path(path)
        .no_modules(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    Ok(Bound { glue: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm() })
}
