//! From files to a world: events, gazetteers and the base map, put together.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::thread;

use super::Failure;
use crate::app::shelf::Reader;
use crate::app::world::{Faults, World};
use crate::basemap::Basemap;
use crate::gazetteer::{Gazetteer, Problem};
use crate::load::{
    Input, Known, LoadReport, Loaded, Opening, Unreadable, Watch, load_first, load_gazetteer,
    load_watched, read_record, read_words,
};
use crate::model::dataset::Dataset;
use crate::model::entry::{EventIx, Place, Region};
use crate::model::table::Field;
use crate::model::text::Text;
use crate::model::words::Pace;
use crate::scene::prose::grouped;
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
    /// What a field of flat rows is called in the files: lat=Y,lon=X,date=When
    #[arg(long, value_name = "FIELD=COLUMN", value_delimiter = ',')]
    pub map: Vec<Renamed>,
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
    fn of(world: World) -> Self {
        let world = Arc::new(world);
        let dataset = Arc::clone(&world.dataset);
        let reader: Reader =
            Arc::new(move |event| read_record(&dataset, event).map_err(|why| why.to_string()));
        Self { world, reader }
    }

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

    /// The event of an id, its record read to be sure.
    pub fn find(&self, id: &str) -> Option<EventIx> {
        let id = Text::clean(id);
        let is_it = |event: &EventIx| (self.reader)(*event).is_ok_and(|record| record.id == id);
        self.world.dataset.events.may_be(&id).find(is_it)
    }

    /// What to say first, if anything.
    pub fn message(&self) -> Option<String> {
        match self.world.faults.count {
            0 => None,
            1 => Some("loading found 1 thing wrong: ! shows it".to_owned()),
            more => {
                let more = grouped(more);
                Some(format!("loading found {more} things wrong: ! shows them"))
            }
        }
    }
}

impl Files {
    /// Opens the files. The events' own places win over those of `--gazetteer`, and those over the bundled ones.
    ///
    /// # Errors
    /// [`Failure`] for all files that cannot be read at all.
    pub fn open(&self) -> Result<Opened, Failure> {
        self.open_watched(&Watch::default())
    }

    /// The same, while somebody watches.
    ///
    /// # Errors
    /// As [`Files::open`].
    pub fn open_watched(&self, watch: &Watch) -> Result<Opened, Failure> {
        let mut prepared = self.prepare(watch)?;
        let loaded = prepared.load(watch)?;
        prepared.opened(loaded, watch.is_asked_to_stop())
    }

    /// The first part of the files, where they are large and can be read twice.
    ///
    /// # Errors
    /// As [`Files::open`].
    pub fn open_first(&self) -> Result<Option<Opened>, Failure> {
        let large = |path: &PathBuf| {
            let about = std::fs::metadata(path).ok()?;
            // What is packed has to be unpacked before any of it can be shown.
            (about.is_file() && !Input::is_packed(path)).then_some(about.len())
        };
        let sizes: Option<Vec<u64>> = self.events.iter().map(large).collect();
        if sizes.is_none_or(|sizes| sizes.iter().sum::<u64>() <= AT_ONCE) {
            return Ok(None);
        }
        let mut prepared = self.prepare(&Watch::default())?;
        if !prepared.unreadable.is_empty() {
            return Ok(None);
        }
        let loaded = prepared.load_first()?;
        prepared.opened(loaded, true).map(Some)
    }

    /// Whether something comes in that may take its time.
    pub fn are_slow(&self) -> bool {
        let slow = |path: &PathBuf| {
            let Ok(about) = std::fs::metadata(path) else {
                return false;
            };
            let most = if Input::is_packed(path) {
                AT_ONCE / 16
            } else {
                AT_ONCE
            };
            !about.is_file() || about.len() > most
        };
        self.events
            .iter()
            .any(|path| path == Path::new("-") || slow(path))
    }

    fn prepare(&self, watch: &Watch) -> Result<Prepared, Unreadable> {
        let bundled = self.events.is_empty().then(Input::bundled);
        Prepared::of(&self.events, bundled, (&self.gazetteers, &self.map), watch)
    }

    /// Nothing yet, under the bundled gazetteer: to look at while something comes.
    ///
    /// # Errors
    /// [`Failure`] where what is compiled in cannot be read.
    pub fn blank() -> Result<Opened, Failure> {
        let mut report = LoadReport::default();
        let layers = vec![layer(&Input::bundled_gazetteer(), &mut report)?];
        let (gazetteer, _) = Gazetteer::merge(layers);
        let world = World::new(
            Dataset::default(),
            gazetteer,
            Basemap::bundled()?,
            Vec::new(),
        );
        Ok(Opened::of(world))
    }
}

