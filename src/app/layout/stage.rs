//! Where the map, the words and the document of a step stand.

use super::{Area, Layout};
use crate::model::briefing::Focus;

/// From here on the words stand beside the map.
const BESIDE: u16 = 100;
/// Fewer rows than these have no room for a timeline.
const WITH_TIME: u16 = 18;
/// How high a timeline is: its title, its lanes and its axis.
const TIME: u16 = 5;
const LITTLE_TIME: u16 = 3;

/// The panes of a step in what is left between the lines on top and at the bottom.
pub(super) fn frame(frame: Layout, body: Area, focus: Focus) -> Layout {
    match focus {
        Focus::Text => Layout {
            words: Some(body),
            ..frame
        },
        Focus::Map => {
            let (words, rest) = body.split_rows(1);
            let (map, timeline) = with_time(rest);
            Layout {
                words: Some(words),
                map: Some(map),
                timeline,
                ..frame
            }
        }
        Focus::Split => {
            let (main, words, divider) = split(body);
            let (map, timeline) = with_time(main);
            Layout {
                map: Some(map),
                timeline,
                words: Some(words),
                divider,
                ..frame
            }
        }
        Focus::Document => {
            let (main, words, divider) = split(body);
            Layout {
                document: Some(main),
                words: Some(words),
                divider,
                ..frame
            }
        }
    }
}

/// What is shown, the words beside or below it, and the line between them.
fn split(body: Area) -> (Area, Area, Option<Area>) {
    if body.width >= BESIDE {
        let words = (body.width * 2 / 5).clamp(42, 80);
        let (main, rest) = body.split_columns(body.width - words - 1);
        let (divider, words) = rest.split_columns(1);
        (main, words, Some(divider))
    } else {
        let words = (body.height * 9 / 20).max(4);
        let (main, words) = body.split_rows(body.height.saturating_sub(words));
        (main, words, None)
    }
}

/// The map, and the timeline below it where there is room.
fn with_time(area: Area) -> (Area, Option<Area>) {
    let height = match area.height {
        ..10 => return (area, None),
        10..WITH_TIME => LITTLE_TIME,
        _ => TIME,
    };
    let (map, timeline) = area.split_rows(area.height - height);
    (map, Some(timeline))
}
