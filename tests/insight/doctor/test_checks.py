"""The doctor's checks over values: what is fine, worth knowing, wrong or damaged, and what a stranger is told of it."""

from datetime import date, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from enquiry.cli.doctor import collect as surveying
from enquiry.cli.doctor.collect import catch_refusal
from enquiry.insight.doctor.backups import check_kept_files
from enquiry.insight.doctor.check import Check, CheckState, Checkup, Fix
from enquiry.insight.doctor.journal import check_journal
from enquiry.insight.doctor.machine import check_machine
from enquiry.insight.doctor.observed import (
    ObservedBackup,
    ObservedCopy,
    ObservedFailure,
    ObservedFiles,
    ObservedJournal,
    ObservedMachine,
    ReadStage,
)
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Link
from enquiry.model.journal import Journal, Settings
from enquiry.store.disk.places import JournalPath
from enquiry.store.sync_copies import find_sync_copies
from enquiry.views.doctor import draw_checkup, format_checkup_lines, format_verdict
from enquiry.views.theme import RenderOptions
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, cycle_id, render

DAY = date(2026, 2, 3)
PATH = Path("/home/ann/journal.json")


def of_journal(journal: Journal, name: str, **more: Any) -> Check:
    seen = ObservedJournal(path=PATH, there=True, size=3_200_000, writes=2, journal=journal, **more)
    return next(check for check in check_journal(seen, NOW) if check.name == name)


def linked(number: int, **more: Any) -> Journal:
    return a_journal(a_cycle(number, **more))


@pytest.mark.parametrize(
    ("journal", "state", "told"),
    [
        (linked(1), CheckState.FINE, "every link leads to what is there"),
        (linked(2, grew_from=1), CheckState.WRONG, "one link leads to what is not there"),
        (linked(2, links=(Link(kind=LinkKind.CONTRADICTS, cycle="9"),)), CheckState.WRONG, "one link leads to"),
        (linked(2, links=(Link(kind=LinkKind.CONTRADICTS, cycle=cycle_id(2)),)), CheckState.FINE, "every link"),
        (linked(2, links=(Link(kind=LinkKind.SHARED_WITH, who="Ann"),)), CheckState.FINE, "every link"),
        (
            a_journal(inbox=(a_note(1, filed_as="7.1"), a_note(2, filed_as="7.2"))),
            CheckState.WRONG,
            "two links lead to",
        ),
        (
            a_journal(settings=Settings(current="3")),
            CheckState.NOTE,
            "the current cycle, 3, is not there or was removed",
        ),
        (a_journal(*(a_cycle(n, grew_from=90 + n) for n in range(1, 9))), CheckState.WRONG, "eight links lead to"),
    ],
)
def test_links_lead_somewhere(journal: Journal, state: CheckState, told: str) -> None:
    check = of_journal(journal, "links")
    assert check.state is state
    assert told in check.told
    if "eight" in told:
        assert check.reason.endswith("and 2 more")


@pytest.mark.parametrize(
    ("journal", "state", "told"),
    [
        (a_journal(), CheckState.FINE, "there is nothing dated yet"),
        (a_journal(a_cycle()), CheckState.FINE, "every day lies between 1950 and 2100"),
        (a_journal(a_cycle(on=date(1949, 12, 31))), CheckState.WRONG, "one thing is dated outside 1950 to 2100"),
        (
            a_journal(a_cycle(entries=(an_entry("note", date(2101, 1, 1)),))),
            CheckState.WRONG,
            "one thing is dated outside",
        ),
        (a_journal(inbox=(a_note(1, happened_on=date(1, 1, 1)),)), CheckState.WRONG, "one thing is dated outside"),
        (a_journal(inbox=(a_note(1, happened_on=date(2062, 2, 3)),)), CheckState.NOTE, "dated more than a year ahead"),
        (a_journal(inbox=(a_note(1, recorded_at=NOW + timedelta(days=2)),)), CheckState.NOTE, "a clock was wrong"),
        (a_journal(inbox=(a_note(1, recorded_at=NOW + timedelta(hours=20)),)), CheckState.FINE, "every day"),
    ],
)
def test_days_lie_where_they_can_be_kept(journal: Journal, state: CheckState, told: str) -> None:
    check = of_journal(journal, "dates")
    assert check.state is state
    assert told in check.told


