//! What is sent, as its method calls it: the one noun on every page and in every sentence about it.

use crate::secure::method::Method;

/// A bid, a quotation or an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Alone: `bid`.
    pub one: &'static str,
    /// With its article: `a bid`.
    pub a: &'static str,
    /// What is asked for with it: `your price`.
    pub price: &'static str,
}

/// What providers send in answer to this method.
pub const fn word(method: Method) -> Word {
    match method {
        Method::Tender | Method::Direct => Word { one: "bid", a: "a bid", price: "your price" },
        Method::Quotation => Word { one: "quotation", a: "a quotation", price: "your price" },
        Method::Grant => Word { one: "application", a: "an application", price: "the sum you apply for" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_is_applied_for_and_a_tender_bid_for() {
        let words = Method::ALL.iter().map(|method| word(*method).a).collect::<Vec<_>>();
        assert_eq!(words, ["a quotation", "a bid", "an application", "a bid"]);
    }
}
