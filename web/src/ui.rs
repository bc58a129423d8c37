//! The components of the GOV.UK Design System, under their own names; no word
//! of the domain is in them.

pub mod button;
pub mod checkboxes;
pub mod error_summary;
pub mod field;
pub mod form;
pub mod layout;
pub mod line_chart;
pub mod pagination;
pub mod query;
pub mod refusal;
pub mod summary_list;
pub mod table;
pub mod tag;
pub mod task_list;

pub use button::{Button, LinkButton};
pub use checkboxes::Checkboxes;
pub use error_summary::ErrorSummary;
pub use field::{Checkbox, Radios, Select, TextArea, TextInput, text_of};
pub use form::Form;
pub use layout::{BackLink, Breadcrumbs, Details, Inset, Panel, Title};
pub use pagination::NextPage;
pub use query::{NotFound, here, query, set_status, sign_in_address};
pub use refusal::Refusals;
pub use summary_list::{Row, SummaryList};
pub use table::{CardTable, Comparison};
pub use tag::{Status, met};
pub use task_list::{Task, TaskList};
