//! The route table: every page, who may come, and a path to try it with.

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;
use serde::Serialize;
use shared::people::OrganisationKind;
use shared::people::membership::Role;

use crate::pages::{account, admin, council, provider, public, review};
use crate::ui::NotFound;

/// Who a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Workspace {
    /// Anyone.
    Public,
    /// Providers' members.
    Provider,
    /// The council's officers.
    Council,
    /// Panel members.
    Review,
    /// Administrators.
    Admin,
}

impl Workspace {
    /// Where somebody of this role works, at an organisation of this kind.
    pub const fn of(role: Role, kind: OrganisationKind) -> Self {
        match (role, kind) {
            (_, OrganisationKind::Provider) => Self::Provider,
            (Role::Reviewer | Role::ExternalReviewer, _) => Self::Review,
            (Role::Administrator, _) => Self::Admin,
            _ => Self::Council,
        }
    }

    /// Its first page.
    pub const fn home(self) -> &'static str {
        match self {
            Self::Public => "/",
            Self::Provider => "/provider",
            Self::Council => "/council",
            Self::Review => "/review",
            Self::Admin => "/admin",
        }
    }
}

/// One page of the table.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Listed {
    /// The pattern.
    pub path: &'static str,
    /// Who it is for.
    pub workspace: Workspace,
}

const fn page(path: &'static str, workspace: Workspace) -> Listed {
    Listed { path, workspace }
}

/// Every page there is; a test visits each.
pub const ALL: &[Listed] = &[
    page("/", Workspace::Public),
    page("/needs", Workspace::Public),
    page("/needs/:reference", Workspace::Public),
    page("/objectives", Workspace::Public),
    page("/forums", Workspace::Public),
    page("/priorities", Workspace::Public),
    page("/priorities/:id", Workspace::Public),
    page("/areas", Workspace::Public),
    page("/areas/:code", Workspace::Public),
    page("/services", Workspace::Public),
    page("/services/:reference", Workspace::Public),
    page("/commissions/:reference", Workspace::Public),
    page("/opportunities", Workspace::Public),
    page("/opportunities/:reference", Workspace::Public),
    page("/opportunities/:reference/result", Workspace::Public),
    page("/opportunities/:reference/questions", Workspace::Public),
    page("/alerts", Workspace::Public),
    page("/alerts/:token", Workspace::Public),
    page("/council/opportunities/:reference/answers", Workspace::Council),
    page("/council/opportunities/:reference/amend", Workspace::Council),
    page("/agreements/:reference", Workspace::Public),
    page("/services/:reference/feedback", Workspace::Public),
    page("/provider", Workspace::Provider),
    page("/provider/organisation", Workspace::Provider),
    page("/provider/bids/:id/process", Workspace::Provider),
    page("/process", Workspace::Public),
    page("/provider/agreements", Workspace::Provider),
    page("/provider/agreements/:reference", Workspace::Provider),
    page("/provider/agreements/:reference/sign", Workspace::Provider),
    page("/provider/returns", Workspace::Provider),
    page("/provider/returns/:id", Workspace::Provider),
    page("/provider/returns/:id/check", Workspace::Provider),
    page("/council/agreements", Workspace::Council),
    page("/council/agreements/:reference", Workspace::Council),
    page("/council/agreements/:reference/sign", Workspace::Council),
    page("/council/returns/:id", Workspace::Council),
    page("/consultations", Workspace::Public),
    page("/consultations/:reference", Workspace::Public),
    page("/council/consultations", Workspace::Council),
    page("/council/consultations/new", Workspace::Council),
    page("/council/consultations/:reference", Workspace::Council),
    page("/council/consultations/:reference/points", Workspace::Council),
    page("/sign-in", Workspace::Public),
    page("/register", Workspace::Public),
    page("/register/organisation", Workspace::Public),
    page("/register/type", Workspace::Public),
    page("/register/check", Workspace::Public),
    page("/confirm/:token", Workspace::Public),
    page("/reset", Workspace::Public),
    page("/reset/:token", Workspace::Public),
    page("/invitations/:token", Workspace::Public),
    page("/account", Workspace::Public),
    page("/log", Workspace::Public),
    page("/council/providers", Workspace::Council),
    page("/council/providers/:org", Workspace::Council),
    page("/admin", Workspace::Admin),
    page("/admin/people", Workspace::Admin),
    page("/demo", Workspace::Public),
    page("/demo/mailbox", Workspace::Public),
    page("/framework", Workspace::Public),
    page("/framework/:number", Workspace::Public),
    page("/templates", Workspace::Public),
    page("/templates/:id", Workspace::Public),
    page("/council/templates", Workspace::Council),
    page("/council/opportunities/:reference/document", Workspace::Council),
    page("/glossary", Workspace::Public),
    page("/accessibility", Workspace::Public),
    page("/privacy", Workspace::Public),
    page("/council", Workspace::Council),
    page("/council/needs", Workspace::Council),
    page("/council/needs/new", Workspace::Council),
    page("/council/needs/:reference", Workspace::Council),
    page("/support", Workspace::Public),
    page("/council/support", Workspace::Council),
    page("/council/commissions/:reference/budget", Workspace::Council),
    page("/council/market", Workspace::Council),
    page("/council/commissions/:reference/market", Workspace::Council),
    page("/provider/market", Workspace::Provider),
    page("/council/objectives", Workspace::Council),
    page("/council/forums", Workspace::Council),
    page("/council/forums/:id", Workspace::Council),
    page("/council/priorities", Workspace::Council),
    page("/council/priorities/:id", Workspace::Council),
    page("/council/priorities/:id/:need", Workspace::Council),
    page("/council/commissions", Workspace::Council),
    page("/council/commissions/new", Workspace::Council),
    page("/council/commissions/:reference", Workspace::Council),
    page("/council/specifications/:id", Workspace::Council),
    page("/council/specifications/:id/scope", Workspace::Council),
    page("/council/specifications/:id/outcomes", Workspace::Council),
    page("/council/specifications/:id/monitoring", Workspace::Council),
    page("/council/specifications/:id/money", Workspace::Council),
    page("/council/specifications/:id/check", Workspace::Council),
    page("/council/commissions/:reference/method", Workspace::Council),
    page("/council/commissions/:reference/principles", Workspace::Council),
    page("/council/opportunities", Workspace::Council),
    page("/council/opportunities/:reference", Workspace::Council),
    page("/council/opportunities/:reference/about", Workspace::Council),
    page("/council/opportunities/:reference/nature", Workspace::Council),
    page("/council/opportunities/:reference/lots", Workspace::Council),
    page("/council/opportunities/:reference/criteria", Workspace::Council),
    page("/council/opportunities/:reference/questions", Workspace::Council),
    page("/council/opportunities/:reference/timetable", Workspace::Council),
    page("/council/opportunities/:reference/officer", Workspace::Council),
    page("/provider/bids", Workspace::Provider),
    page("/provider/bids/:id", Workspace::Provider),
    page("/provider/bids/:id/questions/:n", Workspace::Provider),
    page("/provider/bids/:id/prices", Workspace::Provider),
    page("/provider/bids/:id/check", Workspace::Provider),
    page("/provider/bids/:id/sent", Workspace::Provider),
    page("/provider/bids/:id/team", Workspace::Provider),
    page("/provider/bids/:id/withdraw", Workspace::Provider),
    page("/council/opportunities/:reference/opening", Workspace::Council),
    page("/council/opportunities/:reference/bids", Workspace::Council),
    page("/council/opportunities/:reference/award", Workspace::Council),
    page("/provider/bids/:id/result", Workspace::Provider),
    page("/review", Workspace::Review),
    page("/review/panels/:id/interests", Workspace::Review),
    page("/review/panels/:id/score", Workspace::Review),
    page("/review/panels/:id/score/:question/:bid", Workspace::Review),
    page("/review/panels/:id/moderate", Workspace::Review),
    page("/review/panels/:id/moderate/:question/:bid", Workspace::Review),
];

