"""How words are compared: whatever their case, accents and quotes; at the beginning of words; in their other forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.presets import load_word_forms
from enquiry.query.matching import build_finder, find_word_root, locate_matches, normalise_for_search
from tests import strategies
from tests.conftest import Home

FORMS = load_word_forms()


def says(word: str, text: str) -> bool:
    return build_finder(word, FORMS.get(normalise_for_search(word), ())).is_in(normalise_for_search(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        # case, accents, compatibility forms, quotes and dashes
        ("WAIT", "they wait"),
        ("jose", "José read"),
        ("José", "jose read"),
        ("jose\u0301", "JOSÉ"),
        ("strasse", "Straße"),
        ("don't", "they don’t"),
        ("fine", "a ﬁne day"),
        ("in-depth", "an in–depth look"),
        ("3.1.2", "rule 3.1.2 says"),
        ("#writing", "a #writing day"),
        ("50%", "50% of them"),
        ("🙂", "done 🙂"),
        # where a word begins
        ("wait", "waiting"),
        ("home", "homework"),
        ("élève", "les élèves"),
        ("y9", "(y9)"),
        ("self", "it-self"),
        ("b", "a_b"),
        # scripts without spaces, anywhere
        ("読書", "今日は読書の日"),
        ("ガ", "ｶﾞ"),
        # regular forms
        ("waiting", "she waits"),
        ("stopped", "I stop"),
        ("stop", "stopping"),
        ("study", "two studies"),
        ("studies", "I study"),
        ("quizzes", "a quiz"),
        ("making", "I make"),
        ("organise", "organizing"),
        ("analyze", "analysing"),
        ("questions", "my questioning"),
        ("modelling", "a model"),
        # irregular forms, and spellings of two countries
        ("write", "I wrote it"),
        ("wrote", "writing"),
        ("child", "the children"),
        ("children", "one child"),
        ("behaviour", "good behavior"),
        ("practise", "in practice"),
        ("practice", "they practised"),
        ("maths", "math lesson"),
        ("enquiry", "an inquiry"),
        ("taught", "I teach"),
    ],
)
def test_a_word_is_found(word: str, text: str) -> None:
    assert says(word, text)
    begin, end = next(
        build_finder(word, FORMS.get(normalise_for_search(word), ())).find_spans(normalise_for_search(text))
    )
    assert begin < end <= len(normalise_for_search(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("art", "the start"),
        ("ait", "wait"),
        ("use", "between us"),
        ("sing", "a single"[:3]),
        ("string", "str"),
        ("need", "a nee"),
        ("カ", "ガ"),
        ("child", "chilly"),
        ("to write", "wrote"),
        ("university", "universe"),
    ],
)
def test_what_only_looks_like_it_is_not(word: str, text: str) -> None:
    assert not says(word, text)


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("quiet table", "The QUIET\n table.", True),
        ("quiet tab", "the quiet table", False),
        ("wait", "waiting", False),
        ("wait", "wait, then", True),
        ("wrote", "I write", False),
        ("(y9)", "of (y9) now", True),
        ("y9", "of (y9) now", True),
        ("読書", "今日は読書の日", True),
    ],
)
def test_a_phrase_is_found_as_it_stands(phrase: str, text: str, stands: bool) -> None:
    assert build_finder(phrase, whole=True).is_in(normalise_for_search(text)) is stands


def test_the_table_of_forms_joins_words_both_ways_and_names_each_once() -> None:
    assert len(FORMS) > 300
    for word, others in FORMS.items():
        assert word == normalise_for_search(word)
        assert word.isalpha()
        assert word not in others
        assert len(set(others)) == len(others)
        assert all(word in FORMS[other] for other in others)


@given(st.from_regex(r"[a-z]{1,12}(s|es|ies|ing|ed|ize|ise|e|y)?", fullmatch=True))
def test_a_root_but_for_its_last_letter_begins_its_word(word: str) -> None:
    root = find_word_root(word)
    assert root
    assert word.startswith(root[:-1] if len(root) > 2 else root)
    assert says(word, word)


@given(strategies.texts)
def test_bare_text_is_bare_already(text: str) -> None:
    assert normalise_for_search(normalise_for_search(text)) == normalise_for_search(text)
    assert normalise_for_search(f"  {text}\n\t{text} ") == f"{normalise_for_search(text)} {normalise_for_search(text)}"


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_invisible_signs_are_no_part_of_a_word(sign: str) -> None:
    line = f"they were read{sign}ing {sign}aloud, in der K{sign}üche"
    for wanted in ("reading", "read", f"rea{sign}ding", "aloud", "kuche"):
        [(begin, end)] = locate_matches(line, [build_finder(wanted)])
        assert normalise_for_search(line[begin:end]).startswith(normalise_for_search(wanted))
        assert build_finder(wanted).is_in(normalise_for_search(line))
    assert build_finder("were reading aloud", whole=True).is_in(normalise_for_search(line))
    assert not build_finder(sign).is_in(normalise_for_search(line))


def test_a_search_finds_what_was_pasted_with_soft_hyphens(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("reflect", "Multi\u00adpli\u00adcation came back\u200b by itself")
    assert "1.1" in home.ok("search", "multiplication")
    assert "1.1" in home.ok("search", '"back by itself"')
