"""Values of measures as they are given with evidence: read early as far as can be, then by what the journal knows."""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any, TypeVar

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model import measure as measures
from enquiry.model.choices import Counted, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence
from enquiry.model.groups import COUNTED
from enquiry.model.journal import Journal
from enquiry.model.text import fold
from enquiry.words import format_count

CLOSE = 0.8
"""How alike two names are (by difflib, from 0 to 1) from which they may be one measure mistyped."""

E = TypeVar("E", bound=AnyEntry)

_OF_JOURNAL = r"=(?:\D*|.*\d,\d.*|\s*[^\W\d_][^=]*\d[^=]*|[^=]*[^\W\d_][^=]*[,;][^=]*)$"
"""An amount that only the journal can settle: a level's name, a decimal comma, a tally of levels."""

_ANSWERS = {"yes": True, "y": True, "no": False, "n": False}


def parse_values(
    session: Session, given: Mapping[str, Any], journal: Journal | None = None
) -> list[measures.ParsedValue]:
    """Return the values in `--measure name=value` with what `--sd`, `--counts` and `--chosen` say of them.

    Without a journal what only it can settle (a level's name, a decimal comma) is left out, so that mistakes are told
    before anything is opened. Raises UsageMistake for a measure without a number, an option that lacks exactly one
    value, or a measure given twice.
    """
    read = list[measures.ParsedValue]()
    for raw in given.get("measure") or ():
        if journal is not None and not raw:  # of what is edited it takes the values away
            continue
        if journal is None and re.search(_OF_JOURNAL, raw) and not re.search(r"=\s*$", raw):
            read.append(measures.ParsedValue(measures.MeasuredValue(measure=raw.rpartition("=")[0].strip(), value=0)))
            continue
        known = journal.find_measure(measures.split_measured_value(raw)[0]) if journal else None
        read.append(measures.parse_measured_value(raw, known, decimal_comma=reads_decimal_comma(session, journal, raw)))
    sd, counts = given.get("sd"), _parse_counted(given.get("counts"))
    chosen = parse_chosen(given.get("chosen"))
    if sd is not None and not isfinite(sd):
        raise UsageMistake(f"--sd {sd} is no number.", "Give the standard deviation in figures, such as --sd 3.9.")
    for flag, one in ((f"--sd {sd:g}" if sd is not None else "", sd), (f"--counts {counts}", counts)):
        if one is not None and len(read) != 1:
            hint = 'Give it with one --measure "name=value"; log a second measure as evidence of its own.'
            raise UsageMistake(f"{flag} belongs to {len(read)} measures.", hint)
    for place, (value, *_) in enumerate(read):
        if any(measures.is_same_measure(value.measure, other.value.measure) for other in read[:place]):
            raise UsageMistake(f"The measure “{value.measure}” is given twice.", "Give each measure one value.")
    return [one._replace(value=replace(one.value, sd=sd, chosen=chosen), counts=counts or one.counts) for one in read]


def reads_decimal_comma(session: Session, journal: Journal | None, raw: str) -> bool:
    """Say whether a comma between figures stands before decimals, as in the country of the journal's calendar."""
    asked = journal is not None and re.search(r"\d,\d|=\s*[-+]?,\d", raw)
    return bool(asked and session.load_school_calendar(journal or Journal()).has_decimal_comma)


def _parse_counted(raw: str | None) -> Counted | None:
    """Return what is counted, by enough of its beginning. Raises UsageMistake for what is none of them."""
    fitting = [one for one in Counted if raw and one.value.startswith(raw.strip().casefold())]
    if raw and len(fitting) != 1:
        words = f"“{raw}” is no choice for --counts.{suggest_nearest(raw, [one.value for one in Counted])}"
        raise UsageMistake(words, f"They are: {', '.join(Counted)}.")
    return fitting[0] if raw else None


def parse_chosen(raw: str | None) -> bool | None:
    """Return what --chosen says. Raises UsageMistake for what is neither yes nor no."""
    if raw and raw.strip().casefold() not in _ANSWERS:
        raise UsageMistake(f"“{raw}” is no choice for --chosen.", "Say yes or no.")
    return _ANSWERS[raw.strip().casefold()] if raw else None


