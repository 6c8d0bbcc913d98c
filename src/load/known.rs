//! What is asked of the gazetteer while files are read: this room does not know it.

/// What a gazetteer knows. The files' own places are asked before it.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    /// Whether it has a place of an id.
    pub id: &'k (dyn Fn(&str) -> bool + Sync),
    /// Whether it finds a place for a name.
    pub name: &'k (dyn Fn(&str) -> bool + Sync),
    /// Names that one without a place may have meant, nearest first.
    pub near: &'k (dyn Fn(&str) -> Vec<String> + Sync),
}

impl Known<'static> {
    /// Knows every place: for those who only want to look at the rest of a file.
    pub fn everything() -> Self {
        Self {
            id: &|_| true,
            name: &|_| true,
            near: &|_| Vec::new(),
        }
    }
}
