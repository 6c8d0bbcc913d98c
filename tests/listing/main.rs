//! The program without a screen, as a person runs it: `list`, `show`, `places`, `actors`, `timeline`. What it writes is
//! read back by somebody else's code where there is some, and by rules that are written out here where there is none.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a panic here fails the test, as it should"
)]

mod fields;
mod finding;
mod geojson;
mod harness;
mod people;
mod table;
mod timeline;
