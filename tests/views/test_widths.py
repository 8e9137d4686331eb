"""Every screen keeps within its width on every sample, and cuts nothing short."""

from collections.abc import Callable
from functools import lru_cache

import pytest
from rich.console import Group, RenderableType

from enquiry.exchange.samples import list_samples
from enquiry.insight.readings.known import list_known_readings
from enquiry.insight.status import build_status, list_cycle_rows
from enquiry.insight.summary.value import Summary
from enquiry.insight.timeline import Timeline, build_timeline
from enquiry.insight.year.work import build_year_work
from enquiry.query.select import Query, build_query, build_result, select
from enquiry.query.tags.usage import build_tag_tree, list_tag_uses
from enquiry.views.readings.known import ReadingsList, draw_readings, draw_trials
from enquiry.views.search import draw_search_result
from enquiry.views.show import ShownItem, draw_item
from enquiry.views.status import draw_cycle_list, draw_status
from enquiry.views.summary.document import draw_summary
from enquiry.views.tags import draw_tag_tree
from enquiry.views.theme import ASCII, UNICODE, Glyphs, RenderOptions
from enquiry.views.timeline import draw_timeline
from enquiry.views.year.work import draw_year_work
from tests.pictures import drawn, visit
from tests.summaries import summary_of


def timeline(name: str, query: Query | None = None) -> Timeline:
    journal, calendar, today = visit(name)
    query = query or build_query(cycles=(journal.get_number(journal.settings.current) or 1,))
    return build_timeline(select(journal, query), journal, calendar, today)


def year(name: str) -> Summary:
    journal, calendar, today = visit(name)
    held = calendar.find_year(today)
    title = f"{calendar.words.year} {held.label}"
    return summary_of(journal, window=held.period, as_at=today, title=title)


every_sample = pytest.mark.parametrize("name", list_samples())


@lru_cache(maxsize=9)
def screens(name: str) -> tuple[Callable[[RenderOptions], RenderableType], ...]:
    journal, calendar, today = visit(name)
    everything = select(journal, Query())
    line = build_timeline(everything, journal, calendar, today)
    told, now = year(name), build_status(journal, calendar, today)
    rows = list_cycle_rows(everything, journal, closed=True)
    tree, found = build_tag_tree(list_tag_uses(journal)), build_result(everything)
    read = ReadingsList(list_known_readings(journal), journal)
    work = build_year_work(journal, everything, calendar.find_year(today).period, present=True)
    return (
        lambda look: draw_readings(read, look),
        lambda look: draw_trials(read, look),
        lambda look: Group(*(draw_year_work(work, look) if work else ())),
        lambda look: draw_timeline(line, look),
        lambda look: draw_status(now, look),
        lambda look: draw_cycle_list(rows, look),
        lambda look: draw_summary(told, look),
        lambda look: draw_tag_tree(tree, look),
        lambda look: draw_search_result(found, look),
        lambda look: draw_item(ShownItem(journal.kept[0], journal), look),
    )


@every_sample
@pytest.mark.parametrize(("width", "marks"), [(20, UNICODE), (59, ASCII), (60, UNICODE), (200, ASCII)])
def test_every_screen_keeps_within_its_width(name: str, width: int, marks: Glyphs) -> None:
    for view in screens(name):
        drawn(view, width, marks)
