"""An entry's parts on a sheet: under headings that are never mistaken, and parts again when it is read."""

import sys
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enquiry.cli.editor.sheet import WORDS_SEPARATOR, build_part_headings, format_sheet_parts, parse_sheet_parts
from enquiry.errors import UsageMistake
from enquiry.model.entry import AnswerPart
from tests import strategies  # noqa: F401 (settles how Hypothesis draws)
from tests.cli.editor.test_session import kept, shown
from tests.conftest import Home
from tests.pretend_editor import PretendEditor

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="the pretend editor is a script")

asked = st.sampled_from(["What?", "So what?", "## What?", "Why  might\nit matter?"])
lines = st.sampled_from(["a", "## What?", "### So what?", "", " b", "## Why might it matter?"])
texts = st.lists(lines, min_size=1).map(lambda found: "\n".join([*found, "end"]))


def a_part(prompt: str, text: str, words: str = "") -> AnswerPart:
    return AnswerPart(prompt=prompt, asked=words or prompt, text=text)


@given(st.lists(st.builds(AnswerPart, prompt=st.sampled_from("abc"), asked=asked, text=texts), min_size=1, max_size=4))
@example([a_part("a", "## a\n### a"), a_part("a", "\n\ntwo")])
def test_parts_come_back_as_they_were(parts: list[AnswerPart]) -> None:
    headings = build_part_headings(parts)
    assert parse_sheet_parts(headings, format_sheet_parts(parts, headings)) == tuple(parts)


def test_a_part_without_words_is_none_and_no_heading_is_no_part() -> None:
    headings = build_part_headings([a_part("What?", "one"), a_part("Now what?", "two")])
    assert parse_sheet_parts(headings, "## What?\n\n\n## Now what?  \ntwo\n\nmore\n") == (
        a_part("Now what?", "two\n\nmore"),
    )
    assert parse_sheet_parts(headings, "## What?\n\n## Now what?\n") == ()
    assert parse_sheet_parts(headings, "one piece\n## another heading") is None


def test_words_above_the_first_heading_are_asked_about() -> None:
    headings = build_part_headings([a_part("What?", "one")])
    with pytest.raises(UsageMistake, match="Words stand above the first heading: “mine”"):
        parse_sheet_parts(headings, "\n mine\n## What?\none")


def parts_of(home: Home) -> list[tuple[str, str]]:
    entry: dict[str, Any] = shown(home, "1.1")
    return [(part["prompt"], part["text"]) for part in entry["parts"]]


@on_unix
def test_a_prompt_set_can_be_answered_in_the_editor(home: Home, editor: PretendEditor) -> None:
    what, now = "'## What?', '## What?\\nthey drew it'", "'## Now what?', '## Now what?\\nagain'"
    editor.does(f"write(text.replace({what}).replace({now}))")
    ran = home.run("reflect", "--editor", "--prompts", "rolfe")
    assert ran.code == 0, ran.err
    assert editor.called[0][1].endswith(f"{WORDS_SEPARATOR}\n## What?\n\n\n## So what?\n\n\n## Now what?\n\n")
    assert parts_of(home) == [("what", "they drew it"), ("now-what", "again")]
    assert shown(home, "1.1")["text"] == "they drew it\n\nagain"


@on_unix
def test_a_prompt_set_left_as_it_is_saves_nothing(home: Home, editor: PretendEditor) -> None:
    editor.does("", "write(text.replace('tags:', 'tags: a'))")
    ran = home.run("reflect", "--editor", "--prompts", "rolfe")
    assert (ran.code, kept(home)) == (1, [])
    ran = home.run("reflect", "--editor", "--prompts", "rolfe")
    assert (ran.code, ran.err.split("\n")[0]) == (2, "The reflection is empty.")
    assert home.run("reflect", "--editor", "--prompts", "rofle").code in (2, 3)
    ran = home.run("reflect", "words", "--editor", "--prompts", "rolfe")
    assert (ran.code, ran.err.split("\n")[0]) == (2, "--prompts rolfe was given, but nothing is to be asked.")


@on_unix
def test_the_parts_of_an_entry_are_edited_as_parts(home: Home, editor: PretendEditor) -> None:
    editor.does(
        "write(text.replace('## What?\\n', '## What?\\none\\n').replace('## So what?\\n', '## So what?\\ntwo\\n'))",
        "write(text.replace('two', '## What?\\ntoo'))",
        "write(text.replace('tags:', 'tags: a'))",
        "write(text.replace('one', 'won\\r\\n'))",
        "write(text.replace('\\n## What?\\n', '\\n'))",
        "import re; write(re.sub(r'(?m)^##+ .*\\n', '', text))",
    )
    home.ok("reflect", "--editor", "--prompts", "rolfe")
    assert home.run("edit", "1.1", "--editor").code == 0
    assert parts_of(home) == [("what", "one"), ("what", "too")]
    assert home.run("edit", "1.1", "--editor").code == 0
    assert parts_of(home) == [("what", "one"), ("what", "too")]
    assert "line ends were made plain" in home.run("edit", "1.1", "--editor").err
    assert parts_of(home) == [("what", "won"), ("what", "too")]
    ran = home.run("edit", "1.1", "--editor")
    assert ran.err.startswith("Words stand above the first heading: “won”.")
    ran = home.run("edit", "1.1", "--editor")
    assert (ran.code, ran.err.split("\n")[0]) == (0, "Reflection 1.1 of 1 · What happens when I wait? was changed.")
    assert (parts_of(home), shown(home, "1.1")["text"]) == ([], "won\n\ntoo")
