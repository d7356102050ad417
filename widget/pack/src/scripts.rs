//! The scripts as they are served: with what only the build knows put in, and without comments and indentation. No
//! minifier: the result is the same on a machine without npm, and small enough.

use std::error::Error;

use crate::part::Part;

/// The script of `widget/page` with wasm-bindgen's glue.
pub fn page(source: &str, glue: &str) -> Result<String, Box<dyn Error>> {
    Ok(strip(&put(source, "/* GLUE */", glue)?))
}

/// `widget/baocao.js` with the names and hashes of the parts.
pub fn loader(source: &str, parts: &[&Part]) -> Result<String, Box<dyn Error>> {
    let mut loader = source.to_owned();
    for part in parts {
        let place = format!("NAME.{}", part.kind);
        loader = put(&loader, &format!("'{place} integrity'"), &format!("'{}'", part.integrity()))?;
        loader = put(&loader, &format!("'{place}'"), &format!("'{}'", part.name))?;
    }
    Ok(strip(&loader))
}

fn put(source: &str, place: &str, text: &str) -> Result<String, Box<dyn Error>> {
    match source.matches(place).count() {
        1 => Ok(source.replace(place, text)),
        count => Err(format!("a script of the widget holds `{place}` {count} times, not once").into()),
    }
}

/// Without indentation, empty lines and comments that have their lines to themselves.
///
/// Sound for text that spans lines only where indentation is idle, as in the one style sheet.
fn strip(source: &str) -> String {
    let mut stripped = String::with_capacity(source.len());
    let mut inside = false;
    for line in source.lines().map(str::trim) {
        if inside || line.starts_with("/*") {
            inside = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            stripped.push_str(line);
            stripped.push('\n');
        }
    }
    stripped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_names_its_parts_and_their_hashes() {
        let part = Part::new("wasm", Vec::new());
        let loader =
            loader("f('NAME.wasm', 'NAME.wasm integrity');\n", &[&part]).expect("both places are there");
        assert!(loader.starts_with("f('baocao-e3b0c44298fc1c14.wasm', 'sha384-OLBgp1"), "{loader}");
    }

    #[test]
    fn a_missing_place_is_named() {
        let fault = page("", "let a;").expect_err("nothing is there").to_string();
        assert!(fault.contains("`/* GLUE */` 0 times"), "{fault}");
    }

    #[test]
    fn comments_go_and_code_stays() {
        let source =
            "/**\n * A reason.\n */\nfunction f() {\n  // why\n  /* short */\n  return '// kept';\n}\n";
        assert_eq!(strip(source), "function f() {\nreturn '// kept';\n}\n");
    }
}
