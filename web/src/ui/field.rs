//! Fields of a form: label, hint, fault, input.
//!
//! An input keeps what was typed by itself: it starts from the form that came
//! back, else from the value given, and is never written over afterwards.

use leptos::prelude::*;

use crate::form::{FormName, ReturnedForm};

/// What every field works out alike.
#[derive(Clone)]
struct Field {
    id: String,
    fault: Memo<Option<String>>,
    value: String,
    /// What stands now, where somebody else wrote something different meanwhile.
    now: Option<String>,
    hint: bool,
}

impl Field {
    fn new(name: &str, value: String, hint: bool) -> Self {
        let form = expect_context::<FormName>().0;
        let returned = ReturnedForm::here();
        let field = name.to_owned();
        let fault = Memo::new(move |_| returned.fault(form, &field));
        let typed = returned.typed(form, name);
        let differs = typed.as_ref().is_some_and(|typed| !is_same(typed, &value));
        let now = (differs && returned.is_stale(form)).then(|| value.clone());
        Self { id: format!("{form}-{name}"), fault, value: typed.unwrap_or(value), now, hint }
    }

    /// What stands now, in the words of a list where it comes from one.
    fn now(&self, options: &[(String, String)]) -> impl IntoView + use<> {
        self.now.clone().map(|now| {
            let words = options.iter().find(|(value, _)| *value == now).map(|(_, words)| words.clone());
            let now = words.unwrap_or(now);
            let now = if now.is_empty() { "nothing".to_owned() } else { now };
            view! { <p class="govuk-body cw-said"><strong>"It says now: "</strong>{now}</p> }
        })
    }

    fn group(&self) -> impl Fn() -> &'static str + Send + use<> {
        let fault = self.fault;
        move || if fault.get().is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" }
    }

    fn class(&self, base: &'static str, error: &'static str) -> impl Fn() -> String + Send + use<> {
        let fault = self.fault;
        move || if fault.get().is_some() { format!("{base} {error}") } else { base.to_owned() }
    }

    fn described_by(&self) -> impl Fn() -> Option<String> + Send + use<> {
        let (id, fault, hint) = (self.id.clone(), self.fault, self.hint);
        move || {
            let hint = hint.then(|| format!("{id}-hint"));
            let fault = fault.get().map(|_| format!("{id}-error"));
            match (hint, fault) {
                (Some(hint), Some(fault)) => Some(format!("{hint} {fault}")),
                (hint, fault) => hint.or(fault),
            }
        }
    }

    fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + use<> {
        let fault = self.fault;
        move || fault.get().map(|_| "true")
    }

    fn message(&self) -> impl IntoView + use<> {
        let (id, fault) = (self.id.clone(), self.fault);
        move || {
            fault.get().map(|message| {
                view! {
                    <p id=format!("{id}-error") class="govuk-error-message">
                        <span class="govuk-visually-hidden">"Error: "</span>
                        {message}
                    </p>
                }
            })
        }
    }

    fn hint(&self, text: Option<String>) -> impl IntoView + use<> {
        let id = format!("{}-hint", self.id);
        text.map(|text| view! { <div id=id class="govuk-hint">{text}</div> })
    }
}

/// Whether two texts say the same: browsers send line ends in their own way.
fn is_same(typed: &str, stands: &str) -> bool {
    typed.replace("\r\n", "\n").trim() == stands.replace("\r\n", "\n").trim()
}

