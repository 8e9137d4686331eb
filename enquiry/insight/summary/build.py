"""Build the summary for a reader: select what may be told, collect the facts, lay them out.

Whatever is withheld never enters the summary; `PreparedSummary.held` names it, for the owner's eyes.
"""

from datetime import date

import msgspec

from enquiry.dates.period import Period
from enquiry.insight.pulse.snapshot import snapshot_cycle
from enquiry.insight.summary.blocks import Listing
from enquiry.insight.summary.collect import build_cycle_summary
from enquiry.insight.summary.disclosure import (
    QUESTION,
    Disclosure,
    Withheld,
    has_few_learners,
    is_cycle_disclosed,
    select_disclosed_entries,
)
from enquiry.insight.summary.layout import build_document_head, lay_out_sections
from enquiry.insight.summary.reader import SectionContent
from enquiry.insight.summary.value import (
    LISTS,
    CycleSummary,
    DisclosedCycle,
    PreparedSummary,
    Summary,
    SummaryFacts,
    SummaryRequest,
    TimelyCount,
)
from enquiry.insight.year.timeliness import count_by_month, measure_timeliness
from enquiry.model.choices import CycleState


def prepare_summary(asked: SummaryRequest) -> PreparedSummary:
    """Return the summary of what was selected in the window, as it stood at the end of the day, for its reader."""
    reader, as_at = asked.reader, asked.as_at
    own = frozenset(c.number for c in asked.journal.kept if is_cycle_disclosed(c, reader, asked.sharing))
    goes, held_words, held_entries = list[DisclosedCycle](), list[Withheld](), list[Withheld]()
    for one in {found.cycle.number: found for found in asked.selection.found}.values():
        cycle, entries = one.cycle, tuple(entry for entry in one.entries if entry.happened_on <= as_at)
        days = [*(question.on for question in cycle.questions), *(turn.on for turn in cycle.turns)]
        if not entries and not any(day in asked.window and day <= as_at for day in days):
            continue
        told, by_name, held = select_disclosed_entries(entries, reader, asked.sharing)
        held_entries += held
        if cycle.number not in own:
            reason = f"its privacy is {cycle.privacy}"
            held_words.append(Withheld(cycle.number, str(cycle.number), QUESTION, Disclosure.HELD, reason))
        if told or cycle.number in own:
            goes.append(DisclosedCycle(cycle, told, by_name, cycle.number in own))
    facts = tuple(build_cycle_summary(one, asked.journal, as_at, own, owner=reader.owner) for one in goes)
    return _lay_out_summary(_build_bare_summary(asked, goes, facts), goes, [*held_words, *held_entries], asked)


def _build_bare_summary(asked: SummaryRequest, goes: list[DisclosedCycle], facts: tuple[CycleSummary, ...]) -> Summary:
    """Return the summary before it is laid out."""
    window, as_at, owner = asked.window, asked.as_at, asked.reader.owner
    entries = [entry for one in goes for entry in one.entries]
    still_open = tuple(
        (cycle.number, cycle.get_question_on(as_at).text)
        for cycle in asked.journal.kept
        if cycle.began_on <= as_at and cycle.get_state_on(as_at) is not CycleState.CLOSED
    )
    told = {cycle.number for cycle in facts if cycle.goes}
    narrowed = asked.selection.query.looks_inside or asked.selection.query.cycles or not owner
    until = min(window.end, max(as_at, window.begin) + date.resolution)
    return Summary(
        reader=asked.reader.name,
        owner=owner,
        title=asked.title,
        name=asked.journal.settings.name,
        role=asked.journal.settings.role,
        window=window,
        as_at=as_at,
        cycles=facts,
        months=count_by_month(entries, Period(window.begin, until)),
        at_the_time=TimelyCount(*measure_timeliness(entries)),
        entries=len(entries),
        still_open=tuple(pair for pair in still_open if pair[0] in told),
        without_entries=() if narrowed else tuple(pair for pair in still_open if pair[0] not in told),
        unfiled=sum(note.happened_on <= as_at for note in asked.selection.notes) if owner else 0,
        chosen=asked.chosen,
        partial=False,
    )


def _lay_out_summary(
    bare: Summary, goes: list[DisclosedCycle], held: list[Withheld], asked: SummaryRequest
) -> PreparedSummary:
    """Return the summary with its blocks, cut down to what these tell, and what of it had no place in them."""
    going = {one.cycle.number: one._replace(cycle=snapshot_cycle(one.cycle, asked.as_at)) for one in goes}
    body, silent = lay_out_sections(SummaryFacts(bare, asked, going))
    told = {line.name for block in body if isinstance(block, Listing) for line in block.lines}
    cut = [
        Withheld(
            entry.cycle_number, entry.name, entry.kind.value, Disclosure.LEFT_OUT, "this document has no place for it"
        )
        for one in goes
        for entry in one.entries
        if entry.name not in told
    ]
    tells_values = {SectionContent.VALUES, SectionContent.CHANGE} & asked.reader.parts
    cycles = []
    for cycle in bare.cycles:
        lists = {name: tuple(line for line in getattr(cycle, name) if line.name in told) for name in LISTS}
        cycles.append(msgspec.structs.replace(cycle, **lists, changes=cycle.changes if tells_values else ()))
    summary = msgspec.structs.replace(
        bare, cycles=tuple(cycles), entries=bare.entries - len(cut), partial=bool(held or cut)
    )
    summary = msgspec.structs.replace(summary, blocks=(*build_document_head(summary, asked), *body))
    no_place = {one.name for one in cut}
    unsaid = (*(one for one in held if one.name not in no_place), *cut)
    lines = [] if summary.owner else [line for cycle in cycles for line in cycle.lines]
    few = tuple(line.name for line in lines if has_few_learners(f"{line.lead} {line.text}"))
    return PreparedSummary(summary, unsaid, silent, few)
