"""The doctor's checks over values: what is fine, worth knowing, wrong or damaged, and what a stranger is told of it."""

from datetime import date, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from enquiry.cli.doctor import collect as surveying
from enquiry.cli.doctor.collect import tried
from enquiry.insight.doctor.backups import checks_of_keeping
from enquiry.insight.doctor.check import Check, Checkup, Mend, State
from enquiry.insight.doctor.journal import checks_of_journal
from enquiry.insight.doctor.machine import checks_of_machine
from enquiry.insight.doctor.observed import (
    BackupSeen,
    CopySeen,
    JournalSeen,
    KeepingSeen,
    MachineSeen,
    Refused,
    Stage,
)
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Link
from enquiry.model.journal import Journal, Settings
from enquiry.store.disk.places import Place
from enquiry.store.sync_copies import copies_beside
from enquiry.views.doctor import doctor_lines, doctor_view, verdict
from enquiry.views.theme import Look
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, render

DAY = date(2026, 2, 3)
PATH = Path("/home/ann/journal.json")


def of_journal(journal: Journal, name: str, **more: Any) -> Check:
    seen = JournalSeen(path=PATH, there=True, size=3_200_000, writes=2, journal=journal, **more)
    return next(check for check in checks_of_journal(seen, NOW) if check.name == name)


def linked(number: int, **more: Any) -> Journal:
    return a_journal(a_cycle(number, **more))


@pytest.mark.parametrize(
    ("journal", "state", "told"),
    [
        (linked(1), State.FINE, "every link leads to what is there"),
        (linked(2, grew_from=1), State.WRONG, "one link leads to what is not there"),
        (linked(2, links=(Link(kind=LinkKind.CONTRADICTS, cycle=9),)), State.WRONG, "one link leads to"),
        (linked(2, links=(Link(kind=LinkKind.CONTRADICTS, cycle=2),)), State.FINE, "every link"),
        (linked(2, links=(Link(kind=LinkKind.SHARED_WITH, who="Ann"),)), State.FINE, "every link"),
        (a_journal(inbox=(a_note(1, filed_as="7.1"), a_note(2, filed_as="7.2"))), State.WRONG, "two links lead to"),
        (a_journal(settings=Settings(current=3)), State.NOTE, "the current cycle, 3, is not there or was removed"),
        (a_journal(*(a_cycle(n, grew_from=90 + n) for n in range(1, 9))), State.WRONG, "eight links lead to"),
    ],
)
def test_links_lead_somewhere(journal: Journal, state: State, told: str) -> None:
    check = of_journal(journal, "links")
    assert check.state is state
    assert told in check.told
    if "eight" in told:
        assert check.reason.endswith("and 2 more")


@pytest.mark.parametrize(
    ("journal", "state", "told"),
    [
        (a_journal(), State.FINE, "there is nothing dated yet"),
        (a_journal(a_cycle()), State.FINE, "every day lies between 1950 and 2100"),
        (a_journal(a_cycle(on=date(1949, 12, 31))), State.WRONG, "one thing is dated outside 1950 to 2100"),
        (a_journal(a_cycle(entries=(an_entry("note", date(2101, 1, 1)),))), State.WRONG, "one thing is dated outside"),
        (a_journal(inbox=(a_note(1, happened_on=date(1, 1, 1)),)), State.WRONG, "one thing is dated outside"),
        (a_journal(inbox=(a_note(1, happened_on=date(2062, 2, 3)),)), State.NOTE, "dated more than a year ahead"),
        (a_journal(inbox=(a_note(1, recorded_at=NOW + timedelta(days=2)),)), State.NOTE, "a clock was wrong"),
        (a_journal(inbox=(a_note(1, recorded_at=NOW + timedelta(hours=20)),)), State.FINE, "every day"),
    ],
)
def test_days_lie_where_they_can_be_kept(journal: Journal, state: State, told: str) -> None:
    check = of_journal(journal, "dates")
    assert check.state is state
    assert told in check.told


