//! Words inside a paragraph of Markdown.

use std::fmt::Write as _;

use crate::export::briefing::{Handout, by_link, is_followed};
use crate::export::rows::markdown::escaped_between;
use crate::model::briefing::{Link, Run};

/// Runs as Markdown; `between` stands where a new line begins.
pub(super) fn of(handout: &Handout<'_>, runs: &[Run], between: &str) -> String {
    let mut out = String::new();
    for runs in by_link(runs) {
        let link = runs.first().and_then(|run| run.link.as_ref());
        match link {
            None => words(&mut out, runs, between),
            Some(Link::Event(_)) => {
                if let Some((number, is_id)) = handout.cited(runs) {
                    if is_id {
                        out.truncate(out.trim_end_matches(' ').len());
                    } else {
                        words(&mut out, runs, between);
                    }
                    let _ = write!(out, "[^{number}]");
                }
            }
            Some(Link::Elsewhere(address)) => elsewhere(&mut out, runs, address, between),
        }
    }
    out.trim().to_owned()
}

/// A link that leads out of the briefing: one that can be followed, else its address in words.
fn elsewhere(out: &mut String, runs: &[Run], address: &str, between: &str) {
    if is_followed(address) {
        out.push('[');
        words(out, runs, between);
        let _ = write!(out, "]({})", target(address));
        return;
    }
    words(out, runs, between);
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    if text.trim() != address {
        let _ = write!(out, " ({})", inert(&escaped_between(address)));
    }
}

/// An address as the target of a link.
fn target(address: &str) -> String {
    let mut target = String::from("<");
    for letter in address.chars() {
        match letter {
            '<' | '>' | '\\' | '"' | '`' | '|' | ' ' => {
                let _ = write!(target, "%{:02X}", u32::from(letter));
            }
            letter => target.push(letter),
        }
    }
    target + ">"
}

/// Runs that lead to the same place.
fn words(out: &mut String, runs: &[Run], between: &str) {
    for run in runs {
        if run.is_break {
            out.truncate(out.trim_end_matches(' ').len());
            *out += between;
            continue;
        }
        if run.code {
            *out += &code(&run.text);
            continue;
        }
        let text = inert(&escaped_between(&run.text));
        // Beside a word only: what stands for emphasis is none before a blank.
        let bare = text.trim_matches(' ');
        let (before, behind) = text.split_once(bare).unwrap_or(("", ""));
        let sign = match (run.strong, run.emphasis, out.ends_with('*')) {
            _ if bare.is_empty() => "",
            (true, true, false) => "***",
            (true, false, false) => "**",
            (false, true, false) => "*",
            (true, true, true) => "___",
            (true, false, true) => "__",
            (false, true, true) => "_",
            (false, false, _) => "",
        };
        *out += before;
        *out += sign;
        *out += bare;
        *out += sign;
        *out += behind;
    }
}

/// Letters that are shown as they are.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max();
    let ticks = "`".repeat(longest.unwrap_or(0) + 1);
    let is_edged = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    // In a table even what is shown as it is must not hold a bar.
    let text = text.replace('|', "\u{a6}");
    if text.trim().is_empty() {
        String::new()
    } else if is_edged {
        format!("{ticks} {text} {ticks}")
    } else {
        format!("{ticks}{text}{ticks}")
    }
}

/// Escaped text in which no address is taken for a link that nobody made.
pub(super) fn inert(escaped: &str) -> String {
    let text = escaped.replace("://", "\\://");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.to_ascii_lowercase().find("www.") {
        let (before, behind) = rest.split_at(at + 3);
        out += before;
        out.push('\\');
        rest = behind;
    }
    out + rest
}

/// Escaped text that begins a line: what would be a list, a rule or a heading there is none.
pub(super) fn at_start(escaped: &str) -> String {
    let digits = escaped.len()
        - escaped
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let (before, behind) = escaped.split_at(digits);
    let is_marker = if digits == 0 {
        behind.starts_with(['-', '+', '='])
    } else {
        behind.starts_with(['.', ')'])
    };
    if is_marker {
        format!("{before}\\{behind}")
    } else {
        escaped.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_markup_at_the_start_of_a_line_is_none() {
        for (text, at) in [
            ("- a", "\\- a"),
            ("12. a", "12\\. a"),
            ("3) a", "3\\) a"),
            ("=== a", "\\=== a"),
            ("2017 was", "2017 was"),
            ("so - a", "so - a"),
        ] {
            assert_eq!(at_start(text), at);
        }
    }

    #[test]
    fn no_address_becomes_a_link_by_itself() {
        assert_eq!(
            inert("see https://a.b and WWW.c.d"),
            "see https\\://a.b and WWW\\.c.d"
        );
        assert_eq!(target("https://a.b/c d>)"), "<https://a.b/c%20d%3E)>");
    }

    #[test]
    fn code_holds_its_own_signs() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code(" "), "");
    }
}
