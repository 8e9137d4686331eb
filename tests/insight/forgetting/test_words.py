"""A word is found in every spelling in which it stands, and nowhere else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.insight.forgetting.words import WordPattern, unescape_json


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
