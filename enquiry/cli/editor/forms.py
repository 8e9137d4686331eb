"""What stands on the sheet for each command and each kind of thing, and the command line that a written sheet comes to.

A field bears the name of its option, but for `date` and `tags`; whatever other option the command has may be added.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, Literal

from enquiry.cli.editor.sheet import (
    PartHeading,
    Sheet,
    SheetField,
    SheetForm,
    build_part_headings,
    format_sheet,
    format_sheet_parts,
    parse_sheet,
)
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import ClearableField
from enquiry.cli.writing.entries import format_cycle_title, format_item_reference, resolve_cycle
from enquiry.dates.parse import read_day
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.choices import EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnswerPart
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.tag import parse_tags
from enquiry.presets import choose_prompts

NOTE_FIELDS = ("date", "tags")
ENTRY_FIELDS = ("cycle", *NOTE_FIELDS)
COMMAND_FIELDS = {
    "note": NOTE_FIELDS,
    "start": (*NOTE_FIELDS, "group", "issue", "hunch", "success"),
    "read": (*ENTRY_FIELDS, "authors", "year", "title", "in", "doi", "url", "fit", "doubt"),
    "act": (*ENTRY_FIELDS, "planned", "done", "until"),
    "evidence": (*ENTRY_FIELDS, "kind", "direction", "n", "measure", "source"),
    "reflect": ENTRY_FIELDS,
    "review": (*ENTRY_FIELDS, "decision", "because", "next-look"),
    "refine": ("cycle", "date", "because"),
}
"""The fields of each command that are worth a line of their own, even an empty one."""

KIND_FIELDS = {
    EntryKind.READING: COMMAND_FIELDS["read"][1:],
    EntryKind.ACTION: COMMAND_FIELDS["act"][1:],
    EntryKind.EVIDENCE: (*NOTE_FIELDS, "kind", "stage", "direction", "n", "source"),
    EntryKind.REFLECTION: NOTE_FIELDS,
    EntryKind.REVIEW: COMMAND_FIELDS["review"][1:],
    EntryKind.NOTE: NOTE_FIELDS,
}
"""The fields of each kind of entry: it stays in its cycle, and its values are changed with --measure."""

CYCLE_FIELDS = (*NOTE_FIELDS, "group", "issue", "why", "hunch", "because")

SHEET_TITLES = {
    "note": "A note for the inbox",
    "start": "A new cycle, with its question",
    "read": "Something learned, for",
    "act": "A change in practice, in",
    "evidence": "Evidence for",
    "reflect": "A reflection on",
    "review": "A review of",
    "refine": "A better question for",
}
OPTION_OF_FIELD = {"date": "on", "tags": "tag", "standards": "standard", "measures": "measure"}
"""Names on the sheet that are not those of their options."""

ATTRIBUTE_OF_FIELD = {"date": "happened_on", "kind": "evidence_kind", "in": "where", "next-look": "next_look"}
"""Where in a thing a field's value stands, if not under its name."""

DATE_BIAS_OF_FIELD: dict[str, Literal["past", "future"]] = {"date": "past", "until": "future", "next-look": "future"}
"""The fields that are days, and the way a bare weekday leans in them."""

CLEARABLE = {choice.value for choice in ClearableField}
MAX_SHOWN_CHOICES = 6
"""The most choices that are told on a sheet; of more than that the first."""


# --- a new sheet ----------------------------------------------------------------------------------------------------


def build_new_form(session: Session, command: Any, params: Mapping[str, Any]) -> SheetForm:
    """Return the form of a writing command with the options it was given.

    Raises what `chosen`, `read_day` and `tags_from` raise: nothing has been written yet that could be lost.
    """
    journal = session.load_journal_or_empty()
    given = _collect_option_values(session, command, params, journal)
    about = SHEET_TITLES[command.name]
    if "cycle" in COMMAND_FIELDS[command.name]:
        cycle = resolve_cycle(journal, params["cycle"])
        given["cycle"] = [str(cycle.number)]
        about = f"{about} {format_cycle_title(cycle)}"
    given.setdefault("date", [spell(session.today)])
    names = dict.fromkeys((*COMMAND_FIELDS[command.name], *given))
    fields = tuple((name, value) for name in names for value in given.get(name) or [""])
    parts = _build_prompt_parts(session, command)
    headings = build_part_headings(parts)
    text = format_sheet_parts(parts, headings) if parts else _question_now(journal, command, params)
    return SheetForm(about, describe_choices(command, names), Sheet(fields, text), headings)