@pytest.mark.parametrize(
    ("steps", "state", "told"),
    [
        ((), State.FINE, "there is no step yet"),
        ((NOW,), State.FINE, "one step"),
        ((NOW, NOW - timedelta(hours=1)), State.NOTE, "the clock went back"),
        ((NOW + timedelta(days=3),), State.NOTE, "of a day to come"),
    ],
)
def test_history_says_when_a_clock_was_wrong(steps: tuple[datetime, ...], state: State, told: str) -> None:
    check = of_journal(a_journal(), "history", steps=steps)
    assert check.state is state
    assert told in check.told


def test_a_file_is_told_by_its_size_and_what_hinders() -> None:
    assert of_journal(a_journal(), "file").told == "3.2 MB, written 2 times"
    link = of_journal(a_journal(), "file", leads_to=Path("/real.json"))
    assert (link.told, "a link to /real.json" in link.reason) == ("a link: 3.2 MB, written 2 times", True)
    assert of_journal(a_journal(), "file", writable=False).state is State.WRONG


@pytest.mark.parametrize("stage", [Stage.CHECKSUM, Stage.SCHEMA, Stage.IDS])
def test_what_comes_after_damage_cannot_be_seen(stage: Stage) -> None:
    refused = Refused(kind="JournalDamaged", words="The journal x is damaged: it holds the id “Ann” twice.", hint="h")
    seen = JournalSeen(path=PATH, there=True, reached=stage, refused=refused)
    states = {check.name: check.state for check in checks_of_journal(seen, NOW)}
    order = list(states)
    assert states[stage.value] is State.DAMAGED
    assert {states[name] for name in order[: order.index(stage.value)]} == {State.FINE}
    assert {states[name] for name in order[order.index(stage.value) + 1 :]} == {State.UNSEEN}
    told = next(check.told for check in checks_of_journal(seen, NOW) if check.state is State.DAMAGED)
    assert told == "JournalDamaged: twice"


# What lies around it


def of_keeping(name: str, journal: JournalSeen | None = None, **seen: Any) -> Check:
    journal = journal or JournalSeen(path=PATH, there=True, writes=3, journal=a_journal(), steps=(NOW,))
    return next(check for check in checks_of_keeping(KeepingSeen(**seen), journal) if check.name == name)


def a_backup(days: int = 0, **more: Any) -> BackupSeen:
    return BackupSeen(name="b4", at=NOW - timedelta(days=days), size=9, **{"whole": True, **more})


def test_a_folder_that_cannot_be_looked_at_is_wrong() -> None:
    refused = Refused(kind="PermissionError", words="The system says: /home/ann.", hint="")
    check = of_keeping("folders", refused=refused)
    assert (check.state, check.told) == (State.WRONG, "a folder can't be looked at (PermissionError)")
    assert of_keeping("backups", refused=refused).state is State.UNSEEN


@pytest.mark.parametrize(
    ("backups", "state", "told"),
    [
        ((), State.WRONG, "no version of the journal is kept"),
        ((a_backup(),), State.FINE, "one version kept, all opened and found whole"),
        ((a_backup(), a_backup(whole=None)), State.FINE, "two versions kept, the newest 1 opened"),
        ((a_backup(), a_backup(whole=False)), State.WRONG, "1 of two versions can't be read"),
        ((a_backup(90),), State.NOTE, "what was written long after it is kept nowhere else"),
        ((a_backup(30),), State.FINE, "one version kept"),
    ],
)
def test_backups_are_there_whole_and_young(backups: tuple[BackupSeen, ...], state: State, told: str) -> None:
    check = of_keeping("backups", backups=backups)
    assert check.state is state
    assert told in check.told


def test_a_draft_that_waits_is_worth_knowing() -> None:
    assert of_keeping("drafts", drafts=2).told == "two drafts wait to be finished"
    assert of_keeping("drafts").state is State.FINE


def a_copy(**more: Any) -> CopySeen:
    return CopySeen(path=Path("/home/ann/copy.json"), **{"kind": "copy", **more})


