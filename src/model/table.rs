//! Flat rows: what the columns of a table, or the fields of an object a line, mean.
//!
//! A dialect is one table of names. What a row says is read the same way whatever it was called.

use super::text::Text;

/// Declares the fields of a flat row with the names that each goes by, our own first.
macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $(, $alias:literal)*;)+) => {
        /// What a column of a flat row says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Field { $($(#[$doc])* $variant,)+ }

        impl Field {
            /// Every field, in the order in which we write them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Our name for it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Every name that it is known by, ours first.
            pub const fn names(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$name $(, $alias)*],)+ }
            }
        }
    };
}

fields! {
    /// What the event is known by.
    Id = "id", "event_id", "data_id", "event_id_cnty";
    /// Its first or only day.
    Date = "date", "event_date", "start", "start_date", "date_start", "time", "datetime";
    /// Its last day.
    End = "end", "end_date", "date_end";
    /// What kind of event.
    Type = "type", "event_type", "sub_event_type", "category";
    /// One line that says it.
    Summary = "summary", "title", "headline", "description";
    /// Who.
    Actor = "actor", "agent", "actor1", "side_a";
    /// Against whom.
    Target = "target", "actor2", "side_b";
    /// Where, by name.
    Place = "place", "location", "city", "place_name";
    /// Degrees north.
    Lat = "lat", "latitude";
    /// Degrees east.
    Lon = "lon", "lng", "long", "longitude";
    /// How exactly the place is known.
    Precision = "precision", "place_precision";
    /// Whether it happened.
    Status = "status", "factuality";
    /// The sentence that says so.
    Sentence = "sentence", "notes", "text", "quote";
    /// Who published it.
    Source = "source", "publisher";
    /// Where that stands.
    Url = "url", "source_url", "link";
    /// How many died.
    Fatalities = "fatalities", "deaths", "killed";
    /// Free words.
    Tags = "tags";
}

/// How many fields there are.
pub const FIELDS: usize = Field::ALL.len();

impl Field {
    /// The field that a column is called after, whatever its case; our own names go before others'.
    pub fn called(name: &str) -> Option<Self> {
        let name = name.trim();
        let known = |field: &&Self| {
            field
                .names()
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
        };
        Self::ALL.iter().find(known).copied()
    }
}

/// How the flat rows of a file are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What stands between the values of a row; `None` where a row is a JSON object.
    pub separator: Option<u8>,
    /// What each column of a separated row is called.
    pub header: Vec<Text>,
    /// Which field each of them is; of two columns for one field the first by its own name, else the first.
    pub columns: Vec<Option<Field>>,
    /// Fields that the person says go by another name: `lat=Y`.
    pub renamed: Vec<(Field, String)>,
}

impl Table {
    /// Rows that are JSON objects.
    pub fn of_objects(renamed: &[(Field, String)]) -> Self {
        Self {
            separator: None,
            header: Vec::new(),
            columns: Vec::new(),
            renamed: renamed.to_owned(),
        }
    }

    /// Separated rows under a header.
    pub fn of_columns(separator: u8, header: &[&str], renamed: &[(Field, String)]) -> Self {
        let mut table = Self {
            separator: Some(separator),
            header: header.iter().map(|name| Text::clean(name.trim())).collect(),
            columns: Vec::new(),
            renamed: renamed.to_owned(),
        };
        let found: Vec<Option<Field>> = header.iter().map(|name| table.field(name)).collect();
        // Our own name for a field, or the person's, goes before another that means the same.
        let own = |at: usize, field: Field| {
            let name = header.get(at).map_or("", |name| name.trim());
            let said = |(of, called): &(Field, String)| *of == field && called == name;
            table.renamed.iter().any(said) || name.eq_ignore_ascii_case(field.name())
        };
        table.columns = found
            .iter()
            .enumerate()
            .map(|(at, field)| {
                let field = (*field)?;
                let rivals = found.iter().enumerate();
                let rivals = rivals.filter(|(_, other)| **other == Some(field));
                let best = rivals.min_by_key(|(at, _)| (!own(*at, field), *at));
                best.is_some_and(|(best, _)| best == at).then_some(field)
            })
            .collect();
        table
    }

    /// The field that a column or a key is.
    pub fn field(&self, name: &str) -> Option<Field> {
        let said = self
            .renamed
            .iter()
            .find(|(_, called)| called == name.trim());
        if let Some((field, _)) = said {
            return Some(*field);
        }
        let field = Field::called(name)?;
        // What goes by another name is not what it was called before.
        let elsewhere = self.renamed.iter().any(|(of, _)| *of == field);
        (!elsewhere).then_some(field)
    }

    /// What a field is called in this table, for those who are told of a fault in it.
    pub fn name_of(&self, field: Field) -> &str {
        let at = self
            .columns
            .iter()
            .position(|column| *column == Some(field));
        let column = at.and_then(|at| self.header.get(at)).map(Text::as_str);
        let said = self.renamed.iter().find(|(of, _)| *of == field);
        let said = said.map(|(_, name)| name.as_str());
        column.or(said).unwrap_or(field.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_usual_names() {
        let header = ["ID", " Latitude", "lng", "Event_Date", "actor1", "whatever"];
        let table = Table::of_columns(b',', &header, &[]);
        let known = [
            Some(Field::Id),
            Some(Field::Lat),
            Some(Field::Lon),
            Some(Field::Date),
            Some(Field::Actor),
            None,
        ];
        assert_eq!(table.columns, known);
        assert_eq!(table.name_of(Field::Lat), "Latitude");
        assert_eq!(table.name_of(Field::Url), "url");
    }

    #[test]
    fn the_persons_word_goes_before_ours_and_ours_before_others() {
        let header = ["title", "summary", "lat", "Y"];
        let table = Table::of_columns(b'\t', &header, &[(Field::Lat, "Y".into())]);
        let known = [None, Some(Field::Summary), None, Some(Field::Lat)];
        assert_eq!(table.columns, known);
    }
}
