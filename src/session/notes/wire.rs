//! What the two ends say to each other: one JSON object a line, with the version of what is said in it.
//!
//! A presenter says `{"sitmap":1,"say":"prompt",…}`, whoever shows the notes `{"sitmap":1,"do":"next"}`. What is of another
//! version, or a word that is not known here, is let pass; what is no message of a sitmap at all ends the connection. Text
//! that comes in is cleaned as if it came from a file: whoever wrote it may be another program.

use std::io::{self, BufRead, BufReader, Read};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::app::action::Action;
use crate::app::player::Prompt;
use crate::model::text::Text;

/// The version of what is said.
const VERSION: u64 = 1;
/// A longer line is none of ours; in bytes, without its end.
pub(super) const LONGEST: usize = 256 << 10;
/// As much of the notes is sent as this; in bytes, before quotes and backslashes are escaped.
const MOST_NOTES: usize = 96 << 10;
/// Of a title so much; in characters.
const MOST_TITLE: usize = 500;
/// So long nobody presents; in seconds.
const MOST_SECONDS: u64 = 1_000_000_000;

/// What whoever shows the notes may ask for, and the word for it. A step by its number has a field for that too.
const WORDS: [(&str, Action); 6] = [
    ("next", Action::NextStep),
    ("back", Action::PreviousStep),
    ("first", Action::FirstStep),
    ("last", Action::LastStep),
    ("blank", Action::Blank),
    ("return", Action::ReturnToStep),
];
/// The word that goes with the number of a step, from 0.
const GO: &str = "go";

/// What a presenter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Where they stand.
    Prompt(Box<Prompt>),
    /// That as many show its notes as may.
    Full,
    /// Something that is not understood: what there is to tell of that.
    Strange(String),
}

