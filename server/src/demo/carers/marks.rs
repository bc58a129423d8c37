//! What the reviewers gave each answer, alone, and what they agreed.

use crate::demo::panels::{Mark, mark};

const LANTERN: &str = "Lantern Carers";
const CANAL: &str = "Canal Street Advocacy";
const GATE: &str = "Open Gate Recovery";
const PENTLAND: &str = "Pentland Community Services plc";

pub(super) const TOM: &[Mark] = &[
    mark(LANTERN, 1, 5, "Says who goes where, and shows with numbers that most carers found were new."),
    mark(LANTERN, 2, 4, "Uses the council's own question each quarter. Could say more about those who do not answer."),
    mark(CANAL, 1, 4, "Surgeries are a good place to find carers, and the number from last year is real."),
    mark(CANAL, 2, 4, "Four questions in a talk, asked twice. A clear way to see a change."),
    mark(GATE, 1, 3, "Finds one kind of carer well. Says little of the many other kinds there are."),
    mark(GATE, 2, 4, "A known scale, used each quarter and filled in alone, so answers will be honest."),
    mark(PENTLAND, 1, 2, "Reaches many homes, but does not say how a carer is found among them."),
    mark(PENTLAND, 2, 2, "A sample once a year is too little to see whether anything has changed."),
];

pub(super) const IDRIS: &[Mark] = &[
    mark(LANTERN, 1, 5, "People who have cared themselves will be believed. The record of three years is strong."),
    mark(LANTERN, 2, 4, "Carers read the results and say what to change, which few services do."),
    mark(CANAL, 1, 4, "A simple plan that fits how carers live, with evidence that it works."),
    mark(CANAL, 2, 3, "Six months between the questions is long: some carers will be gone by then."),
    mark(PENTLAND, 1, 2, "A campaign tells people of a service. It does not find those who hide."),
    mark(PENTLAND, 2, 1, "A call from a call centre once a year tells us almost nothing about loneliness."),
];

pub(super) const BRIDGET: &[Mark] = &[
    mark(LANTERN, 1, 5, "I was one of those carers at the school gate. This is how I would have been found."),
    mark(LANTERN, 2, 5, "It asks the one thing that matters to a carer, and it asks often."),
    mark(CANAL, 1, 3, "Many carers never get to the surgery for themselves. The card will miss them."),
    mark(CANAL, 2, 4, "A talk of half an hour is kind, and the questions are the right ones."),
    mark(GATE, 1, 4, "Knows that many of us do not call ourselves carers. Schools are a good idea."),
    mark(GATE, 2, 4, "The scale is short and I could fill it in while the kettle boils."),
    mark(PENTLAND, 1, 1, "An advert on a bus would have passed me by. Nobody would have come."),
    mark(PENTLAND, 2, 2, "Ringing some carers once a year leaves out those who cannot come to the telephone."),
];

pub(super) const AGREED: &[Mark] = &[
    mark(LANTERN, 1, 5, "Carers who find carers, in named places, with three years of numbers that show it works."),
    mark(
        LANTERN,
        2,
        4,
        "The council's own question each quarter, read with carers. Says little of those who do not answer.",
    ),
    mark(CANAL, 1, 4, "A sound plan through surgeries with evidence. It will miss carers who never go there."),
    mark(CANAL, 2, 4, "Good questions in a real talk. Asking again after three months would show more."),
    mark(GATE, 1, 3, "Strong for families of people in recovery. Says too little about all other carers."),
    mark(GATE, 2, 4, "A known scale, each quarter, filled in alone. The results can be trusted."),
    mark(PENTLAND, 1, 2, "Reaches many homes. Does not show how carers whom nobody knows would be found."),
    mark(PENTLAND, 2, 2, "A yearly sample by telephone is too little to show a change in loneliness."),
];
