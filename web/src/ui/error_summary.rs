//! All that is wrong with a form, on top of it, each a link to its field.

use leptos::prelude::*;

use crate::form::ReturnedForm;

/// The error summary of a form; nothing while nothing is wrong.
#[component]
pub fn ErrorSummary(
    /// The form's name.
    form: &'static str,
) -> impl IntoView {
    let returned = ReturnedForm::here();
    let faults =
        move || returned.0.with(|returned| if returned.form == form { returned.faults.clone() } else { Vec::new() });
    move || {
        let faults = faults();
        (!faults.is_empty()).then(|| {
            let why = super::refusal::why(&faults);
            view! {
                <div class="govuk-error-summary" data-module="govuk-error-summary" tabindex="-1" id=format!("{form}-errors")>
                    <div role="alert">
                        <h2 class="govuk-error-summary__title">"There is a problem"</h2>
                        <div class="govuk-error-summary__body">
                            <ul class="govuk-list govuk-error-summary__list">
                                {faults
                                    .into_iter()
                                    .map(|fault| match fault.field {
                                        Some(field) => {
                                            view! { <li><a href=format!("#{form}-{field}")>{fault.message}</a></li> }.into_any()
                                        }
                                        None => view! { <li>{fault.message}</li> }.into_any(),
                                    })
                                    .collect_view()}
                            </ul>
                            {why}
                        </div>
                    </div>
                </div>
            }
        })
    }
}
