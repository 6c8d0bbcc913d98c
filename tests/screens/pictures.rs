//! SVG and HTML, read back by a parser that is not ours: well-formed, self-contained, and holding the text of the screen.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use roxmltree::{Document, Node, ParsingOptions};
use sitmap::app::view::Glyphs;
use sitmap::export::{html, svg, text};
use sitmap::ui::theme::{Backdrop, Colours};
use unicode_width::UnicodeWidthStr as _;

use crate::harness::Screen;

const BOTH: [Backdrop; 2] = [Backdrop::Dark, Backdrop::Light];

fn parsed(written: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(written, options)
        .unwrap_or_else(|fault| panic!("{fault}:\n{written}"))
}

fn all_text(node: Node<'_, '_>) -> String {
    let parts = node.descendants().filter(Node::is_text);
    parts.filter_map(|part| part.text()).collect()
}

fn elements<'a>(document: &'a Document<'_>, name: &str) -> Vec<Node<'a, 'a>> {
    let all = document.descendants();
    all.filter(|node| node.tag_name().name() == name).collect()
}

/// The rows of an SVG, from where its texts stand.
fn svg_text(picture: &str, rows: u16) -> String {
    let document = parsed(picture);
    let texts = elements(&document, "text");
    let row = |row: u16| {
        let y = (row * 18 + 14).to_string();
        let mut here = texts.iter().filter(|text| text.attribute("y") == Some(&y));
        let line = here.next().map(|text| all_text(*text)).unwrap_or_default();
        assert!(here.next().is_none(), "one text a row");
        line + "\n"
    };
    (0..rows).map(row).collect()
}

fn html_text(page: &str) -> String {
    let document = parsed(page);
    let [pre] = elements(&document, "pre")[..] else {
        panic!("one pre: {page}");
    };
    all_text(pre)
        .strip_prefix('\n')
        .expect("a browser takes the first line break for none of the text")
        .to_owned()
}

/// What holds of every picture, whatever was on the screen.
fn check(written: &str) {
    let controls = |letter: &char| letter.is_control() && *letter != '\n';
    assert_eq!(written.chars().find(controls), None);
    assert!(!written.contains(['\u{202e}', '\u{2066}', '\u{200f}']));
    let document = parsed(written);
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let known = [
            "html", "head", "meta", "title", "style", "body", "figure", "pre", "span", "svg", "g",
            "rect", "path", "text", "tspan",
        ];
        assert!(known.contains(&name), "{name}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on"), "{name}");
            assert!(!["href", "src"].contains(&name), "{name}");
            let is_words = ["aria-label", "content"].contains(&name);
            assert!(is_words || !value.contains("url("), "{value}");
        }
    }
    for style in elements(&document, "style") {
        let css = all_text(style);
        assert!(!css.contains("url(") && !css.contains("@import"), "{css}");
    }
}

fn screens() -> Vec<Screen> {
    vec![
        Screen::bundled(40, 12),
        Screen::bundled(80, 24).press("n n n"),
        Screen::bundled(80, 24).press("/").type_in("الموصل"),
        Screen::bundled(80, 24).glyphs(Glyphs::Octant).press("-"),
        Screen::bundled(80, 24).colours(Colours::None).ascii(),
        Screen::bundled(120, 40)
            .colours(Colours::Sixteen)
            .press("n ?"),
        Screen::bundled(120, 40).press("n n n n n n n n"),
        Screen::bundled(20, 5),
    ]
}

#[test]
fn pictures_hold_the_text_of_the_screen_row_by_row() {
    for mut screen in screens() {
        let (plain, dark) = (screen.text(), screen.buffer());
        screen.theme.backdrop = Backdrop::Light;
        let light = screen.buffer();
        for (backdrop, buffer) in BOTH.into_iter().zip([&dark, &light]) {
            let picture = svg::of(buffer, backdrop);
            check(&picture);
            let rows = buffer.area.height;
            assert_eq!(svg_text(&picture, rows), plain, "{picture}");
        }
        let page = html::of(&[(Backdrop::Dark, &dark), (Backdrop::Light, &light)]);
        check(&page);
        assert_eq!(html_text(&page), plain);
    }
}

#[test]
fn a_theme_changes_no_glyph_and_nothing_but_colours() {
    for screen in screens() {
        let mut screen = screen;
        let dark = screen.buffer();
        screen.theme.backdrop = Backdrop::Light;
        let light = screen.buffer();
        let mut differs = false;
        for (dark, light) in dark.content.iter().zip(&light.content) {
            assert_eq!(dark.symbol(), light.symbol());
            assert_eq!(dark.modifier, light.modifier);
            differs |= (dark.fg, dark.bg) != (light.fg, light.bg);
        }
        let is_plain = dark.area.width == 20 || screen.theme.colours == Colours::None;
        assert_eq!(differs, !is_plain);
    }
}

/// What data may try, if it ever gets past the door; each in cells of its own.
fn hostile() -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 2));
    let mut column = 0;
    for symbol in [
        "<script>", "\"", "'", "&", "]]>", "-->", "\u{1b}", "\u{202e}", "\u{0}", "\u{ffff}",
        "</pre>", "</text>", "\u{9b}", "\u{2066}", "}", "\u{200f}", "&#0;", "\n",
    ] {
        for row in 0..2 {
            buffer[(column, row)].set_symbol(symbol);
        }
        column += u16::try_from(symbol.width().max(1)).expect("few");
    }
    buffer
}

