//! What is printed is read the same again.

use super::*;
use proptest::prelude::*;

fn terms(line: &str) -> Vec<Term> {
    let pieces = parse(line).into_iter();
    let terms = pieces.map(|piece| piece.term.unwrap_or_else(|fault| panic!("{line}: {fault}")));
    terms.collect()
}

fn any_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[a-z0-9:+,\"\\\\ -]{1,8}",
        "\\PC{1,6}",
        "[\\n\\t\\r a\"]{1,4}",
        Just("tal afar".to_owned()),
        Just("place:raqqa".to_owned()),
    ];
    (text, any::<bool>()).prop_map(|(text, plus)| Value { text, plus })
}

fn any_term() -> impl Strategy<Value = Term> {
    let key = prop::option::of(prop::sample::select(KEYS).prop_map(|spec| spec.key));
    let values = prop::collection::vec(any_value(), 1..4);
    (any::<bool>(), key, values).prop_map(|(negated, key, values)| Term {
        negated,
        key,
        values,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_printed_is_read_the_same(line in prop::collection::vec(any_term(), 0..6)) {
        let printed = print(&line);
        prop_assert!(!printed.contains(char::is_control), "{printed:?} is one line");
        prop_assert_eq!(terms(&printed), line, "{}", printed);
    }

    #[test]
    fn any_text_is_cut_into_pieces_that_cover_it(line in "\\PC{0,30}|[a-z:,\" +\\\\-]{0,30}") {
        let pieces = parse(&line);
        let mut at = 0;
        for piece in &pieces {
            prop_assert!(line[at..piece.span.start].trim().is_empty());
            at = piece.span.end;
            for value in &piece.values {
                prop_assert!(line.get(value.clone()).is_some());
            }
        }
        prop_assert!(line[at..].trim().is_empty());
    }
}

#[test]
fn a_line_reads_as_people_write_it() {
    let line = r#"place:"Tal Afar",raqqa -status:negated actor:iraq-sf+ bridge "two words" near:mosul,20 fatalities:>10"#;
    let said = terms(line);
    assert_eq!(print(&said), line);
    assert_eq!(said[0].values[0], Value::new("Tal Afar"));
    assert!(said[1].negated);
    assert!(said[2].values[0].plus);
    assert_eq!(said[3].key, None);
    assert_eq!(said[4].values, [Value::new("two words")]);
    assert_eq!(
        terms("date:2017-03-06T14:30Z")[0].values[0].text,
        "2017-03-06T14:30Z"
    );
    assert_eq!(terms("14:30 - a")[0].key, None, "no key has digits");
}

#[test]
fn what_is_wrong_says_what_is_right() {
    let fault = |line: &str| {
        let piece = parse(line).into_iter().find(|piece| piece.term.is_err());
        piece.unwrap().term.unwrap_err()
    };
    let wrong = fault("bridge -plcae:raqqa,mosul x");
    assert_eq!(wrong.instead.as_deref(), Some("-place:raqqa,mosul"));
    assert_eq!(wrong.span, 7..14);
    assert_eq!(
        wrong.to_string(),
        "there is no key \"plcae:\"; did you mean -place:raqqa,mosul?"
    );
    assert_eq!(fault("http://example.org").instead, None);
    assert!(fault("place:").words.contains("expected NAME"));
    assert!(fault("place:a,,b").words.starts_with("nothing"));
    assert!(fault("place:\"tal af").words.contains("no end"));
    assert!(fault("place:\"tal\"af").words.contains("comes next"));
    assert_eq!(
        fault("stat:negated").instead.as_deref(),
        Some("status:negated")
    );
}
