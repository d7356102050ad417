//! A chart's dataset as rows and columns for a real `<table>`.

use baocao_widget::Dataset;
use baocao_widget::dataset::{Category, Role};
use baocao_widget::locale::{self, Lang};
use serde::Serialize;

use super::words;

/// A table for a template.
#[derive(Debug, Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of the columns; the first is of the row heads.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct TableRow {
    /// Its head.
    pub head: String,
    /// Its cells.
    pub cells: Vec<TableCell>,
}

/// One cell, as written for readers.
#[derive(Debug, Serialize)]
pub struct TableCell {
    /// The number, or the word for why there is none.
    pub text: String,
    /// What must be known of the number: provisional, not of all organizations.
    pub note: String,
    /// What the number lacks of the longest fraction in its column; as wide as that, unseen, it aligns the decimals.
    pub pad: String,
    /// Whether there is a number.
    pub is_known: bool,
}

/// The dataset as a table: a column for each measure of each series.
#[must_use]
pub fn table(dataset: &Dataset) -> Table {
    let lang = dataset.drawing.lang;
    let grid = Grid::of(dataset);
    let digits: Vec<u8> = grid.measures.iter().map(|measure| grid.digits(&measure.id)).collect();
    let columns: Vec<(usize, &Category, u8)> = (0..grid.series_count())
        .flat_map(|series| grid.measures.iter().zip(&digits).map(move |(one, digits)| (series, one, *digits)))
        .filter(|(_, measure, _)| !matches!(measure.id.as_str(), "reported" | "expected"))
        .collect();
    let mut head = vec![grid.label.to_owned()];
    head.extend(columns.iter().map(|(series, measure, _)| column(&grid, *series, measure)));
    let mut rows: Vec<TableRow> = (0..grid.categories.len())
        .map(|category| TableRow {
            head: words::capitalized(&grid.categories[category].label),
            cells: columns
                .iter()
                .map(|(series, measure, digits)| cell(&grid, (category, *series), &measure.id, *digits, lang))
                .collect(),
        })
        .collect();
    (0..columns.len()).for_each(|column| align(&mut rows, column, lang));
    Table { caption: dataset.drawing.title.clone(), head, rows }
}

fn cell(grid: &Grid<'_>, at: (usize, usize), measure: &str, digits: u8, lang: Lang) -> TableCell {
    let (category, series) = at;
    let written = grid.bare(category, series, measure, digits, lang);
    let value = grid.value(category, series, measure);
    let text = if measure == "change" && value > Some(0) { format!("+{written}") } else { written };
    let note = if measure == "actual" { grid.note(category, series, lang) } else { String::new() };
    TableCell { text, note, pad: String::new(), is_known: value.is_some() }
}

/// Gives each number of a column what it lacks of the longest fraction in it.
fn align(rows: &mut [TableRow], column: usize, lang: Lang) {
    let mark = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    let fraction = |cell: &TableCell| {
        let digits = cell.text.trim_end_matches('%');
        digits.rsplit_once(mark).map_or(0, |(_, fraction)| fraction.len())
    };
    let known = |row: &TableRow| row.cells.get(column).filter(|cell| cell.is_known).map(fraction);
    let longest = rows.iter().filter_map(known).max().unwrap_or(0);
    for cell in rows.iter_mut().filter_map(|row| row.cells.get_mut(column)).filter(|cell| cell.is_known) {
        let own = fraction(cell);
        if own < longest {
            let mark = if own == 0 { String::from(mark) } else { String::new() };
            cell.pad = format!("{mark}{}", "0".repeat(longest - own));
        }
    }
}

fn column(grid: &Grid<'_>, series: usize, measure: &Category) -> String {
    let unit = measure.unit.as_ref().map(|unit| unit.label.as_str()).filter(|unit| !unit.is_empty());
    let name = match grid.series.get(series) {
        Some(series) if grid.measures.len() > 1 => {
            format!("{}, {}", series.label, measure.label.to_lowercase())
        }
        Some(series) => series.label.clone(),
        None => measure.label.clone(),
    };
    match unit {
        Some(unit) => format!("{name} ({unit})"),
        None => name,
    }
}

