//! What a package says to people: a README in both languages, and how to cite it.

use serde_json::Value;

use super::super::{Lang, notes, words};
use super::{sources, title};
use crate::domain::Version;
use crate::rollup::Report;

/// The README, Vietnamese first.
pub(super) fn readme(report: &Report, version: Version, address: &str) -> String {
    [Lang::Vi, Lang::En].map(|lang| part(report, version, lang, address)).join("\n---\n\n")
}

fn part(report: &Report, version: Version, lang: Lang, address: &str) -> String {
    let pick = |vi: &str, en: &str| if lang == Lang::En { en.to_owned() } else { vi.to_owned() };
    let known_on = words::day(report.known_on, lang);
    let revision = report.revision;
    let mut text = format!("# {}\n\n", plain(&title(report, lang)));
    text.push_str(&pick(
        &format!(
            "Số liệu theo bản công bố số {revision} (phiên bản {version}), biết đến {known_on}. Số liệu mới nhất: <{address}>.\n\n"
        ),
        &format!(
            "Figures of public edition {revision} (version {version}), as known on {known_on}. The newest are at <{address}>.\n\n"
        ),
    ));
    text.push_str(&pick(
        "- `figures.csv`: số liệu; các cột được mô tả trong `datapackage.json` và `figures.csv-metadata.json`\n\
         - `indicators.csv`, `organizations.csv`, `sources.csv`: tên của các mã\n\
         - `CITATION.cff`: cách trích dẫn\n\n\
         UTF-8, dấu phẩy giữa các cột, dấu chấm trước phần thập phân. Ô trống không phải là số 0: cột `status` cho biết vì sao trống.\n",
        "- `figures.csv`: the figures; `datapackage.json` and `figures.csv-metadata.json` say what the columns are\n\
         - `indicators.csv`, `organizations.csv`, `sources.csv`: what the codes mean\n\
         - `CITATION.cff`: how to cite it\n\n\
         UTF-8, commas between columns, a point before decimals. An empty cell is not zero: the column `status` says why it is empty.\n",
    ));
    if !report.notes.is_empty() {
        text.push_str(&pick("\n## Lưu ý\n\n", "\n## Notes\n\n"));
        for note in &report.notes {
            text.push_str(&format!("- {}\n", plain(&notes::text(&report.catalogue, note, lang))));
        }
    }
    let mut sources = sources(report).peekable();
    if sources.peek().is_some() {
        text.push_str(&pick("\n## Nguồn\n\n", "\n## Sources\n\n"));
    }
    for one in sources {
        let day = words::day(one.published_on, lang);
        text.push_str(&format!("- {}: {} ({day})\n", plain(&one.publisher), plain(&one.title)));
    }
    text
}

/// One line in which no letter is markup.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' => out.extend(['\\', letter]),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// The citation, as the Citation File Format 1.2 writes it. A JSON string is a YAML string.
pub(super) fn citation(report: &Report, version: Version, lang: Lang, address: &str) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    let mut text = format!(
        "cff-version: 1.2.0\nmessage: {}\ntype: dataset\ntitle: {}\nauthors:\n  - name: \"Báo Cáo\"\n\
         version: \"{}\"\ndate-released: \"{}\"\nurl: {}\n",
        quoted(if lang == Lang::En {
            "If you use these figures, please cite them as below."
        } else {
            "Khi sử dụng số liệu này, xin trích dẫn như sau."
        }),
        quoted(&title(report, lang)),
        version,
        report.known_on,
        quoted(address),
    );
    let references: Vec<_> = sources(report).collect();
    if !references.is_empty() {
        text.push_str("references:\n");
    }
    for one in references {
        text.push_str(&format!(
            "  - type: generic\n    title: {}\n    authors:\n      - name: {}\n    date-released: \"{}\"\n",
            quoted(&one.title),
            quoted(&one.publisher),
            one.published_on,
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::testing;

    #[test]
    fn names_are_no_markup_and_end_no_line_of_the_citation() {
        let report = testing::report();
        let readme = readme(&report, Version::default(), "http://host/api/v1/figures");
        assert!(!readme.contains("</script><b>") && readme.contains("\\</script\\>"), "{readme}");
        let cited = citation(&report, Version::default(), Lang::En, "http://host/x?a=\"\n- b");
        assert!(cited.contains("url: \"http://host/x?a=\\\"\\n- b\"\n"), "{cited}");
    }
}
