//! Walking over JSON without building it: where strings, values and objects end.
//!
//! Made for speed and for nothing else: whatever is not plain (an escape, a nested value, a slip) is told from what is, and
//! left to `serde_json`. Nothing here says that JSON is right, only that what it returns is what it takes it for, if it is.

use memchr::{memchr, memchr2};

/// The first byte from `at` on that is no blank.
pub(super) fn skip_blank(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = text.get(at) {
        at += 1;
    }
    at
}

/// The end of the string that begins at a quotation mark: behind the one that closes it; and whether it has escapes.
pub(super) fn string_end(text: &[u8], quote: usize) -> Option<(usize, bool)> {
    let mut at = quote + 1;
    let mut has_escapes = false;
    loop {
        let rest = text.get(at..)?;
        let found = memchr2(b'"', b'\\', rest)?;
        if rest.get(found) == Some(&b'"') {
            return Some((at + found + 1, has_escapes));
        }
        has_escapes = true;
        at += found + 2;
    }
}

/// The end of a value that begins at a byte; `None` where it does not end in what there is.
pub(super) fn value_end(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at)? {
        b'"' => Some(string_end(text, at)?.0),
        b'{' | b'[' => nested_end(text, at),
        _ => {
            let rest = text.get(at..)?;
            let ends =
                |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
            Some(at + rest.iter().position(ends)?)
        }
    }
}

/// The end of an object or a list: behind the bracket that closes it.
fn nested_end(text: &[u8], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = open;
    loop {
        match text.get(at)? {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => {
                at = string_end(text, at)?.0;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The next line end from a byte on.
pub(super) fn line_end(text: &[u8], at: usize) -> Option<usize> {
    Some(at + memchr(b'\n', text.get(at..)?)?)
}

/// A plain string: the text between its quotation marks and the byte behind them; `None` where it has escapes or does not
/// end.
pub(super) fn plain_string(text: &str, quote: usize) -> Option<(&str, usize)> {
    match string_end(text.as_bytes(), quote)? {
        (end, false) => Some((text.get(quote + 1..end - 1)?, end)),
        (_, true) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_end_where_they_end() {
        let text = br#"{"a":[1,"}]\"",{"b":null}],"c":-1.5e3} x"#;
        assert_eq!(value_end(text, 0), Some(text.len() - 2));
        assert_eq!(value_end(text, 5), Some(26));
        assert_eq!(value_end(b"12", 0), None, "a number may go on");
        assert_eq!(value_end(b"\"ab", 0), None);
        assert_eq!(string_end(br#""a\\"b"#, 0), Some((5, true)));
        assert_eq!(plain_string(r#""ab" "#, 0), Some(("ab", 4)));
        assert_eq!(plain_string(r#""a\n" "#, 0), None);
    }

    proptest! {
        #[test]
        fn what_serde_writes_ends_at_its_end(keys in prop::collection::vec(any::<String>(), 0..5)) {
            let text = serde_json::json!({"list": keys, "more": {"k": keys}}).to_string();
            prop_assert_eq!(value_end(text.as_bytes(), 0), Some(text.len()));
        }

        #[test]
        fn nothing_hangs_or_panics(text in prop::collection::vec(prop::sample::select(b"{}[]\",\\:x 1".to_vec()), 0..40), at in 0_usize..40) {
            let _ = value_end(&text, at);
        }
    }
}
