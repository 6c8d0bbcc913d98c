//! From files to a world: events, gazetteers and the base map, put together.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::Failure;
use crate::app::shelf::Reader;
use crate::app::world::World;
use crate::basemap::Basemap;
use crate::gazetteer::{Gazetteer, Problem};
use crate::load::{
    Input, Known, LoadReport, Loaded, Opening, Unreadable, Watch, load_gazetteer, load_watched,
    read_record, read_words,
};
use crate::model::entry::{Place, Region};
use crate::model::words::Pace;
use crate::session::environment;

/// Files that are to be looked at.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Files {
    /// Event files; without one, the bundled events of one article of March 2017
    #[arg(value_name = "FILE")]
    pub events: Vec<PathBuf>,
    /// A gazetteer to look places up in before the bundled one; may be given more than once
    #[arg(long = "gazetteer", value_name = "FILE")]
    pub gazetteers: Vec<PathBuf>,
}

/// What came of opening files.
pub struct Opened {
    /// What there is.
    pub world: Arc<World>,
    /// How its records are read.
    pub reader: Reader,
}

/// The words of so many events are read before the first screen: it takes some hundredths of a second. Those of more are
/// read while people look around.
const FEW: usize = 20_000;

impl Opened {
    /// Reads the words of all summaries and sentences, unless they are known, so that a search finds events by them.
    pub fn read_words(&self) {
        if self.world.words().is_some() {
            return;
        }
        let pace = Pace {
            threads: thread::available_parallelism().map_or(1, NonZero::get),
            go_on: &|_| true,
        };
        if let Some(words) = read_words(&self.world.dataset, pace) {
            self.world.know_words(words);
        }
    }

    /// What to say first, if anything.
    pub fn message(&self) -> Option<String> {
        match self.world.faults.len() {
            0 => None,
            1 => Some("loading found 1 thing wrong: ! shows it".to_owned()),
            more => Some(format!("loading found {more} things wrong: ! shows them")),
        }
    }
}

impl Files {
    /// Opens the files. The events' own places win over those of `--gazetteer`, and those over the bundled ones.
    ///
    /// # Errors
    /// [`Failure`] for all files that cannot be read at all.
    pub fn open(&self) -> Result<Opened, Failure> {
        let bundled = self.events.is_empty().then(Input::bundled);
        let Read {
            loaded,
            mut layers,
            mut report,
            ..
        } = Read::of(&self.events, bundled, &self.gazetteers, &Watch::default())?;
        report.append(loaded.report);
        layers.insert(0, (loaded.dataset.places.clone(), Vec::new()));
        let (gazetteer, problems) = Gazetteer::merge(layers);
        let mut faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
        faults.extend(
            problems
                .iter()
                .map(|problem| format!("gazetteer: {problem}")),
        );
        let basemap = Basemap::bundled()?;
        let world = Arc::new(World::new(loaded.dataset, gazetteer, basemap, faults));
        let dataset = Arc::clone(&world.dataset);
        let reader: Reader =
            Arc::new(move |event| read_record(&dataset, event).map_err(|why| why.to_string()));
        let opened = Opened { world, reader };
        if opened.world.dataset.events.len() <= FEW {
            opened.read_words();
        }
        Ok(opened)
    }
}

/// Places and regions of one gazetteer.
type Layer = (Vec<Place>, Vec<Region>);

/// Files as they were read, not yet put together.
pub(super) struct Read {
    pub loaded: Loaded,
    /// The gazetteers given, then the bundled one; the events' own places are not among them.
    pub layers: Vec<Layer>,
    /// The same, merged.
    pub gazetteer: Gazetteer,
    pub problems: Vec<Problem>,
    /// What was wrong with the gazetteers.
    pub report: LoadReport,
}

impl Read {
    /// Reads all files, and goes on where one cannot be read, so that each of those is named.
    pub fn of(
        events: &[PathBuf],
        bundled: Option<Input>,
        gazetteers: &[PathBuf],
        watch: &Watch,
    ) -> Result<Self, Unreadable> {
        let scratch = environment::scratch();
        let opening = Opening {
            scratch: &scratch,
            watch,
        };
        let mut unreadable = Vec::new();
        let mut report = LoadReport::default();
        let mut layers = Vec::new();
        for path in gazetteers {
            let input = Input::open(path, opening).and_then(Input::in_memory);
            match input.and_then(|input| layer(&input, &mut report)) {
                Ok(layer) => layers.push(layer),
                Err(why) => unreadable.push(why),
            }
        }
        layers.push(layer(&Input::bundled_gazetteer(), &mut report)?);
        let (gazetteer, problems) = Gazetteer::merge(layers.clone());
        let mut inputs: Vec<Input> = bundled.into_iter().collect();
        for path in events {
            match open(path, opening) {
                Ok(input) => inputs.push(input),
                Err(why) => unreadable.push(why),
            }
        }
        let known = Known {
            id: &|id| gazetteer.find(id).is_some(),
            name: &|name| gazetteer.has_name(name),
            near: &|name| gazetteer.near_names(name),
        };
        let loaded = match load_watched(&inputs, known, watch) {
            Ok(loaded) if unreadable.is_empty() => loaded,
            loaded => {
                unreadable.extend(loaded.err());
                return Err(Unreadable::Several(unreadable));
            }
        };
        Ok(Self {
            loaded,
            layers,
            gazetteer,
            problems,
            report,
        })
    }
}

/// Opens a file; `-` is what comes in.
fn open(path: &Path, opening: Opening<'_>) -> Result<Input, Unreadable> {
    if path == Path::new("-") {
        return Input::stream("standard input", std::io::stdin().lock(), opening);
    }
    Input::open(path, opening)
}

fn layer(input: &Input, report: &mut LoadReport) -> Result<Layer, Unreadable> {
    let (file, said) = load_gazetteer(input)?;
    report.append(said);
    Ok((file.places, file.regions))
}
