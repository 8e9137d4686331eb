"""What earlier years hold about single learners: one entry at a time, offered once, and never again when dismissed."""

import json
from datetime import date
from pathlib import Path

import pytest

from enquiry.insight.forgetting.tidy import list_close_entries
from enquiry.model.choices import EvidenceKind
from enquiry.presets import load_calendar
from tests.cli.forgetting.test_forget import places
from tests.conftest import Home, Stream, a_cycle, a_journal, an_entry, made_once

EARLIER, NOW = date(2025, 5, 1), date(2026, 2, 3)
LAST_WEEK = {"ENQUIRY_TODAY": "2026-06-24"}


@pytest.fixture
@made_once
def told(home: Home) -> Home:
    """Three entries of an earlier year about single learners, and one of this year."""
    home.ok("start", "What happens?")
    home.ok("evidence", "qwertz read", "--kind", "case-pupil", "--measure", "age=7", "--on", "2025-05-01")
    home.ok("reflect", "Pupil B and qwertz", "--on", "2025-05-02")
    home.ok("evidence", "three of them qwertz", "--n", "3", "--on", "2025-05-03")
    home.ok("evidence", "this year", "--kind", "case-pupil")
    return home


def names(home: Home) -> list[str]:
    return [one["name"] for one in json.loads(home.ok("tidy", "--json"))["waiting"]]


def test_each_is_asked_about_and_nothing_goes_before_the_end(told: Home) -> None:
    kept = told.journal.read_bytes()
    ran = told.run("tidy", tty=True, stdin="v\nkeep\nwhat\nf\nno\n")
    assert (ran.code, told.journal.read_bytes()) == (2, kept)  # the word was not typed
    assert "1 of 3: a number or a word" in ran.err
    assert "“what” is none of them." in ran.err
    assert names(told) == ["1.1", "1.3"]  # 1.2 stays, which was decided
    ran = told.run("tidy", tty=True, stdin="v\nf\nforget\n")
    assert ran.code == 0, ran.err
    assert "2 entries of earlier years" in ran.out
    shown = json.loads(told.ok("show", "1", "--json"))["cycle"]["entries"]
    assert [one["text"] for one in shown] == ["[forgotten 3 Feb 2026]", "Pupil B and qwertz", "this year"]
    assert shown[0]["values"][0]["value"] == 7
    assert names(told) == []
    assert "Nothing of earlier school years" in told.run("tidy", tty=True).out
    told.ok("forget", "1.2", "--confirm", "forget")
    assert places(told, "qwertz") == []


def test_it_can_be_left_and_gone_on_with(told: Home) -> None:
    ran = told.run("tidy", tty=True, stdin="k\n\n")
    assert ran.code == 0
    assert "Kept: 1.1." in ran.err
    assert "2 entries wait for another time" in ran.err
    assert told.run("tidy", "--keep", "1.2", "--keep", "1.3").code == 0
    assert told.run("tidy", "--keep", "1.4").code == 3
    assert told.run("tidy", "--keep", "1.2", "--dismiss").code == 2
    assert json.loads(told.ok("tidy", "--json")) == {"schema_version": 1, "waiting": [], "kept": [], "dismissed": False}
    assert "Nothing of earlier school years" in told.ok("tidy", "--plain")


def test_a_reflection_has_no_values_to_keep(told: Home) -> None:
    ran = told.run("tidy", tty=True, stdin="k\nv\n\n")
    assert "“v” is none of them" in ran.err
    assert told.ok("tidy", "--plain").startswith(
        "entry: 1.2\nkind: reflection\nday: 2025-05-02\nbecause: Pupil B is in it\n"
    )


def test_it_is_offered_once_in_the_last_week_to_who_sees_it_and_never_when_dismissed(told: Home) -> None:
    words = "3 entries of earlier years about single learners can be tidied away."

    def offered(**environ: str) -> bool:
        return words in " ".join(told.ok("status", "--plain", **environ).split())

    assert not offered()
    assert offered(**LAST_WEEK)
    assert offered(**LAST_WEEK)  # nobody has seen it
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stream, "tty", True)
        assert offered(**LAST_WEEK)
    assert not offered(**LAST_WEEK)
    assert "4 entries of earlier years" in told.ok("status", ENQUIRY_TODAY="2027-06-22")
    told.ok("tidy", "--dismiss")
    assert not offered(ENQUIRY_TODAY="2027-06-23")


def test_which_entries_are_close_to_single_learners() -> None:
    calendar = load_calendar("scotland", Path())
    entries = (
        an_entry("evidence", EARLIER, "a", number=1, evidence_kind=EvidenceKind.CASE_PUPIL),
        an_entry("evidence", EARLIER, "a", number=2, n=4),
        an_entry("evidence", EARLIER, "a", number=3, n=5),
        an_entry("note", EARLIER, "as Pupil B says", number=4),
        an_entry("note", EARLIER, "a pupil a day, Pupil Able, child I", number=5),
        an_entry("evidence", EARLIER, "[forgotten 3 Feb 2026]", number=6, n=1),
        an_entry("evidence", NOW, "a", number=7, n=1),
    )
    journal = a_journal(a_cycle(entries=entries))
    found = list_close_entries(journal, calendar, NOW, kept=(entries[1].id,))
    assert [(one.entry.name, one.because) for one in found][:2] == [
        *(("1.1", "it is about one learner"), ("1.4", "Pupil B is in it")),
    ]


def test_the_last_week_is_that_in_which_the_last_term_ends() -> None:
    calendar = load_calendar("scotland", Path())
    last = calendar.list_parts(calendar.find_year(NOW))[-1].period.last
    days = [(last.replace(day=last.day + more), more) for more in (-7, -6, 0, 1)]
    assert [calendar.is_last_week(day) for day, _ in days] == [False, True, True, False]