/// More faults than these are only counted where somebody looks at a map.
const MOST_FAULTS: usize = 1_000;
/// Larger files than this are shown in part before all of them is read.
const AT_ONCE: u64 = 24 << 20;
/// So much of each is.
const FIRST: u64 = 8 << 20;

/// Places and regions of one gazetteer.
type Layer = (Vec<Place>, Vec<Region>);

/// Files that are open, and the gazetteers that they are read by.
pub(super) struct Prepared {
    inputs: Vec<Input>,
    /// The gazetteers given, then the bundled one; the events' own places are not among them.
    layers: Vec<Layer>,
    /// The same, merged.
    pub gazetteer: Gazetteer,
    pub problems: Vec<Problem>,
    /// What was wrong with the gazetteers.
    pub report: LoadReport,
    /// Why some cannot be read.
    unreadable: Vec<Unreadable>,
}

impl Prepared {
    /// Opens all files, and goes on where one cannot be read, so that each of those is named.
    pub fn of(
        events: &[PathBuf],
        bundled: Option<Input>,
        (gazetteers, map): (&[PathBuf], &[Renamed]),
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
                Ok(mut input) => {
                    input.renamed = map
                        .iter()
                        .map(|said| (said.field, said.name.clone()))
                        .collect();
                    inputs.push(input);
                }
                Err(why) => unreadable.push(why),
            }
        }
        Ok(Self {
            inputs,
            layers,
            gazetteer,
            problems,
            report,
            unreadable,
        })
    }

    /// Loads all events.
    pub fn load(&mut self, watch: &Watch) -> Result<Loaded, Unreadable> {
        self.with_known(|inputs, known| load_watched(inputs, known, watch))
    }

    fn load_first(&mut self) -> Result<Loaded, Unreadable> {
        self.with_known(|inputs, known| load_first(inputs, known, FIRST))
    }

    fn with_known(
        &mut self,
        load: impl FnOnce(&[Input], Known<'_>) -> Result<Loaded, Unreadable>,
    ) -> Result<Loaded, Unreadable> {
        let gazetteer = &self.gazetteer;
        let known = Known {
            id: &|id| gazetteer.find(id).is_some(),
            name: &|name| gazetteer.has_name(name),
            near: &|name| gazetteer.near_names(name),
        };
        match load(&self.inputs, known) {
            Ok(loaded) if self.unreadable.is_empty() => Ok(loaded),
            loaded => {
                self.unreadable.extend(loaded.err());
                Err(Unreadable::Several(std::mem::take(&mut self.unreadable)))
            }
        }
    }

    /// Puts what was loaded into a world; `is_part` says that there is more in the files.
    fn opened(self, loaded: Loaded, is_part: bool) -> Result<Opened, Failure> {
        let (mut layers, mut report) = (self.layers, self.report);
        report.append(loaded.report);
        layers.insert(0, (loaded.dataset.places.clone(), Vec::new()));
        let (gazetteer, problems) = Gazetteer::merge(layers);
        let problems = problems
            .iter()
            .map(|problem| format!("gazetteer: {problem}"));
        let count = report.faults.len() + problems.len();
        let faults = report.faults.iter().map(ToString::to_string);
        let faults = Faults {
            first: faults.chain(problems).take(MOST_FAULTS).collect(),
            count,
        };
        let basemap = Basemap::bundled()?;
        let mut world = World::new(loaded.dataset, gazetteer, basemap, faults);
        world.is_part = is_part;
        let opened = Opened::of(world);
        if opened.world.dataset.events.len() <= FEW {
            opened.read_words();
        }
        Ok(opened)
    }
}

/// What the person calls a field of flat rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    field: Field,
    name: String,
}

impl FromStr for Renamed {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let (field, name) = written
            .split_once('=')
            .ok_or("expected FIELD=COLUMN, such as lat=Y")?;
        let known = Field::ALL.iter().find(|known| known.name() == field);
        let known = known.ok_or_else(|| {
            let names: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
            format!(
                "\"{field}\" is no field; the fields are {}",
                names.join(", ")
            )
        })?;
        Ok(Self {
            field: *known,
            name: name.to_owned(),
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
