//! Rows of the framework: settings, references, events, approvals, mails.

pub mod approval;
pub mod event;
pub mod installation;
pub mod mail;
pub mod principle;
pub mod reference;
pub mod template;
