//! The panel, the ranking and the award of one opportunity.

mod recommend;

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::people::UserId;
use shared::secure::award::Action as AwardAction;
use shared::secure::evaluation::Action;
use shared::secure::opportunity::Action as OpportunityAction;
use shared::secure::{AwardId, BidId, LotId, OpportunityId};

use crate::form::{ReturnedForm, UserError};
use crate::ui::{
    self, BackLink, Button, Comparison, Details, Form, Inset, NotFound, Refusals, Row, Select, SummaryList, TextArea,
    Title,
};
use crate::wire::EvaluationAction;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PageVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(reference: $reference)]
    evaluation: Option<Evaluation>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Evaluation {
    opportunity: Named,
    version: i32,
    opened_at: Option<shared::Timestamp>,
    reviewers_needed: i32,
    agreed_count: i32,
    answer_count: i32,
    members: Vec<Member>,
    candidates: Option<Vec<Candidate>>,
    viewer_can: Vec<EvaluationAction>,
    lots: Vec<EvaluationLot>,
    awards: Vec<Award>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EvaluationLot {
    lot: LotId,
    number: i32,
    title: String,
    decided: bool,
    ended: bool,
    pot: Option<Pot>,
    ranking: Option<Ranking>,
    missing: Option<Vec<UserError>>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "EvaluationPot")]
