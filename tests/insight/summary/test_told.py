"""One list of what leaves: a word planted in a field stands in all formats, in the dry run and in JSON, or in none."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, get_type_hints

import msgspec
import pytest

from enquiry.answers.answer import project
from enquiry.answers.summary import PreviewAnswer
from enquiry.cli.summary.formats import SummaryFormat
from enquiry.exchange.encoding import encode_answer
from enquiry.insight.history.recall import recall_journal
from enquiry.insight.summary.disclosure import HELD_BY_NAME
from enquiry.insight.summary.value import PreparedSummary
from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceKind, LinkKind
from enquiry.model.cycle import Cycle, Link, Question, StateChange, SuccessSign, Target
from enquiry.model.entry import ENTRY_CLASSES, AnswerPart, join_parts
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.summary.preview import draw_preview, format_preview_lines
from enquiry.views.theme import RenderOptions
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, render
from tests.reading_back import Page, docx_text, pdf_text
from tests.summaries import READERS, document, everything, prepared, reader_named

DAY = date(2025, 9, 3)
TODAY = date(2026, 2, 3)
MARKS = ("surprise", "what-i-got-wrong", "for-my-reviewer", "helps", "priority", "impact", "help", "for-a-friend")
"""The tags that some reader looks for."""


def word(*parts: object) -> str:
    """Return a word of letters alone, which no layout breaks and no format escapes."""
    letters = "".join(chr(ord("a") + int(c)) if c.isdigit() else c for c in "".join(map(str, parts)) if c.isalnum())
    return f"zq{letters}".lower()


def plant(kind: type[msgspec.Struct], *where: object, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a word of its own for each field of a class in which a person writes, found from its type."""
    skipped = {"id", "name", *without}
    hints = {name: hint for name, hint in get_type_hints(kind, include_extras=True).items() if name not in skipped}
    planted: dict[str, Any] = {name: word(*where, name) for name, hint in hints.items() if hint is str}
    return planted | {name: (word(*where, name),) for name, hint in hints.items() if hint == tuple[str, ...]}


def planted_entry(number: int, kind: EntryKind, *, marked: bool = False, parted: bool = False, **more: Any) -> Any:
    fields = plant(ENTRY_CLASSES[kind], kind, number)
    if parted:
        parts = tuple(AnswerPart(**plant(AnswerPart, kind, number, part)) for part in range(2))
        more |= {"parts": parts, "text": join_parts(parts)}
    tags = (*fields["tags"], *(MARKS if marked else ()))
    return an_entry(kind, date(2025, 9, 1 + number), number=number, **{**fields, "tags": tags, **more})


@cache
def planted() -> Journal:
    """Return a journal with a word of its own in every field."""
    kinds, evidence = EntryKind, EntryKind.EVIDENCE
    values = [(MeasuredValue(measure=word("measure"), value=value),) for value in (6.5, 8.5, 9.5)]
    entries = [
        planted_entry(1, evidence, values=values[0]),
        planted_entry(2, kinds.ACTION, planned=4, done=3),
        planted_entry(3, evidence, direction=Direction.CONTRADICTS, parted=True),
        planted_entry(4, evidence, direction=Direction.MIXED, values=values[1], marked=True),
        planted_entry(5, evidence, direction=Direction.SUPPORTS, values=values[2]),
        planted_entry(6, kinds.READING, year=1986),
        planted_entry(7, kinds.REFLECTION, parted=True),
        planted_entry(8, kinds.REFLECTION, marked=True),
        planted_entry(9, kinds.NOTE),
        planted_entry(10, kinds.REVIEW),
        planted_entry(11, kinds.REVIEW, decision=Decision.ADAPT),
        planted_entry(12, kinds.REVIEW, decision=Decision.EXTEND),
        planted_entry(13, kinds.ACTION),
        planted_entry(14, evidence, evidence_kind=EvidenceKind.CASE_PUPIL),
    ]
    fields = plant(Cycle, "cycle")
    questions = tuple(Question(on=date(2025, 9, 1 + n), **plant(Question, "question", n)) for n in range(3))
    turns = (StateChange(state=CycleState.OPEN, on=date(2025, 9, 20), at=NOW, **plant(StateChange, "turn")),)
    signs = (SuccessSign(on=DAY, **plant(SuccessSign, "sign")),)
    links = (Link(kind=LinkKind.SHARED_WITH, who=word("who")),)
    targets = (
        Target(measure=word("cycle", "targets"), value=9.5, unit=word("target", "unit"), whom=word("target", "whom")),
    )
    cycle = a_cycle(
        targets=targets, questions=questions, turns=turns, success=signs, links=links, entries=tuple(entries), **fields
    )
    late = an_entry("note", DAY, word("grown", "note"), cycle=2, tags=(word("grown", "tag"),))
    grown = a_cycle(2, word("grown"), grew_from=1, entries=(late,))
    known = Measure(id="m", recorded_at=NOW, name=word("measure"), unit=word("unit"))
    journal = a_journal(cycle, grown, inbox=(a_note(1, word("inbox"), happened_on=DAY),), measures=(known,))
    return journal.update_settings(**{name: word("settings", name) for name in ("name", "role")})


