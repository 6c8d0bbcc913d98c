//! Files as they are after they were written.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A folder, gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("sitmap-briefings-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn holds(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_file_is_replaced_by_one_of_its_mode_and_nothing_is_left_beside_it() {
    let folder = Folder::new();
    let path = folder.file("a.md", "old");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    // Somebody of the same number was killed while writing.
    folder.file(&format!(".a.md.{}.new", std::process::id()), "half of");
    assert_eq!(write(&path, Some("old"), "new"), Ok(None));
    assert_eq!(holds(&path), "new");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(folder.names(), ["a.md"]);
}

#[test]
fn what_another_viewer_is_still_writing_is_its_own() {
    let folder = Folder::new();
    let path = folder.file("a.md", "old");
    let other = folder.file(&format!(".a.md.{}.new", std::process::id() + 1), "half of");
    assert_eq!(write(&path, Some("old"), "new"), Ok(None));
    assert_eq!((&*holds(&path), &*holds(&other)), ("new", "half of"));
    // Nothing of one that is not put in place stays.
    let theirs = Ok(Some("new".to_owned()));
    assert_eq!(write(&path, Some("old"), "newer"), theirs);
    assert_eq!(folder.names().len(), 2);
}

#[test]
fn what_somebody_else_wrote_comes_back_and_stays() {
    let folder = Folder::new();
    let path = folder.file("a.md", "theirs");
    assert_eq!(
        write(&path, Some("old"), "new"),
        Ok(Some("theirs".to_owned()))
    );
    // A file that was not there when the briefing was begun.
    assert_eq!(write(&path, None, "new"), Ok(Some("theirs".to_owned())));
    assert_eq!(holds(&path), "theirs");
    assert_eq!(folder.names(), ["a.md"]);
}

#[test]
fn a_file_that_is_gone_is_written_anew() {
    let folder = Folder::new();
    let path = folder.0.join("a.md");
    assert_eq!(write(&path, Some("old"), "new"), Ok(None));
    assert_eq!(holds(&path), "new");
}

#[test]
fn a_link_stays_one_and_what_it_leads_to_is_written() {
    let folder = Folder::new();
    let path = folder.file("real.md", "old");
    for (name, to) in [("link.md", &path), ("other.md", &PathBuf::from("real.md"))] {
        let link = folder.0.join(name);
        symlink(to, &link).unwrap();
        let known = holds(&path);
        assert_eq!(write(&link, Some(&known), name), Ok(None));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(holds(&path), name);
    }
    // One that leads to nothing yet.
    let link = folder.0.join("new.md");
    symlink("made.md", &link).unwrap();
    assert_eq!(write(&link, None, "new"), Ok(None));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(holds(&folder.0.join("made.md")), "new");
}

#[test]
fn what_cannot_be_a_briefing_is_not_read_and_not_written() {
    let folder = Folder::new();
    let path = folder.file("a.md", "");
    fs::write(&path, [b'a', 0xff]).unwrap();
    let why = "not UTF-8 text: byte 1 begins no character".to_owned();
    assert_eq!(text(&path), Err(why.clone()));
    assert_eq!(write(&path, Some("a"), "new"), Err(why));
    assert_eq!(fs::read(&path).unwrap(), [b'a', 0xff]);
    assert!(text(&folder.0).is_err_and(|why| why.starts_with("not a file")));
    let nowhere = folder.0.join("nowhere/a.md");
    assert_eq!(
        write(&nowhere, None, "new"),
        Err("its folder is not there".to_owned())
    );
}

#[test]
fn a_new_briefing_names_what_lies_beside_it_or_below() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("data")).unwrap();
    let data = folder.file("data/events.json", "");
    let author = Author {
        gazetteers: vec![folder.file("places.json", "")],
        ..Author::of(&[data])
    };
    let (source, said) = author.begun(&folder.0.join("west-mosul.md")).unwrap();
    let expected = "---\ntitle: West mosul\nsitmap:\n  data: data/events.json\n  gazetteer: places.json\n---\n";
    assert_eq!((source.as_str(), said), (expected, ""));
    // What lies elsewhere is not named, and that is said.
    let (source, said) = author.begun(&folder.0.join("data/new.md")).unwrap();
    assert_eq!(
        source,
        "---\ntitle: New\nsitmap:\n  data: events.json\n---\n"
    );
    assert!(said.contains("outside its folder"), "{said}");
}
