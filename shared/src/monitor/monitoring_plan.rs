//! What is monitored, how and how often, agreed before an agreement starts.
