"""What stands on the sheet for each command and each kind of thing, and the command line that a written sheet comes to.

A field is called as its option, but for `date` and `tags`; any other option of the command may be added.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from typing import Any

from enquiry.cli.beliefs.believing import split_belief_name
from enquiry.cli.editor import sheet as sheets
from enquiry.cli.names import resolve_cycle, resolve_prompts
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import format_cycle_title, format_item_reference
from enquiry.dates.parse import read_day
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model import fields as table
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnswerPart
from enquiry.model.field import COMMAND_KINDS, FieldType
from enquiry.model.groups import LEARNER
from enquiry.model.journal import Journal, JournalItem, Lone
from enquiry.model.tag import parse_tags

SHEET_TITLES = {
    "note": "A note for the inbox",
    "start": "A new cycle, with its question",
    "read": "Something learned, for",
    "act": "A change in practice, in",
    "evidence": "Evidence for",
    "reflect": "A reflection on",
    "review": "A review of",
    "refine": "A better question for",
    "ask": "What would help, in",
    "believe": "What I believe",
}
_DATE_BIAS: Any = {
    FieldType.DAY: "past",
    FieldType.PAST_DAY: "past",
    FieldType.END_DAY: "future",
    FieldType.NEXT_DAY: "future",
}
"""The types of fields that are days, and the way a bare weekday leans in them."""

_SHEET_NAMES = {
    **{field.option: field.sheet for field in table.FIELDS if field.sheet},
    "standards": "standard",
    "measures": "measure",
}
"""What a field is called on the sheet, where somebody may write its option or the plural instead."""

_EXCLUDED_OPTIONS = {"from-bibtex", "ics", "untag", "clear", "editor"}

MAX_SHOWN_CHOICES = 6
"""The most choices that are told on a sheet; of more than that the first."""


def build_new_form(session: Session, command: Any, params: Mapping[str, Any]) -> sheets.SheetForm:
    """Return the form of a writing command with the options it was given, and a heading for each prompt that was named.

    Days stand there as days, so that they hold tomorrow too. Raises what `resolve_cycle`, `read_day` and `parse_tags`
    raise: nothing has been written yet that could be lost.
    """
    journal, about = session.load_journal_or_empty(), SHEET_TITLES[command.name]
    if command.name == "believe" and (name := split_belief_name(session, list(params.get("words") or ())).name):
        hint = f'In new words: enquiry believe {name} "…"; to mend what stands: enquiry edit {name}'
        raise UsageMistake(f"--editor writes a new belief, and {name} was named.", hint)
    given = _collect_option_values(session, command, params, journal)
    text = ""
    if "cycle" in params:
        cycle = resolve_cycle(journal, params["cycle"], params.get("about"))
        given["cycle"] = [str(cycle.number)]
        about = f"{about} {format_cycle_title(cycle)}"
        text = cycle.question if command.name == "refine" else ""
    given.setdefault("date", [spell(session.today)])
    lines = (field.sheet_name for field in table.list_sheet_fields(COMMAND_KINDS[command.name], new=True))
    names = dict.fromkeys((*lines, *given))
    fields = tuple((name, value) for name in names for value in given.get(name) or [""])
    headings: tuple[sheets.PartHeading, ...] = ()
    if session.prompts is not None:
        people = journal.get_group_noun(cycle) if "cycle" in params else LEARNER
        asked = resolve_prompts(session, command.name, session.prompts).name_group(people.many).prompts
        parts = [AnswerPart(prompt=one.name, asked=one.asks, text="") for one in asked if not one.field]
        headings = sheets.build_part_headings(parts)
        text = sheets.format_sheet_parts(parts, headings)
    return sheets.SheetForm(about, describe_choices(names), sheets.Sheet(fields, text), headings)


def _collect_option_values(
    session: Session, command: Any, params: Mapping[str, Any], journal: Journal
) -> dict[str, list[str]]:
    """Return the options that were given, as they stand on a sheet."""
    given, rows = {}, table.list_fields(COMMAND_KINDS[command.name])
    days = {one.sheet_name: one.type for one in rows if one.type in _DATE_BIAS}
    for name, param in collect_sheet_options(command).items():
        raw = params.get(param.name)
        if raw in (None, [], ()):
            continue
        values = [_format_field_value(one) for one in (raw if isinstance(raw, list | tuple) else [raw])]
        if name in days:
            calendar, lean = session.load_school_calendar(journal), _DATE_BIAS[days[name]]
            values = [spell(read_day(one, today=session.today, calendar=calendar, lean=lean)) for one in values]
        given[name] = [", ".join(parse_tags(values))] if name == "tags" else values
    return given


def _format_field_value(raw: object) -> str:
    if isinstance(raw, date):
        return spell(raw)
    return "" if raw is None else str(raw.value if isinstance(raw, Enum) else raw)


def describe_choices(names: Collection[str]) -> dict[str, str]:
    """Return for each field that is a choice what can be chosen; of many choices the first."""
    told, most = {}, MAX_SHOWN_CHOICES
    for row in table.FIELDS:
        if row.choices and row.sheet_name in names:
            shown = row.choices if len(row.choices) <= most else (*row.choices[: most - 1], "…")
            told[row.sheet_name] = ", ".join(shown)
    return told


def collect_sheet_options(command: Any) -> dict[str, Any]:
    """Return the options of a command that can stand on a sheet, by their names there."""
    options = [param for param in command.params if param.expose_value and param.param_type_name == "option"]
    written = {opt[2:]: one for one in options if not one.is_flag for opt in one.opts if opt.startswith("--")}
    return {_SHEET_NAMES.get(name, name): one for name, one in written.items() if name not in _EXCLUDED_OPTIONS}


def build_edit_form(journal: Journal, thing: JournalItem) -> sheets.SheetForm:
    """Return the form in which a cycle, an entry or a note is edited."""
    sheet, about = _build_raw_sheet(thing), format_item_reference(thing, journal)
    return sheets.SheetForm(about, describe_choices(dict(sheet.fields)), sheet, build_item_headings(thing))


def build_item_headings(thing: JournalItem) -> tuple[sheets.PartHeading, ...]:
    """Return the headings under which a thing's parts stand; none where it has no parts."""
    return () if isinstance(thing, Cycle | Lone) else sheets.build_part_headings(thing.parts)


