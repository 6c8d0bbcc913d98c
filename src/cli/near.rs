//! Which id could have been meant by one that no event has.

use strsim::jaro_winkler;

use super::open::Opened;
use crate::model::text::Text;

/// An id is taken for a slip of another one where they are at least so alike; the same is 1.
const LEAST_NEAR: f64 = 0.75;
/// Ids are in the records: of more events than this, which would take seconds, none is suggested.
const MOST_LOOKED_AT: usize = 200_000;
/// No more ids than this are suggested.
const MOST_NEAR: usize = 3;

/// The ids of all events.
pub(super) struct Ids(Vec<Text>);

impl Ids {
    /// Reads them; none where there are too many.
    pub fn of(opened: &Opened) -> Self {
        let events = &opened.world.dataset.events;
        if events.len() > MOST_LOOKED_AT {
            return Self(Vec::new());
        }
        let records = events.all().map(|event| (opened.reader)(event));
        Self(records.flatten().map(|record| record.id).collect())
    }

    /// The ids that are nearest to one that no event has, nearest first.
    pub fn nearest(&self, id: &str) -> Vec<&Text> {
        let wanted = id.to_lowercase();
        let mut near: Vec<(f64, &Text)> = Vec::new();
        for known in &self.0 {
            let how = jaro_winkler(&wanted, &known.to_lowercase());
            let is_nearer = near.len() < MOST_NEAR || near.last().is_some_and(|last| how > last.0);
            if how >= LEAST_NEAR && is_nearer {
                let at = near.partition_point(|(other, _)| *other >= how);
                near.insert(at, (how, known));
                near.truncate(MOST_NEAR);
            }
        }
        near.into_iter().map(|(_, known)| known).collect()
    }

    /// The one id that is most likely meant: "e01" by "e1", else the nearest.
    pub fn likeliest(&self, id: &str) -> Option<&Text> {
        let wanted = bare(id);
        let same = self.0.iter().find(|known| bare(known) == wanted);
        same.or_else(|| self.nearest(id).first().copied())
    }
}

/// The letters and digits of an id, without the noughts that only fill its numbers up.
fn bare(id: &str) -> String {
    let mut bare = String::new();
    let letters = id.chars().flat_map(char::to_lowercase);
    for letter in letters.filter(|letter| letter.is_alphanumeric()) {
        let fills = letter == '0' && !bare.ends_with(|before: char| before.is_ascii_digit());
        if !fills {
            bare.push(letter);
        }
    }
    bare
}
