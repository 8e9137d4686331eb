"""The part of a summary that tells what was changed under the priorities that cycles serve, and what that took.

Nothing where no cycle names one. What was left to make room stands beside what was begun, minutes beside findings.
"""

from collections.abc import Sequence

from enquiry.insight.summary.blocks import EntryLine, Heading, Table, ToldField
from enquiry.insight.summary.reader import SectionSpec
from enquiry.insight.summary.sections import Blocks, build_listing, tell_of_cycle
from enquiry.insight.summary.story import MOST_HEADED, quote_shortly
from enquiry.insight.summary.value import CycleSummary, SummaryFacts
from enquiry.model.choices import EvidenceKind
from enquiry.model.entry import Evidence
from enquiry.model.text import fold_words
from enquiry.words import join_words


def build_priorities(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell the actions of the cycles by priority and thread, the loose ones last."""
    cycles = [cycle for cycle in facts.summary.cycles if cycle.goes]
    named = dict.fromkeys(fold_words(cycle.priority) for cycle in cycles if cycle.priority)
    if not named:
        return
    order = [fold_words(words) for words in facts.asked.journal.settings.priorities]
    for words in sorted(named, key=lambda one: order.index(one) if one in order else len(order)):
        serving = [cycle for cycle in cycles if fold_words(cycle.priority) == words]
        yield from _list_actions(serving[0].priority, serving, facts)
        yield from (field for cycle in serving for field in tell_of_cycle(cycle, "priority", cycle.priority))
    yield from _list_actions("Under no priority", [cycle for cycle in cycles if not cycle.priority], facts)
    yield from _compare_time_and_findings(cycles, facts)
    made_room = [cycle for cycle in cycles if cycle.instead]
    if made_room:
        rows = tuple((quote_shortly(cycle.question, MOST_HEADED), cycle.instead) for cycle in made_room)
        yield Table("Begun and stopped", ("Begun", "Stopped to make room"), rows)
    for cycle in made_room:
        yield from tell_of_cycle(cycle, "question", cycle.question)
        yield from tell_of_cycle(cycle, "instead", cycle.instead)


def _list_actions(heading: str, cycles: Sequence[CycleSummary], facts: SummaryFacts) -> Blocks:
    """Tell some cycles in which something was changed, thread by thread, each with the days of its actions.

    Their words stand once in a document, with the cycle.
    """
    grown = {cycle.number: cycle.grew_from for cycle in facts.summary.cycles}

    def find_root(number: int) -> int:
        seen = {number}
        while (parent := grown.get(number)) and parent in grown and parent not in seen:
            seen.add(number := parent)
        return number

    ordered = sorted(cycles, key=lambda cycle: (find_root(cycle.number), cycle.number))
    lines = list[EntryLine]()
    for cycle in ordered:
        days = [facts.asked.language.spell(line.on) for line in cycle.done if line.on]
        if days:
            asked = quote_shortly(cycle.question, MOST_HEADED)
            lines.append(EntryLine(None, "", asked, lead=f"Enquiry {cycle.number}", beside=join_words(days)))
    if lines:
        yield Heading(3, heading)
        yield build_listing("what was done", lines)
        yield from (field for cycle in ordered for field in tell_of_cycle(cycle, "question", cycle.question))


def _compare_time_and_findings(cycles: Sequence[CycleSummary], facts: SummaryFacts) -> Blocks:
    """Tell in a table what enquiries took of the time, and beside it how the measures of the same ones changed."""
    rows = []
    for cycle in cycles:
        evidence = [one for one in facts.going[cycle.number].entries if isinstance(one, Evidence)]
        costs = {one.name for one in evidence if one.evidence_kind is EvidenceKind.TIME_COST}
        took = [line for line in (*cycle.seen, *cycle.disagreed) if line.name in costs and not line.by_name]
        if not took:
            continue
        changes = [one for one in cycle.changes if one.change and not {value.entry for value in one.values} & costs]
        found = [f"{one.measure}: {one.change}" for one in changes]
        rows.append((f"Enquiry {cycle.number}", "; ".join(line.text for line in took), "; ".join(found)))
        yield from (ToldField(line.name, "text", line.text) for line in took)
        yield from tell_of_cycle(cycle, "change", *found)
        yield from (
            ToldField(value.entry, "value", value.label(one.measure)) for one in changes for value in one.values
        )
    if rows:
        yield Table("What it took, and what was found", ("Enquiry", "Took", "Found"), tuple(rows))
