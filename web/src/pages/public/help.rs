//! What the site says of itself: words, accessibility, privacy.

use cynic::QueryBuilder;
use leptos::prelude::*;

use crate::ui::{self, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct GlossaryQuery {
    glossary: Vec<Word>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Word {
    word: String,
    meaning: String,
}

/// The words every page uses.
#[component]
pub fn Glossary() -> impl IntoView {
    ui::query(
        || GlossaryQuery::build(()),
        |data| {
            view! {
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                    <Title text="Words we use"/>
                    <p class="govuk-body-l">"We use each word in one meaning, everywhere."</p>
                    <dl class="govuk-summary-list">
                        {data.glossary.into_iter().map(|word| view! {
                            <div class="govuk-summary-list__row">
                                <dt class="govuk-summary-list__key">{word.word}</dt>
                                <dd class="govuk-summary-list__value">{word.meaning}</dd>
                            </div>
                        }).collect_view()}
                    </dl>
                </div></div>
            }
            .into_any()
        },
    )
}

/// How far the site can be used by everybody.
#[component]
pub fn Accessibility() -> impl IntoView {
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Accessibility"/>
            <p class="govuk-body-l">"We want everybody to be able to use this site."</p>
            <p class="govuk-body">"You should be able to zoom in up to 400% without losing text, use the site with a keyboard alone, listen to it with a screen reader, and read every public page with scripts switched off."</p>
            <h2 class="govuk-heading-m">"How we test it"</h2>
            <p class="govuk-body">"The site aims at WCAG 2.2, level AA. Every page is checked by axe at the width of a desk screen and of a small phone each time the program changes. Those checks find only some problems; nobody outside the team has tested it with people yet."</p>
            <h2 class="govuk-heading-m">"If something does not work for you"</h2>
            <p class="govuk-body">"Tell the officer named on the opportunity or service, by mail or telephone. They can also send you what you need on paper or read it to you."</p>
        </div></div>
    }
}

/// What the site keeps about people.
#[component]
pub fn Privacy() -> impl IntoView {
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Privacy and cookies"/>
            <h2 class="govuk-heading-m">"If you have no account"</h2>
            <p class="govuk-body">"We keep nothing about you. If you give feedback on a service we keep what you write, and never show it singly; counts are shown only when there are enough of them."</p>
            <h2 class="govuk-heading-m">"If you have an account"</h2>
            <p class="govuk-body">"We keep your name, your e-mail address, a telephone number if you give one, and what you do for your organisation. Bids are sealed until they are opened: nobody can read them before."</p>
            <h2 class="govuk-heading-m">"Cookies"</h2>
            <p class="govuk-body">"One cookie keeps you signed in. It ends when you sign out, or after twelve hours. There are no others, so we ask for no consent."</p>
        </div></div>
    }
}
