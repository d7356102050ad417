//! Drafts of charts, and saved charts as they were.

use rusqlite::{OptionalExtension, Row};
use sha2::{Digest, Sha256};

use super::columns::Columns;
use super::{Reading, StoreError, Writing, chart, digest};
use crate::domain::{Act, Actor, ChartVersion, Deed, Draft, KeptDraft, Moment, Slug, parameters};

impl Writing<'_> {
    /// Keeps a version of a draft, of a new one where none is named, and records it; returns draft and version. `None` where
    /// there is no draft of this number.
    ///
    /// # Errors
    /// When the store fails, or the actor may not.
    pub fn draft(
        &self,
        draft: Option<u64>,
        (name, fields): (&str, &Draft),
        at: &Moment,
        by: &Actor,
    ) -> Result<Option<(u64, u64)>, StoreError> {
        let (draft, version) = match draft {
            None => (self.number("select coalesce(max(draft), 0) + 1 from draft", None)?, 1),
            Some(draft) => match self
                .number("select coalesce(max(version), 0) from draft where draft = ?", Some(draft))?
            {
                0 => return Ok(None),
                last => (draft, last + 1),
            },
        };
        self.transaction
            .prepare_cached("insert into draft (draft, version, name, fields, made_at, made_by) values (?, ?, ?, ?, ?, ?)")?
            .execute((draft, version, name, fields.parameters(), &at.instant, &by.name))?;
        let about = format!("draft {draft}");
        let detail = detail(version, name, &fields.parameters());
        self.audit(&Deed { by, act: Act::KeepDraft, about: &about, detail: &detail, at })?;
        Ok(Some((draft, version)))
    }

    fn number(&self, sql: &str, of: Option<u64>) -> Result<u64, StoreError> {
        let mut select = self.transaction.prepare_cached(sql)?;
        let number = match of {
            Some(of) => select.query_row((of,), |row| row.get(0)),
            None => select.query_row((), |row| row.get(0)),
        };
        Ok(number?)
    }

    /// What links are signed with; made at the first one.
    ///
    /// # Errors
    /// When the store fails, or the machine has no randomness.
    pub fn link_key(&self) -> Result<[u8; 32], StoreError> {
        let kept = self.transaction.query_row("select key from link_key", (), |row| row.get(0)).optional()?;
        if let Some(key) = kept {
            return Ok(key);
        }
        let key = super::token::random::<32>()?;
        self.transaction.execute("insert into link_key (only, key) values (1, ?)", (key,))?;
        Ok(key)
    }
}

/// What the log holds of a version.
pub(super) fn detail(version: u64, name: &str, fields: &str) -> String {
    let hash =
        Sha256::new().chain_update((name.len() as u64).to_le_bytes()).chain_update(name).chain_update(fields);
    format!("version {version} {}", digest::hex(&hash.finalize()))
}

impl Reading<'_> {
    /// The last version of each draft, the newest first.
    ///
    /// # Errors
    /// When they cannot be read; likewise below.
    pub fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError> {
        self.kept_drafts(
            "select * from draft where version = (select max(version) from draft as other where other.draft = draft.draft)
             order by made_at desc, draft desc",
            None,
        )
    }

    /// Every version of a draft, the newest first.
    ///
    /// # Errors
    /// As above.
    pub fn draft(&self, draft: u64) -> Result<Vec<KeptDraft>, StoreError> {
        self.kept_drafts("select * from draft where draft = ? order by version desc", Some(draft))
    }

    fn kept_drafts(&self, sql: &str, of: Option<u64>) -> Result<Vec<KeptDraft>, StoreError> {
        let mut select = self.transaction.prepare_cached(sql)?;
        let rows = match of {
            Some(of) => select.query_map((of,), kept)?,
            None => select.query_map((), kept)?,
        };
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A saved chart as it was and is, each time that it changed, the newest first.
    ///
    /// # Errors
    /// As above.
    pub fn chart_versions(&self, slug: &Slug) -> Result<Vec<ChartVersion>, StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select chart.*, made_at, made_by from chart join revision on revision.id = chart.revision
             where slug = ? order by chart.revision",
        )?;
        let mut rows = select.query((slug.as_str(),))?;
        let mut versions: Vec<ChartVersion> = Vec::new();
        while let Some(row) = rows.next()? {
            let columns = Columns(row);
            let (made_at, made_by) =
                (columns.text("made_at")?.to_owned(), columns.text("made_by")?.to_owned());
            let spec = chart::read(&columns)?;
            if versions.last().is_none_or(|last| last.spec != spec) {
                versions.push(ChartVersion { spec, made_at, made_by });
            }
        }
        versions.reverse();
        Ok(versions)
    }

    /// What links are signed with; `None` before the first one.
    ///
    /// # Errors
    /// As above.
    pub fn link_key(&self) -> Result<Option<[u8; 32]>, StoreError> {
        Ok(self.transaction.query_row("select key from link_key", (), |row| row.get(0)).optional()?)
    }
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptDraft> {
    let fields: String = row.get("fields")?;
    let pairs = parameters(&fields).filter_map(|(name, value)| Some((name, value.ok()?)));
    Ok(KeptDraft {
        draft: row.get("draft")?,
        version: row.get("version")?,
        name: row.get("name")?,
        fields: Draft::take(pairs),
        made_at: row.get("made_at")?,
        made_by: row.get("made_by")?,
    })
}
