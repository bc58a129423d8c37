//! A provider's own organisation: what it says of itself, where its
//! third-sector status stands, and its people.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::people::membership::Role;
use shared::people::organisation::{Action, ThirdSectorStatus};
use shared::people::{MembershipId, OrganisationId, OrganisationKind};
use shared::{Timestamp, calendar};

use crate::ui::{self, Button, CardTable, Form, NotFound, Row, Select, SummaryList, TextInput, Title};
use crate::wire;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct OrganisationQuery {
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    acting: Option<Acting>,
    memberships: Vec<Own>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Membership")]
struct Acting {
    organisation: Option<Organisation>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Membership")]
struct Own {
    id: MembershipId,
    role: wire::Role,
    organisation: Option<Named>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Named {
    id: OrganisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Organisation {
    id: OrganisationId,
    kind: wire::OrganisationKind,
    name: String,
    org_id: String,
    sector_label: Option<String>,
    legal_form_label: Option<String>,
    status: wire::ThirdSectorStatus,
    status_tag: Option<ui::Status>,
    declarations: Option<OrganisationDeclarations>,
    status_history: Vec<OrganisationStatusChange>,
    viewer_can: Vec<wire::OrganisationAction>,
    people: Option<Vec<Member>>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationDeclarations {
    independent: bool,
    purposes: String,
    surplus: String,
    asset_lock: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationStatusChange {
    tag: ui::Status,
    at: Timestamp,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Membership")]
struct Member {
    role: wire::Role,
    role_label: String,
    person: Option<Contact>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Contact {
    name: String,
    email: String,
}

/// What follows from a status, and what can be done about it.
const fn what_next(status: ThirdSectorStatus) -> &'static str {
    match status {
        ThirdSectorStatus::Declared => {
            "An officer of the council reads what you declared and decides. You get a mail then. Meanwhile you can bid \
             wherever nothing is reserved for the third sector."
        }
        ThirdSectorStatus::Verified => {
            "You can bid for everything, also where it is reserved for the third sector. Tell the council if what you \
             declared changes: it may look again."
        }
        ThirdSectorStatus::Refused => {
            "You can still bid wherever nothing is reserved for the third sector. If the reason below is mistaken or has \
             changed, tell the council: an officer can look again."
        }
        ThirdSectorStatus::NotClaimed => {
            "You can bid wherever nothing is reserved for the third sector. If you should count as third sector, ask the \
             council: an officer can look at what you are."
        }
    }
}

fn details(one: &Organisation) -> Vec<Row> {
    let word = |yes: bool| if yes { "Yes" } else { "No" };
    let mut rows = vec![
        Row::new("Identifier", one.org_id.clone()),
        Row::new("Kind", one.sector_label.clone().unwrap_or_default()),
        Row::new("Set up as", one.legal_form_label.clone().unwrap_or_else(|| "Not given".to_owned())),
    ];
    if let Some(declared) = &one.declarations {
        rows.extend([
            Row::new("Independent of government", word(declared.independent)),
            Row::new("What it is for", declared.purposes.clone()),
            Row::new("A surplus", declared.surplus.clone()),
            Row::new("Asset lock", word(declared.asset_lock)),
        ]);
    }
    rows
}

fn status(one: &Organisation) -> impl IntoView + use<> {
    let history: Vec<_> = one
        .status_history
        .iter()
        .map(|change| {
            let at = calendar::instant_in_words(change.at);
            let reason = change.reason.clone().map(|reason| format!(": {reason}"));
            view! { <li>{change.tag.view()}" "{at}{reason}</li> }
        })
        .collect();
    view! {
        <h2 class="govuk-heading-m">"Third-sector status"</h2>
        <p class="govuk-body">{one.status_tag.as_ref().map(ui::Status::view)}</p>
        <p class="govuk-body">{what_next(*one.status)}</p>
        {(!history.is_empty()).then(|| view! {
            <h3 class="govuk-heading-s">"How it came to this"</h3>
            <ul class="govuk-list">{history}</ul>
        })}
    }
}

/// The form to ask a colleague in; or who may do it, and how.
fn invitation(one: &Organisation, memberships: &[Own]) -> AnyView {
    if one.viewer_can.iter().any(|may| *may == Action::Invite) {
        let roles = Role::ALL.iter().filter(|role| role.fits(OrganisationKind::Provider));
        let roles = roles.map(|role| (role.as_str().to_owned(), role.label().to_owned())).collect::<Vec<_>>();
        return view! {
            <h3 class="govuk-heading-s">"Invite a colleague"</h3>
            <p class="govuk-body">
                "A member writes bids and returns. A certifier may also sign for you. An administrator looks after your people."
            </p>
            <Form name="invitation-create" hidden=vec![("from", "provider".to_owned())]>
                <TextInput name="email" label="Their e-mail address" kind="email"/>
                <Select name="role" label="Role" options=roles/>
                <Button text="Send the invitation"/>
            </Form>
            <p class="govuk-body"><a class="govuk-link" href="/admin/people">"End a membership"</a></p>
        }
        .into_any();
    }
    let here = |own: &&Own| own.organisation.as_ref().is_some_and(|named| named.id == one.id);
    if let Some(own) = memberships.iter().filter(here).find(|own| *own.role == Role::Administrator) {
        let hidden = vec![("id", own.id.to_string()), ("next", "/provider/organisation".to_owned())];
        return view! {
            <p class="govuk-body">"You are an administrator too. Act as one to invite a colleague."</p>
            <Form name="membership-switch" hidden=hidden>
                <Button text="Act as administrator" secondary=true/>
            </Form>
        }
        .into_any();
    }
    let people = one.people.iter().flatten().filter(|member| *member.role == Role::Administrator);
    let names: Vec<_> = people.filter_map(|member| member.person.as_ref().map(|person| person.name.clone())).collect();
    let ask = if names.is_empty() {
        "It has no administrator. Ask the council to help.".to_owned()
    } else {
        format!("To have a colleague invited, ask {}.", names.join(" or "))
    };
    view! { <p class="govuk-body">{ask}</p> }.into_any()
}

fn show(one: Organisation, memberships: &[Own]) -> impl IntoView + use<> {
    let people = one.people.clone().unwrap_or_default();
    let caption = if people.len() == 1 { "1 membership".to_owned() } else { format!("{} memberships", people.len()) };
    let row = |member: Member| {
        let (name, email) = member.person.map(|person| (person.name, person.email)).unwrap_or_default();
        vec![name.into_any(), member.role_label.into_any(), email.into_any()]
    };
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=one.name.clone() section="Organisation"/>
            <SummaryList rows=details(&one)/>
            {status(&one)}
            <p class="govuk-body">
                <a class="govuk-link" href="/provider/market">"What you can do"</a>": say it, so that councils find you"
            </p>
            <h2 class="govuk-heading-m">"People"</h2>
            <CardTable caption=caption heads=vec!["Name", "Role", "E-mail"] rows=people.into_iter().map(row).collect()/>
            {invitation(&one, memberships)}
        </div></div>
    }
}

/// The page.
#[component]
pub fn OwnOrganisation() -> impl IntoView {
    ui::query(
        || OrganisationQuery::build(()),
        |data| {
            let Some(viewer) = data.viewer else { return NotFound().into_any() };
            let organisation = viewer.acting.and_then(|acting| acting.organisation);
            match organisation.filter(|one| *one.kind == OrganisationKind::Provider) {
                Some(one) => show(one, &viewer.memberships).into_any(),
                None => NotFound().into_any(),
            }
        },
    )
}
