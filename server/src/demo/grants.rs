//! Grants: a round for warm spaces that is open, with sealed applications and one half written; and a core grant that is
//! offered and waits for the council's signature.

use shared::commission::CommissionId;
use shared::commission::input::{CommissionInput, ServiceInput};
use shared::secure::agreement::SignInput;
use shared::secure::award::SubsidyInput;
use shared::secure::award::input::AwardInput;
use shared::secure::method::{MethodInput, NatureInput};
use shared::secure::opportunity::input::{CriterionInput, OpportunityCreateInput, OpportunityInput, QuestionInput};
use shared::secure::specification::input::{IndicatorInput, OutcomeInput, SpecificationInput};
use shared::secure::specification::{PurposeInput, Specification};
use shared::{Day, calendar};

use super::bids::{Offer, send, write};
use super::panels::{Mark, mark};
use super::{Demo, market, panels, principles};
use crate::app::{self, Error};

mod texts;

use texts::{CORE, WARM};

const OFFICER: &str = "ewan";
const CORE_KEY: &str = "core";
const WARM_KEY: &str = "warm";
const SHELTER: &str = "St Brannoc's Night Shelter";
const OPEN_GATE: &str = "Open Gate Recovery";

/// A grant of the story.
pub(super) struct Grant {
    key: &'static str,
    kind: &'static str,
    need: &'static str,
    title: &'static str,
    summary: &'static str,
    who_for: &'static str,
    scope: &'static str,
    pot: &'static str,
    most: &'static str,
    expectations: &'static str,
    /// What is asked in words and scored.
    questions: &'static [&'static str],
}

/// The core grant is written down, approved and put out.
pub(super) async fn core_begins(demo: &mut Demo) -> Result<(), Error> {
    let commission = Box::pin(begin(demo, &CORE, -10)).await?;
    let published = calendar::on_or_after(demo.day(-7));
    let asked_until = calendar::on_or_after(calendar::next_day(published));
    let applied = calendar::on_or_after(demo.day(-6)).max(asked_until);
    let closes = calendar::on_or_after(calendar::next_day(applied));
    Box::pin(put_out(demo, &CORE, &commission, (-7, asked_until, closes))).await
}

/// Two organisations apply for it.
pub(super) async fn core_applications(demo: &Demo) -> Result<(), Error> {
    for (hour, offer) in (12..).zip(texts::CORE_OFFERS) {
        demo.at(-6, hour).await?;
        send(demo, CORE_KEY, offer).await?;
    }
    Ok(())
}

/// They are opened, scored and agreed. Where too many holidays lie between, they stay closed.
pub(super) async fn core_decided(demo: &Demo) -> Result<(), Error> {
    let opportunity = demo.opportunity(CORE_KEY).await?;
    let closes = opportunity.timetable.closes_at.map(calendar::day_of).ok_or(Error::NotFound)?;
    if calendar::on_or_after(calendar::next_day(closes)) >= demo.today {
        return Ok(());
    }
    panels::open(demo, OFFICER, CORE_KEY).await?;
    panels::appoint(demo, OFFICER, CORE_KEY, &["tom", "bridget"]).await?;
    for (reviewer, given) in [("tom", TOM), ("bridget", BRIDGET)] {
        panels::declare(demo, reviewer, CORE_KEY, None).await?;
        panels::score_and_send(demo, reviewer, CORE_KEY, given).await?;
    }
    panels::agree(demo, "tom", CORE_KEY, AGREED).await
}

/// St Brannoc's gets it, takes it, and signs first; and Maureen Doyle writes half an application for the other.
pub(super) async fn last(demo: &Demo) -> Result<(), Error> {
    if demo.opportunity(CORE_KEY).await?.state.opening().is_some() {
        Box::pin(offered(demo)).await?;
    }
    demo.at(-1, 20).await?;
    let half = Offer {
        by: "maureen",
        price: "2,400",
        answers: &["In the church hall, from four to eight on Mondays and Wednesdays, with soup at six."],
    };
    write(demo, WARM_KEY, &half).await?;
    Ok(())
}

