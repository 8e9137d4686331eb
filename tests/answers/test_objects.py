"""The objects that JSON answers and the export are made of: every field, always, as plain values."""

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from msgspec.structs import replace

from enquiry.answers.journal import (
    describe_cycle,
    describe_cycle_briefly,
    describe_cycle_list,
    describe_entry,
    describe_item,
    describe_journal,
    describe_note,
    describe_places,
    describe_samples,
    describe_settings,
    describe_status,
    describe_timeline,
    encode_answer,
)
from enquiry.answers.search import describe_search, describe_tags
from enquiry.dates.period import Period
from enquiry.errors import NotFound
from enquiry.exchange import samples
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.insight.status import CycleRow, Status, StatusNotice
from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelineGap, TimelinePost
from enquiry.model.choices import BetterDirection, Decision, Direction, EntryKind, LinkKind
from enquiry.model.cycle import Link, Question, SuccessSign
from enquiry.model.entry import ENTRY_CLASSES
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.model.record import Removal
from enquiry.query.result import build_result
from enquiry.query.select import CycleMatch, Query, Selection
from enquiry.query.tags.usage import TagUse, build_tag_tree
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, cycle_id

DAY = date(2025, 9, 3)
GONE = Removal(at=NOW, because="twice")


def test_a_document_is_utf8_json_that_begins_with_its_version() -> None:
    written = encode_answer({"text": "日本 élève ☃ \x1b \u2028", "on": None})
    assert written.startswith(b'{\n  "schema_version": 1,\n  "text": "')
    assert written.endswith(b"\n}\n")
    assert "日本 élève ☃" in written.decode()
    assert json.loads(written) == {"schema_version": 1, "text": "日本 élève ☃ \x1b \u2028", "on": None}


@pytest.mark.parametrize("kind", EntryKind)
def test_an_entry_has_every_field_of_its_kind_its_kind_first(kind: EntryKind) -> None:
    found = describe_entry(an_entry(kind, DAY))
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
    found = describe_entry(entry)
    assert found["values"] == [{"measure": "pace", "value": 2.5, "sd": None}]
    assert (found["direction"], found["stage"], found["tags"]) == ("mixed", None, ["a", "b"])
    assert found["recorded_at"] == "2025-09-03T16:05:00+01:00"
    assert found["removed"] == {"at": NOW.isoformat(), "because": "twice", "undone": False}


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
    found: Any = describe_cycle(a_whole().find_cycle(1), a_whole())
    assert list(found)[:2] == ["number", "question"]
    assert found["question"] == "better"
    assert found["questions"][1] == {"text": "better", "on": "2025-09-03", "because": "wide"}
    assert [entry["text"] for entry in found["entries"]] == ["first", "later"]


def test_references_are_told_by_number_and_exported_by_id() -> None:
    links = (Link(kind=LinkKind.REPLICATES, cycle=cycle_id(1)), Link(kind=LinkKind.SHARED_WITH, who="Ines"))
    entry, cycle = an_entry("note", DAY, cycle=2), a_cycle(2, grew_from=1, links=links)
    note = a_note(filed_as=entry.id)
    journal = a_journal(a_cycle(), replace(cycle, entries=(entry,)), inbox=(note,))
    told: Any = describe_cycle(journal.find_cycle(2), journal)
    assert (told["grew_from"], [link["cycle"] for link in told["links"]]) == (1, [1, None])
    assert told["entries"][0]["cycle"] == describe_entry(entry)["cycle"] == 2
    assert describe_note(note, journal)["filed_as"] == "2.1"
    astray: Any = describe_cycle(replace(cycle, grew_from="gone"), journal)
    assert astray["grew_from"] is None
    exported: Any = describe_journal(journal.update_settings(current=cycle.id))
    assert exported["settings"]["current"] == exported["cycles"][1]["entries"][0]["cycle"] == cycle.id
    assert exported["cycles"][1]["grew_from"] == exported["cycles"][1]["links"][0]["cycle"] == cycle_id(1)
    assert exported["inbox"][0]["filed_as"] == entry.id


def test_the_whole_journal_keeps_what_was_removed() -> None:
    found: Any = describe_journal(a_whole())
    assert [cycle["number"] for cycle in found["cycles"]] == [1, 2]
    assert [note["name"] for note in found["inbox"]] == ["n1", "n2"]
    assert [entry["text"] for entry in found["cycles"][0]["entries"]] == ["later", "gone", "first"]
    assert set(found) == {"schema_version", "settings", "cycles", "inbox", "measures"}


