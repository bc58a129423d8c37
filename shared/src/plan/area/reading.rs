//! Reading an official file row by row: every fault by its line and column.
//!
//! The file's form is known to the letter, so a file that differs is refused
//! whole: figures that stand behind a decision are never guessed at.

use std::collections::BTreeMap;

use super::AreaCode;
use super::figure::{figure, quoted};
use super::measure::{AREAS_IN_ENGLAND, Dataset, MEASURES, Measure, Scale};
use crate::check::{clean, show_thousandths};

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1; the header is line 1.
    pub line: u64,
    /// The column's name in the header, where one is at fault.
    pub column: Option<String>,
    /// What is wrong and what would be right, in a sentence or two.
    pub message: String,
}

/// `line 7, IMD_decile: 11 is not a decile. Deciles are whole numbers from 1 to 10`.
impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, {column}: {}", self.line, self.message),
            None => write!(f, "line {}: {}", self.line, self.message),
        }
    }
}

/// What one line says of one area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file.
    pub line: u64,
    /// The area.
    pub code: AreaCode,
    /// The area's name, where the file gives it.
    pub name: Option<String>,
    /// Each figure in thousandths; none where too few to publish.
    pub figures: Vec<(&'static Measure, Option<i64>)>,
}

impl Row {
    /// One figure of the row, in thousandths.
    pub fn figure(&self, key: &str) -> Option<i64> {
        self.figures.iter().find(|(measure, _)| measure.key == key).and_then(|(_, value)| *value)
    }
}

/// Reads the rows of one file, keeping every fault.
#[derive(Debug)]
pub struct Reader {
    dataset: Dataset,
    header: Vec<String>,
    rows: Vec<Row>,
    faults: Vec<Fault>,
    /// The line on which each area (and, in the census, dimension) stood.
    seen: BTreeMap<(String, String), u64>,
    names: BTreeMap<String, u64>,
}

impl Reader {
    /// Begins with the header, which tells which of the files it is; refused
    /// if it is none of them.
    pub fn new(header: &[&str]) -> Result<Self, Vec<Fault>> {
        let found: Vec<String> = header.iter().map(|name| clean(name)).collect();
        let shared = |dataset: &Dataset| {
            let expected = dataset.header();
            found.iter().filter(|name| expected.contains(name)).count()
        };
        let dataset = Dataset::ALL.iter().copied().max_by_key(shared).unwrap_or(Dataset::Deprivation);
        let expected = dataset.header();
        if found == expected {
            let (rows, faults) = (Vec::new(), Vec::new());
            return Ok(Self { dataset, header: expected, rows, faults, seen: BTreeMap::new(), names: BTreeMap::new() });
        }
        Err(header_faults(dataset, &expected, &found))
    }

    /// Which file it is.
    pub fn dataset(&self) -> Dataset {
        self.dataset
    }

    /// Reads one row; `line` is where it starts.
    pub fn row(&mut self, line: u64, cells: &[&str]) {
        if cells.len() != self.header.len() {
            let message = format!("there are {} columns. There must be {}", cells.len(), self.header.len());
            self.faults.push(Fault { line, column: None, message });
            return;
        }
        let before = self.faults.len();
        let code = self.code(line, cells[0]);
        let (name, figures) = if self.dataset == Dataset::Census {
            (None, self.census_figures(line, cells))
        } else {
            (self.name(line, cells[1]), self.plain_figures(line, cells))
        };
        if self.dataset == Dataset::Deprivation {
            self.deciles_fit_ranks(line, &figures);
        }
        if let (Some(code), true) = (code, self.faults.len() == before) {
            self.rows.push(Row { line, code, name, figures });
        }
    }

    /// A fault of the file's own form, such as bytes that are no text.
    pub fn broken(&mut self, line: u64, message: impl Into<String>) {
        self.faults.push(Fault { line, column: None, message: message.into() });
    }

    /// The rows if the whole file is right, else every fault by its line.
    pub fn finish(mut self) -> Result<Vec<Row>, Vec<Fault>> {
        if self.rows.is_empty() && self.faults.is_empty() {
            self.broken(2, "there are no rows under the header");
        }
        if self.dataset == Dataset::Census && self.faults.is_empty() {
            self.households_add_up();
        }
        self.faults.sort_by_key(|fault| fault.line);
        if self.faults.is_empty() { Ok(self.rows) } else { Err(self.faults) }
    }

    fn fault(&mut self, line: u64, column: &str, message: String) {
        self.faults.push(Fault { line, column: Some(column.to_owned()), message });
    }

    /// Reads the code, which in the census comes once a dimension.
    fn code(&mut self, line: u64, cell: &str) -> Option<AreaCode> {
        let Ok(code) = cell.parse::<AreaCode>() else {
            let shown = quoted(cell);
            self.fault(line, "lsoa21_code", format!("{shown} is not an area code. A code looks like E01016845"));
            return None;
        };
        if self.dataset != Dataset::Census
            && let Some(first) = self.seen.insert((code.to_string(), String::new()), line)
        {
            self.fault(line, "lsoa21_code", format!("{code} is on line {first} already. An area has one line"));
        }
        Some(code)
    }

    fn name(&mut self, line: u64, cell: &str) -> Option<String> {
        let name = clean(cell);
        if name.is_empty() || name.chars().count() > 100 {
            self.fault(line, "lsoa21_name", "the area's name is missing, or longer than 100 characters".to_owned());
            return None;
        }
        if let Some(first) = self.names.insert(name.clone(), line) {
            self.fault(line, "lsoa21_name", format!("{name} is on line {first} already. Names differ"));
        }
        Some(name)
    }

