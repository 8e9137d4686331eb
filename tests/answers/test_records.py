"""The objects that JSON answers and the export are made of: every field, always, as plain values."""

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from enquiry.acts import Act, ActKind
from enquiry.answers.answer import Answer, InJournal, project
from enquiry.answers.journal import ListAnswer, PlacesAnswer, SamplesAnswer, SettingsAnswer, StatusAnswer
from enquiry.answers.records import (
    BriefCycle,
    FullCycle,
    NoteAnswer,
    describe_entries,
    describe_item,
    describe_journal,
)
from enquiry.answers.search import SearchAnswer, TagsAnswer
from enquiry.answers.timeline import TimelineAnswer
from enquiry.dates.period import Period
from enquiry.errors import NotFound
from enquiry.exchange import samples
from enquiry.exchange.encoding import convert_fields, convert_value, encode_answer, format_json
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.insight.pulse.spread import QuietSpell
from enquiry.insight.status import AsideCycle, CycleRow, Status, StatusNotice
from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelinePost
from enquiry.model.choices import BetterDirection, Decision, Direction, EntryKind
from enquiry.model.cycle import Question, SuccessSign
from enquiry.model.entry import ENTRY_CLASSES
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.model.record import Removal
from enquiry.query.select import CycleMatch, Query, Selection, build_result
from enquiry.query.tags.usage import TagUse, build_tag_tree
from tests import strategies
from tests.answers.schemas import plain
from tests.conftest import NOW, Home, a_cycle, a_journal, a_note, an_entry

DAY = date(2025, 9, 3)
GONE = Removal(at=NOW, because="twice")


@pytest.mark.parametrize("kind", EntryKind)
def test_an_entry_has_every_field_of_its_kind_its_kind_first(kind: EntryKind) -> None:
    found = convert_fields(*describe_entries((an_entry(kind, DAY),)))
    assert list(found)[:2] == ["kind", "name"]
    assert set(found) == {"kind", *ENTRY_CLASSES[kind].__struct_fields__}
    assert (found["kind"], found["name"], found["happened_on"]) == (kind.value, "1.1", "2025-09-03")


def test_values_within_an_entry_are_plain() -> None:
    entry = an_entry(
        "evidence",
        DAY,
        direction=Direction.MIXED,
        values=(MeasuredValue(measure="pace", value=2.5),),
        tags=("a", "b"),
        recorded_at=datetime(2025, 9, 3, 16, 5, tzinfo=timezone(timedelta(hours=1))),
        removed=GONE,
    )
    found = convert_fields(*describe_entries((entry,)))
    assert found["values"] == [{"measure": "pace", "value": 2.5, "sd": None, "of": None, "chosen": None, "tally": []}]
    assert (found["direction"], found["stage"], found["tags"]) == ("mixed", None, ["a", "b"])
    assert found["recorded_at"] == "2025-09-03T16:05:00+01:00"
    assert found["removed"] == {"at": NOW.isoformat(), "because": "twice", "undone": False, "forgotten": False}


def a_whole() -> Journal:
    held = (
        an_entry("note", date(2025, 9, 9), "later", number=1),
        an_entry("note", DAY, "gone", number=2, removed=GONE),
        an_entry("note", DAY, "first", number=3),
    )
    cycle = a_cycle(entries=held, success=(SuccessSign(text="sign", on=DAY),)).add_question(
        Question(text="better", on=DAY, because="wide")
    )
    return a_journal(cycle, a_cycle(2, removed=GONE), inbox=(a_note(1), a_note(2, removed=GONE)))


def test_a_cycle_has_its_question_its_versions_and_its_entries_as_they_happened() -> None:
    journal = a_whole()
    found: Any = convert_fields(project(FullCycle, journal.find_cycle(1), journal))
    assert list(found)[:2] == ["number", "question"]
    assert found["question"] == "better"
    assert found["questions"][1] == {"text": "better", "on": "2025-09-03", "because": "wide", "by": ""}
    assert [entry["text"] for entry in found["entries"]] == ["first", "later"]
    whole: Any = convert_fields(describe_journal(journal))
    assert [entry["text"] for entry in whole["cycles"][0]["entries"]] == ["later", "gone", "first"]


def test_the_whole_journal_keeps_what_was_removed() -> None:
    found: Any = convert_fields(describe_journal(a_whole()))
    assert [cycle["number"] for cycle in found["cycles"]] == [1, 2]
    assert [note["name"] for note in found["inbox"]] == ["n1", "n2"]
    assert [entry["text"] for entry in found["cycles"][0]["entries"]] == ["later", "gone", "first"]
    assert set(found) == {"settings", "cycles", "inbox", "measures", "beliefs"}


@strategies.seldom
@given(strategies.journals())
def test_what_is_exported_is_read_back_unchanged(journal: Journal) -> None:
    assert load_exported_journal(encode_answer(describe_journal(journal)), "here") == replace(journal, gifts=())


