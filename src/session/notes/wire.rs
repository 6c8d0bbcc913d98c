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

use super::prompt::Prompt;
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

/// What whoever shows the notes asks the presentation to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// What comes next: a part or a step.
    Next,
    /// What was before.
    Back,
    /// The first step.
    First,
    /// The last step.
    Last,
    /// A step, from 0.
    Go(usize),
    /// Show nothing, or something again.
    Blank,
    /// Come back to the step.
    Return,
}

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
    command: Option<String>,
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
struct CommandLine {
    sitmap: u64,
    #[serde(rename = "do")]
    command: &'static str,
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

/// A command, as a line with its end.
pub(super) fn of_command(command: Command) -> String {
    let step = match command {
        Command::Go(step) => Some(step),
        _ => None,
    };
    line_of(&CommandLine {
        sitmap: VERSION,
        command: word(command),
        step,
    })
}

fn line_of(message: &impl Serialize) -> String {
    // Strings, numbers and lists of them: none can fail to be written.
    let mut line = serde_json::to_string(message).unwrap_or_default();
    line.push('\n');
    line
}

fn word(command: Command) -> &'static str {
    match command {
        Command::Next => "next",
        Command::Back => "back",
        Command::First => "first",
        Command::Last => "last",
        Command::Go(_) => "go",
        Command::Blank => "blank",
        Command::Return => "return",
    }
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

/// What a line says to a presenter; `None` for what is not known here.
///
/// # Errors
/// Where it is no message.
pub(super) fn command(line: &[u8]) -> Result<Option<Command>, NotOurs> {
    if version(line)? != VERSION {
        return Ok(None);
    }
    let head: Head = read(line)?;
    let plain = [
        Command::Next,
        Command::Back,
        Command::First,
        Command::Last,
        Command::Blank,
        Command::Return,
    ];
    Ok(match (head.command.as_deref(), head.step) {
        (Some("go"), Some(step)) => Some(Command::Go(step)),
        (Some(said), _) => plain.into_iter().find(|command| word(*command) == said),
        (None, _) => None,
    })
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
