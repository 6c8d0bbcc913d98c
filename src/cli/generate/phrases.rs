//! What made-up reports say: sentences with gaps.
//!
//! A gap is a letter in braces: `a` the actor, `t` the target, `p` the place, `q` another place, `w` a word, `n` a number,
//! `d` the day of the week, `b` the bystander who says so.

use crate::model::vocabulary::EventType;

/// How a type of event is told.
#[derive(Debug)]
pub(super) struct Telling {
    pub kind: EventType,
    /// How often, against the others.
    pub weight: u64,
    /// Whether people die of it.
    pub deadly: bool,
    pub summaries: &'static [&'static str],
    pub sentences: &'static [&'static str],
}

use EventType as E;

const fn telling(
    kind: EventType,
    (weight, deadly): (u64, bool),
    summaries: &'static [&'static str],
    sentences: &'static [&'static str],
) -> Telling {
    Telling {
        kind,
        weight,
        deadly,
        summaries,
        sentences,
    }
}

/// Every type, each with its words.
#[rustfmt::skip] // Read as a table.
pub(super) const TELLINGS: &[Telling] = &[
    telling(E::Clash, (180, true),
        &["{a} and {t} clash near {p} over the {w} {w} road", "Fighting between {a} and {t} at {p} for {n} hours"],
        &["{a} fought {t} for {n} hours near the {w} {w} of {p} on {d}", "Clashes broke out between {a} and {t} on the {w} edge of {p}"]),
    telling(E::Attack, (140, true),
        &["{a} attack {t} at {p}, {n} vehicles of the {w} destroyed", "{a} attack a post of {t} outside {p}"],
        &["{a} attacked a {w} held by {t} outside {p} on {d}", "A post of {t} at {p} came under attack from {a}"]),
    telling(E::Airstrike, (130, true),
        &["Aircraft of {a} strike a {w} of {t} near {p}", "{n} air strikes by {a} on {t} around {p} and its {w}"],
        &["Aircraft of {a} struck a {w} {w} used by {t} near {p} on {d}", "Warplanes hit {n} targets of {t} in and around {p}"]),
    telling(E::Shelling, (150, true),
        &["{a} shell the {w} quarter of {p}, {n} rounds counted", "Mortars of {a} fall on {t} in {p}"],
        &["{a} fired {n} shells at the {w} quarter of {p} on {d}", "Mortar rounds from {a} fell close to a {w} of {t} in {p}"]),
    telling(E::Bombing, (80, true),
        &["Car bomb at a {w} in {p} hits {t}, {a} suspected", "Roadside bomb near {p} meets a {w} of {t}"],
        &["A car packed with explosives blew up at a {w} in {p} on {d}", "A roadside bomb laid by {a} hit a patrol of {t} near {p}"]),
    telling(E::Seize, (50, true),
        &["{a} take the {w} {w} of {p} from {t}", "{p} falls to {a} after {n} days of {w}"],
        &["{a} took the {w} {w} of {p} from {t} on {d}", "The {w} of {p} is in the hands of {a} after {t} left it"]),
    telling(E::Advance, (40, true),
        &["{a} advance {n} km towards {p} along the {w}", "{a} gain ground against {t} south of {p}"],
        &["{a} advanced {n} kilometres towards {p} along the {w} road", "Units of {a} pushed {t} back to the {w} of {p} on {d}"]),
    telling(E::Withdraw, (20, false),
        &["{t} withdraw from the {w} of {p} before {a} arrive", "{a} leave {p} with {n} vehicles and their {w}"],
        &["{a} withdrew from the {w} of {p} with {n} vehicles on {d}", "{t} left their positions at {p} without a {w}"]),
    telling(E::Transfer, (10, false),
        &["{a} hand the {w} of {p} over to {t}"],
        &["{a} handed the {w} of {p} over to {t} without a shot on {d}"]),
    telling(E::Offensive, (20, true),
        &["{a} open an offensive for {p} from {n} sides at dawn", "New push of {a} on the {w} of {p}"],
        &["{a} opened an offensive towards {p} from {n} directions on {d}", "The push of {a} for the {w} of {p} began with heavy {w}"]),
    telling(E::Deploy, (30, false),
        &["{a} send {n} {w} vehicles to {p} as reinforcement", "{a} set up a {w} near {p}"],
        &["{a} sent {n} vehicles and a {w} to {p} on {d}", "{a} set up a new {w} on the road from {p} to {q}"]),
    telling(E::Support, (20, false),
        &["{a} deliver {n} tonnes of {w} to {t} at {p}"],
        &["{a} delivered {n} tonnes of {w} to {t} at {p} on {d}"]),
    telling(E::Blockade, (10, false),
        &["{a} close the road from {p} to {q} for the {w}"],
        &["{a} closed every road between {p} and {q}, so that no {w} came through"]),
    telling(E::Pledge, (10, false),
        &["{a} promise {w} and {w} for the people of {p}"],
        &["{a} promised {n} million for the {w} of {p} on {d}"]),
    telling(E::Threat, (10, false),
        &["{a} threaten {t} with a {w} over {p}"],
        &["{a} threatened {t} with {w} unless the {w} of {p} is given up"]),
    telling(E::Talks, (20, false),
        &["{a} and {t} meet in {p} about {w} and {w}"],
        &["{a} met {t} in {p} on {d} to speak about {w} and a {w}"]),
    telling(E::Agreement, (10, false),
        &["{a} and {t} agree on a {w} for {p}, {n} days long"],
        &["{a} and {t} agreed on a {w} of {n} days around {p}"]),
    telling(E::Violence, (60, true),
        &["{a} kill residents in the {w} of {p}", "{n} bodies found at {p}, {w} of {a} blamed"],
        &["{a} entered the {w} of {p} on {d} and shot residents in their houses", "Residents found {n} bodies near the {w} of {p}"]),
    telling(E::Detain, (50, false),
        &["{a} detain {n} people in {p}, among them a {w}", "{a} arrest members of {t} at {p}"],
        &["{a} took {n} people from their houses in {p} on {d}", "{a} arrested a {w} of {t} at a checkpoint near {p}"]),
    telling(E::Displace, (20, false),
        &["{n} families leave {p} for {q} because of the {w}"],
        &["{n} families left {p} for the {w} of {q} on {d}"]),
    telling(E::Protest, (70, false),
        &["Protest in {p} against {t} over {w} and {w}", "{n} people demand {w} outside the council of {p}"],
        &["Several hundred people gathered in {p} on {d} to demand {w} and {w}", "{a} marched through {p} against the {w} of {t}"]),
    telling(E::Other, (20, false),
        &["{a} search the {w} of {p} and find a {w}"],
        &["{a} searched the {w} of {p} on {d} and found {n} rifles"]),
];

