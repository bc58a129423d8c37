//! Pages for anyone.

pub mod agreement;
pub mod alerts;
pub mod area;
pub mod areas;
pub mod changes;
pub mod commission;
pub mod consultation;
pub mod consultations;
pub mod demo;
pub mod evidence;
pub mod feedback;
pub mod framework;
pub mod help;
pub mod home;
pub mod log;
pub mod mailbox;
pub mod need;
pub mod needs;
pub mod opportunities;
pub mod opportunity;
pub mod opportunity_result;
pub mod questions;
pub mod service;
pub mod services;
pub mod sign_in;
pub mod signed_out;
