//! The pages, rendered on the server and hydrated in the browser.
//!
//! A page and its typed fragments of the API stand in one file under `pages`;
//! `ui` holds the design system's components and no word of the domain.
#![recursion_limit = "512"]

pub mod api;
pub mod form;
pub mod forms;
mod frame;
pub mod pages;
pub mod routes;
pub mod schema;
pub mod ui;
pub mod wire;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;

use crate::form::{PostToken, Returned, ReturnedForm};

/// The status of the answer, which a page may change while it is rendered.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct PageStatus(std::sync::Arc<std::sync::atomic::AtomicU16>);

#[cfg(feature = "ssr")]
impl PageStatus {
    /// Sets it.
    pub fn set(&self, status: u16) {
        self.0.store(status, std::sync::atomic::Ordering::SeqCst);
    }

    /// What it was set to, if anything.
    pub fn get(&self) -> Option<u16> {
        Some(self.0.load(std::sync::atomic::Ordering::SeqCst)).filter(|status| *status != 0)
    }
}

/// What the server tells the browser besides the page: the form that came back
/// and the token for the next post.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Carried {
    /// The form that came back.
    pub returned: Returned,
    /// The token.
    pub token: PostToken,
}

/// The whole of a page's body.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let carried = carried();
    provide_context(carried.token.clone());
    provide_context(ReturnedForm(RwSignal::new(carried.returned.clone())));
    #[cfg(not(feature = "ssr"))]
    provide_context(api::Api::over_http());
    // What the page carries over to the browser, as inert data.
    let data = serde_json::to_string(&carried).unwrap_or_default().replace('<', "\\u003c");
    view! {
        <script type="application/json" id="carried" inner_html=data></script>
        <Router>
            <frame::Frame>
                <routes::Pages/>
            </frame::Frame>
        </Router>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn carried() -> Carried {
    use_context::<Carried>().unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn carried() -> Carried {
    document()
        .get_element_by_id("carried")
        .and_then(|element| element.text_content())
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}
