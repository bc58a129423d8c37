//! Two people with the same page open, without script: the second one's text is
//! kept beside the first one's, and replaces it only on the button that says so.

use serde_json::json;

use crate::harness::page::{hidden, read, send_from};
use crate::harness::{App, Session, build, secure, thread};

const KEEP: &str = "Keep mine, and replace what they wrote";

/// What the button that replaces sends.
fn replaces(page: &str) -> &str {
    let button = page.split("<button").find(|button| button.contains("name=\"replaces\"")).expect("the button");
    button.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap()
}

/// Two officers open a page and send the same form one after the other. The
/// second gets both texts; sending it again changes nothing; the button does.
async fn two_write(app: &App, (path, form): (&str, &str), first: &[(&str, &str)], second: &[(&str, &str)]) -> String {
    let (one, other): (Session, Session) = (app.sign_in("amara").await, app.sign_in("amara").await);
    let (seen, seen_too) = (read(&one, path).await, read(&other, path).await);
    let done = send_from(app, &one, (path, &seen), form, first).await;
    assert!(!done.contains("There is a problem"), "{form}: {done}");
    let mut back = send_from(app, &other, (path, &seen_too), form, second).await;
    for _ in 0..2 {
        assert!(back.contains("There is a problem") && back.contains(KEEP), "{form}: {back}");
        let of =
            |page: &str| hidden(page, form).iter().find(|(name, _)| *name == "version").map(|(_, v)| (*v).to_owned());
        assert_eq!(of(&back), of(&seen_too), "{form}: the version that it was filled in over");
        let theirs = format!("It says now: </strong>{}", first[0].1);
        assert!(back.contains(&theirs) && back.contains(second[0].1), "{form}: both texts: {back}");
        back = send_from(app, &other, (path, &back), form, second).await;
    }
    let mut keep = second.to_vec();
    let stands = replaces(&back).to_owned();
    keep.push(("replaces", &stands));
    let kept = send_from(app, &other, (path, &back), form, &keep).await;
    assert!(!kept.contains("There is a problem"), "{form}: {kept}");
    read(&other, path).await
}

#[tokio::test]
async fn two_who_edit_a_need_see_each_others_text() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    thread::need(&amara).await;
    let sound = build::need_input(&amara).await;
    let rest: Vec<(String, String)> = sound
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| !["summary", "directorate"].contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    let with = |summary: &'static str| {
        let rest = rest.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        std::iter::once(("summary", summary)).chain(rest).collect::<Vec<_>>()
    };
    let place = ("/council/needs/N-0001", "need-edit");
    let page = two_write(&app, place, &with("They are alone all week."), &with("Nobody rings them.")).await;
    assert!(page.contains("Nobody rings them.") && !page.contains("They are alone all week."), "{page}");
}

#[tokio::test]
async fn a_form_at_fault_is_not_sent_over_what_was_written_meanwhile() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let input = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    let draft = secure::opportunity_draft(&amara, &input).await;
    let path = format!("/council/opportunities/{}/timetable", draft["reference"].as_str().unwrap());
    let seen = read(&amara, &path).await;
    let form = "opportunity-timetable";
    let of = |day: &'static str| [("decisionOn", day), ("startsOn", "")];
    let wrong = send_from(&app, &amara, (&path, &seen), form, &of("31 February 2027")).await;
    assert!(wrong.contains("must be a real date"), "{wrong}");
    secure::opportunity_save(&amara, &draft, &json!({ "startsOn": "1 April 2027" })).await;
    let wrong = send_from(&app, &amara, (&path, &wrong), form, &of("1 Febtober 2027")).await;
    assert!(wrong.contains(KEEP), "{wrong}");
    let again = send_from(&app, &amara, (&path, &wrong), form, &of("22 January 2027")).await;
    assert!(again.contains(KEEP) && again.contains("It says now: </strong>1 April 2027"), "{again}");
}

#[tokio::test]
async fn two_who_set_up_an_opportunity_see_each_others_text() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let input = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    let draft = secure::opportunity_draft(&amara, &input).await;
    let path = format!("/council/opportunities/{}/timetable", draft["reference"].as_str().unwrap());
    let of = |day: &'static str| [("decisionOn", day), ("startsOn", "1 April 2027")];
    let page = two_write(&app, (&path, "opportunity-timetable"), &of("22 January 2027"), &of("29 January 2027")).await;
    assert!(page.contains("29 January 2027") && !page.contains("22 January 2027"), "{page}");
}

#[tokio::test]
async fn two_who_write_a_section_see_each_others_text() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let id = thread::draft(&amara, &thread::commission(&amara, "Visits").await).await;
    let path = format!("/council/specifications/{id}/scope");
    let of = |scope: &'static str| [("scope", scope), ("aims", "Company for carers.")];
    let page = two_write(&app, (&path, "specification-save"), &of("Visits by day."), &of("Visits by night.")).await;
    assert!(page.contains("Visits by night.") && !page.contains("Visits by day."), "{page}");
    let path = format!("/council/specifications/{id}/outcomes");
    let of = |title: &'static str| [("outcomes.0.title", title), ("outcomes.0.beneficiaries", "Carers")];
    let (one, other) = (app.sign_in("amara").await, app.sign_in("amara").await);
    let (seen, seen_too) = (read(&one, &path).await, read(&other, &path).await);
    let form = "specification-save";
    send_from(&app, &one, (&path, &seen), form, &of("Less alone")).await;
    let two = [&of("Happier")[..], &[("outcomes.1.title", "Healthier")]].concat();
    let back = send_from(&app, &other, (&path, &seen_too), form, &two).await;
    assert!(back.contains("It says now: </strong>Less alone") && back.contains("Healthier"), "no row is lost: {back}");
}

/// who has the earlier terms on the screen signs nothing, and reads the
/// new ones before they tick again that they have read them.
#[tokio::test]
async fn a_page_with_earlier_terms_signs_nothing_r_4_12() {
    let app = App::start().await;
    let scene = crate::secure::evaluation::build::agreed(&app).await;
    let id = crate::secure::award::approved(&app, &scene).await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    crate::secure::award::act(&amara, "awardNotify", &id).await;
    crate::secure::award::act(&joe, "awardAccept", &id).await;
    let draft = "mutation($id: ID!) { agreementDraft(award: $id) { agreement { id } userErrors { message } } }";
    let drafted = amara.run(draft, json!({ "id": id })).await;
    let agreement = &drafted["agreementDraft"]["agreement"]["id"];
    let done = "userErrors { message }";
    amara.act("agreementOffer", agreement, "", done).await;
    app.advance("2027-01-04T09:00:00Z").await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    let path = "/provider/agreements/A-0001/sign";
    let seen = read(&joe, path).await;
    amara.act("agreementRecall", agreement, "", done).await;
    let terms = "/council/agreements/A-0001";
    let page = read(&amara, terms).await;
    assert!(page.contains("agreement-save"), "{page}");
    app.cx.db().execute("update agreement set title = 'Other terms', version = version + 1").await.unwrap();
    amara.act("agreementOffer", agreement, "", done).await;
    let fields = [("authority", "true"), ("name", "Joe Lambert")];
    let back = send_from(&app, &joe, (path, &seen), "agreement-sign", &fields).await;
    assert!(back.contains("Read what it says now") && back.contains("Other terms"), "{back}");
    assert!(!back.contains("checked"), "what was confirmed of the earlier terms is not confirmed of these: {back}");
    let signed = send_from(&app, &joe, (path, &back), "agreement-sign", &fields).await;
    assert!(!signed.contains("There is a problem"), "{signed}");
}
