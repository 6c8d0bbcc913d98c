//! sitmap, a situation map in a terminal.

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
