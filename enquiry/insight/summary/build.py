"""Build the summary for a reader: select what may be told, collect the facts, lay them out.

Whatever is withheld never enters the summary; `PreparedSummary.held` names it, for the owner's eyes.
"""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

import msgspec
from msgspec.structs import replace

from enquiry.acts import Act, ActKind
from enquiry.dates.period import Period, spell, spell_period
from enquiry.insight.pulse.snapshot import snapshot_cycle
from enquiry.insight.summary import disclosure as d
from enquiry.insight.summary import value as v
from enquiry.insight.summary.blocks import AnyBlock, Heading, Listing, Paragraph, ToldField
from enquiry.insight.summary.changed_minds import find_change
from enquiry.insight.summary.collect import build_cycle_summary
from enquiry.insight.summary.document_sections import build_document_contents
from enquiry.insight.summary.language import translate_blocks
from enquiry.insight.summary.missing import PART_ACTS
from enquiry.insight.summary.reader import SectionContent, SectionSpec, substitute_words
from enquiry.insight.summary.room import LINES_TO_WRITE, fill_pages
from enquiry.insight.summary.sections import (
    Told,
    build_cycle_contents,
    build_listing,
    list_told_lines,
    tell_of_cycle,
)
from enquiry.insight.summary.story import MOST_HEADED, quote_shortly
from enquiry.insight.summary.told import cut_to_told, list_echoes, list_few
from enquiry.insight.year.timeliness import count_by_month, measure_timeliness
from enquiry.model.choices import CycleState, Direction
from enquiry.model.entry import Evidence
from enquiry.words import format_amount


def prepare_summary(asked: v.SummaryRequest) -> v.PreparedSummary:
    """Return the summary of what was selected in the window, as it stood at the end of the day, for its reader."""
    reader, as_at = asked.reader, asked.as_at
    own = frozenset(c.number for c in asked.journal.kept if d.is_cycle_disclosed(c, reader, asked.sharing))
    goes, held_words, held_entries = list[v.DisclosedCycle](), list[d.Withheld](), list[d.Withheld]()
    for one in {found.cycle.number: found for found in asked.selection.found}.values():
        cycle, entries = one.cycle, tuple(entry for entry in one.entries if entry.happened_on <= as_at)
        days = [*(question.on for question in cycle.questions), *(turn.on for turn in cycle.turns)]
        if not entries and not any(day in asked.window and day <= as_at for day in days):
            continue
        told, by_name, held = d.select_disclosed_entries(entries, reader, asked.sharing)
        held_entries += held
        if cycle.number not in own:
            is_held = (cycle.number, d.QUESTION) in asked.sharing.fields
            reason = d.BY_PERSON if is_held else f"its privacy is {cycle.privacy}"
            held_words.append(d.Withheld(cycle.number, str(cycle.number), d.QUESTION, d.Disclosure.HELD, reason))
        fields = sorted(name for number, name in asked.sharing.fields if number == cycle.number and name != d.QUESTION)
        for name in fields:
            held_words.append(d.Withheld(cycle.number, str(cycle.number), name, d.Disclosure.HELD, d.BY_PERSON))
        # What is said of a measure may quote them, so these texts are taken out at the very beginning.
        cycle = replace(cycle, **{name: "" for name in fields if isinstance(getattr(cycle, name, None), str)})
        if told or cycle.number in own:
            goes.append(v.DisclosedCycle(cycle, told, by_name, cycle.number in own))
    facts = tuple(build_cycle_summary(one, asked, own) for one in goes)
    return _lay_out_summary(_build_bare_summary(asked, goes, facts), goes, [*held_words, *held_entries], asked)


