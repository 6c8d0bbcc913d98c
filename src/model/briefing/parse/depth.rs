//! How deep a line can be nested, before anybody reads what is in it.
//!
//! Every line is held against all the lists and quotes around it, so that a file of many lines inside thousands of quotes
//! takes thousands of times as long as another one of its length. Nobody shows what is nested so deep; reading ends there.
//!
//! Known to be imperfect: signs in a block of code count too.

/// The deepest line that is read. A line of a hundred dashes with blanks between them is a line, and no list.
const DEEPEST: usize = 128;

/// Where the first line begins that is nested too deep, in bytes.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if depth(line.as_bytes()) > DEEPEST {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// So deep a line may be nested at most: its markers, and two columns of blanks before a marker for each list around it.
fn depth(line: &[u8]) -> usize {
    let (mut markers, mut blanks) = (0, 0);
    let mut depth = 0;
    let mut rest = line;
    while let Some((first, behind)) = rest.split_first() {
        let length = match first {
            b' ' => {
                blanks += 1;
                rest = behind;
                continue;
            }
            b'\t' => {
                blanks += 4;
                rest = behind;
                continue;
            }
            b'>' => 1,
            b'-' | b'+' | b'*' => ends_marker(behind, 1),
            b'0'..=b'9' => {
                let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                let behind = rest.get(digits..).unwrap_or(&[]);
                match behind.split_first() {
                    Some((b'.' | b')', behind)) => ends_marker(behind, digits + 1),
                    _ => 0,
                }
            }
            _ => 0,
        };
        if length == 0 {
            break;
        }
        markers += 1;
        depth = markers + blanks / 2;
        rest = rest.get(length..).unwrap_or(&[]);
        // The blank behind it is part of a marker.
        if let Some((b' ', behind)) = rest.split_first() {
            rest = behind;
        }
    }
    depth
}

/// The length of a marker, if a blank or the end of the line comes behind it.
fn ends_marker(behind: &[u8], length: usize) -> usize {
    let ends = matches!(behind.first(), None | Some(b' ' | b'\t' | b'\r' | b'\n'));
    if ends { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_count_and_words_do_not() {
        for (line, deep) in [
            ("words - more", 0),
            ("> - 1. a", 3),
            (">>> a", 3),
            ("      - a", 4),
            (">     - a", 4),
            ("      words", 0),
            ("-- a", 0),
            ("12) a", 1),
            ("12 a", 0),
            ("\t\t-", 5),
        ] {
            assert_eq!(depth(line.as_bytes()), deep, "{line}");
        }
        let deep = format!("a\n{}b\n", ">".repeat(200));
        assert_eq!(too_deep(&deep), Some(2));
    }
}
