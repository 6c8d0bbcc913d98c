//! Generated files to measure with: made once by the program itself, and kept in `target/bench-data`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// How many events are measured, unless `SITMAP_BENCH_EVENTS` says otherwise ("1000,10000000").
const SIZES: &str = "1000,100000,1000000";

/// The numbers of events to measure.
pub fn sizes() -> Vec<u64> {
    let asked = std::env::var("SITMAP_BENCH_EVENTS");
    let asked = asked.as_deref().unwrap_or(SIZES);
    asked
        .split(',')
        .map(|size| size.trim().parse().expect("numbers of events"))
        .collect()
}

/// The file of so many events whose name ends so.
pub fn generated(events: u64, ending: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-data");
    std::fs::create_dir_all(&folder).expect("a folder for generated files");
    let path = folder.join(format!("e{events}.{ending}"));
    if !path.exists() {
        let made = Command::new(env!("CARGO_BIN_EXE_sitmap"))
            .args(["generate", &events.to_string(), "--seed", "1", "-o"])
            .arg(&path)
            .status();
        assert!(
            made.expect("the program runs").success(),
            "{}",
            path.display()
        );
    }
    path
}