def _build_bare_summary(
    asked: v.SummaryRequest, goes: list[v.DisclosedCycle], facts: tuple[v.CycleSummary, ...]
) -> v.Summary:
    """Return the summary before it is laid out."""
    window, as_at, day, owner = asked.window, asked.as_at, asked.until, asked.reader.owner
    entries = [entry for one in goes for entry in one.entries]
    still_open = tuple(
        (cycle.number, cycle.get_question_on(day).text)
        for cycle in asked.journal.kept
        if cycle.began_on <= day and cycle.get_state_on(day) is not CycleState.CLOSED
    )
    told = {cycle.number for cycle in facts if cycle.goes}
    narrowed = asked.selection.query.looks_inside or asked.selection.query.cycles or not owner
    until = max(day, window.begin) + date.resolution
    return v.Summary(
        reader=asked.reader.name,
        owner=owner,
        title=asked.title,
        name=asked.journal.settings.name,
        role=asked.journal.settings.role,
        window=window,
        as_at=as_at,
        cycles=facts,
        months=count_by_month(entries, Period(window.begin, until)),
        at_the_time=v.TimelyCount(0, 0),
        entries=len(entries),
        still_open=tuple(pair for pair in still_open if pair[0] in told),
        without_entries=() if narrowed else tuple(pair for pair in still_open if pair[0] not in told),
        unfiled=sum(note.happened_on <= as_at for note in asked.selection.notes) if owner else 0,
        chosen=asked.chosen,
        partial=False,
        names=asked.reader.names,
        language=asked.language,
        to=asked.to,
    )


def _lay_out_summary(
    bare: v.Summary, goes: list[v.DisclosedCycle], held: list[d.Withheld], asked: v.SummaryRequest
) -> v.PreparedSummary:
    """Return the summary with its blocks, its facts cut down to what they tell, and what had no place in them."""
    going = {one.cycle.number: one._replace(cycle=snapshot_cycle(one.cycle, asked.until)) for one in goes}
    starred = frozenset(entry.name for one in goes for entry in one.entries if entry.key)
    strongest = frozenset(filter(None, map(_find_strongest_contradiction, goes)))
    facts = v.SummaryFacts(bare, asked, going, starred, strongest)
    laid_out = fill_pages(lambda more: lay_out_sections(facts._replace(more=more)), itemgetter(0), asked.reader.pages)
    body, told, silent = laid_out
    named = {line.name for block in body if isinstance(block, Listing) for line in block.lines}
    mentioned = {field.of for field in told}
    named |= {field.of for field in told if "." in field.of and field.field in ("text", "story", "decided")}
    cut = []
    lists = {line.name: name for cycle in bare.cycles for name in v.LISTS for line in getattr(cycle, name)}
    for entry in (entry for one in goes for entry in one.entries if entry.name not in named):
        reason = "its headings take in nothing of the kind"
        if entry.name not in lists:
            reason = "it was asked of somebody else"
        elif lists[entry.name] in asked.reader.parts:
            reason = "its heading holds only so many of each enquiry, and others come first"
        elif entry.name in mentioned:
            reason = f"{reason} but in a table or picture"
        kind = entry.kind.value
        cut.append(d.Withheld(entry.cycle_number, entry.name, kind, d.Disclosure.LEFT_OUT, reason))
    no_place = {one.name for one in cut}
    printed = [entry for one in goes for entry in one.entries if entry.name not in no_place]
    timely = v.TimelyCount(*measure_timeliness(printed))
    bare = msgspec.structs.replace(bare, entries=len(printed), at_the_time=timely, partial=bool(held or cut))
    head = list(build_document_head(bare, asked))
    of_journal = [ToldField("", name, getattr(bare, name)) for name in ("name", "role", "chosen")]
    told = [*(field for field in of_journal if field.words), *told]
    blocks = tuple(translate_blocks((*head, *body), asked.language))
    summary = msgspec.structs.replace(bare, told=tuple(dict.fromkeys(told)), blocks=blocks)
    unsaid = (*(one for one in held if one.name not in no_place), *cut)
    if summary.owner:
        return v.PreparedSummary(summary, unsaid, silent)
    changes = [change for cycle in summary.cycles for change in cycle.changes]
    masked = {(value.entry, one.measure) for one in changes for value in one.values if value.value is None}
    echoes = list_echoes(summary.told, [one.cycle for one in goes], {one.name for one in held}, masked)
    return v.PreparedSummary(cut_to_told(summary), unsaid, silent, list_few(summary.told), echoes)


def _find_strongest_contradiction(going: v.DisclosedCycle) -> str:
    """Return the name of the evidence that disagrees most, nothing where none does.

    What contradicts comes before what is mixed; then what is marked, what is about more learners, and the latest.
    """
    disagreeing = (Direction.CONTRADICTS, Direction.MIXED)
    found = [e for e in going.entries if isinstance(e, Evidence) and e.direction in disagreeing]
    order = [(e.direction is Direction.CONTRADICTS, e.key, e.n or 0, e.happened_on, e.number, e.name) for e in found]
    return max(order)[-1] if order else ""


