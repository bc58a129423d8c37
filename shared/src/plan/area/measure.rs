//! What is measured of an area, file by file: the closed list of figures.

use crate::calendar::Day;
use crate::check::show_thousandths;

wire_enum! {
    /// One of the official files that areas come from.
    pub enum Dataset as "AreaDataset" {
        /// The indices of deprivation: ranks, deciles and scores.
        Deprivation = "deprivation",
        /// The figures underneath the indices.
        Indicators = "indicators",
        /// The census of 2021: households by dimensions of deprivation.
        Census = "census",
    }
}

impl Dataset {
    /// What the source is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Deprivation => "English indices of deprivation 2025",
            Self::Indicators => "English indices of deprivation 2025, underlying indicators",
            Self::Census => "Census 2021, households by deprivation dimensions",
        }
    }

    /// Who publishes it, and under what terms.
    pub const fn publisher(self) -> &'static str {
        match self {
            Self::Deprivation | Self::Indicators => {
                "Ministry of Housing, Communities and Local Government, Open Government Licence v3.0"
            }
            Self::Census => "Office for National Statistics, Open Government Licence v3.0",
        }
    }

    /// The line that names the source under a figure.
    pub fn source(self) -> String {
        format!("{}. {}", self.title(), self.publisher())
    }

    /// The day that evidence from it carries: that of publication, and for the
    /// census the day on which people were counted.
    pub fn dated_on(self) -> Day {
        let (year, month, day) = match self {
            Self::Deprivation | Self::Indicators => (2025, 10, 30),
            Self::Census => (2021, 3, 21),
        };
        Day::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    /// The columns of its file, in order.
    pub fn header(self) -> Vec<String> {
        if self == Self::Census {
            let columns = ["lsoa21_code", "households_number_deprivation_dimensions", "count", "percent"];
            return columns.map(str::to_owned).to_vec();
        }
        let figures =
            MEASURES.iter().filter(|measure| measure.dataset == self).map(|measure| measure.column.to_owned());
        ["lsoa21_code", "lsoa21_name"].map(str::to_owned).into_iter().chain(figures).collect()
    }
}

/// How a figure is counted, and so which figures can be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A tenth of all areas of England, 1 (the most deprived) to 10.
    Decile,
    /// A place among all areas of England, 1 the most deprived.
    Rank,
    /// A score with no bounds of its own; higher is more deprived.
    Score,
    /// A whole number of people or households; empty where too few to publish.
    Count,
    /// A figure of nothing or more.
    Amount,
    /// A share of a hundred.
    Percent,
}

/// How many areas England has (LSOA 2021): the last rank.
pub const AREAS_IN_ENGLAND: i64 = 33_755;

/// One figure that is known of areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name for programs, and in the database.
    pub key: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Its file.
    pub dataset: Dataset,
    /// Its column in that file; for the census, the dimension and the column.
    pub column: &'static str,
    /// How it is counted.
    pub scale: Scale,
}

impl Measure {
    /// The measure of this name, if there is one.
    pub fn find(key: &str) -> Option<&'static Self> {
        MEASURES.iter().find(|measure| measure.key == key)
    }

    /// A figure in thousandths as people read it, with what it counts:
    /// `rank 1,012 of 33,755`, `decile 1 of 10`, `60.9%`.
    pub fn show(&self, value: Option<i64>) -> String {
        let Some(value) = value else { return "Too few to publish".to_owned() };
        let figure = show_thousandths(value);
        match self.scale {
            Scale::Decile => format!("{figure} of 10"),
            Scale::Rank => format!("{figure} of {}", show_thousandths(AREAS_IN_ENGLAND * 1_000)),
            Scale::Percent => format!("{figure}%"),
            Scale::Score | Scale::Count | Scale::Amount => figure,
        }
    }
}

const fn measure(
    dataset: Dataset,
    scale: Scale,
    key: &'static str,
    column: &'static str,
    label: &'static str,
) -> Measure {
    Measure { key, label, dataset, column, scale }
}

use Dataset::{Census, Deprivation, Indicators};
use Scale::{Amount, Count, Decile, Percent, Rank, Score};

