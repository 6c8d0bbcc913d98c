//! What is handed out says all that it has to.

use pulldown_cmark::{Event, Options, Parser, Tag};
use sitmap::app::deck::Deck;
use sitmap::cli::open::{Files, Opened};
use sitmap::model::briefing::Briefing;

use crate::harness::{Folder, fixture, one_line, parsed, words_of};

/// The bundled data, and the bundled briefing read for it.
fn bundled() -> (Opened, Deck) {
    let opened = Files::default().open().unwrap();
    let source = include_str!("../../assets/briefings/article.md");
    let by_id = |id: &str| opened.find(id);
    let deck = Deck::read(&opened.world, &by_id, Briefing::parse(source));
    (opened, deck)
}

/// What Markdown shows, without its marks.
fn shown(markdown: &str) -> String {
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let mut words = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) | Event::Code(text) => words += &text,
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
            Event::FootnoteReference(name) => words += &format!("[{name}]"),
            _ => {}
        }
    }
    one_line(&words)
}

/// Every format as the words that a reader sees.
fn all(folder: &Folder) -> Vec<(&'static str, String)> {
    let [html, svg] = ["html", "svg"].map(|format| folder.exported(format, &[]));
    vec![
        ("markdown", shown(&folder.exported("markdown", &[]))),
        ("text", one_line(&folder.exported("text", &[]))),
        ("html", words_of(&parsed(&html))),
        ("svg", words_of(&parsed(&svg))),
    ]
}

#[test]
fn every_cited_event_stands_in_every_format_with_its_sentences_and_who_says_so() {
    let (opened, deck) = bundled();
    let formats = all(&Folder::new());
    let mut sentences = 0;
    for event in deck.cited.iter().flatten() {
        let record = (opened.reader)(*event).unwrap();
        for report in &record.reports {
            sentences += 1;
            let quote = one_line(&report.quote);
            assert!(!quote.is_empty());
            for (format, words) in &formats {
                assert!(words.contains(&quote), "{format}: {quote}\n{words}");
            }
        }
        for (format, words) in &formats {
            let reference = format!("[event {} in bundled", record.id);
            assert!(words.contains(&reference), "{format}: {reference}");
        }
    }
    assert!(sentences > 20, "{sentences}");
    let number = deck.cited.len();
    let cites = format!(
        "The briefing cites {number}; {} more are in the data.",
        25 - number
    );
    for (format, words) in &formats {
        for said in [
            "According to Syrian Observatory for Human Rights, a monitor.",
            "No date, said not to happen; in Manbij.",
            "25 events from 30 reports in 1 document of 1 publisher, via AFP",
            &cites,
            "No date: 1 event.",
            "Not simply said to have happened: 4 ongoing, 1 said not to happen.",
            "An empty map means that nothing is reported, not that nothing happened.",
            "sitmap --view 'region:mosul time:2017-02-19/",
            "https://financialtribune.com/articles/international/60968",
        ] {
            assert!(words.contains(said), "{format}: {said}\n{words}");
        }
    }
}

#[test]
fn every_step_has_its_title_and_its_map_unless_it_is_words_alone() {
    let (_, deck) = bundled();
    let folder = Folder::new();
    let html = folder.exported("html", &[]);
    let page = parsed(&html);
    let sections = page
        .descendants()
        .filter(|node| node.tag_name().name() == "section" && node.attribute("tabindex").is_some());
    let sections: Vec<_> = sections.collect();
    assert_eq!(sections.len(), deck.stops.len());
    let markdown = folder.exported("markdown", &[]);
    let parts: Vec<&str> = markdown.split("\n## ").skip(1).collect();
    for (at, (section, step)) in sections.iter().zip(&deck.briefing.steps).enumerate() {
        let has_map = step.focus != Some(sitmap::model::briefing::Focus::Text);
        let maps = section
            .descendants()
            .filter(|node| node.tag_name().name() == "svg");
        assert_eq!(maps.count(), if has_map { 2 } else { 0 }, "{}", step.title);
        assert_eq!(parts[at].contains("```text\n"), has_map, "{}", step.title);
        assert!(parts[at].starts_with(&format!("{}. {}", at + 1, step.title)));
    }
}

#[test]
fn words_of_every_kind_are_markdown_again() {
    let folder = Folder::new();
    folder.put("small.md", &fixture("small.md"));
    let markdown = folder.exported("markdown", &["small.md"]);
    let (words, _) = markdown.split_once("\n## What this rests on").unwrap();
    assert_eq!(words.trim_end(), fixture("small-out.md").trim_end());
}

#[test]
fn words_of_every_kind_are_plain_text() {
    let folder = Folder::new();
    folder.put("small.md", &fixture("small.md"));
    let text = folder.exported("text", &["small.md"]);
    let (words, _) = text.split_once("\nWhat this rests on").unwrap();
    assert_eq!(words.trim_end(), fixture("small-out.txt").trim_end());
}

#[test]
fn markdown_has_the_footnotes_that_it_cites_and_each_once() {
    let markdown = Folder::new().exported("markdown", &[]);
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let (mut cited, mut told) = (Vec::new(), Vec::new());
    for event in Parser::new_ext(&markdown, options) {
        match event {
            Event::FootnoteReference(name) => cited.push(name.to_string()),
            Event::Start(Tag::FootnoteDefinition(name)) => told.push(name.to_string()),
            _ => {}
        }
    }
    assert!(cited.len() > told.len(), "some are cited twice");
    cited.sort();
    cited.dedup();
    told.sort();
    assert_eq!(cited, told);
}