@strategies.seldom
@given(strategies.journals())
def test_what_is_exported_is_read_back_unchanged(journal: Journal) -> None:
    assert load_exported_journal(encode_answer(describe_journal(journal)), "here") == journal


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
    found = describe_cycle_briefly(cycle, Journal())
    assert "entries" not in found
    assert found["last_on"] == "2025-09-03"
    assert found["decided"] == {"entry": "1.1", "decision": "adapt", "because": "it drifts", "on": "2025-09-03"}
    assert describe_cycle_briefly(a_cycle(), Journal())["decided"] is None


def test_status_and_list_answer_with_the_same_lines() -> None:
    row = CycleRow(a_cycle(), current=True, last_on=DAY, evidence=4, reflections=2)
    listed: Any = describe_cycle_list([row], Journal())
    now = Status(DAY, "2025-26", "session", 3, (StatusNotice("words", "enquiry x", 1),), (row,), 2, empty=False)
    found: Any = describe_status(now, Journal())
    assert found["cycles"] == listed["cycles"]
    assert listed["cycles"][0]["current"] is True
    assert (listed["cycles"][0]["evidence"], listed["cycles"][0]["reflections"]) == (4, 2)
    assert found["matters"] == [{"words": "words", "command": "enquiry x", "cycle": 1}]
    assert (found["today"], found["year"], found["week"], found["inbox"]) == ("2025-09-03", "2025-26", 3, 2)
    assert describe_status(now._replace(week=0), Journal())["week"] is None


def test_show_answers_with_a_cycle_or_an_entry() -> None:
    cycle, note = a_cycle(), a_note()
    assert describe_item(cycle, Journal()) == {"cycle": describe_cycle(cycle, Journal())}
    assert describe_item(an_entry("action", DAY), Journal()) == {"entry": describe_entry(an_entry("action", DAY))}
    assert describe_item(note, Journal()) == {"entry": {"kind": "note", **describe_note(note, Journal())}}


def test_search_answers_with_entries_their_cycles_and_waiting_notes() -> None:
    entry, cycle = an_entry("action", DAY), a_cycle()
    found: Any = describe_search(
        build_result(Selection(Query(), (CycleMatch(cycle, (entry,), itself=False),), (a_note(),))),
        Journal(),
    )
    assert found["results"] == [describe_entry(entry)]
    assert found["results"][0]["cycle"] == 1
    assert found["cycles"] == [{**describe_cycle_briefly(cycle, Journal()), "matches": False}]
    assert [note["name"] for note in found["inbox"]] == ["n1"]


def test_tags_answer_with_their_use() -> None:
    told = {"tag": "a/b", "used": 2, "cycles": [1], "first": "2025-09-03", "last": "2025-09-03", "nested": 2}
    tree = build_tag_tree([TagUse("a/b", 2, (1,), DAY, DAY)])
    assert json.loads(encode_answer(describe_tags(tree)))["tags"] == [told]


def test_settings_answer_as_they_are() -> None:
    assert describe_settings({"name": ""}) == {"settings": {"name": ""}}
    assert describe_places({"journal": "/a\udcff"}) == {"places": {"journal": "/a?"}}
    assert describe_samples({"primary": "x"}) == {"samples": {"primary": "x"}}


def test_the_timeline_answers_with_every_mark() -> None:
    series = Series("pace", "words", BetterDirection.UP, (SeriesPoint(DAY, 5, None, 24, "1.1"),))
    marks = (
        TermHeading("Term 1", DAY),
        TimelinePost(DAY, 1, "evidence", "five", "", "baseline", "1.1", ("pace 5",)),
        TimelinePost(DAY, 1, "question", "why?"),
        HolidayBand("October holiday", Period(DAY, date(2025, 9, 10))),
        TimelineGap(11, to_today=True),
    )
    found: Any = describe_timeline(Timeline((a_cycle(),), marks, ((1, (series,)),), DAY))
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
        "details": ["pace 5"],
    }
    assert question["entry"] is None
    assert band == {"mark": "holiday", "name": "October holiday", "begin": "2025-09-03", "end": "2025-09-10"}
    assert silence == {"mark": "silence", "teaching_days": 11, "to_today": True}
    point = {"on": "2025-09-03", "value": 5, "sd": None, "n": 24, "entry": "1.1"}
    assert found["measures"] == [{"cycle": 1, "measure": "pace", "unit": "words", "better": "up", "values": [point]}]
    assert [cycle["number"] for cycle in found["cycles"]] == [1]
    assert msgspec.json.decode(encode_answer(found))["schema_version"] == 1
