//! Lanes: how high each is, and what stands in its columns.

use std::cmp::Reverse;

use super::Extent;
use crate::app::lanes::{Common, NamedLane};
use crate::app::timing::LanesBy;
use crate::app::view::View;
use crate::app::world::World;
use crate::index::lanes::{Bar, Lane, Shape};
use crate::model::entry::{ActorIx, EventIx};
use crate::model::text::Text;
use crate::scene::map::Tint;

/// What stands in a column of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Nothing.
    #[default]
    Blank,
    /// So many events; its height says how many.
    Events(u32),
    /// One event that lasted all the while.
    Span,
    /// One event that happened at some time within.
    Within,
    /// Several that last or lie somewhere within; its shade says how many.
    Several(u32),
    /// What stands here reaches further back than the axis.
    ReachesBack,
    /// What stands here reaches further on than the axis.
    ReachesOn,
}

/// One lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneScene {
    /// What its events have in common; empty where there is one lane for all.
    pub name: String,
    /// How many events it has, on the axis and off it.
    pub events: usize,
    /// How many of them the list shows.
    pub shown: usize,
    /// Its colour; `None` for that of the timeline.
    pub tint: Option<Tint>,
    /// Its first row, counted from that of the first lane.
    pub top: u16,
    /// How many rows it has.
    pub height: u16,
    /// What stands in it.
    pub content: Content,
    /// How many events each column has without the filter, where that leaves some out; empty while there is none.
    pub behind: Vec<u32>,
    /// The selected event, if it is in this lane.
    pub selected: Option<Selected>,
}

/// What stands in a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A bar a column, as high as there are events; what lasts alone as a line in the lowest row.
    Heights(Vec<Mark>),
    /// As many rows as the lane has, from the top, with each event in one of them: there is room for all.
    Rows(Vec<Vec<Mark>>),
    /// Events without a date: they stand nowhere on the axis.
    Undated,
}

/// Where the selected event stands in its lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// Its row, from the top of the lane; `None` where it shares all of them with others.
    pub row: Option<usize>,
    /// Its columns; `None` off the axis.
    pub extent: Option<Extent>,
}

impl Mark {
    fn count(self) -> u32 {
        match self {
            Self::Events(count) | Self::Several(count) => count,
            _ => 0,
        }
    }
}

/// The most events in any column of a lane whose bars tell by their height, with the filter or without; at least 1.
pub(super) fn peak(lanes: &[LaneScene]) -> u32 {
    let behind = lanes.iter().flat_map(|lane| &lane.behind).copied();
    let heights = lanes.iter().filter_map(|lane| match &lane.content {
        Content::Heights(marks) => Some(marks),
        _ => None,
    });
    heights
        .flatten()
        .map(|mark| mark.count())
        .chain(behind)
        .max()
        .unwrap_or(0)
        .max(1)
}

/// The lanes in so many rows: the fuller a lane, the more of them it has. A filter changes nothing about that.
pub(super) fn scenes(
    world: &World,
    view: &View,
    lanes: &[NamedLane],
    selected: Option<Extent>,
    rows: u16,
) -> Vec<LaneScene> {
    let needed = lanes.iter().map(|named| {
        let all = named.unfiltered.as_ref().unwrap_or(&named.lane);
        match Stacked::of(all) {
            _ if named.common == Common::Undated => 0,
            Some(stacked) => stacked.rows.max(1),
            None => all.events.max(1),
        }
    });
    let heights = heights(&needed.collect::<Vec<_>>(), rows);
    let mut top = rows.saturating_sub(heights.iter().sum());
    let mut scenes = Vec::new();
    for (named, height) in lanes.iter().zip(heights) {
        let stacked = Stacked::of(&named.lane)
            .filter(|stacked| stacked.rows > 1 && stacked.rows <= usize::from(height));
        let row = view
            .selection
            .and_then(|event| stacked.as_ref()?.row_of(event, usize::from(height)));
        scenes.push(LaneScene {
            name: name(world, named.common),
            events: named.lane.events,
            shown: named.shown,
            tint: tint(view, named.common),
            top,
            height,
            selected: named.selected.then_some(Selected {
                row,
                extent: selected,
            }),
            content: match stacked {
                _ if named.common == Common::Undated => Content::Undated,
                Some(stacked) => Content::Rows(stacked.marks(named, usize::from(height))),
                None => Content::Heights(marks(named)),
            },
            behind: named
                .unfiltered
                .as_ref()
                .map_or_else(Vec::new, |all| behind(all, &named.lane)),
        });
        top += height;
    }
    scenes
}

/// How many of all events the columns have in which a filter leaves some out.
fn behind(all: &Lane, filtered: &Lane) -> Vec<u32> {
    let both = counts(all).into_iter().zip(counts(filtered));
    both.map(|(all, left)| if all > left { all } else { 0 })
        .collect()
}

/// How many events each column of a lane has, however their time shows.
fn counts(lane: &Lane) -> Vec<u32> {
    let columns = lane.moments.iter().zip(&lane.spans).zip(&lane.within);
    let count = |((moments, spans), within): ((&u32, &u32), &u32)| moments + spans + within;
    columns.map(count).collect()
}

