//! A briefing as a page that stands for itself: nothing from outside, readable without a script, light or dark as its reader's
//! browser asks, a step a sheet of paper where it is printed.
//!
//! The page is also well-formed XML. Maps are drawn twice, once for a page and once for a hand: where one is shown, the other
//! is not. The only script turns the pages with the arrow keys; the page's own policy names it by its hash, and lets no other
//! run.
//!
//! Known to be imperfect: a step whose words and sources are long takes more than one sheet.

mod map;
mod words;

use std::fmt::Write as _;

use super::maps::Maps;
use super::passage::Passage;
use super::sources::{Part, Published, Source, Told};
use super::{Handout, Leaf, is_followed, signs};
use crate::export::picture::escape;
use crate::model::text::Text;
use crate::ui::theme::Backdrop;
use map::Palette;

const PAGE: &str = include_str!("html/page.css");
const DARK: &str = include_str!("html/dark.css");
const PRINT: &str = include_str!("html/print.css");
/// What turns the pages. A test holds the hash against it.
const KEYS: &str = include_str!("html/keys.js");
const KEYS_HASH: &str = "sha256-ZZEdczddNpcmQxOiSjQlq5HEqnvvvgb6JUofQoGusTQ=";

/// The page.
pub(super) fn of(handout: &Handout<'_>, maps: &mut Maps<'_>) -> String {
    let mut palette = Palette::default();
    let mut body = String::new();
    header(&mut body, handout);
    body.push_str("<main id=\"steps\">\n");
    for (at, leaf) in handout.leaves.iter().enumerate() {
        let turn = turn(handout, at);
        section(&mut body, handout, leaf, &mut palette, maps);
        body.push_str(&turn);
        body.push_str("</section>\n");
    }
    body.push_str("</main>\n");
    footer(&mut body, handout);
    let title = text(&handout.title);
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src '{KEYS_HASH}'; base-uri 'none'; form-action 'none'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"referrer\" content=\"no-referrer\"/>\n<title>{title}</title>\n<style>\n"
    );
    styles(&mut out, handout, &palette);
    let _ = write!(
        out,
        "</style>\n</head>\n<body>\n{body}<script>{KEYS}</script>\n</body>\n</html>\n"
    );
    out
}

