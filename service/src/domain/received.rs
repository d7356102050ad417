//! What of which forms a filing fills in.

use std::collections::{BTreeMap, HashMap};

use super::{
    Breakdown, Catalogue, Figure, Form, FormCell, IndicatorCode, Measure, OrganizationCode, Period, Quick,
    Status,
};

/// A form as far as one filing fills it in, for one organization and one period.
#[derive(Clone, Debug)]
pub struct Filled<'a> {
    /// The form.
    pub form: &'a Form,
    /// Whose it is.
    pub organization: &'a OrganizationCode,
    /// For when.
    pub period: Period,
    /// How many of its cells have a figure.
    pub cells: usize,
    /// The required cells that have none.
    pub open: Vec<&'a FormCell>,
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
        // By form, organization and period: which cells.
        let mut found: BTreeMap<(usize, &'f OrganizationCode, Period), Vec<usize>> = BTreeMap::new();
        let mut cells: HashMap<usize, Quick<Key<'f>, usize>> = HashMap::new();
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
                    all.iter().enumerate().map(|(place, cell)| (key(cell), place)).collect()
                });
                let key = (&figure.indicator, &figure.breakdown, figure.measure);
                if let Some(&place) = cells.get(&key) {
                    found.entry((at, &figure.organization, figure.period)).or_default().push(place);
                }
            }
        }
        found.into_iter().map(|(of, places)| self.of(of, places)).collect()
    }

    fn of<'f>(
        &'f self,
        (at, organization, period): (usize, &'f OrganizationCode, Period),
        mut places: Vec<usize>,
    ) -> Filled<'f> {
        let (form, cells) = &self.forms[at];
        places.sort_unstable();
        places.dedup();
        let is_open =
            |(place, cell): &(usize, &FormCell)| cell.required && places.binary_search(place).is_err();
        let open = cells.iter().enumerate().filter(is_open).map(|(_, cell)| cell).collect();
        Filled { form, organization, period, cells: places.len(), open }
    }
}

type Key<'f> = (&'f IndicatorCode, &'f Breakdown, Measure);

fn key(cell: &FormCell) -> Key<'_> {
    (&cell.indicator, &cell.breakdown, cell.measure)
}
