//! What people who use a service say of it, without their names.
