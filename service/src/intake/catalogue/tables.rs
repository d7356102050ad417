//! The tables of a catalogue as they come: files in a folder, or bytes by their names.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;

use crate::intake::fault::Fault;
use crate::intake::problem::{Problem, Problems};

/// The names of the tables, in the order they are read.
pub const TABLES: [&str; 8] = [
    "indicators.csv",
    "organizations.csv",
    "successions.csv",
    "sources.csv",
    "breakdowns.csv",
    "charts.csv",
    "forms.csv",
    "form-items.csv",
];

/// The bytes of the tables that are there.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    found: HashMap<&'static str, Cow<'static, [u8]>>,
}

impl Tables {
    /// The tables in a folder.
    ///
    /// # Errors
    /// A problem for each table that is there and cannot be read, or for a folder that is not.
    pub fn in_folder(folder: &Path) -> Result<Self, Vec<Problem>> {
        let mut tables = Self::default();
        if !folder.is_dir() {
            let mut problems = Problems::default();
            problems.whole(0, &folder.display().to_string(), Fault::NoFolder);
            return Err(problems.into_vec());
        }
        let mut problems = Vec::new();
        for name in TABLES {
            match std::fs::read(folder.join(name)) {
                Ok(bytes) => {
                    tables.found.insert(name, bytes.into());
                }
                Err(wrong) if wrong.kind() == ErrorKind::NotFound => {}
                Err(wrong) => {
                    let mut one = Problems::of(name);
                    one.whole(0, "", Fault::UnreadableFile(wrong.to_string()));
                    problems.extend(one.into_vec());
                }
            }
        }
        if problems.is_empty() { Ok(tables) } else { Err(problems) }
    }

    /// The bytes of a table, if it is there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.found.get(name).map(AsRef::as_ref)
    }

    /// The same with this table.
    #[must_use]
    pub fn with(mut self, name: &'static str, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        self.found.insert(name, bytes.into());
        self
    }
}
