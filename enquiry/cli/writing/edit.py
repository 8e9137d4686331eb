"""Changes to what was written: only what was named is changed, and only what the thing has.

Each option has a reader that turns what was typed into the field it changes and the field's new value.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from msgspec.structs import replace

from enquiry.cli.names import called, thing_named
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer, day_said, happened, named, standards_given, to_come
from enquiry.cli.writing.values import ValuesGiven, check_counted, known_as, links_given, values_given, with_measures
from enquiry.dates.parse import read_day
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Cycle, SuccessSign
from enquiry.model.entry import doi_from, joined
from enquiry.model.journal import Journal, LooseNote, Thing
from enquiry.model.tag import tags_from
from enquiry.model.text import fold


class Desk(NamedTuple):
    """What a reader needs: the run, the journal as it is, the thing as changed so far, and all that was typed."""

    session: Session
    journal: Journal
    thing: Thing
    given: Mapping[str, Any]


class Clearable(StrEnum):
    """What can be taken away from a thing, since it need not be said: numbers, choices and days."""

    N = "n"
    PLANNED = "planned"
    DONE = "done"
    UNTIL = "until"
    YEAR = "year"
    STAGE = "stage"
    DIRECTION = "direction"
    DECISION = "decision"
    NEXT_LOOK = "next-look"


Reader = Callable[[Desk, Any], tuple[str, object]]
Check = Callable[[Thing], None]


def given_in(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed of a command's parameters, without the name of what is to be changed."""
    return {option: raw for option, raw in params.items() if raw not in (None, [], ()) and option != "name"}


def keep_edit(session: Session, name: str, given: Mapping[str, Any], check: Check = lambda _before: None) -> None:
    """Change what bears that name as was typed, and say so. Raises as `change_thing` does."""
    say_edited(session, change_thing(session, name, given, check), dated="on" in given)


class Edited(NamedTuple):
    """A thing as it was changed, and the journal it stands in."""

    thing: Thing
    journal: Journal


def change_thing(session: Session, name: str, given: Mapping[str, Any], check: Check = lambda _before: None) -> Edited:
    """Change what bears that name as was typed, in one step; the journal's history keeps what it was.

    `check` is shown the thing as it is at that moment, and may raise what keeps the change from being made.
    """
    values = values_edited(given.get("measure"), given.get("sd"))
    with session.change() as step:
        before = thing_named(step.journal, name)
        check(before)
        check_counted(given.get("sd"), given.get("n") or getattr(before, "n", None))
        after = edited(session, step.journal, before, given)
        step.journal = with_measures(session, step.journal.with_thing(after), values)
        step.did = f"{called(before)} edited"
    return Edited(after, step.journal)


def say_edited(session: Session, after: Edited, *, dated: bool) -> None:
    """Say that a thing was changed, with its day where that was named, and answer with it where JSON is wanted."""
    thing = after.thing
    day = thing.questions[0].on if isinstance(thing, Cycle) else thing.happened_on
    answer(session, thing, f"{named(thing, after.journal)} was changed{day_said(session, day) if dated else ''}.")


def edited(session: Session, journal: Journal, thing: Thing, given: Mapping[str, Any]) -> Thing:
    """Return `thing` with what was typed changed in it.

    Raises UsageMistake for an option that such a thing does not have, and where nothing would change.
    """
    after = thing
    cleared = ((name.replace("-", "_"), None) for name in given.get("clear", ()))
    for option, raw in (*cleared, *((option, raw) for option, raw in given.items() if option != "clear")):
        field, value = READERS[option](Desk(session, journal, after, given), raw)
        if field not in thing.__struct_fields__:
            hint = f"enquiry show {name_of(thing)} shows what it has."
            raise UsageMistake(f"{_typed(option)} does not belong to {_kind(thing)}.", hint)
        after = replace(after, **{field: value})
    after = _without_parts(session, thing, after)
    if after == thing:
        hint = "Give a new text, or an option with a new value."
        raise UsageMistake(f"Nothing about {name_of(thing)} would change.", hint)
    return after


def _without_parts(session: Session, before: Thing, after: Thing) -> Thing:
    """Return the thing without its parts where a new text took their place, and say so."""
    if isinstance(after, Cycle | LooseNote) or not after.parts or joined(after.parts) == after.text:
        return after
    asked = ", ".join(f"“{part.asked}”" for part in after.parts)
    session.say(f"The new text of {name_of(before)} is one piece: its parts ({asked}) were taken away.")
    return replace(after, parts=())


def values_edited(raw: Iterable[str] | None, sd: float | None) -> ValuesGiven:
    """Return the values that take the place of the earlier ones; none for an empty one. Raises as `values_given`."""
    return values_given(list(filter(None, raw or ())), sd)


