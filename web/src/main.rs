//! What the browser runs: it takes over the page that the server sent.
#![recursion_limit = "512"]

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(web::App);
    if let Some(body) = leptos::prelude::document().body() {
        let _ = body.set_class_name("govuk-template__body js-enabled govuk-frontend-supported");
    }
}
