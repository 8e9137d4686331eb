"""Changes to what was written: only what was named is changed, and only what the thing has.

Each option has a reader that turns what was typed into the field it changes and the field's new value.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from msgspec.structs import replace

from enquiry.cli.names import format_history_name, resolve_item
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import (
    answer_item,
    format_day_suffix,
    format_item_reference,
    resolve_day,
    resolve_future_day,
    resolve_standards,
)
from enquiry.cli.writing.values import (
    ParsedValues,
    add_measures,
    check_learner_count,
    parse_links,
    parse_values,
    resolve_measure_names,
)
from enquiry.dates.parse import read_day
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Cycle, SuccessSign
from enquiry.model.entry import join_parts, parse_doi
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.tag import parse_tags
from enquiry.model.text import fold


class EditContext(NamedTuple):
    """What a reader needs: the run, the journal as it is, the thing as changed so far, and all that was typed."""

    session: Session
    journal: Journal
    thing: JournalItem
    given: Mapping[str, Any]


class ClearableField(StrEnum):
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


OptionReader = Callable[[EditContext, Any], tuple[str, object]]
EditCheck = Callable[[JournalItem], None]


def collect_given_options(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed of a command's parameters, without the name of what is to be changed."""
    return {option: raw for option, raw in params.items() if raw not in (None, [], ()) and option != "name"}


def save_edit(session: Session, name: str, given: Mapping[str, Any], check: EditCheck = lambda _before: None) -> None:
    """Change what bears that name as was typed, and say so. Raises as `change_thing` does."""
    report_edit(session, change_item(session, name, given, check), dated="on" in given)


class EditResult(NamedTuple):
    """A thing as it was changed, and the journal it stands in."""

    thing: JournalItem
    journal: Journal


def change_item(
    session: Session, name: str, given: Mapping[str, Any], check: EditCheck = lambda _before: None
) -> EditResult:
    """Change what bears that name as was typed, in one step; the journal's history keeps what it was.

    `check` is shown the thing as it is at that moment, and may raise what keeps the change from being made.
    """
    values = parse_new_values(given.get("measure"), given.get("sd"))
    with session.change() as step:
        before = resolve_item(step.journal, name)
        check(before)
        check_learner_count(given.get("sd"), given.get("n") or getattr(before, "n", None))
        after = apply_edit(session, step.journal, before, given)
        step.journal = add_measures(session, step.journal.upsert_item(after), values)
        step.did = f"{format_history_name(before)} edited"
    return EditResult(after, step.journal)


def report_edit(session: Session, after: EditResult, *, dated: bool) -> None:
    """Say that a thing was changed, with its day where that was named, and answer with it where JSON is wanted."""
    thing = after.thing
    day = thing.questions[0].on if isinstance(thing, Cycle) else thing.happened_on
    answer_item(
        session,
        thing,
        after.journal,
        f"{format_item_reference(thing, after.journal)} was changed{format_day_suffix(session, day) if dated else ''}.",
    )


def apply_edit(session: Session, journal: Journal, thing: JournalItem, given: Mapping[str, Any]) -> JournalItem:
    """Return `thing` with what was typed changed in it.

    Raises UsageMistake for an option that such a thing does not have, and where nothing would change.
    """
    after = thing
    cleared = ((name.replace("-", "_"), None) for name in given.get("clear", ()))
    for option, raw in (*cleared, *((option, raw) for option, raw in given.items() if option != "clear")):
        field, value = OPTION_READERS[option](EditContext(session, journal, after, given), raw)
        if field not in thing.__struct_fields__:
            hint = f"enquiry show {get_item_name(thing)} shows what it has."
            raise UsageMistake(f"{_typed(option)} does not belong to {_format_item_kind(thing)}.", hint)
        after = replace(after, **{field: value})
    after = _drop_replaced_parts(session, thing, after)
    if after == thing:
        hint = "Give a new text, or an option with a new value."
        raise UsageMistake(f"Nothing about {get_item_name(thing)} would change.", hint)
    return after


def _drop_replaced_parts(session: Session, before: JournalItem, after: JournalItem) -> JournalItem:
    """Return the thing without its parts where a new text took their place, and say so."""
    if isinstance(after, Cycle | LooseNote) or not after.parts or join_parts(after.parts) == after.text:
        return after
    asked = ", ".join(f"“{part.asked}”" for part in after.parts)
    session.say(f"The new text of {get_item_name(before)} is one piece: its parts ({asked}) were taken away.")
    return replace(after, parts=())


def parse_new_values(raw: Iterable[str] | None, sd: float | None) -> ParsedValues:
    """Return the values that take the place of the earlier ones; none for an empty one. Raises as `values_given`."""
    return parse_values(list(filter(None, raw or ())), sd)


