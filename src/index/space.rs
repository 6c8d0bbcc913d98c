//! Where every event stands on the map: its places as the gazetteer resolved them, and its region.

use crate::gazetteer::{Gazetteer, Resolution};
use crate::model::dataset::Dataset;
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::events::Location;
use crate::model::geo::{Merc, MercBox};
use crate::model::vocabulary::{PlacePrecision, Relation};

/// How a place of an event is drawn, so that the mark claims no more than is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Known to a settlement or better: a glyph where it is.
    Point,
    /// Known to an area: its radius as a ring.
    Area,
    /// Along a route: its line.
    Route,
    /// Known to a province or a country: hatching beside the name.
    Label,
}

/// One place of one event, with its position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// Whose.
    pub event: EventIx,
    /// Which gazetteer entry it was taken for.
    pub place: Option<PlaceIx>,
    /// The position; a place without one stands where its parent does.
    pub at: Merc,
    /// Half-width of what is meant, in km; 0 where the event has its own coordinates.
    pub radius_km: f64,
    /// How exactly it is known.
    pub precision: PlacePrecision,
    /// How the event lies to the place.
    pub relation: Option<Relation>,
    /// How it is drawn.
    pub form: Form,
    /// The event's own line or area in [`Dataset::shapes`].
    pub shape: Option<u32>,
}

/// The sites of all events, and the region of each event.
#[derive(Debug, Clone, Default)]
pub struct Space {
    sites: Vec<Site>,
    ends: Vec<u32>,
    regions: Vec<Option<u8>>,
}

impl Space {
    /// Resolves every location of every event.
    pub fn build(dataset: &Dataset, gazetteer: &Gazetteer, resolved: &[Resolution]) -> Self {
        let mut space = Self::default();
        for event in dataset.events.all() {
            let first = space.sites.len();
            let locations = dataset.events.locations(event);
            space.sites.extend(
                locations.filter_map(|location| site(event, &location, gazetteer, resolved)),
            );
            let region = space
                .sites
                .get(first..)
                .unwrap_or(&[])
                .iter()
                .find_map(|site| {
                    // A country is not in the region that its middle happens to fall into.
                    let at = (site.form != Form::Label).then_some(site.at);
                    gazetteer.region_of(site.place, at)
                });
            space
                .regions
                .push(region.and_then(|region| u8::try_from(region).ok()));
            space
                .ends
                .push(u32::try_from(space.sites.len()).unwrap_or(u32::MAX));
        }
        space
    }

    /// The places of an event that have a position.
    pub fn sites(&self, event: EventIx) -> &[Site] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let first = event.at().checked_sub(1).map_or(0, end);
        self.sites.get(first..end(event.at())).unwrap_or(&[])
    }

    /// Number of the first region that holds one of its places; `None` is "elsewhere".
    pub fn region(&self, event: EventIx) -> Option<usize> {
        self.regions
            .get(event.at())
            .copied()
            .flatten()
            .map(usize::from)
    }

    /// A box around all sites that are drawn where they are; `None` where no event has one.
    pub fn bounds(&self) -> Option<MercBox> {
        let drawn = |site: &&Site| site.form != Form::Label;
        MercBox::around(self.sites.iter().filter(drawn).map(|site| site.at))
            .or_else(|| MercBox::around(self.sites.iter().map(|site| site.at)))
    }
}

fn site(
    event: EventIx,
    location: &Location,
    gazetteer: &Gazetteer,
    resolved: &[Resolution],
) -> Option<Site> {
    let place = location
        .named
        .and_then(|named| resolved.get(named.at())?.place);
    let whereabouts = place.and_then(|place| gazetteer.whereabouts(place));
    let (at, radius_km) = match (location.at, &whereabouts) {
        (Some(at), _) => (at, 0.0),
        (None, Some(found)) => (found.at, found.radius_km),
        (None, None) => return None,
    };
    // A place written as a bare name is known as precisely as its kind.
    let by_kind = location
        .named
        .and_then(|named| resolved.get(named.at())?.precision);
    let precision = match location.precision {
        PlacePrecision::Unknown => by_kind.unwrap_or(PlacePrecision::Unknown),
        known => known,
    };
    let own = form_of(precision);
    // A place that stands where its parent does is known no better than the parent.
    let borrowed = whereabouts.filter(|found| location.at.is_none() && Some(found.of) != place);
    let parent = borrowed.and_then(|found| gazetteer.place(found.of));
    let form = parent.map_or(own, |parent| coarser(own, form_of(parent.kind.precision())));
    Some(Site {
        event,
        place,
        at,
        radius_km,
        precision,
        relation: location.relation,
        form,
        shape: location.shape,
    })
}

/// How a place of a precision is drawn.
fn form_of(precision: PlacePrecision) -> Form {
    match precision {
        PlacePrecision::Site | PlacePrecision::Neighbourhood | PlacePrecision::Settlement => {
            Form::Point
        }
        // What is not said to be exact is not drawn as if it were.
        PlacePrecision::Area | PlacePrecision::District | PlacePrecision::Unknown => Form::Area,
        PlacePrecision::Route => Form::Route,
        PlacePrecision::Province | PlacePrecision::Country => Form::Label,
    }
}

/// The less exact of two forms, and never better than an area.
fn coarser(own: Form, parent: Form) -> Form {
    if own == Form::Label || parent == Form::Label {
        Form::Label
    } else {
        Form::Area
    }
}
