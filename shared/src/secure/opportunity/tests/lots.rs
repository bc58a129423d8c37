//! Lots (R-4.20d).

use super::super::input::NewIds;
use super::super::lots::LotInput;
use super::input::Ids;
use super::*;

fn row(id: &str, title: &str, value: &str) -> LotInput {
    LotInput { id: id.to_owned(), title: title.to_owned(), value: value.to_owned() }
}

fn typed(rows: Vec<LotInput>) -> OpportunityInput {
    OpportunityInput { lots: Some(rows), ..OpportunityInput::default() }
}

fn north_and_south() -> Opportunity {
    typed(vec![row("", "North", "15,000"), row("", "South", "10,000")]).apply(draft(), &mut Ids(9)).unwrap()
}

#[test]
fn lots_make_up_the_whole_value_r_4_20d() {
    assert_eq!(north_and_south().gate(&facts(), &policy(), now()), []);
    let short = typed(vec![row("", "North", "15,000"), row("", "South", "9,999.99")]);
    let refusals = short.apply(draft(), &mut Ids(9)).unwrap().gate(&facts(), &policy(), now());
    assert_eq!((refusals.len(), refusals[0].code), (1, Code::SumMismatch));
    assert_eq!(refusals[0].message, "Lots add up to £24,999.99. They must add up to the whole value, £25,000");
    let none = typed(vec![row("", "North", "25,000"), row("", "South", "0")]).apply(draft(), &mut Ids(9)).unwrap();
    let refusals = none.gate(&facts(), &policy(), now());
    assert_eq!(refusals[0].field.as_deref(), Some("lots.1.value"));
}

#[test]
fn one_lot_alone_is_the_whole_and_keeps_its_identifier_r_4_20d() {
    let id = draft().lots[0].id.to_string();
    let one = typed(vec![row(&id, "All of it", "1"), LotInput::default()]).apply(draft(), &mut Ids(9)).unwrap();
    assert_eq!((one.lots[0].id.to_string(), one.lots[0].value), (id.clone(), Money::pounds(25_000)));
    let emptied = typed(vec![LotInput::default()]).apply(north_and_south(), &mut Ids(9)).unwrap();
    assert_eq!((emptied.lots.len(), emptied.lots[0].title.as_str()), (1, "Youth nights, Wolverton"));
    assert_eq!(Ids(0).lot().as_str().split('_').next(), Some("lot"));
}

#[test]
fn lots_have_names_of_their_own_and_every_fault_comes_at_once_r_4_20d() {
    let rows = vec![row("", "North", "a lot"), row("", "north", "5"), row("", "", "5")];
    let faults = typed(rows).apply(draft(), &mut Ids(9)).unwrap_err();
    let fields: Vec<_> = faults.iter().filter_map(|fault| fault.field.as_deref()).collect();
    assert_eq!(fields, ["lots.0.value", "lots.1.title", "lots.2.title"]);
}

#[test]
fn how_many_lots_one_bidder_may_bid_for_and_win_fits_their_number_r_4_20d() {
    let limits = |bid: &str, win: &str| OpportunityInput {
        lots_bid_most: Some(bid.to_owned()),
        lots_win_most: Some(win.to_owned()),
        ..OpportunityInput::default()
    };
    let set = limits("2", "1").apply(north_and_south(), &mut Ids(9)).unwrap();
    assert_eq!((set.lotting.bid_most, set.lotting.win_most), (Some(2), Some(1)));
    for (bid, win) in [("3", ""), ("0", ""), ("", "3"), ("two", "")] {
        let fault = limits(bid, win).apply(north_and_south(), &mut Ids(9)).unwrap_err().remove(0);
        assert_eq!(fault.rule.as_deref(), Some("R-4.20d"), "{bid} {win}");
    }
    let over = limits("1", "2").apply(north_and_south(), &mut Ids(9)).unwrap();
    assert_eq!(over.gate(&facts(), &policy(), now())[0].field.as_deref(), Some("lotsWinMost"));
    let one = typed(vec![row("", "All", "")]).apply(set, &mut Ids(9)).unwrap();
    assert_eq!(one.lotting.bid_most, None, "one lot has no limit");
}

#[test]
fn a_large_opportunity_in_one_lot_says_why_r_4_20d() {
    let of = |pence: i64| {
        let mut large = draft();
        large.method = Method::Tender;
        large.terms.value_a_year = Money::pence(pence);
        large.fit_one_lot();
        large
    };
    let asked = |large: &Opportunity| {
        let refusals = large.gate(&facts(), &policy(), now());
        refusals.into_iter().find(|refusal| refusal.field.as_deref() == Some("oneLotReason"))
    };
    // £663,540 with VAT at 20 % is £552,950 before.
    assert_eq!(asked(&of(55_294_999)), None, "a penny below the line");
    let mut large = of(55_295_000);
    let refusal = asked(&large).unwrap();
    assert_eq!(refusal.code, Code::ReasonMissing);
    assert!(refusal.message.contains("£663,540"), "{}", refusal.message);
    assert_eq!(refusal.policy_rows, ["local.lots.threshold@2011-01-01", "pa23.threshold.light_touch@2026-01-01"]);
    let mut cut = large.clone();
    cut.lots.push(Lot { number: 2, ..cut.lots[0].clone() });
    assert_eq!(asked(&cut), None, "several lots need no reason");
    large.lotting.one_lot_reason = Some("One team for the whole town".to_owned());
    assert_eq!(asked(&large), None);
}