@pytest.mark.parametrize(
    ("steps", "state", "told"),
    [
        ((), CheckState.FINE, "there is no step yet"),
        ((NOW,), CheckState.FINE, "one step"),
        ((NOW, NOW - timedelta(hours=1)), CheckState.NOTE, "the clock went back"),
        ((NOW + timedelta(days=3),), CheckState.NOTE, "of a day to come"),
    ],
)
def test_history_says_when_a_clock_was_wrong(steps: tuple[datetime, ...], state: CheckState, told: str) -> None:
    check = of_journal(a_journal(), "history", steps=steps)
    assert check.state is state
    assert told in check.told


def test_a_file_is_told_by_its_size_and_what_hinders() -> None:
    assert of_journal(a_journal(), "file").told == "3.2 MB, written 2 times"
    link = of_journal(a_journal(), "file", leads_to=Path("/real.json"))
    assert (link.told, "a link to /real.json" in link.reason) == ("a link: 3.2 MB, written 2 times", True)
    assert of_journal(a_journal(), "file", writable=False).state is CheckState.WRONG


@pytest.mark.parametrize("stage", [ReadStage.CHECKSUM, ReadStage.SCHEMA, ReadStage.IDS])
def test_what_comes_after_damage_cannot_be_seen(stage: ReadStage) -> None:
    refused = ObservedFailure(
        kind="JournalDamaged", words="The journal x is damaged: it holds the id “Ann” twice.", hint="h"
    )
    seen = ObservedJournal(path=PATH, there=True, reached=stage, refused=refused)
    states = {check.name: check.state for check in check_journal(seen, NOW)}
    order = list(states)
    assert states[stage.value] is CheckState.DAMAGED
    assert {states[name] for name in order[: order.index(stage.value)]} == {CheckState.FINE}
    assert {states[name] for name in order[order.index(stage.value) + 1 :]} == {CheckState.UNSEEN}
    told = next(check.told for check in check_journal(seen, NOW) if check.state is CheckState.DAMAGED)
    assert told == "JournalDamaged: twice"


# What lies around it


def of_keeping(name: str, journal: ObservedJournal | None = None, **seen: Any) -> Check:
    journal = journal or ObservedJournal(path=PATH, there=True, writes=3, journal=a_journal(), steps=(NOW,))
    return next(check for check in check_kept_files(ObservedFiles(**seen), journal) if check.name == name)


def a_backup(days: int = 0, **more: Any) -> ObservedBackup:
    return ObservedBackup(name="b4", at=NOW - timedelta(days=days), size=9, **{"whole": True, **more})


def test_a_folder_that_cannot_be_looked_at_is_wrong() -> None:
    refused = ObservedFailure(kind="PermissionError", words="The system says: /home/ann.", hint="")
    check = of_keeping("folders", refused=refused)
    assert (check.state, check.told) == (CheckState.WRONG, "a folder can't be looked at (PermissionError)")
    assert of_keeping("backups", refused=refused).state is CheckState.UNSEEN


@pytest.mark.parametrize(
    ("backups", "state", "told"),
    [
        ((), CheckState.WRONG, "no version of the journal is kept"),
        ((a_backup(),), CheckState.FINE, "one version kept, all opened and found whole"),
        ((a_backup(), a_backup(whole=None)), CheckState.FINE, "two versions kept, the newest 1 opened"),
        ((a_backup(), a_backup(whole=False)), CheckState.WRONG, "1 of two versions can't be read"),
        ((a_backup(90),), CheckState.NOTE, "what was written long after it is kept nowhere else"),
        ((a_backup(30),), CheckState.FINE, "one version kept"),
    ],
)
def test_backups_are_there_whole_and_young(backups: tuple[ObservedBackup, ...], state: CheckState, told: str) -> None:
    check = of_keeping("backups", backups=backups)
    assert check.state is state
    assert told in check.told


def test_a_draft_that_waits_is_worth_knowing() -> None:
    assert of_keeping("drafts", drafts=2).told == "two drafts wait to be finished"
    assert of_keeping("drafts").state is CheckState.FINE


def a_copy(**more: Any) -> ObservedCopy:
    return ObservedCopy(path=Path("/home/ann/copy.json"), **{"kind": "copy", **more})


def test_a_copy_is_a_way_back_where_the_journal_is_none() -> None:
    gone = ObservedJournal(
        path=PATH, there=True, reached=ReadStage.CHECKSUM, refused=ObservedFailure(kind="x", words="y")
    )
    unreadable, readable = a_copy(kind="unreadable"), a_copy(lacks=4, differs=1)
    check = of_keeping("copies", gone, copies=(unreadable, readable))
    assert check.remedy == 'To see whether it is the one to go on with: enquiry restore "/home/ann/copy.json" --dry-run'
    check = of_keeping("copies", copies=(unreadable, readable, a_copy()))
    assert "enquiry import - --dry-run" in check.remedy
    assert check.told.endswith(
        "holds four things that the journal does not have and says one thing otherwise; one other beside it with "
        "nothing new"
    )
    assert "enquiry doctor --journal" in of_keeping("copies", copies=(unreadable,)).remedy


