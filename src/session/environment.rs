//! What the environment says about the terminal: how many colours it shows, and whether it shows more than ASCII.

use std::path::{Path, PathBuf};

use rustix::process::getuid;

use super::clipboard::Way;
use crate::ui::theme::Colours;

/// Terminals by their bare names that show sixteen colours: what goes on after a dash is another terminal.
const SIXTEEN: [&str; 7] = ["linux", "xterm", "screen", "tmux", "ansi", "rxvt", "cygwin"];

/// Whether the terminal can only be written to line by line.
pub fn is_dumb() -> bool {
    matches!(variable("TERM").as_str(), "dumb" | "unknown")
}

/// How many colours the terminal shows, and whether it shows ASCII only.
pub fn colours() -> Colours {
    colours_of(
        &variable("NO_COLOR"),
        &variable("COLORTERM"),
        &variable("TERM"),
    )
}

/// What stands between the program and the clipboard.
pub fn clipboard() -> Way {
    Way::of(&variable("TERM"), &variable("TMUX"), &variable("STY"))
}

/// The folder for what does not fit into memory.
pub fn scratch() -> PathBuf {
    std::env::temp_dir()
}

/// The folder for what is kept from one day to the next; `None` where there is no home.
pub fn state() -> Option<PathBuf> {
    let path = |name| std::env::var_os(name).map(PathBuf::from);
    state_of(path("XDG_STATE_HOME"), path("HOME"))
}

/// The folders for what lives as long as a process, the best first: a presenter is found in any of them, as two terminals
/// of one person may not have the same environment.
pub fn runtime() -> Vec<PathBuf> {
    let said = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    runtime_of(said, &std::env::temp_dir(), getuid().as_raw())
}

/// Whether the terminal is somewhere else.
pub fn is_remote() -> bool {
    !variable("SSH_CONNECTION").is_empty() || !variable("SSH_TTY").is_empty()
}

/// Whether the locale says that only ASCII is shown. No locale at all says nothing.
pub fn is_ascii() -> bool {
    let said = ["LC_ALL", "LC_CTYPE", "LANG"].map(variable);
    is_ascii_of(said.iter().find(|value| !value.is_empty()))
}

/// How many columns lines may have, where a shell says so.
pub fn columns() -> Option<usize> {
    variable("COLUMNS")
        .parse()
        .ok()
        .filter(|columns| *columns >= 20)
}

fn variable(name: &str) -> String {
    let value = std::env::var_os(name).unwrap_or_default();
    value.to_string_lossy().into_owned()
}

fn colours_of(no_colour: &str, colourterm: &str, term: &str) -> Colours {
    if !no_colour.is_empty() {
        return Colours::None;
    }
    let many = matches!(colourterm, "truecolor" | "24bit") || colourterm.contains("256color");
    let says_many = ["256color", "truecolor", "direct"]
        .iter()
        .any(|word| term.contains(word));
    let bare = ["-color", "-16color"]
        .iter()
        .find_map(|end| term.strip_suffix(end))
        .unwrap_or(term);
    let known = SIXTEEN.contains(&bare) || bare.starts_with("vt");
    // Terminals of other names are young enough to show 256.
    if many || says_many || !(known || term.is_empty()) {
        Colours::Many
    } else {
        Colours::Sixteen
    }
}

/// A path that does not begin at the root means nothing here: it would be another one in every folder.
fn state_of(state: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    let state = state.filter(|path| path.is_absolute());
    let home = || home.filter(|path| path.is_absolute());
    let folder = state.or_else(|| Some(home()?.join(".local/state")))?;
    Some(folder.join("sitmap"))
}

fn runtime_of(runtime: Option<PathBuf>, temporary: &Path, user: u32) -> Vec<PathBuf> {
    let runtime = runtime.filter(|path| path.is_absolute());
    let own = runtime.map(|path| path.join("sitmap"));
    let shared = temporary.join(format!("sitmap-{user}"));
    own.into_iter().chain([shared]).collect()
}

fn is_ascii_of(locale: Option<&String>) -> bool {
    locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_wins_only_if_it_says_something() {
        assert_eq!(colours_of("1", "truecolor", "xterm"), Colours::None);
        assert_eq!(colours_of("", "truecolor", "xterm"), Colours::Many);
    }

    #[test]
    fn a_terminal_shows_what_its_name_says() {
        for (colourterm, term, expected) in [
            ("", "xterm", Colours::Sixteen),
            ("", "xterm-256color", Colours::Many),
            ("", "xterm-kitty", Colours::Many),
            ("", "screen", Colours::Sixteen),
            ("", "screen.xterm-256color", Colours::Many),
            ("", "tmux-256color", Colours::Many),
            ("", "linux", Colours::Sixteen),
            ("", "vt220", Colours::Sixteen),
            ("", "alacritty", Colours::Many),
            ("", "", Colours::Sixteen),
            ("truecolor", "xterm", Colours::Many),
            ("24bit", "linux", Colours::Many),
            ("yes", "xterm", Colours::Sixteen),
        ] {
            assert_eq!(
                colours_of("", colourterm, term),
                expected,
                "{colourterm} {term}"
            );
        }
    }

    #[test]
    fn what_is_kept_lies_in_the_state_folder_of_a_home() {
        let path = |name: &str| (!name.is_empty()).then(|| PathBuf::from(name));
        for (state, home, expected) in [
            ("/s", "/h", "/s/sitmap"),
            ("", "/h", "/h/.local/state/sitmap"),
            ("here", "/h", "/h/.local/state/sitmap"),
            ("", "", ""),
            ("here", "there", ""),
        ] {
            assert_eq!(state_of(path(state), path(home)), path(expected));
        }
    }

    #[test]
    fn what_lives_as_long_as_a_process_is_for_its_user_alone() {
        for (said, expected) in [
            (
                Some("/run/user/7"),
                &["/run/user/7/sitmap", "/t/sitmap-7"][..],
            ),
            (Some("run"), &["/t/sitmap-7"]),
            (None, &["/t/sitmap-7"]),
        ] {
            let folders = runtime_of(said.map(PathBuf::from), Path::new("/t"), 7);
            let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
            assert_eq!(folders, expected);
        }
    }

    #[test]
    fn only_a_locale_without_unicode_means_ascii() {
        for (locale, expected) in [
            ("en_GB.UTF-8", false),
            ("C.utf8", false),
            ("C", true),
            ("de_DE.ISO-8859-1", true),
        ] {
            assert_eq!(is_ascii_of(Some(&locale.to_owned())), expected, "{locale}");
        }
        assert!(!is_ascii_of(None));
    }
}
