//! What the browser runs: the islands of the page that the server sent.

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    web::islands::page::begin();
}
