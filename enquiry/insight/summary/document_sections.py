"""The parts of a summary that tell of all its cycles together: months, themes, threads, standards, what is open.

They are made as those of a single cycle are: a few blocks each, and beside them what they tell, field by field.
"""

from collections.abc import Callable
from datetime import date

from enquiry.acts import Act, ActKind
from enquiry.insight.pulse.evaluate import ACT_ORDER, build_pulse
from enquiry.insight.summary.blocks import EntryLine, Listing, Paragraph, Table, ToldField
from enquiry.insight.summary.changed_minds import build_changed_minds
from enquiry.insight.summary.pictures import build_strip_chart
from enquiry.insight.summary.priorities import build_priorities
from enquiry.insight.summary.reader import Section, SectionContent, SectionSpec, substitute_words
from enquiry.insight.summary.sections import (
    HELPS,
    KEPT,
    Blocks,
    Told,
    build_listing,
    has_any_tag,
    list_helpful,
    list_told_lines,
    tell_of_cycle,
)
from enquiry.insight.summary.standards import format_titles, list_code_days
from enquiry.insight.summary.story import MOST_HEADED, build_year_story, quote_shortly
from enquiry.insight.summary.value import SummaryFacts
from enquiry.model.choices import CycleState
from enquiry.model.text import fold
from enquiry.words import format_count


def build_document_contents(section: Section, facts: SummaryFacts) -> list[Told]:
    """Return what a section tells of all the cycles together, and asks; parts of single cycles are left out."""
    builders = [_DOCUMENT_BUILDERS[part] for part in section.holds if part in _DOCUMENT_BUILDERS]
    found = [block for builder in builders for block in builder(section, facts)]
    if section.asks:
        words, translate = facts.asked.calendar.words, facts.asked.language.translate
        asks = (substitute_words(translate(one), words) for one in section.asks)
        found.append(Listing("questions", tuple(EntryLine(None, "", one) for one in asks)))
    return [*found, *list_told_lines(found)]


