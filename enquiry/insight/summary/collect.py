"""Collect what one cycle held in a window, as it stood at the end of a day: the facts every document is made of.

Rules: an entry belongs to the window by the day it happened; nothing that happened after the day is told, and states,
questions and decisions are those of that day, or of the window's last day where that came before. What disagrees is
kept apart, to come first. A count of fewer than five learners is told to others as "fewer than 5". A cycle whose own
words are withheld is told by its number.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from math import floor
from statistics import median
from typing import assert_never

import msgspec
from msgspec.structs import replace

from enquiry.dates.period import spell
from enquiry.insight.asks import is_asked_of
from enquiry.insight.comments.beneath import get_about
from enquiry.insight.measures.compare import format_effect_summary
from enquiry.insight.measures.series import (
    MeasureChange,
    Series,
    SeriesPoint,
    build_measure_change,
    collect_series,
    compute_difference,
    format_change,
    format_change_amount,
    format_median,
    format_point,
    format_since,
)
from enquiry.insight.pulse.snapshot import snapshot_cycle
from enquiry.insight.readings.known import VERDICT_WORDS, label_reading
from enquiry.insight.summary.blocks import EntryLine, capitalise
from enquiry.insight.summary.disclosure import (
    HELD_BY_NAME,
    Disclosure,
    decide_disclosure,
    disclose_tally,
    find_withheld_range,
    format_disclosed_value,
    format_learner_count,
)
from enquiry.insight.summary.value import (
    LISTS,
    CycleSummary,
    DisclosedCycle,
    SummaryMeasure,
    SummaryRequest,
    SummaryValue,
)
from enquiry.insight.year.timeliness import get_late_recording_day
from enquiry.model import entry as kinds
from enquiry.model.amount import Number
from enquiry.model.choices import FEWEST, CycleState, Direction, PlanState
from enquiry.model.cycle import Cycle, format_target
from enquiry.model.groups import GroupNoun
from enquiry.model.journal import Journal
from enquiry.model.measure import format_plain_number
from enquiry.words import choose_form

OWN_WORDS = (
    *("group", "setting", "partners", "issue", "why", "hunch", "instead", "informed", "consent", "delete_by"),
    *("story", "tags"),
)
"""The fields of a cycle's own words that documents tell as they are."""


