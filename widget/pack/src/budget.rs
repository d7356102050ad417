//! What the files weigh on the wire.

use std::error::Error;
use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;

/// The loader, which a page fetches before any chart is used, in bytes of brotli at its best.
const LOADER: usize = 6_000;
/// The loader and the wasm together.
const ENGINE: usize = 37_800;
/// All that a page fetches to draw its charts and let readers use them: loader, page's script and wasm.
const ALL: usize = 50_300;

/// The files of a page, each with its name.
pub struct Files<'a> {
    pub loader: (&'a str, &'a [u8]),
    pub script: (&'a str, &'a [u8]),
    pub wasm: (&'a str, &'a [u8]),
}

/// Prints the sizes in bytes of brotli at its best.
///
/// # Errors
///
/// With `check`, says what is over its budget.
pub fn report(files: &Files, check: bool) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let mut wires = [0; 3];
    for (wire, (name, content)) in wires.iter_mut().zip([files.loader, files.script, files.wasm]) {
        *wire = brotli_size(content)?;
        writeln!(out, "{name}: {} bytes, {wire} as brotli", content.len())?;
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

fn brotli_size(content: &[u8]) -> Result<usize, Box<dyn Error>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_it_with_the_wasm_and_all_files_together_have_a_budget_each() {
        assert_eq!(over([6_000, 12_500, 31_800]), None);
        assert!(over([6_001, 1, 1]).is_some_and(|fault| fault.contains("loader, 6001")));
        assert!(over([6_000, 1, 31_801]).is_some_and(|fault| fault.contains("loader and wasm, 37801")));
        assert!(over([6_000, 12_501, 31_800]).is_some_and(|fault| fault.contains("script and wasm, 50301")));
    }

    #[test]
    fn what_cannot_be_compressed_weighs_what_it_is() {
        let noise: Vec<u8> =
            (0..1_000_u32).map(|at| (at.wrapping_mul(at).wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let text = "Báo cáo ".repeat(125);
        let [noise, text] =
            [noise.as_slice(), text.as_bytes()].map(|content| brotli_size(content).expect("it compresses"));
        assert!(noise > 900 && text < 50, "{noise} {text}");
    }
}