def name_of(thing: Thing) -> str:
    """Return the name by which a person knows a cycle, an entry or a note."""
    return str(thing.number) if isinstance(thing, Cycle) else thing.name


def _kind(thing: Thing) -> str:
    match thing:
        case Cycle():
            return "a cycle"
        case LooseNote():
            return "a note"
        case _:
            kind = thing.kind.value
            return {"action": "an action", "evidence": "a piece of evidence"}.get(kind, f"a {kind}")


def _typed(option: str) -> str:
    return {"words": "A text", "where": "--in"}.get(option, "--" + option.replace("_", "-"))


def _as_it_is(field: str) -> Reader:
    return lambda _desk, raw: (field, raw)


def _text(field: str) -> Reader:
    return lambda desk, raw: (field, desk.session.field(raw, field) if raw else "")


def _words(desk: Desk, raw: Iterable[str]) -> tuple[str, object]:
    text = desk.session.text(list(raw), what="text", example="")
    if not isinstance(desk.thing, Cycle):
        return "text", text
    *earlier, latest = desk.thing.questions
    return "questions", (*earlier, replace(latest, text=text))


def _day(desk: Desk, raw: str) -> tuple[str, object]:
    day = happened(desk.session, raw, desk.journal)
    if not isinstance(desk.thing, Cycle):
        return "happened_on", day
    first, *later = desk.thing.questions
    return "questions", (replace(first, on=day), *later)


def _because(desk: Desk, raw: str) -> tuple[str, object]:
    reason = desk.session.field(raw, "reason") if raw else ""
    if not isinstance(desk.thing, Cycle):
        return "because", reason
    *earlier, latest = desk.thing.questions
    return "questions", (*earlier, replace(latest, because=reason))


def _tags(desk: Desk, raw: Iterable[str]) -> tuple[str, object]:
    return "tags", tags_from([*desk.thing.tags, *raw])


def _untag(desk: Desk, raw: Iterable[str]) -> tuple[str, object]:
    gone = {fold(tag) for tag in tags_from(raw)}
    if missing := gone - {fold(tag) for tag in desk.thing.tags}:
        name = name_of(desk.thing)
        raise UsageMistake(f"{name} does not bear the tag “{min(missing)}”.", f"enquiry show {name} shows its tags.")
    return "tags", tuple(tag for tag in desk.thing.tags if fold(tag) not in gone)


def _standards(desk: Desk, raw: Iterable[str]) -> tuple[str, object]:
    return "standards", standards_given(desk.session, list(filter(None, raw)), desk.thing.standards)


def _signs(desk: Desk, raw: Iterable[str]) -> tuple[str, object]:
    said = desk.thing.success if isinstance(desk.thing, Cycle) and "" not in raw else ()
    texts = (desk.session.field(sign, "success sign") for sign in filter(None, raw))
    return "success", (*said, *(SuccessSign(text=text, on=desk.session.today) for text in texts))


def _values(desk: Desk, _raw: object) -> tuple[str, object]:
    return "values", known_as(desk.journal, values_edited(desk.given.get("measure"), desk.given.get("sd")))


def _look(desk: Desk, raw: str) -> tuple[str, object]:
    return "next_look", to_come(desk.session, raw or None, desk.journal, "The next look")


def _until(desk: Desk, raw: str) -> tuple[str, object]:
    if not raw:
        return "until", None
    calendar = desk.session.calendar(desk.journal)
    return "until", read_day(raw, today=desk.session.today, calendar=calendar, lean="future")


def _links(desk: Desk, raw: list[str]) -> tuple[str, object]:
    linked = desk.thing.links if isinstance(desk.thing, Cycle) else ()
    given = links_given(desk.session, desk.journal, raw)
    return "links", (*linked, *(link for link in given if link not in linked))


READERS: dict[str, Reader] = {
    "words": _words,
    "on": _day,
    "tag": _tags,
    "untag": _untag,
    "standard": _standards,
    "because": _because,
    "success": _signs,
    "measure": _values,
    "sd": _values,
    "next_look": _look,
    "until": _until,
    "link": _links,
    "kind": _as_it_is("evidence_kind"),
    "parts": _as_it_is("parts"),
    "doi": lambda _desk, raw: ("doi", doi_from(raw)),
    **{name: _as_it_is(name) for name in ("privacy", "planned", "done", "stage", "direction", "n", "year", "decision")},
    **{name: _text(name) for name in ("issue", "why", "hunch", "group", "source", "authors", "title", "where")},
    **{name: _text(name) for name in ("url", "fit", "doubt")},
}
