"""Collect what one cycle held in a window, as it stood at the end of a day: the facts every document is made of.

Rules: an entry belongs to the window by the day it happened; nothing that happened after the day is told, and states,
questions and decisions are those of that day. What disagrees is kept apart, to come first. A count of fewer than five
learners is told as "fewer than 5". A cycle whose own words are withheld is told by its number.
"""

from datetime import date
from typing import assert_never

import msgspec

from enquiry.dates.period import spell
from enquiry.insight.measures.compare import format_effect_summary
from enquiry.insight.measures.series import build_measure_change, collect_series, format_change, format_median
from enquiry.insight.pulse.snapshot import snapshot_cycle
from enquiry.insight.summary.blocks import NAMED_ONLY, EntryLine
from enquiry.insight.summary.disclosure import format_disclosed_value, format_learner_count, is_few
from enquiry.insight.summary.value import LISTS, CycleSummary, DisclosedCycle, SummaryMeasure, SummaryValue
from enquiry.insight.year.timeliness import get_late_recording_day
from enquiry.model import entry as kinds
from enquiry.model.choices import CycleState, Direction
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal


def build_cycle_summary(
    going: DisclosedCycle, journal: Journal, as_at: date, told: frozenset[int], *, owner: bool
) -> CycleSummary:
    """Return what a cycle held as at a day; `told` are the numbers of the cycles whose own words may be told.

    Ties name other people and enquiries, and are the owner's alone.
    """
    cycle = going.cycle
    in_full = [entry for entry in going.entries if entry.name not in going.by_name]
    standards = [*(cycle.standards if going.goes else ()), *(code for entry in in_full for code in entry.standards)]
    lists: dict[str, list[EntryLine]] = {name: [] for name in LISTS}
    stages = {entry.name: cycle.resolve_stage(entry) for entry in going.entries if isinstance(entry, kinds.Evidence)}
    for entry in going.entries:
        name, line = _build_entry_line(entry, stages.get(entry.name, ""), by_name=entry.name in going.by_name)
        lists[name].append(line)
    ties = list[str]()
    for link in cycle.links:
        kind = link.kind.replace("-", " ")
        other = f"{'as ' if kind == 'same group' else ''}enquiry {journal.get_name(link.cycle or '')}"
        ties.append(f"{kind} {link.who or other}")
    facts = CycleSummary(
        number=cycle.number,
        goes=going.goes,
        question=cycle.get_question_on(as_at).text if going.goes else "",
        state=cycle.get_state_on(as_at),
        began_on=cycle.began_on,
        standards=tuple(dict.fromkeys(standards)),
        ties=tuple(ties) if owner else (),
        changes=_build_measures(cycle, frozenset(entry.name for entry in in_full), journal, goes=going.goes),
    )
    facts = msgspec.structs.replace(facts, **{name: tuple(lines) for name, lines in lists.items()})
    if not going.goes:
        return facts
    turns = []
    for turn in (turn for turn in cycle.turns if turn.on <= as_at):
        what = "Opened again" if turn.state is CycleState.OPEN else turn.state.value.capitalize()
        lead = f"{what}, because {turn.because}" if turn.because else what
        turns.append(EntryLine(turn.on, "", "", lead=lead, kind="turn"))
    grown = [c for c in journal.kept if c.grew_from == cycle.id and c.began_on <= as_at and c.number in told]
    return msgspec.structs.replace(
        facts,
        versions=tuple(question for question in cycle.questions if question.on <= as_at),
        **{name: getattr(cycle, name) for name in ("group", "issue", "why", "hunch", "tags")},
        grew_from=journal.get_number(cycle.grew_from),
        success=tuple(sign.text for sign in cycle.success if sign.on <= as_at),
        next_look=find_next_look_at(cycle, as_at),
        next_questions=tuple(other.get_question_on(as_at).text for other in grown),
        turns=tuple(turns),
    )


def _build_entry_line(entry: kinds.AnyEntry, stage: str, *, by_name: bool) -> tuple[str, EntryLine]:
    """Return the list an entry belongs to (one of LISTS) and its line, which holds no words of it if `by_name`."""
    lead = beside = ""
    match entry:
        case kinds.Evidence():
            name = "disagreed" if entry.direction in (Direction.CONTRADICTS, Direction.MIXED) else "seen"
            words = [entry.evidence_kind.value.replace("-", " "), stage]
            words += [entry.direction.value] if entry.direction else []
            words += [f"{format_learner_count(entry.n)} learners"] if entry.n else []
            words += [f"to be found in {entry.source}"] if entry.source else []
            beside = ", ".join(words)
        case kinds.Action():
            until = f"until {spell(entry.until)}" if entry.until else ""
            name, beside = "done", ", ".join(filter(None, (kinds.format_delivery(entry), until)))
        case kinds.Review():
            name = "decisions" if entry.decision else "thought"
            because = f", because {entry.because}" if entry.because else ""
            lead = f"{entry.decision.capitalize()}{because}" if entry.decision else ""
            beside = f"next look {spell(entry.next_look)}" if entry.next_look else ""
        case kinds.Reflection():
            name = "thought"
        case kinds.Reading():
            fit = f"How it fits here: {entry.fit}" if entry.fit else ""
            doubt = f"In doubt: {entry.doubt}" if entry.doubt else ""
            parts = (kinds.format_reference(entry), fit, doubt)
            name, beside = "readings", " ".join(kinds.end_sentence(part) for part in parts if part)
        case kinds.Note():
            name = "notes"
        case _:
            assert_never(entry)
    kind = entry.kind.value
    if by_name:
        lead = entry.evidence_kind.replace("-", " ") if isinstance(entry, kinds.Evidence) else kind
        return name, EntryLine(entry.happened_on, entry.name, "", NAMED_ONLY, f"{entry.name}, {lead}", kind=kind)
    written = get_late_recording_day(entry)
    text = kinds.format_with_headings(entry)
    return name, EntryLine(
        entry.happened_on, entry.name, text, beside, lead, entry.tags, kind, written, entry.standards
    )


def find_next_look_at(cycle: Cycle, day: date) -> date | None:
    """Return the next look that lay ahead at the end of `day`, as far as reviews tell; none for a closed cycle."""
    look = None if cycle.get_state_on(day) is CycleState.CLOSED else snapshot_cycle(cycle, day).next_look
    return look if look and look > day else None


def _build_measures(cycle: Cycle, names: frozenset[str], journal: Journal, *, goes: bool) -> tuple[SummaryMeasure, ...]:
    """Return the values that the entries of these names brought; `goes` says that the cycle's own words are told.

    The effect-size sentence uses what the cycle says of itself, and may quote it: it goes only with the cycle's words.
    """
    found = []
    for whole in collect_series(cycle, journal):
        series = whole._replace(points=tuple(point for point in whole.points if point.entry in names))
        values = []
        for point in series.points:
            value = None if is_few(point, series.counts) else point.value
            n = format_learner_count(point.n) if point.n else ""
            told = format_disclosed_value(point, series)
            values.append(SummaryValue(point.on, point.entry, told, value, point.sd, n, point.of))
        if not values:
            continue
        baseline = series.baseline
        place = series.points.index(baseline) if baseline else None
        known = all(value.value is not None for value in values)
        change = build_measure_change(series) if known else None
        words = (format_change(change), format_effect_summary(series, cycle) if goes else "") if change else ("", "")
        since = format_median(change) if change and change.since_values > 1 else ""
        own = (series.name, series.unit, series.better.value, tuple(values), place, *words)
        found.append(SummaryMeasure(*own, since, series.is_share))
    return tuple(found)
