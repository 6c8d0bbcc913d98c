//! sitmap, a situation map in a terminal.

pub mod model;
