//! Things that lie in one another: a parent each, and no circles.

/// Cuts each circle of parents at one link, and says which: the child and the parent that it loses. Links that point outside
/// the slice count as none. Takes time in proportion to the number of links, however they run.
pub fn cut_cycles(parents: &mut [Option<usize>]) -> Vec<(usize, usize)> {
    let mut cut = Vec::new();
    // Which walk came past a node, from 1; 0 is none yet.
    let mut walked = vec![0_usize; parents.len()];
    for start in 0..parents.len() {
        let walk = start + 1;
        let mut at = start;
        loop {
            match walked.get_mut(at) {
                Some(seen) if *seen == 0 => *seen = walk,
                _ => break,
            }
            let Some(slot) = parents.get_mut(at) else {
                break;
            };
            let Some(parent) = *slot else { break };
            if walked.get(parent) == Some(&walk) {
                *slot = None;
                cut.push((at, parent));
                break;
            }
            at = parent;
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_circle_is_cut_where_it_closes() {
        let mut parents = [Some(1), Some(2), Some(0), Some(1), Some(4), None];
        assert_eq!(cut_cycles(&mut parents), [(2, 0), (4, 4)]);
        assert_eq!(parents, [Some(1), Some(2), None, Some(1), None, None]);
    }

    proptest! {
        #[test]
        fn nothing_goes_round_afterwards(mut parents in prop::collection::vec(prop::option::of(0usize..20), 0..20)) {
            cut_cycles(&mut parents);
            for start in 0..parents.len() {
                let up = |at: &usize| parents.get(*at).copied().flatten();
                prop_assert!(std::iter::successors(Some(start), up).take(50).count() <= 21);
            }
        }
    }
}