def found_in(text: str) -> set[str]:
    return set(re.findall(r"zq[a-z]+", re.sub("[\u200b\u00ad]", "", text)))


def pages_of(found: PreparedSummary, *, slow: bool = False) -> dict[str, set[str]]:
    """Return the planted words in each format that a person reads."""
    told = found.summary
    texts = {
        "html": " ".join(Page(document(told, SummaryFormat.HTML).decode()).texts),
        "markdown": document(told, SummaryFormat.MARKDOWN).decode(),
        "terminal": render(draw_summary(told, RenderOptions(400)), 400),
        "plain": "\n".join(format_summary_lines(told)),
    }
    if slow:
        texts |= {
            "docx": docx_text(document(told, SummaryFormat.DOCX)),
            "pdf": pdf_text(document(told, SummaryFormat.PDF)),
        }
    return {form: found_in(text) for form, text in texts.items()}


def lists_of(found: PreparedSummary) -> dict[str, set[str]]:
    """Return the planted words in each list of what leaves, and in each format for programs."""
    tables = [document(found.summary, form) for form in (SummaryFormat.CSV, SummaryFormat.CSV_MEASURES)]
    texts = {
        "dry run": render(draw_preview(found, RenderOptions(400)), 400),
        "dry run, plain": "\n".join(format_preview_lines(found)),
        "dry run, json": encode_answer(project(PreviewAnswer, found)).decode(),
        "csv": b"".join(tables).decode(),
        "json": document(found.summary, SummaryFormat.JSON).decode(),
    }
    return {form: found_in(text) for form, text in texts.items()}


LEAVING = [name for name in READERS if not reader_named(name).owner]


def words_told(found: PreparedSummary) -> set[str]:
    return {words for field in found.summary.told for words in found_in(field.words)}


@pytest.mark.parametrize("reader", LEAVING)
def test_what_is_listed_is_what_leaves_in_every_format(reader: str) -> None:
    found = prepared(planted(), as_at=TODAY, reader=reader, sharing=everything(planted()))
    told = words_told(found)
    assert len(told) > 10
    for form, words in {**pages_of(found, slow=reader == "accreditation"), **lists_of(found)}.items():
        assert words == told, (form, words ^ told)
    assert found_in(document(found.summary, SummaryFormat.TEXT).decode()) <= told


def test_the_list_of_the_owner_is_what_stands_on_the_page() -> None:
    found = prepared(planted(), as_at=TODAY)
    assert set(map(frozenset, pages_of(found).values())) == {frozenset(words_told(found) | {word("who")})}


def test_what_a_document_has_no_place_for_is_not_in_it_for_programs_either() -> None:
    """Such as the worry, the hunch and the standards of entries for whoever teaches the group next."""
    summary = prepared(planted(), as_at=TODAY, reader="handover", sharing=everything(planted())).summary
    first = summary.cycles[0]
    assert (first.issue, first.hunch, first.versions, first.story, summary.months) == ("", "", (), "", ())
    assert {line.standards for cycle in summary.cycles for line in cycle.lines} == {()}
    assert any(line.text for line in first.lines)


def test_each_field_of_a_cycle_is_held_back_by_its_name() -> None:
    fields = [name for name in HELD_BY_NAME if name != "question"]  # with which all others go
    words = {name: {word("cycle", name)} for name in fields}
    words |= {"asked-before": {word("question", n, "text") for n in (0, 1)}, "success": {word("sign", "text")}}
    words |= {"turns": {word("turn", "because")}}
    whole = prepared(planted(), as_at=TODAY, reader="accreditation", sharing=everything(planted()))
    held = everything(planted())._replace(fields=frozenset((1, name) for name in fields))
    found = prepared(planted(), as_at=TODAY, reader="accreditation", sharing=held)
    for name, planted_words in words.items():
        assert planted_words <= words_told(whole) | {word("cycle", "tags")}, name
        for form, told in {**pages_of(found), **lists_of(found)}.items():
            assert not told & planted_words, (name, form)
        assert f"held back: 1 {name}, you held it back" in list(format_preview_lines(found))


