//! What there is, counted, and what of it is chosen: the values of each dimension as the panel shows them, and the filters that
//! choosing makes.
//!
//! What is chosen of a dimension stands in the filter as one clause with several values, any of which will do; what is left out
//! as another. A filter that was typed may have more of them: a value is then added to the last, and taken out of all.

use std::sync::Arc;

use super::view::View;
use super::world::World;
use crate::index::facets::{Counted, Dimension};
use crate::model::filter::{Clause, Filter, Test};
use crate::model::fold::fold;
use crate::model::query::Key;

/// What a filter makes of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Nothing: it does not name it.
    Open,
    /// It asks for it.
    Chosen,
    /// It leaves it out.
    LeftOut,
}

/// A value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The value, as a clause of the dimension's key has it.
    pub test: Test,
    /// How many events it finds among those that the rest of the filter lets through.
    pub count: usize,
    /// What the filter makes of it.
    pub choice: Choice,
}

/// The panel: one dimension, and the row that the cursor is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Which values it shows.
    pub dimension: Dimension,
    /// The row the cursor is on.
    pub picked: usize,
    /// What was named by the filter when the dimension was turned to: it stands on top, whatever is chosen since, so that no
    /// row moves under the cursor.
    pub pinned: Vec<Test>,
    /// What is typed to narrow the rows; `None` while nobody types.
    pub narrow: Option<String>,
}

impl Panel {
    /// A dimension from its first row.
    pub fn of(dimension: Dimension, filter: &Filter) -> Self {
        Self {
            dimension,
            picked: 0,
            pinned: named(filter, dimension.key()),
            narrow: None,
        }
    }
}

/// The rows of a panel; nothing is written out but which they are.
#[derive(Debug, Clone)]
pub struct Rows {
    pinned: Vec<Counted>,
    counted: Arc<Vec<Counted>>,
    /// Those of the counted that are not pinned, by their place.
    others: Vec<usize>,
}