/// A row each, and one more to whichever lacks most; once none lacks any, to the lowest of those that can use it.
fn heights(needed: &[usize], rows: u16) -> Vec<u16> {
    let mut heights: Vec<u16> = needed.iter().map(|_| 1).collect();
    let left = usize::from(rows).saturating_sub(heights.len());
    for _ in 0..left {
        let lanes = needed.iter().zip(&mut heights).enumerate();
        // The undated need one row and have no use for more.
        let growing = lanes.filter(|(_, (need, _))| **need > 0);
        let most = growing.max_by_key(|(at, (need, height))| {
            let lacking = need.saturating_sub(usize::from(**height));
            (lacking, Reverse(**height), Reverse(*at))
        });
        if let Some((_, (_, height))) = most {
            *height += 1;
        }
    }
    heights
}

/// The events of a lane one below the other where they overlap, each as high as it can stand.
struct Stacked {
    /// Each event with its row, from the top.
    bars: Vec<(usize, Bar)>,
    /// How many rows they take.
    rows: usize,
}

impl Stacked {
    /// `None` where they are too many to be told apart.
    fn of(lane: &Lane) -> Option<Self> {
        // The first column that is free in each row: bars do not touch.
        let mut free: Vec<usize> = Vec::new();
        let mut bars: Vec<Bar> = lane.bars.clone()?;
        bars.sort_by_key(|bar| (bar.first, Reverse(bar.last)));
        let mut stacked = Vec::new();
        for bar in bars {
            let row = free
                .iter()
                .position(|free| *free <= bar.first)
                .unwrap_or(free.len());
            if row == free.len() {
                free.push(0);
            }
            if let Some(free) = free.get_mut(row) {
                *free = bar.last + 2;
            }
            stacked.push((row, bar));
        }
        Some(Self {
            bars: stacked,
            rows: free.len(),
        })
    }

    /// The row of an event in a lane of a height: what is stacked stands on its lowest row.
    fn row_of(&self, event: EventIx, height: usize) -> Option<usize> {
        let found = self.bars.iter().find(|(_, bar)| bar.event == event);
        found.map(|(row, _)| row + height.saturating_sub(self.rows))
    }

    fn marks(&self, named: &NamedLane, height: usize) -> Vec<Vec<Mark>> {
        let columns = named.lane.moments.len();
        let mut rows = vec![vec![Mark::Blank; columns]; height];
        let top = height.saturating_sub(self.rows);
        for (row, bar) in &self.bars {
            let Some(row) = rows.get_mut(top + *row) else {
                continue;
            };
            let mark = match bar.shape {
                Shape::Moment => Mark::Events(1),
                Shape::Span => Mark::Span,
                Shape::Within => Mark::Within,
            };
            for cell in row.iter_mut().take(bar.last + 1).skip(bar.first) {
                *cell = mark;
            }
            if let Some(first) = row.first_mut().filter(|_| bar.reaches_back) {
                *first = Mark::ReachesBack;
            }
            if let Some(last) = row.last_mut().filter(|_| bar.reaches_on) {
                *last = Mark::ReachesOn;
            }
        }
        rows
    }
}

fn tint(view: &View, common: Common) -> Option<Tint> {
    match common {
        Common::Type(kind) => Some(Tint::Type(kind)),
        Common::Side(_, place) => Some(Tint::Side(place)),
        _ if view.timing.lanes == LanesBy::Region => None,
        _ => Some(Tint::Mixed),
    }
}

fn name(world: &World, common: Common) -> String {
    match common {
        Common::All => String::new(),
        Common::Region(number) => {
            let region = world.regions().get(number);
            region.map_or_else(String::new, |region| region.name.to_string())
        }
        Common::Elsewhere => "elsewhere".into(),
        Common::Type(kind) => kind.name().into(),
        Common::Side(actor, _) => short_name(world, actor),
        Common::Nobody => "nobody named".into(),
        Common::Others(count) => format!("{count} others"),
        Common::Undated => "no date".into(),
    }
}

/// An actor's shortest name in capitals, as it is known by one; else its name.
fn short_name(world: &World, actor: ActorIx) -> String {
    let Some(actor) = world.dataset.actors.get(actor.at()) else {
        return String::new();
    };
    let capitals = |name: &&Text| name.chars().count() > 1 && name.chars().all(char::is_uppercase);
    let known_by = actor.aliases.iter().filter(capitals);
    let shortest = known_by.min_by_key(|name| name.chars().count());
    shortest.unwrap_or(&actor.name).to_string()
}

/// What stands in each column: events of a day together with all that lasts there, so that nothing is hidden; what
/// lasts alone as a line.
fn marks(named: &NamedLane) -> Vec<Mark> {
    let (lane, alone) = (&named.lane, named.common == Common::All);
    let columns = lane.moments.iter().zip(&lane.spans).zip(&lane.within);
    let mut marks: Vec<Mark> = columns
        .map(
            |((moments, spans), within)| match (moments, spans, within) {
                (0, 0, 0) => Mark::Blank,
                // The lane of all has nothing to be told apart by but height.
                (moments, spans, within) if alone => Mark::Events(moments + spans + within),
                (0, 1, 0) => Mark::Span,
                (0, 0, 1) => Mark::Within,
                (0, spans, within) => Mark::Several(spans + within),
                (moments, spans, within) => Mark::Events(moments + spans + within),
            },
        )
        .collect();
    let lasts = |mark: &Mark| matches!(mark, Mark::Span | Mark::Within | Mark::Several(_));
    if let Some(first) = marks
        .first_mut()
        .filter(|mark| lane.reaches_back && lasts(mark))
    {
        *first = Mark::ReachesBack;
    }
    if let Some(last) = marks
        .last_mut()
        .filter(|mark| lane.reaches_on && lasts(mark))
    {
        *last = Mark::ReachesOn;
    }
    marks
}
