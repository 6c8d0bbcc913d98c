//! `sitmap new-briefing` as a person runs it: what is written, and whether it can be presented as it is.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sitmap::model::briefing::Briefing;

fn folder(name: &str) -> io::Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("drafting")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn sitmap(folder: &Path, args: &[&str]) -> io::Result<Output> {
    let mut sitmap = Command::new(env!("CARGO_BIN_EXE_sitmap"));
    sitmap.current_dir(folder).args(args).output()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_draft_has_every_event_and_no_fault_and_fits_a_small_screen() -> io::Result<()> {
    for by in ["region", "day"] {
        let folder = folder(by)?;
        let output = sitmap(&folder, &["new-briefing", "-o", "b.md", "--by", by])?;
        assert!(output.status.success(), "{}", said(&output.stderr));
        let text = fs::read_to_string(folder.join("b.md"))?;
        let briefing = Briefing::parse(text.clone());
        let mut ids: Vec<&str> = briefing.cited.iter().map(|cited| &*cited.id).collect();
        ids.sort_unstable();
        let all: Vec<String> = (1..=25).map(|number| format!("e{number:02}")).collect();
        // What has no date is told of by itself.
        assert_eq!(ids, all, "by {by}");
        for words in ["somewhere in west Mosul", "No date, said not to happen"] {
            assert!(text.contains(words), "{words}");
        }
        let checked = sitmap(&folder, &["check", "b.md", "--size", "80x24"])?;
        let told = said(&checked.stdout);
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.ends_with("; 0 faults\n"), "{told}");
    }
    Ok(())
}

#[test]
fn what_events_say_stays_text() -> io::Result<()> {
    let folder = folder("hostile")?;
    let event = r##"{"format":"situation-events","version":1,"title":"--> <b>","events":[
        {"id":"a-b.c","type":"clash","time":"2017-03-06","summary":"# x --> <script>[y](event:zz) <!-- pause --> *z*",
         "sentence":"s"},
        {"id":"z_1","type":"clash","time":"2017-03-07","summary":"---","sentence":"s"}]}"##;
    fs::write(folder.join("e.json"), event)?;
    let output = sitmap(&folder, &["new-briefing", "e.json", "-o", "b.md"])?;
    assert!(output.status.success(), "{}", said(&output.stderr));
    let briefing = Briefing::parse(fs::read_to_string(folder.join("b.md"))?);
    assert_eq!(briefing.faults, []);
    let mut ids: Vec<&str> = briefing.cited.iter().map(|cited| &*cited.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["a-b.c", "z_1"]);
    assert!(briefing.steps.iter().all(|step| step.pauses == 0));
    assert_eq!(briefing.front.data[0].text, "e.json");
    let checked = sitmap(&folder, &["check", "b.md"])?;
    assert!(checked.status.success(), "{}", said(&checked.stdout));
    Ok(())
}

#[test]
fn nothing_is_written_over_or_named_that_a_briefing_may_not_read() -> io::Result<()> {
    let folder = folder("places")?;
    fs::create_dir(folder.join("below"))?;
    let rows = "id,date,type,summary\nr1,2017-03-06,clash,x\n";
    fs::write(folder.join("rows.csv"), rows)?;
    let output = sitmap(&folder, &["new-briefing", "rows.csv", "-o", "below/b.md"])?;
    assert_eq!(output.status.code(), Some(2));
    let told = said(&output.stderr);
    assert!(
        told.contains("rows.csv: not below the briefing's folder"),
        "{told}"
    );
    assert!(!folder.join("below/b.md").exists());

    fs::write(folder.join("b.md"), "mine")?;
    let output = sitmap(&folder, &["new-briefing", "rows.csv", "-o", "b.md"])?;
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output.stderr).contains("--force"));
    assert_eq!(fs::read_to_string(folder.join("b.md"))?, "mine");
    let forced = ["new-briefing", "rows.csv", "-o", "b.md", "--force"];
    assert!(sitmap(&folder, &forced)?.status.success());
    assert!(fs::read_to_string(folder.join("b.md"))?.contains("event:r1"));
    let none = sitmap(
        &folder,
        &["new-briefing", "rows.csv", "--filter", "type:talks"],
    )?;
    assert_eq!(none.status.code(), Some(1));
    Ok(())
}

#[test]
fn what_a_draft_leaves_out_it_says() -> io::Result<()> {
    let folder = folder("years")?;
    let mut rows = "id,date,type,summary\n".to_owned();
    for year in 1990..2017 {
        let _ = writeln!(rows, "y{year},{year}-03-06,clash,x");
    }
    fs::write(folder.join("rows.csv"), rows)?;
    let output = sitmap(&folder, &["new-briefing", "rows.csv", "--by", "day"])?;
    let text = said(&output.stdout);
    assert!(
        text.contains("It tells nothing of 15 more times with 15 events: 2002, 2003,"),
        "{text}"
    );
    assert_eq!(text.matches("(<event:").count(), 12 + 12, "{text}");
    Ok(())
}

#[test]
fn what_did_not_happen_is_on_the_map_of_the_step_that_tells_of_it() -> io::Result<()> {
    let folder = folder("unreal")?;
    let output = sitmap(&folder, &["new-briefing"])?;
    let text = said(&output.stdout);
    assert!(
        text.contains("<!-- view: region:manbij show:unreal -->"),
        "{text}"
    );
    assert!(text.contains("<!-- view: region:homs -->"), "{text}");
    Ok(())
}
