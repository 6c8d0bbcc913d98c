//! CSV that the program itself reads again: its own columns first, then some that only others read.

use std::collections::HashMap;
use std::io::{self, Write};

use super::places::Where;
use super::row::{self, Row};
use super::{Writer, dates};
use crate::app::world::World;
use crate::model::dataset::NamedPlace;
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::record::Record;
use crate::model::table::Field;
use crate::model::text::Text;

/// Columns that are not read back. None of them is another name of a field that is.
const MORE: [&str; 10] = [
    "when",
    "basis",
    "partner",
    "beneficiary",
    "by",
    "speaker",
    "region",
    "reports",
    "fatalities_low",
    "fatalities_high",
];

pub(super) struct Csv<'w> {
    world: &'w World,
    guarded: bool,
    /// What places are called so that they are found again.
    names: HashMap<PlaceIx, String>,
    line: String,
}

impl<'w> Csv<'w> {
    pub fn new(world: &'w World, guarded: bool) -> Self {
        Self {
            world,
            guarded,
            names: HashMap::new(),
            line: String::new(),
        }
    }

    fn row(&mut self, event: EventIx, record: &Record) {
        let world = self.world;
        let row = Row::of(world, event, record, false);
        let (date, end) = dates::columns(&record.when);
        let place = row.places.first().map(|place| self.name(place));
        self.line.clear();
        let first = row::lead(&row.reports);
        for field in Field::ALL {
            match field {
                Field::Id => self.text(row.id),
                Field::Date => self.plain(&date),
                Field::End => self.plain(&end),
                Field::Type => self.plain(row.kind),
                Field::Summary => self.text(row.summary),
                Field::Actor => self.text(&joined(row.agents.iter().map(|who| who.name))),
                Field::Target => self.text(&joined(row.targets.iter().map(|who| who.name))),
                Field::Place => self.text(place.as_deref().unwrap_or("")),
                Field::Lat => self.number(row.lat),
                Field::Lon => self.number(row.lon),
                Field::Precision => self.plain(row.precision.unwrap_or("")),
                Field::Status => self.plain(row.status),
                Field::Sentence => self.text(row.sentence.unwrap_or("")),
                Field::Source => self.text(first.and_then(|told| told.source).unwrap_or("")),
                Field::Url => self.text(first.and_then(|told| told.url).unwrap_or("")),
                Field::Fatalities => self.number(row.fatalities),
                Field::Tags => self.text(&joined(row.tags.iter().copied())),
            }
        }
        self.more(&row);
        // The last comma ends the line instead.
        self.line.pop();
        self.line.push('\n');
    }

    fn more(&mut self, row: &Row<'_>) {
        let role = |role: &str| {
            let others = row.others.iter().filter(|other| other.role == role);
            joined(others.map(|other| other.who.name))
        };
        self.plain(row.when);
        self.plain(row.basis.unwrap_or(""));
        self.text(&role("partner"));
        self.text(&role("beneficiary"));
        let first = row::lead(&row.reports);
        // Of the same report as the sentence: nobody is given words that another one said.
        self.plain(first.and_then(|told| told.by).unwrap_or(""));
        self.text(first.and_then(|told| told.speaker).unwrap_or(""));
        self.text(row.region.unwrap_or(""));
        self.number(Some(row.reports.len()));
        self.number(row.fatalities_low);
        self.number(row.fatalities_high);
    }

    /// A value that needs no quotation marks.
    fn plain(&mut self, value: &str) {
        self.line.push_str(value);
        self.line.push(',');
    }

    fn number(&mut self, value: Option<impl ToString>) {
        self.plain(&value.map_or_else(String::new, |value| value.to_string()));
    }

    /// Words from the data.
    fn text(&mut self, value: &str) {
        let guard = self.guarded && value.starts_with(['=', '+', '-', '@']);
        let quote = value.contains([',', '"', '\n', '\r']) || value.trim() != value;
        if quote {
            self.line.push('"');
        }
        if guard {
            self.line.push('\'');
        }
        if quote {
            self.line.push_str(&value.replace('"', "\"\""));
            self.line.push('"');
        } else {
            self.line.push_str(value);
        }
        self.line.push(',');
    }

    /// The name that leads back to a place: its own; where another place is likelier to be meant by that, with what it lies
    /// in.
    fn name(&mut self, of: &Where<'_>) -> String {
        let own = of.name.unwrap_or("");
        let Some(place) = of.place else {
            return own.to_owned();
        };
        let world = self.world;
        let name = self.names.entry(place);
        let name = name.or_insert_with(|| found_again(world, place, own));
        name.clone()
    }
}

fn found_again(world: &World, place: PlaceIx, own: &str) -> String {
    let gazetteer = &world.gazetteer;
    let leads_back = |name: &String| {
        let named = NamedPlace {
            text: Text::clean(name),
            by_id: false,
            short: false,
        };
        let found = gazetteer.resolve(std::slice::from_ref(&named));
        found
            .first()
            .is_some_and(|found| found.place == Some(place))
    };
    let outer = gazetteer.ancestry(place).skip(1);
    let outer = outer.filter_map(|outer| gazetteer.place(outer));
    let entry = gazetteer.place(place);
    let others = entry.into_iter().flat_map(|entry| &entry.alt);
    std::iter::once(own.to_owned())
        .chain(outer.map(|outer| format!("{own}, {}", outer.name)))
        .chain(others.map(Text::to_string))
        .find(leads_back)
        .unwrap_or_else(|| own.to_owned())
}

/// Several in one value, as the loader takes them apart: none of them may hold what stands between them.
fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| name.replace(';', ",")).collect();
    names.join("; ")
}

impl Writer for Csv<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let own = Field::ALL.iter().map(|field| field.name());
        let header: Vec<&str> = own.chain(MORE).collect();
        writeln!(out, "{}", header.join(","))
    }

    fn some(&mut self, rows: &[(EventIx, Record)], out: &mut dyn Write) -> io::Result<()> {
        for (event, record) in rows {
            self.row(*event, record);
            out.write_all(self.line.as_bytes())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_further_column_is_taken_for_a_field() {
        for name in MORE {
            assert_eq!(Field::called(name), None, "{name}");
        }
    }

    #[test]
    fn what_stands_between_names_is_in_none() {
        assert_eq!(joined(["a; b", "c"].into_iter()), "a, b; c");
    }
}