def test_a_file_that_cannot_be_opened_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    journal = tmp_path / "journal.json"
    for name in ("journal.json", "broken"):
        (tmp_path / name).write_text('{"about": {"1": {"program":"enquiry"')
    (tmp_path / "astray").symlink_to("nowhere")
    assert [beside.path.name for beside in find_sync_copies(JournalPath(journal, journal))] == ["broken"]
    monkeypatch.setattr("os.read", refuse)
    assert find_sync_copies(JournalPath(journal, journal)) == []
    monkeypatch.setattr("enquiry.store.sync_copies.MAX_FOLDER_NAMES", 1)
    assert find_sync_copies(JournalPath(journal, journal)) == []
    assert find_sync_copies(JournalPath(tmp_path / "no" / "x.json", tmp_path / "no" / "x.json")) == []


# The machine


def of_machine(name: str, **more: Any) -> Check:
    seen = ObservedMachine(version="1", python="3", system="Linux", **more)
    return next(check for check in check_machine(seen) if check.name == name)


def test_a_terminal_is_told_by_its_width_and_encodings() -> None:
    one, two = (("in", "utf-8"), ("out", "utf-8")), (("in", "utf-8"), ("out", "cp1252"))
    assert of_machine("terminal", encodings=one, is_terminal=True, width=61).told == "61 columns; utf-8"
    check = of_machine("terminal", encodings=two, draws=False)
    assert check.state is CheckState.NOTE
    assert check.told == "utf-8 in, cp1252 out: plain signs are drawn; not a terminal, drawn at 80 columns"


def test_extras_are_told_by_whether_they_are_there() -> None:
    assert of_machine("extras").told == "this version has none"
    told = of_machine("extras", extras=(("word", True), ("pdf", False), ("xlsx", False))).told
    assert told == "installed: word; not installed, and needed only for what they are named after: pdf, xlsx"


def test_extras_are_those_the_package_names(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = ["rich>=14", "pytest>=8; extra == 'dev'", "rich>=1; extra == 'word'", "no-such-thing<2; extra == 'pdf'"]
    monkeypatch.setattr(metadata, "requires", lambda _: needs)
    assert list(vars(surveying)["_list_extras"]()) == [("word", True), ("pdf", False)]
    monkeypatch.setattr(metadata, "requires", lambda _: None)
    assert list(vars(surveying)["_list_extras"]()) == []


def test_a_fault_of_the_system_while_looking_is_a_finding() -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "/home/ann")

    found = catch_refusal(refuse)
    assert isinstance(found, ObservedFailure)
    assert found.kind == "PermissionError"


# The picture


def a_check(name: str, state: CheckState, remedy: str = "", mend: Fix | None = None) -> Check:
    return Check(name=name, state=state, reason="why", told="t", remedy=remedy, mend=mend)


def a_checkup(*states: CheckState, mend: Fix | None = None) -> Checkup:
    made = tuple(a_check(f"n{place}", state, "do this") for place, state in enumerate(states))
    return Checkup((("The journal", made), ("Kept with it", (a_check("m", CheckState.FINE, mend=mend),))))


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((CheckState.FINE,), "All is well."),
        ((CheckState.NOTE, CheckState.UNSEEN), "Nothing is wrong; one thing is worth knowing."),
        ((CheckState.WRONG,), "One thing asks for your attention."),
        ((CheckState.WRONG, CheckState.WRONG), "Two things ask for your attention."),
        ((CheckState.WRONG, CheckState.DAMAGED), "The journal can't be used as it is. Nothing was changed in it."),
    ],
)
def test_it_ends_with_what_all_comes_to(states: tuple[CheckState, ...], words: str) -> None:
    found = a_checkup(*states, mend=Fix.LEFTOVERS)
    assert format_verdict(found) == words
    for width in (45, 60, 80, 140):
        drawn = render(draw_checkup(found, RenderOptions(width)), width)
        assert " ".join(drawn.split()).endswith(f"{words} enquiry doctor --fix")
        assert drawn.count("do this") == len(states)
    assert list(format_checkup_lines(found))[-2:] == [f"verdict: {words}", "command: enquiry doctor --fix"]


def test_nothing_to_mend_is_offered_where_there_is_nothing() -> None:
    assert "--fix" not in render(draw_checkup(a_checkup(CheckState.WRONG), RenderOptions(80)))
