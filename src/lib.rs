//! sitmap, a situation map in a terminal.

pub mod basemap;
pub mod model;
