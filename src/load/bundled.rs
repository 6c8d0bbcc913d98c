//! The files that are compiled in.

use super::input::Input;

impl Input {
    /// The article's events, with its text if that was at hand when the program was built.
    pub fn bundled() -> Self {
        let events = include_bytes!("../../assets/events/article.json");
        // Set by build.rs.
        #[cfg(article_text)]
        let texts = &[(
            "article.txt",
            include_str!("../../assets/events/article.txt"),
        )];
        #[cfg(not(article_text))]
        let texts = &[];
        Self::from_memory("bundled", events, texts)
    }

    /// The gazetteer that comes with the program.
    pub fn bundled_gazetteer() -> Self {
        let places = include_bytes!("../../assets/gazetteer/gazetteer.json");
        Self::from_memory("bundled gazetteer", places, &[])
    }
}
