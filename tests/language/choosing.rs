//! What a line chooses.

use std::process::Command;

use serde_json::Value;
use sitmap::app::line::{self, Reading};
use sitmap::app::world::World;
use sitmap::model::query::print;

use crate::ask::{Asker, ids};
use crate::obvious::Obvious;
use crate::worlds::{self, Random};

fn read(world: &World, text: &str) -> Reading {
    line::read(world, &|_| None, text)
}

fn printed(world: &World, reading: &Reading) -> String {
    print(&line::filter_terms(world, &reading.filter))
}

#[test]
fn a_thousand_lines_choose_what_each_record_says_and_are_read_as_they_are_printed() {
    for asked in worlds::all() {
        let world = &*asked.opened.world;
        let obvious = Obvious::of(world);
        let asker = Asker::of(&obvious);
        let mut random = Random::of(7);
        let (mut some, mut wrong) = (0, Vec::new());
        for _ in 0..1_000 {
            let (text, questions) = asker.line(&mut random);
            let reading = read(world, &text);
            assert_eq!(reading.faults, [], "{}: {text}", asked.name);
            assert_eq!(reading.notes, [""; 0], "{}: {text}", asked.name);
            let again = printed(world, &reading);
            let second = read(world, &again);
            assert_eq!(second.faults, [], "{}: {text} as {again}", asked.name);
            assert_eq!(
                second.filter, reading.filter,
                "{}: {text} as {again}",
                asked.name
            );
            assert_eq!(printed(world, &second), again);
            let chosen: Vec<_> = world.selected(&reading.filter).iter().collect();
            let expected = obvious.chosen(&questions);
            some += usize::from(!expected.is_empty() && expected.len() < obvious.records.len());
            if chosen != expected {
                let more: Vec<_> = chosen
                    .iter()
                    .filter(|event| !expected.contains(event))
                    .copied()
                    .collect();
                let less: Vec<_> = expected
                    .iter()
                    .filter(|event| !chosen.contains(event))
                    .copied()
                    .collect();
                wrong.push(format!(
                    "{}: {text}\n  should not: {:?}\n  should: {:?}",
                    asked.name,
                    ids(&obvious, &more),
                    ids(&obvious, &less)
                ));
            }
        }
        assert!(
            wrong.is_empty(),
            "{} wrong\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        assert!(
            some > 300,
            "{}: only {some} lines tell events apart",
            asked.name
        );
    }
}

#[test]
fn the_program_lists_what_each_record_says() {
    for asked in worlds::all() {
        let obvious = Obvious::of(&asked.opened.world);
        let asker = Asker::of(&obvious);
        let mut random = Random::of(21);
        for _ in 0..15 {
            let (text, questions) = asker.line(&mut random);
            let expected = ids(&obvious, &obvious.chosen(&questions));
            let output = Command::new(env!("CARGO_BIN_EXE_sitmap"))
                .arg("list")
                .args(&asked.paths)
                .args(["--format", "jsonl", "--filter", &text])
                .output()
                .unwrap();
            let code = i32::from(expected.is_empty());
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(code), "{text}: {complaint}");
            let listed: Vec<String> = String::from_utf8(output.stdout)
                .unwrap()
                .lines()
                .map(|row| {
                    serde_json::from_str::<Value>(row).unwrap()["id"]
                        .as_str()
                        .unwrap()
                        .to_owned()
                })
                .collect();
            assert_eq!(listed, expected, "{}: {text}", asked.name);
        }
    }
}
