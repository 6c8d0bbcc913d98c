//! sitmap, a situation map in a terminal.

pub mod load;
pub mod model;
