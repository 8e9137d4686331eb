"""Every screen keeps within its width on every sample, and cuts nothing short."""

import pytest

from enquiry.exchange.samples import list_samples
from enquiry.insight.status import build_status, list_cycle_rows
from enquiry.insight.summary.build import Summary
from enquiry.insight.timeline import Timeline, TimelinePost, build_timeline
from enquiry.query.result import build_result
from enquiry.query.select import Query, build_query, select
from enquiry.query.tags.usage import build_tag_tree, list_tag_uses
from enquiry.views.cycles import draw_cycle_list
from enquiry.views.search import draw_search_result
from enquiry.views.show import ShownItem, draw_item
from enquiry.views.status import draw_status
from enquiry.views.summary.document import draw_summary
from enquiry.views.tags import draw_tag_tree
from enquiry.views.theme import ASCII
from enquiry.views.timeline import draw_timeline
from tests.pictures import drawn, visit
from tests.summaries import summary_of


def timeline(name: str, query: Query | None = None) -> Timeline:
    journal, calendar, today = visit(name)
    query = query or build_query(cycles=(journal.settings.current or 1,))
    return build_timeline(select(journal, query), journal, calendar, today)


def year(name: str) -> Summary:
    journal, calendar, today = visit(name)
    held = calendar.find_year(today)
    title = f"{calendar.words.year} {held.label}"
    return summary_of(journal, window=held.period, as_at=today, title=title)


every_sample = pytest.mark.parametrize("name", list_samples())
WIDTHS = (45, 60, 80, 140)


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


@every_sample
@pytest.mark.parametrize("width", [20, 30, 59, 60, 99, 200])
def test_every_screen_keeps_within_its_width(name: str, width: int) -> None:
    journal, calendar, today = visit(name)
    everything = select(journal, Query())
    line = build_timeline(everything, journal, calendar, today)
    told, now = year(name), build_status(journal, calendar, today)
    rows = list_cycle_rows(everything, journal, closed=True)
    for view in (
        lambda look: draw_timeline(line, look),
        lambda look: draw_status(now, look),
        lambda look: draw_cycle_list(rows, look),
        lambda look: draw_summary(told, look),
        lambda look: draw_tag_tree(build_tag_tree(list_tag_uses(journal)), look),
        lambda look: draw_search_result(build_result(everything), look),
        lambda look: draw_item(ShownItem(journal.kept[0], journal), look),
    ):
        drawn(view, width)
        drawn(view, width, ASCII)
