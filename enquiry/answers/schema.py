"""JSON Schemas of the answers, made from their types: every field required, and no other allowed."""

from collections.abc import Mapping
from inspect import cleandoc
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from enquiry.answers.answer import Answer, list_field_types
from enquiry.answers.doctor import DoctorAnswer
from enquiry.answers.history import (
    AcceptedEditAnswer,
    BackupAnswer,
    BackupsAnswer,
    DiscardedAnswer,
    DraftsAnswer,
    HistoryAnswer,
    RedoAnswer,
    RestoreAnswer,
    UndoAnswer,
    VersionsAnswer,
)
from enquiry.answers.journal import (
    DemoAnswer,
    FolderAnswer,
    ImportAnswer,
    ListAnswer,
    PlacesAnswer,
    SamplesAnswer,
    SettingsAnswer,
    StandardsAnswer,
    StatusAnswer,
    ThreadAnswer,
    WrittenAnswer,
)
from enquiry.answers.measures import ComparisonAnswer, DefinedMeasureAnswer, MeasuresAnswer
from enquiry.answers.pulse import PulseAnswer
from enquiry.answers.records import (
    ClosedAnswer,
    CycleAnswer,
    EntryItemAnswer,
    ExportAnswer,
    InboxAnswer,
    ReadingsAnswer,
)
from enquiry.answers.search import QueriesAnswer, RetagAnswer, SearchAnswer, SimilarTagsAnswer, TagsAnswer
from enquiry.answers.summary import PreviewAnswer, SummaryAnswer
from enquiry.answers.timeline import TimelineAnswer, YearTimelineAnswer
from enquiry.answers.year import LookbackAnswer, StatsAnswer, YearAnswer
from enquiry.exchange.encoding import SCHEMA_VERSION, list_json_names

JsonSchema = dict[str, Any]


class AnswerShape(Answer, frozen=True):
    """One shape that a command's answer may have: its name in the schema, and its fields."""

    name: str
    fields: tuple[str, ...]


class CommandAnswers(Answer, frozen=True):
    """A command, and the shapes that its answer may have."""

    command: str
    shapes: tuple[AnswerShape, ...]


class SchemasAnswer(Answer, frozen=True):
    """The commands whose answers have a schema."""

    answers: tuple[CommandAnswers, ...]


ITEM = (CycleAnswer, EntryItemAnswer)
ENTRY = (EntryItemAnswer,)

ANSWERS: Mapping[str, tuple[type[Answer], ...]] = {
    "note": ENTRY,
    "start": (CycleAnswer,),
    "read": (EntryItemAnswer, ReadingsAnswer),
    "act": ENTRY,
    "evidence": ENTRY,
    "reflect": ENTRY,
    "review": (EntryItemAnswer, WrittenAnswer),
    "refine": (CycleAnswer,),
    "file": (EntryItemAnswer, InboxAnswer),
    "use": (CycleAnswer,),
    "drafts": (DraftsAnswer,),
    "drafts resume": ITEM,
    "drafts discard": (DiscardedAnswer,),
    "status": (StatusAnswer,),
    "list": (ListAnswer,),
    "show": (*ITEM, VersionsAnswer),
    "timeline": (TimelineAnswer, YearTimelineAnswer),
    "year": (YearAnswer,),
    "pulse": (PulseAnswer,),
    "thread": (ThreadAnswer,),
    "search": (SearchAnswer, QueriesAnswer),
    "tags": (TagsAnswer, SimilarTagsAnswer),
    "tags list": (TagsAnswer, SimilarTagsAnswer),
    "tags rename": (RetagAnswer,),
    "tags merge": (RetagAnswer,),
    "tags remove": (RetagAnswer,),
    "measures": (MeasuresAnswer,),
    "measures show": (MeasuresAnswer,),
    "measures define": (DefinedMeasureAnswer,),
    "measures compare": (ComparisonAnswer,),
    "stats": (StatsAnswer,),
    "lookback": (LookbackAnswer,),
    "standards": (StandardsAnswer,),
    "summary": (SummaryAnswer, PreviewAnswer, WrittenAnswer),
    "export": (ExportAnswer, WrittenAnswer, FolderAnswer),
    "import": (ImportAnswer,),
    "edit": ITEM,
    "close": (CycleAnswer, ClosedAnswer),
    "reopen": ITEM,
    "remove": ITEM,
    "undo": (UndoAnswer,),
    "redo": (RedoAnswer,),
    "history": (HistoryAnswer,),
    "doctor": (DoctorAnswer,),
    "backup": (BackupAnswer,),
    "restore": (BackupsAnswer, RestoreAnswer, AcceptedEditAnswer),
    "where": (PlacesAnswer,),
    "config": (SettingsAnswer,),
    "demo": (DemoAnswer, SamplesAnswer),
    "schema": (SchemasAnswer,),
}
"""The shapes of each command's answer, in the order of the table of commands."""


def describe_schemas() -> SchemasAnswer:
    """Return the answer of `schema`: every command with the shapes of its answer."""
    return SchemasAnswer(
        tuple(
            CommandAnswers(
                command,
                tuple(AnswerShape(one.__name__, tuple(key for _, key in list_json_names(one)[1])) for one in shapes),
            )
            for command, shapes in ANSWERS.items()
        )
    )


def build_answer_schema(command: str) -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a command's answer, whole: all it refers to is in it.

    Raises KeyError for what is no command.
    """
    defs: dict[str, JsonSchema] = {}
    shapes = [_build_type_schema(shape, defs) for shape in ANSWERS[command]]
    for shape in ANSWERS[command]:
        top = defs[shape.__name__]
        top["properties"] = {"schema_version": {"const": SCHEMA_VERSION}, **top["properties"]}
        top["required"] = ["schema_version", *top["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The answer of enquiry {command} --json",
        **(shapes[0] if len(shapes) == 1 else {"anyOf": shapes}),
        "$defs": dict(sorted(defs.items())),
    }


def _build_type_schema(hint: Any, defs: dict[str, JsonSchema]) -> JsonSchema:
    """Return the schema of a type; those of classes and enums are put into `defs`, and referred to."""
    origin, args = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and (issubclass(hint, msgspec.Struct) or hasattr(hint, "_fields")):
        if hint.__name__ not in defs:
            defs[hint.__name__] = {}  # known from here on to what refers to itself
            defs[hint.__name__] = _build_object_schema(hint, defs)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if origin in (Union, UnionType):
        return {"anyOf": [_build_type_schema(arg, defs) for arg in args]}
    if origin is dict:
        return {"type": "object", "additionalProperties": _build_type_schema(args[1], defs)}
    if origin is tuple:
        items = [_build_type_schema(arg, defs) for arg in args if arg is not ...]
        fixed = {"prefixItems": items, "items": False, "minItems": len(items)}
        return {"type": "array", **({"items": items[0]} if args[-1] is ... else fixed)}
    leaf_type = str if hint is Path else hint
    (leaf,), found = msgspec.json.schema_components((leaf_type,), ref_template="#/$defs/{name}")
    defs |= found
    return leaf


def _build_object_schema(kind: type, defs: dict[str, JsonSchema]) -> JsonSchema:
    tag, names = list_json_names(kind)
    types = list_field_types(kind)
    properties = {key: {"const": value} for key, value in tag.items()}
    properties |= {key: _build_type_schema(types[name], defs) for name, key in names}
    about = {"description": cleandoc(kind.__doc__)} if kind.__doc__ else {}
    return {
        **about,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
