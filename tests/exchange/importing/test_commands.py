"""The whole journal as one document, and back: nothing lost, nothing doubled, nothing overwritten."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from enquiry.exchange.importing.journal import ExportDocument
from enquiry.exchange.samples import list_samples, read_sample
from tests.conftest import NOW, Home, made_once

WHOLE = ("--with-removed", "--names-are-fine")


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with one of everything, something removed and something filed among it."""
    home.ok("config", "calendar", "wales")
    home.ok("config", "name", "A. Teacher")
    home.ok("start", "Does waiting help?", "-t", "talk", "--success", "nine hands", "--on", "2025-09-01")
    home.ok("read", "a claim", "--authors", "Rowe", "--year", "1986", "--doi", "10.1177/002", "--on", "2025-09-03")
    home.ok("evidence", "4 of 24", "--measure", "hands=4 of 24", "--measure", "pace=3.5", "--n", "24")
    home.ok("act", "counted", "--planned", "3", "--done", "1", "--until", "2026-03-01")
    home.ok("reflect", "Pupil said [good]\nand \x1b[31m日本 :smile:", "-t", "wait/three", "--privacy", "school")
    home.ok("remove", "1.4", "--because", "by mistake")
    home.ok("review", "--decision", "adapt", "--because", "too fast", "--next-look", "in 3 weeks")
    home.ok("refine", "What happens when I wait?", "--because", "clearer")
    home.ok("note", "a loose line", "-t", "later")
    home.ok("note", "one to file")
    home.ok("file", "n2", "--as", "evidence")
    home.ok("close", "--next", "And then?")
    home.ok("start", "One too many")
    home.ok("remove", "3")
    home.ok("use", "2")
    return home


@pytest.fixture
def other(kept: Home) -> list[str]:
    """The option that names another journal, not yet made."""
    return ["--journal", str(kept.folder / "other.json")]


def exported(home: Home, *argv: str) -> dict[str, Any]:
    journal: dict[str, Any] = json.loads(home.ok("export", *WHOLE, *argv))
    return journal


# Out


def test_the_export_has_the_shape_that_is_documented(kept: Home) -> None:
    journal = exported(kept)
    assert list(journal) == ["schema_version", "settings", "cycles", "inbox", "measures", "beliefs"]
    cycle = journal["cycles"][0]
    assert cycle["number"] == 1
    assert cycle["question"] == "What happens when I wait?"
    assert [(question["text"], question["because"]) for question in cycle["questions"]] == [
        ("Does waiting help?", ""),
        ("What happens when I wait?", "clearer"),
    ]
    entry = cycle["entries"][0]
    assert {"name", "id", "kind", "text", "tags", "happened_on", "recorded_at"} <= set(entry)
    assert (entry["name"], entry["kind"], entry["happened_on"]) == ("1.1", "reading", "2025-09-03")
    assert [note["name"] for note in journal["inbox"]] == ["n1", "n2"]
    settings = journal["settings"]
    assert {name: settings[name] for name in ("calendar", "name", "current")} == {
        "calendar": "wales",
        "name": "A. Teacher",
        "current": journal["cycles"][1]["id"],
    }
    known = {"calendar", "name", "role", "meeting", "priorities", "current", "queries", "sharing", "team"}
    assert set(settings) == known


def test_what_was_removed_is_in_the_export_with_its_mark(kept: Home) -> None:
    journal = exported(kept)
    assert journal["cycles"][0]["entries"][3]["removed"]["because"] == "by mistake"
    assert journal["cycles"][2]["removed"]


@pytest.mark.parametrize("name", list_samples())
def test_every_export_fits_the_schema(home: Home, name: str) -> None:
    home.ok("import", "-", stdin=read_sample(name).decode())
    jsonschema.validate(exported(home), msgspec.json.schema(ExportDocument))


