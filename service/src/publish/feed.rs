//! Releases as feeds: Atom (RFC 4287) and JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Value, json};

use super::told::Group;
use super::{Document, Lang, escape, words};
use crate::domain::{Released, RolledBack};

/// The media type of Atom.
pub const ATOM: &str = "application/atom+xml; charset=utf-8";
/// The media type of JSON Feed.
pub const JSON: &str = "application/feed+json";

/// One release and what it changed.
#[derive(Debug)]
pub struct Entry {
    /// The release.
    pub release: Released,
    /// `92 số mới`
    pub summary: String,
    /// By indicator.
    pub groups: Vec<Group>,
}

impl Entry {
    /// `Đợt công bố 2 (1.1.0): 92 số mới`
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        let Released { number, version, .. } = &self.release;
        match (self.release.rolled_back.is_some(), lang) {
            (false, Lang::Vi) => format!("Đợt công bố {number} ({version}): {}", self.summary),
            (false, Lang::En) => format!("Release {number} ({version}): {}", self.summary),
            (true, Lang::Vi) => format!("Đợt công bố {number} đã bị thu hồi"),
            (true, Lang::En) => format!("Release {number} was rolled back"),
        }
    }

    /// When it was last other than it is.
    fn updated(&self) -> &str {
        &self.release.rolled_back.as_ref().map_or(&self.release.at, |back| &back.at).instant
    }

    /// All that it says, in one paragraph for each indicator.
    fn text(&self, lang: Lang) -> String {
        let mut lines = Vec::new();
        if let Some(RolledBack { at, version, .. }) = &self.release.rolled_back {
            let day = words::day(at.day, lang);
            lines.push(match lang {
                Lang::Vi => format!(
                    "Đã bị thu hồi ngày {day} (phiên bản {version}): các số dưới đây không còn được công bố."
                ),
                Lang::En => format!(
                    "Rolled back on {day} (version {version}): the figures below are not public any more."
                ),
            });
        }
        for group in &self.groups {
            let more = match (group.more, lang) {
                (0, _) => String::new(),
                (more, Lang::Vi) => format!("; và {more} số khác"),
                (more, Lang::En) => format!("; and {more} more"),
            };
            lines.push(format!("{} ({}): {}{more}.", group.name, group.counts, group.lines.join("; ")));
        }
        lines.join("\n")
    }
}

/// Where the feed and the site are, and what they are called.
#[derive(Clone, Copy, Debug)]
pub struct Channel<'a> {
    /// `https://host`
    pub base: &'a str,
    /// The site's name and what it is.
    pub title: &'a str,
    /// In which language.
    pub lang: Lang,
}

impl Channel<'_> {
    fn address(&self, path: &str) -> String {
        let suffix = if self.lang == Lang::En { "?lang=en" } else { "" };
        format!("{}{path}{suffix}", self.base)
    }

    fn of(&self, entry: &Entry) -> String {
        self.address(&format!("/releases/{}", entry.release.number))
    }
}

/// The entries as Atom, the newest first.
#[must_use]
pub fn atom(channel: Channel<'_>, entries: &[Entry]) -> Document {
    let (xml, lang) = (|text: &str| escape::xml(text), channel.lang);
    let updated = entries.iter().map(Entry::updated).max().unwrap_or("1970-01-01T00:00:00Z");
    let (feed, home) = (xml(&channel.address("/releases.atom")), xml(&channel.address("/releases")));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n  \
         <title>{}</title>\n  <id>{feed}</id>\n  <link rel=\"self\" type=\"application/atom+xml\" href=\"{feed}\"/>\n  \
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n  <updated>{updated}</updated>\n  \
         <author><name>Báo Cáo</name></author>\n",
        lang.tag(),
        xml(channel.title),
    );
    for entry in entries {
        let address = xml(&channel.of(entry));
        text.push_str(&format!(
            "  <entry>\n    <title>{}</title>\n    <id>{address}</id>\n    \
             <link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n    <published>{}</published>\n    \
             <updated>{}</updated>\n    <category scheme=\"https://semver.org/\" term=\"{}\"/>\n    \
             <content type=\"text\">{}</content>\n  </entry>\n",
            xml(&entry.title(lang)),
            xml(&entry.release.at.instant),
            xml(entry.updated()),
            entry.release.version,
            xml(&entry.text(lang)),
        ));
    }
    text.push_str("</feed>\n");
    Document::text(text, ATOM)
}

/// The entries as JSON Feed, the newest first.
#[must_use]
pub fn json(channel: Channel<'_>, entries: &[Entry]) -> Document {
    let item = |entry: &Entry| {
        let address = channel.of(entry);
        json!({
            "id": address,
            "url": address,
            "title": entry.title(channel.lang),
            "content_text": entry.text(channel.lang),
            "date_published": entry.release.at.instant,
            "date_modified": entry.updated(),
            // An extension, as the format has it: a name that begins with an underscore.
            "_baocao": {
                "revision": entry.release.number.to_string(),
                "version": entry.release.version.to_string(),
                "change": entry.release.step.as_str(),
            },
            "tags": entry.groups.iter().map(|group| group.code.as_str()).collect::<Vec<_>>(),
        })
    };
    let value: Value = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.address("/releases"),
        "feed_url": channel.address("/releases.json"),
        "language": channel.lang.tag(),
        "items": entries.iter().map(item).collect::<Vec<_>>(),
    });
    Document::json(&value, JSON)
}
