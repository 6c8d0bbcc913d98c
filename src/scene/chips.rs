//! What the events are narrowed to, in words: a chip for each clause of the filter.

use super::prose::grouped;
use crate::app::facets;
use crate::app::view::View;
use crate::app::world::World;
use crate::model::filter::{Clause, Has, Test};
use crate::model::query::Key;
use crate::model::time::in_words;

/// What the events are narrowed to, in the order of the chips.
pub(super) fn chips(world: &World, view: &View) -> Vec<String> {
    let clauses = view.filter.clauses().iter();
    clauses.map(|clause| words(world, clause)).collect()
}

/// A clause in words.
pub fn words(world: &World, clause: &Clause) -> String {
    let values: Vec<String> = clause.any.iter().map(|test| value(world, test)).collect();
    let values = values.join(", ");
    let said = match clause.key {
        Some(Key::Agent) => format!("{values} acts"),
        Some(Key::Target) => format!("against {values}"),
        Some(Key::Partner) => format!("{values} beside"),
        Some(Key::By) => format!("said by {values}"),
        Some(Key::Place) => format!("in {values}"),
        Some(Key::Source) => format!("from {values}"),
        Some(Key::Where) => format!("known to the {values}"),
        Some(Key::When) => format!("dated to the {values}"),
        Some(Key::Has) => format!("with {values}"),
        Some(Key::Fatalities) => format!("{values} dead"),
        _ => values,
    };
    if clause.negated {
        format!("not {said}")
    } else {
        said
    }
}

fn value(world: &World, test: &Test) -> String {
    let place_name = |place| world.gazetteer.place(place).map_or("", |place| &place.name);
    match test {
        Test::Near { at, metres, place } => {
            let km = f64::from(*metres) / 1_000.0;
            let at = at.to_lonlat();
            match place {
                Some(place) => format!("within {km} km of {}", place_name(*place)),
                None => format!("within {km} km of {:.4}, {:.4}", at.lat, at.lon),
            }
        }
        Test::Region(None) => "elsewhere".to_owned(),
        Test::Region(Some(region)) => {
            let region = world.regions().get(*region);
            region.map_or(String::new(), |region| format!("{} region", region.name))
        }
        Test::Within(stretch) => in_words(stretch),
        Test::Has(Has::Report) => "a report".to_owned(),
        Test::Has(has) => format!("{} known", has.name()),
        Test::Tag(tag) => {
            let tag = world.dataset.tags.get(tag.at());
            tag.map_or(String::new(), |tag| format!("#{tag}"))
        }
        Test::Fatalities(least, u32::MAX) => format!("{} or more", grouped(*least as usize)),
        Test::Fatalities(0, most) => format!("up to {}", grouped(*most as usize)),
        Test::Fatalities(least, most) if least == most => grouped(*least as usize),
        Test::Fatalities(least, most) => format!("{least}–{most}"),
        Test::Words(words) if world.words().is_none() => format!("“{words}” (reading …)"),
        Test::Words(words) => format!("“{words}”"),
        _ => facets::name(world, test),
    }
}
