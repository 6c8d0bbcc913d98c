//! The page: well-formed, standing for itself, with links that lead somewhere.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use proptest::prelude::*;
use sitmap::app::App;
use sitmap::app::deck::Deck;
use sitmap::app::layout::Size;
use sitmap::cli::open::{Files, Opened};
use sitmap::export::briefing::{Format, Options, of};
use sitmap::model::briefing::Briefing;

use crate::harness::{Folder, elements, fixture, parsed, words_of};
use crate::hash::sha256;

#[test]
fn nothing_is_loaded_from_outside_and_no_script_runs_but_the_one_that_is_named() {
    let html = Folder::new().exported("html", &[]);
    let page = parsed(&html);
    for node in page.descendants() {
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(!name.starts_with("on"), "{name}");
            assert!(
                !matches!(name, "src" | "srcset" | "style" | "data"),
                "{name}"
            );
        }
        let name = node.tag_name().name();
        assert!(!matches!(
            name,
            "link" | "iframe" | "img" | "image" | "base" | "object"
        ));
    }
    for rule in elements(&page, "style") {
        let rules = rule.text().unwrap();
        assert!(!rules.contains("url(") && !rules.contains("@import"));
    }
    let [script] = elements(&page, "script")[..] else {
        panic!("one script");
    };
    let hash = sha256(script.text().unwrap().as_bytes());
    let policy = elements(&page, "meta")
        .into_iter()
        .find(|meta| meta.attribute("http-equiv") == Some("Content-Security-Policy"))
        .unwrap();
    let policy = policy.attribute("content").unwrap();
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(
        policy.contains(&format!("script-src 'sha256-{hash}';")),
        "{hash}\n{policy}"
    );
}

#[test]
fn every_link_inside_the_page_leads_to_a_place_in_it() {
    let html = Folder::new().exported("html", &[]);
    let page = parsed(&html);
    let mut ids = BTreeSet::new();
    for node in page.descendants() {
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id.to_owned()), "{id} is there twice");
        }
    }
    let mut inside = 0;
    for link in elements(&page, "a") {
        let href = link.attribute("href").unwrap();
        if let Some(id) = href.strip_prefix('#') {
            inside += 1;
            assert!(ids.contains(id), "{id}");
        } else {
            assert!(href.starts_with("https://"), "{href}");
            assert_eq!(link.attribute("rel"), Some("noopener noreferrer"));
        }
    }
    assert!(inside > 80, "{inside}");
}

#[test]
fn it_follows_its_reader_unless_a_theme_is_said_and_is_light_on_paper() {
    let folder = Folder::new();
    let dark = "(prefers-color-scheme:dark)";
    let page = folder.exported("html", &["--step", "1"]);
    assert!(page.contains(dark));
    for (theme, background) in [
        ("dark", "color-scheme:dark"),
        ("light", "color-scheme:light"),
    ] {
        let page = folder.exported("html", &["--step", "1", "--theme", theme]);
        assert!(!page.contains(dark) && page.contains(background), "{theme}");
        assert!(
            page.contains("@media print{\n:root{color-scheme:light}"),
            "{theme}"
        );
    }
}

#[test]
fn lists_quotes_and_tables_are_what_they_are() {
    let folder = Folder::new();
    folder.put("small.md", &fixture("small.md"));
    let html = folder.exported("html", &["small.md"]);
    let page = parsed(&html);
    let words = elements(&page, "div")
        .into_iter()
        .find(|div| {
            div.attribute("class")
                .is_some_and(|class| class.starts_with("words"))
        })
        .unwrap();
    let tags = words.descendants().skip(1).filter(|node| node.is_element());
    let tags: Vec<&str> = tags.map(|node| node.tag_name().name()).collect();
    let expected = "p sup a em strong sup a a br code \
        ul li p li p ol li p li p p \
        blockquote p ul li p \
        div table thead tr th th tbody tr td td \
        pre code h3 p sup a";
    assert_eq!(tags.join(" "), one_blank(expected));
    let said = words_of(&page);
    assert!(
        said.contains("Troops took the courts1, and the SDF seized a road2."),
        "{said}"
    );
    assert!(said.contains("a file (../notes.txt)."), "{said}");
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn opened() -> &'static Opened {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    OPENED.get_or_init(|| Files::default().open().unwrap())
}

fn handed_out(source: &str, format: Format) -> String {
    let opened = opened();
    let by_id = |id: &str| opened.find(id);
    let deck = Deck::read(&opened.world, &by_id, Briefing::parse(source));
    let size = Size {
        columns: 80,
        rows: 24,
    };
    let mut app = App::new(opened.world.clone(), opened.reader.clone(), size, 2.0);
    let options = Options {
        notes: true,
        ..Options::default()
    };
    of(&mut app, &deck, format, options)
}

const PIECES: [&str; 24] = [
    "- a\n",
    "  - b\n",
    "1. c\n",
    "   3. d\n",
    "> e\n",
    "> - f\n",
    "- > g\n",
    "\n",
    "\n\n",
    "h *i* **j** ***k***\n",
    "[e01](event:e01) ",
    "[x](event:nope)",
    "[l](https://m)",
    "[n](o:p)",
    "```\n`\n```\n",
    "    q\n",
    "| r | s |\n|---|:-:|\n| t |\n",
    "### u\n",
    "<v w=\"x\">",
    "&amp; \\* `` ` ``\\\n",
    "<!-- pause -->\n",
    "<!-- note: y -->\n",
    "\u{1b}\u{202e}\u{0}",
    "- - - z\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_is_written_the_page_and_the_picture_are_well_formed(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30)
    ) {
        let source = format!("# A\n<!-- focus: text -->\n\n{}", pieces.concat());
        for format in [Format::Html, Format::Svg] {
            parsed(&handed_out(&source, format));
        }
    }
}
