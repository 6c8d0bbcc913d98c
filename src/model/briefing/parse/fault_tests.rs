//! Comments and front matters, and where what is wrong stands.

use super::tests::blocks;
use super::*;

/// What is wrong: the text that is pointed at, and what is said of it.
fn faults(source: &str) -> Vec<String> {
    let briefing = Briefing::parse(source);
    let faults = briefing.faults.iter();
    faults
        .map(|fault| {
            let warning = if fault.is_warning { "warning " } else { "" };
            let instead = fault.instead.as_deref().map(|it| format!(" → {it}"));
            format!(
                "{:?} {warning}{}: {}{}",
                &source[fault.span.clone()],
                fault.of,
                fault.words,
                instead.unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn which_comments_are_commands() {
    for (comment, expected) in [
        ("<!-- a comment in words -->", None),
        ("<!-- TODO: more -->", None),
        ("<!-- // pause -->", None),
        ("<!-- not yet -->", None),
        ("<!---->", None),
        ("<!-- Copyright -->", None),
        ("<!-- see https://a.b -->", None),
        ("<!--pause-->", None),
        ("<!--   focus   :  map -->", None),
        (
            "<!-- puase -->",
            Some("\"puase\" comment: there is no command \"puase\" → pause"),
        ),
        (
            "<!-- Pause -->",
            Some("\"Pause\" comment: there is no command \"Pause\" → pause"),
        ),
        (
            "<!-- vieew: all -->",
            Some("\"vieew\" comment: there is no command \"vieew\" → view"),
        ),
        (
            "<!-- veiw region:mosul -->",
            Some("\"veiw\" comment: there is no command \"veiw\" → view"),
        ),
        (
            "<!-- column: 1 -->",
            Some("\"column\" comment: there is no command \"column\""),
        ),
        (
            "<!-- view region:mosul -->",
            Some("\"view\" view: a colon is missing → view: region:mosul"),
        ),
        (
            "<!-- view: -->",
            Some(
                "\"view\" view: nothing stands here; expected a line of the language, such as region:mosul",
            ),
        ),
        (
            "<!-- view -->",
            Some(
                "\"view\" view: nothing stands here; expected a line of the language, such as region:mosul",
            ),
        ),
        (
            "<!-- focus: mpa -->",
            Some("\"mpa\" focus: found \"mpa\", expected map, split, text or document → map"),
        ),
        (
            "<!-- pause: 3 -->",
            Some("\"3\" pause: found \"3\", expected nothing behind it"),
        ),
        (
            "<!-- note to self -->",
            Some("\"note\" warning note: this is no note without a colon behind its first word"),
        ),
        (
            "<!-- view: all --> <!-- view: region:mosul -->",
            Some("\"view\" view: the step has a view already; the last one holds"),
        ),
        (
            "<!-- pause",
            Some("\"<!--\" comment: the comment has no end; expected --> behind it"),
        ),
        (
            "a <!-- pause\n\nb -->",
            Some(
                "\"<!--\" comment: the comment has no end in its paragraph; expected --> behind it",
            ),
        ),
        ("a \\<!-- pause", None),
        ("`<!-- view -->`", None),
        (
            "> - <!-- focus: x -->",
            Some("\"x\" focus: found \"x\", expected map, split, text or document"),
        ),
        (
            "# A <!-- focus: x -->",
            Some("\"x\" focus: found \"x\", expected map, split, text or document"),
        ),
        ("> a\n> <!-- note:\n> b\n> c -->\n", None),
    ] {
        let told = faults(comment);
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        assert_eq!(told, expected.into_iter().collect::<Vec<_>>(), "{comment}");
    }
}

#[test]
fn notes_keep_their_lines() {
    let notes = |source: &str| {
        let briefing = Briefing::parse(source);
        let notes = briefing.steps[0].notes.iter();
        notes.map(ToString::to_string).collect::<Vec<_>>().join("|")
    };
    for (source, expected) in [
        ("<!-- note: a -->", "a"),
        ("<!-- note: a\n\n\n  - b\n     c\n\n-->", "a||- b|   c"),
        ("<!-- speaker_note: |\n  a\n  b\n-->", "a|b"),
        ("<!-- note:\r\n\tا\r\n\tb -->", "ا|b"),
        ("<!-- note: a -->\n\nwords\n\n<!-- note: b -->", "a||b"),
        ("> <!-- note:\n> a\n> b -->", "a|b"),
    ] {
        assert_eq!(notes(source), expected, "{source:?}");
    }
}

#[test]
fn what_is_wrong_with_a_front_matter() {
    for (inside, expected) in [
        ("title: a: b", "this is no YAML"),
        ("- a", "expected keys and values"),
        ("sitmap: x", "\"x\" sitmap: expected keys under it"),
        (
            "sitmap:\n  veiw: a",
            "\"veiw\" sitmap: there is no key \"veiw\"; expected one of data, gazetteer, theme, view → view",
        ),
        (
            "sitmpa:\n  view: a",
            "\"sitmpa\" sitmpa: this looks like our key, and is not read → sitmap",
        ),
        (
            "sitmap:\n  theme: drak",
            "\"drak\" sitmap.theme: found \"drak\", expected dark or light → dark",
        ),
        (
            "sitmap:\n  theme: dark\n  theme: light",
            "\"theme\" sitmap.theme: this stands twice; the last one holds",
        ),
        (
            "sitmap:\n  data: {a: b}",
            "sitmap.data: expected the name of a file",
        ),
        (
            "sitmap:\n  data:",
            "sitmap.data: expected the name of a file",
        ),
        (
            "sitmap:\n  view: [a]",
            "sitmap.view: expected a line of the language",
        ),
        ("a: &x b\nc: *x", "anchors and aliases"),
        ("a: [[[[[[[[[[[[[[[[[[[[", "nested too deep"),
        ("sitmap:\n\tview: a", "this is no YAML"),
    ] {
        let source = format!("---\n{inside}\n---\n# A\n");
        let told = faults(&source);
        assert_eq!(told.len(), 1, "{source} {told:#?}");
        assert!(told[0].contains(expected), "{source} {told:#?}");
        assert_eq!(Briefing::parse(source).steps[0].title.as_str(), "A");
    }
    for fine in [
        "",
        "# a comment",
        "title:",
        "options:\n  command_prefix: 'x'",
        "%: a",
    ] {
        let source = format!("---\n{fine}\n---\n# A\n");
        if fine.is_empty() {
            continue;
        }
        assert_eq!(
            faults(&source).len(),
            usize::from(fine.starts_with('%')),
            "{fine}"
        );
    }
    assert_eq!(
        faults("---\ntitle: a\n# A\n"),
        [
            "\"---\" front matter: the front matter has no end; expected a line of --- after its last key"
        ]
    );
}

#[test]
fn values_of_a_front_matter_know_where_they_stand() {
    for (value, text) in [
        ("a b # c", "a b"),
        ("'a b'", "a b"),
        ("\"a b\"", "a b"),
        (">-\n    a\n    b\n", "a\n    b"),
        ("|\n    é a\n", "é a"),
        ("é\n    b", "é b"),
    ] {
        let source = format!("\u{feff}---\ntitle: é\nsitmap:\n  view: {value}\n---\n");
        let briefing = Briefing::parse(&*source);
        assert_eq!(briefing.faults, [], "{source}");
        let view = briefing.front.view.unwrap();
        assert_eq!(view.text, text);
        let there = source[view.span].to_owned();
        assert_eq!(there.replace("é\n    b", "é b"), text);
    }
}

#[test]
fn what_looks_wrong_is_shown_all_the_same() {
    for (source, expected) in [
        (
            "a\n---\n",
            "\"---\" warning ---: a line of dashes right under words",
        ),
        (
            "<div>\n<!-- pause -->a</div>",
            "warning html: HTML is shown as it stands",
        ),
        (
            "a <b>c</b>",
            "\"<b>\" warning html: HTML is shown as it stands",
        ),
        (
            "<!-- pause --> *a*",
            "\"*a*\" warning html: words in the line of a comment",
        ),
        ("![a](b)", "warning picture: a picture is not shown"),
        ("> ---", "\"---\" warning line: this line is not shown"),
        ("***", "\"***\" warning line: this line is not shown"),
        ("[a](event:)", "\"[a](event:)\" event: nothing stands here"),
        (
            "> > > > > > > > > a",
            "warning depth: lists and quotes are shown 8 deep",
        ),
    ] {
        let told = faults(source);
        assert_eq!(told.len(), 1, "{source} {told:#?}");
        assert!(told[0].contains(expected), "{source} {told:#?}");
    }
    assert_eq!(
        blocks("<div>\n<!-- pause -->a</div>"),
        ["0/<div>", "1/a</div>"]
    );
    assert_eq!(blocks("a <b>c</b>"), ["0/a <b>c</b>"]);
}
