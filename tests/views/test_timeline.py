"""Nothing is cut in a timeline, on any sample and at any width."""

import re

import pytest

from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.value import Summary
from enquiry.insight.timeline import Timeline, TimelinePost, build_timeline
from enquiry.query.select import Query, build_query, select
from enquiry.views.timeline import draw_timeline
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
WIDTHS = (45, 60, 80, 140)


@every_sample
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_in_a_timeline(name: str, width: int) -> None:
    line = timeline(name, Query())
    named = [mark.name for mark in line.marks if isinstance(mark, TimelinePost)]
    words_begin = 0 if width < 60 else 22 + max(map(len, named))
    lines = drawn(lambda look: draw_timeline(line, look), width).splitlines()
    picture = "".join("".join(line[words_begin:] for line in lines).split())
    for post in (mark for mark in line.marks if isinstance(mark, TimelinePost)):
        for text in (post.text, post.because, *post.details):
            assert "".join(text.split()) in picture, text


def test_entries_have_their_numbers_and_a_measure_its_curve_in_the_head() -> None:
    lines = drawn(lambda look: draw_timeline(timeline("primary"), look), 80).splitlines()
    rule = next(place for place, line in enumerate(lines) if "──" in line)
    assert any("words correct" in line and "▁" in line for line in lines[:rule])
    assert not any("▁" in line for line in lines[rule:])
    assert any(line.startswith(" 8 Sep 5.2  ◆ evidence    baseline · One minute each") for line in lines)
    assert any(line.startswith(" 1 Sep      ⚑ question    What happens") for line in lines)


def test_what_speaks_of_an_entry_stands_further_in_beneath_it() -> None:
    line = timeline("primary")
    first, then, *_ = [mark for mark in line.marks if isinstance(mark, TimelinePost) and mark.name]
    deeper = line._replace(marks=(first, then._replace(depth=1, text="answered", details=(), aside="", about="")))
    for width, edge in ((45, 4), (80, 27)):
        lines = drawn(lambda look: draw_timeline(deeper, look), width).splitlines()
        assert next(one.index("answered") for one in lines if "answered" in one) == edge


def test_several_cycles_keep_their_numbers_apart() -> None:
    line = timeline("primary", Query())
    lines = drawn(lambda look: draw_timeline(line, look), 80).splitlines()
    for post in (mark for mark in line.marks if isinstance(mark, TimelinePost)):
        assert any(re.match(rf"^[ \d]\d \w\w\w {re.escape(post.name or str(post.cycle))} ", line) for line in lines)
