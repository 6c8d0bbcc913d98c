//! The nearest known word to one that is not known.

/// Words longer than this are nobody's typing mistake.
const LONGEST_WORD: usize = 40;

/// The candidate with the smallest edit distance, if it is small enough to be a slip.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(LONGEST_WORD + 1).collect();
    if word.is_empty() || word.len() > LONGEST_WORD {
        return None;
    }
    let most = (word.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&word, candidate, most)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edit distance (insert, delete, replace, swap neighbours) without regard to case; `None` where it exceeds `most`.
fn distance(word: &[char], candidate: &str, most: usize) -> Option<usize> {
    let other: Vec<char> = candidate.chars().take(LONGEST_WORD + most + 1).collect();
    if word.len().abs_diff(other.len()) > most {
        return None;
    }
    let same = |a: &char, b: &char| a == b || a.to_lowercase().eq(b.to_lowercase());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in word.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&row, j) + usize::from(!same(a, b)))
                .min(at(&row, j + 1) + 1)
                .min(at(&next, j) + 1);
            let swapped = i > 0
                && j > 0
                && word.get(i - 1).is_some_and(|c| same(c, b))
                && other.get(j - 1).is_some_and(|c| same(a, c));
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let words = ["clash", "airstrike", "seize", "advance"];
        for (word, found) in [
            ("clsah", Some("clash")),
            ("airstirke", Some("airstrike")),
            ("Seize", Some("seize")),
            ("advanced", Some("advance")),
            ("explosion", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, words), found, "{word}");
        }
        assert_eq!(nearest(&"a".repeat(1_000_000), words), None);
    }
}
