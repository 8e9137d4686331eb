"""The screens as a teacher sees them, on the samples and on the day each was left: one of each shape."""

import re
from datetime import date

import pytest

from enquiry.insight.status import build_status, list_cycle_rows
from enquiry.insight.summary.value import Summary
from enquiry.insight.timeline import Timeline, TimelinePost, build_timeline
from enquiry.model.journal import Journal
from enquiry.query.rank import search
from enquiry.query.select import Query, build_query, build_result, select
from enquiry.query.tags.usage import build_tag_tree, list_tag_uses
from enquiry.views.inbox import draw_inbox, format_inbox_lines
from enquiry.views.search import draw_search_result, format_search_result_lines
from enquiry.views.show import ShownItem, draw_item, format_item_lines
from enquiry.views.status import draw_cycle_list, draw_status, format_cycle_list_lines, format_status_lines
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.tags import draw_tag_tree, format_tag_tree_lines
from enquiry.views.timeline import draw_timeline, format_timeline_lines
from tests.pictures import Snapshot, drawn, find_cut_words, plain, visit
from tests.summaries import summary_of


def timeline(name: str, query: Query | None = None) -> Timeline:
    journal, calendar, today = visit(name)
    query = query or build_query(cycles=(journal.current.number if journal.current else 1,))
    return build_timeline(select(journal, query), journal, calendar, today)


def year(name: str) -> Summary:
    journal, calendar, today = visit(name)
    held = calendar.find_year(today)
    title = f"{calendar.words.year} {held.label}"
    return summary_of(journal, window=held.period, as_at=today, title=title)


@pytest.mark.parametrize("width", [45, 80])
def test_the_timeline(snapshot: Snapshot, width: int) -> None:
    snapshot(drawn(lambda look: draw_timeline(timeline("primary"), look), width), f"timeline-primary-{width}")


def test_the_timeline_of_a_school_year_with_all_its_cycles(snapshot: Snapshot) -> None:
    line = timeline("primary", Query(window=visit("primary").calendar.find_year_by_label("2025-26").period))
    snapshot(drawn(lambda look: draw_timeline(line, look), 80), "timeline-year-80")


def test_the_timeline_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot(plain(format_timeline_lines(timeline("primary"))), "timeline-primary-plain")


def test_no_line_ends_within_a_date() -> None:
    """Days stand in a column of their own, so that the eye can run down them."""
    picture = drawn(lambda look: draw_timeline(timeline("primary"), look), 80)
    days = re.findall(r"(?m)^[ \d]\d [A-Z][a-z]{2} ", picture)
    posts = [mark for mark in timeline("primary").marks if isinstance(mark, TimelinePost)]
    assert len(days) == len(posts)


@pytest.mark.parametrize("width", [45, 80])
def test_the_status(snapshot: Snapshot, width: int) -> None:
    now = build_status(*visit("primary"))
    snapshot(drawn(lambda look: draw_status(now, look), width), f"status-primary-{width}")
    snapshot(plain(format_status_lines(now)), "status-primary-plain")


def test_the_status_of_an_empty_journal(snapshot: Snapshot) -> None:
    _, calendar, today = visit("primary")
    now = build_status(Journal(), calendar, today)
    snapshot(drawn(lambda look: draw_status(now, look), 80), "status-empty-80")
    snapshot(plain(format_status_lines(now)), "status-empty-plain")


@pytest.mark.parametrize("width", [45, 80])
def test_the_status_with_no_cycle_open_and_in_the_summer(width: int) -> None:
    journal, calendar, _ = visit("primary")
    closed = Journal(cycles=journal.cycles[:1])
    now = build_status(closed, calendar, date(2026, 8, 3))
    picture = drawn(lambda look: draw_status(now, look), width)
    assert " ".join(picture.split()).startswith("Monday 3 August 2026 · session 2026-27 (typical dates) No cycle")
    assert "No cycle is open." in picture
    assert not [line for line in format_status_lines(now) if line.startswith("week")]


@pytest.mark.parametrize("width", [45, 80])
def test_the_list_of_ten_years(snapshot: Snapshot, width: int) -> None:
    journal = visit("career").journal
    rows = list_cycle_rows(select(journal, Query()), journal, closed=True)
    snapshot(drawn(lambda look: draw_cycle_list(rows, look), width), f"list-career-{width}")
    snapshot(plain(format_cycle_list_lines(rows)), "list-career-plain")


