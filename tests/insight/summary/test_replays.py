"""Decisions as they stood, in a document: what may go in the words of then, and nothing that is held back."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, Home, made_once


def later(days: float) -> dict[str, Any]:
    return {"now": NOW + timedelta(days=days)}


@pytest.fixture
@made_once
def decided(home: Home) -> Home:
    """A home with a cycle reviewed once: one entry was edited since, one typed later, one is about one pupil."""
    home.ok("start", "What happens when I wait?", "--hunch", "They need time.")
    home.ok("evidence", "the far table began", **later(1))
    home.ok("evidence", "one pupil, alone", "--kind", "case-pupil", **later(1))
    home.ok("act", "I count to three", **later(2))
    home.ok("review", "It works.", "--decision", "continue", "--because", "more of them speak", **later(3))
    home.ok("edit", "1.1", "the far table began to answer", **later(5))
    home.ok("edit", "1", "--hunch", "They need a partner.", **later(6))
    home.ok("note", "nothing", **later(6))
    home.ok("evidence", "a visitor saw no change", "--on", "2026-02-05", **later(7))
    return home


def write(home: Home, tmp_path: Path, *argv: str) -> str:
    path = tmp_path / "page.md"
    shared = ("--share", "1", "--names-are-fine", "-o", str(path), "--force")
    home.ok("summary", "--for", "accreditation", *shared, *argv, **later(9))
    _, heading, section = path.read_text().partition("### Decisions as they stood")
    return section.partition("\n#")[0] if heading else ""


def test_it_is_told_where_asked_for_in_the_words_of_then(decided: Home, tmp_path: Path) -> None:
    assert write(decided, tmp_path) == ""
    told = write(decided, tmp_path, "--replay")
    before, decision, after = told.partition("Continue, because more of them speak")
    assert decision
    assert "They need time." in before
    assert "changed afterwards, on 9 February 2026" in before
    assert "the far table began (evidence, reads otherwise now)" in before
    assert "a visitor saw no change" not in before
    assert "a visitor saw no change" in after
    assert "written down on 10 February 2026" in after
    assert "one pupil, alone" not in told
    assert "Case pupil" in before


def test_what_is_held_back_is_not_told_in_any_wording(decided: Home, tmp_path: Path) -> None:
    told = write(decided, tmp_path, "--replay", "--hold", "1.1", "--hold", "1:hunch", "--hold", "1.5")
    for words in ("far table", "They need", "visitor", "changed afterwards"):
        assert words not in told
    assert write(decided, tmp_path, "--replay", "--hold", "1.4") == ""  # its only decision
    asked = ("summary", "--for", "accreditation", "--share", "1", "--replay", "--json", "--names-are-fine")
    facts = json.loads(decided.ok(*asked, "--hold", "1:hunch", **later(9)))
    assert "They need" not in json.dumps(facts)


def test_as_at_an_earlier_day_nothing_later_is_told(decided: Home, tmp_path: Path) -> None:
    told = write(decided, tmp_path, "--replay", "--as-at", "2026-02-07")
    assert "the far table began" in told
    assert "visitor" not in told
    assert "changed afterwards" not in told


def test_a_gift_tells_it_and_a_reader_of_one_s_own_may_hold_it(decided: Home, tmp_path: Path) -> None:
    path = tmp_path / "gift.md"
    given = ("gift", "1", "--to", "stage partner", "-o", str(path), "--names-are-fine", "--replay")
    decided.ok(*given, **later(9))
    _, _, section = path.read_text().partition("### Decisions as they stood")
    assert "the far table began (evidence, reads otherwise now)" in section
    assert "one pupil, alone" not in section
    assert decided.run("gift", "1", "--for", "leader", "-o", str(tmp_path), "--replay").code == 2
    own = decided.folder / "config" / "enquiry" / "readers" / "mine.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(
        'extends = "accreditation"\nname = "mine"\n[[sections]]\nheading = "What I knew"\nholds = ["replay"]\n'
    )
    told = decided.ok("summary", "--for", "mine", "--share", "1", "--names-are-fine", **later(9))
    assert "They need time." in told.partition("What I knew")[2]
