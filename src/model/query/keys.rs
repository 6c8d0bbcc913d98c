//! The keys of the language, in one table: help, completion and README come from it.

/// Declares the keys with their names, what they take and what they mean.
macro_rules! keys {
    ($($variant:ident $name:literal $is_view:literal $takes:literal $help:literal,)+) => {
        /// What a term is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Key { $(#[doc = $help] $variant,)+ }

        /// Every key, those that choose events first.
        pub const KEYS: &[KeySpec] = &[
            $(KeySpec { key: Key::$variant, name: $name, is_view: $is_view, takes: $takes, help: $help },)+
        ];

        impl Key {
            /// As it is written, without the colon.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether it says how things are seen, not which events are chosen.
            pub const fn is_view(self) -> bool {
                match self { $(Self::$variant => $is_view,)+ }
            }
        }
    };
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct KeySpec {
    /// The key.
    pub key: Key,
    /// As it is written, without the colon.
    pub name: &'static str,
    /// It says how things are seen, not which events are chosen.
    pub is_view: bool,
    /// What its values look like.
    pub takes: &'static str,
    /// One line that says what it means.
    pub help: &'static str,
}

keys! {
    Actor "actor" false "NAME, NAME+" "takes part or says so; with + its units and members too",
    Agent "agent" false "NAME, NAME+" "acts",
    Target "target" false "NAME, NAME+" "is acted against",
    Partner "partner" false "NAME, NAME+" "takes part beside those: supports or is supported",
    Place "place" false "NAME" "happened there, in what lies in it, or on a road that starts or ends there",
    Near "near" false "PLACE,KM or LAT,LON,KM" "happened within so many kilometres; what is known to a province only is not counted",
    Region "region" false "NAME, elsewhere" "happened in the region; the map shows it",
    Type "type" false "clash, seize, …" "what kind of event",
    Status "status" false "happened, planned, negated, …" "whether it happened",
    By "by" false "own, party, monitor, … or NAME" "who says so: what kind of source, or which actor",
    Source "source" false "PUBLISHER or DOCUMENT" "published by whom, or in which document",
    Where "where" false "site, settlement, province, …" "how exactly the place is known",
    When "when" false "day, month, span, …" "how exactly the time is known",
    From "from" false "2017-03-05" "on that day or later; what has no date is not counted",
    To "to" false "2017-03-06" "on that day or earlier",
    Date "date" false "2017-03 or 2017-03-05/2017-03-06" "at some time within",
    Has "has" false "date, place, agent, fatalities, …" "something is known of it",
    Tag "tag" false "WORD" "tagged so",
    Fatalities "fatalities" false ">10, 3, 1-5" "how many are reported dead",
    Map "map" true "LAT,LON,120km or PLACE" "what the map shows",
    Time "time" true "2017-03-05/2017-03-06" "the window of time",
    Axis "axis" true "2017-01-01/2017-06-30" "what the timeline shows",
    Mode "mode" true "window, cumulative, single" "what the window lets through",
    Select "select" true "ID" "the event that is looked at",
    Colour "colour" true "type, actor, status" "what colours say",
    Lanes "lanes" true "region, type, actor" "what the lanes of the timeline are",
    Sort "sort" true "time, place, actor" "the order of the list",
    Show "show" true "negated, planned, conditional, unreal" "what did not happen, on the map too",
    Layers "layers" true "-roads, -towns, …" "layers of the map left out",
    Focus "focus" true "map, list, inspector, timeline" "the pane that has the keys",
}

impl Key {
    /// The key of a name; names in other spellings are known too.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "color" {
            return Some(Self::Colour);
        }
        let spec = KEYS.iter().find(|spec| spec.name == name);
        spec.map(|spec| spec.key)
    }

    /// Its row of the table.
    pub fn spec(self) -> Option<&'static KeySpec> {
        KEYS.iter().find(|spec| spec.key == self)
    }
}
