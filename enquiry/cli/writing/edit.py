"""Changes to what was written: only what was named is changed, and only what the thing has."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from enquiry.cli.messages import cut_to_width
from enquiry.cli.names import format_history_name, resolve_item, say_where_moved
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_day_suffix, format_item_reference
from enquiry.cli.writing.measured import add_measures, check_learner_count, parse_values
from enquiry.cli.writing.move import (
    MOVABLE_NAME,
    change_kind,
    format_change,
    format_kind,
    format_move,
    place_entry,
    readdress_entry,
    refuse_rewording,
    say_state_changes,
)
from enquiry.cli.writing.values import FieldContext, read_field, settle_group_sort
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.insight.history.changes import diff_fields
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, Ask, Evidence, join_parts
from enquiry.model.field import INBOX, Field
from enquiry.model.fields import FIELDS, list_fields, list_item_kinds
from enquiry.model.journal import Journal, JournalItem, Lone, LooseNote
from enquiry.model.tag import parse_tags
from enquiry.model.text import fold
from enquiry.unsafe_chars import flatten_text

_ORDER = {option: place for place, option in enumerate(("clear", "type", "cycle"))}
"""The options that are followed first, in this order; the others as they were typed."""


def settle_target(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of `edit` with the name of what is changed, which may be a cycle that `-c` names.

    Beside the name of an entry `-c` says where it moves. Raises UsageMistake where nothing was named, or two cycles.
    """
    name, cycle, words = (params[key] for key in ("name", "cycle", "words"))
    if name is None and cycle is None:
        raise UsageMistake(
            "What is to be changed was not named.", "Name an entry, a note or a cycle: enquiry edit NAME"
        )
    if cycle is None or (name and MOVABLE_NAME.fullmatch(name)):
        return dict(params)
    if name and name.isdecimal() and name != cycle:
        raise UsageMistake(f"Both {name} and -c {cycle} name a cycle.", "A cycle does not move; give one of them.")
    text = [name, *(words or ())] if name and name != cycle else words
    return {**params, "name": cycle, "cycle": None, "words": text}


def change_item(
    session: Session, name: str, given: Mapping[str, Any], check: Callable[[JournalItem], None] = lambda _before: None
) -> tuple[JournalItem, JournalItem, Journal]:
    """Change the thing of that name as was typed, in one step; return it before and after, and the journal.

    `check` is shown the thing as it is at that moment, and may raise what keeps the change from being made. Raises as
    `apply_edit` does.
    """
    parse_values(session, {**given, "measure": [*filter(None, given.get("measure") or ())]})
    with session.change() as step:
        before = resolve_item(step.journal, name)
        check(before)
        n = given.get("n") or getattr(before, "n", None)
        check_learner_count(given.get("sd"), n)
        after = apply_edit(session, step.journal, before, given)
        began, step.did = step.journal, f"{format_history_name(before)} {format_change(before, after) or 'edited'}"
        if isinstance(before, Cycle) and isinstance(after, Cycle) and before.group != after.group:
            after = settle_group_sort(session, began, after)
        cycle = None if isinstance(after, Cycle | Lone) else began.cycles_by_id[after.cycle]
        known = add_measures(session, began, cycle, parse_values(session, given, began), n)
        step.journal = place_entry(known, before, after)
    say_where_moved(session, name, before, began)
    say_state_changes(session, began, step.journal)
    return before, after, step.journal


def report_edit(session: Session, before: JournalItem, thing: JournalItem, journal: Journal, *, dated: bool) -> None:
    """Say that a thing was changed, with its day where that was named, and answer with it where JSON is wanted."""
    if format_change(before, thing):
        answer_item(session, thing, journal, format_move(before, thing, journal))
        return
    match thing:
        case Cycle():
            day = thing.questions[0].on
        case Belief():
            day = thing.began_on
        case _:
            day = thing.happened_on
    suffix = format_day_suffix(session, day) if dated else ""
    answer_item(session, thing, journal, f"{format_item_reference(thing, journal)} was changed{suffix}.")
    if isinstance(before, Belief) and isinstance(thing, Belief) and before.text != thing.text:
        session.say(f"They are its words since {spell(thing.now.on)}, mended; what you think since is a new version:")
        session.say(f'  enquiry believe {thing.number} "…"')


_MOST_SAID = 100
"""Characters of a field's words that are said of what was changed."""


def say_what_changed(session: Session, before: JournalItem, after: JournalItem, journal: Journal) -> None:
    """Say of each field that said something before what it says now instead, and how to go back."""
    replaced = False
    for change in diff_fields(before, after, journal.names):
        was, now = (cut_to_width(flatten_text(words), _MOST_SAID) for words in (change.before, change.after))
        if was and change.name not in ("name", "type"):  # which were said already
            session.say(f"{change.name}: {was} → {now or 'nothing'}")
            replaced = True
    if isinstance(before, Cycle) and isinstance(after, Cycle):
        if len(after.success) > len(before.success) > 0:
            words = (
                f"The new success sign stands beside what was there: cycle {after.number} has {len(after.success)} now."
            )
            session.say(f'{words} To have it alone: enquiry edit {after.number} --success "" --success "…"')
        if after.question != before.question:
            session.say("To keep both, as versions with their reasons: enquiry undo, then enquiry refine")
            return
    if replaced:
        session.say("To go back: enquiry undo")


