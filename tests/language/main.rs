//! The language, held against something slow and obvious: what a line chooses is what each record says by itself, what is
//! printed is read the same again, and a view's line leads back to the view.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here fails the test, as it should"
)]

mod ask;
mod choosing;
mod obvious;
mod viewing;
mod worlds;
