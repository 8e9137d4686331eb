"""A year's changes by priority and thread, in every width and in plain lines."""

import pytest
from rich.console import Group

from enquiry.insight.year.work import YearWork, build_year_work
from enquiry.query.select import Query, select
from enquiry.views.year.work import draw_year_work, format_year_work_lines
from tests.pictures import Snapshot, drawn, plain, visit


def work(name: str) -> YearWork:
    journal, calendar, today = visit(name)
    found = build_year_work(journal, select(journal, Query()), calendar.find_year(today).period, present=True)
    assert found
    return found


@pytest.mark.parametrize(("name", "width"), [("career", 50), ("career", 80), ("depute", 80)])
def test_the_year_by_priority_and_thread(snapshot: Snapshot, name: str, width: int) -> None:
    told = work(name)
    snapshot(drawn(lambda look: Group(*draw_year_work(told, look)), width), f"work-{name}-{width}")


def test_the_same_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot(plain(format_year_work_lines(work("career"))), "work-career-plain")