def test_a_copy_is_a_way_back_where_the_journal_is_none() -> None:
    gone = JournalSeen(path=PATH, there=True, reached=Stage.CHECKSUM, refused=Refused(kind="x", words="y"))
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
    assert [beside.path.name for beside in copies_beside(Place(journal, journal))] == ["broken"]
    monkeypatch.setattr("os.read", refuse)
    assert copies_beside(Place(journal, journal)) == []
    monkeypatch.setattr("enquiry.store.sync_copies.MANY", 1)
    assert copies_beside(Place(journal, journal)) == []
    assert copies_beside(Place(tmp_path / "no" / "x.json", tmp_path / "no" / "x.json")) == []


# The machine


def of_machine(name: str, **more: Any) -> Check:
    seen = MachineSeen(version="1", python="3", system="Linux", **more)
    return next(check for check in checks_of_machine(seen) if check.name == name)


def test_a_terminal_is_told_by_its_width_and_encodings() -> None:
    one, two = (("in", "utf-8"), ("out", "utf-8")), (("in", "utf-8"), ("out", "cp1252"))
    assert of_machine("terminal", encodings=one, is_terminal=True, width=61).told == "61 columns; utf-8"
    check = of_machine("terminal", encodings=two, draws=False)
    assert check.state is State.NOTE
    assert check.told == "utf-8 in, cp1252 out: plain signs are drawn; not a terminal, drawn at 80 columns"


def test_extras_are_told_by_whether_they_are_there() -> None:
    assert of_machine("extras").told == "this version has none"
    told = of_machine("extras", extras=(("word", True), ("pdf", False), ("xlsx", False))).told
    assert told == "installed: word; not installed, and needed only for what they are named after: pdf, xlsx"


def test_extras_are_those_the_package_names(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = ["rich>=14", "pytest>=8; extra == 'dev'", "rich>=1; extra == 'word'", "no-such-thing<2; extra == 'pdf'"]
    monkeypatch.setattr(metadata, "requires", lambda _: needs)
    assert list(vars(surveying)["_extras"]()) == [("word", True), ("pdf", False)]
    monkeypatch.setattr(metadata, "requires", lambda _: None)
    assert list(vars(surveying)["_extras"]()) == []


def test_a_fault_of_the_system_while_looking_is_a_finding() -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "/home/ann")

    found = tried(refuse)
    assert isinstance(found, Refused)
    assert found.kind == "PermissionError"


# The picture


def a_check(name: str, state: State, remedy: str = "", mend: Mend | None = None) -> Check:
    return Check(name=name, state=state, reason="why", told="t", remedy=remedy, mend=mend)


def a_checkup(*states: State, mend: Mend | None = None) -> Checkup:
    made = tuple(a_check(f"n{place}", state, "do this") for place, state in enumerate(states))
    return Checkup((("The journal", made), ("Kept with it", (a_check("m", State.FINE, mend=mend),))))


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((State.FINE,), "All is well."),
        ((State.NOTE, State.UNSEEN), "Nothing is wrong; one thing is worth knowing."),
        ((State.WRONG,), "One thing asks for your attention."),
        ((State.WRONG, State.WRONG), "Two things ask for your attention."),
        ((State.WRONG, State.DAMAGED), "The journal can't be used as it is. Nothing was changed in it."),
    ],
)
def test_it_ends_with_what_all_comes_to(states: tuple[State, ...], words: str) -> None:
    found = a_checkup(*states, mend=Mend.LEFTOVERS)
    assert verdict(found) == words
    for width in (45, 60, 80, 140):
        drawn = render(doctor_view(found, Look(width)), width)
        assert " ".join(drawn.split()).endswith(f"{words} enquiry doctor --fix")
        assert drawn.count("do this") == len(states)
    assert list(doctor_lines(found))[-2:] == [f"verdict: {words}", "command: enquiry doctor --fix"]


def test_nothing_to_mend_is_offered_where_there_is_nothing() -> None:
    assert "--fix" not in render(doctor_view(a_checkup(State.WRONG), Look(80)))