# --- The layout: a reader's sections, in their order, as the blocks of a document.


def build_document_head(summary: v.Summary, asked: v.SummaryRequest) -> Iterator[AnyBlock]:
    """Yield what every document begins with: its title, whose it is, as at which day, and what is not in it."""
    title = substitute_words(asked.language.translate(asked.reader.title), asked.calendar.words)
    yield Heading(1, f"{title}, {summary.title}")
    if summary.to:
        yield Paragraph("for whom", f"For {summary.to}.", bare=True)
    if who := ", ".join(filter(None, (summary.name, summary.role))):
        yield Paragraph("who", who, bare=True)
    yield Paragraph("as at", _format_as_at(summary), bare=True, quiet=True)
    if (time := summary.at_the_time).of and summary.entries:
        rests = "" if summary.owner else " this rests on"
        words = f"{time.within} of {time.of} entries{rests} were written within two weeks of the day they are about."
        if time.of == 1:
            written = "was" if time.within else "was not"
            words = f"The one entry{rests} {written} written within two weeks of the day it is about."
        yield Paragraph("written at the time", words, bare=True, quiet=True)
    if summary.chosen:
        yield Paragraph("chosen", f"Only part of the journal is here: {summary.chosen}.", bare=True)
    if asked.later:
        later = "What was written down after this day about days before it is here too, with the day it was written."
        yield Paragraph("typed later", later, bare=True)
    if summary.partial:
        yield Paragraph("left out", "Not everything that was written in this time is in this document.", bare=True)
    told = SectionContent.CHANGED_MINDS in asked.reader.parts
    minds = told and any(find_change(belief, asked) for belief in asked.journal.believed)
    if not summary.cycles and not minds:
        shared = "Nothing of this time was shared with this reader."
        yield Paragraph("nothing", shared if summary.partial else "Nothing was written in this time.", bare=True)


def _format_as_at(summary: v.Summary) -> str:
    """Return the day, the window, and how many enquiries there are; in English as people say it."""
    cycles, window, language = len(summary.cycles), summary.window, summary.language
    closed = sum(cycle.state is CycleState.CLOSED for cycle in summary.cycles)
    if language.is_english:
        how_many = format_amount(cycles, "enquiry", "enquiries") + (f", {closed} of them closed" if closed else "")
        return f"As at {spell(summary.as_at)} · {spell_period(window)} · {how_many}"
    counts = [f"{language.translate('Enquiries')}: {cycles}"]
    counts += [f"{language.translate('closed')}: {closed}"] if closed else []
    days = f"{language.spell(window.begin)} – {language.spell(window.last)}"
    return " · ".join((f"{language.translate('As at')} {language.spell(summary.as_at)}", days, *counts))


def lay_out_sections(
    facts: v.SummaryFacts,
) -> tuple[list[AnyBlock], list[ToldField], tuple[v.EmptySection, ...]]:
    """Return the document but for its head, what it tells, and the headings for which the journal had nothing.

    A section with `each_cycle` stands once for every cycle, under its question; in any other, cycles stand beneath
    one another, with headings where there are several.
    """
    layout, cycles, sections = _SectionLayout(facts), facts.summary.cycles, facts.asked.reader.sections
    whole = [build_document_contents(section, facts) for section in sections]
    each = [[build_cycle_contents(cycle, one.each_cycle or (one,), facts) for cycle in cycles] for one in sections]
    for section, across, contents in zip(sections, whole, each, strict=True):
        blocks = list(across)
        for cycle, found in zip(cycles, contents, strict=True):
            if section.each_cycle:
                layout.blocks.append(Heading(2, cycle.question or "Its question is held back", cycle.number))
                layout.told += tell_of_cycle(cycle, "question", cycle.question)
                for spec, held in zip(section.each_cycle, found, strict=True):
                    layout.add_headed_blocks(spec, 3, held, cycle)
            elif found[0]:
                if len(cycles) > 1:
                    short = quote_shortly(cycle.question, MOST_HEADED) or f"Enquiry {cycle.number}"
                    blocks.append(Heading(3, short, cycle.number))
                    blocks += tell_of_cycle(cycle, "question", cycle.question)
                blocks += found[0]
        if not section.each_cycle:
            layout.add_headed_blocks(section, 2, blocks, None)
    layout.add_included_lines()
    return layout.blocks, layout.told, tuple(layout.silent)


