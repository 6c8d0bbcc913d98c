//! The README is run: its examples load, its commands print what it says they print, and its tables and its picture are
//! the program's own.
//!
//! `UPDATE_README=1 cargo test --test readme` writes what the program prints today into README.md and the picture.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const HINT: &str = "after a change that is meant: UPDATE_README=1 cargo test --test readme";

fn path(inside: &str) -> PathBuf {
    Path::new(ROOT).join(inside)
}

fn readme() -> io::Result<String> {
    fs::read_to_string(path("README.md"))
}

/// Whether to write what is found instead of comparing it.
fn updating() -> bool {
    std::env::var_os("UPDATE_README").is_some()
}

/// What the program prints, and its complaints after it; run in a folder, with no terminal.
fn sitmap(folder: &Path, words: &[String]) -> io::Result<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()?;
    let printed = [output.stdout, output.stderr].concat();
    String::from_utf8(printed).map_err(io::Error::other)
}

/// The words of a command line; quotation marks of either kind hold blanks together, and the other kind in them stays.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let quoted = ['"', '\''].contains(&first).then_some(first);
        let (word, behind) = match quoted {
            Some(quote) => rest.get(1..).and_then(|rest| rest.split_once(quote)),
            None => Some(rest.split_once(' ').unwrap_or((rest, ""))),
        }
        .unwrap_or((rest, ""));
        words.push(word.to_owned());
        rest = behind.trim_start();
    }
    words
}

/// A fenced block: its language, the line before it, and its lines.
struct Block<'a> {
    language: &'a str,
    before: &'a str,
    lines: Vec<&'a str>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let within = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block {
                language,
                before,
                lines: within,
            });
        }
        before = line;
    }
    blocks
}

/// The README's example files in a folder of their own.
fn examples(readme: &str, folder: &str) -> io::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("readme")
        .join(folder);
    fs::create_dir_all(&folder)?;
    for block in blocks(readme) {
        let name = block.before.strip_prefix("<!-- file: ");
        if let Some(name) = name.and_then(|name| name.strip_suffix(" -->")) {
            fs::write(folder.join(name), block.lines.join("\n") + "\n")?;
        }
    }
    Ok(folder)
}

/// The README with the key table and all output as the program prints them.
fn renewed(readme: &str, folder: &Path) -> io::Result<String> {
    let mut text = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        text.push_str(line);
        text.push('\n');
        let end = if line == "<!-- keys -->" {
            text.push_str(&sitmap(folder, &["keys".to_owned()])?);
            "<!-- /keys -->"
        } else if let Some(command) = line.strip_prefix("$ sitmap ") {
            text.push_str(&sitmap(folder, &words(command))?);
            "```"
        } else {
            continue;
        };
        if lines.by_ref().any(|line| line == end) {
            text.push_str(end);
            text.push('\n');
        }
    }
    Ok(text)
}

/// The first line that differs, as both have it.
fn difference(is: &str, should_be: &str) -> Option<String> {
    let (mut is, mut should_be) = (is.lines(), should_be.lines());
    for number in 1.. {
        match (is.next(), should_be.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => {
                let line = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
                return Some(format!(
                    "line {number} is\n  {}\nand should be\n  {}",
                    line(a),
                    line(b)
                ));
            }
        }
    }
    None
}

#[test]
fn keys_and_output_are_what_the_program_prints() -> io::Result<()> {
    let is = readme()?;
    let folder = examples(&is, "output")?;
    let should_be = renewed(&is, &folder)?;
    assert!(is.contains("<!-- keys -->"), "there is a table of keys");
    assert!(is.contains("\n$ sitmap "), "there is output");
    if updating() {
        return fs::write(path("README.md"), should_be);
    }
    let difference = difference(&is, &should_be);
    assert_eq!(difference, None, "README.md; {HINT}");
    Ok(())
}

#[test]
fn the_example_loads_without_a_fault() -> io::Result<()> {
    let folder = examples(&readme()?, "example")?;
    let line = "check --strict --gazetteer my-places.json my-events.json";
    let said = sitmap(&folder, &words(line))?;
    assert!(
        said.starts_with("3 events, 3 reports, 1 document"),
        "{said}"
    );
    assert!(said.ends_with("; 0 faults\n"), "{said}");
    Ok(())
}

/// The line that makes the picture, without the command that runs the program, and the picture's path.
fn recipe(readme: &str) -> Option<(Vec<String>, &str)> {
    let shell = blocks(readme)
        .into_iter()
        .filter(|block| block.language == "sh");
    shell.flat_map(|block| block.lines).find_map(|line| {
        let line = line.strip_prefix("cargo run --release -- render ")?;
        let (options, picture) = line.split_once(" > ")?;
        let mut all = vec!["render".to_owned()];
        all.extend(words(options));
        Some((all, picture))
    })
}

