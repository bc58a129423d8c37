//! What is read of the area files, and each fault by its line.

use super::*;

/// A right row of a file, for this code and name: rank 1,012 in every index.
fn cells(dataset: Dataset, code: &str, name: &str) -> Vec<String> {
    let figures = MEASURES.iter().filter(|measure| measure.dataset == dataset).map(|measure| match measure.scale {
        Scale::Rank => "1012",
        Scale::Decile => "1",
        Scale::Score => "-0.187",
        Scale::Count => "290",
        Scale::Amount | Scale::Percent => "4.5",
    });
    [code, name].into_iter().chain(figures).map(str::to_owned).collect()
}

fn reader(dataset: Dataset) -> Reader {
    let header = dataset.header();
    Reader::new(&header.iter().map(String::as_str).collect::<Vec<_>>()).unwrap()
}

fn read(dataset: Dataset, rows: &[Vec<String>]) -> Result<Vec<Row>, Vec<String>> {
    let mut reader = reader(dataset);
    for (index, row) in (2..).zip(rows) {
        reader.row(index, &row.iter().map(String::as_str).collect::<Vec<_>>());
    }
    reader.finish().map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn census(rows: &[&str]) -> Result<Vec<Row>, Vec<String>> {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect();
    read(Dataset::Census, &rows)
}

#[test]
fn each_file_is_known_by_its_header() {
    for dataset in Dataset::ALL {
        assert_eq!(reader(*dataset).dataset(), *dataset);
    }
    assert_eq!(Dataset::Deprivation.header().len(), 26);
    assert_eq!(Dataset::Indicators.header().len(), 30);
    let mut keys: Vec<&str> = MEASURES.iter().map(|measure| measure.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), MEASURES.len(), "every measure has its own key");
}

#[test]
fn a_row_is_read_with_every_figure() {
    let rows = read(Dataset::Deprivation, &[cells(Dataset::Deprivation, "E01016845", "Milton Keynes 018C")]).unwrap();
    assert_eq!(rows[0].figure("imd_rank"), Some(1_012_000));
    assert_eq!(rows[0].figure("imd_score"), Some(-187));
    assert_eq!(rows[0].figures.len(), 24);
    assert_eq!(Measure::find("imd_rank").unwrap().show(rows[0].figure("imd_rank")), "1,012 of 33,755");
}

#[test]
fn every_fault_is_told_by_line_and_column() {
    let mut wrong = cells(Dataset::Deprivation, "Wolverton", "");
    wrong[2] = "11".into();
    wrong[10] = "33756".into();
    wrong[18] = "1e3".into();
    let short = vec!["E01016710".to_owned()];
    let twice = cells(Dataset::Deprivation, "E01016845", "Milton Keynes 018D");
    let right = cells(Dataset::Deprivation, "E01016845", "Milton Keynes 018C");
    let faults = read(Dataset::Deprivation, &[right, wrong, short, twice]).unwrap_err();
    assert_eq!(
        faults,
        [
            "line 3, lsoa21_code: \"Wolverton\" is not an area code. A code looks like E01016845",
            "line 3, lsoa21_name: the area's name is missing, or longer than 100 characters",
            "line 3, IMD_decile: \"11\" is not a decile. Deciles are whole numbers from 1 to 10",
            "line 3, IMD_rank: \"33756\" is not a rank. Ranks are whole numbers from 1 to 33,755",
            "line 3, IMD_score: \"1e3\" is not a number with at most 3 decimal places",
            "line 4: there are 1 columns. There must be 26",
            "line 5, lsoa21_code: E01016845 is on line 2 already. An area has one line",
        ]
    );
}

#[test]
fn a_decile_that_does_not_fit_its_rank_is_refused() {
    let mut row = cells(Dataset::Deprivation, "E01016845", "Milton Keynes 018C");
    row[2] = "2".into();
    let faults = read(Dataset::Deprivation, &[row]).unwrap_err();
    assert_eq!(faults, ["line 2, IMD_decile: decile 2 does not fit IMD_rank 1,012, which lies in decile 1"]);
}

#[test]
fn the_edges_of_ranks_and_deciles_are_right() {
    for (rank, decile) in [("1", "1"), ("3375", "1"), ("3376", "2"), ("33755", "10")] {
        let mut row = cells(Dataset::Deprivation, "E01016845", "Milton Keynes 018C");
        (row[2], row[10]) = (decile.into(), rank.into());
        assert!(read(Dataset::Deprivation, &[row]).is_ok(), "{rank}");
    }
    for wrong in ["0", "33756", "-1", "1.0", "1,012", "", "１"] {
        assert!(figure(Scale::Rank, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_empty_count_of_the_indicators_is_too_few_to_publish_and_no_other_may_be_empty() {
    let mut row = cells(Dataset::Indicators, "E01016845", "Milton Keynes 018C");
    row[4] = String::new();
    let rows = read(Dataset::Indicators, &[row.clone()]).unwrap();
    assert_eq!(rows[0].figure("income_deprived_older"), None);
    assert_eq!(Measure::find("income_deprived_older").unwrap().show(None), "Too few to publish");
    row[26] = String::new();
    assert_eq!(read(Dataset::Indicators, &[row]).unwrap_err(), ["line 2, patient_to_gp_ratio: the figure is missing"]);
}

#[test]
fn the_census_has_five_lines_an_area_that_add_up() {
    let right = [
        "E01016796,0,446,60.9",
        "E01016796,1,228,31.1",
        "E01016796,2,54,7.4",
        "E01016796,3,4,0.5",
        "E01016796,4,0,0.0",
    ];
    assert_eq!(census(&right).unwrap().len(), 5);
    assert_eq!(
        census(&right[..4]).unwrap_err(),
        ["line 5, lsoa21_code: E01016796 has 4 lines. It must have 5, for 0 to 4 dimensions"]
    );
    let mut wrong = right;
    wrong[1] = "E01016796,1,228,13.1";
    assert_eq!(
        census(&wrong).unwrap_err(),
        ["line 3, percent: 13.1% does not fit: 228 of 732 households is another share"]
    );
    wrong[1] = "E01016796,0,446,60.9";
    assert_eq!(
        census(&wrong).unwrap_err(),
        ["line 3, households_number_deprivation_dimensions: E01016796 with 0 dimensions is on line 2 already"]
    );
    wrong[1] = "E01016796,5,,x";
    assert_eq!(census(&wrong).unwrap_err().len(), 1);
}

#[test]
fn a_header_that_differs_is_refused_and_says_how() {
    let told =
        |header: &[&str]| -> Vec<String> { Reader::new(header).unwrap_err().iter().map(ToString::to_string).collect() };
    assert!(told(&["a", "b"])[0].starts_with("line 1: this is none of the files we know"));
    assert!(told(&[]).len() == 1);
    assert_eq!(
        told(&["lsoa21_code", "households_number_deprivation_dimensions", "percent", "count"]),
        ["line 1, percent: the column stands at place 3. The columns must keep their order"]
    );
    assert_eq!(
        told(&["lsoa21_code", "households_number_deprivation_dimensions", "count", "percentage"]),
        [
            "line 1, percent: the column is missing from the file of Census 2021, households by deprivation dimensions",
            "line 1, percentage: the column is not part of this file",
        ]
    );
}

#[test]
fn a_file_with_no_rows_is_refused() {
    assert_eq!(read(Dataset::Census, &[]).unwrap_err(), ["line 2: there are no rows under the header"]);
}
