//! The manual page and the completions hold all of the command line, and shells can read them.
#![expect(clippy::expect_used, reason = "what helps tests may fail like a test")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

const SITMAP: &str = env!("CARGO_BIN_EXE_sitmap");

fn run(words: &[&str]) -> Output {
    let output = Command::new(SITMAP)
        .args(words)
        .stdin(Stdio::null())
        .output();
    output.expect("it runs")
}

#[track_caller]
fn printed(words: &[&str]) -> String {
    let output = run(words);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// The commands that `--help` names, but for the help that every program has.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let (_, rest) = help.split_once("Commands:\n").expect("it names commands");
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !name.is_empty() && *name != "help");
    let names: Vec<String> = names.map(str::to_owned).collect();
    assert!(names.iter().any(|name| name == "check"), "{help}");
    names
}

/// The long options that the help of a command explains; of the program itself for none.
fn options(command: Option<&String>) -> Vec<String> {
    let words = command.map(String::as_str).into_iter().chain(["--help"]);
    let help = printed(&words.collect::<Vec<_>>());
    let explained = help
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with('-'));
    let words = explained.flat_map(|line| line.split([' ', ',', '=', '[']));
    words
        .filter(|word| word.starts_with("--"))
        .map(str::to_owned)
        .collect()
}

/// The page as a person reads it, as far as roff's own writing is taken out of it.
fn page() -> String {
    printed(&["man"])
        .replace("\\-", "-")
        .replace("\\fB", "")
        .replace("\\fI", "")
        .replace("\\fR", "")
        .replace("\\*(Aq", "'")
}

/// Whether a word stands in a text by itself.
fn names(text: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '-';
    text.split(|letter| !is_part(letter))
        .any(|other| other == word)
}

#[test]
fn the_manual_holds_every_command_with_every_option() {
    let page = page();
    let commands = commands();
    for command in std::iter::once(None).chain(commands.iter().map(Some)) {
        let heading = match command {
            Some(command) => format!(".SS \"sitmap {command}\"\n"),
            None => ".SH OPTIONS\n".to_owned(),
        };
        let (_, section) = page.split_once(&heading).expect(&heading);
        let section = section.split("\n.S").next().unwrap_or(section);
        for option in options(command) {
            // Of a command that goes without saying.
            let is_told = names(section, &option) || command.is_some() && option == "--help";
            assert!(is_told, "{option} in {heading}{section}");
        }
    }
    assert!(
        !names(&page, "generate"),
        "what is there for measuring only is told"
    );
}

#[test]
fn the_manual_holds_the_exit_codes_and_the_keys() {
    let page = page();
    let help = printed(&["--help"]);
    let (_, codes) = help.split_once("Exit codes:\n").expect("it tells them");
    let (_, told) = page.split_once(".SH \"EXIT STATUS\"").expect("a section");
    assert_eq!(codes.lines().count(), 3);
    for line in codes.lines() {
        let (code, meaning) = line.trim().split_once("  ").expect("a code");
        assert!(
            told.contains(&format!(".TP\n{code}\n{meaning}\n")),
            "{line} in {told}"
        );
    }
    for row in printed(&["keys"]).lines().skip(2) {
        let what = row
            .trim_matches('|')
            .split(" | ")
            .last()
            .unwrap_or("")
            .trim();
        assert!(page.contains(what), "{what}");
    }
}

#[test]
fn completions_hold_what_help_names_and_nothing_that_it_hides() {
    let commands = commands();
    for shell in ["bash", "zsh", "fish"] {
        let script = printed(&["completions", shell]);
        for command in std::iter::once(None).chain(commands.iter().map(Some)) {
            assert!(
                command.is_none_or(|command| names(&script, command)),
                "{shell}: {command:?}"
            );
            for option in options(command) {
                // fish writes long options without their dashes.
                let bare = option.trim_start_matches('-');
                assert!(
                    names(&script, &option) || names(&script, bare),
                    "{shell}: {option}"
                );
            }
        }
        assert!(!names(&script, "generate"), "{shell}");
    }
}

/// What bash does with the script and some more lines.
fn bash(more: &str) -> Output {
    let mut child = Command::new("bash")
        .args(["--norc", "-s"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bash is here");
    let script = printed(&["completions", "bash"]) + more;
    let mut stdin = child.stdin.take().expect("it reads");
    stdin.write_all(script.as_bytes()).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

#[test]
fn bash_completes_commands_options_and_their_values() {
    let ask = |words: &str, at: usize, last: &str, before: &str| {
        let more = format!(
            "\nCOMP_WORDS=({words}); COMP_CWORD={at}; _sitmap sitmap '{last}' '{before}'; echo \"${{COMPREPLY[@]}}\"\n"
        );
        let output = bash(&more);
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{output:?}"
        );
        String::from_utf8(output.stdout)
            .expect("text")
            .trim()
            .to_owned()
    };
    assert_eq!(ask("sitmap rend", 1, "rend", "sitmap"), "render");
    assert_eq!(ask("sitmap gen", 1, "gen", "sitmap"), "");
    assert_eq!(ask("sitmap check --str", 2, "--str", "check"), "--strict");
    let shells = ask("sitmap completions ''", 2, "", "completions");
    for shell in ["bash", "zsh", "fish"] {
        assert!(shells.split(' ').any(|word| word == shell), "{shells}");
    }
}
