//! Files of briefings: reading them, and writing the one that is worked on.
//!
//! A file is replaced whole, by one that was written beside it, so that nobody ever sees half of it; it keeps its mode, and
//! its owner where that may be given. It is only replaced where it still holds what was read: what somebody else wrote
//! meanwhile is taken over first.
//!
//! Known to be imperfect: between the last look at the file and its replacement lies a moment in which somebody else may write;
//! hard links to it keep what was there before.

#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::whole::Beside;
use crate::app::App;
use crate::app::draft::Draft;
use crate::model::briefing::{Briefing, LARGEST_FILE};
use crate::model::text::Text;

/// Somebody else who writes all the time is waited for so often.
const MOST_ROUNDS: usize = 3;

/// Whoever works on a briefing: its file, and the files that a new one is about.
#[derive(Debug, Default)]
pub(super) struct Author {
    path: Option<PathBuf>,
    data: Vec<PathBuf>,
    pub(super) gazetteers: Vec<PathBuf>,
}

impl Author {
    /// Somebody who looks at these files.
    pub(super) fn of(data: &[PathBuf]) -> Self {
        Self {
            data: data.to_vec(),
            ..Self::default()
        }
    }

    /// Opens a briefing to work on it; one that is not there is begun, and written once something is in it.
    pub(super) fn open(
        &mut self,
        path: &Path,
        app: &mut App,
        adds: Option<bool>,
    ) -> Result<(), String> {
        if !is_named_so(path) {
            return Err("the name of a briefing ends in .md".to_owned());
        }
        let name = Text::clean(&path.display().to_string());
        let (draft, words) = if let Some(source) = read(path)? {
            (Draft::open(name, source), None)
        } else {
            let (source, words) = self.begun(path)?;
            let words = format!("{name} is new{words}");
            (Draft::begin(name, source), Some(words))
        };
        self.path = Some(path.to_owned());
        app.work_on(draft, adds);
        if let Some(words) = words {
            app.view.message.get_or_insert(words);
        }
        Ok(())
    }

    /// The same for a name that was typed; what is wrong with it is said.
    pub(super) fn open_named(&mut self, name: &str, app: &mut App, adds: bool) {
        let mut path = PathBuf::from(name);
        if path.extension().is_none() {
            path.set_extension("md");
        }
        if let Err(why) = self.open(&path, app, Some(adds)) {
            let name = Text::clean(&path.display().to_string());
            app.view.message = Some(format!("{name}: {why}"));
        }
    }

    /// What a new file says, and what is to be said of it. What it names lies beside it or below.
    fn begun(&self, path: &Path) -> Result<(String, &'static str), String> {
        let folder = folder_of(path);
        let home = fs::canonicalize(folder).map_err(|why| told(&why))?;
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().replace(['-', '_'], " "));
        let title = stem.as_deref().map_or(String::new(), capital);
        let below = |file: &PathBuf| {
            let whole = fs::canonicalize(file).ok()?;
            Some(whole.strip_prefix(&home).ok()?.to_str()?.to_owned())
        };
        let data: Option<Vec<String>> = self.data.iter().map(below).collect();
        let gazetteers: Option<Vec<String>> = self.gazetteers.iter().map(below).collect();
        let words = if data.is_none() || gazetteers.is_none() {
            "; the files that are shown lie outside its folder: to present it, name them with --data"
        } else {
            ""
        };
        let source = Briefing::begun(
            &title,
            &data.unwrap_or_default(),
            &gazetteers.unwrap_or_default(),
        );
        Ok((source, words))
    }

    /// Takes over what somebody else has made of the file meanwhile.
    pub(super) fn look_again(&self, app: &mut App) {
        let (Some(path), Some(draft)) = (&self.path, &app.draft) else {
            return;
        };
        // What cannot be read now is said once it is to be written.
        let found = read(path).ok().flatten();
        let is_other = found
            .as_deref()
            .is_some_and(|found| draft.known().is_none_or(|known| **known != *found));
        if let Some(found) = found.filter(|_| is_other)
            && app.draft_was_changed(&found)
        {
            self.save(app);
        }
    }

    /// Writes the file.
    pub(super) fn save(&self, app: &mut App) {
        let Some(path) = &self.path else { return };
        for _ in 0..MOST_ROUNDS {
            let Some(draft) = &app.draft else { return };
            let known = draft.known().map(|known| &**known);
            match write(path, known, &draft.briefing.source) {
                Ok(None) => return app.draft_is_saved(),
                Ok(Some(theirs)) => {
                    if !app.draft_was_changed(&theirs) {
                        return;
                    }
                }
                Err(why) => return app.draft_is_not_saved(&why),
            }
        }
        app.draft_is_not_saved("somebody else writes it all the time");
    }
}

/// The text of a briefing.
///
/// # Errors
/// Where the file cannot be read, or is none that could be a briefing.
pub fn text(path: &Path) -> Result<String, String> {
    fs::metadata(path).map_err(|why| why.to_string())?;
    read(path)?.ok_or_else(|| "it is gone".to_owned())
}

/// The same; `None` where there is no file.
fn read(path: &Path) -> Result<Option<String>, String> {
    let io = |why: io::Error| why.to_string();
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(io(why)),
    };
    if !about.is_file() {
        return Err("not a file: a briefing is one, of Markdown".to_owned());
    }
    let too_large = || {
        format!(
            "larger than {} MiB: that is no briefing",
            LARGEST_FILE >> 20
        )
    };
    if about.len() > LARGEST_FILE {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    let file = File::open(path).map_err(io)?;
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_FILE {
        return Err(too_large());
    }
    String::from_utf8(bytes).map(Some).map_err(|why| {
        let at = why.utf8_error().valid_up_to();
        format!("not UTF-8 text: byte {at} begins no character")
    })
}

/// With a capital letter.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Whether a file is called as briefings are.
fn is_named_so(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| ["md", "markdown"].contains(&&*extension.to_lowercase()))
}

/// Puts a text into a file that holds what is known of it; `None` is no file. What the file holds instead comes back, and
/// nothing is written then. A file that is gone is written anew.
fn write(path: &Path, known: Option<&str>, source: &str) -> Result<Option<String>, String> {
    let path = &target(path);
    let about = fs::metadata(path).ok();
    if about.is_some() {
        // A file that must not be written is not replaced either.
        let open = OpenOptions::new().write(true).open(path);
        open.map_err(|why| told(&why))?;
    }
    let new = Beside::write(path, source.as_bytes(), about.as_ref()).map_err(|why| told(&why))?;
    let found = read(path)?;
    if found.is_some() && found.as_deref() != known {
        return Ok(found);
    }
    new.replace().map_err(|why| told(&why))?;
    Ok(None)
}

/// The file that a path means: whoever keeps it elsewhere, behind a link, keeps it there.
fn target(path: &Path) -> PathBuf {
    let whole = fs::canonicalize(path);
    whole.unwrap_or_else(|_| match fs::read_link(path) {
        Ok(to) => folder_of(path).join(to),
        Err(_) => path.to_owned(),
    })
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Why something cannot be done, in words.
fn told(why: &io::Error) -> String {
    let words = match why.kind() {
        ErrorKind::NotFound => "its folder is not there",
        ErrorKind::PermissionDenied => "you may not write there",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        _ => return why.to_string(),
    };
    words.to_owned()
}
