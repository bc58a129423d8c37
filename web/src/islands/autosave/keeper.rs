//! The browser's part of saving while one types.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::HtmlFormElement;

use super::{Saved, Saves, Standing};
use crate::api::Api;
use crate::form::Fields;
use crate::islands::dom;

const OFFLINE: &str = "Not saved. You are offline. We keep trying; what you type is kept in this browser.";

/// What the browser keeps of one form.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    fields: Vec<(String, String)>,
    /// Whether a button was pressed to send it.
    sent: bool,
}

/// Watches one form.
#[derive(Clone)]
pub struct Keeper(Rc<Inner>);

struct Inner {
    form: HtmlFormElement,
    key: String,
    api: Api,
    saves: Saves,
    standing: RwSignal<Standing>,
    timer: RefCell<Option<TimeoutHandle>>,
    tries: Cell<u32>,
    sending: Cell<bool>,
    spoken: Cell<bool>,
    submitted: Cell<bool>,
}

impl Keeper {
    pub fn new(form: HtmlFormElement, key: String, (api, saves): (Api, Saves), standing: RwSignal<Standing>) -> Self {
        let (timer, tries) = (RefCell::new(None), Cell::new(0));
        let (sending, spoken, submitted) = (Cell::new(false), Cell::new(false), Cell::new(false));
        Self(Rc::new(Inner { form, key, api, saves, standing, timer, tries, sending, spoken, submitted }))
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
        // Whether the server got what was sent is not known before the next page.
        let keeper = self.clone();
        dom::on(&self.0.form, "submit", move || {
            keeper.0.submitted.set(true);
            keeper.stop();
        });
        let keeper = self.clone();
        dom::on(&window(), "pagehide", move || {
            if keeper.0.submitted.get() {
                keeper.remember();
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
        let fields = dom::fields(&self.0.form).into_iter().filter(|(name, _)| !name.starts_with('_')).collect();
        let kept = Kept { fields, sent: self.0.submitted.get() };
        if let (Some(storage), Ok(text)) = (dom::storage(), serde_json::to_string(&kept)) {
            let _ = storage.set_item(&self.0.key, &text);
        }
    }

    fn kept(&self) -> Option<Kept> {
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
        let here = |name: &str| dom::value(&self.0.form, name);
        let differs = kept.fields.iter().any(|(name, value)| {
            let typed = matches!(name.rsplit('.').next(), Some("text" | "price"));
            typed && here(name).is_some_and(|now| now.trim() != value.trim())
        });
        // What was sent and got there has been overtaken by what the server has now.
        let arrived = kept.sent
            && kept.fields.iter().any(|(name, value)| {
                let newer = |now: String| now.parse::<i64>().ok() > value.parse::<i64>().ok();
                name.ends_with(".version") && here(name).is_some_and(newer)
            });
        if !differs || arrived {
            self.forget();
            return false;
        }
        for (name, value) in &kept.fields {
            dom::set_value(&self.0.form, name, value);
        }
        true
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
            let saved = inner.saves.send(&inner.api, &Fields(sent.clone())).await;
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
