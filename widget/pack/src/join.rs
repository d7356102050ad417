//! The page's script from its files: ES modules in, one module out, each after those that it imports.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;

/// The script of `entry` and of all that it imports from `folder`.
///
/// # Errors
///
/// Names a file that cannot be read, a line that this cannot follow, or a name that two files declare: all of them get
/// one scope.
pub fn join(folder: &Path, entry: &str) -> Result<String, Box<dyn Error>> {
    let mut joined = Joined::default();
    joined.add(entry, &|name| {
        fs::read_to_string(folder.join(name)).map_err(|fault| format!("`{name}`: {fault}").into())
    })?;
    if joined.exports.is_empty() {
        return Ok(joined.script);
    }
    Ok(format!("{}export {{ {} }};\n", joined.script, joined.exports.join(", ")))
}

/// Gives the text of a file.
type Read<'a> = dyn Fn(&str) -> Result<String, Box<dyn Error>> + 'a;

#[derive(Default)]
struct Joined {
    script: String,
    files: Vec<String>,
    /// Who declares a name.
    names: HashMap<String, String>,
    /// What the entry exports.
    exports: Vec<String>,
}

impl Joined {
    fn add(&mut self, name: &str, read: &Read) -> Result<(), Box<dyn Error>> {
        if self.files.iter().any(|file| file == name) {
            return Ok(());
        }
        let entry = self.files.is_empty();
        self.files.push(name.to_owned());
        let source = read(name)?;
        let mut own = String::new();
        let mut lines = source.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("import ") || line.starts_with("export {") {
                let mut statement = line.to_owned();
                while !statement.contains(';') {
                    statement.push_str(lines.next().ok_or_else(|| format!("`{name}` ends within `{line}`"))?);
                }
                let (names, from) =
                    parts(&statement).ok_or_else(|| format!("`{name}`: cannot follow `{statement}`"))?;
                if let Some(from) = from {
                    self.add(from, read)?;
                }
                if entry && line.starts_with("export ") {
                    self.exports.extend(names);
                }
                continue;
            }
            let declaration = line.strip_prefix("export ").unwrap_or(line);
            if let Some(declared) = declared(declaration) {
                if let Some(other) = self.names.insert(declared.to_owned(), name.to_owned()) {
                    return Err(format!("`{declared}` is declared in `{other}` and in `{name}`").into());
                }
                if entry && line.starts_with("export ") {
                    self.exports.push(declared.to_owned());
                }
            }
            own.push_str(declaration);
            own.push('\n');
        }
        self.script.push_str(&own);
        Ok(())
    }
}

/// The names in braces, and the file beside this one that they are from.
fn parts(statement: &str) -> Option<(Vec<String>, Option<&str>)> {
    let (names, rest) = statement.split_once('{')?.1.split_once('}')?;
    let names: Vec<String> =
        names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    let from =
        rest.trim().trim_end_matches(';').strip_prefix("from ").map(|from| from.trim_matches(['\'', '"']));
    let plain = names.iter().all(|name| !name.contains(' '));
    match from {
        Some(from) => Some((names, Some(from.strip_prefix("./")?))).filter(|_| plain),
        None => Some((names, None)).filter(|_| plain && rest.trim() == ";"),
    }
}

/// The name that a line at the top of a file declares.
fn declared(line: &str) -> Option<&str> {
    let keywords = ["async function ", "function ", "class ", "const ", "let "];
    let rest = keywords.iter().find_map(|keyword| line.strip_prefix(keyword))?;
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '$')
        .next()
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(files: &[(&str, &str)]) -> Result<String, String> {
        let mut joined = Joined::default();
        let read = |name: &str| {
            let file = files.iter().find(|(file, _)| *file == name);
            file.map(|(_, text)| (*text).to_owned()).ok_or_else(|| format!("no `{name}`").into())
        };
        joined.add("a.js", &read).map_err(|fault| fault.to_string())?;
        Ok(format!("{}// {}\n", joined.script, joined.exports.join(" ")))
    }

    #[test]
    fn a_file_stands_once_and_before_those_that_import_it() {
        let script = join(&[
            (
                "a.js",
                "import { b } from './b.js';\nimport {\n  c,\n  d,\n} from './c.js';\nexport { c } from './c.js';\nexport class A {}\n",
            ),
            ("b.js", "import { c } from './c.js';\nexport const b = c;\n"),
            ("c.js", "export const c = 1;\nexport async function d() {}\n"),
        ]);
        let expected = "const c = 1;\nasync function d() {}\nconst b = c;\nclass A {}\n// c A\n";
        assert_eq!(script.as_deref(), Ok(expected));
    }

    #[test]
    fn two_things_of_one_name_are_an_error() {
        let fault =
            join(&[("a.js", "import { b } from './b.js';\nconst c = 1;\n"), ("b.js", "const c = 2;\n")]);
        assert_eq!(fault, Err("`c` is declared in `b.js` and in `a.js`".to_owned()));
    }

    #[test]
    fn what_it_cannot_follow_is_an_error() {
        for line in ["import b from './b.js';", "import { b as c } from './b.js';", "import { b } from 'b';"]
        {
            assert!(join(&[("a.js", line)]).is_err(), "{line}");
        }
    }
}
