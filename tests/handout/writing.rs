//! Where what is written goes, and when it is not.

use std::fs;
use std::os::unix::fs::symlink;

use crate::harness::{Folder, fixture};

#[test]
fn the_ending_says_the_format_and_several_are_written_at_once() {
    let folder = Folder::new();
    let ran = folder.export(&["-o", "a.md", "-o", "a.html", "-o", "a.txt", "-o", "a.svg"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.complaint);
    assert_eq!(folder.names(), ["a.html", "a.md", "a.svg", "a.txt"]);
    for (name, begin) in [
        ("a.md", "# "),
        ("a.html", "<!DOCTYPE html>"),
        ("a.txt", "Two"),
        ("a.svg", "<svg "),
    ] {
        assert!(folder.read(name).starts_with(begin), "{name}");
    }
    // What goes to standard output is the same to the byte.
    for (format, name) in [
        ("markdown", "a.md"),
        ("html", "a.html"),
        ("text", "a.txt"),
        ("svg", "a.svg"),
    ] {
        assert_eq!(folder.exported(format, &[]), folder.read(name), "{name}");
    }
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_to_be_written_over() {
    let folder = Folder::new();
    folder.put("old.md", "mine");
    let ran = folder.export(&["-o", "new.txt", "-o", "old.md"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.complaint,
        "sitmap: old.md: there is such a file already; --force writes over it\n"
    );
    assert_eq!(folder.names(), ["old.md"], "all or nothing");
    assert_eq!(folder.read("old.md"), "mine");
    let ran = folder.export(&["-o", "old.md", "--force"]);
    assert_eq!(ran.code, 0, "{}", ran.complaint);
    assert!(folder.read("old.md").starts_with("# Two offensives"));
    assert_eq!(folder.names(), ["old.md"]);
}

#[test]
fn nothing_is_written_through_a_link_or_over_a_folder() {
    let folder = Folder::new();
    folder.put("precious.md", "mine");
    symlink(folder.path("precious.md"), folder.path("link.md")).unwrap();
    symlink(folder.path("nowhere.md"), folder.path("broken.md")).unwrap();
    fs::create_dir(folder.path("folder.md")).unwrap();
    for (name, why) in [
        ("link.md", "it is a link; name the file that is meant"),
        ("broken.md", "it is a link; name the file that is meant"),
        ("folder.md", "it is no file that could be written over"),
    ] {
        let ran = folder.export(&["-o", name, "--force"]);
        assert_eq!(ran.code, 2);
        assert_eq!(ran.complaint, format!("sitmap: {name}: {why}\n"));
    }
    assert_eq!(folder.read("precious.md"), "mine");
    assert_eq!(folder.names().len(), 4, "nothing else was made");
}

#[test]
fn a_command_line_that_makes_no_sense_is_refused_with_what_would() {
    let folder = Folder::new();
    for (words, why) in [
        (
            &["-o", "a.pdf"][..],
            "a.pdf: its name says no format, expected .md, .html, .txt or .svg; --format says one",
        ),
        (
            &["-o", "-"],
            "-o -: --format says what to print: markdown, html, text or svg",
        ),
        (&["-o", "a.md", "-o", "a.md"], "a.md: named twice"),
        (
            &["-o", "a.md", "--step", "11"],
            "--step 11: bundled briefing has 10 steps",
        ),
    ] {
        let ran = folder.export(words);
        assert_eq!((ran.code, ran.complaint), (2, format!("sitmap: {why}\n")));
    }
    for words in [
        &["-o", "a.md", "--step", "0"][..],
        &["-o", "a.md", "--size", "20x5"],
        &[],
    ] {
        assert_eq!(folder.export(words).code, 2, "{words:?}");
    }
    let ran = folder.export(&["none.md", "-o", "a.md"]);
    assert!(ran.complaint.contains("none.md: "), "{}", ran.complaint);
    assert_eq!(folder.names(), [""; 0]);
    // A format that is said is good for any name.
    assert_eq!(folder.export(&["-o", "README", "--format", "text"]).code, 0);
}

#[test]
fn what_the_presenter_reads_is_handed_out_only_where_that_is_wanted() {
    let folder = Folder::new();
    folder.put("small.md", &fixture("small.md"));
    for format in ["markdown", "html", "text", "svg"] {
        let without = folder.exported(format, &["small.md"]);
        assert!(!without.contains("quokkas"), "{format}");
        let with = folder.exported(format, &["small.md", "--notes"]);
        assert!(with.contains("quokkas"), "{format}");
        assert!(with.contains("Another paragraph."), "{format}");
    }
}

#[test]
fn one_step_can_be_written_alone() {
    let folder = Folder::new();
    for format in ["markdown", "html", "text", "svg"] {
        let one = folder.exported(format, &["--step", "3"]);
        assert!(one.contains("what was taken"), "{format}");
        assert!(!one.contains("The road from Raqqa"), "{format}");
    }
}

#[test]
fn what_is_wrong_is_said_and_the_rest_is_written() {
    let folder = Folder::new();
    folder.put("small.md", &fixture("small.md"));
    let ran = folder.export(&["small.md", "-o", "out.txt"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.complaint
            .contains("small.md:45:38: event: no event has the id \"e99\""),
        "{}",
        ran.complaint
    );
    assert!(
        folder
            .read("out.txt")
            .contains("[3] No event has the id “e99”.")
    );
}

#[test]
fn only_ascii_is_written_where_that_is_asked_for() {
    let folder = Folder::new();
    let text = folder.exported("text", &["--ascii"]);
    let other = text.chars().find(|letter| !letter.is_ascii());
    assert_eq!(other, None);
    let markdown = folder.exported("markdown", &["--ascii"]);
    let maps = markdown.split("```").skip(1).step_by(2);
    assert!(maps.clone().count() > 5);
    for map in maps {
        assert!(map.is_ascii(), "{map}");
    }
}

#[test]
fn maps_are_as_large_as_is_asked_for() {
    let folder = Folder::new();
    let markdown = folder.exported("markdown", &["--size", "60x15", "--step", "1"]);
    let map = markdown.split("```").nth(1).unwrap();
    assert_eq!(map.lines().count(), 1 + 15, "{map}");
    assert_eq!(
        map.lines().map(|line| line.chars().count()).max(),
        Some(60),
        "{map}"
    );
}
