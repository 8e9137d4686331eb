"""The table of fields says what the classes hold: every optional field has a row, and each row its field."""

from collections import Counter
from enum import Enum
from typing import Any

import pytest
from msgspec.structs import FieldInfo, fields

from enquiry.cli.app import build_command_line
from enquiry.model.choices import EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import ENTRY_CLASSES
from enquiry.model.field import BELIEF, COMMAND_KINDS, CYCLE, INBOX, PROMPTED_COMMANDS, QUESTION, Field, FieldType
from enquiry.model.fields import FIELDS, list_fields, list_initial_fields, list_prompt_fields
from enquiry.model.journal import LooseNote

CLASSES: dict[str, type[Any]] = {
    **{kind.value: one for kind, one in ENTRY_CLASSES.items()},
    CYCLE: Cycle,
    INBOX: LooseNote,
}
KEPT_BY_THE_PROGRAM = {
    *("id", "recorded_at", "removed", "first", "otherwise", "name", "number", "text", "parts", "cycle"),
    *("questions", "state", "turns", "moved", "entries", "filed_as", "citation", "gift"),
}
"""Fields of the classes that are the words themselves, or that no option sets by itself."""


def held(kind: str) -> dict[str, FieldInfo]:
    return {one.name: one for one in fields(CLASSES[kind])}


def test_every_kind_of_entry_is_known_to_the_table() -> None:
    assert {kind.value for kind in EntryKind} | {CYCLE, INBOX, QUESTION, BELIEF} == {
        kind for row in FIELDS for kind in row.kinds
    }


@pytest.mark.parametrize("kind", CLASSES)
def test_every_optional_field_of_a_class_has_a_row(kind: str) -> None:
    rows = {row.target for row in list_fields(kind) if row.name not in ("cycle", "type")} - (
        {"happened_on"} if kind == CYCLE else set()
    )
    assert rows == set(held(kind)) - KEPT_BY_THE_PROGRAM


@pytest.mark.parametrize(("row", "kind"), [(row, kind) for row in FIELDS for kind in row.kinds if kind in CLASSES])
def test_a_row_s_type_is_that_of_its_field(row: Field, kind: str) -> None:
    info = held(kind).get(row.target)
    if info is None:  # the day of a cycle is that of its first question; the kind of an entry is its class
        assert (row.name, kind) == ("on", CYCLE) or row.name == "type"
        return
    written = str(info.type)
    assert row.clearable == (info.default is None and row.editable), "what --clear leaves is None"
    if isinstance(row.reads, type):
        assert row.reads.__name__ in written
    words = {FieldType.TEXT: "str", FieldType.DOI: "str", FieldType.NUMBER: "int"}
    days = dict.fromkeys((FieldType.DAY, FieldType.END_DAY, FieldType.NEXT_DAY), "date")
    assert {**words, **days}.get(row.type, "") in written
    assert row.several <= ("tuple" in written)


def test_no_kind_has_two_rows_of_one_name_or_two_on_one_line_of_the_sheet() -> None:
    for kind in CLASSES:
        rows = list_fields(kind)
        assert max(Counter(row.name for row in rows).values()) == 1
        assert max(Counter(row.sheet_name for row in rows).values()) == 1
        assert max(Counter(row.option for row in rows).values()) == 1


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: f"{row.name} of {row.kinds[0]}")
def test_a_row_says_what_it_is_and_in_places_there_are(row: Field) -> None:
    assert row.help.endswith(".")
    assert set(row.places.split()) <= {"prompt", "new", "edit"}
    assert isinstance(row.reads, FieldType) or issubclass(row.reads, Enum)


@pytest.mark.parametrize("command", COMMAND_KINDS)
def test_a_command_has_the_options_of_what_it_makes(command: str) -> None:
    params = {param.name: param for param in build_command_line().get_command(None, command).params}
    for row in list_initial_fields(command):
        param = params[row.name]
        assert f"--{row.option}" in param.opts
        assert (param.help, param.multiple) == (row.help, row.several)
        choices = [one.value for one in row.reads] if isinstance(row.reads, type) else []
        assert list(getattr(param.type, "choices", ())) == choices


def test_edit_has_the_option_of_every_field_that_can_be_changed() -> None:
    params = {param.name: param for param in build_command_line().get_command(None, "edit").params}
    assert {row.name for row in FIELDS if row.editable} <= set(params)
    assert set(params["clear"].type.choices) == {row.option for row in FIELDS if row.clearable}


def test_a_prompt_may_fill_what_its_command_has() -> None:
    asked = {command: list_prompt_fields(command) for command in PROMPTED_COMMANDS}
    assert asked["evidence"] == ("tag", "kind", "stage", "direction", "n", "measure", "sd", "source")
    assert asked["reflect"] == asked["note"] == ("tag",)
    assert asked["refine"] == ("because",)
    assert list_prompt_fields("review") == ()