class _SectionLayout:
    """The blocks of a document as sections are added to it, what these tell, and the sections that found nothing."""

    def __init__(self, facts: v.SummaryFacts) -> None:
        self.facts = facts
        self.blocks: list[AnyBlock] = []
        self.told: list[ToldField] = []
        self.silent: list[v.EmptySection] = []
        self.waiting: tuple[str, v.CycleSummary | None] = ("", None)
        """The heading of a cycle under which nothing stands yet, for tagged lines that follow it without one."""

    def add_included_lines(self) -> None:
        """Add what is included by its name and has found no other place, under a heading of its own."""
        named = {line.name for block in self.blocks if isinstance(block, Listing) for line in block.lines}
        lines = [line for cycle in self.facts.summary.cycles for line in cycle.lines if line.name not in named]
        if also := [line for line in lines if line.name in self.facts.asked.sharing.entries]:
            listing = build_listing("also", also)
            self.blocks += [Heading(2, self.facts.asked.language.translate("Also")), listing]
            self.told += list_told_lines([listing])

    def add_headed_blocks(self, spec: SectionSpec, level: int, found: list[Told], cycle: v.CycleSummary | None) -> None:
        """Add a heading and what stands under it.

        Where the journal has nothing for it and it is not the person's to write, it is left out. The owner is told what
        would fill it, where something could; of a single cycle, the part `missing` tells that. Tagged lines without a
        heading continue the section before, whose heading they take where nothing stands under that.
        """
        asked, blocks = self.facts.asked, list[AnyBlock]()
        for one in found:
            self.told.append(one) if isinstance(one, ToldField) else blocks.append(one)
        named = spec.heading.casefold()  # what a heading says already is no label beneath it
        blocks = [replace(b, bare=True) if isinstance(b, Paragraph) and b.label == named else b for b in blocks]
        words, owner = asked.calendar.words, asked.reader.owner
        translate = asked.language.translate
        heading = substitute_words(translate(spec.heading), words)
        if spec.tagged and not heading:
            heading = self._take_waiting_heading(cycle) if blocks else ""
        lines = max(1, LINES_TO_WRITE + self.facts.more)
        to_write = [Paragraph(substitute_words(translate(what), words), "…", blank=lines) for what in spec.write]
        may_ask = self.facts.summary.cycles and SectionContent.CHANGED_MINDS not in spec.holds  # no mind has to change
        if not blocks and not to_write and heading and may_ask:
            act = next((PART_ACTS[part] for part in spec.holds if part in PART_ACTS), None)
            if spec.tagged:
                act = Act(ActKind.REFLECT_UNDER_TAG, value=spec.tagged[0], words=True)
            cycles = self.facts.summary.cycles
            meant = cycle or next((one for one in reversed(cycles) if one.state is CycleState.OPEN), cycles[-1])
            act = act and act._replace(cycle=meant.number)
            if not owner:
                self.silent.append(v.EmptySection(heading, act))
            elif act and cycle is None:
                nothing = f"The journal has nothing on this in this time. {asked.word(act)} fills it."
                blocks = [Paragraph("silent", nothing, bare=True, quiet=True)]
        self.waiting = ("", None) if blocks or to_write else (heading, cycle)
        if heading and (blocks or to_write):
            disagrees = spec.holds[:1] == (SectionContent.DISAGREED,)
            self.blocks.append(Heading(level, heading, disagrees=disagrees, limit=spec.limit))
        under = list[list[AnyBlock]]([[]])  # lists that stand together under one heading are titled
        for block in blocks:
            under.append([block]) if isinstance(block, Heading) else under[-1].append(block)
        for held in under:
            several = sum(isinstance(block, Listing) for block in held) > 1
            titled = (replace(b, titled=True) if several and isinstance(b, Listing) else b for b in held)
            self.blocks += titled
        self.blocks += to_write

    def _take_waiting_heading(self, cycle: v.CycleSummary | None) -> str:
        """Return the heading that waits for lines of this cycle, which then is not an empty one."""
        heading, of = self.waiting
        if not heading or of is not cycle:
            return ""
        if not self.facts.asked.reader.owner:
            self.silent.pop()
        return heading
