//! Opening a briefing: its file, and the data that it names.
//!
//! What a file names lies beside it or below, and nowhere else: a briefing that came by mail must not read what its sender
//! chose. What the person at the keyboard names may lie anywhere.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::Failure;
use super::open::{Files, Opened};
use crate::app::deck::Deck;
use crate::model::briefing::{Briefing, Fault, Front, Said};
use crate::model::text::Text;
pub(super) use crate::session::briefings::text;
use crate::session::presenting;
use crate::session::whole::NotPut;

/// What the command line names in place of what the briefing does.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Named {
    /// An event file to show instead of those that the briefing names; may be given more than once, and lie anywhere
    #[arg(long = "data", value_name = "FILE")]
    pub data: Vec<PathBuf>,
    /// A gazetteer to look places up in instead of those that the briefing names; may be given more than once
    #[arg(long = "gazetteer", value_name = "FILE")]
    pub gazetteers: Vec<PathBuf>,
}

impl Named {
    /// Of the files that a briefing names those that are opened.
    pub fn opened_of(&self, front: &Front) -> presenting::Files {
        let texts = |said: &[Said]| said.iter().map(|said| said.text.clone()).collect();
        presenting::Files {
            data: self.data.is_empty().then(|| texts(&front.data)),
            gazetteers: self.gazetteers.is_empty().then(|| texts(&front.gazetteers)),
        }
    }
}

/// A briefing as its file is, with nothing opened that it names.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Its file; none for the bundled one.
    pub path: Option<PathBuf>,
    /// What it says.
    pub briefing: Briefing,
}

/// The data that a briefing is about.
#[derive(Debug, Default)]
pub(super) struct Data {
    /// The files to open.
    pub files: Files,
    /// What is wrong with those that the briefing names.
    pub faults: Vec<Fault>,
}

impl Source {
    /// Reads a briefing; without a path the bundled one.
    ///
    /// # Errors
    /// Where the file cannot be read, or is none that could be a briefing.
    pub fn read(path: Option<&Path>) -> Result<Self, Failure> {
        let source = match path {
            Some(path) => text(path).map_err(|why| {
                Failure::File(Text::clean(&format!("{}: {why}", path.display())).to_string())
            })?,
            None => include_str!("../../assets/briefings/article.md").to_owned(),
        };
        Ok(Self {
            path: path.map(Path::to_owned),
            briefing: Briefing::parse(source),
        })
    }

    /// What people call it.
    pub fn name(&self) -> Text {
        match &self.path {
            Some(path) => Text::clean(&path.display().to_string()),
            None => Text::clean("bundled briefing"),
        }
    }

    /// The files that it is about: those named beside it, else its own, else the bundled set.
    pub fn data(&self, named: &Named) -> Data {
        let front = &self.briefing.front;
        let mut data = Data::default();
        data.files.events = self.files(&named.data, &front.data, "sitmap.data", &mut data.faults);
        let gazetteers = &front.gazetteers;
        data.files.gazetteers = self.files(
            &named.gazetteers,
            gazetteers,
            "sitmap.gazetteer",
            &mut data.faults,
        );
        data
    }

    fn files(
        &self,
        named: &[PathBuf],
        own: &[Said],
        of: &str,
        faults: &mut Vec<Fault>,
    ) -> Vec<PathBuf> {
        if !named.is_empty() {
            return named.to_vec();
        }
        let folder = self.path.as_deref().and_then(Path::parent);
        let mut files = Vec::new();
        for said in own {
            match beside(folder.unwrap_or(Path::new("")), Path::new(&said.text)) {
                Ok(path) => files.push(path),
                Err(why) => faults.push(Fault {
                    is_warning: false,
                    span: said.span.clone(),
                    of: Text::clean(of),
                    words: Text::clean(&format!("\"{}\": {why}", said.text)),
                    instead: None,
                }),
            }
        }
        files
    }

    /// Faults as they are told: with file, line and column.
    pub fn told<'s>(&'s self, faults: &'s [Fault]) -> impl Iterator<Item = String> + 's {
        let (name, mut places) = (self.name(), self.briefing.places());
        faults.iter().map(move |fault| {
            let (line, column) = places.of(fault.span.start);
            let severity = if fault.is_warning { "warning: " } else { "" };
            let instead = fault.instead.as_ref();
            let instead = instead.map_or(String::new(), |it| format!("; did you mean {it}?"));
            let (of, words) = (&fault.of, &fault.words);
            format!("{name}:{line}:{column}: {severity}{of}: {words}{instead}")
        })
    }

    /// Opens the data and reads the briefing for it.
    ///
    /// # Errors
    /// Where the data cannot be opened, or must not be.
    pub fn open(&self, named: &Named) -> Result<(Opened, Deck), Failure> {
        let data = self.data(named);
        if !data.faults.is_empty() {
            let told: Vec<String> = self.told(&data.faults).collect();
            return Err(Failure::File(told.join("\nsitmap: ")));
        }
        let opened = data.files.open()?;
        opened.read_words();
        let by_id = |id: &str| opened.find(id);
        let deck = Deck::read(&opened.world, &by_id, self.briefing.clone());
        Ok((opened, deck))
    }
}

/// Where a path leads that a file in a folder names: below that folder, or nowhere.
fn beside(folder: &Path, said: &Path) -> Result<PathBuf, String> {
    let outside = "lies outside the briefing's folder; name it with --data to show it anyway";
    let is_plain = |part: Component| matches!(part, Component::Normal(_) | Component::CurDir);
    if !said.components().all(is_plain) || said.as_os_str().is_empty() {
        return Err(outside.to_owned());
    }
    let path = folder.join(said);
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let io = |why: std::io::Error| match why.kind() {
        std::io::ErrorKind::NotFound => "no such file beside the briefing".to_owned(),
        _ => format!("cannot be read: {why}"),
    };
    // A link may lead out of it.
    let (whole, home) = (
        fs::canonicalize(&path).map_err(io)?,
        fs::canonicalize(here).map_err(io)?,
    );
    if !whole.starts_with(home) {
        return Err(outside.to_owned());
    }
    if !whole.is_file() {
        return Err("not a file".to_owned());
    }
    Ok(path)
}

/// That a file which was asked for is not written, and what to do about that.
pub(super) fn not_put(path: &Path, why: &NotPut) -> Failure {
    let hint = match why {
        NotPut::Exists => "; --force writes over it",
        NotPut::NoFile(_) | NotPut::Io(_) => "",
    };
    let words = format!("{}: {why}{hint}", path.display());
    Failure::File(Text::clean(&words).to_string())
}
