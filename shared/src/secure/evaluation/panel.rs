//! The panel: as many reviewers as the value deserves (R-S4, framework 4.4).

use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::people::UserId;
use crate::secure::PanelMemberId;
use crate::secure::evaluation::input::Panel;
use crate::secure::evaluation::{Action, Evaluation, Interest, access, under};
use crate::tag::{Audience, Colour, Tag};

/// One reviewer's seat on the panel of one opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The seat.
    pub id: PanelMemberId,
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they lead the panel.
    pub chair: bool,
    /// When they were appointed.
    pub appointed_at: Timestamp,
    /// What they declared, bidder by bidder.
    pub interests: Vec<Interest>,
    /// How far they are.
    pub state: State,
    /// Counts the changes.
    pub version: i64,
}

/// How far a reviewer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Declares and scores.
    Working,
    /// Has sent their scores, which stand from then on.
    Sent {
        /// When.
        at: Timestamp,
    },
}

impl Member {
    /// Whether their scores stand.
    pub const fn has_sent(&self) -> bool {
        matches!(self.state, State::Sent { .. })
    }
}

wire_enum! {
    /// What a reviewer has to do next.
    pub enum PanelStage as "PanelStage" {
        /// The bids are sealed.
        Waiting = "waiting",
        /// Say who they have an interest in.
        Declare = "declare",
        /// Score alone.
        Score = "score",
        /// A conflict with every bidder: nothing to do.
        SteppedAside = "stepped_aside",
        /// Sent; the others are not there yet.
        Sent = "sent",
        /// Agree points with the others.
        Agree = "agree",
        /// Every question of every bid is agreed.
        Agreed = "agreed",
    }
}

impl PanelStage {
    /// Words and colour; bidders and the public see that bids are being scored
    /// and no more.
    pub fn tag(self, audience: Audience) -> Tag {
        if audience != Audience::Council {
            return Tag::new("Being scored", Colour::Blue);
        }
        match self {
            Self::Waiting => Tag::new("Bids are sealed", Colour::Purple),
            Self::Declare => Tag::new("Declare interests", Colour::Yellow),
            Self::Score => Tag::new("Score", Colour::Yellow),
            Self::SteppedAside => Tag::new("Stepped aside", Colour::Grey),
            Self::Sent => Tag::new("Sent", Colour::Blue),
            Self::Agree => Tag::new("Agree scores", Colour::Yellow),
            Self::Agreed => Tag::new("Agreed", Colour::Green),
        }
    }
}

/// A person who may be on the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
}

impl Evaluation {
    /// What this reviewer has to do next.
    pub fn stage(&self, member: &Member) -> PanelStage {
        if self.opened_at.is_none() {
            PanelStage::Waiting
        } else if !self.has_declared(member) {
            PanelStage::Declare
        } else if self.bids_for(member).is_empty() {
            PanelStage::SteppedAside
        } else if !member.has_sent() {
            PanelStage::Score
        } else if !self.all_sent() {
            PanelStage::Sent
        } else if self.is_agreed() {
            PanelStage::Agreed
        } else {
            PanelStage::Agree
        }
    }

    /// Appoints the whole panel, or changes it; who stays keeps their work.
    /// `candidates` are the people of this council who may review, `id` makes
    /// the new seats' identifiers.
    ///
    /// # Errors
    /// Fewer reviewers than the band asks for, somebody who may not review, and
    /// leaving out somebody who has sent scores or declared a conflict.
    pub fn appoint(
        &self,
        actor: &Actor,
        panel: &Panel,
        candidates: &[Candidate],
        mut id: impl FnMut() -> PanelMemberId,
        now: Timestamp,
    ) -> Result<Vec<Member>, Vec<Refusal>> {
        access::allows(actor, Action::Appoint, self).map_err(|refusal| vec![refusal])?;
        all_or_nothing(self.against_panel(&panel.members, candidates))?;
        let candidate = |user: &UserId| candidates.iter().find(|candidate| &candidate.user == user);
        let seat = |user: &UserId| {
            let chair = user == &panel.chair;
            match self.panel.iter().find(|member| &member.user == user) {
                Some(member) => Member { chair, ..member.clone() },
                None => Member {
                    id: id(),
                    user: user.clone(),
                    name: candidate(user).map(|candidate| candidate.name.clone()).unwrap_or_default(),
                    chair,
                    appointed_at: now,
                    interests: Vec::new(),
                    state: State::Working,
                    version: 0,
                },
            }
        };
        Ok(panel.members.iter().map(seat).collect())
    }

    /// Everything that stands against a panel of these people.
    pub fn against_panel(&self, members: &[UserId], candidates: &[Candidate]) -> Vec<Refusal> {
        let mut refusals: Vec<_> = self.settled().into_iter().collect();
        let (have, need) = (members.len(), self.needed.reviewers as usize);
        if have < need {
            let message = format!("A panel for this value needs {need} reviewers and has {have}: add {}", need - have);
            refusals.push(under(Code::Missing, message).on("members").using(self.needed.row.clone()));
        }
        let candidate = |user: &UserId| candidates.iter().find(|candidate| &candidate.user == user);
        for (index, user) in members.iter().enumerate() {
            if candidate(user).is_none() && !self.panel.iter().any(|member| &member.user == user) {
                let message = "This person cannot review for the council. Select a reviewer from the list";
                refusals.push(under(Code::UnknownCode, message).on(format!("members.{index}")));
            }
        }
        refusals.extend(self.panel.iter().filter(|member| !members.contains(&member.user)).filter_map(kept));
        refusals
    }
}

/// Why somebody cannot be left out of the panel any more.
fn kept(member: &Member) -> Option<Refusal> {
    let done = if member.has_sent() {
        "sent scores"
    } else if member.interests.iter().any(|interest| member.is_barred(&interest.bid)) {
        "declared a conflict"
    } else {
        return None;
    };
    let message = format!("{} has {done} and stays on the record. Add another reviewer instead", member.name);
    Some(under(Code::IllegalTransition, message).on("members"))
}
