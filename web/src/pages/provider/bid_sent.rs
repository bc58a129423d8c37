//! A bid that is sent: its receipt, one's own copy, and the ways back.

use leptos::prelude::*;
use shared::secure::bid::{Action, Stage};

use super::bid::{Bid, with_bid};
use super::bid_check::answers;
use super::bid_team::members;
use crate::pages::public::changes::amendments;
use crate::ui::{
    self, BackLink, Button, Details, Form, Inset, LinkButton, NotFound, Panel, Refusals, Row, SummaryList, Title,
};

/// The receipt's page.
#[component]
pub fn BidSent() -> impl IntoView {
    with_bid(|bid| sent(&bid))
}

fn sent(bid: &Bid) -> AnyView {
    let Some(receipt) = bid.receipt.clone() else { return NotFound().into_any() };
    let refusals: Vec<shared::Refusal> = bid.change_refusals.iter().cloned().map(Into::into).collect();
    let changes = bid.can(Action::Change) && refusals.is_empty() && is_sealed(bid);
    let withdraw = format!("{}/withdraw", bid.path());
    let facts = vec![
        Row::new("Received", receipt.received.clone()),
        Row::new("Receipt", receipt.code.clone()),
        Row::new("Seal (SHA-256 of the envelope)", view! { <code class="cw-code">{receipt.digest.clone()}</code> }),
    ];
    let word = bid.word().one;
    let sent_title = match word {
        "application" => "Application sent",
        "quotation" => "Quotation sent",
        _ => "Bid sent",
    };
    let copy = answers(bid, true);
    let team = bid.team.clone();
    view! {
        <BackLink href="/provider/bids" text="Bids"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Panel title=sent_title>
                "on "{receipt.received.clone()}<br/>"Receipt "<strong>{receipt.code.clone()}</strong>
            </Panel>
            <p class="govuk-body">{bid.title()}" "{bid.status.as_ref().map(ui::Status::view)}</p>
            {changed(bid)}
            <p class="govuk-body">"We have sent the receipt to your e-mail address."</p>
            <h2 class="govuk-heading-m">"What happens next"</h2>
            {if changes {
                view! {
                    <p class="govuk-body">
                        "Your "{word}" is sealed. We cannot open it before the deadline. You can change or withdraw it until "
                        {bid.closes()}"."
                    </p>
                    <Form name="bid-change" hidden=vec![("id", bid.id.to_string())]>
                        <p class="govuk-body">"If you change it, it is not sent until you send it again."</p>
                        <div class="govuk-button-group">
                            <Button text=format!("Change this {word}") secondary=true/>
                            <a class="govuk-link" href=withdraw>"Withdraw this "{word}</a>
                        </div>
                    </Form>
                }
                .into_any()
            } else {
                view! { <p class="govuk-body">"We open them all together after the deadline, score them and tell you the result with reasons."</p> }
                    .into_any()
            }}
            <h2 class="govuk-heading-m">"Your receipt"</h2>
            <SummaryList rows=facts/>
            <Details summary="Check the receipt yourself">
                <p class="govuk-body">"Anyone can check this Ed25519 signature over the statement with our public key."</p>
                <pre class="cw-code">{receipt.statement.clone()}</pre>
                <p class="govuk-body">"Signature "<code class="cw-code">{receipt.signature.clone()}</code></p>
                <p class="govuk-body">"Public key "<code class="cw-code">{receipt.key.clone()}</code></p>
            </Details>
            {team.as_ref().map(members)}
            <h2 class="govuk-heading-m">"Your copy"</h2>
            <SummaryList rows=copy/>
        </div></div>
    }
    .into_any()
}

/// Whether it lies sealed and may be changed.
fn is_sealed(bid: &Bid) -> bool {
    bid.stage == Stage::Submitted || bid.stage == Stage::Stale
}

/// What changed since it was sent, with the way to confirm it; after the deadline what became of it.
fn changed(bid: &Bid) -> impl IntoView + use<> {
    let changes = bid.opportunity.as_ref().map(|on| on.amendments.clone()).unwrap_or_default();
    let reference = bid.opportunity.as_ref().map(|on| on.reference.clone()).unwrap_or_default();
    match *bid.stage {
        Stage::Stale => {
            let may = bid.can(Action::Confirm);
            view! {
                <h2 class="govuk-heading-m">"What changed"</h2>
                {amendments(changes)}
                <p class="govuk-body">
                    "Confirm your bid by "<strong>{bid.closes()}</strong>", or change it and send it again. A bid that is not confirmed is not opened. "
                    <a class="govuk-link" href=format!("/opportunities/{reference}")>"See the opportunity"</a>
                </p>
                {may.then(|| view! {
                    <Form name="bid-confirm" hidden=vec![("id", bid.id.to_string())]>
                        <Button text="Confirm my bid as it is"/>
                    </Form>
                })}
            }
            .into_any()
        }
        Stage::Lapsed => view! {
            <Inset>"This bid was not confirmed after a change, so it was not opened. Nobody has read it."</Inset>
            <h2 class="govuk-heading-m">"What changed"</h2>
            {amendments(changes)}
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// The confirmation of a withdrawal.
#[component]
pub fn BidWithdraw() -> impl IntoView {
    with_bid(|bid| withdraw(&bid))
}

fn withdraw(bid: &Bid) -> AnyView {
    if !is_sealed(bid) || !bid.can(Action::Withdraw) {
        return NotFound().into_any();
    }
    let refusals: Vec<shared::Refusal> = bid.change_refusals.iter().cloned().map(Into::into).collect();
    let may = refusals.is_empty();
    let sent = format!("{}/sent", bid.path());
    view! {
        <BackLink href=sent.clone() text="Your receipt"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Withdraw this bid" section=bid.title()/>
            <Refusals heading="You cannot withdraw this bid" refusals=refusals/>
            {may.then(|| view! {
                <p class="govuk-body">
                    "The sealed envelope is destroyed and its receipt no longer counts. You will not be considered."
                </p>
                <p class="govuk-body">"We keep your text for you. You can start again until "{bid.closes()}"."</p>
                <Form name="bid-withdraw" hidden=vec![("id", bid.id.to_string())]>
                    <div class="govuk-button-group">
                        <Button text="Withdraw this bid" warning=true/>
                        <LinkButton href=sent text="Keep it" secondary=true/>
                    </div>
                </Form>
            })}
        </div></div>
    }
    .into_any()
}
