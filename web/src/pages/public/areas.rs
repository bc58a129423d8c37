//! The areas of the official statistics: the list.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::money::grouped;
use shared::plan::area::Dataset;

use super::needs::PageInfo;
use crate::ui::{self, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AreasVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "AreasVariables")]
struct AreasQuery {
    #[arguments(first: 100, after: $after)]
    areas: AreaConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AreaConnection {
    total_count: Option<i32>,
    nodes: Vec<Area>,
    page_info: PageInfo,
}

/// An area with its rank.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Area {
    pub code: String,
    pub name: String,
    pub rank: i32,
    pub decile: i32,
}

/// Areas with their ranks and deciles, each a link, and where the figures come
/// from.
pub(crate) fn table(areas: Vec<Area>, caption: String) -> impl IntoView {
    view! {
        <table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">{caption}</caption>
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">
                    <th scope="col" class="govuk-table__header">"Area"</th>
                    <th scope="col" class="govuk-table__header govuk-table__header--numeric">"Rank of 33,755"</th>
                    <th scope="col" class="govuk-table__header govuk-table__header--numeric">"Tenth"</th>
                </tr>
            </thead>
            <tbody class="govuk-table__body">
                {areas
                    .into_iter()
                    .map(|area| {
                        let rank = grouped(u64::try_from(area.rank).unwrap_or_default());
                        view! {
                            <tr class="govuk-table__row">
                                <th scope="row" class="govuk-table__header">
                                    <a class="govuk-link" href=format!("/areas/{}", area.code)>{area.name}</a>
                                    " "
                                    <span class="govuk-hint govuk-!-margin-bottom-0">{area.code.clone()}</span>
                                </th>
                                <td class="govuk-table__cell govuk-table__cell--numeric">{rank}</td>
                                <td class="govuk-table__cell govuk-table__cell--numeric">{area.decile}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
        <p class="govuk-body-s">
            "Rank 1 and the first tenth are the most deprived in England. Source: " {Dataset::Deprivation.source()} "."
        </p>
    }
}

fn show(data: AreasQuery) -> impl IntoView {
    let count = data.areas.total_count.unwrap_or_default();
    if count == 0 {
        return view! {
            <p class="govuk-body">"No areas yet. They come from official open data, which the council imports."</p>
        }
        .into_any();
    }
    let caption = if count == 1 { "1 area".to_owned() } else { format!("{count} areas, the most deprived first") };
    let next = data.areas.page_info.end_cursor.filter(|_| data.areas.page_info.has_next_page);
    view! {
        {table(data.areas.nodes, caption)}
        <ui::NextPage href=next.map(|cursor| format!("/areas?after={cursor}"))/>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Areas() -> impl IntoView {
    let query = use_query_map();
    let operation = move || AreasQuery::build(AreasVariables { after: query.with(|query| query.get("after")) });
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Areas"/>
            <p class="govuk-body-l">"Where need is, in official figures. Each area has about 1,500 people."</p>
            {ui::query(operation, show)}
        </div></div>
    }
}
