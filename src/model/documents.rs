//! The documents that reports stand in: those that a file describes, and those that rows only name.
//!
//! A table of a million rows may name a document every few rows, by publisher and address. Of such a one only the publisher
//! is kept; the address is in the file and comes with the record.

use super::entry::DocIx;
use super::record::CharRange;
use super::text::Text;
use super::time::Stretch;

/// The article, the table or whatever the events were taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Unique in the data set.
    pub id: Text,
    /// Its headline.
    pub title: Option<Text>,
    /// Who published it.
    pub publisher: Option<Text>,
    /// Upstream sources that the publisher credits, nearest first.
    pub via: Vec<Text>,
    /// Where it stands.
    pub url: Option<Text>,
    /// Under what terms.
    pub license: Option<Text>,
    /// Language tag.
    pub lang: Option<Text>,
    /// The day it was published.
    pub published: Option<Stretch>,
    /// That day was inferred, not stated.
    pub published_inferred: bool,
    /// What the annotator has to say.
    pub note: Option<Text>,
    /// Its text; `None` where it is not at hand.
    pub text: Option<Text>,
    /// Its sentences, in the text's characters.
    pub sentences: Vec<CharRange>,
}

impl Document {
    /// The name to show: publisher, else title, else id.
    pub fn label(&self) -> &Text {
        self.publisher
            .as_ref()
            .or(self.title.as_ref())
            .unwrap_or(&self.id)
    }

    /// A part of the text; empty where the text is not at hand or the range lies outside it.
    pub fn slice(&self, range: &CharRange) -> &str {
        self.text
            .as_deref()
            .map_or("", |text| super::dataset::char_slice(text, range))
    }
}

/// Stands for a document whose publisher is not named.
const NOBODY: u32 = u32::MAX;

/// All documents: first those that files describe, in their order, then those that rows only name.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    described: Vec<Document>,
    /// The publisher of each of the others.
    named: Vec<u32>,
    publishers: Vec<Text>,
}

impl Documents {
    /// Those that files describe.
    pub fn new(described: Vec<Document>) -> Self {
        Self {
            described,
            ..Self::default()
        }
    }

    /// Adds those that rows only name, by number of their publisher; `None` where nobody is named.
    pub fn name(&mut self, publishers: Vec<Text>, named: impl Iterator<Item = Option<u32>>) {
        self.publishers = publishers;
        self.named = named.map(|publisher| publisher.unwrap_or(NOBODY)).collect();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.described.len() + self.named.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every one.
    pub fn all(&self) -> impl Iterator<Item = DocIx> + use<> {
        (0..self.len()).map(DocIx::from_position)
    }

    /// A document that a file describes; `None` for one that is only named.
    pub fn get(&self, doc: DocIx) -> Option<&Document> {
        self.described.get(doc.at())
    }

    /// Those that files describe, in their order.
    pub fn described(&self) -> &[Document] {
        &self.described
    }

    /// Everybody who published one; the same name may come again.
    pub fn publishers(&self) -> impl Iterator<Item = &Text> + Clone {
        let described = self.described.iter();
        let described = described.filter_map(|document| document.publisher.as_ref());
        described.chain(&self.publishers)
    }

    /// Who published one.
    pub fn publisher(&self, doc: DocIx) -> Option<&Text> {
        if let Some(document) = self.get(doc) {
            return document.publisher.as_ref();
        }
        let named = doc.at().checked_sub(self.described.len())?;
        self.publishers.get(*self.named.get(named)? as usize)
    }

    /// The name to show of one; `None` for one that is not there or has none but its address.
    pub fn label(&self, doc: DocIx) -> Option<&Text> {
        match self.get(doc) {
            Some(document) => Some(document.label()),
            None => self.publisher(doc),
        }
    }
}
