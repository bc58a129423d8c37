//! A published opportunity to bid on, as rows: what leads up to it is tested
//! beside its own aggregate.

use serde_json::{Value, json};
use shared::people::membership::Role;
use shared::people::organisation::{Organisation, SectorType, ThirdSectorStatus};
use shared::people::{OrganisationId, OrganisationKind};

use crate::harness::{self, App};

/// The deadline: midday in London.
pub const CLOSES: &str = "2026-12-11T12:00:00Z";
/// One second later.
pub const LATE: &str = "2026-12-11T12:00:01Z";

/// What the tests need to know of it.
pub struct Opportunity {
    pub id: String,
    pub reference: String,
    pub questions: [String; 2],
    pub lot: String,
}

/// A tender by Adult Care, open from the start of the test to [`CLOSES`], with
/// two questions of at most 500 words and one lot.
pub async fn opportunity(app: &App) -> Opportunity {
    let amara = app.sign_in("amara").await;
    let directorate = harness::build::directorate_id(&amara, "Adult Care and Health").await;
    let id = |prefix: &str| format!("{prefix}{}", app.cx.new_uuid().simple());
    let (opportunity, lot, first, second) = (id("opp_"), id("lot_"), id("qst_"), id("qst_"));
    let (service, commission, specification, criterion) = (id("srv_"), id("com_"), id("spec_"), id("crt_"));
    let (opens, now) = (harness::START, harness::START);
    let buyer = "(select id from organisation where kind = 'buyer')";
    let officer = "(select id from user_account where email = 'amara@test.example')";
    for sql in [
        format!(
            "insert into service (id, reference, buyer_id, name, summary, who_for, how_to_use, created_at, version)
             values ('{service}', 'S-0001', {buyer}, 'Advocacy', '', '', '', '{now}', 1)"
        ),
        format!(
            "insert into commission (id, reference, buyer_id, directorate_id, service_id, title, lead_id, created_at,
             version) values ('{commission}', 'C-0001', {buyer}, '{directorate}', '{service}', 'Advocacy', {officer},
             '{now}', 1)"
        ),
        format!(
            "insert into specification (id, commission_id, number, stage, author_id, created_at, version)
             values ('{specification}', '{commission}', 1, 'approved', {officer}, '{now}', 1)"
        ),
        format!(
            "insert into opportunity (id, reference, buyer_id, directorate_id, commission_id, specification_id, title,
             summary, method, value_a_year_pence, years, extension_years, further_lots_pence, vat_basis_points,
             category, value_pence, officer_id, author_id, questions_until, closes_at, decision_on, starts_on, stage,
             commenced_on, published_at, approved_by_id, open_from, policy_rows, created_at, version)
             values ('{opportunity}', 'O-0001', {buyer}, '{directorate}', '{commission}', '{specification}',
             'Independent advocacy for adults', 'Someone on your side', 'tender', 8000000, 3, 0, '', 2000,
             'light_touch', 24000000, {officer}, {officer}, '2026-11-27T12:00:00+00:00', '2026-12-11T12:00:00+00:00',
             '2027-01-22', '2027-04-01', 'published', '2026-11-23', '{now}', {officer}, '{opens}', '', '{now}', 1)"
        ),
        format!(
            "insert into lot (id, opportunity_id, number, title, value_pence)
             values ('{lot}', '{opportunity}', 1, 'Advocacy', 24000000)"
        ),
        format!(
            "insert into criterion (id, opportunity_id, position, kind, title, weight)
             values ('{criterion}', '{opportunity}', 1, 'quality', 'Quality', 10000)"
        ),
        format!(
            "insert into question (id, opportunity_id, criterion_id, position, prompt, word_limit) values
             ('{first}', '{opportunity}', '{criterion}', 1, 'How will people reach you?', 500),
             ('{second}', '{opportunity}', '{criterion}', 2, 'How will people stay safe?', 500)"
        ),
    ] {
        app.cx.db().execute(&sql.replace("T09:00:00Z", "T09:00:00+00:00")).await.unwrap();
    }
    Opportunity { id: opportunity, reference: "O-0001".to_owned(), questions: [first, second], lot }
}

/// Both answers and the price, as nothing had been saved before.
pub fn answers(on: &Opportunity, first: &str, second: &str, price: &str) -> Value {
    json!({
        "answers": [
            { "question": on.questions[0], "text": first, "version": 0 },
            { "question": on.questions[1], "text": second, "version": 0 },
        ],
        "prices": [{ "lot": on.lot, "price": price, "version": 0 }],
    })
}

/// A verified charity with one member.
pub async fn provider(app: &App, name: &str, member: &str) -> OrganisationId {
    let id = app.cx.new_id(OrganisationId::from_uuid);
    let new = Organisation {
        id: id.clone(),
        kind: OrganisationKind::Provider,
        name: name.to_owned(),
        org_id: format!("GB-CHC-{member}"),
        sector: Some(SectorType::Charity),
        status: ThirdSectorStatus::Verified,
        status_at: app.cx.now(),
    };
    let tx = app.cx.begin().await.unwrap();
    server::store::people::organisation::insert(&tx, &new, app.cx.now()).await.unwrap();
    server::app::commit(tx).await.unwrap();
    harness::build::person(app, member, &id, OrganisationKind::Provider, None, Role::Member, None).await;
    id
}