def build_item_sheet(thing: JournalItem) -> sheets.Sheet:
    """Return a cycle, an entry or a note as it is read from a sheet it stands on."""
    return sheets.parse_sheet(sheets.format_sheet(sheets.SheetForm("", {}, _build_raw_sheet(thing))))


def _build_raw_sheet(thing: JournalItem) -> sheets.Sheet:
    special: dict[str, object] = {"tag": ", ".join(thing.tags)}
    special |= {} if isinstance(thing, Cycle | Lone) else {"cycle": thing.cycle_number}
    if isinstance(thing, Cycle):
        special |= {"on": thing.questions[0].on, "because": thing.questions[-1].because}
        text = thing.question
    else:
        special |= {"on": thing.began_on} if isinstance(thing, Belief) else {}
        parts = () if isinstance(thing, Lone) else thing.parts
        text = sheets.format_sheet_parts(parts, build_item_headings(thing)) if parts else thing.text
    rows = table.list_sheet_fields(*table.list_item_kinds(thing), new=False)
    values = ((row, special[row.name] if row.name in special else getattr(thing, row.target)) for row in rows)
    fields = [(row.sheet_name, _format_field_value(value)) for row, value in values]
    return sheets.Sheet((*fields, *(("standard", code) for code in thing.standards)), text)


def build_new_arguments(command: Any, sheet: sheets.Sheet) -> list[str]:
    """Return the arguments a new sheet comes to. Raises UsageMistake for a field the command does not have."""
    known = collect_sheet_options(command)
    fields = [(name, raw) for name, raw in _rename_fields(known, sheet).fields if raw]
    options = [
        f"--{_find_option(known, name)}={one}"
        for name, raw in fields
        for one in (split_tags(raw) if name == "tags" else [raw])
    ]
    stands_alone = sheet.values("decision") or sheet.values("tried")
    if command.name == "review" and stands_alone and not sheet.text.strip():
        return options  # a decision, or how a reading turned out, may stand without words
    # The line end marks a text: a lone - would mean standard input, and a lone number a cycle.
    return [*options, "--", f"{sheet.text}\n"]


def build_edit_arguments(command: Any, thing: str, base: sheets.Sheet, mine: sheets.Sheet) -> list[str]:
    """Return the arguments of `edit` for what differs between two sheets. Raises UsageMistake for a field it lacks."""
    known, options = collect_sheet_options(command), list[str]()
    clearable = {field.option for field in table.FIELDS if field.clearable}
    mine = _rename_fields(known, mine)
    for name in dict.fromkeys(name for name, _ in (*base.fields, *mine.fields)):
        after = mine.values(name)
        if base.values(name) == after:
            continue
        option = _find_option(known, name)
        if name == "tags":
            had, has = parse_sheet_tags(base), parse_sheet_tags(mine)
            options += [f"--tag={tag}" for tag in has if tag not in had]
            options += [f"--untag={tag}" for tag in had if tag not in has]
        else:
            cleared = f"--clear={option}" if option in clearable else f"--{option}="
            options += [f"--{option}={value}" for value in after] or [cleared]
    text = [f"{mine.text}\n"] if mine.text != base.text else []
    return [*options, "--", thing, *text]


def parse_sheet_tags(sheet: sheets.Sheet) -> tuple[str, ...]:
    """Return the tags on a sheet. Raises UsageMistake as `parse_tags` does."""
    return parse_tags(tag for name in ("tags", "tag") for raw in sheet.values(name) for tag in split_tags(raw))


def split_tags(raw: str) -> list[str]:
    """Return the tags that stand in a line with commas between them."""
    return [part.strip() for part in raw.split(",") if part.strip()]


def _find_option(known: Mapping[str, Any], name: str) -> str:
    """Return the option of a field, without its dashes. Raises UsageMistake where the command has none."""
    if name not in known:
        words = f"There is no field “{name}” here.{suggest_nearest(name, known)}"
        raise UsageMistake(words, f"The fields: {', '.join(known)}.")
    return str(known[name].opts[0][2:])


def _rename_fields(known: Mapping[str, Any], sheet: sheets.Sheet) -> sheets.Sheet:
    """Return a sheet with each field under its own name. Raises UsageMistake for a second value of a single one."""
    fields, seen = list[sheets.SheetField](), set[str]()
    for written, value in sheet.fields:
        name = _SHEET_NAMES.get(written, written)
        if name in seen and value and name in known and not known[name].multiple:
            raise UsageMistake(f"The field “{name}” stands twice.", "Leave one of the two.")
        seen.add(name)
        fields.append((name, value))
    return sheet._replace(fields=tuple(fields))
