//! Counts of events by where they are and in what colour, that events can enter and leave.

/// How a thing is coloured, as a number: what [`code`](super::crowd::code) says of its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// There is nothing to be coloured.
    #[default]
    None,
    /// All have one colour.
    One(u32),
    /// There are several.
    Several,
}

impl Colour {
    /// That of both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, other) => other,
            (own, Self::None) => own,
            (own, other) if own == other => own,
            _ => Self::Several,
        }
    }
}

/// One event, as it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct One {
    /// Its number.
    pub event: u32,
    /// Its colour.
    pub code: u32,
    /// It is not said to have happened.
    pub unreal: bool,
}

/// The events at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slot {
    /// How many there are.
    pub total: u32,
    /// How many of them are not said to have happened.
    pub unreal: u32,
    /// How many colours they have, and the sum of these: the colour itself, where there is one.
    kinds: u32,
    codes: u32,
    /// All their numbers, one over the other: the number itself, where there is one event.
    events: u32,
}

impl Slot {
    /// Their colour.
    pub fn colour(&self) -> Colour {
        match self.kinds {
            0 => Colour::None,
            1 => Colour::One(self.codes),
            _ => Colour::Several,
        }
    }

    /// The number of the event, where it is the only one.
    pub fn only(&self) -> Option<u32> {
        (self.total == 1).then_some(self.events)
    }
}

/// Counts at many places.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    slots: Vec<Slot>,
    /// For each place a count of each of the first colours, of which most events are.
    frequent: Vec<u32>,
    /// For each place the counts of the others, sorted by colour.
    rare: Vec<Vec<(u32, u32)>>,
}

/// As many colours have a count at every place.
const FREQUENT: usize = 64;

impl Counts {
    /// Nothing at so many places.
    pub fn new(places: usize) -> Self {
        Self {
            slots: vec![Slot::default(); places],
            frequent: vec![0; places * FREQUENT],
            rare: vec![Vec::new(); places],
        }
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.slots.len()
    }

    /// Takes all events out.
    pub fn clear(&mut self) {
        let rows = self.frequent.chunks_mut(FREQUENT).zip(&mut self.rare);
        for (slot, (frequent, rare)) in self.slots.iter_mut().zip(rows) {
            if slot.total > 0 {
                *slot = Slot::default();
                frequent.fill(0);
                rare.clear();
            }
        }
    }

    /// An event enters or leaves.
    pub fn change(&mut self, place: usize, one: One, enters: bool) {
        let Some(count) = self.count(place, one.code) else {
            return;
        };
        let is_edge = if enters {
            *count += 1;
            *count == 1
        } else {
            *count = count.saturating_sub(1);
            *count == 0
        };
        let Some(slot) = self.slots.get_mut(place) else {
            return;
        };
        let unreal = u32::from(one.unreal);
        slot.events ^= one.event;
        if enters {
            slot.total += 1;
            slot.unreal += unreal;
            if is_edge {
                slot.kinds += 1;
                slot.codes = slot.codes.wrapping_add(one.code);
            }
        } else {
            slot.total = slot.total.saturating_sub(1);
            slot.unreal = slot.unreal.saturating_sub(unreal);
            if is_edge {
                slot.kinds = slot.kinds.saturating_sub(1);
                slot.codes = slot.codes.wrapping_sub(one.code);
            }
        }
    }

    /// The count of one colour at one place.
    fn count(&mut self, place: usize, code: u32) -> Option<&mut u32> {
        let at = code as usize;
        if at < FREQUENT {
            return self.frequent.get_mut(place * FREQUENT + at);
        }
        let rare = self.rare.get_mut(place)?;
        let at = match rare.binary_search_by_key(&code, |(known, _)| *known) {
            Ok(at) => at,
            Err(at) => {
                rare.insert(at, (code, 0));
                at
            }
        };
        rare.get_mut(at).map(|(_, count)| count)
    }

