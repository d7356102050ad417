//! The scripts with what only the build knows put in, and without comments and indentation, as they are served from a
//! machine without npm; `minify` makes them smaller where there is one.

use std::error::Error;

use crate::part::Part;

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

/// Without indentation, empty lines and comments that have their lines to themselves; style sheets, which stand between a
/// line that ends in a backtick or in one sheet put into another and a line "`;", without the spaces that CSS does not need.
pub fn strip(source: &str) -> String {
    let mut stripped = String::with_capacity(source.len());
    let mut inside = false;
    let mut sheet = false;
    for line in source.lines().map(str::trim) {
        if line == "`;" {
            sheet = false;
        }
        if inside || line.starts_with("/*") {
            inside = !line.ends_with("*/");
        } else if sheet {
            stripped.push_str(&tight(line));
        } else if !line.is_empty() && !line.starts_with("//") {
            stripped.push_str(line);
            stripped.push('\n');
        }
        sheet = sheet || line.ends_with("= `") || (line.contains("= `${") && line.ends_with('}'));
    }
    stripped
}

fn tight(line: &str) -> String {
    let spaces = [(" { ", "{"), (" {", "{"), (" }", "}"), ("; ", ";"), (": ", ":"), (", ", ",")];
    spaces.iter().fold(line.to_owned(), |line, (wide, narrow)| line.replace(wide, narrow))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_names_its_parts_and_their_hashes() {
        let part = Part::new("wasm", Vec::new());
        let loader =
            loader("f('NAME.wasm', 'NAME.wasm integrity');\n", &[&part]).expect("both places are there");
        assert!(loader.starts_with("f('baocao-47DEQpj8HBS.wasm', 'sha256-47DEQpj8"), "{loader}");
    }

    #[test]
    fn a_missing_place_is_named() {
        let part = Part::new("wasm", Vec::new());
        let fault = loader("let a;", &[&part]).expect_err("nothing is there").to_string();
        assert!(fault.contains("`'NAME.wasm integrity'` 0 times"), "{fault}");
    }

    #[test]
    fn comments_go_and_code_stays() {
        let source =
            "/**\n * A reason.\n */\nfunction f() {\n  // why\n  /* short */\n  return '// kept';\n}\n";
        assert_eq!(strip(source), "function f() {\nreturn '// kept';\n}\n");
    }

    #[test]
    fn a_style_sheet_keeps_only_the_spaces_that_it_needs() {
        let source =
            "const A = `${B}\n@media print {\n  p > b { margin: 0 1px; padding: 0 }\n}\n`;\nlet c = 1;\n";
        assert_eq!(
            strip(source),
            "const A = `${B}\n@media print{p > b{margin:0 1px;padding:0}}`;\nlet c = 1;\n"
        );
    }
}
