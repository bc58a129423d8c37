//! One area of the official statistics: its figures, and the needs that name it.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::plan::area::AreaCode;

use crate::ui::{self, Breadcrumbs, NotFound, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AreaVariables {
    code: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "AreaVariables")]
struct AreaQuery {
    #[arguments(code: $code)]
    area: Option<AreaPage>,
    #[arguments(area: $code, first: 50)]
    needs: NeedConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Area")]
struct AreaPage {
    code: String,
    name: String,
    figures: Vec<Figure>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AreaFigure")]
struct Figure {
    label: String,
    shown: String,
    source: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedConnection {
    nodes: Vec<NeedRow>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
struct NeedRow {
    reference: String,
    title: String,
}

/// Figures by their source, in the order they came.
fn by_source(figures: Vec<Figure>) -> Vec<(String, Vec<Figure>)> {
    let mut groups: Vec<(String, Vec<Figure>)> = Vec::new();
    for figure in figures {
        match groups.last_mut() {
            Some((source, group)) if *source == figure.source => group.push(figure),
            _ => groups.push((figure.source.clone(), vec![figure])),
        }
    }
    groups
}

fn table((source, figures): (String, Vec<Figure>)) -> impl IntoView {
    let title = source.split(". ").next().unwrap_or_default().to_owned();
    view! {
        <table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">{title}</caption>
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">
                    <th scope="col" class="govuk-table__header">"Measure"</th>
                    <th scope="col" class="govuk-table__header govuk-table__header--numeric">"Figure"</th>
                </tr>
            </thead>
            <tbody class="govuk-table__body">
                {figures
                    .into_iter()
                    .map(|figure| view! {
                        <tr class="govuk-table__row">
                            <th scope="row" class="govuk-table__header">{figure.label}</th>
                            <td class="govuk-table__cell govuk-table__cell--numeric">{figure.shown}</td>
                        </tr>
                    })
                    .collect_view()}
            </tbody>
        </table>
        <p class="govuk-body-s">"Source: " {source} "."</p>
    }
}

fn show(area: AreaPage, needs: Vec<NeedRow>) -> impl IntoView {
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/areas".to_owned(), "Areas".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=area.name section="Areas" caption=area.code/>
            <h2 class="govuk-heading-m">"Needs here"</h2>
            {if needs.is_empty() {
                view! { <p class="govuk-body">"No published needs name this area."</p> }.into_any()
            } else {
                view! {
                    <ul class="govuk-list govuk-list--bullet">
                        {needs.into_iter().map(|need| view! {
                            <li>
                                <a class="govuk-link" href=format!("/needs/{}", need.reference)>{need.title}</a>
                                " "{need.reference.clone()}
                            </li>
                        }).collect_view()}
                    </ul>
                }.into_any()
            }}
            <h2 class="govuk-heading-m">"Figures"</h2>
            {by_source(area.figures).into_iter().map(table).collect_view()}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Area() -> impl IntoView {
    let params = use_params_map();
    let code = move || params.with(|params| params.get("code").unwrap_or_default());
    if code().parse::<AreaCode>().is_err() {
        return NotFound().into_any();
    }
    let operation = move || AreaQuery::build(AreaVariables { code: code() });
    ui::query(operation, |data| match data.area {
        Some(area) => show(area, data.needs.nodes).into_any(),
        None => NotFound().into_any(),
    })
    .into_any()
}
