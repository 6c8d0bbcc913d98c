//! The words of the program: events, reports, actors, places, time, positions, and text that is safe to show.
//!
//! Plain values only. This room imports nothing of ours, does no I/O, and reads no clock.

pub mod briefing;
pub mod camera;
pub mod columns;
pub mod dataset;
pub mod documents;
pub mod entry;
pub mod events;
pub mod filter;
pub mod fold;
pub mod forest;
pub mod frame;
pub mod geo;
pub mod lexicon;
pub mod postings;
pub mod query;
pub mod record;
pub mod sparse;
pub mod table;
pub mod text;
pub mod time;
pub mod vocabulary;
pub mod words;