    /// Adds all of another one's events.
    pub fn absorb(&mut self, other: &Self) {
        for (place, more) in other
            .slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.total > 0)
        {
            let (mut kinds, mut codes) = (0, 0_u32);
            other.each_colour(place, |code, count| {
                if let Some(known) = self.count(place, code) {
                    if *known == 0 {
                        kinds += 1;
                        codes = codes.wrapping_add(code);
                    }
                    *known += count;
                }
            });
            if let Some(slot) = self.slots.get_mut(place) {
                slot.total += more.total;
                slot.unreal += more.unreal;
                slot.kinds += kinds;
                slot.codes = slot.codes.wrapping_add(codes);
                slot.events ^= more.events;
            }
        }
    }

    /// What is at a place.
    pub fn slot(&self, place: usize) -> Slot {
        self.slots.get(place).copied().unwrap_or_default()
    }

    /// The places with events.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Slot)> {
        let slots = self.slots.iter().enumerate();
        slots.filter(|(_, slot)| slot.total > 0)
    }

    /// How many events of each colour are at a place; colours without any are left out.
    pub fn each_colour(&self, place: usize, mut found: impl FnMut(u32, u32)) {
        let slot = self.slot(place);
        if let Colour::One(code) = slot.colour() {
            return found(code, slot.total);
        }
        // Most places have few colours, and these are the first.
        let mut left = slot.kinds;
        let row = self.frequent.get(place * FREQUENT..(place + 1) * FREQUENT);
        for (code, count) in (0..).zip(row.unwrap_or(&[])) {
            if *count > 0 {
                found(code, *count);
                left -= 1;
            }
            if left == 0 {
                return;
            }
        }
        for (code, count) in self.rare.get(place).into_iter().flatten() {
            if *count > 0 {
                found(*code, *count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn what_entered_and_did_not_leave_is_counted(
            moves in prop::collection::vec((0..4_usize, 0..40_u32, 0..60_u32), 0..300), split in 0..300_usize,
        ) {
            // An event's colour follows from its number, so that it leaves as it came.
            let one = |event: u32, code: u32| One { event: event * 64 + code, code: code % 40, unreal: event.is_multiple_of(3) };
            let mut inside: BTreeSet<(usize, One)> = BTreeSet::new();
            let (mut counts, mut first) = (Counts::new(4), None);
            for (number, (place, event, code)) in moves.iter().enumerate() {
                if number == split {
                    first = Some((std::mem::replace(&mut counts, Counts::new(4)), std::mem::take(&mut inside)));
                }
                let one = one(*event + if number < split { 0 } else { 1_000 }, *code);
                let enters = inside.insert((*place, one));
                if !enters {
                    inside.remove(&(*place, one));
                }
                counts.change(*place, one, enters);
            }
            if let Some((earlier, others)) = first {
                counts.absorb(&earlier);
                inside.extend(others);
            }
            for place in 0..4 {
                let here: Vec<One> = inside.iter().filter(|(at, _)| *at == place).map(|(_, one)| *one).collect();
                let slot = counts.slot(place);
                prop_assert_eq!(slot.total as usize, here.len());
                prop_assert_eq!(slot.unreal as usize, here.iter().filter(|one| one.unreal).count());
                let colours: BTreeSet<u32> = here.iter().map(|one| one.code).collect();
                let colour = here.iter().fold(Colour::None, |colour, one| colour.with(Colour::One(one.code)));
                prop_assert_eq!(slot.colour(), colour);
                prop_assert_eq!(slot.only(), here.first().filter(|_| here.len() == 1).map(|one| one.event));
                let mut told = BTreeSet::new();
                counts.each_colour(place, |code, count| {
                    assert_eq!(count as usize, here.iter().filter(|one| one.code == code).count());
                    told.insert(code);
                });
                prop_assert_eq!(told, colours);
            }
            counts.clear();
            prop_assert_eq!(counts.filled().count(), 0);
        }
    }
}
