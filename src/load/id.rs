//! The id of a record, read again where a hash does not tell enough.

use super::entries::{Entries, Str};
use super::{flat, objects, separated};
use crate::model::table::{Field, Table};

/// An id as it stands in its record.
pub(super) struct IdAt {
    pub id: String,
    /// First byte of it, from the first of the record.
    pub at: usize,
}

/// The id in a record that begins at a byte of its file; `table` says how a flat row is to be read.
pub(super) fn in_record(record: &str, offset: u64, table: Option<&Table>) -> Option<IdAt> {
    let Some(table) = table else {
        let Entries(entries) = serde_json::from_str(record).ok()?;
        let (_, raw) = entries.iter().find(|(key, _)| key == "id")?;
        let Str(id) = serde_json::from_str(raw.get()).ok()?;
        return Some(IdAt {
            id: id.into_owned(),
            at: raw.get().as_ptr().addr() - record.as_ptr().addr(),
        });
    };
    let read = |values: &flat::Values<'_>| match values.get(Field::Id) {
        Some(id) => IdAt {
            id: id.to_owned(),
            at: values.at(Field::Id),
        },
        None => IdAt {
            id: flat::id_of_nameless(offset),
            at: 0,
        },
    };
    match table.separator {
        None => objects::values(record, table, read),
        Some(_) => separated::values(record, table, read),
    }
}
