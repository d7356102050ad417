//! What the files weigh on the wire.

use std::error::Error;
use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;

/// All that a page fetches to draw its charts, in bytes of brotli at its best.
const SUM: usize = 48_000;
/// The loader, which a page fetches before any chart is used.
const LOADER: usize = 6_000;

/// Prints the sizes of name and content in bytes of brotli at its best, the loader's first.
///
/// # Errors
///
/// With `check`, says what is over its budget.
pub fn report(files: &[(&str, &[u8])], check: bool) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let mut wires = Vec::new();
    for &(name, content) in files {
        let wire = brotli_size(content)?;
        writeln!(out, "{name}: {} bytes, {wire} as brotli", content.len())?;
        wires.push(wire);
    }
    writeln!(out, "together: {} as brotli, budget {SUM}", wires.iter().sum::<usize>())?;
    match over(&wires) {
        Some(fault) if check => Err(fault.into()),
        _ => Ok(()),
    }
}

/// What is over its budget, if anything is.
fn over(wires: &[usize]) -> Option<String> {
    let sum: usize = wires.iter().sum();
    let loader = wires.first().copied().unwrap_or_default();
    if sum > SUM {
        return Some(format!("the widget is over its budget: {sum} bytes of brotli, not {SUM}"));
    }
    (loader > LOADER)
        .then(|| format!("the loader is over its budget: {loader} bytes of brotli, not {LOADER}"))
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
    fn the_files_have_one_budget_together_and_the_loader_one_of_its_own() {
        assert_eq!(over(&[6_000, 12_000, 30_000]), None);
        assert!(over(&[6_000, 12_000, 30_001]).is_some_and(|fault| fault.contains("48001")));
        assert!(over(&[6_001, 1, 1]).is_some_and(|fault| fault.contains("loader")));
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
