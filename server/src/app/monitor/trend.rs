//! How the measures of an agreement went, as far as the actor may see.

use std::collections::HashMap;

use shared::monitor::data_return::{DataReturn, Stage, access};
use shared::monitor::trend::{Point, Trend, trend};
use shared::secure::AgreementId;
use shared::secure::agreement::Agreement;
use shared::secure::specification::{Indicator, Outcome};

use crate::app::{Cx, Error};
use crate::store;

/// One measure of an agreement, and how it went.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What should change.
    pub outcome: Outcome,
    /// How the change is measured.
    pub indicator: Indicator,
    /// How it went.
    pub trend: Trend,
}

/// Every measure of these agreements with its trend.
pub async fn of_agreements(cx: &Cx, agreements: &[&Agreement]) -> Result<HashMap<AgreementId, Vec<Measured>>, Error> {
    let db = cx.db().reader();
    let measures = store::secure::agreement::indicators_of(db, agreements).await?;
    let ids: Vec<AgreementId> = agreements.iter().map(|agreement| agreement.id.clone()).collect();
    let mut sent: HashMap<AgreementId, Vec<DataReturn>> = HashMap::new();
    for of in store::monitor::data_return::of_agreements(db, &cx.actor, &ids).await? {
        if of.state.sent().is_some() && access::sees_figures(&cx.actor, &of, cx.now()) {
            sent.entry(of.agreement.clone()).or_default().push(of);
        }
    }
    let measured = measures.into_iter().map(|(id, measures)| {
        let sent = sent.get(&id).map_or(&[][..], Vec::as_slice);
        let measured = measures.into_iter().map(|(outcome, indicator)| {
            let points: Vec<Point> = sent.iter().filter_map(|of| point(of, &indicator, cx)).collect();
            Measured { trend: trend(&indicator, &points), outcome, indicator }
        });
        (id, measured.collect())
    });
    Ok(measured.collect())
}

fn point(of: &DataReturn, indicator: &Indicator, cx: &Cx) -> Option<Point> {
    let reading = of.reading(&indicator.id)?;
    let asked = match &reading.figure {
        shared::monitor::data_return::Figure::Value { asked, .. } => *asked,
        _ => None,
    };
    let is_queried = of.stage(cx.now()) == Stage::Queried && reading.query.is_some();
    Some(Point { data_return: of.id.clone(), period: of.period, value: reading.figure.value(), asked, is_queried })
}
