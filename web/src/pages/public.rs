//! Pages for anyone.

pub mod agreement;
pub mod area;
pub mod areas;
pub mod commission;
pub mod demo;
pub mod engagement;
pub mod evidence;
pub mod feedback;
pub mod forums;
pub mod framework;
pub mod help;
pub mod home;
pub mod log;
pub mod mailbox;
pub mod need;
pub mod needs;
pub mod objectives;
pub mod opportunities;
pub mod opportunity;
pub mod priorities;
pub mod service;
pub mod services;
pub mod sign_in;
