//! One made-up event as a flat row of texts, before it has a format.

/// The columns of a flat row, in their order. Empty means: not there.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub id: String,
    pub date: String,
    /// The last day of what lasted.
    pub end: String,
    pub kind: String,
    pub summary: String,
    pub actor: String,
    pub target: String,
    pub place: String,
    /// Degrees, or whatever stands there instead.
    pub lat: String,
    pub lon: String,
    pub precision: String,
    pub sentence: String,
    pub source: String,
    pub url: String,
    pub fatalities: String,
    /// Separated by semicolons.
    pub tags: String,
    /// Whether its letters beyond ASCII are written as escapes where the format has some.
    pub escaped: bool,
    /// Whether its place can be found by its name alone.
    pub known: bool,
    /// Whether it breaks off in the middle.
    pub broken: bool,
}

/// How a column is written where the format tells numbers from texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
}

/// The column at which a broken row breaks off.
pub(super) const BREAK: &str = "sentence";

impl Row {
    /// Empties it, and keeps the room it has.
    pub fn clear(&mut self) {
        for text in [
            &mut self.id,
            &mut self.date,
            &mut self.end,
            &mut self.kind,
            &mut self.summary,
            &mut self.actor,
            &mut self.target,
            &mut self.place,
            &mut self.lat,
            &mut self.lon,
            &mut self.precision,
            &mut self.sentence,
            &mut self.source,
            &mut self.url,
            &mut self.fatalities,
            &mut self.tags,
        ] {
            text.clear();
        }
        (self.escaped, self.known, self.broken) = (false, false, false);
    }

    /// All columns in the order of the format, with their names.
    pub fn columns(&self) -> [(&'static str, &str, Kind); 16] {
        [
            ("id", &self.id, Kind::Text),
            ("date", &self.date, Kind::Text),
            ("end", &self.end, Kind::Text),
            ("type", &self.kind, Kind::Text),
            ("summary", &self.summary, Kind::Text),
            ("actor", &self.actor, Kind::Text),
            ("target", &self.target, Kind::Text),
            ("place", &self.place, Kind::Text),
            ("lat", &self.lat, Kind::Number),
            ("lon", &self.lon, Kind::Number),
            ("precision", &self.precision, Kind::Text),
            (BREAK, &self.sentence, Kind::Text),
            ("source", &self.source, Kind::Text),
            ("url", &self.url, Kind::Text),
            ("fatalities", &self.fatalities, Kind::Number),
            ("tags", &self.tags, Kind::Text),
        ]
    }
}
