//! Keys in, screen out: the program without a terminal, driven like a person would.

mod drawing;
mod evidence;
mod exports;
mod harness;
mod mapping;
mod searching;
mod timing;
mod walking;
