//! The box around very many points.
//!
//! The smallest box leaves out the widest empty stretch around the Earth. To find it not every point has to be kept: of all
//! that lie within one 65,536th of the Earth, 600 m at the equator, the first and the last are enough, unless there is no
//! wider empty stretch than that, and then the box goes around the Earth.

use crate::model::geo::{Merc, MercBox};

/// How many bits of a longitude make one slot.
const SLOT_BITS: u32 = 16;

/// Points on their way into a box.
#[derive(Debug, Clone, Default)]
pub struct Extent {
    /// The least and the greatest `x` of each slot; empty until there is a point.
    slots: Vec<Option<(u32, u32)>>,
    north: u32,
    south: u32,
}

impl Extent {
    /// One more point.
    pub fn add(&mut self, at: Merc) {
        if self.slots.is_empty() {
            self.slots = vec![None; 1 << (32 - SLOT_BITS)];
            (self.north, self.south) = (at.y, at.y);
        }
        if let Some(slot) = self.slots.get_mut((at.x >> SLOT_BITS) as usize) {
            let (least, most) = slot.unwrap_or((at.x, at.x));
            *slot = Some((least.min(at.x), most.max(at.x)));
        }
        self.north = self.north.min(at.y);
        self.south = self.south.max(at.y);
    }

    /// More points.
    pub fn add_all(&mut self, points: impl IntoIterator<Item = Merc>) {
        for at in points {
            self.add(at);
        }
    }

    /// The smallest box around all of them, across the antimeridian where that is shorter; `None` without a point.
    pub fn bounds(&self) -> Option<MercBox> {
        let of_slots = self.slots.iter().flatten();
        let xs = of_slots.flat_map(|(least, most)| [*least, *most]);
        let corners = [self.north, self.south];
        let points = xs.zip(corners.into_iter().cycle());
        let around = MercBox::around(points.map(|(x, y)| Merc { x, y }))?;
        // What is left out may lie between the first and the last of one slot.
        let empty = u32::MAX - around.width;
        let whole = self.slots.iter().flatten().count() > 1 && empty < 1 << SLOT_BITS;
        Some(MercBox {
            width: if whole { u32::MAX } else { around.width },
            north: self.north,
            south: self.south,
            ..around
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_box_is_that_around_all_points(points in prop::collection::vec((any::<u32>(), any::<u32>()), 0..40), near in any::<bool>()) {
            let points: Vec<Merc> = points.into_iter().map(|(x, y)| Merc { x: if near { x >> 18 } else { x }, y }).collect();
            let mut extent = Extent::default();
            extent.add_all(points.iter().copied());
            prop_assert_eq!(extent.bounds(), MercBox::around(points));
        }
    }
}
