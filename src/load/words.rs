//! The closed sets of words, as one thing that reading can be generic about.

/// A closed set of words.
pub(super) trait Word: Sized {
    fn from_word(word: &str) -> Option<Self>;
    fn words() -> Vec<&'static str>;
}

macro_rules! words {
    ($($name:ident),+ $(,)?) => {
        $(impl Word for crate::model::vocabulary::$name {
            fn from_word(word: &str) -> Option<Self> {
                Self::from_name(word)
            }
            fn words() -> Vec<&'static str> {
                Self::names().collect()
            }
        })+
    };
}

words!(
    EventType,
    Phase,
    Factuality,
    PlacePrecision,
    Relation,
    PlaceKind,
    TimePrecision,
    TimeBasis,
    ActorKind,
    Role,
    Slot,
    SourceKind,
    Review,
    LinkKind,
);
