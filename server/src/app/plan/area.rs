//! Importing the official files of areas: all or nothing, and nothing twice.

use std::collections::BTreeMap;

use shared::plan::area::{Area, AreaCode, Dataset, Fault, Figure, Reader, Row};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// A file as it lies on the disk.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, for messages.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What came of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its name.
    pub name: String,
    /// Which of the known files it is.
    pub dataset: Dataset,
    /// How many rows it has.
    pub rows: usize,
    /// How many areas were not there before.
    pub areas: usize,
    /// How many figures were not there before.
    pub figures: usize,
}

/// Why nothing was imported.
#[derive(Debug)]
pub enum Refused {
    /// The files are not right: every fault, by file and line.
    Faults(Vec<(String, Fault)>),
    /// The import itself failed.
    Failed(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<store::Error> for Refused {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

struct Read {
    name: String,
    dataset: Dataset,
    rows: Vec<Row>,
}

/// Imports the files in one transaction; one fault anywhere, and nothing is
/// imported. What is there already is left alone.
pub async fn import(cx: &Cx, files: &[File]) -> Result<Vec<Imported>, Refused> {
    let mut reads = read_all(files)?;
    // Areas come with their deprivation; the other files add to them.
    reads.sort_by_key(|read| read.dataset);
    let tx = cx.begin().await?;
    let mut imported = Vec::new();
    let mut faults = Vec::new();
    for read in &reads {
        match add(&tx, read).await? {
            Ok(done) => imported.push(done),
            Err(found) => faults.extend(found.into_iter().map(|fault| (read.name.clone(), fault))),
        }
    }
    if !faults.is_empty() {
        return Err(Refused::Faults(faults));
    }
    for done in imported.iter().filter(|done| done.areas + done.figures > 0) {
        let summary = format!("{}: {} areas and {} figures added", done.dataset.source(), done.areas, done.figures);
        let entry = Entry {
            action: "import",
            kind: "area",
            id: done.dataset.as_str(),
            summary,
            audiences: vec![Audience::Public],
        };
        event::record(&tx, cx, entry).await?;
    }
    commit(tx).await?;
    Ok(imported)
}

fn read_all(files: &[File]) -> Result<Vec<Read>, Refused> {
    let mut reads = Vec::new();
    let mut faults = Vec::new();
    for file in files {
        match read(&file.bytes) {
            Ok((dataset, rows)) => reads.push(Read { name: file.name.clone(), dataset, rows }),
            Err(found) => faults.extend(found.into_iter().map(|fault| (file.name.clone(), fault))),
        }
    }
    if faults.is_empty() { Ok(reads) } else { Err(Refused::Faults(faults)) }
}

/// Reads one file's bytes as comma-separated text.
fn read(bytes: &[u8]) -> Result<(Dataset, Vec<Row>), Vec<Fault>> {
    let mut records =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes).into_byte_records();
    let broken = |line: u64, message: &str| Fault { line, column: None, message: message.to_owned() };
    let header = match records.next() {
        Some(Ok(header)) => header,
        Some(Err(_)) => return Err(vec![broken(1, "this is not comma-separated text")]),
        None => return Err(vec![broken(1, "the file is empty")]),
    };
    let Some(names) = header.iter().map(text).collect::<Option<Vec<_>>>() else {
        return Err(vec![broken(1, "this is not text in UTF-8")]);
    };
    let mut reader = Reader::new(&names)?;
    for record in records {
        let Ok(record) = record else {
            reader.broken(0, "the file cannot be read as comma-separated text");
            break;
        };
        let line = record.position().map_or(0, csv::Position::line);
        match record.iter().map(text).collect::<Option<Vec<_>>>() {
            Some(cells) => reader.row(line, &cells),
            None => reader.broken(line, "this is not text in UTF-8"),
        }
    }
    let dataset = reader.dataset();
    reader.finish().map(|rows| (dataset, rows))
}

fn text(cell: &[u8]) -> Option<&str> {
    std::str::from_utf8(cell).ok()
}

/// Adds what is not there of one file; a row that contradicts what is there is
/// a fault, because evidence may rest on it.
async fn add(tx: &Transaction, read: &Read) -> Result<Result<Imported, Vec<Fault>>, Error> {
    let mut codes: Vec<AreaCode> = read.rows.iter().map(|row| row.code.clone()).collect();
    codes.dedup();
    let areas: BTreeMap<AreaCode, Area> =
        store::plan::area::get_many(tx, &codes).await?.into_iter().map(|area| (area.code.clone(), area)).collect();
    let there: BTreeMap<(AreaCode, &str), Option<i64>> = store::plan::area::figures(tx, &codes)
        .await?
        .into_iter()
        .map(|figure| ((figure.code, figure.measure.key), figure.value))
        .collect();
    let mut faults = Vec::new();
    let mut new_areas = Vec::new();
    let mut new_figures = Vec::new();
    for row in &read.rows {
        match areas.get(&row.code) {
            Some(area) => faults.extend(differs(area, row)),
            None => match new_area(read.dataset, row) {
                Ok(area) => new_areas.push(area),
                Err(fault) => faults.push(fault),
            },
        }
        for (measure, value) in &row.figures {
            match there.get(&(row.code.clone(), measure.key)) {
                None => new_figures.push(Figure { code: row.code.clone(), measure, value: *value }),
                Some(held) if held == value => {}
                Some(held) => faults.push(Fault {
                    line: row.line,
                    column: Some(measure.column.to_owned()),
                    message: format!(
                        "{} has {} here, but {} in what was imported before. Evidence rests on figures, so they are not overwritten",
                        row.code,
                        measure.show(*value),
                        measure.show(*held)
                    ),
                }),
            }
        }
    }
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    store::plan::area::insert(tx, &new_areas).await?;
    store::plan::area::insert_figures(tx, &new_figures).await?;
    Ok(Ok(Imported {
        name: read.name.clone(),
        dataset: read.dataset,
        rows: read.rows.len(),
        areas: new_areas.len(),
        figures: new_figures.len(),
    }))
}

fn differs(area: &Area, row: &Row) -> Option<Fault> {
    let name = row.name.as_ref().filter(|name| **name != area.name)?;
    let message = format!("{} is called {name} here, but {} in what was imported before", row.code, area.name);
    Some(Fault { line: row.line, column: Some("lsoa21_name".to_owned()), message })
}

/// An area as the deprivation file brings it; the other files cannot.
fn new_area(dataset: Dataset, row: &Row) -> Result<Area, Fault> {
    let whole = |key: &str| row.figure(key).map(|value| value / 1_000);
    match (dataset, &row.name, whole("imd_rank"), whole("imd_decile")) {
        (Dataset::Deprivation, Some(name), Some(rank), Some(decile)) => {
            Ok(Area { code: row.code.clone(), name: name.clone(), rank, decile })
        }
        _ => Err(Fault {
            line: row.line,
            column: Some("lsoa21_code".to_owned()),
            message: format!(
                "{} is not among the areas. Import the deprivation file that names it first, or with this one",
                row.code
            ),
        }),
    }
}
