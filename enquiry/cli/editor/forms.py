"""What stands on the sheet for each command and each kind of thing, and the command line that a written sheet comes to.

A field bears the name of its option, but for `date` and `tags`; whatever other option the command has may be added.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, Literal

from enquiry.cli.editor.sheet import Field, Form, Heading, Sheet, headings_for, sheet_from, sheet_text, under_headings
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import Clearable
from enquiry.cli.writing.entries import chosen, named, title
from enquiry.dates.parse import read_day
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake, near
from enquiry.model.choices import Kind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Part
from enquiry.model.journal import Journal, LooseNote, Thing
from enquiry.model.tag import tags_from
from enquiry.presets import prompts_for

NOTE = ("date", "tags")
ENTRY = ("cycle", *NOTE)
FIELDS = {
    "note": NOTE,
    "start": (*NOTE, "group", "issue", "hunch", "success"),
    "read": (*ENTRY, "authors", "year", "title", "in", "doi", "url", "fit", "doubt"),
    "act": (*ENTRY, "planned", "done", "until"),
    "evidence": (*ENTRY, "kind", "direction", "n", "measure", "source"),
    "reflect": ENTRY,
    "review": (*ENTRY, "decision", "because", "next-look"),
    "refine": ("cycle", "date", "because"),
}
"""The fields of each command that are worth a line of their own, even an empty one."""

KINDS = {
    Kind.READING: FIELDS["read"][1:],
    Kind.ACTION: FIELDS["act"][1:],
    Kind.EVIDENCE: (*NOTE, "kind", "stage", "direction", "n", "source"),
    Kind.REFLECTION: NOTE,
    Kind.REVIEW: FIELDS["review"][1:],
    Kind.NOTE: NOTE,
}
"""The fields of each kind of entry: it stays in its cycle, and its values are changed with --measure."""

CYCLE = (*NOTE, "group", "issue", "why", "hunch", "because")

ABOUT = {
    "note": "A note for the inbox",
    "start": "A new cycle, with its question",
    "read": "Something learned, for",
    "act": "A change in practice, in",
    "evidence": "Evidence for",
    "reflect": "A reflection on",
    "review": "A review of",
    "refine": "A better question for",
}
OPTIONS = {"date": "on", "tags": "tag", "standards": "standard", "measures": "measure"}
"""Names on the sheet that are not those of their options."""

FIELD_OF = {"date": "happened_on", "kind": "evidence_kind", "in": "where", "next-look": "next_look"}
"""Where in a thing a field's value stands, if not under its name."""

LEANS: dict[str, Literal["past", "future"]] = {"date": "past", "until": "future", "next-look": "future"}
"""The fields that are days, and the way a bare weekday leans in them."""

CLEARABLE = {choice.value for choice in Clearable}
SHOWN_CHOICES = 6
"""The most choices that are told on a sheet; of more than that the first."""


# --- a new sheet ----------------------------------------------------------------------------------------------------


def form_for(session: Session, command: Any, params: Mapping[str, Any]) -> Form:
    """Return the form of a writing command with the options it was given.

    Raises what `chosen`, `read_day` and `tags_from` raise: nothing has been written yet that could be lost.
    """
    journal = session.journal_if_any()
    given = _given(session, command, params, journal)
    about = ABOUT[command.name]
    if "cycle" in FIELDS[command.name]:
        cycle = chosen(journal, params["cycle"])
        given["cycle"] = [str(cycle.number)]
        about = f"{about} {title(cycle)}"
    given.setdefault("date", [spell(session.today)])
    names = dict.fromkeys((*FIELDS[command.name], *given))
    fields = tuple((name, value) for name in names for value in given.get(name) or [""])
    parts = _asked(session, command)
    headings = headings_for(parts)
    text = under_headings(parts, headings) if parts else _question_now(journal, command, params)
    return Form(about, notes_of(command, names), Sheet(fields, text), headings)


def _asked(session: Session, command: Any) -> tuple[Part, ...]:
    """Return a part without words for each question of the prompt set that was named; none where none was."""
    if session.prompts is None:
        return ()
    chosen_set = prompts_for(command.name, session.prompts, session.config.prompts, session.places.prompts)
    return tuple(Part(prompt=one.name, asked=one.asks, text="") for one in chosen_set.prompts if not one.field)


def _question_now(journal: Journal, command: Any, params: Mapping[str, Any]) -> str:
    """Return the question as it stands, where it is to be put better; else nothing."""
    return chosen(journal, params["cycle"]).question if command.name == "refine" else ""


def _given(session: Session, command: Any, params: Mapping[str, Any], journal: Journal) -> dict[str, list[str]]:
    """Return the options that were given, as they stand on a sheet; days as days, so that they hold tomorrow too."""
    given = {}
    for name, param in fields_of(command).items():
        raw = params.get(param.name)
        if raw in (None, [], ()):
            continue
        values = [_value(one) for one in raw] if isinstance(raw, list | tuple) else [_value(raw)]
        if name in LEANS:
            calendar, lean = session.calendar(journal), LEANS[name]
            values = [spell(read_day(one, today=session.today, calendar=calendar, lean=lean)) for one in values]
        given[name] = [", ".join(tags_from(values))] if name == "tags" else values
    return given


def _value(raw: object) -> str:
    match raw:
        case Enum():
            return str(raw.value)
        case date():
            return spell(raw)
        case None:
            return ""
        case _:
            return str(raw)


def notes_of(command: Any, names: Iterable[str]) -> dict[str, str]:
    """Return for each field that is a choice what can be chosen; of many choices the first."""
    choices = {name: list(getattr(param.type, "choices", ())) for name, param in fields_of(command).items()}
    return {name: _choices_said(choices[name]) for name in names if choices.get(name)}


