//! Presenting: where somebody stands in a briefing, and how they go through it.
//!
//! A step is a view, and what is drawn of it is said by [`View::stage`]. Whoever leaves the script has an ordinary view to
//! walk around in; the step is kept beside it and comes back as it was.

mod anew;
mod away;
mod glide;

use std::sync::Arc;
use std::time::Duration;

use super::action::{Action, Motion};
use super::deck::Deck;
use super::update::update;
use super::view::{Entry, Overlay, Pane, Stage, View};
use super::{App, Effect, trail};
use crate::model::fold::fold;
use crate::model::text::Text;
use glide::Glide;

/// Where somebody stands in a briefing.
#[derive(Debug, Clone)]
pub struct Player {
    /// What is presented.
    pub deck: Arc<Deck>,
    /// The step, from 0.
    pub at: usize,
    /// So many of its pauses have passed.
    pub part: usize,
    /// The first line of its words that is shown.
    pub top: usize,
    /// A part has come that may lie below what is shown: it is scrolled to when it is drawn.
    pub reveals: bool,
    /// Nothing is shown.
    pub blank: bool,
    /// The camera and the window glide from step to step.
    pub motion: bool,
    /// How it was left last time: the step to go on at.
    pub left_at: Option<usize>,
    /// What time it is.
    pub clock: Clock,
    /// The step as it was, while somebody is away from the script.
    away: Option<View>,
    glide: Option<Glide>,
}

/// What time it is, as the outside says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clock {
    /// Since the first step was shown.
    pub elapsed: Duration,
    /// The time of the day: `14:05`.
    pub now: Text,
}

/// What a presenter wants to know: what is on the screen of the audience, and what is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    /// What the briefing is called.
    pub briefing: Text,
    /// The step, from 0, and how many there are.
    pub at: usize,
    /// How many steps there are.
    pub steps: usize,
    /// So many of its pauses have passed.
    pub part: usize,
    /// How many it has.
    pub pauses: usize,
    /// What the step is called.
    pub title: Text,
    /// What is to be said, a line each.
    pub notes: Vec<Text>,
    /// What the next step is called; `None` at the last one.
    pub next: Option<Text>,
    /// The audience sees nothing.
    pub blank: bool,
    /// The audience sees something else than the step.
    pub away: bool,
    /// Since the first step was shown.
    pub elapsed: Duration,
}

impl Player {
    /// Whoever presents is away from the script.
    pub fn is_away(&self) -> bool {
        self.away.is_some()
    }

    /// How many steps there are.
    pub fn steps(&self) -> usize {
        self.deck.stops.len()
    }

    /// How many pauses a step has.
    pub fn pauses(&self, step: usize) -> usize {
        let step = self.deck.briefing.steps.get(step);
        step.map_or(0, |step| step.pauses)
    }

    /// The steps that the overview shows for what was typed: one by its number, from 1, or those whose titles have every word.
    pub fn found(&self, typed: &str) -> Vec<usize> {
        let steps = &self.deck.briefing.steps;
        if let Ok(number) = typed.trim().parse::<usize>() {
            let at = number.checked_sub(1).filter(|at| *at < steps.len());
            return at.into_iter().collect();
        }
        let words: Vec<String> = typed.split_whitespace().map(fold).collect();
        let holds = |title: &Text| {
            let title = fold(title);
            words.iter().all(|word| title.contains(word.as_str()))
        };
        let all = steps.iter().enumerate();
        all.filter(|(_, step)| holds(&step.title))
            .map(|(at, _)| at)
            .collect()
    }
}

impl App {
    /// Presents a briefing from a step on; one with no steps is not presented.
    pub fn present(&mut self, deck: Deck, at: usize, motion: bool) {
        if deck.stops.is_empty() {
            return;
        }
        self.player = Some(Player {
            deck: Arc::new(deck),
            at: 0,
            part: 0,
            top: 0,
            reveals: false,
            blank: false,
            motion,
            left_at: None,
            clock: Clock::default(),
            away: None,
            glide: None,
        });
        self.show_step(at, 0);
        self.fetch();
    }

    /// Shows a step before anybody has seen another one.
    pub fn begin_at(&mut self, at: usize) {
        self.show_step(at, 0);
        self.fetch();
    }

    /// Offers to go on at the step where a briefing was left, if it has that step still.
    pub fn offer(&mut self, left: Option<usize>) {
        if let Some(player) = &mut self.player {
            player.left_at = left.filter(|at| *at > 0 && *at < player.steps());
        }
    }

