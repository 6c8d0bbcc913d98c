//! The events that a step of a briefing cites, on the map: which marks stand for them, and their numbers beside these.
//!
//! A number never hides an event, nor a sign that says what a place is worth or what is selected: where there is no room
//! beside a mark, the mark stands out alone.

use unicode_width::UnicodeWidthStr as _;

use super::labels::Occupancy;
use super::map::Sheet;
use super::marks::{Hold, Mark};
use crate::app::cells::{Cell, stand};
use crate::model::entry::EventIx;

/// An event that is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lit {
    /// Which.
    pub event: EventIx,
    /// The number of its footnote, from 1.
    pub number: usize,
}

/// The numbers of the cited events of one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// First column, from the left edge of the map.
    pub column: u16,
    /// Row, from the top edge of the map.
    pub row: u16,
    /// `[3]`, `[1,4]`, `[2–5]`.
    pub text: String,
}

/// Lights the marks of cited events, and puts their numbers beside them.
pub(super) fn light(
    sheet: &Sheet,
    cells: &[Cell],
    lit: &[Lit],
    marks: &mut [Mark],
    taken: &mut Occupancy,
) -> Vec<Numbers> {
    if lit.is_empty() {
        return Vec::new();
    }
    let mut of_marks: Vec<Vec<usize>> = vec![Vec::new(); marks.len()];
    let mapped = sheet.world.mapped(sheet.view);
    for one in lit.iter().filter(|one| mapped.contains(one.event)) {
        for site in sheet.world.sites(one.event) {
            let place = stand(sheet.world, &site, sheet.view, sheet.viewport);
            let here = |cell: &Cell| {
                place.is_some_and(|(column, row)| {
                    row == cell.row && cell.parts().any(|part| part.column == column)
                })
            };
            let at = cells.iter().position(here);
            if let Some(numbers) = at.and_then(|at| of_marks.get_mut(at)) {
                numbers.push(one.number);
            }
        }
    }
    for (mark, numbers) in marks.iter_mut().zip(&mut of_marks) {
        numbers.sort_unstable();
        numbers.dedup();
        mark.lit = !numbers.is_empty();
    }
    let mut placed: Vec<Numbers> = Vec::new();
    for (mark, numbers) in marks.iter().zip(&of_marks).filter(|(mark, _)| mark.lit) {
        let text = format!("[{}]", listed(numbers));
        placed.extend(beside(mark, text, marks, &placed, taken));
    }
    for numbers in &placed {
        taken.take(numbers.column, numbers.row, numbers.width());
    }
    placed
}

impl Numbers {
    /// How many cells they are wide.
    fn width(&self) -> u16 {
        u16::try_from(self.text.width()).unwrap_or(u16::MAX)
    }

    /// Whether they, or the blank that sets them apart, need a cell.
    fn claims(&self, column: i32, row: u16) -> bool {
        let first = i32::from(self.column);
        row == self.row && (first - 1..=first + i32::from(self.width())).contains(&column)
    }
}

/// The selected mark, and whether brackets say that it is; where these have no room, pointers above and below it do.
struct Picked<'a> {
    mark: &'a Mark,
    has_brackets: bool,
}

impl<'a> Picked<'a> {
    fn of(marks: &'a [Mark]) -> Option<Self> {
        let mark = marks.iter().find(|mark| mark.selected)?;
        let sides = [
            mark.column.checked_sub(1),
            mark.column.checked_add(mark.width()),
        ];
        let is_free = |column: Option<u16>| {
            let mut others = marks.iter().filter(|other| *other != mark);
            column.is_some_and(|column| !others.any(|other| other.claims(column, mark.row)))
        };
        let has_brackets = mark.hold == Hold::Exact && sides.into_iter().all(is_free);
        Some(Self { mark, has_brackets })
    }

    /// Whether a cell is that of a sign which says what is selected.
    fn has(&self, column: i32, row: i32) -> bool {
        let (first, own) = (i32::from(self.mark.column), i32::from(self.mark.row));
        if self.has_brackets {
            row == own && [first - 1, first + i32::from(self.mark.width())].contains(&column)
        } else {
            column == first && [own - 1, own + 1].contains(&row)
        }
    }
}

/// Numbers next to a mark, where they hide no other mark, no sign, no other numbers, and could not be taken for those of a neighbour.
fn beside(
    mark: &Mark,
    text: String,
    marks: &[Mark],
    placed: &[Numbers],
    taken: &Occupancy,
) -> Option<Numbers> {
    let width = i32::try_from(text.width()).ok()?;
    let picked = Picked::of(marks);
    let sign = i32::from(mark.signs().is_some());
    let (column, row) = (i32::from(mark.column), i32::from(mark.row));
    let end = column + i32::from(mark.width());
    let beside = [
        (end + sign, row),
        (column - sign - width, row),
        (column, row - 1),
        (column, row + 1),
        (end - width, row - 1),
        (end - width, row + 1),
    ];
    let is_free = |(first, row): &(i32, i32)| {
        let Ok(row) = u16::try_from(*row) else {
            return false;
        };
        let inside = u16::try_from(*first)
            .is_ok_and(|first| taken.holds(first, row, u16::try_from(width).unwrap_or(u16::MAX)));
        // One more on either side belongs to nobody else.
        let cells = *first - 1..=*first + width;
        let hides = |picked: &Picked| {
            let mut own = *first..*first + width;
            own.any(|column| picked.has(column, i32::from(row)))
        };
        inside
            && !picked.as_ref().is_some_and(hides)
            && cells.into_iter().all(|column| {
                let mut others = marks.iter().filter(|other| *other != mark);
                let free = u16::try_from(column).map_or(true, |column| {
                    !others.any(|other| other.claims(column, row))
                });
                free && !placed.iter().any(|other| other.claims(column, row))
            })
    };
    let (first, row) = beside.into_iter().find(is_free)?;
    Some(Numbers {
        column: u16::try_from(first).ok()?,
        row: u16::try_from(row).ok()?,
        text,
    })
}

/// Numbers as people list them: those that follow each other as a stretch.
pub(super) fn listed(numbers: &[usize]) -> String {
    let stretches = numbers.chunk_by(|a, b| a + 1 == *b);
    let said: Vec<String> = stretches
        .map(|stretch| match stretch {
            [first, _, .., last] => format!("{first}–{last}"),
            few => {
                let few: Vec<String> = few.iter().map(usize::to_string).collect();
                few.join(",")
            }
        })
        .collect();
    said.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_each_other_is_a_stretch() {
        assert_eq!(listed(&[3]), "3");
        assert_eq!(listed(&[3, 4]), "3,4");
        assert_eq!(listed(&[1, 3, 4, 5, 9]), "1,3–5,9");
    }
}
