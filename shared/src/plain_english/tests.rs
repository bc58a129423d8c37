//! What the check promises writer and approver.

use proptest::prelude::*;

use super::*;

fn excerpts(text: &str, kind: Kind) -> Vec<String> {
    check(text).findings.into_iter().filter(|finding| finding.kind == kind).map(|finding| finding.excerpt).collect()
}

#[test]
fn r_4_8c_known_texts_get_the_grade_that_the_formula_gives() {
    let table = [
        ("", 0, 0, 0),
        ("The cat sat on the mat.", 6, 1, 0),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 13, 1, 131),
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", 16, 1, 76),
        ("We will meet you once a week. You choose the place. Bring a friend if you like.", 17, 3, 0),
        (
            "The implementation of multidisciplinary organisational methodologies necessitates considerable administrative \
             collaboration.",
            10,
            1,
            402,
        ),
    ];
    for (text, words, sentences, tenths) in table {
        let report = check(text);
        assert_eq!((report.words, report.sentences), (words, sentences), "{text}");
        assert_eq!(report.grade.tenths(), tenths, "{text}");
    }
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    let table = [
        (1, "a the one year young used walked shared homes schools through ways friends eased bridge aged eyes"),
        (
            2,
            "table little needed started places courses changes being doing quiet create people safely statement carers",
        ),
        (2, "money older agree paper decide service measure support council report didn't couldn't tenders action"),
        (2, "question nation special patients statements hopeful useless quarter person player creature"),
        (
            3,
            "idea agreement reviewer radio equally annual video employer requirement replacement provider charity policy audience royalty",
        ),
        (3, "element creation settlement management commission volunteer"),
        (4, "community society experience situation information territory"),
    ];
    let mut wrong = Vec::new();
    for (spoken, words) in table {
        for word in words.split(' ') {
            let counted = syllable::count(word);
            if counted != spoken {
                wrong.push(format!("{word}: {counted}, not {spoken}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn r_4_8c_a_sentence_of_25_words_stands_and_one_of_26_is_marked_with_its_place() {
    let of = |words: usize| format!("Short one.\n{}end.", "so ".repeat(words - 1).replacen('s', "S", 1));
    assert_eq!(excerpts(&of(25), Kind::LongSentence), [""; 0]);
    let report = check(&of(26));
    let [finding] = report.findings.as_slice() else { panic!("{report:?}") };
    assert_eq!((finding.line, finding.kind), (2, Kind::LongSentence));
    assert_eq!(finding.advice, "This sentence has 26 words. Split it: the most is 25.");
    assert!(of(26)[finding.start..finding.end].ends_with("end"));
}

#[test]
fn r_4_8c_jargon_is_marked_with_what_to_say_instead() {
    let report = check("Our stakeholders will be involved.\nPrior to that, we submit a plan.");
    let found: Vec<_> = report.findings.iter().map(|finding| (finding.line, finding.excerpt.as_str())).collect();
    assert_eq!(found, [(1, "stakeholders"), (2, "Prior to"), (2, "submit")]);
    assert_eq!(report.findings[0].advice, "Name the people you mean.");
}

#[test]
fn a_term_in_capitals_is_not_mistaken_for_a_common_word() {
    assert_eq!(excerpts("The cat sat on the mat with a rag.", Kind::Jargon), [""; 0]);
    assert_eq!(excerpts("We score by MAT and show a RAG rating.", Kind::Jargon), ["MAT", "RAG rating"]);
}

#[test]
fn every_term_says_what_to_do_instead_and_needs_no_advice_itself() {
    for advice in jargon::advice() {
        assert!(advice.ends_with('.') && check(advice).findings.is_empty(), "{advice}");
    }
}

#[test]
fn r_4_8c_an_acronym_must_be_written_out_where_it_comes_first() {
    assert_eq!(excerpts("Tell the MDT. The MDT meets weekly.", Kind::Acronym), ["MDT"]);
    assert_eq!(excerpts("Tell the multidisciplinary team (MDT). The MDT meets.", Kind::Acronym), [""; 0]);
    assert_eq!(excerpts("Tell the MDT (multidisciplinary team).", Kind::Acronym), [""; 0]);
    assert_eq!(excerpts("DBSs are due. A DBS's date counts.", Kind::Acronym), ["DBSs"]);
    assert_eq!(excerpts("The DBS is due. It means the Disclosure and Barring Service (DBS).", Kind::Acronym), ["DBS"]);
}

#[test]
fn what_everyone_knows_and_headings_in_capitals_are_no_acronyms() {
    assert_eq!(excerpts("The NHS and the UK charge no VAT here.\nOUR AIMS\nMK9 3EJ", Kind::Acronym), [""; 0]);
}

#[test]
fn headings_list_items_and_numbers_do_not_run_into_one_sentence() {
    let report = check(
        "What we need\n\n1. A warm room\n2. A cook, e.g. for lunch\n- 3.5 days a week at £1,250.00\nWrapped\nline goes on.",
    );
    assert_eq!(report.sentences, 5);
    assert_eq!(check("It costs £1,250.50 at 14:02 today.").words, 6);
    assert_eq!(check("See https://example.org/a/b?c=d or ring us!").words, 5);
    assert_eq!(check("Write to jo@example.org today").words, 4);
}

#[test]
fn odd_text_is_read_without_harm() {
    for text in [
        "\u{feff}",
        "\u{200d}\u{300}",
        "e\u{301}te\u{301}",
        "日本語。本当？",
        "🙂🙂 ok 🙂",
        "\r\n\r\n",
        "...",
        "(((",
        "a\u{0}b",
        "www.",
        "@",
        "://",
        "ﬁne",
        "١٢٣",
        "Ǆ",
    ] {
        let report = check(text);
        assert!(report.findings.len() < 3, "{text:?}");
    }
    assert_eq!(check("un\u{ad}break\u{200b}able café").words, 2);
    assert_eq!(check("\u{feff}Hello there").words, 2);
}

#[test]
fn a_huge_text_keeps_its_findings_short() {
    let report = check(&"MDT please submit ".repeat(20_000));
    assert_eq!(report.words, 60_000);
    assert_eq!(report.findings.len(), MOST_FINDINGS);
    assert!(check(&"x".repeat(100_000)).findings.is_empty());
    assert!(check(&"A".repeat(100_000)).findings[0].advice.len() < 500);
    assert_eq!(check(&"a.".repeat(50_000)).words, 1);
    assert_eq!(check(&"(ABC ".repeat(10_000)).words, 10_000);
}

#[test]
fn a_grade_at_the_limit_needs_no_sign_off_and_a_tenth_above_it_does() {
    assert!(!Grade(90).is_above(9));
    assert!(Grade(91).is_above(9));
    assert_eq!(Grade(84).to_string(), "8.4");
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_finding_can_be_marked_in_it(text in "\\PC*[\n (.A-Za-z'’-]{0,60}\\PC*") {
        for finding in check(&text).findings {
            prop_assert!(text.get(finding.start..finding.end).is_some_and(|marked| !marked.is_empty()));
            prop_assert!(finding.line >= 1 && finding.line <= text.split('\n').count());
        }
    }

    #[test]
    fn the_word_count_is_that_of_the_report(text in "[a-z .,\n'0-9-]{0,200}") {
        prop_assert_eq!(words(&text), check(&text).words);
    }
}
