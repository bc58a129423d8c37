//! One specification: its task list, and the sections behind it.

pub mod check;
pub mod form;
mod fragment;
pub mod outcomes;
mod plain;
mod purpose;
pub mod sections;

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::Refusal;
use shared::secure::SpecificationId;
use shared::secure::specification::{Action, Section, Stage};

pub(crate) use self::fragment::{
    IndicatorDraft, OutcomeDraft, PurposeDraft, SpecificationCheck, SpecificationDraft, SpecificationPage,
};
use self::fragment::{SpecificationQuery, SpecificationSaved, SpecificationVariables};
use super::approval::ApprovalProgress;
use crate::ui::{self, BackLink, Button, Form, Inset, NotFound, Row, SummaryList, Title};

impl SpecificationPage {
    /// Whether the viewer may do this at its stage.
    pub(crate) fn can(&self, action: Action) -> bool {
        self.viewer_can.iter().any(|one| *one == action)
    }

    /// The commission's title.
    pub(crate) fn title(&self) -> String {
        self.commission.as_ref().map(|commission| commission.title.clone()).unwrap_or_default()
    }

    /// What still stands in the way of asking for approval.
    pub(crate) fn refusals(&self) -> Vec<Refusal> {
        let refusals = self.check.as_ref().map(|check| check.refusals.clone()).unwrap_or_default();
        refusals.into_iter().map(Refusal::from).collect()
    }

    /// How often a section was saved.
    pub(crate) fn version(&self, section: Section) -> i32 {
        self.save_of(section).map_or(0, |saved| saved.version)
    }

    fn save_of(&self, section: Section) -> Option<&SpecificationSaved> {
        self.saved.iter().flatten().find(|saved| saved.section == section)
    }

    /// The address of the hub.
    pub(crate) fn home(&self) -> String {
        format!("/council/specifications/{}", self.id)
    }
}

/// The part of the address that names a section.
pub(crate) const fn slug(section: Section) -> &'static str {
    match section {
        Section::Scope => "scope",
        Section::Outcomes => "outcomes",
        Section::Monitoring => "monitoring",
        Section::Money => "money",
    }
}

/// Loads the specification of the address and shows it.
pub(crate) fn load<I: IntoView + 'static>(show: fn(SpecificationPage) -> I) -> impl IntoView {
    let params = use_params_map();
    let id = params.with_untracked(|params| params.get("id").and_then(|id| id.parse::<SpecificationId>().ok()));
    let Some(id) = id else { return NotFound().into_any() };
    let operation = move || SpecificationQuery::build(SpecificationVariables { id: id.clone() });
    ui::query(operation, move |data| match data.specification {
        // What officers alone see is null for everybody else.
        Some(page) if page.draft.is_some() => show(page).into_any(),
        _ => NotFound().into_any(),
    })
    .into_any()
}

/// The section's place in the task list: its link and how far it is.
fn task(page: &SpecificationPage, section: Section, refusals: &[Refusal]) -> impl IntoView + use<> {
    let faults =
        refusals.iter().filter(|refusal| refusal.field.as_deref().and_then(Section::of_field) == Some(section));
    let saved = page.save_of(section);
    let status = match (saved, faults.count()) {
        (_, 0) => view! { <span class="govuk-task-list__status">"Completed"</span> }.into_any(),
        (Some(_), _) => status_tag("govuk-tag govuk-tag--blue", "In progress").into_any(),
        (None, _) => status_tag("govuk-tag govuk-tag--grey", "Not started").into_any(),
    };
    let hint = saved.map(|saved| {
        let by = saved.by.as_ref().map(|by| format!(" by {}", by.name)).unwrap_or_default();
        format!("Saved {}{by}", shared::calendar::instant_in_words(saved.at))
    });
    let href = format!("{}/{}", page.home(), slug(section));
    view! {
        <li class="govuk-task-list__item govuk-task-list__item--with-link">
            <div class="govuk-task-list__name-and-hint">
                <a class="govuk-link govuk-task-list__link" href=href>{section.number()}" "{section.label()}</a>
                {hint.map(|hint| view! { <div class="govuk-task-list__hint">{hint}</div> })}
            </div>
            {status}
        </li>
    }
}

fn status_tag(class: &'static str, text: &'static str) -> impl IntoView {
    view! { <div class="govuk-task-list__status"><strong class=class>{text}</strong></div> }
}

