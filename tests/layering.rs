//! Who may import whom: every `crate::` and `super::` path in the sources, held against the plan of the house.
//!
//! Comments, doc comments and strings are left out; tests inside the sources count like the rest. Paths that are made by
//! macros would pass unseen, so none are.

#![expect(
    clippy::indexing_slicing,
    reason = "a panic here fails the test, as it should"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Each room, and those that it may import.
const PLAN: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("load", &["model"]),
    ("gazetteer", &["model"]),
    ("basemap", &["model"]),
    ("index", &["model", "gazetteer"]),
    ("app", &["model", "index", "gazetteer", "basemap"]),
    ("input", &["app"]),
    ("scene", &["model", "index", "gazetteer", "basemap", "app"]),
    ("ui", &["scene", "app", "model", "input"]),
    ("export", &["scene", "app", "model", "input", "ui"]),
    (
        "session",
        &[
            "model",
            "load",
            "gazetteer",
            "basemap",
            "index",
            "app",
            "input",
            "scene",
            "ui",
            "export",
        ],
    ),
    (
        "cli",
        &[
            "model",
            "load",
            "gazetteer",
            "basemap",
            "index",
            "app",
            "input",
            "scene",
            "ui",
            "export",
            "session",
        ],
    ),
];

#[test]
fn rooms_import_only_what_the_plan_lets_them() -> io::Result<()> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files)?;
    assert!(files.len() > 20, "the sources are looked at");
    let mut broken = Vec::new();
    for path in files {
        let inside = path.strip_prefix(&src).unwrap_or(&path);
        let module = module_of(inside);
        if module.is_empty() {
            continue;
        }
        for found in violations(&module, &fs::read_to_string(&path)?) {
            broken.push(format!("{}: {found}", inside.display()));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    Ok(())
}

#[test]
fn a_planted_violation_is_found() {
    let load: &[&str] = &["load", "event"];
    for (source, found) in [
        ("use crate::model::text::Text;", 0),
        ("use crate::gazetteer::Gazetteer;", 1),
        (
            "use crate::{model::text::Text, gazetteer::{How, Match}, ui};",
            2,
        ),
        ("use super::super::gazetteer;", 1),
        ("use super::json::Node;", 0),
        ("fn f() -> crate::app::View { todo!() }", 1),
        (
            "// use crate::ui;\n/* crate::ui */ let s = \"crate::ui\"; let q = '\"'; use crate::ui;",
            1,
        ),
        ("use crate as sitmap;", 1),
        ("use crate::nowhere::Thing;", 1),
    ] {
        assert_eq!(violations(load, source).len(), found, "{source}");
    }
    assert_eq!(
        violations(&["cli"], "use crate::session::run; use crate::ui;"),
        [""; 0]
    );
    for (source, found) in [
        ("mod x { use super::load; }", 0),
        ("mod x { use super::super::load; }", 1),
        ("mod x {} use super::load;", 1),
    ] {
        assert_eq!(violations(&["model"], source).len(), found, "{source}");
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// `load/event.rs` is `load::event`; `lib.rs` and `main.rs` are the house itself and may see every room.
fn module_of(path: &Path) -> Vec<&str> {
    let mut parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    if let Some(last) = parts.last_mut() {
        *last = last.trim_end_matches(".rs");
    }
    if matches!(parts.as_slice(), ["lib" | "main"]) {
        parts.clear();
    }
    parts
}

/// Imports that the plan forbids to a module.
fn violations(module: &[&str], source: &str) -> Vec<String> {
    let plan: BTreeMap<_, _> = PLAN.iter().copied().collect();
    let Some(room) = module.first().copied() else {
        return Vec::new();
    };
    let Some(allowed) = plan.get(room) else {
        return vec![format!("{room} is no room of the plan")];
    };
    let named = rooms_named(module, &tokens(source));
    named
        .into_iter()
        .filter(|other| other != room && !allowed.contains(&other.as_str()))
        .map(|other| format!("{room} must not import {other}"))
        .collect()
}

/// The rooms that a file's paths lead to; what cannot be followed is named as it stands.
fn rooms_named(module: &[&str], tokens: &[String]) -> Vec<String> {
    let mut rooms = Vec::new();
    let mut depth: Vec<bool> = Vec::new();
    let mut inline_modules = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => {
                let is_module = at >= 2 && tokens[at - 2] == "mod";
                inline_modules += usize::from(is_module);
                depth.push(is_module);
            }
            "}" => inline_modules -= usize::from(depth.pop() == Some(true)),
            "crate" if tokens.get(at + 1).is_some_and(|next| next == "::") => {
                first_names(&tokens[at + 2..], &mut rooms);
            }
            // `pub(crate)` and `pub(in crate)` name no room.
            "crate" if at == 0 || !matches!(tokens[at - 1].as_str(), "(" | "in") => {
                rooms.push("the whole crate".into());
            }
            "super" if at == 0 || tokens[at - 1] != "::" => {
                let mut rest = &tokens[at..];
                let mut ups = 0;
                while let [up, colons, after @ ..] = rest {
                    if up != "super" || colons != "::" {
                        break;
                    }
                    ups += 1;
                    rest = after;
                }
                if ups >= module.len() + inline_modules {
                    first_names(rest, &mut rooms);
                }
            }
            _ => {}
        }
    }
    rooms
}

/// The first name of a path, or of each path in braces.
fn first_names(tokens: &[String], rooms: &mut Vec<String>) {
    if tokens.first().is_none_or(|first| first != "{") {
        rooms.extend(tokens.first().cloned());
        return;
    }
    let mut depth = 0;
    let mut expected = false;
    for token in tokens {
        match token.as_str() {
            "{" => {
                depth += 1;
                expected = depth == 1;
            }
            "}" => depth -= 1,
            "," => expected = depth == 1,
            name if expected => {
                rooms.push(name.to_owned());
                expected = false;
            }
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

/// Names, `::` and single signs, without comments and literals.
fn tokens(source: &str) -> Vec<String> {
    let chars: Vec<char> = source.chars().collect();
    let get = |at: usize| chars.get(at).copied().unwrap_or(' ');
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = get(at);
        let start = at;
        match (c, get(at + 1)) {
            ('/', '/') => at = find(&chars, at, &['\n']),
            ('/', '*') => at = find(&chars, at + 2, &['*', '/']),
            ('r', '"' | '#') if raw_string_end(&chars, at).is_some() => {
                at = raw_string_end(&chars, at).unwrap_or(chars.len());
            }
            ('"', _) => at = string_end(&chars, at),
            ('\'', '\\') => at = find(&chars, at + 3, &['\'']),
            ('\'', _) if get(at + 2) == '\'' => at += 3,
            (':', ':') => {
                tokens.push("::".into());
                at += 2;
            }
            _ if c.is_alphanumeric() || c == '_' => {
                while get(at).is_alphanumeric() || get(at) == '_' {
                    at += 1;
                }
                tokens.push(chars[start..at].iter().collect());
            }
            _ => {
                if !c.is_whitespace() {
                    tokens.push(c.to_string());
                }
                at += 1;
            }
        }
    }
    tokens
}

/// Where the text after the next occurrence of some characters begins.
fn find(chars: &[char], from: usize, what: &[char]) -> usize {
    let rest = chars.get(from..).unwrap_or(&[]);
    let found = rest.windows(what.len()).position(|window| window == what);
    found.map_or(chars.len(), |at| from + at + what.len())
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// The end of `r"…"` or `r#"…"#`; `None` where none begins.
fn raw_string_end(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars
        .get(start + 1..)?
        .iter()
        .take_while(|c| **c == '#')
        .count();
    if chars.get(start + 1 + hashes) != Some(&'"') {
        return None;
    }
    let mut close = vec!['"'];
    close.extend(std::iter::repeat_n('#', hashes));
    Some(find(chars, start + 2 + hashes, &close))
}
