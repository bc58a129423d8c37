//! Loading what a page shows, before it is sent.

use cynic::Operation;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Title;
use crate::api::{self, Api, Fault};

/// Runs the operation and shows its answer, or says why it cannot.
pub fn query<T, V, M, S, I>(operation: M, show: S) -> impl IntoView
where
    T: DeserializeOwned + 'static,
    V: Serialize + 'static,
    M: Fn() -> Operation<T, V> + Send + Sync + 'static,
    S: Fn(T) -> I + Clone + Send + Sync + 'static,
    I: IntoView + 'static,
{
    let api = Api::here();
    let answer = Resource::new(
        move || api::body(&operation()),
        move |body| {
            let api = api.clone();
            async move { api.text(body).await }
        },
    );
    view! {
        <Suspense fallback=|| view! { <p class="govuk-body">"Loading"</p> }>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                    let text = answer.await;
                    match api::read::<T>(&text) {
                        Ok(data) => show(data).into_any(),
                        Err(_) if api::is_misasked(&text) => misasked().into_any(),
                        Err(fault) => failure(fault).into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

fn failure(fault: Fault) -> impl IntoView {
    set_status(500);
    let message = match fault {
        Fault::Offline => "The server cannot be reached. Try again in a minute.".to_owned(),
        Fault::Server(message) => message,
    };
    view! {
        <Title text="Sorry, this page did not load"/>
        <p class="govuk-body">{message}</p>
    }
    .into_any()
}

/// The page of an address whose part after the question mark says nothing, such
/// as a list's page that never was.
fn misasked() -> impl IntoView {
    set_status(400);
    view! {
        <Title text="This address does not work"/>
        <p class="govuk-body">"Its end, after the question mark, was cut short or changed."</p>
        <p class="govuk-body">
            <a class="govuk-link" href="?">"Show this page from its start"</a>
        </p>
    }
    .into_any()
}

/// The page for what does not exist and for what may not be seen: the same.
#[component]
pub fn NotFound() -> impl IntoView {
    set_status(404);
    let back = sign_in_address();
    view! {
        <Title text="Page not found"/>
        <p class="govuk-body">"If you typed the address, check it is correct. If you followed a link, it may have moved."</p>
        <p class="govuk-body">
            "Some pages are only for people who are signed in. "
            <a class="govuk-link" href=back>"Sign in"</a>
            ", or "
            <a class="govuk-link" href="/">"go to the home page"</a>
            "."
        </p>
    }
    .into_any()
}

/// Where this page lies, with what follows the question mark.
pub fn here() -> String {
    let location = use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) }
}

/// The page to sign in on, from where one comes back to this one.
pub fn sign_in_address() -> String {
    let next: String = url::form_urlencoded::byte_serialize(here().as_bytes()).collect();
    format!("/sign-in?next={next}")
}

/// Sets the answer's status while the server renders.
pub fn set_status(status: u16) {
    if let Some(answer) = use_context::<crate::PageStatus>() {
        answer.set(status);
    }
}
