"""JSON Schemas of the answers, made from their types: every field required, and no other allowed."""

from collections.abc import Mapping
from inspect import cleandoc
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from enquiry.answers import (
    beliefs,
    doctor,
    forgetting,
    gifts,
    history,
    journal,
    measures,
    merging,
    privacy,
    pulse,
    records,
    search,
    summary,
    timeline,
    together,
    year,
)
from enquiry.answers.answer import Answer, list_field_types, split_location
from enquiry.exchange.encoding import list_json_names

JsonSchema = dict[str, Any]


class SchemasAnswer(Answer, frozen=True):
    """The commands whose answers have a schema, each with the fields of every shape that its answer may have."""

    answers: dict[str, tuple[tuple[str, ...], ...]]


_CYCLE, _ENTRY, _WRITTEN = records.CycleAnswer, records.EntryItemAnswer, journal.WrittenAnswer
_BELIEF = beliefs.BeliefItemAnswer

ANSWERS: Mapping[str, tuple[type[Answer], ...]] = {
    **dict.fromkeys(("note", "act", "evidence", "reflect", "ask", "answer"), (_ENTRY,)),
    **dict.fromkeys(("start", "refine", "use"), (_CYCLE,)),
    **dict.fromkeys(("edit", "reopen", "remove", "drafts resume"), (_CYCLE, _ENTRY, _BELIEF)),
    "believe": (_BELIEF,),
    "beliefs": (beliefs.BeliefsAnswer,),
    "trace": (beliefs.TraceAnswer,),
    "read": (_ENTRY, records.ReadingsAnswer),
    "review": (_ENTRY, journal.RemindersAnswer),
    "remind": (journal.RemindersAnswer,),
    "file": (_ENTRY, records.InboxAnswer, history.NoteGroupAnswer),
    "move": (records.MovedAnswer,),
    "close": (_CYCLE, records.ClosedAnswer),
    "drafts": (history.DraftsAnswer,),
    "drafts discard": (history.DiscardedAnswer,),
    "status": (journal.StatusAnswer,),
    "open": (_WRITTEN,),
    "list": (journal.ListAnswer,),
    "show": (_CYCLE, _ENTRY, _BELIEF, history.VersionsAnswer, history.QuestionLifeAnswer),
    "timeline": (timeline.TimelineAnswer, timeline.YearTimelineAnswer),
    "year": (year.YearAnswer,),
    "readings": (records.KnownReadingsAnswer,),
    "pulse": (pulse.PulseAnswer, pulse.LeadingAnswer),
    "thread": (history.ThreadAnswer,),
    "replay": (history.ReplayAnswer, _ENTRY),
    "search": (search.SearchAnswer, search.QueriesAnswer),
    **dict.fromkeys(("tags", "tags list"), (search.TagsAnswer, search.SimilarTagsAnswer)),
    **dict.fromkeys(("tags rename", "tags merge", "tags remove"), (search.RetagAnswer,)),
    **dict.fromkeys(("measures", "measures show"), (measures.MeasuresAnswer,)),
    "measures define": (measures.DefinedMeasureAnswer,),
    "measures compare": (measures.ComparisonAnswer,),
    "stats": (year.StatsAnswer,),
    "asks": (records.AsksAnswer,),
    "lookback": (year.LookbackAnswer,),
    "standards": (journal.StandardsAnswer,),
    "summary": (summary.SummaryAnswer, summary.PreviewAnswer, _WRITTEN),
    "export": (records.ExportAnswer, _WRITTEN, journal.FolderAnswer),
    "import": (journal.ImportAnswer,),
    **dict.fromkeys(("pupils", "pupils add", "pupils remove", "pupils clear"), (privacy.PupilsAnswer,)),
    "privacy": (privacy.FindsAnswer, privacy.AllowedAnswer),
    "about": (privacy.AboutAnswer,),
    "undo": (history.UndoAnswer,),
    "redo": (history.RedoAnswer,),
    "history": (history.HistoryAnswer,),
    "forget": (forgetting.ForgetAnswer,),
    "tidy": (forgetting.TidyAnswer,),
    "merge": (merging.MergeAnswer,),
    "settle": (merging.SettledAnswer,),
    "sync": (together.SyncAnswer,),
    **dict.fromkeys(("keys", "keys enter", "keys renew"), (together.KeyAnswer,)),
    "comments": (gifts.CommentsAnswer,),
    "gift": (gifts.GiftAnswer, summary.PreviewAnswer, gifts.OfferAnswer),
    "staffroom": (gifts.StaffroomAnswer, _WRITTEN),
    "gifts": (gifts.GiftsAnswer,),
    "gifts show": (gifts.GiftAnswer,),
    "gifts withdraw": (gifts.WithdrawalAnswer,),
    "doctor": (doctor.DoctorAnswer,),
    "backup": (history.BackupAnswer,),
    "restore": (history.BackupsAnswer, history.RestoreAnswer, history.AcceptedEditAnswer),
    **dict.fromkeys(("journals", "journals add", "journals rename", "journals forget"), (journal.JournalsAnswer,)),
    "where": (journal.PlacesAnswer,),
    "config": (journal.SettingsAnswer,),
    "demo": (journal.DemoAnswer, journal.SamplesAnswer),
    "guide": (journal.TopicsAnswer, journal.PageAnswer, journal.PassagesAnswer),
    "help": (journal.HelpAnswer, journal.PageAnswer),
    "schema": (SchemasAnswer,),
}
"""The shapes that the answer of each command may have."""


def describe_schemas() -> SchemasAnswer:
    """Return the answer of `schema`."""
    shapes = {command: [list_json_names(one)[1] for one in found] for command, found in ANSWERS.items()}
    return SchemasAnswer({name: tuple(tuple(key for _, key in one) for one in found) for name, found in shapes.items()})


def build_answer_schema(command: str) -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a command's answer, whole: all it refers to is in it.

    Raises KeyError for what is no command.
    """
    defs: dict[str, JsonSchema] = {}
    shapes = [_build_type_schema(shape, defs) for shape in ANSWERS[command]]
    for shape in ANSWERS[command]:
        top = defs[shape.__name__]
        top["properties"] = {"schema_version": {"const": shape.schema_version}, **top["properties"]}
        top["required"] = ["schema_version", *top["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The answer of enquiry {command} --json",
        **(shapes[0] if len(shapes) == 1 else {"anyOf": shapes}),
        "$defs": dict(sorted(defs.items())),
    }


def _build_type_schema(hint: Any, defs: dict[str, JsonSchema]) -> JsonSchema:
    """Return the schema of a type; those of classes and enums are put into `defs`, and referred to."""
    _, hint = split_location(hint)
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
    (leaf,), found = msgspec.json.schema_components((str if hint is Path else hint,), ref_template="#/$defs/{name}")
    defs |= found
    return leaf


def _build_object_schema(kind: type, defs: dict[str, JsonSchema]) -> JsonSchema:
    (tag, names), types = list_json_names(kind), list_field_types(kind)
    properties = {key: {"const": value} for key, value in tag.items()}
    properties |= {key: _build_type_schema(types[name], defs) for name, key in names}
    about = {"description": cleandoc(kind.__doc__)} if kind.__doc__ else {}
    closed = {"required": list(properties), "additionalProperties": False}
    return {**about, "type": "object", "properties": properties, **closed}