def apply_edit(session: Session, journal: Journal, thing: JournalItem, given: Mapping[str, Any]) -> JournalItem:
    """Return `thing` with what was typed changed in it; what is cleared goes first, then it becomes what it is to be.

    Raises UsageMistake for an option that such a thing does not have, and where nothing would change.
    """
    after = thing
    for option, raw in sorted(given.items(), key=lambda typed: _ORDER.get(typed[0], len(_ORDER))):
        context = FieldContext(session, journal, session.today, given, after)
        if option in ("type", "cycle") and not isinstance(after, Cycle | Lone):
            after = change_kind(session, after, raw) if option == "type" else readdress_entry(journal, after, raw)
        else:
            after = replace(after, **_read_change(context, after, option, raw))
    if not isinstance(after, Cycle | Lone) and after.parts and join_parts(after.parts) != after.text:
        parts = tuple(replace(part, text=after.text) for part in after.parts) if len(after.parts) == 1 else ()
        if not parts:
            asked = ", ".join(f"“{part.asked}”" for part in after.parts)
            session.say(f"The new text of {get_item_name(thing)} is one piece: its parts ({asked}) were taken away.")
        after = replace(after, parts=parts)
    if isinstance(thing, Action) and isinstance(after, Action):
        after = after.settle_plan(thing, session.today)
    if isinstance(thing, Ask) and isinstance(after, Ask):
        after = after.settle_answer(thing, session.today)
    if isinstance(thing, Evidence) and thing.gift:
        refuse_rewording(thing, after)
    if after == thing:
        hint = "Give a new text, or an option with a new value."
        raise UsageMistake(f"Nothing about {get_item_name(thing)} would change.", hint)
    return after


def _read_change(context: FieldContext, thing: JournalItem, option: str, raw: Any) -> dict[str, object]:
    """Return the fields of the thing's class that one option changes.

    The words of a cycle are its latest question, those of a belief its latest version.
    """
    match option:
        case "parts":
            return {"parts": raw}
        case "clear":
            return {_find_field(thing, name.replace("-", "_")).target: None for name in raw}
        case "untag":
            gone = {fold(tag) for tag in parse_tags(raw)}
            if missing := gone - {fold(tag) for tag in thing.tags}:
                hint = f"enquiry show {get_item_name(thing)} shows its tags."
                raise UsageMistake(f"{get_item_name(thing)} does not bear the tag “{min(missing)}”.", hint)
            return {"tags": tuple(tag for tag in thing.tags if fold(tag) not in gone)}
        case "words":
            change: dict[str, object] = {"text": context.session.read_text_argument(list(raw), what="text", example="")}
        case _:
            field = _find_field(thing, option)
            change = {field.target: read_field(context, field, raw)}
    if isinstance(thing, Cycle | Belief) and option == "on":
        _, *later = thing.questions if isinstance(thing, Cycle) else thing.versions
        day = change["happened_on"]
        if later and isinstance(day, date) and day > later[0].on:
            words = f"{get_item_name(thing)} was put in other words on {spell(later[0].on)}"
            raise UsageMistake(
                f"{words}, and its first words can't be of a later day.", "Name that day or an earlier one."
            )
    if isinstance(thing, Cycle) and option in ("words", "because", "on"):
        at = 0 if option == "on" else -1
        questions = list(thing.questions)
        questions[at] = replace(questions[at], **({"on": change["happened_on"]} if option == "on" else change))
        return {"questions": tuple(questions)}
    if isinstance(thing, Belief) and option in ("words", "on"):
        at, versions = 0 if option == "on" else -1, list(thing.versions)
        versions[at] = replace(versions[at], **({"on": change["happened_on"]} if option == "on" else change))
        change = {"versions": tuple(versions)}
    return change


def _find_field(thing: JournalItem, name: str) -> Field:
    """Return the field of that name that a thing has. Raises UsageMistake where it has none."""
    if found := [field for field in list_fields(*list_item_kinds(thing)) if field.name == name and field.editable]:
        return found[0]
    option = next(field.option for field in FIELDS if field.name == name)
    kind = list_item_kinds(thing)[0]
    word = "note" if kind == INBOX else kind
    hint = f"enquiry show {get_item_name(thing)} shows what it has."
    if isinstance(thing, LooseNote) and name in ("cycle", "type"):
        hint = f"A note becomes an entry of a cycle: enquiry move {thing.name} CYCLE --as KIND"
    raise UsageMistake(f"--{option} does not belong to {format_kind(word)}.", hint)


def get_item_name(thing: JournalItem) -> str:
    """Return the name by which a person knows a cycle, an entry or a note."""
    return str(thing.number) if isinstance(thing, Cycle) else thing.name
