//! Ids that stand twice: the first one counts, whoever has it, and the others are set aside.
//!
//! Ids are compared by hash, and read again only where two hashes are the same.

use std::collections::HashSet;

use super::fault::{At, Fault, Severity, quoted};
use super::id::IdAt;
use super::worker::Yield;
use crate::model::columns::Columns;
use crate::model::events::RecordAt;
use crate::model::text::Text;

/// A record that has an id, taken or not.
#[derive(Debug, Clone, Copy)]
struct Claim {
    id: u64,
    at: RecordAt,
    /// Which yield, and which row of it; `None` for one that was set aside.
    row: Option<(u32, u32)>,
}

/// Sets aside what has an id that was there before. `read` reads a record's id again; `label` says what a file is called.
/// Returns whether any was.
pub(super) fn set_aside(
    yields: &mut [Yield],
    read: impl Fn(RecordAt) -> Option<IdAt>,
    label: impl Fn(u32) -> Text,
) -> bool {
    let doubtful = doubtful(yields);
    if doubtful.is_empty() {
        return false;
    }
    let mut claims = claims(yields, &doubtful);
    claims.sort_by_key(|claim| (claim.id, claim.at.source, claim.at.offset));
    let mut doomed: Vec<Vec<u32>> = yields.iter().map(|_| Vec::new()).collect();
    let mut faults: Vec<(usize, Fault)> = Vec::new();
    for same in claims.chunk_by(|a, b| a.id == b.id) {
        let mut firsts: Vec<(String, At)> = Vec::new();
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
                file: label(claim.at.source),
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
            let home = yields
                .iter()
                .position(|yielded| yielded.file == claim.at.source);
            faults.push((home.unwrap_or(0), fault));
            if let Some((yielded, row)) = claim.row
                && let Some(rows) = doomed.get_mut(yielded as usize)
            {
                rows.push(row);
            }
        }
    }
    let is_any = !faults.is_empty();
    for (home, fault) in faults {
        if let Some(yielded) = yields.get_mut(home) {
            yielded.faults.push(fault);
        }
    }
    for (yielded, mut rows) in yields.iter_mut().zip(doomed) {
        rows.sort_unstable();
        yielded.set_aside += rows.len();
        yielded.forget(&rows);
    }
    is_any
}

/// The hashes that more than one record has. Found on all cores, each for its share of all hashes.
fn doubtful(yields: &[Yield]) -> HashSet<u64> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let rows: usize = yields
        .iter()
        .map(|yielded| yielded.columns.len() + yielded.aside.len())
        .sum();
    let find = |share: u64| {
        let mut seen = Seen::new(rows / usize::try_from(cores).unwrap_or(1));
        let mut doubtful = HashSet::new();
        for yielded in yields {
            let aside = yielded.aside.iter().map(|aside| aside.id);
            let taken = yielded.columns.ids();
            for id in taken.iter().copied().chain(aside) {
                if id % cores == share && !seen.insert(id) {
                    doubtful.insert(id);
                }
            }
        }
        doubtful
    };
    if rows < 10_000 {
        return (0..cores).flat_map(find).collect();
    }
    std::thread::scope(|scope| {
        let find = &find;
        let shares: Vec<_> = (0..cores)
            .map(|share| scope.spawn(move || find(share)))
            .collect();
        let found = shares.into_iter().filter_map(|share| share.join().ok());
        found.flatten().collect()
    })
}

/// Hashes seen so far: they are as good as random, so that a table needs nothing but them.
struct Seen {
    /// 0 is a place that is free.
    slots: Vec<u64>,
    len: usize,
    has_zero: bool,
}

impl Seen {
    fn new(expected: usize) -> Self {
        Self {
            slots: vec![0; (expected * 2).next_power_of_two().max(16)],
            len: 0,
            has_zero: false,
        }
    }

    /// Whether it is seen for the first time.
    fn insert(&mut self, hash: u64) -> bool {
        if hash == 0 {
            return !std::mem::replace(&mut self.has_zero, true);
        }
        if self.len * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        // The upper half: the lowest bits say whose share it is.
        let mut at = usize::try_from(hash >> 20).unwrap_or(0) & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == hash {
                return false;
            }
            if *slot == 0 {
                *slot = hash;
                self.len += 1;
                return true;
            }
            at = (at + 1) & mask;
        }
        true
    }

    fn grow(&mut self) {
        let larger = vec![0; self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, larger);
        self.len = 0;
        for hash in old.into_iter().filter(|hash| *hash != 0) {
            self.insert(hash);
        }
    }
}

fn claims(yields: &[Yield], doubtful: &HashSet<u64>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (number, yielded) in (0_u32..).zip(yields) {
        let taken = (0_u32..).zip(yielded.columns.records());
        claims.extend(
            taken
                .filter(|(_, (id, _))| doubtful.contains(id))
                .map(|(row, (id, at))| Claim {
                    id,
                    at,
                    row: Some((number, row)),
                }),
        );
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
    /// Loses some rows, in order, and what only they had to say.
    fn forget(&mut self, rows: &[u32]) {
        if rows.is_empty() {
            return;
        }
        let gone: HashSet<u64> = self
            .columns
            .records()
            .enumerate()
            .filter(|(row, _)| {
                u32::try_from(*row).is_ok_and(|row| rows.binary_search(&row).is_ok())
            })
            .map(|(_, (_, at))| at.offset)
            .collect();
        self.links.retain(|link| !gone.contains(&link.from));
        let columns: Columns = std::mem::take(&mut self.columns);
        self.columns = columns.without(rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_seen_is_known(hashes in prop::collection::vec(prop_oneof![0_u64..20, any::<u64>()], 0..200)) {
            let mut seen = Seen::new(4);
            let mut known = HashSet::new();
            for hash in hashes {
                prop_assert_eq!(seen.insert(hash), known.insert(hash));
            }
        }
    }
}
