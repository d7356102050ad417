//! What the files weigh on the wire.

use std::error::Error;
use std::io::{self, Write};

/// The loader, which a page fetches before any chart is used, in bytes of brotli as it is served.
const LOADER: usize = 6_000;
/// The loader and the wasm together.
const ENGINE: usize = 35_900;
/// All that a page fetches to draw its charts and let readers use them: loader, page's script and wasm.
const ALL: usize = 48_000;

/// Prints what the loader, the page's script and the wasm weigh: by name and length, and in brotli.
///
/// # Errors
///
/// With `check`, says what is over its budget.
pub fn report(files: [(&str, usize); 3], wires: [usize; 3], check: bool) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for ((name, length), wire) in files.iter().zip(wires) {
        writeln!(out, "{name}: {length} bytes, {wire} as brotli")?;
    }
    for (what, weight, budget) in sums(wires) {
        writeln!(out, "{what}: {weight} as brotli, budget {budget}")?;
    }
    match over(wires) {
        Some(fault) if check => Err(fault.into()),
        _ => Ok(()),
    }
}

/// What has a budget, its weight and its budget.
fn sums([loader, script, wasm]: [usize; 3]) -> [(&'static str, usize, usize); 3] {
    [
        ("loader", loader, LOADER),
        ("loader and wasm", loader + wasm, ENGINE),
        ("loader, script and wasm", loader + script + wasm, ALL),
    ]
}

/// What is over its budget, if anything is.
fn over(wires: [usize; 3]) -> Option<String> {
    let (what, weight, budget) = sums(wires).into_iter().find(|(_, weight, budget)| weight > budget)?;
    Some(format!("over its budget: {what}, {weight} bytes of brotli, not {budget}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_it_with_the_wasm_and_all_files_together_have_a_budget_each() {
        let (wasm, script) = (ENGINE - LOADER, ALL - ENGINE);
        assert_eq!(over([LOADER, script, wasm]), None);
        assert!(over([LOADER + 1, 1, 1]).is_some_and(|fault| fault.contains("loader, 6001")));
        assert!(over([LOADER, 1, wasm + 1]).is_some_and(|fault| fault.contains("loader and wasm")));
        assert!(over([LOADER, script + 1, wasm]).is_some_and(|fault| fault.contains("script and wasm")));
    }
}
