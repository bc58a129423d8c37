//! The rules themselves: the framework's edition, its principles and the dated
//! figures, and the record of what was done under them.

pub mod approval;
pub mod edition;
pub mod glossary;
pub mod policy;
pub mod principle;
pub mod template;

wire_id! {
    /// One entry of the record of every change.
    EventId, "evt_"
}
wire_id! {
    /// A request that somebody approve what another made.
    ApprovalId, "apr_"
}
wire_id! {
    /// A version of a standard document.
    TemplateId, "tpl_"
}
