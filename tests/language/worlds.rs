//! What is asked about: the bundled events, generated ones, and some with everything that events can have.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use sitmap::cli::open::{Files, Opened};

/// Numbers that come in no order, the same every time.
pub struct Random(u64);

impl Random {
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// From 0 up to, not including, a number.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % end
    }

    /// Once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Events with their name in complaints, and the arguments that open them.
pub struct Asked {
    pub name: &'static str,
    pub opened: Opened,
    pub paths: Vec<PathBuf>,
}

/// Every world that is asked about.
pub fn all() -> Vec<Asked> {
    vec![
        opened("bundled", Vec::new()),
        opened("own", vec![own()]),
        opened("rows", vec![generated("1500", "3", "jsonl")]),
        opened("native", vec![generated("500", "8", "native")]),
    ]
}

fn opened(name: &'static str, paths: Vec<PathBuf>) -> Asked {
    let files = Files {
        events: paths.clone(),
        ..Files::default()
    };
    let opened = files.open().unwrap();
    Asked {
        name,
        opened,
        paths,
    }
}

fn in_folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn generated(count: &str, seed: &str, format: &str) -> PathBuf {
    // Tests run side by side: each has a file of its own.
    let thread = format!("{:?}", std::thread::current().id());
    let path = in_folder(&format!("language-{count}-{}.{format}", digits(&thread)));
    let made = Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .args([
            "generate", count, "--seed", seed, "--force", "--format", format,
        ])
        .arg("-o")
        .arg(&path)
        .status();
    assert!(made.unwrap().success());
    path
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Sentences of the documents, and which words of them name the event.
const SENTENCES: &[(&str, &str)] = &[
    ("Fighters seized the old bridge at dawn.", "seized"),
    ("قصفت الطائرات الجسر القديم في الموصل.", "قصفت"),
    (
        "Residents, who fled, spoke of “two shells” near the mill.",
        "shells",
    ),
    (
        "The brigade's officers met in Deir ez-Zor on Sunday.",
        "met",
    ),
];

const SUMMARIES: &[&str] = &[
    "Bridge seized",
    "Air strike on the bridge",
    "الغارة على الجسر",
    "Talks at the mill",
    "Größe über alles: forty-two shells",
];

fn document(id: &str, publisher: Option<&str>, via: &[&str]) -> Value {
    let text: Vec<&str> = SENTENCES.iter().map(|(sentence, _)| *sentence).collect();
    let mut at = 0;
    let sentences = text.iter().map(|sentence| {
        let start = at;
        at += sentence.chars().count() + 1;
        json!([start, at - 1])
    });
    let sentences: Vec<Value> = sentences.collect();
    let mut document = json!({
        "id": id, "title": format!("What {id} tells"), "via": via, "text": text.join(" "), "sentences": sentences,
    });
    if let Some(publisher) = publisher {
        document["publisher"] = json!(publisher);
    }
    document
}

fn places() -> Value {
    json!([
        {"id": "north", "name": "Northland", "kind": "province", "lat": 36.4, "lon": 43.0, "radius_km": 70, "source": "made up"},
        {"id": "alpha", "name": "Alphaville", "alt": ["المدينة الأولى", "Alpha Town"], "kind": "settlement", "lat": 36.35, "lon": 43.15, "radius_km": 6, "parent": "north", "source": "made up"},
        {"id": "alpha-east", "name": "East Side", "kind": "neighbourhood", "lat": 36.37, "lon": 43.2, "parent": "alpha", "source": "made up"},
        {"id": "alpha-mill", "name": "Old Mill of Alpha", "kind": "site", "parent": "alpha"},
        {"id": "lost", "name": "Lost Hamlet", "kind": "settlement", "parent": "north"},
        {"id": "beta", "name": "Betaburg", "kind": "settlement", "lat": 36.1, "lon": 42.7, "parent": "north", "source": "made up"},
        {"id": "road", "name": "Alpha to Beta road", "kind": "route", "line": [[43.16, 36.34], [42.95, 36.3], [42.71, 36.11]], "source": "made up"},
        {"id": "spring", "name": "Far Spring", "kind": "site", "lat": 35.0, "lon": 40.3, "source": "made up"},
    ])
}

fn actors() -> Value {
    json!([
        {"id": "army", "name": "Northern Army", "aliases": ["NA", "الجيش الشمالي"], "kind": "state-forces"},
        {"id": "brigade", "name": "First Brigade", "kind": "state-forces", "parent": "army"},
        {"id": "company", "name": "Second Company", "kind": "state-forces", "parent": "brigade"},
        {"id": "speaker", "name": "The Spokesman", "kind": "person", "parent": "army"},
        {"id": "militia", "name": "East Militia, the \"Free\" one", "aliases": ["EM+"], "kind": "militia"},
        {"id": "watch", "name": "The Watch", "kind": "organisation"},
    ])
}

fn time(random: &mut Random) -> Value {
    let day = 1 + random.below(28);
    match random.below(9) {
        0 => json!(null),
        1 => json!(format!("2017-03-{day:02}T{:02}:30Z", random.below(24))),
        2 => json!("2017-03"),
        3 => json!("2016"),
        4 => json!(format!("2017-02-{day:02}/2017-03-{day:02}")),
        5 => json!(format!("2017-03-{day:02}/..")),
        6 => json!(format!("../2017-02-{day:02}")),
        _ => json!(format!("2017-03-{day:02}")),
    }
}

fn place(random: &mut Random) -> Value {
    let named = *random.pick(&[
        "north",
        "alpha",
        "alpha-east",
        "alpha-mill",
        "lost",
        "beta",
        "spring",
    ]);
    let precision = *random.pick(&["site", "settlement", "area", "province", "unknown"]);
    let at = f64::from(u32::try_from(random.below(10)).unwrap()) / 10.0;
    match random.below(8) {
        0 => json!("Alphaville"),
        1 => json!({"place": "road", "precision": "route", "relation": "between"}),
        2 => json!({"name": "A place nobody knows", "precision": precision}),
        3 => json!({"lat": 35.9 + at, "lon": 43.3 - at, "precision": precision}),
        4 => json!({"place": named, "lat": 36.0 + at, "lon": 42.9, "precision": precision}),
        5 => json!({"lat": 36.0, "lon": 43.0, "precision": "area", "geometry": shape(random)}),
        _ => json!({"place": named, "precision": precision}),
    }
}

fn shape(random: &mut Random) -> Value {
    let line = [[42.6, 36.0], [43.0, 36.2], [43.1, 36.6]];
    let ring = [[42.8, 36.2], [43.4, 36.2], [43.4, 36.7], [42.8, 36.2]];
    match random.below(4) {
        0 => json!({"type": "LineString", "coordinates": line}),
        1 => json!({"type": "MultiPoint", "coordinates": line}),
        2 => json!({"type": "MultiPolygon", "coordinates": [[ring]]}),
        _ => json!({"type": "Polygon", "coordinates": [ring]}),
    }
}

fn report(random: &mut Random) -> Value {
    let number = random.below(SENTENCES.len());
    let before: usize = SENTENCES[..number]
        .iter()
        .map(|(sentence, _)| sentence.chars().count() + 1)
        .sum();
    let (sentence, trigger) = SENTENCES[number];
    let byte = sentence.find(trigger).unwrap();
    let start = before + sentence[..byte].chars().count();
    let end = start + trigger.chars().count();
    let mut report = json!({
        "doc": random.pick(&["d1", "d2", "d3"]), "sentence": number, "trigger": {"at": [start, end], "text": trigger},
    });
    if !random.one_in(3) {
        let kind = random.pick(&["party", "monitor", "witness"]);
        report["source"] = json!({"kind": kind});
        if !random.one_in(3) {
            report["source"]["ref"] = json!(random.pick(&["watch", "speaker", "army"]));
        }
    }
    report
}

fn event(number: usize, random: &mut Random) -> Value {
    let kinds = ["clash", "seize", "airstrike", "talks"];
    let states = [
        "happened",
        "ongoing",
        "planned",
        "conditional",
        "negated",
        "unknown",
    ];
    let mut event = json!({
        "id": format!("e{number}"), "type": random.pick(&kinds), "summary": random.pick(SUMMARIES),
        "factuality": random.pick(&states),
    });
    let some = |random: &mut Random, most: usize, make: &dyn Fn(&mut Random) -> Value| {
        let count = random.below(most + 1);
        (0..count).map(|_| make(random)).collect::<Vec<Value>>()
    };
    event["places"] = json!(some(random, 3, &place));
    event["actors"] = json!(some(random, 3, &|random| {
        let who = random.pick(&["army", "brigade", "company", "militia", "speaker"]);
        json!({"actor": who, "role": random.pick(&["agent", "target", "partner"])})
    }));
    event["reports"] = json!(some(random, 2, &report));
    event["tags"] = json!(some(random, 2, &|random| json!(random.pick(&[
        "Weather",
        "supply route",
        "a,b"
    ]))));
    let time = time(random);
    if !time.is_null() {
        event["time"] = time;
    }
    if random.one_in(2) {
        let best = random.below(30);
        event["fatalities"] = match random.below(3) {
            0 => json!({"best": best}),
            1 => json!({"low": best, "high": best + 5}),
            _ => json!({"by": {"civilians": 3}}),
        };
    }
    event
}

/// Events with everything that events can have, at places and of actors of their own.
fn own() -> PathBuf {
    let mut random = Random::of(5);
    let events: Vec<Value> = (0..400).map(|number| event(number, &mut random)).collect();
    let file = json!({
        "format": "situation-events", "version": 1, "title": "All there is",
        "documents": [
            document("d1", Some("Daily Alpha"), &["AFP", "The Wire, Inc."]),
            document("d2", Some("Beta Post"), &["AFP"]),
            document("d3", None, &[]),
        ],
        "actors": actors(), "places": places(), "events": events,
    });
    let thread = format!("{:?}", std::thread::current().id());
    let path = in_folder(&format!("language-own-{}.json", digits(&thread)));
    fs::write(&path, serde_json::to_vec(&file).unwrap()).unwrap();
    path
}
