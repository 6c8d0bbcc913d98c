//! Text as XML and HTML can hold it.

/// Writes text so that it is nothing but text, between tags and between quotation marks alike. What neither format can
/// hold, and what would turn the text around it, is replaced by a stand-in: text has passed the door at load, but what is
/// written to a file holds by itself.
pub(in crate::export) fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if is_unfit(letter) => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
}

/// Controls, marks and overrides of direction, and what is no character for XML.
fn is_unfit(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{fffe}'
                | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_text_is_left() {
        let mut out = String::new();
        escape(
            &mut out,
            "<a b='\"'>&amp;\u{1b}\u{202e}\u{2067}\n\u{ffff} می\u{200c}خواهم",
        );
        assert_eq!(
            out,
            "&lt;a b=&#39;&quot;&#39;&gt;&amp;amp;\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd} می\u{200c}خواهم"
        );
    }
}
