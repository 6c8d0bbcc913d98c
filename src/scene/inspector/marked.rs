//! A sentence with its words picked out: by ink, and by brackets where inks cannot be told apart.

use crate::model::dataset::char_slice;
use crate::model::record::{CharRange, Mark, Report};
use crate::model::vocabulary::Slot;
use crate::scene::Look;
use crate::scene::prose::{Ink, Line};

/// The question that a mark answers, in one word.
pub fn question(slot: Option<Slot>) -> &'static str {
    match slot {
        None => "what",
        Some(Slot::Agent) => "who",
        Some(Slot::Target) => "whom",
        Some(Slot::Partner) => "with",
        Some(Slot::Beneficiary) => "for",
        Some(Slot::Place) => "where",
        Some(Slot::Time) => "when",
        Some(Slot::Fatalities) => "dead",
    }
}

fn ink(slot: Option<Slot>) -> Ink {
    slot.map_or(Ink::Trigger, Ink::Mark)
}

/// A marked stretch of the sentence.
struct Stretch {
    range: CharRange,
    ink: Ink,
    question: &'static str,
}

/// The sentence of a report with agent, target, place, time and trigger set apart.
///
/// Where marks lie inside each other, the inner one's ink wins; without colours each stands in brackets with its question.
pub fn marked(report: &Report, look: Look) -> Line {
    let stretches = stretches(report);
    let length = report.quote.chars().count();
    let mut edges: Vec<usize> = stretches
        .iter()
        .flat_map(|s| [s.range.start, s.range.end])
        .chain([0, length])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut line = Line::default();
    for (from, to) in edges.iter().zip(edges.iter().skip(1)) {
        if look.mono {
            for opened in stretches.iter().filter(|s| s.range.start == *from) {
                line.push(opened.ink, format!("[{}: ", opened.question));
            }
        }
        // Longest first: the last one that holds the stretch is the innermost.
        let inner = stretches
            .iter()
            .rfind(|s| s.range.start <= *from && *to <= s.range.end);
        line.push(
            inner.map_or(Ink::Quote, |s| s.ink),
            char_slice(&report.quote, &(*from..*to)),
        );
        if look.mono {
            for closed in stretches.iter().rev().filter(|s| s.range.end == *to) {
                line.push(closed.ink, "]");
            }
        }
    }
    line
}

/// The marked stretches that lie in the sentence, in the sentence's own characters; those that hold others come first.
fn stretches(report: &Report) -> Vec<Stretch> {
    let inside = |range: &CharRange| {
        let start = range.start.checked_sub(report.range.start)?;
        let end = range.end.checked_sub(report.range.start)?;
        (range.end <= report.range.end && start < end).then_some(start..end)
    };
    let of_mark = |mark: &Mark| {
        let range = inside(&mark.range)?;
        Some(Stretch {
            range,
            ink: ink(mark.slot),
            question: question(mark.slot),
        })
    };
    let mut stretches: Vec<Stretch> = report
        .marks
        .iter()
        .chain(&report.trigger)
        .filter_map(of_mark)
        .collect();
    let source = report
        .source
        .as_ref()
        .and_then(|source| source.range.as_ref())
        .and_then(inside);
    stretches.extend(source.map(|range| Stretch {
        range,
        ink: Ink::Source,
        question: "says",
    }));
    stretches.sort_by_key(|s| (s.range.start, std::cmp::Reverse(s.range.end)));
    stretches.dedup_by(|b, a| a.range == b.range && a.ink == b.ink);
    stretches
}

/// What the inks of a sentence mean, in the order in which they appear.
pub fn key(report: &Report) -> Option<Line> {
    let mut line = Line::default();
    let mut seen = Vec::new();
    for stretch in stretches(report) {
        if !seen.contains(&stretch.ink) {
            seen.push(stretch.ink);
            if !line.spans.is_empty() {
                line.push(Ink::Dim, " ");
            }
            line.push(stretch.ink, stretch.question);
        }
    }
    (!seen.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(marks: &[(Option<Slot>, CharRange)]) -> Report {
        let quote = "US-backed forces cut a key IS supply route";
        let mark = |(slot, range): &(Option<Slot>, CharRange)| Mark {
            slot: *slot,
            range: range.start + 100..range.end + 100,
            text: char_slice(quote, range).into(),
            refers_to: None,
            elsewhere: None,
        };
        Report {
            url: None,
            doc: None,
            sentence: None,
            quote: quote.into(),
            range: 100..142,
            trigger: marks
                .iter()
                .filter(|(slot, _)| slot.is_none())
                .map(mark)
                .next(),
            marks: marks
                .iter()
                .filter(|(slot, _)| slot.is_some())
                .map(mark)
                .collect(),
            source: None,
        }
    }

    const MONO: Look = Look {
        mono: true,
        ascii: false,
    };

    #[test]
    fn marks_inside_marks_keep_their_brackets() {
        let report = report(&[
            (Some(Slot::Agent), 0..16),
            (None, 17..20),
            (Some(Slot::Place), 21..42),
            (Some(Slot::Target), 27..29),
        ]);
        assert_eq!(
            marked(&report, MONO).text(),
            "[who: US-backed forces] [what: cut] [where: a key [whom: IS] supply route]"
        );
        let coloured = marked(
            &report,
            Look {
                mono: false,
                ..MONO
            },
        );
        assert_eq!(
            coloured.text(),
            "US-backed forces cut a key IS supply route"
        );
        let target = coloured
            .spans
            .iter()
            .find(|span| span.text == "IS")
            .unwrap();
        assert_eq!(target.ink, Ink::Mark(Slot::Target));
        assert_eq!(key(&report).unwrap().text(), "who what where whom");
    }

    #[test]
    fn marks_outside_the_sentence_are_left_out() {
        let report = report(&[(Some(Slot::Time), 200..210)]);
        assert_eq!(
            marked(&report, MONO).text(),
            "US-backed forces cut a key IS supply route"
        );
        assert_eq!(key(&report), None);
    }
}
