//! Presenting: where somebody stands in a briefing, and how they go through it.
//!
//! A step is a view, and what is drawn of it is said by [`View::stage`]. Whoever leaves the script has an ordinary view to
//! walk around in; the step is kept beside it and comes back as it was.

mod away;
mod glide;

use std::sync::Arc;
use std::time::Duration;

use super::action::{Action, Motion};
use super::deck::Deck;
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
            blank: false,
            motion: false,
            left_at: None,
            clock: Clock::default(),
            away: None,
            glide: None,
        });
        self.step_to(at, 0);
        if let Some(player) = &mut self.player {
            player.motion = motion;
        }
        self.fetch();
    }

    /// Takes a briefing over that was changed while it is presented; the step stays: the one of the same title, else of the
    /// same number.
    pub fn present_anew(&mut self, deck: Deck) {
        let Some(player) = &mut self.player else {
            return;
        };
        if deck.stops.is_empty() {
            self.view.message =
                Some("the briefing has no step any more: the last one that had is shown".into());
            return;
        }
        let title =
            |deck: &Deck, at: usize| deck.briefing.steps.get(at).map(|step| step.title.clone());
        let now = title(&player.deck, player.at);
        let same = |at: &usize| title(&deck, *at) == now;
        let last = deck.stops.len() - 1;
        let at = if same(&player.at) {
            player.at
        } else {
            (0..=last).find(same).unwrap_or(player.at.min(last))
        };
        let faults = deck.faults.len();
        player.deck = Arc::new(deck);
        let (part, top, is_away) = (player.part, player.top, player.is_away());
        let motion = std::mem::take(&mut player.motion);
        let now = self.view.clone();
        self.step_to(at, part);
        if let Some(player) = &mut self.player {
            player.motion = motion;
            player.top = top;
            if is_away {
                player.away = Some(std::mem::replace(&mut self.view, now));
            }
        }
        self.view.message = Some(match faults {
            0 => "the briefing was read again".into(),
            1 => {
                "the briefing was read again; 1 thing is wrong in it: sitmap check says what".into()
            }
            more => format!(
                "the briefing was read again; {more} things are wrong in it: sitmap check says what"
            ),
        });
        self.fetch();
    }

    /// Shows a step before anybody has seen another one.
    pub fn begin_at(&mut self, at: usize) {
        let motion = self
            .player
            .as_mut()
            .map(|player| std::mem::take(&mut player.motion));
        self.step_to(at, 0);
        if let (Some(player), Some(motion)) = (&mut self.player, motion) {
            player.motion = motion;
        }
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

    /// The next part of the step, or the next step.
    fn next(&mut self) {
        let Some(player) = &mut self.player else {
            return;
        };
        if player.part < player.pauses(player.at) && !player.is_away() {
            player.part += 1;
            player.blank = false;
            self.view.message = None;
        } else if player.at + 1 < player.steps() {
            let next = player.at + 1;
            self.step_to(next, 0);
        } else {
            self.come_back();
            self.view.message = Some("this is the last step".into());
        }
    }

    /// The part before, or all of the step before.
    fn previous(&mut self) {
        let Some(player) = &mut self.player else {
            return;
        };
        if player.part > 0 && !player.is_away() {
            player.part -= 1;
            player.blank = false;
            self.view.message = None;
        } else if let Some(before) = player.at.checked_sub(1) {
            let all = player.pauses(before);
            self.step_to(before, all);
        } else {
            self.come_back();
            self.view.message = Some("this is the first step".into());
        }
    }

    /// Shows a step after so many of its pauses.
    fn step_to(&mut self, at: usize, part: usize) {
        let Some(player) = &mut self.player else {
            return;
        };
        let was_there = player.away.take().is_none() && self.view.stage.is_some() && !player.blank;
        player.part = part.min(player.pauses(at));
        (player.at, player.top, player.blank) = (at, 0, false);
        // Whoever has begun has no need of it.
        player.left_at = None;
        let like = View {
            stage: Some(Stage {
                focus: player
                    .deck
                    .stops
                    .get(at)
                    .map(|stop| stop.focus)
                    .unwrap_or_default(),
                lit: player.deck.events_of(at).into(),
            }),
            ..self.view.clone()
        };
        let mut view = player.deck.view(&self.world, &like, at);
        view.focus = Pane::Map;
        player.glide = if player.motion && was_there {
            Glide::between(&self.view, &view)
        } else {
            None
        };
        if let Some(glide) = &player.glide {
            glide.show(&mut view);
        }
        self.view = view;
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