/// Why a connection is not one with a sitmap.
#[derive(Debug, Error)]
pub(super) enum NotOurs {
    /// It ended, or broke.
    #[error(transparent)]
    Broken(#[from] io::Error),
    /// A line goes on and on.
    #[error("it sends a line of more than {} KiB", LONGEST >> 10)]
    TooLong,
    /// A line is no message.
    #[error("it sends what is no message of sitmap")]
    Garbage,
}

/// What every message of any version has.
#[derive(Debug, Deserialize)]
struct Version {
    sitmap: u64,
}

/// What a message is.
#[derive(Debug, Default, Deserialize)]
struct Head {
    say: Option<String>,
    #[serde(rename = "do")]
    word: Option<String>,
    step: Option<usize>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PromptLine {
    sitmap: u64,
    say: String,
    briefing: String,
    at: usize,
    steps: usize,
    part: usize,
    pauses: usize,
    title: String,
    notes: Vec<String>,
    next: Option<String>,
    blank: bool,
    away: bool,
    /// In seconds.
    elapsed: u64,
}

#[derive(Debug, Serialize)]
struct ActionLine {
    sitmap: u64,
    #[serde(rename = "do")]
    word: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<usize>,
}

/// Where a presenter stands, as a line with its end; notes beyond a bound are left out, and that is said in them.
pub(super) fn of_prompt(prompt: &Prompt) -> String {
    let short = |text: &Text| text.chars().take(MOST_TITLE).collect::<String>();
    line_of(&PromptLine {
        sitmap: VERSION,
        say: "prompt".to_owned(),
        briefing: short(&prompt.briefing),
        at: prompt.at,
        steps: prompt.steps,
        part: prompt.part,
        pauses: prompt.pauses,
        title: short(&prompt.title),
        notes: some_of(&prompt.notes),
        next: prompt.next.as_ref().map(short),
        blank: prompt.blank,
        away: prompt.away,
        elapsed: prompt.elapsed.as_secs(),
    })
}

/// That nobody else is listened to.
pub(super) fn full() -> String {
    format!("{{\"sitmap\":{VERSION},\"say\":\"full\"}}\n")
}

/// An action that is asked for, as a line with its end; `None` where it is not one for this.
pub(super) fn of_action(action: Action) -> Option<String> {
    let (word, step) = match action {
        Action::GoToStep(step) => (GO, Some(step)),
        action => {
            let (word, _) = WORDS.iter().find(|(_, known)| *known == action)?;
            (*word, None)
        }
    };
    Some(line_of(&ActionLine {
        sitmap: VERSION,
        word,
        step,
    }))
}

fn line_of(message: &impl Serialize) -> String {
    // Strings, numbers and lists of them: none can fail to be written.
    let mut line = serde_json::to_string(message).unwrap_or_default();
    line.push('\n');
    line
}

/// As many lines as may be sent.
fn some_of(notes: &[Text]) -> Vec<String> {
    let mut some = Vec::new();
    let mut size = 0;
    for line in notes {
        // An empty line has quotes and a comma too.
        size += line.len() + 4;
        if size > MOST_NOTES {
            some.push("… there is more: these notes are too long to be shown here".to_owned());
            break;
        }
        some.push(line.to_string());
    }
    some
}

/// What a line says to whoever shows the notes.
///
/// # Errors
/// Where it is no message.
pub(super) fn said(line: &[u8]) -> Result<Said, NotOurs> {
    let version = version(line)?;
    if version != VERSION {
        return Ok(Said::Strange(format!(
            "the other sitmap speaks version {version}; this one speaks {VERSION}"
        )));
    }
    match read::<Head>(line)?.say.as_deref() {
        Some("prompt") => {
            let prompt = prompt(read(line)?);
            Ok(Said::Prompt(Box::new(prompt)))
        }
        Some("full") => Ok(Said::Full),
        _ => Ok(Said::Strange(
            "the other sitmap says something that this one does not know".to_owned(),
        )),
    }
}

/// What a line asks a presenter for; `None` for what is not known here.
///
/// # Errors
/// Where it is no message.
pub(super) fn asked(line: &[u8]) -> Result<Option<Action>, NotOurs> {
    if version(line)? != VERSION {
        return Ok(None);
    }
    let head: Head = read(line)?;
    let Some(said) = head.word.as_deref() else {
        return Ok(None);
    };
    if said == GO {
        return Ok(head.step.map(Action::GoToStep));
    }
    let known = WORDS.iter().find(|(word, _)| *word == said);
    Ok(known.map(|(_, action)| *action))
}

fn version(line: &[u8]) -> Result<u64, NotOurs> {
    Ok(read::<Version>(line)?.sitmap)
}

fn read<T: DeserializeOwned>(line: &[u8]) -> Result<T, NotOurs> {
    serde_json::from_slice(line).map_err(|_| NotOurs::Garbage)
}

fn prompt(line: PromptLine) -> Prompt {
    let clean = |text: String| Text::clean(&text);
    Prompt {
        briefing: clean(line.briefing),
        at: line.at,
        steps: line.steps,
        part: line.part,
        pauses: line.pauses,
        title: clean(line.title),
        notes: line.notes.into_iter().map(clean).collect(),
        next: line.next.map(clean),
        blank: line.blank,
        away: line.away,
        elapsed: Duration::from_secs(line.elapsed.min(MOST_SECONDS)),
    }
}

/// Lines that come in, each no longer than it may be.
#[derive(Debug)]
pub(super) struct Lines<R> {
    from: BufReader<R>,
    line: Vec<u8>,
}

impl<R: Read> Lines<R> {
    pub(super) fn of(from: R) -> Self {
        Self {
            from: BufReader::new(from),
            line: Vec::new(),
        }
    }

    /// The next line, without its end; `None` at the end of all. A line that was torn off there says nothing.
    ///
    /// # Errors
    /// Where nothing can be read, or a line is too long.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, NotOurs> {
        self.line.clear();
        let most = u64::try_from(LONGEST + 1).unwrap_or(u64::MAX);
        let mut some = self.from.by_ref().take(most);
        some.read_until(b'\n', &mut self.line)?;
        if self.line.pop_if(|last| *last == b'\n').is_some() {
            return Ok(Some(&self.line));
        }
        if self.line.len() > LONGEST {
            return Err(NotOurs::TooLong);
        }
        Ok(None)
    }
}
