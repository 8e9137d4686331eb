"""The values of fields: what was typed for one, read by the type of the field."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from msgspec.structs import replace

from enquiry.cli.beliefs.reasons import parse_reasons, parse_supports
from enquiry.cli.names import resolve_entry
from enquiry.cli.session import Session
from enquiry.cli.writing.measured import parse_chosen, parse_values, reads_decimal_comma
from enquiry.cli.writing.priorities import resolve_priority
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.choices import GroupSort, LinkKind
from enquiry.model.cycle import Cycle, Link, SuccessSign, Target
from enquiry.model.entry import TriedReading, parse_doi
from enquiry.model.field import CYCLE, Field, FieldType
from enquiry.model.groups import NOUNS, assume_group_sort, guess_group_sort
from enquiry.model.journal import Journal, JournalItem
from enquiry.model.measure import MeasuredValue, parse_measured_value, split_measured_value
from enquiry.model.tag import parse_tags
from enquiry.model.text import fold


class FieldContext(NamedTuple):
    """What reading a field needs: the run, the journal, the day it is said, all that was typed, and what is edited."""

    session: Session
    journal: Journal
    day: date
    given: Mapping[str, Any]
    thing: JournalItem | None = None


def read_field(context: FieldContext, field: Field, raw: Any) -> object:
    """Return the value of a field from what was typed for it.

    In a thing that is edited an empty text takes away what the field says; tags, signs and links are added to those it
    has, and standards and measures take their place. Raises UsageMistake for what the field can't take, and NotFound
    and Ambiguous for the name of a cycle.
    """
    held: Any = ()
    if context.thing is not None:
        if raw == "" and field.type is not FieldType.DAY:
            return None if field.clearable else ""
        held = getattr(context.thing, field.target) if field.several else ()
        if field.type in (FieldType.SIGNS, FieldType.STANDARDS, FieldType.TARGETS) and "" in raw:
            raw = [one for one in raw if one]
            held = held if field.type is FieldType.STANDARDS else ()
    return _READERS[field.type](context, field, raw, held)


_READERS: dict[FieldType, Callable[[FieldContext, Field, Any, Any], object]] = {
    **dict.fromkeys((FieldType.NUMBER, FieldType.CHOICE, FieldType.FLAG), lambda _at, _field, raw, _held: raw),
    **dict.fromkeys(
        (FieldType.MEASURES, FieldType.DECIMAL, FieldType.OF_MEASURE),
        lambda at, _field, _raw, _held: _read_measures(at, getattr(at.thing, "values", ())),
    ),
    FieldType.TEXT: lambda at, field, raw, _held: at.session.clean_field(raw, field.noun or field.name),
    **dict.fromkeys(
        (FieldType.DAY, FieldType.PAST_DAY), lambda at, _field, raw, _held: resolve_day(at.session, raw, at.journal)
    ),
    FieldType.END_DAY: lambda at, _field, raw, _held: read_future_day(at.session, raw, at.journal),
    FieldType.NEXT_DAY: lambda at, field, raw, _held: resolve_next_look(
        at.session, raw, at.journal, say=at.thing is not None or CYCLE in field.kinds
    ),
    FieldType.DOI: lambda _at, _field, raw, _held: parse_doi(raw),
    FieldType.CYCLE: lambda at, _field, raw, _held: at.journal.find_cycle(raw).id,
    FieldType.ENTRY: lambda at, _field, raw, _held: _read_entry(at, raw),
    FieldType.TAGS: lambda _at, _field, raw, held: parse_tags([*held, *raw]),
    FieldType.STANDARDS: lambda at, _field, raw, held: resolve_standards(
        at.session, raw, getattr(at.thing, "happened_on", at.day), held
    ),
    FieldType.SIGNS: lambda at, field, raw, held: (
        *held,
        *(SuccessSign(text=at.session.clean_field(sign, field.label), on=at.day) for sign in raw),
    ),
    FieldType.TARGETS: lambda at, _field, raw, held: (*held, *(parse_target(at, one) for one in raw if one)),
    FieldType.AMOUNT: lambda _at, _field, raw, _held: _read_amount(raw),
    FieldType.REASONS: lambda at, _field, raw, _held: parse_reasons(at.session, at.journal, raw),
    FieldType.SUPPORTS: lambda at, _field, raw, _held: parse_supports(at.session, at.journal, raw),
    FieldType.PRIORITY: lambda at, _field, raw, _held: resolve_priority(at.journal.settings.priorities, raw),
    FieldType.TRIED: lambda at, _field, raw, held: _read_tried(at, raw, held),
    FieldType.LINKS: lambda at, _field, raw, held: parse_links(at.session, at.journal, raw, held),
}


def _read_entry(context: FieldContext, raw: str) -> str:
    """Return the id of the entry of that name. Raises UsageMistake for the thing itself and what speaks of it."""
    from enquiry.insight.comments.beneath import list_spoken_of

    found = resolve_entry(context.journal, raw)
    if context.thing and any(one.id == context.thing.id for one in (found, *list_spoken_of(found, context.journal))):
        raise UsageMistake(f"It would speak of itself: {raw} is it, or speaks of it.", "Name another entry.")
    return found.id


def _read_tried(
    context: FieldContext, raw: Iterable[str | TriedReading], held: tuple[TriedReading, ...]
) -> tuple[TriedReading, ...]:
    from enquiry.cli.writing.tried import parse_tried  # which only a review needs

    return parse_tried(context.session, context.journal, raw, held)


def _read_amount(raw: float) -> int | float:
    """Return an amount, whole where it is. Raises UsageMistake for what is no number."""
    if not isfinite(raw):
        raise UsageMistake(f"“{raw}” is no number.", "Give it in figures, such as 1.5.")
    return int(raw) if raw == int(raw) else raw


def parse_target(context: FieldContext, raw: str) -> Target:
    """Return the target in `name=value unit by DAY for WHOM`; unit, day and whom may be left out.

    Raises UsageMistake as `parse_measured_value` does, and for a day that can't be read.
    """
    text, _, whom = raw.partition(" for ") if "=" in raw.partition(" for ")[0] else (raw, "", "")
    text, _, day = text.partition(" by ") if "=" in text.partition(" by ")[0] else (text, "", "")
    known = context.journal.find_measure(split_measured_value(text)[0])
    comma = reads_decimal_comma(context.session, context.journal, text)
    value, unit, *_ = parse_measured_value(text, known, decimal_comma=comma)
    return Target(
        measure=known.name if known else value.measure,
        value=value.value,
        of=value.of,
        unit="" if value.of else unit or (known.unit if known else ""),
        by=read_future_day(context.session, day, context.journal) if day else None,
        whom=context.session.clean_field(whom, "target").strip() if whom else "",
    )


def _read_measures(context: FieldContext, held: tuple[MeasuredValue, ...]) -> tuple[MeasuredValue, ...]:
    """Return the values that were given, under the names the journal knows their measures by.

    Of what is edited, a value of the same measure keeps what it says of the group; `--chosen` may stand alone there.
    """
    given = context.given
    if held and given.get("chosen") and not given.get("measure"):
        return tuple(replace(value, chosen=parse_chosen(given["chosen"])) for value in held)
    before = {fold(value.measure): value.chosen for value in held}
    values = (value for value, *_ in parse_values(context.session, given, context.journal))
    return tuple(
        replace(value, chosen=before.get(fold(value.measure))) if value.chosen is None else value for value in values
    )


def resolve_day(session: Session, on: str | date | None, journal: Journal) -> date:
    """Return the day that was meant; today where none was named. A day to come is questioned first."""
    if not isinstance(on, str):
        return on or session.today
    from enquiry.dates.parse import read_day
    from enquiry.dates.period import spell

    day = read_day(on, today=session.today, calendar=session.load_school_calendar(journal))
    if day > session.today and not session.confirm(f"{spell(day, weekday=True)} is yet to come. Keep it?"):
        words = f"“{on}” is {spell(day, weekday=True)}, which is yet to come."
        raise UsageMistake(words, "Name an earlier day, or give --yes.")
    return day


def read_future_day(session: Session, raw: str, journal: Journal, *, say: bool = True) -> date:
    """Return the day that was meant, past or not, and say it once; a bare weekday is the next one."""
    from enquiry.dates.parse import read_day

    day = read_day(raw, today=session.today, calendar=session.load_school_calendar(journal), lean="future")
    if say:
        say_understood_day(session, raw, day)
    return day


def say_understood_day(session: Session, raw: str, day: date) -> None:
    """Say which day was understood, once, unless it was typed with its year."""
    from enquiry.dates.period import spell

    words = f"“{raw}” is {spell(day, weekday=True)}."
    if not re.search(r"\d{4}", raw) and words not in session.warned:
        session.warned.add(words)
        session.say(words)


def resolve_next_look(session: Session, raw: str, journal: Journal, *, say: bool = False) -> date:
    """Return the day of a next look; a review tells it itself. Raises UsageMistake for one that is past."""
    from enquiry.dates.period import spell

    day = read_future_day(session, raw, journal, say=say)
    if day < session.today:
        words = f"The next look “{raw}” is {spell(day, weekday=True)}, which is past."
        raise UsageMistake(words, "Name a day to come: 'in 3 weeks'.")
    return day


def resolve_standards(
    session: Session, raw: list[str] | None, day: date, held: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the codes of standards that were typed, each once and as its list spells it.

    A code that its list does not have is refused. One that is in no list, or only in one that does not stand on the day
    written about, is questioned first: a person may work to standards that no list here knows. What stands there
    already, `held`, may stay.
    """
    if not raw:
        return ()
    from enquiry.presets import load_standards

    known = load_standards(session.places.standards)
    given = dict.fromkeys(session.clean_field(code, "standard").strip() for code in raw)
    checked = {code: (code, "") if code in held else known.validate_code(code, day) for code in given}
    for code, (_, doubt) in checked.items():
        if doubt and not session.confirm(f"{doubt} Keep it?"):
            raise UsageMistake(doubt, f"enquiry standards lists them all; --yes keeps “{code}” as it is.")
    return tuple(dict.fromkeys(spelt for spelt, _ in checked.values()))


