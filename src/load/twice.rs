//! Ids that stand twice: the first one counts, whoever has it, and the others are set aside.
//!
//! Ids are compared by hash, and read again only where two hashes are the same.

use std::collections::HashSet;
use std::ops::Range;

use super::fault::{At, Fault, Severity, quoted};
use super::id::IdAt;
use super::settle::Brought;
use super::worker::Yield;
use crate::model::columns::Columns;
use crate::model::events::RecordAt;
use crate::model::text::Text;

/// A record that has an id, taken or not.
#[derive(Debug, Clone, Copy)]
struct Claim {
    id: u64,
    at: RecordAt,
    /// Which yield, and which row of its worker's; `None` for one that was set aside.
    row: Option<(usize, usize)>,
}

/// Sets aside what has an id that was there before. `read` reads a record's id again; `label` says what a file is called.
/// Returns whether any was.
pub(super) fn set_aside(
    yields: &mut [Yield],
    brought: &[Brought],
    read: impl Fn(RecordAt) -> Option<IdAt>,
    label: impl Fn(u32) -> Text,
) -> bool {
    let doubtful = doubtful(yields, brought);
    if doubtful.is_empty() {
        return false;
    }
    let mut claims = claims(yields, brought, &doubtful);
    claims.sort_by_key(|claim| (claim.id, claim.at.source, claim.at.offset));
    let mut doomed: Vec<HashSet<usize>> = yields.iter().map(|_| HashSet::new()).collect();
    let mut faults: Vec<(usize, Fault)> = Vec::new();
    for same in claims.chunk_by(|a, b| a.id == b.id) {
        for (claim, mut fault) in repeats(same, &read) {
            fault.file = label(claim.at.source);
            let home = yields
                .iter()
                .position(|yielded| yielded.file == claim.at.source);
            faults.push((home.unwrap_or(0), fault));
            if let Some((yielded, row)) = claim.row
                && let Some(rows) = doomed.get_mut(yielded)
            {
                rows.insert(row);
            }
        }
    }
    let is_any = !faults.is_empty();
    for (home, fault) in faults {
        if let Some(yielded) = yields.get_mut(home) {
            yielded.faults.push(fault);
        }
    }
    for (yielded, rows) in yields.iter_mut().zip(doomed) {
        if let Some(one) = brought.get(yielded.worker).filter(|_| !rows.is_empty()) {
            yielded.set_aside += rows.len();
            yielded.forget(&rows, &one.columns);
        }
    }
    is_any
}

/// Which of the records with one hash have an id that another had before, each with the fault that this is.
fn repeats<'c>(
    same: &'c [Claim],
    read: &impl Fn(RecordAt) -> Option<IdAt>,
) -> Vec<(&'c Claim, Fault)> {
    let mut firsts: Vec<(String, At)> = Vec::new();
    let mut repeats = Vec::new();
    for claim in same {
        let Some(found) = read(claim.at) else {
            continue;
        };
        let at = At {
            file: claim.at.source as usize,
            offset: usize::try_from(claim.at.offset).unwrap_or(usize::MAX) + found.at,
        };
        let Some((id, first)) = firsts.iter().find(|(id, _)| *id == found.id) else {
            firsts.push((found.id, at));
            continue;
        };
        let fault = Fault {
            severity: Severity::Error,
            file: Text::default(),
            line: 0,
            column: 0,
            path: Text::clean("id"),
            event: Some(Text::clean(&super::fault::excerpt(id))),
            found: Text::clean(&format!("the id {} a second time", quoted(id))),
            expected: Text::clean("ids that are unique"),
            hint: None,
            offset: at.offset,
            first: Some(*first),
        };
        repeats.push((claim, fault));
    }
    repeats
}

/// The hashed ids of a stretch of a file, of what was taken and of what was not.
fn ids<'y>(yielded: &'y Yield, brought: &'y [Brought]) -> impl Iterator<Item = u64> + 'y {
    let ids = brought
        .get(yielded.worker)
        .map_or(&[][..], |one| one.columns.ids());
    let rows = yielded.rows.iter();
    let taken = rows.flat_map(|rows| ids.get(rows.clone()).unwrap_or(&[]));
    taken
        .copied()
        .chain(yielded.aside.iter().map(|aside| aside.id))
}