    /// What time it is, for whoever presents.
    pub fn tell_time(&mut self, clock: Clock) {
        if let Some(player) = &mut self.player {
            player.clock = clock;
        }
    }

    /// What a presenter wants to know.
    pub fn prompt(&self) -> Option<Prompt> {
        let player = self.player.as_ref()?;
        let briefing = &player.deck.briefing;
        let step = briefing.steps.get(player.at)?;
        Some(Prompt {
            briefing: briefing.front.title.clone().unwrap_or_default(),
            at: player.at,
            steps: player.steps(),
            part: player.part,
            pauses: step.pauses,
            title: step.title.clone(),
            notes: step.notes.clone(),
            next: briefing
                .steps
                .get(player.at + 1)
                .map(|step| step.title.clone()),
            blank: player.blank,
            away: player.is_away(),
            elapsed: player.clock.elapsed,
        })
    }

    /// How long to wait for the next step of time or of a flight; `None` while everything stands still.
    pub fn next_tick(&self) -> Option<Duration> {
        let flies = self
            .player
            .as_ref()
            .is_some_and(|player| player.glide.is_some());
        if flies {
            Some(glide::INTERVAL)
        } else {
            self.view.next_tick()
        }
    }

    /// Ends a flight where it leads: for lines that cannot follow, and before anything else is done.
    pub fn land(&mut self) {
        let player = self.player.as_mut();
        if let Some(glide) = player.and_then(|player| player.glide.take()) {
            glide.land(&mut self.view);
        }
    }

    /// Does what an action means to whoever presents; `None` where it means the same as without a briefing.
    pub(super) fn played(&mut self, action: Action) -> Option<Vec<Effect>> {
        let meant = trail::meant(&self.view, action);
        let player = self.player.as_mut()?;
        if action == Action::Tick {
            let glide = player.glide.as_mut()?;
            if glide.step() {
                glide.show(&mut self.view);
            } else {
                self.land();
            }
            return Some(Vec::new());
        }
        let (at, last) = (player.at, player.steps() - 1);
        if matches!(action, Action::Resize(_)) {
            // The lines of the words are others now.
            player.top = 0;
        }
        self.land();
        match meant {
            Action::NextStep => self.next(),
            Action::PreviousStep => self.previous(),
            Action::FirstStep => self.step_to(0, 0),
            Action::LastStep => self.step_to(last, 0),
            Action::GoToStep(step) => self.step_to(step.min(last), 0),
            Action::GoOn => self.go_on(),
            Action::Blank => self.turn_blank(),
            Action::ReturnToStep => self.return_to_step(),
            Action::Back if self.view.away && self.view.overlays.is_empty() => {
                self.return_to_step();
            }
            Action::Steps => {
                self.view.message = None;
                let picked = at;
                self.view.overlays = vec![Overlay::Steps(Entry {
                    picked,
                    ..Entry::default()
                })];
            }
            Action::CopyCitation if self.view.stage.is_some() && self.view.overlays.is_empty() => {
                return Some(self.cite());
            }
            Action::Open if self.steps_on_top() => self.open_step(),
            Action::Rows(motion) if self.steps_on_top() => self.move_in_steps(motion),
            Action::Rows(motion) if self.view.stage.is_some() && self.view.overlays.is_empty() => {
                self.scroll(motion);
            }
            _ => {
                self.leave_for(action, meant);
                return None;
            }
        }
        self.fetch();
        Some(Vec::new())
    }

    fn steps_on_top(&self) -> bool {
        matches!(self.view.overlays.last(), Some(Overlay::Steps(_)))
    }

    /// The next part of the step, or the next step. Whoever drives from afar may be away from the script: it goes on where it
    /// was left.
    fn next(&mut self) {
        self.come_back();
        let Some(player) = &mut self.player else {
            return;
        };
        if player.part < player.pauses(player.at) {
            self.turn_part(1);
        } else if player.at + 1 < player.steps() {
            let next = player.at + 1;
            self.step_to(next, 0);
        } else {
            self.view.message = Some("this is the last step".into());
        }
    }

    /// The part before, or all of the step before.
    fn previous(&mut self) {
        self.come_back();
        let Some(player) = &mut self.player else {
            return;
        };
        if player.part > 0 {
            self.turn_part(-1);
        } else if let Some(before) = player.at.checked_sub(1) {
            let all = player.pauses(before);
            self.step_to(before, all);
        } else {
            self.view.message = Some("this is the first step".into());
        }
    }

