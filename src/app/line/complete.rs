//! What could stand at the end of a line that is being typed: keys and values, each with how many events it would leave.

use super::names::near_ids;
use super::values::{self, Reader};
use super::{Reading, read};
use crate::app::timing::{LanesBy, Mode};
use crate::app::unreal::Unreal;
use crate::app::view::{ColourBy, Layer, Order, Pane};
use crate::app::world::World;
use crate::index::names::Named;
use crate::model::filter::{Clause, Filter, Has};
use crate::model::fold::fold;
use crate::model::query::{Fault, KEYS, Key, Piece, Term, Value, parse};
use crate::model::vocabulary::{EventType, Factuality, PlacePrecision, SourceKind, TimePrecision};

/// What a line being typed says, and how it could go on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// It is a line of the language, not a name or words to be looked for everywhere.
    pub is_line: bool,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// Names that are taken for others.
    pub notes: Vec<String>,
    /// How many events pass what is right of it.
    pub events: usize,
    /// What could stand at its end, the likeliest first.
    pub offers: Vec<Offer>,
    /// What the last term takes, where nothing can be offered.
    pub takes: Option<&'static str>,
}

/// Something that could stand at the end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The whole line with it.
    pub line: String,
    /// What is offered, as people know it.
    pub name: String,
    /// What it is.
    pub help: String,
    /// How many events it would leave.
    pub events: Option<usize>,
}

/// More than these are not offered.
const MOST: usize = 12;
/// Of more tags or publishers than these, not each is counted.
const MOST_COUNTED: usize = 60;

/// Whether what is typed is a line of the language: it has a key, a quote or a minus, or is wrong.
pub fn is_line(text: &str) -> bool {
    let says_so = |piece: &Piece| match &piece.term {
        Ok(term) => {
            let quoted = text
                .get(piece.span.clone())
                .is_some_and(|text| text.starts_with('"'));
            term.key.is_some() || term.negated || quoted
        }
        Err(_) => true,
    };
    parse(text).iter().any(says_so)
}

/// The keys that begin as the last word does; without a word, none.
pub fn keys_for(text: &str) -> Vec<Offer> {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let before = text.get(..text.len() - word.len()).unwrap_or("");
    let (minus, name) = match word.strip_prefix('-') {
        Some(name) => ("-", name),
        None => ("", word),
    };
    if name.is_empty() {
        return Vec::new();
    }
    let fits = KEYS.iter().filter(|spec| spec.name.starts_with(name));
    fits.map(|spec| Offer {
        line: format!("{before}{minus}{}:", spec.name),
        name: format!("{minus}{}:", spec.name),
        help: spec.help.to_owned(),
        events: None,
    })
    .collect()
}

/// What a line says and how it could go on, beside what is chosen already; `None` where nobody wants to know any more.
pub fn complete(
    world: &World,
    text: &str,
    beside: &Filter,
    is_stale: &dyn Fn() -> bool,
) -> Option<Offered> {
    let by_id = |id: &str| world.dataset.events.find(id);
    let Reading {
        filter,
        faults,
        notes,
        ..
    } = read(world, &by_id, text);
    let events = world.selected(&joined(beside, &filter)).count();
    let pieces = parse(text);
    let last = pieces.last().filter(|piece| piece.span.end == text.len());
    let mut takes = None;
    let mut offers = match last {
        None => Vec::new(),
        Some(piece) => match piece.key {
            None => keys_for(text),
            Some(key) => {
                takes = key.spec().map(|spec| spec.takes);
                let before = text.get(..piece.span.start).unwrap_or("");
                let others = read(world, &by_id, before).filter;
                // One choice of a key takes the place of another.
                let beside = beside.without(|clause| clause.key == Some(key));
                let others = joined(&beside, &others);
                Completing {
                    world,
                    text,
                    piece,
                    key,
                    others,
                }
                .offers(is_stale)?
            }
        },
    };
    let mended = mended(text, &pieces, &faults);
    let is_new = |offer: &Offer| offers.iter().all(|other| other.line != offer.line);
    if let Some(mended) = mended.filter(is_new) {
        offers.insert(0, mended);
    }
    Some(Offered {
        is_line: true,
        faults,
        notes,
        events,
        offers,
        takes,
    })
}

/// What is chosen already with what a line chooses: a term takes the place of those with its key.
pub fn joined(beside: &Filter, said: &Filter) -> Filter {
    let said = said.clauses();
    let is_said = |clause: &Clause| said.iter().any(|other| other.key == clause.key);
    let kept = beside.without(is_said);
    said.iter()
        .cloned()
        .fold(kept, |filter, clause| filter.and(clause))
}

