//! Which forms a filing fills in, for whom and when.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::quick::Steps;
use super::{
    Breakdown, Catalogue, Figure, Form, FormCell, FormCode, IndicatorCode, Measure, OrganizationCode, Period,
    Status,
};

/// A form of which one filing fills in something, for one organization and one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Filled<'a> {
    /// The form.
    pub form: &'a FormCode,
    /// For when.
    pub period: Period,
    /// Whose it is.
    pub organization: &'a OrganizationCode,
}

/// The forms of a catalogue with their cells: made once for all figures that are held against them.
#[derive(Debug)]
pub struct Forms<'a> {
    catalogue: &'a Catalogue,
    forms: Vec<(&'a Form, Vec<FormCell>)>,
    /// The forms that ask for an indicator.
    asking: HashMap<IndicatorCode, Vec<usize>>,
}

impl<'a> Forms<'a> {
    /// These forms of this catalogue.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, forms: impl IntoIterator<Item = &'a Form>) -> Self {
        let forms: Vec<_> = forms.into_iter().map(|form| (form, form.cells(catalogue))).collect();
        let mut asking: HashMap<IndicatorCode, Vec<usize>> = HashMap::new();
        for (at, (form, _)) in forms.iter().enumerate() {
            for item in &form.items {
                let places = asking.entry(item.indicator.clone()).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        Self { catalogue, forms, asking }
    }

    /// The indicators that any of them asks for.
    pub fn indicators(&self) -> impl Iterator<Item = &IndicatorCode> {
        self.asking.keys()
    }

    /// What these figures fill in, form by form in the order of the catalogue. A figure that says "not reported" fills in
    /// nothing, and who is not of the form's kind files it in vain.
    #[must_use]
    pub fn filled<'f>(&'f self, figures: &'f [Figure]) -> Vec<Filled<'f>> {
        let mut found = BTreeSet::new();
        let mut cells: HashMap<usize, HashSet<Key<'f>, _>> = HashMap::new();
        let asked = |figure: &&Figure| figure.status != Status::NotReported;
        // Figures of one indicator and organization mostly come together.
        let mut before = None::<(&Figure, Option<_>)>;
        for figure in figures.iter().filter(asked) {
            let of = match before {
                Some((other, of))
                    if other.organization == figure.organization && other.indicator == figure.indicator =>
                {
                    of
                }
                _ => {
                    self.asking.get(&figure.indicator).zip(self.catalogue.organization(&figure.organization))
                }
            };
            before = Some((figure, of));
            let Some((places, organization)) = of else { continue };
            for &at in places {
                let (form, all) = &self.forms[at];
                if !form.kinds.contains(&organization.kind) || !form.is_for(figure.period) {
                    continue;
                }
                let cells = cells.entry(at).or_insert_with(|| {
                    all.iter().map(key).collect::<HashSet<_, BuildHasherDefault<Steps>>>()
                });
                if cells.contains(&(&figure.indicator, &figure.breakdown, figure.measure)) {
                    let (form, period) = (&form.code, figure.period);
                    found.insert((at, Filled { form, period, organization: &figure.organization }));
                }
            }
        }
        found.into_iter().map(|(_, filled)| filled).collect()
    }
}

type Key<'f> = (&'f IndicatorCode, &'f Breakdown, Measure);

fn key(cell: &FormCell) -> Key<'_> {
    (&cell.indicator, &cell.breakdown, cell.measure)
}
