"""What one machine forgot is gone from another once that has taken it in: from its journal and every backup."""

import shutil
from pathlib import Path

import pytest

from enquiry.insight.forgetting.words import WordPattern
from enquiry.store.backups.catalogue import list_stored_backups, read_backup
from enquiry.store.journal import read_journal_and_steps
from tests.conftest import Home

WORD = WordPattern("Zebedee")


class Machine(Home):
    """A machine of its own, with its folders."""

    def __init__(self, folder: Path, patched: pytest.MonkeyPatch) -> None:
        super().__init__(folder)
        folder.mkdir(exist_ok=True)
        self.patched = patched

    def turn_to(self) -> None:
        """Let what follows run in this machine's folders."""
        for variable, name in (("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")):
            self.patched.setenv(variable, str(self.folder / name))

    def ok(self, *argv: str, **kwargs: str) -> str:
        self.turn_to()
        return super().ok(*argv, **kwargs)

    @property
    def places(self) -> list[Path]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return [path for path in files if WORD.stands_in(path.read_bytes().decode("utf-8", "ignore"))]

    def take_in(self, other: "Machine") -> None:
        stick = self.folder.with_name("stick.json")
        shutil.copy(other.journal, stick)
        self.ok("merge", str(stick))


@pytest.fixture
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Machine, Machine]:
    """Two machines with one journal, each with backups in which a name stands."""
    school, home = (Machine(tmp_path / name, monkeypatch) for name in ("school", "home"))
    school.ok("start", "What does Zebedee say?", "--quiet")
    school.ok("evidence", "Zebedee spoke first", "--kind", "case-pupil", "-t", "zebedee", "--quiet")
    school.ok("tags", "rename", "zebedee", "the-zebedee", "--yes")
    school.ok("note", "Zebedee waits")
    shutil.copy(school.journal, home.journal)
    home.ok("edit", "1.1", "Zebedee spoke first, and then all of them did")
    home.ok("undo")
    home.ok("redo")
    home.ok("file", "n1", "--as", "note")
    school.ok("reflect", "of school", "--quiet")
    return school, home


def test_a_word_is_gone_on_both_after_one_taking_in_each(machines: tuple[Machine, Machine]) -> None:
    school, home = machines
    school.ok("forget", "--word", "Zebedee", "--confirm", "forget")
    assert (school.places, len(home.places) > 4) == ([], True)
    before = list_stored_backups(home.journal, home.folder / "state" / "enquiry")
    home.take_in(school)
    assert home.places == []
    school.take_in(home)
    assert school.places == []
    assert school.journal.read_bytes() == home.journal.read_bytes()
    journal, steps = read_journal_and_steps(home.journal)[:2]
    mark = "[forgotten 3 Feb 2026]"
    texts = [entry.text for entry in journal.cycles[0].entries]
    assert sorted(texts) == sorted([f"{mark} spoke first, and then all of them did", f"{mark} waits", "of school"])
    assert [step.did for step in steps if step.forgets] == ["a word forgotten"]
    now = list_stored_backups(home.journal, home.folder / "state" / "enquiry")
    assert {one.number for one in before} <= {one.number for one in now}
    for backup in now:
        read_backup(backup)
    home.ok("undo", "3", "--yes")
    home.ok("doctor", "--quiet")
    assert home.places == []
    home.take_in(school)
    school.take_in(home)
    assert (school.places, home.places) == ([], [])


def test_an_entry_that_is_forgotten_takes_with_it_what_others_wrote_in_it(machines: tuple[Machine, Machine]) -> None:
    school, home = machines
    school.ok("forget", "1.1", "--confirm", "forget")
    home.take_in(school)
    assert "and then all of them did" not in home.journal.read_text("utf-8")
    shelf = list_stored_backups(home.journal, home.folder / "state" / "enquiry")
    assert not [one for one in shelf if b"spoke first" in one.path.read_bytes()]
    home.ok("doctor", "--quiet")
    for backup in shelf:
        read_backup(backup)


def test_two_machines_that_sync_hold_no_word_after_one_sync_each(machines: tuple[Machine, Machine]) -> None:
    school, home = machines
    folder = school.folder.with_name("shared")
    folder.mkdir()
    for machine, name in ((school, "school"), (home, "home"), (school, "school"), (home, "home")):
        machine.ok("sync", str(folder), "--unlocked", "--machine", name)
        machine.ok("note", f"{name} is heard of")
    home.ok("sync")
    school.ok("sync")
    assert len(home.places) > 4
    told = school.ok("forget", "--word", "Zebedee", "--confirm", "forget")
    assert "Not yet: home, at the next enquiry sync or merge" in told
    school.ok("sync")
    home.ok("sync")
    assert (school.places, home.places) == ([], [])
    texts = [path.read_text("utf-8") for path in folder.iterdir()]
    assert not any(WORD.stands_in(text) for text in texts)
    assert school.journal.read_bytes() == home.journal.read_bytes()


def test_what_was_written_meanwhile_stays_and_both_are_told(machines: tuple[Machine, Machine]) -> None:
    school, home = machines
    school.ok("pupils", "add", "Zebedee Rowe")
    home.ok("reflect", "I think of Zebedee often", "--quiet")
    school.ok("forget", "--word", "Zebedee", "--confirm", "forget")
    stick = shutil.copy(school.journal, home.folder.with_name("stick.json"))
    home.turn_to()
    told = home.run("merge", str(stick)).err
    assert "what was known of it there is gone here too" in told
    assert "What was written here meanwhile stays: enquiry privacy" in told
    (receipt,) = (home.folder / "config" / "enquiry" / "forgotten").iterdir()
    assert str(receipt) in told
    assert receipt.read_text("utf-8").startswith(
        "Forgotten on another machine, and taken in here on 3 February 2026, 16:30: a word.\nRewritten: "
    )
    assert not WORD.stands_in(receipt.read_text("utf-8"))
    shutil.copy(home.journal, stick)
    school.turn_to()
    told = school.run("merge", str(stick)).err
    assert "What came in names who is registered here: “Zebedee” (1.3)." in told
    assert "enquiry forget --word -" in told
    school.ok("note", "of school alone")
    shutil.copy(school.journal, stick)
    home.turn_to()
    assert "registered" not in home.run("merge", str(stick)).err


def test_nothing_more_is_said_where_all_was_known(machines: tuple[Machine, Machine]) -> None:
    school, home = machines
    school.take_in(home)
    school.ok("forget", "--word", "Zebedee", "--confirm", "forget")
    stick = shutil.copy(school.journal, home.folder.with_name("stick.json"))
    home.turn_to()
    told = home.run("merge", str(stick)).err
    assert "it is gone here too, from every backup.\n" in told
    assert "meanwhile" not in told
