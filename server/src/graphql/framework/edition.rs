//! The framework's edition in force, its glossary and the dated figures.

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::calendar::{self, Day};
use shared::framework::edition::{self, Chapter, IN_FORCE, Paragraph as Domain};
use shared::framework::glossary;
use shared::framework::policy::{self, Band, Basis, CountFrom, Regime, rows};

use crate::graphql::context::cx;

/// One edition of the framework.
#[derive(SimpleObject)]
pub struct Edition {
    /// Its name.
    version: String,
    /// The first day on which it holds.
    in_force_from: Day,
    /// The day by which it has to be reviewed.
    review_by: Day,
    /// Whether that day has passed.
    review_overdue: bool,
    /// Every paragraph, in order.
    paragraphs: Vec<Paragraph>,
}

/// One paragraph of the framework, in plain words.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Paragraph {
    /// Its number, such as `4.10`.
    number: String,
    /// What it is about.
    heading: String,
    /// The part it stands in.
    chapter: Chapter,
    /// That part's heading.
    chapter_title: String,
    /// What it says.
    text: String,
    /// The rules that it drives, such as `R-4.10`.
    rules: Vec<String>,
    /// The same rules, each with what it asks.
    rules_in_words: Vec<FrameworkRule>,
    #[graphql(skip)]
    keys: &'static [&'static str],
}

impl From<&'static Domain> for Paragraph {
    fn from(domain: &'static Domain) -> Self {
        Self {
            number: domain.number.to_owned(),
            heading: domain.heading.to_owned(),
            chapter: domain.chapter,
            chapter_title: domain.chapter.title().to_owned(),
            text: domain.text.to_owned(),
            rules: domain.rules.iter().map(ToString::to_string).collect(),
            rules_in_words: domain.rules.iter().filter_map(|id| edition::rule(id)).map(FrameworkRule::from).collect(),
            keys: domain.policy_keys,
        }
    }
}

#[ComplexObject]
impl Paragraph {
    /// The figures that its rules use, past and to come among them.
    async fn policy_rows(&self, ctx: &Context<'_>) -> Vec<PolicyRow> {
        let today = cx(ctx).today();
        rows()
            .into_iter()
            .filter(|row| self.keys.contains(&row.key.as_str()))
            .map(|row| PolicyRow::of(row, today))
            .collect()
    }
}

/// A rule that the framework drives.
#[derive(SimpleObject)]
pub struct FrameworkRule {
    /// Its identifier, which refusals cite, such as `R-4.10`.
    id: String,
    /// What it asks, in one sentence.
    sentence: String,
}

impl From<&'static edition::Rule> for FrameworkRule {
    fn from(rule: &'static edition::Rule) -> Self {
        Self { id: rule.id.to_owned(), sentence: rule.sentence.to_owned() }
    }
}

/// One dated figure: what it is, from when, and where it comes from.
#[derive(SimpleObject)]
pub struct PolicyRow {
    /// Its identifier, which decisions and refusals cite.
    id: String,
    /// What it is a figure of.
    key: String,
    /// The body of rules it belongs to.
    regime: Regime,
    /// The band of value it is for; none if for all.
    band: Option<Band>,
    /// The figure in words, with its unit.
    value: String,
    /// Whether a sum is before or with VAT.
    basis: Basis,
    /// Which day a period counts from.
    count_from: CountFrom,
    /// The first day on which it holds.
    effective_from: Day,
    /// The last; none while no end is known.
    effective_to: Option<Day>,
    /// Whether it holds today.
    in_force: bool,
    /// Where it comes from.
    source: String,
    /// The framework's paragraph behind it.
    paragraph: Option<String>,
    /// Whether an officer has checked it against its source.
    verified: bool,
}

impl PolicyRow {
    fn of(row: policy::Row, today: Day) -> Self {
        let value = row.value_in_words();
        Self {
            in_force: row.in_force(today),
            id: row.id.to_string(),
            key: row.key,
            regime: row.regime,
            band: row.band,
            value,
            basis: row.basis,
            count_from: row.count_from,
            effective_from: row.effective_from,
            effective_to: row.effective_to,
            source: row.source,
            paragraph: row.paragraph,
            verified: row.verified,
        }
    }
}

/// A word that every page uses in one meaning.
#[derive(SimpleObject)]
pub struct Word {
    /// The word.
    word: String,
    /// What it means, in plain English.
    meaning: String,
}

/// Queries of the edition.
#[derive(Default)]
pub struct EditionQuery;

#[Object]
impl EditionQuery {
    /// The framework in force.
    async fn framework(&self, ctx: &Context<'_>) -> Edition {
        let today = calendar::day_of(cx(ctx).now());
        Edition {
            version: IN_FORCE.version.to_owned(),
            in_force_from: IN_FORCE.in_force_from,
            review_by: IN_FORCE.review_by,
            review_overdue: IN_FORCE.is_review_overdue(today),
            paragraphs: IN_FORCE.paragraphs.iter().map(Paragraph::from).collect(),
        }
    }

    /// One paragraph of the framework in force.
    async fn framework_paragraph(&self, #[graphql(desc = "Such as `4.10`.")] number: String) -> Option<Paragraph> {
        IN_FORCE.paragraph(&number).map(Paragraph::from)
    }

    /// Every dated figure the rules use, past and to come among them.
    async fn policy_rows(&self, ctx: &Context<'_>) -> Vec<PolicyRow> {
        let today = cx(ctx).today();
        rows().into_iter().map(|row| PolicyRow::of(row, today)).collect()
    }

    /// The words every page uses, each with its one meaning.
    async fn glossary(&self) -> Vec<Word> {
        glossary::ENTRIES
            .iter()
            .map(|entry| Word { word: entry.shown().to_owned(), meaning: entry.meaning.to_owned() })
            .collect()
    }
}