/// Every measure, in the order of the files' columns.
#[rustfmt::skip]
pub const MEASURES: &[Measure] = &[
    measure(Deprivation, Decile, "imd_decile", "IMD_decile", "Deprivation decile"),
    measure(Deprivation, Decile, "income_decile", "Income_decile", "Income decile"),
    measure(Deprivation, Decile, "employment_decile", "Employment_decile", "Employment decile"),
    measure(Deprivation, Decile, "education_decile", "Education_decile", "Education, skills and training decile"),
    measure(Deprivation, Decile, "health_decile", "Health_decile", "Health decile"),
    measure(Deprivation, Decile, "crime_decile", "Crime_decile", "Crime decile"),
    measure(Deprivation, Decile, "housing_decile", "Housing_and_Services_decile", "Housing and services decile"),
    measure(Deprivation, Decile, "environment_decile", "Environment_decile", "Living environment decile"),
    measure(Deprivation, Rank, "imd_rank", "IMD_rank", "Deprivation rank"),
    measure(Deprivation, Rank, "income_rank", "Income_rank", "Income rank"),
    measure(Deprivation, Rank, "employment_rank", "Employment_rank", "Employment rank"),
    measure(Deprivation, Rank, "education_rank", "Education_rank", "Education, skills and training rank"),
    measure(Deprivation, Rank, "health_rank", "Health_rank", "Health rank"),
    measure(Deprivation, Rank, "crime_rank", "Crime_rank", "Crime rank"),
    measure(Deprivation, Rank, "housing_rank", "Housing_and_Services_rank", "Housing and services rank"),
    measure(Deprivation, Rank, "environment_rank", "Environment_rank", "Living environment rank"),
    measure(Deprivation, Score, "imd_score", "IMD_score", "Deprivation score"),
    measure(Deprivation, Score, "income_score", "Income_score", "Income score"),
    measure(Deprivation, Score, "employment_score", "Employment_score", "Employment score"),
    measure(Deprivation, Score, "education_score", "Education_score", "Education, skills and training score"),
    measure(Deprivation, Score, "health_score", "Health_score", "Health score"),
    measure(Deprivation, Score, "crime_score", "Crime_score", "Crime score"),
    measure(Deprivation, Score, "housing_score", "Housing_and_Services_score", "Housing and services score"),
    measure(Deprivation, Score, "environment_score", "Environment_score", "Living environment score"),
    measure(Indicators, Count, "income_deprived", "income_domain_numerator", "People on low income"),
    measure(Indicators, Count, "income_deprived_children", "income_deprivation_affecting_children_index_idaci_numerator", "Children in households on low income"),
    measure(Indicators, Count, "income_deprived_older", "income_deprivation_affecting_older_people_index_idaopi_numerator", "Older people on low income"),
    measure(Indicators, Count, "employment_deprived", "employment_domain_numerator", "People kept out of work"),
    measure(Indicators, Amount, "adult_skills", "adult_skills_and_english_language_proficiency_indicator", "Share of adults with no or low skills or little English"),
    measure(Indicators, Amount, "higher_education", "entry_to_higher_education_indicator", "Share of young people not entering higher education"),
    measure(Indicators, Amount, "acute_morbidity", "acute_morbidity_indicator", "Emergency admissions to hospital, ratio"),
    measure(Indicators, Amount, "illness_disability", "comparative_illness_and_disability_ratio_indicator", "Illness and disability, ratio"),
    measure(Indicators, Score, "mental_health", "mental_health_indicator", "Mental health, score"),
    measure(Indicators, Amount, "life_lost", "years_of_potential_life_lost_indicator", "Years of life lost early"),
    measure(Indicators, Amount, "violence_injury", "violence_with_injury_rate_per_1_000_at_risk_population", "Violence with injury, per 1,000 people"),
    measure(Indicators, Amount, "violence_no_injury", "violence_without_injury_rate_per_1_000_at_risk_population", "Violence without injury, per 1,000 people"),
    measure(Indicators, Amount, "stalking", "stalking_and_harassment_rate_per_1_000_at_risk_population", "Stalking and harassment, per 1,000 people"),
    measure(Indicators, Amount, "burglary", "burglary_rate_per_1_000_at_risk_properties", "Burglary, per 1,000 properties"),
    measure(Indicators, Amount, "theft", "theft_rate_per_1_000_at_risk_population", "Theft, per 1,000 people"),
    measure(Indicators, Amount, "criminal_damage", "criminal_damage_rate_per_1_000_at_risk_population", "Criminal damage, per 1,000 people"),
    measure(Indicators, Amount, "public_order", "public_order_and_possession_of_weapons_rate_per_1_000_at_risk_population", "Public order and weapons, per 1,000 people"),
    measure(Indicators, Amount, "anti_social", "anti_social_behaviour_rate_per_1_000_at_risk_population", "Anti-social behaviour, per 1,000 people"),
    measure(Indicators, Score, "connectivity", "connectivity_score", "Reach of services by foot and transport, score"),
    measure(Indicators, Amount, "owner_affordability", "owner_occupation_affordability_component_of_housing_affordability_indicator", "Share who could not afford to buy"),
    measure(Indicators, Amount, "rental_affordability", "private_rental_affordability_component_of_housing_affordability_indicator", "Share who could not afford to rent"),
    measure(Indicators, Score, "housing_affordability", "housing_affordability_indicator", "Housing affordability, score"),
    measure(Indicators, Score, "broadband", "digital_connectivity_broadband_download_and_upload_speeds", "Broadband, score"),
    measure(Indicators, Amount, "core_homelessness", "core_homelessness_rate_percent_of_households", "Core homelessness, per 100 households"),
    measure(Indicators, Amount, "patients_per_gp", "patient_to_gp_ratio", "Patients for each GP"),
    measure(Indicators, Amount, "homelessness", "homelessness_indicator_rate_per_1_000_households", "Homelessness, per 1,000 households"),
    measure(Indicators, Amount, "overcrowding_rooms", "household_overcrowding_indicator_rooms", "Share of households short of rooms"),
    measure(Indicators, Amount, "overcrowding_bedrooms", "household_overcrowding_indicator_bedrooms", "Share of households short of bedrooms"),
    measure(Census, Count, "households_0", "0 count", "Households deprived in no way"),
    measure(Census, Percent, "households_0_percent", "0 percent", "Share of households deprived in no way"),
    measure(Census, Count, "households_1", "1 count", "Households deprived in 1 way"),
    measure(Census, Percent, "households_1_percent", "1 percent", "Share of households deprived in 1 way"),
    measure(Census, Count, "households_2", "2 count", "Households deprived in 2 ways"),
    measure(Census, Percent, "households_2_percent", "2 percent", "Share of households deprived in 2 ways"),
    measure(Census, Count, "households_3", "3 count", "Households deprived in 3 ways"),
    measure(Census, Percent, "households_3_percent", "3 percent", "Share of households deprived in 3 ways"),
    measure(Census, Count, "households_4", "4 count", "Households deprived in 4 ways"),
    measure(Census, Percent, "households_4_percent", "4 percent", "Share of households deprived in 4 ways"),
];
