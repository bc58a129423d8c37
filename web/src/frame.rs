//! The frame around every page: who the council is, where one is, who one is.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use shared::people::OrganisationKind;

use crate::routes::Workspace;
use crate::ui::{self, Button, Form};

/// What the frame has to know.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct FrameQuery {
    council: Option<Named>,
    viewer: Option<Viewer>,
    is_demonstration: bool,
    test_clock: bool,
    now: shared::Timestamp,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Named {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct ActsFor {
    kind: crate::wire::OrganisationKind,
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    person: Contact,
    acting: Option<Membership>,
    memberships: Vec<Membership>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Contact {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Membership {
    id: shared::people::MembershipId,
    role: crate::wire::Role,
    role_label: String,
    organisation: Option<ActsFor>,
}

/// The frame; its children are the page.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">"Skip to main content"</a>
        {ui::query(|| FrameQuery::build(()), head)}
        <div class="govuk-width-container">
            <main class="govuk-main-wrapper" id="main-content" tabindex="-1">{children()}</main>
        </div>
        <div class="govuk-visually-hidden" id="cw-status" role="status" aria-live="polite"></div>
        <div class="govuk-visually-hidden" id="cw-alert" role="alert" aria-live="assertive"></div>
        <Footer/>
    }
    .into_any()
}

fn head(data: FrameQuery) -> impl IntoView {
    let council = data.council.map_or_else(|| "Commissioning".to_owned(), |council| council.name);
    let links = navigation(data.viewer.as_ref());
    let path = use_location().pathname;
    view! {
        <header class="govuk-generic-header cw-header" data-module="govuk-header">
            <div class="govuk-generic-header__container govuk-width-container">
                <a href="/" class="govuk-generic-header__homepage-link cw-header__name">{council}</a>
            </div>
        </header>
        <div class="govuk-service-navigation">
            <div class="govuk-width-container">
                <div class="govuk-service-navigation__container">
                    <nav aria-label="Menu" class="govuk-service-navigation__wrapper">
                        <ul class="govuk-service-navigation__list">
                            {links
                                .iter()
                                .map(|&(href, text)| {
                                    let here = move || path.with(|path| path == href || (href.len() > 9 && path.starts_with(href)));
                                    view! {
                                        <li class="govuk-service-navigation__item">
                                            <a class="govuk-service-navigation__link" href=href aria-current=move || here().then_some("page")>
                                                {text}
                                            </a>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    </nav>
                </div>
            </div>
        </div>
        {(data.is_demonstration || data.test_clock).then(|| banner(data.is_demonstration, data.test_clock.then_some(data.now)))}
        {data.viewer.map(|viewer| view! { <section class="govuk-width-container cw-viewer" aria-label="Signed in">{who(viewer)}</section> })}
    }
    .into_any()
}

/// Says on every page that nothing here is real, and by which clock it runs.
fn banner(demonstration: bool, clock: Option<shared::Timestamp>) -> impl IntoView {
    let tag = if demonstration { "Demonstration" } else { "Test" };
    view! {
        <section class="govuk-width-container" aria-label=tag>
            <div class="govuk-phase-banner">
                <p class="govuk-phase-banner__content">
                    <strong class="govuk-tag govuk-tag--magenta govuk-phase-banner__content__tag">{tag}</strong>
                    <span class="govuk-phase-banner__text">
                        {demonstration.then_some("The council, its people and organisations are invented. Area figures are real: MHCLG and ONS, Open Government Licence v3.0. ")}
                        {clock.map(|now| format!("This server runs on a test clock: it is {}. ", shared::calendar::instant_in_words(now)))}
                        {demonstration.then(|| view! { <a class="govuk-link" href="/demo">"Sign in as somebody"</a> })}
                    </span>
                </p>
            </div>
        </section>
    }
}

/// A page of the menu: its address and what it is called.
type Link = (&'static str, &'static str);

const PROVIDER: &[Link] = &[
    ("/provider", "Home"),
    ("/opportunities", "Find work"),
    ("/provider/bids", "Bids"),
    ("/provider/agreements", "Agreements"),
    ("/provider/returns", "Returns"),
    ("/provider/organisation", "Organisation"),
];

const REVIEW: &[Link] = &[("/review", "My panels"), ("/opportunities", "Opportunities")];

const ADMIN: &[Link] = &[("/admin", "Organisations"), ("/admin/people", "People"), ("/log", "Public log")];

const COUNCIL: &[Link] = &[
    ("/council", "Today"),
    ("/council/commissions", "Commissions"),
    ("/council/needs", "Needs"),
    ("/council/consultations", "Consultations"),
    ("/council/agreements", "Agreements"),
    ("/council/providers", "Providers"),
];

/// For whoever is signed in and works nowhere yet.
const NEWCOMER: &[Link] = &[
    ("/opportunities", "Opportunities"),
    ("/account", "Your account"),
    ("/register/organisation", "Register your organisation"),
];

const PUBLIC: &[Link] = &[
    ("/opportunities", "Opportunities"),
    ("/needs", "Needs"),
    ("/services", "Services"),
    ("/consultations", "Have your say"),
    ("/framework", "How we decide"),
    ("/sign-in", "Sign in"),
];

/// The workspace's pages.
fn navigation(viewer: Option<&Viewer>) -> &'static [Link] {
    let Some(viewer) = viewer else { return PUBLIC };
    let Some(acting) = &viewer.acting else { return NEWCOMER };
    let kind = acting.organisation.as_ref().map_or(OrganisationKind::Buyer, |organisation| *organisation.kind);
    match Workspace::of(*acting.role, kind) {
        Workspace::Provider => PROVIDER,
        Workspace::Review => REVIEW,
        Workspace::Admin => ADMIN,
        Workspace::Council => COUNCIL,
        Workspace::Public => PUBLIC,
    }
}

/// Who one is signed in as, and what else one may act as.
fn who(viewer: Viewer) -> impl IntoView {
    let acting = viewer.acting.as_ref().map(describe).unwrap_or_default();
    let chosen = viewer.acting.as_ref().map(|acting| acting.id.to_string()).unwrap_or_default();
    let several = viewer.memberships.len() > 1;
    view! {
        <p class="govuk-body-s"><a class="govuk-link" href="/account">{viewer.person.name.clone()}</a>{(!acting.is_empty()).then(|| format!(", {acting}"))}</p>
        {several.then(|| {
            let options = viewer.memberships.iter().map(|one| (one.id.to_string(), describe(one))).collect::<Vec<_>>();
            view! {
                <Form name="membership-switch">
                    <ui::Select name="id" label="Act as" value=chosen options=options/>
                    <Button text="Switch" secondary=true/>
                </Form>
            }
        })}
        <Form name="sign-out">
            <Button text="Sign out" secondary=true/>
        </Form>
    }
    .into_any()
}

fn describe(membership: &Membership) -> String {
    let organisation = membership.organisation.as_ref().map(|named| named.name.clone()).unwrap_or_default();
    format!("{}, {organisation}", membership.role_label)
}

#[component]
fn Footer() -> impl IntoView {
    view! {
        <footer class="govuk-footer">
            <div class="govuk-width-container">
                <h2 class="govuk-visually-hidden">"Help and legal"</h2>
                <ul class="govuk-footer__inline-list">
                    <li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="/framework">"How we decide"</a></li>
                    <li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="/glossary">"Words we use"</a></li>
                    <li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="/accessibility">"Accessibility"</a></li>
                    <li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="/privacy">"Privacy and cookies"</a></li>
                    <li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="/log">"Public log"</a></li>
                    <li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="/graphiql">"API"</a></li>
                </ul>
            </div>
        </footer>
    }
    .into_any()
}
