//! The words and colours of a status, by who looks.

wire_enum! {
    /// Who looks at a page.
    pub enum Audience as "Audience" {
        /// Anyone.
        Public = "public",
        /// The provider concerned.
        Provider = "provider",
        /// The council concerned.
        Council = "council",
    }
}

wire_enum! {
    /// What a status's colour means; one meaning each, everywhere.
    pub enum Colour as "Colour" {
        /// Resting, or not begun.
        Grey = "grey",
        /// In hand.
        Blue = "blue",
        /// Running.
        Teal = "teal",
        /// Your turn, or due soon.
        Yellow = "yellow",
        /// Unsettled.
        Orange = "orange",
        /// Late or refused.
        Red = "red",
        /// Agreed, or succeeded.
        Green = "green",
        /// Locked: sealed, or waiting.
        Purple = "purple",
        /// A mark of the demonstration.
        Magenta = "magenta",
    }
}

/// A status in words with its colour.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::SimpleObject))]
pub struct Tag {
    /// The words.
    pub text: String,
    /// The colour.
    pub colour: Colour,
}

impl Tag {
    /// A status in these words and this colour.
    pub fn new(text: impl Into<String>, colour: Colour) -> Self {
        Self { text: text.into(), colour }
    }
}

impl crate::actor::Actor {
    /// How this actor looks at the affairs of this council.
    pub fn audience(&self, buyer: &crate::people::OrganisationId) -> Audience {
        if self.is_officer_of(buyer) {
            Audience::Council
        } else if self.provider().is_some() {
            Audience::Provider
        } else {
            Audience::Public
        }
    }
}