def test_a_cycle_shown_whole(snapshot: Snapshot) -> None:
    journal = visit("primary").journal
    shown = ShownItem(journal.find_cycle(5), journal)
    snapshot(drawn(lambda look: draw_item(shown, look), 80), "show-primary-5-80")
    snapshot(plain(format_item_lines(shown)), "show-primary-5-plain")


@pytest.mark.parametrize("name", ["5.2", "5.3", "5.6", "5.11", "n2"])
def test_one_thing_shown(snapshot: Snapshot, name: str) -> None:
    journal = visit("primary").journal
    shown = ShownItem(journal.find_note(name) if name[0] == "n" else journal.find_entry(name), journal)
    picture = drawn(lambda look: draw_item(shown, look), 80)
    snapshot(f"{picture}\n{plain(format_item_lines(shown))}", f"show-primary-{name}")


FOUND = {
    "tag": build_query(tags=("reading",)),
    "words": build_query(words=("reading", "aloud")),
    "cycle": build_query(words=("home",), cycles=(14,)),
}


@pytest.mark.parametrize(("name", "width"), [("tag", 45), ("tag", 80), ("words", 45), ("words", 80), ("cycle", 80)])
def test_a_search_over_ten_years(snapshot: Snapshot, name: str, width: int) -> None:
    found = build_result(search(visit("career").journal, FOUND[name]))
    snapshot(drawn(lambda look: draw_search_result(found, look), width), f"search-{name}-{width}")


def test_a_search_in_plain_lines(snapshot: Snapshot) -> None:
    found = build_result(search(visit("career").journal, FOUND["words"]))
    snapshot(plain(format_search_result_lines(found)), "search-words-plain")


@pytest.mark.parametrize("width", [30, 45, 80, 140])
@pytest.mark.parametrize("name", FOUND)
def test_every_cycle_and_entry_that_was_found_is_named(name: str, width: int) -> None:
    found = build_result(search(visit("career").journal, FOUND[name]))
    picture = drawn(lambda look: draw_search_result(found, look), width)
    entries = [
        entry.name for one in found.told.found for entry in one.entries if len(one.entries) < len(one.cycle.kept)
    ]
    assert find_cut_words(picture, [*entries, *(str(one.cycle.number) for one in found.told.found)]) == set()
    lines = plain(format_search_result_lines(found))
    assert all(f"entry: {entry.name}, " in lines for entry in found.told.entries)


@pytest.mark.parametrize("width", [45, 80])
def test_the_tags_in_use(snapshot: Snapshot, width: int) -> None:
    tree = build_tag_tree(list_tag_uses(visit("career").journal))
    snapshot(drawn(lambda look: draw_tag_tree(tree, look), width), f"tags-career-{width}")
    snapshot(plain(format_tag_tree_lines(tree)), "tags-career-plain")


@pytest.mark.parametrize("width", [20, 45, 60, 66, 72, 80, 140])
def test_every_tag_is_named_whole(width: int) -> None:
    tree = build_tag_tree(list_tag_uses(visit("career").journal))
    picture = drawn(lambda look: draw_tag_tree(tree, look), width)
    assert find_cut_words(picture, [leaf.own_name for leaf in tree], 16) == set()


@pytest.mark.parametrize("width", [45, 80])
def test_the_inbox(snapshot: Snapshot, width: int) -> None:
    notes = visit("primary").journal.waiting
    snapshot(drawn(lambda look: draw_inbox(notes, look), width), f"inbox-primary-{width}")
    snapshot(plain(format_inbox_lines(notes)), "inbox-primary-plain")
    assert drawn(lambda look: draw_inbox((), look), width) == "The inbox is empty.\n"


@pytest.mark.parametrize("width", [45, 80])
def test_the_summary(snapshot: Snapshot, width: int) -> None:
    told = year("behaviour")
    snapshot(drawn(lambda look: draw_summary(told, look), width), f"summary-behaviour-{width}")
    snapshot(plain(format_summary_lines(told)), "summary-behaviour-plain")


def test_a_long_answer_ends_with_how_much_more_there_is() -> None:
    journal = visit("career").journal
    whole = search(journal, build_query(words=("a",)))
    told = build_result(whole, most=30)
    picture = drawn(lambda look: draw_search_result(told, look), 80)
    assert len(told.told.entries) + len(told.told.notes) + len(told.told.beliefs) == 30
    assert "more: --limit 60, or --all for all of them" in " ".join(picture.split())