    fn plain_figures(&mut self, line: u64, cells: &[&str]) -> Vec<(&'static Measure, Option<i64>)> {
        let dataset = self.dataset;
        let measures = MEASURES.iter().filter(|measure| measure.dataset == dataset);
        let mut figures = Vec::new();
        for (measure, cell) in measures.zip(&cells[2..]) {
            match figure(measure.scale, cell) {
                Ok(value) => figures.push((measure, value)),
                Err(message) => self.fault(line, measure.column, message),
            }
        }
        figures
    }

    fn census_figures(&mut self, line: u64, cells: &[&str]) -> Vec<(&'static Measure, Option<i64>)> {
        let (code, dimension) = (cells[0].trim().to_ascii_uppercase(), cells[1].trim().to_owned());
        if !["0", "1", "2", "3", "4"].contains(&dimension.as_str()) {
            let message = format!("{} is not a number of dimensions. It must be 0 to 4", quoted(cells[1]));
            self.fault(line, &self.header[1].clone(), message);
            return Vec::new();
        }
        if let Some(first) = self.seen.insert((code.clone(), dimension.clone()), line) {
            let message = format!("{code} with {dimension} dimensions is on line {first} already");
            self.fault(line, &self.header[1].clone(), message);
        }
        let mut figures = Vec::new();
        for (column, cell) in [("count", cells[2]), ("percent", cells[3])] {
            let named = format!("{dimension} {column}");
            let known = MEASURES.iter().find(|measure| measure.dataset == Dataset::Census && measure.column == named);
            let Some(measure) = known else { continue };
            match figure(measure.scale, cell) {
                Ok(None) => self.fault(line, column, "the figure is missing".to_owned()),
                Ok(value) => figures.push((measure, value)),
                Err(message) => self.fault(line, column, message),
            }
        }
        figures
    }

    /// A decile is the tenth in which the rank lies; where the two disagree,
    /// one of them is wrong.
    fn deciles_fit_ranks(&mut self, line: u64, figures: &[(&'static Measure, Option<i64>)]) {
        for (decile, value) in figures.iter().filter(|(measure, _)| measure.scale == Scale::Decile) {
            let of_rank = decile.key.replace("_decile", "_rank");
            let rank = figures.iter().find(|(measure, _)| measure.key == of_rank);
            let (Some(value), Some((rank, Some(place)))) = (value, rank) else { continue };
            let right = (place / 1_000 * 10 + AREAS_IN_ENGLAND - 1) / AREAS_IN_ENGLAND;
            if value / 1_000 != right {
                let message = format!(
                    "decile {} does not fit {} {}, which lies in decile {right}",
                    value / 1_000,
                    rank.column,
                    show_thousandths(*place)
                );
                self.fault(line, decile.column, message);
            }
        }
    }

    /// Each area of the census has five lines, and their shares are those of
    /// their counts, rounded to a tenth.
    fn households_add_up(&mut self) {
        let mut areas: BTreeMap<AreaCode, Vec<(u64, i64, i64)>> = BTreeMap::new();
        for row in &self.rows {
            let value = |at: usize| row.figures.get(at).and_then(|(_, value)| *value).unwrap_or_default();
            areas.entry(row.code.clone()).or_default().push((row.line, value(0) / 1_000, value(1)));
        }
        for (code, lines) in areas {
            let last = lines.last().map_or(0, |(line, ..)| *line);
            if lines.len() != 5 {
                let message = format!("{code} has {} lines. It must have 5, for 0 to 4 dimensions", lines.len());
                self.fault(last, "lsoa21_code", message);
                continue;
            }
            let households: i64 = lines.iter().map(|(_, count, _)| count).sum();
            for (line, count, percent) in lines {
                let off = percent * households - count * 100_000;
                if off.abs() > households * 51 {
                    let message = format!(
                        "{}% does not fit: {count} of {households} households is another share",
                        show_thousandths(percent)
                    );
                    self.fault(line, "percent", message);
                }
            }
        }
    }
}

/// Says how a header differs from that of the file it is most like.
fn header_faults(dataset: Dataset, expected: &[String], found: &[String]) -> Vec<Fault> {
    let fault = |column: Option<&String>, message: String| Fault { line: 1, column: column.cloned(), message };
    let known = found.iter().filter(|name| expected.contains(name)).count();
    if known * 2 < expected.len() {
        let message = "this is none of the files we know: deprivation (IMD), its indicators, or census households. \
                       Compare its first line with theirs";
        return vec![fault(None, message.to_owned())];
    }
    let mut faults: Vec<Fault> = Vec::new();
    for name in expected.iter().filter(|name| !found.contains(name)) {
        faults.push(fault(Some(name), format!("the column is missing from the file of {}", dataset.title())));
    }
    for (index, name) in found.iter().enumerate() {
        if !expected.contains(name) {
            let shown = name.chars().take(60).collect::<String>();
            faults.push(fault(Some(&shown), "the column is not part of this file".to_owned()));
        } else if found.iter().take(index).any(|earlier| earlier == name) {
            faults.push(fault(Some(name), "the column is there twice".to_owned()));
        }
    }
    if faults.is_empty() {
        let (index, name) =
            found.iter().enumerate().find(|(index, name)| expected.get(*index) != Some(name)).unwrap_or((0, &found[0]));
        let message = format!("the column stands at place {}. The columns must keep their order", index + 1);
        faults.push(fault(Some(name), message));
    }
    faults
}

#[cfg(test)]
mod tests;
