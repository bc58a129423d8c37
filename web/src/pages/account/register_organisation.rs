//! Registering an organisation: which it is, what it is, check and send. What
//! was answered travels in the address, so that it works without script and
//! the browser's own way back works too.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::people::organisation::{LegalForm, OrganisationInput as Domain, Register, SectorType};

use crate::api::Api;
use crate::form::{Fields, Outcome, ReturnedForm, UserError};
use crate::ui::{self, BackLink, Button, Form, Inset, Radios, Row, Select, SummaryList, TextArea, TextInput, Title};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationInput {
    register: String,
    number: String,
    name: String,
    legal_form: String,
    sector: String,
    independent: String,
    purposes: String,
    surplus: String,
    asset_lock: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RegisterVariables {
    input: OrganisationInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RegisterVariables")]
struct RegisterMutation {
    #[arguments(input: $input)]
    organisation_register: OrganisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct WhoQuery {
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    person: Contact,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Contact {
    name: String,
}

/// The answers, as their fields are called.
const NAMES: [&str; 9] =
    ["register", "number", "name", "legalForm", "sector", "independent", "purposes", "surplus", "assetLock"];

fn read(text: impl Fn(&str) -> String) -> Domain {
    Domain {
        register: text("register"),
        number: text("number"),
        name: text("name"),
        legal_form: text("legalForm"),
        sector: text("sector"),
        independent: text("independent"),
        purposes: text("purposes"),
        surplus: text("surplus"),
        asset_lock: text("assetLock"),
    }
}

fn pairs(input: &Domain) -> Vec<(&'static str, String)> {
    let values = [
        &input.register,
        &input.number,
        &input.name,
        &input.legal_form,
        &input.sector,
        &input.independent,
        &input.purposes,
        &input.surplus,
        &input.asset_lock,
    ];
    NAMES.into_iter().zip(values.into_iter().cloned()).collect()
}

/// An address with the answers so far.
fn address(path: &str, input: &Domain) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs(input).into_iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, &value);
    }
    format!("{path}?{}", query.finish())
}

/// The answers in the address.
fn answered() -> Domain {
    use_query_map().with_untracked(|query| read(|name| query.get(name).unwrap_or_default()))
}

/// Which organisation: goes on to what it is.
pub async fn identify(_: &Api, fields: &Fields) -> Outcome {
    let input = read(|name| fields.text(name));
    match input.check_identity() {
        Ok(()) => Outcome::Go(address("/register/type", &input)),
        Err(faults) => Outcome::Refused(faults),
    }
}

/// What it is: goes on to the check.
pub async fn describe(_: &Api, fields: &Fields) -> Outcome {
    let input = read(|name| fields.text(name));
    match input.check() {
        Ok(_) => Outcome::Go(address("/register/check", &input)),
        Err(faults) => Outcome::Refused(faults),
    }
}

/// Sends it.
pub async fn submit(api: &Api, fields: &Fields) -> Outcome {
    let input = OrganisationInput {
        register: fields.text("register"),
        number: fields.text("number"),
        name: fields.text("name"),
        legal_form: fields.text("legalForm"),
        sector: fields.text("sector"),
        independent: fields.text("independent"),
        purposes: fields.text("purposes"),
        surplus: fields.text("surplus"),
        asset_lock: fields.text("assetLock"),
    };
    match api.run(RegisterMutation::build(RegisterVariables { input })).await {
        Ok(data) => Outcome::of(data.organisation_register.user_errors, || "/account?registered=1".to_owned()),
        Err(fault) => fault.into(),
    }
}

fn options<T: Copy>(all: &[T], text: impl Fn(T) -> (&'static str, &'static str)) -> Vec<(String, String)> {
    all.iter().map(|one| text(*one)).map(|(value, label)| (value.to_owned(), label.to_owned())).collect()
}

fn yes_no() -> Vec<(String, String)> {
    vec![("yes".to_owned(), "Yes".to_owned()), ("no".to_owned(), "No".to_owned())]
}

/// The form, for whoever is signed in.
fn signed_in<V: IntoView + 'static>(show: impl Fn() -> V + Clone + Send + Sync + 'static) -> impl IntoView {
    ui::query(
        || WhoQuery::build(()),
        move |data| match data.viewer {
            Some(viewer) => view! {
                <p class="govuk-body-s">{format!("You register it as {}.", viewer.person.name)}</p>
                {show()}
            }
            .into_any(),
            None => view! {
                <Inset>
                    "Sign in first, or "<a class="govuk-link" href="/register">"ask for an account"</a>". "
                    <a class="govuk-link" href="/sign-in?next=/register/organisation">"Sign in"</a>
                </Inset>
            }
            .into_any(),
        },
    )
}

