"""A word is found in every spelling in which it stands, and nowhere else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.errors import Ambiguous
from enquiry.insight.forgetting.choose import build_word_eraser, build_word_pattern
from enquiry.insight.forgetting.words import WordPattern, unescape_json
from enquiry.insight.privacy.finder import NameFinder
from enquiry.insight.privacy.mending import mend_text
from enquiry.insight.privacy.pupils import Pupil
from tests.conftest import NOW, a_journal


def test_a_word_is_found_in_every_spelling_and_in_no_longer_word() -> None:
    accented = unicodedata.normalize("NFD", "José, JOSÉ’s, Josés, Joseph")
    found = {
        ("Anna", "Anna's ANNA “anna” #anna Annabel Hannah Anna-Lena"): ["Anna", "ANNA", "anna", "anna", "Anna"],
        ("José", f"{accented} Jose"): [*(unicodedata.normalize("NFD", one) for one in ("José", "JOSÉ")), "Jose"],
        ("Jose", "José"): ["José"],
        ("Anna Brown", "Anna\nBrown; anna-brown; Anna\n\nBrown; Anna\u00a0 Brown"): [
            *("Anna\nBrown", "anna-brown", "Anna\u00a0 Brown"),
        ],
        ("Anne-Marie", "Anne Marie, anne‑marie, Annemarie"): ["Anne Marie", "anne‑marie"],
        ("O'Brien", "O’Brien, O`BRIEN, Brien"): ["O’Brien", "O`BRIEN"],
        ("Anna", "An\u00adna and A\u200bnna"): ["An\u00adna", "A\u200bnna"],
        ("Straße", "STRASSE, strasse, Straßen"): ["STRASSE", "strasse"],
        ("安娜", "说安娜好"): ["安娜"],
        ("안나", "안나는 왔다"): ["안나"],
        ("राम", "राम, रामा"): ["राम"],
        ("Ａｎｎａ", "Anna"): ["Anna"],
        ("7B", "in 7B, not in 7Bs"): ["7B"],
    }
    for (word, text), wanted in found.items():
        assert [text[begin:end] for begin, end in WordPattern(word).find_spans(text)] == wanted, word


@pytest.mark.parametrize("word", ["  ", "…", "--"])
def test_what_holds_no_letter_is_no_word(word: str) -> None:
    with pytest.raises(ValueError, match=word):
        WordPattern(word)


LETTERS = st.text(st.sampled_from("aAnNéÉe\u0301ßıİ ’'-\nx"), max_size=30)


@given(LETTERS, LETTERS)
def test_what_is_replaced_stands_nowhere_afterwards(before: str, after: str) -> None:
    pattern = WordPattern("Anné")
    text = f"{before} Anné {after}"
    assert not pattern.stands_in(pattern.replace(text, "[x]"))
    assert pattern.stands_in(text)


def test_escapes_of_json_are_letters() -> None:
    assert unescape_json(r"Jos\u00e9 \u0022 \ud83d") == r"José \u0022 \ud83d"


def test_a_registered_person_is_found_in_every_form_that_means_nobody_else() -> None:
    pupils = [Pupil(code="Pupil A", name="Anna Müller"), Pupil(code="Pupil B", name="May Brown")]
    pupils += [Pupil(code="Pupil C", name="Ben Brown")]
    text = "Anna Mueller, MÜLLER’s, anna; Annas. May Brown may, in May, with Brown."
    for word, wanted in (
        ("Anna", "Pupil A, Pupil A’s, Pupil A; Pupil A’s. May Brown may, in May, with Brown."),
        ("May Brown", "Anna Mueller, MÜLLER’s, anna; Annas. Pupil B may, in Pupil B, with Brown."),
        ("Mayer", text),
    ):
        pattern = build_word_pattern(word, pupils, {"may"})
        assert pattern.replace(text, build_word_eraser(pattern, a_journal(), NOW).by) == wanted, word
    with pytest.raises(Ambiguous, match="Pupil B and Pupil C"):
        build_word_pattern("Brown", pupils, ())


def test_a_name_with_an_s_becomes_the_code_as_it_does_where_names_are_replaced() -> None:
    pupils = [Pupil("Pupil A", "Morag Sinclair")]
    pattern = build_word_pattern("Morag", pupils, ())
    text = "Morags tray, Morag’s pen, Morag Sinclair"
    replaced = mend_text(NameFinder(pupils), text, lambda find: find.replacement)
    assert pattern.replace(text, "Pupil A") == replaced == "Pupil A’s tray, Pupil A’s pen, Pupil A"
    assert pattern.replace("Morags tray", "Pupil-A") == "Pupil-A tray"
