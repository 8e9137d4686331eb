"""What may leave the journal: by privacy, by kind of evidence, and by what a person lets go for one document."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.insight.summary.blocks import Chart, Listing
from enquiry.insight.summary.disclosure import (
    CIRCLES,
    SENSITIVE_KINDS,
    Disclosure,
    DisclosureOverrides,
    decide_disclosure,
    format_disclosed_value,
    is_shared_with,
)
from enquiry.insight.summary.value import PreparedSummary, Summary
from enquiry.model.choices import BetterDirection, Counted, Direction, EntryKind, EvidenceKind, Privacy
from enquiry.model.cycle import Question
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.summary.preview import draw_preview, format_preview_lines
from enquiry.views.theme import RenderOptions
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, render
from tests.reading_back import docx_text, pdf_text
from tests.summaries import READERS, document, prepared, reader_named

DAY = date(2025, 9, 3)
TODAY = date(2026, 2, 3)
LEAVING = [name for name in READERS if not reader_named(name).owner]


def ruling(kind: str = "note", reader: str = "prd", sharing: DisclosureOverrides | None = None, **fields: Any) -> str:
    return decide_disclosure(
        an_entry(kind, DAY, **fields), reader_named(reader), sharing or DisclosureOverrides()
    ).verdict


# The rule


@pytest.mark.parametrize("privacy", Privacy)
@pytest.mark.parametrize("circle", Privacy)
def test_what_was_shared_at_least_as_wide_as_a_circle_reaches_it(privacy: Privacy, circle: Privacy) -> None:
    assert is_shared_with(privacy, circle) is (CIRCLES.index(privacy) >= CIRCLES.index(circle))
    assert CIRCLES == ("private", "critical-friend", "reviewer", "school", "public")


@pytest.mark.parametrize(
    ("reader", "privacy", "verdict"),
    [
        ("self", Privacy.PRIVATE, "goes"),
        ("prd", Privacy.PRIVATE, "held back"),
        ("prd", Privacy.CRITICAL_FRIEND, "held back"),
        ("prd", Privacy.REVIEWER, "goes"),
        ("prd", Privacy.PUBLIC, "goes"),
        ("school", Privacy.REVIEWER, "held back"),
        ("school", Privacy.SCHOOL, "goes"),
        ("peer", Privacy.CRITICAL_FRIEND, "held back"),
        ("peer", Privacy.SCHOOL, "goes"),
    ],
)
def test_a_reader_gets_what_was_shared_at_least_that_wide(reader: str, privacy: Privacy, verdict: str) -> None:
    assert ruling(reader=reader, privacy=privacy) == verdict


@pytest.mark.parametrize("kind", EntryKind)
def test_a_cycle_that_is_let_go_lets_its_entries_go(kind: EntryKind) -> None:
    assert ruling(kind, sharing=DisclosureOverrides(cycles=frozenset({1}))) == "goes"
    assert ruling(kind, sharing=DisclosureOverrides(cycles=frozenset({2}))) == "held back"


@pytest.mark.parametrize("kind", EvidenceKind)
@pytest.mark.parametrize("n", [None, 1, 4, 5])
def test_what_is_close_to_someone_is_told_by_name_unless_it_is_let_go_itself(kind: EvidenceKind, n: int | None) -> None:
    close = kind in SENSITIVE_KINDS or (n is not None and n < 5)
    cycle, itself = DisclosureOverrides(cycles=frozenset({1})), DisclosureOverrides(entries=frozenset({"1.1"}))
    assert ruling("evidence", sharing=cycle, evidence_kind=kind, n=n) == ("by name only" if close else "goes")
    assert ruling("evidence", sharing=itself, evidence_kind=kind, n=n) == "goes"
    assert ruling("evidence", evidence_kind=kind, n=n, privacy=Privacy.REVIEWER) == "goes"
    assert ruling("evidence", evidence_kind=kind, n=n) == "held back"


def test_what_is_held_by_its_name_is_held_whatever_else_is_said() -> None:
    sharing = DisclosureOverrides(cycles=frozenset({1}), held=frozenset({"1.1"}))
    assert ruling(sharing=sharing, privacy=Privacy.PUBLIC) == "held back"
    assert ruling(reader="self", sharing=sharing) == "goes"


# No word of what is held back


def planted() -> Journal:
    """Return a journal in which everything held back bears the word HELD, and what is shared the word SHARED."""
    values = (MeasuredValue(measure="HELD measure", value=777),)
    held = (
        an_entry("evidence", DAY, "HELD evidence", number=1, values=values, source="HELD source", tags=("HELD tag",)),
        an_entry(
            "evidence", DAY, "HELD again", number=2, direction=Direction.CONTRADICTS, standards=("HELD standard",)
        ),
        an_entry("action", DAY, "HELD action", number=3),
        an_entry("reading", DAY, "HELD reading", number=4, authors="HELD authors", fit="HELD fit"),
        an_entry("reflection", DAY, "HELD reflection", number=5),
        an_entry("review", DAY, "HELD review", number=6, because="HELD reason"),
        an_entry("note", DAY, "HELD note", number=7),
    )
    shared = an_entry(
        "evidence",
        date(2025, 9, 10),
        "SHARED evidence",
        number=8,
        privacy=Privacy.PUBLIC,
        direction=Direction.MIXED,
        values=(MeasuredValue(measure="SHARED measure", value=12),),
    )
    cycle = a_cycle(
        question="HELD question?",
        issue="HELD worry slowest",
        why="HELD why",
        hunch="HELD hunch",
        group="HELD group",
        tags=("HELD cycle tag",),
        standards=("HELD code",),
        entries=(*held, shared),
    )
    cycle = cycle.add_question(Question(text="HELD second?", on=DAY, because="HELD because"))
    open_one = a_cycle(2, "SHARED question?", grew_from=1, privacy=Privacy.PUBLIC)
    grown = a_cycle(3, "HELD grown?", grew_from=2)
    known = Measure(id="m", recorded_at=NOW, name="SHARED measure", unit="of 24")
    return a_journal(cycle, open_one, grown, inbox=(a_note(1, "HELD inbox"),), measures=(known,))


def every_format(summary: Summary) -> dict[str, str]:
    documents = {form.value: document(summary, form).decode("utf-8-sig") for form in SummaryFormat if form.is_text}
    documents |= {
        "docx": docx_text(document(summary, SummaryFormat.DOCX)),
        "pdf": pdf_text(document(summary, SummaryFormat.PDF)),
    }
    screen = render(draw_summary(summary, RenderOptions(400)), 400)
    return {**documents, "terminal": screen, "plain": "\n".join(format_summary_lines(summary))}


@pytest.mark.parametrize("reader", LEAVING)
def test_no_word_of_what_is_held_back_is_in_any_format(reader: str) -> None:
    found = prepared(planted(), as_at=TODAY, reader=reader)
    for form, text in every_format(found.summary).items():
        assert "HELD" not in text, form
        assert "777" not in text, form
    assert {one.verdict for one in found.held} <= {Disclosure.HELD, Disclosure.LEFT_OUT}


def test_the_owner_gets_every_one_of_them() -> None:
    text = every_format(prepared(planted(), as_at=TODAY).summary)["markdown"]
    for words in ("HELD question?", "HELD evidence", "HELD source", "HELD grown?", "777", "SHARED evidence"):
        assert words in text


def test_a_shared_entry_of_a_private_cycle_goes_without_the_cycle_s_own_words() -> None:
    found = prepared(planted(), as_at=TODAY, reader="peer").summary
    first = found.cycles[0]
    assert (first.number, first.goes, first.question, first.tags) == (1, False, "", ())
    assert [line.text for line in first.lines] == ["SHARED evidence"]
    text = every_format(found)["markdown"]
    assert "## 1. Its question is held back" in text
    assert "Not everything that was written in this time is in this document." in text


def test_silence_is_not_drawn_where_something_is_held_back() -> None:
    """What is held back must not look as if nothing had been written."""
    quiet = an_entry("note", date(2025, 11, 3), "late", number=9, privacy=Privacy.PUBLIC)
    first = an_entry("note", DAY, "first", number=1, privacy=Privacy.PUBLIC)
    between = an_entry("note", date(2025, 10, 3), "between", number=2)
    for entries, drawn in (((first, quiet), True), ((first, between, quiet), False)):
        journal = a_journal(a_cycle(entries=entries, privacy=Privacy.PUBLIC))
        blocks = prepared(journal, as_at=TODAY, reader="accreditation").summary.blocks
        marks = [mark.what for block in blocks if isinstance(block, Chart) for mark in block.marks]
        assert ("quiet" in marks) is drawn


def test_a_small_count_is_held_back_in_the_picture_too() -> None:
    values = [
        an_entry(
            "evidence",
            date(2025, 9, n),
            number=n,
            n=24,
            privacy=Privacy.PUBLIC,
            values=(MeasuredValue(measure="explain", value=n),),
        )
        for n in (3, 4, 9, 12, 21)
    ]
    known = Measure(id="m", recorded_at=NOW, name="explain", unit="of 24")
    journal = a_journal(a_cycle(entries=tuple(values)), measures=(known,))
    summary = prepared(journal, as_at=TODAY, reader="accreditation").summary
    (picture,) = [block for block in summary.blocks if isinstance(block, Chart) and block.caption == "explain"]
    assert [mark.value for mark in picture.marks] == [None, None, 38, 50, None]
    assert "fewer than 5 of 24 (n 24) on 3 Sep 2025" in picture.alternative
    assert "more than 19 of 24 (n 24) on 21 Sep 2025" in picture.alternative


def test_only_counts_of_learners_are_held_back() -> None:
    def told(counts: Counted | None, value: int, of: int | None, n: int | None = None) -> str:
        point = SeriesPoint(TODAY, value, None, n, "1.1", of=of)
        return format_disclosed_value(point, Series("sure", "", BetterDirection.UP, (point,), counts))

    assert told(Counted.LEARNERS, 2, 23) == "fewer than 5 of 23"
    assert told(Counted.LEARNERS, 2, None) == "fewer than 5"
    assert told(Counted.POINTS, 2, 4) == "2 of 4"
    assert told(Counted.TIMES, 2, 12) == "2 of 12"
    assert told(None, 2, 4) == "2 of 4"
    assert told(None, 2, 24) == "fewer than 5 of 24"
    assert told(None, 2, 12, n=24) == "2 of 12 (n 24)"
    assert told(Counted.LEARNERS, 2, 4) == "fewer than 5"  # of fewer than five, which is not told either
    assert told(None, 2, 4, n=4) == "fewer than 5 (n fewer than 5)"


def test_what_a_count_of_learners_leaves_of_all_is_held_back_too() -> None:
    def told(counts: Counted | None, value: int, of: int | None, n: int | None = None) -> str:
        point = SeriesPoint(TODAY, value, None, n, "1.1", of=of)
        return format_disclosed_value(point, Series("sure", "", BetterDirection.UP, (point,), counts))

    assert told(Counted.LEARNERS, 21, 24) == "more than 19 of 24"
    assert told(Counted.LEARNERS, 22, 23) == "more than 18 of 23"
    assert told(Counted.LEARNERS, 24, 24) == "more than 19 of 24"
    assert told(Counted.LEARNERS, 19, 24) == "19 of 24"
    assert told(Counted.LEARNERS, 22, None, n=24) == "more than 19 (n 24)"
    assert told(Counted.POINTS, 19, 20) == "19 of 20"
    assert told(Counted.MINUTES, 23, None, n=24) == "23 (n 24)"
    assert told(None, 21, 24) == "more than 19 of 24"
    assert told(None, 19, 20, n=24) == "19 of 20 (n 24)"


@strategies.seldom
@given(strategies.journals(), st.sampled_from(LEAVING), st.booleans())
def test_whatever_is_told_may_be_told(journal: Journal, reader: str, share: bool) -> None:
    sharing = DisclosureOverrides(cycles=frozenset(c.number for c in journal.kept)) if share else DisclosureOverrides()
    found = prepared(journal, as_at=date(2030, 1, 1), reader=reader, sharing=sharing)
    told = [line for cycle in found.summary.cycles for line in cycle.lines]
    listed = [line for block in found.summary.blocks if isinstance(block, Listing) for line in block.lines if line.name]
    for line in (*told, *listed):
        verdict = decide_disclosure(journal.find_entry(line.name), reader_named(reader), sharing).verdict
        assert verdict is (Disclosure.BY_NAME if line.by_name else Disclosure.GOES)
    named = {one.name for one in found.held if one.kind != "question"} | {line.name for line in told}
    inside = {
        entry.name for entry in journal.iterate_entries() if date(2025, 8, 1) <= entry.happened_on < date(2026, 8, 1)
    }
    assert named == inside


# The preview


def preview(found: PreparedSummary, width: int = 80) -> str:
    return render(draw_preview(found, RenderOptions(width)), width)


def test_a_heading_under_which_nothing_stands_is_named_once_with_what_would_fill_it() -> None:
    cycles = [a_cycle(number, f"{number}?", entries=(an_entry("note", DAY, "x", cycle=number),)) for number in (1, 2)]
    sharing = DisclosureOverrides(cycles=frozenset({1, 2}))
    found = prepared(a_journal(*cycles), as_at=TODAY, reader="prd", sharing=sharing)
    heading, commands = "How I know", [f'enquiry evidence -c {number} "…"' for number in (1, 2)]
    assert f"  {heading}\n    {commands[0]}\n    {commands[1]}\n" in preview(found)
    plain = list(format_preview_lines(found))
    assert [line for line in plain if heading in line] == [f"nothing under: {heading}; {one}" for one in commands]
    assert plain.count("nothing under: In others' words") == 1


def test_the_preview_says_what_goes_what_does_not_and_why() -> None:
    entries = (
        an_entry("evidence", DAY, "of just this one", number=1, evidence_kind=EvidenceKind.CASE_PUPIL),
        an_entry("evidence", DAY, "about all", number=2, direction=Direction.MIXED),
        an_entry("note", DAY, "no room", number=3),
        an_entry("note", DAY, "not this", number=4),
    )
    two = a_cycle(2, "Two?", entries=tuple(an_entry("note", DAY, "x", cycle=2, number=n) for n in (1, 2, 3)))
    sharing = DisclosureOverrides(cycles=frozenset({1}), held=frozenset({"1.4"}))
    found = prepared(a_journal(a_cycle(entries=entries), two), as_at=TODAY, reader="prd", sharing=sharing)
    told = preview(found)
    assert "    1.2  evidence  about all\n         beside    noticing, baseline, mixed\n" in told
    assert "of just this one" not in told
    assert "    1.1  name      Case pupil\n         beside    kept back: it is about one learner\n" in told
    assert "  1.1: it is about one learner.\n" in told
    assert "  1.4: you held it back.\n" in told
    assert "  the words of 2 and 2.1 to 2.3: its privacy is private.\n" in told
    assert "  1.3: its headings take in nothing of the kind.\n" in told
    assert "Questions for my reviewer" in told
    assert "enquiry summary --for prd --share 2" in " ".join(told.split())
    plain = list(format_preview_lines(found))
    assert "goes: 1.2 evidence about all" in plain
    assert "by name only: 1.1 evidence, it is about one learner" in plain
    assert "held back: 2 question, its privacy is private" in plain
    assert 'nothing under: Questions for my reviewer; enquiry reflect -c 1 "…" -t for-my-reviewer' in plain


def test_what_goes_in_a_table_alone_is_said_once() -> None:
    values = (MeasuredValue(measure="pace", value=78),)
    entries = tuple(an_entry("evidence", DAY, "read", number=n, values=values) for n in range(1, 9))
    sharing = DisclosureOverrides(cycles=frozenset({1}))
    found = prepared(a_journal(a_cycle(entries=entries)), as_at=TODAY, reader="peer", sharing=sharing)
    twice = {one.name for one in found.held} & {one.of for one in found.summary.told}
    assert twice == {f"1.{n}" for n in range(2, 8)}
    assert not [line for line in format_preview_lines(found) if line.startswith(tuple(f"left out: {n}" for n in twice))]
    assert "No room" not in preview(found)


def test_the_preview_of_nothing_says_so() -> None:
    found = prepared(Journal(), as_at=TODAY, reader="prd")
    assert "Goes\n  nothing\n" in preview(found)
    assert "share" not in preview(found)


def test_the_preview_lets_no_text_act() -> None:
    entry = an_entry("note", DAY, "red \x1b[31m and\n[bold]x[/]", tags=("for-my-reviewer",), privacy=Privacy.PUBLIC)
    found = prepared(a_journal(a_cycle(entries=(entry,))), as_at=TODAY, reader="prd")
    assert "␛[31m and [bold]x[/]" in preview(found)
    assert not re.search("[\x00-\x08\x0b-\x1f]", "".join(format_preview_lines(found)))


@pytest.mark.parametrize(
    ("text", "few"),
    [
        ("Four pupils draw", True),
        ("only 3 of 24 explain", True),
        ("two of the eight", True),
        ("one learner", True),
        ("4 ākonga", True),
        ("mean 11.4 of 20", False),
        ("14 of 24", False),
        ("5 of 24", False),
        ("21 of 24", True),
        ("Three write that it helps", True),
        ("Five say so. One likes the jokes.", True),
        ("and two hate it", True),
        ("Four P4 pupils", True),
        ("done 3 of 12 planned", False),
        ("Three things on every table", False),
        ("two or more, for four days", False),
        ("P4 explain exchange", False),
        ("Count three in my head", False),
        ("I count to three silently and wait four then ask", False),
        ("The two without a listener went up", True),
        ("Of the three who had not, one told me", True),
        ("the other two wait for it", True),
        ("twelve questions, two from this week", False),
        ("Two today, and three at a time", False),
        ("24 of 24", False),
        ("21 of the 24", True),
        ("done 9 of 10 planned", False),
        ("24 pupils", False),
        ("four weeks of it", False),
        ("twenty-four pupils", True),
    ],
)
def test_words_that_count_few_are_pointed_at_before_they_leave(text: str, few: bool) -> None:
    """It would rather point at too much than at too little."""
    entry = an_entry("reflection", DAY, text, tags=("for-my-reviewer",), privacy=Privacy.REVIEWER)
    found = prepared(a_journal(a_cycle(entries=(entry,))), as_at=TODAY, reader="prd")
    assert (found.few == ("1.1",)) is few
    assert ("look at: 1.1, its words count fewer than five" in "\n".join(format_preview_lines(found))) is few
    assert ("Look at these first" in preview(found)) is few
    assert prepared(a_journal(a_cycle(entries=(entry,))), as_at=TODAY).few == ()


def test_how_big_a_change_was_quotes_no_word_of_a_cycle_that_is_held_back() -> None:
    """A group chosen for scoring low is known by the cycle's own words, and the sentence about it quotes one."""
    entries = tuple(
        an_entry(
            "evidence",
            date(2025, month, 3),
            number=month,
            n=20,
            privacy=Privacy.PUBLIC,
            values=(MeasuredValue(measure="pace", value=70.0 + month, sd=5.0),),
        )
        for month in (9, 12)
    )
    act = an_entry("action", date(2025, 10, 1), number=1, privacy=Privacy.PUBLIC)
    for privacy, quoted in ((Privacy.PUBLIC, True), (Privacy.PRIVATE, False)):
        journal = a_journal(a_cycle(issue="Some read so slowly", entries=(act, *entries), privacy=privacy))
        summary = prepared(journal, as_at=TODAY, reader="accreditation").summary
        for form in ("markdown", "json"):
            assert ("says “slowly”" in every_format(summary)[form]) is quoted
        held = DisclosureOverrides(fields=frozenset({(1, "issue")}))
        summary = prepared(journal, as_at=TODAY, reader="accreditation", sharing=held).summary
        assert "slowly" not in every_format(summary)["json"]
