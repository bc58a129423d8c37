//! Whether it is a grant or a contract: the first question, answered and explained; and why less than the rule's method
//! is used, where it is.

use serde::{Deserialize, Serialize};

use super::{Line, Method};
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Basis, Category, Policy, Regime};
use crate::money::Money;

const RULE: &str = "R-4.9";
const PARAGRAPH: &str = "4.9";

wire_enum! {
    /// What a grant is for.
    pub enum GrantKind as "GrantKind" {
        /// It lets an organisation exist, with nothing in return (framework 4.15).
        Core = "core",
        /// It pays for a piece of work that was applied for (framework 4.16).
        Project = "project",
    }
}

impl GrantKind {
    /// Its name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Core => "Core grant: it lets an organisation exist, with nothing in return",
            Self::Project => "Project grant: it pays for a piece of work that is applied for",
        }
    }
}

wire_enum! {
    /// Why the law lets a council choose one provider without a competition.
    pub enum DirectGround as "DirectGround" {
        /// Nobody else can do it (Procurement Act 2023, schedule 5).
        SingleSupplier = "single_supplier",
        /// More of what the same provider supplies already (schedule 5).
        Additional = "additional",
        /// It cannot wait, for a reason that nobody could foresee (schedule 5).
        ExtremeUrgency = "extreme_urgency",
        /// Whoever uses the service, or their carer, chose the provider (schedule 5).
        UserChoice = "user_choice",
        /// A competition brought nothing that could be chosen (section 43).
        NoSuitableTender = "no_suitable_tender",
        /// Health care: there is no other provider (direct award A).
        PsrA = "psr_a",
        /// Health care: people choose among all providers that qualify (direct award B).
        PsrB = "psr_b",
        /// Health care: the same provider goes on, and does it well (direct award C).
        PsrC = "psr_c",
    }
}

impl DirectGround {
    /// Its name on a page, with where it comes from.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SingleSupplier => "Nobody else can do it (Procurement Act 2023, schedule 5)",
            Self::Additional => "More of what the same provider supplies already (Procurement Act 2023, schedule 5)",
            Self::ExtremeUrgency => {
                "It cannot wait, for a reason that nobody could foresee (Procurement Act 2023, schedule 5)"
            }
            Self::UserChoice => "Whoever uses the service chose the provider (Procurement Act 2023, schedule 5)",
            Self::NoSuitableTender => {
                "A competition brought nothing that could be chosen (Procurement Act 2023, section 43)"
            }
            Self::PsrA => "Health care: there is no other provider (direct award A)",
            Self::PsrB => "Health care: people choose among all providers that qualify (direct award B)",
            Self::PsrC => "Health care: the same provider goes on, and does it well (direct award C)",
        }
    }

    /// Whether it is a ground under this body of rules: health care has its own.
    pub const fn fits(self, regime: Regime) -> bool {
        matches!(self, Self::PsrA | Self::PsrB | Self::PsrC) == matches!(regime, Regime::Psr)
    }
}

/// The three answers that tell a grant from a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nature {
    /// Whether the council gets a service in return.
    pub service_in_return: bool,
    /// Whether there is a price for it.
    pub price: bool,
    /// Whether the council could enforce it in court.
    pub enforceable: bool,
}

impl Nature {
    /// Whether it is a contract, whatever it is called: something enforceable is owed, or a service has its price.
    pub const fn is_contract(self) -> bool {
        self.enforceable || (self.service_in_return && self.price)
    }

    /// What each answer means, and what they mean together.
    pub fn explain(self) -> Vec<Line> {
        let say = |yes: bool, so: &str, else_so: &str| line(if yes { so } else { else_so });
        vec![
            say(
                self.service_in_return,
                "The council gets a service in return: that speaks for a contract.",
                "The council gets nothing in return: that speaks for a grant.",
            ),
            say(
                self.price,
                "There is a price for it: that speaks for a contract.",
                "There is no price, only a contribution to the cost: that speaks for a grant.",
            ),
            say(
                self.enforceable,
                "Somebody owes it and can be made to do it: that is a contract, whatever it is called.",
                "Nobody can be made to do it; at most unspent money comes back: that speaks for a grant.",
            ),
            line(if self.is_contract() {
                "So it is a contract. It is bought by tender, quotations or a direct award."
            } else {
                "So it can be a grant, which is simpler for a small project. A contract stays allowed."
            }),
        ]
    }
}

fn line(sentence: &str) -> Line {
    Line {
        sentence: sentence.to_owned(),
        rule: RULE.to_owned(),
        paragraph: PARAGRAPH.to_owned(),
        row_id: None,
        basis: Basis::NotApplicable,
        verified: None,
    }
}

/// The three answers as typed, each `yes` or `no`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct NatureInput {
    /// Whether the council gets a service in return: `yes` or `no`.
    pub service_in_return: String,
    /// Whether there is a price for it: `yes` or `no`.
    pub price: String,
    /// Whether somebody owes it and can be made to do it: `yes` or `no`.
    pub enforceable: String,
}

impl NatureInput {
    /// The answers of an ordinary purchase: a service for a price, enforceable.
    pub fn contract() -> Self {
        let yes = || "yes".to_owned();
        Self { service_in_return: yes(), price: yes(), enforceable: yes() }
    }

    /// Reads all three, every fault at once.
    pub fn check(&self) -> Result<Nature, Vec<Refusal>> {
        let mut checks = Checks::new();
        let read = self.read(&mut checks);
        checks.finish()?;
        read.ok_or_else(Vec::new)
    }

