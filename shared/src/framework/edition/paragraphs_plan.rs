//! Plan: whose views count and what evidence is gathered (4.5 and 4.6).

use crate::framework::edition::{Chapter, Paragraph};

pub(super) const PARAGRAPHS: [Paragraph; 2] = [
    Paragraph {
        number: "4.5",
        heading: "Whose views are heard",
        chapter: Chapter::Plan,
        text: "The council listens to local partnerships and to single providers. It listens to bodies that speak \
               for many, user groups among them. It also uses whatever else people say about the services they get.",
        rules: &["R-4.5"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.6",
        heading: "What evidence is used",
        chapter: Chapter::Plan,
        text: "Officers draw on past reviews and surveys, on how today's services are doing, and on figures about who lives \
               where. They read what government and the council itself aim for, and ask the bodies that inspect services. \
               If that leaves gaps, they hold events to learn more. From all of this they work out what is needed and what \
               comes first.",
        rules: &["R-4.6a", "R-4.6b", "R-4.6c"],
        policy_keys: &[],
    },
];
