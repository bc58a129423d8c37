//! Setting an opportunity up: a list of tasks, each on a page of its own, in any order.

mod act;
mod criteria;
mod data;
mod document;
mod lots;
mod nature;
mod questions;
mod timetable;

use leptos::prelude::*;
use shared::Refusal;
use shared::secure::opportunity::{Action, Stage};

use super::approval::ApprovalProgress;
use crate::ui::{self, BackLink, Button, Form, Inset, NotFound, Refusals, TextArea, TextInput, Title};
use data::{SetupPage, operation};

pub use act::{about, approve, cancel, end, end_lot, officer, request_approval, send_back};
pub use criteria::{Criteria, save as save_criteria};
pub use document::{Document, follow as follow_template};
pub use lots::{Lots, save as save_lots};
pub use nature::{Nature, save as save_nature};
pub use questions::{Questions, save as save_questions};
pub use timetable::{Timetable, save as save_timetable};

/// A task of the list: its page, its name, and the fields whose faults are its own.
struct Task {
    page: &'static str,
    name: &'static str,
    fields: &'static [&'static str],
}

const TASKS: &[Task] = &[
    Task {
        page: "nature",
        name: "Grant or contract",
        fields: &["nature", "grantKind", "grantReason", "grantMost", "expectations", "ground", "directReason"],
    },
    Task {
        page: "about",
        name: "What it is about, and its value",
        fields: &["title", "summary", "method", "category", "valueAYear", "specification", "apartReason"],
    },
    Task { page: "lots", name: "Lots", fields: &["lots", "oneLotReason", "lotsBidMost", "lotsWinMost"] },
    Task { page: "criteria", name: "Criteria", fields: &["criteria"] },
    Task { page: "questions", name: "Questions", fields: &["questions", "proportionReason"] },
    Task {
        page: "timetable",
        name: "Timetable",
        fields: &["opensOn", "questionsUntilOn", "closesOn", "decisionOn", "startsOn"],
    },
    Task { page: "principles", name: "Principles", fields: &["principles"] },
    Task { page: "officer", name: "Officer", fields: &["officer"] },
    Task { page: "document", name: "Standard document", fields: &["template"] },
];

impl Task {
    fn faults(&self, all: &[Refusal]) -> usize {
        let mine = |fault: &&Refusal| {
            let field = fault.field.as_deref().unwrap_or_default();
            self.fields.iter().any(|name| field == *name || field.starts_with(&format!("{name}.")))
        };
        all.iter().filter(mine).count()
    }
}

