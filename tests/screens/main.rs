//! Keys in, screen out: the program without a terminal, driven like a person would.

mod drawing;
mod exports;
mod harness;
mod walking;
