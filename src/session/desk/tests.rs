//! What is kept is there the next day, whoever else keeps something, and whatever became of the files.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proptest::prelude::*;

use super::*;

/// A state folder that is not there yet, in one of its own that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("sitmap-desk-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn state(&self) -> PathBuf {
        self.0.join("state/sitmap")
    }

    fn open(&self) -> Desk {
        Desk::open(Some(&self.state()))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.state().join(name)
    }

    /// As if a person, or a broken disk, had written it.
    fn write(&self, name: &str, bytes: &[u8]) {
        fs::create_dir_all(self.state()).unwrap();
        fs::write(self.file(name), bytes).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn queries(desk: &Desk) -> Vec<&str> {
    desk.queries().iter().map(Text::as_str).collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn nothing_is_written_before_there_is_something_to_keep() {
    let folder = Folder::new();
    let mut desk = folder.open();
    desk.look_again();
    desk.remember_query("   ");
    assert!(!desk.set_bookmark("", "place:mosul"));
    assert_eq!(desk.message(), None);
    assert!(!folder.0.join("state").exists());
}

#[test]
fn what_is_kept_is_there_the_next_day_for_its_owner_alone() {
    let folder = Folder::new();
    let mut desk = folder.open();
    desk.remember_query("actor:sdf");
    desk.remember_query("place:mosul");
    desk.remember_query(" actor:sdf ");
    assert!(desk.set_bookmark(
        "west of the river",
        "place:mosul time:2017-03-01/2017-04-01"
    ));
    desk.remember_view("bundled", "lanes:actor");
    assert_eq!(desk.message(), None);

    let desk = folder.open();
    assert_eq!(queries(&desk), ["place:mosul", "actor:sdf"]);
    let line = "place:mosul time:2017-03-01/2017-04-01";
    assert_eq!(desk.bookmarks(), [("west of the river", line)]);
    assert_eq!(desk.last_view("bundled"), Some("lanes:actor"));
    assert_eq!(desk.last_view("/another"), None);
    assert_eq!(folder.text("queries"), "place:mosul\nactor:sdf\n");
    assert_eq!(mode(&folder.state()), 0o700);
    for name in ["queries", "bookmarks", "views", "lock"] {
        assert_eq!(mode(&folder.file(name)), 0o600, "{name}");
    }
    let names = fs::read_dir(folder.state()).unwrap();
    assert_eq!(names.count(), 4, "nothing is left behind");
}

#[test]
fn nothing_unclean_gets_into_a_file_or_out_of_one() {
    let folder = Folder::new();
    let mut desk = folder.open();
    desk.remember_query("a\x1b[2J\nb\tc");
    desk.set_bookmark("na\tme\n", "li\nne\u{202e}");
    let text = folder.text("queries") + &folder.text("bookmarks");
    assert_eq!(text, "a␛[2J b c\nna me\tli ne\u{fffd}\n");
    folder.write("queries", "red\u{202e}der\n".as_bytes());
    assert_eq!(queries(&folder.open()), ["red\u{fffd}der"]);
}

#[test]
fn two_that_run_at_once_lose_no_line_of_each_other() {
    let folder = Folder::new();
    let (mut one, mut other) = (folder.open(), folder.open());
    one.set_bookmark("a", "1");
    other.set_bookmark("b", "2");
    one.set_bookmark("c", "3");
    other.remove_bookmark("a");
    other.look_again();
    assert_eq!(other.bookmarks(), [("b", "2"), ("c", "3")]);
    one.look_again();
    assert_eq!(one.bookmarks(), other.bookmarks());

    let write = |who: usize| {
        let mut desk = folder.open();
        for number in 0..8 {
            desk.remember_query(&format!("{who} {number}"));
        }
        assert_eq!(desk.message(), None);
    };
    thread::scope(|scope| {
        for who in 0..4 {
            scope.spawn(move || write(who));
        }
    });
    assert_eq!(folder.open().queries().len(), 32);
}

#[test]
fn what_cannot_be_read_is_told_and_set_aside_and_the_rest_is_used() {
    let folder = Folder::new();
    let damaged = b"west\tplace:mosul\nno tab here\n\xff\xfe\tx\neast\tplace:raqqa\n";
    folder.write("bookmarks", damaged);
    let mut desk = folder.open();
    assert_eq!(desk.bookmarks().len(), 2);
    let said = desk.message();
    assert_eq!(said.as_deref(), Some("2 lines of bookmarks cannot be read"));
    desk.look_again();
    assert_eq!(desk.message(), None, "it is said once");
    assert_eq!(fs::read(folder.file("bookmarks")).unwrap(), damaged);

    desk.set_bookmark("north", "place:tabqa");
    let said = desk.message().unwrap();
    assert!(said.contains("bookmarks as it was is") && said.contains("bookmarks.damaged-1"));
    assert_eq!(
        fs::read(folder.file("bookmarks.damaged-1")).unwrap(),
        damaged
    );
    assert_eq!(folder.open().bookmarks().len(), 3);
    assert_eq!(folder.open().message(), None);
}

#[test]
fn foreign_files_are_never_lost_and_never_taken_in() {
    let folder = Folder::new();
    for number in 1..=12 {
        folder.write("queries", &[b'\0', b'0' + number]);
        let mut desk = folder.open();
        assert!(desk.queries().is_empty());
        desk.remember_query("actor:sdf");
        assert_eq!(queries(&folder.open()), ["actor:sdf"]);
    }
    // Of twelve, the last nine.
    let aside = |number| fs::read(folder.file(&format!("queries.damaged-{number}"))).unwrap();
    assert_eq!((aside(1)[1], aside(9)[1]), (b'0' + 4, b'0' + 12));

    folder.write("views", &vec![b'x'; 5 << 20]);
    let mut desk = folder.open();
    assert_eq!(desk.message().as_deref(), Some("views is too large"));
    desk.remember_view("bundled", "lanes:actor");
    let length = fs::metadata(folder.file("views.damaged-1")).unwrap().len();
    assert_eq!(length, 5 << 20);
}

#[test]
fn what_cannot_be_written_is_told_once_and_remembered_until_the_end() {
    let folder = Folder::new();
    // A file where the folder should be.
    fs::write(folder.0.join("state"), "").unwrap();
    let mut desk = folder.open();
    desk.message();
    desk.remember_query("actor:sdf");
    let said = desk.message().unwrap();
    assert!(said.starts_with("nothing is kept after this: "), "{said}");
    assert!(desk.set_bookmark("west", "place:mosul"));
    assert_eq!(desk.message(), None);
    assert_eq!(queries(&desk), ["actor:sdf"]);
    assert_eq!(desk.bookmarks(), [("west", "place:mosul")]);

    let mut desk = Desk::open(None);
    desk.remember_view("bundled", "lanes:actor");
    let said = desk.message().unwrap();
    assert_eq!(said, "nothing is kept after this: there is no home folder");
    assert_eq!(desk.last_view("bundled"), Some("lanes:actor"));
}

#[test]
fn a_folder_in_place_of_a_file_stays_as_it_is() {
    let folder = Folder::new();
    fs::create_dir_all(folder.file("queries")).unwrap();
    let mut desk = folder.open();
    assert!(desk.message().unwrap().contains("it is no file"));
    desk.remember_query("actor:sdf");
    assert!(desk.message().unwrap().contains("it is no file"));
    assert!(folder.file("queries").is_dir());
    // The others are kept all the same.
    desk.set_bookmark("west", "place:mosul");
    assert_eq!(folder.open().bookmarks(), [("west", "place:mosul")]);
}

#[test]
fn a_file_kept_elsewhere_behind_a_link_stays_there() {
    let folder = Folder::new();
    fs::create_dir_all(folder.state()).unwrap();
    let elsewhere = folder.0.join("dotfiles");
    fs::write(&elsewhere, "west\tplace:mosul\n").unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.file("bookmarks")).unwrap();
    folder.open().set_bookmark("east", "place:raqqa");
    let text = fs::read_to_string(&elsewhere).unwrap();
    assert_eq!(text, "west\tplace:mosul\neast\tplace:raqqa\n");
    let about = fs::symlink_metadata(folder.file("bookmarks")).unwrap();
    assert!(about.is_symlink());
}

#[test]
fn sizes_have_bounds() {
    let folder = Folder::new();
    let many: Vec<String> = (0..700).map(|number| format!("{number}\n")).collect();
    folder.write("queries", many.concat().as_bytes());
    let mut desk = folder.open();
    desk.remember_query("last");
    assert_eq!(desk.queries().len(), 500);
    assert_eq!((queries(&desk)[0], queries(&desk)[499]), ("201", "last"));
    let long = "x".repeat(5_000);
    desk.remember_query(&long);
    assert_eq!(queries(&desk)[499], "last");
    assert!(!desk.set_bookmark("west", &long) && !desk.set_bookmark(&long, "west"));
}

#[test]
fn a_data_set_goes_by_its_files_wherever_they_are_named_from() {
    let folder = Folder::new();
    let path = |name: &str| folder.0.join(name);
    let place = folder.0.canonicalize().unwrap();
    for name in ["a b", "a", "b", "50%"] {
        fs::write(path(name), "").unwrap();
    }
    let place = place.display();
    assert_eq!(key(&[]), "bundled");
    assert_eq!(key(&[path("a b")]), format!("{place}/a%20b"));
    assert_eq!(key(&[path("a"), path("b")]), format!("{place}/a {place}/b"));
    assert_ne!(key(&[path("b"), path("a")]), key(&[path("a"), path("b")]));
    assert_eq!(key(&[path("./a")]), key(&[path("a")]));
    assert_eq!(key(&[path("50%")]), format!("{place}/50%25"));
    // Not there, not text, and not harmless.
    let odd = PathBuf::from(std::ffi::OsString::from_vec(
        b"/\xff\x1b\n\xe2\x80\xae".to_vec(),
    ));
    assert_eq!(key(&[odd]), "/%FF%1B%0A%E2%80%AE");
}

/// What may be done to one of two desks on one folder.
#[derive(Debug, Clone)]
enum Deed {
    Query(u8),
    Set(u8, u8),
    Remove(u8),
    View(u8, u8),
    OpenAgain,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..6_u8).prop_map(Deed::Query),
        (0..4_u8, any::<u8>()).prop_map(|(name, line)| Deed::Set(name, line)),
        (0..4_u8).prop_map(Deed::Remove),
        (0..4_u8, any::<u8>()).prop_map(|(key, line)| Deed::View(key, line)),
        Just(Deed::OpenAgain),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn two_desks_keep_what_one_memory_would(deeds in prop::collection::vec((any::<bool>(), deed()), 1..30)) {
        let folder = Folder::new();
        let mut desks = [folder.open(), folder.open()];
        let mut asked: Vec<String> = Vec::new();
        let (mut marks, mut views) = (BTreeMap::new(), BTreeMap::new());
        for (which, deed) in deeds {
            let desk = &mut desks[usize::from(which)];
            match deed {
                Deed::Query(number) => {
                    let query = format!("place:{number}");
                    desk.remember_query(&query);
                    asked.retain(|other| *other != query);
                    asked.push(query);
                }
                Deed::Set(name, line) => {
                    desk.set_bookmark(&name.to_string(), &line.to_string());
                    marks.insert(name.to_string(), line.to_string());
                }
                Deed::Remove(name) => {
                    desk.remove_bookmark(&name.to_string());
                    marks.remove(&name.to_string());
                }
                Deed::View(key, line) => {
                    desk.remember_view(&key.to_string(), &line.to_string());
                    views.insert(key.to_string(), line.to_string());
                }
                Deed::OpenAgain => *desk = folder.open(),
            }
        }
        for desk in &mut desks {
            desk.look_again();
            prop_assert_eq!(queries(desk), asked.clone());
            let kept: Vec<(String, String)> = desk.bookmarks().into_iter().map(|(name, line)| (name.into(), line.into())).collect();
            prop_assert_eq!(kept, marks.clone().into_iter().collect::<Vec<_>>());
            for key in 0..4_u8 {
                let key = key.to_string();
                prop_assert_eq!(desk.last_view(&key), views.get(&key).map(String::as_str));
            }
            prop_assert_eq!(desk.message(), None);
        }
    }
}