#[test]
fn hostile_text_is_text_in_the_picture_and_in_its_name() {
    let buffer = hostile();
    let picture = svg::of(&buffer, Backdrop::Dark);
    let page = html::of(&BOTH.map(|backdrop| (backdrop, &buffer)));
    for written in [&picture, &page] {
        check(written);
        let document = parsed(written);
        let title = all_text(elements(&document, "title")[0]);
        assert!(title.starts_with("<script>\"'&]]>"), "{title}");
    }
    let document = parsed(&page);
    let figure = elements(&document, "figure")[0];
    let name = figure.attribute("aria-label").expect("a name");
    assert!(name.starts_with("<script>\"'&]]>-->"), "{name}");
    assert!(html_text(&page).contains("</pre></text>"), "{page}");
}

#[test]
fn a_page_says_its_language_its_title_and_what_it_shows() {
    let buffer = Screen::bundled(80, 24).buffer();
    let page = html::of(&[(Backdrop::Dark, &buffer)]);
    let document = parsed(&page);
    let root = document.root_element();
    assert_eq!(root.attribute("lang"), Some("en"));
    let title = all_text(elements(&document, "title")[0]);
    assert!(title.starts_with("sitmap · 25 events"), "{title}");
    let figure = elements(&document, "figure")[0];
    assert_eq!(figure.attribute("aria-label"), Some(title.as_str()));
    let drawn = elements(&document, "svg")[0];
    assert_eq!(drawn.attribute("aria-hidden"), Some("true"));
}

#[test]
fn a_page_follows_its_reader_only_where_it_has_both_themes() {
    let mut screen = Screen::bundled(80, 24);
    let dark = screen.buffer();
    screen.theme.backdrop = Backdrop::Light;
    let light = screen.buffer();
    let both = html::of(&[(Backdrop::Dark, &dark), (Backdrop::Light, &light)]);
    assert_eq!(both.matches("prefers-color-scheme:light").count(), 1);
    assert!(
        both.contains("color-scheme:dark light;--t0:#101418;"),
        "{both}"
    );
    let only = html::of(&[(Backdrop::Light, &light)]);
    assert!(!only.contains("prefers-color-scheme"));
    assert!(only.contains("color-scheme:light;--t0:#ffffff;"), "{only}");
}

#[test]
fn the_ground_of_an_svg_is_that_of_its_theme() {
    let buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
    let ground = |backdrop| {
        let picture = svg::of(&buffer, backdrop);
        let document = parsed(&picture);
        let fill = elements(&document, "rect")[0].attribute("fill");
        fill.map(str::to_owned)
    };
    assert_eq!(ground(Backdrop::Dark).as_deref(), Some("#101418"));
    assert_eq!(ground(Backdrop::Light).as_deref(), Some("#ffffff"));
}

/// Wide glyphs get both of their cells, and what is not ASCII a box of its own.
#[test]
fn glyphs_of_a_page_are_as_wide_as_their_cells() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
    buffer.set_string(0, 0, "a水é⣿⣿ bلا", Style::new());
    let page = html::of(&[(Backdrop::Dark, &buffer)]);
    let row = "<span>a<span style=\"width:2ch\">水</span><span>é</span></span>\
               <span class=\"s\" aria-hidden=\"true\" style=\"width:3ch\">⣿⣿ </span><span>b</span>\
               <span class=\"w\" style=\"width:2ch\">لا</span>\n";
    assert!(page.contains(row), "{page}");
}

/// Two words that are written from the right, each in a pane of its own, are two texts: as one they would change places.
#[test]
fn arabic_on_both_sides_of_a_gap_stays_where_it_is() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
    buffer.set_string(0, 0, "من قبل    بعد", Style::new());
    let page = html::of(&[(Backdrop::Dark, &buffer)]);
    assert!(page.contains("style=\"width:6ch\">من قبل</span>"), "{page}");
    assert!(page.contains("<span>    </span>"), "{page}");
    assert!(page.contains("style=\"width:3ch\">بعد</span>"), "{page}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_stands_in_cells_is_well_formed(
        symbols in proptest::collection::vec(any::<String>(), 12),
        colours in proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u16>()), 12),
    ) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 2));
        for (at, (symbol, (fg, bg, modifier))) in symbols.iter().zip(colours).enumerate() {
            let modifier = Modifier::from_bits_truncate(modifier);
            buffer.content[at].set_symbol(symbol).set_style(
                Style::new().fg(Color::Indexed(fg)).bg(Color::Indexed(bg)).add_modifier(modifier),
            );
        }
        check(&svg::of(&buffer, Backdrop::Light));
        check(&html::of(&BOTH.map(|backdrop| (backdrop, &buffer))));
    }

    /// Of text that has passed the door, nothing is lost or changed.
    #[test]
    fn clean_text_comes_back_as_it_is(raw in "[ -~é水⣿│░ابت]{0,30}") {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 1));
        buffer.set_string(0, 0, raw, Style::new());
        let plain = text::of(&buffer);
        let page = html::of(&[(Backdrop::Dark, &buffer)]);
        prop_assert_eq!(html_text(&page), plain.clone());
        let picture = svg::of(&buffer, Backdrop::Dark);
        prop_assert_eq!(svg_text(&picture, 1), plain);
    }
}
