//! sitmap, a situation map in a terminal.

pub mod cli;
pub mod gazetteer;
pub mod load;
pub mod model;
pub mod scene;
pub mod ui;
