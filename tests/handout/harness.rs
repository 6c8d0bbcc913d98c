//! A folder to write in, the program run there, and what it wrote read back by parsers that are not ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use roxmltree::{Document, Node, ParsingOptions};

/// A folder that goes when the test does.
pub struct Folder(PathBuf);

/// What came of running the program.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub complaint: String,
}

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("sitmap-handout-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// `sitmap export` in the folder.
    pub fn export(&self, words: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_sitmap"))
            .arg("export")
            .args(words)
            .current_dir(&self.0)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            complaint: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// What is exported in a format.
    #[track_caller]
    pub fn exported(&self, format: &str, words: &[&str]) -> String {
        let ran = self.export(&[words, &["-o", "-", "--format", format]].concat());
        assert!(ran.code < 2, "{}", ran.complaint);
        ran.out
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A file of this folder.
pub fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handout");
    fs::read_to_string(folder.join(name)).unwrap()
}

#[track_caller]
pub fn parsed(written: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(written, options)
        .unwrap_or_else(|fault| panic!("{fault}:\n{written}"))
}

pub fn elements<'a>(document: &'a Document<'_>, name: &str) -> Vec<Node<'a, 'a>> {
    let all = document.descendants();
    all.filter(|node| node.tag_name().name() == name).collect()
}

/// All text of a document but for rules and scripts, a blank between two elements that are not in one line.
pub fn words_of(document: &Document<'_>) -> String {
    let mut words = String::new();
    for node in document.descendants() {
        let name = node.tag_name().name();
        if node.is_element()
            && !matches!(name, "a" | "b" | "em" | "strong" | "code" | "sup" | "tspan")
        {
            words.push(' ');
        }
        let parent = node.parent().map_or("", |parent| parent.tag_name().name());
        if node.is_text() && !matches!(parent, "style" | "script") {
            words += node.text().unwrap_or("");
        }
    }
    one_line(&words)
}

pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
