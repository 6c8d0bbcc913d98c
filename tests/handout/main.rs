//! `sitmap export` as a person runs it: every format, read back by parsers that are not ours, and whole texts.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a panic here fails the test, as it should"
)]

mod harness;
mod hash;
mod hostile;
mod page;
mod words;
mod writing;
