"""A career of 10,000 entries with known answers: what a teacher asks of it, as queries, with the cycles that answer.

Twelve cycles are told by hand below. The others are filled by rule with words that none of the questions uses.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from enquiry.model.choices import CycleState, Decision, Direction, EvidenceKind
from enquiry.model.cycle import Cycle, Question, StateChange
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.model.settings import SavedQuery
from enquiry.presets import load_calendar, load_word_forms
from enquiry.query.compile import compile_query
from enquiry.query.fields import QueryContext
from enquiry.query.item import SearchItem, iterate_items
from enquiry.query.rank import sort_by_relevance
from enquiry.query.select import combine_conditions, select_items
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry

TODAY = date(2026, 2, 3)
CYCLES, ENTRIES = 400, 25
PLAIN = ["lamp", "river", "cloud", "stone", "bridge", "garden", "winter", "copper", "window", "ladder", "basket"]
PLAIN += ["harbour", "meadow", "pebble", "candle"]

Told = tuple[str, str, str, dict[str, Any]]


def told(kind: str, on: str, text: str, **fields: Any) -> Told:
    return kind, on, text, fields


def seen(on: str, text: str, kind: str = "noticing", direction: str | None = None, **fields: Any) -> Told:
    says = Direction(direction) if direction else None
    return told("evidence", on, text, evidence_kind=EvidenceKind(kind), direction=says, **fields)


def decided(on: str, decision: str, because: str) -> Told:
    return told("review", on, "", decision=Decision(decision), because=because)


TOLD: dict[int, tuple[str, str, dict[str, Any], list[Told]]] = {
    101: (
        "What do S2 pupils do with my comments when the mark is held back?",
        "2015-09-07",
        {"tags": ("feedback", "writing"), "group": "S2 class", "standards": ("GTCS 2.1",)},
        [
            seen("2015-09-08", "Nine of 26 wrote an answer in the margin", "pupil-work", "supports"),
            told("action", "2015-09-14", "Comment first, mark a day later"),
            decided("2016-02-05", "embed", "it costs one day and they answer me"),
        ],
    ),
    102: (
        "Does feedback by voice note help S3 writing?",
        "2017-09-04",
        {"tags": ("feedback", "writing"), "group": "S3 class", "state": CycleState.CLOSED},
        [
            told("action", "2017-09-11", "Recorded two minutes for each folio piece"),
            seen("2017-10-02", "The children never listened twice", "pupil-voice", "contradicts"),
            decided("2017-12-08", "stop", "nobody listened twice and it took my Sundays"),
        ],
    ),
    103: (
        "What happens to second drafts when feedback is one question?",
        "2019-10-21",
        {"tags": ("feedback",), "group": "S2 class"},
        [
            seen("2019-10-22", "Second drafts were copies", "pupil-work"),
            told("action", "2019-11-04", "One question in the margin, nothing else"),
            told("reading", "2019-11-05", "Fewer marks", authors="Elliott, V.", doubt="small trials"),
            decided("2020-02-28", "extend", "half of them think again"),
        ],
    ),
    104: (
        "Does greeting at the door improve behaviour?",
        "2018-08-27",
        {"tags": ("behaviour/routines", "what-i-got-wrong"), "group": "S1 class", "state": CycleState.CLOSED},
        [
            told("action", "2018-08-27", "Greeted everybody", planned=60, done=21),
            seen("2018-09-17", "First scan: 78 % on task", "tally"),
            told("reflection", "2018-11-30", "I measured when it was time to report"),
            decided("2018-12-03", "stop", "I cannot tell"),
        ],
    ),
    105: (
        "What happens in the first five minutes when the starter is on the desk?",
        "2019-01-14",
        {"tags": ("behaviour/routines",), "group": "S1 class", "grew_from": 104},
        [
            seen("2019-01-15", "Seven minutes until pens move", "tally"),
            told("action", "2019-01-21", "Starter on the desk"),
            decided("2019-04-26", "embed", "three minutes gained"),
            seen("2019-09-10", "Still three minutes", "tally"),
        ],
    ),
    106: (
        "How does weekly retrieval affect French vocabulary?",
        "2021-09-06",
        {"tags": ("languages", "retrieval", "wellbeing"), "group": "S2 class"},
        [
            seen("2021-09-07", "5.2 of 10", "assessment"),
            told("action", "2021-09-13", "A quiz every Friday"),
            seen("2021-10-05", "6 of 25 are worried", "survey", "contradicts", source="forms"),
            decided("2021-10-08", "adapt", "no marks on them"),
            decided("2021-12-10", "continue", "they ask for it"),
        ],
    ),
    107: (
        "What happens to answers when I wait three seconds?",
        "2022-09-12",
        {"tags": ("questioning",), "group": "Year 8 science"},
        [
            seen("2022-09-13", "I wait 0.9 s", "video-audio", values=(MeasuredValue(measure="wait time", value=0.9),)),
            told("action", "2022-09-19", "Counted three in my head"),
            seen("2022-10-11", "A colleague: the silence stresses three of them", "peer-observation", "contradicts"),
            seen(
                "2023-03-14",
                "3.2 s",
                "video-audio",
                "supports",
                values=(MeasuredValue(measure="wait time", value=3.2),),
            ),
        ],
    ),
    108: (
        "How do ground rules for talk change reasoning?",
        "2023-10-23",
        {"tags": ("oracy",), "group": "P6 class", "standards": ("GTCS 3.1",), "state": CycleState.PAUSED},
        [
            told("action", "2023-10-24", "The class wrote its rules"),
            seen("2023-11-14", "“Because” twenty times in ten minutes", "tally", "supports"),
            decided("2024-01-19", "pause", "parents’ evening took the weeks"),
        ],
    ),
    109: (
        "In what ways do role cards change S1 source summaries?",
        "2024-08-26",
        {"tags": ("history", "literacy"), "group": "S1 class", "standards": ("GTCS 2.1", "GTCS 3.1")},
        [
            seen("2024-08-27", "Rubric 1.6 of 4", "assessment", source="blue folder"),
            told("action", "2024-09-09", "Cards for four roles"),
            seen("2024-11-12", "Predicting is the least useful, 19 of 27 say", "survey", "mixed"),
            decided("2024-12-06", "extend", "S2 are asking for the cards"),
        ],
    ),
    110: (
        "What helps six readers to reread with expression?",
        "2024-11-04",
        {"tags": ("reading/fluency",), "group": "six readers", "next_look": date(2026, 3, 2)},
        [
            seen("2024-11-05", "71 words", "assessment", values=(MeasuredValue(measure="words a minute", value=71),)),
            told("action", "2024-11-11", "Partners, ten minutes"),
            told("reflection", "2025-02-03", "Homework was not the point", tags=("homework",)),
        ],
    ),
    111: (
        "Does mixed homework improve maths tests?",
        "2025-09-15",
        {"tags": ("maths/number", "homework"), "group": "Year 9", "hunch": "they forget what is not mixed"},
        [
            told("action", "2025-09-16", "Old and new on one sheet"),
            seen("2025-10-20", "Pupils: harder, slower", "pupil-voice", "contradicts"),
        ],
    ),
    112: (
        "How do I lead meetings so that everybody speaks?",
        "2020-09-07",
        {"tags": ("leadership",), "group": "the staff"},
        [
            seen("2020-09-08", "Three of eleven spoke", "peer-dialogue"),
            told("action", "2020-09-21", "Two minutes of writing first"),
            decided("2021-05-14", "embed", "the colour of the meetings has changed"),
        ],
    ),
}  # fmt: skip


@cache
def career() -> tuple[Journal, tuple[SearchItem, ...]]:
    cycles = tuple(_told(number) if number in TOLD else _plain(number) for number in range(1, CYCLES + 1))
    saved = (SavedQuery(name="wrong", text="tag:what-i-got-wrong OR decision:stop"),)
    note = a_note(1, "Ask the librarian about feedback stamps", happened_on=date(2026, 1, 20))
    journal = a_journal(*cycles, inbox=(note,)).update_settings(queries=saved)
    return journal, tuple(iterate_items(journal))


def _told(number: int) -> Cycle:
    question, began, fields, entries = TOLD[number]
    held = [_entry(number, place, one) for place, one in enumerate(entries, 1)]
    on = date.fromisoformat(began)
    held += list(_filled(number, on, len(held) + 1))
    if number == 102:
        fields = {
            **fields,
            "turns": (StateChange(state=CycleState.CLOSED, on=date(2017, 12, 8), at=NOW, because="written off"),),
        }
    cycle = a_cycle(number, question, on=on, entries=tuple(held), **fields)
    again = Question(text="What happens when feedback is a voice they can stop?", on=date(2017, 10, 9))
    return cycle.add_question(again) if number == 102 else cycle


def _entry(cycle: int, number: int, one: Told) -> AnyEntry:
    kind, on, text, fields = one
    return an_entry(kind, date.fromisoformat(on), text, cycle=cycle, number=number, **fields)


def _plain(number: int) -> Cycle:
    on = date(2014, 8, 18) + timedelta(days=10 * number)
    question = f"What of the {PLAIN[number % 15]} by the {PLAIN[number // 15 % 15]}?"
    return a_cycle(number, question, on=on, entries=tuple(_filled(number, on, 1)))


def _filled(cycle: int, on: date, first: int) -> Iterator[AnyEntry]:
    for number in range(first, ENTRIES + 1):
        text = " ".join(PLAIN[(cycle * number + place * place) % 15] for place in range(12))
        yield an_entry("note", on + timedelta(days=number), text, cycle=cycle, number=number)


QUESTIONS = [
    ("What have I learned about feedback?", "feedback", {102, 103}),
    ("… or put under it?", "feedback OR tag:feedback", {101, 102, 103}),
    ("What did I stop, and why?", "decision:stop", {102, 104}),
    ("What did I stop about feedback?", "tag:feedback decision:stop", {102}),
    ("What of feedback did I not stop?", "tag:feedback -decision:stop", {101, 103}),
    ("What did I do with S2?", "group:S2", {101, 103, 106}),
    ("… in the autumn of 2021?", "group:S2 since:2021-08-16 until:2021-12-17", {106}),
    ("What did I do with S2 or S3 about writing?", "(group:S2 OR group:S3) tag:writing", {101, 102}),
    ("What went wrong?", "tag:what-i-got-wrong", {104}),
    ("… or was given up?", "@wrong", {102, 104}),
    ("What have I done about behaviour?", "behaviour OR tag:behaviour", {104, 105}),
    ("… spelled as my American colleague does?", "behavior", {104}),
    ("Where did children speak for themselves?", "evidence:pupil-voice", {102, 111}),
    ("Where does a child come into it?", "child", {102}),
    ("What disagreed with me?", "direction:contradicts", {102, 106, 107, 111}),
    ("What disagreed, and I went on?", "has:disagreement -decision:stop tag:retrieval", {106}),
    ("What did pupils write?", "write kind:evidence", {101}),
    ("Where is writing in it at all?", "writing", {102, 112, 101, 108}),
    ("What was embedded?", "decision:embed", {101, 105, 112}),
    ("What is still embedded after a look back?", "decision:embed has:follow-up", {105}),
    ("What was begun without a baseline?", "decision:stop no:baseline", {102, 104}),
    ("What have I not reviewed yet?", "no:review has:action", {107, 110, 111}),
    ("What is paused?", "state:paused", {108}),
    ("What about reading fluency?", "tag:reading", {110}),
    ("What did the six readers manage in a minute?", 'measure:"words a minute"', {110}),
    ("How long do I wait?", 'measure:"wait time" since:2023-01-01', {107}),
    ("What did a colleague see?", "evidence:peer-observation OR evidence:peer-dialogue", {107, 112}),
    ("What did I read by Elliott?", "kind:reading elliott", {103}),
    ("What was doubtful in what I read?", '"small trials"', {103}),
    ("Where is that blue folder?", '"blue folder"', {109}),
    ("What touches standard 2.1?", "standard:2.1", {101, 109}),
    ("What touches GTCS 3 but not 2?", "standard:'GTCS' -standard:2.1".replace("'", '"'), {108}),
    ("What about homework, but not maths?", "(homework OR tag:homework) -tag:maths", {110}),
    ("What was it about parents' evening?", '"parents\' evening"', {108}),
    ("How did leading change the colour of meetings?", "color meetings", {112}),
    ("What grew out of something earlier?", "has:origin", {105}),
    ("What did I ask with a better question later?", "has:refined", {102}),
    ("What happened on 14 November 2023?", "on:2023-11-14 kind:evidence", {108}),
    ("What was decided in session 2024-25?", "kind:review year:2024-25", {109}),
    ("… in term 2 of session 2021-22?", "kind:review year:2021-22 term:2", {106}),
    ("Which quizzes did I give?", "quizzes", {106}),
    ("Where do I look next?", "has:next-look -state:closed", {110}),
    ("What did they say in a survey that was not simply for it?", "evidence:survey -direction:supports", {106, 109}),
    ("What of this year is about Year 9 and not yet decided?", 'group:"Year 9" no:decision year:2025-26', {111}),
]


def test_there_are_ten_thousand_entries_and_forty_questions() -> None:
    journal, _ = career()
    assert sum(1 for _ in journal.iterate_entries()) == 10_000
    assert len(QUESTIONS) >= 40
    assert len({query for _, query, _ in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize(("question", "query", "answer"), QUESTIONS)
def test_a_teachers_question_is_answered(question: str, query: str, answer: set[int]) -> None:
    journal, pieces = career()
    known = QueryContext(journal, load_calendar("scotland", Path("none")), TODAY, load_word_forms())
    asked = combine_conditions((compile_query(query, known),))
    found = select_items(pieces, asked)
    assert {one.cycle.number for one in found.found} == answer, question
    ranked = sort_by_relevance(found, pieces)
    assert {one.cycle.number for one in ranked.found} == answer
