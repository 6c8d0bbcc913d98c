//! The program in a real pseudo-terminal: what a person's terminal goes through.
#![cfg(target_os = "linux")]

mod ending;
mod harness;
mod living;
mod plain;
