"""A mistake of the program's own prints no word of the journal, changes nothing, and says how it can be reported."""

import json
import re

import pytest

from enquiry.insight import status as now
from enquiry.model.journal import Journal
from tests.conftest import Home

SECRET = "Zebrafink"
MISTAKES = [KeyError, ValueError, AttributeError, RecursionError, MemoryError, AssertionError, UnicodeEncodeError]


@pytest.fixture
def kept(home: Home) -> Home:
    home.ok("start", f"What does {SECRET} do?", "--group", SECRET)
    home.ok("reflect", f"{SECRET} spoke")
    return home


def fault_of(kind: type[Exception]) -> Exception:
    return kind("utf-8", SECRET, 0, 1, SECRET) if kind is UnicodeEncodeError else kind(SECRET)


@pytest.mark.parametrize("kind", MISTAKES, ids=lambda kind: str(kind.__name__))
def test_a_mistake_while_looking_prints_no_word_of_the_journal(
    kept: Home, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(journal: Journal, *_: object) -> None:
        raise fault_of(kind) from KeyError(journal.cycles[0].question)

    before = kept.journal.read_bytes()
    monkeypatch.setattr(now, "build_status", fail)
    for argv in ((), ("status",), ("status", "--json"), ("status", "--plain")):
        ran = kept.run(*argv)
        assert (ran.code, ran.out) == (1, "")
        first, second = ran.err.splitlines()
        assert first.startswith(f"enquiry itself made a mistake ({kind.__name__} at ")
        assert re.search(r"cli/commands/status\.py:\d+", first)
        assert "enquiry doctor --report" in second
        assert SECRET not in ran.err
        assert "Traceback" not in ran.err
        assert str(kept.folder) not in ran.err
    assert kept.journal.read_bytes() == before


def test_a_mistake_in_the_middle_of_a_change_leaves_the_journal_as_it_was(
    kept: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError(SECRET)

    before = {path: path.read_bytes() for path in kept.folder.rglob("*") if path.is_file() and path.suffix != ".lock"}
    for place in ("enquiry.store.storage.JournalStorage.commit", "enquiry.model.journal.Journal.upsert_entry"):
        with monkeypatch.context() as broken:
            broken.setattr(place, fail)
            ran = kept.run("reflect", f"{SECRET} again")
        assert ran.code == 1
        assert SECRET not in ran.err
    after = {path: path.read_bytes() for path in kept.folder.rglob("*") if path.is_file() and path.suffix != ".lock"}
    assert after == before
    assert json.loads(kept.ok("show", "1.1", "--json"))["entry"]["text"] == f"{SECRET} spoke"
    kept.ok("reflect", "and on it goes")


def test_a_mistake_after_the_change_leaves_it_saved_and_says_that_the_journal_is_whole(
    kept: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError(SECRET)

    with monkeypatch.context() as broken:
        broken.setattr("enquiry.cli.writing.entries.answer_entry", fail)
        ran = kept.run("reflect", "second")
    assert ran.code == 1
    assert "The journal is whole." in ran.err
    assert len(json.loads(kept.ok("show", "1", "--json"))["cycle"]["entries"]) == 2