def _build_prompt_parts(session: Session, command: Any) -> tuple[AnswerPart, ...]:
    """Return a part without words for each question of the prompt set that was named; none where none was."""
    if session.prompts is None:
        return ()
    chosen_set = choose_prompts(command.name, session.prompts, session.config.prompts, session.places.prompts)
    return tuple(AnswerPart(prompt=one.name, asked=one.asks, text="") for one in chosen_set.prompts if not one.field)


def _question_now(journal: Journal, command: Any, params: Mapping[str, Any]) -> str:
    """Return the question as it stands, where it is to be put better; else nothing."""
    return resolve_cycle(journal, params["cycle"]).question if command.name == "refine" else ""


def _collect_option_values(
    session: Session, command: Any, params: Mapping[str, Any], journal: Journal
) -> dict[str, list[str]]:
    """Return the options that were given, as they stand on a sheet; days as days, so that they hold tomorrow too."""
    given = {}
    for name, param in collect_sheet_options(command).items():
        raw = params.get(param.name)
        if raw in (None, [], ()):
            continue
        values = (
            [_format_field_value(one) for one in raw] if isinstance(raw, list | tuple) else [_format_field_value(raw)]
        )
        if name in DATE_BIAS_OF_FIELD:
            calendar, lean = session.load_school_calendar(journal), DATE_BIAS_OF_FIELD[name]
            values = [spell(read_day(one, today=session.today, calendar=calendar, lean=lean)) for one in values]
        given[name] = [", ".join(parse_tags(values))] if name == "tags" else values
    return given


def _format_field_value(raw: object) -> str:
    match raw:
        case Enum():
            return str(raw.value)
        case date():
            return spell(raw)
        case None:
            return ""
        case _:
            return str(raw)


def describe_choices(command: Any, names: Iterable[str]) -> dict[str, str]:
    """Return for each field that is a choice what can be chosen; of many choices the first."""
    choices = {name: list(getattr(param.type, "choices", ())) for name, param in collect_sheet_options(command).items()}
    return {name: _format_choices(choices[name]) for name in names if choices.get(name)}


def _format_choices(choices: list[Any]) -> str:
    words = [_format_field_value(choice) for choice in choices]
    return ", ".join(words if len(words) <= MAX_SHOWN_CHOICES else [*words[: MAX_SHOWN_CHOICES - 1], "…"])


def collect_sheet_options(command: Any) -> dict[str, Any]:
    """Return the options of a command that can stand on a sheet, by their names there."""
    renamed = {option: name for name, option in OPTION_OF_FIELD.items() if name in ("date", "tags")}
    options = [param for param in command.params if param.expose_value and param.param_type_name == "option"]
    written = {opt[2:]: one for one in options if not one.is_flag for opt in one.opts if opt.startswith("--")}
    return {renamed.get(name, name): one for name, one in written.items() if name not in _EXCLUDED_OPTIONS}


_EXCLUDED_OPTIONS = {"from-bibtex", "ics", "untag", "clear", "editor"}


# --- a thing there is -----------------------------------------------------------------------------------------------


def build_edit_form(journal: Journal, thing: JournalItem, command: Any) -> SheetForm:
    """Return the form in which a cycle, an entry or a note is edited."""
    sheet = _build_raw_sheet(thing)
    return SheetForm(
        format_item_reference(thing, journal),
        describe_choices(command, dict(sheet.fields)),
        sheet,
        build_item_headings(thing),
    )


def build_item_headings(thing: JournalItem) -> tuple[PartHeading, ...]:
    """Return the headings under which a thing's parts stand; none where it has no parts."""
    return () if isinstance(thing, Cycle | LooseNote) else build_part_headings(thing.parts)


def build_item_sheet(thing: JournalItem) -> Sheet:
    """Return a cycle, an entry or a note as it is read from a sheet it stands on."""
    return parse_sheet(format_sheet(SheetForm("", {}, _build_raw_sheet(thing))))