def build_cycle_summary(going: DisclosedCycle, asked: SummaryRequest, told: frozenset[int]) -> CycleSummary:
    """Return what a cycle held as at a day; `told` are the numbers of the cycles whose own words may be told.

    Ties name other people and enquiries, and are the owner's alone.
    """
    cycle, journal, day, owner = going.cycle, asked.journal, asked.until, asked.reader.owner
    in_full = [entry for entry in going.entries if entry.name not in going.by_name]
    standards = [*(cycle.standards if going.goes else ()), *(code for entry in in_full for code in entry.standards)]
    lists: dict[str, list[EntryLine]] = {name: [] for name in LISTS}
    known = {entry.id: entry for entry in going.entries}
    stages = {entry.name: cycle.stages[entry.id] for entry in going.entries if isinstance(entry, kinds.Evidence)}
    learners = journal.get_group_noun(cycle)
    for entry in going.entries:
        if isinstance(entry, kinds.Ask) and not is_asked_of(entry, asked.reader.asked):
            continue
        name, line = _build_entry_line(entry, stages.get(entry.name, ""), learners, asked)
        if why := going.by_name.get(entry.name):
            what = entry.evidence_kind.replace("-", " ") if isinstance(entry, kinds.Evidence) else line.kind
            what = asked.language.translate(capitalise(what))
            line = EntryLine(entry.happened_on, entry.name, "", f"kept back: {why}", what, kind=line.kind, by_name=True)
        elif entry.recorded_at.date() > asked.as_at:
            line = msgspec.structs.replace(line, written=entry.recorded_at.date())
        if (about := known.get(get_about(entry))) and not line.by_name:
            spoken = f"on the {about.kind} of {spell(about.happened_on)}"
            line = msgspec.structs.replace(line, about=about.name, spoken=spoken)
        lists[name].append(line)
    ties = list[str]()
    for link in cycle.links:
        kind = link.kind.replace("-", " ")
        other = f"{'as ' if kind == 'same group' else ''}enquiry {journal.get_name(link.cycle or '')}"
        ties.append(f"{kind} {link.who or other}")
    facts = CycleSummary(
        number=cycle.number,
        goes=going.goes,
        question=cycle.get_question_on(day).text if going.goes else "",
        state=cycle.get_state_on(day),
        began_on=cycle.began_on,
        standards=tuple(dict.fromkeys(standards)),
        ties=tuple(ties) if owner else (),
        hours=_format_hours(in_full),
        tried_here=tuple(_list_tried(in_full, asked)),
        changes=_build_measures(going, frozenset(entry.name for entry in in_full), journal, owner=owner),
    )
    facts = msgspec.structs.replace(facts, **{name: tuple(lines) for name, lines in lists.items()})
    if not going.goes:
        return facts
    turns, translate = [], asked.language.translate
    for turn in (turn for turn in cycle.turns if turn.on <= day):
        what = translate("Opened again" if turn.state is CycleState.OPEN else turn.state.value.capitalize())
        lead = f"{what}, {translate('because')} {turn.because}" if turn.because else what
        turns.append(EntryLine(turn.on, "", "", lead=lead, kind="turn"))
    grown = [c for c in journal.kept if c.grew_from == cycle.id and c.began_on <= day and c.number in told]
    facts = msgspec.structs.replace(
        facts,
        versions=tuple(replace(question, by="") for question in cycle.questions if question.on <= day),
        **{name: getattr(cycle, name) for name in OWN_WORDS},
        priority=journal.find_priority(cycle, told - {n for n, name in asked.sharing.fields if name == "priority"}),
        targets=tuple(map(format_target, cycle.targets)),
        grew_from=journal.get_number(cycle.grew_from),
        success=tuple(sign.text for sign in cycle.success if sign.on <= day),
        next_look=find_next_look_at(cycle, day),
        next_questions=tuple(other.get_question_on(day).text for other in grown),
        turns=tuple(turns),
    )
    held = [HELD_BY_NAME[name] for number, name in asked.sharing.fields if number == cycle.number]
    return msgspec.structs.replace(facts, **{name: type(getattr(facts, name))() for name in held})


def _format_hours(entries: Sequence[kinds.AnyEntry]) -> str:
    """Return how many hours these entries say they took together; nothing where none says so."""
    hours = [getattr(entry, "hours", None) or 0 for entry in entries]
    return format_amount_of_hours(sum(hours)) if any(hours) else ""


def format_amount_of_hours(hours: float) -> str:
    """Return hours in words: "1 hour", "2.5 hours"."""
    return f"{format_plain_number(hours)} {choose_form(hours, 'hour')}"


_OF_READINGS = (
    ("fit", "How it fits here"),
    ("expects", "What it would have me see"),
    ("changed", "What it changed"),
    ("doubt", "In doubt"),
)
"""What documents tell of a reading beside its words and its source, in their order."""


