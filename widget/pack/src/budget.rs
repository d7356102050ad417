//! What the files weigh on the wire.

use std::error::Error;
use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;

/// Prints the sizes of name, content and budget in bytes of brotli at its best.
///
/// # Errors
///
/// With `check`, names the files over their budget.
pub fn report(files: &[(&str, &[u8], usize)], check: bool) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let mut over = Vec::new();
    for &(name, content, budget) in files {
        let wire = brotli_size(content)?;
        writeln!(out, "{name}: {} bytes, {wire} as brotli, budget {budget}", content.len())?;
        if wire > budget {
            over.push(name);
        }
    }
    match over.is_empty() || !check {
        true => Ok(()),
        false => Err(format!("over budget: {}", over.join(", ")).into()),
    }
}

fn brotli_size(content: &[u8]) -> Result<usize, Box<dyn Error>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed.len())
}