/// A dataset seen as categories × series × measures.
pub(super) struct Grid<'a> {
    dataset: &'a Dataset,
    pub(super) label: &'a str,
    pub(super) categories: &'a [Category],
    pub(super) series_label: &'a str,
    pub(super) series: &'a [Category],
    pub(super) measures: &'a [Category],
}

impl<'a> Grid<'a> {
    pub(super) fn of(dataset: &'a Dataset) -> Self {
        let find = |id: &str| dataset.dimensions.iter().find(|one| one.id == id);
        let category = find(&dataset.drawing.category);
        let series = dataset.drawing.series.as_deref().and_then(find);
        let measure = dataset.dimensions.iter().find(|one| one.role == Some(Role::Metric));
        Self {
            dataset,
            label: category.map_or("", |one| one.label.as_str()),
            categories: category.map(|one| one.categories.as_slice()).unwrap_or_default(),
            series_label: series.map_or("", |one| one.label.as_str()),
            series: series.map(|one| one.categories.as_slice()).unwrap_or_default(),
            measures: measure.map(|one| one.categories.as_slice()).unwrap_or_default(),
        }
    }

    pub(super) fn series_count(&self) -> usize {
        self.series.len().max(1)
    }

    fn index(&self, category: usize, series: usize, measure: &str) -> Option<usize> {
        let measure = self.measures.iter().position(|one| one.id == measure)?;
        Some((category * self.series_count() + series) * self.measures.len() + measure)
    }

    /// The value that may be shown, as the drawing shows it; what would tell a suppressed one may not be either.
    pub(super) fn value(&self, category: usize, series: usize, measure: &str) -> Option<i64> {
        let hidden = |letter: char| matches!(letter, 'Q' | 'L' | 'M');
        let tells = matches!(measure, "plan-rate" | "change");
        if hidden(self.status(category, series, measure))
            || (tells && self.status(category, series, "actual") == 'Q')
        {
            return None;
        }
        self.dataset.values.get(self.index(category, series, measure)?).copied().flatten()
    }

    pub(super) fn status(&self, category: usize, series: usize, measure: &str) -> char {
        let letter = self.index(category, series, measure).and_then(|at| self.dataset.status.get(at));
        letter.copied().unwrap_or('A')
    }

    /// The value with its unit.
    pub(super) fn written(&self, category: usize, series: usize, measure: &str, lang: Lang) -> String {
        let unit = self.unit(measure).map_or("", |unit| unit.label.as_str());
        let number = self.number(category, series, measure, lang);
        match self.value(category, series, measure) {
            Some(_) if unit != "%" => locale::with_unit(&number, unit),
            _ => number,
        }
    }

    /// The value as it stands in a column whose head names the unit (a percent sign stands in the cell too), or the word
    /// for why there is none; with what must be known of it.
    pub(super) fn number(&self, category: usize, series: usize, measure: &str, lang: Lang) -> String {
        let bare = self.bare(category, series, measure, 0, lang);
        let note = if measure == "actual" { self.note(category, series, lang) } else { String::new() };
        if note.is_empty() { bare } else { format!("{bare} ({note})") }
    }

    /// The digits after the decimal mark that the drawing writes a measure with: figures and plans have as many as any of
    /// them needs, rates of plan as any rate.
    fn digits(&self, measure: &str) -> u8 {
        let alike: &[&str] = match measure {
            "actual" | "plan" | "universe" => &["actual", "plan"],
            "plan-rate" => &["plan-rate"],
            _ => &[],
        };
        let mut most = 0;
        for measure in alike {
            let decimals = self.unit(measure).map_or(0, |unit| unit.decimals);
            for category in 0..self.categories.len() {
                for mut value in (0..self.series_count()).filter_map(|one| self.value(category, one, measure))
                {
                    let mut own = decimals;
                    while own > most && value % 10 == 0 {
                        value /= 10;
                        own -= 1;
                    }
                    most = most.max(own);
                }
            }
        }
        most
    }

