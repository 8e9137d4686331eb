"""Texts that try to act, in a journal that has them wherever a person can write, and the screens that show it."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from rich.console import RenderableType

from enquiry.dates.period import Period
from enquiry.insight.beliefs.listing import list_beliefs
from enquiry.insight.beliefs.trace import build_trace
from enquiry.insight.gifts.register import list_gifts
from enquiry.insight.measures.catalogue import collect_measures
from enquiry.insight.replay.build import build_replay
from enquiry.insight.replay.question import build_question_life
from enquiry.insight.status import build_status, list_cycle_rows
from enquiry.insight.timeline import build_timeline, build_year_lanes
from enquiry.insight.year.heat_map import HeatGrouping, build_heat_maps
from enquiry.insight.year.lookback import build_lookback
from enquiry.insight.year.stats import (
    PeriodUnit,
    StatsGrouping,
    build_period_columns,
    build_stats,
    list_grouped_entries,
)
from enquiry.model.belief import BeliefVersion, Support
from enquiry.model.choices import CycleState, Decision, Direction, Held, Side
from enquiry.model.cycle import Question, StateChange, SuccessSign
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.presets import load_calendar
from enquiry.query.select import Query, build_query, build_result, select
from enquiry.query.tags.usage import build_tag_tree, list_tag_uses
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.beliefs.belief import draw_beliefs, format_beliefs_lines
from enquiry.views.beliefs.trace import draw_trace, format_trace_lines
from enquiry.views.colleagues.gifts import draw_gift, draw_gift_list, format_gift_lines, format_gift_list_lines
from enquiry.views.inbox import draw_inbox, format_inbox_lines
from enquiry.views.layout import draw_pairs, format_pairs_lines
from enquiry.views.measures.catalogue import (
    draw_measure,
    draw_measure_list,
    format_measure_lines,
    format_measure_list_lines,
)
from enquiry.views.replay.decisions import draw_replay, format_replay_lines
from enquiry.views.replay.question import draw_question_life, format_question_life_lines
from enquiry.views.search import draw_search_result, format_search_result_lines
from enquiry.views.show import ShownItem, draw_item, format_item_lines
from enquiry.views.status import draw_cycle_list, draw_status, format_cycle_list_lines, format_status_lines
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.tags import draw_tag_tree, format_tag_tree_lines
from enquiry.views.theme import RenderOptions
from enquiry.views.timeline import draw_timeline, format_timeline_lines
from enquiry.views.year.heat_map import draw_heat_maps, format_heat_maps_lines
from enquiry.views.year.lanes import draw_lanes, format_lanes_lines
from enquiry.views.year.lookback import draw_lookback, format_lookback_lines
from enquiry.views.year.stats import draw_stats, format_stats_lines
from tests.conftest import NOW, a_belief, a_cycle, a_gift, a_journal, a_note, an_entry
from tests.strategies import HOSTILE
from tests.summaries import summary_of

SCOTLAND = load_calendar("scotland", Path("nowhere"))
TODAY = date(2026, 2, 3)
DAY = date(2025, 9, 3)
YEAR = Period(date(2025, 8, 1), date(2026, 8, 1))

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

DANGEROUS = [text for text in HOSTILE if FORBIDDEN.search(text)]
"""The texts that would act on a terminal, were they sent to it."""


def bundle_texts(texts: Sequence[str], size: int) -> list[str]:
    """Return the texts joined, so many in one."""
    return [" ⁂ ".join(texts[begin : begin + size]) for begin in range(0, len(texts), size)]


BUNDLES = [
    *bundle_texts([text for text in HOSTILE if unicodedata.is_normalized("NFC", text)], 35),
    *(text for text in HOSTILE if not unicodedata.is_normalized("NFC", text)),
]
"""All the texts, many in one: to draw each alone in every view takes a minute."""


class Screen(NamedTuple):
    """A view, the plain lines that say the same, and whether texts stand in it whole."""

    view: Callable[[RenderOptions], RenderableType]
    lines: Callable[[], Iterator[str]]
    whole: bool = True


def filled(text: str) -> Journal:
    """Return a journal with `text` wherever a person can write."""
    held = (
        an_entry("reading", DAY, text, number=1, authors=text, title=text, where=text, url=text, fit=text, doubt=text),
        an_entry("action", DAY, text, number=2, planned=4, done=3, tags=(text,)),
        an_entry("evidence", DAY, text, number=3, direction=Direction.MIXED, source=text, values=measured(text, 5)),
        an_entry("evidence", TODAY, "later", number=4, values=measured(text, 9)),
        an_entry("reflection", DAY, text, number=5),
        an_entry("review", DAY, text, number=6, decision=Decision.ADAPT, because=text),
        an_entry("note", DAY, text, number=7, standards=(text,)),
    )
    cycle = a_cycle(
        question=text,
        issue=text,
        why=text,
        hunch=text,
        group=text,
        success=(SuccessSign(text=text, on=DAY),),
        tags=(text,),
        standards=(text,),
        entries=held,
        turns=(StateChange(state=CycleState.PAUSED, on=DAY, at=NOW, because=text),),
    ).add_question(Question(text=text, on=DAY, because=text))
    known = Measure(id="m", recorded_at=NOW, name=text, unit=text)
    note = a_note(1, text, tags=(text,))
    gift = a_gift(to=text, wish=text, file=text)
    version = BeliefVersion(text=text, on=DAY, at=NOW, because=text, moved_by=(held[0].id,))
    support = Support(entry=held[2].id, side=Side.AGAINST, on=DAY, at=NOW, why=text)
    belief = a_belief(versions=(version, replace(version, held=Held.FIRMLY)), supports=(support,), tags=(text,))
    journal = a_journal(cycle, inbox=(note,), measures=(known,), gifts=(gift,), beliefs=(belief,))
    return journal.update_settings(name=text, role=text)


def measured(name: str, value: int) -> tuple[MeasuredValue, ...]:
    return (MeasuredValue(measure=name, value=value),)


@lru_cache(maxsize=2)
def draw_whole(text: str) -> dict[str, Screen]:
    """Return the screens in which a text stands whole."""
    journal = filled(text)
    line = build_timeline(select(journal, Query()), journal, SCOTLAND, TODAY)
    pairs = {"name": text, "role": ""}
    found = build_result(select(journal, build_query(words=(text,))))
    told = summary_of(journal, window=YEAR, as_at=TODAY, title="x", chosen=f"tag {text}")
    given, trace = list_gifts(journal), build_trace(journal.beliefs[0], journal)
    past = dict[str, Screen]()
    if "\udc80" not in text:  # which no file holds, nor a row of history
        again, life = build_replay(journal.kept[0], journal, ()), build_question_life(journal.kept[0], journal, ())
        past["replay"] = Screen(lambda look: draw_replay(again, look), lambda: format_replay_lines(again))
        past["question"] = Screen(lambda look: draw_question_life(life, look), lambda: format_question_life_lines(life))
    things = {thing.name: thing for thing in (*journal.kept[0].entries, *journal.lone)}
    shown = {f"show {name}": ShownItem(thing, journal) for name, thing in things.items() if name != "1.4"}
    shown["show 1"] = ShownItem(journal.kept[0], journal)
    return {
        "timeline": Screen(lambda look: draw_timeline(line, look), lambda: format_timeline_lines(line)),
        "inbox": Screen(lambda look: draw_inbox(journal.waiting, look), lambda: format_inbox_lines(journal.waiting)),
        "pairs": Screen(lambda look: draw_pairs(pairs, look), lambda: format_pairs_lines(pairs)),
        "search": Screen(
            lambda look: draw_search_result(found, look),
            lambda: format_search_result_lines(found),
            unicodedata.is_normalized("NFC", text),
        ),
        "summary": Screen(lambda look: draw_summary(told, look), lambda: format_summary_lines(told)),
        "gifts": Screen(lambda look: draw_gift_list(given, look), lambda: format_gift_list_lines(given)),
        "gift": Screen(lambda look: draw_gift(given[0], look), lambda: format_gift_lines(given[0])),
        "trace": Screen(lambda look: draw_trace(trace, look), lambda: format_trace_lines(trace)),
        **past,
        **{name: showing(thing) for name, thing in shown.items()},
    }


@lru_cache(maxsize=2)
def draw_cut(text: str) -> dict[str, Screen]:
    """Return the screens that cut a text to a line, or look over years; it stands whole only in their plain lines."""
    journal, year = filled(text), SCOTLAND.find_year(DAY)
    selection = select(journal, Query())
    line = build_timeline(selection, journal, SCOTLAND, TODAY)
    now = build_status(journal, SCOTLAND, TODAY)
    rows = list_cycle_rows(selection, journal, closed=True)
    tree = build_tag_tree(list_tag_uses(journal))
    lanes = build_year_lanes(line, year, SCOTLAND)
    heats = build_heat_maps(selection, [year], SCOTLAND, TODAY, HeatGrouping.CYCLE)
    days = [entry.happened_on for entry in list_grouped_entries(selection, StatsGrouping.GROUP)]
    stats = build_stats(
        selection, StatsGrouping.GROUP, PeriodUnit.TERM, build_period_columns(days, PeriodUnit.TERM, SCOTLAND)
    )
    known, held = collect_measures(journal), list_beliefs(journal)
    back = build_lookback(selection, SCOTLAND, DAY + timedelta(days=365))
    return {
        "status": Screen(lambda look: draw_status(now, look), lambda: format_status_lines(now), whole=False),
        "list": Screen(lambda look: draw_cycle_list(rows, look), lambda: format_cycle_list_lines(rows), whole=False),
        "measures": Screen(
            lambda look: draw_measure_list(known, look), lambda: format_measure_list_lines(known), whole=False
        ),
        "measure": Screen(
            lambda look: draw_measure(known[0], look), lambda: format_measure_lines(known[0]), whole=False
        ),
        "tags": Screen(lambda look: draw_tag_tree(tree, look), lambda: format_tag_tree_lines(tree), whole=False),
        "lanes": Screen(lambda look: draw_lanes(lanes, look), lambda: format_lanes_lines(lanes), whole=False),
        "year": Screen(lambda look: draw_heat_maps(heats, look), lambda: format_heat_maps_lines(heats), whole=False),
        "stats": Screen(lambda look: draw_stats(stats, look), lambda: format_stats_lines(stats), whole=False),
        "beliefs": Screen(lambda look: draw_beliefs(held, look), lambda: format_beliefs_lines(held), whole=False),
        "lookback": Screen(lambda look: draw_lookback(back, look), lambda: format_lookback_lines(back), whole=False),
    }


def showing(shown: ShownItem) -> Screen:
    return Screen(lambda look: draw_item(shown, look), lambda: format_item_lines(shown))


def squashed(text: str) -> str:
    return "".join(text.split())


def stands_in(text: str, drawn: str) -> bool:
    """Say whether a text is there to be read: every sign of it in order, wherever lines end."""
    return squashed(escape_unsafe(text)) in squashed(drawn) or squashed(flatten_text(text)) in squashed(drawn)
