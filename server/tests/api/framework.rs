//! The framework: the record of every change and the mailbox.

mod demonstration;
mod event;