async fn offered(demo: &Demo) -> Result<(), Error> {
    let (officer, approver, recipient) = (demo.act(OFFICER), demo.act("sunita"), demo.act("ellen"));
    let opportunity = demo.opportunity(CORE_KEY).await?;
    let input = AwardInput {
        lot: String::new(),
        bid: panels::bid_of(demo, CORE_KEY, SHELTER).await?.to_string(),
        reasons: "St Brannoc's has kept the only winter beds in the valley for six years, and shows what it costs."
            .to_owned(),
        other_reason: None,
    };
    demo.at(-1, 9).await?;
    let award = app::secure::award::recommend(&officer, &opportunity.id, &input).await?;
    let award = app::secure::award::approve(&approver, &award.id, award.version).await?;
    let answer =
        SubsidyInput { subsidy: "no".to_owned(), reason: "It gives beds away and competes with nobody.".to_owned() };
    app::secure::award::subsidy(&officer, &award.id, &answer).await?;
    app::secure::award::notify(&officer, &award.id).await?;
    demo.at(-1, 12).await?;
    app::secure::award::accept(&recipient, &award.id, "").await?;
    let drawn = app::secure::agreement::draft(&officer, &award.id).await?;
    let offered = app::secure::agreement::offer(&officer, &drawn.id, drawn.version).await?;
    let input = SignInput { name: "Rev. Ellen Fisher".to_owned(), authority: "true".to_owned() };
    app::secure::agreement::sign(&recipient, &offered.id, offered.version, &input).await?;
    Ok(())
}

/// The warm spaces round is put out.
pub(super) async fn warm_begins(demo: &mut Demo) -> Result<(), Error> {
    let commission = Box::pin(begin(demo, &WARM, -4)).await?;
    let (asked_until, closes) = (calendar::on_or_after(demo.day(4)), calendar::on_or_after(demo.day(7)));
    let closes = calendar::on_or_after(closes.max(calendar::next_day(asked_until)));
    Box::pin(put_out(demo, &WARM, &commission, (-4, asked_until, closes))).await
}

/// Applications are sealed.
pub(super) async fn warm_applications(demo: &Demo) -> Result<(), Error> {
    for (hour, offer) in (9..).zip(texts::WARM_OFFERS) {
        demo.at(-2, hour).await?;
        send(demo, WARM_KEY, offer).await?;
    }
    Ok(())
}

/// A commission and its approved specification.
async fn begin(demo: &Demo, of: &Grant, begins: i64) -> Result<CommissionId, Error> {
    demo.at(begins, 10).await?;
    let officer = demo.act(OFFICER);
    let input = CommissionInput {
        title: of.title.to_owned(),
        directorate: demo.directorate("Communities and Places"),
        new_service: Some(ServiceInput {
            name: of.title.to_owned(),
            summary: of.summary.to_owned(),
            who_for: of.who_for.to_owned(),
            how_to_use: "Ring us on 01632 960 103, or ask at your library.".to_owned(),
        }),
        ..CommissionInput::default()
    };
    let commission = app::commission::create(&officer, &input).await?;
    principles::answer(demo, &officer, &commission, begins, "1").await?;
    market::keep(&officer, &commission.id, of.need).await?;
    let draft = app::secure::specification::create(&officer, &commission.id).await?;
    let saved = app::secure::specification::save(&officer, &draft.id, None, &specification(demo, of)).await?;
    approved(demo, &saved).await?;
    Ok(commission.id)
}

async fn approved(demo: &Demo, saved: &Specification) -> Result<(), Error> {
    let officer = demo.act(OFFICER);
    let asked = app::secure::specification::request_approval(&officer, &saved.id, saved.read_version(), "").await?;
    app::secure::specification::approve(&demo.act("sunita"), &asked.id, asked.read_version(), "").await?;
    Ok(())
}

fn specification(demo: &Demo, of: &Grant) -> SpecificationInput {
    let some = |text: &str| Some(text.to_owned());
    let need = demo.needs.get(of.need).map(ToString::to_string).unwrap_or_default();
    let core = of.kind == "CORE";
    let outcome = OutcomeInput {
        title: "People have a warm place to be near their home".to_owned(),
        beneficiaries: of.who_for.to_owned(),
        need: need.clone(),
        indicators: vec![IndicatorInput {
            name: "Visits to warm spaces in a winter".to_owned(),
            kind: "OUTPUT".to_owned(),
            unit: "visits".to_owned(),
            direction: "HIGHER".to_owned(),
            baseline: "0".to_owned(),
            target: "4000".to_owned(),
            tolerance: "400".to_owned(),
            source: "Each group's tally".to_owned(),
            frequency: "YEARLY".to_owned(),
        }],
    };
    let purpose = PurposeInput { text: of.summary.to_owned(), need, objective: String::new() };
    SpecificationInput {
        scope: some(of.scope),
        aims: some(of.summary),
        outcomes: Some(if core { Vec::new() } else { vec![outcome] }),
        purpose: core.then_some(purpose),
        monitoring: some("We ask for one short report when the winter is over."),
        evaluation: some("We ask the people who come what they would change."),
        review: some("We look at all the grants together each summer."),
        value_a_year: some(of.pot),
        years: some("1"),
        extension_years: some("0"),
        vat: some("0"),
        category: some("GRANT"),
        payment: some("We pay when both have signed."),
    }
}

