//! Datasets for tests: a builder, and charts made with it.

mod demo;
mod kinds;
mod lines;

use crate::dataset::{Category, Dataset, Dimension, Drawing, Kind, Reference, Role, Unit};
use crate::locale::Lang;

pub(crate) use demo::demo;
pub(crate) use kinds::{kinds, parts, ranking};
pub(crate) use lines::{lines, walk};

/// Builds a dataset with one category dimension, perhaps a series dimension, and metrics.
pub(crate) struct Sample {
    data: Dataset,
    rows: Vec<Vec<Option<i64>>>,
    metrics: Vec<Category>,
}

impl Sample {
    pub fn new(kind: Kind, lang: Lang, title: &str, subtitle: &str) -> Self {
        let drawing = Drawing {
            kind,
            lang,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            footer: vec![match lang {
                Lang::Vi => "Nguồn: Thành ủy Hà Nội · Số liệu đến 20/12/2022".to_owned(),
                Lang::En => "Source: Hanoi Party Committee · Figures to 20 December 2022".to_owned(),
            }],
            description: title.to_owned(),
            category: "category".to_owned(),
            ..Drawing::default()
        };
        Self { data: Dataset { drawing, ..Dataset::default() }, rows: Vec::new(), metrics: Vec::new() }
    }

    pub fn categories(mut self, role: Option<Role>, names: &[&str]) -> Self {
        self.data.dimensions.push(dimension("category", role, names));
        let label = if role == Some(Role::Time) { "Kỳ" } else { "Đơn vị" };
        self.data.dimensions[0].label = label.to_owned();
        self
    }

    /// Periods by id and label.
    pub fn periods(mut self, periods: &[(String, String)]) -> Self {
        self = self.categories(Some(Role::Time), &[]);
        let category =
            |(id, label): &(String, String)| Category { id: id.clone(), label: label.clone(), unit: None };
        self.data.dimensions[0].categories = periods.iter().map(category).collect();
        self
    }

    pub fn references(mut self, references: Vec<Reference>) -> Self {
        self.data.drawing.references = references;
        self
    }

    pub fn series(mut self, names: &[&str]) -> Self {
        self.data.drawing.series = Some("series".to_owned());
        self.data.dimensions.push(dimension("series", None, names));
        self
    }

    pub fn metric(mut self, id: &str, unit: &str, decimals: u8, values: &[Option<i64>]) -> Self {
        let unit = Some(Unit { label: unit.to_owned(), decimals });
        self.metrics.push(Category { id: id.to_owned(), label: id.to_owned(), unit });
        self.rows.push(values.to_vec());
        self
    }

    /// The status of actual figures, one letter each.
    pub fn status(mut self, letters: &str) -> Self {
        self.data.status = letters.chars().collect();
        self
    }

    pub fn build(mut self) -> Dataset {
        let cells = self.rows.first().map_or(0, Vec::len);
        let letters = std::mem::take(&mut self.data.status);
        for cell in 0..cells {
            for (metric, row) in self.rows.iter().enumerate() {
                self.data.values.push(row[cell]);
                let letter = letters.get(cell).copied().unwrap_or('A');
                self.data.status.push(if metric == 0 { letter } else { 'A' });
            }
        }
        self.data.dimensions.push(Dimension {
            id: "measure".to_owned(),
            label: "measure".to_owned(),
            role: Some(Role::Metric),
            categories: self.metrics,
        });
        self.data
    }
}

fn dimension(id: &str, role: Option<Role>, names: &[&str]) -> Dimension {
    let category = |name: &&str| Category { id: (*name).to_owned(), label: (*name).to_owned(), unit: None };
    Dimension {
        id: id.to_owned(),
        label: id.to_owned(),
        role,
        categories: names.iter().map(category).collect(),
    }
}

fn pick<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
