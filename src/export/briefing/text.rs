//! x
use super::Handout;
use super::maps::Maps;
pub(super) fn of(_: &Handout<'_>, _: &mut Maps<'_>) -> String {
    String::new()
}
