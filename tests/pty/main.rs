//! The program in a real pseudo-terminal: what a person's terminal goes through.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what helps tests may fail like a test"
)]

mod authoring;
mod copying;
mod ending;
mod harness;
mod keeping;
mod living;
mod many;
mod notes;
mod plain;
mod ssh;
