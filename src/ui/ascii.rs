//! What stands in for a character where only ASCII can be shown: one cell for one cell, so that nothing moves.

use ratatui::buffer::Buffer;
use unicode_normalization::UnicodeNormalization as _;

/// Replaces everything outside ASCII.
pub fn fold(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let plain = cell.symbol().chars().next().map_or(' ', plain);
            cell.set_char(plain);
        }
    }
}

/// A text in ASCII, character for character.
pub fn text(text: &str) -> String {
    let folded = text
        .chars()
        .map(|c| if c.is_ascii() { c } else { plain(c) });
    folded.collect()
}

/// The nearest ASCII character; `?` for letters of other scripts.
#[expect(
    clippy::match_same_arms,
    reason = "grouped by what they are, not by what stands in"
)]
fn plain(c: char) -> char {
    match c {
        '─' | '━' | '–' | '—' | '‐' | '‑' | '−' => '-',
        '│' | '┃' | '╵' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '╭' | '╮' | '╰' | '╯' => {
            '+'
        }
        '╌' => '.',
        '═' => '=',
        '┣' => '[',
        '┫' => ']',
        '▁' => '_',
        '▂' => '.',
        '▃' => ':',
        '▄' => '-',
        '▅' => '=',
        '▆' => '+',
        '▇' => '*',
        '█' => '#',
        '░' | '▒' => ':',
        '▓' => '%',
        // Dots behind the bars of the timeline.
        '⣀' | '⣤' => ',',
        '⣶' | '⣿' => ';',
        '╱' => ';',
        '▴' | '↑' => '^',
        '▾' | '↓' => 'v',
        '→' | '↳' | '►' | '▸' | '›' | '»' => '>',
        '←' | '≤' | '‹' | '«' => '<',
        '“' | '”' | '„' => '"',
        '‘' | '’' | '‚' | '′' => '\'',
        '·' => '-',
        '•' => 'o',
        '◦' => '.',
        '●' => '*',
        '×' => 'x',
        // `~` is the sign of a line and of water, and reads as "about".
        '…' => '.',
        '±' => '+',
        'ı' => 'i',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ß' => 's',
        'æ' => 'a',
        'Æ' => 'A',
        'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' => '\'',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        _ => c.nfd().next().filter(char::is_ascii).unwrap_or('?'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn every_cell_keeps_its_place() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
        buffer.set_string(0, 0, "Mûsil — “الرقة” ±8 漢 §", Style::new());
        fold(&mut buffer);
        let row: String = buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(row, "Musil - \"?????\" +8 ?  ? ");
    }
}
