//! A briefing that is changed while it is presented.

use std::sync::Arc;

use crate::app::App;
use crate::app::deck::Deck;

impl App {
    /// Takes a briefing over that was changed while it is presented. The step stays: the one of the same title, else of the
    /// same number; and what is open, blank or away stays so.
    pub fn present_anew(&mut self, deck: Deck) {
        let Some(player) = &mut self.player else {
            return;
        };
        if deck.stops.is_empty() {
            self.view.message =
                Some("the briefing has no step any more: what is shown is older".into());
            return;
        }
        let at = same_step(&player.deck, player.at, &deck);
        let faults = deck.faults.len();
        player.deck = Arc::new(deck);
        let before = player.clone();
        let mut seen = self.view.clone();
        self.show_step(at, before.part);
        if let Some(player) = &mut self.player {
            player.top = before.top;
            player.blank = before.blank;
            player.left_at = before.left_at;
            if before.is_away() {
                player.away = Some(std::mem::replace(&mut self.view, seen));
            } else {
                self.view.overlays = std::mem::take(&mut seen.overlays);
            }
        }
        self.view.message = Some(if faults == 0 {
            "the briefing was read again".into()
        } else {
            "the briefing was read again; sitmap check says what is wrong in it".into()
        });
        self.fetch();
    }
}

/// Where a step of a briefing is in what that has become: under its title, else at its number, else at the end.
fn same_step(old: &Deck, at: usize, new: &Deck) -> usize {
    let title = |deck: &Deck, at: usize| {
        let step = deck.briefing.steps.get(at);
        step.map(|step| step.title.clone())
    };
    let same = |other: &usize| title(new, *other) == title(old, at);
    if same(&at) {
        return at;
    }
    let last = new.stops.len().saturating_sub(1);
    (0..=last).find(same).unwrap_or(at.min(last))
}
