//! The clipboard: text goes there through the terminal (OSC 52), which may be at the other end of an SSH line.
//!
//! A terminal never answers, and many are set not to listen: what is sent may not arrive. What sits between (tmux, GNU
//! screen) keeps the sequence to itself unless it is told to hand it on, and each is told in its own way.
//!
//! Known to be imperfect: tmux inside another tmux reaches the outer one only where that has `set-clipboard on`; which of
//! the two is at the other end of a line whose `TERM` is `screen` cannot be known, so that both are spoken to.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::model::text::Text;

/// Longer texts are dropped, or cut, by one terminal or another; in bytes.
const LONGEST: usize = 74_000;
/// GNU screen takes no longer strings than 256 bytes in one piece in its older versions.
const PIECE: usize = 240;
/// What a pipe holds at the least, on the systems that this runs on; in bytes.
const PIPE: usize = 16_000;
/// How long tmux has to take a text: it answers in thousandths of a second, or not at all.
const PATIENCE: Duration = Duration::from_millis(300);

/// What stands between the program and the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A terminal.
    Terminal,
    /// tmux, that can be asked for by its command.
    Tmux,
    /// tmux at the other end of a line.
    FarTmux,
    /// GNU screen.
    Screen,
    /// One of the two at the other end of a line.
    FarEither,
    /// Nothing that is known to take anything.
    Nowhere,
}

impl Way {
    /// What the environment says, by the variables `TERM`, `TMUX` and `STY`.
    pub(super) fn of(term: &str, tmux: &str, sty: &str) -> Self {
        let bare = term.split('-').next().unwrap_or(term);
        // The console of Linux shows on the screen what it does not know.
        let deaf = matches!(bare, "" | "dumb" | "unknown" | "linux" | "cons25" | "ansi");
        if !tmux.is_empty() {
            Self::Tmux
        } else if !sty.is_empty() {
            Self::Screen
        } else if deaf || bare.starts_with("vt") {
            Self::Nowhere
        } else if bare.starts_with("tmux") {
            Self::FarTmux
        } else if bare.starts_with("screen") {
            Self::FarEither
        } else {
            Self::Terminal
        }
    }
}

/// The bytes that ask for a text to be copied; `None` where nobody would take it.
pub(super) fn sequence(way: Way, text: &Text) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    // BEL, as screen would take the other end of a string for its own.
    let plain = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    Some(match way {
        Way::Terminal => plain,
        Way::Tmux | Way::FarTmux => {
            let through = plain.replace('\x1b', "\x1b\x1b");
            // One of them is heard: the first with `set-clipboard on`, the second with `allow-passthrough on`.
            format!("{plain}\x1bPtmux;{through}\x1b\\")
        }
        Way::Screen => in_pieces(&plain),
        Way::FarEither => format!("{plain}{}", in_pieces(&plain)),
        Way::Nowhere => return None,
    })
}

/// What GNU screen hands on piece by piece. All of it is ASCII.
fn in_pieces(plain: &str) -> String {
    let mut out = String::new();
    let mut rest = plain;
    while !rest.is_empty() {
        let (piece, more) = rest.split_at_checked(PIECE).unwrap_or((rest, ""));
        out.push_str("\x1bP");
        out.push_str(piece);
        out.push_str("\x1b\\");
        rest = more;
    }
    out
}

/// Has tmux copy a text by its own command, which works the way tmux is set from the start: neither sequence does. Says
/// whether it did.
pub(super) fn give_to_tmux(text: &Text) -> bool {
    // A pipe holds as much: nothing is ever waited for while writing.
    if text.len() > PIPE {
        return false;
    }
    let started = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else { return false };
    let stdin = child.stdin.take();
    let given = stdin.is_some_and(|mut stdin| stdin.write_all(text.as_bytes()).is_ok());
    ends_well(&mut child) && given
}

