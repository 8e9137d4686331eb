"""The layout: a reader's sections, in their order, as the blocks of a document."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from enquiry.acts import Act, ActKind
from enquiry.dates.period import spell, spell_period
from enquiry.insight.pulse.snapshot import snapshot_cycle as as_it_stood
from enquiry.insight.summary.blocks import AnyBlock, Heading, Listing, Paragraph
from enquiry.insight.summary.collect import CycleSummary, DisclosedCycle
from enquiry.insight.summary.document_sections import DocumentContext, build_document_content, build_empty_paragraph
from enquiry.insight.summary.reader import DOCUMENT_PARTS, Section, SectionContent, SectionSpec, substitute_words
from enquiry.insight.summary.sections import SectionContext, build_cycle_content
from enquiry.model.choices import CycleState
from enquiry.words import format_figure

if TYPE_CHECKING:
    from enquiry.insight.summary.build import Summary, SummaryRequest


class EmptySection(NamedTuple):
    """A heading under which the journal has nothing, and the act that would fill it."""

    heading: str
    act: Act | None


def build_document_head(summary: "Summary", asked: "SummaryRequest") -> Iterator[AnyBlock]:
    """Yield what every document begins with: its title, whose it is, as at which day, and what is not in it."""
    yield Heading(1, f"{substitute_words(asked.reader.title, asked.calendar.words)}, {summary.title}")
    if who := ", ".join(filter(None, (summary.name, summary.role))):
        yield Paragraph("who", who, bare=True)
    at = f"As at {spell(summary.as_at)} · {spell_period(summary.window)} · {_how_many(summary)}"
    yield Paragraph("as at", at, bare=True, quiet=True)
    if (time := summary.at_the_time).of:
        rests = "entries" if summary.owner else "entries this rests on"
        words = f"{time.within} of {time.of} {rests} were written within two weeks of the day they are about."
        yield Paragraph("written at the time", words, bare=True, quiet=True)
    if summary.chosen:
        yield Paragraph("chosen", f"Only part of the journal is here: {summary.chosen}.", bare=True)
    if summary.partial:
        yield Paragraph("left out", "Not everything that was written in this time is in this document.", bare=True)
    if not summary.cycles:
        yield Paragraph("nothing", _nothing(summary), bare=True)


def _nothing(summary: "Summary") -> str:
    return (
        "Nothing of this time was shared with this reader." if summary.partial else "Nothing was written in this time."
    )


def _how_many(summary: "Summary") -> str:
    cycles = len(summary.cycles)
    closed = sum(cycle.state is CycleState.CLOSED for cycle in summary.cycles)
    return format_figure(cycles, "enquiry", "enquiries") + (f", {closed} of them closed" if closed else "")


class SummaryLayout:
    """The sections of a reader, laid out in their order; what they found nothing for is kept in `silent`."""

    def __init__(self, summary: "Summary", goes: Sequence[DisclosedCycle], asked: "SummaryRequest") -> None:
        self.summary = summary
        self.asked = asked
        self.going = {one.cycle.number: one._replace(cycle=as_it_stood(one.cycle, asked.as_at)) for one in goes}
        self.silent: list[EmptySection] = []

    def build_blocks(self) -> Iterator[AnyBlock]:
        """Yield the document but for its head."""
        for section in self.asked.reader.sections:
            if section.each_cycle:
                for cycle in self.summary.cycles:
                    yield from self._build_cycle_section(cycle, section)
            else:
                yield from self._build_section(section)

    def _build_cycle_section(self, cycle: CycleSummary, section: Section) -> Iterator[AnyBlock]:
        """Yield a section that every cycle has: its question as the heading, and what is told of it."""
        yield Heading(2, cycle.question or "Its question is held back", cycle.number)
        for told in section.each_cycle:
            blocks = [
                block
                for part in told.holds
                for block in build_cycle_content(part, cycle, self._make_section_context(told))
            ]
            yield from self._build_headed_blocks(told, 3, blocks, cycle)

    def _build_section(self, told: Section) -> Iterator[AnyBlock]:
        """Yield a section of the document, in which cycles stand under one another where there are several."""
        blocks = [
            block
            for part in told.holds
            if part in DOCUMENT_PARTS
            for block in build_document_content(part, told, self._make_document_context())
        ]
        parts = [part for part in told.holds if part not in DOCUMENT_PARTS]
        each = [
            (cycle, [b for p in parts for b in build_cycle_content(p, cycle, self._make_section_context(told))])
            for cycle in self.summary.cycles
        ]
        for cycle, found in each:
            if found:
                several = len(self.summary.cycles) > 1
                blocks += [Heading(3, f"Enquiry {cycle.number}", cycle.number), *found] if several else found
        yield from self._build_headed_blocks(told, 2, blocks, None)

    def _build_headed_blocks(
        self, told: SectionSpec, level: int, blocks: list[AnyBlock], cycle: CycleSummary | None
    ) -> Iterator[AnyBlock]:
        """Yield a heading and what stands under it. Where that is nothing, the owner's own document leaves it out."""
        words = self.asked.calendar.words
        heading = substitute_words(told.heading, words)
        to_write = [Paragraph(substitute_words(what, words), "…") for what in told.write]
        if not blocks and not to_write and heading and self.summary.cycles:
            blocks = list(self._build_empty_section(heading, _suggest_act(told, cycle), cycle))
        if heading and (blocks or to_write):
            yield Heading(level, heading, disagrees=told.holds[:1] == (SectionContent.DISAGREED,), limit=told.limit)
        yield from _mark_titled_lists(blocks)
        yield from to_write

    def _build_empty_section(self, heading: str, act: Act | None, cycle: CycleSummary | None) -> Iterator[AnyBlock]:
        """Yield what stands under a heading the journal has nothing for.

        The owner is told what would fill it, and leaves out what nothing could; of an enquiry, `missing` tells that.
        """
        if not self.asked.reader.owner:
            self.silent.append(EmptySection(heading, act))
            yield build_empty_paragraph("")
        elif act and cycle is None:
            yield build_empty_paragraph(self.asked.word(act))

    def _make_section_context(self, told: SectionSpec) -> SectionContext:
        asked = self.asked
        return SectionContext(
            told, asked.journal, asked.calendar, asked.standards, asked.as_at, self.going, asked.window, asked.word
        )

    def _make_document_context(self) -> DocumentContext:
        summary, asked = self.summary, self.asked
        return DocumentContext(
            summary.cycles,
            asked.journal,
            asked.calendar,
            asked.standards,
            asked.as_at,
            summary.months,
            summary.still_open,
            summary.without_entries,
            summary.unfiled,
            asked.word,
            asked.rules,
        )