def test_with_its_question_held_back_a_cycle_says_nothing_of_itself_and_its_entries_go() -> None:
    held = everything(planted())._replace(fields=frozenset({(1, "question"), (1, "hunch")}))
    found = prepared(planted(), as_at=TODAY, reader="accreditation", sharing=held)
    own = {word("cycle", name) for name in HELD_BY_NAME} | {word("question", n, "text") for n in (0, 1, 2)}
    told = words_told(found)
    assert not told & own
    assert any("." in one.of for one in found.summary.told)
    assert "held back: 1 question, you held it back" in list(format_preview_lines(found))


def test_an_earlier_wording_is_listed_with_how_it_is_held() -> None:
    found = prepared(planted(), as_at=TODAY, reader="prd", sharing=everything(planted()))
    lines = list(format_preview_lines(found))
    assert f"goes: 1 asked-before {word('question', 0, 'text')}" in lines
    assert f"goes: 1 asked-before {word('question', 1, 'because')}" in lines


def test_of_what_is_told_by_name_no_word_is_in_any_list_or_format() -> None:
    found = prepared(planted(), as_at=TODAY, reader="accreditation", sharing=everything(planted()))
    closed = {word(EntryKind.EVIDENCE, 14, name) for name in ("text", "source", "tags", "standards")}
    for words in (*pages_of(found).values(), *lists_of(found).values()):
        assert not words & closed
    let_go = everything(planted())._replace(entries=frozenset({"1.14"}))
    assert closed <= words_told(prepared(planted(), as_at=TODAY, reader="accreditation", sharing=let_go))


def test_nothing_recorded_later_is_in_any_list_or_format() -> None:
    """Whatever the day: an entry's words are in all of them from the day it was recorded, and in none before."""
    shares, began = everything(planted()), datetime(2025, 9, 1, 9, tzinfo=UTC)
    first = msgspec.structs.replace(planted().cycles[0], recorded_at=began, turns=())
    whole = words_told(prepared(planted(), as_at=TODAY, reader="accreditation", sharing=shares))
    for place, entry in enumerate(first.entries[::5]):
        typed = entry.recorded_at + timedelta(days=40 if place % 2 else 0)
        late = first.upsert_entry(msgspec.structs.replace(entry, recorded_at=typed))
        mine = {words for words in found_in(str(entry)) if words.startswith(word(entry.kind, entry.number))} & whole
        for day in (typed.date() - timedelta(days=1), typed.date()):
            known = recall_journal(a_journal(late), (), day)
            found = prepared(known, as_at=day, reader="accreditation", sharing=shares)
            there = words_told(found) | found_in(document(found.summary, SummaryFormat.JSON).decode())
            assert mine & there == (mine if day == typed.date() else set()), (entry.name, day)


def test_words_that_tell_a_value_held_back_are_pointed_at() -> None:
    entry = an_entry("evidence", DAY, "seen", n=3, values=(MeasuredValue(measure="hands", value=17),))
    for hunch, found in (("17 of them will wait", ("1:hunch",)), ("170 will, or 1.17, or 17.5", ())):
        journal = a_journal(a_cycle(hunch=hunch, entries=(entry,)))
        made = prepared(journal, as_at=TODAY, reader="accreditation", sharing=everything(journal))
        assert made.echoes == found
        assert ("look at: 1:hunch, its words hold a number" in "\n".join(format_preview_lines(made))) is bool(found)


def test_no_field_of_a_cycle_is_forgotten() -> None:
    """Each of a cycle's own texts can be held back, but its question, which goes with the cycle."""
    texts = {name for name, hint in get_type_hints(Cycle, include_extras=True).items() if hint is str}
    assert texts - {"id"} <= set(HELD_BY_NAME)


def test_words_that_tell_a_count_withheld_from_what_goes_are_pointed_at() -> None:
    counts = [
        an_entry("evidence", DAY, words, number=place, values=(MeasuredValue(measure="hands", value=value, of=25),))
        for place, (words, value) in enumerate((("6 of 25", 6), ("It was 4", 4)), 1)
    ]
    journal = a_journal(a_cycle(entries=tuple(counts)))
    assert prepared(journal, as_at=TODAY, reader="prd", sharing=everything(journal)).echoes == ("1.2",)
    assert prepared(journal, as_at=TODAY, reader="self", sharing=everything(journal)).echoes == ()
