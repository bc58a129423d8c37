//! The parts of a long piece of work, and how far each is.

use leptos::prelude::*;

/// One part.
pub struct Task {
    title: String,
    href: Option<String>,
    status: AnyView,
}

impl Task {
    /// A part that can be worked on.
    pub fn new(title: impl Into<String>, href: impl Into<String>, status: impl IntoView + 'static) -> Self {
        Self { title: title.into(), href: Some(href.into()), status: status.into_any() }
    }

    /// A part that cannot be begun yet; the status says why.
    pub fn later(title: impl Into<String>, why: impl Into<String>) -> Self {
        let why = why.into();
        let status = view! { <span class="govuk-task-list__status--cannot-start-yet">{why}</span> };
        Self { title: title.into(), href: None, status: status.into_any() }
    }

    /// The status of a part that is done: plain words, never a tag.
    pub fn completed() -> impl IntoView {
        "Completed"
    }

    /// The status of a part that nobody has begun.
    pub fn not_started() -> impl IntoView {
        view! { <strong class="govuk-tag govuk-tag--grey">"Not started"</strong> }
    }

    /// The status of a part that is begun.
    pub fn in_progress() -> impl IntoView {
        view! { <strong class="govuk-tag govuk-tag--blue">"In progress"</strong> }
    }
}

/// Parts under a heading; `id` tells this list's parts from those of others on
/// the page.
#[component]
pub fn TaskList(
    /// The start of the parts' element ids.
    id: &'static str,
    /// The parts.
    tasks: Vec<Task>,
) -> impl IntoView {
    view! {
        <ul class="govuk-task-list">
            {tasks
                .into_iter()
                .enumerate()
                .map(|(index, task)| {
                    let status = format!("{id}-{}-status", index + 1);
                    let linked = task.href.is_some();
                    let name = match task.href {
                        Some(href) => {
                            view! { <a class="govuk-link govuk-task-list__link" href=href aria-describedby=status.clone()>{task.title}</a> }.into_any()
                        }
                        None => view! { <div>{task.title}</div> }.into_any(),
                    };
                    let class = if linked { "govuk-task-list__item govuk-task-list__item--with-link" } else { "govuk-task-list__item" };
                    view! {
                        <li class=class>
                            <div class="govuk-task-list__name-and-hint">{name}</div>
                            <div class="govuk-task-list__status" id=status>{task.status}</div>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