/// A line of text.
#[component]
pub fn TextInput(
    /// The field's name: the API's own.
    #[prop(into)]
    name: String,
    /// What to enter.
    #[prop(into)]
    label: String,
    /// What helps to enter it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What it starts with.
    #[prop(optional, into)]
    value: String,
    /// The kind of input: `text`, `email`, `password`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in, such as `email`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The keyboard to show, such as `numeric`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// A GOV.UK width, such as `10` characters; the whole width if none.
    #[prop(optional)]
    width: Option<u8>,
    /// What stands before it, such as `£`.
    #[prop(optional)]
    prefix: Option<&'static str>,
    /// What stands after it, such as `%`.
    #[prop(optional, into)]
    suffix: Option<String>,
) -> impl IntoView {
    let field = Field::new(&name, value, hint.is_some());
    let suffix = suffix.filter(|text| !text.is_empty());
    let base = match width {
        Some(2) => "govuk-input govuk-input--width-2",
        Some(3) => "govuk-input govuk-input--width-3",
        Some(4) => "govuk-input govuk-input--width-4",
        Some(5) => "govuk-input govuk-input--width-5",
        Some(10) => "govuk-input govuk-input--width-10",
        Some(_) => "govuk-input govuk-input--width-20",
        None => "govuk-input",
    };
    // A password is never sent back to the page.
    let value = if kind == "password" { String::new() } else { field.value.clone() };
    let input = view! {
        <input
            class=field.class(base, "govuk-input--error")
            id=field.id.clone()
            name=name
            type=kind
            value=value
            autocomplete=autocomplete
            inputmode=inputmode
            spellcheck=(kind != "text").then_some("false")
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
        />
    };
    let input = if prefix.is_some() || suffix.is_some() {
        view! {
            <div class="govuk-input__wrapper">
                {prefix.map(|text| view! { <div class="govuk-input__prefix" aria-hidden="true">{text}</div> })}
                {input}
                {suffix.map(|text| view! { <div class="govuk-input__suffix" aria-hidden="true">{text}</div> })}
            </div>
        }
        .into_any()
    } else {
        input.into_any()
    };
    view! {
        <div class=field.group()>
            <label class="govuk-label" for=field.id.clone()>{label}</label>
            {field.hint(hint)}
            {field.message()}
            {input}
            {(kind != "password").then(|| field.now(&[]))}
        </div>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The field's name: the API's own.
    #[prop(into)]
    name: String,
    /// What to enter.
    #[prop(into)]
    label: String,
    /// What helps to enter it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What it starts with.
    #[prop(optional, into)]
    value: String,
    /// How many lines it shows.
    #[prop(default = 5)]
    rows: u8,
) -> impl IntoView {
    let field = Field::new(&name, value, hint.is_some());
    view! {
        <div class=field.group()>
            <label class="govuk-label" for=field.id.clone()>{label}</label>
            {field.hint(hint)}
            {field.message()}
            <textarea
                class=field.class("govuk-textarea", "govuk-textarea--error")
                id=field.id.clone()
                name=name
                rows=rows.to_string()
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            >
                {text_of(&field.value)}
            </textarea>
            {field.now(&[])}
        </div>
    }
    .into_any()
}

/// A text as it stands between the tags of a text area, where the renderer
/// escapes nothing by itself.
pub fn text_of(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// One of a list that is too long for radios.
#[component]
pub fn Select(
    /// The field's name: the API's own.
    #[prop(into)]
    name: String,
    /// What to select.
    #[prop(into)]
    label: String,
    /// What helps to select it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The value chosen at first.
    #[prop(optional, into)]
    value: String,
    /// Values with their words.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let field = Field::new(&name, value, hint.is_some());
    let chosen = field.value.clone();
    let now = field.now(&options);
    view! {
        <div class=field.group()>
            <label class="govuk-label" for=field.id.clone()>{label}</label>
            {field.hint(hint)}
            {field.message()}
            <select
                class=field.class("govuk-select", "govuk-select--error")
                id=field.id.clone()
                name=name
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            >
                <option value="">"Select"</option>
                {options
                    .into_iter()
                    .map(|(value, text)| {
                        let selected = value == chosen;
                        view! { <option value=value selected=selected>{text}</option> }
                    })
                    .collect_view()}
            </select>
            {now}
        </div>
    }
    .into_any()
}

/// One of a few.
#[component]
pub fn Radios(
    /// The field's name: the API's own.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What helps to answer it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The value chosen at first.
    #[prop(optional, into)]
    value: String,
    /// Values with their words.
    options: Vec<(String, String)>,
    /// Side by side; only for two or three short ones.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let field = Field::new(&name, value, hint.is_some());
    let chosen = field.value.clone();
    let id = field.id.clone();
    let now = field.now(&options);
    let class = if inline { "govuk-radios govuk-radios--inline" } else { "govuk-radios" };
    view! {
        <div class=field.group()>
            <fieldset class="govuk-fieldset" aria-describedby=field.described_by()>
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
                {field.hint(hint)}
                {field.message()}
                <div class=class>
                    {options
                        .into_iter()
                        .enumerate()
                        .map(|(index, (value, text))| {
                            // The summary's link goes to the first of them.
                            let id = if index == 0 { id.clone() } else { format!("{id}-{}", index + 1) };
                            let checked = value == chosen;
                            view! {
                                <div class="govuk-radios__item">
                                    <input class="govuk-radios__input" id=id.clone() name=name.clone() type="radio" value=value checked=checked/>
                                    <label class="govuk-label govuk-radios__label" for=id>{text}</label>
                                </div>
                            }
                        })
                        .collect_view()}
                </div>
                {now}
            </fieldset>
        </div>
    }
    .into_any()
}

/// A box to tick, by itself; it sends `true`.
#[component]
pub fn Checkbox(
    /// The field's name: the API's own.
    #[prop(into)]
    name: String,
    /// What ticking it says.
    #[prop(into)]
    label: String,
    /// Whether it is ticked at first.
    #[prop(optional)]
    checked: bool,
    /// Whether it has to be ticked anew each time, as what is said of a text
    /// that may have changed.
    #[prop(optional)]
    afresh: bool,
) -> impl IntoView {
    let field = Field::new(&name, if checked { "true".to_owned() } else { String::new() }, false);
    let checked = field.value == "true" && !afresh;
    view! {
        <div class=field.group()>
            {field.message()}
            <div class="govuk-checkboxes">
                <div class="govuk-checkboxes__item">
                    <input
                        class="govuk-checkboxes__input"
                        id=field.id.clone()
                        name=name
                        type="checkbox"
                        value="true"
                        checked=checked
                        aria-describedby=field.described_by()
                    />
                    <label class="govuk-label govuk-checkboxes__label" for=field.id.clone()>{label}</label>
                </div>
            </div>
        </div>
    }
    .into_any()
}
