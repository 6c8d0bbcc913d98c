//! One event in full, as it is read from its file when somebody looks at it.
//!
//! A [`Record`] is what the columns of a data set leave out: words. Its marks count Unicode scalar values from the start of
//! their document, as the format does; [`Report::quote`] says which part of the document a report is.

use super::entry::{ActorIx, DocIx, EventIx, NamedIx};
use super::geo::LonLat;
use super::text::Text;
use super::time::When;
use super::vocabulary::{
    EventType, Factuality, LinkKind, Phase, PlacePrecision, Relation, Review, Role, Slot,
    SourceKind,
};

/// A half-open range of Unicode scalar values.
pub type CharRange = std::ops::Range<usize>;

/// One event with all its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its id in the file.
    pub id: Text,
    /// What kind of thing.
    pub kind: EventType,
    /// Which part of an offensive.
    pub phase: Option<Phase>,
    /// One line that says it.
    pub summary: Text,
    /// Who, in the file's order.
    pub actors: Vec<Part>,
    /// Where, in the file's order.
    pub locations: Vec<Spot>,
    /// When, and how we know.
    pub when: When,
    /// Whether it happened.
    pub factuality: Factuality,
    /// On what it hangs.
    pub condition: Option<Text>,
    /// Told as background, not as the document's news.
    pub background: bool,
    /// How many died; absent where none are reported, which is not zero.
    pub fatalities: Option<Fatalities>,
    /// How sure the annotator or extractor is, 0 to 1.
    pub confidence: Option<f64>,
    /// What a reviewer made of it.
    pub review: Option<Review>,
    /// The sentences that tell of it; may be empty.
    pub reports: Vec<Report>,
    /// Ties to other events.
    pub links: Vec<Link>,
    /// Free words.
    pub tags: Vec<Text>,
    /// What the annotator has to say.
    pub note: Option<Text>,
    /// For imported events, the scheme and id they came from.
    pub origin: Option<(Text, Option<Text>)>,
    /// The record as it stands in its file, one line of text a line.
    pub raw: Vec<Text>,
}

/// An actor's part in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub actor: ActorIx,
    /// In what role.
    pub role: Role,
    /// No words of the report name this actor.
    pub inferred: bool,
}

/// Where an event is said to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The place as the file names it.
    pub named: Option<NamedIx>,
    /// Its own coordinates.
    pub at: Option<LonLat>,
    /// How exactly.
    pub precision: PlacePrecision,
    /// How the event lies to the place.
    pub relation: Option<Relation>,
    /// No words of the report name this place.
    pub inferred: bool,
}

/// How many died.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fatalities {
    /// Lowest count.
    pub low: Option<u64>,
    /// Best count.
    pub best: Option<u64>,
    /// Highest count.
    pub high: Option<u64>,
    /// Counts by side.
    pub by: Vec<(Text, u64)>,
}

impl Fatalities {
    /// The one count to go by: the best, else the lowest, else the highest. `None` where there are at most counts by side.
    pub fn count(&self) -> Option<u64> {
        self.best.or(self.low).or(self.high)
    }
}

/// One sentence of one document that tells of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The document, where it is known.
    pub doc: Option<DocIx>,
    /// Where the document stands, as far as the record itself says so.
    pub url: Option<Text>,
    /// Number of the sentence in its document, from 0.
    pub sentence: Option<usize>,
    /// The sentence; empty where the document's text is not at hand.
    pub quote: Text,
    /// Which characters of the document the quote is.
    pub range: CharRange,
    /// The words that name the event itself.
    pub trigger: Option<Mark>,
    /// The words for who, what, where and when.
    pub marks: Vec<Mark>,
    /// Who says so; `None` is the document's own voice.
    pub source: Option<Attribution>,
}

/// A marked span of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which question it answers; `None` for the trigger.
    pub slot: Option<Slot>,
    /// Where it stands.
    pub range: CharRange,
    /// Its words.
    pub text: Text,
    /// Id of the actor or place that it names.
    pub refers_to: Option<Text>,
    /// It stands in another sentence than its report.
    pub elsewhere: Option<usize>,
}

/// Who says so, inside the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// What kind of source.
    pub kind: SourceKind,
    /// The actor that says so.
    pub actor: Option<ActorIx>,
    /// The words that name it.
    pub text: Option<Text>,
    /// Where these words stand.
    pub range: Option<CharRange>,
    /// Carried over from an earlier sentence.
    pub inherited: bool,
}

/// A tie to another event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What kind of tie.
    pub kind: LinkKind,
    /// Id of the other event.
    pub to: Text,
    /// The other event, if it was loaded.
    pub event: Option<EventIx>,
    /// What the annotator has to say of it.
    pub note: Option<Text>,
}