@pytest.mark.parametrize("name", samples.list_samples())
def test_a_sample_is_exported_and_read_back_unchanged(name: str) -> None:
    journal = load_exported_journal(samples.read_sample(name), name)
    assert load_exported_journal(encode_answer(describe_journal(journal)), "here") == journal


# Samples


def test_a_sample_says_what_it_is_about_and_its_day() -> None:
    told = samples.load_sample("primary")
    assert told.about
    assert told.as_at == date(2026, 2, 3)


def test_an_unknown_sample_is_not_found() -> None:
    with pytest.raises(NotFound, match="There is no file"):
        samples.load_sample("nowhere")


def test_an_installed_program_finds_the_samples_in_its_data(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "only.json").write_bytes(samples.read_sample("french"))
    monkeypatch.setattr(samples, "_INSTALLED", tmp_path)
    assert samples.list_samples() == ("only",)
    assert samples.load_sample("only").cycles


# What each looking command answers


def test_a_cycle_in_brief_has_no_entries_but_its_last_day_and_decision() -> None:
    cycle = a_cycle(entries=(an_entry("review", DAY, decision=Decision.ADAPT, because="it drifts"),))
    found = convert_fields(project(BriefCycle, cycle, a_journal(cycle)))
    assert "entries" not in found
    assert found["last_on"] == "2025-09-03"
    assert found["decided"] == {"entry": "1.1", "decision": "adapt", "because": "it drifts", "on": "2025-09-03"}
    assert project(BriefCycle, a_cycle(), a_journal()).decided is None


def test_status_and_list_answer_with_the_same_lines() -> None:
    row = CycleRow(
        a_cycle(), current=True, evidence=4, reflections=2, due="due a look since 2 Sep", thought="they drew"
    )
    listed: Any = convert_fields(project(ListAnswer, [row], a_journal()))
    now = Status(
        DAY, "2025-26", "session", 3, (StatusNotice("words", Act(ActKind.REVIEW, 1), 1),), (row,), 2, empty=False
    )._replace(aside=(AsideCycle(a_cycle(), "paused", DAY),))
    found: Any = convert_fields(project(StatusAnswer, now, a_journal()))
    assert found["cycles"] == [listed["cycles"][0] | {"due": "due a look since 2 Sep", "thought": "they drew"}]
    assert found["aside"] == [
        {"number": 1, "question": a_cycle().question, "state": "paused", "on": "2025-09-03", "until": None}
    ]
    assert found["sample"] is None
    assert listed["cycles"][0]["current"] is True
    assert (listed["cycles"][0]["evidence"], listed["cycles"][0]["reflections"]) == (4, 2)
    assert found["matters"] == [{"words": "words", "command": "enquiry review -c 1", "cycle": 1}]
    assert (found["today"], found["year"], found["week"], found["inbox"]) == ("2025-09-03", "2025-26", 3, 2)
    assert project(StatusAnswer, now._replace(week=0), a_journal()).week is None


def test_show_answers_with_a_cycle_or_an_entry() -> None:
    cycle, note = a_cycle(), a_note()
    journal = a_journal(cycle, inbox=(note,))
    assert plain(describe_item(cycle, journal)) == {"cycle": convert_value(project(FullCycle, cycle, journal))}
    entry = an_entry("action", DAY)
    assert plain(describe_item(entry, journal)) == {"entry": convert_value(*describe_entries((entry,)))}
    answered = convert_fields(project(NoteAnswer, note, journal))
    assert plain(describe_item(note, journal)) == {"entry": {"kind": "note", **answered}}


def test_search_answers_with_entries_their_cycles_and_waiting_notes() -> None:
    entry, cycle = an_entry("action", DAY), a_cycle()
    result = build_result(Selection(Query(), (CycleMatch(cycle, (entry,), itself=False),), (a_note(),)))
    found = plain(project(SearchAnswer, result, a_journal(cycle)))
    assert found["results"] == [convert_value(*describe_entries((entry,)))]
    assert found["results"][0]["cycle"] == 1
    assert found["cycles"] == [{**convert_fields(project(BriefCycle, cycle, a_journal(cycle))), "matches": False}]
    assert [note["name"] for note in found["inbox"]] == ["n1"]


def test_tags_answer_with_their_use() -> None:
    told = {"tag": "a/b", "used": 2, "cycles": [1], "first": "2025-09-03", "last": "2025-09-03", "nested": 2}
    tree = build_tag_tree([TagUse("a/b", 2, (1,), DAY, DAY)])
    assert json.loads(encode_answer(project(TagsAnswer, tree)))["tags"] == [told]


