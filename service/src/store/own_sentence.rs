//! Sentences that editors write: each saving is a row, and the last one of a chart and language stands.

use super::digest::Kept;
use super::{Reading, StoreError, Writing};
use crate::domain::{Act, Actor, Deed, Moment, OwnSentence, Slug};

impl Writing<'_> {
    /// Keeps a template; an empty one lets the service's own stand again.
    ///
    /// # Errors
    /// When the store fails, or the actor may not.
    pub fn own_sentence(
        &self,
        (chart, lang, template): (&Slug, &str, &str),
        by: &Actor,
        at: &Moment,
    ) -> Result<(), StoreError> {
        self.transaction.execute(
            "insert into own_sentence (made_at, made_by, chart, lang, template) values (?, ?, ?, ?, ?)",
            (&at.instant, &by.name, chart.as_str(), lang, template),
        )?;
        let id = u64::try_from(self.transaction.last_insert_rowid()).unwrap_or_default();
        let about = format!("sentence {chart} {lang}");
        let detail = self.with_hash(Kept::OwnSentence, id, &template.replace('\n', " "))?;
        self.audit(&Deed { by, act: Act::SaveSentence, about: &about, detail: &detail, at })?;
        Ok(())
    }
}

impl Reading<'_> {
    /// The templates that stand, by chart and language.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn own_sentences(&self) -> Result<Vec<OwnSentence>, StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select chart, lang, template, made_at, made_by from own_sentence
             where id in (select max(id) from own_sentence group by chart, lang) and template <> '' order by chart, lang",
        )?;
        let mut rows = select.query(())?;
        let mut own = Vec::new();
        while let Some(row) = rows.next()? {
            own.push(OwnSentence {
                chart: Slug::parse(&row.get::<_, String>(0)?)?,
                lang: row.get(1)?,
                template: row.get(2)?,
                made_at: row.get(3)?,
                made_by: row.get(4)?,
            });
        }
        Ok(own)
    }
}
