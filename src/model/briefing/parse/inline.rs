//! What stands in a line: words, code, links, and HTML between them.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::Reader;
use super::blocks::Inside;
use super::commands::Html;
use super::steps::MOST_CITED;
use crate::model::briefing::Link;
use crate::model::text::Text;

/// What is said of HTML.
pub(super) const HTML: &str = "HTML is shown as it stands";

impl Reader<'_> {
    pub(super) fn text(&mut self, text: &str, span: Range<usize>) {
        match &mut self.place.inside {
            Inside::Code(code) => code.push_str(text),
            Inside::Html(_) => {}
            _ => {
                self.look_for_comment(text, &span);
                if self.say(text.len(), span) {
                    self.words.text(text);
                }
            }
        }
    }

    /// What looks like the beginning of a comment and is text has no end.
    fn look_for_comment(&mut self, text: &str, span: &Range<usize>) {
        let raw = self.source.get(span.clone());
        let before = self.source.get(..span.start).unwrap_or("");
        let begins = |at: usize| {
            let here = self.source.get(span.start + at..).unwrap_or("");
            here.starts_with("<!--") && !(at == 0 && before.ends_with('\\'))
        };
        let mut signs = text.match_indices('<').map(|(at, _)| at);
        if let Some(at) = signs.find(|at| raw == Some(text) && begins(*at)) {
            let words = "the comment has no end in its paragraph; expected --> behind it";
            let start = span.start + at;
            self.faults.error(start..start + 4, "comment", words);
        }
    }

    pub(super) fn code(&mut self, code: &str, span: Range<usize>) {
        if self.say(code.len(), span) {
            self.words.code(code);
        }
    }

    pub(super) fn line_break(&mut self, span: &Range<usize>) {
        if self.say(1, span.clone()) {
            self.words.line_break();
        }
    }

    /// Words stand at a place: whether there is room for so many bytes of them.
    pub(super) fn say(&mut self, bytes: usize, span: Range<usize>) -> bool {
        self.steps.enter(span.start, &mut self.faults);
        // Each run keeps the address that it leads to.
        let address = self.place.address.as_ref().map_or(0, String::len);
        let size = bytes + 1 + address;
        let has_room = self.steps.has_room(size, &span, &mut self.faults);
        let start = self
            .place
            .span
            .as_ref()
            .map_or(span.start, |said| said.start);
        self.place.span = Some(start..span.end);
        has_room
    }

    pub(super) fn inline_html(&mut self, html: &str, span: &Range<usize>) {
        if html
            .get(..3)
            .is_some_and(|tag| tag.eq_ignore_ascii_case("<br"))
        {
            self.line_break(span);
            return;
        }
        let mut piece = Html::default();
        piece.add(html, span.start);
        self.take_html(&piece, |reader, text, span| {
            // What ends was told when it began.
            if !text.starts_with("</") {
                reader.faults.warning(span.clone(), "html", HTML);
            }
            if reader.say(text.len(), span) {
                reader.words.text(text);
            }
        });
    }

    pub(super) fn link(&mut self, kind: LinkType, address: &CowStr<'_>, span: &Range<usize>) {
        self.steps.enter(span.start, &mut self.faults);
        let link = match address.strip_prefix("event:") {
            _ if self.steps.is_full => return,
            Some("") => {
                let words = "nothing stands here; expected the id of an event, such as event:e12";
                self.faults.error(span.clone(), "event", words);
                Link::Elsewhere(Text::clean(address))
            }
            Some(id) => {
                let place = self.place_of(id, kind, span);
                if let Some(number) = self.steps.cite(id, place) {
                    Link::Event(number)
                } else {
                    let words = format!("a briefing cites at most {MOST_CITED} events");
                    self.faults.error(span.clone(), "event", &words);
                    Link::Elsewhere(Text::clean(address))
                }
            }
            None => Link::Elsewhere(Text::clean(address)),
        };
        let said = match &link {
            Link::Event(_) => address.strip_prefix("event:"),
            Link::Elsewhere(_) => None,
        };
        self.place.address = Some(said.unwrap_or(address).to_owned());
        self.words.open_link(link);
    }

    /// Where an id stands in its link; all of the link, where it is written elsewhere or otherwise.
    fn place_of(&self, id: &str, kind: LinkType, span: &Range<usize>) -> Range<usize> {
        let raw = self.source.get(span.clone()).unwrap_or("");
        let is_here = matches!(kind, LinkType::Inline | LinkType::Autolink);
        let address = format!("event:{id}");
        match raw.rfind(&address).filter(|_| is_here) {
            Some(at) => {
                let start = span.start + at + "event:".len();
                start..start + id.len()
            }
            None => span.clone(),
        }
    }

    pub(super) fn end_link(&mut self, span: &Range<usize>) {
        let Some(address) = self.place.address.take() else {
            return;
        };
        // One without words says where it leads.
        if !self.words.is_linked() && self.say(address.len() * 2, span.clone()) {
            self.words.text(&address);
        }
        self.words.close_link();
    }
}
