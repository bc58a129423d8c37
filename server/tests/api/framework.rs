//! The framework: the record of every change and the mailbox.

mod event;
