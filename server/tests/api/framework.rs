//! The framework: the record of every change and the mailbox.

mod approval;
mod demonstration;
mod edition;
mod event;
mod mail;
mod principle;
pub mod template;