fn task_list(page: &SetupPage, checklist: &[Refusal]) -> impl IntoView + use<> {
    let base = format!("/council/opportunities/{}", page.reference);
    // Without a criterion no rule asks for a question yet, and still the task is not done.
    let unasked = |task: &Task| usize::from(task.page == "questions" && page.questions.is_empty());
    let commission = page.commission.as_ref().map(|of| of.reference.clone()).unwrap_or_default();
    let place = |task: &Task| match task.page {
        "principles" => format!("/council/commissions/{commission}/principles"),
        page => format!("{base}/{page}"),
    };
    let row = |task: &Task| (place(task), task.name, task.faults(checklist) + unasked(task));
    let rows: Vec<(String, &'static str, usize)> = TASKS.iter().map(row).collect();
    view! {
        <ul class="govuk-task-list">
            {rows.into_iter().map(|(href, name, faults)| view! {
                <li class="govuk-task-list__item govuk-task-list__item--with-link">
                    <div class="govuk-task-list__name-and-hint">
                        <a class="govuk-link govuk-task-list__link" href=href>{name}</a>
                    </div>
                    <div class="govuk-task-list__status">
                        {if faults == 0 {
                            "Completed".into_any()
                        } else {
                            view! { <strong class="govuk-tag govuk-tag--blue">"In progress"</strong> }.into_any()
                        }}
                    </div>
                </li>
            }).collect_view()}
        </ul>
    }
}

fn hub(page: SetupPage) -> impl IntoView {
    let actions = page.viewer_can.clone();
    let can = move |action: Action| actions.iter().any(|one| *one == action);
    let own = page.hidden();
    let hidden = move || own.clone();
    let checklist = page.refusals();
    let refused: Vec<Refusal> =
        page.approval_refusals.clone().unwrap_or_default().into_iter().map(Refusal::from).collect();
    let cancel = hidden();
    let draft = *page.stage == Stage::Draft;
    let may_amend = can(Action::Amend);
    let must_confirm = page.footing.must_confirm;
    let public = format!("/opportunities/{}", page.reference);
    let preview = if page.published_at.is_some() { "See the public page" } else { "Preview" };
    view! {
        <BackLink href="/council/opportunities" text="Opportunities"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=page.title.clone() section="Opportunities" caption=page.reference.clone()/>
            <p class="govuk-body">{page.status.view()}" "{page.method.label()}", "{page.value.to_string()}" before VAT"</p>
            {page.approval_progress.as_ref().map(ApprovalProgress::view)}
            {page.sent_back.clone().map(|reason| view! { <Inset>"Sent back. What has to change: "{reason}</Inset> })}
            {page.apart_reason.clone().map(|reason| view! { <Inset>"Kept apart from other purchases for the same service: "{reason}</Inset> })}
            {(!draft).then(|| page.footing.clone().view())}
            {can(Action::Save).then(|| task_list(&page, &checklist))}
            <p class="govuk-body"><a class="govuk-link" href=public>{preview}</a></p>
            {page.published_at.is_some().then(|| {
                let base = format!("/council/opportunities/{}", page.reference);
                view! {
                    <ul class="govuk-list">
                        <li><a class="govuk-link" href=format!("{base}/answers")>{page.clarification_tally.heading()}</a></li>
                        {may_amend.then(|| view! { <li><a class="govuk-link" href=format!("{base}/amend")>"Change what is published"</a></li> })}
                        <li><a class="govuk-link" href=format!("{base}/opening")>"Opening the bids"</a></li>
                        <li><a class="govuk-link" href=format!("{base}/bids")>"Who bid"</a></li>
                        <li><a class="govuk-link" href=format!("{base}/award")>"Panel, ranking and award"</a></li>
                    </ul>
                }
            })}
            {draft.then(|| view! { <Refusals heading="You cannot ask for approval yet" refusals=checklist.clone()/> })}
            {(*page.stage == Stage::Approval && !can(Action::Approve)).then(|| view! { <Refusals heading="It cannot be published as it stands" refusals=checklist.clone()/> })}
            {(can(Action::RequestApproval) && checklist.is_empty()).then(|| view! {
                <Form name="opportunity-request-approval" hidden=hidden()><Button text="Ask for approval"/></Form>
            })}
            {can(Action::Approve).then(|| if refused.is_empty() {
                view! {
                    <Form name="opportunity-approve" hidden=hidden()>
                        {must_confirm.then(|| view! {
                            <TextArea
                                name="reason"
                                label="Why it is a grant"
                                hint="By its answers it is a contract. Say why it is a grant all the same, or send it back. Anyone can read it."
                                rows=3
                            />
                        })}
                        <Button text="Approve and publish"/>
                    </Form>
                }
                .into_any()
            } else {
                view! { <Refusals heading="You cannot approve this" refusals=refused.clone()/> }.into_any()
            })}
            {can(Action::SendBack).then(|| view! {
                <Form name="opportunity-send-back" hidden=hidden()>
                    <TextArea name="reason" label="What has to change" rows=3/>
                    <Button text="Send back" secondary=true/>
                </Form>
            })}
            {can(Action::Cancel).then(move || view! {
                <ui::Details summary="Call it off">
                    <p class="govuk-body">"This cannot be undone. If it is published, anyone reads the reason, and each bidder who has sent a bid is told by mail."</p>
                    <p class="govuk-body">"Bids that are still sealed stay sealed for ever: nobody will read them. An award that stands is withdrawn, and an agreement that is not signed by both comes to nothing."</p>
                    <Form name="opportunity-cancel" hidden=cancel>
                        <TextArea name="reason" label="Why" rows=3/>
                        <Button text="Cancel this opportunity" warning=true/>
                    </Form>
                </ui::Details>
            })}
        </div></div>
    }
}

/// The list of tasks, and approval.
#[component]
pub fn Opportunity() -> impl IntoView {
    section(|page| hub(page).into_any())
}

/// Shows one opportunity's set-up, for officers alone: others know its public page.
fn section(show: impl Fn(SetupPage) -> AnyView + Clone + Send + Sync + 'static) -> impl IntoView {
    ui::query(operation(), move |data| match data.opportunity {
        Some(page) if page.checklist.is_some() || page.is_officer() => show(page),
        _ => NotFound().into_any(),
    })
}

/// One task's page: the heading and its form, or what stands in the way of changing anything.
fn task(page: &SetupPage, title: &'static str, form: AnyView) -> impl IntoView + use<> {
    let editable = page.viewer_can.iter().any(|one| *one == Action::Save);
    view! {
        <BackLink href=format!("/council/opportunities/{}", page.reference) text=page.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=title section=page.reference.clone() caption=page.title.clone()/>
            {if editable {
                form
            } else {
                view! { <p class="govuk-body">"You cannot change this now: it is not a draft, or it is another directorate's."</p> }.into_any()
            }}
        </div></div>
    }
}

/// What it is about, and its value.
#[component]
pub fn About() -> impl IntoView {
    section(|page| {
        let kinds = super::method::kinds();
        let methods = shared::secure::method::Method::ALL.iter();
        let methods = methods.map(|method| (method.as_str().to_owned(), method.label().to_owned())).collect();
        let (of, page) = (page.clone(), page);
        let form = view! {
            <Form name="opportunity-about" hidden=page.hidden() edits=true>
                <TextInput name="title" label="Title" value=page.title.clone()/>
                <TextInput name="summary" label="What it is for, in one line" value=page.summary.clone()/>
                <ui::Select name="method" label="Method" value=page.method.as_str() options=methods/>
                <TextInput name="valueAYear" label="Value a year, before VAT" prefix="£" width=10 value=page.value_a_year.to_wire()/>
                <TextInput name="years" label="Years" width=2 inputmode="numeric" value=page.years.to_string()/>
                <TextInput name="extensionYears" label="Years of extension (optional)" width=2 inputmode="numeric" value=page.extension_years.to_string()/>
                <TextInput name="vatPercent" label="VAT" suffix="%" width=4 value=page.vat_percent.clone()/>
                <ui::Select name="category" label="Kind" value=page.category.as_str() options=kinds/>
                <TextArea
                    name="apartReason"
                    label="Why it is kept apart from other purchases for the same service (optional)"
                    hint="What was bought for one service within 12 months is added up, unless there is a good reason to keep it apart. The approver and the public read the reason."
                    value=page.apart_reason.clone().unwrap_or_default()
                    rows=3
                />
                <Button text="Save and continue"/>
            </Form>
        };
        task(&of, "What it is about, and its value", form.into_any()).into_any()
    })
}

/// The officer whom bidders can ask.
#[component]
pub fn Officer() -> impl IntoView {
    section(|page| {
        let chosen = page.officer.as_ref().map(|officer| officer.id.to_string()).unwrap_or_default();
        let choices = page.officer_choices.clone().unwrap_or_default();
        let options = choices.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
        let form = view! {
            <Form name="opportunity-officer" hidden=page.hidden() edits=true>
                <ui::Select
                    name="officer"
                    label="Who answers for it"
                    hint="Bidders see the name, telephone number and e-mail address."
                    value=chosen
                    options=options
                />
                <Button text="Save and continue"/>
            </Form>
        };
        task(&page, "Officer", form.into_any()).into_any()
    })
}
