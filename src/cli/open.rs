//! From files to a world: events, gazetteers and the base map, put together.

use std::path::PathBuf;
use std::sync::Arc;

use super::Failure;
use crate::app::shelf::Reader;
use crate::app::world::World;
use crate::basemap::Basemap;
use crate::gazetteer::Gazetteer;
use crate::load::{Input, LoadReport, load, load_gazetteer, read_record};
use crate::model::entry::{Place, Region};

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

impl Opened {
    /// What to say first, if anything.
    pub fn message(&self) -> Option<String> {
        match self.world.faults.len() {
            0 => None,
            1 => Some("1 fault: ! shows it".to_owned()),
            more => Some(format!("{more} faults: ! shows them")),
        }
    }
}

impl Files {
    /// Opens the files. The events' own places win over those of `--gazetteer`, and those over the bundled ones.
    ///
    /// # Errors
    /// [`Failure`] for the first file that cannot be read at all.
    pub fn open(&self) -> Result<Opened, Failure> {
        let mut report = LoadReport::default();
        let mut layers = Vec::new();
        for path in &self.gazetteers {
            layers.push(layer(&Input::open(path)?, &mut report)?);
        }
        layers.push(layer(&Input::bundled_gazetteer(), &mut report)?);
        let known: std::collections::HashSet<&str> = layers
            .iter()
            .flat_map(|(places, _)| places)
            .map(|place| place.id.as_str())
            .collect();
        let inputs = if self.events.is_empty() {
            vec![Input::bundled()]
        } else {
            let opened = self.events.iter().map(|path| Input::open(path));
            opened.collect::<Result<_, _>>()?
        };
        let loaded = load(&inputs, &|id| known.contains(id))?;
        drop(inputs);
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
        Ok(Opened { world, reader })
    }
}

fn layer(input: &Input, report: &mut LoadReport) -> Result<(Vec<Place>, Vec<Region>), Failure> {
    let (file, said) = load_gazetteer(input)?;
    report.append(said);
    Ok((file.places, file.regions))
}
