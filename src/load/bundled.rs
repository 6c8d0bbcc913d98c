//! The files that are compiled in.

use super::input::Input;

impl Input {
    /// The article's events, with its text.
    pub fn bundled() -> Self {
        let text = include_str!("../../assets/events/article.txt");
        let events = include_bytes!("../../assets/events/article.json");
        Self::from_memory("bundled", events, &[("article.txt", text)])
    }

    /// The gazetteer that comes with the program.
    pub fn bundled_gazetteer() -> Self {
        let places = include_bytes!("../../assets/gazetteer/gazetteer.json");
        Self::from_memory("bundled gazetteer", places, &[])
    }
}
