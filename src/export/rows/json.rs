//! JSON: one array, or an object a line.

use std::io::{self, Write};

use super::Writer;
use super::row::Row;
use crate::app::world::World;
use crate::model::entry::EventIx;
use crate::model::record::Record;

pub(super) struct Json<'w> {
    world: &'w World,
    /// What stands before the first row, between two, and behind the last.
    marks: [&'static str; 3],
    is_first: bool,
}

impl<'w> Json<'w> {
    pub fn array(world: &'w World) -> Self {
        Self {
            world,
            marks: ["[\n", ",\n", "\n]\n"],
            is_first: true,
        }
    }

    pub fn lines(world: &'w World) -> Self {
        Self {
            world,
            marks: ["", "\n", "\n"],
            is_first: true,
        }
    }
}

impl Writer for Json<'_> {
    fn some(&mut self, rows: &[(EventIx, Record)], out: &mut dyn Write) -> io::Result<()> {
        let [begin, between, _] = self.marks;
        for (event, record) in rows {
            let mark = if self.is_first { begin } else { between };
            self.is_first = false;
            out.write_all(mark.as_bytes())?;
            let row = Row::of(self.world, *event, record, false);
            serde_json::to_writer(&mut *out, &row)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let [begin, _, end] = self.marks;
        match (self.is_first, begin) {
            (false, _) => out.write_all(end.as_bytes()),
            (true, "") => Ok(()),
            (true, _) => out.write_all(b"[]\n"),
        }
    }
}
