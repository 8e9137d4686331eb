"""The look back, in every width and in plain lines."""

from datetime import date

import pytest

from enquiry.command_lines import format_command
from enquiry.insight.year.lookback import LookBack, build_lookback
from enquiry.query.select import Query, select
from enquiry.views.year.lookback import draw_lookback, format_lookback_lines
from tests.pictures import Snapshot, drawn, find_cut_words, plain, visit

VISITS = [("career", date(2026, 2, 10)), ("primary", date(2026, 12, 1))]


def back(name: str, on: date) -> LookBack:
    journal, held, _ = visit(name)
    return build_lookback(select(journal, Query()), held, on)


@pytest.mark.parametrize("width", [40, 80])
def test_the_look_back(snapshot: Snapshot, width: int) -> None:
    told = back(*VISITS[1])
    snapshot(drawn(lambda look: draw_lookback(told, look), width), f"lookback-primary-{width}")


def test_the_look_back_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot(plain(format_lookback_lines(back(*VISITS[1]))), "lookback-primary-plain")


@pytest.mark.parametrize("width", [40, 60, 80, 140])
@pytest.mark.parametrize("where", VISITS)
def test_every_word_and_command_stands_in_a_look_back_of_any_width(where: tuple[str, date], width: int) -> None:
    told = back(*where)
    picture = drawn(lambda look: draw_lookback(told, look), width)
    texts = [text for one in told.promises for text in (one.words, one.text, format_command(one.act))]
    texts += [text for one in told.asked for text in (one.question, one.now, one.became, format_command(one.act))]
    texts += [text for one in told.earlier for memory in one.memories for text in (memory.what, memory.text)]
    assert find_cut_words(picture, texts) == set()
    lines = plain(format_lookback_lines(told))
    assert find_cut_words(lines, texts, 99) == set()
