//! The closed sets of words that the native format uses, one enum each.
//!
//! Every enum knows its words as the format spells them (`name`), all its values in order (`ALL`), and finds a value by
//! its word (`from_name`). What a person reads on screen is the same word unless `label` says otherwise.

/// Declares an enum whose values are words of the format.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* #[doc = concat!("`", $word, "`")] $variant,)+ }

        impl $name {
            /// Every value, in the order of the format.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as the format spells it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value that a word names; words are case-sensitive.
            pub fn from_name(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// Every word, in the order of the format.
            pub fn names() -> impl Iterator<Item = &'static str> {
                Self::ALL.iter().map(|value| value.name())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

vocabulary! {
    /// What kind of thing is reported.
    EventType {
        Clash = "clash",
        Attack = "attack",
        Airstrike = "airstrike",
        Shelling = "shelling",
        Bombing = "bombing",
        Seize = "seize",
        Advance = "advance",
        Withdraw = "withdraw",
        Transfer = "transfer",
        Offensive = "offensive",
        Deploy = "deploy",
        Support = "support",
        Blockade = "blockade",
        Pledge = "pledge",
        Threat = "threat",
        Talks = "talks",
        Agreement = "agreement",
        Violence = "violence",
        Detain = "detain",
        Displace = "displace",
        Protest = "protest",
        Other = "other",
    }
}

vocabulary! {
    /// Which part of an offensive an event is.
    Phase { Start = "start", Resume = "resume", Pause = "pause", End = "end", }
}

vocabulary! {
    /// Whether it happened. "Status" on screen.
    Factuality {
        Happened = "happened",
        Ongoing = "ongoing",
        Planned = "planned",
        Conditional = "conditional",
        Negated = "negated",
        Unknown = "unknown",
    }
}

impl Factuality {
    /// Whether the reports say that it did not (or did not yet) happen, so that it stays off the map unless asked for.
    pub const fn is_unreal(self) -> bool {
        matches!(self, Self::Planned | Self::Conditional | Self::Negated)
    }
}

vocabulary! {
    /// How exactly a place is known, finest first.
    PlacePrecision {
        Site = "site",
        Neighbourhood = "neighbourhood",
        Settlement = "settlement",
        Area = "area",
        Route = "route",
        District = "district",
        Province = "province",
        Country = "country",
        Unknown = "unknown",
    }
}

impl PlacePrecision {
    /// Whether the place is known to a settlement or better, so that a point on the map is honest.
    pub const fn is_point(self) -> bool {
        matches!(self, Self::Site | Self::Neighbourhood | Self::Settlement)
    }
}

vocabulary! {
    /// How an event lies to the place that is named.
    Relation { In = "in", Near = "near", Around = "around", Between = "between", Toward = "toward", }
}

vocabulary! {
    /// What kind of place a gazetteer entry is.
    PlaceKind {
        Country = "country",
        Province = "province",
        District = "district",
        Settlement = "settlement",
        Neighbourhood = "neighbourhood",
        Site = "site",
        Route = "route",
        Water = "water",
        Area = "area",
    }
}

impl PlaceKind {
    /// How exactly an event is placed when its report names a place of this kind and says no more.
    pub const fn precision(self) -> PlacePrecision {
        match self {
            Self::Country => PlacePrecision::Country,
            Self::Province => PlacePrecision::Province,
            Self::District => PlacePrecision::District,
            Self::Settlement => PlacePrecision::Settlement,
            Self::Neighbourhood => PlacePrecision::Neighbourhood,
            Self::Site => PlacePrecision::Site,
            Self::Route => PlacePrecision::Route,
            Self::Water | Self::Area => PlacePrecision::Area,
        }
    }
}

vocabulary! {
    /// How exactly a date is known.
    TimePrecision {
        Minute = "minute",
        Hour = "hour",
        Day = "day",
        Days = "days",
        Week = "week",
        Month = "month",
        Year = "year",
        /// It lasted from start to end, rather than happening once in between.
        Span = "span",
        Unknown = "unknown",
    }
}

vocabulary! {
    /// Why we hold a date.
    TimeBasis {
        Stated = "stated",
        Relative = "relative",
        Context = "context",
        Inferred = "inferred",
        Imported = "imported",
    }
}

vocabulary! {
    /// What kind of actor.
    ActorKind {
        State = "state",
        StateForces = "state-forces",
        Rebel = "rebel",
        Militia = "militia",
        ExternalForces = "external-forces",
        Civilians = "civilians",
        Organisation = "organisation",
        Media = "media",
        Person = "person",
        Unknown = "unknown",
    }
}

impl ActorKind {
    /// What a reader is shown: a word that takes no side.
    pub const fn label(self) -> &'static str {
        match self {
            Self::StateForces => "state forces",
            Self::Rebel => "armed group",
            Self::ExternalForces => "foreign forces",
            Self::Unknown => "",
            other => other.name(),
        }
    }
}

vocabulary! {
    /// What part an actor has in an event.
    Role { Agent = "agent", Target = "target", Partner = "partner", Beneficiary = "beneficiary", }
}

vocabulary! {
    /// Which question a mark answers.
    Slot {
        Agent = "agent",
        Target = "target",
        Partner = "partner",
        Beneficiary = "beneficiary",
        Place = "place",
        Time = "time",
        Fatalities = "fatalities",
    }
}

vocabulary! {
    /// Who says so, inside the document. The document's own voice where nobody is named.
    SourceKind {
        Witness = "witness",
        Party = "party",
        Monitor = "monitor",
        Official = "official",
        Media = "media",
        Anonymous = "anonymous",
    }
}

vocabulary! {
    /// What a reviewer made of an event.
    Review { Unreviewed = "unreviewed", Accepted = "accepted", Disputed = "disputed", Rejected = "rejected", }
}

vocabulary! {
    /// How one event is tied to another.
    LinkKind { PartOf = "part-of", Follows = "follows", Duplicates = "duplicates", Disputes = "disputes", }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_finds_its_value() {
        for &kind in EventType::ALL {
            assert_eq!(EventType::from_name(kind.name()), Some(kind));
        }
        assert_eq!(EventType::from_name("Clash"), None);
        assert_eq!(format!("{:>6}|", Slot::Time), "  time|");
    }
}