def _choices_said(choices: list[Any]) -> str:
    words = [_value(choice) for choice in choices]
    return ", ".join(words if len(words) <= SHOWN_CHOICES else [*words[: SHOWN_CHOICES - 1], "…"])


def fields_of(command: Any) -> dict[str, Any]:
    """Return the options of a command that can stand on a sheet, by their names there."""
    renamed = {option: name for name, option in OPTIONS.items() if name in ("date", "tags")}
    options = [param for param in command.params if param.expose_value and param.param_type_name == "option"]
    written = {opt[2:]: one for one in options if not one.is_flag for opt in one.opts if opt.startswith("--")}
    return {renamed.get(name, name): one for name, one in written.items() if name not in _NOT_ON_A_SHEET}


_NOT_ON_A_SHEET = {"from-bibtex", "ics", "untag", "clear", "editor"}


# --- a thing there is -----------------------------------------------------------------------------------------------


def form_of(journal: Journal, thing: Thing, command: Any) -> Form:
    """Return the form in which a cycle, an entry or a note is edited."""
    sheet = _sheet_of(thing)
    return Form(named(thing, journal), notes_of(command, dict(sheet.fields)), sheet, headings_of(thing))


def headings_of(thing: Thing) -> tuple[Heading, ...]:
    """Return the headings under which a thing's parts stand; none where it has no parts."""
    return () if isinstance(thing, Cycle | LooseNote) else headings_for(thing.parts)


def sheet_of(thing: Thing) -> Sheet:
    """Return a cycle, an entry or a note as it is read from a sheet it stands on."""
    return sheet_from(sheet_text(Form("", {}, _sheet_of(thing))))


def _sheet_of(thing: Thing) -> Sheet:
    standards = tuple(("standard", code) for code in thing.standards)
    match thing:
        case Cycle():
            of_questions = {"date": thing.questions[0].on, "because": thing.questions[-1].because}
            return Sheet((*_values(thing, CYCLE, of_questions), *standards), thing.question)
        case LooseNote():
            return Sheet((*_values(thing, NOTE), *standards), thing.text)
        case _:
            text = under_headings(thing.parts, headings_of(thing)) if thing.parts else thing.text
            return Sheet((*_values(thing, KINDS[thing.kind]), *standards), text)


def _values(thing: Thing, names: Iterable[str], special: Mapping[str, object] | None = None) -> Iterator[Field]:
    for name in names:
        if special and name in special:
            yield name, _value(special[name])
        elif name == "tags":
            yield name, ", ".join(thing.tags)
        else:
            yield name, _value(getattr(thing, FIELD_OF.get(name, name)))


# --- what was written, as a command line ----------------------------------------------------------------------------


def arguments_new(command: Any, sheet: Sheet) -> list[str]:
    """Return the arguments a new sheet comes to. Raises UsageMistake for a field the command does not have."""
    known = fields_of(command)
    _check_once(known, sheet.fields)
    options = [_option(known, name, one) for name, raw in sheet.fields if raw for one in _listed(name, raw)]
    if command.name == "review" and sheet.values("decision") and not sheet.text.strip():
        return options  # a decision may stand without words
    # The line end marks a text: a lone - would mean standard input, and a lone number a cycle.
    return [*options, "--", f"{sheet.text}\n"]


def arguments_changed(command: Any, thing: str, base: Sheet, mine: Sheet) -> list[str]:
    """Return the arguments of `edit` for what differs between the sheet as it was opened and as it was written.

    Raises UsageMistake for a field that `edit` does not have.
    """
    known = fields_of(command)
    _check_once(known, mine.fields)
    names = dict.fromkeys(name for name, _ in (*base.fields, *mine.fields))
    options = [option for name in names for option in _changed(known, name, base, mine)]
    text = [f"{mine.text}\n"] if mine.text != base.text else []
    return [*options, "--", thing, *text]


def _changed(known: Mapping[str, Any], name: str, base: Sheet, mine: Sheet) -> Iterator[str]:
    before, after = base.values(name), mine.values(name)
    if before == after:
        return
    option = _option(known, name, "")  # refuses a name that is not known
    if OPTIONS.get(name, name) == "tag":
        had, has = tags_on(base), tags_on(mine)
        yield from (f"--tag={tag}" for tag in has if tag not in had)
        yield from (f"--untag={tag}" for tag in had if tag not in has)
    elif not after:
        yield f"--clear={name}" if name in CLEARABLE else option
    else:
        yield from (_option(known, name, value) for value in after)


def tags_on(sheet: Sheet) -> tuple[str, ...]:
    """Return the tags on a sheet. Raises UsageMistake as `tags_from` does."""
    return tags_from(tag for name in ("tags", "tag") for raw in sheet.values(name) for tag in _listed(name, raw))


def _listed(name: str, raw: str) -> list[str]:
    return [part.strip() for part in raw.split(",") if part.strip()] if OPTIONS.get(name, name) == "tag" else [raw]


def _option(known: Mapping[str, Any], name: str, value: str) -> str:
    option = OPTIONS.get(name, name)
    if name not in known and option not in {one.opts[0][2:] for one in known.values()}:
        raise UsageMistake(f"There is no field “{name}” here.{near(name, known)}", f"The fields: {', '.join(known)}.")
    return f"--{option}={value}"


def _check_once(known: Mapping[str, Any], fields: Iterable[Field]) -> None:
    seen = set[str]()
    for name, value in fields:
        if name in seen and value and name in known and not known[name].multiple:
            raise UsageMistake(f"The field “{name}” stands twice.", "Leave one of the two.")
        seen.add(name)
