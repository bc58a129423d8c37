//! What people answer to a consultation: without an account and without a name,
//! or for the organisation they act for.

use serde::{Deserialize, Serialize};

use super::Consultation;
use crate::calendar::Day;
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::OrganisationId;
use crate::plan::{ConsultationId, ConsultationQuestionId, ConsultationResponseId};
use crate::review::feedback::{Cell, suppress};

/// The longest answer to one question, in characters.
pub const MOST_CHARACTERS: usize = 2_000;

wire_enum! {
    /// Who answers.
    pub enum Respondent as "ConsultationRespondent" {
        /// Someone who lives here.
        Resident = "resident",
        /// Someone who uses a service that it is about.
        User = "user",
        /// An organisation.
        Organisation = "organisation",
        /// Someone else.
        Other = "other",
    }
}

impl Respondent {
    /// The words on the form, after "I answer as".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Resident => "someone who lives here",
            Self::User => "someone who uses a service it is about",
            Self::Organisation => "an organisation",
            Self::Other => "someone else",
        }
    }

    /// Those who answered so, in a table of counts.
    pub const fn group(answered_as: Option<Self>) -> &'static str {
        match answered_as {
            Some(Self::Resident) => "People who live here",
            Some(Self::User) => "People who use a service it is about",
            Some(Self::Organisation) => "Organisations",
            Some(Self::Other) => "Others",
            None => "People who did not say",
        }
    }
}

wire_enum! {
    /// How an answer came. Whoever cannot use the site tells an officer, who writes it down.
    pub enum Channel as "ConsultationChannel" {
        /// Through the site, by whoever answers.
        Site = "site",
        /// By telephone.
        Telephone = "telephone",
        /// On paper.
        Paper = "paper",
        /// Face to face.
        InPerson = "in_person",
    }
}

impl Channel {
    /// Those through which an officer helps.
    pub const HELPED: [Self; 3] = [Self::Telephone, Self::Paper, Self::InPerson];

    /// The words after "It came".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Site => "through the site",
            Self::Telephone => "by telephone",
            Self::Paper => "on paper",
            Self::InPerson => "face to face",
        }
    }
}

/// Who types an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typist {
    /// Whoever answers, with no account.
    Anyone,
    /// A member of the organisation that answers.
    Member,
    /// An officer of the council that asks, for somebody who told them.
    Officer,
}

/// What one person or organisation answered. Nothing in it says which person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Its identifier.
    pub id: ConsultationResponseId,
    /// The consultation.
    pub consultation: ConsultationId,
    /// Its number among the answers to this consultation, from 1.
    pub number: i64,
    /// What was answered.
    pub said: Said,
    /// The organisation it was given for, by a member who was signed in.
    pub organisation: Option<OrganisationId>,
    /// The day.
    pub given_on: Day,
    /// Whether an officer marked that it makes no point.
    pub no_point: bool,
    /// Counts the times it was saved.
    pub version: i64,
}

/// What was answered, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who answers, if they say.
    pub answered_as: Option<Respondent>,
    /// The organisation's name, where it is one that nobody signed in for.
    pub organisation_name: Option<String>,
    /// The answers given, in the order of the questions.
    pub answers: Vec<Answer>,
    /// How it came.
    pub came_by: Channel,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: ConsultationQuestionId,
    /// The words, or the choice.
    pub text: String,
}

/// Answers to a consultation, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ConsultationResponseInput {
    /// The answers; a question may be left out, but not all.
    pub answers: Vec<ConsultationAnswerInput>,
    /// Who answers: one of `ConsultationRespondent`; may be left out.
    pub answered_as: String,
    /// The organisation's name, where one answers; never a person's.
    pub organisation_name: String,
    /// How it came, where an officer of the council writes down what somebody told them: one of `ConsultationChannel`.
    /// Everybody else leaves it out.
    #[cfg_attr(feature = "server", graphql(default))]
    pub came_by: String,
}

/// The answer to one question, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ConsultationAnswerInput {
    /// The question, by id.
    pub question: String,
    /// The words, or the choice.
    pub text: String,
}

