//! Fuzzing that runs on stable Rust: coverage by the compiler's counters, mutations of our own.

pub mod clock;
pub mod coverage;
pub mod mutate;
pub mod targets;