def _build_entry_line(
    entry: kinds.AnyEntry, stage: str, group: GroupNoun, asked: SummaryRequest
) -> tuple[str, EntryLine]:
    """Return the list an entry belongs to (one of LISTS) and its line."""
    lead = beside = verdict = ""
    translate, owner = asked.language.translate, asked.reader.owner
    match entry:
        case kinds.Evidence():
            name = "disagreed" if entry.direction in (Direction.CONTRADICTS, Direction.MIXED) else "seen"
            words = [entry.evidence_kind.value.replace("-", " "), stage]
            verdict = entry.direction.value if entry.direction else ""
            words += [verdict] if verdict else []
            words = [*map(translate, words)]
            about = format_learner_count(entry.n, owner=owner) if entry.n else ""
            words += [f"{about} {choose_form(about == '1', *group)}"] if about else []
            words += [f"foretold: {entry.predicted}"] if entry.predicted else []
            words += [f"to be found in {entry.source}"] if entry.source and not entry.gift else []
            words += [f"marked by {entry.marked_by}"] if entry.marked_by else []
            beside = ", ".join(words)
        case kinds.Action() if entry.is_plan:
            plan, day = entry.plan or PlanState.PLANNED, entry.plan_for
            to = " to" if plan is PlanState.MOVED else " for"
            name, lead, verdict = "plans", f"{plan.capitalize()}{f'{to} {spell(day)}' if day else ''}", plan.value
            beside = kinds.format_delivery(entry)
        case kinds.Action():
            name, beside = "done", _format_doing(entry)
        case kinds.Review():
            name = "decisions" if entry.decision else "thought"
            because = f", {translate('because')} {entry.because}" if entry.because else ""
            verdict = entry.decision.value if entry.decision else ""
            lead = f"{translate(entry.decision.capitalize())}{because}" if entry.decision else ""
            beside = f"next look {spell(entry.next_look)}" if entry.next_look else ""
        case kinds.Reflection():
            name = "thought"
        case kinds.Reading():
            said = (f"{label}: {words}" for field, label in _OF_READINGS if (words := getattr(entry, field)))
            parts = filter(None, (kinds.format_reference(entry), *said))
            name, beside = "readings", " ".join(map(kinds.end_sentence, parts))
        case kinds.Note():
            name = "notes"
        case kinds.Ask():
            name, beside, verdict = "asks", _format_asking(entry), entry.answer.value if entry.answer else ""
        case _:
            assert_never(entry)
    hours = getattr(entry, "hours", None)
    words_of, partners = getattr(entry, "words_of", ""), getattr(entry, "partners", "")
    more = [f"{how} {who}" for how, who in (("written by", entry.by), ("in the words of", words_of)) if who]
    more += [f"with {partners}"] if partners else []
    more += [format_amount_of_hours(hours)] if hours is not None else []
    beside = (
        f"{beside} {kinds.end_sentence(capitalise(', '.join(more)))}"
        if more and beside.endswith(".")
        else ", ".join(filter(None, (beside, *more)))
    )
    written = get_late_recording_day(entry)
    text = kinds.format_with_headings(entry)
    return name, EntryLine(
        entry.happened_on,
        entry.name,
        text,
        beside,
        lead,
        entry.tags,
        entry.kind.value,
        written,
        entry.standards,
        voice=bool(words_of),
        verdict=verdict,
    )


def _list_tried(entries: Sequence[kinds.AnyEntry], asked: SummaryRequest) -> Iterator[str]:
    """Yield what reviews among some entries say of readings that may be told too, a sentence each with its day."""
    journal = asked.journal
    for review in entries:
        if not isinstance(review, kinds.Review) or not review.tried:
            continue
        wanted = {said.reading: said for said in review.tried if said.verdict}
        for reading in (one for one in journal.iterate_entries() if one.id in wanted):
            ruling, said = decide_disclosure(reading, asked.reader, asked.sharing), wanted[reading.id]
            if isinstance(reading, kinds.Reading) and said.verdict and ruling.verdict is Disclosure.GOES:
                claim = f" would have one see “{reading.expects.rstrip('.')}”" if reading.expects else ""
                here = f"{VERDICT_WORDS[said.verdict]}, {asked.language.spell(review.happened_on)}"
                words = f"{label_reading(reading)}{claim}. {capitalise(here)}"
                yield kinds.end_sentence(f"{words}. {capitalise(said.why)}" if said.why else words)


def _format_doing(action: kinds.Action) -> str:
    """Return how often an action was done, until when, and what gives way to it."""
    until = f"until {spell(action.until)}" if action.until else ""
    room = f"what gives way: {action.instead}" if action.instead else ""
    return ", ".join(filter(None, (kinds.format_delivery(action), until, room)))


