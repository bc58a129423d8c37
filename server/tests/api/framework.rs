//! The framework: the record of every change and the mailbox.

mod approval;
mod demonstration;
mod edition;
mod event;
mod mail;
pub mod template;
