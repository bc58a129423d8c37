//! Saving while one types, and keeping what could not be saved.
//!
//! Each change is kept in this browser at once (until the tab is closed) and
//! sent two seconds after the typing stops. If the server cannot be reached it
//! is tried again, and again; if the page is loaded anew, what was kept is put
//! back and saved. It says so in words, and never takes anything away.

use std::pin::Pin;

use leptos::prelude::*;

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

/// Sends what is typed.
pub type Save = fn(Api, Fields) -> Pin<Box<dyn Future<Output = Saved>>>;

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
#[component]
pub fn Autosave(
    /// What this form's text is kept under in the browser.
    #[prop(into)]
    key: String,
    /// Sends what is typed.
    save: Save,
    /// When it was last saved, such as `14:02`.
    #[prop(optional_no_strip)]
    saved: Option<String>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    let standing = RwSignal::new(saved.map_or(Standing::Quiet, Standing::Saved));
    let mine = keep(node, key, save, standing);
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

/// Puts one's own text over the other's.
type KeepMine = std::sync::Arc<dyn Fn(&[(String, String)]) + Send + Sync>;

#[cfg(not(feature = "hydrate"))]
fn keep(_: NodeRef<leptos::html::Div>, _: String, _: Save, _: RwSignal<Standing>) -> KeepMine {
    std::sync::Arc::new(|_| {})
}

#[cfg(feature = "hydrate")]
fn keep(node: NodeRef<leptos::html::Div>, key: String, save: Save, standing: RwSignal<Standing>) -> KeepMine {
    let api = Api::here();
    let keeper = StoredValue::new_local(None::<keeper::Keeper>);
    Effect::new(move |_| {
        let Some(form) = node.get().and_then(|element| dom::form_of(&element)) else { return };
        let made = keeper::Keeper::new(form, format!("cw-kept:{key}"), (api.clone(), save), standing);
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

#[cfg(feature = "hydrate")]
mod keeper {
    //! The browser's part.

    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::prelude::*;
    use web_sys::HtmlFormElement;

    use super::{Save, Saved, Standing, dom};
    use crate::api::Api;
    use crate::form::Fields;

    const OFFLINE: &str = "Not saved. You are offline. We keep trying; what you type is kept in this browser.";

    /// Watches one form.
    #[derive(Clone)]
    pub struct Keeper(Rc<Inner>);

    struct Inner {
        form: HtmlFormElement,
        key: String,
        api: Api,
        save: Save,
        standing: RwSignal<Standing>,
        timer: RefCell<Option<TimeoutHandle>>,
        tries: Cell<u32>,
        sending: Cell<bool>,
        spoken: Cell<bool>,
        submitted: Cell<bool>,
    }

    impl Keeper {
        pub fn new(form: HtmlFormElement, key: String, (api, save): (Api, Save), standing: RwSignal<Standing>) -> Self {
            let (timer, tries) = (RefCell::new(None), Cell::new(0));
            let (sending, spoken, submitted) = (Cell::new(false), Cell::new(false), Cell::new(false));
            Self(Rc::new(Inner { form, key, api, save, standing, timer, tries, sending, spoken, submitted }))
        }

        /// Puts back what was kept, then watches.
        pub fn begin(&self) {
            if self.restore() {
                self.later(Duration::from_millis(300));
            }
            let keeper = self.clone();
            dom::on(&self.0.form, "input", move || {
                keeper.0.submitted.set(false);
                keeper.remember();
                keeper.later(Duration::from_secs(2));
            });
            // A form that was sent has its text with the server once the page goes.
            let keeper = self.clone();
            dom::on(&self.0.form, "submit", move || {
                keeper.0.submitted.set(true);
                keeper.stop();
            });
            let keeper = self.clone();
            dom::on(&window(), "pagehide", move || {
                if keeper.0.submitted.get() {
                    keeper.forget();
                }
            });
            let keeper = self.clone();
            dom::on(&window(), "online", move || {
                if keeper.kept().is_some() {
                    keeper.later(Duration::from_millis(100));
                }
            });
        }

        pub fn keep_mine(&self, fields: &[(String, String)]) {
            for (name, value) in fields {
                dom::set_value(&self.0.form, name, value);
            }
            self.later(Duration::from_millis(1));
        }

        fn remember(&self) {
            let fields =
                Fields(dom::fields(&self.0.form).into_iter().filter(|(name, _)| !name.starts_with('_')).collect());
            if let (Some(storage), Ok(text)) = (dom::storage(), serde_json::to_string(&fields)) {
                let _ = storage.set_item(&self.0.key, &text);
            }
        }

        fn kept(&self) -> Option<Fields> {
            let text = dom::storage()?.get_item(&self.0.key).ok().flatten()?;
            serde_json::from_str(&text).ok()
        }

        fn forget(&self) {
            if let Some(storage) = dom::storage() {
                let _ = storage.remove_item(&self.0.key);
            }
        }

        /// Whether anything differed from what the page came with.
        fn restore(&self) -> bool {
            let Some(kept) = self.kept() else { return false };
            let mut differs = false;
            for (name, value) in &kept.0 {
                let typed = name.ends_with(".text") || name.ends_with(".price");
                if typed && dom::value(&self.0.form, name).is_some_and(|now| now.trim() != value.trim()) {
                    differs = true;
                }
            }
            if differs {
                for (name, value) in &kept.0 {
                    dom::set_value(&self.0.form, name, value);
                }
            } else {
                self.forget();
            }
            differs
        }

        fn stop(&self) {
            if let Some(before) = self.0.timer.borrow_mut().take() {
                before.clear();
            }
        }

        fn later(&self, wait: Duration) {
            self.stop();
            let keeper = self.clone();
            let handle = set_timeout_with_handle(move || keeper.send(), wait).ok();
            *self.0.timer.borrow_mut() = handle;
        }

        fn send(&self) {
            if self.0.sending.replace(true) {
                self.later(Duration::from_secs(1));
                return;
            }
            let sent = dom::fields(&self.0.form);
            let keeper = self.clone();
            leptos::task::spawn_local(async move {
                let inner = &keeper.0;
                let saved = (inner.save)(inner.api.clone(), Fields(sent.clone())).await;
                inner.sending.set(false);
                keeper.done(saved, &sent);
            });
        }

        fn done(&self, saved: Saved, sent: &[(String, String)]) {
            let failed = matches!(self.0.standing.try_get_untracked(), Some(Standing::Failed(_)));
            match saved {
                Saved::At { clock, fields } => {
                    self.0.tries.set(0);
                    let unchanged = dom::fields(&self.0.form) == sent;
                    for (name, value) in &fields {
                        dom::set_value(&self.0.form, name, value);
                    }
                    if unchanged {
                        self.forget();
                    } else {
                        self.remember();
                        self.later(Duration::from_secs(2));
                    }
                    let words = format!("Saved at {clock}");
                    if failed || !self.0.spoken.replace(true) {
                        dom::say(&words);
                    }
                    let _ = self.0.standing.try_set(Standing::Saved(clock));
                }
                Saved::Offline => {
                    let tries = self.0.tries.get();
                    self.0.tries.set(tries + 1);
                    self.later(Duration::from_secs(3 << tries.min(3)));
                    self.fail(OFFLINE.to_owned(), failed);
                }
                Saved::Refused(message) => {
                    self.fail(format!("Not saved. {message}. What you type is kept in this browser."), failed);
                }
                Saved::Theirs { message, text, fields } => {
                    dom::say(&message);
                    let _ = self.0.standing.try_set(Standing::Theirs { message, text, fields });
                }
            }
        }

        fn fail(&self, message: String, before: bool) {
            if !before {
                dom::say(&message);
            }
            let _ = self.0.standing.try_set(Standing::Failed(message));
        }
    }
}

#[cfg(feature = "hydrate")]
pub(super) mod dom {
    //! What the browser's forms need of the browser.

    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    use leptos::wasm_bindgen::closure::Closure;
    use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, Storage};

    /// The form around an element.
    pub fn form_of(element: &Element) -> Option<HtmlFormElement> {
        element.closest("form").ok().flatten()?.dyn_into().ok()
    }

    /// All that a form would send.
    pub fn fields(form: &HtmlFormElement) -> Vec<(String, String)> {
        crate::ui::form::collect(form).0
    }

    fn field(form: &HtmlFormElement, name: &str) -> Option<Element> {
        form.query_selector(&format!("[name=\"{name}\"]")).ok().flatten()
    }

    /// What a field holds.
    pub fn value(form: &HtmlFormElement, name: &str) -> Option<String> {
        let element = field(form, name)?;
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            return Some(area.value());
        }
        element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value)
    }

    /// Changes what a field holds.
    pub fn set_value(form: &HtmlFormElement, name: &str, value: &str) {
        let Some(element) = field(form, name) else { return };
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(value);
        } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.set_value(value);
        }
    }

    /// Runs at every such event, as long as the target is there.
    pub fn on(target: &web_sys::EventTarget, event: &str, run: impl Fn() + 'static) {
        let closure = Closure::<dyn Fn()>::new(run);
        let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        closure.forget();
    }

    /// What this tab keeps.
    pub fn storage() -> Option<Storage> {
        window().session_storage().ok().flatten()
    }

    /// Has a screen reader say it.
    pub fn say(text: &str) {
        if let Some(status) = document().get_element_by_id("cw-status") {
            status.set_text_content(Some(text));
        }
    }
}
