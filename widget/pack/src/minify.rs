//! terser's part: shorter names and no spaces, where npm has put it.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::tools;

/// Among what terser may do, chosen by the bytes of brotli: one function written one way compresses better than the fewest
/// characters do.
const COMPRESS: &str = "passes=3,unsafe_arrows,hoist_funs,inline=1,lhs_constants=false";

/// Properties that only the page's own files know of each other, so that they may have shorter names: nothing that stands
/// in a document, that the loader or a host asks for, that the browser has on the same object, or that is found by a text.
const PRIVATE: &str = "act|anew|ask|categories|checked|copied|copy|dimensions|embed|failed|far|file|follow|forget|free|hide|hint|ids|\
    items|labels|link|mark|measures|menu|metric|missing|node|off|on|open|orders|page|panel|pick|picked|plot|provisional|put|row|\
    said|save|say|scale|step|table|tell|units|words";

/// The page's script made smaller, its private properties renamed.
pub fn minify_page(script: String, widget: &Path) -> Result<String, Box<dyn Error>> {
    run(script, widget, &["--mangle-props", &format!("regex=/^({PRIVATE})$/,builtins")])
}

/// A module made smaller, or as it was where `npm ci` was not run in `widget`: it does the same, in more bytes.
pub fn minify(script: String, widget: &Path) -> Result<String, Box<dyn Error>> {
    run(script, widget, &[])
}

fn run(script: String, widget: &Path, options: &[&str]) -> Result<String, Box<dyn Error>> {
    let Some(tool) = tools::find(widget, "terser") else { return Ok(script) };
    let mut terser = Command::new(tool)
        .args(["--module", "--ecma=2022", "--compress", COMPRESS, "--mangle"])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = terser.stdin.take() {
        input.write_all(script.as_bytes())?;
    }
    let output = terser.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("terser ended with {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_loader_asks_of_the_page_keeps_its_name() {
        let loader = include_str!("../../baocao.js");
        let asked = |name: &&str| {
            loader
                .split(&format!(".{name}"))
                .skip(1)
                .any(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
        };
        assert_eq!(PRIVATE.split('|').find(asked), None);
        assert!(asked(&"pointing"));
    }
}
