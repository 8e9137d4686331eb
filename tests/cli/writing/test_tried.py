"""What a reading would have one see: asked once in a review, kept by options alike, and everywhere the journal goes."""

import json
import shutil
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import NOW, Home, made_once

CLAIM = "longer answers within two weeks"
WHY = "the quiet four wrote nothing"


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    """A home with a cycle that rests on two readings, of which one would have one see something."""
    home.ok("start", "What happens when I wait?", "--group", "S2 class")
    rowe = ("--authors", "Rowe, M. B.", "--year", "1986", "--title", "Wait time")
    home.ok("read", "waiting lengthens answers", *rowe, "--expects", CLAIM)
    home.ok("read", "silence can frighten")
    home.ok("start", "And what of maths?")
    home.ok("use", "1")
    return home


def tried(home: Home, name: str = "1.3") -> list[tuple[str | None, str]]:
    found: Any = json.loads(home.ok("show", name, "--json"))["entry"]["tried"]
    return [(one["verdict"], one["why"]) for one in found]


def test_a_conversation_and_an_option_keep_the_same(begun: Home) -> None:
    ran = begun.run("review", "1", stdin=f"Think.\n\nperhaps\nin part\n{WHY}\ncontinue\nwell\n\n", tty=True)
    assert ran.code == 0, ran.err
    assert f"Not looked at yet: Rowe 1986 (1.1) would have you see “{CLAIM}”" in " ".join(ran.out.split())
    assert f"Rowe 1986 would have you see “{CLAIM}”. How was it here?" in " ".join(ran.err.split())
    assert "“perhaps” is none of them." in ran.err
    assert "silence can frighten" not in ran.err
    assert tried(begun) == [("in-part", WHY)]
    begun.ok("undo")
    told = begun.run("review", "-c", "1", "Think.", "--tried", f"1.1=Partly: {WHY}", "--decision", "continue")
    assert "would have you see" not in told.err
    assert tried(begun, "1.4") == [("in-part", WHY)]
    said = begun.run("review", "-c", "2", "Maths.", "--tried", "1.1=not here", columns=80)  # at a terminal
    assert "Rowe 1986 (1.1): not here" in said.err
    assert f"tried here: Rowe 1986 (1.1): in part: {WHY}" in begun.ok("show", "1.4", "--plain")
    assert WHY in begun.ok("timeline", "1", "--plain")
    assert begun.ok("search", "quiet four", "--plain").count("1.4")


def test_what_is_passed_over_is_not_asked_again_and_still_named(begun: Home) -> None:
    begun.run("review", "1", stdin="Think.\n\n\n\n\n", tty=True)
    assert tried(begun) == [(None, "")]
    assert "tried here" not in begun.ok("show", "1.3")
    again = begun.run("review", "1", stdin="Think again.\n\n\n\n", tty=True)
    assert "Not looked at yet: Rowe 1986 (1.1)" in again.out
    assert "How was it here?" not in again.err
    assert tried(begun, "1.4") == []
    assert "would have you see" not in begun.run("review", "-c", "1", "more").err


def test_a_verdict_alone_is_a_review_and_nothing_at_all_is_none(begun: Home) -> None:
    ran = begun.run("review", "1", stdin="\nclaimed\n\n\n", tty=True)
    assert (ran.code, tried(begun)) == (0, [("as-claimed", "")])
    begun.ok("review", "1", "--tried", "1.1=can't tell")
    assert tried(begun, "1.4") == [("cannot-tell", "")]
    assert "Nothing was written" in begun.run("review", "2", stdin="\n\n\n", tty=True).err


def test_options_that_say_nothing_of_it_are_told_how(begun: Home) -> None:
    told = begun.run("review", "-c", "1", "Think.", "--decision", "continue").err
    assert f"Rowe 1986 (1.1) would have you see “{CLAIM}”, and no review has looked." in told
    assert 'To say how it was: enquiry edit 1.3 --tried "1.1=…"' in told
    begun.ok("edit", "1.3", "--tried", "1.1=not here", "--tried", "1.2=as claimed: they told me")
    assert tried(begun) == [("not-here", ""), ("as-claimed", "they told me")]
    begun.ok("edit", "1.3", "--tried", "1.1=in part")
    assert tried(begun) == [("in-part", ""), ("as-claimed", "they told me")]
    begun.ok("edit", "1.3", "--tried", "")
    assert tried(begun) == []
    begun.ok("review", "-c", "2", "Elsewhere.", "--tried", "1.1=not here: it is maths")  # which cites it
    assert tried(begun, "2.1") == [("not-here", "it is maths")]


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ("1.1=foo", 2, "“foo” is none of them."),
        ("1.1", 2, "“1.1” does not say how a reading turned out."),
        ("1.1=", 2, "“1.1=” does not say how a reading turned out."),
        ("Rowe=in part", 2, "“Rowe” is not the name of a reading."),
        ("2.9=in part", 3, "Cycle 2 has no entry 2.9."),
        ("2.1=in part", 2, "2.1 is no reading but action."),
    ],
)
def test_what_is_no_verdict_on_a_reading_is_refused(begun: Home, given: str, code: int, words: str) -> None:
    begun.ok("act", "count three", "-c", "2")
    ran = begun.run("review", "-c", "1", "Think.", "--tried", given)
    assert (ran.code, ran.err.splitlines()[0]) == (code, words)
    twice = begun.run("review", "-c", "1", "Think.", "--tried", "1.1=in part", "--tried", "1.1=not here")
    assert (twice.code, twice.err.splitlines()[0]) == (2, "What 1.1 claims was given twice.")