fn ends_well(child: &mut Child) -> bool {
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if began.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(2)),
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |bits: u32| {
        let at = usize::try_from(bits & 63).unwrap_or(0);
        LETTERS.get(at).map_or('=', |letter| char::from(*letter))
    };
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| three.get(at).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            // Of one byte the first two letters say all, of two the first three.
            out.push(if at <= three.len() {
                letter(bits >> shift)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Slow and obvious: bit by bit.
    fn decoded(written: &str) -> Vec<u8> {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let values = written.chars().filter_map(|c| letters.find(c));
        let bits: Vec<String> = values.map(|value| format!("{value:06b}")).collect();
        let bits = bits.concat();
        let whole = bits.len() / 8 * 8;
        (0..whole)
            .step_by(8)
            .map(|at| u8::from_str_radix(&bits[at..at + 8], 2).unwrap())
            .collect()
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_it_was(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let written = base64(&bytes);
            prop_assert_eq!(written.len() % 4, 0);
            prop_assert_eq!(decoded(&written), bytes);
        }

        #[test]
        fn no_text_brings_a_sequence_of_its_own(raw in any::<String>()) {
            let text = Text::clean(&raw);
            let sent = sequence(Way::Terminal, &text).unwrap();
            let inside = sent.strip_prefix("\x1b]52;c;").and_then(|rest| rest.strip_suffix('\x07'));
            let inside = inside.unwrap();
            prop_assert!(!inside.contains(char::is_control));
            prop_assert_eq!(decoded(inside), text.as_bytes());
        }

        #[test]
        fn pieces_make_the_whole_again_and_none_is_long(length in 0_usize..3_000) {
            let text = Text::clean(&"x".repeat(length));
            let sent = sequence(Way::Screen, &text).unwrap();
            let pieces: Vec<&str> = sent.split_terminator("\x1b\\").collect();
            prop_assert!(pieces.iter().all(|piece| piece.starts_with("\x1bP") && piece.len() < 256));
            let whole: String = pieces.iter().map(|piece| &piece[2..]).collect();
            prop_assert_eq!(Some(whole), sequence(Way::Terminal, &text));
        }
    }

    #[test]
    fn the_ends_of_a_text_are_filled_up() {
        for (text, written) in [
            ("", ""),
            ("m", "bQ=="),
            ("mo", "bW8="),
            ("mos", "bW9z"),
            ("الموصل", "2KfZhNmF2YjYtdmE"),
        ] {
            assert_eq!(base64(text.as_bytes()), written);
        }
    }

    #[test]
    fn what_stands_between_is_told_by_its_variables() {
        for (term, tmux, sty, way) in [
            ("xterm-256color", "", "", Way::Terminal),
            ("alacritty", "", "", Way::Terminal),
            ("tmux-256color", "/run/tmux/default,1,0", "", Way::Tmux),
            ("xterm", "/run/tmux/default,1,0", "", Way::Tmux),
            ("screen.xterm-256color", "", "123.pts-0.host", Way::Screen),
            ("tmux-256color", "", "", Way::FarTmux),
            ("screen-256color", "", "", Way::FarEither),
            ("linux", "", "", Way::Nowhere),
            ("vt220", "", "", Way::Nowhere),
            ("", "", "", Way::Nowhere),
        ] {
            assert_eq!(Way::of(term, tmux, sty), way, "{term} {tmux} {sty}");
        }
    }

    #[test]
    fn tmux_hears_it_twice_and_hands_on_what_is_wrapped() {
        let sent = sequence(Way::Tmux, &Text::clean("mos")).unwrap();
        assert_eq!(
            sent,
            "\x1b]52;c;bW9z\x07\x1bPtmux;\x1b\x1b]52;c;bW9z\x07\x1b\\"
        );
    }

    #[test]
    fn nothing_is_sent_where_it_would_be_shown_or_cut() {
        assert_eq!(sequence(Way::Nowhere, &Text::clean("mos")), None);
        let long = Text::clean(&"x".repeat(LONGEST + 1));
        assert_eq!(sequence(Way::Terminal, &long), None);
    }
}