    /// One part more of the step, or one less.
    fn turn_part(&mut self, by: isize) {
        self.view.message = None;
        if let Some(player) = &mut self.player {
            player.part = player.part.saturating_add_signed(by);
            player.reveals = true;
            player.blank = false;
        }
    }

    /// Goes to a step, after so many of its pauses.
    fn step_to(&mut self, at: usize, part: usize) {
        let player = self.player.as_ref();
        let glides = player.is_some_and(|it| it.motion && !it.is_away() && !it.blank);
        let from = (glides && self.view.stage.is_some()).then(|| self.view.clone());
        self.show_step(at, part);
        let glide = from.and_then(|from| Glide::between(&from, &self.view));
        if let Some(player) = &mut self.player {
            player.glide = glide;
            if let Some(glide) = &player.glide {
                glide.show(&mut self.view);
            }
        }
    }

    /// Shows a step at once, after so many of its pauses.
    fn show_step(&mut self, at: usize, part: usize) {
        let Some(player) = &mut self.player else {
            return;
        };
        player.part = part.min(player.pauses(at));
        (player.at, player.top) = (at, 0);
        (player.blank, player.reveals) = (false, false);
        (player.away, player.glide) = (None, None);
        // Whoever has begun has no need of it.
        player.left_at = None;
        let focus = player.deck.stops.get(at).map(|stop| stop.focus);
        let like = View {
            stage: Some(Stage {
                focus: focus.unwrap_or_default(),
                lit: player.deck.events_of(at).into(),
            }),
            ..self.view.clone()
        };
        self.view = View {
            focus: Pane::Map,
            ..player.deck.view(&self.world, &like, at)
        };
    }

    /// On at the step where it ended last time.
    fn go_on(&mut self) {
        let left = self
            .player
            .as_mut()
            .and_then(|player| player.left_at.take());
        match left {
            Some(at) => self.step_to(at, 0),
            None => self.view.message = Some("it was not left at another step last time".into()),
        }
    }

    fn turn_blank(&mut self) {
        self.come_back();
        self.view.message = None;
        if let Some(player) = &mut self.player {
            player.blank = !player.blank;
        }
    }

    /// Copies the citation of the first event that the step cites; nothing on the screen but a message tells of it.
    fn cite(&mut self) -> Vec<Effect> {
        let kept = self.view.selection;
        let stage = self.view.stage.as_ref();
        let cited = stage.and_then(|stage| stage.lit.first().copied());
        self.view.selection = kept.or(cited);
        let copy = Action::CopyCitation;
        let effects = update(&self.world, &self.shelf, &mut self.view, copy);
        self.view.selection = kept;
        effects
    }

    /// Goes to the step that the overview has the cursor on.
    fn open_step(&mut self) {
        let (Some(player), Some(Overlay::Steps(entry))) = (&self.player, self.view.overlays.last())
        else {
            return;
        };
        match player.found(&entry.text).get(entry.picked).copied() {
            Some(step) => self.step_to(step, 0),
            None => self.view.message = Some("no step is called that".into()),
        }
    }

    /// Moves through the overview.
    fn move_in_steps(&mut self, motion: Motion) {
        let (Some(player), Some(Overlay::Steps(entry))) =
            (&self.player, self.view.overlays.last_mut())
        else {
            return;
        };
        let last = player.found(&entry.text).len().saturating_sub(1);
        entry.picked = match motion {
            Motion::Up => entry.picked.saturating_sub(1),
            Motion::Down => entry.picked + 1,
            Motion::PageUp => entry.picked.saturating_sub(10),
            Motion::PageDown => entry.picked + 10,
            Motion::First => 0,
            Motion::Last => last,
        }
        .min(last);
    }

    /// Moves through the words of the step.
    fn scroll(&mut self, motion: Motion) {
        let Some(player) = &mut self.player else {
            return;
        };
        player.reveals = false;
        player.top = match motion {
            Motion::Up => player.top.saturating_sub(1),
            Motion::Down => player.top.saturating_add(1),
            Motion::PageUp => player.top.saturating_sub(5),
            Motion::PageDown => player.top.saturating_add(5),
            Motion::First => 0,
            Motion::Last => usize::MAX,
        };
    }
}