/// The page of the address.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view=public::home::Home/>
            <Route path=path!("/needs") view=public::needs::Needs/>
            <Route path=path!("/needs/:reference") view=public::need::Need/>
            <Route path=path!("/areas") view=public::areas::Areas/>
            <Route path=path!("/areas/:code") view=public::area::Area/>
            <Route path=path!("/framework") view=public::framework::Framework/>
            <Route path=path!("/framework/:number") view=public::framework::FrameworkParagraph/>
            <Route path=path!("/templates") view=public::templates::Templates/>
            <Route path=path!("/templates/:id") view=public::templates::Template/>
            <Route path=path!("/council/templates") view=council::templates::Templates/>
            <Route path=path!("/council/opportunities/:reference/document") view=council::opportunity::Document/>
            <Route path=path!("/glossary") view=public::help::Glossary/>
            <Route path=path!("/accessibility") view=public::help::Accessibility/>
            <Route path=path!("/privacy") view=public::help::Privacy/>
            <Route path=path!("/demo") view=public::demo::Demo/>
            <Route path=path!("/demo/mailbox") view=public::mailbox::Mailbox/>
            <Route path=path!("/services") view=public::services::Services/>
            <Route path=path!("/services/:reference") view=public::service::Service/>
            <Route path=path!("/commissions/:reference") view=public::commission::Commission/>
            <Route path=path!("/agreements/:reference") view=public::agreement::Agreement/>
            <Route path=path!("/services/:reference/feedback") view=public::feedback::Feedback/>
            <Route path=path!("/provider") view=provider::home::Home/>
            <Route path=path!("/provider/organisation") view=provider::organisation::OwnOrganisation/>
            <Route path=path!("/provider/agreements") view=provider::agreements::Agreements/>
            <Route path=path!("/provider/agreements/:reference") view=provider::agreement::Agreement/>
            <Route path=path!("/provider/agreements/:reference/sign") view=provider::sign::Sign/>
            <Route path=path!("/provider/returns") view=provider::data_returns::DataReturns/>
            <Route path=path!("/provider/returns/:id") view=provider::data_return::DataReturn/>
            <Route path=path!("/provider/returns/:id/check") view=provider::data_return::Check/>
            <Route path=path!("/council/agreements") view=council::agreements::Agreements/>
            <Route path=path!("/council/agreements/:reference") view=council::agreement::Agreement/>
            <Route path=path!("/council/agreements/:reference/sign") view=provider::sign::Sign/>
            <Route path=path!("/council/returns/:id") view=council::data_return::DataReturn/>
            <Route path=path!("/consultations") view=public::consultations::Consultations/>
            <Route path=path!("/consultations/:reference") view=public::consultation::Consultation/>
            <Route path=path!("/council/consultations") view=council::consultations::Consultations/>
            <Route path=path!("/council/consultations/new") view=council::consultations::NewConsultation/>
            <Route path=path!("/council/consultations/:reference") view=council::consultation::Consultation/>
            <Route path=path!("/council/consultations/:reference/points") view=council::consultation_points::Points/>
            <Route path=path!("/sign-in") view=public::sign_in::SignIn/>
            <Route path=path!("/register") view=account::register::Register/>
            <Route path=path!("/register/organisation") view=account::register_organisation::Identity/>
            <Route path=path!("/register/type") view=account::register_organisation::Type/>
            <Route path=path!("/register/check") view=account::register_organisation::Check/>
            <Route path=path!("/confirm/:token") view=account::confirm::Confirm/>
            <Route path=path!("/reset") view=account::reset::Request/>
            <Route path=path!("/reset/:token") view=account::reset::Reset/>
            <Route path=path!("/invitations/:token") view=account::invitation::Invitation/>
            <Route path=path!("/account") view=account::own::Account/>
            <Route path=path!("/log") view=public::log::Log/>
            <Route path=path!("/council/providers") view=council::providers::Providers/>
            <Route path=path!("/council/providers/:org") view=council::providers::Provider/>
            <Route path=path!("/admin") view=admin::Organisations/>
            <Route path=path!("/admin/people") view=admin::People/>
            <Route path=path!("/council") view=council::today::Today/>
            <Route path=path!("/council/needs") view=council::needs::Needs/>
            <Route path=path!("/council/needs/new") view=council::needs::NewNeed/>
            <Route path=path!("/council/needs/:reference") view=council::need::Need/>
            <Route path=path!("/support") view=public::support::Support/>
            <Route path=path!("/council/support") view=council::support::Support/>
            <Route path=path!("/council/commissions/:reference/budget") view=council::budget::Budget/>
            <Route path=path!("/council/market") view=council::market::Market/>
            <Route path=path!("/council/commissions/:reference/market") view=council::market_keep::MarketKeep/>
            <Route path=path!("/provider/market") view=provider::market::Market/>
            <Route path=path!("/council/objectives") view=council::objectives::Objectives/>
            <Route path=path!("/council/priorities") view=council::priorities::Priorities/>
            <Route path=path!("/council/priorities/:id") view=council::priority::Priority/>
            <Route path=path!("/council/priorities/:id/:need") view=council::priority::answers::Answers/>
            <Route path=path!("/council/forums") view=council::forums::Forums/>
            <Route path=path!("/council/forums/:id") view=council::forums::ForumPage/>
            <Route path=path!("/forums") view=public::forums::Forums/>
            <Route path=path!("/objectives") view=public::objectives::Objectives/>
            <Route path=path!("/priorities") view=public::priorities::Priorities/>
            <Route path=path!("/priorities/:id") view=public::priorities::Priority/>
            <Route path=path!("/council/commissions") view=council::commissions::Commissions/>
            <Route path=path!("/council/commissions/new") view=council::commissions::NewCommission/>
            <Route path=path!("/council/commissions/:reference") view=council::commission::Commission/>
            <Route path=path!("/council/specifications/:id") view=council::specification::Specification/>
            <Route path=path!("/council/specifications/:id/scope") view=council::specification::sections::Scope/>
            <Route path=path!("/council/specifications/:id/outcomes") view=council::specification::outcomes::Outcomes/>
            <Route path=path!("/council/specifications/:id/monitoring") view=council::specification::sections::Monitoring/>
            <Route path=path!("/council/specifications/:id/money") view=council::specification::sections::Money/>
            <Route path=path!("/council/specifications/:id/check") view=council::specification::check::Check/>
            <Route path=path!("/opportunities") view=public::opportunities::Opportunities/>
            <Route path=path!("/opportunities/:reference") view=public::opportunity::Opportunity/>
            <Route path=path!("/opportunities/:reference/result") view=public::opportunity_result::OpportunityResult/>
            <Route path=path!("/opportunities/:reference/questions") view=public::questions::Questions/>
            <Route path=path!("/alerts") view=public::alerts::Alerts/>
            <Route path=path!("/alerts/:token") view=public::alerts::Alert/>
            <Route path=path!("/council/opportunities/:reference/answers") view=council::answers::Answers/>
            <Route path=path!("/council/opportunities/:reference/amend") view=council::amend::Amend/>
            <Route path=path!("/council/commissions/:reference/method") view=council::method::MethodPage/>
            <Route path=path!("/council/commissions/:reference/principles") view=council::principles::Principles/>
            <Route path=path!("/council/opportunities") view=council::opportunities::Opportunities/>
            <Route path=path!("/council/opportunities/:reference") view=council::opportunity::Opportunity/>
            <Route path=path!("/council/opportunities/:reference/about") view=council::opportunity::About/>
            <Route path=path!("/council/opportunities/:reference/nature") view=council::opportunity::Nature/>
            <Route path=path!("/council/opportunities/:reference/lots") view=council::opportunity::Lots/>
            <Route path=path!("/council/opportunities/:reference/criteria") view=council::opportunity::Criteria/>
            <Route path=path!("/council/opportunities/:reference/questions") view=council::opportunity::Questions/>
            <Route path=path!("/council/opportunities/:reference/timetable") view=council::opportunity::Timetable/>
            <Route path=path!("/council/opportunities/:reference/officer") view=council::opportunity::Officer/>
            <Route path=path!("/provider/bids") view=provider::bids::Bids/>
            <Route path=path!("/provider/bids/:id") view=provider::bid::BidHub/>
            <Route path=path!("/provider/bids/:id/questions/:n") view=provider::bid_question::BidQuestion/>
            <Route path=path!("/provider/bids/:id/prices") view=provider::bid_question::BidPrices/>
            <Route path=path!("/provider/bids/:id/check") view=provider::bid_check::BidCheck/>
            <Route path=path!("/provider/bids/:id/team") view=provider::bid_team::BidTeamPage/>
            <Route path=path!("/provider/bids/:id/sent") view=provider::bid_sent::BidSent/>
            <Route path=path!("/provider/bids/:id/withdraw") view=provider::bid_sent::BidWithdraw/>
            <Route path=path!("/council/opportunities/:reference/opening") view=council::opening::Opening/>
            <Route path=path!("/council/opportunities/:reference/bids") view=council::bids::Bids/>
            <Route path=path!("/council/opportunities/:reference/award") view=council::award::Award/>
            <Route path=path!("/provider/bids/:id/result") view=provider::result::BidResult/>
            <Route path=path!("/provider/bids/:id/process") view=provider::process::Process/>
            <Route path=path!("/process") view=public::process::Process/>
            <Route path=path!("/review") view=review::panels::Panels/>
            <Route path=path!("/review/panels/:id/interests") view=review::interests::Interests/>
            <Route path=path!("/review/panels/:id/score") view=review::score::ScoreList/>
            <Route path=path!("/review/panels/:id/score/:question/:bid") view=review::score::Score/>
            <Route path=path!("/review/panels/:id/moderate") view=review::moderate::ModerateList/>
            <Route path=path!("/review/panels/:id/moderate/:question/:bid") view=review::moderate::Moderate/>
        </Routes>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_works_where_their_role_has_pages_and_each_home_is_one() {
        let at = |role, kind| Workspace::of(role, kind).home();
        assert_eq!(at(Role::Commissioner, OrganisationKind::Buyer), "/council");
        assert_eq!(at(Role::FinanceOfficer, OrganisationKind::Buyer), "/council");
        assert_eq!(at(Role::ExternalReviewer, OrganisationKind::Buyer), "/review");
        assert_eq!(at(Role::Administrator, OrganisationKind::Buyer), "/admin");
        assert_eq!(at(Role::Administrator, OrganisationKind::Provider), "/provider");
        assert_eq!(at(Role::Member, OrganisationKind::Provider), "/provider");
        for role in Role::ALL {
            for kind in [OrganisationKind::Buyer, OrganisationKind::Provider] {
                let workspace = Workspace::of(*role, kind);
                let listed = ALL.iter().find(|page| page.path == workspace.home());
                assert_eq!(listed.map(|page| page.workspace), Some(workspace), "{role}");
            }
        }
    }
}