def test_an_export_with_everything_fits_the_schema(kept: Home) -> None:
    jsonschema.validate(exported(kept), msgspec.json.schema(ExportDocument))


def test_the_export_goes_to_a_file(kept: Home) -> None:
    path = kept.folder / "out.json"
    ran = kept.run("export", *WHOLE, "-o", str(path))
    assert (ran.code, ran.out, ran.err) == (0, "", f"The journal was written to {path}.\n")
    assert (
        path.read_text(encoding="utf-8") == kept.ok("export", *WHOLE) == kept.ok("export", *WHOLE, "--format", "json")
    )
    assert path.stat().st_mode & 0o777 == 0o600
    refused = kept.run("export", *WHOLE, "-o", str(path))
    assert (refused.code, refused.out) == (1, "")
    assert "is there already" in refused.err
    kept.ok("reflect", "more")
    kept.ok("export", *WHOLE, "-o", str(path), "--force")
    assert path.read_text(encoding="utf-8") == kept.ok("export", *WHOLE)


# Back in


def test_export_and_import_lose_nothing(kept: Home, other: list[str]) -> None:
    ran = kept.run("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    assert ran.code == 0
    assert ran.out == ""
    assert "Added: 3 cycles, 6 entries, 2 notes, 2 measures.\n" in ran.err
    assert "A new journal was made at " in ran.err
    assert kept.ok("export", *WHOLE, *other) == kept.ok("export", *WHOLE)


@pytest.mark.parametrize("name", list_samples())
def test_every_sample_comes_back_as_it_went(home: Home, name: str) -> None:
    home.ok("import", "-", stdin=read_sample(name).decode())
    once = home.ok("export", "--names-are-fine")
    again = ["--journal", str(home.folder / "again.json")]
    home.ok("import", "-", *again, stdin=once)
    assert home.ok("export", *again, "--names-are-fine") == once


def test_importing_twice_adds_nothing(kept: Home, other: list[str]) -> None:
    export = kept.ok("export", *WHOLE)
    kept.ok("import", "-", *other, stdin=export)
    before = (kept.folder / "other.json").read_bytes()
    ran = kept.run("import", "-", *other, "--json", stdin=export)
    assert json.loads(ran.out)["imported"] == {"cycles": 0, "entries": 0, "notes": 0, "measures": 0, "beliefs": 0}
    assert ran.err == "Added: 0 cycles, 0 entries, 0 notes, 0 measures.\n"
    assert (kept.folder / "other.json").read_bytes() == before


def test_what_is_new_is_added_and_nothing_else_changes(kept: Home, other: list[str]) -> None:
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    kept.ok("reflect", "written on the other machine", *other)
    kept.ok("note", "there too", *other)
    later = kept.ok("export", *WHOLE, *other)
    ran = kept.run("import", "-", stdin=later)
    assert ran.err == "Added: 0 cycles, 1 entry, 1 note, 0 measures.\n"
    assert kept.ok("export", *WHOLE) == later


def test_two_copies_that_went_apart_are_brought_together(kept: Home, other: list[str]) -> None:
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    kept.ok("reflect", "here")
    kept.ok("reflect", "there", *other)
    kept.ok("note", "noted there", *other)
    kept.ok("file", "n3", *other)
    ran = kept.run("import", "-", stdin=kept.ok("export", *WHOLE, *other))
    assert ran.err == "Added: 0 cycles, 2 entries, 1 note, 0 measures.\n"
    journal = exported(kept)
    entries = journal["cycles"][1]["entries"]
    assert [(entry["name"], entry["text"]) for entry in entries] == [
        ("2.1", "here"),
        ("2.2", "there"),
        ("2.3", "noted there"),
    ]
    assert journal["inbox"][2]["filed_as"] == entries[2]["id"]


def test_taken_numbers_are_given_anew_with_all_that_names_them(kept: Home, other: list[str]) -> None:
    kept.ok("start", "My own first", *other)
    kept.ok("start", "My own second", *other)
    kept.ok("note", "my own line", *other)
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    journal = exported(kept, *other)
    assert [cycle["number"] for cycle in journal["cycles"]] == [1, 2, 3, 4, 5]
    assert [cycle["question"] for cycle in journal["cycles"]][2:] == [
        "What happens when I wait?",
        "And then?",
        "One too many",
    ]
    assert [entry["name"] for entry in journal["cycles"][2]["entries"]] == [f"3.{n}" for n in range(1, 7)]
    third = journal["cycles"][2]
    assert {entry["cycle"] for entry in third["entries"]} == {journal["cycles"][3]["grew_from"]} == {third["id"]}
    filed = [("n1", ""), ("n2", ""), ("n3", third["entries"][5]["id"])]
    assert [(note["name"], note["filed_as"]) for note in journal["inbox"]] == filed
    assert journal["settings"]["calendar"] == "scotland"
    assert "written" not in kept.ok("show", "3.6", *other)
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    assert exported(kept, *other) == journal


def test_a_free_number_is_kept(kept: Home, other: list[str]) -> None:
    kept.ok("note", "only a line", *other)
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    assert [cycle["number"] for cycle in exported(kept, *other)["cycles"]] == [1, 2, 3]


def test_what_differs_is_said_and_left(kept: Home, other: list[str]) -> None:
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    kept.ok("edit", "1.2", "mended there", *other)
    kept.ok("edit", "n1", "mended there", *other)
    kept.ok("edit", "2", "--issue", "mended there", *other)
    before = kept.ok("export", *WHOLE)
    ran = kept.run("import", "-", stdin=kept.ok("export", *WHOLE, *other))
    assert (ran.code, ran.out) == (0, "")
    there = "“mended there” there); it was left as it is."
    assert ran.err.splitlines() == [
        "1.2 differs from the one in the file in text (“4 of 24” here, “mended there” there); it was left as it is.",
        "Cycle 2 differs from the one in the file in issue (nothing here, “mended there” there); it was left as it is.",
        f"Note n1 differs from the one in the file in text (“a loose line” here, {there}",
        "Added: 0 cycles, 0 entries, 0 notes, 0 measures.",
    ]
    assert kept.ok("export", *WHOLE) == before


def test_what_was_changed_there_is_taken_in_once_it_was_told_and_agreed_to(kept: Home, other: list[str]) -> None:
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    kept.ok("edit", "1.2", "mended there", *other)
    there = kept.ok("export", *WHOLE, *other)
    before = kept.ok("export", *WHOLE)
    ran = kept.run("import", "-", "--take-changes", "--no-input", stdin=there)
    assert (ran.code, "“mended there” there); it is taken in." in ran.err) == (2, True)
    assert kept.ok("export", *WHOLE) == before
    kept.ok("import", "-", "--take-changes", "--yes", stdin=there)
    assert kept.ok("export", *WHOLE) == there
    kept.ok("undo", "--yes")
    assert kept.ok("export", *WHOLE) == before


def test_a_note_that_was_filed_elsewhere_is_said(kept: Home, other: list[str]) -> None:
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE))
    kept.ok("file", "n1", *other)
    ran = kept.run("import", "-", stdin=kept.ok("export", *WHOLE, *other))
    assert "Note n1 differs from the one in the file in filed as; it was left as it is." in ran.err
    assert "a loose line" in kept.ok("file")