/// The line with its first wrong term as it would be right, where that is known.
fn mended(text: &str, pieces: &[Piece], faults: &[Fault]) -> Option<Offer> {
    let first = faults.iter().find(|fault| fault.instead.is_some())?;
    let right = first.instead.as_ref()?;
    let holds =
        |piece: &&Piece| piece.span.start <= first.span.start && first.span.end <= piece.span.end;
    let piece = pieces.iter().find(holds)?;
    let before = text.get(..piece.span.start)?;
    let behind = text.get(piece.span.end..)?;
    Some(Offer {
        line: format!("{before}{right}{behind}"),
        name: right.clone(),
        help: format!("instead of {}", text.get(piece.span.clone())?),
        events: None,
    })
}

/// A term being typed.
struct Completing<'a> {
    world: &'a World,
    text: &'a str,
    piece: &'a Piece,
    key: Key,
    /// What the other terms choose.
    others: Filter,
}

/// A value that could be meant.
struct Candidate {
    value: Value,
    name: String,
    help: String,
}

impl Candidate {
    fn word(word: impl Into<String>) -> Self {
        let name = word.into();
        Self {
            value: Value::new(name.clone()),
            name,
            help: String::new(),
        }
    }
}

impl Completing<'_> {
    fn offers(&self, is_stale: &dyn Fn() -> bool) -> Option<Vec<Offer>> {
        let span = self
            .piece
            .values
            .last()
            .cloned()
            .unwrap_or(self.piece.span.clone());
        let typed = self.text.get(span.clone()).unwrap_or("");
        let typed = typed.trim_start_matches('"').trim_end_matches(['"', '+']);
        let before = self.text.get(..span.start).unwrap_or("");
        let chosen = self.world.selected(&self.others);
        let mut offers = Vec::new();
        for candidate in self.candidates(typed) {
            if is_stale() {
                return None;
            }
            let events = self.clause(&candidate.value).map(|clause| {
                let set = self.world.selected(&Filter::new(vec![clause]));
                set.shared(&chosen)
            });
            offers.push(Offer {
                line: format!("{before}{}", candidate.value.written()),
                name: candidate.name,
                help: candidate.help,
                events,
            });
        }
        // Names come likeliest first; of the rest, what there is most of.
        if !matches!(
            self.key,
            Key::Actor | Key::Agent | Key::Target | Key::Partner | Key::Place | Key::Near
        ) {
            offers.sort_by_key(|offer| std::cmp::Reverse(offer.events));
        }
        offers.truncate(MOST);
        Some(offers)
    }

    /// What a value chooses, for keys that choose.
    fn clause(&self, value: &Value) -> Option<Clause> {
        if self.key.is_view() || self.key == Key::Near {
            return None;
        }
        let mut reader = Reader {
            world: self.world,
            by_id: &|_| None,
            notes: Vec::new(),
        };
        let term = Term::of(self.key, vec![value.clone()]);
        match reader.term(self.piece, &term) {
            Ok(values::Meant::Clause(clause)) => Some(Clause {
                negated: self.text.get(self.piece.span.clone())?.starts_with('-'),
                ..clause
            }),
            _ => None,
        }
    }

    fn candidates(&self, typed: &str) -> Vec<Candidate> {
        match self.key {
            Key::Actor | Key::Agent | Key::Target | Key::Partner => self.actors(typed),
            Key::By => {
                let kinds = SourceKind::names().chain([values::OWN]);
                let mut all = words(typed, kinds);
                all.extend(self.actors(typed));
                all
            }
            Key::Place => self.places(typed),
            Key::Near if self.piece.values.len() == 1 => self.places(typed),
            Key::Map => self.regions(typed).chain(self.places(typed)).collect(),
            Key::Region => {
                let elsewhere = words(typed, [values::ELSEWHERE].into_iter());
                self.regions(typed).chain(elsewhere).collect()
            }
            Key::Source => self.sources(typed),
            Key::Tag => {
                let tags = self.world.dataset.tags.iter();
                holding(typed, tags.map(|tag| (tag.to_string(), String::new())))
            }
            Key::Type => words(typed, EventType::names()),
            Key::Status => words(typed, Factuality::names()),
            Key::Where => words(typed, PlacePrecision::names()),
            Key::When => words(typed, TimePrecision::names()),
            Key::Has => words(typed, Has::ALL.iter().map(|has| has.name())),
            Key::Mode => words(typed, Mode::ALL.into_iter().map(values::mode_name)),
            Key::Colour => words(typed, ColourBy::ALL.iter().map(|by| by.name())),
            Key::Lanes => words(typed, LanesBy::ALL.iter().map(|by| by.name())),
            Key::Sort => words(typed, Order::ALL.iter().map(|order| order.name())),
            Key::Focus => words(typed, Pane::ALL.into_iter().map(values::pane_name)),
            Key::Show => {
                let kinds = Unreal::KINDS.iter().map(|kind| kind.name());
                words(typed, kinds.chain([values::UNREAL]))
            }
            Key::Layers => {
                let names = Layer::ALL.into_iter().map(values::layer_name);
                let hidden: Vec<String> = names.map(|name| format!("-{name}")).collect();
                words(typed, hidden.iter().map(String::as_str))
            }
            Key::Near
            | Key::From
            | Key::To
            | Key::Date
            | Key::Fatalities
            | Key::Time
            | Key::Axis
            | Key::Select => Vec::new(),
        }
    }

    fn actors(&self, typed: &str) -> Vec<Candidate> {
        let ids = if typed.is_empty() {
            let busiest = self.world.busiest_actors().into_iter();
            busiest.map(Named::Actor).take(MOST).collect()
        } else {
            near_ids(self.world, typed)
        };
        let candidates = ids.into_iter().filter_map(|named| {
            let Named::Actor(actor) = named else {
                return None;
            };
            let entry = self.world.dataset.actors.get(actor.at())?;
            Some(Candidate {
                value: Value {
                    plus: self.world.has_members(actor),
                    ..Value::new(entry.id.as_str())
                },
                name: entry.name.to_string(),
                help: entry.kind.label().to_owned(),
            })
        });
        candidates.take(MOST).collect()
    }

    fn places(&self, typed: &str) -> Vec<Candidate> {
        let ids = if typed.is_empty() {
            let places = self.world.busiest_places().into_iter();
            places.map(Named::Place).take(MOST).collect()
        } else {
            near_ids(self.world, typed)
        };
        let candidates = ids.into_iter().filter_map(|named| {
            let Named::Place(place) = named else {
                return None;
            };
            let entry = self.world.gazetteer.place(place)?;
            Some(Candidate {
                value: Value::new(entry.id.as_str()),
                name: entry.name.to_string(),
                help: entry.kind.name().to_owned(),
            })
        });
        candidates.take(MOST).collect()
    }

    fn regions(&self, typed: &str) -> impl Iterator<Item = Candidate> + use<> {
        let regions = self.world.regions().iter();
        let named = regions.map(|region| (region.id.to_string(), region.name.to_string()));
        let rows: Vec<(String, String)> = named.collect();
        let wanted = fold(typed);
        let holds = move |text: &str| fold(text).contains(&wanted);
        let rows = rows.into_iter();
        let fitting = rows.filter(move |(id, name)| holds(id) || holds(name));
        fitting.map(|(id, name)| Candidate {
            value: Value::new(id),
            name,
            help: "region".to_owned(),
        })
    }

    fn sources(&self, typed: &str) -> Vec<Candidate> {
        let documents = &self.world.dataset.documents;
        let publishers = documents
            .publishers()
            .map(|name| (name.to_string(), "publisher".to_owned()));
        let described = documents.described().iter();
        let upstream = described.clone().flat_map(|document| &document.via);
        let upstream = upstream.map(|name| (name.to_string(), "carried by others".to_owned()));
        let ids = described.map(|document| {
            let title = document
                .title
                .as_ref()
                .map_or("document", |title| title.as_str());
            (document.id.to_string(), title.to_owned())
        });
        holding(typed, publishers.chain(upstream).chain(ids))
    }
}

/// The words that begin as is typed, then those that hold it.
fn words<'w>(typed: &str, all: impl Iterator<Item = &'w str>) -> Vec<Candidate> {
    let typed = typed.to_lowercase();
    let mut fitting: Vec<&str> = all.filter(|word| word.contains(&typed)).collect();
    fitting.sort_by_key(|word| !word.starts_with(&typed));
    fitting.into_iter().map(Candidate::word).collect()
}

/// The texts that hold what is typed, each once.
fn holding(typed: &str, all: impl Iterator<Item = (String, String)>) -> Vec<Candidate> {
    let typed = fold(typed);
    let mut seen = std::collections::HashSet::new();
    let fitting =
        all.filter(|(text, help)| fold(text).contains(&typed) || fold(help).contains(&typed));
    let once = fitting.filter(|(text, _)| seen.insert(text.clone()));
    once.take(MOST_COUNTED)
        .map(|(text, help)| Candidate {
            value: Value::new(text.clone()),
            name: text,
            help,
        })
        .collect()
}
