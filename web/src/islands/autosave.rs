//! Saving while one types, and keeping what could not be saved.
//!
//! Each change is kept in this browser at once (until the tab is closed) and
//! sent two seconds after the typing stops. If the server cannot be reached it
//! is tried again, and again; if the page is loaded anew, what was kept is put
//! back and saved. It says so in words, and never takes anything away.

#[cfg(feature = "hydrate")]
mod keeper;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::Api;
use crate::form::Fields;

/// What a save came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Kept by the server.
    At {
        /// The time of day to show, such as `14:02`.
        clock: String,
        /// What the form has to send from now on: versions.
        fields: Vec<(String, String)>,
    },
    /// Somebody else changed the same text meanwhile.
    Theirs {
        /// The sentence.
        message: String,
        /// Their text.
        text: String,
        /// What the form has to send to put one's own text over it.
        fields: Vec<(String, String)>,
    },
    /// The server said no.
    Refused(String),
    /// The server cannot be reached.
    Offline,
}

/// Which texts are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saves {
    /// A bid's answers and prices.
    Bid,
}

impl Saves {
    /// Sends what is typed.
    pub async fn send(self, api: &Api, fields: &Fields) -> Saved {
        match self {
            Self::Bid => super::bid::save(api, fields).await,
        }
    }
}

/// How saving stands.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser saves while one types"))]
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Quiet,
    Saved(String),
    Failed(String),
    Theirs { message: String, text: String, fields: Vec<(String, String)> },
}

/// Saves the form it stands in while one types.
#[island]
pub fn Autosave(
    /// What this form's text is kept under in the browser.
    key: String,
    /// Which texts these are.
    saves: Saves,
    /// When it was last saved, such as `14:02`.
    saved: Option<String>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    let standing = RwSignal::new(saved.map_or(Standing::Quiet, Standing::Saved));
    let mine = keep(node, key, saves, standing);
    let class = move || match standing.get() {
        Standing::Failed(_) | Standing::Theirs { .. } => "cw-saved cw-saved--failed",
        Standing::Quiet | Standing::Saved(_) => "cw-saved",
    };
    let words = move || match standing.get() {
        Standing::Quiet => String::new(),
        Standing::Saved(clock) => format!("Saved at {clock}"),
        Standing::Failed(message) | Standing::Theirs { message, .. } => message,
    };
    let theirs = move || match standing.get() {
        Standing::Theirs { text, fields, .. } => {
            let mine = mine.clone();
            Some(view! {
                <div class="cw-both">
                    <div class="cw-both__text">
                        <h3 class="govuk-heading-s">"The other text"</h3>
                        <p class="govuk-body">{text}</p>
                    </div>
                </div>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| mine(&fields)>
                    "Keep my text"
                </button>
            })
        }
        _ => None,
    };
    view! {
        <div node_ref=node>
            <p class=class>{words}</p>
            {theirs}
        </div>
    }
}

/// What the names begin with under which text is kept in the browser.
#[cfg(feature = "hydrate")]
const KEPT: &str = "cw-kept:";

/// Forgets all that this tab keeps: whoever signs out leaves nothing behind.
#[cfg(feature = "hydrate")]
pub fn forget_all() {
    let Some(storage) = super::dom::storage() else { return };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|place| storage.key(place).ok().flatten());
    let kept: Vec<String> = keys.filter(|key| key.starts_with(KEPT)).collect();
    for key in kept {
        let _ = storage.remove_item(&key);
    }
}

/// Puts one's own text over the other's.
type KeepMine = std::sync::Arc<dyn Fn(&[(String, String)]) + Send + Sync>;

#[cfg(not(feature = "hydrate"))]
fn keep(_: NodeRef<leptos::html::Div>, _: String, _: Saves, _: RwSignal<Standing>) -> KeepMine {
    std::sync::Arc::new(|_| {})
}

#[cfg(feature = "hydrate")]
fn keep(node: NodeRef<leptos::html::Div>, key: String, saves: Saves, standing: RwSignal<Standing>) -> KeepMine {
    let keeper = StoredValue::new_local(None::<keeper::Keeper>);
    Effect::new(move |_| {
        let Some(form) = node.get().and_then(|element| super::dom::form_of(&element)) else { return };
        let made = keeper::Keeper::new(form, format!("{KEPT}{key}"), (Api::over_http(), saves), standing);
        made.begin();
        keeper.set_value(Some(made));
    });
    std::sync::Arc::new(move |fields: &[(String, String)]| {
        keeper.with_value(|keeper| {
            if let Some(keeper) = keeper {
                keeper.keep_mine(fields);
            }
        });
    })
}
