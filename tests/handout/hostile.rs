//! A briefing and events that mean no good: whatever they say, it stays text.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::harness::{Folder, elements, fixture, one_line, parsed, words_of};

fn folder() -> Folder {
    let folder = Folder::new();
    folder.put("hostile.md", &fixture("hostile.md"));
    folder.put("hostile.json", &fixture("hostile.json"));
    folder
}

/// What is said, and must be seen as it is said.
const SAID: [&str; 6] = [
    "<script>alert(1)</script> Shells *fell* on the `mill` ]]> [^1] ![x](http://evil.example/x.png)",
    "</style><script>alert('title')</script> ]]> [^1]: x",
    "<img src=x onerror=alert(1)> & \"Sons\" 'n' `ticks`",
    "<script>alert('words')</script>, [^1], `ticks`, <b>, ]]>",
    "# no heading, 1. no list",
    "</code></pre><script>alert('block')</script>",
];

fn is_unclean(letter: char) -> bool {
    letter != '\n'
        && (letter.is_control() || matches!(letter, '\u{202e}' | '\u{2066}' | '\u{2028}'))
}

#[test]
fn no_format_holds_what_moves_a_cursor_or_turns_a_line() {
    let folder = folder();
    for format in ["markdown", "html", "text", "svg"] {
        let written = folder.exported(format, &["hostile.md", "--notes"]);
        assert_eq!(
            written.chars().find(|letter| is_unclean(*letter)),
            None,
            "{format}"
        );
    }
}

#[test]
fn a_page_and_a_picture_hold_no_element_that_is_not_ours() {
    let folder = folder();
    for (format, ours) in [
        (
            "html",
            "html head meta title style body a header h1 p nav ol li b main section h2 figure svg rect g path text tspan \
             figcaption ul span code div sup aside h3 q small pre table thead tr th tbody td footer dl dt dd script",
        ),
        ("svg", "svg title rect g path text tspan"),
    ] {
        let written = folder.exported(format, &["hostile.md", "--notes"]);
        let document = parsed(&written);
        let ours: Vec<&str> = ours.split_whitespace().collect();
        for node in document.descendants().filter(|node| node.is_element()) {
            let name = node.tag_name().name();
            assert!(ours.contains(&name), "{format}: {name}");
            for attribute in node.attributes() {
                assert!(
                    !attribute.name().starts_with("on"),
                    "{format}: {attribute:?}"
                );
            }
        }
        assert_eq!(
            elements(&document, "script").len(),
            usize::from(format == "html")
        );
        let words = words_of(&document);
        for said in SAID {
            assert!(words.contains(said), "{format}: {said}\n{words}");
        }
    }
}

#[test]
fn no_link_of_a_page_runs_anything() {
    let page = folder().exported("html", &["hostile.md"]);
    let document = parsed(&page);
    let links = elements(&document, "a").into_iter();
    let links: Vec<&str> = links.filter_map(|link| link.attribute("href")).collect();
    let outside: Vec<&&str> = links.iter().filter(|link| !link.starts_with('#')).collect();
    assert_eq!(outside, [&"https://example.org/\"onmouseover=alert(3)"]);
    let words = words_of(&document);
    assert!(
        words.contains("a link (javascript:alert('link'))"),
        "{words}"
    );
}

#[test]
fn markdown_is_no_more_than_it_was_meant_to_be() {
    let markdown = folder().exported("markdown", &["hostile.md", "--notes"]);
    let options =
        Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let (mut words, mut links, mut headings, mut notes) =
        (String::new(), Vec::new(), 0, Vec::new());
    for event in Parser::new_ext(&markdown, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}\n{markdown}"),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{dest_url}"),
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::FootnoteReference(name) => notes.push(name.to_string()),
            Event::Text(text) | Event::Code(text) => words += &text,
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
            _ => {}
        }
    }
    assert_eq!(links, ["https://example.org/%22onmouseover=alert(3)"]);
    assert_eq!(
        headings, 5,
        "the briefing, its step, and what stands at the end:\n{markdown}"
    );
    assert_eq!(notes, ["1", "2"]);
    let words = one_line(&words);
    for said in SAID {
        assert!(words.contains(said), "{said}\n{words}");
    }
    assert!(
        !markdown.contains(" www.evil"),
        "forges make links of such names"
    );
}

#[test]
fn plain_text_says_what_was_said() {
    let text = one_line(&folder().exported("text", &["hostile.md"]));
    for said in SAID {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(!text.contains("alert('note')"));
}
