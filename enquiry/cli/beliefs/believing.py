"""What `believe` makes: a new belief, or a further version of one, or what speaks for it and against it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from enquiry.acts import Act, ActKind
from enquiry.cli.beliefs.reasons import build_supports, parse_reasons
from enquiry.cli.names import refuse_first_number
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import (
    answer_item,
    build_record_fields,
    format_day_suffix,
    say_new_journal,
    say_new_tags,
)
from enquiry.cli.writing.options import EntryOptions
from enquiry.cli.writing.values import FieldContext, read_field, resolve_day
from enquiry.command_lines import format_command
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.insight.beliefs.listing import find_near_belief, is_same_belief, is_untested
from enquiry.model.belief import Belief, BeliefVersion, Support
from enquiry.model.choices import Held, Side
from enquiry.model.field import BELIEF
from enquiry.model.fields import list_fields
from enquiry.model.journal import Journal
from enquiry.unsafe_chars import show_on_one_line

_OWN = ("moved_by", "speaks_for", "against", "held")
"""The options that say something of a belief's versions and of what speaks for it; the others are fields of its own."""


class NamedBelief(NamedTuple):
    """The name of the belief that was meant, empty for a new one, and the words that were given for it."""

    name: str
    words: list[str] | None


def split_belief_name(session: Session, words: list[str] | None) -> NamedBelief:
    """Return which belief the first word names, and the words after it.

    `belief-3` names one wherever it stands first, and `3` where it stands alone or before one text in quotes. Before
    several words it is asked about. Raises UsageMistake where nobody can be asked, and NotFound where other words
    stand after a number that no belief has.
    """
    first, *rest = words or [""]
    found = re.fullmatch(r"(belief-)?0*([1-9]\d{0,8})", first, re.IGNORECASE)
    if not found:
        return NamedBelief("", words)
    name, quoted = f"belief-{found[2]}", len(rest) == 1 and (" " in rest[0] or rest == ["-"])
    said = " ".join(rest)
    belief = next((one for one in session.load_journal_or_empty().believed if one.name == name), None) if rest else None
    if found[1] or not rest or (quoted and belief):
        return NamedBelief(name, rest or None)
    if not belief:
        refuse_first_number(name, f'enquiry believe "{first} {said}"')
    title = f"{name} ({show_on_one_line(belief.text)})"
    if not session.can_ask:
        hint = f'For that belief: enquiry believe {name} "{said}"; for text: enquiry believe "{first} {said}"'
        raise UsageMistake(f"“{first}” may be {title}, or the first word of the text.", hint)
    answer = session.ask_line(f"Is “{first}” {title}, or the first word of your text? b belief, t text").casefold()
    if answer not in ("b", "t", "belief", "text"):
        raise UsageMistake(f"“{answer}” is neither b nor t.", "Nothing was saved.")
    return NamedBelief(name, rest) if answer.startswith("b") else NamedBelief("", words)


def add_belief(session: Session, given: EntryOptions, text: str, *, asks: bool = True) -> Belief:
    """Add a belief, and say it back; with `asks` say, once, that nothing stands against it yet.

    Raises UsageMistake where another belief says the same.
    """
    with session.change() as step:
        journal, asked = step.journal, given.fields
        day, at = resolve_day(session, given.on, journal), session.stamp().at
        _refuse_same(text, journal)
        reasons = parse_reasons(session, journal, asked.get("moved_by", ()))
        supports = build_supports(session, journal, dict(asked), day, reasons.entries)
        own = {name: raw for name, raw in asked.items() if name not in _OWN}
        held = asked.get("held", Held.ON_TRIAL)
        version = BeliefVersion(text=text, on=day, at=at, held=held, because=reasons.words, moved_by=reasons.entries)
        fields = build_record_fields(session, journal, BELIEF, own, day)
        belief = Belief(**fields, number=journal.next_belief, versions=(version,), supports=supports)
        step.journal = journal.upsert_belief(belief)
        step.did = f"{belief.name} added"
    say_new_journal(session, made_new=step.made_new)
    say_new_tags(session, journal, belief.tags)
    held_so = "" if held is Held.ON_TRIAL else f", {held.words}"
    answer_item(
        session, belief, step.journal, f"{belief.name.capitalize()} added{held_so}{format_day_suffix(session, day)}."
    )
    if near := find_near_belief(text, journal.believed):
        session.say(f"It is near to {near.name}: “{show_on_one_line(near.text)}”")
    if asks and is_untested(belief, step.journal):
        session.say(f"What speaks against it? If anything does: enquiry believe {belief.number} --against ENTRY")
    return belief