def check_learner_count(sd: float | None, n: int | None) -> None:
    """Raise UsageMistake for a standard deviation of an unknown number of learners."""
    if sd is not None and n is None:
        raise UsageMistake(f"--sd {sd:g} is given without --n.", "Say how many people it is about: --n 24")


def add_measures(
    session: Session, journal: Journal, cycle: Cycle | None, given: list[measures.ParsedValue], n: int | None
) -> Journal:
    """Return the journal knowing every measure given; a unit that was missing is learned, and what it counts.

    `cycle` is that of the evidence, `n` how many of its group the values are about. A unit or count that differs from
    the one known, a value outside the range and a new name close to one in use are questioned. Raises UsageMistake
    where that is not confirmed.
    """
    people = COUNTED[journal.get_group_sort(cycle)] if cycle else Counted.LEARNERS
    for parsed in given:
        value, unit, *_ = parsed
        known = journal.find_measure(value.measure)
        if known is None:
            confirm_measure_name(session, journal, value.measure)
            stamp = session.stamp()
            known = measures.Measure(id=stamp.id, recorded_at=stamp.at, name=value.measure, unit=unit)
            hint = f'enquiry measures define "{known.name}" --better up'
            session.say(f"“{known.name}” is a new measure. Say which way is better, up or down: {hint}")
        elif unit and not known.unit:
            known = replace(known, unit=unit)
        elif unit and unit != known.unit:
            words = f"“{known.name}” is measured in “{known.unit}”, and this says “{unit}”."
            if not session.confirm(f"{words} Keep the value as “{known.unit}”?"):
                raise UsageMistake(words, "Give the value in that unit, or another name to the measure.")
        held = list_values(journal, known)
        if value.of is None and not known.unit.startswith("of ") and any(one.of is not None for one, _ in held):
            words = f"“{known.name}” was so many of so many until now, and this says no total."
            if not session.confirm(f"{words} Keep it?"):
                raise UsageMistake(words, f'Write it with its total: --measure "{known.name}=12 of 23"')
        known = _settle_counted(session, held, _settle_levels(session, held, known, parsed, n), parsed, (n, people))
        _check_range(session, known, value)
        journal = journal.upsert_measure(known)
    return journal


def _settle_levels(
    session: Session,
    held: list[tuple[measures.MeasuredValue, int | None]],
    known: measures.Measure,
    parsed: measures.ParsedValue,
    n: int | None,
) -> measures.Measure:
    """Return the measure with the levels of its first tally, which are said. Another number than `n` is questioned.

    Raises UsageMistake where that is not confirmed, and for a tally of a measure that has values without levels.
    """
    if not parsed.levels:
        return known
    if held and not known.levels:
        words = f"“{known.name}” has values without levels, and this counts by levels."
        raise UsageMistake(words, "Give another name to the measure.")
    counted = sum(parsed.value.tally)
    if n is not None and counted != n:
        words = f"The levels of “{known.name}” count {counted}, and --n says {n}."
        if not session.confirm(f"{words} Keep it?"):
            raise UsageMistake(words, "Check the numbers, or give --yes to keep both.")
    if not known.levels:
        ordered = " < ".join(parsed.levels)
        session.say(f"Its levels are {ordered}, as written. Where that is not their order: enquiry undo")
    return replace(known, levels=parsed.levels)


def _settle_counted(
    session: Session,
    held: list[tuple[measures.MeasuredValue, int | None]],
    known: measures.Measure,
    parsed: measures.ParsedValue,
    about: tuple[int | None, Counted],
) -> measures.Measure:
    """Return the measure saying what it counts: as was said, else as is sure, else as the person answers once.

    `held` are the values it had before, each with its number of people; `about` how many the value is about, and whom.
    """
    value, counts, (n, people) = parsed.value, parsed.counts, about
    if counts and counts is not known.counts:
        if known.counts and held:
            confirm_counted(session, known, counts, len(held))
        return _set_counted(known, counts, value)
    if known.counts or known.levels or (value.of is None and not known.unit.startswith("of ")):
        return known
    guessed = measures.guess_counted([*held, (value, n)], known, people)
    if guessed:
        why = f"its total follows the {people}" if guessed.are_people else "it is a mean"
        session.say(f"“{known.name}” is taken to count {guessed}, since {why}; --counts says otherwise.")
        return _set_counted(known, guessed, value)
    if any(measures.get_denominator(one, known) is not None for one, _ in held):
        return known
    hint = f'enquiry measures define "{known.name}" --counts {people}'
    if not session.can_ask or session.yes:
        session.say(f"Does “{known.name}” count {people} or points? Say so once: {hint}")
        return known
    question = f"What does “{known.name}” count: {', '.join(Counted)}? (Enter: not said)"
    answer = session.ask_line(question)
    return _set_counted(known, counts, value) if (counts := _parse_counted(answer)) else known