impl Rows {
    /// The rows of a panel over a view.
    pub fn of(world: &World, view: &View, panel: &Panel) -> Self {
        let dimension = panel.dimension;
        let counted = world.counted(view, dimension);
        let narrow = panel.narrow.as_deref().map(fold);
        let words: Vec<&str> = narrow.iter().flat_map(|text| text.split(' ')).collect();
        let is_meant = |test: &Test| is_called(world, test, &words);
        let pinned = panel.pinned.iter().filter(|test| is_meant(test));
        let pinned = pinned.map(|test| {
            let known = counted.iter().find(|value| value.test == *test);
            let count = || world.count_of(view, dimension, test);
            Counted {
                test: test.clone(),
                count: known.map_or_else(count, |known| known.count),
            }
        });
        let others = counted.iter().enumerate();
        let others = others
            .filter(|(_, value)| !panel.pinned.contains(&value.test) && is_meant(&value.test));
        Self {
            pinned: pinned.collect(),
            others: others.map(|(at, _)| at).collect(),
            counted,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.pinned.len() + self.others.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value in a row, from 0.
    pub fn get(&self, row: usize) -> Option<&Counted> {
        match row.checked_sub(self.pinned.len()) {
            None => self.pinned.get(row),
            Some(other) => self.counted.get(*self.others.get(other)?),
        }
    }

    /// The largest count of the dimension.
    pub fn most(&self) -> usize {
        let counts = self.pinned.iter().chain(self.counted.first());
        counts.map(|value| value.count).max().unwrap_or(0)
    }
}

/// The values that clauses of a key name, each once.
fn named(filter: &Filter, key: Key) -> Vec<Test> {
    let mut named = Vec::new();
    let clauses = filter.clauses().iter();
    for test in clauses
        .filter(|it| it.key == Some(key))
        .flat_map(|it| &it.any)
    {
        if !named.contains(test) {
            named.push(test.clone());
        }
    }
    named
}

/// All values of a dimension with what a view's filter makes of each: those that it names first, then those of most events.
pub fn facets(world: &World, view: &View, dimension: Dimension) -> Vec<Facet> {
    let rows = Rows::of(world, view, &Panel::of(dimension, &view.filter));
    let rows = (0..rows.len()).filter_map(|row| rows.get(row).cloned());
    let facet = |value: Counted| Facet {
        choice: choice(&view.filter, dimension.key(), &value.test),
        test: value.test,
        count: value.count,
    };
    rows.map(facet).collect()
}

/// What a filter makes of a value of a key.
pub fn choice(filter: &Filter, key: Key, test: &Test) -> Choice {
    let of_key = filter.clauses().iter().filter(|it| it.key == Some(key));
    let mut naming = of_key.filter(|clause| clause.any.contains(test));
    match naming.next().map(|clause| clause.negated) {
        None => Choice::Open,
        Some(false) => Choice::Chosen,
        Some(true) => Choice::LeftOut,
    }
}

/// The same filter with a value chosen as well; without it, if it named it.
pub fn toggled(filter: &Filter, key: Key, test: &Test) -> Filter {
    match choice(filter, key, test) {
        Choice::Open => with(filter, key, test, false),
        Choice::Chosen | Choice::LeftOut => without(filter, key, test),
    }
}

/// The same filter with a value left out as well; without that, if it did leave it out.
pub fn left_out(filter: &Filter, key: Key, test: &Test) -> Filter {
    let others = without(filter, key, test);
    match choice(filter, key, test) {
        Choice::LeftOut => others,
        Choice::Open | Choice::Chosen => with(&others, key, test, true),
    }
}

/// The same filter with this value of a key and no other.
pub fn only(filter: &Filter, key: Key, test: &Test) -> Filter {
    with(&cleared(filter, key), key, test, false)
}

/// The same filter with nothing to say of a key.
pub fn cleared(filter: &Filter, key: Key) -> Filter {
    filter.without(|clause| clause.key == Some(key))
}

/// One more value in the last clause of a key that asks for values, or leaves them out; in one of its own where there is none.
fn with(filter: &Filter, key: Key, test: &Test, negated: bool) -> Filter {
    let mut clauses = filter.clauses().to_vec();
    let mut fitting = clauses.iter_mut().rev();
    let last = fitting.find(|it| it.key == Some(key) && it.negated == negated);
    match last {
        Some(clause) => clause.any.push(test.clone()),
        None => clauses.push(Clause {
            negated,
            ..Clause::of(key, test.clone())
        }),
    }
    Filter::new(clauses)
}

/// No clause of a key names the value; one that named no other is gone.
fn without(filter: &Filter, key: Key, test: &Test) -> Filter {
    let mut clauses = filter.clauses().to_vec();
    for clause in clauses.iter_mut().filter(|it| it.key == Some(key)) {
        clause.any.retain(|other| other != test);
    }
    clauses.retain(|clause| !clause.any.is_empty());
    Filter::new(clauses)
}

/// A value as people know it.
pub fn name(world: &World, test: &Test) -> String {
    match test {
        Test::Actor { actor, whole } => {
            let name = world.dataset.actor_name(*actor);
            if *whole || !world.has_members(*actor) {
                name.to_owned()
            } else {
                format!("{name} itself")
            }
        }
        Test::Place(place) => {
            let place = world.gazetteer.place(*place);
            place.map_or(String::new(), |place| place.name.to_string())
        }
        Test::Region(None) => "elsewhere".to_owned(),
        Test::Region(Some(region)) => {
            let region = world.regions().get(*region);
            region.map_or(String::new(), |region| region.name.to_string())
        }
        Test::Type(kind) => kind.name().to_owned(),
        Test::Status(status) => status.name().to_owned(),
        Test::Voice(None) => "the document itself".to_owned(),
        Test::Voice(Some(kind)) => kind.name().to_owned(),
        Test::Publisher(name) => name.to_string(),
        Test::Document(doc) => {
            let document = world.document(*doc);
            let title = document.map(|document| document.title.as_ref().unwrap_or(&document.id));
            title.map_or(String::new(), |title| format!("“{title}”"))
        }
        Test::Where(precision) => precision.name().to_owned(),
        Test::When(precision) => precision.name().to_owned(),
        // No dimension has these.
        Test::Near { .. }
        | Test::Within(_)
        | Test::Has(_)
        | Test::Tag(_)
        | Test::Fatalities(..)
        | Test::Words(_) => String::new(),
    }
}

/// Whether one of a value's names has all of some folded words in it.
fn is_called(world: &World, test: &Test, words: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    let has_all = |name: &str| {
        let name = fold(name);
        words.iter().all(|word| name.contains(word))
    };
    let others = match test {
        Test::Actor { actor, .. } => {
            let actor = world.dataset.actors.get(actor.at());
            actor.map_or(&[][..], |actor| &actor.aliases)
        }
        Test::Place(place) => world.gazetteer.place(*place).map_or(&[][..], |it| &it.alt),
        _ => &[],
    };
    has_all(&name(world, test)) || others.iter().any(|other| has_all(other))
}
