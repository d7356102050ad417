//! wasm-bindgen's part: from the compiler's wasm to one that a page can call, without the glue that `page/engine.js` does
//! not need and what only the glue would use.

use std::collections::HashSet;
use std::error::Error;
use std::path::Path;

use walrus::{ElementItems, FunctionBuilder, FunctionId, Module, passes};
use wasm_bindgen_cli_support::Bindgen;

/// What `page/engine.js` calls to hand texts and lists over, beside the functions of `browser.rs`.
const MEMORY: [&str; 3] = ["memory", "__wbindgen_malloc", "__wbindgen_free"];

/// Binds the compiler's wasm.
///
/// # Errors
///
/// Says what is missing, or what the wasm asks of a page: `page/engine.js` has nothing to give.
pub fn bind(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
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
    let module = output.wasm_mut();
    let idle: Vec<_> = module.exports.iter().filter(|one| !called(&one.name)).map(|one| one.id()).collect();
    for export in idle {
        module.exports.delete(export);
    }
    cut_closures(module);
    passes::gc::run(module);
    blank(module);
    if let Some(import) = module.imports.iter().next() {
        return Err(format!("the wasm asks the page for `{}`, which it does not give", import.name).into());
    }
    Ok(module.emit_wasm())
}

fn called(export: &str) -> bool {
    MEMORY.contains(&export) || !export.starts_with("__")
}

/// Takes the functions out of the table by which JavaScript's own would call Rust closures. The widget makes no such
/// closure; they come with `js-sys`, on which plotters depends, and the table alone keeps them.
fn cut_closures(module: &mut Module) {
    let foreign = |name: &str| ["js_sys", "wasm_bindgen"].iter().any(|of| name.contains(of));
    let functions = module.funcs.iter().filter(|one| one.name.as_deref().is_some_and(foreign));
    let closures: HashSet<FunctionId> = functions.map(|one| one.id()).collect();
    let mut trap = FunctionBuilder::new(&mut module.types, &[], &[]);
    trap.func_body().unreachable();
    let trap = trap.finish(Vec::new(), &mut module.funcs);
    for segment in module.elements.iter_mut() {
        if let ElementItems::Functions(functions) = &mut segment.items {
            functions.iter_mut().filter(|one| closures.contains(one)).for_each(|one| *one = trap);
        }
    }
}

/// Blanks the text with which such a closure would have complained: nothing reads it any more, but no pass knows that.
fn blank(module: &mut Module) {
    const TEXT: &[u8] = b"closure invoked recursively or after being dropped";
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for segment in segments {
        let bytes = &mut module.data.get_mut(segment).value;
        if let Some(at) = bytes.windows(TEXT.len()).position(|text| text == TEXT) {
            bytes[at..at + TEXT.len()].fill(0);
        }
    }
}
