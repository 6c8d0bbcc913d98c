//! Made-up words: names that can be pronounced, in Latin and in Arabic letters, and the vocabulary that sentences draw on.
//!
//! None of it means anything or anybody; where a made-up name is somebody's, that is chance.

use std::collections::HashSet;

use super::random::{Odds, Random};

const ONSETS: &[&str] = &[
    "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "q", "r", "s", "t", "w", "y", "z", "sh",
    "kh", "gh", "th", "dh", "br", "kr", "tr", "mal", "tal", "sar",
];
const VOWELS: &[&str] = &["a", "a", "a", "i", "i", "u", "u", "e", "o", "ai", "aa"];
const CODAS: &[&str] = &[
    "", "", "", "", "n", "r", "l", "m", "b", "d", "s", "k", "sh", "q",
];
/// What stands for a vowel of one name in fifty.
const ACCENTED: &[&str] = &["é", "ü", "ö", "î", "ê", "ç"];
const ARABIC: &[char] = &[
    'ب', 'ت', 'ج', 'ح', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ع', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه',
];
const ARABIC_VOWELS: &[char] = &['ا', 'و', 'ي'];

/// Words that reports are made of anyway; they come first, so that they come often.
const COMMON: &str = "\
    forces fighters positions village district road front line bridge crossing checkpoint convoy vehicles fire ground \
    district hospital school market camp river airfield base depot hill ridge valley border supply ammunition water \
    power residents families civilians officials commander spokesman witness medics engineers patrol unit battalion \
    column night morning dawn evening week hours days earlier again heavy light armed local southern northern eastern \
    western central nearby outskirts advance retreat attack shelling strike raid siege truce talks prisoners aid food \
    fuel tents wounded damage houses fields orchards wells factory station tunnel mines drones rockets mortars rifles \
    smoke reports footage statement radio council tribal elders governor ministry delegation escort ceasefire corridor";

/// A made-up word in small Latin letters.
pub(super) fn word(random: &mut Random, syllables: u32) -> String {
    let mut word = String::new();
    for _ in 0..syllables.max(1) {
        word.push_str(random.word(ONSETS));
        word.push_str(if random.chance(8) {
            random.word(ACCENTED)
        } else {
            random.word(VOWELS)
        });
    }
    word.push_str(random.word(CODAS));
    word
}

/// A made-up name: a word with a capital, some with an article or a second part.
pub(super) fn name(random: &mut Random) -> String {
    let syllables = 2 + random.below(2);
    let name = capital(&word(random, syllables));
    match random.below(20) {
        0 | 1 => format!("Al {name}"),
        2 => format!("{name} {}", capital(&word(random, 2))),
        3 => format!("Tell {name}"),
        4 => format!("{name}-{}", capital(&word(random, 1))),
        _ => name,
    }
}

/// A made-up word in Arabic letters, with its article.
pub(super) fn arabic(random: &mut Random) -> String {
    let mut word = String::from("ال");
    for _ in 0..3 + random.below(2) {
        word.extend(ARABIC.get(random.position(ARABIC.len())));
        if random.chance(400) {
            word.extend(ARABIC_VOWELS.get(random.position(ARABIC_VOWELS.len())));
        }
    }
    word
}

/// A word with its first letter in capitals.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A name as it stands in an address: ASCII letters, digits and hyphens.
pub(super) fn slug(name: &str) -> String {
    let plain = name.chars().filter_map(|letter| match letter {
        ' ' | '-' => Some('-'),
        letter if letter.is_ascii_alphanumeric() => Some(letter.to_ascii_lowercase()),
        _ => None,
    });
    plain.collect()
}

/// Made-up names, each of them once.
#[derive(Debug, Default)]
pub(super) struct Unique(HashSet<String>);

impl Unique {
    /// Keeps a name from being made up.
    pub fn take(&mut self, name: &str) -> bool {
        self.0.insert(name.to_owned())
    }

    /// Makes up until something new comes up; after many tries a number makes it so.
    pub fn make(&mut self, random: &mut Random, draw: impl Fn(&mut Random) -> String) -> String {
        for _ in 0..100 {
            let name = draw(random);
            if self.take(&name) {
                return name;
            }
        }
        let name = format!("{} {}", draw(random), self.0.len());
        self.0.insert(name.clone());
        name
    }
}

/// What sentences draw their words from: few words often, many words seldom.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: Vec<String>,
    odds: Odds,
}

/// How many words there are.
const WORDS: usize = 30_000;

impl Vocabulary {
    /// Common words first, then made-up ones, a quarter of them names, and some numbers.
    pub fn make(random: &mut Random) -> Self {
        let mut unique = Unique::default();
        let mut words: Vec<String> = COMMON
            .split_whitespace()
            .filter(|word| unique.take(word))
            .map(str::to_owned)
            .collect();
        while words.len() < WORDS {
            let made = match random.below(24) {
                0..6 => unique.make(random, |random| capital(&word(random, 2))),
                6 => unique.make(random, |random| random.below(100_000).to_string()),
                _ => unique.make(random, |random| {
                    let syllables = 2 + random.below(6) / 4;
                    word(random, syllables)
                }),
            };
            words.push(made);
        }
        let odds = Odds::zipf(words.len(), 5);
        Self { words, odds }
    }

    /// A word.
    pub fn draw(&self, random: &mut Random) -> &str {
        let position = self.odds.draw(random);
        self.words.get(position).map_or("", String::as_str)
    }
}
