//! `commonweal import`: official open data, from files on the disk.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::app::Cx;
use crate::app::plan::area::{self, File, Refused};

/// The largest file taken: the whole of England's is smaller.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// What to import.
#[derive(Debug, Args)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Import areas and their figures from the official CSV files: deprivation,
    /// its indicators, census households. All or nothing; nothing twice.
    Areas {
        /// The files, in any order.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// Runs the import and prints what came of each file; every fault goes to
/// standard error by file and line.
pub async fn run(import: Import, cx: &Cx) -> Result<(), String> {
    let What::Areas { files } = import.what;
    let files = files.into_iter().map(open).collect::<Result<Vec<_>, _>>()?;
    match area::import(cx, &files).await {
        Ok(imported) => {
            for done in &imported {
                println!(
                    "{}: {}, {} rows; added {} areas and {} figures.",
                    done.name,
                    done.dataset.title(),
                    done.rows,
                    done.areas,
                    done.figures
                );
            }
            let areas: usize = imported.iter().map(|done| done.areas).sum();
            let figures: usize = imported.iter().map(|done| done.figures).sum();
            println!("Added {areas} areas and {figures} figures in all.");
            Ok(())
        }
        Err(Refused::Faults(faults)) => {
            for (file, fault) in &faults {
                eprintln!("{file}: {fault}");
            }
            let count = faults.len();
            let noun = if count == 1 { "fault" } else { "faults" };
            Err(format!("nothing was imported: {count} {noun}, listed above. Put the files right and run it again."))
        }
        Err(Refused::Failed(error)) => Err(error.to_string()),
    }
}

fn open(path: PathBuf) -> Result<File, String> {
    let name = path.display().to_string();
    let size = std::fs::metadata(&path).map_err(|error| format!("cannot open {name}: {error}"))?.len();
    if size > MOST_BYTES {
        return Err(format!("{name} has {size} bytes. The limit is {MOST_BYTES}."));
    }
    let bytes = std::fs::read(&path).map_err(|error| format!("cannot read {name}: {error}"))?;
    let name = path.file_name().map_or(name, |name| name.to_string_lossy().into_owned());
    Ok(File { name, bytes })
}
