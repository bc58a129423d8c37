//! An award without the competition that led to it: rows as that leaves them.

use shared::people::OrganisationKind;
use shared::people::membership::Role;

use super::{App, build};

/// The award's identifier.
pub const AWARD: &str = "awd_00000000000000000000000000000001";
/// The measures: how many carers came, and how many feel less alone.
pub const MEASURES: [&str; 2] = ["ind_00000000000000000000000000000001", "ind_00000000000000000000000000000002"];

/// `Lantern` (with `ruth`, certifier, and `joe`, member) is awarded a tender of
/// £98,000 for three years from January 2027, at this stage. The waiting period
/// ends on 25 November 2026. The service is `S-0001`, the need `N-0007`.
pub async fn award(app: &App, stage: &str) {
    let lantern = build::provider(app, "Lantern", "ruth").await;
    build::person(app, "joe", &lantern, OrganisationKind::Provider, None, Role::Member, None).await;
    let accepted =
        if stage == "accepted" { ("'2026-11-18 10:00:00+00:00'", person("ruth")) } else { ("null", "null".to_owned()) };
    for statement in plan().into_iter().chain(competition()).chain([chosen(lantern.as_str(), stage, &accepted)]) {
        app.cx.db().execute(&statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

fn person(name: &str) -> String {
    format!("(select id from user_account where email = '{name}@test.example')")
}

const BUYER: &str = "(select id from organisation where kind = 'buyer')";
const ADULT: &str = "(select id from directorate where name = 'Adult Care and Health')";
const AT: &str = "'2026-09-01 10:00:00+00:00'";

fn id(prefix: &str) -> String {
    format!("'{prefix}_00000000000000000000000000000001'")
}

fn plan() -> Vec<String> {
    let (amara, sunita) = (person("amara"), person("sunita"));
    vec![
        format!(
            "insert into need (id, reference, buyer_id, directorate_id, author_id, created_at, title, summary, people,
             community, demand_figure, demand_source, supply_figure, services, stage, approved_by_id, published_at, version)
             values ({}, 'N-0007', {BUYER}, {ADULT}, {amara}, {AT}, 'Carers who feel alone', 'They see few others.',
             'Unpaid carers', 'Carers', 1900, 'Survey 2026', 420, 'Two groups', 'published', {sunita}, {AT}, 1)",
            id("need")
        ),
        format!(
            "insert into evidence (id, need_id, kind, title, finding, source, dated_on, strength, added_by_id, added_at)
             values ('evd_00000000000000000000000000000001', {}, 'survey', 'Carers'' survey', 'Four in ten feel alone',
             'The council', '2026-03-01', 'strong', {amara}, {AT})",
            id("need")
        ),
        format!(
            "insert into service (id, reference, buyer_id, name, summary, who_for, how_to_use, created_at, version)
             values ({}, 'S-0001', {BUYER}, 'Carers befriending', 'Company for carers', 'Carers', 'Ring us', {AT}, 1)",
            id("svc")
        ),
        format!(
            "insert into commission (id, reference, buyer_id, directorate_id, service_id, title, lead_id, created_at, version)
             values ({}, 'C-0012', {BUYER}, {ADULT}, {}, 'Carers befriending', {amara}, {AT}, 1)",
            id("com"),
            id("svc")
        ),
        format!(
            "insert into specification (id, commission_id, number, stage, author_id, created_at, scope, aims, monitoring,
             evaluation, review, payment, value_a_year_pence, years, extension_years, vat_basis_points, category,
             asked_by_id, asked_at, approved_by_id, approved_at, version)
             values ({}, {}, 1, 'approved', {amara}, {AT}, 'Visits', 'Company', 'Returns', 'Yearly', 'Yearly', 'Quarterly',
             3300000, 3, 0, 2000, 'light_touch', {amara}, {AT}, {sunita}, {AT}, 1)",
            id("spec"),
            id("com")
        ),
        format!(
            "insert into outcome (id, specification_id, position, title, beneficiaries, need_id)
             values ({}, {}, 1, 'Carers feel less alone', 'unpaid carers', {})",
            id("out"),
            id("spec"),
            id("need")
        ),
        format!(
            "insert into indicator (id, outcome_id, position, name, kind, unit, direction, baseline, target, tolerance,
             source, frequency_months) values
             ('{}', {out}, 1, 'Carers who came', 'output', 'people', 'higher', 0, 75000, 5000, 'Register', 3),
             ('{}', {out}, 2, 'Carers who feel less alone', 'outcome', '%', 'higher', 41000, 60000, 5000, 'Survey', 3)",
            MEASURES[0],
            MEASURES[1],
            out = id("out")
        ),
    ]
}

fn competition() -> Vec<String> {
    let (amara, sunita) = (person("amara"), person("sunita"));
    vec![
        format!(
            "insert into opportunity (id, reference, buyer_id, directorate_id, commission_id, specification_id, title,
             summary, method, value_a_year_pence, years, extension_years, further_lots_pence, vat_basis_points, category,
             value_pence, officer_id, author_id, closes_at, starts_on, stage, commenced_on, published_at, approved_by_id,
             open_from, policy_rows, opened_at, decided_at, created_at, version)
             values ({}, 'O-0023', {BUYER}, {ADULT}, {}, {}, 'Carers befriending', 'Company for carers', 'tender', 3300000,
             3, 0, '', 2000, 'light_touch', 9900000, {amara}, {amara}, '2026-10-30 12:00:00+00:00', '2027-01-01', 'decided',
             '2026-09-10', '2026-09-10 10:00:00+00:00', {sunita}, '2026-09-10 10:00:00+00:00', '',
             '2026-10-30 14:00:00+00:00', '2026-11-16 09:00:00+00:00', {AT}, 1)",
            id("opp"),
            id("com"),
            id("spec")
        ),
        format!(
            "insert into lot (id, opportunity_id, number, title, value_pence) values ({}, {}, 1, 'All of it', 9900000)",
            id("lot"),
            id("opp")
        ),
        format!(
            "insert into criterion (id, opportunity_id, position, kind, title, weight)
             values ({}, {}, 1, 'quality', 'How people are reached', 7000)",
            id("crt"),
            id("opp")
        ),
    ]
}

fn chosen(lantern: &str, stage: &str, (ended_at, ended_by): &(&str, String)) -> String {
    format!(
        "insert into bid (id, opportunity_id, organisation_id, started_by, started_at, stage, bid_key, version)
         values ({bid}, {opp}, '{lantern}', {ruth}, {AT}, 'opened', '', 1);
         insert into award (id, opportunity_id, lot_id, bid_id, buyer_id, directorate_id, provider_id, provider_name,
         value_pence, reasons, author_id, recommended_at, stage, notified_at, standstill_ends_on, standstill_row, ended_by,
         ended_at, version)
         values ('{AWARD}', {opp}, {lot}, {bid}, {BUYER}, {ADULT}, '{lantern}', 'Lantern', 9800000, 'The best plan to reach people',
         {amara}, {AT}, '{stage}', '2026-11-16 09:00:00+00:00', '2026-11-25', 'local.standstill.days', {ended_by}, {ended_at}, 1)",
        bid = id("bid"),
        opp = id("opp"),
        lot = id("lot"),
        ruth = person("ruth"),
        amara = person("amara"),
    )
}
