//! Monitor: what an agreement brings about, measured and answered (framework 4.21 to 4.24).

pub mod data_return;
pub mod monitoring_plan;
pub mod trend;

wire_id! {
    /// A provider's report for one period of one agreement.
    DataReturnId, "ret_"
}
