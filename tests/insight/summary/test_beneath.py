"""What speaks of an entry stands beneath it in every summary, whatever list it would stand in by itself."""

import json
from pathlib import Path

import pytest

from tests.conftest import Home


@pytest.fixture
def spoken(home: Home) -> Home:
    home.ok("start", "What happens when I wait?")
    home.ok("act", "I count to three.", "--on", "2026-01-12")
    home.ok("evidence", "They looked up.", "--on", "2026-01-13")
    home.ok("evidence", "She says I count aloud.", "--about", "1.1", "--on", "2026-01-20")
    home.ok("reflect", "--about", "1.3", "She is right.", "--on", "2026-01-21")
    home.ok("evidence", "Nothing of the kind.", "--about", "1.1", "--direction", "contradicts", "--on", "2026-01-22")
    return home


def told(home: Home, reader: str, *options: str) -> str:
    return home.ok("summary", "--for", reader, "--share", "1", "--format", "text", "--names-are-fine", *options)


def test_it_stands_beneath_in_the_list_of_what_it_speaks_of(spoken: Home) -> None:
    text = spoken.ok("summary", "--format", "text")
    done = text[text.index("I count to three.") : text.index("They looked up.")]
    assert done.index("On this. She says I count aloud.") < done.index("On this. She is right.")
    assert text.count("She says I count aloud.") == text.count("She is right.") == 1
    assert "Nothing of the kind. (noticing, during, contradicts, on the action of 12 January 2026" in text


def test_for_programs_each_stands_once_in_the_list_of_its_kind(spoken: Home) -> None:
    (cycle,) = json.loads(spoken.ok("summary", "--format", "json"))["summary"]["cycles"]
    assert [(line["name"], line["about"]) for line in cycle["seen"]] == [("1.2", ""), ("1.3", "1.1")]
    assert [(line["name"], line["about"]) for line in cycle["thought"]] == [("1.4", "1.3")]


def test_what_it_speaks_of_is_not_told_where_that_is_held_back(spoken: Home) -> None:
    text = told(spoken, "peer", "--hold", "1.1", "--include", "1.3")
    assert "She says I count aloud." in text
    assert "on the action of" not in text


def test_it_is_the_same_in_every_format(spoken: Home, tmp_path: Path) -> None:
    for name in ("it.html", "it.md"):
        spoken.ok("summary", "-o", str(tmp_path / name))
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.index("I count to three") < text.index("On this.") < text.index("She says I count aloud")