struct Pot {
    whole: shared::Money,
    given: shared::Money,
    left: shared::Money,
    chosen: Vec<BidId>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Named {
    id: OpportunityId,
    reference: String,
    title: String,
    end_reason: Option<String>,
    viewer_can: Vec<crate::wire::OpportunityAction>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelMember")]
struct Member {
    user: UserId,
    name: String,
    chair: bool,
    status: ui::Status,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelCandidate")]
struct Candidate {
    user: UserId,
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Ranking {
    lines: Vec<RankingLine>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RankingLine {
    rank: i32,
    tied: bool,
    bid: BidId,
    name: String,
    price: shared::Money,
    quality: String,
    cost: String,
    total: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Award {
    id: AwardId,
    version: i32,
    lot: LotId,
    several: bool,
    stage: crate::wire::AwardStage,
    status: ui::Status,
    provider_name: String,
    value: shared::Money,
    reasons: String,
    other_reason: Option<String>,
    subsidy: Option<Subsidy>,
    ended_reason: Option<String>,
    standstill_ends_on: Option<shared::Day>,
    author: Option<Person>,
    viewer_can: Vec<crate::wire::AwardAction>,
    approval_refusals: Option<Vec<UserError>>,
    can_draw_up_agreement: bool,
    agreement: Option<Agreement>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AwardSubsidy")]
struct Subsidy {
    is_one: bool,
    reason: String,
    had: Option<shared::Money>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Agreement {
    reference: String,
    status: ui::Status,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Person {
    name: String,
}

fn may(page: &Evaluation, action: Action) -> bool {
    page.viewer_can.iter().any(|one| *one == action)
}

/// The panel as it is, and the form to choose it.
fn panel(page: &Evaluation) -> impl IntoView + use<> {
    let members = page.members.clone().into_iter().map(|member| {
        view! {
            <li>
                {member.name.clone()}{member.chair.then_some(", leads the panel")}" "{member.status.view()}
            </li>
        }
    });
    let none = page.members.is_empty();
    // Once a choice stands, the panel's work is done and nobody joins it.
    let standing = page.awards.iter().any(|award| award.stage.stands());
    view! {
        <h2 class="govuk-heading-m">"Panel"</h2>
        <ul class="govuk-list">{members.collect_view()}</ul>
        {none.then(|| view! { <p class="govuk-body">"Nobody is on the panel yet."</p> })}
        {(may(page, Action::Appoint) && !standing).then(|| choose(page))}
    }
}

fn choose(page: &Evaluation) -> impl IntoView + use<> {
    const FORM: &str = "panel-appoint";
    let returned = ReturnedForm::here();
    let candidates = page.candidates.clone().unwrap_or_default();
    let chair = page.members.iter().find(|member| member.chair).map(|member| member.user.to_string());
    let options = candidates.iter().map(|one| (one.user.to_string(), one.name.clone())).collect();
    let sent = returned.0.with_untracked(|returned| (returned.form == FORM).then(|| returned.fields.all("members")));
    let seated = page.members.iter().map(|member| member.user.to_string()).collect();
    let ticked: Vec<String> = sent.unwrap_or(seated);
    let boxes = candidates.into_iter().enumerate().map(move |(index, one)| {
        let id = if index == 0 { format!("{FORM}-members") } else { format!("{FORM}-members-{}", index + 1) };
        let value = one.user.to_string();
        let checked = ticked.contains(&value);
        view! {
            <div class="govuk-checkboxes__item">
                <input class="govuk-checkboxes__input" id=id.clone() name="members" type="checkbox" value=value checked=checked/>
                <label class="govuk-label govuk-checkboxes__label" for=id>{one.name}</label>
            </div>
        }
    });
    let fault = move || {
        let first = returned.0.with(|returned| {
            let mine = returned.form == FORM;
            let about = |field: &str| field == "members" || field.starts_with("members.");
            let found = returned.faults.iter().find(|fault| mine && fault.field.as_deref().is_some_and(about));
            found.map(|fault| fault.message.clone())
        });
        first.map(|message| {
            view! {
                <p id="panel-appoint-members-error" class="govuk-error-message">
                    <span class="govuk-visually-hidden">"Error: "</span>
                    {message}
                </p>
            }
        })
    };
    let hidden = vec![
        ("opportunity", page.opportunity.id.to_string()),
        ("reference", page.opportunity.reference.clone()),
        ("version", page.version.to_string()),
    ];
    let needed = page.reviewers_needed;
    view! {
        <Form name=FORM hidden=hidden edits=true>
            <div class="govuk-form-group">
                <fieldset class="govuk-fieldset">
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"Who scores the bids"</legend>
                    <div class="govuk-hint">{format!("At least {needed} for this value.")}</div>
                    {fault}
                    <div class="govuk-checkboxes">{boxes.collect_view()}</div>
                </fieldset>
            </div>
            <Select name="chair" label="Who leads the panel" value=chair.unwrap_or_default() options=options/>
            <Button text="Save the panel" secondary=true/>
        </Form>
    }
}

fn ranking(page: &Evaluation, lot: &EvaluationLot) -> impl IntoView + use<> {
    let Some(ranking) = lot.ranking.clone() else {
        let (done, all) = (page.agreed_count, page.answer_count);
        let words = if page.opened_at.is_none() {
            "The bids are sealed. Nobody can see how many there are.".to_owned()
        } else if page.agreed_count == page.answer_count && page.answer_count > 0 {
            "Nobody has bid for this lot.".to_owned()
        } else {
            format!("The ranking is hidden until every question is agreed: {done} of {all} so far.")
        };
        return view! { <p class="govuk-body">{words}</p> }.into_any();
    };
    let rows = ranking.lines.into_iter().map(|line| {
        let rank = if line.tied { format!("{} (tie)", line.rank) } else { line.rank.to_string() };
        view! {
            <tr class="govuk-table__row">
                <td class="govuk-table__cell">{rank}</td>
                <th scope="row" class="govuk-table__header">{line.name}</th>
                <td class="govuk-table__cell govuk-table__cell--numeric">{line.price.to_string()}</td>
                <td class="govuk-table__cell govuk-table__cell--numeric">{line.quality}</td>
                <td class="govuk-table__cell govuk-table__cell--numeric">{line.cost}</td>
                <td class="govuk-table__cell govuk-table__cell--numeric">{line.total}</td>
            </tr>
        }
    });
    view! {
        <Comparison label="The ranking"><table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">"Points of 100. The order uses exact fractions; three places are shown."</caption>
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">
                    <th scope="col" class="govuk-table__header">"Rank"</th>
                    <th scope="col" class="govuk-table__header">"Bidder"</th>
                    <th scope="col" class="govuk-table__header govuk-table__header--numeric">"Price before VAT"</th>
                    <th scope="col" class="govuk-table__header govuk-table__header--numeric">"Quality"</th>
                    <th scope="col" class="govuk-table__header govuk-table__header--numeric">"Price points"</th>
                    <th scope="col" class="govuk-table__header govuk-table__header--numeric">"Total"</th>
                </tr>
            </thead>
            <tbody class="govuk-table__body">{rows.collect_view()}</tbody>
        </table></Comparison>
    }
    .into_any()
}

/// The way out where none of the bids can be chosen.
fn end(page: &Evaluation) -> impl IntoView + use<> {
    let may = page.opportunity.viewer_can.iter().any(|one| *one == OpportunityAction::End);
    if !may {
        return ().into_any();
    }
    let standing = page.awards.iter().find(|award| award.stage.stands()).map(|award| award.provider_name.clone());
    let hidden = vec![("id", page.opportunity.id.to_string()), ("reference", page.opportunity.reference.clone())];
    view! {
        <Details summary="Nobody can be chosen">
            {match standing {
                Some(name) => view! {
                    <p class="govuk-body">"An award to "{name}" stands. Withdraw it, or have it sent back, before you end the opportunity with nobody chosen."</p>
                }
                .into_any(),
                None => view! {
                    <p class="govuk-body">"This cannot be undone. Anyone reads the reason, and every bidder is told by mail. The commission can then go back to its plan, or on to another opportunity."</p>
                    <Form name="opportunity-end" hidden=hidden>
                        <TextArea name="reason" label="Why nobody is chosen" rows=3/>
                        <Button text="Close the opportunity as unsuccessful" warning=true/>
                    </Form>
                }
                .into_any(),
            }}
        </Details>
    }
    .into_any()
}

/// The way out of one lot, where others go on.
fn end_lot(page: &Evaluation, lot: &EvaluationLot) -> impl IntoView + use<> {
    let may = page.opportunity.viewer_can.iter().any(|one| *one == OpportunityAction::End);
    if !may || lot.decided || lot.ended || page.lots.len() == 1 {
        return ().into_any();
    }
    let hidden = vec![
        ("id", page.opportunity.id.to_string()),
        ("reference", page.opportunity.reference.clone()),
        ("lot", lot.lot.to_string()),
        ("number", lot.number.to_string()),
    ];
    let words = format!("Nobody can be chosen for lot {}", lot.number);
    view! {
        <Details summary=words>
            <p class="govuk-body">"This cannot be undone. Anyone reads the reason, and whoever bid for the lot is told by mail. The other lots go on."</p>
            <Form name="opportunity-end-lot" hidden=hidden>
                <TextArea name="reason" label="Why nobody is chosen" rows=3/>
                <Button text="End this lot" warning=true/>
            </Form>
        </Details>
    }
    .into_any()
}

/// The lots, each with a link to its part of this page.
fn lots(page: &Evaluation, shown: i32) -> impl IntoView + use<> {
    let base = format!("/council/opportunities/{}/award", page.opportunity.reference);
    let lots = page.lots.clone().into_iter().map(move |lot| {
        let name = format!("Lot {}, {}", lot.number, lot.title);
        let stands = match (lot.decided, lot.ended) {
            (true, _) => ", award under way",
            (_, true) => ", ended with no one chosen",
            _ => "",
        };
        let href = format!("{base}?lot={}", lot.number);
        view! {
            <li>
                {if lot.number == shown {
                    view! { <strong>{name}</strong> }.into_any()
                } else {
                    view! { <a class="govuk-link" href=href>{name}</a> }.into_any()
                }}
                {stands}
            </li>
        }
    });
    (page.lots.len() > 1).then(|| {
        view! {
            <nav aria-label="Lots"><ul class="govuk-list">{lots.collect_view()}</ul></nav>
        }
    })
}

/// One award; of several in a round only the one that is opened has its buttons.
fn award(award: Award, number: i32, reference: &str, opened: bool) -> impl IntoView + use<> {
    let can = |action: AwardAction| opened && award.viewer_can.iter().any(|one| *one == action);
    let open = (!opened && !award.viewer_can.is_empty()).then(|| recommend::open(&award, number, reference));
    let hidden = || {
        let mut hidden = vec![
            ("id", award.id.to_string()),
            ("reference", reference.to_owned()),
            ("number", number.to_string()),
            ("version", award.version.to_string()),
        ];
        hidden.extend(award.several.then(|| ("award", award.id.to_string())));
        hidden
    };
    let mut rows = vec![
        Row::new("Bidder", award.provider_name.clone()),
        Row::new("Value before VAT", award.value.to_string()),
        Row::new("Reasons", award.reasons.clone()),
    ];
    if let Some(reason) = award.other_reason.clone() {
        rows.push(Row::new("Why not the one best score", reason));
    }
    rows.extend(award.subsidy.as_ref().map(recommend::subsidy_row));
    if let Some(author) = award.author.clone() {
        rows.push(Row::new("Recommended by", author.name));
    }
    if let Some(day) = award.standstill_ends_on {
        rows.push(Row::new("Waiting period ends", shared::calendar::in_words(day)));
    }
    if let Some(agreement) = award.agreement.clone() {
        let href = format!("/council/agreements/{}", agreement.reference);
        rows.push(Row::new(
            "Agreement",
            view! { <a class="govuk-link" href=href>{agreement.reference}</a>" "{agreement.status.view()} },
        ));
    }
    let ended = award.ended_reason.clone();
    let refused: Vec<shared::Refusal> =
        award.approval_refusals.clone().unwrap_or_default().into_iter().map(Into::into).collect();
    let draw_up = (opened && award.can_draw_up_agreement).then(|| {
        view! {
            <Form name="agreement-draft" hidden=vec![("award", award.id.to_string())]>
                <p class="govuk-body">"It begins with the specification, the price of this bid and the terms that the rules expect. You can change them before you offer it."</p>
                <Button text="Draw up the agreement"/>
            </Form>
        }
    });
    view! {
        <h2 class="govuk-heading-m">{if award.several { format!("Grant to {} ", award.provider_name) } else { "Award ".to_owned() }}{award.status.view()}</h2>
        {ended.map(|reason| view! { <Inset>"Reason given: "{reason}</Inset> })}
        <SummaryList rows=rows/>
        {open}
        {draw_up}
        {can(AwardAction::Subsidy).then(|| recommend::subsidy_form(award.subsidy.as_ref(), hidden()))}
        {can(AwardAction::Approve).then(|| if refused.is_empty() {
            view! { <Form name="award-approve" hidden=hidden()><Button text="Approve the award"/></Form> }.into_any()
        } else {
            view! { <Refusals heading="You cannot approve this award" refusals=refused.clone()/> }.into_any()
        })}
        {can(AwardAction::SendBack).then(|| view! {
            <Form name="award-send-back" hidden=hidden()>
                <TextArea name="reason" label="What should change" rows=3/>
                <Button text="Ask for changes" secondary=true/>
            </Form>
        })}
        {can(AwardAction::Notify).then(|| view! {
            <Form name="award-notify" hidden=hidden()>
                <p class="govuk-body">{if award.several {
                    "Every applicant hears at once of all grants that are approved: those who get one, of their own; the others, with their scores and reasons, who got one."
                } else {
                    "Every bidder gets their own scores and reasons, and the chosen bidder's name and total."
                }}</p>
                <Button text=if award.several { "Tell every applicant" } else { "Tell every bidder" }/>
            </Form>
        })}
        {can(AwardAction::Withdraw).then(|| view! {
            <Form name="award-withdraw" hidden=hidden()>
                <TextArea name="reason" label="Why the award is taken back" rows=3/>
                <Button text="Withdraw the award" warning=true/>
            </Form>
        })}
    }
}

fn show(page: Evaluation, number: i32, wanted: Option<&str>) -> impl IntoView + use<> {
    let reference = page.opportunity.reference.clone();
    let Some(lot) = page.lots.iter().find(|lot| lot.number == number).cloned() else { return NotFound().into_any() };
    let several = page.lots.len() > 1;
    let own: Vec<Award> = page.awards.clone().into_iter().filter(|one| one.lot == lot.lot).collect();
    let opened = own.iter().find(|one| wanted == Some(one.id.as_str())).or(own.first()).map(|one| one.id.clone());
    let own = own.into_iter().map(|one| {
        let opened = !one.several || Some(&one.id) == opened.as_ref();
        award(one, lot.number, &reference, opened).into_any()
    });
    let awards = own.collect_view();
    let heading = if several { format!("Ranking of lot {}", lot.number) } else { "Ranking".to_owned() };
    view! {
        <BackLink href=format!("/council/opportunities/{reference}") text=page.opportunity.title.clone()/>
        <Title text="Ranking and award" section=page.opportunity.title.clone() caption=reference.clone()/>
        {page.opportunity.end_reason.clone().map(|reason| view! { <Inset>"Ended with no one chosen. "{reason}</Inset> })}
        {lots(&page, lot.number)}
        {recommend::pot(&lot)}
        {awards}
        {recommend::recommendation(&page, &lot)}
        <h2 class="govuk-heading-m">{heading}</h2>
        {ranking(&page, &lot)}
        {end_lot(&page, &lot)}
        {panel(&page)}
        {end(&page)}
    }
    .into_any()
}

/// The page.
#[component]
pub fn Award() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let number = move || query.with_untracked(|query| query.get("lot").and_then(|lot| lot.parse().ok()).unwrap_or(1));
    let wanted = move || query.with_untracked(|query| query.get("award"));
    let operation = move || {
        PageQuery::build(PageVariables { reference: params.with(|params| params.get("reference").unwrap_or_default()) })
    };
    ui::query(operation, move |data| match data.evaluation {
        Some(page) => show(page, number(), wanted().as_deref()).into_any(),
        None => NotFound().into_any(),
    })
}
