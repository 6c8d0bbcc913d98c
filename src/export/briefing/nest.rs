//! Lists and quotes around blocks: a briefing says of each block how deep it is, formats need to know what opens and closes.
//!
//! Known to be imperfect: where a quote and a list begin with one block, the quote is taken to hold the list.

use crate::model::briefing::{Block, Marker};

/// What holds blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// A quote.
    Quote,
    /// An item of a list.
    Item(Marker),
}

/// What is open while blocks come one after the other, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Nest(Vec<Holder>);

/// What a block changes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// So many stay open.
    pub kept: usize,
    /// These close, the outermost first.
    pub closed: Vec<Holder>,
    /// These open, the outermost first.
    pub opened: Vec<Holder>,
}

impl Nest {
    /// Everything that holds the last block.
    pub fn holders(&self) -> &[Holder] {
        &self.0
    }

    /// Goes on to a block.
    pub fn enter(&mut self, block: &Block) -> Change {
        let (quotes, depth) = (usize::from(block.quoted), usize::from(block.depth));
        // An item begins where another one of its depth ends.
        let items = depth.saturating_sub(usize::from(block.marker.is_some()));
        let mut left = (quotes, items);
        let kept = self.0.iter().take_while(|holder| {
            let left = match holder {
                Holder::Quote => &mut left.0,
                Holder::Item(_) => &mut left.1,
            };
            let stays = *left > 0;
            *left = left.saturating_sub(1);
            stays
        });
        let kept = kept.count();
        let closed = self.0.split_off(kept);
        let count = |is_so: fn(&Holder) -> bool| self.0.iter().filter(|one| is_so(one)).count();
        let held = count(|holder| *holder == Holder::Quote);
        let mut opened = vec![Holder::Quote; quotes.saturating_sub(held)];
        if let Some(marker) = block.marker {
            // A list may begin with a list.
            let within = count(|holder| matches!(holder, Holder::Item(_)));
            let around = items.saturating_sub(within);
            opened.extend(vec![Holder::Item(Marker::Bullet); around]);
            opened.push(Holder::Item(marker));
        }
        self.0.extend(&opened);
        Change {
            kept,
            closed,
            opened,
        }
    }

    /// Closes everything.
    pub fn leave(&mut self) -> Vec<Holder> {
        std::mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::briefing::Kind;

    fn block(quoted: u8, depth: u8, marker: Option<Marker>) -> Block {
        Block {
            kind: Kind::Words(Vec::new()),
            part: 0,
            quoted,
            depth,
            marker,
            tight: false,
        }
    }

    #[test]
    fn lists_and_quotes_open_and_close_where_their_blocks_say() {
        let bullet = Holder::Item(Marker::Bullet);
        let mut nest = Nest::default();
        for (quoted, depth, marker, kept, closed, opened) in [
            (0, 0, None, 0, vec![], vec![]),
            (0, 1, Some(Marker::Bullet), 0, vec![], vec![bullet]),
            (0, 2, Some(Marker::Bullet), 1, vec![], vec![bullet]),
            (0, 1, None, 1, vec![bullet], vec![]),
            (1, 1, None, 1, vec![], vec![Holder::Quote]),
            (
                0,
                1,
                Some(Marker::Number(3)),
                0,
                vec![bullet, Holder::Quote],
                vec![Holder::Item(Marker::Number(3))],
            ),
            (
                1,
                0,
                None,
                0,
                vec![Holder::Item(Marker::Number(3))],
                vec![Holder::Quote],
            ),
            (1, 2, Some(Marker::Bullet), 1, vec![], vec![bullet, bullet]),
        ] {
            let change = nest.enter(&block(quoted, depth, marker));
            assert_eq!(
                change,
                Change {
                    kept,
                    closed,
                    opened
                },
                "{quoted} {depth} {marker:?}"
            );
        }
        assert_eq!(nest.leave(), [Holder::Quote, bullet, bullet]);
    }
}