def _mark_titled_lists(blocks: Sequence[AnyBlock]) -> Iterator[AnyBlock]:
    """Yield the blocks with the lists titled that stand together under one heading."""
    under = list[list[AnyBlock]]([[]])
    for block in blocks:
        under.append([block]) if isinstance(block, Heading) else under[-1].append(block)
    for held in under:
        several = sum(isinstance(block, Listing) for block in held) > 1
        yield from (msgspec.structs.replace(b, titled=True) if several and isinstance(b, Listing) else b for b in held)


PART_ACTS = {
    SectionContent.DISAGREED: Act(ActKind.LOG_CONTRADICTION, words=True),
    SectionContent.DONE: Act(ActKind.LOG_ACTION, words=True),
    SectionContent.SEEN: Act(ActKind.LOG_EVIDENCE, words=True),
    SectionContent.THOUGHT: Act(ActKind.REFLECT, words=True),
    SectionContent.DECISIONS: Act(ActKind.REVIEW_DECIDING, value="adapt"),
    SectionContent.WIDER: Act(ActKind.REVIEW_DECIDING, value="extend"),
    SectionContent.NOTES: Act(ActKind.NOTE),
    SectionContent.READINGS: Act(ActKind.LOG_READING, words=True),
    SectionContent.VALUES: Act(ActKind.LOG_VALUE),
    SectionContent.CHANGE: Act(ActKind.LOG_BASELINE_VALUE),
    SectionContent.NEXT: Act(ActKind.GROW_CYCLE),
    SectionContent.STANDARDS: Act(ActKind.SET_STANDARD),
    SectionContent.TOUCHED: Act(ActKind.SET_STANDARD),
    SectionContent.HELPS: Act(ActKind.REFLECT_UNDER_TAG, value="helps", words=True),
}
"""The act that would fill a part."""


def _suggest_act(told: SectionSpec, cycle: CycleSummary | None) -> Act | None:
    """Return the act that would fill a section, as far as one would."""
    if told.tagged:
        return Act(ActKind.REFLECT_UNDER_TAG, value=told.tagged[0], words=True)
    act = next((PART_ACTS[part] for part in told.holds if part in PART_ACTS), None)
    return act and act._replace(cycle=cycle.number if cycle else None)