    /// Reads the answers, adding faults to those found before.
    pub fn read(&self, checks: &mut Checks) -> Option<Nature> {
        let mut answer = |field: &str, question: &str, typed: &str| match typed.trim().to_lowercase().as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                let sentence = format!("Say whether {question}: yes or no");
                checks.refuse(Refusal::under(Code::AnswerMissing, RULE, PARAGRAPH, sentence).on(field));
                None
            }
        };
        let service = answer("serviceInReturn", "the council gets a service in return", &self.service_in_return);
        let price = answer("price", "there is a price for it", &self.price);
        let enforceable = answer("enforceable", "somebody owes it and can be made to do it", &self.enforceable);
        Some(Nature { service_in_return: service?, price: price?, enforceable: enforceable? })
    }
}

/// What a purchase or a grant is in law, and why, with what an approver recorded about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footing {
    /// The three answers; none on what was begun before they were asked.
    pub nature: Option<Nature>,
    /// What a grant is for.
    pub grant_kind: Option<GrantKind>,
    /// Why it is a grant, where its size or its answers ask for a reason.
    pub grant_reason: Option<String>,
    /// Why an approver holds it for a grant although its answers say contract.
    pub approver_reason: Option<String>,
    /// The ground of a direct award.
    pub ground: Option<DirectGround>,
    /// Why that ground is met.
    pub direct_reason: Option<String>,
}

fn refuse(code: Code, field: &str, sentence: impl Into<String>) -> Refusal {
    Refusal::under(code, RULE, PARAGRAPH, sentence).on(field)
}

fn given(reason: Option<&String>) -> bool {
    reason.is_some_and(|reason| !clean(reason).is_empty())
}

impl Footing {
    /// Whether a project grant is a contract by its answers, so that an approver has to record why it is none.
    pub fn looks_like_contract(&self, method: Method) -> bool {
        method == Method::Grant && self.nature.is_some_and(Nature::is_contract)
    }

    /// Everything that does not fit between what it is in law and how it is bought or granted.
    pub fn gate(&self, method: Method, value: Money, kind: (Category, Regime), policy: &Policy) -> Vec<Refusal> {
        let (category, regime) = kind;
        let mut refusals = Vec::new();
        if self.nature.is_none() {
            let sentence = "Say first whether it is a grant or a contract: answer the three questions";
            refusals.push(refuse(Code::AnswerMissing, "nature", sentence));
        }
        if (method == Method::Grant) != (category == Category::Grant) {
            let sentence = if method == Method::Grant {
                "A grant buys nothing: select \"Grant\" as its kind"
            } else {
                "This is bought, so \"Grant\" is not its kind. Select what is bought"
            };
            refusals.push(refuse(Code::WrongMethod, "category", sentence));
        }
        match method {
            Method::Grant => refusals.extend(self.grant_gate(value, policy)),
            Method::Direct => refusals.extend(self.direct_gate(regime)),
            Method::Quotation | Method::Tender => {}
        }
        refusals
    }

    fn grant_gate(&self, value: Money, policy: &Policy) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if self.grant_kind.is_none() {
            let sentence = "Select what the grant is for: a core grant or a project grant";
            refusals.push(refuse(Code::Missing, "grantKind", sentence));
        }
        let most = policy.grant_small_max();
        let reasoned = given(self.grant_reason.as_ref());
        if value > most.value && !reasoned {
            let sentence = format!(
                "{value} is more than a small grant, which is up to {}. Say why it is a grant; an approver reads it",
                most.value
            );
            refusals.push(refuse(Code::ReasonMissing, "grantReason", sentence).using(most.row));
        }
        match self.grant_kind {
            Some(GrantKind::Core) if self.looks_like_contract(Method::Grant) => {
                let sentence = "A core grant has nothing in return, and by its answers this has: it is a contract. Buy \
                                it, or make it a project grant";
                refusals.push(Refusal::under(Code::DisguisedContract, "R-4.15a", "4.15", sentence).on("nature"));
            }
            _ if self.looks_like_contract(Method::Grant) && !reasoned => {
                let sentence = "By its answers this is a contract: something is owed for the money. Buy it, or say why \
                                it is a grant all the same, which an approver has to confirm";
                refusals.push(refuse(Code::DisguisedContract, "grantReason", sentence));
            }
            _ => {}
        }
        refusals
    }

    fn direct_gate(&self, regime: Regime) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        match self.ground {
            None => refusals.push(refuse(
                Code::WrongMethod,
                "ground",
                "A direct award needs one of the grounds that the law lists. Select it, or use a tender or quotations",
            )),
            Some(ground) if !ground.fits(regime) => {
                let sentence = if regime == Regime::Psr {
                    "Health care has its own grounds: direct award A, B or C. Select one of them"
                } else {
                    "Direct awards A, B and C are for health care alone. Select another ground"
                };
                refusals.push(refuse(Code::WrongMethod, "ground", sentence));
            }
            Some(_) => {}
        }
        if !given(self.direct_reason.as_ref()) {
            let sentence = "Say why the ground is met. The approver and the public read it";
            refusals.push(refuse(Code::ReasonMissing, "directReason", sentence));
        }
        refusals
    }

    /// Takes down why the approver holds it for a grant although its answers say contract.
    ///
    /// # Errors
    /// Where that is needed and nothing is said.
    pub fn confirmed(self, method: Method, reason: &str) -> Result<Self, Vec<Refusal>> {
        if !self.looks_like_contract(method) {
            return Ok(self);
        }
        if clean(reason).is_empty() {
            let sentence = "By its answers this is a contract, called a grant. Say why it is a grant all the same, or \
                            send it back";
            return Err(vec![refuse(Code::DisguisedContract, "reason", sentence)]);
        }
        let mut checks = Checks::new();
        let reason = checks.text("reason", "why it is a grant", reason, 1_000);
        checks.finish()?;
        Ok(Self { approver_reason: Some(reason), ..self })
    }
}

#[cfg(test)]
mod tests;
