//! The sign of each kind of event: solid for what happened, hollow for what did not.

use crate::model::vocabulary::EventType;

/// The sign of a kind of event, one cell wide; an ASCII letter where nothing else can be shown.
///
/// What did not happen is hollow; in ASCII the letter is small.
pub const fn event(kind: EventType, unreal: bool, ascii: bool) -> &'static str {
    let (solid, hollow, letter, small) = signs(kind);
    match (ascii, unreal) {
        (true, false) => letter,
        (true, true) => small,
        (false, false) => solid,
        (false, true) => hollow,
    }
}

/// Solid, hollow, letter, small letter.
const fn signs(kind: EventType) -> (&'static str, &'static str, &'static str, &'static str) {
    use EventType as E;
    match kind {
        E::Clash => ("✕", "◌", "C", "c"),
        E::Attack => ("▲", "△", "A", "a"),
        E::Airstrike => ("▼", "▽", "R", "r"),
        E::Shelling => ("✱", "◌", "H", "h"),
        E::Bombing => ("✸", "◌", "B", "b"),
        E::Seize => ("■", "□", "S", "s"),
        E::Advance => ("►", "▻", "V", "v"),
        E::Withdraw => ("◄", "◅", "W", "w"),
        E::Transfer => ("⇄", "◌", "T", "t"),
        E::Offensive => ("◆", "◇", "O", "o"),
        E::Deploy => ("⊕", "◌", "D", "d"),
        E::Support => ("✚", "◌", "U", "u"),
        E::Blockade => ("⊠", "◌", "K", "k"),
        E::Pledge => ("§", "◌", "P", "p"),
        E::Threat => ("!", "◌", "Y", "y"),
        E::Talks => ("∴", "◌", "L", "l"),
        E::Agreement => ("≡", "◌", "G", "g"),
        E::Violence => ("✗", "◌", "X", "x"),
        E::Detain => ("#", "◌", "N", "n"),
        E::Displace => ("»", "◌", "M", "m"),
        E::Protest => ("¤", "◌", "F", "f"),
        E::Other => ("●", "○", "Z", "z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use unicode_width::UnicodeWidthStr as _;

    #[test]
    fn every_kind_has_a_sign_and_a_letter_of_its_own_one_cell_wide() {
        for ascii in [false, true] {
            let signs: Vec<&str> = EventType::ALL
                .iter()
                .map(|kind| event(*kind, false, ascii))
                .collect();
            assert_eq!(
                signs.iter().collect::<HashSet<_>>().len(),
                EventType::ALL.len()
            );
            for (kind, sign) in EventType::ALL.iter().zip(signs) {
                assert_eq!(sign.width(), 1, "{kind}");
                assert_ne!(
                    sign,
                    event(*kind, true, ascii),
                    "{kind} looks as if it had happened"
                );
            }
        }
    }
}