/// Step 2: which organisation it is.
#[component]
pub fn Identity() -> impl IntoView {
    let input = answered();
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Which organisation is it?" section="Register" caption="Step 2 of 4: Organisation"/>
            {signed_in(move || {
                let input = input.clone();
                let registers = options(Register::ALL, |one| (one.as_str(), one.label()));
                view! {
                    <Form name="register-organisation">
                        <Radios name="register" legend="Which register is it on?" value=input.register options=registers/>
                        <TextInput name="number" label="Its number on the register" hint="Leave empty if it is on none" value=input.number width=20/>
                        <TextInput name="name" label="Its name" value=input.name autocomplete="organization"/>
                        <Button text="Go on"/>
                    </Form>
                }
            })}
        </div></div>
    }
}

/// Step 3: what it is.
#[component]
pub fn Type() -> impl IntoView {
    let input = answered();
    let back = address("/register/organisation", &input);
    let name = input.name.clone();
    view! {
        <BackLink href=back/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="What kind of organisation is it?" section="Register" caption="Step 3 of 4: Type and declarations"/>
            <p class="govuk-body">{name}</p>
            {signed_in(move || {
                let input = input.clone();
                let forms = options(LegalForm::ALL, |one| (one.as_str(), one.label()));
                let sectors = options(SectorType::ALL, |one| (one.as_str(), one.label()));
                let hidden = pairs(&input).into_iter().take(3).collect::<Vec<_>>();
                view! {
                    <Form name="register-type" hidden=hidden>
                        <Select name="legalForm" label="How it is set up in law" value=input.legal_form options=forms/>
                        <Radios name="sector" legend="What kind it is" value=input.sector options=sectors/>
                        <Radios
                            name="independent"
                            legend="Is it independent of government?"
                            hint="Answer no if a public body controls it, for instance by appointing most of its board."
                            value=input.independent
                            options=yes_no()
                            inline=true
                        />
                        <TextArea name="purposes" label="What it is for" hint="Its objects, in a sentence or two." value=input.purposes rows=3/>
                        <TextArea name="surplus" label="What happens to a surplus" value=input.surplus rows=3/>
                        <Radios
                            name="assetLock"
                            legend="Does it have an asset lock?"
                            hint="Its assets may be used for its purposes alone, even if it closes."
                            value=input.asset_lock
                            options=yes_no()
                            inline=true
                        />
                        <Button text="Go on"/>
                    </Form>
                }
            })}
        </div></div>
    }
}

/// Step 4: check and send.
#[component]
pub fn Check() -> impl IntoView {
    let input = answered();
    let back = address("/register/type", &input);
    view! {
        <BackLink href=back/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Check your answers" section="Register" caption="Step 4 of 4: Check"/>
            {signed_in(move || {
                let input = input.clone();
                view! {
                    <SummaryList rows=answers(&input)/>
                    <p class="govuk-body">
                        "By sending this you say that it is true and that you may act for the organisation. "
                        "An officer of the council checks what it says of itself."
                    </p>
                    <Form name="register-check" hidden=pairs(&input)>
                        <Button text="Register the organisation"/>
                    </Form>
                }
            })}
        </div></div>
    }
}

fn answers(input: &Domain) -> Vec<Row> {
    let identity = address("/register/organisation", input);
    let kind = address("/register/type", input);
    let register = input.register.parse::<Register>().map_or("", Register::label);
    let form = input.legal_form.parse::<LegalForm>().map_or("", LegalForm::label);
    let sector = input.sector.parse::<SectorType>().map_or("", SectorType::label);
    let word = |text: &str| if text == "yes" { "Yes" } else { "No" };
    let row = |field: &str, key: &str, value: &str, page: &str, what: &str| {
        Row::new(key, answered_with(field, value)).change(page, what)
    };
    vec![
        row("name", "Name", &input.name, &identity, "the name"),
        row("register", "Register", register, &identity, "the register"),
        row("number", "Number", &input.number, &identity, "the number"),
        row("legalForm", "Set up as", form, &kind, "how it is set up"),
        row("sector", "Kind", sector, &kind, "the kind"),
        row("independent", "Independent of government", word(&input.independent), &kind, "independence"),
        row("purposes", "What it is for", &input.purposes, &kind, "what it is for"),
        row("surplus", "A surplus", &input.surplus, &kind, "what happens to a surplus"),
        row("assetLock", "Asset lock", word(&input.asset_lock), &kind, "the asset lock"),
    ]
}

/// An answer with what is wrong with it: the summary's link leads here, beside
/// the link to the page where it is changed.
fn answered_with(field: &str, value: &str) -> impl IntoView + use<> {
    let fault = ReturnedForm::here().fault("register-check", field);
    let message = fault.map(|message| {
        view! {
            <span class="govuk-error-message"><span class="govuk-visually-hidden">"Error: "</span>{message}</span>
        }
    });
    view! { <span id=format!("register-check-{field}") tabindex="-1">{message}{value.to_owned()}</span> }
}