impl ConsultationResponseInput {
    /// Reads the form against the questions; at least one answer is needed.
    pub fn check(&self, of: &Consultation, typist: Typist) -> Result<Said, Vec<Refusal>> {
        let mut checks = Checks::new();
        let mut answers = Vec::new();
        for (index, typed) in self.answers.iter().enumerate() {
            let field = format!("answers.{index}.text");
            let known = of.terms.questions.iter().find(|question| question.id.as_str() == typed.question);
            let Some(question) = known else {
                let message = "This question is none of the consultation's. Load the page again";
                checks.refuse(Refusal::slip(field, Code::UnknownCode, message));
                continue;
            };
            let Some(text) = checks.optional_text(&field, "your answer", Some(&typed.text), MOST_CHARACTERS) else {
                continue;
            };
            if !question.options.is_empty() && !question.options.contains(&text) {
                checks.refuse(Refusal::slip(field, Code::UnknownCode, "Select an answer from the list"));
            } else if answers.iter().all(|answer: &Answer| answer.question != question.id) {
                answers.push(Answer { question: question.id.clone(), text });
            }
        }
        if answers.is_empty() && checks.faults().is_empty() {
            checks.refuse(Refusal::slip("answers.0.text", Code::Missing, "Answer at least one question"));
        }
        let (answered_as, organisation_name) = self.read_who(&mut checks, typist == Typist::Member);
        let came_by = self.read_channel(&mut checks, typist == Typist::Officer);
        checks.finish()?;
        Ok(Said { answered_as, organisation_name, answers, came_by })
    }

    /// An officer's own opinion is no answer: what an officer writes came from somebody, in a way that is told.
    fn read_channel(&self, checks: &mut Checks, officer: bool) -> Channel {
        const FIELD: &str = "cameBy";
        let typed = self.came_by.trim();
        if !officer && (typed.is_empty() || typed.parse() == Ok(Channel::Site)) {
            return Channel::Site;
        }
        if !officer {
            let message = "Only an officer of the council writes down what came in another way. Leave this empty";
            checks.refuse(Refusal::under(Code::NotAllowed, "R-4.19", "4.19", message).on(FIELD));
            return Channel::Site;
        }
        let read = checks.choice(FIELD, "how the answer came to you", typed).unwrap_or(Channel::Site);
        if read == Channel::Site && checks.faults().iter().all(|fault| fault.field.as_deref() != Some(FIELD)) {
            let message = "You act for the council. Select how somebody told you this; whoever uses the site answers by themselves";
            checks.refuse(Refusal::under(Code::UnknownCode, "R-4.19", "4.19", message).on(FIELD));
        }
        read
    }

    fn read_who(&self, checks: &mut Checks, member: bool) -> (Option<Respondent>, Option<String>) {
        if member {
            return (Some(Respondent::Organisation), None);
        }
        if self.answered_as.trim().is_empty() {
            return (None, None);
        }
        let answered_as = checks.choice("answeredAs", "who answers", &self.answered_as);
        // Whoever speaks for themselves leaves no name behind.
        let name = (answered_as == Some(Respondent::Organisation))
            .then(|| checks.text("organisationName", "the organisation's name", &self.organisation_name, 200));
        (answered_as, name)
    }
}

/// Who answered, as everyone may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many answered as what; last those who did not say.
    pub groups: Vec<(Option<Respondent>, Cell)>,
    /// How many answered.
    pub total: Cell,
}

/// Counts answers for everyone to see (principle 8).
pub fn summary(numbers: &[(Option<Respondent>, u64)], least: u64) -> Summary {
    let groups: Vec<Option<Respondent>> = Respondent::ALL.iter().copied().map(Some).chain([None]).collect();
    let of = |group: &Option<Respondent>| -> u64 {
        numbers.iter().filter(|(known, _)| known == group).map(|(_, number)| number).sum()
    };
    let counts = suppress(&groups.iter().map(of).collect::<Vec<u64>>(), least);
    Summary { groups: groups.into_iter().zip(counts.cells).collect(), total: counts.total }
}
