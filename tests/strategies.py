"""Values of the model drawn at random, and texts meant to do harm, for what must hold of all of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from enquiry.model.belief import Belief, BeliefVersion, Support
from enquiry.model.choices import (
    CycleState,
    Decision,
    Direction,
    EntryKind,
    EvidenceKind,
    EvidenceStage,
    Granted,
    Held,
    Side,
)
from enquiry.model.cycle import Cycle, Question, StateChange
from enquiry.model.entry import AnswerPart, AnyEntry, join_parts
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.model.record import Removal
from tests.conftest import a_belief, a_cycle, a_gift, a_journal, a_note, an_entry

seldom = settings(max_examples=settings().max_examples // 2)
"""For what is drawn slowly, such as whole journals."""

FIRST = date(2025, 8, 1)
days = st.integers(0, 365).map(lambda n: FIRST + timedelta(days=n))
moments = st.integers(0, 400 * 24 * 60).map(lambda n: datetime(2025, 8, 1, tzinfo=UTC) + timedelta(minutes=n))
words = st.sampled_from(
    ["wait", "table", "quiet", "drawing", "Straße", "ﬁne", "İzmir", "élève", "日本", "boat", "don't", "24", "🙂", "ｶﾞ"]
)
texts = st.lists(words, min_size=1, max_size=6).map(" ".join)
tags = st.lists(st.sampled_from(["reading", "reading/fluency", "Maths", "maths/number", "élan"]), max_size=3).map(
    lambda found: tuple(dict.fromkeys(found))
)
removals = st.none() | st.none() | st.builds(Removal, at=moments, because=texts)
values = st.builds(
    MeasuredValue,
    measure=words,
    value=st.integers(0, 30),
    of=st.none() | st.integers(1, 40),
    sd=st.none() | st.integers(0, 9),
    chosen=st.none() | st.booleans(),
    tally=st.lists(st.integers(0, 9), max_size=3).map(tuple),
)
BESIDE: dict[EntryKind, dict[str, st.SearchStrategy[Any]]] = {
    EntryKind.READING: {"authors": texts, "year": st.none() | st.integers(1900, 2026), "fit": texts, "doubt": texts},
    EntryKind.ACTION: {
        "instead": st.just("") | texts,
        "planned": st.none() | st.integers(0, 60),
        "done": st.none() | st.integers(0, 60),
    },
    EntryKind.EVIDENCE: {
        "evidence_kind": st.sampled_from(EvidenceKind),
        "stage": st.none() | st.sampled_from(EvidenceStage),
        "direction": st.none() | st.sampled_from(Direction),
        "n": st.none() | st.integers(1, 30),
        "values": st.lists(values, max_size=2).map(tuple),
    },
    EntryKind.REFLECTION: {},
    EntryKind.REVIEW: {
        "decision": st.none() | st.sampled_from(Decision),
        "because": texts,
        "next_look": st.none() | days,
    },
    EntryKind.NOTE: {},
    EntryKind.ASK: {
        "of": st.sampled_from(["", "depute", "stage partner", "council"]),
        "answer": st.none() | st.sampled_from(Granted),
        "answered_on": st.none() | days,
        "came_of_it": texts,
    },
}


@st.composite
def entries(draw: st.DrawFn, cycle: int = 1, number: int = 1, kind: EntryKind | None = None) -> AnyEntry:
    """One entry of any kind, on any day of a year, now and then removed."""
    kind = kind or draw(st.sampled_from(EntryKind))
    more = draw(st.fixed_dictionaries({**BESIDE[kind], "tags": tags, "removed": removals, "recorded_at": moments}))
    if parts := draw(st.lists(st.builds(AnswerPart, prompt=words, asked=texts, text=texts), max_size=3)):
        return an_entry(kind, draw(days), join_parts(parts), cycle=cycle, number=number, parts=tuple(parts), **more)
    return an_entry(kind, draw(days), draw(texts), cycle=cycle, number=number, **more)


turns = st.builds(StateChange, state=st.sampled_from(CycleState), on=days, at=moments, because=texts)


@st.composite
def cycles(draw: st.DrawFn, number: int = 1) -> Cycle:
    """One cycle with some versions of its question, entries and turns."""
    questions = tuple(
        Question(text=text, on=on, because=because)
        for text, on, because in draw(st.lists(st.tuples(texts, days, texts), min_size=1, max_size=3))
    )
    count = draw(st.integers(0, 6))
    held = tuple(draw(entries(number, place)) for place in range(1, count + 1))
    return a_cycle(
        number,
        questions=questions,
        entries=held,
        tags=draw(tags),
        issue=draw(texts),
        turns=tuple(draw(st.lists(turns, max_size=2))),
        next_look=draw(st.none() | days),
        removed=draw(removals),
    )


@st.composite
def beliefs(draw: st.DrawFn, number: int = 1, ids: Sequence[str] = ()) -> Belief:
    """One belief with some versions, and entries for and against of those with these ids, or of none that are known."""
    names = st.sampled_from([*ids, "elsewhere"])
    reasons = st.lists(names, max_size=2, unique=True).map(tuple)
    versions = st.builds(
        BeliefVersion, text=texts, on=days, at=moments, held=st.sampled_from(Held), because=texts, moved_by=reasons
    )
    supports = st.builds(Support, entry=names, side=st.sampled_from(Side), on=days, at=moments, why=texts)
    return a_belief(
        number,
        versions=tuple(draw(st.lists(versions, min_size=1, max_size=3))),
        supports=tuple(draw(st.lists(supports, max_size=3))),
        tags=draw(tags),
        removed=draw(removals),
    )


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    """A journal of up to three cycles, up to three notes and up to two beliefs."""
    notes = [
        a_note(place, draw(texts), happened_on=draw(days), tags=draw(tags), removed=draw(removals))
        for place in range(1, draw(st.integers(0, 3)) + 1)
    ]
    held = [draw(cycles(number)) for number in range(1, draw(st.integers(0, 3)) + 1)]
    ids = [entry.id for cycle in held for entry in cycle.entries]
    believed = [draw(beliefs(number, ids)) for number in range(1, draw(st.integers(0, 2)) + 1)]
    went = tuple(cycle.id for cycle in held)
    gifts = (
        [a_gift(to=draw(texts), wish=draw(texts), cycles=went, removed=draw(removals))] if draw(st.booleans()) else []
    )
    return a_journal(*held, inbox=tuple(notes), gifts=tuple(gifts), beliefs=tuple(believed))


HOSTILE = (
    # what a terminal would obey
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H cleared",
    "\x1b]0;a title\x07 set",
    "\x1b]8;;https://example.org\x1b\\a link\x1b]8;;\x1b\\",
    "\x1bP1;2|device\x1b\\",
    "\x1b[6n where",
    "\x1b(0qqq",
    "\x1bc reset",
    "\x9b31m eight bits",
    "\x9d0;title\x9c",
    "\x90device\x9c",
    "bell\x07bell",
    "back\x08\x08\x08space",
    "over\rwritten",
    "null\0in the middle",
    "shift\x0eout\x0fin",
    "vertical\x0btab and\x0cform feed",
    "file\x1cgroup\x1drecord\x1eunit\x1f",
    "delete\x7fthis",
    "next\x85line",
    "line\u2028and\u2029paragraph",
    "tab\there",
    # what turns the reading round, or hides
    "user\u202etxt.exe\u202c",
    "isolate\u2066left\u2069",
    "embed\u202aleft\u202b",
    "mark\u200eleft\u200fright\u061c",
    "zero\u200bwidth\u200cjoin\u200der\ufeff",
    "soft\u00adhyphen\u2060joiner",
    "tags \U000e0041\U000e0042",
    "lone \udc80 surrogate",
    "replaced \ufffd\ufffe\uffff",
    "private \ue000 use",
    # Rich, emoji codes, styles
    "[bold]not bold[/bold]",
    "Pupil said [good] and [/done]",
    "[/]",
    "[link=https://example.org]here[/link]",
    "[red on white]x",
    "\\[bold]",
    ":smile: :warning: :+1:",
    "[@click=app.quit]press[/]",
    "{0} %s %(x)s {name} $HOME `id`",
    # spreadsheets
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "+SUM(A1:A9)",
    "-5 pupils left",
    "@SUM(A1)",
    # HTML
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- hidden --> seen",
    "<div>\n\nblock",
    "a < b && c > d",
    "&lt;b&gt; &amp; &#x41; &copy;",
    "]]> <![CDATA[x]]> <?php x ?>",
    "<https://example.org> <a@example.org>",
    "javascript:alert(1)",
    # Markdown
    "# a heading",
    "ends with #",
    "## x ##",
    "- a list",
    "+ a list",
    "* a list",
    "1. a list",
    "1) a list",
    "> a quote",
    "    code",
    "```\ncode\n```",
    "~~~ code",
    "---",
    "***",
    "___",
    "===",
    "a\n===",
    "a\n---",
    "**bold** __bold__ *it* _it_ ~~gone~~ `code`",
    "[a](https://example.org) ![b](https://example.org/b.png) [c][d]",
    "[d]: https://example.org",
    "| a | b |\n| --- | --- |\n| c | d |",
    "a | b",
    "a\\|b\\\\|c",
    "ends with a backslash\\",
    "two spaces  \nbreak",
    "back\\slash \\* \\_ \\\\",
    "$x^2$ $$y$$ \\(z\\)",
    "[^1] [ ] [x] task",
    "https://example.org www.example.org a@example.org",
    ": definition",
    # shapes
    "x" * 300,
    "日本語" * 60,
    "👩🏽\u200d🏫👨\u200d👩\u200d👧\u200d👦🏴󠁧󠁢󠁳󠁣󠁴󠁿" * 12,
    "e\u0301" * 90,
    "z" + "\u0300\u0301\u0302" * 40 + "algo",
    "\u0301begins with a mark",
    "ﷺ﷽",
    "שלום עולם قراءة النص",
    "हिन्दी ไทย ཨོཾ",
    "ﬁﬂ①㎏Ⅷ",
    "İıẞßǰ",
    "one\n\n\n\ntwo",
    "\n\nbegins",
    " nbsp\u00a0and\u3000wide ",
    "3 minutes with Sam: he improved",
    "50% - ok (y9)",
    "text: like a label\nstate: closed",
)
"""Texts that would act, hide, break a page or run over its edge, if they were taken for anything but text."""
