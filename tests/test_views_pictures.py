"""The screens as a teacher sees them, on the samples and on the day each was left."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from enquiry.dates.calendar import Calendar
from enquiry.exchange.importing.journal import journal_from
from enquiry.exchange.samples import sample, sample_bytes, sample_names
from enquiry.insight.status import listed, standing
from enquiry.insight.summary.build import Summary
from enquiry.insight.timeline import Post, Timeline, timeline_of
from enquiry.model.journal import Journal
from enquiry.presets import load_calendar
from enquiry.query.rank import search
from enquiry.query.result import result_of
from enquiry.query.select import Query, query_of, select
from enquiry.query.tags.usage import tag_uses, tree_of
from enquiry.views.cycles import rows_lines, rows_view
from enquiry.views.inbox import inbox_lines, inbox_view
from enquiry.views.search import search_lines, search_view
from enquiry.views.show import Shown, thing_lines, thing_view
from enquiry.views.status import status_lines, status_view
from enquiry.views.summary.document import summary_lines, summary_view
from enquiry.views.tags import tags_lines, tags_view
from enquiry.views.theme import ASCII, UNICODE, Look, Marks
from enquiry.views.timeline import timeline_lines, timeline_view
from tests.conftest import render
from tests.summaries import summary_of

Snapshot = Callable[[str, str], None]
WIDTHS = (45, 60, 80, 140)


class Visit(NamedTuple):
    """A sample journal, its calendar, and the day of the visit."""

    journal: Journal
    calendar: Calendar
    today: date


@lru_cache
def visit(name: str) -> Visit:
    journal, as_at = journal_from(sample_bytes(name), name), sample(name).as_at
    assert as_at
    return Visit(journal, load_calendar(journal.settings.calendar, Path("nowhere")), as_at)


def timeline(name: str, query: Query | None = None) -> Timeline:
    journal, calendar, today = visit(name)
    query = query or query_of(cycles=(journal.settings.current or 1,))
    return timeline_of(select(journal, query), journal, calendar, today)


def year(name: str) -> Summary:
    journal, calendar, today = visit(name)
    held = calendar.year_of(today)
    title = f"{calendar.words.year} {held.label}"
    return summary_of(journal, window=held.period, as_at=today, title=title)


def status(name: str) -> Callable[[Look], RenderableType]:
    return lambda look: status_view(standing(*visit(name)), look)


def drawn(view: Callable[[Look], RenderableType], width: int, marks: Marks = UNICODE) -> str:
    """Return a picture, having measured that it keeps within its width and ends its lines."""
    picture = render(view(Look(width, marks)), width)
    lines = picture.splitlines()
    assert not [line for line in lines if cell_len(line) > width]
    assert not [line for line in lines if line != line.rstrip()]
    assert not [line for line in lines if marks is ASCII and set(line) & set("".join(UNICODE)) - set("·…«»–")]
    assert "\n\n\n" not in picture
    return picture


def plain(lines: object) -> str:
    return "".join(f"{line}\n" for line in lines)  # type: ignore[attr-defined]


every_sample = pytest.mark.parametrize("name", sample_names())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["primary", "new-zealand", "behaviour"])
def test_the_timeline(snapshot: Snapshot, name: str, width: int) -> None:
    line = timeline(name)
    snapshot(drawn(lambda look: timeline_view(line, look), width), f"timeline-{name}-{width}")


@pytest.mark.parametrize("width", [45, 80])
def test_the_timeline_in_ascii(snapshot: Snapshot, width: int) -> None:
    line = timeline("primary")
    snapshot(drawn(lambda look: timeline_view(line, look), width, ASCII), f"timeline-ascii-{width}")


@pytest.mark.parametrize("width", [60, 80])
def test_the_timeline_of_a_school_year_with_all_its_cycles(snapshot: Snapshot, width: int) -> None:
    window = visit("primary").calendar.year("2025-26").period
    line = timeline("primary", Query(window=window))
    snapshot(drawn(lambda look: timeline_view(line, look), width), f"timeline-year-{width}")


@pytest.mark.parametrize("name", ["primary", "new-zealand"])
def test_the_timeline_in_plain_lines(snapshot: Snapshot, name: str) -> None:
    snapshot(plain(timeline_lines(timeline(name))), f"timeline-{name}-plain")


@every_sample
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_in_a_timeline(name: str, width: int) -> None:
    line = timeline(name, Query())
    words_begin = 0 if width < 60 else 25 if len(line.cycles) > 1 else 21
    lines = drawn(lambda look: timeline_view(line, look), width).splitlines()
    picture = "".join("".join(line[words_begin:] for line in lines).split())
    for post in (mark for mark in line.marks if isinstance(mark, Post)):
        for text in (post.text, post.because, *post.details):
            assert "".join(text.split()) in picture, text


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["primary", "career"])
def test_the_status(snapshot: Snapshot, name: str, width: int) -> None:
    snapshot(drawn(status(name), width), f"status-{name}-{width}")


def test_the_status_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot(plain(status_lines(standing(*visit("primary")))), "status-primary-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_status_of_an_empty_journal(snapshot: Snapshot, width: int) -> None:
    _, calendar, today = visit("primary")
    now = standing(Journal(), calendar, today)
    snapshot(drawn(lambda look: status_view(now, look), width), f"status-empty-{width}")
    snapshot(plain(status_lines(now)), "status-empty-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_status_with_no_cycle_open_and_in_the_summer(width: int) -> None:
    journal, calendar, _ = visit("primary")
    closed = Journal(cycles=journal.cycles[:1])
    now = standing(closed, calendar, date(2026, 8, 3))
    picture = drawn(lambda look: status_view(now, look), width)
    assert picture.startswith("Monday 3 August 2026 · session 2026-27\n")
    assert "No cycle is open." in picture
    assert not [line for line in status_lines(now) if line.startswith("week")]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_of_ten_years(snapshot: Snapshot, width: int) -> None:
    journal = visit("career").journal
    rows = listed(select(journal, Query()), journal, closed=True)
    snapshot(drawn(lambda look: rows_view(rows, look), width), f"list-career-{width}")
    snapshot(plain(rows_lines(rows)), "list-career-plain")


@pytest.mark.parametrize("width", [45, 80, 140])
def test_a_cycle_shown_whole(snapshot: Snapshot, width: int) -> None:
    journal = visit("primary").journal
    shown = Shown(journal.cycle(5), journal)
    snapshot(drawn(lambda look: thing_view(shown, look), width), f"show-primary-5-{width}")
    snapshot(plain(thing_lines(shown)), "show-primary-5-plain")


@pytest.mark.parametrize("name", ["5.2", "5.3", "5.6", "5.11", "n2", "1"])
def test_one_thing_shown(snapshot: Snapshot, name: str) -> None:
    journal = visit("primary").journal
    thing = journal.note(name) if name[0] == "n" else journal.entry(name) if "." in name else journal.cycle(name)
    shown = Shown(thing, journal)
    picture = drawn(lambda look: thing_view(shown, look), 80)
    snapshot(f"{picture}\n{plain(thing_lines(shown))}", f"show-primary-{name}")


@pytest.mark.parametrize("width", [45, 80, 140])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("tag", query_of(tags=("reading",))),
        ("words", query_of(words=("reading", "aloud"))),
        ("cycle", query_of(words=("home",), cycles=(14,))),
    ],
)
def test_a_search_over_ten_years(snapshot: Snapshot, name: str, asked: Query, width: int) -> None:
    journal = visit("career").journal
    selection = result_of(search(journal, asked))
    snapshot(drawn(lambda look: search_view(selection, look), width), f"search-{name}-{width}")
    snapshot(plain(search_lines(selection)), f"search-{name}-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_tags_in_use(snapshot: Snapshot, width: int) -> None:
    tree = tree_of(tag_uses(visit("career").journal))
    snapshot(drawn(lambda look: tags_view(tree, look), width), f"tags-career-{width}")
    snapshot(plain(tags_lines(tree)), "tags-career-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_inbox(snapshot: Snapshot, width: int) -> None:
    notes = visit("primary").journal.waiting
    snapshot(drawn(lambda look: inbox_view(notes, look), width), f"inbox-primary-{width}")
    snapshot(plain(inbox_lines(notes)), "inbox-primary-plain")
    assert drawn(lambda look: inbox_view((), look), width) == "The inbox is empty.\n"


@pytest.mark.parametrize("width", [45, 80, 140])
@pytest.mark.parametrize("name", ["primary", "behaviour"])
def test_the_summary(snapshot: Snapshot, name: str, width: int) -> None:
    told = year(name)
    snapshot(drawn(lambda look: summary_view(told, look), width), f"summary-{name}-{width}")
    snapshot(plain(summary_lines(told)), f"summary-{name}-plain")


@every_sample
@pytest.mark.parametrize("width", [20, 30, 59, 60, 99, 200])
def test_every_screen_keeps_within_its_width(name: str, width: int) -> None:
    journal, calendar, today = visit(name)
    everything = select(journal, Query())
    line = timeline_of(everything, journal, calendar, today)
    told = year(name)
    rows = listed(everything, journal, closed=True)
    for view in (
        lambda look: timeline_view(line, look),
        status(name),
        lambda look: rows_view(rows, look),
        lambda look: summary_view(told, look),
        lambda look: tags_view(tree_of(tag_uses(journal)), look),
        lambda look: search_view(result_of(everything), look),
        lambda look: thing_view(Shown(journal.kept[0], journal), look),
    ):
        drawn(view, width)
        drawn(view, width, ASCII)


def test_no_line_ends_within_a_date() -> None:
    """Days stand in a column of their own, so that the eye can run down them."""
    picture = drawn(lambda look: timeline_view(timeline("primary"), look), 80)
    days = re.findall(r"(?m)^[ \d]\d [A-Z][a-z]{2} ", picture)
    posts = [mark for mark in timeline("primary").marks if isinstance(mark, Post)]
    assert len(days) == len(posts)


def test_a_long_answer_ends_with_how_much_more_there_is() -> None:
    journal = visit("career").journal
    whole = search(journal, query_of(words=("a",)))
    told = result_of(whole, most=30)
    picture = drawn(lambda look: search_view(told, look), 80)
    assert len(told.told.entries) + len(told.told.notes) == 30
    assert "more: --limit 60, or --all for all of them" in picture