def change_belief(session: Session, name: str, given: EntryOptions, text: str) -> Belief:
    """Put a belief in other words, hold it otherwise, or say what speaks for it and against it; say that back.

    What was stays, in the trace. Raises NotFound for a belief that there is not, and UsageMistake where nothing would
    change, or for a version dated before the one that stands.
    """
    with session.change() as step:
        journal = step.journal
        before, day = journal.find_belief(name), resolve_day(session, given.on, journal)
        if text:
            _refuse_same(text, journal, but=before)
        after, told = _apply(session, journal, before, given.fields, day, text)
        if after == before:
            hint = "Give new words, --held, or what speaks for it or against it."
            raise UsageMistake(f"Nothing about {before.name} would change.", hint)
        step.journal = journal.upsert_belief(after)
        step.did = f"{after.name} {', '.join(told) or 'changed'}"
    say_new_tags(session, journal, after.tags)
    words = f"{after.name.capitalize()}: {', '.join(told) or 'changed'}{format_day_suffix(session, day)}."
    answer_item(session, after, step.journal, words)
    if text and before.held is Held.GIVEN_UP and "held" not in given.fields:
        session.say(f"It had been given up. If it still is: enquiry believe {after.number} --held given-up")
    _say_changed_sides(session, before, after, journal)
    others = (one for one in journal.believed if one.id != after.id)
    if text and (near := find_near_belief(text, others)):
        session.say(f"It is near to {near.name}: “{show_on_one_line(near.text)}”")
    return after


def _apply(
    session: Session, journal: Journal, before: Belief, given: Mapping[str, Any], day: date, text: str
) -> tuple[Belief, list[str]]:
    """Return a belief with what was typed changed in it, and in words what that is."""
    at, now, told = session.stamp().at, before.now, list[str]()
    reasons = parse_reasons(session, journal, given.get("moved_by", ()))
    again = bool(text) and now.held is Held.GIVEN_UP  # nobody puts better what they do not hold
    held = given.get("held", Held.ON_TRIAL if again else now.held)
    turns = bool(text and text != now.text) or held is not now.held
    supports = build_supports(session, journal, dict(given), day, reasons.entries)
    versions = before.versions
    if turns:
        if day < now.on:
            since = f"{before.name.capitalize()} stands as it is since {spell(now.on)}"
            words = f"{since}; a later version can't be of {spell(day)}."
            raise UsageMistake(words, "Name a later day, or leave out --on.")
        told += ["put in other words"] if text and text != now.text else []
        told += [held.words] if held is not now.held else []
        version = BeliefVersion(
            text=text or now.text, on=day, at=at, held=held, because=reasons.words, moved_by=reasons.entries
        )
        versions = (*versions, version)
    elif reasons.entries:  # further reasons for it as it stands
        extra = (Support(entry=one, side=Side.FOR, on=day, at=at, why=reasons.words) for one in reasons.entries)
        supports = (*extra, *supports)
    elif reasons.words:
        versions = (*versions[:-1], replace(now, because="; ".join(filter(None, (now.because, reasons.words)))))
        told.append("has that reason too" if now.because else "has its reason")
    fresh = tuple(one for one in supports if _says_more(before, one))
    for side in Side:
        names = [journal.get_name(one.entry) for one in fresh if one.side is side]
        told += [f"{', '.join(names)} {side.value} it"] if names else []
    after = replace(before, versions=versions, supports=(*before.supports, *fresh))
    fields = [field for field in list_fields(BELIEF) if field.name in given and field.name not in _OWN]
    context = FieldContext(session, journal, day, given, before)
    return replace(after, **{field.target: read_field(context, field, given[field.name]) for field in fields}), told


def _says_more(belief: Belief, support: Support) -> bool:
    """Say whether something is said of an entry that was not said last: another side, or another line why."""
    last = next((word for word in belief.latest_words if word.entry == support.entry), None)
    return last is None or last.side is not support.side or bool(support.why and support.why != last.why)


def _say_changed_sides(session: Session, before: Belief, after: Belief, journal: Journal) -> None:
    for one in after.supports[len(before.supports) :]:
        was = before.find_side(one.entry)
        if was and was is not one.side:
            trace = format_command(Act(ActKind.TRACE, item=after.name))
            name = journal.get_name(one.entry)
            session.say(f"{name} was said to speak {was.value} it before; both stay: {trace}")


def _refuse_same(text: str, journal: Journal, but: Belief | None = None) -> None:
    for one in journal.believed:
        if one != but and is_same_belief(text, one):
            given_up = one.held is Held.GIVEN_UP
            words = f"{one.name.capitalize()} {'said that, and was given up' if given_up else 'says that already'}."
            more = "--held on-trial" if given_up else "--for ENTRY"
            raise UsageMistake(words, f"To go on from it: enquiry believe {one.number} {more}")
