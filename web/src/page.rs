//! A page's body, and what it tells the server of itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;

use crate::form::Unsent;
use crate::pages::public::signed_out::signed_out;
use crate::{frame, routes};

/// The status of the answer, which a page may change while it is rendered.
#[derive(Clone, Debug, Default)]
pub struct PageStatus(Arc<AtomicU16>);

impl PageStatus {
    /// Sets it.
    pub fn set(&self, status: u16) {
        self.0.store(status, Ordering::SeqCst);
    }

    /// What it was set to, if anything.
    pub fn get(&self) -> Option<u16> {
        Some(self.0.load(Ordering::SeqCst)).filter(|status| *status != 0)
    }
}

/// The whole of a page's body. Of the server it needs an [`Api`](crate::api::Api),
/// a [`ReturnedForm`](crate::form::ReturnedForm), a
/// [`PostToken`](crate::form::PostToken) and a [`PageStatus`] in its context.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <frame::Frame>
                {match use_context::<Unsent>() {
                    Some(unsent) => signed_out(unsent).into_any(),
                    None => view! { <routes::Pages/> }.into_any(),
                }}
            </frame::Frame>
        </Router>
    }
    .into_any()
}
