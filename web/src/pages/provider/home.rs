//! A provider's start: what is to be done and by when, what waits for the
//! council, and what is open.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::monitor::DataReturnId;
use shared::monitor::data_return::{Action as ReturnAction, Stage as ReturnStage};
use shared::people::OrganisationKind;
use shared::people::organisation::ThirdSectorStatus;
use shared::secure::BidId;
use shared::secure::agreement::{Action as AgreementAction, Side, Stage as AgreementStage};
use shared::secure::award::{Action as AwardAction, Stage as AwardStage};
use shared::secure::bid::Stage as BidStage;
use shared::secure::opportunity::Stage as OpportunityStage;
use shared::{Day, Timestamp, calendar};

use crate::ui::{self, CardTable, NotFound, Title};
use crate::wire;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct HomeQuery {
    now: Timestamp,
    viewer: Option<Viewer>,
    #[arguments(first: 40)]
    bids: BidConnection,
    #[arguments(first: 40, mine: true)]
    agreements: AgreementConnection,
    #[arguments(first: 40, mine: true)]
    data_returns: DataReturnConnection,
    #[arguments(first: 10, stages: [OPEN], byDeadline: true)]
    opportunities: OpportunityConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    acting: Option<Acting>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Membership")]
struct Acting {
    organisation: Option<Organisation>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Organisation {
    kind: wire::OrganisationKind,
    name: String,
    status: wire::ThirdSectorStatus,
    status_at: Timestamp,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidConnection {
    nodes: Vec<Bid>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Bid {
    id: BidId,
    stage: wire::BidStage,
    receipt: Option<BidReceipt>,
    opportunity: Option<BidOn>,
    awards: Vec<Award>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidReceipt {
    received_at: Timestamp,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct BidOn {
    reference: String,
    title: String,
    stage: wire::OpportunityStage,
    closes_at: Option<Timestamp>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Award {
    stage: wire::AwardStage,
    notified_at: Option<Timestamp>,
    viewer_can: Vec<wire::AwardAction>,
    agreement: Option<AwardAgreement>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
struct AwardAgreement {
    stage: wire::AgreementStage,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementConnection {
    nodes: Vec<Agreement>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Agreement {
    reference: String,
    title: String,
    stage: wire::AgreementStage,
    starts_on: Day,
    viewer_can: Vec<wire::AgreementAction>,
    terms: Option<AgreementTerms>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementTerms {
    signatures: Vec<Signature>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Signature {
    side: wire::AgreementSide,
    at: Timestamp,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DataReturnConnection {
    nodes: Vec<DataReturn>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DataReturn {
    id: DataReturnId,
    title: String,
    stage: wire::DataReturnStage,
    due_on: Day,
    sent_at: Option<Timestamp>,
    viewer_can: Vec<wire::DataReturnAction>,
    agreement: Option<ReportedOn>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
struct ReportedOn {
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpportunityConnection {
    nodes: Vec<Opportunity>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Opportunity {
    reference: String,
    title: String,
    closes_at: Option<Timestamp>,
}

/// A row of work: what to do or what is waited for, of what, and until or since
/// when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Work {
    /// What the rows are sorted by: the soonest first.
    day: Day,
    /// When, in words.
    when: String,
    verb: String,
    href: String,
    what: String,
}

impl Work {
    fn cells(self) -> Vec<AnyView> {
        vec![
            view! { <a class="govuk-link" href=self.href>{self.verb}</a> }.into_any(),
            self.what.into_any(),
            self.when.into_any(),
        ]
    }
}

/// What an organisation has to do, and what it waits for.
#[derive(Default)]
struct Desk {
    next: Vec<Work>,
    waiting: Vec<Work>,
}

fn since(at: Timestamp) -> (Day, String) {
    let day = calendar::day_of(at);
    (day, format!("Since {}", calendar::in_words(day)))
}

impl Desk {
    fn next(&mut self, verb: &str, href: String, what: String, (day, when): (Day, String)) {
        self.next.push(Work { day, when, verb: verb.to_owned(), href, what });
    }

    fn waiting(&mut self, verb: &str, href: String, what: String, (day, when): (Day, String)) {
        self.waiting.push(Work { day, when, verb: verb.to_owned(), href, what });
    }

    fn bid(&mut self, bid: &Bid) {
        let Some(on) = &bid.opportunity else { return };
        let what = || format!("{} {}", on.reference, on.title);
        let page = |part: &str| format!("/provider/bids/{}{part}", bid.id);
        match *bid.stage {
            BidStage::Draft => {
                if let Some(closes) = on.closes_at {
                    let due = (calendar::day_of(closes), calendar::instant_in_words(closes));
                    self.next("Finish and send the bid", page(""), what(), due);
                }
            }
            BidStage::Submitted => {
                if let Some(receipt) = &bid.receipt {
                    self.waiting("Bid to be opened", page("/sent"), what(), since(receipt.received_at));
                }
            }
            BidStage::Stale => {
                if let Some(closes) = on.closes_at {
                    let due = (calendar::day_of(closes), calendar::instant_in_words(closes));
                    self.next("Confirm the bid again", page(""), what(), due);
                }
            }
            BidStage::Opened => self.opened(bid, on, page("/result")),
            BidStage::NotSent | BidStage::Withdrawn | BidStage::Lapsed => {}
        }
    }

    /// What follows once a bid is opened: the decision, the answer to it and the
    /// agreement.
    fn opened(&mut self, bid: &Bid, on: &BidOn, result: String) {
        let what = format!("{} {}", on.reference, on.title);
        if bid.awards.is_empty() {
            let deciding = matches!(*on.stage, OpportunityStage::Opened | OpportunityStage::Evaluating);
            if let (true, Some(closed)) = (deciding, on.closes_at) {
                let sent = format!("/provider/bids/{}/sent", bid.id);
                self.waiting("Bid to be decided", sent, what.clone(), since(closed));
            }
        }
        for award in &bid.awards {
            self.awarded(award, result.clone(), what.clone());
        }
    }

    /// What follows once an award is known.
    fn awarded(&mut self, award: &Award, result: String, what: String) {
        let Some(told) = award.notified_at else { return };
        let drawn_up = award.agreement.as_ref().is_some_and(|agreement| *agreement.stage != AgreementStage::Draft);
        match *award.stage {
            AwardStage::Notified if award.viewer_can.iter().any(|may| *may == AwardAction::Accept) => {
                self.next("Accept the award, or say no", result, what, since(told));
            }
            AwardStage::Accepted if !drawn_up => {
                self.waiting("Agreement to be offered", result, what, since(told));
            }
            _ => {}
        }
    }

    fn agreement(&mut self, agreement: Agreement) {
        let href = format!("/provider/agreements/{}", agreement.reference);
        let what = format!("{} {}", agreement.reference, agreement.title);
        let ours = agreement.terms.iter().flat_map(|terms| &terms.signatures);
        let ours = ours.filter(|signature| *signature.side == Side::Provider).map(|signature| signature.at).max();
        let unsigned = matches!(*agreement.stage, AgreementStage::Offered | AgreementStage::SignedByOne);
        let begins = || (agreement.starts_on, format!("Begins {}", calendar::in_words(agreement.starts_on)));
        match ours {
            _ if !unsigned => {}
            Some(at) => self.waiting("Agreement to be signed", href, what, since(at)),
            None if agreement.viewer_can.iter().any(|may| *may == AgreementAction::Sign) => {
                self.next("Sign the agreement", format!("{href}/sign"), what, begins());
            }
            None => self.next("Have a certifier sign the agreement", href, what, begins()),
        }
    }

    fn data_return(&mut self, one: DataReturn, today: Day) {
        let what = one.agreement.map_or_else(String::new, |agreement| format!("{}, {}", one.title, agreement.title));
        let href = format!("/provider/returns/{}", one.id);
        let may = one.viewer_can.iter().any(|may| *may == ReturnAction::Submit);
        let due = calendar::in_words(one.due_on);
        let when = if one.due_on < today { format!("Was due {due}") } else { due };
        match *one.stage {
            ReturnStage::Due | ReturnStage::Draft | ReturnStage::Overdue if may => {
                self.next("Send the return", href, what, (one.due_on, when));
            }
            ReturnStage::Queried if may => {
                self.next("Answer the council's question", href, what, (one.due_on, when));
            }
            ReturnStage::Submitted => {
                if let Some(sent) = one.sent_at {
                    self.waiting("Return to be checked", href, what, since(sent));
                }
            }
            _ => {}
        }
    }
}

fn table(caption: &'static str, heads: [&'static str; 3], mut work: Vec<Work>) -> AnyView {
    work.sort();
    let rows = work.into_iter().map(Work::cells).collect();
    view! { <CardTable caption=caption quiet=true heads=heads.to_vec() rows=rows/> }.into_any()
}

fn open(of: Vec<Opportunity>) -> AnyView {
    if of.is_empty() {
        return view! {
            <p class="govuk-body">
                "Nothing else is open today. "
                <a class="govuk-link" href="/opportunities?status=all">"See what was open before"</a>
            </p>
        }
        .into_any();
    }
    let rows = of.into_iter().take(5).map(|one| {
        let href = format!("/opportunities/{}", one.reference);
        let closes = one.closes_at.map(calendar::instant_in_words);
        vec![view! { <a class="govuk-link" href=href>{one.title}</a>" "{one.reference} }.into_any(), closes.into_any()]
    });
    view! {
        <CardTable caption="Open for you" quiet=true heads=vec!["Opportunity", "Closes"] rows=rows.collect()/>
        <p class="govuk-body"><a class="govuk-link" href="/opportunities">"See all that is open"</a></p>
    }
    .into_any()
}

fn show(organisation: Organisation, now: Timestamp, data: HomeQuery) -> impl IntoView {
    let mut desk = Desk::default();
    data.bids.nodes.iter().for_each(|bid| desk.bid(bid));
    data.agreements.nodes.into_iter().for_each(|agreement| desk.agreement(agreement));
    data.data_returns.nodes.into_iter().for_each(|one| desk.data_return(one, calendar::day_of(now)));
    if *organisation.status == ThirdSectorStatus::Declared {
        let what = "What you declared about your organisation".to_owned();
        let href = "/provider/organisation".to_owned();
        desk.waiting("Third-sector status to be checked", href, what, since(organisation.status_at));
    }
    let taken: Vec<_> = data.bids.nodes.iter().filter_map(|bid| bid.opportunity.as_ref()).collect();
    let mut others = data.opportunities.nodes;
    others.retain(|one| taken.iter().all(|on| on.reference != one.reference));
    let (todo, waiting) = (desk.next.len(), desk.waiting.len());
    view! {
        <Title text=organisation.name section="Provider"/>
        <h2 class="govuk-heading-m">{if todo == 0 { "Do next".to_owned() } else { format!("Do next ({todo})") }}</h2>
        {if todo == 0 {
            view! {
                <p class="govuk-body">
                    "Nothing to do. You are set up. A return on a running agreement comes here when its period ends."
                </p>
            }
            .into_any()
        } else {
            table("Do next", ["What", "For what", "Due"], desk.next)
        }}
        <h2 class="govuk-heading-m">
            {if waiting == 0 { "Waiting for the council".to_owned() } else { format!("Waiting for the council ({waiting})") }}
        </h2>
        {if waiting == 0 {
            view! { <p class="govuk-body">"The council owes you no answer."</p> }.into_any()
        } else {
            table("Waiting for the council", ["What", "For what", "Since"], desk.waiting)
        }}
        <h2 class="govuk-heading-m">"Open for you"</h2>
        {open(others)}
        <p class="govuk-body"><a class="govuk-link" href="/support">"Help with bids and applications"</a></p>
    }
}

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    ui::query(
        || HomeQuery::build(()),
        |data| {
            let acting = data.viewer.as_ref().and_then(|viewer| viewer.acting.as_ref());
            let organisation = acting.and_then(|acting| acting.organisation.clone());
            match organisation.filter(|one| *one.kind == OrganisationKind::Provider) {
                Some(organisation) => show(organisation, data.now, data).into_any(),
                None => NotFound().into_any(),
            }
        },
    )
}
