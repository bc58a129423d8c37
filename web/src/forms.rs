//! Which handler reads which form. The server and the browser both ask here.

use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::pages;

/// Runs the handler of the form of this name.
pub async fn dispatch(name: &str, api: &Api, fields: &Fields) -> Outcome {
    match name {
        "demo-sign-in" => pages::public::demo::sign_in(api, fields).await,
        "sign-in" => pages::public::sign_in::submit(api, fields).await,
        "sign-out" => pages::public::sign_in::sign_out(api, fields).await,
        "membership-switch" => pages::public::sign_in::switch(api, fields).await,
        "register-person" => pages::account::register::submit(api, fields).await,
        "account-confirm" => pages::account::confirm::submit(api, fields).await,
        "account-edit" => pages::account::own::edit(api, fields).await,
        "sign-out-everywhere" => pages::account::own::sign_out_everywhere(api, fields).await,
        "password-request-reset" => pages::account::reset::request(api, fields).await,
        "password-reset" => pages::account::reset::reset(api, fields).await,
        "register-organisation" => pages::account::register_organisation::identify(api, fields).await,
        "register-type" => pages::account::register_organisation::describe(api, fields).await,
        "register-check" => pages::account::register_organisation::submit(api, fields).await,
        "invitation-accept" => pages::account::invitation::accept(api, fields).await,
        "invitation-create" => pages::admin::invite(api, fields).await,
        "membership-end" => pages::admin::end(api, fields).await,
        "directorate-create" => pages::admin::add_directorate(api, fields).await,
        "organisation-verify" => pages::council::providers::verify(api, fields).await,
        "organisation-refuse" => pages::council::providers::refuse(api, fields).await,
        "need-create" => pages::council::needs::create(api, fields).await,
        "need-edit" => pages::council::need::edit(api, fields).await,
        "need-request-approval" => pages::council::need::request_approval(api, fields).await,
        "need-publish" => pages::council::need::publish(api, fields).await,
        "need-meet" => pages::council::need::meet(api, fields).await,
        "need-retire" => pages::council::need::retire(api, fields).await,
        "evidence-add" => pages::council::evidence::add(api, fields).await,
        "evidence-remove" => pages::council::evidence::remove(api, fields).await,
        "need-send-back" => pages::council::need::send_back(api, fields).await,
        "commission-create" => pages::council::commissions::create(api, fields).await,
        "specification-create" => pages::council::commission::specify(api, fields).await,
        "specification-save" => pages::council::specification::form::save(api, fields).await,
        "specification-request-approval" => pages::council::specification::check::request_approval(api, fields).await,
        "specification-approve" => pages::council::specification::check::approve(api, fields).await,
        "specification-send-back" => pages::council::specification::check::send_back(api, fields).await,
        "opportunity-create" => pages::council::method::create(api, fields).await,
        "opportunity-about" => pages::council::opportunity::about(api, fields).await,
        "opportunity-criteria" => pages::council::opportunity::save_criteria(api, fields).await,
        "opportunity-questions" => pages::council::opportunity::save_questions(api, fields).await,
        "opportunity-timetable" => pages::council::opportunity::save_timetable(api, fields).await,
        "opportunity-officer" => pages::council::opportunity::officer(api, fields).await,
        "opportunity-request-approval" => pages::council::opportunity::request_approval(api, fields).await,
        "opportunity-approve" => pages::council::opportunity::approve(api, fields).await,
        "opportunity-send-back" => pages::council::opportunity::send_back(api, fields).await,
        "opportunity-cancel" => pages::council::opportunity::cancel(api, fields).await,
        _ => Outcome::Refused(Vec::new()),
    }
}
