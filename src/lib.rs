//! sitmap, a situation map in a terminal.
//!
//! It loads extracted events (who did what, where, when, and the sentence that says so) and a gazetteer, and draws them on
//! a text map with a timeline, a list, and an inspector that leads from every mark to its source sentence.
//!
//! # The way of the data
//!
//! ```text
//! bytes ─load→ Dataset ─index→ World ──┐
//! keys ──input→ Action ─update→ View ──┴─scene→ Scene ─ui→ Buffer ─session→ bytes
//! ```
//!
//! One direction; each arrow is a plain function on plain values, and is tested as one.
//!
//! - [`model`] holds the words: events, reports, actors, places, time, positions, text that is safe to show; the language of
//!   queries, and what a briefing says.
//! - [`load`] turns bytes into a [`Dataset`](model::dataset::Dataset) and says what was wrong with them.
//! - [`gazetteer`] says which place a name means; [`basemap`] holds the ground under the events; [`index`] answers which
//!   events, when and where.
//! - [`app`] is the program without a terminal: the [`World`](app::world::World), a [`View`](app::view::View) of it, the
//!   table of [`Action`](app::action::Action)s, and what each changes. [`input`] turns keys into actions. A step of a briefing is a
//!   View, and whoever presents goes from one to the next ([`Player`](app::player::Player)).
//! - [`scene`] says what is to be drawn, in cells and without a colour; [`ui`] gives it its looks in a buffer.
//! - [`export`] turns a buffer into text, ANSI, SVG or HTML, events into rows, and a briefing into what is handed out;
//!   [`session`] is the loop around a real terminal; [`cli`] is the command line. Only these and [`ui`] know ratatui, and only
//!   the last two know a terminal, files, the environment or a clock.
//!
//! Who may import whom is held by `tests/layering.rs`.

pub mod app;
pub mod basemap;
pub mod cli;
pub mod export;
pub mod gazetteer;
pub mod index;
pub mod input;
pub mod load;
pub mod model;
pub mod scene;
pub mod session;
pub mod ui;
