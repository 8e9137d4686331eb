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
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.exchange.samples import list_samples, load_sample, read_sample
from enquiry.insight.status import build_status, list_cycle_rows
from enquiry.insight.summary.build import Summary
from enquiry.insight.timeline import Timeline, TimelinePost, build_timeline
from enquiry.model.journal import Journal
from enquiry.presets import load_calendar
from enquiry.query.rank import search
from enquiry.query.result import build_result
from enquiry.query.select import Query, build_query, select
from enquiry.query.tags.usage import build_tag_tree, list_tag_uses
from enquiry.views.cycles import draw_cycle_list, format_cycle_list_lines
from enquiry.views.inbox import draw_inbox, format_inbox_lines
from enquiry.views.search import draw_search_result, format_search_result_lines
from enquiry.views.show import ShownItem, draw_item, format_item_lines
from enquiry.views.status import draw_status, format_status_lines
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.tags import draw_tag_tree, format_tag_tree_lines
from enquiry.views.theme import ASCII, UNICODE, Glyphs, RenderOptions
from enquiry.views.timeline import draw_timeline, format_timeline_lines
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
    journal, as_at = load_exported_journal(read_sample(name), name), load_sample(name).as_at
    assert as_at
    return Visit(journal, load_calendar(journal.settings.calendar, Path("nowhere")), as_at)


def timeline(name: str, query: Query | None = None) -> Timeline:
    journal, calendar, today = visit(name)
    query = query or build_query(cycles=(journal.current.number if journal.current else 1,))
    return build_timeline(select(journal, query), journal, calendar, today)


def year(name: str) -> Summary:
    journal, calendar, today = visit(name)
    held = calendar.find_year(today)
    title = f"{calendar.words.year} {held.label}"
    return summary_of(journal, window=held.period, as_at=today, title=title)


def status(name: str) -> Callable[[RenderOptions], RenderableType]:
    return lambda look: draw_status(build_status(*visit(name)), look)


def drawn(view: Callable[[RenderOptions], RenderableType], width: int, marks: Glyphs = UNICODE) -> str:
    """Return a picture, having measured that it keeps within its width and ends its lines."""
    picture = render(view(RenderOptions(width, marks)), width)
    lines = picture.splitlines()
    assert not [line for line in lines if cell_len(line) > width]
    assert not [line for line in lines if line != line.rstrip()]
    assert not [line for line in lines if marks is ASCII and set(line) & set("".join(UNICODE)) - set("·…«»–")]
    assert "\n\n\n" not in picture
    return picture


def plain(lines: object) -> str:
    return "".join(f"{line}\n" for line in lines)  # type: ignore[attr-defined]


every_sample = pytest.mark.parametrize("name", list_samples())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["primary", "new-zealand", "behaviour"])
def test_the_timeline(snapshot: Snapshot, name: str, width: int) -> None:
    line = timeline(name)
    snapshot(drawn(lambda look: draw_timeline(line, look), width), f"timeline-{name}-{width}")


@pytest.mark.parametrize("width", [45, 80])
def test_the_timeline_in_ascii(snapshot: Snapshot, width: int) -> None:
    line = timeline("primary")
    snapshot(drawn(lambda look: draw_timeline(line, look), width, ASCII), f"timeline-ascii-{width}")


@pytest.mark.parametrize("width", [60, 80])
def test_the_timeline_of_a_school_year_with_all_its_cycles(snapshot: Snapshot, width: int) -> None:
    window = visit("primary").calendar.find_year_by_label("2025-26").period
    line = timeline("primary", Query(window=window))
    snapshot(drawn(lambda look: draw_timeline(line, look), width), f"timeline-year-{width}")


@pytest.mark.parametrize("name", ["primary", "new-zealand"])
def test_the_timeline_in_plain_lines(snapshot: Snapshot, name: str) -> None:
    snapshot(plain(format_timeline_lines(timeline(name))), f"timeline-{name}-plain")


@every_sample
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_in_a_timeline(name: str, width: int) -> None:
    line = timeline(name, Query())
    words_begin = 0 if width < 60 else 25 if len(line.cycles) > 1 else 21
    lines = drawn(lambda look: draw_timeline(line, look), width).splitlines()
    picture = "".join("".join(line[words_begin:] for line in lines).split())
    for post in (mark for mark in line.marks if isinstance(mark, TimelinePost)):
        for text in (post.text, post.because, *post.details):
            assert "".join(text.split()) in picture, text


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["primary", "career"])
def test_the_status(snapshot: Snapshot, name: str, width: int) -> None:
    snapshot(drawn(status(name), width), f"status-{name}-{width}")