def _build_raw_sheet(thing: JournalItem) -> Sheet:
    standards = tuple(("standard", code) for code in thing.standards)
    match thing:
        case Cycle():
            of_questions = {"date": thing.questions[0].on, "because": thing.questions[-1].because}
            return Sheet((*_list_field_values(thing, CYCLE_FIELDS, of_questions), *standards), thing.question)
        case LooseNote():
            return Sheet((*_list_field_values(thing, NOTE_FIELDS), *standards), thing.text)
        case _:
            text = format_sheet_parts(thing.parts, build_item_headings(thing)) if thing.parts else thing.text
            return Sheet((*_list_field_values(thing, KIND_FIELDS[thing.kind]), *standards), text)


def _list_field_values(
    thing: JournalItem, names: Iterable[str], special: Mapping[str, object] | None = None
) -> Iterator[SheetField]:
    for name in names:
        if special and name in special:
            yield name, _format_field_value(special[name])
        elif name == "tags":
            yield name, ", ".join(thing.tags)
        else:
            yield name, _format_field_value(getattr(thing, ATTRIBUTE_OF_FIELD.get(name, name)))


# --- what was written, as a command line ----------------------------------------------------------------------------


def build_new_arguments(command: Any, sheet: Sheet) -> list[str]:
    """Return the arguments a new sheet comes to. Raises UsageMistake for a field the command does not have."""
    known = collect_sheet_options(command)
    _check_no_duplicates(known, sheet.fields)
    options = [
        _build_field_option(known, name, one)
        for name, raw in sheet.fields
        if raw
        for one in _split_field_value(name, raw)
    ]
    if command.name == "review" and sheet.values("decision") and not sheet.text.strip():
        return options  # a decision may stand without words
    # The line end marks a text: a lone - would mean standard input, and a lone number a cycle.
    return [*options, "--", f"{sheet.text}\n"]


def build_edit_arguments(command: Any, thing: str, base: Sheet, mine: Sheet) -> list[str]:
    """Return the arguments of `edit` for what differs between the sheet as it was opened and as it was written.

    Raises UsageMistake for a field that `edit` does not have.
    """
    known = collect_sheet_options(command)
    _check_no_duplicates(known, mine.fields)
    names = dict.fromkeys(name for name, _ in (*base.fields, *mine.fields))
    options = [option for name in names for option in _build_changed_options(known, name, base, mine)]
    text = [f"{mine.text}\n"] if mine.text != base.text else []
    return [*options, "--", thing, *text]


def _build_changed_options(known: Mapping[str, Any], name: str, base: Sheet, mine: Sheet) -> Iterator[str]:
    before, after = base.values(name), mine.values(name)
    if before == after:
        return
    option = _build_field_option(known, name, "")  # refuses a name that is not known
    if OPTION_OF_FIELD.get(name, name) == "tag":
        had, has = parse_sheet_tags(base), parse_sheet_tags(mine)
        yield from (f"--tag={tag}" for tag in has if tag not in had)
        yield from (f"--untag={tag}" for tag in had if tag not in has)
    elif not after:
        yield f"--clear={name}" if name in CLEARABLE else option
    else:
        yield from (_build_field_option(known, name, value) for value in after)


def parse_sheet_tags(sheet: Sheet) -> tuple[str, ...]:
    """Return the tags on a sheet. Raises UsageMistake as `tags_from` does."""
    return parse_tags(
        tag for name in ("tags", "tag") for raw in sheet.values(name) for tag in _split_field_value(name, raw)
    )


def _split_field_value(name: str, raw: str) -> list[str]:
    return (
        [part.strip() for part in raw.split(",") if part.strip()] if OPTION_OF_FIELD.get(name, name) == "tag" else [raw]
    )


def _build_field_option(known: Mapping[str, Any], name: str, value: str) -> str:
    option = OPTION_OF_FIELD.get(name, name)
    if name not in known and option not in {one.opts[0][2:] for one in known.values()}:
        raise UsageMistake(
            f"There is no field “{name}” here.{suggest_nearest(name, known)}", f"The fields: {', '.join(known)}."
        )
    return f"--{option}={value}"


def _check_no_duplicates(known: Mapping[str, Any], fields: Iterable[SheetField]) -> None:
    seen = set[str]()
    for name, value in fields:
        if name in seen and value and name in known and not known[name].multiple:
            raise UsageMistake(f"The field “{name}” stands twice.", "Leave one of the two.")
        seen.add(name)
