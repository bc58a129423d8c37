//! Words that people outside the trade do not use, and what to say instead.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::plain_english::sentence::{self, Word};
use crate::plain_english::{Finding, Kind, excerpt};

/// Each entry: its forms, one of which is enough, and the advice. A form with a capital is meant with that capital.
const TERMS: &[(&[&str], &str)] = &[
    // What the interface never says.
    (&["procurement", "procure", "procuring", "procured"], "Say \"buying\"."),
    (&["stakeholder", "stakeholders"], "Name the people you mean."),
    (&["beneficiary", "beneficiaries"], "Say \"the people who benefit\", or name them."),
    (&["KPI", "KPIs", "key performance indicator", "key performance indicators"], "Say \"measure\"."),
    (&["MAT", "most advantageous tender"], "Say \"the best bid\"."),
    (&["RAG", "RAG rating", "RAG rated"], "Say \"on target\", \"close\" or \"below target\"."),
    (&["robust", "robustly"], "Say what makes it strong, or leave it out."),
    (
        &["deliver", "delivers", "delivered", "delivering", "delivery"],
        "Say what is done: \"run\", \"give\", \"provide\".",
    ),
    (&["deliverable", "deliverables"], "Say what will be made or done."),
    (&["submit", "submits", "submitted", "submitting", "submission", "submissions"], "Say \"send\"."),
    (&["RFQ", "RFQs", "request for quotations", "request for quotation"], "Say \"quotation\"."),
    (&["ITT", "ITTs", "invitation to tender"], "Say \"tender\"."),
    (&["EOI", "EOIs", "expression of interest", "expressions of interest"], "Say \"tell us that you are interested\"."),
    (
        &["framework agreement", "framework agreements"],
        "It is not the framework. Say \"a list of approved suppliers\".",
    ),
    (
        &["vulnerable people", "vulnerable adults", "the vulnerable", "vulnerable groups"],
        "Say who they are and what the risk is.",
    ),
    (&["please", "simply"], "Leave it out."),
    (&["click", "click here"], "Say \"select\", or name the link."),
    (&["valid", "invalid"], "Say what is wrong and how to put it right."),
    (&["N/A", "n/a"], "Say \"does not apply\"."),
    // Officialese.
    (&["additional", "additionally"], "Say \"more\" or \"also\"."),
    (&["ascertain", "ascertains", "ascertained"], "Say \"find out\"."),
    (&["assist", "assists", "assisted", "assistance"], "Say \"help\"."),
    (&["at this moment in time", "at the present time"], "Say \"now\"."),
    (&["attain", "attains", "attained", "attainment"], "Say \"reach\"."),
    (&["best practice"], "Say what works, and who found out."),
    (&["cease", "ceases", "ceased"], "Say \"stop\"."),
    (&["commence", "commences", "commenced", "commencing", "commencement"], "Say \"start\"."),
    (&["co-produce", "co-produced", "co-production"], "Say \"made together with\", and with whom."),
    (&["cutting edge", "cutting-edge", "world-class", "world class"], "Say what is new or good about it."),
    (&["demonstrate", "demonstrates", "demonstrated", "demonstrating"], "Say \"show\"."),
    (&["dialogue"], "Say \"talk\"."),
    (&["disseminate", "disseminated", "dissemination"], "Say \"share\"."),
    (&["due to the fact that", "in view of the fact that"], "Say \"because\"."),
    (&["empower", "empowers", "empowered", "empowering", "empowerment"], "Say what people will be able to do."),
    (&["endeavour", "endeavours", "endeavoured"], "Say \"try\"."),
    (&["expedite", "expedited"], "Say \"speed up\"."),
    (&["expenditure"], "Say \"spending\"."),
    (&["facilitate", "facilitates", "facilitated", "facilitating", "facilitation"], "Say \"help\" or \"run\"."),
    (&["fit for purpose"], "Say what it has to do."),
    (&["forthwith"], "Say \"at once\"."),
    (&["going forward", "moving forward"], "Say \"from now on\", or leave it out."),
    (&["hard to reach", "hard-to-reach"], "Say who has not been reached, and by whom."),
    (&["hereby", "herein", "hereinafter", "therein", "thereof", "thereto"], "Leave it out."),
    (&["holistic", "holistically"], "Say what is looked at together."),
    (&["impact upon", "impact on", "impacts on", "impacted"], "Say \"change\" or \"affect\"."),
    (
        &["implement", "implements", "implemented", "implementing", "implementation"],
        "Say \"carry out\" or \"put in place\".",
    ),
    (&["in accordance with", "in line with"], "Say \"as ... says\"."),
    (&["in conjunction with"], "Say \"with\"."),
    (&["in excess of"], "Say \"more than\"."),
    (&["in lieu of"], "Say \"instead of\"."),
    (&["in order to", "so as to"], "Say \"to\"."),
    (&["in receipt of"], "Say \"getting\"."),
    (
        &["in relation to", "in respect of", "with regard to", "with respect to", "regarding"],
        "Say \"about\" or \"for\".",
    ),
    (&["in the event of", "in the event that"], "Say \"if\"."),
    (&["incentivise", "incentivised", "incentivising"], "Say \"encourage\"."),
    (&["inter alia"], "Say \"among other things\"."),
    (&["key stakeholders", "key partners"], "Name them."),
    (&["leverage", "leverages", "leveraged", "leveraging"], "Say \"use\"."),
    (&["liaise", "liaises", "liaised", "liaising", "liaison"], "Say \"work with\" or \"talk to\"."),
    (&["methodology", "methodologies"], "Say \"method\"."),
    (&["notwithstanding"], "Say \"even though\" or \"despite\"."),
    (&["on a regular basis", "on a daily basis", "on a weekly basis"], "Say how often."),
    (&["operationalise", "operationalised"], "Say \"put to work\"."),
    (&["optimise", "optimised", "optimum", "optimal"], "Say \"best\" or \"make better\"."),
    (&["paradigm", "paradigm shift"], "Say what changes."),
    (&["parameters"], "Say \"limits\"."),
    (&["prior to"], "Say \"before\"."),
    (&["prioritisation"], "Say \"putting first\"."),
    (&["provision of"], "Say \"giving\" or \"running\"."),
    (&["purchase", "purchases", "purchased", "purchasing"], "Say \"buy\"."),
    (&["pursuant to"], "Say \"under\"."),
    (&["remuneration", "remunerate", "remunerated"], "Say \"pay\"."),
    (&["requisite"], "Say \"needed\"."),
    (&["service user", "service users"], "Say \"people who use the service\"."),
    (&["signpost", "signposts", "signposted", "signposting"], "Say \"tell people where to go\"."),
    (&["step change"], "Say how much better."),
    (&["subsequent", "subsequently", "subsequent to"], "Say \"later\" or \"after\"."),
    (&["sufficient", "sufficiently"], "Say \"enough\"."),
    (&["synergy", "synergies"], "Say what is gained by working together."),
    (&["tangible"], "Say \"real\", or what can be seen."),
    (&["terminate", "terminates", "terminated", "terminating", "termination"], "Say \"end\"."),
    (&["the elderly", "elderly people"], "Say \"older people\"."),
    (&["tranche", "tranches"], "Say \"part\"."),
    (&["upskill", "upskilled", "upskilling"], "Say \"teach\" or \"train\"."),
    (&["utilise", "utilises", "utilised", "utilising", "utilisation"], "Say \"use\"."),
    (&["whilst", "amongst"], "Say \"while\" or \"among\"."),
    (&["with a view to", "for the purpose of", "for the purposes of"], "Say \"to\"."),
    (&["wraparound", "wrap-around"], "Say what else is given."),
];

