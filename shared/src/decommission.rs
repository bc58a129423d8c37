//! Decommission: ending or changing a service with care (framework 5).