def test_the_status_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot(plain(format_status_lines(build_status(*visit("primary")))), "status-primary-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_status_of_an_empty_journal(snapshot: Snapshot, width: int) -> None:
    _, calendar, today = visit("primary")
    now = build_status(Journal(), calendar, today)
    snapshot(drawn(lambda look: draw_status(now, look), width), f"status-empty-{width}")
    snapshot(plain(format_status_lines(now)), "status-empty-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_status_with_no_cycle_open_and_in_the_summer(width: int) -> None:
    journal, calendar, _ = visit("primary")
    closed = Journal(cycles=journal.cycles[:1])
    now = build_status(closed, calendar, date(2026, 8, 3))
    picture = drawn(lambda look: draw_status(now, look), width)
    assert picture.startswith("Monday 3 August 2026 · session 2026-27\n")
    assert "No cycle is open." in picture
    assert not [line for line in format_status_lines(now) if line.startswith("week")]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_of_ten_years(snapshot: Snapshot, width: int) -> None:
    journal = visit("career").journal
    rows = list_cycle_rows(select(journal, Query()), journal, closed=True)
    snapshot(drawn(lambda look: draw_cycle_list(rows, look), width), f"list-career-{width}")
    snapshot(plain(format_cycle_list_lines(rows)), "list-career-plain")


@pytest.mark.parametrize("width", [45, 80, 140])
def test_a_cycle_shown_whole(snapshot: Snapshot, width: int) -> None:
    journal = visit("primary").journal
    shown = ShownItem(journal.find_cycle(5), journal)
    snapshot(drawn(lambda look: draw_item(shown, look), width), f"show-primary-5-{width}")
    snapshot(plain(format_item_lines(shown)), "show-primary-5-plain")


@pytest.mark.parametrize("name", ["5.2", "5.3", "5.6", "5.11", "n2", "1"])
def test_one_thing_shown(snapshot: Snapshot, name: str) -> None:
    journal = visit("primary").journal
    thing = (
        journal.find_note(name)
        if name[0] == "n"
        else journal.find_entry(name)
        if "." in name
        else journal.find_cycle(name)
    )
    shown = ShownItem(thing, journal)
    picture = drawn(lambda look: draw_item(shown, look), 80)
    snapshot(f"{picture}\n{plain(format_item_lines(shown))}", f"show-primary-{name}")


@pytest.mark.parametrize("width", [45, 80, 140])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("tag", build_query(tags=("reading",))),
        ("words", build_query(words=("reading", "aloud"))),
        ("cycle", build_query(words=("home",), cycles=(14,))),
    ],
)
def test_a_search_over_ten_years(snapshot: Snapshot, name: str, asked: Query, width: int) -> None:
    journal = visit("career").journal
    selection = build_result(search(journal, asked))
    snapshot(drawn(lambda look: draw_search_result(selection, look), width), f"search-{name}-{width}")
    snapshot(plain(format_search_result_lines(selection)), f"search-{name}-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_tags_in_use(snapshot: Snapshot, width: int) -> None:
    tree = build_tag_tree(list_tag_uses(visit("career").journal))
    snapshot(drawn(lambda look: draw_tag_tree(tree, look), width), f"tags-career-{width}")
    snapshot(plain(format_tag_tree_lines(tree)), "tags-career-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_inbox(snapshot: Snapshot, width: int) -> None:
    notes = visit("primary").journal.waiting
    snapshot(drawn(lambda look: draw_inbox(notes, look), width), f"inbox-primary-{width}")
    snapshot(plain(format_inbox_lines(notes)), "inbox-primary-plain")
    assert drawn(lambda look: draw_inbox((), look), width) == "The inbox is empty.\n"


@pytest.mark.parametrize("width", [45, 80, 140])
@pytest.mark.parametrize("name", ["primary", "behaviour"])
def test_the_summary(snapshot: Snapshot, name: str, width: int) -> None:
    told = year(name)
    snapshot(drawn(lambda look: draw_summary(told, look), width), f"summary-{name}-{width}")
    snapshot(plain(format_summary_lines(told)), f"summary-{name}-plain")


@every_sample
@pytest.mark.parametrize("width", [20, 30, 59, 60, 99, 200])
def test_every_screen_keeps_within_its_width(name: str, width: int) -> None:
    journal, calendar, today = visit(name)
    everything = select(journal, Query())
    line = build_timeline(everything, journal, calendar, today)
    told = year(name)
    rows = list_cycle_rows(everything, journal, closed=True)
    for view in (
        lambda look: draw_timeline(line, look),
        status(name),
        lambda look: draw_cycle_list(rows, look),
        lambda look: draw_summary(told, look),
        lambda look: draw_tag_tree(build_tag_tree(list_tag_uses(journal)), look),
        lambda look: draw_search_result(build_result(everything), look),
        lambda look: draw_item(ShownItem(journal.kept[0], journal), look),
    ):
        drawn(view, width)
        drawn(view, width, ASCII)


def test_no_line_ends_within_a_date() -> None:
    """Days stand in a column of their own, so that the eye can run down them."""
    picture = drawn(lambda look: draw_timeline(timeline("primary"), look), 80)
    days = re.findall(r"(?m)^[ \d]\d [A-Z][a-z]{2} ", picture)
    posts = [mark for mark in timeline("primary").marks if isinstance(mark, TimelinePost)]
    assert len(days) == len(posts)


def test_a_long_answer_ends_with_how_much_more_there_is() -> None:
    journal = visit("career").journal
    whole = search(journal, build_query(words=("a",)))
    told = build_result(whole, most=30)
    picture = drawn(lambda look: draw_search_result(told, look), 80)
    assert len(told.told.entries) + len(told.told.notes) == 30
    assert "more: --limit 60, or --all for all of them" in picture
