//! The thread: services, and the turns of the cycle that commission them.

wire_id! {
    /// What people receive.
    ServiceId, "svc_"
}
wire_id! {
    /// One turn of the cycle.
    CommissionId, "com_"
}