def _format_asking(ask: kinds.Ask) -> str:
    """Return of whom something was asked, how it was answered, and what came of it."""
    of = f"asked of {ask.of}" if ask.of else ""
    answered = f"answered {kinds.format_answer(ask)}" if ask.answer else kinds.format_answer(ask)
    return ", ".join(filter(None, (of, ": ".join(filter(None, (answered, ask.came_of_it))))))


def find_next_look_at(cycle: Cycle, day: date) -> date | None:
    """Return the next look that lay ahead at the end of `day`, as far as reviews tell."""
    look = snapshot_cycle(cycle, day).next_look
    return look if look and look > day else None


def _build_measures(
    going: DisclosedCycle, names: frozenset[str], journal: Journal, *, owner: bool
) -> tuple[SummaryMeasure, ...]:
    """Return the values that the entries of these names brought.

    The effect-size sentence uses what the cycle says of itself, and may quote it: it goes only with the cycle's words.
    """
    found, cycle = [], going.cycle
    for whole in collect_series(cycle, journal):
        series = whole._replace(points=tuple(point for point in whole.points if point.entry in names))
        values = []
        for point in series.points:
            withheld = None if owner else find_withheld_range(point, series)
            held, counts = (series.levels, point.tally) if owner else disclose_tally(point, series)
            is_cut = bool(withheld) or counts != point.tally
            told = format_point(point, series.unit, series.levels) if owner else format_disclosed_value(point, series)
            n = format_learner_count(point.n, owner=owner) if point.n else ""
            of = None if withheld and point.of is not None and point.of < FEWEST else point.of
            tally = tuple(zip(held, counts, strict=False))
            values.append(
                SummaryValue(point.on, point.entry, told, None if is_cut else point.value, point.sd, n, of, tally)
            )
        if not values:
            continue
        baseline = series.baseline
        place = series.points.index(baseline) if baseline else None
        change, words = build_measure_change(series), ("", "", "")
        if change and all(value.value is not None for value in values):
            weight = format_effect_summary(series, cycle) if going.goes else ""
            words = format_change(change), weight, format_median(change) if change.since_values > 1 else ""
        elif change:
            words = _format_least_change(series, change), "", ""
        own = (series.name, series.unit, series.better.value, tuple(values), place, *words)
        found.append(SummaryMeasure(*own, series.is_share))
    return tuple(found)


def _format_least_change(series: Series, change: MeasureChange) -> str:
    """Return the least that a measure has changed by, where a count is withheld: "down by at least 5 of 24 since …".

    It rests on what is told alone, so that no count can be worked out from it; nothing where it may not have changed.
    It is in whole learners, and of shares whose totals differ in whole percentage points; of levels it is never told.
    """
    if series.levels:
        return ""
    totals = {point.of for point in series.points}
    as_shares = series.is_share and len(totals) > 1

    def bound(points: Sequence[SeriesPoint]) -> tuple[Number, Number]:
        ranges = [(find_withheld_range(one, series) or (one.value, one.value), one.of) for one in points]
        low, high = (
            median(100 * ends[side] / (of or 1) if as_shares else ends[side] for ends, of in ranges) for side in (0, 1)
        )
        return low, high

    (low, high), (latest_low, latest_high) = bound(series.baselines or (series.first,)), bound((series.latest,))
    up, down = compute_difference(latest_low, high), compute_difference(low, latest_high)
    by = floor(max(up, down))
    if by <= 0:
        return ""
    unit = "%" if as_shares else change.unit
    amount, _, verdict = format_change_amount(by if up > 0 else -by, unit, change.better).partition(", ")
    way, _, much = amount.partition(" ")
    of = next(iter(totals)) if len(totals) == 1 else None
    much += "" if of is None else f" of {format_plain_number(of)}"
    return ", ".join(filter(None, (f"{way} by at least {much} since {format_since(change, shown=False)}", verdict)))
