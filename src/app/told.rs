//! In what order the reports of an event are told.

use super::world::World;
use crate::model::filter::{Filter, Test};
use crate::model::query::Key;
use crate::model::record::{Record, Report};

/// The reports of an event: those that the filter asks for by who says so come first, so that who looks for what somebody said
/// reads what that one said. Otherwise they stand as the file has them.
pub fn reports<'r>(world: &World, filter: &Filter, record: &'r Record) -> Vec<&'r Report> {
    let mut reports: Vec<&Report> = record.reports.iter().collect();
    reports.sort_by_key(|report| !is_asked_for(world, filter, report));
    reports
}

/// Puts the reports of a record in that order.
pub fn put_in_order(world: &World, filter: &Filter, record: &mut Record) {
    let reports = &mut record.reports;
    reports.sort_by_key(|report| !is_asked_for(world, filter, report));
}

/// Whether a filter asks for who says so in a report.
fn is_asked_for(world: &World, filter: &Filter, report: &Report) -> bool {
    let about = |key: Option<Key>| matches!(key, Some(Key::By | Key::Actor));
    let mut clauses = filter.clauses().iter();
    clauses.any(|clause| {
        let mut tests = clause.any.iter();
        !clause.negated && about(clause.key) && tests.any(|test| says(world, report, test))
    })
}

/// Whether a test means who says so in a report.
fn says(world: &World, report: &Report, test: &Test) -> bool {
    let source = report.source.as_ref();
    match test {
        Test::Voice(kind) => source.map(|source| source.kind) == *kind,
        Test::Actor { actor, whole } => {
            let speaker = source.and_then(|source| source.actor);
            speaker.is_some_and(|speaker| {
                speaker == *actor || (*whole && world.dataset.belongs_to(speaker, *actor))
            })
        }
        _ => false,
    }
}