def test_settings_answer_as_they_are() -> None:
    settings: dict[str, str | int | float | date | None] = {
        "name": "",
        "wait": 2.5,
        "backup_size": 200,
        "meeting": None,
    }
    assert plain(SettingsAnswer(dict(settings))) == {"settings": settings, "faults": []}
    assert plain(SettingsAnswer({"meeting": DAY})) == {"settings": {"meeting": "2025-09-03"}, "faults": []}
    assert plain(PlacesAnswer({"journal": Path("/a\udcff")}, False)) == {"places": {"journal": "/a?"}, "made": False}
    assert plain(project(SamplesAnswer, {"primary": "x"})) == {"samples": {"primary": "x"}}


def test_the_timeline_answers_with_every_mark() -> None:
    series = Series("pace", "words", BetterDirection.UP, (SeriesPoint(DAY, 5, None, 24, "1.1"),))
    marks = (
        TermHeading("Term 1", DAY),
        TimelinePost(DAY, 1, "evidence", "five", "", "baseline", "1.1", ("pace 5",)),
        TimelinePost(DAY, 1, "question", "why?"),
        HolidayBand("October holiday", Period(DAY, date(2025, 9, 10))),
        QuietSpell(11, date(2025, 9, 3), date(2025, 9, 22), to_today=True),
    )
    found: Any = convert_fields(project(TimelineAnswer, Timeline((a_cycle(),), marks, ((1, (series,)),), DAY)))
    term, evidence, question, band, silence = found["marks"]
    assert term == {"mark": "term", "name": "Term 1", "on": "2025-09-03"}
    assert evidence == {
        "mark": "post",
        "on": "2025-09-03",
        "cycle": 1,
        "what": "evidence",
        "entry": "1.1",
        "text": "five",
        "because": "",
        "aside": "baseline",
        "by": "",
        "details": ["pace 5"],
        "about": None,
    }
    assert question["entry"] is None
    assert band == {"mark": "holiday", "name": "October holiday", "begin": "2025-09-03", "end": "2025-09-10"}
    assert silence == {
        "mark": "silence",
        "teaching_days": 11,
        "before": "2025-09-03",
        "after": "2025-09-22",
        "to_today": True,
    }
    point = {
        "on": "2025-09-03",
        "value": 5,
        "sd": None,
        "n": 24,
        "entry": "1.1",
        "of": None,
        "chosen": None,
        "tally": [],
    }
    pace = {"measure": "pace", "unit": "words", "better": "up", "values": [point], "target": None}
    assert found["measures"] == [{"cycle": 1, **pace}]
    assert [cycle["number"] for cycle in found["cycles"]] == [1]
    assert json.loads(format_json(found)) == found


def test_a_thread_s_links_name_cycles_by_number_and_people_by_name(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("start", "And then?", "--grew-from", "1", "--link", "replicates=1", "--link", "shared-with=7")
    thread = json.loads(home.ok("thread", "1", "--json"))
    assert [(tie["kind"], tie["other"]) for tie in thread["ties"]] == [("replicates", 1), ("shared-with", "7")]


def test_where_says_apart_whether_there_is_a_journal(home: Home) -> None:
    before = json.loads(home.ok("where", "--json"))
    assert (before["places"]["journal"], before["made"]) == (str(home.journal), False)
    home.ok("note", "a line")
    assert json.loads(home.ok("where", "--json")) == {**before, "made": True}


def test_a_number_that_is_set_is_a_number_and_a_day_that_is_none_is_null(home: Home) -> None:
    home.ok("config", "pulse.quiet", "25")
    settings = json.loads(home.ok("config", "--json"))["settings"]
    assert (settings["backup_size"], settings["wait"], settings["pulse.quiet"]) == (200, 10.0, 25)
    assert (settings["meeting"], settings["name"]) == (None, "")
    assert json.loads(home.ok("config", "meeting", "2025-10-02", "--json"))["settings"] == {"meeting": "2025-10-02"}
    assert json.loads(home.ok("config", "meeting", "", "--json"))["settings"] == {"meeting": None}


def test_a_field_is_read_from_where_its_type_says() -> None:
    """Along a path, through a tuple, by a function, and null for what is not there."""
    cycle = a_cycle(entries=(an_entry("note", DAY, "one"), an_entry("note", DAY, "two", number=2)))

    class Told(Answer, frozen=True):
        number: int
        names: Annotated[tuple[str, ...], "kept.name"]
        doubled: Annotated[int, lambda cycle: 2 * cycle.number]
        nobody: Annotated[str | None, "decided.name"]
        group: str | None

        newer: Annotated[bool, InJournal(lambda cycle, journal: cycle.number == journal.next_number - 1)]

    journal = a_journal(cycle, a_cycle(2))
    assert project(Told, cycle, journal) == Told(1, ("1.1", "1.2"), 2, None, None, False)
    assert project(Told, cycle, journal, nobody="me").nobody == "me"
    assert project(Told, a_cycle(2), journal).newer
