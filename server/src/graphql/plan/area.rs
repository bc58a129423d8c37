//! Areas of the official statistics and their figures.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::check::show_thousandths;
use shared::plan::area::{Area as Domain, AreaCode, Dataset, Figure as DomainFigure};

use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{self, Connected};
use crate::graphql::payload;
use crate::store;

/// A small area of the official statistics, of about 1,500 people.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Area {
    /// Its code in the government's register of geography.
    code: String,
    /// Its name in the statistics.
    name: String,
    /// Its place among the 33,755 areas of England by deprivation; 1 is the
    /// most deprived.
    rank: i64,
    /// The tenth in which that place lies; 1 is the most deprived.
    decile: i64,
    #[graphql(skip)]
    key: AreaCode,
}

impl From<Domain> for Area {
    fn from(domain: Domain) -> Self {
        Self {
            code: domain.code.to_string(),
            name: domain.name,
            rank: domain.rank,
            decile: domain.decile,
            key: domain.code,
        }
    }
}

#[ComplexObject]
impl Area {
    /// All its figures, in the order of the official files.
    #[graphql(complexity = "60 + child_complexity")]
    async fn figures(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AreaFigure>> {
        Ok(loader(ctx).load_one(FiguresOf(self.key.clone())).await?.unwrap_or_default())
    }

    /// The source of the rank and the decile, with its licence.
    async fn source(&self) -> String {
        Dataset::Deprivation.source()
    }
}

impl Area {
    /// Its place in lists: the most deprived first.
    pub fn place(&self) -> (i64, AreaCode) {
        (self.rank, self.key.clone())
    }
}

/// One figure of an area.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct AreaFigure {
    /// The measure's name for programs.
    measure: String,
    /// The measure's name for people.
    label: String,
    /// The figure, with at most three decimal places; none where too few to
    /// publish.
    value: Option<String>,
    /// The figure as people read it: `1,012 of 33,755`.
    shown: String,
    /// The official file it comes from.
    dataset: Dataset,
    /// The source, with its licence.
    source: String,
    #[graphql(skip)]
    key: AreaCode,
}

impl From<DomainFigure> for AreaFigure {
    fn from(domain: DomainFigure) -> Self {
        let measure = domain.measure;
        Self {
            measure: measure.key.to_owned(),
            label: measure.label.to_owned(),
            value: domain.value.map(|value| show_thousandths(value).replace(',', "")),
            shown: measure.show(domain.value),
            dataset: measure.dataset,
            source: measure.dataset.source(),
            key: domain.code,
        }
    }
}

#[ComplexObject]
impl AreaFigure {
    /// The area.
    async fn area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Area>> {
        loader(ctx).load_one(self.key.clone()).await
    }
}

impl AreaFigure {
    /// Whether it is the figure of this measure.
    pub fn is(&self, measure: &str) -> bool {
        self.measure == measure
    }
}

impl Loader<AreaCode> for Batch {
    type Value = Area;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AreaCode]) -> Result<HashMap<AreaCode, Area>, Self::Error> {
        let found = store::plan::area::get_many(self.0.db().reader(), keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|area| (area.code.clone(), Area::from(area))).collect())
    }
}

/// Asks the loader for an area's figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FiguresOf(pub AreaCode);

impl Loader<FiguresOf> for Batch {
    type Value = Vec<AreaFigure>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[FiguresOf]) -> Result<HashMap<FiguresOf, Vec<AreaFigure>>, Self::Error> {
        let codes: Vec<AreaCode> = keys.iter().map(|key| key.0.clone()).collect();
        let mut found = store::plan::area::figures(self.0.db().reader(), &codes).await.map_err(payload::store)?;
        found.sort_by_key(DomainFigure::place);
        let mut by_area: HashMap<FiguresOf, Vec<AreaFigure>> = HashMap::new();
        for figure in found {
            by_area.entry(FiguresOf(figure.code.clone())).or_default().push(AreaFigure::from(figure));
        }
        Ok(by_area)
    }
}

/// Queries of areas.
#[derive(Default)]
pub struct AreaQuery;

#[Object]
impl AreaQuery {
    /// One area, by its code.
    async fn area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code, such as `E01016845`.")] code: String,
    ) -> async_graphql::Result<Option<Area>> {
        let Ok(code) = code.parse::<AreaCode>() else { return Ok(None) };
        let found = store::plan::area::find(cx(ctx).db().reader(), &code).await.map_err(payload::store)?;
        Ok(found.map(Area::from))
    }

    /// All areas we hold, the most deprived first.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(20) * child_complexity")]
    async fn areas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 if left out.")] first: Option<i32>,
        #[graphql(desc = "The place to go on from: an `endCursor` of this list.")] after: Option<String>,
    ) -> async_graphql::Result<Connected<Area>> {
        let page = page::arguments(ctx, first, after)?;
        let slice = store::plan::area::list(cx(ctx).db().reader(), &page).await.map_err(payload::store)?;
        Ok(page::connect(slice, &page, Area::from))
    }
}
