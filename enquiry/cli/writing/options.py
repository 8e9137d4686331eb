"""The options of the writing commands, made from the table of fields, and what was given by them."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import wraps
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

import typer

from enquiry.cli.completion import (
    complete_cycles,
    complete_entries,
    complete_priorities,
    complete_readings,
    complete_standards,
    complete_tags,
)
from enquiry.cli.global_options import WRITING_PANEL
from enquiry.cli.options import build_argument, build_option
from enquiry.model.field import Field, FieldType
from enquiry.model.fields import FIELDS, is_common_field, list_editable_fields, list_filing_fields, list_initial_fields

_COMPLETIONS: dict[FieldType, Callable[..., Any]] = {
    FieldType.CYCLE: complete_cycles,
    FieldType.ENTRY: complete_entries,
    FieldType.TAGS: complete_tags,
    FieldType.STANDARDS: complete_standards,
    FieldType.REASONS: complete_entries,
    FieldType.SUPPORTS: complete_entries,
    FieldType.PRIORITY: complete_priorities,
    FieldType.TRIED: complete_readings,
}
_METAVARS = {FieldType.TEXT: "TEXT", FieldType.NUMBER: "N", FieldType.CYCLE: "CYCLE"}
_TYPES: dict[FieldType, type] = {
    FieldType.NUMBER: int,
    FieldType.DECIMAL: float,
    FieldType.AMOUNT: float,
    FieldType.FLAG: bool,
}


def build_field_option(field: Field) -> Any:
    """Return the option of a field, as a parameter is annotated with it."""
    is_choice, is_number = field.type is FieldType.CHOICE, field.type in (FieldType.NUMBER, FieldType.AMOUNT)
    is_flag = field.type is FieldType.FLAG
    return typer.Option(
        f"--{field.option}/--no-{field.option}" if is_flag else f"--{field.option}",
        *([f"-{field.short}"] if field.short else []),
        metavar=None if is_choice or is_flag else field.metavar or _METAVARS.get(field.type, "DAY"),
        min=field.low if is_number or field.type is FieldType.DECIMAL else None,
        max=field.high if is_number else None,
        help=field.help,
        rich_help_panel=WRITING_PANEL if is_common_field(field) else None,
        autocompletion=_COMPLETIONS.get(field.type),
    )


def build_named_option(name: str) -> Any:
    """Return the option of the field of that name."""
    return build_field_option(next(field for field in FIELDS if field.name == name))


Words = Annotated[
    list[str] | None, build_argument("TEXT", "What you want to write; - reads standard input, nothing asks.")
]


def build_item_argument(complete: Callable[..., Any]) -> Any:
    """Return the argument that names a cycle, an entry or a note, with what completes it."""
    return build_argument("NAME", "A cycle (7), an entry (7.4), an inbox note (n12) or a belief (belief-3).", complete)


InCycle = Annotated[str | None, build_named_option("cycle")]
On = Annotated[str | None, build_named_option("on")]
Tags = Annotated[list[str] | None, build_named_option("tag")]
Because = Annotated[str | None, build_named_option("because")]
NextGroup = Annotated[str | None, build_option("--group", "TEXT", "With --next: the learners of that cycle.")]
Next = Annotated[str | None, build_option("--next", "QUESTION", "The question of the cycle that grows from this one.")]


def collect_given_options(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed of a command's parameters, without the name of what is to be changed."""
    return {option: raw for option, raw in params.items() if raw not in (None, [], ()) and option != "name"}


class EntryOptions(NamedTuple):
    """What a writing command was given: its words, the cycle and day it is for, and its other fields by their names.

    Everything is as it was typed, but for choices and numbers, which the command line has read. `on` may be a day.
    """

    words: list[str] | None = None
    cycle: str | None = None
    on: str | date | None = None
    fields: Mapping[str, Any] = MappingProxyType({})


NOTHING_GIVEN = EntryOptions()


def add_entry_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a writing command the options of all fields that belong to what it makes; `edit` those of everything.

    `file` gets those of the entries that a note can become.

    They reach the command as its parameter `given`, of the type EntryOptions. Of its other parameters those before
    `given` stand before the options in its help, and those after it before the panel of what all such commands have. A
    command without `words` of its own is given that argument.
    """
    name = command.__name__
    first, *own = inspect.signature(command, eval_str=True).parameters.values()
    split = next(place for place, one in enumerate(own) if one.name == "given")
    before, after = own[:split], own[split + 1 :]
    if name != "file" and all(one.name != "words" for one in own):
        before.append(_build_parameter("words", Words))
    listed = {"edit": list_editable_fields, "file": list_filing_fields}.get(name)
    fields = listed() if listed else list_initial_fields(name)
    if name == "edit":
        before += _build_removing_parameters(fields)
    of_kind = [_build_parameter(field.name, _annotate(field)) for field in fields if not is_common_field(field)]
    common = [_build_parameter(field.name, _annotate(field)) for field in fields if is_common_field(field)]
    taken = {one.name for one in (*own[:split], *after)}

    @wraps(command)
    def run(ctx: typer.Context, **params: Any) -> None:
        mine = {name: params.pop(name) for name in taken}
        fields = collect_given_options(params)
        words, cycle, on = (fields.pop(name, None) for name in ("words", "cycle", "on"))
        command(
            ctx if first.annotation is typer.Context else ctx.obj, **mine, given=EntryOptions(words, cycle, on, fields)
        )

    every = (one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*before, *of_kind, *after, *common))
    run.__signature__ = inspect.Signature([first.replace(name="ctx", annotation=typer.Context), *every])  # type: ignore[attr-defined]
    return run


def _annotate(field: Field) -> Any:
    kind: Any = field.reads if field.type is FieldType.CHOICE else _TYPES.get(field.type, str)
    return Annotated[list[kind] | None if field.several else kind | None, build_field_option(field)]


def _build_parameter(name: str, annotation: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _build_removing_parameters(fields: Iterable[Field]) -> list[inspect.Parameter]:
    """Return the options of `edit` that take something away: a tag, or what a field says."""
    names = [(field.name, field.option) for field in fields if field.clearable]
    clearable: Any = StrEnum("ClearableField", names)  # type: ignore[misc]  # its members are in the table
    taken_off = "A tag to take off; give it again for more."
    untag = build_option("--untag", "TAG", taken_off, autocompletion=complete_tags)
    clear = build_option("--clear", None, "A number, choice or day to take away.")
    return [
        _build_parameter("untag", Annotated[list[str] | None, untag]),
        _build_parameter("clear", Annotated[list[clearable] | None, clear]),
    ]
