//! What there is, counted.

use std::sync::Arc;

use super::World;
use crate::app::answers::Question;
use crate::app::view::View;
use crate::index::facets::{Counted, Dimension};
use crate::index::set::EventSet;
use crate::model::filter::{Filter, Test};

impl World {
    /// The values of a dimension, with how many events of the list each finds, those of most first. What the view's filter
    /// says of the dimension itself is left out of account: choosing a value does not make its neighbours nothing.
    pub fn counted(&self, view: &View, dimension: Dimension) -> Arc<Vec<Counted>> {
        let others = without(view, dimension);
        let (filter, time, single) = self.asked(&others);
        let question = Question::Listed(filter, time, single);
        self.answers.counted((dimension, question), || {
            let set = self.listed(&others);
            let (dataset, gazetteer) = (&self.dataset, &self.gazetteer);
            self.index.facets(dataset, gazetteer, &set, dimension)
        })
    }

    /// How many of these events one value finds.
    pub fn count_of(&self, view: &View, dimension: Dimension, test: &Test) -> usize {
        let set: Arc<EventSet> = self.listed(&without(view, dimension));
        let found = self.selected(&Filter::of(dimension.key(), test.clone()));
        set.shared(&found)
    }
}

/// A view whose filter has nothing to say of a dimension.
fn without(view: &View, dimension: Dimension) -> View {
    let key = Some(dimension.key());
    View {
        filter: view.filter.without(|clause| clause.key == key),
        overlays: Vec::new(),
        ..view.clone()
    }
}
