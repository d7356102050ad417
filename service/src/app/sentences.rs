//! Sentences that editors write for charts.

use std::sync::Arc;

use super::App;
use crate::domain::{Actor, Moment, OwnSentence, Slug};
use crate::store::StoreError;

impl App {
    /// Keeps a template that was checked; an empty one lets the service's own stand again.
    ///
    /// # Errors
    /// When the store fails, or the actor may not.
    pub fn save_sentence(
        &self,
        (chart, lang, template): (&Slug, &str, &str),
        by: &Actor,
        at: &Moment,
    ) -> Result<(), StoreError> {
        self.store.write(|writing| writing.own_sentence((chart, lang, template), by, at))?;
        self.reread_sentences()
    }

    /// The templates that stand, by chart and language.
    #[must_use]
    pub fn own_sentences(&self) -> Arc<Vec<OwnSentence>> {
        self.sentences.load_full()
    }

    /// The template of a chart, where an editor wrote one.
    #[must_use]
    pub fn own_sentence(&self, chart: &Slug, lang: &str) -> Option<String> {
        let own = self.sentences.load();
        own.iter().find(|one| one.chart == *chart && one.lang == lang).map(|one| one.template.clone())
    }

    pub(super) fn reread_sentences(&self) -> Result<(), StoreError> {
        self.sentences.store(Arc::new(self.store.read(|reading| reading.own_sentences())?));
        Ok(())
    }
}