/// The hashes that more than one record has.
fn doubtful(yields: &[Yield], brought: &[Brought]) -> HashSet<u64> {
    let all = || yields.iter().flat_map(|yielded| ids(yielded, brought));
    let records = yields
        .iter()
        .map(|yielded| yielded.taken() + yielded.aside.len());
    let mut sieve = Sieve::new(records.sum());
    for id in all() {
        sieve.note(id);
    }
    let mut suspects: Vec<u64> = all().filter(|id| sieve.is_doubtful(*id)).collect();
    suspects.sort_unstable();
    let same = suspects
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() > 1);
    same.filter_map(|same| same.first().copied()).collect()
}

/// Tells quickly of most hashes that nothing else has them: two bits for each of many places that a hash may fall into.
struct Sieve {
    once: Vec<u64>,
    twice: Vec<u64>,
}

/// So many places are there for each hash.
const PLACES: usize = 16;

impl Sieve {
    fn new(hashes: usize) -> Self {
        let words = (hashes * PLACES / 64).next_power_of_two();
        Self {
            once: vec![0; words],
            twice: vec![0; words],
        }
    }

    /// The word of a hash's place, and its bit.
    fn place(&self, hash: u64) -> (usize, u64) {
        let word = usize::try_from(hash >> 6).unwrap_or(0) & (self.once.len() - 1);
        (word, 1 << (hash & 63))
    }

    fn note(&mut self, hash: u64) {
        let (word, bit) = self.place(hash);
        if let (Some(once), Some(twice)) = (self.once.get_mut(word), self.twice.get_mut(word)) {
            *twice |= *once & bit;
            *once |= bit;
        }
    }

    /// Whether another hash may be the same.
    fn is_doubtful(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.twice.get(word).is_some_and(|twice| twice & bit != 0)
    }
}

fn claims(yields: &[Yield], brought: &[Brought], doubtful: &HashSet<u64>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (number, yielded) in yields.iter().enumerate() {
        if let Some(columns) = brought.get(yielded.worker).map(|one| &one.columns) {
            let rows = yielded.rows.iter().cloned().flatten();
            claims.extend(rows.filter_map(|row| {
                let id = *columns.ids().get(row)?;
                Some(Claim {
                    id,
                    at: columns.record(row).filter(|_| doubtful.contains(&id))?,
                    row: Some((number, row)),
                })
            }));
        }
        let aside = yielded
            .aside
            .iter()
            .filter(|aside| doubtful.contains(&aside.id));
        claims.extend(aside.map(|aside| Claim {
            id: aside.id,
            at: RecordAt {
                source: yielded.file,
                offset: aside.offset,
                len: aside.len,
            },
            row: None,
        }));
    }
    claims
}

impl Yield {
    /// Loses some rows, and what only they had to say.
    fn forget(&mut self, gone: &HashSet<usize>, columns: &Columns) {
        let records = gone.iter().filter_map(|row| columns.record(*row));
        let records: HashSet<u64> = records.map(|record| record.offset).collect();
        self.links.retain(|link| !records.contains(&link.from));
        let mut rows: Vec<Range<usize>> = Vec::new();
        for row in std::mem::take(&mut self.rows).into_iter().flatten() {
            match rows.last_mut() {
                _ if gone.contains(&row) => {}
                Some(last) if last.end == row => last.end += 1,
                _ => rows.push(row..row + 1),
            }
        }
        self.rows = rows;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_there_twice_is_doubtful(hashes in prop::collection::vec(prop_oneof![0_u64..20, any::<u64>()], 0..200)) {
            let mut sieve = Sieve::new(hashes.len());
            for hash in &hashes {
                sieve.note(*hash);
            }
            for hash in &hashes {
                let count = hashes.iter().filter(|other| *other == hash).count();
                prop_assert!(count == 1 || sieve.is_doubtful(*hash));
            }
        }
    }
}