def test_it_goes_wherever_the_journal_goes(begun: Home) -> None:
    begun.ok("review", "-c", "1", "Think.", "--tried", f"1.1=in part: {WHY}")
    other = str(begun.folder / "other.json")
    for place, form in (("notes", "markdown"), ("whole.json", "json")):
        path = str(begun.folder / place)
        begun.ok("export", "--format", form, "-o", path)
        begun.ok("--journal", other, "import", path, "--yes")
        told = begun.ok("--journal", other, "readings", "--tried", "--plain")
        assert "tried: in one class: once in part\n" in told
        assert f"would have me see: {CLAIM}" in begun.ok("--journal", other, "show", "1.1", "--plain")
        (begun.folder / "other.json").unlink()
    bib = begun.ok("export", "--format", "bibtex")
    assert f"expects = {{{CLAIM}}}" in bib
    assert "tried" not in bib  # the review is private
    begun.ok("edit", "1.3", "--privacy", "school")
    assert "tried = {in part, 3 February 2026}" in begun.ok("export", "--format", "bibtex")
    csl = json.loads(begun.ok("export", "--format", "csl-json"))
    assert csl[0]["custom"] == {"expects": CLAIM, "tried": "in part, 3 February 2026"}
    (begun.folder / "back.bib").write_text(bib, encoding="utf-8")
    begun.ok("read", "-c", "2", "--from-bibtex", str(begun.folder / "back.bib"))
    assert f"would have me see: {CLAIM}" in begun.ok("show", "2.1", "--plain")


def test_two_machines_that_judged_apart_lose_neither(begun: Home) -> None:
    begun.ok("review", "-c", "1", "Think.")
    laptop = begun.folder / "laptop" / "journal.json"
    laptop.parent.mkdir()
    shutil.copy(begun.journal, laptop)
    begun.ok("edit", "1.3", "--tried", "1.1=in part: here", "--tried", "1.2=as claimed")
    begun.ok("config", "priorities", "Talk", "Boats")
    later: Any = {"now": NOW + timedelta(hours=2)}
    begun.ok("--journal", str(laptop), "edit", "1.3", "--tried", "1.1=not here: there", **later)
    begun.ok("--journal", str(laptop), "config", "priorities", "Reading", **later)
    begun.ok("merge", str(laptop))
    assert sorted(tried(begun), key=str) == [("as-claimed", ""), ("not-here", "there")]
    beside = begun.ok("show", "1.3")
    assert "also written, tried here" in beside
    assert "1.1; in-part; here" in beside
    assert "text: 1.2, as-claimed; 1.1, not-here, there\n" in begun.ok("settle", "1.3", "--plain")
    assert begun.ok("config", "priorities", "--plain") == "priorities: Reading\n"
    begun.ok("settle", "1.3", "--keep", "2")
    assert sorted(tried(begun), key=str) == [("as-claimed", ""), ("in-part", "here")]


def test_what_is_removed_or_forgotten_leaves_what_was_said_of_it(begun: Home) -> None:
    begun.ok("review", "-c", "1", "Think.", "--tried", f"1.1=in part: {WHY}")
    begun.ok("remove", "1.1")
    assert "Rowe 1986 (1.1, removed): in part" in begun.ok("show", "1.3")
    assert "no longer in sight" in begun.ok("readings", "--tried")
    assert "Rowe" not in begun.ok("readings")
    begun.ok("undo")
    begun.ok("forget", "1.1", "--confirm", "forget")
    assert "a reading that was forgotten (1.1): in part" in begun.ok("show", "1.3")
    assert CLAIM not in begun.journal.read_text(encoding="utf-8")
    begun.ok("forget", "--word", "quiet", "--confirm", "forget")
    assert "quiet" not in begun.journal.read_text(encoding="utf-8")
    assert tried(begun)[0][0] == "in-part"
    begun.ok("forget", "1.3", "--confirm", "forget")
    assert "in-part" not in begun.journal.read_text(encoding="utf-8")
