"""The sheet: words come back byte for byte whatever they are, fields as they were typed, and mistakes are named."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enquiry.cli.editor.sheet import WORDS_SEPARATOR, Sheet, SheetForm, find_words_line, format_sheet, parse_sheet
from enquiry.errors import UsageMistake
from tests import strategies  # noqa: F401 (settles how Hypothesis draws)

written = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)
lines = st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12), max_size=4).map("\n".join)


def there_and_back(sheet: Sheet) -> Sheet:
    return parse_sheet(format_sheet(SheetForm("A reflection on 1 · What happens?", {"kind": "tally, …"}, sheet)))


@given(written)
@example("")
@example("# a heading\n--- \n+++\ntags: no\n")
@example(f"\n\n{WORDS_SEPARATOR}\n{WORDS_SEPARATOR}")
@example("date: yesterday\n    indented")
@example("\r\n\r\x00\x1b[31m\u2028\ufeff")
def test_words_come_back_byte_for_byte(text: str) -> None:
    back = there_and_back(Sheet((("cycle", "1"), ("tags", "a, b")), text))
    assert back == Sheet((("cycle", "1"), ("tags", "a, b")), text.rstrip("\n"))


@given(lines)
@example("one\n\n\nfour")
@example("# not left out\n# nor this")
@example(f"x\n{WORDS_SEPARATOR}")
@example("name: value\nother: value")
def test_a_field_of_several_lines_comes_back(value: str) -> None:
    """But for white space at the ends of its lines, which editors take away and add as they please."""
    told = "\n".join(line.rstrip() for line in value.split("\n")).strip()
    back = there_and_back(Sheet((("hunch", told), ("doubt", told), ("tags", "x")), "words"))
    assert [name for name, _ in back.fields] == ["hunch", "doubt", "tags"]
    assert back.fields[0][1].split() == told.split()
    assert there_and_back(back) == back
    assert back.text == "words"


def test_it_says_what_it_is_for_and_helps_with_its_fields() -> None:
    text = format_sheet(
        SheetForm("Evidence for 1 · Wait?", {"kind": "tally, survey"}, Sheet((("kind", ""), ("n", "3")), "Words"))
    )
    assert text.split("\n")[0] == "# Evidence for 1 · Wait?"
    assert "# kind: tally, survey\nkind:\nn: 3\n" in text
    assert text.endswith(f"\n{WORDS_SEPARATOR}\nWords\n")
    assert text.split("\n")[find_words_line(text) - 1] == "Words"
    assert find_words_line("no rule\n") == 1


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_editor_of_windows_may_write_its_own_line_ends_and_mark(mark: str) -> None:
    text = format_sheet(SheetForm("About", {}, Sheet((("tags", "a"), ("hunch", "one\n\ntwo")), "Words\n\nmore")))
    assert parse_sheet(mark + text.replace("\n", "\r\n")) == parse_sheet(text)


def test_names_may_be_written_as_one_likes_and_fields_indented_with_tabs() -> None:
    back = parse_sheet(f"  \nTags :  a \n\tb\n# left out\n\n{WORDS_SEPARATOR}\nx")
    assert back == Sheet((("tags", "a\nb"),), "x")
    assert back.values("tags") == ("a\nb",)
    assert back.values("kind") == ()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("tags: a\nWords\n", "The ruled line between the fields and your words is gone."),
        ("", "The ruled line between the fields and your words is gone."),
        (f"# x\nI saw it.\n{WORDS_SEPARATOR}\n", "Line 2 is no field: “I saw it.”."),
        (f"  tags: a\n{WORDS_SEPARATOR}\n", "Line 1 is no field: “tags: a”."),
        (f": a\n{WORDS_SEPARATOR}\n", "Line 1 is no field: “: a”."),
    ],
)
def test_what_cannot_be_read_is_named(raw: str, words: str) -> None:
    with pytest.raises(UsageMistake) as caught:
        parse_sheet(raw)
    assert caught.value.words == words
    assert caught.value.hint
