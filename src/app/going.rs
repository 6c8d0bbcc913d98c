//! Going to a view that a line of text says.

use super::App;
use super::line::{self, Reading};

impl App {
    /// What a line says of the world that is shown.
    pub fn read_line(&self, text: &str) -> Reading {
        let by_id = |id: &str| line::event_of(&self.world, &self.shelf, id);
        line::read(&self.world, &by_id, text)
    }

    /// The line that leads to what is seen, as well as it can be said; empty for what is seen first.
    pub fn line(&self) -> String {
        line::write(&self.world, &self.shelf, &self.view)
    }

    /// Opens what a line says, on the screen as it is; of one with faults, what can be read.
    pub fn go_to(&mut self, reading: &Reading) {
        self.view = line::take(&self.world, &self.view, reading);
        self.fetch();
    }

    /// Goes where the person who opened the file wanted to be; of a line with faults, what can be read, and the first fault is
    /// said.
    pub fn go_to_awaited(&mut self) {
        let Some(line) = self.awaited.take() else {
            return;
        };
        let reading = self.read_line(&line);
        self.go_to(&reading);
        if let Some(fault) = reading.faults.first() {
            self.view.message = Some(fault.to_string());
        }
    }
}
