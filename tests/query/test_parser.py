"""The language of queries: what it means, what it says of a mistake and where, and that printing it loses nothing."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.command_lines import format_hint
from enquiry.dates.period import EARLIEST, LATEST, ONE_DAY, Period
from enquiry.errors import Ambiguous, EnquiryError, ErrorSpan, ExitCode, NotFound, UsageMistake
from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceKind
from enquiry.model.measure import MeasuredValue
from enquiry.model.settings import SavedQuery
from enquiry.presets import load_calendar, load_word_forms
from enquiry.query import predicates as p
from enquiry.query.compile import compile_query
from enquiry.query.fields import QueryContext
from enquiry.query.item import Feature, SearchItem, iterate_items
from enquiry.query.parser import MAX_NESTING, TokenKind, is_plain, scan_tokens
from enquiry.query.predicates import format_condition, quote_text
from enquiry.query.select import Query, combine_conditions, select
from enquiry.views.layout import format_caret_lines
from tests import strategies
from tests.conftest import a_cycle, a_journal, a_note, an_entry

TODAY = date(2026, 2, 3)
SCOTLAND = load_calendar("scotland", Path("none"))


def on(month: int, day: int, year: int = 2025) -> date:
    return date(year, month, day)


JOURNAL = a_journal(
    a_cycle(
        1,
        "What happens when I wait?",
        on=on(9, 1),
        tags=("questioning",),
        group="Year 8 science",
        standards=("GTCS 2.1",),
        hunch="I rescue them",
        entries=(
            an_entry("evidence", on(9, 10), "4 of 24", number=1, direction=Direction.CONTRADICTS, source="blue folder"),
            an_entry("action", on(9, 22), "counted to three", number=2),
            an_entry(
                "evidence",
                on(10, 6),
                "two more",
                number=3,
                evidence_kind=EvidenceKind.TALLY,
                values=(MeasuredValue(measure="hands up", value=4),),
                tags=("hands/up",),
            ),
            an_entry("review", on(10, 10), "x", number=4, decision=Decision.ADAPT, because="too fast"),
            an_entry("review", on(12, 1), "y", number=5, decision=Decision.STOP, because="cover", standards=("TS4",)),
        ),
        state=CycleState.CLOSED,
    ),
    a_cycle(
        2,
        "Does rereading help P6?",
        on=on(10, 6),
        grew_from=1,
        group="six readers",
        entries=(an_entry("note", on(10, 7), "partner", cycle=2),),
    ),
    inbox=(a_note(1, "a loose line", happened_on=on(1, 20, 2026)), a_note(2, "tagged", tags=("reading",))),
)
SAVED = (
    SavedQuery(name="prd", text="decision:stop OR decision:adapt"),
    SavedQuery(name="ring", text="@Round wait"),
    SavedQuery(name="round", text="kind:note @ring"),
    SavedQuery(name="stale", text="tag:gone"),
)
KNOWN = QueryContext(JOURNAL.update_settings(queries=SAVED), SCOTLAND, TODAY, load_word_forms())


def names(text: str) -> list[str]:
    """Return the names of what a query finds, in the order of the journal; cycles by their numbers."""
    condition = compile_query(text, KNOWN)
    return [piece.name for piece in iterate_items(JOURNAL) if condition(piece)]


ALL = [piece.name for piece in iterate_items(JOURNAL)]
ONE = [name for name in ALL if name.startswith("1")]
TWO = ["2", "2.1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ALL),
        ("   ", ALL),
        # words and phrases
        ("counted three", ["1.2"]),
        ("three counted", ["1.2"]),
        ('"counted to"', ["1.2"]),
        ('"to counted"', []),
        ("“counted to”", ["1.2"]),
        ("COUNT", ["1.2"]),
        ('"count"', []),
        ("ount", []),
        ("4", ["1.1"]),
        ("waiting", ["1"]),
        # joining
        ("counted OR partner", ["1.2", "2.1"]),
        ("counted to OR partner", ["1.2", "2.1"]),
        ("counted AND three", ["1.2"]),
        ("(counted OR partner) three", ["1.2"]),
        ("counted OR (partner three)", ["1.2"]),
        ("kind:action OR kind:note", ["1.2", "2.1", "n1", "n2"]),
        ("or", []),
        # leaving out
        ("cycle:1 -kind:evidence -kind:review", ["1", "1.2"]),
        ("cycle:1 NOT (kind:evidence OR kind:review)", ["1", "1.2"]),
        ("--counted", ["1.2"]),
        ("-cycle:1", [*TWO, "n1", "n2"]),
        # fields: an entry has what its cycle has, besides its own
        ("tag:questioning", ONE),
        ("TAG:QUESTIONING", ONE),
        ("tag:hands", ["1.3"]),
        ('tag:"hands/up"', ["1.3"]),
        ("kind:Evidence", ["1.1", "1.3"]),
        ("evidence:tally", ["1.3"]),
        ("evidence:noticing", ["1.1"]),
        ("cycle:2", TWO),
        ("cycle:reread", TWO),
        ('cycle:"when I wait"', ONE),
        ("group:science", ONE),
        ('group:"six readers"', TWO),
        ("decision:stop", ONE),
        ("decision:adapt", ["1.4"]),
        ("kind:review decision:stop", ["1.4", "1.5"]),
        ("state:closed", ONE),
        ("state:open", TWO),
        ('standard:"GTCS 2.1"', ONE),
        ("standard:gtcs", ONE),
        ("standard:ts4", ["1.5"]),
        ("direction:contradicts", ["1.1"]),
        ('measure:"hands  UP"', ["1.3"]),
        # what is there and what is not; no: is not for what could not have it
        ("has:baseline", ONE),
        ("no:baseline", TWO),
        ("-has:baseline", [*TWO, "n1", "n2"]),
        ("no:tag", [*TWO, "n1"]),
        ("has:tag -cycle:1", ["n2"]),
        ("has:direction", ["1.1"]),
        ("no:direction", ["1.3"]),
        ("has:source", ["1.1"]),
        ("has:measure", ["1.3"]),
        ("has:origin", TWO),
        ("has:hunch", ONE),
        ("has:disagreement", ONE),
        ("has:action", ONE),
        ("no:review", TWO),
        ("has:follow-up", []),
        ("has:refined", []),
        ("has:standard", ONE),
        # times
        ("on:2025-09-22", ["1.2"]),
        ("on:2025-10", ["1.3", "1.4", "2", "2.1"]),
        ("since:2025-12-01", ["1.5", "n1", "n2"]),
        ("until:2025-09-10", ["1", "1.1"]),
        ("since:2025-09-11 until:2025-10-06", ["1.2", "1.3", "2"]),
        ('since:"2 weeks ago"', ["n1", "n2"]),
        ("year:2025-26 term:2", ["1.5"]),
        ('year:"this year" -cycle:1', [*TWO, "n1", "n2"]),
        ("year:2024-25", []),
        ("year:2025-26 (term:2 OR on:2025-09-01)", ["1", "1.5"]),
        ("-since:2025-09-11", ["1", "1.1"]),
        ("term:2", ["1.5"]),
        # what only looks like a field is text
        ("he said:", []),
        ("4 of:", []),
        # saved
        ("@prd", ONE),
        ("@PRD kind:action", ["1.2"]),
        ("-@prd", [*TWO, "n1", "n2"]),
        ("@prd OR partner", [*ONE, "2.1"]),
    ],
)
def test_what_a_query_means(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize("piece", list(iterate_items(JOURNAL)), ids=lambda piece: piece.name)
@pytest.mark.parametrize("feature", Feature)
def test_of_every_feature_it_is_had_or_lacked_or_can_t_be_said(feature: Feature, piece: SearchItem) -> None:
    has, lacks = p.FieldCondition("has", feature)(piece), p.FieldCondition("no", feature)(piece)
    assert (has, lacks) == {True: (True, False), False: (False, True), None: (False, False)}[piece.has_feature(feature)]


@pytest.mark.parametrize(
    ("wanted", "code", "covered"),
    [
        ("GTCS 2.1", "gtcs 2.1", True),
        ("gtcs:2.1", "GTCS 2.1", True),
        ("GTCS", "GTCS 2.1", True),
        ("2.1", "GTCS 2.1", True),
        ("GTCS 2", "GTCS 2.1", True),
        ("GTCS 2", "GTCS 21", False),
        ("2.1 GTCS", "GTCS 2.1", False),
        ("TS", "TS4", False),
        ("GTCS 2.1 x", "GTCS 2.1", False),
        ("", "TS4", False),
    ],
)
def test_a_standard_is_meant_by_its_words_and_by_its_parent(wanted: str, code: str, covered: bool) -> None:
    assert p.is_standard_match(wanted, code) is covered


# Mistakes: what was found, what was expected, and where


@pytest.mark.parametrize(
    ("text", "wrong", "words", "hint"),
    [
        ("(quiet table", "(", "The bracket ( is never closed; ) was expected after it.", 'put it in quotes: "("'),
        ("quiet) table", ")", "“)” closes a bracket that was never opened.", 'put it in quotes: ")"'),
        ("a ()", ")", "“)” stands where a word, a field or a bracket was expected.", "in quotes"),
        ("OR a", "OR", "“OR” stands where a word, a field or a bracket was expected.", '"OR"'),
        ("a AND OR b", "OR", "“OR” stands where", '"OR"'),
        ("a OR", "", "The query ends too early; a word, a field or a bracket was expected.", "Add what is missing"),
        ("NOT", "", "The query ends too early;", "Add what is missing"),
        ('a "quiet table', '"quiet table', 'The quote " is never closed; a second one was expected', "Close it"),
        ('tag:"quiet', '"quiet', 'The quote " is never closed', "Close it"),
        ('a ""', '""', "There is nothing between the quotes.", "Write the phrase"),
        ("a tag:", "tag:", "“tag:” has no value; one was expected after the colon.", "For example tag:reading"),
        ('group:""', 'group:""', "“group:” has no value", "For example group:P4"),
        ('tag:""', 'tag:""', "The tag is empty.", "Write at least a word"),
        ("tag:(a)", "tag:", "“tag:” has no value", "For example tag:reading"),
        ("a tg:x b", "tg:x", "There is no field “tg:”. Did you mean tag?", "The fields are: tag, kind, evidence,"),
        ("due:tomorrow", "due:tomorrow", "There is no field “due:”.", "Text with a colon in it goes in quotes"),
        ("kind:reviw", "kind:reviw", "“reviw” is no value of kind: Did you mean review?", "Use reading, action"),
        ("evidence:wrk", "evidence:wrk", "“wrk” is no value of evidence:", "Use pupil-work,"),
        ("state:stopped", "state:stopped", "“stopped” is no value of state:", "Use open, paused, resting, closed."),
        ("no:basline", "no:basline", "“basline” is no value of no: Did you mean baseline?", "Use refined,"),
        ("on:blarg", "on:blarg", "I can't read “blarg” as a day.", "Say it as today"),
        ("year:1799", "year:1799", "I can't tell which session “1799” means.", ""),
        ("year:2025", "year:2025", "I can't tell which session “2025” means.", ""),
        ("tag:a,b", "tag:a,b", "The tag “a,b” holds ','.", ""),
        ("since:2026-02-01 until:2026-01-01", "until:2026-01-01", "since:2026-02-01 (1 February 2026) and until:", ""),
        ("year:2024-25 on:2026-01-01", "on:2026-01-01", "year:2024-25 and on:2026-01-01 have no day in common.", ""),
        ("@ring", "@ring", "In @round: A saved query names itself: @ring → @round → @ring.", "Save one of them anew"),
        ("(" * 70 + "a" + ")" * 70, "(", f"The query is nested more than {MAX_NESTING} deep.", "more simply"),
        ("-" * 500 + "a", "-", f"The query is nested more than {MAX_NESTING} deep.", "more simply"),
    ],
)
def test_a_mistake_is_said_with_its_place(text: str, wrong: str, words: str, hint: str) -> None:
    with pytest.raises(UsageMistake) as caught:
        compile_query(text, KNOWN)
    error = caught.value
    assert error.exit_code is ExitCode.USAGE
    assert error.words.startswith(words)
    assert hint in format_hint(error.hint)
    assert error.spot
    assert error.spot.text[error.spot.begin : error.spot.end] == wrong


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("tag:questionin", "Nothing bears the tag “questionin”. Did you mean questioning?", NotFound),
        ("cycle:9", "There is no cycle 9", NotFound),
        ('cycle:""', "The name of a cycle is empty.", NotFound),
        ("cycle:e", "“e” fits 2 cycles", Ambiguous),
        ("group:year9x", "No cycle's group is told as “year9x”.", NotFound),
        ("standard:GTCS3", "Nothing touches the standard “GTCS3”. Did you mean GTCS 2.1?", NotFound),
        ("measure:hand", "No evidence has a value of “hand”. Did you mean hands up?", NotFound),
        ("year:2025-26 term:winter", "There is no “winter” in 2025-26.", NotFound),
        ("@pdr", "There is no saved query “pdr”. Did you mean prd?", NotFound),
        ("x @stale", "In @stale: Nothing bears the tag “gone”.", NotFound),
    ],
)
def test_what_the_journal_does_not_know_is_said_with_its_place(text: str, words: str, kind: type[EnquiryError]) -> None:
    with pytest.raises(kind) as caught:
        compile_query(text, KNOWN)
    assert caught.value.words.startswith(words)
    assert caught.value.spot


def test_where_nothing_of_a_sort_is_known_that_is_said() -> None:
    bare = KNOWN._replace(journal=a_journal(a_cycle()))
    for text, told in (("group:x", "groups"), ("standard:x", "standards"), ("measure:x", "measures")):
        with pytest.raises(NotFound) as caught:
            compile_query(text, bare)
        assert caught.value.hint == f"There are no {told} yet."
    with pytest.raises(NotFound) as caught:
        compile_query("@x", bare)
    assert "enquiry search --save NAME" in format_hint(caught.value.hint)


@pytest.mark.parametrize(
    ("spot", "lines"),
    [
        (ErrorSpan("a tg:x b", 2, 6), ("  a tg:x b", "    ^^^^")),
        (ErrorSpan("日本 tg:x", 3, 7), ("  日本 tg:x", "       ^^^^")),
        (ErrorSpan("a OR", 4, 5), ("  a OR", "      ^")),
        (ErrorSpan("\x1b[1m tg:x", 5, 9), ("  ␛[1m tg:x", "       ^^^^")),
        (ErrorSpan("a\n(b", 2, 3), ("  a (b", "    ^")),
        (
            ErrorSpan("x" * 100 + "(" + "y" * 100, 100, 101),
            ("  …" + "x" * 30 + "(" + "y" * 30 + "…", "  " + " " * 31 + "^"),
        ),
    ],
)
def test_a_caret_stands_under_the_mistake(spot: ErrorSpan, lines: tuple[str, str]) -> None:
    assert format_caret_lines(spot) == lines


# Tokens


def test_every_token_knows_its_place() -> None:
    text = ' -quiet (tag:"a \\"b\\"" OR @prd) "x y" NOT z AND w'
    assert [(token.sign, token.text) for token in scan_tokens(text)] == [
        (TokenKind.NOT, "-"),
        (TokenKind.WORD, "quiet"),
        (TokenKind.OPEN, "("),
        (TokenKind.FIELD, 'a "b"'),
        (TokenKind.OR, "OR"),
        (TokenKind.SAVED, "prd"),
        (TokenKind.CLOSE, ")"),
        (TokenKind.PHRASE, "x y"),
        (TokenKind.NOT, "NOT"),
        (TokenKind.WORD, "z"),
        (TokenKind.AND, "AND"),
        (TokenKind.WORD, "w"),
    ]
    for token in scan_tokens(text):
        assert text[token.spot.begin : token.spot.end] == token.typed == token.typed.strip()
    assert next(token.name for token in scan_tokens(text) if token.sign is TokenKind.FIELD) == "tag"


@pytest.mark.parametrize(
    "text",
    [
        "quiet table",
        "- a",
        "a - b",
        "10:30",
        "he said:",
        "https://example.org",
        "a@example.org",
        "e-mail",
        ":smile:",
        "'",
    ],
)
def test_plain_words_are_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize("text", ['"a"', "a OR b", "-a", "(a)", "tag:a", "tag:", "@prd", "NOT a", 'open "', "sam:he"])
def test_what_means_something_is_not_plain(text: str) -> None:
    assert not is_plain(text)


# Printing


texts = st.text(min_size=1).filter(lambda text: bool(text.strip()))
words = st.text(min_size=1).filter(lambda text: is_plain(text) and len(text.split()) == 1 and text == text.strip())
periods = st.tuples(st.dates(EARLIEST, LATEST), st.integers(0, 900)).map(
    lambda drawn: Period(drawn[0], min(LATEST + ONE_DAY, date.fromordinal(drawn[0].toordinal() + 1 + drawn[1])))
)
openings = st.dates(EARLIEST, LATEST).map(lambda day: Period(day, LATEST + ONE_DAY))
endings = st.dates(EARLIEST, LATEST).map(lambda day: Period(EARLIEST, day + ONE_DAY))
simple = st.one_of(
    words.map(lambda word: compile_query(word, KNOWN)),
    texts.map(partial(p.SearchTerm, whole=True)),
    st.sampled_from(["questioning", "hands/up", "reading"]).map(partial(p.FieldCondition, "tag")),
    st.sampled_from(EntryKind).map(partial(p.FieldCondition, "kind")),
    st.sampled_from(EvidenceKind).map(partial(p.FieldCondition, "evidence")),
    st.sampled_from(Direction).map(partial(p.FieldCondition, "direction")),
    st.just("hands up").map(partial(p.FieldCondition, "measure")),
    st.sampled_from([1, 2]).map(partial(p.FieldCondition, "cycle")),
    st.sampled_from(["science", "six readers"]).map(partial(p.FieldCondition, "group")),
    st.sampled_from(Decision).map(partial(p.FieldCondition, "decision")),
    st.sampled_from(CycleState).map(partial(p.FieldCondition, "state")),
    st.sampled_from(["GTCS 2.1", "TS4"]).map(partial(p.FieldCondition, "standard")),
    st.sampled_from(Feature).map(partial(p.FieldCondition, "has")),
    st.sampled_from(Feature).map(partial(p.FieldCondition, "no")),
    st.one_of(periods, openings, endings).map(p.InPeriod),
)


def joined(parts: st.SearchStrategy[p.AnyCondition]) -> st.SearchStrategy[p.AnyCondition]:
    """Return conditions made of others; times that share no day are no query."""
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(several.filter(_agree).map(p.combine_all), several.map(p.combine_any), parts.map(p.Not))


def _agree(parts: list[p.AnyCondition]) -> bool:
    try:
        p.combine_all(parts)
    except UsageMistake:
        return False
    return True


conditions = st.recursive(simple, joined, max_leaves=8)


@given(conditions)
def test_a_query_that_is_printed_and_read_again_is_the_same(condition: p.AnyCondition) -> None:
    assert compile_query(format_condition(condition), KNOWN) == condition


@given(conditions)
def test_what_is_asked_stands_whole_in_a_query_and_in_its_text(condition: p.AnyCondition) -> None:
    query = combine_conditions((condition,))
    assert query.whole == condition
    assert combine_conditions((compile_query(query.text, KNOWN),)) == query


@given(texts)
def test_any_text_in_quotes_is_a_phrase(text: str) -> None:
    assert compile_query(quote_text(text), KNOWN) == p.SearchTerm(text, whole=True)


def read_or_refused(text: str) -> p.AnyCondition | ErrorSpan:
    """Return what a text asks for, or where the mistake in it stands."""
    try:
        return compile_query(text, KNOWN)
    except (UsageMistake, NotFound, Ambiguous) as mistake:
        return mistake.spot or ErrorSpan("", 0, 0)


def is_a_query_or_a_mistake(text: str) -> bool:
    found = read_or_refused(text)
    if isinstance(found, ErrorSpan):
        return 0 <= found.begin < found.end <= len(text) + 1 and len(format_caret_lines(found)) == 2
    return compile_query(format_condition(found), KNOWN) == found


@given(st.text())
def test_any_text_is_a_query_or_a_mistake_with_a_place(text: str) -> None:
    assert is_a_query_or_a_mistake(text)


syntax = st.lists(
    st.sampled_from(["(", ")", " ", "-", "OR", "AND", "NOT", '"', "tag:", "tag:reading", "on:", "a", "@prd", "@", ":"]),
    max_size=12,
).map("".join)


@given(syntax)
def test_pieces_of_the_language_in_any_order_are_a_query_or_a_mistake(text: str) -> None:
    assert is_a_query_or_a_mistake(text)


def test_brackets_stand_only_where_they_must() -> None:
    for text in ("a b", "a OR b", "(a OR b) c", "-(a OR b)", "-(a b) c", "a b OR c d", "--a", "-tag:reading"):
        assert format_condition(compile_query(text, KNOWN)) == text
    assert format_condition(compile_query("((a) (b c))", KNOWN)) == "a b c"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("since:2025-09", "since:2025-09-01"),
        ("until:2025-09", "until:2025-09-30"),
        ("on:yesterday", "on:2026-02-02"),
        ("on:2025-09", "since:2025-09-01 until:2025-09-30"),
        ("-on:2025-09", "-(since:2025-09-01 until:2025-09-30)"),
        ("since:1950-01-01", "since:1950-01-01"),
        ("term:1 year:2024-25", "since:2024-08-19 until:2024-10-11"),
        (
            "year:2024-25 (term:1 OR pace)",
            "(since:2024-08-19 until:2024-10-11 OR pace) since:2024-08-01 until:2025-07-31",
        ),
    ],
)
def test_times_are_printed_in_figures_and_none_too_many(text: str, printed: str) -> None:
    assert format_condition(compile_query(text, KNOWN)) == printed


# What must hold of every query and journal


@strategies.seldom
@given(strategies.journals(), conditions)
def test_a_condition_and_its_opposite_split_a_journal_in_two(journal: Any, condition: p.AnyCondition) -> None:
    has, has_not = (
        select(journal, combine_conditions((condition,))),
        select(journal, combine_conditions((p.Not(condition),))),
    )
    every = select(journal, Query())
    assert sorted(e.name for e in (*has.entries, *has_not.entries)) == sorted(e.name for e in every.entries)
    assert sorted(n.name for n in (*has.notes, *has_not.notes)) == sorted(n.name for n in every.notes)
    by_itself = [found.cycle.number for one in (has, has_not) for found in one.found if found.itself]
    assert sorted(by_itself) == [cycle.number for cycle in journal.kept]


def test_times_that_share_no_day_can_t_be_joined() -> None:
    with pytest.raises(UsageMistake, match="have no day in common"):
        p.combine_all((p.InPeriod(Period.of_day(on(9, 1))), p.InPeriod(Period.of_day(on(9, 2)))))


def test_every_condition_has_its_meaning() -> None:
    with pytest.raises(NotImplementedError):
        p.Condition()(next(iterate_items(JOURNAL)))