# --- Links between cycles as they are given: `--link replicates=3`, `--link "shared-with=stage partner"`.


def parse_links(session: Session, journal: Journal, raw: Iterable[str], held: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return the links held and the new ones. Raises UsageMistake for what is not KIND=CYCLE, else as `find_cycle`."""
    links, kinds = list(held), [kind.value for kind in LinkKind]
    for one in raw:
        word, other = map(str.strip, one.partition("=")[::2])
        if word not in kinds or not other:
            hint = f'Write it as replicates=3 or "shared-with=stage partner"; the kinds are: {", ".join(kinds)}.'
            raise UsageMistake(f"“{one}” is not a link.{suggest_nearest(word, kinds)}", hint)
        if word == LinkKind.SHARED_WITH:
            link = Link(kind=LinkKind.SHARED_WITH, who=session.clean_field(other, "link"))
        else:
            link = Link(kind=LinkKind(word), cycle=journal.find_cycle(other).id)
        if link not in held:
            links.append(link)
    return tuple(links)


def settle_group_sort(session: Session, journal: Journal, cycle: Cycle) -> Cycle:
    """Return a cycle whose group is new saying whom it is made of, as was answered; else say how it is taken.

    What is certain and what is said to begin with is not asked, nor said where they are learners.
    """
    if cycle.group_of or not cycle.group:
        return cycle
    guessed, usual = guess_group_sort(cycle.group), assume_group_sort(cycle, journal.settings.role)
    if guessed is None and session.can_ask and not session.yes:
        from enquiry.cli.choosing import choose, explain_choices

        question = f"Whom is the group made of, “{cycle.group}”?"
        answer = choose(session, question, explain_choices(list(GroupSort)), enter=f"for {usual}")
        return replace(cycle, group_of=GroupSort(answer) if answer else usual)
    taken = guessed or usual
    if taken is not GroupSort.LEARNERS:
        other = GroupSort.LEARNERS if taken is usual else usual
        way = f"enquiry edit {cycle.number} --group-of {other}"
        session.say(f"The group is taken for {NOUNS[taken].many}. If it is not: {way}")
    return cycle