/// A text, escaped.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Rules for the page, for who asks for dark, and for paper, which is light whatever is asked for.
fn styles(out: &mut String, handout: &Handout<'_>, palette: &Palette) {
    let dark = format!("{DARK};{}", palette.colours(Backdrop::Dark));
    let light = palette.colours(Backdrop::Light);
    out.push_str(PAGE);
    let _ = writeln!(out, ":root{{{light}}}");
    let _ = match handout.options.backdrop {
        None => writeln!(
            out,
            "@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        ),
        Some(Backdrop::Dark) => {
            writeln!(out, "@media screen{{:root{{color-scheme:dark;{dark}}}}}")
        }
        Some(Backdrop::Light) => writeln!(out, ":root{{color-scheme:light}}"),
    };
    palette.rules(out);
    let _ = writeln!(
        out,
        "@media print{{\n:root{{color-scheme:light}}\n{PRINT}}}"
    );
}

fn header(out: &mut String, handout: &Handout<'_>) {
    let title = text(&handout.title);
    let _ = writeln!(
        out,
        "<a class=\"skip\" href=\"#steps\">To the first step</a>\n<header>\n<h1 dir=\"auto\">{title}</h1>"
    );
    if let Some(byline) = handout.byline() {
        let _ = writeln!(out, "<p class=\"by\" dir=\"auto\">{}</p>", text(&byline));
    }
    out.push_str("<nav class=\"contents\" aria-label=\"Contents\">\n<ol>\n");
    for leaf in &handout.leaves {
        let (number, title) = (leaf.number(), text(&leaf.title));
        let _ = writeln!(
            out,
            "<li><b>{number}</b><a href=\"#step-{number}\" dir=\"auto\">{title}</a></li>"
        );
    }
    out.push_str("</ol>\n</nav>\n</header>\n");
}

/// A step, but for its end.
fn section(
    out: &mut String,
    handout: &Handout<'_>,
    leaf: &Leaf<'_>,
    palette: &mut Palette,
    maps: &mut Maps<'_>,
) {
    let (number, title) = (leaf.number(), text(&leaf.title));
    let all = handout.deck.briefing.steps.len();
    let _ = write!(
        out,
        "<section id=\"step-{number}\" aria-labelledby=\"title-{number}\" tabindex=\"-1\">\n\
         <p class=\"step\">Step {number} of {all}</p>\n<h2 id=\"title-{number}\" dir=\"auto\">{title}</h2>\n"
    );
    if leaf.has_map {
        map::figure(out, leaf, palette, maps);
    }
    if let Some(passage) = &leaf.passage {
        excerpt(out, passage);
    }
    let mut refs = Vec::new();
    let words = words::of(handout, leaf, &mut refs);
    let sources: Vec<&Source> = handout.sources_of(leaf.step).collect();
    out.push_str("<div class=\"leaf\">\n");
    if !words.is_empty() {
        let class = if sources.is_empty() {
            "words wide-words"
        } else {
            "words"
        };
        let _ = write!(out, "<div class=\"{class}\">\n{words}</div>\n");
    }
    if !sources.is_empty() {
        out.push_str("<aside class=\"sources\" aria-label=\"Sources\">\n<h3>Sources</h3>\n<ol>\n");
        let mut told = Told::default();
        for source in sources {
            let back = refs.iter().filter(|one| **one == source.number).count();
            out.push_str(&self::source(leaf, source, back, &mut told));
        }
        out.push_str("</ol>\n</aside>\n");
    }
    notes(out, handout, leaf);
    out.push_str("</div>\n");
}

fn excerpt(out: &mut String, passage: &Passage) {
    let title = text(&passage.title);
    let _ = write!(
        out,
        "<blockquote class=\"passage\" dir=\"auto\">\n<p><cite>{title}</cite></p>\n<p>"
    );
    for sentence in &passage.sentences {
        if sentence.has_gap {
            out.push_str("[…] ");
        }
        let words = text(&sentence.text);
        let _ = if sentence.is_cited {
            write!(out, "<mark>{words}</mark> ")
        } else {
            write!(out, "{words} ")
        };
    }
    out.push_str("</p>\n</blockquote>\n");
}

/// The id of the place where a step cites a source for the nth time, from 1.
fn ref_id(leaf: &Leaf<'_>, number: usize, nth: usize) -> String {
    format!("s{}-r{number}-{nth}", leaf.number())
}

/// What a step's citation rests on; `refs` places in the step lead to it.
fn source(leaf: &Leaf<'_>, source: &Source, refs: usize, told: &mut Told) -> String {
    let (step, number) = (leaf.number(), source.number);
    let mut out = format!("<li id=\"s{step}-n{number}\" dir=\"auto\"><b>{number}</b>");
    let parts = source.parts.iter().map(|part| match part {
        Part::Quote(words) => format!("<q>{}</q>", text(words)),
        Part::Words(words) => text(words),
        Part::Published(document) => published(document, told.say(document)),
        Part::Facts(words) => format!("<small>{}{}</small>", text(words), back(leaf, number, refs)),
        Part::Fault(words) => format!("<span class=\"fault\">{}</span>", text(words)),
    });
    out.push_str(&parts.collect::<Vec<_>>().join(" "));
    if !source
        .parts
        .iter()
        .any(|part| matches!(part, Part::Facts(_)))
    {
        out.push_str(&back(leaf, number, refs));
    }
    out + "</li>\n"
}

/// Back to each place in a step that cites a source.
fn back(leaf: &Leaf<'_>, number: usize, refs: usize) -> String {
    let links = (1..=refs).map(|nth| {
        let id = ref_id(leaf, number, nth);
        format!(" <a class=\"back\" href=\"#{id}\" aria-label=\"Back to the words\">↩</a>")
    });
    links.collect()
}

/// A document in words, as a link where its address can be followed.
fn published(document: &Published, words: &str) -> String {
    let words = text(words);
    match &document.url {
        Some(url) if is_followed(url) => link(url, &words),
        Some(url) => format!("{words} {}", text(url)),
        None => words,
    }
}

/// A link to what is outside; the words are escaped.
fn link(address: &str, words: &str) -> String {
    let address = text(address);
    format!("<a href=\"{address}\" rel=\"noopener noreferrer\">{words}</a>")
}

/// An address that is followed only where that is harmless.
fn address(url: &Text) -> String {
    let shown = text(url);
    if is_followed(url) {
        link(url, &shown)
    } else {
        shown
    }
}

fn notes(out: &mut String, handout: &Handout<'_>, leaf: &Leaf<'_>) {
    let notes = handout.notes_of(leaf.step);
    if notes.is_empty() {
        return;
    }
    out.push_str("<aside class=\"notes\" aria-label=\"Notes\">\n<h3>Notes</h3>\n");
    for words in notes {
        let _ = writeln!(out, "<p dir=\"auto\">{}</p>", text(&words));
    }
    out.push_str("</aside>\n");
}

/// To the steps before and after one.
fn turn(handout: &Handout<'_>, at: usize) -> String {
    let mut out = String::from("<nav class=\"turn\" aria-label=\"Steps\">");
    let before = at.checked_sub(1).and_then(|at| handout.leaves.get(at));
    for (leaf, arrow, what) in [
        (before, "←", "Previous"),
        (handout.leaves.get(at + 1), "→", "Next"),
    ] {
        if let Some(leaf) = leaf {
            let number = leaf.number();
            let _ = write!(
                out,
                "<a href=\"#step-{number}\">{arrow} {what}<span class=\"step\"> · {number}</span></a>"
            );
        }
    }
    out.push_str("<a href=\"#sources\">What this rests on</a></nav>\n");
    out
}

/// What all of it rests on, and what the signs mean.
fn footer(out: &mut String, handout: &Handout<'_>) {
    let statement = &handout.statement;
    let _ = write!(
        out,
        "<footer id=\"sources\" tabindex=\"-1\">\n<section>\n<h2>What this rests on</h2>\n<p>{}</p>\n<ul>\n",
        text(&statement.extent.join(" "))
    );
    for document in &statement.documents {
        let url = document.url.as_ref().map(address).unwrap_or_default();
        let _ = writeln!(out, "<li dir=\"auto\">{} {url}</li>", text(&document.words));
    }
    if let Some(more) = statement.more() {
        let _ = writeln!(out, "<li>{}</li>", text(&more));
    }
    out.push_str("</ul>\n</section>\n");
    if !statement.doubts.is_empty() {
        out.push_str("<section>\n<h2>How sure it is</h2>\n<ul>\n");
        for doubt in &statement.doubts {
            let _ = writeln!(out, "<li>{}</li>", text(doubt));
        }
        out.push_str("</ul>\n</section>\n");
    }
    if handout.leaves.iter().any(|leaf| leaf.has_map) {
        out.push_str("<section>\n<h2>Signs on the maps</h2>\n<dl class=\"signs\">\n");
        for sign in signs::of(handout, handout.options.ascii) {
            let (sign, meaning) = (text(&sign.sign), text(sign.meaning));
            let _ = writeln!(out, "<div><dt>{sign}</dt><dd>{meaning}</dd></div>");
        }
        let _ = write!(
            out,
            "</dl>\n<p>{}</p>\n</section>\n",
            text(&signs::SAID.join(" "))
        );
    }
    out.push_str("</footer>\n");
}
