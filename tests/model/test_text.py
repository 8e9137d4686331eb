"""Text on its way in: mended once and said so, and compared without regard to case and form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.errors import UsageMistake
from enquiry.model.text import MAX_TEXT_BYTES, clean_text, fold

REPAIRS = [
    ("\ufeffhello", "hello", "a byte order mark was left out"),
    ("one\r\ntwo", "one\ntwo", "line ends were made plain"),
    ("one\rtwo", "one\ntwo", "line ends were made plain"),
    ("a\0b", "a\ufffdb", "NUL characters were replaced by \ufffd"),
    (b"caf\xe9".decode("utf-8", "surrogateescape"), "caf\ufffd", "bytes that are not UTF-8 were replaced by \ufffd"),
    ("\ud83d\ude00", "\ufffd\ufffd", "bytes that are not UTF-8 were replaced by \ufffd"),
    ("Jose\u0301", "José", "letters and their accents were joined (Unicode NFC)"),
]


@pytest.mark.parametrize(("raw", "text", "said"), REPAIRS)
def test_what_is_not_well_formed_is_mended_and_said(raw: str, text: str, said: str) -> None:
    assert clean_text(raw) == (text, (said,))


def test_several_repairs_are_all_said_in_order() -> None:
    text, said = clean_text("\ufeffa\r\n\0\udce9e\u0301")
    assert text == "a\n\ufffd\ufffdé"
    assert said == tuple(words for _, _, words in (REPAIRS[0], REPAIRS[1], REPAIRS[3], REPAIRS[4], REPAIRS[6]))


@pytest.mark.parametrize(
    "text",
    [
        "3 minutes with Sam: he improved",
        "at 8.30: quick note",
        "Pupil said [good] and [/done]",
        "-5 pupils left",
        ":smile:",
        "50% - ok (y9)",
        "日本 élève",
        "  indented, and two  spaces",
        "\n\nbegins with empty lines",
        "\x1b[31mred\x07",
        "tab\there",
        "a \ufeff in the middle",
        "ﬁ ① ㎏",
    ],
)
def test_a_well_formed_text_stays_as_it_was_written(text: str) -> None:
    assert clean_text(text) == (text, ())


def test_only_the_line_ends_at_the_end_are_left_out_and_nothing_is_said_of_them() -> None:
    assert clean_text("a\n\nb \n\n\n") == ("a\n\nb ", ())


@pytest.mark.parametrize("raw", ["", " ", "\n\r\n", "\t \u3000\u2028", "\ufeff"])
def test_an_empty_text_is_refused_by_its_name(raw: str) -> None:
    with pytest.raises(UsageMistake, match=r"^The question is empty\.$") as caught:
        clean_text(raw, "question")
    assert caught.value.hint


@pytest.mark.parametrize(("one", "size"), [("x", 1), ("é", 2), ("日", 3), ("👩", 4)])
def test_the_limit_is_counted_in_bytes_and_holds_to_the_byte(one: str, size: int) -> None:
    fits = one * (MAX_TEXT_BYTES // size)
    fits += "x" * (MAX_TEXT_BYTES - len(fits.encode()))
    assert clean_text(fits).text == fits
    with pytest.raises(UsageMistake, match=r"^The text is 1,000,001 bytes long; 1,000,000 is the most") as caught:
        clean_text(fits + "x")
    assert "several entries" in caught.value.hint


def test_the_limit_is_that_of_the_mended_text() -> None:
    assert len(clean_text("\r\n".join(["x" * 19] * 49_000)).text) == 979_999


@given(st.text(st.characters(), max_size=40).filter(str.strip))
def test_a_cleaned_text_is_clean(raw: str) -> None:
    try:
        text = clean_text(raw).text
    except UsageMistake:
        assert not unicodedata.normalize("NFC", raw).removeprefix("\ufeff").strip("\r\n \t")
        return
    assert clean_text(text.removeprefix("\ufeff") or "x").said == ()
    assert unicodedata.is_normalized("NFC", text)
    assert "\0" not in text
    assert "\r" not in text
    assert text.encode().decode() == text


@given(st.binary(max_size=40))
def test_any_bytes_become_a_text_that_can_be_kept(raw: bytes) -> None:
    text = clean_text("begins " + raw.decode("utf-8", "surrogateescape")).text
    assert text.startswith("begins")
    assert text.encode()


SAME = [
    ("José", "Jose\u0301"),
    ("STRASSE", "straße"),
    ("ﬁne", "FINE"),
    ("ΜΆΪΟΣ", "μάϊος"),
    ("Ａ４", "a4"),
    ("①", "1"),
    ("ǅ", "ǆ"),
    ("İ", "i\u0307"),
    ("ｶﾞ", "ガ"),
    ("Kelvin \u212a", "kelvin k"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_and_case_do_not_matter_when_words_are_compared(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("a", "b"), ("uber", "über"), ("1", "١")])
def test_other_letters_stay_others(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_folding_is_the_same_for_all_cases_and_forms_of_a_text(text: str) -> None:
    assert fold(text) == fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
    assert fold(text.casefold()) == fold(text) or "\u0345" in unicodedata.normalize("NFD", text)
