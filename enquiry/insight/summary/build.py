"""The summary as one frozen value, laid out for its reader: what every document says, and nothing it may not say.

What was held back never enters the value, so that no writer can let it out. What became of everything is told apart,
in `Prepared.held`, for the owner's eyes.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.summary.blocks import AnyBlock, Heading
from enquiry.insight.summary.collect import (
    LISTS,
    CycleSummary,
    DisclosedCycle,
    build_cycle_summary,
    find_question_at,
    list_entry_lines,
)
from enquiry.insight.summary.disclosure import (
    QUESTION,
    Disclosure,
    DisclosureOverrides,
    Withheld,
    has_few_learners,
    is_cycle_disclosed,
    select_disclosed_entries,
)
from enquiry.insight.summary.document_sections import collect_entry_names
from enquiry.insight.summary.layout import EmptySection, SummaryLayout, build_document_head
from enquiry.insight.summary.reader import Reader, SectionContent
from enquiry.insight.year.timeliness import EvaluationMonth, count_by_month, measure_timeliness
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.standards import Standards
from enquiry.query.select import Selection


class TimelyCount(msgspec.Struct, frozen=True):
    """How many entries were written within two weeks of the day they are about, of how many."""

    within: int
    of: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A window of a journal, as at a day, for a reader. `blocks` is the document; a writer needs nothing else.

    The other fields are what the blocks are made of, for programs: `entries` is how many are told, and `partial` says
    that something of the time is not in the document.
    """

    reader: str
    owner: bool
    title: str
    name: str
    role: str
    window: Period
    as_at: date
    cycles: tuple[CycleSummary, ...]
    months: tuple[EvaluationMonth, ...]
    at_the_time: TimelyCount
    entries: int
    still_open: tuple[tuple[int, str], ...]
    without_entries: tuple[tuple[int, str], ...]
    unfiled: int
    chosen: str
    partial: bool
    blocks: tuple[AnyBlock, ...] = ()

    @property
    def heading(self) -> Heading:
        """The document's title."""
        return next(block for block in self.blocks if isinstance(block, Heading))


class PreparedSummary(NamedTuple):
    """A summary ready to be written, and what the owner should know before it leaves.

    `few` names the entries told whose own words count fewer than five learners.
    """

    summary: Summary
    held: tuple[Withheld, ...]
    silent: tuple[EmptySection, ...]
    few: tuple[str, ...] = ()


class SummaryRequest(NamedTuple):
    """What a summary is asked of: the journal and what of it was selected, for whom, for which time, as at which day.

    `chosen` says in words what else the selection was narrowed by, so that no document hides it. A narrowed summary
    does not speak of the cycles that were not chosen.
    """

    selection: Selection
    journal: Journal
    calendar: Calendar
    reader: Reader
    window: Period
    as_at: date
    title: str
    chosen: str = ""
    sharing: DisclosureOverrides = DisclosureOverrides()
    standards: Standards = Standards()
    rules: PulseRules = DEFAULT_RULES


def prepare_summary(asked: SummaryRequest) -> PreparedSummary:
    """Return the summary of what was selected in the window, as it stood at the end of the day, for its reader."""
    found = {one.cycle.number: (one.cycle, _until(one.entries, asked.as_at)) for one in asked.selection.found}
    inside = [pair for pair in found.values() if pair[1] or _has_dates_in_window(pair[0], asked)]
    ruled = [(cycle, *select_disclosed_entries(entries, asked.reader, asked.sharing)) for cycle, entries in inside]
    own = frozenset(
        cycle.number for cycle in asked.journal.kept if is_cycle_disclosed(cycle, asked.reader, asked.sharing)
    )
    goes = [
        DisclosedCycle(cycle, told, by_name, cycle.number in own)
        for cycle, told, by_name, _ in ruled
        if told or cycle.number in own
    ]
    held = (*_held_words(inside, own), *(one for *_, held in ruled for one in held))
    facts = tuple(build_cycle_summary(one, asked.journal, asked.as_at, own, owner=asked.reader.owner) for one in goes)
    return _lay_out_summary(_build_bare_summary(asked, goes, facts), goes, held, asked)