def _set_counted(known: measures.Measure, counts: Counted, value: measures.MeasuredValue) -> measures.Measure:
    """Return the measure counting that; points of so many have a range, by which they are drawn."""
    fixed = counts is Counted.POINTS and value.of is not None and not known.unit
    unit = f"of {measures.format_plain_number(value.of or 0)}" if fixed else known.unit
    return replace(known, counts=counts, unit=unit)


def confirm_counted(session: Session, known: measures.Measure, counts: Counted, values: int) -> None:
    """Ask whether a measure with values is to count something else. Raises UsageMistake where it is not confirmed."""
    words = f"“{known.name}” counts {known.counts}, in {format_count(values, 'value')} already, and this says {counts}."
    if not session.confirm(f"{words} Change it for all of them?"):
        raise UsageMistake(words, "Give --yes to change it for all of them, or another name to the measure.")


def list_values(journal: Journal, measure: measures.Measure) -> list[tuple[measures.MeasuredValue, int | None]]:
    """Return every kept value of a measure with the number of people it is about."""
    return [
        (value, entry.n)
        for cycle in journal.kept
        for entry, value in cycle.iterate_values()
        if measures.is_same_measure(value.measure, measure.name)
    ]


def _check_range(session: Session, known: measures.Measure, value: measures.MeasuredValue) -> None:
    """Raise UsageMistake for more learners than there were, and where a value outside the range is not confirmed."""
    if not measures.is_outside_range(known, value):
        return
    lowest, highest = measures.get_measure_range(known)
    lowest, highest = (0, value.of) if value.of is not None else (lowest, highest)
    said = measures.format_measure_range(lowest, highest)
    said = f"from {said}" if lowest is not None and highest is not None else said
    words = f"“{known.name}” runs {said}, and this says {measures.format_plain_number(value.value)}."
    if known.counts and known.counts.are_people:
        raise UsageMistake(words, f"More {known.counts} than there were can't be: check the two numbers.")
    if not session.confirm(f"{words} Keep it?"):
        hint = "Give --yes to keep it; enquiry measures define changes the range."
        raise UsageMistake(words, f"Check the value. {hint}")


def ask_chosen(session: Session, cycle: Cycle, entry: E) -> E:
    """Return evidence of the baseline saying whether the group was chosen because of what was measured.

    Asked once for a measure in a cycle, of a person at a terminal, where the group is not simply a class.
    """
    if not isinstance(entry, Evidence) or not session.can_ask or session.yes:
        return entry
    from enquiry.insight.measures.chosen import needs_asking

    told = {fold(value.measure) for _, value in cycle.iterate_values()}
    if cycle.resolve_stage(entry) is not EvidenceStage.BASELINE or not needs_asking(cycle):
        return entry
    values = list(entry.values)
    for place, value in enumerate(values):
        if value.chosen is None and fold(value.measure) not in told:
            answer = session.ask_line(
                f"Was this group chosen because of “{value.measure}”? yes or no (Enter: not said)"
            )
            values[place] = replace(value, chosen=_ANSWERS.get(answer.casefold()))
    return replace(entry, values=tuple(values))


def confirm_measure_name(session: Session, journal: Journal, name: str) -> None:
    """Ask about a new name that is close to one in use. Raises UsageMistake where it is not confirmed."""
    from difflib import SequenceMatcher

    def likeness(known: measures.Measure) -> float:
        return SequenceMatcher(None, fold(known.name), fold(name)).ratio()

    nearest = max(journal.known_measures, key=likeness, default=None)
    if nearest is None or likeness(nearest) < CLOSE:
        return
    words = f"“{name}” is new, and close to “{nearest.name}”, which is in use."
    if not session.confirm(f"{words} Keep it as a measure of its own?"):
        raise UsageMistake(words, f"Write it as “{nearest.name}”, or give --yes to keep both.")