def test_a_dry_run_says_what_would_be_added_and_changes_nothing(kept: Home, other: list[str]) -> None:
    export = kept.ok("export", *WHOLE)
    ran = kept.run("import", "-", "--dry-run", *other, stdin=export)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Would be added: 3 cycles, 6 entries, 2 notes, 2 measures.\n"
    assert not (kept.folder / "other.json").exists()
    answer = json.loads(kept.ok("import", "-", "--dry-run", "--json", *other, stdin=export))
    assert answer["imported"] == {"cycles": 3, "entries": 6, "notes": 2, "measures": 2, "beliefs": 0}
    assert answer["dry_run"] is True
    before = kept.journal.read_bytes()
    kept.ok("import", "-", "--dry-run", stdin=export)
    assert kept.journal.read_bytes() == before


def test_an_import_from_a_file(kept: Home, other: list[str]) -> None:
    path = kept.folder / "out.json"
    kept.ok("export", *WHOLE, "-o", str(path))
    kept.ok("import", str(path), *other)
    assert kept.ok("export", *WHOLE, *other) == path.read_text(encoding="utf-8")


# What cannot be taken in


def cycle(journal: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = journal["cycles"][0]
    return found


def set_in(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(journal: dict[str, Any]) -> None:
        place: Any = journal
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (set_in("schema_version", to="1"), "Expected `int`, got `str` - at `$.schema_version`"),
        (set_in("schema_version", to=0), "has schema_version 0"),
        (set_in("surprise", to=1), "unknown field `surprise`"),
        (set_in("cycles", 0, "isue", to="x"), "unknown field `isue` - at `$.cycles[0]`"),
        (set_in("cycles", 0, "question", to="Another?"), "the question of cycle 1 is not the last of its versions"),
        (set_in("cycles", 0, "questions", to=[]), "the question of cycle 1 is not the last of its versions"),
        (set_in("cycles", 0, "state", to="asleep"), "Invalid enum value 'asleep' - at `$.cycles[0].state`"),
        (set_in("cycles", 0, "entries", 0, "kind", to="dance"), "Invalid value 'dance'"),
        (set_in("cycles", 0, "entries", 0, "cycle", to="2"), "can't be taken in: an entry named “1.1” in cycle 1"),
        (
            set_in("cycles", 0, "entries", 0, "name", to="2.1"),
            "can't be taken in: an entry named “2.1” in cycle 1",
        ),
        (
            set_in("cycles", 0, "entries", 0, "name", to="abc"),
            "can't be taken in: an entry named “abc” in cycle 1",
        ),
        (set_in("cycles", 0, "entries", 0, "name", to="1."), "can't be taken in: an entry named “1.” in cycle 1"),
        (set_in("cycles", 0, "entries", 0, "happened_on", to="2025-02-30"), "Invalid RFC3339 encoded date"),
        (set_in("cycles", 0, "entries", 0, "happened_on", to="9999-12-31"), "the day 9999-12-31 is not from 1950"),
        (set_in("cycles", 0, "questions", 0, "on", to="0001-01-01"), "the day 0001-01-01 is not from 1950 to 2100"),
        (set_in("inbox", 0, "happened_on", to="1900-01-01"), "the day 1900-01-01 is not from 1950 to 2100"),
        (set_in("cycles", to={}), "Expected `array`, got `object` - at `$.cycles`"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place(
    kept: Home, change: Callable[[dict[str, Any]], None], words: str
) -> None:
    journal = exported(kept)
    change(journal)
    before = kept.journal.read_bytes()
    for more in ((), ("--dry-run",), ("--journal", str(kept.folder / "fresh.json"))):
        ran = kept.run("import", "-", *more, stdin=json.dumps(journal))
        assert (ran.code, ran.out) == (2, "")
        first, second = ran.err.splitlines()
        assert first.startswith("Standard input")
        assert words in first
        assert "nothing was changed" in second
    assert kept.journal.read_bytes() == before
    assert not (kept.folder / "fresh.json").exists()


def test_a_file_of_a_later_version_is_refused(kept: Home) -> None:
    journal = exported(kept) | {"schema_version": 3, "not known yet": True}
    ran = kept.run("import", "-", stdin=json.dumps(journal))
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith("Standard input has schema_version 3; this program knows 2.\n")


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", "Dear diary", '{"schema_version": 1}', "\udcff{}"])
def test_what_is_no_export_is_refused(kept: Home, text: str) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run("import", "-", stdin=text)
    assert (ran.code, ran.out) == (2, "")
    said = (
        "Standard input(?: is not an exported journal: | is nothing that can be taken in| is not whole JSON|, line 1: )"
    )
    assert re.match(said, ran.err)
    assert len(ran.err.splitlines()) == 2
    assert kept.journal.read_bytes() == before


def test_a_file_that_is_not_there_or_no_file_is_said(kept: Home) -> None:
    ran = kept.run("import", "/nowhere/at all.json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("There is no file /nowhere/at all.json.\n")
    ran = kept.run("import", str(kept.folder))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"{kept.folder} holds no journal and no notes.\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda journal: cycle(journal)["entries"].append({**cycle(journal)["entries"][0], "id": "another"}),
        lambda journal: cycle(journal)["entries"].append({**cycle(journal)["entries"][0], "name": "1.99"}),
        lambda journal: journal["inbox"][0].update(name="note 1"),
        lambda journal: cycle(journal).update(number=0, entries=[]),
    ],
)
def test_a_file_that_no_journal_can_hold_changes_nothing(kept: Home, change: Callable[[dict[str, Any]], None]) -> None:
    journal = exported(kept)
    change(journal)
    fresh = kept.folder / "fresh.json"
    ran = kept.run("import", "-", "--journal", str(fresh), stdin=json.dumps(journal))
    assert ran.code in (1, 2)
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 2
    assert not fresh.exists()


def test_the_journal_s_own_file_is_taken_in_as_an_export_is(kept: Home) -> None:
    ran = kept.run("import", str(kept.journal), "--journal", str(kept.folder / "fresh.json"))
    assert (ran.code, ran.out) == (0, "")
    fresh = json.loads(kept.ok("export", "--journal", str(kept.folder / "fresh.json"), "--with-removed"))
    assert fresh == json.loads(kept.ok("export", "--with-removed"))


def test_an_import_is_kept_in_the_history_as_one_step(kept: Home, other: list[str]) -> None:
    kept.ok("import", "-", *other, stdin=kept.ok("export", *WHOLE), now=NOW + timedelta(days=1))
    text = Path(other[1]).read_text(encoding="utf-8")
    assert text.count("imported") == 1
    assert "3 cycles, 6 entries, 2 notes, 2 measures imported" in text


def test_a_backup_and_a_journal_s_own_file_are_taken_in_and_restore_is_named(kept: Home, other: list[str]) -> None:
    backup = kept.folder / "backup.json"
    kept.ok("backup", "-o", str(backup))
    for source in (backup, kept.journal):
        ran = kept.run(*other, "import", str(source))
        assert ran.code == 0, ran.err
        assert f"To put it in the place of this one: enquiry restore {source}" in ran.err
    whole = ("export", "--with-removed")
    assert json.loads(kept.ok(*other, *whole))["cycles"] == json.loads(kept.ok(*whole))["cycles"]
    assert kept.run(*other, "import", "-", stdin=backup.read_text()).code == 0
    backup.write_bytes(backup.read_bytes()[:-40])
    assert kept.run(*other, "import", str(backup)).code == 5


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("x.docx", "A document to read: enquiry summary -o "),
        ("x.md", "--format markdown -o FOLDER"),
        ("x.jsn", "Name one, or give --format."),
    ],
)
def test_an_ending_that_no_export_has_is_refused(kept: Home, name: str, hint: str) -> None:
    ran = kept.run("export", "-o", str(kept.folder / name))
    assert (ran.code, (kept.folder / name).exists()) == (2, False)
    assert "the endings are: .json, .bib, .bibtex, .csl." in ran.err
    assert hint in ran.err
    kept.ok("export", "--format", "json", "-o", str(kept.folder / name))
    kept.ok("export", "-o", str(kept.folder / "journal-2026.11.27"))
