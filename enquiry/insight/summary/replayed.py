"""Decisions as they stood, for whoever reads a summary: what was new on the table, by the names of entries alone.

Words and changes of a replay are its owner's; nothing is named here that the document does not name.
"""

from collections.abc import Iterable, Iterator

from enquiry.insight.replay.value import ReplayedDecision
from enquiry.insight.summary.blocks import AnyBlock, Table, ToldField, capitalise
from enquiry.insight.summary.reader import SectionSpec
from enquiry.insight.summary.value import CycleSummary, SummaryFacts
from enquiry.model.entry import AnyEntry

CAPTION = "Decisions as they stood"
_HEAD = ("Decision", "Written down", "New on the table", "Not sure which came first", "Written since")


def build_replayed_decisions(
    cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts
) -> Iterator[AnyBlock | ToldField]:
    """Yield a table of a cycle's decisions, where a replay was asked for.

    Each has the entries that were new since the decision before it, and those about earlier days written afterwards.
    """
    named = {line.name for line in cycle.lines}
    told = {line.name for line in cycle.decisions if not line.by_name}
    decisions = facts.asked.replays.get(cycle.number, ())
    found = [one for one in decisions if one.name in told and one.word]
    rows = [(one, tuple(_list_names(entries, named) for entries in _list_columns(one))) for one in found]
    if rows:
        spell = facts.asked.language.spell_short
        cells = ((f"{one.name}, {one.word}", spell(one.at.date()), *names) for one, names in rows)
        yield Table(CAPTION, _HEAD, tuple(cells)).filled
    for one, names in rows:
        words = (f"{head.lower()}: {told}" for head, told in zip(_HEAD[2:], names, strict=True) if told)
        yield ToldField(one.name, "stood", capitalise("; ".join(words)) or "Nothing new was on the table")


def _list_columns(one: ReplayedDecision) -> Iterator[Iterable[AnyEntry]]:
    yield (*one.fresh, *(entry for entry in one.made_with if entry.name != one.name))
    yield one.unsure
    yield (later.entry for later in one.later)


def _list_names(entries: Iterable[AnyEntry], named: set[str]) -> str:
    names = {entry.name for entry in entries} & named
    return ", ".join(sorted(names, key=lambda name: int(name.rpartition(".")[2])))
