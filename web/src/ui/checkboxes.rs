//! Several of a list: a box each, all under one name.

use leptos::prelude::*;

use crate::form::{FormName, ReturnedForm};

/// Several of a list; each box ticked sends its value under the same name.
#[component]
pub fn Checkboxes(
    /// The field's name: the API's own.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// The values ticked at first.
    #[prop(optional)]
    values: Vec<String>,
    /// Values with their words.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let form = expect_context::<FormName>().0;
    let id = format!("{form}-{name}");
    let returned = ReturnedForm::here();
    let fault = returned.fault(form, &name);
    let sent = returned.0.with_untracked(|returned| (returned.form == form).then(|| returned.fields.all(&name)));
    let values = sent.unwrap_or(values);
    let group = if fault.is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" };
    let described = fault.is_some().then(|| format!("{id}-error"));
    view! {
        <div class=group>
            <fieldset class="govuk-fieldset" aria-describedby=described>
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
                {fault.map(|message| view! {
                    <p id=format!("{id}-error") class="govuk-error-message">
                        <span class="govuk-visually-hidden">"Error: "</span>
                        {message}
                    </p>
                })}
                <div class="govuk-checkboxes govuk-checkboxes--small">
                    {options
                        .into_iter()
                        .enumerate()
                        .map(|(index, (value, text))| {
                            // The summary's link goes to the first of them.
                            let id = if index == 0 { id.clone() } else { format!("{id}-{}", index + 1) };
                            let checked = values.contains(&value);
                            view! {
                                <div class="govuk-checkboxes__item">
                                    <input class="govuk-checkboxes__input" id=id.clone() name=name.clone() type="checkbox" value=value checked=checked/>
                                    <label class="govuk-label govuk-checkboxes__label" for=id>{text}</label>
                                </div>
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
        </div>
    }
    .into_any()
}