def _build_year_story(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    if words := build_year_story(facts.summary):
        yield Paragraph("the year", words, bare=True)
        for cycle in facts.summary.cycles:
            yield from tell_of_cycle(cycle, "group", cycle.group)
            yield from tell_of_cycle(cycle, "state", cycle.state)


def _build_months(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    if any(any(cycle.lines) for cycle in facts.summary.cycles):
        chart = build_strip_chart(facts.summary.months, facts.asked.language)
        yield chart
        yield ToldField("", "months", chart.alternative)


def _build_themes(spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell the tags by how many cycles they run through, then by how many entries have them.

    A tag that only puts an entry under a heading of this document is no theme.
    """
    sections = facts.asked.reader.sections
    marks = {fold(tag) for section in sections for one in (section, *section.each_cycle) for tag in one.tagged}
    themes: dict[str, tuple[str, set[int], set[ToldField], list[date]]] = {}
    for cycle in facts.summary.cycles:
        lines = list(cycle.lines)
        dated = [day for day in (cycle.began_on, *(line.on for line in lines)) if day]
        uses = [(ToldField(str(cycle.number), "tags", tag), dated) for tag in cycle.tags]
        uses += [
            (ToldField(line.name, "tags", tag), [line.on] if line.on else []) for line in lines for tag in line.tags
        ]
        for use, days in ((use, days) for use, days in uses if fold(use.words) not in marks):
            _, numbers, told, held = themes.setdefault(fold(use.words), (use.words, set(), set(), []))
            numbers.add(cycle.number)
            told.add(use)
            held.extend(days)
    ordered = sorted(themes.values(), key=lambda theme: (-len(theme[1]), -len(theme[2]), fold(theme[0])))
    rows = []
    for tag, numbers, told, held in ordered[: spec.most]:
        begin, end = map(facts.asked.language.spell_short, (min(held), max(held)))
        rows.append((tag, ", ".join(map(str, sorted(numbers))), begin, end))
        yield from sorted(told, key=lambda one: one.of)
    if rows:
        yield Table("Themes", ("Theme", "Enquiries", "From", "To"), tuple(rows))


def _build_threads(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell every cycle that grew from another of the document, and the one it grew from, in the order of growing."""
    known = {cycle.number: cycle for cycle in facts.summary.cycles if cycle.goes}
    grown = {number: cycle.grew_from for number, cycle in known.items() if cycle.grew_from in known}
    lines = []
    for cycle in (known[number] for number in sorted(number for number in {*grown, *grown.values()} if number)):
        beside = f"grew from enquiry {grown[cycle.number]}" if grown.get(cycle.number) else ""
        lines.append(EntryLine(cycle.began_on, "", cycle.question, beside, lead=f"Enquiry {cycle.number}"))
        yield from tell_of_cycle(cycle, "question", cycle.question)
        yield from tell_of_cycle(cycle, "began_on", cycle.began_on)
        yield from tell_of_cycle(cycle, "grew_from", grown.get(cycle.number))
    if lines:
        yield Listing("threads", tuple(lines))


def _build_standards_touched(spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell where the thinking went: each code with the cycles and entries it was given to. Never the rest."""
    places, days = dict[str, list[str]](), dict[str, list[date]]()
    for cycle in facts.summary.cycles:
        for code in cycle.standards:
            names = [line.name for line in cycle.lines if code in line.standards]
            yield from tell_of_cycle(cycle, "standards", code)
            yield from (ToldField(name, "standards", code) for name in names)
            where = quote_shortly(cycle.question, MOST_HEADED) or f"enquiry {cycle.number}"
            if facts.summary.names or any(one.each_cycle for one in facts.asked.reader.sections):
                names = names if facts.summary.names else []
                where = f"enquiry {cycle.number}" + (f" ({', '.join(names)})" if names else "")
            else:
                yield from tell_of_cycle(cycle, "question", cycle.question)
            places.setdefault(code, []).append(where)
            days.setdefault(code, []).extend(list_code_days(code, cycle, facts))
    standards = facts.asked.standards
    rows = tuple((code, format_titles(standards, code, days[code]), "; ".join(places[code])) for code in sorted(places))
    if rows:
        yield Table(spec.heading or "Where the thinking went", ("Standard", "Its title", "Where"), rows)


def _build_helps(spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell what helps: what was tagged so, what was kept, and what is still done; nothing that disagreed or stopped."""
    ranked = [
        (0 if has_any_tag(line, (HELPS,)) else 1 if line.verdict in KEPT else 2, line)
        for cycle in facts.summary.cycles
        for line in list_helpful(cycle)
    ]
    included = facts.asked.sharing.entries
    ranked.sort(key=lambda pair: (pair[1].name not in included, pair[0], pair[1].name not in facts.starred))
    if ranked:
        yield build_listing("what helps", (line for _, line in ranked[: spec.most]))


def _build_loose_ends(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell what each open cycle still asks for, with the command that answers it, and what was never filed."""
    asked, lines = facts.asked, []
    for cycle in facts.summary.cycles:
        if cycle.state is CycleState.OPEN:
            whole = asked.journal.find_cycle(cycle.number)
            pulse = build_pulse(whole, asked.journal, asked.calendar, asked.as_at, asked.rules)
            asking = {sign.name: sign for sign in pulse.signs if sign.asks}
            for name in sorted(asking, key=lambda name: (name not in ACT_ORDER, name)):
                sign = asking[name]
                command = asked.word(sign.next.act) if sign.next else ""
                lines.append(EntryLine(None, "", sign.sentence, command, lead=f"Enquiry {cycle.number}, {name}"))
    if facts.summary.unfiled:
        notes = format_count(facts.summary.unfiled, "note")
        words = f"{notes.capitalize()} of this time not yet filed to an enquiry"
        lines.append(EntryLine(None, "", words, asked.word(Act(ActKind.FILE_NOTES))))
    if lines:
        yield Listing("loose ends", tuple(lines))


def _build_still_open(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    lines = tuple(
        EntryLine(None, "", question, beside, lead=f"Enquiry {number}")
        for cycles, beside in ((facts.summary.still_open, ""), (facts.summary.without_entries, "nothing in this time"))
        for number, question in cycles
    )
    if lines:
        yield Listing("still open", lines)
        yield from (ToldField(str(number), "still_open", question) for number, question in facts.summary.still_open)


def _build_wish(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    if words := facts.asked.wish:
        yield from (Paragraph("wish", part, bare=True) for part in words.split("\n\n") if part.strip())
        yield ToldField("", "wish", words)


_DOCUMENT_BUILDERS: dict[SectionContent, Callable[[SectionSpec, SummaryFacts], Blocks]] = {
    SectionContent.YEAR: _build_year_story,
    SectionContent.CHANGED_MINDS: build_changed_minds,
    SectionContent.MONTHS: _build_months,
    SectionContent.PRIORITIES: build_priorities,
    SectionContent.THEMES: _build_themes,
    SectionContent.THREADS: _build_threads,
    SectionContent.TOUCHED: _build_standards_touched,
    SectionContent.HELPS: _build_helps,
    SectionContent.LOOSE: _build_loose_ends,
    SectionContent.OPEN: _build_still_open,
    SectionContent.WISH: _build_wish,
}
"""What builds each part that tells of all cycles together."""
