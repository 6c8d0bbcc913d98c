//! Keys in, screen out: the program without a terminal, driven like a person would.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "what helps tests may fail like a test"
)]

mod anything;
mod ascii;
mod authoring;
mod briefed;
mod choosing;
mod cities;
mod copying;
mod crowds;
mod density;
mod drawing;
mod evidence;
mod exports;
mod finding;
mod fixing;
mod glyphs;
mod harness;
mod lenses;
mod lines;
mod mapping;
mod notes;
mod pictures;
mod places;
mod playing;
mod presenting;
mod rehearsing;
mod returning;
mod rows;
mod searching;
mod themes;
mod timing;
mod waiting;
mod walking;
mod whole;
