//! Rows of the framework.

pub mod approval;
pub mod event;
pub mod event_chain;
pub mod event_link;
pub mod event_value;
pub mod installation;
pub mod mail;
pub mod opportunity_template;
pub mod principle;
pub mod reference;
pub mod template;