/// The task list of a draft.
fn tasks(page: &SpecificationPage) -> impl IntoView + use<> {
    let refusals = page.refusals();
    let items = Section::ALL.iter().map(|section| task(page, *section, &refusals)).collect_view();
    let check = format!("{}/check", page.home());
    let waiting = refusals.len();
    view! {
        <ul class="govuk-task-list">
            {items}
            <li class="govuk-task-list__item govuk-task-list__item--with-link">
                <div class="govuk-task-list__name-and-hint">
                    <a class="govuk-link govuk-task-list__link" href=check>"5 Check and ask for approval"</a>
                </div>
                <div class="govuk-task-list__status">
                    {match waiting {
                        0 => "Ready".to_owned(),
                        1 => "1 thing to put right".to_owned(),
                        more => format!("{more} things to put right"),
                    }}
                </div>
            </li>
        </ul>
    }
}

/// Everything it says, once approval was asked for.
pub(crate) fn content(page: &SpecificationPage) -> impl IntoView + use<> {
    let text = |value: &Option<String>| view! { <span class="cw-said">{value.clone()}</span> };
    let value = page.lifetime_value.map(|value| format!("{value} over its whole life, before VAT")).unwrap_or_default();
    view! {
        <h2 class="govuk-heading-m">"1 Scope and aims"</h2>
        <SummaryList rows=vec![Row::new("What it covers", text(&page.scope)), Row::new("Aims", text(&page.aims))]/>
        <h2 class="govuk-heading-m">"2 Outcomes and measures"</h2>
        {page.purpose.clone().map(crate::pages::public::purpose::Purpose::view)}
        {crate::pages::public::commission::outcomes(page.outcomes.clone())}
        <h2 class="govuk-heading-m">"3 Monitoring, evaluation and review"</h2>
        <SummaryList rows=vec![
            Row::new("Monitoring", text(&page.monitoring)),
            Row::new("Evaluation", text(&page.evaluation)),
            Row::new("Review", text(&page.review)),
        ]/>
        <h2 class="govuk-heading-m">"4 Money"</h2>
        <SummaryList rows=vec![Row::new("Value", value), Row::new("How it is paid", text(&page.payment))]/>
    }
}

/// Who asked, who approved, and the reasons given.
fn history(page: &SpecificationPage) -> impl IntoView + use<> {
    let mut rows = Vec::new();
    if let Some(by) = &page.asked_by {
        rows.push(Row::new("Approval asked by", by.name.clone()));
    }
    if let Some(reason) = &page.length_reason {
        rows.push(Row::new("Why it is long", reason.clone()));
    }
    if let (Some(by), Some(at)) = (&page.approved_by, page.approved_at) {
        rows.push(Row::new("Approved", format!("by {}, {}", by.name, shared::calendar::instant_in_words(at))));
    }
    if let Some(reason) = &page.readability_reason {
        rows.push(Row::new("Why it may be hard to read", reason.clone()));
    }
    (!rows.is_empty()).then(|| view! { <SummaryList rows=rows/> })
}

fn show(page: SpecificationPage) -> impl IntoView {
    let reference = page.commission.as_ref().map(|commission| commission.reference.clone()).unwrap_or_default();
    let back = format!("/council/commissions/{reference}");
    let revise = page.commission.as_ref().filter(|_| page.can(Action::Revise)).map(|commission| {
        let hidden = vec![("commission", commission.id.to_string())];
        view! {
            <Form name="specification-create" hidden=hidden>
                <Button text="Begin a further version" secondary=true/>
            </Form>
        }
    });
    view! {
        <BackLink href=back text=reference.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title
                text=format!("Specification: {}", page.title())
                section=reference.clone()
                caption=format!("{reference} · version {}", page.number)
            />
            <p class="govuk-body">{page.status.view()}</p>
            {page.approval_progress.as_ref().map(ApprovalProgress::view)}
            {page.sent_back_reason.clone().map(|reason| view! { <Inset>"Sent back. What has to change: "{reason}</Inset> })}
            {if page.stage == Stage::Draft {
                tasks(&page).into_any()
            } else {
                view! {
                    {history(&page)}
                    {check::decide(&page)}
                    {content(&page)}
                    {revise}
                }.into_any()
            }}
        </div></div>
    }
}

/// The hub.
#[component]
pub fn Specification() -> impl IntoView {
    load(show)
}
