//! JSON into rows: a list of objects, or `{"figures": […]}`. Numbers are read as they are written, never as floats.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::fault::Fault;
use super::problem::{Counted, Problems};
use super::row::{Columns, Row, Written, tidy};
use super::terms::TooLarge;
use crate::domain::{Breakdown, Invalid};

/// Reads a list of figures, each a row whose line is its place in the list.
///
/// # Errors
/// When it has more figures than `most`; other faults go to `problems`.
pub(super) fn rows(
    bytes: &[u8],
    columns: Columns,
    most: usize,
    problems: &mut Problems,
    mut each: impl FnMut(&Row<'_>, &mut Problems),
) -> Result<(), TooLarge> {
    problems.counted = Counted::Items;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(_) => {
            problems.whole(0, "", Fault::NotUtf8);
            return Ok(());
        }
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    let found = (&mut reader).deserialize_any(List { most });
    let items = match found.and_then(|items| reader.end().map(|()| items)) {
        Ok(Some(items)) => items,
        Err(wrong) if wrong.classify() != Category::Data => {
            problems.whole(0, "", Fault::MalformedJson(wrong.to_string()));
            return Ok(());
        }
        Ok(None) | Err(_) => {
            problems.whole(0, "", Fault::NotAList);
            return Ok(());
        }
    };
    if items.len() > most {
        return Err(TooLarge::Rows(most));
    }
    for (index, item) in items.iter().enumerate() {
        if let Some(row) = row(item, index + 1, columns, problems) {
            each(&row, problems);
        }
    }
    Ok(())
}

fn row<'a>(item: &'a RawValue, line: usize, columns: Columns, problems: &mut Problems) -> Option<Row<'a>> {
    let Ok(Fields(fields)) = serde_json::from_str::<Fields<'a>>(item.get()) else {
        problems.whole(line, item.get(), Fault::NotAnObject);
        return None;
    };
    let mut texts: Vec<Option<Cow<'a, str>>> = vec![Some(Cow::Borrowed("")); columns.all.len()];
    let mut seen = vec![false; columns.all.len()];
    let mut written = Written::AsText;
    for (name, value) in fields {
        let Some(at) = columns.all.iter().position(|known| *known == name) else {
            let column = name.chars().take(80).collect::<String>();
            problems.push(line, column, &name, Fault::UnknownColumn(columns.all));
            continue;
        };
        if std::mem::replace(&mut seen[at], true) {
            problems.push(line, columns.all[at], &name, Fault::DuplicateColumn);
        }
        if columns.all[at] == "value" && !value.get().starts_with('"') {
            written = Written::AsNumber;
        }
        let read = if columns.all[at] == "breakdown" { breakdown(value) } else { text(value) };
        texts[at] = read.map_err(|fault| problems.push(line, columns.all[at], value.get(), fault)).ok();
    }
    Some(Row { line, texts, columns, value: written })
}

/// A string as it says, a number as it is written, nothing for null.
fn text(value: &RawValue) -> Result<Cow<'_, str>, Fault> {
    let written = value.get();
    match written.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<String>(written)
            .map(|text| Cow::Owned(tidy(&text).into_owned()))
            .map_err(|wrong| Fault::MalformedJson(wrong.to_string())),
        Some(b'-' | b'0'..=b'9') => Ok(Cow::Borrowed(written)),
        Some(b'n') => Ok(Cow::Borrowed("")),
        _ => Err(Fault::NotText),
    }
}

/// A breakdown as text, or as `{"subject": "member"}`; in an object, null is the total over that breakdown.
fn breakdown(value: &RawValue) -> Result<Cow<'_, str>, Fault> {
    if !value.get().starts_with('{') {
        return text(value);
    }
    let Fields(fields) = serde_json::from_str(value.get()).map_err(|_| Fault::NotText)?;
    let mut parts = Vec::with_capacity(fields.len());
    for (name, member) in fields {
        let member = text(member)?;
        if member.is_empty() {
            continue;
        }
        let part = format!("{name}={member}");
        // A name or member that holds the marks of the text form would be read as another breakdown.
        if part.matches(['=', ';']).count() != 1 || Breakdown::parse(&part).is_err() {
            let remedy = "use lower-case letters a-z, digits and hyphens";
            return Err(Fault::Invalid(Invalid::new("breakdown", &part, remedy)));
        }
        parts.push(part);
    }
    Ok(Cow::Owned(parts.join(";")))
}

/// Finds the list; the value is `None` when there is none.
struct List {
    most: usize,
}

impl<'de> Visitor<'de> for List {
    type Value = Option<Vec<&'de RawValue>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of figures")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Items { most: self.most }.visit_seq(list).map(Some)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut figures = None;
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            if name == "figures" {
                figures = Some(map.next_value_seed(Items { most: self.most })?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(figures)
    }
}

/// The items of the list, and at most one more than may be: a list of ten million zeros takes no memory.
struct Items {
    most: usize,
}

impl<'de> DeserializeSeed<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of figures")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while items.len() <= self.most {
            match list.next_element()? {
                Some(item) => items.push(item),
                None => return Ok(items),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(items)
    }
}

/// The fields of an object in their order, twice if they stand twice.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}
