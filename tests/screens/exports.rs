//! Screens as text, ANSI and SVG, and the listing.

use std::convert::Infallible;
use std::num::NonZeroU16;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use sitmap::export::{ansi, listing, svg, text};
use sitmap::ui::theme::Backdrop;

use crate::harness::Screen;

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}

fn sample() -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 2));
    let hot = Style::new()
        .fg(Color::LightRed)
        .add_modifier(Modifier::BOLD);
    buffer.set_string(0, 0, "a <b> & c", hot);
    buffer.set_string(0, 1, "⣿▌│水x", Style::new().fg(Color::Indexed(75)));
    buffer.set_style(Rect::new(8, 1, 2, 1), Style::new().bg(Color::Indexed(17)));
    buffer
}

#[test]
fn text_has_no_blanks_at_the_end_of_lines() {
    assert_eq!(text::of(&sample()), "a <b> & c\n⣿▌│水x\n");
}

#[test]
fn ansi_names_the_sixteen_by_their_own_numbers() {
    assert_eq!(
        ansi::of(&sample()),
        "\x1b[0;1;91ma <b> & c\x1b[0m\n\x1b[0;38;5;75m⣿▌│水x\x1b[0m  \x1b[0;48;5;17m  \x1b[0m\n"
            .replace("x\x1b[0m  ", "x  ")
    );
}

#[test]
fn ansi_shows_what_the_screen_shows() {
    let mut screen = Screen::bundled(120, 40).press("n");
    let mut terminal = vt100::Parser::new(cells(40), cells(120), 0);
    terminal.process(
        ansi::of(&screen.buffer())
            .trim_end()
            .replace('\n', "\r\n")
            .as_bytes(),
    );
    let shown: Vec<String> = terminal.screen().rows(0, 120).collect();
    for (row, line) in screen.text().lines().enumerate() {
        assert_eq!(shown[row].trim_end(), line, "row {row}");
    }
}

#[test]
fn svg_is_escaped_and_keeps_its_text() {
    let picture = svg::of(&sample(), Backdrop::Dark);
    assert!(picture.contains(">a &lt;b&gt; &amp; c</text>"), "{picture}");
    assert!(picture.contains("font-weight=\"bold\""), "{picture}");
    assert!(picture.contains("fill=\"#ff0000\""), "{picture}");
    assert!(picture.contains("fill=\"#00005f\""), "{picture}");
    assert!(
        picture.contains("⣿▌│"),
        "the text under the shapes: {picture}"
    );
    assert_eq!(picture.matches("<svg").count(), 1);
}

#[test]
fn svg_of_a_whole_screen_is_balanced() {
    let picture = svg::of(
        &Screen::bundled(120, 40).press("n").buffer(),
        Backdrop::Dark,
    );
    assert_eq!(
        picture.matches("<text").count(),
        picture.matches("</text>").count()
    );
    let open_ends = picture.matches('<').count();
    assert_eq!(open_ends, picture.matches('>').count());
}

#[test]
fn the_listing_has_a_line_for_every_event_and_its_sentence() {
    let mut screen = Screen::bundled(80, 24);
    let mut out = String::new();
    let Ok(()) = listing::each(&mut screen.app, |lines| {
        out.push_str(lines);
        Ok::<_, Infallible>(())
    });
    let events = out.lines().filter(|line| !line.starts_with("    "));
    assert_eq!(events.count(), 25, "{out}");
    assert!(out.contains("    “The Pentagon said"), "{out}");
    assert!(out.contains(" · Manbij · "), "{out}");
}
