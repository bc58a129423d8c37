//! What each rule asks, in one sentence that anyone can read.
//!
//! A refusal cites a rule by its id; this is what the id stands for, on the framework's pages and beside the refusal.

/// A rule and what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, such as `R-4.10`.
    pub id: &'static str,
    /// What it asks, in one sentence.
    pub sentence: &'static str,
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

const fn asks(id: &'static str, sentence: &'static str) -> Rule {
    Rule { id, sentence }
}

/// Every rule, in the order of the paragraphs that drive them.
pub static RULES: [Rule; 98] = [
    asks(
        "V-1",
        "Counts of what third-sector groups win come from the decisions on record, never from figures typed in.",
    ),
    asks("V-2", "A need says which place or which community it is about."),
    asks(
        "V-3",
        "An agreement may ask for volunteer hours, gifts and match funding, and returns report them as figures.",
    ),
    asks("R-1.1", "Every rule here names the paragraph or the law it comes from, and everyone can read them."),
    asks("R-2.1", "Third-sector groups are asked to take part in how services are planned and run."),
    asks("R-2.2", "The framework names the work it grew out of."),
    asks(
        "R-2.3a",
        "An organisation says what kind it is and gives its register number, or says that it is on no register.",
    ),
    asks("R-2.3b", "An organisation says whether it is independent of government."),
    asks(
        "R-2.3c",
        "An organisation gives its purpose and what happens to a surplus, and an officer decides whether it counts as third sector.",
    ),
    asks("R-2.3d", "Any other supplier may register and bid where a competition is not kept for the third sector."),
    asks("R-3.1", "The same words mean the same thing on every page."),
    asks("R-3.2", "Money promised stays within the money there is."),
    asks(
        "R-3.3",
        "Every piece of work goes through Plan, Secure, Monitor and Review, and its stage follows from what is under way.",
    ),
    asks("R-3.4a", "A gap in what is on offer rests on a figure or a sourced estimate of what people need."),
    asks("R-3.4b", "A need is put in order by the council's aims, its duties in law, the money and what users say."),
    asks("R-3.4c", "Nothing is bought before it is said what should change for people."),
    asks("R-3.4d", "Every outcome has at least one measure, with a unit, a target and how often it is read."),
    asks("R-3.4e", "A review hears the people who use the service."),
    asks("R-4.1a", "From every award one can follow the links back to the need behind it."),
    asks("R-4.1b", "The best bid wins, unless a lawful reason is on record."),
    asks("R-4.1c", "Weights of criteria add up to exactly 100, and the price counts in a way published before."),
    asks("R-4.2", "Everyone can see where a competition stands and what happens next."),
    asks("P1", "Third-sector groups are asked what people need before a need is put forward."),
    asks("P2", "Providers are asked well before something new is put out."),
    asks("P3", "Every outcome names the people it is for."),
    asks("P4", "The council knows who could provide a service before it buys it."),
    asks("P5", "The council decides whether to help providers grow before it chooses how to buy."),
    asks("P6", "Every bidder gets the same papers, answers and time."),
    asks("P7", "A short term needs a reason."),
    asks("P8", "Those who took part are asked how it went, and small numbers are never shown."),
    asks("R-4.3", "Who is asked hears what became of the answers."),
    asks("R-4.4", "What is asked for grows with the value: more than its band allows needs a reason."),
    asks("R-4.5", "A need shows whose views were heard."),
    asks("R-4.6a", "Evidence has a kind, a source and a date."),
    asks("R-4.6b", "How services do now counts as evidence of need."),
    asks("R-4.6c", "A need has at least one piece of evidence before it is published."),
    asks("R-4.7", "Every outcome in a specification answers a published need."),
    asks(
        "R-4.8a",
        "A specification is approved only with all its parts: scope, outcomes, checks and reviews, and money.",
    ),
    asks("R-4.8b", "A specification is no longer than its band allows, unless there is a reason."),
    asks("R-4.8c", "A specification is in plain English, or an approver signs off a reason why not."),
    asks("R-4.9", "Each time the council says whether it is a contract or a grant, and why."),
    asks("R-4.10", "A contract worth more than the sum set, over its whole life and before VAT, needs a tender."),
    asks("R-4.11", "A contract worth that sum or less needs quotations."),
    asks(
        "R-4.12",
        "An agreement says what is paid and when, the parts add up to the price, and an invoice is paid within the days set.",
    ),
    asks("R-4.13a", "Enough providers are invited for a real choice."),
    asks("R-4.13b", "What is bought has outcomes that can be measured."),
    asks("R-4.13c", "The same steps hold whether or not the service is a duty in law."),
    asks(
        "R-4.14",
        "The national rules that bind a contract are worked out from its value, kind and day before it is published.",
    ),
    asks("R-4.15a", "A core grant has a purpose in place of outcomes, and pay never hangs on results."),
    asks("R-4.15b", "All grants of a round stay within its money."),
    asks("R-4.16", "A project grant needs an application that answers everything asked."),
    asks("R-4.17a", "A process follows the council's current standard document, or says why not."),
    asks("R-4.17b", "A named officer of the council, with an address, answers for every process."),
    asks("R-4.17c", "The steps are as many as the value deserves."),
    asks("R-4.17d", "What one person makes another approves, within their money limit."),
    asks("R-S1", "Bids stay sealed until the deadline, and one second late is late."),
    asks("R-S2", "A question about a competition is answered to everyone, without the asker's name."),
    asks("R-S3", "A change to a competition reaches everyone, before it closes."),
    asks("R-S4", "Reviewers declare their interests, score alone with reasons, and only then see each other's scores."),
    asks(
        "R-S5",
        "Every bidder gets scores and reasons, and no agreement is signed while a waiting period or a claim holds it up.",
    ),
    asks("R-4.18", "The council watches whether enough providers can do the work."),
    asks(
        "R-4.19",
        "Every page works for everyone, with or without scripts, and what an officer writes down for somebody is kept as that.",
    ),
    asks("R-4.20a", "Third-sector groups help to find and order needs."),
    asks("R-4.20b", "Groups may bid together, with one lead and shares that add up to 100."),
    asks("R-4.20c", "Help with bidding is open to every provider alike."),
    asks("R-4.20d", "A large opportunity in one lot says why it is not in several."),
    asks("R-4.21", "No agreement starts without a plan of how it is checked."),
    asks("R-4.21a", "The plan lists what is done: visits, meetings or reports."),
    asks("R-4.21b", "Returns come in one format, and every fault in them is told at once."),
    asks("R-4.21c", "The measures and their targets are agreed, and no one side changes them."),
    asks("R-4.21d", "Returns are asked for every three months at most, unless there is a reason."),
    asks("R-4.21e", "Checks more often than that need a reason that both sides can read."),
    asks("R-4.21f", "Every return gets an answer: for each measure, met or not, and what to do."),
    asks("R-4.22a", "A worry is raised within days of being noticed, and the other side is told."),
    asks("R-4.22b", "A plan to put things right holds once both sides have said yes to it."),
    asks("R-4.23a", "Worries about someone's safety are seen only by those who must know."),
    asks("R-4.23b", "Where another agency should know, it is on record whether it was told."),
    asks("R-4.24", "An agreement ends early only after every lesser step has been weighed."),
    asks("R-4.24b", "A service is looked at afresh before its contract ends, or when the law changes."),
    asks("R-4.25", "Every agreement is reviewed at least once a year, with its users' views."),
    asks("R-4.26a", "A service review covers at least one contract or grant."),
    asks("R-4.26b", "A service review sets results against targets."),
    asks("R-4.26c", "A service review sets results against what they cost."),
    asks("R-4.26d", "A service review ends in advice: carry on, change, buy anew or end."),
    asks("R-4.27", "The next plan says what it took from the last review."),
    asks("R-4.28a", "Every provider gets at least three months' notice of a service review."),
    asks("R-4.28b", "The notice says what the review is about."),
    asks("R-4.28c", "Providers may send evidence and comment, and each comment gets an answer."),
    asks("R-4.28d", "Figures about few people are not shown, and who reads personal facts is limited."),
    asks("R-5.1", "Ending a service needs a reason, linked to what shows it."),
    asks("R-5.2a", "Ending a service follows a plan, unless there is an emergency."),
    asks("R-5.2b", "No service ends before its users know what comes in its place."),
    asks("R-5.2c", "What it means for staff is settled before the decision."),
    asks("R-5.2d", "A service ends no sooner than its contract and its notice allow."),
    asks("R-5.3a", "Users, providers and others are heard, and every view gets an answer, before the decision."),
    asks("R-5.3b", "What it does to people and groups is looked into before the decision."),
    asks("R-6.1", "Only people of the directorates that share a piece of work may change it."),
    asks(
        "R-6.2",
        "The framework is reviewed every twelve months, and a figure is never changed in place: a new one begins on a day.",
    ),
];