/// One form of a term, cut into words as the text is.
struct Form {
    words: Vec<String>,
    /// Whether capitals count.
    exact: bool,
    advice: &'static str,
}

/// The forms by their first word in small letters, the longest form first.
static FORMS: LazyLock<HashMap<String, Vec<Form>>> = LazyLock::new(|| {
    let mut forms: HashMap<String, Vec<Form>> = HashMap::new();
    for (form, advice) in TERMS.iter().flat_map(|(forms, advice)| forms.iter().map(move |form| (form, advice))) {
        let words = sentence::split(form).into_iter().flat_map(|part| part.words).map(|word| word.text.to_owned());
        let words: Vec<String> = words.collect();
        let Some(first) = words.first().map(|word| word.to_lowercase()) else { continue };
        let exact = form.contains(char::is_uppercase);
        forms.entry(first).or_default().push(Form { words, exact, advice });
    }
    for same_start in forms.values_mut() {
        same_start.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
    }
    forms
});

/// Every term in a sentence, as it is come across.
pub(super) fn find<'a>(words: &'a [Word<'a>]) -> impl Iterator<Item = Finding> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < words.len() {
            let from = at;
            let Some(form) = longest(&words[from..]) else {
                at += 1;
                continue;
            };
            at += form.words.len();
            return Some(finding(&words[from..at], form.advice));
        }
        None
    })
}

fn longest(words: &[Word<'_>]) -> Option<&'static Form> {
    let first = words.first()?.text;
    if first.len() > 40 {
        return None;
    }
    FORMS.get(&first.to_lowercase())?.iter().find(|form| {
        form.words.len() <= words.len()
            && form.words.iter().zip(words).all(|(wanted, word)| {
                if form.exact { wanted == word.text } else { wanted.eq_ignore_ascii_case(word.text) }
            })
    })
}

fn finding(words: &[Word<'_>], advice: &str) -> Finding {
    let (first, last) = (words[0], words[words.len() - 1]);
    let phrase: Vec<&str> = words.iter().map(|word| word.text).collect();
    Finding {
        line: first.line,
        start: first.start,
        end: last.end(),
        excerpt: excerpt(&phrase.join(" ")),
        kind: Kind::Jargon,
        advice: advice.to_owned(),
    }
}

/// What the list advises, for the test that it is plain itself.
#[cfg(test)]
pub(super) fn advice() -> impl Iterator<Item = &'static str> {
    TERMS.iter().map(|(_, advice)| *advice)
}