def get_item_name(thing: JournalItem) -> str:
    """Return the name by which a person knows a cycle, an entry or a note."""
    return str(thing.number) if isinstance(thing, Cycle) else thing.name


def _format_item_kind(thing: JournalItem) -> str:
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


def _build_plain_reader(field: str) -> OptionReader:
    return lambda _desk, raw: (field, raw)


def _build_text_reader(field: str) -> OptionReader:
    return lambda desk, raw: (field, desk.session.clean_field(raw, field) if raw else "")


def _read_words_option(desk: EditContext, raw: Iterable[str]) -> tuple[str, object]:
    text = desk.session.read_text_argument(list(raw), what="text", example="")
    if not isinstance(desk.thing, Cycle):
        return "text", text
    *earlier, latest = desk.thing.questions
    return "questions", (*earlier, replace(latest, text=text))


def _read_on_option(desk: EditContext, raw: str) -> tuple[str, object]:
    day = resolve_day(desk.session, raw, desk.journal)
    if not isinstance(desk.thing, Cycle):
        return "happened_on", day
    first, *later = desk.thing.questions
    return "questions", (replace(first, on=day), *later)


def _read_because_option(desk: EditContext, raw: str) -> tuple[str, object]:
    reason = desk.session.clean_field(raw, "reason") if raw else ""
    if not isinstance(desk.thing, Cycle):
        return "because", reason
    *earlier, latest = desk.thing.questions
    return "questions", (*earlier, replace(latest, because=reason))


def _read_tag_option(desk: EditContext, raw: Iterable[str]) -> tuple[str, object]:
    return "tags", parse_tags([*desk.thing.tags, *raw])


def _read_untag_option(desk: EditContext, raw: Iterable[str]) -> tuple[str, object]:
    gone = {fold(tag) for tag in parse_tags(raw)}
    if missing := gone - {fold(tag) for tag in desk.thing.tags}:
        name = get_item_name(desk.thing)
        raise UsageMistake(f"{name} does not bear the tag “{min(missing)}”.", f"enquiry show {name} shows its tags.")
    return "tags", tuple(tag for tag in desk.thing.tags if fold(tag) not in gone)


def _read_standard_option(desk: EditContext, raw: Iterable[str]) -> tuple[str, object]:
    return "standards", resolve_standards(desk.session, list(filter(None, raw)), desk.thing.standards)


def _read_success_option(desk: EditContext, raw: Iterable[str]) -> tuple[str, object]:
    said = desk.thing.success if isinstance(desk.thing, Cycle) and "" not in raw else ()
    texts = (desk.session.clean_field(sign, "success sign") for sign in filter(None, raw))
    return "success", (*said, *(SuccessSign(text=text, on=desk.session.today) for text in texts))


def _read_measure_option(desk: EditContext, _raw: object) -> tuple[str, object]:
    return "values", resolve_measure_names(
        desk.journal, parse_new_values(desk.given.get("measure"), desk.given.get("sd"))
    )


def _read_next_look_option(desk: EditContext, raw: str) -> tuple[str, object]:
    return "next_look", resolve_future_day(desk.session, raw or None, desk.journal, "The next look")


def _read_until_option(desk: EditContext, raw: str) -> tuple[str, object]:
    if not raw:
        return "until", None
    calendar = desk.session.load_school_calendar(desk.journal)
    return "until", read_day(raw, today=desk.session.today, calendar=calendar, lean="future")


def _read_link_option(desk: EditContext, raw: list[str]) -> tuple[str, object]:
    linked = desk.thing.links if isinstance(desk.thing, Cycle) else ()
    given = parse_links(desk.session, desk.journal, raw)
    return "links", (*linked, *(link for link in given if link not in linked))


OPTION_READERS: dict[str, OptionReader] = {
    "words": _read_words_option,
    "on": _read_on_option,
    "tag": _read_tag_option,
    "untag": _read_untag_option,
    "standard": _read_standard_option,
    "because": _read_because_option,
    "success": _read_success_option,
    "measure": _read_measure_option,
    "sd": _read_measure_option,
    "next_look": _read_next_look_option,
    "until": _read_until_option,
    "link": _read_link_option,
    "kind": _build_plain_reader("evidence_kind"),
    "parts": _build_plain_reader("parts"),
    "doi": lambda _desk, raw: ("doi", parse_doi(raw)),
    **{
        name: _build_plain_reader(name)
        for name in ("privacy", "planned", "done", "stage", "direction", "n", "year", "decision")
    },
    **{
        name: _build_text_reader(name)
        for name in ("issue", "why", "hunch", "group", "source", "authors", "title", "where")
    },
    **{name: _build_text_reader(name) for name in ("url", "fit", "doubt")},
}