/// The opportunity, published on the day `publishes`, with the last day for questions and the day on which it closes.
async fn put_out(
    demo: &mut Demo,
    of: &'static Grant,
    commission: &CommissionId,
    (publishes, asked_until, closes): (i64, Day, Day),
) -> Result<(), Error> {
    let officer = demo.act(OFFICER);
    let no = || "no".to_owned();
    let create = OpportunityCreateInput {
        commission_id: commission.to_string(),
        nature: NatureInput { service_in_return: no(), price: no(), enforceable: no() },
        method: "GRANT".to_owned(),
        grant_kind: of.kind.to_owned(),
        terms: MethodInput {
            value_a_year: of.pot.to_owned(),
            years: "1".to_owned(),
            vat_percent: "0".to_owned(),
            category: "GRANT".to_owned(),
            ..MethodInput::default()
        },
        ..OpportunityCreateInput::default()
    };
    let draft = app::secure::opportunity::create(&officer, &create).await?;
    demo.opportunities.insert(of.key, draft.id.clone());
    let input = details(of, asked_until, closes);
    let saved = app::secure::opportunity::save(&officer, &draft.id, draft.version, &input).await?;
    let asked = app::secure::opportunity::request_approval(&officer, &saved.id, saved.version).await?;
    demo.at(publishes, 9).await?;
    app::secure::opportunity::approve(&demo.act("sunita"), &asked.id, asked.version, "").await?;
    Ok(())
}

fn details(of: &Grant, asked_until: Day, closes: Day) -> OpportunityInput {
    let on = |day: Day| Some(calendar::in_short(day));
    let scored = |prompt: &&str| QuestionInput {
        criterion: "1".to_owned(),
        prompt: (*prompt).to_owned(),
        word_limit: "200".to_owned(),
        ..QuestionInput::default()
    };
    let fact = |prompt: &str, kind: &str, unit: &str| QuestionInput {
        prompt: prompt.to_owned(),
        kind: kind.to_owned(),
        unit: unit.to_owned(),
        ..QuestionInput::default()
    };
    let facts = vec![
        fact("How many evenings a week will you open?", "NUMBER", "evenings a week"),
        fact("Are you insured for people who come to you?", "DECLARATION", ""),
    ];
    let project = of.kind == "PROJECT";
    let questions = of.questions.iter().map(scored).chain(facts.into_iter().filter(|_| project));
    let decided = calendar::on_or_after(closes + chrono::Duration::days(14));
    OpportunityInput {
        summary: Some(of.summary.to_owned()),
        questions_until_on: on(asked_until),
        closes_on: on(closes),
        decision_on: on(decided),
        starts_on: on(decided + chrono::Duration::days(14)),
        grant_most: Some(of.most.to_owned()),
        expectations: Some(of.expectations.to_owned()),
        grant_reason: Some(
            "The beds would close without it. Nobody sells such a service, so there is nothing to buy.".to_owned(),
        )
        .filter(|_| !project),
        criteria: Some(vec![CriterionInput {
            kind: "QUALITY".to_owned(),
            title: "What it does for people".to_owned(),
            weight: "100".to_owned(),
            good: "Says who, where and when, and that it has worked.".to_owned(),
            ..CriterionInput::default()
        }]),
        questions: Some(questions.collect()),
        ..OpportunityInput::default()
    }
}

const TOM: &[Mark] = &[
    mark(SHELTER, 1, 5, "The beds are there, the log shows each night, and the costs are set out one by one."),
    mark(OPEN_GATE, 1, 3, "The visits to the hostel do good, though they would go on in some form without this."),
];

const BRIDGET: &[Mark] = &[
    mark(SHELTER, 1, 4, "Six winters of beds and a list of what must be paid. I missed a word on reserves."),
    mark(OPEN_GATE, 1, 3, "Clear about the wages that it would pay, less about what would stop without them."),
];

const AGREED: &[Mark] = &[
    mark(SHELTER, 1, 5, "What would close without the money is plain, and what it costs is set out with proof."),
    mark(OPEN_GATE, 1, 3, "Good work, and a clear sum. It shows less well what would stop without the grant."),
];