/// What comes after the first half of a sentence, with what joins it on.
#[rustfmt::skip]
pub(super) const ENDINGS: &[&str] = &[
    ", a {w} near the {w} said",
    ", according to {b}",
    " while the {w} {w} stayed closed",
    " and smoke rose over the {w} {w} until evening",
    " as {n} families made their way to {q}",
    ", and the {w} of {q} was cut off from its {w}",
    " after {n} days without {w} or {w}",
    ", {b} told the local {w}",
    " with {w} and {w} brought in from {q}",
    ", though {b} spoke of a {w}",
    " where {w} {w} had held the {w} since {d}",
    " in what {b} called a {w} for {w}",
    " and took {n} {w} and a {w} with them",
    " before the {w} from {q} could arrive",
    " not far from the {w} {w}",
    ", and no {w} was reported from the {w}",
];

/// What somebody says in so many words.
#[rustfmt::skip]
pub(super) const QUOTES: &[&str] = &[
    ": \"we heard {n} {w} and then nothing,\" {b} said",
    ": \"nobody has seen a {w} here since {d},\" said {b}",
    ", and called the place \"the {w} of {w}\"",
];

/// Those whom reports quote, where they give no name.
pub(super) const BYSTANDERS: &[&str] = &[
    "residents",
    "a local official",
    "a spokesman",
    "two witnesses",
    "medics",
    "a monitoring group",
    "a security source",
    "the provincial council",
    "activists",
    "a tribal elder",
];

/// What events are marked with now and then.
pub(super) const TAGS: &[&str] = &[
    "aid",
    "airport",
    "bridge",
    "children",
    "drone",
    "hospital",
    "infrastructure",
    "journalist",
    "oil",
    "prisoners",
    "religious-site",
    "school",
    "water",
];

/// A sentence with gaps, taken apart.
#[derive(Debug)]
pub(super) struct Template(pub Vec<Piece>);

/// One piece of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    Words(&'static str),
    Gap(char),
}

impl Template {
    /// Takes a sentence apart.
    pub fn of(sentence: &'static str) -> Self {
        let mut pieces = Vec::new();
        for (number, part) in sentence.split(['{', '}']).enumerate() {
            let gap = part.chars().next().filter(|_| number % 2 == 1);
            match gap {
                Some(gap) => pieces.push(Piece::Gap(gap)),
                None if part.is_empty() => {}
                None => pieces.push(Piece::Words(part)),
            }
        }
        Self(pieces)
    }

    /// Takes several apart.
    pub fn all(sentences: &[&'static str]) -> Vec<Self> {
        sentences.iter().copied().map(Self::of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_told_and_every_gap_is_known() {
        for kind in E::ALL {
            assert!(TELLINGS.iter().any(|telling| telling.kind == *kind));
        }
        let told = TELLINGS
            .iter()
            .flat_map(|telling| telling.summaries.iter().chain(telling.sentences));
        for sentence in told.chain(ENDINGS).chain(QUOTES) {
            for piece in Template::of(sentence).0 {
                if let Piece::Gap(gap) = piece {
                    assert!("atpqwndb".contains(gap), "{sentence}");
                }
            }
        }
    }
}