def _until(entries: tuple[AnyEntry, ...], as_at: date) -> tuple[AnyEntry, ...]:
    return tuple(entry for entry in entries if entry.happened_on <= as_at)


def _has_dates_in_window(cycle: Cycle, asked: SummaryRequest) -> bool:
    days = [*(question.on for question in cycle.questions), *(turn.on for turn in cycle.turns)]
    return any(day in asked.window and day <= asked.as_at for day in days)


def _held_words(inside: Sequence[tuple[Cycle, tuple[AnyEntry, ...]]], own: frozenset[int]) -> Iterator[Withheld]:
    for cycle, _ in inside:
        if cycle.number not in own:
            reason = f"its privacy is {cycle.privacy}"
            yield Withheld(cycle.number, str(cycle.number), QUESTION, Disclosure.HELD, reason)


def _build_bare_summary(
    asked: SummaryRequest, goes: Sequence[DisclosedCycle], facts: tuple[CycleSummary, ...]
) -> Summary:
    """Return the summary before it is laid out."""
    entries = [entry for one in goes for entry in one.entries]
    began = (cycle for cycle in asked.journal.kept if cycle.began_on <= asked.as_at)
    open_then = [c for c in began if c.get_state_on(asked.as_at) is not CycleState.CLOSED]
    still_open = tuple((c.number, find_question_at(c, asked.as_at)) for c in open_then)
    told = {cycle.number for cycle in facts if cycle.goes}
    narrowed = asked.selection.query.looks_inside or asked.selection.query.cycles or not asked.reader.owner
    waiting = [note for note in asked.selection.notes if note.happened_on <= asked.as_at]
    until = min(asked.window.end, max(asked.as_at, asked.window.begin) + date.resolution)
    return Summary(
        reader=asked.reader.name,
        owner=asked.reader.owner,
        title=asked.title,
        name=asked.journal.settings.name,
        role=asked.journal.settings.role,
        window=asked.window,
        as_at=asked.as_at,
        cycles=facts,
        months=count_by_month(entries, Period(asked.window.begin, until)),
        at_the_time=TimelyCount(*measure_timeliness(entries)),
        entries=len(entries),
        still_open=tuple(pair for pair in still_open if pair[0] in told),
        without_entries=() if narrowed else tuple(pair for pair in still_open if pair[0] not in told),
        unfiled=len(waiting) if asked.reader.owner else 0,
        chosen=asked.chosen,
        partial=False,
    )


def _lay_out_summary(
    bare: Summary, goes: Sequence[DisclosedCycle], held: tuple[Withheld, ...], asked: SummaryRequest
) -> PreparedSummary:
    layout = SummaryLayout(bare, goes, asked)
    body = tuple(layout.build_blocks())
    told = collect_entry_names(body)
    cut = tuple(
        Withheld(
            entry.cycle_number, entry.name, entry.kind.value, Disclosure.LEFT_OUT, "this document has no place for it"
        )
        for one in goes
        for entry in one.entries
        if entry.name not in told
    )
    summary = msgspec.structs.replace(
        bare,
        cycles=tuple(_trim_cycle(cycle, told, asked.reader) for cycle in bare.cycles),
        entries=bare.entries - len(cut),
        partial=bool(held or cut),
    )
    whole = msgspec.structs.replace(summary, blocks=(*build_document_head(summary, asked), *body))
    no_place = {one.name for one in cut}
    unsaid = (*(one for one in held if one.name not in no_place), *cut)
    return PreparedSummary(whole, unsaid, tuple(layout.silent), () if whole.owner else tuple(_few(whole)))


def _few(summary: Summary) -> Iterator[str]:
    for cycle in summary.cycles:
        yield from (line.name for line in list_entry_lines(cycle) if has_few_learners(f"{line.lead} {line.text}"))


def _trim_cycle(cycle: CycleSummary, told: frozenset[str], reader: Reader) -> CycleSummary:
    """Return the facts of a cycle with what the document tells, and no more."""
    lists = {name: tuple(line for line in getattr(cycle, name) if line.name in told) for name in LISTS}
    tells_values = {SectionContent.VALUES, SectionContent.CHANGE} & reader.parts
    return msgspec.structs.replace(cycle, **lists, changes=cycle.changes if tells_values else ())