#[test]
fn the_picture_is_what_its_recipe_makes() -> io::Result<()> {
    let readme = readme()?;
    let (words, picture) = recipe(&readme).ok_or_else(|| io::Error::other("no recipe"))?;
    assert!(
        readme.contains(&format!("]({picture})")),
        "the README shows {picture}"
    );
    let made = sitmap(Path::new(ROOT), &words)?;
    assert!(
        made.starts_with("<svg ") && made.trim_end().ends_with("</svg>"),
        "the recipe makes a picture"
    );
    // Where the article's text may not be passed on, the screen is another.
    if !path("assets/events/article.txt").exists() {
        return Ok(());
    }
    if updating() {
        return fs::write(path(picture), made);
    }
    let difference = difference(&fs::read_to_string(path(picture))?, &made);
    assert_eq!(difference, None, "{picture}; {HINT}");
    Ok(())
}

/// Outlines once came out of a hash map, and two that shared cells took turns in giving the colour.
#[test]
fn the_same_keys_make_the_same_picture_every_time() -> io::Result<()> {
    let readme = readme()?;
    let (words, _) = recipe(&readme).ok_or_else(|| io::Error::other("no recipe"))?;
    let first = sitmap(Path::new(ROOT), &words)?;
    for _ in 0..8 {
        let again = sitmap(Path::new(ROOT), &words)?;
        assert_eq!(difference(&again, &first), None);
    }
    Ok(())
}

/// What stands between backticks in running text.
fn code_in_text(readme: &str) -> Vec<&str> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            found.extend(line.split('`').skip(1).step_by(2));
        }
    }
    found
}

#[test]
fn every_file_that_it_names_exists() -> io::Result<()> {
    let readme = readme()?;
    let links = readme.split("](").skip(1);
    let links = links.filter_map(|rest| rest.split(')').next());
    let links = links.filter(|link| !link.starts_with("https://"));
    // What a briefing cites is no file.
    let links = links.filter(|link| !link.starts_with("event:"));
    let is_path = |code: &&str| code.len() > 1 && code.contains('/') && !code.contains(' ');
    let paths = code_in_text(&readme).into_iter().filter(is_path);
    let mut seen = 0;
    for name in links.chain(paths) {
        assert!(path(name).exists(), "README.md names {name}");
        seen += 1;
    }
    assert!(seen > 10, "found {seen} files only");
    Ok(())
}

#[test]
fn every_command_and_option_that_it_names_exists() -> io::Result<()> {
    let readme = readme()?;
    let here = Path::new(ROOT);
    let mut help = sitmap(here, &["--help".to_owned()])?;
    let commands: Vec<String> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .filter(|command| command != "help")
        .collect();
    assert!(commands.len() >= 3, "found {commands:?} only");
    for command in &commands {
        let more = sitmap(here, &[command.clone(), "--help".to_owned()])?;
        // A string takes whatever is written to it.
        let _ = write!(help, "\n{more}");
    }
    let fenced: Vec<&str> = blocks(&readme)
        .into_iter()
        .filter(|block| matches!(block.language, "sh" | "console"))
        .flat_map(|block| block.lines)
        .map(|line| line.trim_start_matches("$ "))
        .filter(|line| line.starts_with("sitmap ") || line.starts_with("cargo run "))
        .collect();
    let inline = code_in_text(&readme);
    let ours = inline.iter().filter(|code| !code.contains("cargo"));
    for code in ours.chain(&fenced) {
        let code = code.strip_prefix("cargo run --release -- ").unwrap_or(code);
        let named = code.strip_prefix("sitmap ").unwrap_or_default();
        if let Some(word) = named.split_whitespace().next() {
            let is_word = word.chars().all(|letter| letter.is_ascii_lowercase());
            assert!(
                !is_word || commands.iter().any(|command| command == word),
                "README.md names sitmap {word}"
            );
        }
        let options = code
            .split_whitespace()
            .filter(|word| word.len() > 2 && word.starts_with("--"))
            // Lines and comments of Markdown are none.
            .filter(|word| word.chars().nth(2).is_some_and(char::is_alphabetic));
        for option in options.filter(|option| *option != "--release") {
            assert!(
                help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")),
                "README.md names {option}: {code}"
            );
        }
    }
    Ok(())
}

#[test]
fn its_test_command_is_the_one_that_ci_runs() -> io::Result<()> {
    let readme = readme()?;
    let script = fs::read_to_string(path(".ci/run"))?;
    let last = script.lines().rfind(|line| !line.is_empty());
    let last = last.unwrap_or_default();
    assert!(last.starts_with("cargo test"), "CI ends with tests: {last}");
    let alone = |block: &Block<'_>| block.language == "sh" && block.lines == [last];
    assert!(
        blocks(&readme).iter().any(alone),
        "README.md has no command \"{last}\" of its own"
    );
    Ok(())
}