    fn bare(&self, category: usize, series: usize, measure: &str, digits: u8, lang: Lang) -> String {
        let words = words::of(lang);
        let unit = self.unit(measure);
        match (self.value(category, series, measure), self.status(category, series, measure)) {
            (Some(units), _) => {
                let number = locale::fixed(units, unit.map_or(0, |unit| unit.decimals), digits, lang);
                let percent = if unit.is_some_and(|unit| unit.label == "%") { "%" } else { "" };
                format!("{number}{percent}")
            }
            (None, 'Q') => words.confidential.to_owned(),
            (None, 'M') if measure == "actual" => words.cannot_exist.to_owned(),
            (None, _) if measure == "actual" => words.not_reported.to_owned(),
            (None, _) => words.not_applicable.to_owned(),
        }
    }

    /// Provisional, not of all organizations; nothing for most.
    fn note(&self, category: usize, series: usize, lang: Lang) -> String {
        let words = words::of(lang);
        if self.value(category, series, "actual").is_none() {
            return String::new();
        }
        let coverage = self.value(category, series, "reported").zip(self.value(category, series, "expected"));
        let gap = coverage.filter(|(reported, expected)| reported < expected && *expected > 1);
        let gap = gap.map(|(reported, expected)| {
            let count = |number| locale::number(number, 0, lang);
            format!("{}/{} {}", count(reported), count(expected), words.organizations_reported)
        });
        let provisional = matches!(self.status(category, series, "actual"), 'P' | 'E');
        let provisional = provisional.then(|| words.provisional.to_owned());
        provisional.into_iter().chain(gap).collect::<Vec<_>>().join(", ")
    }

    /// Whether all figures are counted in one unit that has a name.
    pub(super) fn has_unit(&self) -> bool {
        self.unit("actual").is_some_and(|unit| !unit.label.is_empty())
    }

    /// Whether they are shares, which can be compared whatever they are shares of.
    pub(super) fn is_in_percent(&self) -> bool {
        self.unit("actual").is_some_and(|unit| unit.label == "%")
    }

    fn unit(&self, measure: &str) -> Option<&baocao_widget::dataset::Unit> {
        self.measures.iter().find(|one| one.id == measure).and_then(|one| one.unit.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Amount, Status};
    use crate::publish::{chart, testing, written};
    use crate::rollup::{Coverage, Report};

    fn rows(report: &Report) -> Vec<TableRow> {
        table(&chart::dataset(report, &testing::spec("column"), Lang::Vi)).rows
    }

    #[test]
    fn plans_and_figures_have_the_same_digits_as_in_the_drawing() {
        let mut report = testing::report();
        report.rows[0].plan = Some(Amount::new(2_325_150, 2));
        report.rows[0].plan_rate = Some(Amount::new(3_485, 1));
        report.rows[1].plan_rate = Some(Amount::new(1_000, 1));
        let rows = rows(&report);
        let texts = |row: usize| rows[row].cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>();
        assert_eq!(texts(0), ["81.033,18", "23.251,50", "348,5%"]);
        assert_eq!(texts(1), ["chưa báo cáo", "–", "100,0%"]);
    }

    #[test]
    fn what_one_organization_lacks_makes_its_figure_provisional_and_is_not_counted() {
        let drawing = |report: &Report| chart::dataset(report, &testing::spec("column"), Lang::Vi).drawing;
        let told = |report: &Report| {
            let note = written::note(&report.rows[0], Lang::Vi);
            assert_eq!(rows(report)[0].cells[0].note, note);
            (note, drawing(report).footer.join(" "))
        };
        let mut report = testing::report();
        report.rows[0].status = Status::Provisional;
        report.rows[0].coverage = Coverage { reported: 0, expected: 1, weight: None };
        let (note, footer) = told(&report);
        assert!(note == "số tạm tính" && !footer.contains("0/1"), "{note} {footer}");
        // Beside another that is partly covered.
        report.rows[1].actual = Some(Amount::new(7, 2));
        report.rows[1].coverage = Coverage { reported: 3, expected: 4, weight: None };
        assert_eq!(told(&report).0, "số tạm tính");
        let description = drawing(&report).description;
        assert!(description.contains("Chưa đủ đơn vị báo cáo: 1"), "{description}");
        report.rows.truncate(1);
        report.rows[0].coverage = Coverage { reported: 1, expected: 2, weight: None };
        let (note, footer) = told(&report);
        assert!(note == "số tạm tính, 1/2 đơn vị đã báo cáo" && footer.contains("1/2"), "{note} {footer}");
    }
}
